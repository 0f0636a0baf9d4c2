//! Starting with the owner's session: an entry where each system looks for such, and no more than that.
//!
//! Written here and not by a library: those there are bring trees of their own for what is one short file.

use std::io;
use std::path::PathBuf;

use tauri::{AppHandle, Manager};

use crate::arguments::{Arguments, HIDDEN};

/// What starts with the session.
#[derive(Debug, Clone)]
pub(crate) struct Login {
    /// The folder that the system looks in. On Windows it is a registry.
    folder: PathBuf,
    /// The program and what it is told.
    command: Vec<String>,
}

impl Login {
    /// This Authgauge, hidden. Nothing for a demo, which leaves nothing behind, nor where the system has no
    /// such place.
    pub(crate) fn of(app: &AppHandle, arguments: &Arguments) -> Option<Self> {
        if arguments.demo {
            return None;
        }
        let image = app.env().appimage.map(PathBuf::from);
        let program = image.or_else(|| std::env::current_exe().ok())?;
        let mut command = vec![program.display().to_string(), HIDDEN.to_owned()];
        if let Some(data_dir) = &arguments.data_dir {
            let data_dir = std::path::absolute(data_dir).ok()?;
            command.extend(["--data-dir".to_owned(), data_dir.display().to_string()]);
        }
        Some(Self {
            folder: folder(app)?,
            command,
        })
    }

    /// From now on, or no more.
    ///
    /// # Errors
    /// What the system says against it.
    pub(crate) fn set(&self, on: bool) -> io::Result<()> {
        match on {
            true => self.enter(),
            false => self.leave(),
        }
    }

    #[cfg(not(windows))]
    fn enter(&self) -> io::Result<()> {
        let text = match cfg!(target_os = "macos") {
            true => launch_agent(&self.command),
            false => desktop_entry(&self.command),
        };
        std::fs::create_dir_all(&self.folder)?;
        std::fs::write(self.folder.join(NAME), text)
    }

    #[cfg(not(windows))]
    fn leave(&self) -> io::Result<()> {
        match std::fs::remove_file(self.folder.join(NAME)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    #[cfg(windows)]
    fn enter(&self) -> io::Result<()> {
        let key = windows_registry::CURRENT_USER
            .create(RUN)
            .map_err(io::Error::from)?;
        key.set_string(NAME, command_line(&self.command))
            .map_err(io::Error::from)
    }

    #[cfg(windows)]
    fn leave(&self) -> io::Result<()> {
        let key = windows_registry::CURRENT_USER
            .create(RUN)
            .map_err(io::Error::from)?;
        match key.get_string(NAME) {
            Ok(_) => key.remove_value(NAME).map_err(io::Error::from),
            Err(_) => Ok(()),
        }
    }
}

#[cfg(windows)]
const NAME: &str = "Authgauge";
#[cfg(windows)]
const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
#[cfg(target_os = "macos")]
const NAME: &str = "org.authgauge.Authgauge.plist";
#[cfg(not(any(windows, target_os = "macos")))]
const NAME: &str = "org.authgauge.Authgauge.desktop";

fn folder(app: &AppHandle) -> Option<PathBuf> {
    let paths = app.path();
    match () {
        () if cfg!(windows) => Some(PathBuf::new()),
        () if cfg!(target_os = "macos") => {
            Some(paths.home_dir().ok()?.join("Library/LaunchAgents"))
        }
        () => Some(paths.config_dir().ok()?.join("autostart")),
    }
}

/// By the Desktop Entry Specification.
#[cfg(any(not(windows), test))]
fn desktop_entry(command: &[String]) -> String {
    let quoted: Vec<_> = command.iter().map(|part| quoted(part)).collect();
    format!(
        "[Desktop Entry]\nType=Application\nName=Authgauge\nIcon=authgauge\nExec={}\nTerminal=false\n\
         X-GNOME-Autostart-enabled=true\n",
        quoted.join(" ")
    )
}

/// In quotes, with what is special in them marked; and each mark marked again, as in every value of such a file.
#[cfg(any(not(windows), test))]
fn quoted(part: &str) -> String {
    let mut text = String::from("\"");
    for letter in part.chars() {
        match letter {
            '"' | '`' | '$' => text.extend(["\\\\", &letter.to_string()]),
            '\\' => text.push_str("\\\\\\\\"),
            '%' => text.push_str("%%"),
            '\n' => text.push_str("\\n"),
            letter => text.push(letter),
        }
    }
    text + "\""
}

/// As `launchd` reads it.
#[cfg(any(not(windows), test))]
fn launch_agent(command: &[String]) -> String {
    let escape = |part: &String| {
        part.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let parts = command
        .iter()
        .map(|part| format!("    <string>{}</string>\n", escape(part)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>org.authgauge.Authgauge</string>\n  \
         <key>ProgramArguments</key>\n  <array>\n{}  </array>\n  <key>RunAtLoad</key>\n  <true/>\n</dict>\n</plist>\n",
        parts.collect::<String>()
    )
}

/// In quotes: no path on Windows has one in it.
#[cfg(any(windows, test))]
fn command_line(command: &[String]) -> String {
    let quoted: Vec<_> = command.iter().map(|part| format!("\"{part}\"")).collect();
    quoted.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(program: &str) -> Vec<String> {
        vec![program.to_owned(), HIDDEN.to_owned()]
    }

    #[test]
    fn the_entry_starts_the_program_hidden_whatever_its_path() {
        for (program, exec) in [
            (
                "/usr/bin/authgauge",
                r#"Exec="/usr/bin/authgauge" "--hidden""#,
            ),
            (
                "/home/a b/100%/$x",
                r#"Exec="/home/a b/100%%/\\$x" "--hidden""#,
            ),
            (r#"/a"b\c`d"#, r#"Exec="/a\\"b\\\\c\\`d" "--hidden""#),
        ] {
            let entry = desktop_entry(&command(program));
            assert!(entry.starts_with("[Desktop Entry]\nType=Application\n"));
            assert_eq!(
                entry.lines().find(|line| line.starts_with("Exec=")),
                Some(exec)
            );
        }
        assert_eq!(
            desktop_entry(&command("/a\nExec=evil"))
                .matches("\nExec=")
                .count(),
            1
        );
    }

    #[test]
    fn the_agent_names_each_part_by_itself() {
        let agent = launch_agent(&command("/Applications/A&B <1>/authgauge"));
        assert!(agent.contains("<string>/Applications/A&amp;B &lt;1&gt;/authgauge</string>\n    <string>--hidden</string>"));
    }

    #[test]
    fn a_command_line_is_in_quotes() {
        assert_eq!(
            command_line(&command(r"C:\A B\authgauge-desktop.exe")),
            r#""C:\A B\authgauge-desktop.exe" "--hidden""#
        );
    }

    #[cfg(not(windows))]
    #[test]
    fn it_is_entered_and_left_as_often_as_asked() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("autostart");
        let login = Login {
            folder: folder.clone(),
            command: command("/usr/bin/authgauge"),
        };
        login.set(false).unwrap();
        login.set(true).unwrap();
        login.set(true).unwrap();
        let entry = std::fs::read_to_string(folder.join(NAME)).unwrap();
        assert!(entry.contains("--hidden"));
        login.set(false).unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        std::fs::remove_dir(&folder).unwrap();
        std::fs::write(&folder, "no folder").unwrap();
        assert!(login.set(true).is_err());
    }
}
