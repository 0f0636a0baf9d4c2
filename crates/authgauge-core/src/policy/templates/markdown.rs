//! The description of all values.

use super::super::catalogue::{ENTRIES, Entry, Kind};

const HEAD: &str = "# Policy for administrators

An organisation can decide some settings for the owners on its machines. What a policy decides, the settings show as \"Set by
your organisation\", and neither page nor console program can change it. Without a policy the owner decides everything.

| system | where |
|---|---|
| Linux | `/etc/authgauge/policies/*.json`, read in the order of their names; a later file decides what it names |
| Windows | the values of `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Authgauge`, as the group policy template in [windows](windows) writes them |
| macOS | the managed preferences of `org.authgauge.Authgauge`; [macos](macos) has a manifest for them |

Authgauge reads them when it starts. A file that can't be understood, that names an unknown value, or whose `CaFile` can't be
used is not applied at all: the settings name it and say why, and the other files hold. `authgauge doctor` says what is decided.

[authgauge.schema.json](authgauge.schema.json) describes the JSON files. An example:

```json
";

pub(super) fn text() -> String {
    let example: Vec<_> = ENTRIES.iter().map(example).collect();
    let rows: String = ENTRIES.iter().map(row).collect();
    format!(
        "{HEAD}{{\n{}\n}}\n```\n\n| value | form | what it decides |\n|---|---|---|\n{rows}\nOn Windows a switch is a DWORD of 0 or 1, a number a DWORD, and a list a REG_MULTI_SZ. This file and the templates are\nmade from one catalogue (`authgauge-core`, `policy`); a test compares them.\n",
        example.join(",\n")
    )
}

fn example(entry: &Entry) -> String {
    format!("  \"{}\": {}", entry.name, entry.example)
}

fn row(entry: &Entry) -> String {
    let form = match entry.kind {
        Kind::Toggle => "switch".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Number { min, max } => format!("number, {min} to {max}"),
        Kind::Texts => "list of texts".to_owned(),
        Kind::Numbers => "list of numbers".to_owned(),
    };
    format!(
        "| `{}` | {form} | {}: {} |\n",
        entry.name, entry.en.title, entry.en.description
    )
}
