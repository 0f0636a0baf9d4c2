//! Where an access key and its token must not be found. Every window test is watched over; these are the
//! tests that are about nothing else.

use std::path::Path;
use std::process::Command;

use desktop_driver::{App, Canary, Session, Watch, memory, until};
use genauth_sim::{Sim, SimPool};

use crate::owner::{Owner, fresh_figures};

/// What every way of escaping changes.
const SIGNS: &str = "+/&=%<";

/// A secret with signs that every way of escaping changes, and letters that none does: those are the canary.
pub(crate) fn key(pool: &SimPool) -> String {
    const LETTERS: &[u8; 16] = b"KestrlBmngpQwvxz";
    let digits = pool.access_key_secret.chars();
    // Not the simulator's own secret, which a demo has in the app's process.
    let letters = digits.filter_map(|digit| LETTERS.get(digit.to_digit(16)? as usize));
    let letters: String = letters.map(|&letter| char::from(letter)).collect();
    format!("{SIGNS}{letters}")
}

/// The pool's secret in every form.
fn secret(pool: &SimPool) -> Canary {
    Canary::new(pool.access_key_secret.trim_start_matches(SIGNS))
}

/// Every token of the pool: each has the access key's ID in it, within its base64.
fn token(pool: &SimPool) -> Canary {
    Canary::in_base64(&pool.access_key_id)
}

/// Sees to it that a test leaves no key anywhere, and fails it if it does.
pub(crate) struct KeyWatch(Watch);

impl KeyWatch {
    pub(crate) fn over(session: &Session, sim: &Sim) -> Self {
        let pools = sim.pools();
        let canaries = pools.iter().flat_map(|pool| [secret(pool), token(pool)]);
        Self(Watch::over(session, Canary::flock(canaries)))
    }
}

impl Drop for KeyWatch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let searched = self.0.search();
        let all = searched.files + searched.processes + searched.pages;
        count(
            all,
            "files, processes and pages searched for the canary key",
        );
        assert!(searched.hits.is_empty(), "{:#?}", searched.hits);
    }
}

#[expect(clippy::print_stdout, reason = "what was covered is printed")]
fn count(number: impl TryInto<u64>, what: &str) {
    println!("count: {} {what}", number.try_into().unwrap_or_default());
}

/// Finds key and token in the app's memory, removes the pool, and finds them no more.
async fn forgets(owner: &Owner, app: &App, pool: &SimPool) {
    let search = |canary: Canary| memory::search(app.pid(), &canary).unwrap();
    let copies = [search(secret(pool)), search(token(pool))].map(|seen| seen.hits.len());
    assert!(
        copies.iter().all(|&copies| copies > 0),
        "the search sees what is in use"
    );
    app.click("pool-menu").await.unwrap();
    app.click("remove-pool").await.unwrap();
    app.click("confirm-remove").await.unwrap();
    until("no pool to be left", async || {
        Ok(app.pools().await?.is_empty().then_some(()))
    })
    .await
    .unwrap();
    assert!(owner.session.keyring_items().await.unwrap().is_empty());
    let [key, token] = [search(secret(pool)), search(token(pool))];
    let found: usize = copies.iter().sum();
    count(
        found,
        "copies of a key or its token in memory before its pool was removed",
    );
    count(key.bytes >> 20, "MiB of memory searched for them after");
    assert_eq!(key.hits, Vec::<String>::new());
    assert_eq!(token.hits, Vec::<String>::new());
}

#[tokio::test]
async fn a_typed_key_and_its_token_are_gone_from_memory_with_their_pool() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    forgets(&owner, &app, &owner.pool(0)).await;
}

#[tokio::test]
async fn so_are_a_key_from_the_keychain_and_its_token() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    app.close().await.unwrap();
    let app = owner.opens_app().await;
    fresh_figures(&app).await;
    forgets(&owner, &app, &owner.pool(0)).await;
}

#[tokio::test]
async fn a_crash_writes_no_key_down() {
    let owner = Owner::arrives().await;
    let pool = owner.pool(0);
    let app = owner.opens_app().await;
    owner.adds(&app, &pool).await;
    app.close().await.unwrap();
    for signal in ["-ABRT", "-SEGV"] {
        let app = owner.opens_app().await;
        fresh_figures(&app).await;
        let process = format!("/proc/{}", app.pid());
        // 1 is the only limit at which a dump is not even handed to a program that collects them.
        let allowed = if core_limits("/proc/self")[1] == "0" {
            ["0", "0"]
        } else {
            ["1", "1"]
        };
        assert_eq!(core_limits(&process), allowed);
        let folder = std::fs::read_link(format!("{process}/cwd")).unwrap();
        let before = cores(&folder);
        assert!(
            !memory::search(app.pid(), &secret(&pool))
                .unwrap()
                .hits
                .is_empty()
        );
        // Rust's own handler lets the first SIGSEGV pass that no address is to blame for.
        until("the app to end", async || {
            Command::new("kill")
                .args([signal, &app.pid().to_string()])
                .status()
                .unwrap();
            Ok((!app.lives()).then_some(()))
        })
        .await
        .unwrap();
        assert_eq!(cores(&folder), before);
        assert!(secret(&pool).find(app.log().as_bytes()).is_empty());
    }
}

/// How long a dump may be, and how long it may be made.
fn core_limits(process: &str) -> [String; 2] {
    let limits = std::fs::read_to_string(format!("{process}/limits")).unwrap();
    let of_cores = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max core file size"));
    let mut of_cores = of_cores.unwrap().split_whitespace().map(str::to_owned);
    [of_cores.next().unwrap(), of_cores.next().unwrap()]
}

fn cores(folder: &Path) -> Vec<std::ffi::OsString> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.as_encoded_bytes().starts_with(b"core"))
        .collect()
}
