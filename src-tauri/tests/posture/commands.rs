//! Which commands the page can call, what they take and what they return.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::sources::{CAPABILITY, SETUP, between, json, package};

const BUILD: &str = include_str!("../../build.rs");
const PAGE: &str = include_str!("../../../ui/src/backend/commands.ts");

#[test]
fn build_handler_capability_and_page_list_the_same_commands() {
    let built = between(BUILD.split_once("COMMANDS").unwrap().1, "    \"", "\",\n");
    let handled = between(SETUP, "        commands::", ",");
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
fn each_command_takes_its_page_arguments_as_one_checked_value() {
    for (_, signature) in command_signatures() {
        let arguments = signature
            .split_once(") ->")
            .map_or(signature.as_str(), |(arguments, _)| arguments);
        let types: Vec<_> = arguments.split(": ").skip(1).collect();
        let args = types.iter().filter(|of| of.starts_with("Args<")).count();
        let is_from_tauri = |of: &&&str| {
            let ours = ["State<'_, ", "AppHandle", "WebviewWindow"];
            ours.iter().any(|name| of.starts_with(name))
        };
        let from_tauri = types.iter().filter(is_from_tauri).count();
        assert_eq!(args, 1, "{signature}");
        assert_eq!(from_tauri + args, types.len(), "{signature}");
    }
}

/// What the commands return: view models, which hold no key, and these strings.
const RETURN_TYPES: &[(&str, &[&str])] = &[
    (
        "Answer<()>",
        &[
            "agree_to_webhook",
            "change_settings",
            "close_window",
            "move_pool",
            "mute",
            "open_console",
            "open_logs",
            "open_service",
            "refresh_pool",
            "remember_place",
            "remove_pool",
            "rename_pool",
            "replace_key",
            "resolve_alert",
            "see_alerts",
            "set_proxy",
            "set_thresholds",
            "snooze_alert",
            "test_hook",
        ],
    ),
    ("Answer<HistoryView>", &["benefit_history"]),
    ("Answer<KeyReport>", &["test_key", "test_new_key"]),
    ("Answer<MauView>", &["mau_view"]),
    (
        "Answer<Option<String>>",
        &[
            "choose_ca_file",
            "export_benefit",
            "export_mau",
            "key_id",
            "share_portfolio",
        ],
    ),
    ("Answer<Overview>", &["enter_demo", "leave_demo"]),
    ("Answer<PoolId>", &["add_pool"]),
    ("Answer<PoolView>", &["pool_view"]),
    ("Answer<PortfolioView>", &["portfolio"]),
    ("Answer<String>", &["diagnostics", "new_seal"]),
    ("Answer<Vec<FindablePool>>", &["findable"]),
    ("Answer<AlertRulesView>", &["watch_rules"]),
    ("HookPreview", &["preview_hook"]),
    ("Overview", &["overview"]),
    ("TrayState", &["tray_state"]),
    ("bool", &["page_painted"]),
];

#[test]
fn no_command_returns_a_type_that_could_hold_a_secret() {
    let mut actual: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, signature) in command_signatures() {
        let returned = signature
            .rsplit_once(") -> ")
            .map_or("", |(_, returned)| returned);
        actual.entry(returned.to_owned()).or_default().insert(name);
    }
    let expected: BTreeMap<_, _> = RETURN_TYPES
        .iter()
        .map(|(returned, commands)| {
            (
                returned.to_string(),
                commands.iter().map(ToString::to_string).collect(),
            )
        })
        .collect();
    assert_eq!(actual, expected);
    // An alias could give a listed name another meaning.
    let commands = read_commands();
    assert_eq!(commands.matches("\ntype ").count(), 1);
    assert!(commands.contains("\ntype Answer<T> = Result<T, Failure>;\n"));
    for alias in [
        " as FindablePool",
        " as HistoryView",
        " as HookPreview",
        " as KeyReport",
        " as MauView",
        " as Overview",
        " as PoolId",
        " as PoolView",
        " as TrayState",
        " as AlertRulesView",
    ] {
        assert!(!commands.contains(alias), "{alias}");
    }
}

/// Name and signature of each command.
fn command_signatures() -> Vec<(String, String)> {
    let commands = read_commands();
    let signatures: Vec<_> = commands
        .split("#[tauri::command]")
        .skip(1)
        .filter_map(|command| command.split_once(" {\n"))
        .filter_map(|(head, _)| head.split_once("fn "))
        .map(|(_, head)| (head.split_once('(').unwrap().0.to_owned(), head.to_owned()))
        .collect();
    assert!(signatures.len() >= 18);
    signatures
}

fn read_commands() -> String {
    fs::read_to_string(package().join("src/commands.rs")).unwrap()
}
