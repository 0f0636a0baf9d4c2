//! The entry that starts Authgauge at login: a file on Linux and macOS, a registry value on Windows. The owner may
//! change or remove it with another program, so that it is read whenever its state is asked for.
//!
//! Not a library: the existing ones pull in many dependencies to write one short file.

#[cfg(any(all(unix, not(target_os = "macos")), test))]
mod desktop_entry;
#[cfg(any(target_os = "macos", test))]
mod launch_agent;
#[cfg(any(windows, test))]
mod run_key;

use std::io;
use std::path::Path;
#[cfg(not(windows))]
use std::path::PathBuf;

#[cfg(not(windows))]
use authgauge_core::identity;
#[cfg(not(windows))]
use authgauge_store::plain_file::{self, Links};
use tauri::AppHandle;
#[cfg(not(windows))]
use tauri::Manager as _;

use crate::cli_args::{CliArgs, HIDDEN};

#[cfg(all(unix, not(target_os = "macos")))]
use desktop_entry as format;
#[cfg(target_os = "macos")]
use launch_agent as format;

/// Reads, writes and removes the entry.
#[derive(Debug, Clone)]
pub(crate) struct Autostart {
    /// The folder that holds the file.
    #[cfg(not(windows))]
    folder: PathBuf,
    /// The program and its arguments.
    command: Vec<String>,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// The system starts the program.
    on: bool,
    /// The program and its arguments.
    command: Vec<String>,
}

impl Autostart {
    /// An entry that starts this program hidden. None for a demo, which leaves nothing behind, or where the system has
    /// no folder for it.
    #[cfg_attr(
        windows,
        expect(unused_variables, reason = "the registry has no folder")
    )]
    pub(crate) fn new(app: &AppHandle, args: &CliArgs) -> Option<Self> {
        if args.demo {
            return None;
        }
        let program = std::env::current_exe().ok()?;
        let mut command = vec![program.display().to_string(), HIDDEN.to_owned()];
        if let Some(data_dir) = &args.data_dir {
            let data_dir = std::path::absolute(data_dir).ok()?;
            command.extend(["--data-dir".to_owned(), data_dir.display().to_string()]);
        }
        Some(Self {
            #[cfg(not(windows))]
            folder: folder(app)?,
            command,
        })
    }

    /// Whether the system starts Authgauge at login.
    ///
    /// # Errors
    /// Where the entry can't be read.
    pub(crate) fn is_on(&self) -> io::Result<bool> {
        Ok(self.read()?.is_some_and(|entry| entry.on))
    }

    /// Writes or removes the entry.
    ///
    /// # Errors
    /// Where the system refuses it.
    pub(crate) fn set(&self, on: bool) -> io::Result<()> {
        match on {
            true => self.write(),
            false => self.remove(),
        }
    }

    /// Enters this program's path if the one of the entry is gone: it was moved. An entry for another data folder is
    /// left alone.
    ///
    /// # Errors
    /// Where the system refuses it.
    pub(crate) fn repair(&self) -> io::Result<()> {
        let Some(entry) = self.read()?.filter(|entry| entry.on) else {
            return Ok(());
        };
        let (Some((program, arguments)), Some((_, own))) =
            (entry.command.split_first(), self.command.split_first())
        else {
            return Ok(());
        };
        let is_gone = Path::new(program).is_absolute() && !Path::new(program).is_file();
        match is_gone && arguments == own {
            true => self.write(),
            false => Ok(()),
        }
    }
}

/// In bytes; an entry has some hundred.
#[cfg(not(windows))]
const MAX_LENGTH: u64 = 64 * 1024;

#[cfg(not(windows))]
impl Autostart {
    fn read(&self) -> io::Result<Option<Entry>> {
        // The owner may keep the entry elsewhere, with a link to it.
        let opened = plain_file::open(&self.file(), Links::Followed);
        match opened.and_then(|(file, _)| plain_file::read_to_limit(file, MAX_LENGTH)) {
            Ok(bytes) => Ok(Some(format::read(&String::from_utf8_lossy(&bytes)))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn write(&self) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        std::fs::write(self.file(), format::write(&self.command))
    }

    fn remove(&self) -> io::Result<()> {
        match std::fs::remove_file(self.file()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn file(&self) -> PathBuf {
        let suffix = match cfg!(target_os = "macos") {
            true => "plist",
            false => "desktop",
        };
        self.folder
            .join(format!("{}.{suffix}", identity::IDENTIFIER))
    }
}

#[cfg(windows)]
impl Autostart {
    fn read(&self) -> io::Result<Option<Entry>> {
        run_key::registry::read()
    }

    fn write(&self) -> io::Result<()> {
        run_key::registry::write(&self.command)
    }

    fn remove(&self) -> io::Result<()> {
        run_key::registry::remove()
    }
}

#[cfg(not(windows))]
fn folder(app: &AppHandle) -> Option<PathBuf> {
    let paths = app.path();
    match cfg!(target_os = "macos") {
        true => Some(paths.home_dir().ok()?.join("Library/LaunchAgents")),
        false => Some(paths.config_dir().ok()?.join("autostart")),
    }
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::*;

    fn autostart(folder: &Path, command: &[&str]) -> Autostart {
        Autostart {
            folder: folder.to_owned(),
            command: command.iter().map(|part| (*part).to_owned()).collect(),
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_the_entry_does_not_hold_up_the_start() {
        let dir = tempfile::tempdir().unwrap();
        let autostart = autostart(dir.path(), &["/usr/bin/authgauge", HIDDEN]);
        let made = std::process::Command::new("mkfifo")
            .arg(autostart.file())
            .status();
        assert!(made.unwrap().success());
        assert!(autostart.is_on().is_err());
    }

    #[test]
    fn setting_twice_writes_and_removes_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("autostart");
        let autostart = autostart(&folder, &["/usr/bin/authgauge", HIDDEN]);
        autostart.set(false).unwrap();
        assert!(!autostart.is_on().unwrap());
        autostart.set(true).unwrap();
        autostart.set(true).unwrap();
        assert!(autostart.is_on().unwrap());
        let entry = std::fs::read_to_string(autostart.file()).unwrap();
        assert!(entry.contains("--hidden"));
        autostart.set(false).unwrap();
        assert!(!autostart.is_on().unwrap());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        std::fs::remove_dir(&folder).unwrap();
        std::fs::write(&folder, "no folder").unwrap();
        assert!(autostart.set(true).is_err());
    }

    #[test]
    fn only_an_entry_whose_program_is_gone_is_repaired() {
        let dir = tempfile::tempdir().unwrap();
        let there = dir.path().join("another");
        std::fs::write(&there, "").unwrap();
        let there = there.to_str().unwrap();
        let new = autostart(dir.path(), &["/new/authgauge", HIDDEN]);
        for (old, is_repaired) in [
            (&["/gone/authgauge", HIDDEN][..], true),
            (&[there, HIDDEN], false),
            (&["/gone/authgauge", HIDDEN, "--data-dir", "/other"], false),
            (&["authgauge", HIDDEN], false),
        ] {
            let old = autostart(dir.path(), old);
            old.set(true).unwrap();
            new.repair().unwrap();
            let command = new.read().unwrap().unwrap().command;
            let expected = if is_repaired { &new } else { &old };
            assert_eq!(command, expected.command);
        }
        new.set(false).unwrap();
        new.repair().unwrap();
        assert!(!new.is_on().unwrap(), "a removed entry stays removed");
    }
}
