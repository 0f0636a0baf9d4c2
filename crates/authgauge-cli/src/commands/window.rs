use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use authgauge_core::error::ErrorCode;

use crate::exit::Exit;
use crate::problem::Problem;

/// The program with the window.
const PROGRAM: &str = if cfg!(windows) {
    "authgauge-desktop.exe"
} else {
    "authgauge-desktop"
};

/// Opens the window, or brings the open one to the front, and does not wait for it.
pub(super) fn open(data_dir: Option<&PathBuf>) -> Result<Exit, Problem> {
    let mut command = Command::new(beside_this_program());
    if let Some(data_dir) = data_dir.filter(|given| !given.as_os_str().is_empty()) {
        command.arg("--data-dir").arg(data_dir);
    }
    let started = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match started {
        Ok(_) => Ok(Exit::Done),
        Err(error) => {
            let code = ErrorCode::OpenFailed;
            Err(Problem::from(code).saying(format!("{code}: {PROGRAM}: {error}")))
        }
    }
}

/// An installer puts both programs into one folder; else the search path decides.
fn beside_this_program() -> PathBuf {
    let this = env::current_exe().ok();
    let beside = this.map(|this| this.with_file_name(PROGRAM));
    beside
        .filter(|path| path.is_file())
        .unwrap_or_else(|| PathBuf::from(PROGRAM))
}
