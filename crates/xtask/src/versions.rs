//! `cargo xtask versions`: all places that name the version agree.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::console::print;
use crate::workspace;

/// Files that name the version, each with what stands before and after it.
const PLACES: [(&str, &str, &str); 4] = [
    ("Cargo.toml", "[workspace.package]\nversion = \"", "\""),
    ("ui/package.json", "\"version\": \"", "\""),
    ("CHANGELOG.md", "\n## ", " "),
    (
        "src-tauri/packaging/org.authgauge.Authgauge.metainfo.xml",
        "<release version=\"",
        "\"",
    ),
];

/// Compares the places with each other, and with a tag such as `v0.1.0`.
pub(crate) fn versions(tag: Option<&str>) -> Result<()> {
    let wanted = match tag {
        Some(tag) => tag
            .strip_prefix('v')
            .with_context(|| format!("the tag {tag:?} is not v and a version"))?,
        None => env!("CARGO_PKG_VERSION"),
    };
    for (file, before, after) in PLACES {
        let text = fs::read_to_string(workspace::root().join(file)).context(file)?;
        let found = between(&text, before, after).unwrap_or_default();
        ensure!(
            found == wanted,
            "{file} says {found:?} instead of {wanted:?}"
        );
    }
    print(&format!("{wanted} in {} files", PLACES.len()));
    Ok(())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_agree() {
        versions(None).unwrap();
        versions(Some(concat!("v", env!("CARGO_PKG_VERSION")))).unwrap();
        assert!(versions(Some("v999.0.0")).is_err());
        assert!(versions(Some(env!("CARGO_PKG_VERSION"))).is_err());
    }
}
