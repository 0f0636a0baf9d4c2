//! Complete sign-ins against the simulator, which verifies credentials.

use std::sync::Arc;

use chrono::{Days, TimeDelta, Utc};
use genauth::{Auth, Benefit, Brand, Client, ClientOptions, ErrorKind, Quantity, SignIn};
use genauth_sim::{Fault, ServedBenefit, Sim, SimOptions, SimPool};

use crate::common::{TOKEN, key, options};

/// A client with the system clock, against which the simulator checks signatures.
fn client(sim: &Sim, pool: &SimPool, brand: Brand, auth: Auth) -> Client {
    let key = key(&pool.access_key_id, &pool.access_key_secret);
    let clock = Arc::new(Utc::now);
    Client::new(ClientOptions {
        key,
        brand,
        clock,
        ..options(&sim.url(), auth)
    })
    .unwrap()
}

async fn start() -> Sim {
    Sim::start(SimOptions::default()).await.unwrap()
}

fn token_requests(sim: &Sim) -> usize {
    sim.requests()
        .iter()
        .filter(|request| request.path == TOKEN)
        .count()
}

/// What both sides agree on; the server chooses the language of labels.
fn served(benefit: &ServedBenefit) -> (String, bool) {
    (benefit.code.clone(), benefit.trial)
}

fn read(benefit: &Benefit) -> (String, bool) {
    (benefit.code.clone(), benefit.trial)
}

#[tokio::test]
async fn reads_every_pool_by_every_sign_in_of_both_brands() {
    let sim = start().await;
    let to = Utc::now().date_naive();
    let from = to - Days::new(365);
    let mut combinations = 0;
    for pool in sim.pools() {
        for brand in [Brand::GenAuth, Brand::Authing] {
            for (auth, sign_in) in [
                (Auth::Automatic, SignIn::Token),
                (Auth::Token, SignIn::Token),
                (Auth::Signature, SignIn::Signature),
            ] {
                let client = client(&sim, &pool, brand, auth);
                let history = client.mau_history(from, to);
                let (usage, history, plan) = tokio::join!(client.usage(), history, client.plan());
                let id = &pool.access_key_id;
                let expected: Vec<_> = sim.served_usage(id).iter().map(served).collect();
                let usage: Vec<_> = usage.unwrap().iter().map(read).collect();
                assert_eq!(usage, expected, "{} {brand:?} {auth:?}", pool.slug);
                assert_eq!(history.unwrap().unreadable, 0);
                assert_eq!(
                    plan.unwrap().code,
                    sim.served_plan(id).map(|plan| plan.code)
                );
                assert_eq!(client.sign_in(), Some(sign_in));
                assert!(client.clock_ahead_ms().unwrap().abs() < 60_000);
                combinations += 1;
            }
        }
    }
    println!("count: {combinations} combinations of pool, brand and sign-in");
}

#[tokio::test]
async fn reads_a_formatted_number() {
    let sim = start().await;
    let pool = &sim.pools()[0];
    let code = &sim.served_usage(&pool.access_key_id)[0].code;
    sim.set_usage(&pool.access_key_id, code, "1,234.50");
    let benefits = client(&sim, pool, Brand::GenAuth, Auth::Automatic)
        .usage()
        .await
        .unwrap();
    let used = &benefits
        .iter()
        .find(|benefit| &benefit.code == code)
        .unwrap()
        .used;
    assert_eq!(used, &Quantity::Known("1234.5".parse().unwrap()));
}

#[tokio::test]
async fn from_usage_data_reads_every_pool() {
    let sim = start().await;
    for pool in sim.pools() {
        let id = &pool.access_key_id;
        let benefits = Benefit::from_usage_data(sim.usage_data_at(id, Utc::now())).unwrap();
        let read: Vec<_> = benefits.iter().map(read).collect();
        let served: Vec<_> = sim.served_usage(id).iter().map(served).collect();
        assert_eq!(read, served, "{}", pool.slug);
    }
}

#[tokio::test]
async fn automatic_signs_on_a_server_without_token_endpoint() {
    let sim = start().await;
    sim.set_fault(Some(Fault::NoTokenEndpoint));
    let client = client(&sim, &sim.pools()[0], Brand::GenAuth, Auth::Automatic);
    let (usage, plan) = tokio::join!(client.usage(), client.plan());
    assert!(usage.is_ok() && plan.is_ok());
    client.usage().await.unwrap();
    assert_eq!(
        (client.sign_in(), token_requests(&sim)),
        (Some(SignIn::Signature), 1)
    );
}

#[tokio::test]
async fn expired_token_is_renewed_once_for_all_calls() {
    let sim = start().await;
    let client = client(&sim, &sim.pools()[0], Brand::GenAuth, Auth::Automatic);
    client.usage().await.unwrap();
    sim.expire_tokens();
    let (usage, plan) = tokio::join!(client.usage(), client.plan());
    assert!(usage.is_ok() && plan.is_ok());
    assert_eq!(token_requests(&sim), 2);
}

#[tokio::test]
async fn rotated_key_is_rejected_by_either_sign_in() {
    let sim = start().await;
    let pool = &sim.pools()[0];
    for auth in [Auth::Automatic, Auth::Signature] {
        let client = client(&sim, &sim.pools()[0], Brand::GenAuth, auth);
        client.usage().await.unwrap();
        sim.rotate_key(&pool.access_key_id, &format!("{auth:?}"));
        let error = client.usage().await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::KeyRejected, "{auth:?}");
        assert!(error.reply.message.is_some() && error.reply.request_id.is_some());
    }
}

#[tokio::test]
async fn clock_difference_is_reported() {
    let sim = start().await;
    let pool = &sim.pools()[0];
    let clock = Arc::new(|| Utc::now() + TimeDelta::hours(2));
    let key = key(&pool.access_key_id, &pool.access_key_secret);
    let options = ClientOptions {
        key,
        clock,
        ..options(&sim.url(), Auth::Signature)
    };
    let client = Client::new(options).unwrap();
    client.usage().await.unwrap();
    let ahead = client.clock_ahead_ms().unwrap();
    assert!((ahead - 7_200_000).abs() < 60_000, "{ahead}");
}

#[tokio::test]
async fn every_fault_has_its_error_kind() {
    let sim = start().await;
    for (fault, kind) in [
        (
            Fault::RateLimited { retry_after: None },
            ErrorKind::TooManyRequests { retry_after: None },
        ),
        (
            Fault::ServerError(503),
            ErrorKind::ServerFailing { retry_after: None },
        ),
        (Fault::Html(200), ErrorKind::AnswerNotUnderstood),
        (
            Fault::Html(502),
            ErrorKind::ServerFailing { retry_after: None },
        ),
        (Fault::UpgradeRequired, ErrorKind::UpgradeRequired),
        (Fault::Forbidden, ErrorKind::Forbidden),
        (Fault::UnknownPool, ErrorKind::PoolUnknown),
        (Fault::NoV3, ErrorKind::EndpointMissing),
        (Fault::EmptyBody, ErrorKind::AnswerNotUnderstood),
        (Fault::Garbage, ErrorKind::AnswerNotUnderstood),
        (
            Fault::HugeBody(5 * 1024 * 1024),
            ErrorKind::AnswerNotUnderstood,
        ),
        (
            Fault::Redirect("http://127.0.0.1:1/".to_owned()),
            ErrorKind::AnswerNotUnderstood,
        ),
        (Fault::RevokeKey, ErrorKind::KeyRejected),
    ] {
        sim.set_fault(Some(fault.clone()));
        for auth in [Auth::Automatic, Auth::Signature] {
            let client = client(&sim, &sim.pools()[0], Brand::GenAuth, auth);
            assert_eq!(
                client.usage().await.unwrap_err().kind,
                kind,
                "{fault:?} {auth:?}"
            );
        }
    }
    sim.set_fault(Some(Fault::OldEnvelope));
    assert!(
        client(&sim, &sim.pools()[0], Brand::GenAuth, Auth::Automatic)
            .usage()
            .await
            .is_ok()
    );
}
