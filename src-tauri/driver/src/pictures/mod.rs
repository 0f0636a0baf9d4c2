//! `screenshots`: pictures of every screen in the real window, from simulated pools.
#![cfg(target_os = "linux")]

mod album;
mod demo_screens;
mod overview_screens;
mod screens;
mod tray_picture;

use std::path::Path;

use authgauge_driver::start_session;
use desktop_driver::{App, Keyring, Result};
use genauth_sim::Sim;

pub(crate) use album::Album;

use crate::navigation::{Appearance, add_pool};
use crate::simulator;

/// A fixed port, because the pictures show the simulator's host.
const PORT: u16 = 48_710;

/// Saves every picture into `folder`, after removing those of an earlier run.
pub(crate) async fn take_all(binary: &Path, folder: &Path) -> Result<()> {
    Album::clear(folder)?;
    let sim = simulator::start(PORT).await?;
    take_without_pools(binary, folder, &sim).await?;
    take_with_pools(binary, folder, &sim).await?;
    take_demo(binary, folder).await?;
    take_without_keyring(binary, folder, &sim).await
}

/// Saves the pictures of the demo.
pub(crate) async fn take_demo(binary: &Path, folder: &Path) -> Result<()> {
    let session = start_session(Keyring::Unlocked).await?;
    let tray = session.tray().await?;
    let app = App::launch(&session, binary, &["--demo"]).await?;
    demo_screens::sort_alerts(&app).await?;
    for appearance in Appearance::ALL {
        appearance.choose(&app).await?;
        let album = Album::new(folder, appearance);
        overview_screens::overview(&app, &album).await?;
        demo_screens::cards(&app, &album).await?;
        demo_screens::benefit(&app, &album).await?;
        demo_screens::alerts(&app, &album).await?;
        demo_screens::search_and_privacy(&app, &album).await?;
        demo_screens::alert_settings(&app, &album).await?;
        demo_screens::close_question(&app, &album, &session).await?;
        demo_screens::tray(&tray, &album).await?;
    }
    app.terminate().await
}

async fn take_without_pools(binary: &Path, folder: &Path, sim: &Sim) -> Result<()> {
    let session = start_session(Keyring::Unlocked).await?;
    let app = App::launch(&session, binary, &[]).await?;
    for appearance in Appearance::ALL {
        appearance.choose(&app).await?;
        let album = Album::new(folder, appearance);
        screens::settings(&app, &album).await?;
        screens::add_pool_form(&app, &album, sim).await?;
    }
    app.close().await
}

async fn take_with_pools(binary: &Path, folder: &Path, sim: &Sim) -> Result<()> {
    let session = start_session(Keyring::Unlocked).await?;
    let app = App::launch(&session, binary, &[]).await?;
    for pool in sim.pools() {
        add_pool(&app, sim, &pool).await?;
    }
    for appearance in Appearance::ALL {
        appearance.choose(&app).await?;
        let album = Album::new(folder, appearance);
        overview_screens::unreadable(&app, &album, sim).await?;
        screens::pools(&app, &album).await?;
        screens::mau_charts(&app, &album).await?;
        screens::dialogs(&app, &album).await?;
        screens::minimum_size(&app, &album).await?;
        screens::errors(&app, &album, sim).await?;
    }
    app.close().await
}

/// The window reports a missing keychain once a key has been added.
async fn take_without_keyring(binary: &Path, folder: &Path, sim: &Sim) -> Result<()> {
    let session = start_session(Keyring::Absent).await?;
    let app = App::launch(&session, binary, &[]).await?;
    for pool in sim.pools().iter().take(1) {
        add_pool(&app, sim, pool).await?;
    }
    for appearance in Appearance::ALL {
        appearance.choose(&app).await?;
        screens::no_keychain(&app, &Album::new(folder, appearance)).await?;
    }
    app.close().await
}
