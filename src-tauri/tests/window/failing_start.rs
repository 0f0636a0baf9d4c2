//! A start in which a step fails: the window opens all the same, or the program says why it doesn't.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command};

use authgauge_driver::wait_for_cards;
use desktop_driver::{App, Keyring, Session, wait_until};

use crate::failing_start_steps::{Step, steps};
use crate::fixture::{BINARY, Fixture};

#[tokio::test]
async fn whatever_step_of_the_start_fails_the_window_opens_or_the_program_says_why() {
    let session = Session::start_with(Keyring::Absent).await.unwrap();
    let steps = steps();
    for (number, step) in steps.iter().enumerate() {
        let home = session.home().join(format!("home-{number}"));
        let output = home.with_extension("log");
        let mut program = start(&session, &home, step, &output);
        let printed = || fs::read_to_string(&output).unwrap();
        match step.printed {
            Some(text) => {
                let status = wait_until("the program to exit", async || {
                    Ok(program.try_wait().unwrap())
                });
                assert_eq!(status.await.unwrap().code(), Some(1), "{}", step.name);
                assert!(printed().contains(text), "{}: {}", step.name, printed());
            }
            None => {
                wait_for_window(&session, &mut program, step, &output).await;
                end(&mut program, step).await;
            }
        }
        assert!(
            !printed().contains("panicked"),
            "{}: {}",
            step.name,
            printed()
        );
    }
    println!(
        "count: {} cases of a step of the start that fails",
        steps.len()
    );
}

#[tokio::test]
async fn a_file_in_the_place_of_the_data_folder_is_named_and_the_session_works() {
    let fixture = Fixture::start().await;
    fs::write(fixture.data_dir(), "a file").unwrap();
    let app = fixture.open_app().await;
    let banner = app
        .wait_for_text("store-trouble", "Changes are not being saved")
        .await
        .unwrap();
    assert!(
        banner.contains("in the place of the data folder"),
        "{banner}"
    );
    assert!(
        banner.contains(fixture.data_dir().to_str().unwrap()),
        "{banner}"
    );
    fixture.add_pool(&app, &fixture.pool(0)).await;
    assert_eq!(fixture.session.keyring_items().await.unwrap(), []);
    app.close().await.unwrap();
    assert_eq!(fs::read_to_string(fixture.data_dir()).unwrap(), "a file");
}

#[tokio::test]
async fn a_read_only_disk_is_named_and_its_pools_are_shown() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.close().await.unwrap();
    if !Command::new("unshare")
        .args(["-m", "true"])
        .status()
        .unwrap()
        .success()
    {
        println!("not checked: a read-only disk, which needs the right to mount");
        return;
    }
    let data_dir = fixture.data_dir();
    let launcher = fixture.session.home().join("on-a-read-only-disk");
    let folder = data_dir.display();
    let mount =
        format!("mount --bind '{folder}' '{folder}' && mount -o remount,bind,ro '{folder}'");
    let script = format!(
        "#!/bin/sh\nexec unshare -m sh -c \"{mount} && exec '{BINARY}' \\\"\\$@\\\"\" sh \"$@\"\n"
    );
    fs::write(&launcher, script).unwrap();
    fs::set_permissions(&launcher, fs::Permissions::from_mode(0o700)).unwrap();
    let args = ["--data-dir", data_dir.to_str().unwrap()];
    let app = App::launch_through(&fixture.session, &launcher, Path::new(BINARY), &args)
        .await
        .unwrap();
    let banner = app
        .wait_for_text("store-trouble", "is read-only")
        .await
        .unwrap();
    assert!(banner.contains(data_dir.to_str().unwrap()), "{banner}");
    assert!(!wait_for_cards(&app).await.unwrap().is_empty());
    assert!(!app.output().contains("panicked"), "{}", app.output());
}

fn start(session: &Session, home: &Path, step: &Step, output: &Path) -> Child {
    let mut command = match step.through {
        [] => session.command(BINARY),
        [launcher, arguments @ ..] => {
            let mut command = session.command(launcher);
            command.args(arguments).arg(BINARY);
            command
        }
    };
    for (name, folder) in [
        ("HOME", ""),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_RUNTIME_DIR", "run"),
        ("TMPDIR", "tmp"),
    ] {
        fs::create_dir_all(home.join(folder)).unwrap();
        command.env(name, home.join(folder));
    }
    fs::set_permissions(home.join("run"), fs::Permissions::from_mode(0o700)).unwrap();
    (step.fail)(home, &mut command);
    let printed = File::create(output).unwrap();
    command.current_dir(home).stderr(printed).spawn().unwrap()
}

async fn wait_for_window(session: &Session, program: &mut Child, step: &Step, output: &Path) {
    let windows = session.windows().unwrap();
    let opened = wait_until("the window", async || {
        if let Some(status) = program.try_wait().unwrap() {
            let printed = fs::read_to_string(output).unwrap();
            panic!("{}: {status}: {printed}", step.name);
        }
        let own = windows.of_process(program.id())?;
        Ok(own
            .iter()
            .any(|window| window.title == "Authgauge")
            .then_some(()))
    });
    if let Err(error) = opened.await {
        let _ = program.kill();
        panic!("{}: {error}", step.name);
    }
}

/// Ends the program as a desktop does at logout.
async fn end(program: &mut Child, step: &Step) {
    let pid = program.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    let status = wait_until("the program to exit", async || {
        Ok(program.try_wait().unwrap())
    });
    assert_eq!(status.await.unwrap().code(), Some(0), "{}", step.name);
}
