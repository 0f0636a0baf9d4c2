//! A Tauri window with a page that is nothing but a colour: what launching Authgauge is measured against.

use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use tauri::{WebviewUrl, WebviewWindowBuilder, http};

/// The colour is the one that the bench waits for (`src-tauri/driver/src/bench/launch.rs`).
const PAGE: &str = "<!doctype html><html style='background:#0a7d5a'></html>";

/// When each step was reached, written into the file that the first argument names.
static MARKS: Mutex<String> = Mutex::new(String::new());

fn main() {
    mark("main");
    let built = tauri::Builder::default()
        .register_uri_scheme_protocol("blank", |_, _| {
            mark("requested");
            write_marks();
            http::Response::builder()
                .header("content-type", "text/html")
                .body(PAGE.as_bytes())
                .unwrap_or_default()
        })
        .setup(|app| {
            mark("set_up");
            let page = WebviewUrl::CustomProtocol("blank://localhost".parse()?);
            WebviewWindowBuilder::new(app, "blank", page)
                .title("Blank")
                .inner_size(1120.0, 800.0)
                .build()?;
            mark("window");
            Ok(())
        })
        .run(tauri::generate_context!());
    if built.is_err() {
        std::process::exit(1);
    }
}

fn mark(step: &str) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let micros = now.map_or(0, |now| now.as_micros());
    if let Ok(mut marks) = MARKS.lock() {
        marks.push_str(&format!(" {step}={micros}"));
    }
}

fn write_marks() {
    let (Some(file), Ok(marks)) = (std::env::args_os().nth(1), MARKS.lock()) else {
        return;
    };
    // The bench fails without them.
    let _ = std::fs::write(file, format!("blank: launched {marks}\n"));
}
