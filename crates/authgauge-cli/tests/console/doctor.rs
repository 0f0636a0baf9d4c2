//! The report for a maintainer.

use super::documents::assert_valid;
use super::fixture::Fixture;
use super::guard::files;

#[test]
fn report_names_nobody_and_writes_nothing() {
    let fixture = Fixture::new();
    let before = files(fixture.path());
    let output = fixture.command(&["doctor"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    for fact in ["Authgauge ", "System: ", "Store: schema", "Pool 3: "] {
        assert!(text.contains(fact), "{fact}: {text}");
    }
    let folder = fixture.path().display().to_string();
    for name in [
        "Acme",
        "生产",
        "genauth.ai",
        "authing.cn",
        &folder,
        super::fixture::ACME,
    ] {
        assert!(!text.contains(name), "{name}: {text}");
    }
    assert_valid("doctor", &fixture.json(&["doctor"]));
    assert_eq!(files(fixture.path()), before);
}

#[test]
fn report_says_why_there_is_no_data() {
    let fixture = Fixture::new();
    let args = ["doctor", "--data-dir", "elsewhere"];
    let output = fixture.command(&args).output().unwrap();
    assert_eq!(output.status.code(), Some(5));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Store: store_failed (unavailable)"), "{text}");
    let document = fixture.json(&args);
    assert_valid("doctor", &document);
    assert_eq!(document["errors"][0]["code"], "store_failed");
}
