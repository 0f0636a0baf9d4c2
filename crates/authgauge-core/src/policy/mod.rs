//! What an organisation decides for the owners on its machines. A value that is present is locked in the settings.

#[cfg(test)]
mod catalogue;
mod host_pattern;
#[cfg(test)]
mod templates;

use genauth::Host;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::error::{ErrorCode, Failure};
use crate::hook_choice::HookChoice;
use crate::proxy_choice::ProxyChoice;
use crate::settings::{Settings, are_refresh_minutes, are_thresholds};

pub use host_pattern::HostPattern;

/// The decisions; None leaves the owner the choice. The names in files are those of the fields in Pascal case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "PascalCase")]
pub struct Policy {
    /// Whether programs of `hooks.toml` receive alerts.
    pub allow_programs: Option<bool>,
    /// The hosts that webhooks may have. Empty: no webhook is called.
    pub webhook_hosts: Option<Vec<HostPattern>>,
    /// The hosts that pools may have.
    pub pool_hosts: Option<Vec<HostPattern>>,
    /// Whether assistants may read figures.
    pub allow_assistants: Option<bool>,
    /// Whether `authgauge metrics --listen` may serve figures.
    pub allow_metrics_listener: Option<bool>,
    /// The path of a file with certificates that private deployments may have besides those the system trusts.
    pub ca_file: Option<String>,
    /// `system`, `none`, or the proxy's address without a password.
    pub proxy: Option<String>,
    /// Minutes between two refreshes of a pool, from 5 to 1,440.
    pub refresh_minutes: Option<u16>,
    /// Percents used at which an alert is raised, ascending, at most ten.
    pub alert_percents: Option<Vec<u8>>,
    /// Whether Authgauge starts at login.
    pub start_at_login: Option<bool>,
    /// Whether names, hosts and figures are hidden.
    pub hide_figures: Option<bool>,
}

impl Policy {
    /// The first value that can't be followed, by its name in files.
    pub fn invalid(&self) -> Option<&'static str> {
        let is_proxy = |text: &String| proxy_choice(text).is_valid();
        let checks = [
            ("Proxy", self.proxy.as_ref().is_none_or(is_proxy)),
            (
                "RefreshMinutes",
                self.refresh_minutes.is_none_or(are_refresh_minutes),
            ),
            (
                "AlertPercents",
                self.alert_percents.as_deref().is_none_or(are_thresholds),
            ),
        ];
        let invalid = checks.into_iter().find(|(_, is_valid)| !is_valid);
        invalid.map(|(name, _)| name)
    }

    /// This one, with what a later one decides.
    #[must_use]
    pub fn overridden_by(self, later: Self) -> Self {
        Self {
            allow_programs: later.allow_programs.or(self.allow_programs),
            webhook_hosts: later.webhook_hosts.or(self.webhook_hosts),
            pool_hosts: later.pool_hosts.or(self.pool_hosts),
            allow_assistants: later.allow_assistants.or(self.allow_assistants),
            allow_metrics_listener: later.allow_metrics_listener.or(self.allow_metrics_listener),
            ca_file: later.ca_file.or(self.ca_file),
            proxy: later.proxy.or(self.proxy),
            refresh_minutes: later.refresh_minutes.or(self.refresh_minutes),
            alert_percents: later.alert_percents.or(self.alert_percents),
            start_at_login: later.start_at_login.or(self.start_at_login),
            hide_figures: later.hide_figures.or(self.hide_figures),
        }
    }

    /// The settings, as far as they are the organisation's to decide.
    pub fn apply(&self, settings: &mut Settings) {
        if let Some(proxy) = &self.proxy {
            settings.proxy = proxy_choice(proxy);
        }
        if let Some(minutes) = self.refresh_minutes {
            settings.refresh_minutes = minutes;
        }
        if let Some(percents) = &self.alert_percents {
            settings.alert_percents.clone_from(percents);
        }
        if let Some(starts) = self.start_at_login {
            settings.start_at_login = starts;
        }
        if let Some(hides) = self.hide_figures {
            settings.privacy = hides;
        }
        if self.allow_assistants == Some(false) {
            settings.assistants = false;
        }
    }

    /// The owner's changes without those that are not theirs to make: the organisation's values give way to the ones
    /// from before, which hold again once the policy is gone.
    #[must_use]
    pub fn without_locked(&self, changed: Settings, before: &Settings) -> Settings {
        let mut kept = changed;
        if self.proxy.is_some() {
            kept.proxy = before.proxy.clone();
        }
        if self.refresh_minutes.is_some() {
            kept.refresh_minutes = before.refresh_minutes;
        }
        if self.alert_percents.is_some() {
            kept.alert_percents.clone_from(&before.alert_percents);
        }
        if self.start_at_login.is_some() {
            kept.start_at_login = before.start_at_login;
        }
        if self.hide_figures.is_some() {
            kept.privacy = before.privacy;
        }
        if self.allow_assistants == Some(false) {
            kept.assistants = before.assistants;
        }
        kept
    }

    /// What the owner can't change, by the names of the settings; `programs`, `webhook`, `pool_hosts` and
    /// `ca_file` stand for what is no setting.
    pub fn locked(&self) -> Vec<String> {
        let decided = [
            ("programs", self.allow_programs == Some(false)),
            ("webhook", self.webhook_hosts.is_some()),
            ("pool_hosts", self.pool_hosts.is_some()),
            ("assistants", self.allow_assistants == Some(false)),
            (
                "metrics_listener",
                self.allow_metrics_listener == Some(false),
            ),
            ("ca_file", self.ca_file.is_some()),
            ("proxy", self.proxy.is_some()),
            ("refresh_minutes", self.refresh_minutes.is_some()),
            ("alert_percents", self.alert_percents.is_some()),
            ("start_at_login", self.start_at_login.is_some()),
            ("privacy", self.hide_figures.is_some()),
        ];
        let decided = decided.into_iter().filter(|(_, is_locked)| *is_locked);
        decided.map(|(name, _)| name.to_owned()).collect()
    }

    /// Whether a pool may have this host.
    ///
    /// # Errors
    /// `not_allowed`.
    pub fn check_pool_host(&self, host: &Host) -> Result<(), Failure> {
        is_listed(self.pool_hosts.as_deref(), host.hostname())
            .then_some(())
            .ok_or_else(|| not_allowed("pool_hosts"))
    }

    /// Whether this webhook may be called.
    ///
    /// # Errors
    /// `not_allowed`.
    pub fn check_webhook(&self, hook: &HookChoice) -> Result<(), Failure> {
        let hosts = self.webhook_hosts.as_deref();
        let is_allowed = |address: Url| is_listed(hosts, address.host_str().unwrap_or_default());
        hook.address()
            .is_none_or(is_allowed)
            .then_some(())
            .ok_or_else(|| not_allowed("webhook"))
    }

    /// Whether figures may be served to other programs.
    ///
    /// # Errors
    /// `not_allowed`.
    pub fn check_metrics_listener(&self) -> Result<(), Failure> {
        match self.allow_metrics_listener {
            Some(false) => Err(not_allowed("metrics_listener")),
            _ => Ok(()),
        }
    }
}

/// `not_allowed`, with what is not.
pub fn not_allowed(field: &str) -> Failure {
    Failure::from(ErrorCode::NotAllowed).with_field(field)
}

fn is_listed(hosts: Option<&[HostPattern]>, name: &str) -> bool {
    hosts.is_none_or(|hosts| hosts.iter().any(|pattern| pattern.matches(name)))
}

fn proxy_choice(text: &str) -> ProxyChoice {
    match text {
        "system" => ProxyChoice::System,
        "none" => ProxyChoice::Direct,
        url => ProxyChoice::Manual {
            url: url.to_owned(),
            password: false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hook_choice::WebhookFormat;

    fn policy(json: &str) -> Policy {
        serde_json::from_str(json).unwrap()
    }

    const ALL: &str = r#"{
        "AllowPrograms": false, "WebhookHosts": ["hooks.acme.test"], "PoolHosts": ["*.acme.test"],
        "AllowAssistants": false, "AllowMetricsListener": false, "CaFile": "/etc/acme.pem",
        "Proxy": "proxy.acme.test:3128", "RefreshMinutes": 60, "AlertPercents": [70, 95],
        "StartAtLogin": true, "HideFigures": true
    }"#;

    #[test]
    fn each_decision_is_locked_and_none_without_a_policy() {
        assert_eq!(policy(ALL).locked().len(), 11);
        assert_eq!(policy("{}"), Policy::default());
        assert!(Policy::default().locked().is_empty());
        let mut settings = Settings::default();
        Policy::default().apply(&mut settings);
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn decided_settings_hold_and_the_owners_come_back() {
        let own = Settings {
            refresh_minutes: 30,
            privacy: false,
            assistants: true,
            ..Settings::default()
        };
        let mut effective = own.clone();
        policy(ALL).apply(&mut effective);
        assert_eq!((effective.refresh_minutes, effective.privacy), (60, true));
        assert!(!effective.assistants);
        assert_eq!(effective.alert_percents, [70, 95]);
        assert_eq!(effective.proxy, proxy_choice("proxy.acme.test:3128"));
        effective.near_percent = 50;
        let kept = policy(ALL).without_locked(effective, &own);
        let expected = Settings {
            near_percent: 50,
            ..own
        };
        assert_eq!(kept, expected);
    }

    #[test]
    fn what_can_not_be_followed_is_named() {
        for (json, invalid) in [
            (ALL, None),
            (r#"{"Proxy": "none"}"#, None),
            (r#"{"Proxy": "http://user:secret@proxy:80"}"#, Some("Proxy")),
            (r#"{"Proxy": ""}"#, Some("Proxy")),
            (r#"{"RefreshMinutes": 4}"#, Some("RefreshMinutes")),
            (r#"{"AlertPercents": [90, 80]}"#, Some("AlertPercents")),
            (r#"{"AlertPercents": []}"#, None),
        ] {
            assert_eq!(policy(json).invalid(), invalid, "{json}");
        }
        for json in [
            r#"{"RefreshMinute": 5}"#,
            r#"{"HideFigures": "yes"}"#,
            r#"{"PoolHosts": ["https://acme.test"]}"#,
        ] {
            assert!(serde_json::from_str::<Policy>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn later_file_decides_what_it_names_and_nothing_else() {
        let later = policy(r#"{"RefreshMinutes": 5, "WebhookHosts": []}"#);
        let both = policy(ALL).overridden_by(later);
        assert_eq!(both.refresh_minutes, Some(5));
        assert_eq!(both.webhook_hosts, Some(Vec::new()));
        assert_eq!(both.hide_figures, Some(true));
    }

    #[test]
    fn hosts_that_are_not_listed_are_not_allowed() {
        let policy = policy(ALL);
        for (host, is_allowed) in [
            ("id.acme.test", true),
            ("https://ID.ACME.test:8443", true),
            ("acme.test", false),
            ("id.acme.test.evil.example", false),
            ("idacme.test", false),
            ("https://127.0.0.1", false),
        ] {
            let checked = policy.check_pool_host(&Host::parse(host).unwrap());
            assert_eq!(checked.is_ok(), is_allowed, "{host}");
        }
        let webhook = |url: &str| {
            policy.check_webhook(&HookChoice::Webhook {
                url: url.to_owned(),
                format: WebhookFormat::Plain,
                signed: false,
            })
        };
        assert_eq!(webhook("https://hooks.acme.test/a"), Ok(()));
        assert_eq!(
            webhook("https://hooks.acme.test.evil.example/a"),
            Err(not_allowed("webhook"))
        );
    }
}
