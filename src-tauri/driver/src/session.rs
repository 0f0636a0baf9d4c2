//! A desktop session for Authgauge.

use std::path::PathBuf;

use desktop_driver::{Keyring, Result, Session};

/// Starts a session in which Authgauge keeps its data in [`data_dir`].
pub async fn start_session(keyring: Keyring) -> Result<Session> {
    let mut session = Session::start_with(keyring).await?;
    let data_dir = data_dir(&session).display().to_string();
    session.set_env("AUTHGAUGE_DATA_DIR", &data_dir);
    Ok(session)
}

/// A session for pictures: WebDriver takes none of a page that is drawn without the graphics card, which is Authgauge's
/// default.
pub async fn start_picture_session(keyring: Keyring) -> Result<Session> {
    let mut session = start_session(keyring).await?;
    session.set_env("WEBKIT_DISABLE_COMPOSITING_MODE", "0");
    Ok(session)
}

/// Where Authgauge keeps its data in a session, unless called with `--data-dir`.
pub fn data_dir(session: &Session) -> PathBuf {
    session.home().join("data")
}
