//! A manifest of managed preferences of macOS.

use super::super::catalogue::{ENTRIES, Entry, Kind};
use super::escape;
use crate::identity::{IDENTIFIER, PRODUCT};

pub(super) fn text() -> String {
    let entries: String = ENTRIES.iter().map(preference).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>pfm_domain</key>
  <string>{IDENTIFIER}</string>
  <key>pfm_title</key>
  <string>{PRODUCT}</string>
  <key>pfm_description</key>
  <string>{PRODUCT}</string>
  <key>pfm_format_version</key>
  <integer>1</integer>
  <key>pfm_version</key>
  <integer>1</integer>
  <key>pfm_subkeys</key>
  <array>
{entries}  </array>
</dict>
</plist>
"#
    )
}

fn preference(entry: &Entry) -> String {
    let kind = match entry.kind {
        Kind::Toggle => "boolean",
        Kind::Text => "string",
        Kind::Number { .. } => "integer",
        Kind::Texts | Kind::Numbers => "array",
    };
    let bounds = match entry.kind {
        Kind::Number { min, max } => format!(
            "      <key>pfm_range_min</key>\n      <integer>{min}</integer>\n      <key>pfm_range_max</key>\n      <integer>{max}</integer>\n"
        ),
        Kind::Texts => items("string"),
        Kind::Numbers => items("integer"),
        Kind::Toggle | Kind::Text => String::new(),
    };
    format!(
        r#"    <dict>
      <key>pfm_name</key>
      <string>{}</string>
      <key>pfm_type</key>
      <string>{kind}</string>
      <key>pfm_title</key>
      <string>{}</string>
      <key>pfm_description</key>
      <string>{}</string>
{bounds}    </dict>
"#,
        entry.name,
        escape(entry.en.title),
        escape(entry.en.description),
    )
}

fn items(kind: &str) -> String {
    format!(
        "      <key>pfm_subkeys</key>\n      <array>\n        <dict>\n          <key>pfm_type</key>\n          <string>{kind}</string>\n        </dict>\n      </array>\n"
    )
}
