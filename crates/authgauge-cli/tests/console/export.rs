//! Files that the program writes.

use std::fs;
use std::process::Command;

use super::documents::assert_valid;
use super::fixture::Fixture;

fn export(fixture: &Fixture, args: &[&str], file: &str) -> Vec<u8> {
    let args = [&["export"], args, &["--output", file]].concat();
    let output = fixture.command(&args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    fs::read(fixture.path().join(file)).unwrap()
}

#[test]
fn csv_has_usage_mau_and_histories_and_no_formula() {
    let fixture = Fixture::new();
    let bytes = export(&fixture, &["csv"], "figures.csv");
    let text = String::from_utf8(bytes).unwrap();
    insta::assert_snapshot!("export_csv", text);
    for line in text.split("\r\n") {
        let mut cells = line.split(',').map(|cell| cell.trim_start_matches('"'));
        assert!(
            cells.all(|cell| !cell.starts_with(['=', '+', '-', '@'])),
            "{line}"
        );
    }
}

#[test]
fn json_follows_its_schema_and_replaces_a_file_whole() {
    let fixture = Fixture::new();
    fs::write(fixture.path().join("all.json"), "x".repeat(1 << 20)).unwrap();
    let bytes = export(&fixture, &["json"], "all.json");
    let document = serde_json::from_slice(&bytes).unwrap();
    assert_valid("export", &document);
    assert_eq!(
        document["pools"][0]["histories"][3]["days"]
            .as_array()
            .unwrap()
            .len(),
        40
    );
}

#[test]
fn pictures_are_of_one_pool() {
    let fixture = Fixture::new();
    let svg = export(&fixture, &["svg", "--pool", "Acme"], "mau.svg");
    assert!(svg.starts_with(b"<svg"));
    let png = export(
        &fixture,
        &["png", "--pool", "Acme", "--benefit", "SMS"],
        "sms.png",
    );
    assert!(png.starts_with(b"\x89PNG"));
    let several = ["export", "svg", "--output", "several.svg"];
    assert_eq!(fixture.exit(&several), 2);
    let folder = ["export", "csv", "--output", "data"];
    assert_eq!(fixture.exit(&folder), 5);
}

#[test]
fn missing_window_is_said() {
    // The window's program may be beside this one, where cargo builds both.
    let alone = tempfile::tempdir().unwrap();
    let program = alone.path().join("authgauge");
    fs::copy(env!("CARGO_BIN_EXE_authgauge"), &program).unwrap();
    let mut open = Command::new(program);
    let output = open.arg("open").env("PATH", "").output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(5), "{printed}");
    assert!(printed.contains("authgauge-desktop"), "{printed}");
}
