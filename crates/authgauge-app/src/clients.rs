//! Makes the API clients of pools.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use genauth::{AccessKey, Benefit, Client, ClientLimits, ClientOptions, Language, SignIn};
use serde::{Deserialize, Serialize};

use authgauge_core::clock::Clock;
use authgauge_core::error::Failure;
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool::Pool;
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::LanguageChoice;

use crate::log_events;
use crate::settings_service::SettingsService;

/// Makes clients with the owner's language, and readings of their responses.
pub(crate) struct ClientFactory {
    pub(crate) settings: Arc<SettingsService>,
    pub(crate) system_language: WordsLanguage,
    pub(crate) clock: Clock,
    pub(crate) source: Source,
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
}

impl ClientFactory {
    /// A client of the pool's host.
    ///
    /// # Errors
    /// `ca_file_invalid`, `host_invalid`.
    pub(crate) fn connect(&self, pool: &Pool, key: AccessKey) -> Result<Client, Failure> {
        Ok(Client::new(ClientOptions {
            host: pool.host.clone(),
            brand: pool.service.brand(),
            auth: pool.sign_in.into(),
            key,
            ca_pem: pool.ca().map(|pem| pem.as_bytes().to_vec()),
            language: self.language(),
            clock: self.clock.clone(),
            limits: ClientLimits::default(),
        })?)
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// A reading of an answer that has just arrived.
    pub(crate) fn reading<T>(
        &self,
        answer: Result<T, genauth::Error>,
    ) -> Result<Reading<T>, Failure> {
        Ok(Reading {
            value: answer?,
            taken_at: self.now(),
            source: self.source,
        })
    }

    fn language(&self) -> Language {
        let chinese = match self.settings.get().language {
            LanguageChoice::System => self.system_language == WordsLanguage::Zh,
            LanguageChoice::En => false,
            LanguageChoice::Zh => true,
        };
        if chinese {
            Language::Chinese
        } else {
            Language::English
        }
    }
}

/// Signs in and reads the usage, to find out whether the key works.
///
/// # Errors
/// What the server, or the way to it, says.
pub(crate) async fn test(client: &Client) -> Result<KeyReport, Failure> {
    let benefits = client.usage().await.map_err(Failure::from);
    let benefits = benefits.inspect_err(log_events::key_rejected)?;
    let is_trial = |benefit: &&Benefit| benefit.trial;
    Ok(KeyReport {
        benefits: count(benefits.len()),
        trials: count(benefits.iter().filter(is_trial).count()),
        sign_in: client.sign_in().unwrap_or(SignIn::Token),
        clock_ahead_ms: client.clock_ahead_ms(),
    })
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
