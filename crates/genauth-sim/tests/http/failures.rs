//! Every failure format, by fault and by invalid request.

use genauth_sim::{Fault, Sim};
use reqwest::Response;
use serde_json::{Value, json};

use super::client::*;

/// Requests the usage with a token.
async fn usage(sim: &Sim, token: &str) -> Response {
    get(sim, USAGE, token).send().await.unwrap()
}

/// HTTP status, and the body with `requestId` taken out.
async fn status_and_body(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let mut body = body(response).await;
    body.as_object_mut().unwrap().remove("requestId");
    (status, body)
}

#[tokio::test]
async fn api_failures_have_http_200() {
    let sim = start().await;
    let pool = &sim.pools()[0];
    let token = token(&sim, pool).await;
    for (fault, expected) in [
        (Fault::UpgradeRequired, (402, Some(4021))),
        (Fault::Forbidden, (403, None)),
        (Fault::UnknownPool, (404, Some(2224))),
        (Fault::ClockSkew, (403, Some(1305))),
        (Fault::RevokeKey, (401, Some(2020))),
    ] {
        sim.set_fault(Some(fault.clone()));
        assert_eq!(codes(get(&sim, USAGE, &token)).await, expected, "{fault:?}");
        let issue = token_request(&sim, &pool.access_key_id, &pool.access_key_secret);
        let issued = if fault == Fault::RevokeKey {
            expected
        } else {
            (200, None)
        };
        assert_eq!(codes(issue).await, issued, "{fault:?}");
    }
}

#[tokio::test]
async fn clock_skew_fault_shifts_the_date_header() {
    let sim = start().await;
    let token = token(&sim, &sim.pools()[0]).await;
    assert_eq!(
        usage(&sim, &token).await.headers()["date"],
        "Sat, 21 Nov 2026 09:00:00 GMT"
    );
    sim.set_fault(Some(Fault::ClockSkew));
    assert_eq!(
        usage(&sim, &token).await.headers()["date"],
        "Sat, 21 Nov 2026 10:00:00 GMT"
    );
}

#[tokio::test]
async fn too_many_requests_has_http_429() {
    let sim = start().await;
    let token = token(&sim, &sim.pools()[2]).await;
    sim.set_fault(Some(Fault::RateLimited {
        retry_after: Some(30),
    }));
    let response = usage(&sim, &token).await;
    assert_eq!(response.headers()["retry-after"], "30");
    let message = "您的请求已超过最大数量限制，请稍后重试";
    let expected = json!({ "statusCode": 429, "message": message });
    assert_eq!(status_and_body(response).await, (429, expected));

    sim.set_fault(Some(Fault::RateLimited { retry_after: None }));
    let response = usage(&sim, &token).await;
    assert!(!response.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn server_without_v3_returns_404() {
    let sim = start().await;
    let token = token(&sim, &sim.pools()[0]).await;
    sim.set_fault(Some(Fault::NoV3));
    let not_found =
        |message| json!({ "statusCode": 404, "message": message, "error": "Not Found" });
    let expected = not_found("Cannot GET /api/v3/get-usage-info");
    assert_eq!(
        status_and_body(usage(&sim, &token).await).await,
        (404, expected)
    );

    sim.set_fault(Some(Fault::NoTokenEndpoint));
    let issue = token_request(&sim, "any", "any").send().await.unwrap();
    let expected = not_found("Cannot POST /api/v3/get-management-token");
    assert_eq!(status_and_body(issue).await, (404, expected));
    assert_eq!(
        codes(Signed::authing(&sim.pools()[0]).request(&sim)).await,
        (200, None)
    );
}

#[tokio::test]
async fn server_and_gateway_errors_have_their_formats() {
    let sim = start().await;
    let token = token(&sim, &sim.pools()[0]).await;
    for status in [500, 502, 503, 504] {
        sim.set_fault(Some(Fault::ServerError(status)));
        let expected = json!({ "statusCode": status, "message": "Internal server error" });
        assert_eq!(
            status_and_body(usage(&sim, &token).await).await,
            (status, expected)
        );
    }
    for status in [502, 200] {
        sim.set_fault(Some(Fault::Html(status)));
        let response = usage(&sim, &token).await;
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["content-type"], "text/html");
        assert!(response.text().await.unwrap().starts_with("<html>"));
    }
}

#[tokio::test]
async fn bodies_can_be_empty_truncated_or_huge() {
    let sim = start().await;
    let token = token(&sim, &sim.pools()[0]).await;
    sim.set_fault(Some(Fault::EmptyBody));
    assert_eq!(usage(&sim, &token).await.bytes().await.unwrap(), "");
    sim.set_fault(Some(Fault::Garbage));
    let garbage = usage(&sim, &token).await.bytes().await.unwrap();
    assert!(serde_json::from_slice::<Value>(&garbage).is_err());
    sim.set_fault(Some(Fault::HugeBody(5 << 20)));
    assert_eq!(
        usage(&sim, &token).await.bytes().await.unwrap().len(),
        5 << 20
    );
}

#[tokio::test]
async fn redirect_has_the_given_location() {
    let sim = start().await;
    sim.set_fault(Some(Fault::Redirect("http://127.0.0.1:9/elsewhere".into())));
    let response = usage(&sim, "any").await;
    assert_eq!(response.status(), 302);
    assert_eq!(
        response.headers()["location"],
        "http://127.0.0.1:9/elsewhere"
    );
}

#[tokio::test]
async fn old_envelope_has_code_and_unique_id() {
    let sim = start().await;
    let token = token(&sim, &sim.pools()[0]).await;
    sim.set_fault(Some(Fault::OldEnvelope));
    let good = body(usage(&sim, &token).await).await;
    assert_eq!(good["code"], 200);
    assert!(good["uniqueId"].is_string() && good["data"]["usages"].is_array());
    assert!(good.get("statusCode").is_none() && good.get("requestId").is_none());
    let bad = body(usage(&sim, "nonsense").await).await;
    assert_eq!(
        (bad["code"].as_u64(), bad["apiCode"].as_u64()),
        (Some(401), Some(2020))
    );
}

#[tokio::test]
async fn fault_of_a_key_takes_precedence() {
    let sim = start().await;
    let [first, second] = [&sim.pools()[0], &sim.pools()[1]];
    let (of_first, of_second) = (token(&sim, first).await, token(&sim, second).await);
    sim.set_fault(Some(Fault::Forbidden));
    sim.set_fault_for(&first.access_key_id, Some(Fault::UpgradeRequired));
    assert_eq!(codes(get(&sim, USAGE, &of_first)).await.0, 402);
    assert_eq!(codes(get(&sim, USAGE, &of_second)).await.0, 403);
    sim.set_fault(None);
    assert_eq!(codes(get(&sim, USAGE, &of_second)).await.0, 200);
    sim.set_fault_for(&first.access_key_id, None);
    assert_eq!(codes(get(&sim, USAGE, &of_first)).await.0, 200);
}

#[tokio::test]
async fn mau_history_requires_two_days_in_order() {
    let sim = start().await;
    let token = token(&sim, &sim.pools()[0]).await;
    let history = |query: &str| get(&sim, &format!("{MAU}?{query}"), &token);
    for invalid in [
        "",
        "startTime=20260101",
        "endTime=20260101",
        "startTime=2026-01-01&endTime=2026-02-01",
        "startTime=20260230&endTime=20260301",
        "startTime=20260301&endTime=20260201",
    ] {
        assert_eq!(codes(history(invalid)).await, (400, None), "{invalid}");
    }
    assert_eq!(
        codes(history("startTime=20260101&endTime=20260101")).await,
        (200, None)
    );
}

#[tokio::test]
async fn order_pages_have_bounds() {
    let sim = start().await;
    let pool = &sim.pools()[0];
    let token = token(&sim, pool).await;
    for invalid in ["page=0", "limit=0", "limit=51", "page=x"] {
        let request = get(&sim, &format!("/api/v3/get-orders?{invalid}"), &token);
        assert_eq!(codes(request).await, (400, None), "{invalid}");
    }
    let second = data(&sim, pool, "/api/v3/get-orders?page=2&limit=2", "").await;
    assert_eq!(second["totalCount"], 3);
    assert_eq!(second["list"].as_array().unwrap().len(), 1);
    assert_eq!(second["list"][0]["orderType"], "New");
}

#[tokio::test]
async fn unknown_calls_are_refused_and_recorded() {
    let sim = start().await;
    let pool = &sim.pools()[0];
    let token = token(&sim, pool).await;
    sim.clear_requests();
    let post = http().post(format!("{}/api/v3/click-cost-contact?a=b%20c", sim.url()));
    let response = post.header("authorization", &token).send().await.unwrap();
    let message = "Cannot POST /api/v3/click-cost-contact";
    let expected = json!({ "statusCode": 404, "message": message, "error": "Not Found" });
    assert_eq!(status_and_body(response).await, (404, expected));
    let delete = http()
        .delete(format!("{}{USAGE}", sim.url()))
        .send()
        .await
        .unwrap();
    assert_eq!(delete.status(), 404);

    let [posted, deleted] = sim.requests().try_into().unwrap();
    assert_eq!(
        (posted.method.as_str(), posted.query.as_str()),
        ("POST", "a=b%20c")
    );
    assert_eq!(posted.path, "/api/v3/click-cost-contact");
    assert_eq!(posted.access_key_id.as_ref(), Some(&pool.access_key_id));
    assert_eq!(
        (deleted.method.as_str(), deleted.access_key_id),
        ("DELETE", None)
    );
    assert_eq!(deleted.at, start_time());
}

#[tokio::test]
async fn messages_are_in_the_requested_or_default_language() {
    let sim = start().await;
    let message = async |pool: usize, header: Option<(&str, &str)>| {
        let request = get(&sim, USAGE, &token(&sim, &sim.pools()[pool]).await);
        let (name, value) = header.unwrap_or(("x-nothing", ""));
        body(request.header(name, value).send().await.unwrap()).await["message"].take()
    };
    assert_eq!(message(0, None).await, "Operation successful");
    assert_eq!(message(2, None).await, "操作成功");
    assert_eq!(
        message(0, Some(("x-authing-lang", "zh-CN"))).await,
        "操作成功"
    );
    assert_eq!(
        message(2, Some(("x-genauth-lang", "en-US"))).await,
        "Operation successful"
    );
    assert_eq!(message(2, Some(("x-genauth-lang", ""))).await, "操作成功");
}
