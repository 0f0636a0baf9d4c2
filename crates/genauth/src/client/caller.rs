//! How a call is made: with which sign-in, what happens on a refusal, and what is learnt on the way.

use std::{
    borrow::Cow,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::{
    envelope::{self, Failure},
    options::ClientOptions,
    retry::{Patience, Retrier, chance},
    sign_in::{Signer, Token, TokenCache, language_tag, token_response},
    transport::{Answer, Headers, Transport},
};
use crate::{Auth, Error, ErrorKind, SignIn};

const TOKEN: &str = "/api/v3/get-management-token";

/// One `GET` of the API.
pub(crate) struct Call<'a> {
    pub(crate) path: &'a str,
    pub(crate) query: &'a [(&'a str, String)],
}

/// What the answers so far have taught.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ServerHints {
    pub(crate) sign_in: Option<SignIn>,
    pub(crate) clock_ahead_ms: Option<i64>,
    no_token_here: bool,
    /// What the time of signatures is put back by, after the server refused one for it.
    signing_ahead_ms: i64,
}

/// Makes calls.
pub(crate) struct Caller {
    options: ClientOptions,
    transport: Transport,
    tokens: TokenCache,
    persistence: Retrier,
    learnt: Mutex<ServerHints>,
}

/// A server's clock is believed this far from ours. A signature for a day that the server picks freely would
/// be good elsewhere on that day.
const BELIEVED_MS: u64 = 24 * 3600 * 1000;

impl Caller {
    pub(crate) fn new(options: ClientOptions) -> Result<Self, Error> {
        let transport = Transport::new(&options)?;
        Ok(Self {
            persistence: Retrier::new(options.limits.retry),
            options,
            transport,
            tokens: TokenCache::default(),
            learnt: Mutex::default(),
        })
    }

    pub(crate) fn options(&self) -> &ClientOptions {
        &self.options
    }

    pub(crate) fn learnt(&self) -> ServerHints {
        *self.memory()
    }

    /// The `data` of a successful answer, within the time a call may take.
    pub(crate) async fn get(&self, call: &Call<'_>, patience: Patience) -> Result<Value, Error> {
        let limits = &self.options.limits;
        let limit = match limits.retry.attempts {
            0 | 1 => limits.call,
            _ => limits.retry.limit(patience),
        };
        let deadline = Instant::now() + limit;
        match timeout_at(deadline, self.signed_in(call, deadline)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(ErrorKind::TimedOut.into()),
        }
    }

    async fn signed_in(&self, call: &Call<'_>, deadline: Instant) -> Result<Value, Error> {
        let is_automatic = self.options.auth == Auth::Automatic;
        if self.options.auth == Auth::Signature || (is_automatic && self.learnt().no_token_here) {
            return self.by_signature(call, deadline).await;
        }
        match self.token(deadline).await {
            Ok(token) => self.by_token(token, call, deadline).await,
            Err(error) if is_automatic && error.kind == ErrorKind::EndpointMissing => {
                tracing::info!("no token to be had on this server, signing instead");
                self.memory().no_token_here = true;
                self.by_signature(call, deadline).await
            }
            Err(error) => Err(error),
        }
    }

    /// A signature refused for its time is made once more, with the time the server showed.
    async fn by_signature(&self, call: &Call<'_>, deadline: Instant) -> Result<Value, Error> {
        let outcome = self.signed(call, deadline).await;
        if let Err(failure) = &outcome
            && let ErrorKind::ClockSkew {
                ahead_ms: Some(ahead_ms),
            } = failure.error.kind
            && ahead_ms.unsigned_abs() <= BELIEVED_MS
        {
            tracing::info!(ahead_ms, "signing with the server's time");
            self.memory().signing_ahead_ms = ahead_ms;
            return self.signed(call, deadline).await.map_err(Error::from);
        }
        outcome.map_err(Error::from)
    }

    async fn signed(&self, call: &Call<'_>, deadline: Instant) -> Result<Value, Failure> {
        let ClientOptions {
            brand,
            language,
            key,
            ..
        } = &self.options;
        let signer = Signer {
            brand: *brand,
            language: *language,
            key,
        };
        // Within, because the server takes no signature twice.
        let signed = || {
            let headers = signer.headers(call.path, call.query, self.signing_time());
            async { self.send(SignIn::Signature, call, headers?).await }
        };
        self.persistence.repeat(deadline, chance, signed).await
    }

    /// The local time, put right by what a refusal taught.
    fn signing_time(&self) -> DateTime<Utc> {
        let now = (self.options.clock)();
        TimeDelta::try_milliseconds(self.learnt().signing_ahead_ms)
            .and_then(|ahead| now.checked_sub_signed(ahead))
            .unwrap_or(now)
    }

    async fn by_token(
        &self,
        token: Token,
        call: &Call<'_>,
        deadline: Instant,
    ) -> Result<Value, Error> {
        let outcome = self.bearing_sent(&token, call, deadline).await;
        if !outcome
            .as_ref()
            .is_err_and(|failure| failure.refuses_the_caller)
        {
            return outcome.map_err(Error::from);
        }
        let token = self
            .tokens
            .newer_than(&token, self.fetch_token(deadline))
            .await?;
        let outcome = self.bearing_sent(&token, call, deadline).await;
        outcome.map_err(Error::from)
    }

    async fn bearing_sent(
        &self,
        token: &Token,
        call: &Call<'_>,
        deadline: Instant,
    ) -> Result<Value, Failure> {
        self.persistence
            .repeat(deadline, chance, || {
                self.send(SignIn::Token, call, self.bearing(token))
            })
            .await
    }

    fn bearing(&self, token: &Token) -> Headers {
        // Exposed: the token is what the server asks for.
        let authorization = format!("Bearer {}", token.expose_bearer());
        let mut headers = self.asking_for_a_language();
        headers.push((Cow::Borrowed("authorization"), authorization));
        for name in ["x-authing-userpool-id", "x-genauth-userpool-id"] {
            let pool = token.user_pool().map(str::to_owned);
            headers.extend(pool.map(|pool| (Cow::Borrowed(name), pool)));
        }
        headers
    }

    /// In both brands' names: the server reads its own, and the other does no harm where nothing is
    /// signed.
    fn asking_for_a_language(&self) -> Headers {
        let tag = language_tag(self.options.language);
        ["x-authing-lang", "x-genauth-lang"]
            .map(|name| (Cow::Borrowed(name), tag.to_owned()))
            .into()
    }

    async fn send(&self, way: SignIn, call: &Call<'_>, headers: Headers) -> Result<Value, Failure> {
        let url = self.options.host.at(call.path, call.query);
        let authorization = headers.iter().find(|(name, _)| name == "authorization");
        // The bearer, or the signature: whichever it is, it is nobody else's.
        let shown = authorization.and_then(|(_, value)| value.split(' ').next_back());
        let shown = shown.unwrap_or_default().to_owned();
        let answer = self.transport.get(url, headers).await?.without(&shown);
        let data = self.open(call.path, answer)?;
        self.memory().sign_in = Some(way);
        Ok(data)
    }

    async fn token(&self, deadline: Instant) -> Result<Token, Error> {
        self.tokens
            .token((self.options.clock)(), self.fetch_token(deadline))
            .await
    }

    /// Calls that wait for the same token share these attempts, so that repeats do not multiply.
    async fn fetch_token(&self, deadline: Instant) -> Result<Token, Error> {
        self.persistence
            .repeat(deadline, chance, || self.ask_for_token())
            .await
            .map_err(Error::from)
    }

    async fn ask_for_token(&self) -> Result<Token, Failure> {
        let ClientOptions {
            host, key, clock, ..
        } = &self.options;
        // Exposed: the vendor wants the secret itself in exchange for a token.
        let secret = key.secret().expose_secret();
        let body = json!({ "accessKeyId": key.id(), "accessKeySecret": secret }).to_string();
        let headers = self.asking_for_a_language();
        let answer = self
            .transport
            .post_json(host.at(TOKEN, &[]), headers, body)
            .await?;
        let data = self.open(TOKEN, answer)?;
        token_response(data)
            .and_then(|(text, life)| Token::received(text, life, clock()))
            .ok_or_else(|| ErrorKind::AnswerNotUnderstood.into())
    }

    fn open(&self, path: &str, answer: Answer) -> Result<Value, Failure> {
        tracing::debug!(
            path,
            status = answer.status,
            bytes = answer.body.len(),
            "answer"
        );
        if answer.ahead_ms.is_some() {
            self.memory().clock_ahead_ms = answer.ahead_ms;
        }
        // Exposed: a server may repeat what it was sent, and it can only be blotted out by its text.
        let answer = answer.without(self.options.key.secret().expose_secret());
        envelope::open(&answer).inspect_err(|failure| {
            // Never the server's message: it may repeat what it was sent, in whatever form.
            let Error { kind, reply } = &failure.error;
            let request_id = reply.request_id.as_deref();
            tracing::info!(
                path,
                status = answer.status,
                code = kind.code(),
                request_id,
                "refused"
            );
        })
    }

    fn memory(&self) -> MutexGuard<'_, ServerHints> {
        // Every write is of one field, so a panic elsewhere leaves nothing half-done.
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
