//! What goes out again, and what does not. The policy's own properties are beside it.

use std::{collections::HashSet, sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};
use genauth::{Auth, Brand, Client, ClientOptions, ErrorKind, Limits, Patience, RetryPolicy};
use genauth_sim::{Fault, Sim, SimClock, SimOptions};
use serde_json::json;
use wiremock::{MockServer, ResponseTemplate};

use crate::common::{
    MAU, PLAN, TOKEN, USAGE, answer, calls, day, key, no_usage, on, options, token,
};

/// The default policy without its pauses.
fn eager() -> Limits {
    let retry = RetryPolicy {
        transient: Duration::ZERO,
        throttled: Duration::ZERO,
        ..RetryPolicy::default()
    };
    Limits {
        retry,
        ..Limits::default()
    }
}

fn client(url: &str, auth: Auth) -> Client {
    Client::new(ClientOptions {
        limits: eager(),
        ..options(url, auth)
    })
    .unwrap()
}

/// Fails twice in this way and succeeds from then on.
async fn fails_twice(verb: &str, at: &str, failure: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    on(verb, at, failure).up_to_n_times(2).mount(&server).await;
    on("POST", TOKEN, token("opaque")).mount(&server).await;
    for path in [USAGE, MAU, PLAN] {
        on("GET", path, no_usage()).mount(&server).await;
    }
    server
}

#[tokio::test]
async fn what_passes_by_itself_is_asked_again_and_signed_again() {
    for status in [429, 500, 502, 503, 504] {
        let server = fails_twice("GET", USAGE, ResponseTemplate::new(status)).await;
        assert_eq!(
            client(&server.uri(), Auth::Signature).usage().await,
            Ok(vec![])
        );
        let sent = server.received_requests().await.unwrap();
        for name in ["x-authing-signature-nonce", "authorization"] {
            let values: HashSet<_> = sent.iter().map(|sent| sent.headers[name].clone()).collect();
            assert_eq!(values.len(), 3, "{status} {name}");
        }
    }
}

#[tokio::test]
async fn what_took_all_its_time_is_not_asked_again() {
    let server = fails_twice("GET", USAGE, ResponseTemplate::new(408)).await;
    let error = client(&server.uri(), Auth::Signature)
        .usage()
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::TimedOut);
    assert_eq!(calls(&server, USAGE).await, 1);
}

#[tokio::test]
async fn failures_within_the_envelope_are_asked_again_too() {
    for status in [429, 503] {
        let failure = answer(200, json!({"statusCode": status}));
        let server = fails_twice("GET", USAGE, failure).await;
        assert!(client(&server.uri(), Auth::Token).usage().await.is_ok());
        assert_eq!(calls(&server, USAGE).await, 3, "{status}");
    }
}

#[tokio::test]
async fn calls_at_the_same_time_share_the_repeats_of_their_token() {
    let server = fails_twice("POST", TOKEN, ResponseTemplate::new(503)).await;
    let client = client(&server.uri(), Auth::Automatic);
    let history = client.mau_history(day("2022-02-02"), day("2022-08-02"));
    let (usage, history, plan) = tokio::join!(client.usage(), history, client.plan());
    assert!(usage.is_ok() && history.is_ok() && plan.is_ok());
    assert_eq!(
        (calls(&server, TOKEN).await, calls(&server, USAGE).await),
        (3, 1)
    );
}

#[tokio::test]
async fn what_no_repeat_mends_goes_out_once() {
    for status in [200, 301, 400, 401, 402, 403, 404, 405, 409, 413, 422, 499] {
        let server = MockServer::start().await;
        on("GET", USAGE, ResponseTemplate::new(status))
            .mount(&server)
            .await;
        let outcome = client(&server.uri(), Auth::Signature).usage().await;
        outcome.unwrap_err();
        assert_eq!(calls(&server, USAGE).await, 1, "{status}");
    }
}

#[tokio::test]
async fn a_wait_too_long_is_told_and_not_waited_for() {
    for (status, seconds) in [(429, 61), (429, 3600), (429, 50), (503, 61), (503, 50)] {
        let server = MockServer::start().await;
        let busy = ResponseTemplate::new(status).insert_header("retry-after", seconds.to_string());
        on("GET", USAGE, busy).mount(&server).await;
        let error = client(&server.uri(), Auth::Signature).usage().await;
        let expected = match status {
            429 => ErrorKind::TooManyRequests {
                retry_after: Some(Duration::from_secs(seconds)),
            },
            _ => ErrorKind::ServerFailing {
                retry_after: Some(Duration::from_secs(seconds)),
            },
        };
        assert_eq!(error.unwrap_err().kind, expected);
        assert_eq!(calls(&server, USAGE).await, 1, "{status} {seconds}");
    }
}

#[tokio::test]
async fn a_dead_server_is_not_hammered() {
    let server = MockServer::start().await;
    on("GET", USAGE, ResponseTemplate::new(500))
        .mount(&server)
        .await;
    let client = client(&server.uri(), Auth::Signature);
    for sum in [3, 6, 9, 12, 15, 16, 17, 18] {
        client.usage().await.unwrap_err();
        assert_eq!(calls(&server, USAGE).await, sum);
    }
    let other = client.with_patience(Patience::Background);
    other.usage().await.unwrap_err();
    assert_eq!(
        calls(&server, USAGE).await,
        19,
        "the budget is the client's"
    );
}

async fn sim_ahead_by(hours: i64) -> (Sim, SimClock) {
    let clock = SimClock::real();
    clock.advance(TimeDelta::hours(hours));
    let options = SimOptions {
        auth_clock: clock.clone(),
        ..SimOptions::default()
    };
    (Sim::start(options).await.unwrap(), clock)
}

fn signing(sim: &Sim) -> Client {
    let pool = &sim.pools()[0];
    Client::new(ClientOptions {
        key: key(&pool.access_key_id, &pool.access_key_secret),
        brand: Brand::GenAuth,
        clock: Arc::new(Utc::now),
        ..options(&sim.url(), Auth::Signature)
    })
    .unwrap()
}

#[tokio::test]
async fn a_clock_that_is_off_is_put_right_once_remembered_and_told() {
    for hours in [-23, -1, 1, 23] {
        let (sim, server_clock) = sim_ahead_by(hours).await;
        let client = signing(&sim);
        for requests in [2, 3, 4] {
            client.usage().await.unwrap();
            assert_eq!(sim.requests().len(), requests, "{hours}");
        }
        let ahead = TimeDelta::milliseconds(client.clock_ahead_ms().unwrap());
        assert!((ahead + TimeDelta::hours(hours)).abs() < TimeDelta::minutes(2));
        // Somebody sets a clock: what was remembered is wrong now, and learnt anew.
        server_clock.advance(TimeDelta::hours(-hours));
        client.usage().await.unwrap();
        assert_eq!(sim.requests().len(), 6);
        assert!(client.clock_ahead_ms().unwrap().abs() < 120_000);
    }
}

#[tokio::test]
async fn a_clock_within_the_leeway_is_told_and_not_touched() {
    let (sim, clock) = sim_ahead_by(0).await;
    clock.advance(TimeDelta::minutes(10));
    let client = signing(&sim);
    client.usage().await.unwrap();
    assert_eq!(sim.requests().len(), 1);
    assert!(client.clock_ahead_ms().unwrap() < -500_000);
}

#[tokio::test]
async fn a_server_that_refuses_every_time_is_asked_twice() {
    let (sim, _) = sim_ahead_by(0).await;
    sim.set_fault(Some(Fault::ClockSkew));
    let error = signing(&sim).usage().await.unwrap_err();
    assert!(matches!(
        error.kind,
        ErrorKind::ClockSkew { ahead_ms: Some(_) }
    ));
    assert_eq!(sim.requests().len(), 2);
}

#[tokio::test]
async fn dates_too_far_off_to_be_believed_correct_nothing() {
    let server = MockServer::start().await;
    let skewed = answer(200, json!({"statusCode": 403, "apiCode": 1305}))
        .insert_header("date", "Fri, 31 Dec 9999 23:59:59 GMT");
    on("GET", USAGE, skewed).mount(&server).await;
    let error = client(&server.uri(), Auth::Signature).usage().await;
    assert!(matches!(
        error.unwrap_err().kind,
        ErrorKind::ClockSkew { .. }
    ));
    assert_eq!(calls(&server, USAGE).await, 1);
}
