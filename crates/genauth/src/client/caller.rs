//! One API call: signs in, handles refused tokens and clock skew, and records what the responses reveal.

use std::borrow::Cow;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::envelope::{self, EnvelopeError};
use super::options::ClientOptions;
use super::retrier::{Retrier, random};
use super::retry_policy::Deadline;
use super::sign_in::{Signer, Token, TokenCache, language_tag, token_response};
use super::transport::{Headers, HttpResponse, Transport};
use crate::{Auth, Error, ErrorKind, SignIn};

const TOKEN_PATH: &str = "/api/v3/get-management-token";

/// The largest clock difference that is corrected. Limits the days for which a server can obtain a signature.
const MAX_SKEW_MS: u64 = 24 * 3600 * 1000;

/// A `GET` of the API.
pub(crate) struct Call<'a> {
    pub(crate) path: &'a str,
    pub(crate) query: &'a [(&'a str, String)],
}

/// What earlier responses revealed about the server.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ServerHints {
    /// The sign-in of the last successful call.
    pub(crate) sign_in: Option<SignIn>,
    pub(crate) clock_ahead_ms: Option<i64>,
    has_no_token_endpoint: bool,
    /// Subtracted from the local time of signatures, after the server refused one as skewed.
    signing_ahead_ms: i64,
}

/// Makes the calls of one client.
pub(crate) struct Caller {
    options: ClientOptions,
    transport: Transport,
    tokens: TokenCache,
    retrier: Retrier,
    hints: Mutex<ServerHints>,
}

impl Caller {
    pub(crate) fn new(options: ClientOptions) -> Result<Self, Error> {
        let transport = Transport::new(&options)?;
        Ok(Self {
            retrier: Retrier::new(options.limits.retry),
            options,
            transport,
            tokens: TokenCache::default(),
            hints: Mutex::default(),
        })
    }

    pub(crate) fn options(&self) -> &ClientOptions {
        &self.options
    }

    pub(crate) fn hints(&self) -> ServerHints {
        *self.lock_hints()
    }

    /// Makes a call within its deadline and returns the `data` of the response.
    pub(crate) async fn get(&self, call: &Call<'_>, deadline: Deadline) -> Result<Value, Error> {
        let limits = &self.options.limits;
        let time_limit = match limits.retry.max_attempts {
            0 | 1 => limits.request_timeout,
            _ => limits.retry.time_limit(deadline),
        };
        let end = Instant::now() + time_limit;
        match timeout_at(end, self.sign_in_and_get(call, end)).await {
            Ok(result) => result,
            Err(_) => Err(ErrorKind::TimedOut.into()),
        }
    }

    async fn sign_in_and_get(&self, call: &Call<'_>, end: Instant) -> Result<Value, Error> {
        let is_automatic = self.options.auth == Auth::Automatic;
        if self.options.auth == Auth::Signature
            || (is_automatic && self.hints().has_no_token_endpoint)
        {
            return self.get_signed(call, end).await;
        }
        let now = (self.options.clock)();
        match self.tokens.get(now, self.fetch_token(end)).await {
            Ok(token) => self.get_with_token(token, call, end).await,
            Err(error) if is_automatic && error.kind == ErrorKind::EndpointMissing => {
                tracing::info!("no token endpoint, signing requests instead");
                self.lock_hints().has_no_token_endpoint = true;
                self.get_signed(call, end).await
            }
            Err(error) => Err(error),
        }
    }

    /// Signs a request refused as skewed once more, with the server's time.
    async fn get_signed(&self, call: &Call<'_>, end: Instant) -> Result<Value, Error> {
        let result = self.send_signed(call, end).await;
        if let Err(failure) = &result
            && let ErrorKind::ClockSkew {
                ahead_ms: Some(ahead_ms),
            } = failure.error.kind
            && ahead_ms.unsigned_abs() <= MAX_SKEW_MS
        {
            tracing::info!(ahead_ms, "signing with the server's time");
            self.lock_hints().signing_ahead_ms = ahead_ms;
            return Ok(self.send_signed(call, end).await?);
        }
        Ok(result?)
    }

    async fn send_signed(&self, call: &Call<'_>, end: Instant) -> Result<Value, EnvelopeError> {
        let signer = Signer {
            brand: self.options.brand,
            language: self.options.language,
            key: &self.options.key,
        };
        let send = || {
            // Signed per attempt: the server accepts each signature once.
            let headers = signer.headers(call.path, call.query, self.signing_time());
            async { self.send(SignIn::Signature, call, headers?).await }
        };
        self.retrier.run(end, random, send).await
    }

    fn signing_time(&self) -> DateTime<Utc> {
        let now = (self.options.clock)();
        TimeDelta::try_milliseconds(self.hints().signing_ahead_ms)
            .and_then(|ahead| now.checked_sub_signed(ahead))
            .unwrap_or(now)
    }

    /// Renews a refused token and tries once more.
    async fn get_with_token(
        &self,
        token: Token,
        call: &Call<'_>,
        end: Instant,
    ) -> Result<Value, Error> {
        match self.send_with_token(&token, call, end).await {
            Err(failure) if failure.is_unauthenticated => {
                let token = self.tokens.renew(&token, self.fetch_token(end)).await?;
                Ok(self.send_with_token(&token, call, end).await?)
            }
            result => Ok(result?),
        }
    }

    async fn send_with_token(
        &self,
        token: &Token,
        call: &Call<'_>,
        end: Instant,
    ) -> Result<Value, EnvelopeError> {
        let send = || self.send(SignIn::Token, call, self.token_headers(token));
        self.retrier.run(end, random, send).await
    }

    fn token_headers(&self, token: &Token) -> Headers {
        // Exposed: the token authenticates the request.
        let authorization = format!("Bearer {}", token.expose_bearer());
        let mut headers = self.language_headers();
        headers.push((Cow::Borrowed("authorization"), authorization));
        for name in ["x-authing-userpool-id", "x-genauth-userpool-id"] {
            let pool = token.user_pool().map(str::to_owned);
            headers.extend(pool.map(|pool| (Cow::Borrowed(name), pool)));
        }
        headers
    }

    /// Under both brands' names: the server ignores the other brand's header.
    fn language_headers(&self) -> Headers {
        let tag = language_tag(self.options.language);
        ["x-authing-lang", "x-genauth-lang"]
            .map(|name| (Cow::Borrowed(name), tag.to_owned()))
            .into()
    }

    async fn send(
        &self,
        sign_in: SignIn,
        call: &Call<'_>,
        headers: Headers,
    ) -> Result<Value, EnvelopeError> {
        let url = self.options.host.url(call.path, call.query);
        let authorization = headers.iter().find(|(name, _)| name == "authorization");
        let credential = authorization.and_then(|(_, value)| value.split(' ').next_back());
        let credential = credential.unwrap_or_default().to_owned();
        let response = self.transport.get(url, headers).await?;
        let data = self.open(call.path, response.redacted(&credential))?;
        self.lock_hints().sign_in = Some(sign_in);
        Ok(data)
    }

    async fn fetch_token(&self, end: Instant) -> Result<Token, Error> {
        let request = || self.request_token();
        Ok(self.retrier.run(end, random, request).await?)
    }

    async fn request_token(&self) -> Result<Token, EnvelopeError> {
        let ClientOptions {
            host, key, clock, ..
        } = &self.options;
        // Exposed: the vendor exchanges the secret itself for a token.
        let secret = key.secret().expose_secret();
        let body = json!({ "accessKeyId": key.id(), "accessKeySecret": secret }).to_string();
        let url = host.url(TOKEN_PATH, &[]);
        let headers = self.language_headers();
        let response = self.transport.post_json(url, headers, body).await?;
        let data = self.open(TOKEN_PATH, response)?;
        token_response(data)
            .and_then(|(text, lifetime)| Token::new(text, lifetime, clock()))
            .ok_or_else(|| ErrorKind::AnswerNotUnderstood.into())
    }

    fn open(&self, path: &str, response: HttpResponse) -> Result<Value, EnvelopeError> {
        let (status, bytes) = (response.status, response.body.len());
        tracing::debug!(path, status, bytes, "response");
        if response.ahead_ms.is_some() {
            self.lock_hints().clock_ahead_ms = response.ahead_ms;
        }
        // Exposed: the server may echo the secret, and redaction needs its text.
        let response = response.redacted(self.options.key.secret().expose_secret());
        envelope::open(&response).inspect_err(|failure| {
            // Not the server's message: it may echo credentials in an unexpected form.
            let Error { kind, reply } = &failure.error;
            let (code, request_id) = (kind.code(), reply.request_id.as_deref());
            tracing::info!(path, status, code, request_id, "refused");
        })
    }

    fn lock_hints(&self) -> MutexGuard<'_, ServerHints> {
        self.hints.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
