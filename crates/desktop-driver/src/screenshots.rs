//! Pictures of every screen, in both themes and languages, from fixed data in the real window.

use std::path::Path;

use desktop_driver::{App, Error, Keyring, Result, Session};
use genauth_sim::{Sim, SimOptions};

use crate::{album::Album, demo_screens, form::add_pool, screens, tour::Look};

/// The simulator's port, so that the host on the pictures does not change from run to run.
const PORT: u16 = 48_710;

/// Writes every picture into `to`; or those of the demo alone, beside what is there.
pub(crate) async fn screenshots(binary: &Path, to: &Path, demo_only: bool) -> Result<()> {
    if demo_only {
        return demo(binary, to).await;
    }
    Album::clear(to)?;
    let sim = simulator().await?;
    without_pools(binary, to, &sim).await?;
    with_pools(binary, to, &sim).await?;
    demo(binary, to).await?;
    without_keyring(binary, to, &sim).await
}

async fn simulator() -> Result<Sim> {
    let options = SimOptions {
        port: PORT,
        ..SimOptions::default()
    };
    let failed = |source| Error::Io {
        what: "starting the simulator".to_owned(),
        source,
    };
    Sim::start(options).await.map_err(failed)
}

async fn without_pools(binary: &Path, to: &Path, sim: &Sim) -> Result<()> {
    let session = Session::start().await?;
    let app = App::launch(&session, binary, &[]).await?;
    for look in Look::ALL {
        look.choose(&app).await?;
        let album = Album::new(to, look);
        screens::settings(&app, &album).await?;
        screens::adding(&app, &album, sim).await?;
    }
    app.close().await
}

async fn with_pools(binary: &Path, to: &Path, sim: &Sim) -> Result<()> {
    let session = Session::start().await?;
    let app = App::launch(&session, binary, &[]).await?;
    for pool in sim.pools() {
        add_pool(&app, sim, &pool).await?;
    }
    for look in Look::ALL {
        look.choose(&app).await?;
        let album = Album::new(to, look);
        screens::pools(&app, &album).await?;
        screens::charts(&app, &album).await?;
        screens::dialogs(&app, &album).await?;
        screens::small(&app, &album).await?;
        screens::failures(&app, &album, sim).await?;
    }
    app.close().await
}

async fn demo(binary: &Path, to: &Path) -> Result<()> {
    let session = Session::start().await?;
    let tray = session.tray().await?;
    let app = App::launch(&session, binary, &["--demo"]).await?;
    for look in Look::ALL {
        look.choose(&app).await?;
        let album = Album::new(to, look);
        demo_screens::cards(&app, &album).await?;
        demo_screens::benefit(&app, &album).await?;
        demo_screens::alerts(&app, &album).await?;
        demo_screens::settings(&app, &album).await?;
        demo_screens::closing(&app, &album, &session).await?;
        demo_screens::tray(&tray, &album).await?;
    }
    app.terminate().await
}

/// That there is no keychain shows when one is needed: the first pool is kept for the session only.
async fn without_keyring(binary: &Path, to: &Path, sim: &Sim) -> Result<()> {
    let session = Session::start_with(Keyring::Absent).await?;
    let app = App::launch(&session, binary, &[]).await?;
    for pool in sim.pools().iter().take(1) {
        add_pool(&app, sim, pool).await?;
    }
    for look in Look::ALL {
        look.choose(&app).await?;
        screens::no_keychain(&app, &Album::new(to, look)).await?;
    }
    app.close().await
}
