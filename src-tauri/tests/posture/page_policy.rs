//! What the page can load and run.

use std::fs;

use crate::sources::{CONFIGURATION, between, json, package, texts_below, workspace};

const WINDOWS_CONFIGURATION: &str = include_str!("../../tauri.windows.conf.json");

#[test]
fn the_configuration_of_the_page_is_strict() {
    let app = &json(CONFIGURATION)["app"];
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["windows"], json("[]"));
    let security = &app["security"];
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["capabilities"], json(r#"["main"]"#));
    assert_eq!(security.get("dangerousDisableAssetCspModification"), None);
    assert_eq!(security.get("assetProtocol"), None);
    assert_eq!(
        security.get("pattern"),
        None,
        "the isolation pattern needs an iframe"
    );
    // The only addition for one system: the name of the IPC protocol in Windows' web view.
    assert_eq!(
        json(WINDOWS_CONFIGURATION)["app"],
        json(r#"{ "security": { "csp": { "connect-src": "ipc: http://ipc.localhost" } } }"#)
    );
    for system in ["linux", "macos", "android", "ios"] {
        assert!(!package().join(format!("tauri.{system}.conf.json")).exists());
    }

    let policy = security["csp"].as_object().unwrap();
    assert_eq!(policy["default-src"], "'none'");
    for directive in [
        "frame-src",
        "object-src",
        "base-uri",
        "form-action",
        "frame-ancestors",
    ] {
        assert_eq!(policy[directive], "'none'", "{directive}");
    }
    for (directive, sources) in policy {
        let sources = sources.as_str().unwrap();
        assert!(
            !sources.contains("unsafe") && !sources.contains('*'),
            "{directive} {sources}"
        );
        assert!(
            !sources.contains("https:") && !sources.contains("data:"),
            "{directive} {sources}"
        );
    }
}

#[test]
fn the_content_security_policy_allows_only_own_resources_and_ipc() {
    let policy = &json(CONFIGURATION)["app"]["security"]["csp"];
    let directives: Vec<_> = policy.as_object().unwrap().keys().collect();
    assert_eq!(directives.len(), 11, "{directives:?}");
    for directive in ["script-src", "style-src", "img-src", "font-src"] {
        assert_eq!(policy[directive], "'self'", "{directive}");
    }
    assert_eq!(policy["connect-src"], "ipc:");
    // The built page has no policy of its own and nothing inline.
    let page = fs::read_to_string(workspace().join("ui/dist/index.html")).unwrap();
    let page = without_templates(&page.to_lowercase());
    for forbidden in [
        "http-equiv",
        "<style",
        "<iframe",
        "style=",
        " onload",
        "://",
        "javascript:",
    ] {
        assert!(!page.contains(forbidden), "{forbidden} in {page}");
    }
    assert_eq!(
        page.matches("<script").count(),
        page.matches("<script type=\"module\" crossorigin src=\"/")
            .count()
    );
}

#[test]
fn the_page_of_the_consent_dialog_loads_no_script_of_the_main_page() {
    let dist = workspace().join("ui/dist");
    let page = fs::read_to_string(dist.join("consent.html")).unwrap();
    assert!(!page.contains("modulepreload"), "{page}");
    let scripts = between(&page, "src=\"/", "\"");
    assert_eq!(scripts.len(), 1, "{scripts:?}");
    for script in scripts {
        let script = fs::read_to_string(dist.join(script)).unwrap();
        assert!(!script.contains("import"), "{script}");
    }
}

/// Without the texts of the languages: a template is neither shown nor run.
fn without_templates(page: &str) -> String {
    let mut parts = page.split("<template id=\"text-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |page, part| {
        let (_, rest) = part.split_once("</template>").unwrap();
        page + rest
    })
}

#[test]
fn the_page_inserts_no_markup_from_strings() {
    for (file, text) in texts_below(&workspace().join("ui/src")) {
        for forbidden in [
            "{@html",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "new Function",
        ] {
            assert!(
                !text.contains(forbidden),
                "{forbidden} in {}",
                file.display()
            );
        }
    }
}
