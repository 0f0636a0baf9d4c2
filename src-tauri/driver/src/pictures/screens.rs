//! The pictures of the window without a history.

use authgauge_driver::fill_pool_form;
use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, Result, wait_until};
use genauth_sim::{Fault, Sim};

use super::album::Album;
use crate::navigation::{open_pool, wait_until_settled};

/// The default size of the window.
pub(super) const DEFAULT_SIZE: (u32, u32) = (1120, 800);
/// Shows a pool's whole page.
pub(super) const TALL: (u32, u32) = (1120, 1120);
/// The minimum size of the window.
pub(super) const MINIMUM_SIZE: (u32, u32) = (720, 520);

/// The names of the pool pictures, in the order of the sidebar.
const POOLS: [&str; 6] = [
    "pool-trials",
    "pool-healthy",
    "pool-over",
    "pool-empty",
    "pool-odd",
    "pool-ended",
];
/// The pictures of the window before a pool is added.
pub(super) const WITHOUT_POOLS: [&str; 8] = [
    "settings",
    "settings-about",
    "overview-empty",
    "add-pool",
    "add-pool-incomplete",
    "add-pool-private",
    "add-pool-tested",
    "add-pool-refused",
];
/// The pictures of pools without a history.
pub(super) const WITH_POOLS: [&str; 26] = [
    "overview-new",
    "overview-without-forecast",
    "overview-unreadable",
    "overview-unreadable-one",
    "pool-trials",
    "pool-healthy",
    "pool-over",
    "pool-empty",
    "pool-odd",
    "pool-ended",
    "pool-whole",
    "chart-6",
    "chart-24",
    "chart-figures",
    "chart-table",
    "chart-odd-periods",
    "chart-over",
    "pool-menu",
    "dialog-rename",
    "dialog-replace-key",
    "dialog-remove",
    "small-pool",
    "small-settings",
    "small-add-pool",
    "server-failing",
    "key-rejected",
];
/// The pictures without a keychain.
pub(super) const WITHOUT_KEYRING: [&str; 2] = ["keychain-absent-pool", "keychain-absent"];

pub(super) const TRIALS: usize = 0;
const OVER: usize = 2;
const ODD: usize = 4;

pub(super) async fn settings(app: &App, album: &Album) -> Result<()> {
    app.click("open-settings").await?;
    app.wait_for("settings").await?;
    album.take(app, "settings").await?;
    app.wait_for("copy-diagnostics").await?;
    scroll_to_bottom(app).await?;
    album.take(app, "settings-about").await
}

/// The form: empty, incomplete, tested, rejected.
pub(super) async fn add_pool_form(app: &App, album: &Album, sim: &Sim) -> Result<()> {
    app.press(Key::Control + "0").await?;
    app.wait_for("add-pool-form").await?;
    app.click("service-genauth").await?;
    clear_form(app).await?;
    album.take(app, "overview-empty").await?;
    app.click("add-pool").await?;
    album.take(app, "add-pool").await?;
    app.click("test-key").await?;
    album.take(app, "add-pool-incomplete").await?;
    for pool in sim.pools().iter().take(1) {
        fill_pool_form(app, sim, pool).await?;
    }
    album.take(app, "add-pool-private").await?;
    app.click("test-key").await?;
    app.wait_for("key-report").await?;
    scroll_to_bottom(app).await?;
    album.take(app, "add-pool-tested").await?;
    app.type_into("access-key-secret", "0123456789abcdef0123456789abcdef")
        .await?;
    app.click("test-key").await?;
    app.click("error-details").await?;
    album.take(app, "add-pool-refused").await?;
    clear_form(app).await
}

async fn clear_form(app: &App) -> Result<()> {
    for field in ["access-key-id", "access-key-secret", "pool-name"] {
        app.type_into(field, "").await?;
    }
    Ok(())
}

/// Every pool. Together they show every level of a card.
pub(super) async fn pools(app: &App, album: &Album) -> Result<()> {
    for (index, name) in POOLS.iter().enumerate() {
        open_pool(app, index).await?;
        album.take(app, name).await?;
    }
    app.resize(TALL.0, TALL.1).await?;
    open_pool(app, TRIALS).await?;
    album.take(app, "pool-whole").await?;
    app.resize(DEFAULT_SIZE.0, DEFAULT_SIZE.1).await
}

/// The MAU chart: its ranges, its tooltip, its table.
pub(super) async fn mau_charts(app: &App, album: &Album) -> Result<()> {
    app.resize(TALL.0, TALL.1).await?;
    open_pool(app, TRIALS).await?;
    for months in [6, 24] {
        show_months(app, months).await?;
        album.take(app, &format!("chart-{months}")).await?;
    }
    show_months(app, 12).await?;
    focus_bar(app).await?;
    album.take(app, "chart-figures").await?;
    app.click("show-table").await?;
    app.wait_for("mau-table").await?;
    album.take(app, "chart-table").await?;
    app.click("show-table").await?;
    special_periods(app, album).await?;
    app.resize(DEFAULT_SIZE.0, DEFAULT_SIZE.1).await
}

async fn special_periods(app: &App, album: &Album) -> Result<()> {
    open_pool(app, ODD).await?;
    scroll_to_bottom(app).await?;
    album.take(app, "chart-odd-periods").await?;
    open_pool(app, OVER).await?;
    scroll_to_bottom(app).await?;
    album.take(app, "chart-over").await
}

/// Chooses a range and waits for its bars: one per month, and one more when the range begins within a month.
async fn show_months(app: &App, months: usize) -> Result<()> {
    app.click(&format!("mau-range-{months}")).await?;
    wait_until(&format!("the chart of {months} months"), async || {
        let bars = app.find_all("mau-bar").await?.len();
        Ok((bars == months || bars == months + 1).then_some(()))
    })
    .await
}

/// Uses the keyboard, because the display's own pointer would end a hover.
async fn focus_bar(app: &App) -> Result<()> {
    let chart = app
        .wait_for_css("[data-testid=mau-chart] [role=listbox]")
        .await?;
    chart.send_keys(Key::Left + Key::Left).await?;
    app.wait_for("mau-tooltip").await?;
    Ok(())
}

/// The pool menu and its dialogs.
pub(super) async fn dialogs(app: &App, album: &Album) -> Result<()> {
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
        app.wait_until_gone(button).await?;
    }
    Ok(())
}

/// The window at its minimum size.
pub(super) async fn minimum_size(app: &App, album: &Album) -> Result<()> {
    app.resize(MINIMUM_SIZE.0, MINIMUM_SIZE.1).await?;
    open_pool(app, TRIALS).await?;
    album.take(app, "small-pool").await?;
    app.click("open-settings").await?;
    album.take(app, "small-settings").await?;
    app.click("add-pool").await?;
    album.take(app, "small-add-pool").await?;
    app.resize(DEFAULT_SIZE.0, DEFAULT_SIZE.1).await
}

/// A server error and a rejected key. The last readings stay on screen.
pub(super) async fn errors(app: &App, album: &Album, sim: &Sim) -> Result<()> {
    open_pool(app, TRIALS).await?;
    for (fault, name) in [
        (Fault::ServerError(503), "server-failing"),
        (Fault::RevokeKey, "key-rejected"),
    ] {
        sim.set_fault(Some(fault));
        app.click("refresh").await?;
        app.click("error-details").await?;
        wait_until_settled(app).await?;
        album.take(app, name).await?;
        sim.set_fault(None);
        app.click("refresh").await?;
        app.wait_until_gone("error-details").await?;
        wait_until_settled(app).await?;
    }
    Ok(())
}

pub(super) async fn no_keychain(app: &App, album: &Album) -> Result<()> {
    open_pool(app, TRIALS).await?;
    album.take(app, "keychain-absent-pool").await?;
    app.click("add-pool").await?;
    app.wait_for("keychain-trouble").await?;
    album.take(app, "keychain-absent").await
}

pub(super) async fn scroll_to_bottom(app: &App) -> Result<()> {
    app.eval::<()>(
        "document.querySelector('main').scrollTop = 1e6; return null",
        &[],
    )
    .await
}
