//! Untrusted certificates, without and with the CA file.

use std::sync::Arc;

use chrono::Utc;
use genauth::{Auth, Brand, Client, ClientOptions};
use genauth_sim::Sim;
use rcgen::{CertificateParams, date_time_ymd};

use super::table::{CALLS, Case, OK, UNTRUSTED, ended};
use crate::common::{key, options};
use crate::tls::private_server_with;

pub(super) async fn run() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, host, expired, code_with_ca) in [
        ("unknown CA", "127.0.0.1", false, OK),
        ("expired", "127.0.0.1", true, UNTRUSTED),
        ("wrong host", "other.internal", false, UNTRUSTED),
        ("expired and wrong host", "other.internal", true, UNTRUSTED),
    ] {
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        if expired {
            params.not_after = date_time_ymd(2022, 10, 9);
        }
        let (sim, ca) = private_server_with(params).await;
        for (ca, expected) in [(None, UNTRUSTED), (Some(ca), code_with_ca)] {
            let with = ca.as_ref().map_or("without", |_| "with");
            let name = format!("{name} {with} its CA");
            cases.extend(run_case(&sim, &name, ca, expected).await);
        }
    }
    cases
}

async fn run_case(sim: &Sim, name: &str, ca: Option<String>, expected: &'static str) -> Vec<Case> {
    let pool = &sim.pools()[0];
    let mut cases = Vec::new();
    for auth in [Auth::Signature, Auth::Token] {
        let client = Client::new(ClientOptions {
            key: key(&pool.access_key_id, &pool.access_key_secret),
            brand: Brand::GenAuth,
            clock: Arc::new(Utc::now),
            ca_pem: ca.clone().map(String::into_bytes),
            ..options(&sim.url(), auth)
        })
        .unwrap();
        for call in CALLS {
            cases.push(Case {
                name: format!("{name}, {call} {auth:?}"),
                expected,
                ended: ended(&client, call).await,
            });
        }
    }
    let requests = sim.requests().len();
    assert!(
        expected == OK || requests == 0,
        "{name}: a request was sent"
    );
    sim.clear_requests();
    cases
}
