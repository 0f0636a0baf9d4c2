//! The window's size on Linux. Elsewhere the plugin for the window's state keeps it with the position.
//!
//! The plugin's size counts the shadow and the title bar that GTK draws on Wayland when it is saved, and does not
//! when it is restored: the window would grow at each start.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tauri::Window;

use crate::private_file;

/// In the data folder.
const FILE: &str = "window-size.json";

/// Without frame and shadow, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WindowSize {
    pub(crate) width: u16,
    pub(crate) height: u16,
}

/// Remembers the window's size.
pub(crate) struct SizeMemory {
    file: PathBuf,
    last: Mutex<Option<WindowSize>>,
}

impl SizeMemory {
    /// In a data folder.
    pub(crate) fn new(data_dir: &Path) -> Self {
        let file = data_dir.join(FILE);
        let last = std::fs::read(&file).ok();
        let last = last.and_then(|text| serde_json::from_slice(&text).ok());
        Self {
            file,
            last: Mutex::new(last),
        }
    }

    /// The size of the last window.
    pub(crate) fn last(&self) -> Option<WindowSize> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the size of a window that is about to close. Called on the main thread.
    pub(crate) fn keep(&self, window: &Window) {
        let Some(size) = measure(window).filter(|size| Some(*size) != self.last()) else {
            return;
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(size);
        let text = serde_json::to_vec(&size).map_err(std::io::Error::from);
        if text
            .and_then(|text| private_file::write(&self.file, &text))
            .is_err()
        {
            tracing::warn!("the size of the window is not remembered");
        }
    }
}

/// None for a window that fills the screen: its size is the screen's.
#[cfg(target_os = "linux")]
fn measure(window: &Window) -> Option<WindowSize> {
    use gtk::prelude::{GtkWindowExt, WidgetExt};

    let gtk_window = window.gtk_window().ok()?;
    let fills_screen = gtk_window.is_maximized() || window.is_fullscreen().unwrap_or_default();
    if fills_screen || !gtk_window.is_mapped() {
        return None;
    }
    let (width, height) = gtk_window.size();
    Some(WindowSize {
        width: width.try_into().ok()?,
        height: height.try_into().ok()?,
    })
}

#[cfg(not(target_os = "linux"))]
fn measure(_: &Window) -> Option<WindowSize> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_again_and_anything_else_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(FILE);
        assert_eq!(SizeMemory::new(dir.path()).last(), None);
        let size = WindowSize {
            width: 1000,
            height: 700,
        };
        private_file::write(&file, &serde_json::to_vec(&size).unwrap()).unwrap();
        assert_eq!(SizeMemory::new(dir.path()).last(), Some(size));
        for text in ["", "{}", "[1]", r#"{"width":-1,"height":70000}"#] {
            private_file::write(&file, text.as_bytes()).unwrap();
            assert_eq!(SizeMemory::new(dir.path()).last(), None, "{text}");
        }
    }
}
