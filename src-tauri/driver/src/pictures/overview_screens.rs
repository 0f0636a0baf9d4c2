//! The pictures of the overview.

use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, Result};
use genauth_sim::{Fault, Sim};

use super::album::Album;
use super::screens::{DEFAULT_SIZE, MINIMUM_SIZE, TALL};

/// The demo's pools: as lines, as a table, by a tile, whole, and in the smallest window.
pub(super) async fn overview(app: &App, album: &Album) -> Result<()> {
    open(app).await?;
    album.take(app, "overview").await?;
    app.click("runway-table-toggle").await?;
    app.wait_for("runway-table").await?;
    album.take(app, "overview-table").await?;
    app.click("runway-table-toggle").await?;
    app.click("tile-soon").await?;
    album.take(app, "overview-filtered").await?;
    app.click("tile-soon").await?;
    app.click("share").await?;
    app.wait_for("share-png").await?;
    album.take(app, "overview-share").await?;
    app.press_escape().await?;
    app.resize(TALL.0, TALL.1).await?;
    album.take(app, "overview-whole").await?;
    app.resize(MINIMUM_SIZE.0, MINIMUM_SIZE.1).await?;
    album.take(app, "small-overview").await?;
    app.resize(DEFAULT_SIZE.0, DEFAULT_SIZE.1).await
}

/// Pools without a history, and with keys that are rejected.
pub(super) async fn unreadable(app: &App, album: &Album, sim: &Sim) -> Result<()> {
    open(app).await?;
    album.take(app, "overview-new").await?;
    sim.set_fault(Some(Fault::RevokeKey));
    app.click("refresh-all").await?;
    app.wait_for("heat-fix").await?;
    album.take(app, "overview-unreadable").await?;
    sim.set_fault(None);
    app.click("refresh-all").await?;
    app.wait_until_gone("heat-fix").await
}

async fn open(app: &App) -> Result<()> {
    app.press(Key::Control + "0").await?;
    app.wait_for("headline").await?;
    app.wait_for("heat-row").await?;
    Ok(())
}
