//! HTTP responses, read within their limits.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Response;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use super::transport_error::Way;
use super::{redact, transport_error};
use crate::{Error, ErrorKind};

/// Longer `Retry-After` values are cut to this.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 3600);

/// A response of the server.
#[derive(Debug)]
pub(crate) struct HttpResponse {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body, decompressed.
    pub(crate) body: Vec<u8>,
    /// Local time minus server time in milliseconds, from the `Date` header.
    pub(crate) ahead_ms: Option<i64>,
    /// `Retry-After`, as time from now.
    pub(crate) retry_after: Option<Duration>,
}

/// When the head of a response arrived, and how long after the request was sent, by the local clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timing {
    received_at: DateTime<Utc>,
    round_trip: TimeDelta,
}

impl Timing {
    /// Clamps the round trip to the timeout: the clock may have been set meanwhile.
    pub(super) fn new(
        sent_at: DateTime<Utc>,
        received_at: DateTime<Utc>,
        timeout: Duration,
    ) -> Self {
        let max = TimeDelta::from_std(timeout).unwrap_or(TimeDelta::MAX);
        let round_trip = (received_at - sent_at).clamp(TimeDelta::zero(), max);
        Self {
            received_at,
            round_trip,
        }
    }

    fn ahead_of_ms(self, server: DateTime<Utc>) -> i64 {
        (self.received_at - self.round_trip / 2 - server).num_milliseconds()
    }
}

impl HttpResponse {
    /// The response with a secret redacted in its body.
    pub(crate) fn redacted(self, secret: &str) -> Self {
        Self {
            body: redact::redact(self.body, secret),
            ..self
        }
    }

    /// Whether a server says that it misses a client certificate: nginx does so after the handshake.
    pub(super) fn misses_client_certificate(&self) -> bool {
        let says = |text: &[u8]| self.body.windows(text.len()).any(|part| part == text);
        self.status == 400 && says(b"No required SSL certificate was sent")
    }

    pub(super) async fn read(
        mut response: Response,
        timing: Timing,
        max_body_bytes: usize,
        way: &Way,
    ) -> Result<Self, Error> {
        let server_time = header(response.headers(), DATE).and_then(http_date);
        let now = server_time.unwrap_or(timing.received_at);
        let status = response.status().as_u16();
        let retry_after =
            header(response.headers(), RETRY_AFTER).and_then(|text| parse_retry_after(text, now));
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| transport_error::kind(&error, way))?
        {
            if body.len() + chunk.len() > max_body_bytes {
                return Err(ErrorKind::AnswerNotUnderstood.into());
            }
            body.extend_from_slice(&chunk);
        }
        let ahead_ms = server_time.map(|server| timing.ahead_of_ms(server));
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

/// `Retry-After` is a number of seconds or a date.
fn parse_retry_after(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let delay = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(text.parse().ok()?)
    } else {
        (http_date(text)? - now).to_std().unwrap_or_default()
    };
    Some(delay.min(MAX_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mutate::{lines, near};
    use crate::proptest_config::{FEW, proptest_config};

    const DATES: &str = include_str!("../../../tests/data/corpus/http-dates.txt");

    fn at(ms: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_665_296_040_000 + ms).unwrap()
    }

    #[test]
    fn clock_difference_excludes_half_the_round_trip() {
        let timeout = Duration::from_secs(30);
        assert_eq!(Timing::new(at(0), at(200), timeout).ahead_of_ms(at(0)), 100);
        assert_eq!(
            Timing::new(at(-500), at(-300), timeout).ahead_of_ms(at(0)),
            -400
        );
        assert_eq!(
            Timing::new(at(500), at(0), timeout).ahead_of_ms(at(0)),
            0,
            "clock set back"
        );
        assert_eq!(
            Timing::new(at(0), at(3_600_000), timeout).ahead_of_ms(at(0)),
            3_585_000
        );
    }

    #[test]
    fn parses_retry_after_in_seconds_and_as_date() {
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
                parse_retry_after(text, at(0)),
                seconds.map(Duration::from_secs),
                "{text:?}"
            );
        }
    }

    fn check_retry_after(text: &[u8], now: DateTime<Utc>) {
        let delay = parse_retry_after(String::from_utf8_lossy(text).trim(), now);
        assert!(
            delay.is_none_or(|delay| delay <= MAX_RETRY_AFTER),
            "{delay:?}"
        );
    }

    proptest! {
        #![proptest_config(proptest_config(5_000, "mutated Retry-After headers"))]

        #[test]
        fn any_retry_after_is_bounded_or_none(text in near(lines(DATES)), now in -1_000_000_000_i64..1_000_000_000) {
            check_retry_after(&text, at(now.saturating_mul(1_000)));
        }
    }

    #[test]
    fn fuzz_retry_after() {
        let check = |text: &[u8]| check_retry_after(text, at(0));
        lines(DATES).iter().for_each(|text| check(text));
        bolero::check!().with_iterations(FEW).for_each(check);
    }
}
