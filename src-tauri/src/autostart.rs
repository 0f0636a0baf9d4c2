//! The entry that starts Authgauge at login: a file on Linux and macOS, a registry value on Windows.
//!
//! Not a library: the existing ones pull in many dependencies to write one short file.

use std::io;
use std::path::PathBuf;

use authgauge_core::identity::{self, PRODUCT};
use tauri::{AppHandle, Manager};

use crate::cli_args::{CliArgs, HIDDEN};

/// Writes and removes the entry.
#[derive(Debug, Clone)]
pub(crate) struct Autostart {
    /// The folder that holds the file; unused on Windows.
    folder: PathBuf,
    /// The program and its arguments.
    command: Vec<String>,
}

impl Autostart {
    /// An entry that starts this program hidden. None for a demo, which leaves nothing behind, or where the system has
    /// no folder for it.
    pub(crate) fn new(app: &AppHandle, args: &CliArgs) -> Option<Self> {
        if args.demo {
            return None;
        }
        let image = app.env().appimage.map(PathBuf::from);
        let program = image.or_else(|| std::env::current_exe().ok())?;
        let mut command = vec![program.display().to_string(), HIDDEN.to_owned()];
        if let Some(data_dir) = &args.data_dir {
            let data_dir = std::path::absolute(data_dir).ok()?;
            command.extend(["--data-dir".to_owned(), data_dir.display().to_string()]);
        }
        Some(Self {
            folder: folder(app)?,
            command,
        })
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

    #[cfg(not(windows))]
    fn write(&self) -> io::Result<()> {
        let text = match cfg!(target_os = "macos") {
            true => launch_agent(&self.command),
            false => desktop_entry(&self.command),
        };
        std::fs::create_dir_all(&self.folder)?;
        std::fs::write(self.file(), text)
    }

    #[cfg(not(windows))]
    fn remove(&self) -> io::Result<()> {
        match std::fs::remove_file(self.file()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    #[cfg(not(windows))]
    fn file(&self) -> PathBuf {
        let suffix = match cfg!(target_os = "macos") {
            true => "plist",
            false => "desktop",
        };
        self.folder
            .join(format!("{}.{suffix}", identity::IDENTIFIER))
    }

    #[cfg(windows)]
    fn write(&self) -> io::Result<()> {
        let key = windows_registry::CURRENT_USER.create(RUN)?;
        Ok(key.set_string(PRODUCT, command_line(&self.command))?)
    }

    #[cfg(windows)]
    fn remove(&self) -> io::Result<()> {
        let key = windows_registry::CURRENT_USER.create(RUN)?;
        match key.get_string(PRODUCT) {
            Ok(_) => Ok(key.remove_value(PRODUCT)?),
            Err(_) => Ok(()),
        }
    }
}

#[cfg(windows)]
const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";

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

/// A file of the Desktop Entry Specification. The icon is named after the program, as the bundler installs it.
#[cfg(any(not(windows), test))]
fn desktop_entry(command: &[String]) -> String {
    let command: Vec<_> = command.iter().map(|part| quoted(part)).collect();
    format!(
        "[Desktop Entry]\nType=Application\nName={PRODUCT}\nIcon={}\nExec={}\nTerminal=false\n\
         X-GNOME-Autostart-enabled=true\n",
        env!("CARGO_PKG_NAME"),
        command.join(" ")
    )
}

/// Quotes an argument. Backslashes are doubled twice: once for the quotes, once for the file.
#[cfg(any(not(windows), test))]
fn quoted(part: &str) -> String {
    let mut text = String::from("\"");
    for c in part.chars() {
        match c {
            '"' | '`' | '$' => text.extend(["\\\\", &c.to_string()]),
            '\\' => text.push_str("\\\\\\\\"),
            '%' => text.push_str("%%"),
            '\n' => text.push_str("\\n"),
            c => text.push(c),
        }
    }
    text + "\""
}

/// A property list of launchd.
#[cfg(any(not(windows), test))]
fn launch_agent(command: &[String]) -> String {
    let escape = |part: &String| {
        part.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let arguments = command
        .iter()
        .map(|part| format!("    <string>{}</string>\n", escape(part)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>{}</string>\n  \
         <key>ProgramArguments</key>\n  <array>\n{}  </array>\n  <key>RunAtLoad</key>\n  <true/>\n</dict>\n</plist>\n",
        identity::IDENTIFIER,
        arguments.collect::<String>()
    )
}

/// Quotes each argument: Windows allows no quotes in a path.
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
    fn the_desktop_entry_quotes_any_path() {
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
    fn the_launch_agent_lists_each_argument() {
        let agent = launch_agent(&command("/Applications/A&B <1>/authgauge"));
        assert!(agent.contains("<string>/Applications/A&amp;B &lt;1&gt;/authgauge</string>\n    <string>--hidden</string>"));
    }

    #[test]
    fn the_command_line_is_quoted() {
        assert_eq!(
            command_line(&command(r"C:\A B\authgauge-desktop.exe")),
            r#""C:\A B\authgauge-desktop.exe" "--hidden""#
        );
    }

    #[cfg(not(windows))]
    #[test]
    fn setting_twice_writes_and_removes_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("autostart");
        let autostart = Autostart {
            folder: folder.clone(),
            command: command("/usr/bin/authgauge"),
        };
        autostart.set(false).unwrap();
        autostart.set(true).unwrap();
        autostart.set(true).unwrap();
        let entry = std::fs::read_to_string(autostart.file()).unwrap();
        assert!(entry.contains("--hidden"));
        autostart.set(false).unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        std::fs::remove_dir(&folder).unwrap();
        std::fs::write(&folder, "no folder").unwrap();
        assert!(autostart.set(true).is_err());
    }
}
