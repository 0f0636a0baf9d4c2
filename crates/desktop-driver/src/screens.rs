//! One after the other, every screen that there is a picture of.

use desktop_driver::{App, Result, thirtyfour::Key, until};
use genauth_sim::{Fault, Sim};

use crate::{
    album::Album,
    form::Typed,
    tour::{open_pool, settled},
};

/// The size the window opens with.
pub(crate) const WINDOW: (u32, u32) = (1120, 800);
/// Large enough for a pool's whole page.
pub(crate) const TALL: (u32, u32) = (1120, 1120);
/// The smallest size there is.
const SMALL: (u32, u32) = (720, 520);

/// The simulator's pools, in the order of the sidebar.
const POOLS: [&str; 6] = [
    "pool-trials",
    "pool-healthy",
    "pool-over",
    "pool-empty",
    "pool-odd",
    "pool-ended",
];
pub(crate) const TRIALS: usize = 0;
const OVER: usize = 2;
const ODD: usize = 4;

pub(crate) async fn settings(app: &App, album: &Album) -> Result<()> {
    app.click("open-settings").await?;
    app.wait_for("settings").await?;
    album.take(app, "settings").await?;
    app.wait_for("copy-diagnostics").await?;
    bottom(app).await?;
    album.take(app, "settings-about").await?;
    Ok(())
}

/// First run: empty, incomplete, tested, refused.
pub(crate) async fn adding(app: &App, album: &Album, sim: &Sim) -> Result<()> {
    app.click("add-pool").await?;
    app.click("service-genauth").await?;
    empty_form(app).await?;
    album.take(app, "add-pool").await?;
    app.click("test-key").await?;
    album.take(app, "add-pool-incomplete").await?;
    tested(app, album, sim).await?;
    app.type_into("access-key-secret", "0123456789abcdef0123456789abcdef")
        .await?;
    app.click("test-key").await?;
    app.click("error-details").await?;
    album.take(app, "add-pool-refused").await?;
    empty_form(app).await
}

async fn tested(app: &App, album: &Album, sim: &Sim) -> Result<()> {
    for pool in sim.pools().iter().take(1) {
        let typed = Typed {
            host: &sim.url(),
            id: &pool.access_key_id,
            secret: &pool.access_key_secret,
            name: &pool.name,
        };
        typed.fill(app).await?;
    }
    album.take(app, "add-pool-private").await?;
    app.click("test-key").await?;
    app.wait_for("key-report").await?;
    bottom(app).await?;
    album.take(app, "add-pool-tested").await?;
    Ok(())
}

async fn empty_form(app: &App) -> Result<()> {
    for field in ["access-key-id", "access-key-secret", "pool-name"] {
        app.type_into(field, "").await?;
    }
    Ok(())
}

/// Every pool: together they show every state of a card.
pub(crate) async fn pools(app: &App, album: &Album) -> Result<()> {
    for (place, name) in POOLS.iter().enumerate() {
        open_pool(app, place).await?;
        album.take(app, name).await?;
    }
    app.resize(TALL.0, TALL.1).await?;
    open_pool(app, TRIALS).await?;
    album.take(app, "pool-whole").await?;
    app.resize(WINDOW.0, WINDOW.1).await
}

/// The chart: its ranges, its figures on focus, its table.
pub(crate) async fn charts(app: &App, album: &Album) -> Result<()> {
    app.resize(TALL.0, TALL.1).await?;
    open_pool(app, TRIALS).await?;
    for months in [6, 24] {
        chart_of(app, months).await?;
        album.take(app, &format!("chart-{months}")).await?;
    }
    chart_of(app, 12).await?;
    point_at_bar(app).await?;
    album.take(app, "chart-figures").await?;
    app.click("show-table").await?;
    app.wait_for("mau-table").await?;
    album.take(app, "chart-table").await?;
    app.click("show-table").await?;
    odd_periods(app, album).await?;
    app.resize(WINDOW.0, WINDOW.1).await
}

async fn odd_periods(app: &App, album: &Album) -> Result<()> {
    open_pool(app, ODD).await?;
    bottom(app).await?;
    album.take(app, "chart-odd-periods").await?;
    open_pool(app, OVER).await?;
    bottom(app).await?;
    album.take(app, "chart-over").await?;
    Ok(())
}

/// Chooses a range and waits for its chart: a bar a month, and one more where the range begins
/// within a month.
async fn chart_of(app: &App, months: usize) -> Result<()> {
    app.click(&format!("mau-range-{months}")).await?;
    until(&format!("the chart of {months} months"), async || {
        let bars = app.by_test_id("mau-bar").await?.len();
        Ok((bars == months || bars == months + 1).then_some(()))
    })
    .await
}

/// By keyboard: the display's own pointer lies somewhere too, and takes the hover back.
async fn point_at_bar(app: &App) -> Result<()> {
    let chart = app
        .wait_for_css("[data-testid=mau-chart] [role=listbox]")
        .await?;
    chart.send_keys(Key::Left + Key::Left).await?;
    app.wait_for("mau-tooltip").await?;
    Ok(())
}

/// Everything that asks.
pub(crate) async fn dialogs(app: &App, album: &Album) -> Result<()> {
    open_pool(app, TRIALS).await?;
    app.click("pool-menu").await?;
    album.take(app, "pool-menu").await?;
    app.press_escape().await?;
    for (entry, button, name) in [
        ("rename-pool", "confirm-rename", "dialog-rename"),
        ("replace-key", "confirm-replace", "dialog-replace-key"),
        ("remove-pool", "confirm-remove", "dialog-remove"),
    ] {
        app.click("pool-menu").await?;
        app.click(entry).await?;
        app.wait_for(button).await?;
        album.take(app, name).await?;
        app.press_escape().await?;
        app.wait_gone(button).await?;
    }
    Ok(())
}

/// The smallest window there is.
pub(crate) async fn small(app: &App, album: &Album) -> Result<()> {
    app.resize(SMALL.0, SMALL.1).await?;
    open_pool(app, TRIALS).await?;
    album.take(app, "small-pool").await?;
    app.click("open-settings").await?;
    album.take(app, "small-settings").await?;
    app.click("add-pool").await?;
    album.take(app, "small-add-pool").await?;
    app.resize(WINDOW.0, WINDOW.1).await
}

/// The server fails, then the key is refused; the figures from before stay.
pub(crate) async fn failures(app: &App, album: &Album, sim: &Sim) -> Result<()> {
    open_pool(app, TRIALS).await?;
    for (fault, name) in [
        (Fault::ServerError(503), "server-failing"),
        (Fault::RevokeKey, "key-rejected"),
    ] {
        sim.set_fault(Some(fault));
        app.click("refresh").await?;
        app.click("error-details").await?;
        settled(app).await?;
        album.take(app, name).await?;
        sim.set_fault(None);
        app.click("refresh").await?;
        app.wait_gone("error-details").await?;
        settled(app).await?;
    }
    Ok(())
}

pub(crate) async fn no_keychain(app: &App, album: &Album) -> Result<()> {
    open_pool(app, TRIALS).await?;
    album.take(app, "keychain-absent-pool").await?;
    app.click("add-pool").await?;
    app.wait_for("keychain-trouble").await?;
    album.take(app, "keychain-absent").await?;
    Ok(())
}

/// Scrolls to the page's end.
pub(crate) async fn bottom(app: &App) -> Result<()> {
    app.eval::<()>(
        "document.querySelector('main').scrollTop = 1e6; return null",
        &[],
    )
    .await
}
