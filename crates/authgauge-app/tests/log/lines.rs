//! The content of a log line.

use std::error::Error;
use std::sync::{Arc, Mutex};

use authgauge_app::log::Log;

use crate::{Fixture, log_in};

#[derive(Debug)]
struct Anything(#[expect(dead_code, reason = "shown by Debug")] &'static str);

#[test]
fn writes_numbers_and_texts_of_known_names_and_shapes() {
    let fixture = Fixture::new();
    log_in(&fixture.log(), || {
        let pool = "0a1b2c3d-1111-4222-8333-444455556666";
        let span = tracing::info_span!(target: "authgauge_app", "refresh", pool = &pool[..8]);
        let _within = span.enter();
        tracing::warn!(
            target: "authgauge_app",
            code = "key_rejected",
            status = 401_u16,
            took_ms = -7,
            share = 0.5,
            demo = true,
            wide = u128::MAX,
            request_id = "934108e5-9fbf-4d24-8da1-c330328abd6c",
            "refused"
        );
    });
    assert_eq!(
        fixture.today(),
        "2026-12-30T10:00:00.000Z  WARN refresh{pool=0a1b2c3d}: authgauge_app: refused code=key_rejected \
         status=401 took_ms=-7 share=0.5 demo=true wide=340282366920938463463374607431768211455 \
         request_id=934108e5-9fbf-4d24-8da1-c330328abd6c\n"
    );
}

#[test]
fn leaves_out_texts_not_known_to_be_harmless() {
    let fixture = Fixture::new();
    log_in(&fixture.log(), || {
        let error: Box<dyn Error + 'static> = "canary".into();
        let given = "canary in a message";
        tracing::info!(target: "authgauge_app", secret = "canary", "text of an unknown name");
        tracing::info!(target: "authgauge_app", anything = ?Anything("canary"), "Debug");
        tracing::info!(target: "authgauge_app", anything = %"canary", "Display");
        tracing::info!(target: "authgauge_app", error = &*error, "an error");
        tracing::info!(target: "authgauge_app", code = ?Anything("canary"), "a known name");
        tracing::info!(target: "authgauge_app", request_id = "canary", "a server's");
        tracing::info!(target: "authgauge_app", pool = "canary's pool", "a name");
        tracing::info!(target: "authgauge_app", code = "canary\n2026", "two lines");
        tracing::info!(target: "authgauge_app", "{given}\n{:?}", Anything("canary"));
        tracing::info!(target: "reqwest::connect", "canary of a library");
        tracing::info_span!(target: "authgauge_app", "span", key = "canary").in_scope(|| {
            tracing::info!(target: "authgauge_app", "within");
        });
    });
    let log = fixture.today();
    assert_eq!(log.matches("[left out]").count(), 10, "{log}");
    assert_eq!(log.matches("canary").count(), 0, "{log}");
    assert_eq!(log.lines().count(), 10, "{log}");
}

/// The log's thread reads the clock before it writes: a clock that blocks acts as a slow disk.
#[test]
fn a_slow_disk_does_not_block_callers_and_lost_lines_are_counted() {
    const COUNT: usize = 6000;
    let fixture = Fixture::new();
    let (slow, now) = (Arc::new(Mutex::new(())), fixture.clock());
    let disk = Arc::clone(&slow);
    let clock = move || {
        if std::thread::current().name() == Some("log") {
            drop(disk.lock());
        }
        now()
    };
    let log = Log::new(fixture.dir.path(), Arc::new(clock));
    tracing::subscriber::with_default(log.subscriber(None), || {
        let writing = slow.lock().unwrap();
        for number in 0..COUNT {
            tracing::info!(target: "authgauge_app", number, "on and on");
        }
        drop(writing);
        log.settle();
        tracing::info!(target: "authgauge_app", "the last word");
        log.settle();
    });
    let text = fixture.today();
    let lost = text.split("-- ").nth(1).unwrap().split(' ').next().unwrap();
    let written = text.matches("on and on").count();
    assert!(written >= 4096, "{written}");
    assert_eq!(written + lost.parse::<usize>().unwrap(), COUNT);
    assert!(text.ends_with("the last word\n"));
}

/// A formatted message with the shape of a sentence would pass for a literal one.
#[test]
fn every_own_log_message_is_literal() {
    let mut count = 0;
    for folder in ["src", "../genauth/src", "../../src-tauri/src"] {
        for file in rust_files(folder.as_ref()) {
            let text = std::fs::read_to_string(&file).unwrap();
            for call in text.split("tracing::").skip(1) {
                let is_event = ["error!(", "warn!(", "info!(", "debug!(", "trace!("];
                if !is_event.iter().any(|start| call.starts_with(start)) {
                    continue;
                }
                let call = call.split(");").next().unwrap();
                let message = call.rsplit('"').nth(1).unwrap_or_default();
                assert!(!message.is_empty(), "{}: {call}", file.display());
                assert!(!message.contains('{'), "{}: {message}", file.display());
                count += 1;
            }
        }
    }
    assert!(count >= 10, "{count}");
}

fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => rust_files(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}
