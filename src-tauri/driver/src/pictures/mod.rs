//! `screenshots`: pictures of every screen in the real window, from simulated pools.
#![cfg(target_os = "linux")]

mod album;
mod demo_screens;
mod overview_screens;
mod screens;
mod tray_picture;

use std::path::Path;

use authgauge_driver::start_picture_session;
use desktop_driver::{App, Keyring, Result};
use genauth_sim::{PoolSet, Sim};

pub(crate) use album::{Album, Selection};

use crate::navigation::{Appearance, add_pool};
use crate::simulator;

/// A fixed port, because the pictures show the simulator's host.
const PORT: u16 = 48_710;

/// The pictures of the demo.
const DEMO: [&[&str]; 3] = [
    &overview_screens::DEMO,
    &demo_screens::BENEFITS,
    &demo_screens::REST,
];

/// Saves the selected pictures; those of an earlier run are removed if all are selected.
pub(crate) async fn take(binary: &Path, selection: &Selection) -> Result<()> {
    selection.clear()?;
    take_simulated(binary, selection).await?;
    if DEMO.iter().any(|names| selection.has(names)) {
        take_demo(binary, selection).await?;
    }
    if selection.has(&overview_screens::SIZES) {
        take_overview_sizes(binary, selection).await?;
    }
    Ok(())
}

/// Saves the pictures of pools without a history.
async fn take_simulated(binary: &Path, selection: &Selection) -> Result<()> {
    let sets: [&[&str]; 3] = [
        &screens::WITHOUT_POOLS,
        &screens::WITH_POOLS,
        &screens::WITHOUT_KEYRING,
    ];
    let [first, pools, keyring] = sets.map(|names| selection.has(names));
    if !(first || pools || keyring) {
        return Ok(());
    }
    let sim = simulator::start(PORT, PoolSet::Odd).await?;
    if first {
        take_without_pools(binary, selection, &sim).await?;
    }
    if pools {
        take_with_pools(binary, selection, &sim).await?;
    }
    if keyring {
        take_without_keyring(binary, selection, &sim).await?;
    }
    Ok(())
}

async fn take_demo(binary: &Path, selection: &Selection) -> Result<()> {
    let session = start_picture_session(Keyring::Unlocked).await?;
    let tray = session.tray().await?;
    let app = App::launch(&session, binary, &["--demo"]).await?;
    demo_screens::sort_alerts(&app).await?;
    for appearance in Appearance::ALL {
        let album = Album::new(selection, appearance);
        if !DEMO.iter().any(|names| album.has(names)) {
            continue;
        }
        appearance.choose(&app).await?;
        if album.has(&overview_screens::DEMO) {
            overview_screens::overview(&app, &album).await?;
        }
        if album.has(&demo_screens::BENEFITS) {
            demo_screens::cards(&app, &album).await?;
            demo_screens::benefit(&app, &album).await?;
        }
        if album.has(&demo_screens::REST) {
            demo_screens::alerts(&app, &album).await?;
            demo_screens::search_and_privacy(&app, &album).await?;
            demo_screens::alert_settings(&app, &album).await?;
            demo_screens::close_question(&app, &album, &session).await?;
            demo_screens::tray(&tray, &album).await?;
        }
    }
    app.terminate().await
}

/// The overview of one, three and thirty pools without a history.
async fn take_overview_sizes(binary: &Path, selection: &Selection) -> Result<()> {
    let sim = simulator::start(0, PoolSet::Demo).await?;
    let session = start_picture_session(Keyring::Unlocked).await?;
    let app = App::launch(&session, binary, &[]).await?;
    let mut added = 0;
    for (name, count) in overview_screens::SIZES.into_iter().zip([1, 3, 30]) {
        for pool in overview_screens::many(&sim).skip(added).take(count - added) {
            add_pool(&app, &sim, &pool).await?;
        }
        added = count;
        for appearance in Appearance::ALL {
            let album = Album::new(selection, appearance);
            if album.has(&[name]) {
                appearance.choose(&app).await?;
                overview_screens::of_size(&app, &album, name).await?;
            }
        }
    }
    app.close().await
}

async fn take_without_pools(binary: &Path, selection: &Selection, sim: &Sim) -> Result<()> {
    let session = start_picture_session(Keyring::Unlocked).await?;
    let app = App::launch(&session, binary, &[]).await?;
    for appearance in Appearance::ALL {
        let album = Album::new(selection, appearance);
        if album.has(&screens::WITHOUT_POOLS) {
            appearance.choose(&app).await?;
            screens::settings(&app, &album).await?;
            screens::add_pool_form(&app, &album, sim).await?;
        }
    }
    app.close().await
}

async fn take_with_pools(binary: &Path, selection: &Selection, sim: &Sim) -> Result<()> {
    let session = start_picture_session(Keyring::Unlocked).await?;
    let app = App::launch(&session, binary, &[]).await?;
    for pool in sim.pools() {
        add_pool(&app, sim, &pool).await?;
    }
    for appearance in Appearance::ALL {
        let album = Album::new(selection, appearance);
        if !album.has(&screens::WITH_POOLS) {
            continue;
        }
        appearance.choose(&app).await?;
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
async fn take_without_keyring(binary: &Path, selection: &Selection, sim: &Sim) -> Result<()> {
    let session = start_picture_session(Keyring::Absent).await?;
    let app = App::launch(&session, binary, &[]).await?;
    for pool in sim.pools().iter().take(1) {
        add_pool(&app, sim, pool).await?;
    }
    for appearance in Appearance::ALL {
        appearance.choose(&app).await?;
        screens::no_keychain(&app, &Album::new(selection, appearance)).await?;
    }
    app.close().await
}
