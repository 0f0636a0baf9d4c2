//! Group policy of Windows: definitions (ADMX) and their words (ADML).

use super::super::catalogue::{ENTRIES, Entry, Kind, Words};
use super::escape;

const KEY: &str = r"SOFTWARE\Policies\Authgauge";

const ENABLED: &str = r#"      <enabledValue><decimal value="1" /></enabledValue>
      <disabledValue><decimal value="0" /></disabledValue>
"#;

pub(super) fn definitions() -> String {
    let policies: String = ENTRIES.iter().map(definition).collect();
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="authgauge" namespace="Authgauge.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <categories>
    <category name="Authgauge" displayName="$(string.Authgauge)" />
  </categories>
  <policies>
{policies}  </policies>
</policyDefinitions>
"#
    )
}

fn definition(entry: &Entry) -> String {
    let name = entry.name;
    let value = match entry.kind {
        Kind::Toggle => ENABLED.to_owned(),
        _ => format!("      <elements>{}</elements>\n", element(entry)),
    };
    let value_name = match entry.kind {
        Kind::Toggle => format!(r#" valueName="{name}""#),
        _ => format!(r#" presentation="$(presentation.{name})""#),
    };
    format!(
        r#"    <policy name="{name}" class="Machine" displayName="$(string.{name})" explainText="$(string.{name}_Explain)" key="{KEY}"{value_name}>
      <parentCategory ref="Authgauge" />
{value}    </policy>
"#
    )
}

fn element(entry: &Entry) -> String {
    let name = entry.name;
    match entry.kind {
        Kind::Number { min, max } => format!(
            r#"<decimal id="{name}" valueName="{name}" minValue="{min}" maxValue="{max}" required="true" />"#
        ),
        Kind::Text => format!(r#"<text id="{name}" valueName="{name}" required="true" />"#),
        Kind::Toggle | Kind::Texts | Kind::Numbers => {
            format!(r#"<multiText id="{name}" valueName="{name}" />"#)
        }
    }
}

pub(super) fn words(language: &str, of: impl Fn(&Entry) -> Words) -> String {
    let strings: String = ENTRIES
        .iter()
        .map(|entry| string(entry, &of(entry)))
        .collect();
    let with_elements = ENTRIES
        .iter()
        .filter(|entry| !matches!(entry.kind, Kind::Toggle));
    let presentations: String = with_elements
        .map(|entry| presentation(entry, &of(entry)))
        .collect();
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>Authgauge ({language})</displayName>
  <description>Authgauge</description>
  <resources>
    <stringTable>
      <string id="Authgauge">Authgauge</string>
{strings}    </stringTable>
    <presentationTable>
{presentations}    </presentationTable>
  </resources>
</policyDefinitionResources>
"#
    )
}

fn string(entry: &Entry, words: &Words) -> String {
    let name = entry.name;
    let (title, description) = (escape(words.title), escape(words.description));
    format!(
        r#"      <string id="{name}">{title}</string>
      <string id="{name}_Explain">{description}</string>
"#
    )
}

fn presentation(entry: &Entry, words: &Words) -> String {
    let (name, title) = (entry.name, escape(words.title));
    let control = match entry.kind {
        Kind::Number { .. } => {
            format!(r#"<decimalTextBox refId="{name}">{title}</decimalTextBox>"#)
        }
        Kind::Text => format!(r#"<textBox refId="{name}"><label>{title}</label></textBox>"#),
        Kind::Toggle | Kind::Texts | Kind::Numbers => {
            format!(r#"<multiTextBox refId="{name}">{title}</multiTextBox>"#)
        }
    };
    format!(
        r#"      <presentation id="{name}">{control}</presentation>
"#
    )
}
