//! How soon a pool is read again: rules without state, for the schedule to keep and for tests to hold it to.

use std::time::Duration;

use crate::error::ErrorCode;
use crate::history::MaxGap;
use crate::settings::Settings;

/// No pool is read more often by itself, however near its limits it is.
pub const SHORTEST: Duration = Duration::from_secs(5 * 60);

/// No pool is put off longer than this, unless the owner's own interval is longer.
pub const LONGEST: Duration = Duration::from_secs(2 * 60 * 60);

/// After so many readings in which nothing moved the interval is doubled, and doubled again.
const STILL: [u32; 2] = [4, 12];

/// The first pause after nothing was reached; each one after it is twice as long.
const PAUSE: Duration = Duration::from_secs(60);

/// What the pace depends on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Activity {
    /// In how many readings in a row no figure moved.
    pub unchanged_readings: u32,
    /// A benefit is near its limit, almost used up, or over.
    pub at_risk: bool,
    /// The machine runs on its battery.
    pub on_battery: bool,
}

/// Until the next refresh, from the owner's interval: half of it near a limit while something moves, up to four
/// times as long where nothing does or the machine runs on battery.
pub fn interval(owners: Duration, activity: Activity) -> Duration {
    let doublings = STILL
        .iter()
        .filter(|readings| activity.unchanged_readings >= **readings)
        .count();
    let (half, doublings) = match activity.at_risk {
        // What is near a limit and stands still is read as the owner said.
        true => (doublings == 0, 0),
        false => (false, doublings),
    };
    let doublings = doublings + usize::from(activity.on_battery);
    let adapted = match (half, doublings) {
        (true, 0) => owners / 2,
        (true, 1..) | (false, 0) => owners,
        (false, 1) => owners.saturating_mul(2),
        (false, 2..) => owners.saturating_mul(4),
    };
    adapted.min(LONGEST.max(owners)).max(SHORTEST)
}

/// How soon to try again what failed and may pass by itself: a network that is not up yet, again and again with
/// pauses that widen; a server that hangs, or a keychain that waits for its owner, once. The schedule's own time
/// stands where it is earlier.
///
/// `tries` are those that failed so before, in a row.
pub fn retry_delay(code: ErrorCode, tries: u32) -> Option<Duration> {
    let once = matches!(
        code,
        ErrorCode::KeychainLocked | ErrorCode::KeychainTimedOut | ErrorCode::TimedOut
    );
    match code {
        ErrorCode::Unreachable => Some(PAUSE.saturating_mul(2_u32.saturating_pow(tries))),
        _ if once && tries == 0 => Some(PAUSE),
        _ => None,
    }
}

/// The longest gap between two readings, in minutes, in which none was missed: two and a half of the longest
/// intervals.
pub fn longest_gap(settings: &Settings) -> MaxGap {
    let owners = Duration::from_secs(60 * u64::from(settings.refresh_minutes));
    let slowest = Activity {
        unchanged_readings: u32::MAX,
        at_risk: false,
        on_battery: true,
    };
    let minutes = interval(owners, slowest).as_secs() / 60;
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
    fn the_pace_follows_what_moves_what_is_near_and_what_it_costs() {
        for (still, near, on_battery, expected) in [
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
            let adapted = interval(minutes(15), activity(still, near, on_battery));
            assert_eq!(adapted, minutes(expected), "{still} {near} {on_battery}");
        }
        let near = interval(minutes(15), activity(0, true, false));
        assert_eq!(near, Duration::from_secs(450));
    }

    #[test]
    fn it_is_never_shorter_than_five_minutes_and_seldom_longer_than_two_hours() {
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
        fn it_stays_within_its_bounds_whatever_the_stand(
            owners in 5..=1440_u64, still: u32, near: bool, on_battery: bool,
        ) {
            let owners = minutes(owners);
            let adapted = interval(owners, activity(still, near, on_battery));
            prop_assert!(adapted >= SHORTEST);
            prop_assert!(adapted >= owners / 2);
            prop_assert!(adapted <= owners * 4);
            prop_assert!(adapted <= owners.max(LONGEST));
        }

        #[test]
        fn more_stillness_and_a_battery_never_hasten_it_and_nearness_never_slows_it(
            owners in 5..=1440_u64, still in 0..40_u32, more in 0..40_u32, near: bool, on_battery: bool,
        ) {
            let paced = |still, near, on_battery| interval(minutes(owners), activity(still, near, on_battery));
            let here = paced(still, near, on_battery);
            prop_assert!(paced(still + more, near, on_battery) >= here);
            prop_assert!(paced(still, near, true) >= here);
            prop_assert!(paced(still, true, on_battery) <= here);
        }
    }

    #[test]
    fn a_network_that_is_away_is_tried_with_widening_pauses() {
        let pauses: Vec<_> = (0..4)
            .map(|tries| retry_delay(ErrorCode::Unreachable, tries))
            .collect();
        assert_eq!(pauses, [1, 2, 4, 8].map(|wait| Some(minutes(wait))));
        assert!(retry_delay(ErrorCode::Unreachable, u32::MAX) > Some(minutes(1_000_000)));
    }

    #[test]
    fn what_may_pass_otherwise_is_tried_once_and_what_does_not_never() {
        for code in [
            ErrorCode::KeychainLocked,
            ErrorCode::KeychainTimedOut,
            ErrorCode::TimedOut,
        ] {
            assert_eq!(retry_delay(code, 0), Some(minutes(1)));
            assert_eq!(retry_delay(code, 1), None);
        }
        for code in [ErrorCode::KeyRejected, ErrorCode::TooManyRequests] {
            assert_eq!(retry_delay(code, 0), None);
        }
    }

    #[test]
    fn the_longest_gap_is_two_and_a_half_of_the_longest_intervals() {
        let gap = |refresh_minutes| {
            longest_gap(&Settings {
                refresh_minutes,
                ..Settings::default()
            })
        };
        assert_eq!([5, 15, 60, 1440].map(gap), [50, 150, 300, 3600].map(MaxGap));
    }
}
