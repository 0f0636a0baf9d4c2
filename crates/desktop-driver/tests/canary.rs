//! A canary is found in every encoding. The encodings are written here by other means than the search's own.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "test helpers panic as tests do; xtask reads the count"
)]

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use desktop_driver::{Canary, LeakWatch, Session, memory, wait_until};

/// Its base64 contains the digits that differ between the two alphabets.
const TEXT: &str = "Kestrel7oN9q2Wv5Zt8xB3mLo~o?o>".split_at(24).0;

fn encodings() -> Vec<Vec<u8>> {
    // A leaked key is part of a request, a header, a URL or an error.
    let whole = format!("{{\"accessKeySecret\":\"+/&=%<{TEXT}\"}}");
    let bytes = whole.as_bytes();
    let per_byte = |write: &dyn Fn(&u8) -> String| bytes.iter().map(write).collect::<String>();
    let mut encodings = vec![
        whole.clone(),
        whole.to_uppercase(),
        whole.to_lowercase(),
        whole.chars().rev().collect(),
        serde_json::to_string(&whole).unwrap(),
        serde_json::to_string(bytes).unwrap(),
        format!("{whole:?}"),
        format!("{bytes:?}"),
        format!("{bytes:02x?}"),
        format!("{bytes:#?}"),
        format!("{:#?}", [bytes]),
        per_byte(&|byte| format!("{byte:#04x}, ")),
        per_byte(&|byte| format!("{byte:02x}")),
        per_byte(&|byte| format!("{byte:02X}")),
        per_byte(&|byte| format!("{byte:02x} ")),
        per_byte(&|byte| format!("{byte:02x}:")),
        per_byte(&|byte| format!("%{byte:02x}")),
        per_byte(&|byte| format!("%{byte:02X}")),
        per_byte(&|byte| format!("\\u{byte:04x}")),
        per_byte(&|byte| format!("\\u{byte:04X}")),
        per_byte(&|byte| format!("\\x{byte:02x}")),
        per_byte(&|byte| format!("\\{byte:03o}")),
        per_byte(&|byte| format!("&#{byte};")),
        per_byte(&|byte| format!("&#x{byte:x};")),
        url::form_urlencoded::byte_serialize(bytes).collect(),
        // What remains of a partly overwritten copy.
        whole.get(..42).unwrap().to_owned(),
        whole.get(38..).unwrap().to_owned(),
    ];
    for before in ["", "a", "ab", "id:", "keyid:"] {
        for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD] {
            encodings.push(engine.encode(format!("{before}{whole}")));
            encodings.push(engine.encode(format!("{before}{TEXT}~")));
        }
    }
    let utf16: Vec<u16> = whole.encode_utf16().collect();
    let mut encodings: Vec<Vec<u8>> = encodings.into_iter().map(String::into_bytes).collect();
    encodings.extend([
        utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        whole
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect(),
        whole
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect(),
    ]);
    encodings
}

#[test]
fn finds_every_encoding_at_any_position() {
    let canary = Canary::new(TEXT);
    for encoding in encodings() {
        let description = String::from_utf8_lossy(&encoding).into_owned();
        assert!(!canary.find(&encoding).is_empty(), "{description}");
        let embedded = [b"GET /?key=".as_slice(), &encoding, b"&a=b"].concat();
        assert!(!canary.find(&embedded).is_empty(), "{description}");
    }
    // SECURITY.md says how many.
    assert_eq!(encodings().len(), 71);
    println!("count: {} encodings of a key found", encodings().len());
    for other in ["", "Kestrel", "{\"accessKeySecret\":\"+/&=%<\"}", "VExU"] {
        assert_eq!(canary.find(other.as_bytes()), Vec::new(), "{other}");
    }
    assert!(!format!("{canary:?}").contains("Kestrel"));
}

#[test]
fn finds_a_claim_in_a_token_but_not_in_plain_text() {
    let canary = Canary::in_base64(TEXT);
    let token = URL_SAFE_NO_PAD.encode(format!("{{\"access_key_id\":\"{TEXT}\"}}"));
    assert!(!canary.find(token.as_bytes()).is_empty());
    assert!(canary.find(TEXT.as_bytes()).is_empty());
}

#[test]
fn memory_search_finds_matches_across_chunk_borders() {
    let text = TEXT.to_lowercase();
    let mut buffer = vec![b'.'; 5 << 20];
    for megabyte in 1..5_usize {
        let middle = megabyte << 20;
        buffer.splice(middle - 12..middle + 12, text.bytes());
    }
    let report = memory::search(std::process::id(), &Canary::new(TEXT)).unwrap();
    let matches = report.matches.iter();
    let lower_case = matches.filter(|found| found.starts_with("lower case"));
    assert!(lower_case.count() >= 4, "{report:?}");
    assert!(report.bytes > 5 << 20);
    assert!(buffer.len() == 5 << 20);
}

#[tokio::test]
async fn leak_watch_searches_files_names_arguments_and_environments() {
    let session = Session::start().await.unwrap();
    let is_clean = |watch: &mut LeakWatch| watch.search().matches.is_empty();
    let mut watch = LeakWatch::start(&session, Canary::new(TEXT));
    assert!(is_clean(&mut watch));
    let file = session.home().join("tmp").join("leaked");
    std::fs::write(&file, format!("a{TEXT}")).unwrap();
    assert!(!is_clean(&mut watch));
    std::fs::write(&file, "").unwrap();
    let with_name = session.home().join(TEXT);
    std::fs::rename(&file, &with_name).unwrap();
    assert!(!is_clean(&mut watch));
    std::fs::remove_file(with_name).unwrap();
    assert!(is_clean(&mut watch));

    let mut command = blocked_program(&session);
    assert_finds(&mut watch, command.arg(TEXT)).await;
    let mut watch = LeakWatch::start(&session, Canary::new(TEXT));
    assert!(is_clean(&mut watch));
    let mut command = blocked_program(&session);
    assert_finds(&mut watch, command.env("KEY", TEXT)).await;
    assert!(watch.search().processes > 3);
}

/// A program that blocks until it is killed.
fn blocked_program(session: &Session) -> Command {
    let fifo = session.home().join("run").join("never");
    let created = Command::new("mkfifo").arg(&fifo).status();
    assert!(created.unwrap().success() || fifo.exists());
    let mut command = session.command("/bin/sh");
    command.args(["-c", "read -r never < \"$HOME/run/never\"", "sh"]);
    command
}

/// Waits, because the arguments and the environment become readable a moment after the start.
async fn assert_finds(watch: &mut LeakWatch, command: &mut Command) {
    let mut child = command.spawn().unwrap();
    let found = async || Ok((!watch.search().matches.is_empty()).then_some(()));
    wait_until("the canary to be found", found).await.unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
}
