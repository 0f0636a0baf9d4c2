//! The notification service of Windows. It shows the name and picture of a registered ID: a program that registers
//! none would have to use PowerShell's.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use authgauge_app::words::AlertText;
use authgauge_core::identity::{IDENTIFIER, PRODUCT};
use tauri_winrt_notification::Toast;
use windows_registry::CURRENT_USER;

const PICTURE: &[u8] = include_bytes!("../../../icons/128x128.png");

#[derive(Default)]
pub(crate) struct Notifier {
    registered: OnceLock<()>,
}

impl Notifier {
    /// Shows a notification; `on_click` runs when the owner clicks it.
    ///
    /// # Errors
    /// Where the system refuses it.
    pub(super) async fn show(
        &self,
        text: AlertText,
        on_click: impl FnOnce() + Send + 'static,
    ) -> tauri_winrt_notification::Result<()> {
        self.registered.get_or_init(|| {
            if register().is_err() {
                tracing::warn!("the program's name is not registered for notifications");
            }
        });
        let on_click = Mutex::new(Some(on_click));
        Toast::new(IDENTIFIER)
            .title(&text.title)
            .text1(&text.body)
            .on_activated(move |_| {
                let on_click = on_click
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .take();
                on_click.into_iter().for_each(|on_click| on_click());
                Ok(())
            })
            .show()
    }
}

/// Registers name and picture under the ID, for this user.
fn register() -> io::Result<()> {
    let key = CURRENT_USER.create(format!(r"Software\Classes\AppUserModelId\{IDENTIFIER}"))?;
    key.set_string("DisplayName", PRODUCT)?;
    key.set_string("IconUri", picture()?.display().to_string())?;
    Ok(())
}

/// The picture as a file of the user's.
fn picture() -> io::Result<PathBuf> {
    let folder = std::env::var_os("LOCALAPPDATA").ok_or(io::ErrorKind::NotFound)?;
    let folder = PathBuf::from(folder).join(IDENTIFIER);
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("notification.png");
    if std::fs::read(&path).is_ok_and(|there| there == PICTURE) {
        return Ok(path);
    }
    std::fs::write(&path, PICTURE)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notifications_have_our_name_and_picture() {
        register().unwrap();
        register().unwrap();
        let key = format!(r"Software\Classes\AppUserModelId\{IDENTIFIER}");
        let key = CURRENT_USER.open(key).unwrap();
        assert_eq!(key.get_string("DisplayName").unwrap(), PRODUCT);
        let picture = key.get_string("IconUri").unwrap();
        assert_eq!(std::fs::read(picture).unwrap(), PICTURE);
    }
}
