//! The management token: fetched once, kept in memory, renewed before its end.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

use super::claims::scoped_user_pool;
use crate::{Error, client::access_key::fits_on_a_line};

/// How long before its end a token is renewed, at most; short-lived ones keep nine tenths.
const MARGIN: Duration = Duration::from_secs(60);

/// A token's life if the server does not say (the vendor's default), and the longest believed one.
const DEFAULT_LIFE: Duration = Duration::from_secs(7200);
const LONGEST_LIFE: Duration = Duration::from_secs(30 * 24 * 3600);

/// A management token (the vendor's `access_token`).
#[derive(Clone)]
pub(crate) struct Token {
    bearer: Arc<Zeroizing<String>>,
    user_pool: Option<String>,
    good_until: DateTime<Utc>,
    /// Which attempt of its room brought it.
    attempt: u64,
}

impl Token {
    /// A token just received. Nothing if its text could not travel in a header.
    pub(crate) fn received(
        text: String,
        life: Option<Duration>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let bearer = Arc::new(Zeroizing::new(text));
        if !fits_on_a_line(&bearer) {
            return None;
        }
        let life = life.unwrap_or(DEFAULT_LIFE).min(LONGEST_LIFE);
        let kept = life - MARGIN.min(life / 10);
        let good_until = now + TimeDelta::from_std(kept).unwrap_or_default();
        Some(Self {
            user_pool: scoped_user_pool(&bearer),
            bearer,
            good_until,
            attempt: 0,
        })
    }

    /// The text of the token, for the `authorization` header alone.
    pub(crate) fn expose_bearer(&self) -> &str {
        &self.bearer
    }

    /// The user pool the token is for, if the token says so.
    pub(crate) fn user_pool(&self) -> Option<&str> {
        self.user_pool.as_deref()
    }
}

/// Keeps the token of one access key. Calls that need a new one at the same time share one attempt
/// to get it, and its outcome, be it a token or an error.
#[derive(Default)]
pub(crate) struct TokenCache {
    finished: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    attempt: u64,
    outcome: Option<Result<Token, Error>>,
}

impl TokenCache {
    /// The token that is here, or a new one if there is none or its end is near.
    pub(crate) async fn token(
        &self,
        now: DateTime<Utc>,
        fetch: impl Future<Output = Result<Token, Error>>,
    ) -> Result<Token, Error> {
        let seen = self.finished.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        if let Some(Ok(token)) = &state.outcome
            && now < token.good_until
        {
            return Ok(token.clone());
        }
        self.outcome_after(seen, &mut state, fetch).await
    }

    /// A token newer than this one, which the server refused.
    pub(crate) async fn newer_than(
        &self,
        refused: &Token,
        fetch: impl Future<Output = Result<Token, Error>>,
    ) -> Result<Token, Error> {
        let mut state = self.state.lock().await;
        self.outcome_after(refused.attempt, &mut state, fetch).await
    }

    async fn outcome_after(
        &self,
        seen: u64,
        state: &mut State,
        fetch: impl Future<Output = Result<Token, Error>>,
    ) -> Result<Token, Error> {
        if state.attempt > seen
            && let Some(outcome) = &state.outcome
        {
            return outcome.clone();
        }
        // Dropped first: if this attempt is given up on the way, the old token must not come back.
        state.outcome = None;
        let attempt = state.attempt + 1;
        let outcome = fetch.await.map(|token| Token { attempt, ..token });
        state.attempt = attempt;
        state.outcome = Some(outcome.clone());
        self.finished.store(attempt, Ordering::Release);
        outcome
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::ErrorKind;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + second, 0).unwrap()
    }

    fn token(life: u64) -> Token {
        Token::received("t".to_owned(), Some(Duration::from_secs(life)), at(0)).unwrap()
    }

    #[test]
    fn tokens_are_renewed_before_their_end() {
        for (life, good_for) in [(7200, 7140), (600, 540), (100, 90), (0, 0)] {
            assert_eq!(token(life).good_until, at(good_for), "{life}");
        }
        let unsaid = Token::received("t".to_owned(), None, at(0)).unwrap();
        assert_eq!(unsaid.good_until, at(7140));
        assert!(token(u64::MAX).good_until > at(7200));
    }

    #[test]
    fn tokens_that_fit_no_header_are_none() {
        for text in ["", "a b", "a\r\nx: y", "密"] {
            assert!(
                Token::received(text.to_owned(), None, at(0)).is_none(),
                "{text:?}"
            );
        }
    }

    #[tokio::test]
    async fn calls_at_the_same_time_share_one_attempt_and_its_outcome() {
        for fails in [false, true] {
            let (room, attempts) = (TokenCache::default(), AtomicUsize::new(0));
            let one = || {
                room.token(at(0), async {
                    attempts.fetch_add(1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    if fails {
                        Err(ErrorKind::KeyRejected.into())
                    } else {
                        Ok(token(0))
                    }
                })
            };
            let (a, b, c) = tokio::join!(one(), one(), one());
            assert_eq!(attempts.load(Ordering::SeqCst), 1);
            assert!([a, b, c].iter().all(|outcome| outcome.is_err() == fails));
            let _ = one().await;
            assert_eq!(
                attempts.load(Ordering::SeqCst),
                2,
                "neither a failure nor a spent token stays"
            );
        }
    }

    #[tokio::test]
    async fn refused_calls_share_one_renewal() {
        let (room, attempts) = (TokenCache::default(), AtomicUsize::new(0));
        let fetch = async || {
            attempts.fetch_add(1, Ordering::SeqCst);
            Ok(token(7200))
        };
        let first = room.token(at(0), fetch()).await.unwrap();
        let second = room.newer_than(&first, fetch()).await.unwrap();
        let late = room.newer_than(&first, fetch()).await.unwrap();
        assert_eq!(
            (
                second.attempt,
                late.attempt,
                attempts.load(Ordering::SeqCst)
            ),
            (2, 2, 2)
        );
        let kept = room.token(at(7139), fetch()).await.unwrap();
        assert_eq!(kept.attempt, 2);
        assert_eq!(room.token(at(7140), fetch()).await.unwrap().attempt, 3);
    }

    #[tokio::test]
    async fn a_renewal_given_up_leaves_no_old_token() {
        let room = TokenCache::default();
        let first = room.token(at(0), async { Ok(token(7200)) }).await.unwrap();
        let mut given_up = Box::pin(room.newer_than(&first, std::future::pending()));
        assert!(futures_poll_once(given_up.as_mut()).await);
        drop(given_up);
        assert_eq!(
            room.token(at(1), async { Ok(token(7200)) })
                .await
                .unwrap()
                .attempt,
            2
        );
    }

    /// Whether the future is still waiting after one poll.
    async fn futures_poll_once<T>(mut future: std::pin::Pin<&mut impl Future<Output = T>>) -> bool {
        std::future::poll_fn(|context| {
            std::task::Poll::Ready(future.as_mut().poll(context).is_pending())
        })
        .await
    }
}
