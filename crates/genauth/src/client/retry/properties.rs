//! What holds for any policy, any failures and any luck.

use std::{cell::RefCell, collections::HashSet, time::Duration};

use proptest::{collection::vec, option, prelude::*, test_runner::TestCaseResult};
use tokio::time::{Instant, sleep, timeout_at};

use super::{Budget, Failed, Patience, Retrier, RetryPolicy};
use crate::{ErrorKind, Reply, client::envelope::Failure, proptest_config::proptest_config};

const CASES: u32 = 10_000;

/// How one attempt ends, and after how long.
#[derive(Debug, Clone)]
struct Attempt {
    kind: Option<ErrorKind>,
    retry_after: Option<Duration>,
    lasts: Duration,
}

/// When one attempt began and ended.
type Times = (Instant, Instant);

const MENDABLE: [ErrorKind; 3] = [
    ErrorKind::Unreachable,
    ErrorKind::ServerFailing { retry_after: None },
    ErrorKind::TooManyRequests { retry_after: None },
];

const FINAL: [ErrorKind; 14] = [
    ErrorKind::TimedOut,
    ErrorKind::KeyRejected,
    ErrorKind::PoolUnknown,
    ErrorKind::UpgradeRequired,
    ErrorKind::Forbidden,
    ErrorKind::EndpointMissing,
    ErrorKind::RequestRefused,
    ErrorKind::ClockSkew { ahead_ms: None },
    ErrorKind::TlsUntrusted,
    ErrorKind::AnswerNotUnderstood,
    ErrorKind::HostInvalid,
    ErrorKind::CaFileInvalid,
    ErrorKind::KeyMalformed,
    ErrorKind::DateRangeInvalid,
];

fn up_to(millis: u64) -> impl Strategy<Value = Duration> {
    (0..=millis).prop_map(Duration::from_millis)
}

fn mendable() -> impl Strategy<Value = ErrorKind> {
    prop::sample::select(&MENDABLE)
}

fn ending() -> impl Strategy<Value = Option<ErrorKind>> {
    prop_oneof![
        8 => mendable().prop_map(Some),
        1 => prop::sample::select(&FINAL).prop_map(Some),
        1 => Just(None),
    ]
}

fn attempt() -> impl Strategy<Value = Attempt> {
    (
        ending(),
        option::weighted(0.3, up_to(90_000)),
        up_to(30_000),
    )
        .prop_map(|(kind, retry_after, lasts)| Attempt {
            kind,
            retry_after,
            lasts,
        })
}

fn policy() -> impl Strategy<Value = RetryPolicy> {
    let pauses = (up_to(2_000), up_to(5_000), up_to(30_000), up_to(60_000));
    (1..8_u32, pauses, up_to(60_000), 0..20_u32).prop_map(
        |(attempts, (transient, throttled, cap, longest_wait), click, budget)| RetryPolicy {
            attempts,
            transient,
            throttled,
            cap,
            longest_wait,
            click,
            background: click * 2,
            budget,
        },
    )
}

/// Any policy at all, sane or not.
fn wild_policy() -> impl Strategy<Value = RetryPolicy> {
    let wild = || (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(s, n)| Duration::new(s, n));
    (any::<u32>(), wild(), wild(), wild(), wild()).prop_map(
        |(attempts, transient, throttled, cap, longest_wait)| RetryPolicy {
            attempts,
            transient,
            throttled,
            cap,
            longest_wait,
            ..RetryPolicy::default()
        },
    )
}

fn failure(kind: ErrorKind, retry_after: Option<Duration>) -> Failure {
    let reply = Reply::default();
    Failure {
        error: crate::Error { kind, reply },
        refuses_the_caller: false,
        retry_after,
    }
}

/// Plays the attempts on a paused clock; the last one stands for all that follow.
fn play(
    persistence: &Retrier,
    patience: Patience,
    script: &[Attempt],
    chances: &[u32],
) -> (Vec<Times>, Times, Option<ErrorKind>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let (times, drawn) = (RefCell::new(Vec::new()), RefCell::new(0));
    let chance = || {
        let mut drawn = drawn.borrow_mut();
        *drawn += 1;
        chances[*drawn % chances.len()]
    };
    runtime.block_on(async {
        let began = Instant::now();
        let limit = persistence.policy.limit(patience);
        let request = || async {
            let sent = Instant::now();
            let number = times.borrow().len();
            times.borrow_mut().push((sent, sent));
            let attempt = &script[number.min(script.len() - 1)];
            sleep(attempt.lasts).await;
            times.borrow_mut()[number].1 = Instant::now();
            match &attempt.kind {
                Some(kind) => Err(failure(kind.clone(), attempt.retry_after)),
                None => Ok(()),
            }
        };
        let deadline = began + limit;
        let repeated = persistence.repeat(deadline, chance, request);
        let end = match timeout_at(deadline, repeated).await {
            Ok(outcome) => outcome.err().map(|failure| failure.error.kind),
            Err(_) => Some(ErrorKind::TimedOut),
        };
        let whole = (began, Instant::now());
        (times.take(), whole, end)
    })
}

proptest! {
    #![proptest_config(proptest_config(CASES, "proptest_config of the rules for repeats"))]

    #[test]
    fn a_call_is_bounded_in_attempts_and_time(
        policy in policy(),
        script in vec(attempt(), 1..8),
        chances in vec(any::<u32>(), 1..8),
        background in any::<bool>(),
    ) {
        let patience = if background { Patience::Background } else { Patience::Click };
        let (times, (began, ended), _) =
            play(&Retrier::new(policy), patience, &script, &chances);
        prop_assert!(times.len() <= policy.attempts as usize);
        prop_assert!(times.len() <= 1 + policy.budget as usize);
        // The timer of the clock counts whole milliseconds.
        prop_assert!(ended - began <= policy.limit(patience) + Duration::from_millis(1));
        // Where there was no time at all, one request may still have gone out.
        prop_assert!(times.iter().skip(1).all(|(sent, _)| *sent - began < policy.limit(patience)
            + Duration::from_millis(1)));
    }

    #[test]
    fn a_repeat_comes_never_earlier_than_told_and_no_later_than_the_cap(
        policy in policy(),
        script in vec(attempt(), 8),
        chances in vec(any::<u32>(), 1..8),
    ) {
        let (times, _, _) = play(&Retrier::new(policy), Patience::Background, &script, &chances);
        for (attempt, pair) in script.iter().zip(times.windows(2)) {
            let pause = pair[1].0 - pair[0].1;
            let told = attempt.retry_after.unwrap_or_default();
            prop_assert!(pause >= told, "{pause:?} after {attempt:?}");
            prop_assert!(pause <= told + policy.cap + Duration::from_millis(1));
            prop_assert!(told <= policy.longest_wait);
        }
    }

    #[test]
    fn only_what_a_repeat_can_mend_is_repeated(
        policy in policy(),
        script in vec(attempt(), 8),
        chances in vec(any::<u32>(), 1..8),
    ) {
        let (times, _, _) = play(&Retrier::new(policy), Patience::Click, &script, &chances);
        for attempt in script.iter().take(times.len().saturating_sub(1)) {
            prop_assert!(attempt.kind.as_ref().is_some_and(|kind| MENDABLE.contains(kind)));
        }
    }

    #[test]
    fn a_call_ends_as_its_last_attempt_did_or_out_of_time(
        policy in policy(),
        script in vec(attempt(), 8),
        chances in vec(any::<u32>(), 1..8),
    ) {
        let (times, _, end) = play(&Retrier::new(policy), Patience::Click, &script, &chances);
        let last = times.len().checked_sub(1).and_then(|last| script[last].kind.clone());
        prop_assert!(end == last || end == Some(ErrorKind::TimedOut), "{end:?} {last:?}");
    }

    #[test]
    fn pauses_stay_within_their_bounds_whatever_the_policy(
        policy in wild_policy(),
        kind in mendable(),
        retry_after in option::of(up_to(u64::MAX)),
        made in any::<u32>(),
        left in up_to(u64::MAX),
        chance in any::<u32>(),
    ) {
        let failed = Failed { kind: &kind, retry_after, made, left };
        if let Some(pause) = policy.pause(&failed, chance) {
            let told = retry_after.unwrap_or_default();
            prop_assert!(made < policy.attempts && told <= policy.longest_wait);
            prop_assert!(pause >= told && pause < left);
            prop_assert!(pause <= told.saturating_add(policy.cap));
        }
    }

    #[test]
    fn the_pause_grows_with_the_draw_and_fills_its_range(
        policy in policy(),
        kind in mendable(),
        made in 1..7_u32,
        (one, other) in any::<(u32, u32)>(),
    ) {
        let policy = RetryPolicy { attempts: u32::MAX, ..policy };
        let failed = Failed { kind: &kind, retry_after: None, made, left: Duration::MAX };
        let pause = |chance| policy.pause(&failed, chance).unwrap();
        let throttled = matches!(kind, ErrorKind::TooManyRequests { .. });
        let base = if throttled { policy.throttled } else { policy.transient };
        prop_assert_eq!(pause(0), Duration::ZERO);
        prop_assert_eq!(pause(u32::MAX), (base * 2_u32.pow(made - 1)).min(policy.cap));
        prop_assert!(pause(one.min(other)) <= pause(one.max(other)));
        let middle = pause(u32::MAX / 2).abs_diff(pause(u32::MAX) / 2);
        prop_assert!(middle <= Duration::from_millis(1), "{middle:?}");
    }

    #[test]
    fn the_budget_bounds_all_repeats_of_a_client(
        full in 0..50_u32,
        outcomes in vec(any::<bool>(), 0..300),
    ) {
        let mut budget = Budget::of(full);
        let (mut repeats, mut successes) = (0_u32, 0_u32);
        for success in outcomes {
            if success {
                budget.earn();
                successes += 1;
            } else if budget.spend() {
                repeats += 1;
            }
            prop_assert!(repeats <= full + successes / 2);
        }
    }

    #[test]
    fn a_dead_server_gets_one_request_a_call_in_the_end(
        chances in vec(any::<u32>(), 1..8),
        calls in 1..8_usize,
    ) {
        let policy = RetryPolicy::default();
        let persistence = Retrier::new(policy);
        let dead = Attempt {
            kind: Some(ErrorKind::Unreachable),
            retry_after: None,
            lasts: Duration::ZERO,
        };
        let made: Vec<usize> = (0..calls)
            .map(|_| play(&persistence, Patience::Click, std::slice::from_ref(&dead), &chances).0.len())
            .collect();
        one_request_once_the_budget_is_spent(&policy, &made)?;
    }
}

fn one_request_once_the_budget_is_spent(policy: &RetryPolicy, made: &[usize]) -> TestCaseResult {
    let repeats: usize = made.iter().map(|made| made - 1).sum();
    prop_assert!(repeats <= policy.budget as usize);
    let full_calls = policy.budget as usize / (policy.attempts as usize - 1);
    prop_assert!(made.iter().skip(full_calls).all(|made| *made == 1));
    prop_assert!(made.iter().take(full_calls).all(|made| *made == 3));
    Ok(())
}

#[test]
fn two_successes_earn_one_more_repeat_up_to_the_full_budget() {
    let mut budget = Budget::of(1);
    budget.earn();
    assert!(budget.spend(), "one to begin with");
    assert!(!budget.spend(), "and no more, for it was full");
    budget.earn();
    assert!(!budget.spend());
    budget.earn();
    assert!(budget.spend() && !budget.spend());
}

#[test]
fn a_policy_without_repeats_has_none() {
    let never = RetryPolicy::never();
    assert_eq!(never.attempts, 1);
    assert_eq!(never.limit(Patience::Click), RetryPolicy::default().click);
}

#[test]
fn luck_is_not_always_the_same() {
    let draws: HashSet<u32> = (0..64).map(|_| super::chance()).collect();
    assert!(draws.len() > 32, "{draws:?}");
}

#[test]
fn the_figures_are_the_promised_ones() {
    let policy = RetryPolicy::default();
    let pause = |kind: &ErrorKind, made, retry_after, left| {
        let left = Duration::from_secs(left);
        let failed = Failed {
            kind,
            retry_after: Option::<u64>::map(retry_after, Duration::from_secs),
            made,
            left,
        };
        policy
            .pause(&failed, u32::MAX)
            .map(|pause| pause.as_millis())
    };
    let (line, busy) = (
        ErrorKind::Unreachable,
        ErrorKind::TooManyRequests { retry_after: None },
    );
    for (kind, made, retry_after, left, expected) in [
        (&line, 1, None, 45, Some(200)),
        (&line, 2, None, 45, Some(400)),
        (&line, 3, None, 45, None),
        (&busy, 1, None, 45, Some(1_000)),
        (&busy, 1, None, 2, Some(1_000)),
        (&busy, 1, None, 1, None),
        (&busy, 2, None, 45, Some(2_000)),
        (&busy, 1, Some(30), 45, Some(31_000)),
        (&busy, 1, Some(60), 120, Some(61_000)),
        (&busy, 1, Some(61), 120, None),
        (&busy, 1, Some(60), 45, None),
        (&line, 1, Some(5), 45, Some(5_200)),
        (&ErrorKind::KeyRejected, 1, None, 45, None),
    ] {
        assert_eq!(
            pause(kind, made, retry_after, left),
            expected,
            "{kind:?} {made}"
        );
    }
    assert_eq!(policy.limit(Patience::Click), Duration::from_secs(45));
    assert_eq!(policy.limit(Patience::Background), Duration::from_secs(120));
}
