use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use authgauge_app::HooksFileProblem;
use serde_json::{Value, json};

use super::alerts::AlertFixture;
use super::*;

/// A configuration folder, and the file that the program named in it writes.
struct Programs {
    folder: TempDir,
}

impl Programs {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    /// Names a program that writes what it reads to the output.
    fn name_one(&self) {
        let script = "cat > \"$1.part\" && mv \"$1.part\" \"$1\"";
        let arguments = json!(["-c", script, "sh", self.output()]);
        self.write(&format!(
            "[[program]]\npath = '/bin/sh'\narguments = {arguments}\n"
        ));
    }

    fn write(&self, text: &str) {
        fs::write(self.file(), text).unwrap();
        self.set_mode(0o600);
    }

    fn set_mode(&self, mode: u32) {
        fs::set_permissions(self.file(), fs::Permissions::from_mode(mode)).unwrap();
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("hooks.toml")
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("note")
    }

    /// What the program was given since the last call.
    fn note(&self) -> Option<Value> {
        let text = fs::read_to_string(self.output()).ok()?;
        fs::remove_file(self.output()).unwrap();
        Some(serde_json::from_str(&text).unwrap())
    }
}

async fn all_called(app: &App) {
    tokio::time::timeout(Duration::from_secs(60), app.testing().hooks_called())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_program_named_in_hooks_toml_receives_each_alert_without_a_restart() {
    let programs = Programs::new();
    let mut alerts = AlertFixture::new().await;
    alerts.config_folder = Some(programs.folder.path().to_owned());
    alerts.restart();
    alerts.use_percent(50.0).await;
    assert_eq!(
        alerts.app.test_hook().await.unwrap_err().reason(),
        Some("off")
    );

    programs.name_one();
    alerts.app.test_hook().await.unwrap();
    assert_eq!(programs.note().unwrap()["event"], "test");
    assert_eq!(alerts.app.overview().hook_programs.programs.len(), 1);
    alerts.use_percent(85.0).await;
    all_called(&alerts.app).await;
    let note = programs.note().unwrap();
    assert_eq!(note["alert"]["percent"], 80);
    assert_eq!(note["subject"]["code"], alerts.code.as_str());
    assert_eq!(note["pool"]["name"], "Acme");

    programs.set_mode(0o644);
    alerts.use_percent(95.0).await;
    all_called(&alerts.app).await;
    assert_eq!(programs.note(), None);
    let shown = alerts.app.overview().hook_programs;
    assert_eq!(shown.refused, Some(HooksFileProblem::NotPrivate));
    assert_eq!(shown.programs, []);
    assert_eq!(shown.file, programs.file().display().to_string());
}

#[tokio::test]
async fn a_program_in_the_database_or_the_data_folder_is_not_run() {
    let programs = Programs::new();
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let hook = json!({ "kind": "command", "program": "/bin/sh", "arguments": ["-c", "touch x"] });
    plant_settings(&alerts.dir, &json!({ "near_percent": 42, "hook": hook }));
    programs.name_one();
    fs::copy(programs.file(), alerts.dir.join("hooks.toml")).unwrap();

    alerts.restart();
    assert_eq!(alerts.app.overview().settings.near_percent, 42);
    alerts.use_percent(85.0).await;
    all_called(&alerts.app).await;
    assert_eq!(programs.note(), None);
    assert_eq!(
        alerts.app.test_hook().await.unwrap_err().reason(),
        Some("off")
    );
}
