//! What licence each library in a program is used under.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::programs::{cargo, output, run};
use crate::tools::ABOUT;
use crate::workspace;

/// A licence's text, and the libraries that are used under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Licence {
    /// The SPDX identifier.
    pub(crate) id: String,
    pub(crate) text: String,
    /// Names with versions.
    pub(crate) used_by: Vec<String>,
}

/// What the built page contains, of ui/node_modules.
const PAGE: [(&str, &str, &str); 3] = [
    ("svelte", "MIT", "LICENSE.md"),
    ("@tauri-apps/api", "MIT", "LICENSE-MIT"),
    ("@fontsource-variable/inter", "OFL-1.1", "LICENSE"),
];

/// Below the chart's `assets/fonts`.
const FONTS: [(&str, &str); 2] = [
    ("inter", "inter-OFL.txt"),
    ("noto-sans-cjk", "noto-sans-cjk-OFL.txt"),
];

/// The Rust libraries of a program.
pub(crate) fn of_libraries(manifest: &str) -> Result<Vec<Licence>> {
    run(&mut cargo(&["fetch", "--locked", "--quiet"]))?;
    let mut about = ABOUT.command()?;
    // With a network it would ask a service about licences, whose answers may change.
    about.args(["generate", "--offline", "--format", "json", "--fail"]);
    about.args(["--manifest-path", manifest]);
    let report: Report = serde_json::from_slice(&output(&mut about)?)
        .context("the report of cargo-about is not understood")?;
    let licences = report.licenses.into_iter().map(|licence| Licence {
        id: licence.id,
        text: licence.text,
        used_by: licence
            .used_by
            .into_iter()
            .map(|user| user.library.name())
            .collect(),
    });
    Ok(licences.collect())
}

/// The page's own libraries and font.
pub(crate) fn of_page() -> Result<Vec<Licence>> {
    let packages = workspace::ui().join("node_modules");
    let page = PAGE.iter().map(|(name, id, file)| {
        let text = read(&packages.join(name).join(file))?;
        Ok(licence(id, text, name))
    });
    page.collect()
}

/// The fonts of charts, which both programs draw.
pub(crate) fn of_charts() -> Result<Vec<Licence>> {
    let folder = workspace::root().join("crates/authgauge-chart/assets/fonts");
    let fonts = FONTS.iter().map(|(name, file)| {
        let text = read(&folder.join(file))?;
        Ok(licence("OFL-1.1", text, name))
    });
    fonts.collect()
}

fn licence(id: &str, text: String, name: &str) -> Licence {
    Licence {
        id: id.to_owned(),
        text,
        used_by: vec![name.to_owned()],
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

#[derive(Deserialize)]
struct Report {
    licenses: Vec<Used>,
}

#[derive(Deserialize)]
struct Used {
    id: String,
    text: String,
    used_by: Vec<User>,
}

#[derive(Deserialize)]
struct User {
    #[serde(rename = "crate")]
    library: Library,
}

#[derive(Deserialize)]
struct Library {
    name: String,
    version: String,
}

impl Library {
    fn name(self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}
