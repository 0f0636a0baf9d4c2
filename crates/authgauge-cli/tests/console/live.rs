//! Commands that ask a server, with a key from each place that a computer without a desktop has.

use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use authgauge_app::startup::{self, DataDir, system_clock};
use authgauge_core::pool::PoolId;
use authgauge_store::{Role, Store};
use chrono::Utc;
use genauth::{AccessKey, AccessKeySecret};
use genauth_sim::{Fault, Sim, SimOptions, SimPool};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::encodings;
use super::guard::files;

/// A simulated GenAuth, and a data folder with one of its pools, whose key is nowhere.
pub(crate) struct Server {
    sim: Option<Sim>,
    runtime: Runtime,
    pub(crate) pool: SimPool,
    pub(crate) dir: TempDir,
    id: String,
}

impl Server {
    pub(crate) fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let sim = runtime.block_on(Sim::start(SimOptions::default())).unwrap();
        let mut server = Self {
            pool: sim.pools().remove(0),
            sim: Some(sim),
            runtime,
            dir: tempfile::tempdir().unwrap(),
            id: String::new(),
        };
        let added = server.add("Acme");
        assert_eq!(added.status.code(), Some(0), "{added:?}");
        server.id = text(&added.stdout).trim().to_owned();
        server
    }

    pub(crate) fn sim(&self) -> &Sim {
        self.sim.as_ref().unwrap()
    }

    fn key(&self) -> String {
        let SimPool {
            access_key_id,
            access_key_secret,
            ..
        } = &self.pool;
        format!("{access_key_id}\n{access_key_secret}\n")
    }

    /// Adds the pool by standard input.
    fn add(&self, name: &str) -> Output {
        let url = self.sim().url();
        let args = [
            "pools",
            "add",
            name,
            "--service",
            "private",
            "--host",
            &url,
            "--no-keychain",
        ];
        with_input(self.command(&args), &self.key())
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_authgauge"));
        command
            .args(args)
            .env_clear()
            .env("AUTHGAUGE_DATA_DIR", "data")
            .env("HOME", self.dir.path())
            .current_dir(self.dir.path());
        command
    }

    /// Writes the key to a file with this mode.
    fn key_file(&self, name: &str, mode: u32) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, self.key()).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        path
    }

    /// The command with the key from a file.
    pub(crate) fn with_file(&self, args: &[&str]) -> Output {
        self.key_file("key", 0o600);
        let mut command = self.command(args);
        command.args(["--key-file", "key"]).output().unwrap()
    }

    /// The command with the key from variables.
    fn with_variables(&self, args: &[&str]) -> Output {
        self.command(args)
            .env("AUTHGAUGE_ACCESS_KEY_ID", &self.pool.access_key_id)
            .env("AUTHGAUGE_ACCESS_KEY_SECRET", &self.pool.access_key_secret)
            .output()
            .unwrap()
    }

    /// The command with the key from the service manager.
    pub(crate) fn with_credential(&self, name: &str, args: &[&str]) -> Output {
        self.key_file(&format!("credentials/{name}"), 0o440);
        let folder = self.dir.path().join("credentials");
        let mut command = self.command(args);
        let output = command.env("CREDENTIALS_DIRECTORY", &folder).output();
        fs::remove_dir_all(folder).unwrap();
        output.unwrap()
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// No form of the secret is in what was printed or stored.
    fn assert_no_leak(&self, output: &Output) {
        let mut places: Vec<Vec<u8>> = files(&self.data()).into_values().collect();
        places.extend([output.stdout.clone(), output.stderr.clone()]);
        for (encoding, form) in encodings::of(&self.pool.access_key_secret) {
            let holds = |place: &Vec<u8>| place.windows(form.len()).any(|part| part == form);
            assert!(!places.iter().any(holds), "{encoding}: {output:?}");
        }
    }
}

fn with_input(mut command: Command, input: &str) -> Output {
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn sources(output: &Output) -> Vec<String> {
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let benefits = document["pools"][0]["benefits"].as_array().unwrap().clone();
    benefits
        .iter()
        .map(|benefit| benefit["used"]["source"].as_str().unwrap().to_owned())
        .collect()
}

const LIVE: [&str; 3] = ["usage", "--live", "--json"];

#[test]
fn key_from_each_place_is_used_and_leaks_nowhere() {
    let server = Server::new();
    let before = files(&server.data());
    let outputs = [
        server.with_file(&LIVE),
        server.with_variables(&LIVE),
        server.with_credential(&server.id.clone(), &LIVE),
        server.with_credential("Acme", &LIVE),
    ];
    for output in &outputs {
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(sources(output).iter().all(|source| source == "live"));
        server.assert_no_leak(output);
    }
    assert!(files(&server.data()) == before, "--live writes nothing");
    println!("count: {} places of a key without a desktop", outputs.len());
}

#[test]
fn added_key_by_standard_input_leaks_nowhere() {
    let server = Server::new();
    let added = server.add("Again");
    server.assert_no_leak(&added);
    assert!(text(&added.stderr).contains("not stored"), "{added:?}");
}

#[test]
fn credential_comes_before_the_file_and_the_file_before_the_variables() {
    let server = Server::new();
    let wrong = "wrong\nwrongwrongwrongwrongwrongwrong00\n";
    fs::write(server.dir.path().join("wrong"), wrong).unwrap();
    let private = Permissions::from_mode(0o600);
    fs::set_permissions(server.dir.path().join("wrong"), private).unwrap();
    let by_file = ["usage", "--live", "--key-file", "wrong"];
    assert_eq!(
        server.with_credential("Acme", &by_file).status.code(),
        Some(0)
    );
    assert_eq!(server.with_variables(&by_file).status.code(), Some(4));
}

#[test]
fn file_that_others_may_read_is_refused_before_any_call() {
    let server = Server::new();
    server.key_file("key", 0o644);
    server.sim().clear_requests();
    let output = server
        .command(&["usage", "--live", "--key-file", "key"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(text(&output.stderr).contains("0600"), "{output:?}");
    assert_eq!(server.sim().requests().len(), 0);
}

#[test]
fn key_without_a_pool_is_for_one_pool_only() {
    let server = Server::new();
    server.add("Second");
    server.sim().clear_requests();
    assert_eq!(
        server.with_file(&["usage", "--live"]).status.code(),
        Some(2)
    );
    assert_eq!(
        server.with_variables(&["usage", "--live"]).status.code(),
        Some(4)
    );
    assert_eq!(server.sim().requests().len(), 0);
    let one = ["usage", "--live", "--pool", "Second"];
    assert_eq!(server.with_file(&one).status.code(), Some(0));
    assert_eq!(server.with_variables(&one).status.code(), Some(0));
}

#[test]
fn exit_code_tells_a_bad_key_from_a_server_that_cannot_be_asked() {
    let mut server = Server::new();
    let guard = [
        "guard",
        "--live",
        "--need",
        "0",
        "--benefit",
        "SMS",
        "--timeout",
        "2s",
    ];
    let code = |output: Output| output.status.code().unwrap();
    assert_eq!(code(server.with_file(&guard)), 0);
    assert_eq!(code(server.command(&guard).output().unwrap()), 4, "no key");
    server.sim().set_fault(Some(Fault::RevokeKey));
    assert_eq!(code(server.with_file(&guard)), 4);
    assert_eq!(code(server.with_file(&LIVE)), 4);
    let open = [&guard[..], &["--fail-open"]].concat();
    assert_eq!(code(server.with_file(&open)), 0);
    server.sim().set_fault(Some(Fault::Stall));
    assert_eq!(code(server.with_file(&guard)), 3);
    server.sim().set_fault(Some(Fault::Html(200)));
    assert_eq!(code(server.with_file(&guard)), 3);
    let sim = server.sim.take().unwrap();
    server.runtime.block_on(sim.stop());
    assert_eq!(code(server.with_file(&guard)), 3);
    assert_eq!(
        code(server.with_file(&["guard", "--need", "0", "--benefit", "SMS"])),
        0
    );
}

#[test]
fn failure_of_one_pool_is_an_error_of_the_document() {
    let server = Server::new();
    server.sim().set_fault(Some(Fault::RevokeKey));
    let output = server.with_file(&LIVE);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["errors"][0]["code"], "key_rejected");
    assert_eq!(document["errors"][0]["pool"], server.id.as_str());
    assert!(sources(&output).iter().all(|source| source == "kept"));
}

#[test]
fn refresh_stores_what_it_reads_unless_another_process_writes_and_a_key_is_given() {
    let server = Server::new();
    server.sim().set_usage(&server.pool.access_key_id, "SMS", 7);
    let used = || {
        let output = server.command(&["usage", "--json"]).output().unwrap();
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        let benefits = document["pools"][0]["benefits"].as_array().unwrap().clone();
        let sms = benefits
            .into_iter()
            .find(|benefit| benefit["code"] == "SMS");
        sms.unwrap()["used"]["value"].clone()
    };
    let before = used();
    let owner = Store::open(&server.data(), Role::Owner, Utc::now()).unwrap();
    let refused = server.with_file(&["usage", "--refresh"]);
    assert_eq!(refused.status.code(), Some(5));
    assert!(
        text(&refused.stderr).contains(&std::process::id().to_string()),
        "{refused:?}"
    );
    assert_eq!(
        server.with_file(&["usage", "--live"]).status.code(),
        Some(0)
    );
    drop(owner);
    assert_eq!(used(), before);
    assert_eq!(
        server.with_file(&["usage", "--refresh"]).status.code(),
        Some(0)
    );
    assert_eq!(used(), "7");
}

#[test]
fn refresh_asks_the_owner_and_waits() {
    let server = Server::new();
    let key = &server.pool.access_key_id;
    let data_dir = DataDir::persistent(Some(&server.data()));
    let owner = startup::open(&data_dir, "1", system_clock(), Arc::new(|| false)).unwrap();
    let id = PoolId(server.id.clone());
    let given = AccessKey::new(
        key.clone(),
        AccessKeySecret::new(server.pool.access_key_secret.clone()),
    );
    owner.hold_key(&id, given.unwrap()).unwrap();
    let running = owner.clone();
    let running = server.runtime.spawn(async move { running.run().await });
    server.sim().set_usage(key, "SMS", 4_321);
    // Without a key of its own.
    let refreshed = server
        .command(&["usage", "--refresh", "--json"])
        .output()
        .unwrap();
    assert_eq!(refreshed.status.code(), Some(0), "{refreshed:?}");
    assert!(
        text(&refreshed.stdout).contains("\"4321\""),
        "{refreshed:?}"
    );
    server.sim().set_fault(Some(Fault::RevokeKey));
    let failed = server
        .command(&["usage", "--refresh", "--json"])
        .output()
        .unwrap();
    assert_eq!(failed.status.code(), Some(4), "{failed:?}");
    let document: Value = serde_json::from_slice(&failed.stdout).unwrap();
    assert_eq!(document["errors"][0]["code"], "key_rejected");
    assert_eq!(document["errors"][0]["pool"], server.id.as_str());
    server.assert_no_leak(&failed);
    running.abort();
    let unanswered = ["usage", "--refresh", "--timeout", "1s"];
    let unanswered = server.command(&unanswered).output().unwrap();
    assert_eq!(unanswered.status.code(), Some(3), "{unanswered:?}");
    assert!(text(&unanswered.stderr).contains("did not answer"));
    let left = fs::read_dir(server.data().join("refresh")).unwrap();
    assert_eq!(left.count(), 0);
}

#[test]
fn pool_is_tested_renamed_and_removed() {
    let server = Server::new();
    let code = |args: &[&str]| {
        server
            .command(args)
            .output()
            .unwrap()
            .status
            .code()
            .unwrap()
    };
    let tested = server.with_file(&["pools", "test", "Acme"]);
    assert!(text(&tested.stdout).starts_with("ok: "), "{tested:?}");
    assert_eq!(code(&["pools", "test", "Acme"]), 4);
    assert_eq!(code(&["pools", "rename", "Acme", " "]), 2);
    assert_eq!(code(&["pools", "rename", "Acme", "Renamed"]), 0);
    assert_eq!(code(&["overview", "--pool", "Acme"]), 2);
    assert_eq!(code(&["overview", "--pool", "Renamed"]), 0);
    assert_eq!(code(&["pools", "remove", "Renamed"]), 2, "asks first");
    assert_eq!(
        code(&["pools", "remove", "Renamed", "--yes", "--leave-key"]),
        0
    );
    assert_eq!(code(&["overview", "--pool", "Renamed"]), 2);
}

#[test]
fn pool_whose_key_is_refused_is_not_added() {
    let server = Server::new();
    server.sim().set_fault(Some(Fault::RevokeKey));
    let refused = server.add("Refused");
    assert_eq!(refused.status.code(), Some(4));
    let no_key = with_input(server.command(&["pools", "add", "Empty"]), "");
    assert_eq!(no_key.status.code(), Some(4));
    let pools = server.command(&["pools", "list"]).output().unwrap();
    assert!(!text(&pools.stdout).contains("Refused"));
}

#[test]
fn a_keychain_that_stays_silent_is_named() {
    let server = Server::new();
    let bus = server.dir.path().join("bus");
    let _silent = UnixListener::bind(&bus).unwrap();
    let url = server.sim().url();
    let add = [
        "pools",
        "add",
        "Silent",
        "--service",
        "private",
        "--host",
        &url,
    ];
    for args in [&add[..], &["usage", "--live"], &["pools", "test", "Acme"]] {
        let mut command = server.command(args);
        command.args(["--timeout", "2s"]);
        command.env(
            "DBUS_SESSION_BUS_ADDRESS",
            format!("unix:path={}", bus.display()),
        );
        let refused = with_input(command, &server.key());
        assert_eq!(refused.status.code(), Some(4), "{args:?}: {refused:?}");
        assert!(
            text(&refused.stderr).contains("keychain_timed_out"),
            "{refused:?}"
        );
    }
}

#[test]
fn lines_of_the_readme_run() {
    let page = include_str!("../../../../README.md");
    let (_, section) = page.split_once("## On a server").unwrap();
    let block = section.split("```").nth(1).unwrap();
    let server = Server::new();
    server.key_file("key.txt", 0o600);
    let code = |args: &[&str]| server.command(args).status().unwrap().code().unwrap();
    assert_eq!(code(&["pools", "rename", "Acme", "Other"]), 0);
    let program = PathBuf::from(env!("CARGO_BIN_EXE_authgauge"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let lines: Vec<&str> = block.lines().filter(|line| !line.is_empty()).collect();
    for line in &lines {
        let here = line.replace("https://id.acme.internal", &server.sim().url());
        let output = Command::new("sh")
            .args(["-c", &here])
            .env_clear()
            .env("PATH", &path)
            .env("AUTHGAUGE_DATA_DIR", "data")
            .current_dir(server.dir.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        assert!(
            !text(&output.stdout).contains("cannot tell"),
            "{line}: {output:?}"
        );
    }
    assert_eq!(lines.len(), 3);
}
