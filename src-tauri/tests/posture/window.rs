//! Where the window can navigate, and what can be added to it.

use crate::sources::{SETUP, WINDOW, json, package, texts_below, workspace};

const CONSENT_WINDOW: &str = include_str!("../../src/consent/window.rs");

#[test]
fn the_dialog_about_a_webhook_calls_no_command_and_stays_on_its_page() {
    for handler in [
        ".on_navigation(move |url| navigate(&handle, url))",
        ".on_new_window(|_, _| NewWindowResponse::Deny)",
        "const CONSENT: &str = \"consent\";",
    ] {
        assert!(CONSENT_WINDOW.contains(handler), "{handler}");
    }
    // A window that no capability names may call nothing.
    for (file, text) in texts_below(&package().join("capabilities")) {
        assert_eq!(
            json(&text)["windows"],
            json(r#"["main"]"#),
            "{}",
            file.display()
        );
        assert_eq!(json(&text).get("webviews"), None, "{}", file.display());
    }
    for (file, text) in texts_below(&workspace().join("ui/src/consent")) {
        for forbidden in ["invoke", "__TAURI", "backend/", "@tauri-apps", "innerHTML"] {
            assert!(
                !text.contains(forbidden),
                "{forbidden} in {}",
                file.display()
            );
        }
    }
}

/// The library behind message dialogs reads `%` in their text as a format on Linux.
#[test]
fn a_message_dialog_shows_only_texts_of_ours() {
    let sources = texts_below(&package().join("src"));
    let with_message: Vec<_> = sources
        .iter()
        .filter(|(_, text)| text.contains(".message("))
        .map(|(file, _)| file.file_name().unwrap())
        .collect();
    assert_eq!(with_message, ["page_health.rs", "start_failure.rs"]);
    for (name, message) in [
        ("page_health.rs", ".message(words.message)"),
        ("start_failure.rs", ".message(printable("),
    ] {
        let found = sources.iter().find(|(file, _)| file.ends_with(name));
        assert_eq!(found.unwrap().1.matches(".message(").count(), 1, "{name}");
        assert!(found.unwrap().1.contains(message), "{name}");
    }
}

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
    assert_eq!(built, 2, "the window, and the dialog about a webhook");
    assert!(CONSENT_WINDOW.contains("WindowBuilder::new(app, CONSENT,"));
}
