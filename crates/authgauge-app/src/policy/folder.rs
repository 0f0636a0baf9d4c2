use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use authgauge_store::plain_file::{self, Links};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{Policies, PolicyReason, not_understood};

/// Where administrators put policies. Only they can write there.
#[cfg(not(any(windows, target_os = "macos")))]
pub(super) const SYSTEM: &str = "/etc/authgauge/policies";

/// More than any policy needs; in bytes.
const MAX_LENGTH: u64 = 64 * 1024;

/// The `.json` files of a folder, in the order of their names.
pub(super) fn read(folder: &Path, now: DateTime<Utc>) -> Policies {
    let mut policies = Policies::default();
    match files(folder) {
        Ok(files) => files.into_iter().for_each(|file| {
            policies.add(file.display().to_string(), values(&file), now);
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(_) => policies.add(
            folder.display().to_string(),
            Err(PolicyReason::Unreadable),
            now,
        ),
    }
    policies
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let paths = entries.into_iter().map(|entry| entry.path());
    let is_policy = |path: &PathBuf| path.extension().is_some_and(|end| end == "json");
    let mut files: Vec<_> = paths.filter(is_policy).collect();
    files.sort();
    Ok(files)
}

fn values(path: &Path) -> Result<Map<String, Value>, PolicyReason> {
    let opened = plain_file::open(path, Links::Followed);
    let text = opened.and_then(|(file, _)| plain_file::read_to_limit(file, MAX_LENGTH));
    let text = text.map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => PolicyReason::TooLong,
        _ => PolicyReason::Unreadable,
    })?;
    // Some editors of Windows begin a file with it.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    serde_json::from_slice(text).map_err(|error| not_understood(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn files_are_read_in_the_order_of_their_names_and_bad_ones_named() {
        let folder = folder(&[
            ("20-late.json", r#"{"RefreshMinutes": 30}"#),
            (
                "10-early.json",
                "\u{feff}{\"RefreshMinutes\": 60, \"HideFigures\": true}",
            ),
            (
                "15-bad.json",
                r#"{"RefreshMinutes": "often", "StartAtLogin": true}"#,
            ),
            ("notes.txt", "not a policy"),
            ("90-long.json", &" ".repeat(70_000)),
        ]);
        fs::create_dir(folder.path().join("50-folder.json")).unwrap();
        let policies = read(folder.path(), Utc::now());
        assert_eq!(policies.refresh_minutes, Some(30));
        assert_eq!(policies.hide_figures, Some(true));
        assert_eq!(policies.start_at_login, None);
        let problems = policies.problems().iter();
        let names: Vec<_> = problems
            .map(|problem| problem.source.rsplit(['/', '\\']).next().unwrap())
            .collect();
        assert_eq!(names, ["15-bad.json", "50-folder.json", "90-long.json"]);
    }

    #[test]
    fn without_a_folder_there_is_no_policy() {
        let folder = folder(&[("file", "")]);
        let missing = read(&folder.path().join("missing"), Utc::now());
        assert!(missing.problems().is_empty() && missing.locked().is_empty());
        let no_folder = read(&folder.path().join("file"), Utc::now());
        assert_eq!(no_folder.problems().len(), 1);
    }
}
