//! A value of the registry key `Run`.

use super::Entry;

/// Quotes each argument: Windows allows no quotes in a path. Backslashes at an argument's end are doubled, since one
/// before a quote would make it a part of the argument.
pub(super) fn write(command: &[String]) -> String {
    let quoted: Vec<_> = command
        .iter()
        .map(|part| format!("\"{part}{}\"", backslashes_at_end(part)))
        .collect();
    quoted.join(" ")
}

/// Reads what `write` writes. `approved` is what the Task Manager keeps: the first byte is odd if the owner disabled
/// the entry.
pub(super) fn read(line: &str, approved: Option<&[u8]>) -> Entry {
    let parts = line.split('"').skip(1).step_by(2);
    let disabled = approved
        .and_then(<[u8]>::first)
        .is_some_and(|state| state % 2 == 1);
    Entry {
        on: !disabled,
        command: parts.map(without_doubled_end).collect(),
    }
}

fn backslashes_at_end(part: &str) -> &str {
    part.strip_prefix(part.trim_end_matches('\\'))
        .unwrap_or_default()
}

fn without_doubled_end(part: &str) -> String {
    let doubled = backslashes_at_end(part).len();
    let end = part.len() - doubled / 2;
    part.get(..end).unwrap_or(part).to_owned()
}

#[cfg(windows)]
pub(super) mod registry {
    use std::io;

    use authgauge_core::identity::PRODUCT;
    use windows_registry::CURRENT_USER;

    use super::Entry;

    const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
    const APPROVED: &str =
        r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";

    /// None if there is no entry.
    pub(in super::super) fn read() -> io::Result<Option<Entry>> {
        let Ok(line) = CURRENT_USER.create(RUN)?.get_string(PRODUCT) else {
            return Ok(None);
        };
        let approved = CURRENT_USER.open(APPROVED);
        let approved = approved.and_then(|key| key.get_value(PRODUCT)).ok();
        Ok(Some(super::read(&line, approved.as_deref())))
    }

    pub(in super::super) fn write(command: &[String]) -> io::Result<()> {
        let key = CURRENT_USER.create(RUN)?;
        key.set_string(PRODUCT, super::write(command))?;
        approve()
    }

    pub(in super::super) fn remove() -> io::Result<()> {
        let key = CURRENT_USER.create(RUN)?;
        match key.get_string(PRODUCT) {
            Ok(_) => Ok(key.remove_value(PRODUCT)?),
            Err(_) => Ok(()),
        }
    }

    /// Forgets that the owner disabled an earlier entry.
    fn approve() -> io::Result<()> {
        let key = CURRENT_USER.create(APPROVED)?;
        match key.get_value(PRODUCT) {
            Ok(_) => Ok(key.remove_value(PRODUCT)?),
            Err(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_quoted_and_read_back() {
        let command = [r"C:\A B\authgauge-desktop.exe", "--hidden"].map(str::to_owned);
        let line = write(&command);
        assert_eq!(line, r#""C:\A B\authgauge-desktop.exe" "--hidden""#);
        for (approved, on) in [
            (None, true),
            (Some(&[2, 0, 0][..]), true),
            (Some(&[6]), true),
            (Some(&[3, 0, 0]), false),
            (Some(&[7]), false),
            (Some(&[]), true),
        ] {
            let entry = read(&line, approved);
            assert_eq!(
                (entry.on, &*entry.command),
                (on, &command[..]),
                "{approved:?}"
            );
        }
    }

    #[test]
    fn a_folder_that_ends_in_a_backslash_stays_one_argument() {
        let command = [r"C:\a.exe", "--data-dir", r"D:\", r"\\server\share\\"].map(str::to_owned);
        let line = write(&command);
        assert_eq!(
            line,
            r#""C:\a.exe" "--data-dir" "D:\\" "\\server\share\\\\""#
        );
        assert_eq!(read(&line, None).command, command);
    }

    /// With the registry of Windows, or Wine's.
    #[cfg(windows)]
    #[test]
    fn the_value_is_written_read_and_removed() {
        // A developer's own is put back.
        let before = registry::read().unwrap();
        let command = [r"C:\A B\authgauge-desktop.exe", "--hidden"].map(str::to_owned);
        registry::write(&command).unwrap();
        registry::write(&command).unwrap();
        let entry = registry::read().unwrap().unwrap();
        assert_eq!((entry.on, &*entry.command), (true, &command[..]));
        registry::remove().unwrap();
        registry::remove().unwrap();
        assert!(registry::read().unwrap().is_none());
        if let Some(before) = before {
            registry::write(&before.command).unwrap();
        }
    }
}
