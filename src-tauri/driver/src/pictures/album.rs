//! The files of pictures.

use std::fs;
use std::path::{Path, PathBuf};

use desktop_driver::{App, Error, Result, TrayItem};

use super::tray_picture;
use crate::navigation::Appearance;
use crate::output::print_picture;

/// The pictures of one appearance: `<screen>-<theme>-<language>.png`.
#[derive(Debug, Clone)]
pub(crate) struct Album {
    folder: PathBuf,
    pub(super) appearance: Appearance,
}

impl Album {
    pub(crate) fn new(folder: &Path, appearance: Appearance) -> Self {
        Self {
            folder: folder.to_owned(),
            appearance,
        }
    }

    /// Removes all pictures from a folder, so that none shows a screen that no longer exists.
    pub(crate) fn clear(folder: &Path) -> Result<()> {
        let paths = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut pictures = paths
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "png"));
        pictures
            .try_for_each(fs::remove_file)
            .map_err(|source| Error::Io {
                step: format!("clearing {}", folder.display()),
                source,
            })
    }

    /// Saves a picture of the window.
    pub(crate) async fn take(&self, app: &App, screen: &str) -> Result<()> {
        print_picture(&app.screenshot(&self.path(screen)).await?);
        Ok(())
    }

    /// Saves a picture of the tray.
    pub(super) fn draw_tray(&self, item: &TrayItem) -> Result<()> {
        let picture = tray_picture::save(item, self.appearance, &self.path("tray-menu"))?;
        print_picture(&picture);
        Ok(())
    }

    fn path(&self, screen: &str) -> PathBuf {
        let name = format!("{screen}-{}.png", self.appearance.suffix());
        self.folder.join(name)
    }
}
