//! What only a Authgauge with a past can show: lines on cards, a benefit's own screen, alerts, the tray.

use desktop_driver::{App, Result, Session, Tray, TrayItem, thirtyfour::Key, until};

use crate::{
    album::Album,
    screens::{TALL, TRIALS, WINDOW, bottom},
    tour::open_pool,
};

/// The pool whose users fill up.
const FILLING: usize = 2;

/// Cards with their lines.
pub(crate) async fn cards(app: &App, album: &Album) -> Result<()> {
    open_pool(app, TRIALS).await?;
    app.wait_for("sparkline").await?;
    album.take(app, "demo").await?;
    app.resize(TALL.0, TALL.1).await?;
    open_pool(app, FILLING).await?;
    app.wait_for("sparkline").await?;
    album.take(app, "demo-filling").await?;
    Ok(())
}

/// One benefit: with resets and a change of plan, and one that is about to be full.
pub(crate) async fn benefit(app: &App, album: &Album) -> Result<()> {
    app.resize(TALL.0, TALL.1).await?;
    open_benefit(app, TRIALS, "SMS").await?;
    album.take(app, "benefit").await?;
    point_at_day(app).await?;
    album.take(app, "benefit-figures").await?;
    app.click("detail-show-table").await?;
    app.wait_for("detail-table").await?;
    album.take(app, "benefit-table").await?;
    app.click("detail-show-table").await?;
    app.click("detail-rules").await?;
    app.wait_for("close-rules").await?;
    album.take(app, "benefit-rules").await?;
    app.click("close-rules").await?;
    app.wait_gone("close-rules").await?;
    open_benefit(app, FILLING, "SyncedUsers").await?;
    album.take(app, "benefit-filling").await?;
    app.resize(WINDOW.0, WINDOW.1).await
}

async fn open_benefit(app: &App, pool: usize, code: &str) -> Result<()> {
    open_pool(app, pool).await?;
    let name = format!("[data-testid=benefit-card][data-code={code}] [data-testid=open-benefit]");
    app.click_css(&name).await?;
    app.wait_for_css("[data-testid=detail-chart] svg").await?;
    app.wait_for("detail-changes").await?;
    Ok(())
}

/// By keyboard, as with the other chart.
async fn point_at_day(app: &App) -> Result<()> {
    let chart = app
        .wait_for_css("[data-testid=detail-chart] [role=listbox]")
        .await?;
    chart.send_keys(Key::End + Key::Left).await?;
    Ok(())
}

/// The list of alerts.
pub(crate) async fn alerts(app: &App, album: &Album) -> Result<()> {
    app.click("bell").await?;
    app.wait_for("alert-item").await?;
    album.take(app, "alerts").await?;
    Ok(())
}

/// What the settings say of alerts and of the tray.
pub(crate) async fn settings(app: &App, album: &Album) -> Result<()> {
    app.click("open-settings").await?;
    app.wait_for("settings-notify").await?;
    app.click("hook-webhook").await?;
    show(app, "settings-notify").await?;
    album.take(app, "settings-alerts").await?;
    app.click("hook-off").await?;
    bottom(app).await
}

/// The question that closing the window asks.
pub(crate) async fn closing(app: &App, album: &Album, session: &Session) -> Result<()> {
    open_pool(app, TRIALS).await?;
    let windows = session.windows()?;
    for window in windows.of_process(app.pid())? {
        windows.close(&window)?;
    }
    app.wait_for("close-question").await?;
    album.take(app, "close-question").await?;
    app.press_escape().await?;
    app.wait_gone("close-question").await
}

/// The tray's icon and menu, once they speak the look's language.
pub(crate) async fn tray(tray: &Tray, album: &Album) -> Result<()> {
    let english = album.look.language == "en";
    let speaks = |item: &TrayItem| {
        let last = item.menu.last();
        last.is_some_and(|entry| entry.label.is_ascii() == english)
    };
    album.take_tray(&tray.wait_for(speaks).await?)?;
    Ok(())
}

/// Scrolls so that this is near the top.
async fn show(app: &App, test_id: &str) -> Result<()> {
    let there = "const of = document.querySelector(`[data-testid=${arguments[0]}]`); \
        of.closest('section').scrollIntoView(); return null";
    until("the page to be scrolled", async || {
        app.eval::<()>(there, &[test_id.into()]).await.map(Some)
    })
    .await
}
