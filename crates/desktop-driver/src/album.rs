//! Where pictures of one look are saved, and how they are named.

use std::{
    fs,
    path::{Path, PathBuf},
};

use desktop_driver::{App, Error, Picture, Result, TrayItem};

use crate::{tour::Look, tray_picture};

/// The pictures of one look.
#[derive(Debug, Clone)]
pub(crate) struct Album {
    folder: PathBuf,
    pub(crate) look: Look,
}

impl Album {
    /// An album in this folder.
    pub(crate) fn new(folder: &Path, look: Look) -> Self {
        Self {
            folder: folder.to_owned(),
            look,
        }
    }

    /// Removes the pictures of an earlier run, so that none is left of a screen that is gone.
    pub(crate) fn clear(folder: &Path) -> Result<()> {
        let failed = |source| Error::Io {
            what: format!("clearing {}", folder.display()),
            source,
        };
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "png")
            {
                fs::remove_file(entry.path()).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Saves what the tray was told as `tray-menu-<theme>-<language>.png`.
    pub(crate) fn take_tray(&self, item: &TrayItem) -> Result<Picture> {
        let name = format!("tray-menu-{}.png", self.look.suffix());
        let picture = tray_picture::save(item, self.look, &self.folder.join(name))?;
        say(&picture);
        Ok(picture)
    }

    /// Saves what the window shows as `<screen>-<theme>-<language>.png`.
    pub(crate) async fn take(&self, app: &App, screen: &str) -> Result<Picture> {
        let name = format!("{screen}-{}.png", self.look.suffix());
        let picture = app.screenshot(&self.folder.join(name)).await?;
        say(&picture);
        Ok(picture)
    }
}

#[expect(
    clippy::print_stdout,
    reason = "what was saved is this program's result"
)]
fn say(picture: &Picture) {
    let Picture {
        path,
        width,
        height,
        colours,
    } = picture;
    println!(
        "picture {} ({width} × {height}, {colours} colours)",
        path.display()
    );
}
