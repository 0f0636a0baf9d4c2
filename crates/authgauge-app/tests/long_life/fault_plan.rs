//! The planned faults, outages and sleeps, drawn from a seed.

use genauth_sim::{Effect, Fault, Position, StreamFault};

use super::{Run, WARM_HOUR};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// An event at a moment of the run, in milliseconds since its start.
pub(crate) struct PlannedEvent {
    pub(crate) at_ms: i64,
    pub(crate) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A pool gets a fault of the table.
    Fault { pool: usize, fault: usize },
    /// The fault ends.
    Recover { pool: usize },
    /// A server stops.
    Down { server: usize },
    /// It starts again, without its tokens.
    Up { server: usize },
    /// The machine sleeps.
    Sleep { ms: i64 },
}

/// The number of servers.
pub(crate) const SERVERS: usize = 2;

/// All faults of a server or the network.
pub(crate) fn faults() -> Vec<Fault> {
    let line = |effect, position| Fault::Stream(StreamFault { effect, position });
    let retry_after = |status: &str, seconds: u32| {
        let head =
            format!("HTTP/1.1 {status}\r\nretry-after: {seconds}\r\ncontent-length: 0\r\n\r\n");
        Fault::RawBytes(head.into_bytes())
    };
    vec![
        Fault::RateLimited { retry_after: None },
        Fault::RateLimited {
            retry_after: Some(5),
        },
        Fault::RateLimited {
            retry_after: Some(50),
        },
        Fault::RateLimited {
            retry_after: Some(1800),
        },
        Fault::RateLimited {
            retry_after: Some(4500),
        },
        retry_after("503 Service Unavailable", 20),
        retry_after("503 Service Unavailable", 2700),
        Fault::ServerError(500),
        Fault::ServerError(503),
        Fault::Html(200),
        Fault::Html(502),
        Fault::ClockSkew,
        Fault::UpgradeRequired,
        Fault::Forbidden,
        Fault::UnknownPool,
        Fault::NoV3,
        Fault::NoTokenEndpoint,
        Fault::Stall,
        Fault::EmptyBody,
        Fault::Garbage,
        Fault::HugeBody(5 * 1024 * 1024),
        Fault::Redirect("http://127.0.0.1:9/".to_owned()),
        Fault::RevokeKey,
        Fault::OldEnvelope,
        Fault::DataOnly(Box::new(Fault::ServerError(502))),
        Fault::DataOnly(Box::new(Fault::Stall)),
        Fault::DataOnly(Box::new(Fault::RateLimited {
            retry_after: Some(90),
        })),
        line(Effect::Reset, Position::BeforeHeaders),
        line(Effect::Reset, Position::InBody),
        line(Effect::Close, Position::InHeaders),
        line(Effect::Close, Position::InBody),
        line(Effect::Stall, Position::InBody),
        line(Effect::Corrupt, Position::BeforeHeaders),
        line(Effect::Corrupt, Position::InBody),
    ]
}

/// All events of a run, in order.
pub(crate) fn events(run: Run) -> Vec<PlannedEvent> {
    let mut draw = Draw(run.seed);
    let end = run.hours * HOUR;
    // Every fault occurs once before the warm hour.
    let mut next_fault = (0..faults().len()).cycle();
    let mut events = Vec::new();
    let mut push = |at_ms, what| events.push(PlannedEvent { at_ms, what });
    for pool in 0..run.pools {
        let mut at = draw.within(HOUR / 2, 2 * HOUR);
        while at < end {
            let fault = if at < WARM_HOUR * HOUR {
                next_fault.next().unwrap()
            } else {
                draw.below(faults().len())
            };
            push(at, What::Fault { pool, fault });
            at += draw.within(18 * MINUTE, 100 * MINUTE);
            push(at, What::Recover { pool });
            at += draw.within(20 * MINUTE, 4 * HOUR);
        }
    }
    for server in 0..SERVERS {
        let mut at = draw.within(2 * HOUR, 12 * HOUR);
        while at < end {
            push(at, What::Down { server });
            at += draw.within(MINUTE, 50 * MINUTE);
            push(at, What::Up { server });
            at += draw.within(3 * HOUR, 15 * HOUR);
        }
    }
    let mut at = draw.within(3 * HOUR, 10 * HOUR);
    while at < end {
        push(
            at,
            What::Sleep {
                ms: draw.within(2 * MINUTE, 9 * HOUR),
            },
        );
        at += draw.within(4 * HOUR, 20 * HOUR);
    }
    events.sort_by_key(|event| event.at_ms);
    events
}

/// Reproducible pseudo-random numbers (splitmix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn within(&mut self, from: i64, to: i64) -> i64 {
        from + (self.next() % (to - from) as u64) as i64
    }
}
