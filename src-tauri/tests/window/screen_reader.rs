//! What a screen reader gets of the window, over AT-SPI as Orca does.

use desktop_driver::thirtyfour::Key;
use desktop_driver::{Accessible, App, Error, role, wait_until};

use crate::fixture::Fixture;

/// Roles of what can be operated.
const CONTROLS: [u32; 9] = [
    role::CHECK_BOX,
    role::COMBO_BOX,
    role::ENTRY,
    role::LINK,
    role::MENU_ITEM,
    role::PASSWORD_TEXT,
    role::PUSH_BUTTON,
    role::RADIO_BUTTON,
    role::TOGGLE_BUTTON,
];

async fn open() -> (Fixture, App) {
    let mut fixture = Fixture::start().await;
    fixture.session.start_screen_reader().await.unwrap();
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    (fixture, app)
}

/// The window's page, once a text is in it.
async fn page_with(fixture: &Fixture, text: &str) -> Accessible {
    wait_until(&format!("{text} for screen readers"), async || {
        let read = fixture.session.accessibles().await?;
        let pages = read.of_role(role::DOCUMENT_WEB).into_iter();
        let page = pages.max_by_key(|page| page.all().len());
        match page.filter(|page| page.words().contains(text)) {
            Some(page) => Ok(Some(page.clone())),
            None => Err(Error::Unexpected(outline(&read))),
        }
    })
    .await
    .unwrap()
}

/// What there is instead, for a failure's message.
fn outline(read: &Accessible) -> String {
    let all = read.all().into_iter().take(400);
    let lines = all.map(|one| {
        let Accessible {
            role,
            name,
            description,
            text,
            ..
        } = one;
        format!("{role} “{name}” “{description}” “{text}”")
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn assert_controls_are_named(page: &Accessible, screen: &str) {
    let all = page.all().into_iter();
    let controls: Vec<_> = all.filter(|one| CONTROLS.contains(&one.role)).collect();
    assert!(controls.len() > 5, "{screen}: {} controls", controls.len());
    let nameless: Vec<_> = controls
        .iter()
        .filter(|one| one.name.trim().is_empty())
        .collect();
    assert!(nameless.is_empty(), "{screen}: {nameless:?}");
}

#[tokio::test]
async fn every_control_has_a_name_and_every_figure_a_level_in_words() {
    let (fixture, app) = open().await;
    let page = page_with(&fixture, "Admins").await;
    assert_controls_are_named(&page, "a pool");
    let words = page.words();
    for figure in ["over its limit", "12", "of 10", "120%", "2 over the limit"] {
        assert!(words.contains(figure), "{figure} is not in {words}");
    }
    let periods = page.of_role(role::LIST_ITEM).len();
    assert!(periods >= 12, "the chart's periods: {periods}");

    for (key, text) in [("0", "What runs out, and when"), (",", "Appearance")] {
        app.press(Key::Control + key).await.unwrap();
        let page = page_with(&fixture, text).await;
        assert_controls_are_named(&page, text);
    }
}

#[tokio::test]
async fn rows_of_the_runway_and_a_new_notice_are_read() {
    let (fixture, app) = open().await;
    app.press(Key::Control + "0").await.unwrap();
    let page = page_with(&fixture, "What runs out, and when").await;
    let buttons = page.of_role(role::PUSH_BUTTON).into_iter();
    let rows: Vec<_> = buttons.filter(|one| one.name.contains("12 / 10")).collect();
    assert_eq!(rows.len(), 1, "{rows:?}");
    for part in ["over its limit", "Admins", "Over now"] {
        assert!(rows[0].name.contains(part), "{part}: {}", rows[0].name);
    }
    app.press(Key::Control + "=").await.unwrap();
    page_with(&fixture, "Size: 110%.").await;
}
