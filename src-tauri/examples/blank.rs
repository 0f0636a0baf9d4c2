//! A Tauri window with an empty page: what launching Headroom is measured against.

fn main() {
    let built = tauri::Builder::default()
        .setup(|app| {
            let page = tauri::WebviewUrl::External("about:blank".parse()?);
            tauri::WebviewWindowBuilder::new(app, "blank", page)
                .title("Blank")
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!());
    if built.is_err() {
        std::process::exit(1);
    }
}
