//! Refresh intervals and retry delays, as pure functions for the scheduler.

use std::time::Duration;

use crate::error::ErrorCode;
use crate::history::MaxGap;
use crate::settings::Settings;

/// The lower bound of every interval.
const MIN_INTERVAL: Duration = Duration::from_secs(5 * 60);

/// The upper bound, unless the owner's own interval is longer.
const MAX_INTERVAL: Duration = Duration::from_secs(2 * 60 * 60);

/// The interval doubles after each of these numbers of unchanged readings.
const DOUBLE_AFTER: [u32; 2] = [4, 12];

/// The first retry delay. Each further one is twice as long.
const RETRY_DELAY: Duration = Duration::from_secs(60);

/// The first retry delays after a failure of the keychain, which starts at login beside Authgauge.
const KEYCHAIN_DELAYS: [Duration; 2] = [Duration::from_secs(5), Duration::from_secs(15)];

/// What the interval of a pool depends on, besides the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Activity {
    /// The number of consecutive readings without a changed figure.
    pub unchanged_readings: u32,
    /// A benefit's level is near, critical or over.
    pub at_risk: bool,
    /// The machine runs on battery.
    pub on_battery: bool,
}

/// The time until the next refresh. The owner's interval is halved while a pool at risk changes, multiplied by up to
/// four while nothing changes, and doubled on battery.
pub fn interval(configured: Duration, activity: Activity) -> Duration {
    let is_due = |readings: &&u32| activity.unchanged_readings >= **readings;
    let doublings = DOUBLE_AFTER.iter().filter(is_due).count();
    let (halve, doublings) = match activity.at_risk {
        // A pool at risk without changes keeps the owner's interval.
        true => (doublings == 0, 0),
        false => (false, doublings),
    };
    let doublings = doublings + usize::from(activity.on_battery);
    let adapted = match (halve, doublings) {
        (true, 0) => configured / 2,
        (true, 1..) | (false, 0) => configured,
        (false, 1) => configured.saturating_mul(2),
        (false, 2..) => configured.saturating_mul(4),
    };
    adapted.min(MAX_INTERVAL.max(configured)).max(MIN_INTERVAL)
}

/// The delay before a retry of a refresh that failed `tries` times in a row, if it should be retried before it is
/// due. Exponential for a missing network and keychain, once for timeouts of a server.
pub fn retry_delay(code: ErrorCode, tries: u32) -> Option<Duration> {
    match code {
        ErrorCode::Unreachable => Some(doubled(tries)),
        ErrorCode::KeychainMissing | ErrorCode::KeychainLocked | ErrorCode::KeychainTimedOut => {
            let first = usize::try_from(tries).ok();
            let first = first.and_then(|tries| KEYCHAIN_DELAYS.get(tries).copied());
            Some(first.unwrap_or_else(|| doubled(tries.saturating_sub(2))))
        }
        ErrorCode::TimedOut if tries == 0 => Some(RETRY_DELAY),
        _ => None,
    }
}

fn doubled(times: u32) -> Duration {
    RETRY_DELAY.saturating_mul(2_u32.saturating_pow(times))
}

/// The longest gap between two readings in which none was missed: 2.5 times the longest interval.
pub fn longest_gap(settings: &Settings) -> MaxGap {
    let configured = Duration::from_secs(60 * u64::from(settings.refresh_minutes));
    let slowest = Activity {
        unchanged_readings: u32::MAX,
        at_risk: false,
        on_battery: true,
    };
    let minutes = interval(configured, slowest).as_secs() / 60;
    MaxGap(u16::try_from(minutes * 5 / 2).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minutes(minutes: u64) -> Duration {
        Duration::from_secs(60 * minutes)
    }

    fn activity(unchanged_readings: u32, at_risk: bool, on_battery: bool) -> Activity {
        Activity {
            unchanged_readings,
            at_risk,
            on_battery,
        }
    }

    #[test]
    fn interval_adapts_to_changes_risk_and_battery() {
        for (unchanged, at_risk, on_battery, expected) in [
            (0, false, false, 15),
            (3, false, false, 15),
            (4, false, false, 30),
            (11, false, false, 30),
            (12, false, false, 60),
            (u32::MAX, false, false, 60),
            (0, false, true, 30),
            (4, false, true, 60),
            (12, false, true, 60),
            (4, true, false, 15),
            (12, true, false, 15),
            (0, true, true, 15),
            (12, true, true, 30),
        ] {
            let adapted = interval(minutes(15), activity(unchanged, at_risk, on_battery));
            assert_eq!(
                adapted,
                minutes(expected),
                "{unchanged} {at_risk} {on_battery}"
            );
        }
        let halved = interval(minutes(15), activity(0, true, false));
        assert_eq!(halved, Duration::from_secs(450));
    }

    #[test]
    fn interval_is_bounded() {
        assert_eq!(interval(minutes(5), activity(0, true, false)), minutes(5));
        assert_eq!(interval(minutes(8), activity(0, true, false)), minutes(5));
        assert_eq!(
            interval(minutes(45), activity(12, false, false)),
            minutes(120)
        );
        assert_eq!(
            interval(minutes(1440), activity(12, false, true)),
            minutes(1440)
        );
        assert_eq!(
            interval(minutes(1440), activity(0, true, false)),
            minutes(720)
        );
    }

    proptest! {
        #[test]
        fn any_activity_gives_an_interval_within_the_bounds(
            configured in 5..=1440_u64, unchanged: u32, at_risk: bool, on_battery: bool,
        ) {
            let configured = minutes(configured);
            let adapted = interval(configured, activity(unchanged, at_risk, on_battery));
            prop_assert!(adapted >= MIN_INTERVAL);
            prop_assert!(adapted >= configured / 2);
            prop_assert!(adapted <= configured * 4);
            prop_assert!(adapted <= configured.max(MAX_INTERVAL));
        }

        #[test]
        fn interval_is_monotonic_in_each_input(
            configured in 5..=1440_u64, unchanged in 0..40_u32, more in 0..40_u32, at_risk: bool, on_battery: bool,
        ) {
            let adapted = |unchanged, at_risk, on_battery| interval(minutes(configured), activity(unchanged, at_risk, on_battery));
            let here = adapted(unchanged, at_risk, on_battery);
            prop_assert!(adapted(unchanged + more, at_risk, on_battery) >= here);
            prop_assert!(adapted(unchanged, at_risk, true) >= here);
            prop_assert!(adapted(unchanged, true, on_battery) <= here);
        }
    }

    #[test]
    fn unreachable_is_retried_with_doubling_delays() {
        let delays: Vec<_> = (0..4)
            .map(|tries| retry_delay(ErrorCode::Unreachable, tries))
            .collect();
        assert_eq!(delays, [1, 2, 4, 8].map(|wait| Some(minutes(wait))));
        assert!(retry_delay(ErrorCode::Unreachable, u32::MAX) > Some(minutes(1_000_000)));
    }

    #[test]
    fn keychain_is_retried_soon_and_then_with_doubling_delays() {
        for code in [
            ErrorCode::KeychainMissing,
            ErrorCode::KeychainLocked,
            ErrorCode::KeychainTimedOut,
        ] {
            let delays = (0..6).map(|tries| retry_delay(code, tries).unwrap().as_secs());
            assert_eq!(delays.collect::<Vec<_>>(), [5, 15, 60, 120, 240, 480]);
            assert!(retry_delay(code, u32::MAX) > Some(minutes(1_000_000)));
        }
    }

    #[test]
    fn timeouts_are_retried_once_and_rejections_never() {
        assert_eq!(retry_delay(ErrorCode::TimedOut, 0), Some(minutes(1)));
        assert_eq!(retry_delay(ErrorCode::TimedOut, 1), None);
        for code in [ErrorCode::KeyRejected, ErrorCode::TooManyRequests] {
            assert_eq!(retry_delay(code, 0), None);
        }
    }

    #[test]
    fn longest_gap_is_two_and_a_half_longest_intervals() {
        let gap = |refresh_minutes| {
            longest_gap(&Settings {
                refresh_minutes,
                ..Settings::default()
            })
        };
        assert_eq!([5, 15, 60, 1440].map(gap), [50, 150, 300, 3600].map(MaxGap));
    }
}
