//! What the window may do, held as a whole: whoever loosens it changes this file too.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what helps a test may panic as the test may"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

const BUILD: &str = include_str!("../build.rs");
const WINDOW: &str = include_str!("../src/window.rs");
const CAPABILITY: &str = include_str!("../capabilities/main.json");
const CONFIGURATION: &str = include_str!("../tauri.conf.json");
const WINDOWS: &str = include_str!("../tauri.windows.conf.json");
const MANIFEST: &str = include_str!("../Cargo.toml");
const LOCK: &str = include_str!("../../Cargo.lock");
const PAGE: &str = include_str!("../../ui/src/backend/commands.ts");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
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
    assert_eq!(
        security.get("pattern"),
        None,
        "no iframe, not even isolation's"
    );
    // What a build for one system adds to this: how Windows' web view names ipc, which elsewhere nobody answers to.
    assert_eq!(
        json(WINDOWS)["app"],
        json(r#"{ "security": { "csp": { "connect-src": "ipc: http://ipc.localhost" } } }"#)
    );
    for system in ["linux", "macos", "android", "ios"] {
        assert!(!here().join(format!("tauri.{system}.conf.json")).exists());
    }

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
fn the_policy_that_the_page_gets_is_the_one_of_the_configuration() {
    let policy = &json(CONFIGURATION)["app"]["security"]["csp"];
    let names: Vec<_> = policy.as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 11, "{names:?}");
    for own in ["script-src", "style-src", "img-src", "font-src"] {
        assert_eq!(policy[own], "'self'", "{own}");
    }
    assert_eq!(policy["connect-src"], "ipc:");
    // A page of its own policy, or with anything inline, would be another page.
    let page = std::fs::read_to_string(root().join("ui/dist/index.html")).unwrap();
    let page = page.to_lowercase();
    for foreign in [
        "http-equiv",
        "<style",
        "<iframe",
        "style=",
        " onload",
        "://",
        "javascript:",
    ] {
        assert!(!page.contains(foreign), "{foreign} in {page}");
    }
    assert_eq!(
        page.matches("<script").count(),
        page.matches("<script type=\"module\" crossorigin src=\"/")
            .count()
    );
}

#[test]
fn the_window_refuses_to_leave_its_page_and_to_open_another() {
    for handler in [
        ".on_navigation(is_own_page)",
        ".on_new_window(|_, _| NewWindowResponse::Deny)",
        ".open_js_links_on_click(false)",
    ] {
        assert_eq!(WINDOW.matches(handler).count(), 1, "{handler}");
    }
    let sources = files_below(&here().join("src"));
    for file in &sources {
        let text = std::fs::read_to_string(file).unwrap();
        for door in [
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
            assert!(!text.contains(door), "{door} in {}", file.display());
        }
    }
    let windows = sources
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    let built: usize = windows
        .map(|text| text.matches("WindowBuilder::new(").count())
        .sum();
    assert_eq!(built, 1, "there is one window");
}

#[test]
fn each_command_takes_what_the_page_gives_through_the_one_door() {
    for (_, head) in command_heads() {
        let arguments = head
            .split_once(") ->")
            .map_or(head.as_str(), |(arguments, _)| arguments);
        let taken: Vec<_> = arguments.split(": ").skip(1).collect();
        let given = taken.iter().filter(|of| of.starts_with("Given<")).count();
        let own = |of: &&&str| of.starts_with("State<'_, ") || of.starts_with("AppHandle");
        let others = taken.iter().filter(own).count();
        assert_eq!(given, 1, "{head}");
        assert_eq!(others + given, taken.len(), "{head}");
    }
}

/// Name and whole head of each command.
fn command_heads() -> Vec<(String, String)> {
    let commands = std::fs::read_to_string(here().join("src/commands.rs")).unwrap();
    let heads: Vec<_> = commands
        .split("#[tauri::command]")
        .skip(1)
        .filter_map(|command| command.split_once(" {\n"))
        .filter_map(|(head, _)| head.split_once("fn "))
        .map(|(_, head)| (head.split_once('(').unwrap().0.to_owned(), head.to_owned()))
        .collect();
    assert!(heads.len() >= 18);
    heads
}

/// What a command may answer: view models, in which there is no key, and texts of these four alone.
const ANSWERS: &[(&str, &[&str])] = &[
    ("", &["drop_key"]),
    (
        "Answer<()>",
        &[
            "change_settings",
            "close_window",
            "hold_key",
            "move_pool",
            "mute",
            "open_console",
            "open_logs",
            "refresh_pool",
            "remember_place",
            "remove_pool",
            "rename_pool",
            "replace_key",
            "see_alerts",
            "set_thresholds",
            "snooze_alert",
            "test_hook",
        ],
    ),
    ("Answer<HistoryView>", &["benefit_history"]),
    ("Answer<KeyReport>", &["test_key"]),
    ("Answer<MauView>", &["mau_view"]),
    ("Answer<Option<String>>", &["choose_ca_file", "export_mau"]),
    ("Answer<Overview>", &["enter_demo", "leave_demo"]),
    ("Answer<PoolId>", &["add_pool"]),
    ("Answer<PoolView>", &["pool_view"]),
    ("Answer<String>", &["diagnostics", "new_seal"]),
    ("Answer<WatchRules>", &["watch_rules"]),
    ("Option<Place>", &["opened_at"]),
    ("Overview", &["overview"]),
    ("TrayState", &["tray_state"]),
];

#[test]
fn no_command_answers_what_could_hold_a_secret() {
    let mut answers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, head) in command_heads() {
        let answer = head.rsplit_once(") -> ").map_or("", |(_, answer)| answer);
        answers.entry(answer.to_owned()).or_default().insert(name);
    }
    let allowed: BTreeMap<_, _> = ANSWERS
        .iter()
        .map(|(answer, of)| {
            (
                answer.to_string(),
                of.iter().map(ToString::to_string).collect(),
            )
        })
        .collect();
    assert_eq!(answers, allowed);
    // Or a name could come to mean something else.
    let commands = std::fs::read_to_string(here().join("src/commands.rs")).unwrap();
    assert_eq!(commands.matches("\ntype ").count(), 1);
    assert!(commands.contains("\ntype Answer<T> = Result<T, Failure>;\n"));
    for renamed in [
        " as HistoryView",
        " as KeyReport",
        " as MauView",
        " as Overview",
        " as Place",
        " as PoolId",
        " as PoolView",
        " as TrayState",
        " as WatchRules",
    ] {
        assert!(!commands.contains(renamed), "{renamed}");
    }
}

#[test]
fn nothing_is_built_in_that_the_window_could_be_opened_with() {
    let locked: BTreeSet<_> = between(LOCK, "\nname = \"", "\"").into_iter().collect();
    let plugins: Vec<_> = locked
        .iter()
        .filter_map(|name| name.strip_prefix("tauri-plugin-"))
        // fs: the dialogs' own dependency, which nothing registers and no capability names.
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
            !MANIFEST.contains(absent) && !WINDOW.contains(&absent.replace('-', "_")),
            "{absent}"
        );
    }
    // Developer tools are in every debug build, and in a release only by this feature.
    for manifest in files_named(&root().join("crates"), "Cargo.toml")
        .into_iter()
        .chain([root().join("Cargo.toml"), here().join("Cargo.toml")])
    {
        let text = std::fs::read_to_string(&manifest).unwrap();
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
    for below in ["genauth", "genauth-sim", "authgauge"] {
        let text = manifest(below);
        assert!(
            !text.contains("\ntauri"),
            "{below} must not know the window"
        );
    }
    assert!(!manifest("genauth").contains("\nauthgauge"));
    assert!(!manifest("genauth-sim").contains("\nauthgauge"));
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

fn files_named(folder: &Path, name: &str) -> Vec<PathBuf> {
    let mut files = files_below(folder);
    files.retain(|file| file.ends_with(name));
    files
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
