//! Both ways to sign in, and every way they fail.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use genauth_sim::{Sim, SimClock, SimOptions};
use serde_json::Value;

use super::client::*;

const REFUSED: (u64, Option<u64>) = (401, Some(2020));
const ACCEPTED: (u64, Option<u64>) = (200, None);

#[tokio::test]
async fn token_is_a_jwt_accepted_with_and_without_bearer() {
    let sim = start().await;
    let pool = &sim.pools()[1];
    let token = token(&sim, pool).await;

    let parts: Vec<&str> = token.split('.').collect();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    assert_eq!(parts.len(), 3);
    assert_eq!(claims["scoped_userpool_id"], *pool.user_pool_id);
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        7200
    );

    assert_eq!(codes(get(&sim, USAGE, &token)).await, ACCEPTED);
    assert_eq!(
        codes(get(&sim, USAGE, &format!("Bearer {token}"))).await,
        ACCEPTED
    );
}

#[tokio::test]
async fn pool_in_a_header_must_be_the_keys() {
    let sim = start().await;
    let pool = &sim.pools()[1];
    let token = token(&sim, pool).await;
    for header in ["x-authing-userpool-id", "x-genauth-userpool-id"] {
        let named = |id: &str| get(&sim, USAGE, &token).header(header, id);
        assert_eq!(codes(named(&pool.user_pool_id)).await, ACCEPTED);
        assert_eq!(codes(named("another")).await, (404, Some(2224)));
    }
}

#[tokio::test]
async fn wrong_key_gets_no_token() {
    let sim = start().await;
    let pool = &sim.pools()[0];
    let wrong = token_request(&sim, &pool.access_key_id, "wrong");
    assert_eq!(codes(wrong).await, (401, Some(2333)));
    let unknown = token_request(&sim, "unknown", &pool.access_key_secret);
    assert_eq!(codes(unknown).await, REFUSED);
    let malformed = http()
        .post(format!("{}{TOKEN}", sim.url()))
        .body("accessKeyId=1");
    assert_eq!(codes(malformed).await, (400, None));
}

#[tokio::test]
async fn token_expires_by_the_auth_clock_not_the_data_clock() {
    let options = fixed_clocks();
    let (data_clock, auth_clock) = (options.clock.clone(), options.auth_clock.clone());
    let sim = Sim::start(options).await.unwrap();
    let token = token(&sim, &sim.pools()[0]).await;

    data_clock.advance(TimeDelta::days(400));
    auth_clock.advance(TimeDelta::seconds(7199));
    assert_eq!(codes(get(&sim, USAGE, &token)).await, ACCEPTED);
    auth_clock.advance(TimeDelta::seconds(1));
    assert_eq!(codes(get(&sim, USAGE, &token)).await, REFUSED);
}

#[tokio::test]
async fn token_lifetime_is_configurable() {
    let options = SimOptions {
        token_lifetime: TimeDelta::seconds(5),
        ..fixed_clocks()
    };
    let sim = Sim::start(options).await.unwrap();
    let pool = &sim.pools()[0];
    let request = token_request(&sim, &pool.access_key_id, &pool.access_key_secret);
    assert_eq!(
        body(request.send().await.unwrap()).await["data"]["expires_in"],
        5
    );
}

#[tokio::test]
async fn expire_tokens_and_rotate_key_revoke_tokens() {
    let sim = start().await;
    let [first, second] = [&sim.pools()[0], &sim.pools()[1]];
    let before = token(&sim, first).await;
    sim.expire_tokens();
    assert_eq!(codes(get(&sim, USAGE, &before)).await, REFUSED);

    let (of_first, of_second) = (token(&sim, first).await, token(&sim, second).await);
    sim.rotate_key(&first.access_key_id, "a new secret");
    assert_eq!(codes(get(&sim, USAGE, &of_first)).await, REFUSED);
    assert_eq!(codes(get(&sim, USAGE, &of_second)).await, ACCEPTED);
    assert_eq!(
        codes(Signed::authing(first).request(&sim)).await,
        (403, Some(1300))
    );
    let old = token_request(&sim, &first.access_key_id, &first.access_key_secret);
    assert_eq!(codes(old).await, (401, Some(2333)));
    assert_eq!(sim.pools()[0].access_key_secret, "a new secret");
    assert_eq!(
        codes(get(&sim, USAGE, &token(&sim, &sim.pools()[0]).await)).await,
        ACCEPTED
    );
}

#[tokio::test]
async fn forged_foreign_and_missing_tokens_are_refused() {
    let sim = start().await;
    let other = Sim::start(SimOptions {
        seed: 8,
        ..fixed_clocks()
    })
    .await
    .unwrap();
    let foreign = token(&other, &other.pools()[0]).await;
    let own = token(&sim, &sim.pools()[0]).await;
    for authorization in [
        foreign.as_str(),
        "Bearer nonsense",
        "",
        "Basic YTpi",
        &own[..own.len() - 3],
    ] {
        assert_eq!(
            codes(get(&sim, USAGE, authorization)).await,
            REFUSED,
            "{authorization}"
        );
    }
    assert_eq!(
        codes(http().get(format!("{}{USAGE}", sim.url()))).await,
        REFUSED
    );
}

#[tokio::test]
async fn signatures_of_both_brands_are_accepted_for_every_pool() {
    let sim = start().await;
    for pool in sim.pools() {
        let query = vec![("startTime", "20260101"), ("endTime", "20261121")];
        let mau = Signed {
            path: MAU,
            query,
            nonce: "1".into(),
            ..Signed::genauth(&pool)
        };
        assert_eq!(codes(Signed::authing(&pool).request(&sim)).await, ACCEPTED);
        assert_eq!(codes(mau.request(&sim)).await, ACCEPTED);
    }
}

#[tokio::test]
async fn signature_is_accepted_once() {
    let sim = start().await;
    let signed = Signed::authing(&sim.pools()[0]);
    assert_eq!(codes(signed.request(&sim)).await, ACCEPTED);
    assert_eq!(codes(signed.request(&sim)).await, (403, Some(1306)));
    let renewed = Signed {
        nonce: "another".into(),
        ..signed
    };
    assert_eq!(codes(renewed.request(&sim)).await, ACCEPTED);
}

#[tokio::test]
async fn each_invalid_part_of_a_signature_has_its_code() {
    let sim = start().await;
    let good = Signed::genauth(&sim.pools()[0]);
    let cases = [
        (
            Signed {
                secret: "wrong".into(),
                ..good.clone()
            },
            (403, Some(1300)),
        ),
        (
            Signed {
                scheme: "authing",
                ..good.clone()
            },
            (403, Some(1301)),
        ),
        (
            Signed {
                nonce: String::new(),
                ..good.clone()
            },
            (403, Some(1300)),
        ),
        (
            Signed {
                method: "HMAC-SHA256",
                ..good.clone()
            },
            (403, Some(1301)),
        ),
        (
            Signed {
                version: "2.0",
                ..good.clone()
            },
            (403, Some(1302)),
        ),
        (
            Signed {
                date: Some("2026-11-21".into()),
                ..good.clone()
            },
            (403, Some(1303)),
        ),
        (
            Signed {
                date: None,
                ..good.clone()
            },
            (403, Some(1304)),
        ),
        (
            Signed {
                access_key_id: "unknown".into(),
                ..good.clone()
            },
            REFUSED,
        ),
        (good, ACCEPTED),
    ];
    for (index, (signed, expected)) in cases.into_iter().enumerate() {
        assert_eq!(codes(signed.request(&sim)).await, expected, "case {index}");
    }
}

#[tokio::test]
async fn signature_time_may_differ_by_15_minutes() {
    let sim = start().await;
    for (minutes, seconds, expected) in [
        (15, 0, ACCEPTED),
        (-15, 0, ACCEPTED),
        (15, 1, (403, Some(1305))),
        (-15, -1, (403, Some(1305))),
    ] {
        let at = start_time() + TimeDelta::minutes(minutes) + TimeDelta::seconds(seconds);
        let nonce = format!("{minutes}{seconds}");
        let signed = Signed {
            date: Some(http_date(at)),
            nonce,
            ..Signed::authing(&sim.pools()[0])
        };
        assert_eq!(
            codes(signed.request(&sim)).await,
            expected,
            "{minutes} min {seconds} s"
        );
    }
}

#[tokio::test]
async fn signatures_are_checked_by_the_auth_clock_not_the_data_clock() {
    let clock = SimClock::fixed(start_time() - TimeDelta::days(2000));
    let sim = Sim::start(SimOptions {
        clock,
        ..SimOptions::default()
    })
    .await
    .unwrap();
    let now = SimClock::real().now();
    let signed = Signed {
        date: Some(http_date(now)),
        ..Signed::authing(&sim.pools()[0])
    };
    assert_eq!(codes(signed.request(&sim)).await, ACCEPTED);
}
