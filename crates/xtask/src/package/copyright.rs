//! The licences of everything in a package, in Debian's machine-readable form.

use std::fmt::Write as _;

use anyhow::Result;

use super::changelog::MAINTAINER;
use super::licences::{Licence, of_charts, of_libraries, of_page};

/// Licences whose text every Debian system has.
const COMMON: [&str; 2] = ["Apache-2.0", "MPL-2.0"];

/// How lines begin that name holders of a copyright.
const STARTS: [&str; 5] = [
    "Copyright (",
    "Copyright ©",
    "Copyright 1",
    "Copyright 2",
    "©",
];

/// The copyright file of a package.
pub(crate) fn of(package: &str, manifest: &str) -> Result<String> {
    let mut licences = of_libraries(manifest)?;
    licences.extend(of_charts()?);
    if package == "authgauge" {
        licences.extend(of_page()?);
    }
    Ok(file(&licences))
}

fn file(licences: &[Licence]) -> String {
    let mut text = format!(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\
         Upstream-Name: Authgauge\nUpstream-Contact: {MAINTAINER}\n\
         Comment: The program contains the libraries below, which are named as folders.\n\n\
         Files: *\nCopyright: 2026 The Authgauge authors\nLicense: MIT or Apache-2.0\n"
    );
    let mut stanzas = String::new();
    for (index, licence) in licences.iter().enumerate() {
        let name = match is_common(licence) {
            true => licence.id.clone(),
            false => format!("{}-text{}", licence.id.replace(' ', "-"), index + 1),
        };
        // Writing to a text can't fail.
        let _ = write!(text, "\nFiles: {}\n", folders(licence));
        let _ = write!(text, "Copyright: {}\nLicense: {name}\n", holders(licence));
        if !is_common(licence) {
            let _ = write!(stanzas, "\nLicense: {name}\n{}", indented(&licence.text));
        }
    }
    text + &own_licence() + &common_licences(licences) + &stanzas
}

fn is_common(licence: &Licence) -> bool {
    COMMON.contains(&&*licence.id)
}

fn folders(licence: &Licence) -> String {
    let folders = licence.used_by.iter().map(|library| format!("{library}/*"));
    folders.collect::<Vec<_>>().join("\n ")
}

/// The lines of the text that name them; most texts of Apache's licence name nobody.
fn holders(licence: &Licence) -> String {
    let lines = licence.text.lines().map(str::trim);
    let lines: Vec<&str> = lines
        .filter(|line| STARTS.iter().any(|start| line.starts_with(start)))
        .filter(|line| !line.contains('[') && !line.contains('{'))
        .collect();
    match lines.is_empty() {
        true => "the authors of these libraries".to_owned(),
        false => lines.join("\n "),
    }
}

fn own_licence() -> String {
    let text = include_str!("../../../../LICENSE");
    let (_, mit) = text
        .split_once("Permission is hereby granted")
        .unwrap_or_default();
    format!(
        "\nLicense: MIT\n{}",
        indented(&format!("Permission is hereby granted{mit}"))
    )
}

fn common_licences(licences: &[Licence]) -> String {
    let used = COMMON.iter().filter(|name| {
        **name == "Apache-2.0" || licences.iter().any(|licence| licence.id == **name)
    });
    let stanzas = used.map(|name| {
        format!("\nLicense: {name}\n On Debian systems its text is in /usr/share/common-licenses/{name}.\n")
    });
    stanzas.collect()
}

/// As the value of a field that goes over lines.
fn indented(text: &str) -> String {
    let lines = text.trim().lines().map(|line| match line.trim_end() {
        "" => " .\n".to_owned(),
        line => format!(" {line}\n"),
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_library_is_named_with_its_licence() {
        let licence = |id: &str, text: &str, used_by: &[&str]| Licence {
            id: id.to_owned(),
            text: text.to_owned(),
            used_by: used_by.iter().map(|name| (*name).to_owned()).collect(),
        };
        let file = file(&[
            licence(
                "Apache-2.0",
                "Apache License",
                &["serde-1.0.1", "tokio-1.2.3"],
            ),
            licence("MIT", "Copyright (c) Ada\n\nPermission", &["small-0.1.0"]),
        ]);
        for part in [
            "\nFiles: serde-1.0.1/*\n tokio-1.2.3/*\nCopyright: the authors of these libraries\nLicense: Apache-2.0\n",
            "\nFiles: small-0.1.0/*\nCopyright: Copyright (c) Ada\nLicense: MIT-text2\n",
            "\nLicense: MIT-text2\n Copyright (c) Ada\n .\n Permission\n",
            "\nLicense: MIT\n Permission is hereby granted",
            "/usr/share/common-licenses/Apache-2.0.",
        ] {
            assert!(file.contains(part), "{part}: {file}");
        }
        assert!(!file.contains("\n Apache License"));
    }
}
