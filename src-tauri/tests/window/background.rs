//! Authgauge without its window: what it does in the tray, tells the owner, and opens again.

use chrono::TimeDelta;
use desktop_driver::{App, processes, until};
use genauth_sim::Fault;

use crate::desk::Desk;
use crate::owner::{Owner, fresh_figures};

const SYNCED: &str = "SyncedUsers";
const SYNCED_NAME: &str = "Directory-synced users";

/// The processes of the app that are WebKit's and show pages.
fn web_processes(app: &App) -> Vec<String> {
    let family = processes::family(app.pid())
        .into_iter()
        .map(processes::name);
    family
        .filter(|name| name.starts_with("WebKitWeb"))
        .collect()
}

/// A process takes a moment to end.
async fn no_web_process(app: &App) {
    until("no process to show a page", async || {
        Ok(web_processes(app).is_empty().then_some(()))
    })
    .await
    .unwrap();
}

async fn opens_detail_of(app: &App, code: &str) {
    let detail = format!("[data-testid=benefit-detail][data-code={code}]");
    app.wait_for_css(&detail).await.unwrap();
}

#[tokio::test]
async fn a_benefit_that_crosses_80_percent_while_hidden_is_told_once_and_a_click_opens_it() {
    let desk = Desk::is_set_up().await;
    let pool = desk.owner.pool(2);
    // 40 days ago about 73 % were used, and all of them 50 days later.
    desk.clock.advance(TimeDelta::days(-40));
    let app = desk.opens_app_with(&pool).await;
    desk.keeps_in_tray(&app).await;
    no_web_process(&app).await;
    assert_eq!(desk.told_of(SYNCED_NAME), []);

    desk.clock.advance(TimeDelta::days(16));
    desk.refreshes().await;
    let told = desk.notifications.wait_for(SYNCED_NAME).await.unwrap();
    assert!(told.says("80%"), "{told:?}");
    assert!(told.says(&pool.name), "{told:?}");
    assert!(app.has_no_page().await);
    assert_eq!(web_processes(&app), Vec::<String>::new());

    desk.notifications.click(told.id).await.unwrap();
    app.wait_reopened().await.unwrap();
    opens_detail_of(&app, SYNCED).await;
    app.click("bell").await.unwrap();
    app.wait_text("alert-list", SYNCED_NAME).await.unwrap();

    // The owner's choice is known: nobody asks again.
    desk.closes_window(&app).await;
    app.wait_hidden().await.unwrap();
    desk.chooses("Quit").await;
    app.wait_end().await.unwrap();

    restart_tells_nothing_twice(&desk, &pool.access_key_id).await;
}

async fn restart_tells_nothing_twice(desk: &Desk, key: &str) {
    let app = desk.owner.opens_app().await;
    fresh_figures(&app).await;
    // What is told next shows that nothing was told before it.
    desk.owner.sim.set_usage(key, SYNCED, 4_600);
    desk.refreshes().await;
    let told = desk.notifications.wait_for("90%").await.unwrap();
    assert!(told.says(SYNCED_NAME), "{told:?}");
    assert_eq!(desk.told_of(SYNCED_NAME).len(), 2);

    // A new period begins, and fills up again.
    desk.owner.sim.set_usage(key, SYNCED, 40);
    desk.refreshes().await;
    card_says(&app, SYNCED, "40").await;
    desk.owner.sim.set_usage(key, SYNCED, 4_100);
    desk.refreshes().await;
    until("the third", async || {
        Ok((desk.told_of(SYNCED_NAME).len() == 3).then_some(()))
    })
    .await
    .unwrap();
    assert!(desk.told_of(SYNCED_NAME)[2].says("80%"));
    assert!(
        desk.told_of(SYNCED_NAME)
            .iter()
            .all(|told| told.app == "Authgauge")
    );
}

async fn card_says(app: &App, code: &str, used: &str) {
    until("the figure", async || {
        let cards = app.cards().await?;
        let says = |card: &desktop_driver::CardSeen| {
            card.code == code && card.used.as_deref() == Some(used)
        };
        Ok(cards.iter().any(says).then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_rejected_key_is_told_while_hidden_and_its_pool_opened() {
    let desk = Desk::is_set_up().await;
    let app = desk.opens_app_with(&desk.owner.pool(1)).await;
    desk.keeps_in_tray(&app).await;
    desk.owner.sim.set_fault(Some(Fault::RevokeKey));
    desk.refreshes().await;
    let told = desk.notifications.wait_for("rejected").await.unwrap();
    assert!(told.says("Acme Staging"), "{told:?}");
    desk.notifications.click(told.id).await.unwrap();
    app.wait_reopened().await.unwrap();
    app.wait_text("notice", "access key").await.unwrap();
}

/// Chooses in the settings, and waits until Authgauge knows: the page shows it a moment before.
async fn choose(app: &App, choice: &str, keep: bool) {
    app.click(choice).await.unwrap();
    let chosen = "return window.__TAURI_INTERNALS__.invoke('overview', {}) \
        .then((overview) => overview.settings.close_to_tray)";
    until("the choice to be kept", async || {
        let told: Option<bool> = app.eval(chosen, &[]).await?;
        Ok((told == Some(keep)).then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn closing_is_asked_once_and_each_answer_is_kept() {
    let desk = Desk::is_set_up().await;
    let app = desk.opens_app_with(&desk.owner.pool(1)).await;
    // Not yet: the window stays.
    desk.closes_window(&app).await;
    app.wait_for("close-question").await.unwrap();
    app.press_escape().await.unwrap();
    app.wait_gone("close-question").await.unwrap();

    app.click("open-settings").await.unwrap();
    choose(&app, "close-to-tray-keep", true).await;
    desk.closes_window(&app).await;
    app.wait_hidden().await.unwrap();
    // It opens where it was.
    desk.chooses("Open Authgauge").await;
    app.wait_reopened().await.unwrap();
    app.wait_for("settings").await.unwrap();

    choose(&app, "close-to-tray-quit", false).await;
    desk.closes_window(&app).await;
    app.wait_end().await.unwrap();
}

#[tokio::test]
async fn a_closed_window_opens_at_the_same_benefit_and_leaves_no_page_behind() {
    let desk = Desk::is_set_up().await;
    let app = desk.opens_app_with(&desk.owner.pool(1)).await;
    app.click_css("[data-testid=benefit-card][data-code=Email] [data-testid=open-benefit]")
        .await
        .unwrap();
    opens_detail_of(&app, "Email").await;
    desk.keeps_in_tray(&app).await;
    for _ in 0..2 {
        no_web_process(&app).await;
        desk.chooses("Open Authgauge").await;
        app.wait_reopened().await.unwrap();
        opens_detail_of(&app, "Email").await;
        assert_eq!(web_processes(&app).len(), 1);
        desk.closes_window(&app).await;
        app.wait_hidden().await.unwrap();
    }
    // Whoever starts it again wants to see it.
    let mut second = desk.owner.session.command(crate::owner::AUTHGAUGE);
    let data_dir = desk.owner.data_dir();
    let ended = second.arg("--data-dir").arg(data_dir).status().unwrap();
    assert!(ended.success());
    app.wait_reopened().await.unwrap();
}

#[tokio::test]
async fn the_tray_has_each_pool_with_its_worst_benefit_and_a_way_out() {
    let desk = Desk::is_set_up().await;
    let app = desk.opens_app_with(&desk.owner.pool(1)).await;
    app.click("add-pool").await.unwrap();
    desk.owner.adds(&app, &desk.owner.pool(2)).await;
    let over = desk.tray.wait_for(|item| {
        item.menu
            .iter()
            .any(|entry| entry.label.contains("集团员工: SMS messages 131%"))
    });
    let item = over.await.unwrap();
    let labels: Vec<&str> = item.menu.iter().map(|entry| entry.label.as_str()).collect();
    assert!(
        labels
            .iter()
            .any(|label| label.starts_with("Acme Staging: ") && label.contains('%')),
        "{labels:?}"
    );
    assert!(
        labels.ends_with(&["", "Refresh all", "Open Authgauge", "", "Quit"]),
        "{labels:?}"
    );
    let icon = item.icon.unwrap();
    assert!(desktop_driver::colours(&icon.png).unwrap() > 2);

    // A pool's own entry opens it.
    desk.chooses("Acme Staging").await;
    until("that pool", async || {
        let pools = app.pools().await?;
        let open = pools.iter().find(|pool| pool.current);
        Ok(open
            .is_some_and(|pool| pool.text.contains("Acme Staging"))
            .then_some(()))
    })
    .await
    .unwrap();
    desk.chooses("Quit").await;
    app.wait_end().await.unwrap();
}

#[tokio::test]
async fn without_a_tray_closing_ends_it_and_the_settings_say_so() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    app.click("open-settings").await.unwrap();
    app.wait_for("no-tray").await.unwrap();
    let windows = owner.session.windows().unwrap();
    let window = windows.of_process(app.pid()).unwrap().pop().unwrap();
    windows.close(&window).unwrap();
    app.wait_end().await.unwrap();
}
