//! CHANGELOG.md as Debian's packages have it.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::programs::stdout_if_ok;
use crate::workspace;

use super::build::Epoch;

pub(crate) const MAINTAINER: &str = "Authgauge maintainers <maintainers@authgauge.org>";

/// In the place of a date.
const UNRELEASED: &str = "not released yet";

/// A version of CHANGELOG.md.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Release {
    pub(crate) version: String,
    /// `2026-11-28`; none while it is not released.
    pub(crate) date: Option<String>,
    pub(crate) changes: Vec<String>,
}

/// CHANGELOG.md in the form that Debian's packages have.
pub(crate) fn of_debian(epoch: Epoch) -> Result<String> {
    let path = workspace::root().join("CHANGELOG.md");
    let text = fs::read_to_string(&path).context("reading CHANGELOG.md")?;
    let releases = parse(&text)?;
    ensure!(!releases.is_empty(), "CHANGELOG.md has no version");
    let entries = releases.iter().map(|release| debian_entry(release, epoch));
    Ok(entries.collect::<Result<Vec<_>>>()?.join("\n"))
}

/// Reads `## 1.2.3 (2026-11-28)` and the list items below it.
pub(crate) fn parse(text: &str) -> Result<Vec<Release>> {
    let mut releases: Vec<Release> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            releases.push(title_of(title)?);
        } else if let (Some(item), Some(last)) = (line.strip_prefix("- "), releases.last_mut()) {
            last.changes.push(item.to_owned());
        } else if let (Some(more), Some(item)) = (
            line.strip_prefix("  "),
            releases.last_mut().and_then(|last| last.changes.last_mut()),
        ) {
            item.push(' ');
            item.push_str(more.trim());
        }
    }
    Ok(releases)
}

fn title_of(title: &str) -> Result<Release> {
    let (version, date) = title
        .strip_suffix(')')
        .and_then(|title| title.split_once(" ("))
        .with_context(|| format!("{title:?} has no date in brackets"))?;
    Ok(Release {
        version: version.to_owned(),
        date: Some(date.to_owned()).filter(|date| date != UNRELEASED),
        changes: Vec::new(),
    })
}

fn debian_entry(release: &Release, epoch: Epoch) -> Result<String> {
    let changes: String = release
        .changes
        .iter()
        .map(|change| wrapped(change))
        .collect();
    let date = match &release.date {
        Some(date) => date.clone(),
        None => format!("@{}", epoch.seconds()),
    };
    let moment = stdout_if_ok("date", &["--utc", "--rfc-email", "--date", &date])
        .with_context(|| format!("{date:?} is no date"))?;
    Ok(format!(
        "authgauge ({}-1) unstable; urgency=medium\n\n{changes}\n -- {MAINTAINER}  {moment}\n",
        release.version
    ))
}

/// Lines of at most 78 characters, the first with a star.
fn wrapped(change: &str) -> String {
    let mut lines = vec!["  *".to_owned()];
    for word in change.split_whitespace() {
        let is_full = lines
            .last()
            .is_some_and(|line| line.chars().count() + word.chars().count() > 76);
        if is_full {
            lines.push("   ".to_owned());
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Changelog\n\nAbout.\n\n## 0.2.0 (not released yet)\n\n- One.\n\n## 0.1.0 (2026-11-28)\n\n\
                        - Two\n  lines.\n- Three.\n";

    #[test]
    fn versions_are_read_with_their_changes() {
        let releases = parse(TEXT).unwrap();
        let versions: Vec<_> = releases
            .iter()
            .map(|release| (&*release.version, release.date.as_deref()))
            .collect();
        assert_eq!(versions, [("0.2.0", None), ("0.1.0", Some("2026-11-28"))]);
        assert_eq!(releases[1].changes, ["Two lines.", "Three."]);
        assert!(parse("## 0.1.0 yesterday\n").is_err());
    }

    #[test]
    fn an_entry_has_debians_form() {
        let release = &parse(TEXT).unwrap()[1];
        let entry = debian_entry(release, Epoch::from_seconds(0)).unwrap();
        assert_eq!(
            entry,
            "authgauge (0.1.0-1) unstable; urgency=medium\n\n  * Two lines.\n  * Three.\n\n \
             -- Authgauge maintainers <maintainers@authgauge.org>  Sat, 28 Nov 2026 00:00:00 +0000\n"
        );
        let unreleased = debian_entry(&parse(TEXT).unwrap()[0], Epoch::from_seconds(951_782_400));
        assert!(unreleased.unwrap().contains("  Tue, 29 Feb 2000 00:00:00"));
    }

    #[test]
    fn long_changes_are_wrapped() {
        let text = wrapped(&"word ".repeat(40));
        assert!(text.lines().all(|line| line.len() <= 78), "{text}");
        assert!(text.starts_with("  * word") && text.contains("\n    word"));
    }

    #[test]
    fn the_committed_changelog_names_this_version_first() {
        let text = fs::read_to_string(workspace::root().join("CHANGELOG.md")).unwrap();
        let releases = parse(&text).unwrap();
        assert_eq!(releases[0].version, env!("CARGO_PKG_VERSION"));
    }
}
