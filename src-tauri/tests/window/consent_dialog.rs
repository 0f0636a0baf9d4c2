//! A webhook needs the owner's consent in a window of its own, which the page can't answer.

use std::process::Command;

use desktop_driver::{App, Windows, processes, wait_until};
use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::page_faults::log;

const HOST: &str = "hooks.example.com";

/// What `printf` would change is in the path.
const WEBHOOK: &str = "https://hooks.example.com/100%25n/%2Fp?to=a%20b";

fn is_dialog(address: &str) -> bool {
    address.starts_with("tauri://localhost/consent.html#")
}

fn is_main(address: &str) -> bool {
    !is_dialog(address)
}

/// The stored hook setting. Asked from the main page.
async fn stored_hook(app: &App) -> Value {
    let script = "return window.__TAURI_INTERNALS__.invoke('overview', {}).then((overview) => overview.settings.hook)";
    app.eval(script, &[]).await.unwrap()
}

const YES_IS_READY: &str = "return document.getElementById('yes')?.disabled === false";

async fn type_webhook(app: &App) {
    app.click("open-settings").await.unwrap();
    app.click("hook-webhook").await.unwrap();
    app.type_into("hook-url", WEBHOOK).await.unwrap();
}

/// Waits until the program has this many windows.
async fn wait_for_windows(windows: &Windows, app: &App, count: usize) {
    wait_until(&format!("{count} windows"), async || {
        Ok((windows.of_process(app.pid())?.len() == count).then_some(()))
    })
    .await
    .unwrap();
}

/// After this many Noes the page waits until it may ask again.
async fn wait_after_noes(noes: u32) {
    let pause = std::time::Duration::from_secs(1 << (noes - 1));
    tokio::time::sleep(pause + std::time::Duration::from_millis(200)).await;
}

/// Asks, and waits for the dialog with the focus on No.
async fn ask(windows: &Windows, app: &App) {
    app.click("hook-save").await.unwrap();
    wait_for_windows(windows, app, 2).await;
    app.drive_page(is_dialog).await.unwrap();
    wait_until("the focus", async || {
        let script = "return document.hasFocus() && document.activeElement.id === 'no'";
        Ok(app.eval::<bool>(script, &[]).await?.then_some(()))
    })
    .await
    .unwrap();
}

async fn assert_refused(windows: &Windows, app: &App) {
    wait_for_windows(windows, app, 1).await;
    app.drive_page(is_main).await.unwrap();
    app.wait_for_css("[data-testid=error][data-code=not_confirmed]")
        .await
        .unwrap();
    assert_eq!(stored_hook(app).await, json!({ "kind": "off" }));
}

#[tokio::test]
async fn the_dialog_shows_what_is_called_and_every_key_is_a_no() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let windows = fixture.session.windows().unwrap();
    type_webhook(&app).await;

    ask(&windows, &app).await;
    let text = async |id: &str| app.text(id).await.unwrap();
    assert_eq!(text("consent-host").await, HOST);
    assert_eq!(text("consent-address").await, WEBHOOK);
    assert_eq!(
        text("consent-question").await,
        "Send each alert to this server?"
    );
    assert!(text("consent-shared").await.contains("Never a key."));
    windows.press_return().unwrap();
    assert_refused(&windows, &app).await;

    wait_after_noes(1).await;
    ask(&windows, &app).await;
    windows.press_escape().unwrap();
    assert_refused(&windows, &app).await;

    wait_after_noes(2).await;
    ask(&windows, &app).await;
    let dialog = windows.of_process(app.pid()).unwrap().pop().unwrap();
    windows.close(&dialog).unwrap();
    assert_refused(&windows, &app).await;

    // At once, the page opens no other.
    app.click("hook-save").await.unwrap();
    app.wait_for_css("[data-testid=error][data-code=busy]")
        .await
        .unwrap();
    assert_eq!(windows.of_process(app.pid()).unwrap().len(), 1);

    // Two Returns, as on a form.
    wait_after_noes(3).await;
    ask(&windows, &app).await;
    windows.press_return().unwrap();
    windows.press_return().unwrap();
    wait_until("no dialog", async || {
        match windows.of_process(app.pid())?.len() {
            1 => Ok(Some(())),
            _ => windows.press_escape().map(|()| None),
        }
    })
    .await
    .unwrap();
    app.drive_page(is_main).await.unwrap();
    assert_eq!(stored_hook(&app).await, json!({ "kind": "off" }));
    assert!(fixture.session.keyring_items().await.unwrap().is_empty());
}

/// The processes that run a page.
fn pages(app: &App) -> Vec<u32> {
    let mut pids = processes::tree(app.pid());
    pids.retain(|pid| processes::name(*pid).starts_with("WebKitWeb"));
    pids
}

#[tokio::test]
async fn a_dialog_whose_page_ended_is_a_no() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let windows = fixture.session.windows().unwrap();
    type_webhook(&app).await;
    let main = pages(&app);
    ask(&windows, &app).await;
    let dialog = pages(&app).into_iter().filter(|pid| !main.contains(pid));
    for pid in dialog {
        let killed = Command::new("kill")
            .args(["-KILL", &pid.to_string()])
            .status();
        assert!(killed.unwrap().success());
    }
    // WebDriver's session ends with the process.
    wait_for_windows(&windows, &app, 1).await;
    wait_until("the answer", async || {
        let log = log(&fixture.data_dir());
        Ok(log
            .contains("agree to a webhook agreed=false")
            .then_some(()))
    })
    .await
    .unwrap();
}

/// What code in the page may try while the dialog is open.
const ATTACKS: [&str; 6] = [
    "location.href = '/consent/yes'",
    "fetch('/consent/yes').catch(() => null)",
    "window.open('', 'consent')",
    "window.open('/consent/yes', '_blank')",
    "const form = document.createElement('form'); form.action = '/consent/yes'; document.body.append(form); form.submit()",
    "for (const key of ['Tab', ' ', 'Enter']) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))",
];

#[tokio::test]
async fn the_page_cannot_answer_the_dialog_and_the_dialog_calls_no_command() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let windows = fixture.session.windows().unwrap();
    type_webhook(&app).await;
    ask(&windows, &app).await;
    // The dialog's Yes is ready, and still nothing of the page reaches it.
    app.wait_for_css("[data-testid=consent-yes]:not([disabled])")
        .await
        .unwrap();
    let call =
        "return window.__TAURI_INTERNALS__.invoke('overview', {}).then(() => true, () => false)";
    assert!(!app.eval::<bool>(call, &[]).await.unwrap());
    app.drive_page(is_main).await.unwrap();
    for attack in ATTACKS {
        let attack = format!("{attack}; return null");
        app.eval::<Option<bool>>(&attack, &[]).await.unwrap();
    }
    println!(
        "count: {} ways in which a page may try to agree",
        ATTACKS.len()
    );
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(windows.of_process(app.pid()).unwrap().len(), 2);
    app.drive_page(is_dialog).await.unwrap();
    app.click("consent-no").await.unwrap();
    wait_for_windows(&windows, &app, 1).await;
    app.drive_page(is_main).await.unwrap();
    assert_eq!(stored_hook(&app).await, json!({ "kind": "off" }));
}

#[tokio::test]
async fn yes_stores_the_webhook_and_binds_it_in_the_keychain() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let windows = fixture.session.windows().unwrap();
    type_webhook(&app).await;
    ask(&windows, &app).await;
    app.wait_for_css("[data-testid=consent-yes]:not([disabled])")
        .await
        .unwrap();
    // On a busy machine the backend may see the focus later than the page: then Yes is asked for once more.
    wait_until("the dialog to close", async || {
        if windows.of_process(app.pid())?.len() == 1 {
            return Ok(Some(()));
        }
        if app.eval::<bool>(YES_IS_READY, &[]).await? {
            app.click_to_close("consent-yes").await?;
        }
        Ok(None)
    })
    .await
    .unwrap();
    app.drive_page(is_main).await.unwrap();
    let hook = wait_until("the webhook to be stored", async || {
        let hook = stored_hook(&app).await;
        Ok((hook["kind"] == "webhook").then_some(hook))
    });
    assert_eq!(hook.await.unwrap()["url"], WEBHOOK);
    let items = fixture.session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert!(!items[0].contains(HOST), "a digest");
    let state = "return window.__TAURI_INTERNALS__.invoke('overview', {}).then((overview) => overview.webhook)";
    assert_eq!(app.eval::<String>(state, &[]).await.unwrap(), "agreed");
}
