//! Where the window can navigate, and what can be added to it.

use crate::sources::{SETUP, WINDOW, package, texts_below};

#[test]
fn the_window_denies_navigation_and_new_windows() {
    for handler in [
        ".on_navigation(is_own_page)",
        ".on_new_window(|_, _| NewWindowResponse::Deny)",
        ".open_js_links_on_click(false)",
    ] {
        let count = [WINDOW, SETUP].map(|source| source.matches(handler).count());
        assert_eq!(count.iter().sum::<usize>(), 1, "{handler}");
    }
    let sources = texts_below(&package().join("src"));
    for (file, text) in &sources {
        for forbidden in [
            "register_uri_scheme_protocol",
            "register_asynchronous_uri_scheme_protocol",
            "open_devtools",
            ".devtools(",
            "initialization_script",
            ".eval(",
            "WebviewUrl::External",
            "add_capability",
            "dangerous",
        ] {
            assert!(
                !text.contains(forbidden),
                "{forbidden} in {}",
                file.display()
            );
        }
    }
    let built: usize = sources
        .iter()
        .map(|(_, text)| text.matches("WindowBuilder::new(").count())
        .sum();
    assert_eq!(built, 1, "there is one window");
}
