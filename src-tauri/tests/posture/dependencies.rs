//! What is built in, and which crate may depend on which.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{SETUP, between, package, texts_below, workspace};

const MANIFEST: &str = include_str!("../../Cargo.toml");
const LOCK: &str = include_str!("../../../Cargo.lock");

#[test]
fn only_the_four_plugins_and_no_risky_feature_are_built_in() {
    let locked: BTreeSet<_> = between(LOCK, "\nname = \"", "\"").into_iter().collect();
    let plugins: Vec<_> = locked
        .iter()
        .filter_map(|name| name.strip_prefix("tauri-plugin-"))
        // A dependency of the dialog plugin, which is not registered and has no capability.
        .filter(|name| *name != "fs")
        .collect();
    assert_eq!(
        plugins,
        ["dialog", "opener", "single-instance", "window-state"]
    );
    for absent in [
        "tauri-plugin-fs",
        "tauri-plugin-shell",
        "tauri-plugin-updater",
        "tauri-plugin-http",
    ] {
        assert!(
            !MANIFEST.contains(absent) && !SETUP.contains(&absent.replace('-', "_")),
            "{absent}"
        );
    }
    // `devtools` would add the developer tools to a release build.
    let own = [workspace(), package()].map(|folder| folder.join("Cargo.toml"));
    let crates = texts_below(&workspace().join("crates")).into_iter();
    let crates = crates.filter(|(file, _)| file.ends_with("Cargo.toml"));
    let own = own.map(|file| (file.clone(), fs::read_to_string(&file).unwrap()));
    for (manifest, text) in crates.chain(own) {
        for feature in ["devtools", "isolation", "protocol-asset", "unstable"] {
            assert!(
                !text.contains(&format!("\"{feature}\"")),
                "{feature} in {}",
                manifest.display()
            );
        }
    }
}

#[test]
fn crates_below_the_window_do_not_depend_on_those_above() {
    let manifest =
        |name: &str| fs::read_to_string(workspace().join("crates").join(name).join("Cargo.toml"));
    let assert_independent = |name: &str, of: &str| {
        let text = manifest(name).unwrap();
        assert!(!text.contains(&format!("\n{of}")), "{name} depends on {of}");
    };
    for name in [
        "genauth",
        "genauth-sim",
        "authgauge-api",
        "authgauge-app",
        "authgauge-chart",
        "authgauge-core",
        "authgauge-store",
    ] {
        assert_independent(name, "tauri");
    }
    for name in ["genauth", "genauth-sim", "desktop-driver"] {
        assert_independent(name, "authgauge");
    }
    for name in ["genauth-sim", "desktop-driver"] {
        assert_independent(name, "genauth");
    }
}

#[test]
fn only_the_page_s_backend_folder_imports_tauri() {
    let backend = workspace().join("ui/src/backend");
    for (file, text) in texts_below(&workspace().join("ui/src")) {
        let imports_tauri = text.contains("@tauri-apps/");
        assert!(
            !imports_tauri || file.starts_with(&backend),
            "{}",
            file.display()
        );
    }
}
