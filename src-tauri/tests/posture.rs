//! What the window may do, held as a whole: whoever loosens it changes this file too.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what helps a test may panic as the test may"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

const BUILD: &str = include_str!("../build.rs");
const WINDOW: &str = include_str!("../src/window.rs");
const CAPABILITY: &str = include_str!("../capabilities/main.json");
const CONFIGURATION: &str = include_str!("../tauri.conf.json");
const PAGE: &str = include_str!("../../ui/src/backend/commands.ts");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// What stands between the two marks, each time.
fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> BTreeSet<String> {
    let parts = text.split(before).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(after)?.0.to_owned()))
        .collect()
}

#[test]
fn commands_are_the_same_in_build_handler_capability_and_page() {
    let built = between(BUILD.split_once("COMMANDS").unwrap().1, "    \"", "\",\n");
    let handled = between(WINDOW, "            commands::", ",");
    let called: BTreeSet<_> = between(PAGE, "invoke<", ")")
        .iter()
        .filter_map(|call| Some(call.split('"').nth(1)?.to_owned()))
        .collect();
    let allowed: BTreeSet<_> = json(CAPABILITY)["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|permission| {
            Some(
                permission
                    .as_str()?
                    .strip_prefix("allow-")?
                    .replace('-', "_"),
            )
        })
        .collect();
    assert!(built.len() >= 18);
    assert_eq!(built, handled);
    assert_eq!(built, allowed);
    assert_eq!(built, called);
}

#[test]
fn the_capability_is_for_the_one_window_and_names_single_permissions() {
    let capability = json(CAPABILITY);
    assert_eq!(capability["windows"], json(r#"["main"]"#));
    assert_eq!(capability.get("remote"), None);
    for permission in capability["permissions"].as_array().unwrap() {
        let permission = permission.as_str().unwrap();
        assert!(
            !permission.contains('*') && !permission.ends_with(":default"),
            "{permission}"
        );
        let own = permission.starts_with("allow-");
        assert!(
            own || ["core:event:allow-listen", "core:event:allow-unlisten"].contains(&permission)
        );
    }
}

#[test]
fn the_page_is_strict() {
    let app = &json(CONFIGURATION)["app"];
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["windows"], json("[]"));
    let security = &app["security"];
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["capabilities"], json(r#"["main"]"#));
    assert_eq!(security.get("dangerousDisableAssetCspModification"), None);
    assert_eq!(security.get("assetProtocol"), None);

    let policy = security["csp"].as_object().unwrap();
    assert_eq!(policy["default-src"], "'none'");
    for none in [
        "frame-src",
        "object-src",
        "base-uri",
        "form-action",
        "frame-ancestors",
    ] {
        assert_eq!(policy[none], "'none'", "{none}");
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
fn no_markup_enters_the_page_as_text() {
    for file in files_below(&root().join("ui/src")) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        for door in [
            "{@html",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "new Function",
        ] {
            assert!(!text.contains(door), "{door} in {}", file.display());
        }
    }
}

#[test]
fn arrows_point_one_way() {
    let manifest = |crate_: &str| {
        std::fs::read_to_string(root().join("crates").join(crate_).join("Cargo.toml")).unwrap()
    };
    for below in ["genauth", "genauth-sim", "headroom"] {
        let text = manifest(below);
        assert!(
            !text.contains("\ntauri"),
            "{below} must not know the window"
        );
    }
    assert!(!manifest("genauth").contains("\nheadroom"));
    assert!(!manifest("genauth-sim").contains("\nheadroom"));
    assert!(!manifest("genauth-sim").contains("\ngenauth"));
}

#[test]
fn only_the_backend_folder_of_the_page_knows_tauri() {
    let backend = root().join("ui/src/backend");
    for file in files_below(&root().join("ui/src")) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let knows = text.contains("@tauri-apps/");
        assert!(!knows || file.starts_with(&backend), "{}", file.display());
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
