//! A Tauri window with a page that is nothing but a colour: what launching Authgauge is measured against.

use tauri::{WebviewUrl, WebviewWindowBuilder, http};

/// The colour is the one that the bench waits for (`crates/desktop-driver/src/bench.rs`).
const PAGE: &str = "<!doctype html><html style='background:#0a7d5a'></html>";

fn main() {
    let built = tauri::Builder::default()
        .register_uri_scheme_protocol("blank", |_, _| {
            http::Response::builder()
                .header("content-type", "text/html")
                .body(PAGE.as_bytes())
                .unwrap_or_default()
        })
        .setup(|app| {
            let page = WebviewUrl::CustomProtocol("blank://localhost".parse()?);
            WebviewWindowBuilder::new(app, "blank", page)
                .title("Blank")
                .inner_size(1120.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!());
    if built.is_err() {
        std::process::exit(1);
    }
}
