//! Searches for access keys and tokens where they must not be. A [`KeyLeakWatch`] is part of every window test.

use desktop_driver::{Canary, LeakWatch, Session};
use genauth_sim::{Sim, SimPool};

/// Characters that escaping changes.
const ESCAPED_PREFIX: &str = "+/&=%<";

/// A secret of characters that escaping changes and of letters that it does not; the letters are the canary.
pub(crate) fn canary_secret(pool: &SimPool) -> String {
    const LETTERS: &[u8; 16] = b"KestrlBmngpQwvxz";
    // The simulator's own secret can't be the canary: in a demo, the simulator is in the app's process.
    let digits = pool.access_key_secret.chars();
    let letters = digits.filter_map(|digit| LETTERS.get(digit.to_digit(16)? as usize));
    let letters: String = letters.map(|&letter| char::from(letter)).collect();
    format!("{ESCAPED_PREFIX}{letters}")
}

/// The letters of a canary secret, which no escaping changes.
pub(crate) fn unescaped_part(pool: &SimPool) -> &str {
    pool.access_key_secret.trim_start_matches(ESCAPED_PREFIX)
}

/// Finds the pool's secret in every encoding.
pub(crate) fn secret_canary(pool: &SimPool) -> Canary {
    Canary::new(unescaped_part(pool))
}

/// Finds every token of the pool: each has the access key's ID in its base64.
pub(crate) fn token_canary(pool: &SimPool) -> Canary {
    Canary::in_base64(&pool.access_key_id)
}

/// Fails the test on drop when a key or token is in the session's files, processes or pages.
pub(crate) struct KeyLeakWatch(LeakWatch);

impl KeyLeakWatch {
    pub(crate) fn start(session: &Session, sim: &Sim) -> Self {
        let pools = sim.pools();
        let canaries = pools
            .iter()
            .flat_map(|pool| [secret_canary(pool), token_canary(pool)]);
        Self(LeakWatch::start(session, Canary::any_of(canaries)))
    }
}

impl Drop for KeyLeakWatch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let report = self.0.search();
        print_count(
            report.files + report.processes + report.pages,
            "files, processes and pages searched for the canary key",
        );
        assert!(report.matches.is_empty(), "{:#?}", report.matches);
    }
}

#[expect(clippy::print_stdout, reason = "xtask reads the counts")]
pub(crate) fn print_count(count: impl TryInto<u64>, of_what: &str) {
    println!("count: {} {of_what}", count.try_into().unwrap_or_default());
}
