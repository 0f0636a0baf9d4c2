//! The files of pictures.

use std::fs;
use std::path::PathBuf;

use desktop_driver::{App, Error, Result, TrayItem};

use super::tray_picture;
use crate::navigation::Appearance;
use crate::output::print_picture;

/// Where pictures go, and which of them are taken.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    folder: PathBuf,
    only: Option<String>,
}

impl Selection {
    pub(crate) fn new(folder: PathBuf, only: Option<String>) -> Self {
        Self { folder, only }
    }

    /// Whether any picture of these screens is taken.
    pub(super) fn has(&self, screens: &[&str]) -> bool {
        Appearance::ALL
            .into_iter()
            .any(|appearance| Album::new(self, appearance).has(screens))
    }

    /// Removes the pictures of an earlier run, so that none shows a screen that no longer exists.
    pub(crate) fn clear(&self) -> Result<()> {
        let paths = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut pictures = paths
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "png"))
            .filter(|_| self.only.is_none());
        pictures
            .try_for_each(fs::remove_file)
            .map_err(|source| Error::Io {
                step: format!("clearing {}", self.folder.display()),
                source,
            })
    }
}

/// The pictures of one appearance: `<screen>-<theme>-<language>.png`.
#[derive(Debug, Clone)]
pub(crate) struct Album {
    selection: Selection,
    pub(super) appearance: Appearance,
}

impl Album {
    pub(crate) fn new(selection: &Selection, appearance: Appearance) -> Self {
        Self {
            selection: selection.clone(),
            appearance,
        }
    }

    /// Whether any picture of these screens is taken.
    pub(super) fn has(&self, screens: &[&str]) -> bool {
        let only = self.selection.only.as_deref();
        only.is_none_or(|only| {
            screens
                .iter()
                .any(|screen| self.name(screen).contains(only))
        })
    }

    /// Saves a picture of the window.
    pub(crate) async fn take(&self, app: &App, screen: &str) -> Result<()> {
        if !self.has(&[screen]) {
            return Ok(());
        }
        app.park_pointer().await?;
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
        self.selection.folder.join(self.name(screen))
    }

    fn name(&self, screen: &str) -> String {
        format!("{screen}-{}.png", self.appearance.suffix())
    }
}
