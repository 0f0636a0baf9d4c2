//! Logs and copied diagnostics: complete for support, without anything confidential.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, wait_until};

use crate::fixture::{Fixture, wait_for_live_readings};

impl Fixture {
    fn logs(&self) -> PathBuf {
        self.data_dir().join("logs")
    }

    fn log_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.logs()).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Waits until the log contains `part`, and returns the whole log.
    async fn wait_for_log(&self, part: &str) -> String {
        wait_until(&format!("{part} in the log"), async || {
            let files = self.log_files().into_iter();
            let text: String = files
                .map(|file| fs::read_to_string(file).unwrap())
                .collect();
            Ok(text.contains(part).then_some(text))
        })
        .await
        .unwrap()
    }

    /// Replaces `xdg-open` by a script that records its argument, and returns the record's path.
    fn replace_xdg_open(&mut self) -> PathBuf {
        let (tools, opened) = (
            self.session.home().join("tools"),
            self.session.home().join("opened"),
        );
        fs::create_dir(&tools).unwrap();
        let script = format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", opened.display());
        let program = tools.join("xdg-open");
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let path = std::env::var("PATH").unwrap();
        self.session
            .set_env("PATH", &format!("{}:{path}", tools.display()));
        opened
    }
}

pub(crate) async fn wait_for_diagnostics(app: &App, part: &str) -> String {
    let script = "return document.querySelector('[data-testid=diagnostics]')?.textContent ?? ''";
    wait_until(&format!("{part} in the diagnostics"), async || {
        let text = app.eval::<String>(script, &[]).await?;
        Ok(text.contains(part).then_some(text))
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn log_and_diagnostics_are_complete_and_hold_no_key_or_name() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let pool = fixture.pool(0);
    fixture.add_pool(&app, &pool).await;

    let log = fixture
        .wait_for_log("refreshed usage=ok mau=ok plan=ok")
        .await;
    assert!(log.contains("started version="), "{log}");
    fixture
        .wait_for_log("keychain keychain=GNOME Keyring")
        .await;
    fixture.wait_for_log("next refresh pool=").await;
    for file in fixture.log_files() {
        assert_eq!(
            fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    app.click("open-settings").await.unwrap();
    let shown = wait_for_diagnostics(&app, "sign-in: automatic (token)").await;
    assert!(shown.contains("Web view: 2."), "{shown}");
    assert!(
        shown.contains("Keychain: GNOME Keyring, trouble: none"),
        "{shown}"
    );
    assert!(shown.contains("Log: trouble: none"), "{shown}");
    let host = fixture.sim.url().replace("http://", "");
    let home = fixture.session.home().display().to_string();
    for secret in [&pool.access_key_secret, &pool.access_key_id, &pool.name] {
        assert!(!log.contains(secret.as_str()) && !shown.contains(secret.as_str()));
    }
    assert!(!shown.contains(&host) && !shown.contains(&home), "{shown}");
    assert!(log.contains(&host), "the log has the host");

    app.click("copy-diagnostics").await.unwrap();
    app.press_escape().await.unwrap();
    wait_for_live_readings(&app).await;
    app.click("filter").await.unwrap();
    app.press(Key::Control + "v").await.unwrap();
    let pasted = async || {
        let value = app.wait_for("filter").await?.prop("value").await?;
        Ok(value.filter(|value| value.contains("Pool 1: private")))
    };
    wait_until("the diagnostics to be pasted", pasted)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_log_folder_is_opened_or_else_its_path_shown() {
    let mut fixture = Fixture::start().await;
    let opened = fixture.replace_xdg_open();
    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    fixture.wait_for_log("application opened pools=0").await;
    app.click("open-settings").await.unwrap();
    app.click("open-logs").await.unwrap();
    let logs = fixture.logs().display().to_string();
    wait_until("the folder to be opened", async || {
        let path = fs::read_to_string(&opened).unwrap_or_default();
        Ok((path == logs).then_some(()))
    })
    .await
    .unwrap();

    fs::remove_dir_all(&logs).unwrap();
    fs::write(&logs, "in the way").unwrap();
    // A second click within a second of the first opens nothing.
    wait_until("the folder's path", async || {
        app.click("open-logs").await?;
        let error = app.wait_for("error").await?.text().await?;
        Ok(error.contains(&logs).then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn without_a_log_folder_the_app_works_and_the_diagnostics_say_so() {
    let fixture = Fixture::start().await;
    fs::create_dir_all(fixture.data_dir()).unwrap();
    fs::write(fixture.logs(), "in the way").unwrap();
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.click("open-settings").await.unwrap();
    wait_for_diagnostics(&app, "Log: trouble: NotADirectory").await;
    assert_eq!(fs::read_to_string(fixture.logs()).unwrap(), "in the way");
}
