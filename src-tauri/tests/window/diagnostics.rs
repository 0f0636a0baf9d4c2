//! What there is for whoever has to find out why something does not work.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, until};

use crate::owner::{Owner, fresh_figures};

impl Owner {
    fn logs(&self) -> PathBuf {
        self.data_dir().join("logs")
    }

    fn log_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.logs()).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Waits until this stands in the log, and gives all of it.
    async fn reads_in_log(&self, part: &str) -> String {
        until(&format!("{part} in the log"), async || {
            let files = self.log_files().into_iter();
            let text: String = files
                .map(|file| fs::read_to_string(file).unwrap())
                .collect();
            Ok(text.contains(part).then_some(text))
        })
        .await
        .unwrap()
    }

    /// Puts a file manager of the desktop in the way, which writes down what it is to open.
    fn hires_file_manager(&mut self) -> PathBuf {
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

async fn diagnostics_with(app: &App, part: &str) -> String {
    let script = "return document.querySelector('[data-testid=diagnostics]')?.textContent ?? ''";
    until(&format!("{part} in the diagnostics"), async || {
        let text = app.eval::<String>(script, &[]).await?;
        Ok(text.contains(part).then_some(text))
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn what_happened_is_logged_and_what_is_copied_holds_nothing_of_the_owners() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    let pool = owner.pool(0);
    owner.adds(&app, &pool).await;

    let log = owner
        .reads_in_log("refreshed usage=ok mau=ok plan=ok")
        .await;
    assert!(log.contains("started version="), "{log}");
    owner
        .reads_in_log("keys are kept keychain=GNOME Keyring")
        .await;
    owner.reads_in_log("next refresh pool=").await;
    for file in owner.log_files() {
        assert_eq!(
            fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    app.click("open-settings").await.unwrap();
    let shown = diagnostics_with(&app, "sign-in: automatic (token)").await;
    assert!(shown.contains("Web view: 2."), "{shown}");
    assert!(
        shown.contains("Keychain: GNOME Keyring, trouble: none"),
        "{shown}"
    );
    assert!(shown.contains("Log: trouble: none"), "{shown}");
    let host = owner.sim.url().replace("http://", "");
    let home = owner.session.home().display().to_string();
    for secret in [&pool.access_key_secret, &pool.access_key_id, &pool.name] {
        assert!(!log.contains(secret.as_str()) && !shown.contains(secret.as_str()));
    }
    assert!(!shown.contains(&host) && !shown.contains(&home), "{shown}");
    assert!(log.contains(&host), "on this machine it is of use");

    app.click("copy-diagnostics").await.unwrap();
    app.press_escape().await.unwrap();
    fresh_figures(&app).await;
    app.click("filter").await.unwrap();
    app.press(Key::Control + "v").await.unwrap();
    let pasted = async || {
        let value = app.wait_for("filter").await?.prop("value").await?;
        Ok(value.filter(|value| value.contains("Pool 1: private")))
    };
    until("the diagnostics to be pasted", pasted).await.unwrap();
}

#[tokio::test]
async fn the_folder_of_the_logs_is_shown_or_told_by_its_path() {
    let mut owner = Owner::arrives().await;
    let opened = owner.hires_file_manager();
    let app = owner.opens_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    owner.reads_in_log("opened pools=0").await;
    app.click("open-settings").await.unwrap();
    app.click("open-logs").await.unwrap();
    let logs = owner.logs().display().to_string();
    until("the folder to be shown", async || {
        let shown = fs::read_to_string(&opened).unwrap_or_default();
        Ok((shown == logs).then_some(()))
    })
    .await
    .unwrap();

    fs::remove_dir_all(&logs).unwrap();
    fs::write(&logs, "in the way").unwrap();
    app.click("open-logs").await.unwrap();
    app.wait_text("error", &logs).await.unwrap();
}

#[tokio::test]
async fn without_a_place_for_the_log_all_else_works_and_the_diagnostics_say_so() {
    let owner = Owner::arrives().await;
    fs::create_dir_all(owner.data_dir()).unwrap();
    fs::write(owner.logs(), "in the way").unwrap();
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    app.click("open-settings").await.unwrap();
    diagnostics_with(&app, "Log: trouble: NotADirectory").await;
    assert_eq!(fs::read_to_string(owner.logs()).unwrap(), "in the way");
}
