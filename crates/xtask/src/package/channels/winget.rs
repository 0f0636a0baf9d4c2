//! Manifests for the community repository of winget.

use std::path::Path;

use anyhow::Result;

use super::{Release, new_folder, write};

const IDENTIFIER: &str = "Authgauge.Authgauge";
const SCHEMA: &str = "1.10.0";

/// The installers: for whom, of which kind, and how their files' names end.
const INSTALLERS: [(&str, &str, &str); 2] = [
    ("user", "nullsoft", "-setup.exe"),
    ("machine", "wix", "_en-US.msi"),
];

/// Processors, as Tauri names them in files; winget names them so too.
const PROCESSORS: [&str; 2] = ["x64", "arm64"];

/// Writes the manifests of a release into a new folder. Returns how many installers they list.
pub(super) fn manifests(release: &Release, root: &Path) -> Result<usize> {
    let installers = installers(release)?;
    if installers.is_empty() {
        return Ok(0);
    }
    new_folder(root)?;
    let list: String = installers.iter().map(String::as_str).collect();
    let write = |end: &str, kind: &str, text: &str| {
        let text = manifest(release.version, kind, text);
        write(&root.join(format!("{IDENTIFIER}{end}.yaml")), text)
    };
    write("", "version", "DefaultLocale: en-US\n")?;
    write(".installer", "installer", &format!("Installers:\n{list}"))?;
    write(".locale.en-US", "defaultLocale", ENGLISH)?;
    write(".locale.zh-CN", "locale", CHINESE)?;
    Ok(installers.len())
}

fn manifest(version: &str, kind: &str, text: &str) -> String {
    format!(
        "# yaml-language-server: $schema=https://aka.ms/winget-manifest.{kind}.{SCHEMA}.schema.json\n\
         PackageIdentifier: {IDENTIFIER}\n\
         PackageVersion: {version}\n\
         {text}\
         ManifestType: {kind}\n\
         ManifestVersion: {SCHEMA}\n"
    )
}

fn installers(release: &Release) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for processor in PROCESSORS {
        for (scope, kind, end) in INSTALLERS {
            let name = format!("Authgauge_{}_{processor}{end}", release.version);
            let Some(file) = release.file(&name)? else {
                continue;
            };
            all.push(format!(
                "- Architecture: {processor}\n  InstallerType: {kind}\n  Scope: {scope}\n  InstallerUrl: {}\n  \
                 InstallerSha256: {}\n",
                file.url, file.sha256
            ));
        }
    }
    Ok(all)
}

const ENGLISH: &str = "PackageLocale: en-US
Publisher: The Authgauge authors
PackageName: Authgauge
License: MIT OR Apache-2.0
ShortDescription: See how much of a GenAuth or Authing plan is left
Moniker: authgauge
Tags:
- authing
- genauth
- quota
";

const CHINESE: &str = "PackageLocale: zh-CN
Publisher: The Authgauge authors
PackageName: Authgauge
License: MIT OR Apache-2.0
ShortDescription: 查看 GenAuth 或 Authing 套餐的剩余用量
";
