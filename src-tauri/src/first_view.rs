//! Puts what the page shows first into the page, as data: it asks for nothing before it paints.

use std::borrow::Cow;

use authgauge_api::Place;
use tauri::http::{Request, Response};
use tauri::{AppHandle, Manager};

use crate::app_state::AppState;

/// Where `index.html` has room for it. A template is data: nothing in it runs.
const ROOM: &str = r#"<template id="first-view">"#;

/// The page's paths.
const PAGES: [&str; 2] = ["/", "/index.html"];

/// Fills in the first view, of this place, if the page itself is served.
pub(crate) fn fill_in(
    app: &AppHandle,
    place: Option<Place>,
    request: &Request<Vec<u8>>,
    response: &mut Response<Cow<'static, [u8]>>,
) {
    let is_page = PAGES.contains(&request.uri().path());
    let Some(state) = app.try_state::<AppState>().filter(|_| is_page) else {
        return;
    };
    if let Ok(view) = serde_json::to_string(&state.first_view(place))
        && let Some(page) = filled(response.body(), &view)
    {
        *response.body_mut() = page.into();
    }
}

/// None if the page has no room.
fn filled(page: &[u8], view: &str) -> Option<Vec<u8>> {
    let room = page
        .windows(ROOM.len())
        .position(|part| part == ROOM.as_bytes())?;
    let (before, after) = page.split_at_checked(room + ROOM.len())?;
    Some([before, escaped(view).as_bytes(), after].concat())
}

/// As text in HTML, so that no name ends the template.
fn escaped(json: &str) -> String {
    json.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_text_within_its_template() {
        let page = br#"<head><template id="first-view"></template></head>"#;
        let filled = filled(page, r#"{"name":"</template>&lt;"}"#).unwrap();
        assert_eq!(
            String::from_utf8(filled).unwrap(),
            r#"<head><template id="first-view">{"name":"&lt;/template>&amp;lt;"}</template></head>"#
        );
    }

    #[test]
    fn the_page_has_room_for_a_view() {
        let page = include_str!("../../ui/index.html");
        assert_eq!(page.matches(&format!("{ROOM}</template>")).count(), 1);
    }
}
