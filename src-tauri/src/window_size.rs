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

impl WindowSize {
    /// The page needs this much.
    pub(crate) const MIN: Self = Self {
        width: 720,
        height: 520,
    };

    /// The largest screen: 8K. Each pixel takes memory, several times.
    const MAX: Self = Self {
        width: 7680,
        height: 4320,
    };

    /// The size that is closest to it and fits a screen.
    fn limited(self) -> Self {
        Self {
            width: self.width.clamp(Self::MIN.width, Self::MAX.width),
            height: self.height.clamp(Self::MIN.height, Self::MAX.height),
        }
    }
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
        let last = private_file::read(&file);
        let last = last.and_then(|text| serde_json::from_slice(&text).ok());
        let last = last.map(WindowSize::limited);
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
        if let Some(size) = measure(window) {
            self.keep_size(size.limited());
        }
    }

    /// In memory only, if the data folder is not this user's alone.
    fn keep_size(&self, size: WindowSize) {
        if Some(size) == self.last() {
            return;
        }
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

    #[test]
    fn an_absurd_size_is_limited_to_that_of_a_screen() {
        let cases = [
            ((20_000, 20_000), (7680, 4320)),
            ((65_535, 600), (7680, 600)),
            ((800, 65_535), (800, 4320)),
            ((0, 0), (720, 520)),
            ((1, 9000), (720, 4320)),
            ((7680, 4320), (7680, 4320)),
            ((720, 520), (720, 520)),
        ];
        for ((width, height), limited) in cases {
            let dir = tempfile::tempdir().unwrap();
            let text = format!(r#"{{"width":{width},"height":{height}}}"#);
            private_file::write(&dir.path().join(FILE), text.as_bytes()).unwrap();
            let read = SizeMemory::new(dir.path()).last().unwrap();
            assert_eq!((read.width, read.height), limited, "{text}");
            let kept = WindowSize { width, height }.limited();
            assert_eq!((kept.width, kept.height), limited, "{text}");
        }
        println!("count: {} sizes of a window", cases.len());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_planted_decides_the_size() {
        for (number, plant) in private_file::tests::PLANTS.into_iter().enumerate() {
            let dir = tempfile::tempdir().unwrap();
            plant(&dir.path().join(FILE), br#"{"width":1000,"height":700}"#);
            assert_eq!(SizeMemory::new(dir.path()).last(), None, "case {number}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn in_a_shared_data_folder_the_size_stays_in_memory() {
        use std::fs;
        use std::os::unix::fs::PermissionsExt as _;

        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(FILE);
        fs::write(&file, r#"{"width":1000,"height":700}"#).unwrap();
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let memory = SizeMemory::new(dir.path());
        assert_eq!(memory.last(), None);
        fs::remove_file(&file).unwrap();
        let size = WindowSize {
            width: 900,
            height: 600,
        };
        memory.keep_size(size);
        assert_eq!(memory.last(), Some(size));
        assert!(!file.exists());
    }
}
