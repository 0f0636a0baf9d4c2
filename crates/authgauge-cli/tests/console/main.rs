//! The program as a user runs it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that can't go on fails"
)]

mod doctor;
mod documents;
#[cfg(target_os = "linux")]
mod effects;
#[cfg(unix)]
#[path = "../../../authgauge-app/tests/log/encodings.rs"]
mod encodings;
mod export;
mod fixture;
mod goldens;
mod guard;
#[path = "../../../../src-tauri/tests/window/hostile_strings.rs"]
mod hostile_strings;
#[path = "../../../genauth-sim/tests/clients/installation.rs"]
mod installation;
#[cfg(unix)]
mod live;
mod mcp;
mod metrics;
#[cfg(unix)]
mod monitoring;
mod one_truth;
mod readme;

use std::path::Path;
use std::process::{Command, Output};

use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_store::{Role, Store};
use chrono::Utc;
use genauth::Host;

fn run(data_dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_authgauge"))
        .args(args)
        .env_clear()
        .env("AUTHGAUGE_DATA_DIR", data_dir)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn version_is_the_packages() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(dir.path(), &["--version"]);
    assert!(output.status.success());
    let version = concat!("authgauge ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(stdout(&output), version);
}

#[test]
fn pools_list_shows_stored_pools_while_the_owner_has_them_open() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(dir.path(), Role::Owner, Utc::now()).unwrap();
    let pool = Pool {
        id: PoolId::random(),
        name: "Acme 生产".to_owned(),
        service: Service::GenAuth,
        host: Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    };
    store.add_pool(&pool).unwrap();
    for command in [&["pools", "list"][..], &["overview"]] {
        let output = run(dir.path(), command);
        assert!(output.status.success(), "{output:?}");
        let text = stdout(&output);
        assert!(text.contains("Acme 生产"), "{text}");
        assert!(text.contains("api.genauth.ai"), "{text}");
    }
    assert!(stdout(&run(dir.path(), &["overview"])).contains("not read yet"));
}

#[test]
fn a_missing_database_exits_5_and_is_not_created() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(dir.path(), &["pools", "list"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(output.stdout.is_empty());
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("store_failed")
    );
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_blank_data_folder_variable_counts_as_unset() {
    for blank in ["", " ", "\t\n"] {
        let home = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_authgauge"))
            .args(["pools", "add", "--name", "A"])
            .env_clear()
            .env("AUTHGAUGE_DATA_DIR", blank)
            .env("HOME", home.path())
            .current_dir(home.path())
            .output()
            .unwrap();
        assert!(!output.status.success(), "{output:?}");
        let made = std::fs::read_dir(home.path()).unwrap();
        let made: Vec<_> = made.map(|entry| entry.unwrap().file_name()).collect();
        assert!(made.iter().all(|name| name == ".local"), "{made:?}");
    }
}

#[cfg(unix)]
#[test]
fn whatever_is_missing_the_program_says_so_and_does_not_panic() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("file"), "").unwrap();
    std::fs::create_dir_all(home.path().join("folder/authgauge.db")).unwrap();
    let path = |name: &str| home.path().join(name).into_os_string();
    let no_text = std::os::unix::ffi::OsStringExt::from_vec(vec![b'd', 0xff, 0xfe]);
    let cases = [
        ("HOME", "relative".into()),
        ("HOME", "/dev/null".into()),
        ("XDG_DATA_HOME", "relative".into()),
        ("XDG_DATA_HOME", path("file")),
        ("AUTHGAUGE_DATA_DIR", path("file")),
        ("AUTHGAUGE_DATA_DIR", path("folder")),
        ("AUTHGAUGE_DATA_DIR", path("nowhere")),
        ("AUTHGAUGE_DATA_DIR", "/proc/nowhere".into()),
        ("AUTHGAUGE_DATA_DIR", "/dev/full".into()),
        ("AUTHGAUGE_DATA_DIR", no_text),
        ("LC_ALL", "xx_YY.nonsense".into()),
        ("TZ", "No/Where".into()),
    ];
    for (name, value) in &cases {
        let output = Command::new(env!("CARGO_BIN_EXE_authgauge"))
            .args(["pools", "list"])
            .env_clear()
            .env("HOME", home.path())
            .env(name, value)
            .current_dir(home.path())
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{name}={value:?}: {printed}");
        assert!(printed.starts_with("authgauge: store_failed"), "{printed}");
    }
    println!("count: {} cases of a console start that fails", cases.len());
}

#[test]
fn wrong_usage_exits_2() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run(dir.path(), &["pools"]).status.code(), Some(2));
    assert_eq!(run(dir.path(), &["--nonsense"]).status.code(), Some(2));
}
