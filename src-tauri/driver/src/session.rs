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

/// Where Authgauge keeps its data in a session, unless called with `--data-dir`.
pub fn data_dir(session: &Session) -> PathBuf {
    session.home().join("data")
}
