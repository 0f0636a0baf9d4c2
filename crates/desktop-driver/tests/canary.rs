//! The search sees: a canary is found in every form, written here by other means than the search's own.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what helps a test may panic as the test may; a count is printed"
)]

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use desktop_driver::{Canary, Session, Watch, memory, until};

/// Letters and digits whose base64 has each of the alphabets' own signs in it.
const TEXT: &str = "Kestrel7oN9q2Wv5Zt8xB3mLo~o?o>".split_at(24).0;

fn forms() -> Vec<Vec<u8>> {
    // As it stands in a token request, a header, a URL, an error: never alone.
    let whole = format!("{{\"accessKeySecret\":\"+/&=%<{TEXT}\"}}");
    let bytes = whole.as_bytes();
    let joined = |write: &dyn Fn(&u8) -> String| bytes.iter().map(write).collect::<String>();
    let mut forms = vec![
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
        joined(&|byte| format!("{byte:#04x}, ")),
        joined(&|byte| format!("{byte:02x}")),
        joined(&|byte| format!("{byte:02X}")),
        joined(&|byte| format!("{byte:02x} ")),
        joined(&|byte| format!("{byte:02x}:")),
        joined(&|byte| format!("%{byte:02x}")),
        joined(&|byte| format!("%{byte:02X}")),
        joined(&|byte| format!("\\u{byte:04x}")),
        joined(&|byte| format!("\\u{byte:04X}")),
        joined(&|byte| format!("\\x{byte:02x}")),
        joined(&|byte| format!("\\{byte:03o}")),
        joined(&|byte| format!("&#{byte};")),
        joined(&|byte| format!("&#x{byte:x};")),
        url::form_urlencoded::byte_serialize(bytes).collect(),
        // What is left of a copy that was half written over.
        whole.get(..42).unwrap().to_owned(),
        whole.get(38..).unwrap().to_owned(),
    ];
    for before in ["", "a", "ab", "id:", "keyid:"] {
        for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD] {
            forms.push(engine.encode(format!("{before}{whole}")));
            forms.push(engine.encode(format!("{before}{TEXT}~")));
        }
    }
    let utf16: Vec<u16> = whole.encode_utf16().collect();
    let mut forms: Vec<Vec<u8>> = forms.into_iter().map(String::into_bytes).collect();
    forms.extend([
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
    forms
}

#[test]
fn every_form_is_found_wherever_it_stands() {
    let canary = Canary::new(TEXT);
    for form in forms() {
        let shown = String::from_utf8_lossy(&form).into_owned();
        assert!(!canary.find(&form).is_empty(), "{shown}");
        let within = [b"GET /?key=".as_slice(), &form, b"&a=b"].concat();
        assert!(!canary.find(&within).is_empty(), "{shown}");
    }
    println!("count: {} ways to write a key, each found", forms().len());
    for other in ["", "Kestrel", "{\"accessKeySecret\":\"+/&=%<\"}", "VExU"] {
        assert_eq!(canary.find(other.as_bytes()), Vec::new(), "{other}");
    }
    assert!(!format!("{canary:?}").contains("Kestrel"));
}

#[test]
fn a_token_is_known_by_what_is_in_it_and_plain_text_is_none() {
    let canary = Canary::in_base64(TEXT);
    let token = URL_SAFE_NO_PAD.encode(format!("{{\"access_key_id\":\"{TEXT}\"}}"));
    assert!(!canary.find(token.as_bytes()).is_empty());
    assert!(canary.find(TEXT.as_bytes()).is_empty());
}

#[test]
fn memory_is_searched_across_its_pieces_and_shows_what_it_holds() {
    let text = TEXT.to_lowercase();
    let mut held = vec![b'.'; 5 << 20];
    for megabyte in 1..5_usize {
        let middle = megabyte << 20;
        held.splice(middle - 12..middle + 12, text.bytes());
    }
    let found = memory::search(std::process::id(), &Canary::new(TEXT)).unwrap();
    let plain = found
        .hits
        .iter()
        .filter(|hit| hit.starts_with("lower case"));
    assert!(plain.count() >= 4, "{found:?}");
    assert!(found.bytes > 5 << 20);
    assert!(held.len() == 5 << 20);
}

#[tokio::test]
async fn a_session_is_searched_in_all_that_it_leaves_and_shows() {
    let session = Session::start().await.unwrap();
    let clean = |watch: &mut Watch| watch.search().hits.is_empty();
    let mut watch = Watch::over(&session, Canary::new(TEXT));
    assert!(clean(&mut watch));
    let file = session.home().join("tmp").join("left");
    std::fs::write(&file, format!("a{TEXT}")).unwrap();
    assert!(!clean(&mut watch));
    std::fs::write(&file, "").unwrap();
    let named = session.home().join(TEXT);
    std::fs::rename(&file, &named).unwrap();
    assert!(!clean(&mut watch));
    std::fs::remove_file(named).unwrap();
    assert!(clean(&mut watch));

    let mut command = waiting(&session);
    finds(&mut watch, command.arg(TEXT)).await;
    let mut watch = Watch::over(&session, Canary::new(TEXT));
    assert!(clean(&mut watch));
    let mut command = waiting(&session);
    finds(&mut watch, command.env("KEY", TEXT)).await;
    assert!(watch.search().processes > 3);
}

/// A program that does nothing until it is ended.
fn waiting(session: &Session) -> Command {
    let fifo = session.home().join("run").join("never");
    let made = Command::new("mkfifo").arg(&fifo).status();
    assert!(made.unwrap().success() || fifo.exists());
    let mut command = session.command("/bin/sh");
    command.args(["-c", "read -r never < \"$HOME/run/never\"", "sh"]);
    command
}

/// What a program was started with can be read a moment after its start.
async fn finds(watch: &mut Watch, command: &mut Command) {
    let mut child = command.spawn().unwrap();
    let found = async || Ok((!watch.search().hits.is_empty()).then_some(()));
    until("the canary to be found", found).await.unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
}
