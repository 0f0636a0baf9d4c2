//! An answer as it came over the wire, within its limits.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{
    Response,
    header::{DATE, HeaderMap, HeaderName, RETRY_AFTER},
};

use super::{redact, transport_error};
use crate::{Error, ErrorKind};

/// The longest pause that is believed of a server.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 3600);

/// What the server sent.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body, decompressed.
    pub(crate) body: Vec<u8>,
    /// Local time minus server time in milliseconds, if the server gave its `Date`.
    pub(crate) ahead_ms: Option<i64>,
    /// `Retry-After`, from now.
    pub(crate) retry_after: Option<Duration>,
}

/// When a call went out and its answer's head came in, by the local clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timing {
    received_at: DateTime<Utc>,
    round_trip: TimeDelta,
}

impl Timing {
    /// The clock may have been set in between, so the round trip is kept within what a call may last.
    pub(super) fn of(sent: DateTime<Utc>, received_at: DateTime<Utc>, limit: Duration) -> Self {
        let limit = TimeDelta::from_std(limit).unwrap_or(TimeDelta::MAX);
        let round_trip = (received_at - sent).clamp(TimeDelta::zero(), limit);
        Self {
            received_at,
            round_trip,
        }
    }

    fn ahead_of(self, server: DateTime<Utc>) -> i64 {
        (self.received_at - self.round_trip / 2 - server).num_milliseconds()
    }
}

impl Answer {
    /// The answer with a text blotted out wherever it stands.
    pub(crate) fn without(mut self, text: &str) -> Self {
        self.body = redact::without(self.body, text);
        self
    }

    pub(super) async fn read(
        mut response: Response,
        timing: Timing,
        limit: usize,
    ) -> Result<Self, Error> {
        let server_time = header(response.headers(), DATE).and_then(http_date);
        let now = server_time.unwrap_or(timing.received_at);
        let status = response.status().as_u16();
        let retry_after = header(response.headers(), RETRY_AFTER).and_then(|text| pause(text, now));
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| transport_error::kind(&error))?
        {
            if body.len() + chunk.len() > limit {
                return Err(ErrorKind::AnswerNotUnderstood.into());
            }
            body.extend_from_slice(&chunk);
        }
        let ahead_ms = server_time.map(|server| timing.ahead_of(server));
        Ok(Self {
            status,
            body,
            ahead_ms,
            retry_after,
        })
    }
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    httpdate::parse_http_date(text).ok().map(DateTime::from)
}

/// `Retry-After` comes as seconds or as a date.
fn pause(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let pause = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(text.parse().ok()?)
    } else {
        (http_date(text)? - now).to_std().unwrap_or_default()
    };
    Some(pause.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        mutate::{lines, near},
        proptest_config::{FEW, proptest_config},
    };

    const DATES: &str = include_str!("../../../tests/data/corpus/http-dates.txt");

    fn at(ms: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_665_296_040_000 + ms).unwrap()
    }

    #[test]
    fn half_the_round_trip_is_taken_off() {
        let limit = Duration::from_secs(30);
        assert_eq!(Timing::of(at(0), at(200), limit).ahead_of(at(0)), 100);
        assert_eq!(Timing::of(at(-500), at(-300), limit).ahead_of(at(0)), -400);
        assert_eq!(
            Timing::of(at(500), at(0), limit).ahead_of(at(0)),
            0,
            "clock set back"
        );
        assert_eq!(
            Timing::of(at(0), at(3_600_000), limit).ahead_of(at(0)),
            3_585_000
        );
    }

    #[test]
    fn pauses_are_read_in_both_styles() {
        let date = "Sun, 09 Oct 2022 06:14:30 GMT";
        for (text, seconds) in [
            ("0", Some(0)),
            ("120", Some(120)),
            ("999999999", Some(86_400)),
            (date, Some(30)),
            ("Sun, 09 Oct 2022 06:13:00 GMT", Some(0)),
            ("", None),
            ("-1", None),
            ("soon", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(
                pause(text, at(0)),
                seconds.map(Duration::from_secs),
                "{text:?}"
            );
        }
    }

    fn pause_holds(text: &[u8], now: DateTime<Utc>) {
        let told = pause(String::from_utf8_lossy(text).trim(), now);
        assert!(told.is_none_or(|told| told <= LONGEST_PAUSE), "{told:?}");
    }

    proptest! {
        #![proptest_config(proptest_config(5_000, "dates of HTTP, mutate"))]

        #[test]
        fn any_pause_is_bounded_or_none(text in near(lines(DATES)), now in -1_000_000_000_i64..1_000_000_000) {
            pause_holds(&text, at(now.saturating_mul(1_000)));
        }
    }

    #[test]
    fn fuzz_pauses() {
        let holds = |text: &[u8]| pause_holds(text, at(0));
        lines(DATES).iter().for_each(|text| holds(text));
        bolero::check!().with_iterations(FEW).for_each(holds);
    }
}
