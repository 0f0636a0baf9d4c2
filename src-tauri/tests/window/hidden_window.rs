//! The app with its window closed to the tray: notifications, the tray menu, reopening.

use authgauge_driver::pools;
use chrono::TimeDelta;
use desktop_driver::{App, MenuEntry, TrayItem, count_colours, processes, wait_until};
use genauth_sim::Fault;

use crate::fixture::{BINARY, Fixture, wait_for_live_readings, wait_for_used};
use crate::tray_fixture::TrayFixture;

const SYNCED_USERS: &str = "SyncedUsers";
const SYNCED_USERS_NAME: &str = "Directory-synced users";

/// The names of WebKit's processes below the app.
fn web_processes(app: &App) -> Vec<String> {
    let pids = processes::tree(app.pid()).into_iter();
    pids.map(processes::name)
        .filter(|name| name.starts_with("WebKitWeb"))
        .collect()
}

async fn wait_for_no_web_process(app: &App) {
    wait_until("the web processes to exit", async || {
        Ok(web_processes(app).is_empty().then_some(()))
    })
    .await
    .unwrap();
}

async fn wait_for_detail(app: &App, code: &str) {
    let detail = format!("[data-testid=benefit-detail][data-code={code}]");
    app.wait_for_css(&detail).await.unwrap();
}

#[tokio::test]
async fn reaching_80_percent_while_hidden_notifies_once_and_a_click_opens_the_benefit() {
    let fixture = TrayFixture::start().await;
    let pool = fixture.base.pool(2);
    // The usage is about 73 % 40 days ago, and reaches 100 % 50 days later.
    fixture.clock.advance(TimeDelta::days(-40));
    let app = fixture.open_app_with(&pool).await;
    fixture.close_to_tray(&app).await;
    wait_for_no_web_process(&app).await;
    assert_eq!(fixture.notifications_containing(SYNCED_USERS_NAME), []);

    fixture.clock.advance(TimeDelta::days(16));
    fixture.refresh().await;
    let received = fixture.notifications.wait_for(SYNCED_USERS_NAME);
    let received = received.await.unwrap();
    assert!(received.contains("80%"), "{received:?}");
    assert!(received.contains(&pool.name), "{received:?}");
    assert!(app.has_no_page().await);
    assert_eq!(web_processes(&app), Vec::<String>::new());

    fixture.notifications.click(received.id).await.unwrap();
    app.wait_for_new_page().await.unwrap();
    wait_for_detail(&app, SYNCED_USERS).await;
    app.click("bell").await.unwrap();
    app.wait_for_text("alert-list", SYNCED_USERS_NAME)
        .await
        .unwrap();

    // The stored choice applies: no dialog opens.
    fixture.close_window(&app).await;
    app.wait_for_no_page().await.unwrap();
    fixture.click_menu("Quit").await;
    app.wait_for_exit().await.unwrap();

    assert_restart_repeats_no_alert(&fixture, &pool.access_key_id).await;
}

async fn assert_restart_repeats_no_alert(fixture: &TrayFixture, key: &str) {
    let app = fixture.base.open_app().await;
    wait_for_live_readings(&app).await;
    // The next alert shows that there was none before it.
    fixture.base.sim.set_usage(key, SYNCED_USERS, 4_600);
    fixture.refresh().await;
    let received = fixture.notifications.wait_for("90%").await.unwrap();
    assert!(received.contains(SYNCED_USERS_NAME), "{received:?}");
    assert_eq!(fixture.notifications_containing(SYNCED_USERS_NAME).len(), 2);

    // The usage is reset and grows again.
    fixture.base.sim.set_usage(key, SYNCED_USERS, 40);
    fixture.refresh().await;
    wait_for_used(&app, SYNCED_USERS, "40").await;
    fixture.base.sim.set_usage(key, SYNCED_USERS, 4_100);
    fixture.refresh().await;
    let received = wait_until("a third notification", async || {
        let received = fixture.notifications_containing(SYNCED_USERS_NAME);
        Ok((received.len() == 3).then_some(received))
    })
    .await
    .unwrap();
    assert!(received[2].contains("80%"));
    assert!(received.iter().all(|one| one.app == "Authgauge"));
}

#[tokio::test]
async fn a_rejected_key_notifies_while_hidden_and_a_click_opens_its_pool() {
    let fixture = TrayFixture::start().await;
    let app = fixture.open_app_with(&fixture.base.pool(1)).await;
    fixture.close_to_tray(&app).await;
    fixture.base.sim.set_fault(Some(Fault::RevokeKey));
    fixture.refresh().await;
    let received = fixture.notifications.wait_for("rejected").await.unwrap();
    assert!(received.contains("Acme Staging"), "{received:?}");
    fixture.notifications.click(received.id).await.unwrap();
    app.wait_for_new_page().await.unwrap();
    app.wait_for_text("notice", "access key").await.unwrap();
}

/// Clicks a choice and waits until it is stored, which is after the page shows it.
async fn choose_on_close(app: &App, choice: &str, to_tray: bool) {
    app.click(choice).await.unwrap();
    let stored = "return window.__TAURI_INTERNALS__.invoke('overview', {}) \
        .then((overview) => overview.settings.close_to_tray)";
    wait_until("the choice to be stored", async || {
        let stored: Option<bool> = app.eval(stored, &[]).await?;
        Ok((stored == Some(to_tray)).then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn the_close_dialog_can_be_cancelled_and_each_choice_in_the_settings_applies() {
    let fixture = TrayFixture::start().await;
    let app = fixture.open_app_with(&fixture.base.pool(1)).await;
    fixture.close_window(&app).await;
    app.wait_for("close-question").await.unwrap();
    app.press_escape().await.unwrap();
    app.wait_until_gone("close-question").await.unwrap();

    app.click("open-settings").await.unwrap();
    choose_on_close(&app, "close-to-tray-keep", true).await;
    fixture.close_window(&app).await;
    app.wait_for_no_page().await.unwrap();
    fixture.click_menu("Open Authgauge").await;
    app.wait_for_new_page().await.unwrap();
    app.wait_for("settings").await.unwrap();

    choose_on_close(&app, "close-to-tray-quit", false).await;
    fixture.close_window(&app).await;
    app.wait_for_exit().await.unwrap();
}

#[tokio::test]
async fn a_closed_window_reopens_at_the_same_benefit_with_one_web_process() {
    let fixture = TrayFixture::start().await;
    let app = fixture.open_app_with(&fixture.base.pool(1)).await;
    app.click_css("[data-testid=benefit-card][data-code=Email] [data-testid=open-benefit]")
        .await
        .unwrap();
    wait_for_detail(&app, "Email").await;
    fixture.close_to_tray(&app).await;
    for _ in 0..2 {
        wait_for_no_web_process(&app).await;
        fixture.click_menu("Open Authgauge").await;
        app.wait_for_new_page().await.unwrap();
        wait_for_detail(&app, "Email").await;
        assert_eq!(web_processes(&app).len(), 1);
        fixture.close_window(&app).await;
        app.wait_for_no_page().await.unwrap();
    }
    // Starting the program again opens the window too.
    let mut second = fixture.base.session.command(BINARY);
    let data_dir = fixture.base.data_dir();
    let status = second.arg("--data-dir").arg(data_dir).status().unwrap();
    assert!(status.success());
    app.wait_for_new_page().await.unwrap();
}

fn labels(item: &TrayItem) -> Vec<&str> {
    item.menu.iter().map(|entry| entry.label.as_str()).collect()
}

#[tokio::test]
async fn the_tray_menu_lists_each_pool_with_its_worst_benefit() {
    let fixture = TrayFixture::start().await;
    let app = fixture.open_app_with(&fixture.base.pool(1)).await;
    app.click("add-pool").await.unwrap();
    fixture.base.add_pool(&app, &fixture.base.pool(2)).await;
    let is_over = |entry: &MenuEntry| entry.label.contains("集团员工: SMS messages 131%");
    let item = fixture.tray.wait_for(|item| item.menu.iter().any(is_over));
    let item = item.await.unwrap();
    let labels = labels(&item);
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
    let icon = item.icon.as_ref().unwrap();
    assert!(count_colours(&icon.png).unwrap() > 2);

    // A pool's entry opens the pool.
    fixture.click_menu("Acme Staging").await;
    wait_until("the pool to be open", async || {
        let pools = pools(&app).await?;
        let open = pools.iter().find(|pool| pool.current);
        Ok(open
            .is_some_and(|pool| pool.text.contains("Acme Staging"))
            .then_some(()))
    })
    .await
    .unwrap();
    fixture.click_menu("Quit").await;
    app.wait_for_exit().await.unwrap();
}

#[tokio::test]
async fn without_a_tray_closing_the_window_exits_and_the_settings_say_so() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.click("open-settings").await.unwrap();
    app.wait_for("no-tray").await.unwrap();
    let windows = fixture.session.windows().unwrap();
    let window = windows.of_process(app.pid()).unwrap().pop().unwrap();
    windows.close(&window).unwrap();
    app.wait_for_exit().await.unwrap();
}
