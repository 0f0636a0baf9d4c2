//! Runs the calls against each fault.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use genauth::{Auth, Brand, Client, ClientLimits, ClientOptions, Error};
use genauth_sim::{Fault as Injected, Sim, SimOptions};
use tokio::task::JoinSet;

use crate::common::{day, key, no_retries, options};

/// The code of a successful call.
pub(super) const OK: &str = "ok";
pub(super) const NOT_UNDERSTOOD: &str = "answer_not_understood";
pub(super) const UNREACHABLE: &str = "unreachable";
pub(super) const TIMED_OUT: &str = "timed_out";
pub(super) const UNTRUSTED: &str = "tls_untrusted";

/// A call that takes longer than this never ends.
const NEVER: Duration = Duration::from_secs(120);

pub(super) const CALLS: [&str; 3] = ["usage", "mau", "plan"];

/// A fault and its expected code.
pub(super) struct Fault {
    pub(super) name: String,
    pub(super) injected: Injected,
    pub(super) code: &'static str,
    /// Whether the call ends by its timeout.
    pub(super) times_out: bool,
}

impl Fault {
    pub(super) fn new(name: impl Into<String>, injected: Injected, code: &'static str) -> Self {
        Self {
            name: name.into(),
            injected,
            code,
            times_out: false,
        }
    }

    fn limits(&self) -> ClientLimits {
        let request_timeout = match self.times_out {
            true => Duration::from_millis(300),
            false => Duration::from_secs(60),
        };
        ClientLimits {
            request_timeout,
            ..no_retries()
        }
    }
}

/// The result of one call.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) expected: &'static str,
    pub(super) ended: String,
}

impl Case {
    pub(super) fn mismatch(&self) -> Option<String> {
        let Self {
            name,
            expected,
            ended,
        } = self;
        (expected != ended).then(|| format!("{name}: {ended}, not {expected}"))
    }
}

/// Makes a call and returns the code it ended in.
pub(crate) async fn ended(client: &Client, call: &str) -> String {
    let (from, to) = (day("2022-01-01"), day("2022-12-31"));
    let calling = async {
        match call {
            "usage" => client.usage().await.map(drop),
            "mau" => client.mau_history(from, to).await.map(drop),
            _ => client.plan().await.map(drop),
        }
    };
    match tokio::time::timeout(NEVER, calling).await {
        Ok(result) => code(result).to_owned(),
        Err(_) => "no end".to_owned(),
    }
}

pub(super) fn code(result: Result<(), Error>) -> &'static str {
    result.map_or_else(|error| error.kind.code(), |()| OK)
}

pub(crate) fn client(sim: &Sim, auth: Auth, limits: ClientLimits) -> Client {
    let pool = &sim.pools()[0];
    Client::new(ClientOptions {
        key: key(&pool.access_key_id, &pool.access_key_secret),
        brand: Brand::GenAuth,
        clock: Arc::new(Utc::now),
        limits,
        ..options(&sim.url(), auth)
    })
    .unwrap()
}

/// Runs all faults concurrently, each on a separate server.
pub(super) async fn run(faults: Vec<Fault>) -> Vec<Case> {
    let mut running: JoinSet<Vec<Case>> = faults.into_iter().map(run_fault).collect();
    let mut cases = Vec::new();
    while let Some(done) = running.join_next().await {
        cases.extend(done.unwrap());
    }
    cases
}

/// Signed, with a token, and while requesting a token.
async fn run_fault(fault: Fault) -> Vec<Case> {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let mut cases = Vec::new();
    let data_only = Injected::DataOnly(Box::new(fault.injected.clone()));
    for (way, auth, injected) in [
        ("signed", Auth::Signature, fault.injected.clone()),
        ("by token", Auth::Token, data_only),
        ("for a token", Auth::Automatic, fault.injected.clone()),
    ] {
        sim.set_fault(Some(injected));
        for call in CALLS {
            let client = client(&sim, auth, fault.limits());
            cases.push(Case {
                name: format!("{}, {call} {way}", fault.name),
                expected: fault.code,
                ended: ended(&client, call).await,
            });
        }
    }
    cases
}
