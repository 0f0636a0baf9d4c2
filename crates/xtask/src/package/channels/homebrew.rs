//! A cask for a tap of Homebrew.

use std::path::Path;

use anyhow::Result;

use super::{Release, new_folder, write};

/// Writes the cask of a release into a new folder. Returns how many files it lists.
pub(super) fn cask(release: &Release, root: &Path) -> Result<usize> {
    let name = format!("Authgauge_{}_universal.dmg", release.version);
    let Some(file) = release.file(&name)? else {
        return Ok(0);
    };
    new_folder(root)?;
    let text = format!(
        r##"cask "authgauge" do
  version "{version}"
  sha256 "{sha256}"

  url "{url}"
  name "Authgauge"
  desc "See how much of a GenAuth or Authing plan is left"
  homepage "https://authgauge.org/"

  app "Authgauge.app"
  binary "#{{appdir}}/Authgauge.app/Contents/MacOS/authgauge"

  uninstall quit: "org.authgauge.Authgauge"

  zap trash: [
    "~/Library/Application Support/org.authgauge.Authgauge",
    "~/Library/LaunchAgents/org.authgauge.Authgauge.plist",
    "~/Library/WebKit/org.authgauge.Authgauge",
  ]
end
"##,
        version = release.version,
        sha256 = file.sha256,
        url = file.url,
    );
    write(&root.join("authgauge.rb"), text)?;
    Ok(1)
}
