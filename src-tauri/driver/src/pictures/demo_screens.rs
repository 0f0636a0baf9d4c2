//! The pictures of the demo, which has a history: sparklines, the detail view, alerts, the tray.

use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, Result, Session, Tray, TrayItem, wait_until};

use super::album::Album;
use super::screens::{DEFAULT_SIZE, TALL, TRIALS, scroll_to_bottom};
use crate::navigation::open_pool;

/// The pictures of pools and benefits with a history.
pub(super) const BENEFITS: [&str; 9] = [
    "demo",
    "demo-filling",
    "benefit",
    "benefit-figures",
    "benefit-table",
    "benefit-rules",
    "benefit-filling",
    "benefit-hidden",
    "demo-hidden",
];
/// The other pictures of the demo.
pub(super) const REST: [&str; 11] = [
    "alerts",
    "alerts-snoozed",
    "alerts-muted",
    "alerts-resolved",
    "search",
    "search-command",
    "privacy",
    "settings-alerts",
    "settings-tray",
    "close-question",
    "tray-menu",
];
/// The index of the pool that is about to reach its user limit.
const FILLING: usize = 2;

/// Cards with sparklines.
pub(super) async fn cards(app: &App, album: &Album) -> Result<()> {
    open_pool(app, TRIALS).await?;
    app.wait_for("sparkline").await?;
    album.take(app, "demo").await?;
    app.resize(TALL.0, TALL.1).await?;
    open_pool(app, FILLING).await?;
    app.wait_for("sparkline").await?;
    album.take(app, "demo-filling").await
}

/// The detail view of a benefit with resets and a plan change, and of one that is about to reach its limit.
pub(super) async fn benefit(app: &App, album: &Album) -> Result<()> {
    app.resize(TALL.0, TALL.1).await?;
    open_benefit(app, TRIALS, "SMS").await?;
    album.take(app, "benefit").await?;
    focus_day(app).await?;
    album.take(app, "benefit-figures").await?;
    app.click("detail-show-table").await?;
    app.wait_for("detail-table").await?;
    album.take(app, "benefit-table").await?;
    app.click("detail-show-table").await?;
    app.click("detail-rules").await?;
    app.wait_for("close-rules").await?;
    album.take(app, "benefit-rules").await?;
    app.click("close-rules").await?;
    app.wait_until_gone("close-rules").await?;
    open_benefit(app, FILLING, "SyncedUsers").await?;
    album.take(app, "benefit-filling").await?;
    app.resize(DEFAULT_SIZE.0, DEFAULT_SIZE.1).await?;
    hidden_benefit(app, album).await
}

/// A hidden benefit, and its pool with the list of what is hidden.
async fn hidden_benefit(app: &App, album: &Album) -> Result<()> {
    open_benefit(app, TRIALS, "SMS").await?;
    app.click("detail-hide").await?;
    app.wait_for("detail-hidden").await?;
    album.take(app, "benefit-hidden").await?;
    app.press_escape().await?;
    app.click_css("[data-testid=hidden-benefits] summary")
        .await?;
    album.take(app, "demo-hidden").await?;
    app.click("show-benefit").await?;
    app.wait_until_gone("hidden-benefits").await
}

async fn open_benefit(app: &App, pool: usize, code: &str) -> Result<()> {
    open_pool(app, pool).await?;
    let name = format!("[data-testid=benefit-card][data-code={code}] [data-testid=open-benefit]");
    app.click_css(&name).await?;
    app.wait_for_css("[data-testid=detail-chart] svg").await?;
    app.wait_for("detail-changes").await?;
    Ok(())
}

async fn focus_day(app: &App) -> Result<()> {
    let chart = app
        .wait_for_css("[data-testid=detail-chart] [role=listbox]")
        .await?;
    chart.send_keys(Key::End + Key::Left).await?;
    Ok(())
}

/// Snoozes, mutes and resolves some alerts, so that each tab of the inbox has rows.
pub(super) async fn sort_alerts(app: &App) -> Result<()> {
    app.click("bell").await?;
    act_on_first_row(app, "h").await?;
    act_on_first_row(app, "h").await?;
    act_on_first_row(app, "e").await?;
    app.click("alerts-snoozed").await?;
    act_on_first_row(app, "m").await
}

/// Presses a key of the inbox, and waits until the row has left the list.
async fn act_on_first_row(app: &App, key: &str) -> Result<()> {
    app.wait_for("alert-open").await?;
    let row: String = app.eval(FOCUS_FIRST_ROW, &[]).await?;
    app.press(key).await?;
    wait_until("the row to leave the list", async || {
        let rows: Vec<String> = app.eval(ROWS, &[]).await?;
        Ok((!rows.contains(&row)).then_some(()))
    })
    .await
}

/// The inbox in its four tabs.
pub(super) async fn alerts(app: &App, album: &Album) -> Result<()> {
    app.click("bell").await?;
    for (tab, name) in [
        ("alerts-open", "alerts"),
        ("alerts-snoozed", "alerts-snoozed"),
        ("alerts-muted", "alerts-muted"),
        ("alerts-resolved", "alerts-resolved"),
    ] {
        app.click(tab).await?;
        app.wait_for("alert-item").await?;
        album.take(app, name).await?;
    }
    Ok(())
}

/// The search, and a pool while names and figures are hidden.
pub(super) async fn search_and_privacy(app: &App, album: &Album) -> Result<()> {
    open_pool(app, TRIALS).await?;
    app.press(Key::Control + "k").await?;
    app.wait_for("search-field").await?;
    app.press("ac").await?;
    app.wait_for_css("[data-testid=search-result][data-kind=benefits]")
        .await?;
    album.take(app, "search").await?;
    app.press(Key::Control + "a").await?;
    app.press(command_word(album)).await?;
    app.wait_for_css("[data-testid=search-result][data-key^='mute ']")
        .await?;
    album.take(app, "search-command").await?;
    app.press_escape().await?;
    app.wait_until_gone("search").await?;
    app.click("privacy").await?;
    app.wait_for("privacy-mark").await?;
    open_pool(app, TRIALS).await?;
    album.take(app, "privacy").await?;
    app.click("privacy-show").await?;
    app.wait_until_gone("privacy-mark").await
}

/// What a new user calls an alert that is not to come again.
fn command_word(album: &Album) -> &'static str {
    match album.appearance.language {
        "en" => "mute",
        _ => "静音",
    }
}

const FOCUS_FIRST_ROW: &str = "const row = document.querySelector('[data-testid=alert-open]'); \
    row.focus(); return row.closest('li').dataset.alert";
const ROWS: &str = "return [...document.querySelectorAll('[data-testid=alert-item]')] \
    .map((row) => row.dataset.alert)";

/// The settings of alerts and of the tray.
pub(super) async fn alert_settings(app: &App, album: &Album) -> Result<()> {
    app.click("open-settings").await?;
    app.wait_for("settings-notify").await?;
    app.click("hook-webhook").await?;
    scroll_to(app, "settings-notify").await?;
    album.take(app, "settings-alerts").await?;
    app.click("hook-off").await?;
    scroll_to(app, "settings-start-at-login").await?;
    let first = "const list = document.querySelector('[data-testid=tray-pool]'); \
        list.selectedIndex = 1; list.dispatchEvent(new Event('change', { bubbles: true })); return null";
    app.eval::<()>(first, &[]).await?;
    app.wait_for("tray-benefit").await?;
    album.take(app, "settings-tray").await?;
    let worst = first.replace("= 1", "= 0");
    app.eval::<()>(&worst, &[]).await?;
    app.wait_until_gone("tray-benefit").await?;
    scroll_to_bottom(app).await
}

/// The dialog that closing the window opens.
pub(super) async fn close_question(app: &App, album: &Album, session: &Session) -> Result<()> {
    open_pool(app, TRIALS).await?;
    let windows = session.windows()?;
    for window in windows.of_process(app.pid())? {
        windows.close(&window)?;
    }
    app.wait_for("close-question").await?;
    album.take(app, "close-question").await?;
    app.press_escape().await?;
    app.wait_until_gone("close-question").await
}

/// The tray, once its menu is in the appearance's language.
pub(super) async fn tray(tray: &Tray, album: &Album) -> Result<()> {
    let is_english = album.appearance.language == "en";
    let is_translated = |item: &TrayItem| {
        let last = item.menu.last();
        last.is_some_and(|entry| entry.label.is_ascii() == is_english)
    };
    album.draw_tray(&tray.wait_for(is_translated).await?)
}

/// Scrolls the element's section to the top.
async fn scroll_to(app: &App, test_id: &str) -> Result<()> {
    let script = "const element = document.querySelector(`[data-testid=${arguments[0]}]`); \
        element.closest('section').scrollIntoView(); return null";
    wait_until("the section to scroll into view", async || {
        app.eval::<()>(script, &[test_id.into()]).await.map(Some)
    })
    .await
}
