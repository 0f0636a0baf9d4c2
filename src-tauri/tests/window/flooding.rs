//! A page that asks for the same thing hundreds of times starts it about once a second.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use desktop_driver::App;

use crate::fixture::Fixture;

const CALLS: usize = 300;

/// Writes a script that counts its starts, a byte for each.
fn counting_script(path: &Path) -> PathBuf {
    let count = path.with_extension("count");
    let script = format!(
        "#!/bin/sh\ncat > /dev/null\nprintf x >> '{}'\n",
        count.display()
    );
    fs::write(path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    count
}

/// Calls a command 300 times at once, and returns the answers: `done`, or an error code.
async fn call(app: &App, command: &str) -> Vec<String> {
    let script = "const [command, calls] = arguments; \
        const call = () => window.__TAURI_INTERNALS__.invoke(command, {}).then(() => 'done', (error) => error.code); \
        return Promise.all(Array.from({ length: calls }, call))";
    app.eval(script, &[command.into(), CALLS.into()])
        .await
        .unwrap()
}

#[tokio::test]
async fn three_hundred_calls_start_no_more_than_one_program_a_second() {
    let mut fixture = Fixture::start().await;
    let tools = fixture.session.home().join("tools");
    fs::create_dir(&tools).unwrap();
    let opened = counting_script(&tools.join("xdg-open"));
    let path = std::env::var("PATH").unwrap();
    let tools_first = format!("{}:{path}", tools.display());
    fixture.session.set_env("PATH", &tools_first);
    let called = counting_script(&tools.join("hook"));
    let config = fixture
        .session
        .home()
        .join(".config/org.authgauge.Authgauge");
    fs::create_dir_all(&config).unwrap();
    fs::set_permissions(&config, fs::Permissions::from_mode(0o700)).unwrap();
    let hooks = config.join("hooks.toml");
    fs::write(
        &hooks,
        format!("[[program]]\npath = \"{}\"\n", tools.join("hook").display()),
    )
    .unwrap();
    fs::set_permissions(&hooks, fs::Permissions::from_mode(0o600)).unwrap();

    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    for (command, count) in [("open_logs", opened), ("test_hook", called)] {
        let start = Instant::now();
        let answers = call(&app, command).await;
        let seconds = usize::try_from(start.elapsed().as_secs()).unwrap();
        let done = answers.iter().filter(|answer| *answer == "done").count();
        let busy = answers.iter().filter(|answer| *answer == "busy").count();
        assert_eq!(done + busy, CALLS, "{command}: {answers:?}");
        assert!(
            (1..=seconds + 1).contains(&done),
            "{command}: {done} in {seconds} s"
        );
        let started = fs::read(&count).unwrap_or_default().len();
        assert!(started <= done, "{command}: {started} of {done}");
    }
    println!("count: 2 cases of a page that asks 300 times at once");
}
