//! What each command prints, whole. `INSTA_UPDATE=always` rewrites the files.

use insta_cmd::assert_cmd_snapshot;

use super::fixture::Fixture;

const COMMANDS: [(&str, &[&str]); 8] = [
    ("pools", &["pools", "list"]),
    ("overview", &["overview"]),
    ("usage", &["usage"]),
    ("mau", &["mau"]),
    ("plan", &["plan"]),
    ("history", &["history", "SMS", "--pool", "Acme"]),
    ("forecast", &["forecast"]),
    ("alerts", &["alerts"]),
];

const GUARDS: [(&str, &[&str]); 9] = [
    ("guard", &["guard"]),
    (
        "guard_need",
        &[
            "guard",
            "--pool",
            "Acme",
            "--benefit",
            "MAU",
            "--need",
            "1800",
        ],
    ),
    (
        "guard_need_no",
        &[
            "guard",
            "--pool",
            "Acme",
            "--benefit",
            "mau",
            "--need",
            "1801",
        ],
    ),
    (
        "guard_within",
        &[
            "guard",
            "--pool",
            "Acme",
            "--benefit",
            "SMS",
            "--within",
            "14",
        ],
    ),
    (
        "guard_percent",
        &["guard", "--pool", "Acme", "--min-left", "5%"],
    ),
    (
        "guard_stale",
        &["guard", "--pool", "Beta 生产", "--benefit", "SMS"],
    ),
    (
        "guard_max_age",
        &[
            "guard",
            "--pool",
            "Beta 生产",
            "--benefit",
            "SMS",
            "--max-age",
            "4d",
        ],
    ),
    (
        "guard_not_read",
        &["guard", "--pool", "Gamma", "--need", "1"],
    ),
    (
        "guard_fail_open",
        &["guard", "--pool", "Gamma", "--need", "1", "--fail-open"],
    ),
];

const FAILURES: [(&str, &[&str]); 5] = [
    ("no_such_pool", &["usage", "--pool", "Delta"]),
    ("no_such_benefit", &["history", "Nothing"]),
    (
        "days_backwards",
        &["mau", "--from", "2026-02-01", "--to", "2026-01-01"],
    ),
    ("no_number", &["guard", "--need", "many"]),
    ("no_database", &["overview", "--data-dir", "elsewhere"]),
];

#[test]
fn tables_and_documents() {
    let fixture = Fixture::new();
    for (name, args) in COMMANDS {
        let with = |more: &[&str]| fixture.command(&[args, more].concat());
        assert_cmd_snapshot!(format!("{name}_en"), with(&["--lang", "en"]));
        assert_cmd_snapshot!(format!("{name}_zh"), with(&["--lang", "zh"]));
        assert_cmd_snapshot!(format!("{name}_json"), with(&["--json"]));
    }
}

#[test]
fn answers_of_the_guard() {
    let fixture = Fixture::new();
    for (name, args) in GUARDS {
        assert_cmd_snapshot!(name, fixture.command(args));
        let mut zh = fixture.command(&[args, &["--lang", "zh"]].concat());
        assert_cmd_snapshot!(format!("{name}_zh"), zh);
    }
}

#[test]
fn failures() {
    let fixture = Fixture::new();
    for (name, args) in FAILURES {
        assert_cmd_snapshot!(name, fixture.command(args));
    }
}

#[test]
fn colors() {
    let fixture = Fixture::new();
    let with = |args: &[&str]| fixture.command(&[&["overview"], args].concat());
    assert_cmd_snapshot!("overview_color", with(&["--color", "always"]));
    let plain = with(&[]).output().unwrap().stdout;
    let colored = with(&["--color", "always"]).output().unwrap().stdout;
    assert_ne!(plain, colored);
    let mut no_color = with(&["--color", "auto"]);
    assert_eq!(
        no_color.env("NO_COLOR", "1").output().unwrap().stdout,
        plain
    );
    assert_eq!(with(&["--color", "never"]).output().unwrap().stdout, plain);
}

#[test]
fn alerts_are_seen_snoozed_and_muted() {
    let fixture = Fixture::new();
    assert_eq!(fixture.exit(&["alerts", "snooze", "1", "2"]), 0);
    assert_cmd_snapshot!("alerts_snoozed", fixture.command(&["alerts", "list"]));
    assert_eq!(fixture.exit(&["alerts", "snooze", "1", "0"]), 0);
    assert_eq!(fixture.exit(&["alerts", "seen"]), 0);
    assert_cmd_snapshot!("alerts_seen", fixture.command(&["alerts"]));
    let mute = ["alerts", "mute", "Acme", "--part", "benefit:SMS"];
    assert_eq!(fixture.exit(&mute), 0);
    assert_cmd_snapshot!("alerts_muted", fixture.command(&["alerts"]));
    assert_eq!(fixture.exit(&[&mute[..], &["--off"]].concat()), 0);
    assert_cmd_snapshot!("alerts_unmuted", fixture.command(&["alerts"]));
    assert_eq!(fixture.exit(&["alerts", "snooze", "9", "2"]), 2);
}

// On Windows the program's name ends in `.exe`.
#[cfg(unix)]
#[test]
fn help() {
    let fixture = Fixture::new();
    assert_cmd_snapshot!("help", fixture.command(&["--help"]));
    for command in [
        "pools",
        "overview",
        "usage",
        "mau",
        "plan",
        "history",
        "forecast",
        "alerts",
        "guard",
        "export",
        "metrics",
        "mcp",
        "completions",
        "doctor",
        "open",
    ] {
        assert_cmd_snapshot!(
            format!("help_{command}"),
            fixture.command(&[command, "--help"])
        );
    }
    for command in ["add", "remove", "test"] {
        let name = format!("help_pools_{command}");
        assert_cmd_snapshot!(name, fixture.command(&["pools", command, "--help"]));
    }
}
