//! Tells the owner why the program can't start, and exits: in a dialog, or on the console where there is no display.

#[cfg(target_os = "linux")]
use std::io::Write as _;

use authgauge_app::startup::system_language;
use authgauge_core::error::Failure;
use authgauge_core::identity::PRODUCT;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::text;

/// The program's exit code after that.
const EXIT_CODE: i32 = 1;

pub(crate) fn data_folder(app: &AppHandle, failure: &Failure) {
    let (code, reason) = (failure.code, failure.reason());
    tracing::error!(%code, reason, "the data folder could not be opened");
    let owner = failure.params.pid;
    show(app, text::start_failure(owner, system_language()));
}

pub(crate) fn window(app: &AppHandle) {
    tracing::error!("the window did not open");
    show(app, text::no_window(system_language()).to_owned());
}

fn show(app: &AppHandle, message: String) {
    let handle = app.clone();
    app.dialog()
        .message(printable(message))
        .title(PRODUCT)
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(EXIT_CODE));
}

/// Exits if there is no display: GTK would panic.
#[cfg(target_os = "linux")]
pub(crate) fn check_display() {
    if gtk::init().is_err() {
        // If this fails too, the exit code still tells.
        let _ = writeln!(
            std::io::stderr(),
            "{PRODUCT}: {}",
            text::no_display(system_language())
        );
        std::process::exit(EXIT_CODE);
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn check_display() {}

/// On Linux the dialog reads its text as a format of `printf`.
fn printable(text: String) -> String {
    match cfg!(target_os = "linux") {
        true => text.replace('%', "%%").replace('\0', ""),
        false => text,
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn a_percent_sign_in_the_text_is_no_format() {
        let path = "/data/100%n/%p%2F\0x".to_owned();
        assert_eq!(printable(path), "/data/100%%n/%%p%%2Fx");
    }
}
