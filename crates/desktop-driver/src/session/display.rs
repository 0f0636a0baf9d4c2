//! The virtual display.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::environment::RUNTIME_FOLDER;
use crate::error::{Error, Result};
use crate::process_group::ProcessGroup;

/// Starts Xvfb, which chooses a free display number, and returns the display's name.
pub(super) fn start(home: &Path) -> Result<(ProcessGroup, String)> {
    let mut command = Command::new("Xvfb");
    command
        .args(["-displayfd", "1", "-screen", "0", "1600x1200x24"])
        .args(["-nolisten", "tcp", "-noreset", "-dpi", "96"])
        .arg("-fbdir")
        .arg(home.join(RUNTIME_FOLDER))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut display = ProcessGroup::start("Xvfb", &mut command)?;
    let line = display.read_line()?;
    match line.parse::<u32>() {
        Ok(number) => Ok((display, format!(":{number}"))),
        Err(_) => Err(Error::Unexpected(format!(
            "Xvfb printed no display number: {line:?}"
        ))),
    }
}

/// The file Xvfb draws into.
pub(super) fn frame_buffer(home: &Path) -> PathBuf {
    home.join(RUNTIME_FOLDER).join("Xvfb_screen0")
}
