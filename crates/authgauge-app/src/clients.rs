//! Makes the API clients of pools.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use genauth::{AccessKey, Benefit, Client, ClientLimits, ClientOptions, Host, Language, SignIn};
use serde::{Deserialize, Serialize};

use authgauge_core::clock::Clock;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool::{Pool, PoolId};
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::LanguageChoice;

use crate::keychain::Initiator;
use crate::log_events;
use crate::network::{Network, ProxyReport, Way};
use crate::settings_service::SettingsService;
use crate::words;

/// Makes clients with the owner's language, and readings of their responses.
pub(crate) struct ClientFactory {
    pub(crate) settings: Arc<SettingsService>,
    pub(crate) network: Arc<Network>,
    pub(crate) system_language: WordsLanguage,
    pub(crate) clock: Clock,
    pub(crate) source: Source,
    /// Where the calls of a demo's pools go, in place of their hosts.
    pub(crate) demo_servers: Mutex<HashMap<PoolId, Host>>,
}

/// A client of a pool's host, and the way on which it connects.
#[derive(Clone)]
pub(crate) struct PoolClient {
    client: Client,
    way: Way,
}

/// What a key test found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct KeyReport {
    /// How many benefits the server reports.
    pub benefits: u32,
    /// How many of them are on trial.
    pub trials: u32,
    /// How the client signed in.
    #[cfg_attr(feature = "typescript", ts(type = "\"token\" | \"signature\""))]
    pub sign_in: SignIn,
    /// Local time minus server time in milliseconds.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub clock_ahead_ms: Option<i64>,
    /// The proxy that was used.
    pub proxy: Option<ProxyReport>,
    /// The desktop has an automatic proxy configuration (PAC), which is not followed.
    pub automatic_proxy_ignored: bool,
}

impl ClientFactory {
    /// A client of the pool's host.
    ///
    /// # Errors
    /// `not_allowed`; `ca_file_invalid`; `unreachable` if the proxy is not understood; the keychain's codes for its password.
    pub(crate) async fn connect(
        &self,
        pool: &Pool,
        key: AccessKey,
        initiator: Initiator,
    ) -> Result<PoolClient, Failure> {
        let policies = self.settings.policies();
        policies.check_pool_host(&pool.host)?;
        let host = self.server_of(pool);
        let way = self.network.way(&host)?;
        let proxy = self.network.proxy(&way, initiator).await?;
        let client = Client::new(ClientOptions {
            host,
            brand: pool.service.brand(),
            auth: pool.sign_in.into(),
            key,
            ca_pem: joined(pool.ca(), policies.ca_pem_for(pool)),
            proxy,
            language: self.language(),
            clock: self.clock.clone(),
            limits: ClientLimits::default(),
        })?;
        Ok(PoolClient { client, way })
    }

    /// The client itself; one with other connections if the way has changed. The key stays the same.
    ///
    /// # Errors
    /// As [`ClientFactory::connect`].
    pub(crate) async fn current(
        &self,
        client: PoolClient,
        pool: &Pool,
        initiator: Initiator,
    ) -> Result<PoolClient, Failure> {
        let way = self.network.way(&self.server_of(pool))?;
        if way == client.way {
            return Ok(client);
        }
        tracing::info!(pool = pool.id.short(), "the way to the host has changed");
        let proxy = self.network.proxy(&way, initiator).await?;
        let client = client.reconnected(proxy)?;
        Ok(PoolClient { client, way })
    }

    /// Sends a demo pool's calls to this server.
    pub(crate) fn use_demo_server(&self, pool: &PoolId, server: Host) {
        self.demo_servers().insert(pool.clone(), server);
    }

    fn server_of(&self, pool: &Pool) -> Host {
        let demo_server = self.demo_servers().get(&pool.id).cloned();
        demo_server.unwrap_or_else(|| pool.host.clone())
    }

    fn demo_servers(&self) -> MutexGuard<'_, HashMap<PoolId, Host>> {
        self.demo_servers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// A reading of a client's answer that has just arrived.
    pub(crate) fn reading<T>(
        &self,
        client: &PoolClient,
        answer: Result<T, genauth::Error>,
    ) -> Result<Reading<T>, Failure> {
        Ok(Reading {
            value: answer.map_err(|error| client.failure(error))?,
            taken_at: self.now(),
            source: self.source,
        })
    }

    /// The owner's language.
    pub(crate) fn words_language(&self) -> WordsLanguage {
        match self.settings.get().language {
            LanguageChoice::System => self.system_language,
            LanguageChoice::En => WordsLanguage::En,
            LanguageChoice::Zh => WordsLanguage::Zh,
        }
    }

    /// What stands for the name of the pool at this place of the owner's order, if names are hidden.
    pub(crate) fn alias(&self, place: usize) -> Option<String> {
        let is_hidden = self.settings.get().privacy;
        is_hidden.then(|| words::alias(place.saturating_add(1), self.words_language()))
    }

    fn language(&self) -> Language {
        match self.words_language() {
            WordsLanguage::Zh => Language::Chinese,
            WordsLanguage::En => Language::English,
        }
    }
}

impl PoolClient {
    /// Why a call failed. Where the desktop's script might have named a proxy, that is the reason.
    fn failure(&self, error: genauth::Error) -> Failure {
        let failure = Failure::from(error);
        let needs_proxy = self.way.automatic_ignored
            && matches!(failure.code, ErrorCode::Unreachable | ErrorCode::TimedOut);
        match needs_proxy {
            true => failure.with_reason("proxy_automatic"),
            false => failure,
        }
    }
}

impl Deref for PoolClient {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// Signs in and reads the usage, to find out whether the key works.
///
/// # Errors
/// What the server, or the way to it, says.
pub(crate) async fn test(client: &PoolClient) -> Result<KeyReport, Failure> {
    let benefits = client.usage().await;
    let benefits = benefits.map_err(|error| client.failure(error));
    let benefits = benefits.inspect_err(log_events::key_rejected)?;
    let is_trial = |benefit: &&Benefit| benefit.trial;
    Ok(KeyReport {
        benefits: count(benefits.len()),
        trials: count(benefits.iter().filter(is_trial).count()),
        sign_in: client.sign_in().unwrap_or(SignIn::Token),
        clock_ahead_ms: client.clock_ahead_ms(),
        proxy: client.way.report(),
        automatic_proxy_ignored: client.way.automatic_ignored,
    })
}

/// The certificates of both.
fn joined(own: Option<&str>, organisation: Option<&str>) -> Option<Vec<u8>> {
    let pem: Vec<_> = own.into_iter().chain(organisation).collect();
    (!pem.is_empty()).then(|| pem.join("\n").into_bytes())
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
