//! The pictures of the overview.

use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, Result, wait_until};
use genauth_sim::{Fault, Sim, SimPool};

use super::album::Album;
use super::screens::{DEFAULT_SIZE, MINIMUM_SIZE, TALL};

/// The pictures of the demo.
pub(super) const DEMO: [&str; 9] = [
    "overview",
    "overview-table",
    "overview-filtered",
    "overview-share",
    "overview-whole",
    "small-overview",
    "zoomed-overview",
    "zoomed-pool",
    "overview-privacy",
];

/// The pictures of one, three and thirty pools.
pub(super) const SIZES: [&str; 3] = ["overview-one", "overview-three", "overview-thirty"];

/// The demo's pools: as lines, as a table, by a tile, whole, in the smallest window, enlarged, and hidden.
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
    app.resize(DEFAULT_SIZE.0, DEFAULT_SIZE.1).await?;
    enlarged(app, album).await?;
    app.press(Key::Control + Key::Shift + "h").await?;
    app.wait_for("privacy-mark").await?;
    open(app).await?;
    album.take(app, "overview-privacy").await?;
    app.click("privacy-show").await?;
    app.wait_until_gone("privacy-mark").await
}

/// At 200 %.
async fn enlarged(app: &App, album: &Album) -> Result<()> {
    let width: u32 = app.eval("return innerWidth", &[]).await?;
    for _ in 0..ENLARGEMENTS {
        app.press(Key::Control + "=").await?;
    }
    wait_for_width(app, width / 2).await?;
    album.take(app, "zoomed-overview").await?;
    // WebDriver clicks beside what is enlarged.
    app.press(Key::Control + "3").await?;
    app.wait_for("benefit-card").await?;
    album.take(app, "zoomed-pool").await?;
    app.press(Key::Control + "0").await?;
    wait_for_width(app, width).await
}

/// From 100 to 200 %: 110, 125, 150, 175, 200.
const ENLARGEMENTS: usize = 5;

async fn wait_for_width(app: &App, expected: u32) -> Result<()> {
    wait_until(&format!("a width of {expected}"), async || {
        let width: u32 = app.eval("return innerWidth", &[]).await?;
        Ok((width == expected).then_some(()))
    })
    .await
}

/// Pools without a history, one of them and then all with keys that are rejected.
pub(super) async fn unreadable(app: &App, album: &Album, sim: &Sim) -> Result<()> {
    open(app).await?;
    album.take(app, "overview-new").await?;
    app.click_css("[data-testid=without-forecast] summary")
        .await?;
    app.wait_for_css("[data-testid=without-forecast] li")
        .await?;
    album.take(app, "overview-without-forecast").await?;
    sim.set_fault(Some(Fault::RevokeKey));
    app.press(Key::Control + "2").await?;
    app.click("refresh").await?;
    app.wait_for("error-details").await?;
    sim.set_fault(None);
    open(app).await?;
    app.wait_for("heat-fix").await?;
    album.take(app, "overview-unreadable-one").await?;
    sim.set_fault(Some(Fault::RevokeKey));
    app.click("refresh-all").await?;
    wait_until("all keys to be rejected", async || {
        Ok((app.find_all("heat-fix").await?.len() > 1).then_some(()))
    })
    .await?;
    album.take(app, "overview-unreadable").await?;
    sim.set_fault(None);
    app.click("refresh-all").await?;
    app.wait_until_gone("heat-fix").await
}

/// Thirty pools and more: the demo's, each in several regions. The first one is healthy.
pub(super) fn many(sim: &Sim) -> impl Iterator<Item = SimPool> {
    let mut pools = sim.pools();
    pools.rotate_left(1);
    let regions = ["", " Asia", " Test"];
    regions.into_iter().flat_map(move |region| {
        pools.clone().into_iter().map(move |pool| SimPool {
            name: format!("{}{region}", pool.name),
            ..pool
        })
    })
}

pub(super) async fn of_size(app: &App, album: &Album, name: &str) -> Result<()> {
    open(app).await?;
    album.take(app, name).await
}

async fn open(app: &App) -> Result<()> {
    app.press(Key::Control + "0").await?;
    app.wait_for("headline").await?;
    app.wait_for("heat-row").await?;
    Ok(())
}
