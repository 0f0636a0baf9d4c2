//! The diagnostics text, from facts without names, hosts and keys.

use std::fmt::{self, Display};

use crate::log::Shape;
use authgauge_core::error::{ErrorCode, Failure};

use super::Machine;

/// The facts, without names, hosts, paths and keys.
pub(crate) struct Facts<'a> {
    pub(crate) version: &'a str,
    pub(crate) time: String,
    pub(crate) machine: &'a Machine,
    pub(crate) demo: bool,
    pub(crate) keychain: &'a str,
    pub(crate) session_only: bool,
    pub(crate) keychain_trouble: Option<ErrorCode>,
    /// Schema and bytes, or why they are not known.
    pub(crate) store: Result<(u32, u64), Failure>,
    pub(crate) store_trouble: Option<&'static str>,
    /// What the organisation decides, and how many policies are not applied.
    pub(crate) policy: (String, usize),
    pub(crate) log_trouble: Option<std::io::ErrorKind>,
    /// Near and critical in percent, minutes between refreshes.
    pub(crate) settings: (u8, u8, u16),
    /// Language and theme, as set.
    pub(crate) appearance: (String, String),
    pub(crate) pools: Vec<PoolFacts>,
}

/// A pool without its name and host.
pub(crate) struct PoolFacts {
    pub(crate) service: String,
    pub(crate) sign_in: String,
    pub(crate) signed_in: Option<String>,
    pub(crate) key: String,
    pub(crate) own_ca: bool,
    pub(crate) usage: Option<ReadingFacts>,
    pub(crate) mau: Option<ReadingFacts>,
    pub(crate) usage_failure: Option<Failure>,
    pub(crate) mau_failure: Option<Failure>,
    pub(crate) refreshing: bool,
    /// Seconds.
    pub(crate) next_refresh_in: Option<u64>,
    pub(crate) clock_ahead_ms: Option<i64>,
}

/// A reading without its figures.
pub(crate) struct ReadingFacts {
    pub(crate) entries: usize,
    pub(crate) age_s: i64,
    pub(crate) source: String,
}

impl Display for Facts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let machine = self.machine;
        writeln!(f, "Authgauge {}, {}", self.version, self.time)?;
        writeln!(f, "System: {}", machine.os)?;
        let (desktop, session) = (machine.desktop.as_ref(), machine.session.as_ref());
        writeln!(
            f,
            "Desktop: {}, {}",
            or_unknown(desktop),
            or_unknown(session)
        )?;
        writeln!(f, "Web view: {}", or_unknown(machine.web_view.as_ref()))?;
        writeln!(f, "Locale: {}", or_unknown(machine.locale.as_ref()))?;
        self.write_state(f)?;
        for (number, pool) in (1_u32..).zip(&self.pools) {
            write!(f, "\nPool {number}: {pool}")?;
        }
        Ok(())
    }
}

impl Facts<'_> {
    fn write_state(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (near, critical, minutes) = self.settings;
        let (language, theme) = &self.appearance;
        writeln!(
            f,
            "Settings: near {near} %, critical {critical} %, every {minutes} min"
        )?;
        writeln!(f, "Looks: language {language}, theme {theme}")?;
        let keychain = Some(self.keychain).filter(|name| Shape::Product.fits(name));
        writeln!(
            f,
            "Keychain: {}{}, trouble: {}",
            or_unknown(keychain),
            if self.session_only {
                ", for this session only"
            } else {
                ""
            },
            or_none(self.keychain_trouble),
        )?;
        let trouble = or_none(self.store_trouble);
        match &self.store {
            Ok((schema, bytes)) => {
                writeln!(
                    f,
                    "Store: schema {schema}, {bytes} bytes, trouble: {trouble}"
                )?;
            }
            Err(failure) => writeln!(f, "Store: {}, trouble: {trouble}", Short(failure))?,
        }
        let log = self.log_trouble.map(|kind| format!("{kind:?}"));
        writeln!(f, "Log: trouble: {}", or_none(log))?;
        let (locked, not_applied) = &self.policy;
        let locked = Some(locked).filter(|locked| !locked.is_empty());
        writeln!(
            f,
            "Policy: decides {}, files not applied: {not_applied}",
            or_none(locked)
        )?;
        writeln!(f, "Demo: {}, pools: {}", yes(self.demo), self.pools.len())
    }
}

impl Display for PoolFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed_in = self.signed_in.as_deref().unwrap_or("not yet");
        writeln!(
            f,
            "{}, key: {}, own CA: {}",
            self.service,
            self.key,
            yes(self.own_ca)
        )?;
        writeln!(f, "  sign-in: {} ({signed_in})", self.sign_in)?;
        writeln!(f, "  benefits: {}", or_none(self.usage.as_ref()))?;
        writeln!(f, "  MAU periods: {}", or_none(self.mau.as_ref()))?;
        let failures = [&self.usage_failure, &self.mau_failure].map(|failure| failure.as_ref());
        let [usage, mau] = failures.map(|failure| or_none(failure.map(Short)));
        writeln!(f, "  last failure: {usage}")?;
        writeln!(f, "  last failure of the MAU: {mau}")?;
        let next = self.next_refresh_in.map(|wait| format!("in {wait} s"));
        writeln!(
            f,
            "  refreshing: {}, next: {}",
            yes(self.refreshing),
            or_unknown(next)
        )?;
        let ahead = self.clock_ahead_ms.map(|ahead| format!("{ahead} ms"));
        writeln!(f, "  clock ahead of the server's: {}", or_unknown(ahead))
    }
}

impl Display for ReadingFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            entries,
            age_s,
            source,
        } = self;
        write!(f, "{entries}, {age_s} s old, {source}")
    }
}

/// A failure by its code and what the server's operator can find it by.
struct Short<'a>(&'a Failure);

impl Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(failure) = self;
        write!(f, "{}", failure.code)?;
        if let Some(reason) = failure.reason().filter(|reason| Shape::Code.fits(reason)) {
            write!(f, " ({reason})")?;
        }
        if let Some(status) = failure.params.status {
            write!(f, ", HTTP {status}")?;
        }
        match failure.params.request_id.as_deref() {
            Some(id) if Shape::RequestId.fits(id) => write!(f, ", request {id}"),
            _ => Ok(()),
        }
    }
}

fn or_none<T: Display>(fact: Option<T>) -> String {
    fact.map_or_else(|| "none".to_owned(), |fact| fact.to_string())
}

fn or_unknown<T: Display>(fact: Option<T>) -> String {
    fact.map_or_else(|| "not known".to_owned(), |fact| fact.to_string())
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}
