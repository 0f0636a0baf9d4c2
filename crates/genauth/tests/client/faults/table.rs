//! How one fault is met: by which calls, and with what end.

use std::{sync::Arc, time::Duration};

use chrono::Utc;
use genauth::{Auth, Brand, Client, ClientOptions, Error, Limits};
use genauth_sim::{Fault as Injected, Sim, SimOptions};
use tokio::task::JoinSet;

use crate::common::{day, key, once, options};

/// The end of a call that succeeded.
pub(super) const OK: &str = "ok";
pub(super) const NOT_UNDERSTOOD: &str = "answer_not_understood";
pub(super) const UNREACHABLE: &str = "unreachable";
pub(super) const TIMED_OUT: &str = "timed_out";
pub(super) const UNTRUSTED: &str = "tls_untrusted";

/// A call that is not over by then never ends. Far more than any limit here.
const FOR_EVER: Duration = Duration::from_secs(120);

pub(super) const CALLS: [&str; 3] = ["usage", "mau", "plan"];

/// A fault, and the code it must end in.
pub(super) struct Fault {
    pub(super) name: String,
    pub(super) injected: Injected,
    pub(super) code: &'static str,
    /// Whether the call ends by its limit alone.
    pub(super) lasts: bool,
}

impl Fault {
    pub(super) fn new(name: impl Into<String>, injected: Injected, code: &'static str) -> Self {
        Self {
            name: name.into(),
            injected,
            code,
            lasts: false,
        }
    }

    fn limits(&self) -> Limits {
        let call = match self.lasts {
            true => Duration::from_millis(300),
            false => Duration::from_secs(60),
        };
        Limits { call, ..once() }
    }
}

/// How one call ended, and how it should have.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) expected: &'static str,
    pub(super) ended: String,
}

impl Case {
    pub(super) fn wrong(&self) -> Option<String> {
        let Self {
            name,
            expected,
            ended,
        } = self;
        (expected != ended).then(|| format!("{name}: {ended}, not {expected}"))
    }
}

/// One of the calls, and the code it ended in.
pub(crate) async fn ended(client: &Client, call: &str) -> String {
    let (from, to) = (day("2022-01-01"), day("2022-12-31"));
    let calling = async {
        match call {
            "usage" => client.usage().await.map(drop),
            "mau" => client.mau_history(from, to).await.map(drop),
            _ => client.plan().await.map(drop),
        }
    };
    match tokio::time::timeout(FOR_EVER, calling).await {
        Ok(outcome) => code(outcome).to_owned(),
        Err(_) => "no end".to_owned(),
    }
}

pub(super) fn code(outcome: Result<(), Error>) -> &'static str {
    outcome.map_or_else(|error| error.kind.code(), |()| OK)
}

pub(crate) fn client(sim: &Sim, auth: Auth, limits: Limits) -> Client {
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

/// All faults at the same time, each on a server of its own.
pub(super) async fn run(faults: Vec<Fault>) -> Vec<Case> {
    let mut running: JoinSet<Vec<Case>> = faults.into_iter().map(meet).collect();
    let mut cases = Vec::new();
    while let Some(met) = running.join_next().await {
        cases.extend(met.unwrap());
    }
    cases
}

/// By signature, by a token that was had without trouble, and on the way to a token.
async fn meet(fault: Fault) -> Vec<Case> {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let mut cases = Vec::new();
    let data_alone = Injected::Data(Box::new(fault.injected.clone()));
    for (way, auth, injected) in [
        ("signed", Auth::Signature, fault.injected.clone()),
        ("by token", Auth::Token, data_alone),
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
