//! Whatever a server or the way to it does: the figures that were shown stay, with their age and what failed.

use std::io::Write as _;

use genauth_sim::{LineFault, Place, Trouble};

use super::*;

type Case = (&'static str, Fault, ErrorCode);

/// Each fault, and what the owner is told. Repeats that wait are spared by faults that ask for a long wait.
fn cases() -> Vec<Case> {
    let line = |trouble, place| Fault::Line(LineFault { trouble, place });
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
        Fault::Instead(answer.into_bytes())
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
            ErrorCode::Unreachable,
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
        ("older than V3", Fault::NoV3, ErrorCode::EndpointMissing),
        (
            "signature refused for its time",
            Fault::ClockSkew,
            ErrorCode::ClockSkew,
        ),
        (
            "a page under 200",
            html("<html>welcome</html>"),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "a gateway's page",
            Fault::Html(502),
            ErrorCode::ServerFailing,
        ),
        (
            "nothing under 200",
            Fault::EmptyBody,
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "JSON cut short",
            Fault::Garbage,
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "JSON of another kind",
            json("[1, 2, 3]"),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "figures of a wrong type",
            json(r#"{"statusCode":200,"data":"many"}"#),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "an unknown code",
            json(r#"{"statusCode":777,"apiCode":-1}"#),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "no UTF-8",
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
            "not even HTTP",
            Fault::Instead(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "reset before the answer",
            line(Trouble::Reset, Place::BeforeHeaders),
            ErrorCode::Unreachable,
        ),
        (
            "reset within the answer",
            line(Trouble::Reset, Place::InBody),
            ErrorCode::Unreachable,
        ),
        (
            "cut within the headers",
            line(Trouble::Cut, Place::InHeaders),
            ErrorCode::Unreachable,
        ),
        (
            "cut within the answer",
            line(Trouble::Cut, Place::InBody),
            ErrorCode::Unreachable,
        ),
        (
            "garbage for an answer",
            line(Trouble::Garbage, Place::BeforeHeaders),
            ErrorCode::AnswerNotUnderstood,
        ),
        (
            "garbage within the answer",
            line(Trouble::Garbage, Place::InBody),
            ErrorCode::AnswerNotUnderstood,
        ),
        ("silence", Fault::Stall, ErrorCode::TimedOut),
        (
            "silence within the answer",
            line(Trouble::Stall, Place::InBody),
            ErrorCode::TimedOut,
        ),
    ]
}

#[tokio::test]
async fn whatever_fails_the_old_figures_stay_with_their_age() {
    let cases = cases();
    let count = cases.len() + 1;
    for case in cases {
        Shown::before().await.stays(case).await;
    }
    let mut shown = Shown::before().await;
    let down = std::mem::replace(
        &mut shown.house.sim,
        Sim::start(SimOptions::default()).await.unwrap(),
    );
    down.stop().await;
    shown.stays_after("refused", ErrorCode::Unreachable).await;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "count: {count} faults with the old figures still shown"
    )
    .unwrap();
}

/// A pool with figures, and how they are shown.
struct Shown {
    house: House,
    pool: SimPool,
    id: PoolId,
    view: PoolView,
}

impl Shown {
    async fn before() -> Self {
        let house = House::new().await;
        let pool = house.pool();
        let id = house.add(&pool).await;
        let view = house.authgauge.pool_view(&id).unwrap();
        assert_eq!(view.reading.as_ref().unwrap().source, Source::Live);
        Self {
            house,
            pool,
            id,
            view,
        }
    }

    async fn stays(self, (name, fault, code): Case) {
        // A token that is good would hide what a sign-in meets.
        self.house.sim.expire_tokens();
        self.house
            .sim
            .set_fault_for(&self.pool.access_key_id, Some(fault));
        self.stays_after(name, code).await;
    }

    async fn stays_after(self, name: &str, code: ErrorCode) {
        let Self {
            house,
            id,
            view: before,
            ..
        } = self;
        refreshed_without_waiting(&house, &id).await;
        let now = house.authgauge.pool_view(&id).unwrap();
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
        assert!(house.authgauge.overview().pools[0].failing, "{name}");
        let chart = chart_of(&id, MauRange::Months { count: 12 });
        let mau = house.authgauge.mau_view(chart).await.unwrap();
        assert!(!mau.chart.unwrap().bars.is_empty(), "{name}");
    }
}

/// Time goes on where the client waits for it: for its repeats, and for the silent.
async fn refreshed_without_waiting(house: &House, id: &PoolId) {
    house.authgauge.refresh(id).unwrap();
    let ended = house.authgauge.refreshed(id);
    tokio::pin!(ended);
    loop {
        // A question to the simulator comes back only after what went before it.
        let asked = house.calls_of("get-usage-info") + house.calls_of("get-management-token");
        tokio::select! {
            biased;
            () = &mut ended => return,
            () = pulse(house) => {}
        }
        let now = house.calls_of("get-usage-info") + house.calls_of("get-management-token");
        if asked == now {
            tokio::time::pause();
            tokio::time::advance(std::time::Duration::from_secs(1)).await;
            tokio::time::resume();
        }
    }
}

async fn pulse(house: &House) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let address = house.sim.url().replace("http://", "");
    for _ in 0..5 {
        let mut line = tokio::net::TcpStream::connect(&address).await.unwrap();
        let ask = b"GET /pulse HTTP/1.1\r\nhost: pulse\r\nconnection: close\r\n\r\n";
        line.write_all(ask).await.unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).await.unwrap();
    }
}
