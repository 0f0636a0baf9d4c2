//! Which requests are retried. Unit tests beside the policy cover its properties.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use genauth::{Auth, Brand, Client, ClientLimits, ClientOptions, Deadline, ErrorKind, RetryPolicy};
use genauth_sim::{Fault, Sim, SimClock, SimOptions};
use serde_json::json;
use wiremock::{MockServer, ResponseTemplate};

use crate::common::{
    MAU, PLAN, TOKEN, USAGE, day, empty_usage, key, on, options, request_count, response,
    token_response,
};

/// The default policy without delays.
fn no_delays() -> ClientLimits {
    let retry = RetryPolicy {
        transient_delay: Duration::ZERO,
        throttled_delay: Duration::ZERO,
        ..RetryPolicy::default()
    };
    ClientLimits {
        retry,
        ..ClientLimits::default()
    }
}

fn client(url: &str, auth: Auth) -> Client {
    Client::new(ClientOptions {
        limits: no_delays(),
        ..options(url, auth)
    })
    .unwrap()
}

/// A server that fails twice on one path, then succeeds.
async fn fails_twice(verb: &str, url_path: &str, failure: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    on(verb, url_path, failure)
        .up_to_n_times(2)
        .mount(&server)
        .await;
    on("POST", TOKEN, token_response("opaque"))
        .mount(&server)
        .await;
    for path in [USAGE, MAU, PLAN] {
        on("GET", path, empty_usage()).mount(&server).await;
    }
    server
}

#[tokio::test]
async fn retries_transient_failures_with_new_signatures() {
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
async fn does_not_retry_after_408() {
    let server = fails_twice("GET", USAGE, ResponseTemplate::new(408)).await;
    let error = client(&server.uri(), Auth::Signature)
        .usage()
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::TimedOut);
    assert_eq!(request_count(&server, USAGE).await, 1);
}

#[tokio::test]
async fn retries_transient_failures_in_the_envelope() {
    for status in [429, 503] {
        let failure = response(200, json!({"statusCode": status}));
        let server = fails_twice("GET", USAGE, failure).await;
        assert!(client(&server.uri(), Auth::Token).usage().await.is_ok());
        assert_eq!(request_count(&server, USAGE).await, 3, "{status}");
    }
}

#[tokio::test]
async fn concurrent_calls_share_the_retries_of_the_token_request() {
    let server = fails_twice("POST", TOKEN, ResponseTemplate::new(503)).await;
    let client = client(&server.uri(), Auth::Automatic);
    let history = client.mau_history(day("2022-02-02"), day("2022-08-02"));
    let (usage, history, plan) = tokio::join!(client.usage(), history, client.plan());
    assert!(usage.is_ok() && history.is_ok() && plan.is_ok());
    assert_eq!(
        (
            request_count(&server, TOKEN).await,
            request_count(&server, USAGE).await
        ),
        (3, 1)
    );
}

#[tokio::test]
async fn does_not_retry_permanent_failures() {
    for status in [200, 301, 400, 401, 402, 403, 404, 405, 409, 413, 422, 499] {
        let server = MockServer::start().await;
        on("GET", USAGE, ResponseTemplate::new(status))
            .mount(&server)
            .await;
        let result = client(&server.uri(), Auth::Signature).usage().await;
        result.unwrap_err();
        assert_eq!(request_count(&server, USAGE).await, 1, "{status}");
    }
}

#[tokio::test]
async fn too_long_retry_after_ends_the_call_and_is_reported() {
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
        assert_eq!(request_count(&server, USAGE).await, 1, "{status} {seconds}");
    }
}

#[tokio::test]
async fn budget_limits_retries_across_calls_and_clones() {
    let server = MockServer::start().await;
    on("GET", USAGE, ResponseTemplate::new(500))
        .mount(&server)
        .await;
    let client = client(&server.uri(), Auth::Signature);
    for total in [3, 6, 9, 12, 15, 16, 17, 18] {
        client.usage().await.unwrap_err();
        assert_eq!(request_count(&server, USAGE).await, total);
    }
    let other = client.with_deadline(Deadline::Background);
    other.usage().await.unwrap_err();
    assert_eq!(
        request_count(&server, USAGE).await,
        19,
        "clones share the budget"
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

fn signing_client(sim: &Sim) -> Client {
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
async fn clock_skew_is_corrected_once_kept_and_reported() {
    for hours in [-23, -1, 1, 23] {
        let (sim, server_clock) = sim_ahead_by(hours).await;
        let client = signing_client(&sim);
        for requests in [2, 3, 4] {
            client.usage().await.unwrap();
            assert_eq!(sim.requests().len(), requests, "{hours}");
        }
        let ahead = TimeDelta::milliseconds(client.clock_ahead_ms().unwrap());
        assert!((ahead + TimeDelta::hours(hours)).abs() < TimeDelta::minutes(2));
        // After a clock was set, the stored correction is wrong and replaced.
        server_clock.advance(TimeDelta::hours(-hours));
        client.usage().await.unwrap();
        assert_eq!(sim.requests().len(), 6);
        assert!(client.clock_ahead_ms().unwrap().abs() < 120_000);
    }
}

#[tokio::test]
async fn clock_difference_within_tolerance_is_reported_but_not_corrected() {
    let (sim, clock) = sim_ahead_by(0).await;
    clock.advance(TimeDelta::minutes(10));
    let client = signing_client(&sim);
    client.usage().await.unwrap();
    assert_eq!(sim.requests().len(), 1);
    assert!(client.clock_ahead_ms().unwrap() < -500_000);
}

#[tokio::test]
async fn clock_skew_is_corrected_only_once_per_call() {
    let (sim, _) = sim_ahead_by(0).await;
    sim.set_fault(Some(Fault::ClockSkew));
    let error = signing_client(&sim).usage().await.unwrap_err();
    assert!(matches!(
        error.kind,
        ErrorKind::ClockSkew { ahead_ms: Some(_) }
    ));
    assert_eq!(sim.requests().len(), 2);
}

#[tokio::test]
async fn implausible_server_date_is_not_used_for_correction() {
    let server = MockServer::start().await;
    let skewed = response(200, json!({"statusCode": 403, "apiCode": 1305}))
        .insert_header("date", "Fri, 31 Dec 9999 23:59:59 GMT");
    on("GET", USAGE, skewed).mount(&server).await;
    let error = client(&server.uri(), Auth::Signature).usage().await;
    assert!(matches!(
        error.unwrap_err().kind,
        ErrorKind::ClockSkew { .. }
    ));
    assert_eq!(request_count(&server, USAGE).await, 1);
}
