//! After any fault of the server or the network the old figures stay, with their age and the failure.

use std::io::Write as _;

use genauth_sim::{Effect, Position, StreamFault};

use super::*;

type Case = (&'static str, Fault, ErrorCode);

/// Each fault and its error code. Some ask for a long wait, so that the client does not retry.
fn cases() -> Vec<Case> {
    let line = |effect, position| Fault::Stream(StreamFault { effect, position });
    let html = |body: &str| Fault::Body {
        headers: vec![("content-type".to_owned(), "text/html".to_owned())],
        body: body.as_bytes().to_vec(),
    };
    let json = |body: &str| Fault::Body {
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.as_bytes().to_vec(),
    };
    let status = |line: &str| {
        let answer = format!("HTTP/1.1 {line}\r\nretry-after: 3600\r\ncontent-length: 0\r\n\r\n");
        Fault::RawBytes(answer.into_bytes())
    };
    vec![
        ("400", status("400 Bad Request"), ErrorCode::RequestRefused),
        ("401", status("401 Unauthorized"), ErrorCode::KeyRejected),
        (
            "402",
            status("402 Payment Required"),
            ErrorCode::UpgradeRequired,
        ),
        ("403", status("403 Forbidden"), ErrorCode::Forbidden),
        ("404", status("404 Not Found"), ErrorCode::EndpointMissing),
        (
            "407",
            status("407 Proxy Authentication Required"),
            ErrorCode::AnswerNotUnderstood,
        ),
        ("408", status("408 Request Timeout"), ErrorCode::TimedOut),
        (
            "422",
            status("422 Unprocessable Content"),
            ErrorCode::RequestRefused,
        ),
        (
            "429",
            status("429 Too Many Requests"),
            ErrorCode::TooManyRequests,
        ),
        (
            "500",
            status("500 Internal Server Error"),
            ErrorCode::ServerFailing,
        ),
        (
            "503",
            status("503 Service Unavailable"),
            ErrorCode::ServerFailing,
        ),
        ("599", status("599 Odd"), ErrorCode::ServerFailing),
        (
            "redirected elsewhere",
            Fault::Redirect("http://127.0.0.1:9/".to_owned()),
            ErrorCode::AnswerNotUnderstood,
        ),
        ("key revoked", Fault::RevokeKey, ErrorCode::KeyRejected),
        ("pool unknown", Fault::UnknownPool, ErrorCode::PoolUnknown),
        (
            "upgrade required",
            Fault::UpgradeRequired,
            ErrorCode::UpgradeRequired,
        ),
        ("no permission", Fault::Forbidden, ErrorCode::Forbidden),
        ("no V3 API", Fault::NoV3, ErrorCode::EndpointMissing),
        (
            "signature refused for its time",
            Fault::ClockSkew,
            ErrorCode::ClockSkew,
        ),
        (
            "an HTML page with status 200",
            html("<html>welcome</html>"),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "an HTML page of a gateway",
            Fault::Html(502),
            ErrorCode::ServerFailing,
        ),
        (
            "an empty body with status 200",
            Fault::EmptyBody,
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "truncated JSON",
            Fault::Garbage,
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "JSON of another shape",
            json("[1, 2, 3]"),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "data of a wrong type",
            json(r#"{"statusCode":200,"data":"many"}"#),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "an unknown code",
            json(r#"{"statusCode":777,"apiCode":-1}"#),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "invalid UTF-8",
            Fault::Body {
                headers: vec![],
                body: vec![0xff, 0xfe, 0x00],
            },
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "too large",
            Fault::HugeBody(5 * 1024 * 1024),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "not HTTP",
            Fault::RawBytes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "reset before the response",
            line(Effect::Reset, Position::BeforeHeaders),
            ErrorCode::Unreachable,
        ),
        (
            "reset in the body",
            line(Effect::Reset, Position::InBody),
            ErrorCode::Unreachable,
        ),
        (
            "closed in the headers",
            line(Effect::Close, Position::InHeaders),
            ErrorCode::Unreachable,
        ),
        (
            "closed in the body",
            line(Effect::Close, Position::InBody),
            ErrorCode::Unreachable,
        ),
        (
            "garbage instead of a response",
            line(Effect::Corrupt, Position::BeforeHeaders),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "garbage in the body",
            line(Effect::Corrupt, Position::InBody),
            ErrorCode::AnswerNotUnderstood,
        ),
        ("no response", Fault::Stall, ErrorCode::TimedOut),
        (
            "stalled in the body",
            line(Effect::Stall, Position::InBody),
            ErrorCode::TimedOut,
        ),
    ]
}

#[tokio::test]
async fn old_figures_stay_with_their_age_after_every_fault() {
    let cases = cases();
    let count = cases.len() + 1;
    for case in cases {
        ShownPool::new().await.assert_stays(case).await;
    }
    let mut shown = ShownPool::new().await;
    let down = std::mem::replace(
        &mut shown.fixture.sim,
        Sim::start(SimOptions::default()).await.unwrap(),
    );
    down.stop().await;
    shown
        .assert_stays_after("connection refused", ErrorCode::Unreachable)
        .await;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "count: {count} faults with the old figures still shown"
    )
    .unwrap();
}

/// A pool with figures, and its view.
struct ShownPool {
    fixture: Fixture,
    pool: SimPool,
    id: PoolId,
    view: PoolView,
}

impl ShownPool {
    async fn new() -> Self {
        let fixture = Fixture::new().await;
        let pool = fixture.pool();
        let id = fixture.add(&pool).await;
        let view = fixture.app.pool_view(&id).unwrap();
        assert_eq!(view.reading.as_ref().unwrap().source, Source::Live);
        Self {
            fixture,
            pool,
            id,
            view,
        }
    }

    async fn assert_stays(self, (name, fault, code): Case) {
        // With a valid token no sign-in would meet the fault.
        self.fixture.sim.expire_tokens();
        self.fixture
            .sim
            .set_fault_for(&self.pool.access_key_id, Some(fault));
        self.assert_stays_after(name, code).await;
    }

    async fn assert_stays_after(self, name: &str, code: ErrorCode) {
        let Self {
            fixture,
            id,
            view: before,
            ..
        } = self;
        refresh_without_waiting(&fixture, &id).await;
        let now = fixture.app.pool_view(&id).unwrap();
        let (old, kept) = (before.reading.unwrap(), now.reading.unwrap());
        assert_eq!(now.cards, before.cards, "{name}");
        assert_eq!(now.plan, before.plan, "{name}");
        assert_eq!(
            (kept.source, kept.taken_at),
            (Source::Kept, old.taken_at),
            "{name}"
        );
        match now.notices.first() {
            Some(Notice::Failed { failure, kept_from }) => {
                assert_eq!(
                    (failure.code, *kept_from),
                    (code, Some(old.taken_at)),
                    "{name}"
                );
            }
            other => panic!("{name}: {other:?}"),
        }
        assert!(fixture.app.overview().pools[0].failing, "{name}");
        let chart = chart_of(&id, MauRange::Months { count: 12 });
        let mau = fixture.app.mau_view(chart).await.unwrap();
        assert!(!mau.chart.unwrap().bars.is_empty(), "{name}");
    }
}

/// Refreshes, and advances the time while the client waits for a retry or a time limit.
async fn refresh_without_waiting(fixture: &Fixture, id: &PoolId) {
    fixture.app.refresh(id).unwrap();
    let ended = fixture.app.refreshed(id);
    tokio::pin!(ended);
    loop {
        // The simulator answers a pulse only after the requests before it.
        let before = fixture.calls_of("get-usage-info") + fixture.calls_of("get-management-token");
        tokio::select! {
            biased;
            () = &mut ended => return,
            () = pulse(fixture) => {}
        }
        let after = fixture.calls_of("get-usage-info") + fixture.calls_of("get-management-token");
        if before == after {
            tokio::time::pause();
            tokio::time::advance(std::time::Duration::from_secs(1)).await;
            tokio::time::resume();
        }
    }
}

async fn pulse(fixture: &Fixture) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let address = fixture.sim.url().replace("http://", "");
    for _ in 0..5 {
        let mut line = tokio::net::TcpStream::connect(&address).await.unwrap();
        let ask = b"GET /pulse HTTP/1.1\r\nhost: pulse\r\nconnection: close\r\n\r\n";
        line.write_all(ask).await.unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).await.unwrap();
    }
}
