//! The management token: cached in memory, renewed before it expires.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

use super::claims::scoped_user_pool;
use crate::Error;
use crate::client::access_key::is_visible_ascii;

/// A token is renewed this long before it expires, or after nine tenths of a shorter lifetime.
const RENEWAL_MARGIN: Duration = Duration::from_secs(60);

/// The vendor's default, for responses without a lifetime.
const DEFAULT_LIFETIME: Duration = Duration::from_secs(7200);
const MAX_LIFETIME: Duration = Duration::from_secs(30 * 24 * 3600);

/// A management token (the vendor's `access_token`).
#[derive(Clone)]
pub(crate) struct Token {
    bearer: Arc<Zeroizing<String>>,
    user_pool: Option<String>,
    renew_at: DateTime<Utc>,
    /// The number of the fetch that returned it.
    fetch: u64,
}

impl Token {
    /// A token received at `now`. `None` if its text cannot be sent in a header.
    pub(crate) fn new(
        text: String,
        lifetime: Option<Duration>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let bearer = Arc::new(Zeroizing::new(text));
        if !is_visible_ascii(&bearer) {
            return None;
        }
        let lifetime = lifetime.unwrap_or(DEFAULT_LIFETIME).min(MAX_LIFETIME);
        let kept = lifetime - RENEWAL_MARGIN.min(lifetime / 10);
        let renew_at = now + TimeDelta::from_std(kept).unwrap_or_default();
        Some(Self {
            user_pool: scoped_user_pool(&bearer),
            bearer,
            renew_at,
            fetch: 0,
        })
    }

    /// The text of the token, for the `authorization` header only.
    pub(crate) fn expose_bearer(&self) -> &str {
        &self.bearer
    }

    /// The user pool named in the token.
    pub(crate) fn user_pool(&self) -> Option<&str> {
        self.user_pool.as_deref()
    }
}

/// Caches the token of one access key. Concurrent calls share one fetch and its result, success or error.
#[derive(Default)]
pub(crate) struct TokenCache {
    /// The number of the last completed fetch, readable without waiting for a running one.
    completed: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The number of the last completed fetch.
    fetch: u64,
    result: Option<Result<Token, Error>>,
}

impl TokenCache {
    /// The cached token, or a new one if there is none or it is about to expire.
    pub(crate) async fn get(
        &self,
        now: DateTime<Utc>,
        fetch: impl Future<Output = Result<Token, Error>>,
    ) -> Result<Token, Error> {
        let seen = self.completed.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        if let Some(Ok(token)) = &state.result
            && now < token.renew_at
        {
            return Ok(token.clone());
        }
        self.result_after(seen, &mut state, fetch).await
    }

    /// A newer token than one that the server refused.
    pub(crate) async fn renew(
        &self,
        refused: &Token,
        fetch: impl Future<Output = Result<Token, Error>>,
    ) -> Result<Token, Error> {
        let mut state = self.state.lock().await;
        self.result_after(refused.fetch, &mut state, fetch).await
    }

    /// The result of a fetch later than number `seen`.
    async fn result_after(
        &self,
        seen: u64,
        state: &mut State,
        fetch: impl Future<Output = Result<Token, Error>>,
    ) -> Result<Token, Error> {
        if state.fetch > seen
            && let Some(result) = &state.result
        {
            return result.clone();
        }
        // If this fetch is cancelled, the old token must not remain.
        state.result = None;
        let number = state.fetch + 1;
        let result = fetch.await.map(|token| Token {
            fetch: number,
            ..token
        });
        state.fetch = number;
        state.result = Some(result.clone());
        self.completed.store(number, Ordering::Release);
        result
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

    fn token(lifetime: u64) -> Token {
        Token::new("t".to_owned(), Some(Duration::from_secs(lifetime)), at(0)).unwrap()
    }

    #[test]
    fn token_is_renewed_before_it_expires() {
        for (lifetime, seconds) in [(7200, 7140), (600, 540), (100, 90), (0, 0)] {
            assert_eq!(token(lifetime).renew_at, at(seconds), "{lifetime}");
        }
        let without_lifetime = Token::new("t".to_owned(), None, at(0)).unwrap();
        assert_eq!(without_lifetime.renew_at, at(7140));
        assert!(token(u64::MAX).renew_at > at(7200));
    }

    #[test]
    fn rejects_text_that_fits_no_header() {
        for text in ["", "a b", "a\r\nx: y", "密"] {
            assert!(
                Token::new(text.to_owned(), None, at(0)).is_none(),
                "{text:?}"
            );
        }
    }

    #[tokio::test]
    async fn concurrent_calls_share_one_fetch_and_its_result() {
        for fails in [false, true] {
            let (cache, fetches) = (TokenCache::default(), AtomicUsize::new(0));
            let one = || {
                cache.get(at(0), async {
                    fetches.fetch_add(1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    if fails {
                        Err(ErrorKind::KeyRejected.into())
                    } else {
                        Ok(token(0))
                    }
                })
            };
            let (a, b, c) = tokio::join!(one(), one(), one());
            assert_eq!(fetches.load(Ordering::SeqCst), 1);
            assert!([a, b, c].iter().all(|result| result.is_err() == fails));
            let _ = one().await;
            assert_eq!(
                fetches.load(Ordering::SeqCst),
                2,
                "neither an error nor an expired token is cached"
            );
        }
    }

    #[tokio::test]
    async fn refused_calls_share_one_renewal() {
        let (cache, fetches) = (TokenCache::default(), AtomicUsize::new(0));
        let fetch = async || {
            fetches.fetch_add(1, Ordering::SeqCst);
            Ok(token(7200))
        };
        let first = cache.get(at(0), fetch()).await.unwrap();
        let second = cache.renew(&first, fetch()).await.unwrap();
        let late = cache.renew(&first, fetch()).await.unwrap();
        assert_eq!(
            (second.fetch, late.fetch, fetches.load(Ordering::SeqCst)),
            (2, 2, 2)
        );
        let kept = cache.get(at(7139), fetch()).await.unwrap();
        assert_eq!(kept.fetch, 2);
        assert_eq!(cache.get(at(7140), fetch()).await.unwrap().fetch, 3);
    }

    #[tokio::test]
    async fn cancelled_renewal_drops_the_old_token() {
        let cache = TokenCache::default();
        let first = cache.get(at(0), async { Ok(token(7200)) }).await.unwrap();
        let mut renewal = Box::pin(cache.renew(&first, std::future::pending()));
        assert!(is_pending(renewal.as_mut()).await);
        drop(renewal);
        assert_eq!(
            cache
                .get(at(1), async { Ok(token(7200)) })
                .await
                .unwrap()
                .fetch,
            2
        );
    }

    /// Whether the future is pending after one poll.
    async fn is_pending<T>(mut future: std::pin::Pin<&mut impl Future<Output = T>>) -> bool {
        std::future::poll_fn(|context| {
            std::task::Poll::Ready(future.as_mut().poll(context).is_pending())
        })
        .await
    }
}
