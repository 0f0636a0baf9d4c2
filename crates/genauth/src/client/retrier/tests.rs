//! Properties of the retry policy for any policy, failures and random numbers.

use std::cell::RefCell;
use std::collections::HashSet;
use std::time::Duration;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use tokio::time::{Instant, sleep, timeout_at};

use super::Retrier;
use super::budget::Budget;
use crate::client::envelope::EnvelopeError;
use crate::client::retry_policy::{Deadline, FailedAttempt, RetryPolicy};
use crate::proptest_config::proptest_config;
use crate::{CaFileProblem, CertificateProblem, ConnectProblem, ErrorKind, Reply};

const CASES: u32 = 10_000;

/// How an attempt ends, and after how long.
#[derive(Debug, Clone)]
struct Attempt {
    kind: Option<ErrorKind>,
    retry_after: Option<Duration>,
    lasts: Duration,
}

/// Start and end of an attempt.
type Times = (Instant, Instant);

const RETRYABLE: [ErrorKind; 3] = [
    ErrorKind::Unreachable {
        problem: ConnectProblem::Interrupted,
    },
    ErrorKind::ServerFailing { retry_after: None },
    ErrorKind::TooManyRequests { retry_after: None },
];

const FINAL: [ErrorKind; 15] = [
    ErrorKind::TimedOut,
    ErrorKind::KeyRejected,
    ErrorKind::PoolUnknown,
    ErrorKind::UpgradeRequired,
    ErrorKind::Forbidden,
    ErrorKind::EndpointMissing,
    ErrorKind::RequestRefused,
    ErrorKind::ClockSkew { ahead_ms: None },
    ErrorKind::Unreachable {
        problem: ConnectProblem::ProxyPassword,
    },
    ErrorKind::TlsUntrusted {
        problem: CertificateProblem::UnknownIssuer,
    },
    ErrorKind::AnswerNotUnderstood,
    ErrorKind::HostInvalid,
    ErrorKind::CaFileInvalid {
        problem: CaFileProblem::Empty,
    },
    ErrorKind::KeyMalformed { flaw: None },
    ErrorKind::DateRangeInvalid,
];

fn up_to(millis: u64) -> impl Strategy<Value = Duration> {
    (0..=millis).prop_map(Duration::from_millis)
}

fn retryable() -> impl Strategy<Value = ErrorKind> {
    prop::sample::select(&RETRYABLE)
}

fn ending() -> impl Strategy<Value = Option<ErrorKind>> {
    prop_oneof![
        8 => retryable().prop_map(Some),
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
        |(
            max_attempts,
            (transient_delay, throttled_delay, max_delay, max_retry_after),
            interactive_deadline,
            budget,
        )| RetryPolicy {
            max_attempts,
            transient_delay,
            throttled_delay,
            max_delay,
            max_retry_after,
            interactive_deadline,
            background_deadline: interactive_deadline * 2,
            budget,
        },
    )
}

/// Any policy, even one that makes no sense.
fn arbitrary_policy() -> impl Strategy<Value = RetryPolicy> {
    let any_duration =
        || (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(s, n)| Duration::new(s, n));
    (
        any::<u32>(),
        any_duration(),
        any_duration(),
        any_duration(),
        any_duration(),
    )
        .prop_map(
            |(max_attempts, transient_delay, throttled_delay, max_delay, max_retry_after)| {
                RetryPolicy {
                    max_attempts,
                    transient_delay,
                    throttled_delay,
                    max_delay,
                    max_retry_after,
                    ..RetryPolicy::default()
                }
            },
        )
}

fn failure(kind: ErrorKind, retry_after: Option<Duration>) -> EnvelopeError {
    let reply = Reply::default();
    EnvelopeError {
        error: crate::Error { kind, reply },
        is_unauthenticated: false,
        retry_after,
    }
}

/// Runs a call with scripted attempts on a paused clock. The last attempt repeats.
fn run(
    retrier: &Retrier,
    deadline: Deadline,
    script: &[Attempt],
    randoms: &[u32],
) -> (Vec<Times>, Times, Option<ErrorKind>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let (times, drawn) = (RefCell::new(Vec::new()), RefCell::new(0));
    let random = || {
        let mut drawn = drawn.borrow_mut();
        *drawn += 1;
        randoms[*drawn % randoms.len()]
    };
    runtime.block_on(async {
        let start = Instant::now();
        let limit = retrier.policy.time_limit(deadline);
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
        let end = start + limit;
        let call = retrier.run(end, random, request);
        let kind = match timeout_at(end, call).await {
            Ok(result) => result.err().map(|failure| failure.error.kind),
            Err(_) => Some(ErrorKind::TimedOut),
        };
        let whole = (start, Instant::now());
        (times.take(), whole, kind)
    })
}

proptest! {
    #![proptest_config(proptest_config(CASES, "cases of the retry rules"))]

    #[test]
    fn call_stays_within_attempts_budget_and_deadline(
        policy in policy(),
        script in vec(attempt(), 1..8),
        randoms in vec(any::<u32>(), 1..8),
        background in any::<bool>(),
    ) {
        let deadline = if background { Deadline::Background } else { Deadline::Interactive };
        let (times, (start, end), _) =
            run(&Retrier::new(policy), deadline, &script, &randoms);
        prop_assert!(times.len() <= policy.max_attempts as usize);
        prop_assert!(times.len() <= 1 + policy.budget as usize);
        // tokio's timer has a resolution of one millisecond.
        prop_assert!(end - start <= policy.time_limit(deadline) + Duration::from_millis(1));
        // Even without any time, one request may be sent.
        prop_assert!(times.iter().skip(1).all(|(sent, _)| *sent - start < policy.time_limit(deadline)
            + Duration::from_millis(1)));
    }

    #[test]
    fn retry_waits_for_retry_after_plus_at_most_max_delay(
        policy in policy(),
        script in vec(attempt(), 8),
        randoms in vec(any::<u32>(), 1..8),
    ) {
        let (times, _, _) = run(&Retrier::new(policy), Deadline::Background, &script, &randoms);
        for (attempt, pair) in script.iter().zip(times.windows(2)) {
            let delay = pair[1].0 - pair[0].1;
            let retry_after = attempt.retry_after.unwrap_or_default();
            prop_assert!(delay >= retry_after, "{delay:?} after {attempt:?}");
            prop_assert!(delay <= retry_after + policy.max_delay + Duration::from_millis(1));
            prop_assert!(retry_after <= policy.max_retry_after);
        }
    }

    #[test]
    fn only_retryable_failures_are_retried(
        policy in policy(),
        script in vec(attempt(), 8),
        randoms in vec(any::<u32>(), 1..8),
    ) {
        let (times, _, _) = run(&Retrier::new(policy), Deadline::Interactive, &script, &randoms);
        for attempt in script.iter().take(times.len().saturating_sub(1)) {
            prop_assert!(attempt.kind.as_ref().is_some_and(|kind| RETRYABLE.contains(kind)));
        }
    }

    #[test]
    fn call_ends_as_its_last_attempt_or_times_out(
        policy in policy(),
        script in vec(attempt(), 8),
        randoms in vec(any::<u32>(), 1..8),
    ) {
        let (times, _, kind) = run(&Retrier::new(policy), Deadline::Interactive, &script, &randoms);
        let last = times.len().checked_sub(1).and_then(|last| script[last].kind.clone());
        prop_assert!(kind == last || kind == Some(ErrorKind::TimedOut), "{kind:?} {last:?}");
    }

    #[test]
    fn delay_is_bounded_for_any_policy(
        policy in arbitrary_policy(),
        kind in retryable(),
        retry_after in option::of(up_to(u64::MAX)),
        attempts in any::<u32>(),
        time_left in up_to(u64::MAX),
        random in any::<u32>(),
    ) {
        let failed = FailedAttempt { kind: &kind, retry_after, attempts, time_left };
        if let Some(delay) = policy.delay(&failed, random) {
            let retry_after = retry_after.unwrap_or_default();
            prop_assert!(attempts < policy.max_attempts && retry_after <= policy.max_retry_after);
            prop_assert!(delay >= retry_after && delay < time_left);
            prop_assert!(delay <= retry_after.saturating_add(policy.max_delay));
        }
    }

    #[test]
    fn delay_grows_with_the_random_number_from_zero_to_the_backoff(
        policy in policy(),
        kind in retryable(),
        attempts in 1..7_u32,
        (one, other) in any::<(u32, u32)>(),
    ) {
        let policy = RetryPolicy { max_attempts: u32::MAX, ..policy };
        let failed =
            FailedAttempt { kind: &kind, retry_after: None, attempts, time_left: Duration::MAX };
        let delay = |random| policy.delay(&failed, random).unwrap();
        let throttled = matches!(kind, ErrorKind::TooManyRequests { .. });
        let base = if throttled { policy.throttled_delay } else { policy.transient_delay };
        prop_assert_eq!(delay(0), Duration::ZERO);
        prop_assert_eq!(delay(u32::MAX), (base * 2_u32.pow(attempts - 1)).min(policy.max_delay));
        prop_assert!(delay(one.min(other)) <= delay(one.max(other)));
        let middle = delay(u32::MAX / 2).abs_diff(delay(u32::MAX) / 2);
        prop_assert!(middle <= Duration::from_millis(1), "{middle:?}");
    }

    #[test]
    fn budget_bounds_all_retries_of_a_client(
        full in 0..50_u32,
        outcomes in vec(any::<bool>(), 0..300),
    ) {
        let mut budget = Budget::new(full);
        let (mut retries, mut successes) = (0_u32, 0_u32);
        for success in outcomes {
            if success {
                budget.earn();
                successes += 1;
            } else if budget.spend() {
                retries += 1;
            }
            prop_assert!(retries <= full + successes / 2);
        }
    }

    #[test]
    fn exhausted_budget_leaves_one_request_per_call(
        randoms in vec(any::<u32>(), 1..8),
        calls in 1..8_usize,
    ) {
        let policy = RetryPolicy::default();
        let retrier = Retrier::new(policy);
        let dead = Attempt {
            kind: Some(ConnectProblem::Refused.into()),
            retry_after: None,
            lasts: Duration::ZERO,
        };
        let requests: Vec<usize> = (0..calls)
            .map(|_| run(&retrier, Deadline::Interactive, std::slice::from_ref(&dead), &randoms).0.len())
            .collect();
        check_requests_per_call(&policy, &requests)?;
    }
}

fn check_requests_per_call(policy: &RetryPolicy, requests: &[usize]) -> TestCaseResult {
    let retries: usize = requests.iter().map(|requests| requests - 1).sum();
    prop_assert!(retries <= policy.budget as usize);
    let full_calls = policy.budget as usize / (policy.max_attempts as usize - 1);
    prop_assert!(
        requests
            .iter()
            .skip(full_calls)
            .all(|requests| *requests == 1)
    );
    prop_assert!(
        requests
            .iter()
            .take(full_calls)
            .all(|requests| *requests == 3)
    );
    Ok(())
}

#[test]
fn two_successes_earn_one_retry_up_to_the_full_budget() {
    let mut budget = Budget::new(1);
    budget.earn();
    assert!(budget.spend(), "starts full");
    assert!(!budget.spend(), "does not exceed the full budget");
    budget.earn();
    assert!(!budget.spend());
    budget.earn();
    assert!(budget.spend() && !budget.spend());
}

#[test]
fn never_makes_one_attempt() {
    let never = RetryPolicy::never();
    assert_eq!(never.max_attempts, 1);
    assert_eq!(
        never.time_limit(Deadline::Interactive),
        RetryPolicy::default().interactive_deadline
    );
}

#[test]
fn random_numbers_differ() {
    let numbers: HashSet<u32> = (0..64).map(|_| super::random()).collect();
    assert!(numbers.len() > 32, "{numbers:?}");
}

#[test]
fn default_delays_are_as_documented() {
    let policy = RetryPolicy::default();
    let delay = |kind: &ErrorKind, attempts, retry_after, time_left| {
        let failed = FailedAttempt {
            kind,
            retry_after: Option::<u64>::map(retry_after, Duration::from_secs),
            attempts,
            time_left: Duration::from_secs(time_left),
        };
        policy
            .delay(&failed, u32::MAX)
            .map(|delay| delay.as_millis())
    };
    let (unreachable, throttled) = (
        ErrorKind::from(ConnectProblem::Refused),
        ErrorKind::TooManyRequests { retry_after: None },
    );
    for (kind, attempts, retry_after, time_left, expected) in [
        (&unreachable, 1, None, 45, Some(200)),
        (&unreachable, 2, None, 45, Some(400)),
        (&unreachable, 3, None, 45, None),
        (&throttled, 1, None, 45, Some(1_000)),
        (&throttled, 1, None, 2, Some(1_000)),
        (&throttled, 1, None, 1, None),
        (&throttled, 2, None, 45, Some(2_000)),
        (&throttled, 1, Some(30), 45, Some(31_000)),
        (&throttled, 1, Some(60), 120, Some(61_000)),
        (&throttled, 1, Some(61), 120, None),
        (&throttled, 1, Some(60), 45, None),
        (&unreachable, 1, Some(5), 45, Some(5_200)),
        (&ErrorKind::KeyRejected, 1, None, 45, None),
    ] {
        assert_eq!(
            delay(kind, attempts, retry_after, time_left),
            expected,
            "{kind:?} {attempts}"
        );
    }
    assert_eq!(
        policy.time_limit(Deadline::Interactive),
        Duration::from_secs(45)
    );
    assert_eq!(
        policy.time_limit(Deadline::Background),
        Duration::from_secs(120)
    );
}
