//! The owner's settings.

use std::ops::{Deref, RangeInclusive};

use serde::{Deserialize, Serialize};

use crate::error::{ErrorCode, Failure};
use crate::hook_choice::HookChoice;
use crate::level::Thresholds;
use crate::pool::PoolId;
use crate::proxy_choice::ProxyChoice;
use crate::tray_focus::TrayFocus;
use crate::unlisted_benefits::UnlistedBenefits;

/// The settings as entered or stored. [`Settings::validate`] checks them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Settings {
    /// The window's language.
    pub language: LanguageChoice,
    /// The window's colours.
    pub theme: ThemeChoice,
    /// The size of everything in the window, in percent.
    pub zoom_percent: u16,
    /// Percent used at which a benefit's level becomes near.
    pub near_percent: u8,
    /// Percent used at which a benefit's level becomes critical.
    pub critical_percent: u8,
    /// Minutes between two refreshes of a pool.
    pub refresh_minutes: u16,
    /// Whether alerts are shown as desktop notifications as well as listed.
    pub notify: bool,
    /// Whether a notification says that a count started again.
    pub notify_resets: bool,
    /// Percents used at which an alert is raised, ascending. Pools and benefits may have their own.
    pub alert_percents: Vec<u8>,
    /// The webhook.
    pub hook: HookChoice,
    /// The proxy that pools and webhooks are reached through.
    pub proxy: ProxyChoice,
    /// Whether closing the window keeps Authgauge in the tray; None until the owner has chosen.
    pub close_to_tray: Option<bool>,
    /// Whether Authgauge starts at login.
    pub start_at_login: bool,
    /// What the tray follows.
    pub tray: TrayFocus,
    /// The order of the pools in the sidebar.
    pub pool_order: PoolOrder,
    /// Whether names of pools, hosts, paths and figures are hidden in the window, the tray and notifications, for
    /// when the screen is shared.
    pub privacy: bool,
    /// Whether assistants on this computer may read what is stored, by `authgauge mcp`.
    pub assistants: bool,
    /// The benefits that the owner hid from lists and levels.
    pub unlisted: UnlistedBenefits,
}

/// Settings that have passed [`Settings::validate`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ValidSettings(Settings);

/// A setting is out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("setting out of bounds: {field}")]
pub struct InvalidSetting {
    /// The field of [`Settings`].
    pub field: &'static str,
}

/// The window's language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LanguageChoice {
    /// The system's language, or English if Authgauge does not have it.
    #[default]
    System,
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// The window's colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// Follows the system.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// An order of pools.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PoolOrder {
    /// The pool in the worst condition first.
    #[default]
    WorstFirst,
    /// As the owner arranged them.
    Own,
}

/// The bounds of [`Settings::refresh_minutes`].
const REFRESH_MINUTES: RangeInclusive<u16> = 5..=1440;

/// The bounds of [`Settings::zoom_percent`].
const ZOOM_PERCENT: RangeInclusive<u16> = 50..=300;

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: LanguageChoice::default(),
            theme: ThemeChoice::default(),
            zoom_percent: 100,
            near_percent: 80,
            critical_percent: 90,
            refresh_minutes: 15,
            notify: true,
            notify_resets: false,
            alert_percents: vec![80, 90, 100],
            hook: HookChoice::Off,
            proxy: ProxyChoice::System,
            close_to_tray: None,
            start_at_login: false,
            tray: TrayFocus::default(),
            pool_order: PoolOrder::default(),
            privacy: false,
            assistants: false,
            unlisted: UnlistedBenefits::default(),
        }
    }
}

impl Settings {
    /// The thresholds of a benefit's level.
    pub fn thresholds(&self) -> Thresholds {
        Thresholds {
            near: self.near_percent,
            critical: self.critical_percent,
        }
    }

    /// Forgets what is set of a removed pool.
    pub fn forget(&mut self, pool: &PoolId) {
        self.unlisted.forget(pool);
        self.tray.forget(pool);
    }

    /// Turns a hook off that can't be called.
    #[must_use]
    pub fn without_invalid_hook(mut self) -> Self {
        if !self.hook.is_callable() {
            self.hook = HookChoice::Off;
        }
        self
    }

    /// Checks the bounds: 1 ≤ near < critical ≤ 100 percent, 5 to 1,440 minutes between refreshes, a size of 50 to
    /// 300 percent, alert percents that satisfy [`are_thresholds`], a callable hook, a valid proxy, and not too many
    /// hidden benefits.
    ///
    /// # Errors
    /// The first field that is out of bounds.
    pub fn validate(self) -> Result<ValidSettings, InvalidSetting> {
        let (near, critical) = (self.near_percent, self.critical_percent);
        let checks = [
            ("near_percent", (1..100).contains(&near)),
            ("critical_percent", near < critical && critical <= 100),
            ("refresh_minutes", are_refresh_minutes(self.refresh_minutes)),
            ("zoom_percent", ZOOM_PERCENT.contains(&self.zoom_percent)),
            ("alert_percents", are_thresholds(&self.alert_percents)),
            ("hook", self.hook.is_callable()),
            ("proxy", self.proxy.is_valid()),
            ("unlisted", self.unlisted.is_valid()),
        ];
        match checks.into_iter().find(|(_, is_valid)| !is_valid) {
            Some((field, _)) => Err(InvalidSetting { field }),
            None => Ok(ValidSettings(self)),
        }
    }
}

impl ValidSettings {
    /// The same without a hook: a backup restores none.
    #[must_use]
    pub fn without_hook(mut self) -> Self {
        self.0.hook = HookChoice::Off;
        self
    }
}

impl Deref for ValidSettings {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.0
    }
}

impl PartialEq<Settings> for ValidSettings {
    fn eq(&self, other: &Settings) -> bool {
        self.0 == *other
    }
}

impl From<ValidSettings> for Settings {
    fn from(settings: ValidSettings) -> Self {
        settings.0
    }
}

impl From<InvalidSetting> for Failure {
    fn from(error: InvalidSetting) -> Self {
        Self::from(ErrorCode::SettingsInvalid).with_field(error.field)
    }
}

/// Whether these are minutes between refreshes: from 5 to 1,440.
pub fn are_refresh_minutes(minutes: u16) -> bool {
    REFRESH_MINUTES.contains(&minutes)
}

/// Whether these are alert thresholds: at most ten, strictly ascending, each from 1 to 100 percent. An empty list
/// disables threshold alerts.
pub fn are_thresholds(percents: &[u8]) -> bool {
    percents.is_sorted_by(|one, next| one < next)
        && percents.iter().all(|percent| (1..=100).contains(percent))
        && percents.len() <= 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hook_choice::WebhookFormat;

    #[test]
    fn validate_names_the_field_out_of_bounds() {
        let rejected = |near_percent, critical_percent, refresh_minutes| {
            let settings = Settings {
                near_percent,
                critical_percent,
                refresh_minutes,
                ..Settings::default()
            };
            let failure = Failure::from(settings.validate().err()?);
            assert_eq!(failure.code, ErrorCode::SettingsInvalid);
            failure.params.field
        };
        for (near, critical, minutes, field) in [
            (80, 90, 15, None),
            (1, 2, 5, None),
            (99, 100, 1440, None),
            (0, 90, 15, Some("near_percent")),
            (100, 101, 15, Some("near_percent")),
            (90, 90, 15, Some("critical_percent")),
            (90, 80, 15, Some("critical_percent")),
            (80, 101, 15, Some("critical_percent")),
            (80, 90, 4, Some("refresh_minutes")),
            (80, 90, 1441, Some("refresh_minutes")),
        ] {
            assert_eq!(
                rejected(near, critical, minutes).as_deref(),
                field,
                "{near} {critical} {minutes}"
            );
        }
    }

    #[test]
    fn alert_percents_must_ascend_within_1_to_100() {
        let many: Vec<u8> = (1..=11).collect();
        for (percents, is_valid) in [
            (&[80, 90, 100][..], true),
            (&[1], true),
            (&[], true),
            (&many[..10], true),
            (&many, false),
            (&[0, 80], false),
            (&[80, 101], false),
            (&[90, 80], false),
            (&[80, 80], false),
        ] {
            let settings = Settings {
                alert_percents: percents.to_vec(),
                ..Settings::default()
            };
            assert_eq!(settings.validate().is_ok(), is_valid, "{percents:?}");
        }
    }

    #[test]
    fn zoom_is_from_50_to_300_percent() {
        for (zoom_percent, is_valid) in [(49, false), (50, true), (300, true), (301, false)] {
            let settings = Settings {
                zoom_percent,
                ..Settings::default()
            };
            assert_eq!(settings.validate().is_ok(), is_valid, "{zoom_percent}");
        }
    }

    #[test]
    fn hook_that_cannot_be_called_is_rejected() {
        let hook = HookChoice::Webhook {
            url: "http://example.com/".to_owned(),
            format: WebhookFormat::Plain,
            signed: false,
        };
        let settings = Settings {
            hook,
            ..Settings::default()
        };
        let field = "hook";
        assert_eq!(settings.validate(), Err(InvalidSetting { field }));
    }

    #[test]
    fn proxy_with_a_password_is_rejected() {
        let url = "http://ann:canary@proxy.acme:3128".to_owned();
        let proxy = ProxyChoice::Manual {
            url,
            password: false,
        };
        let settings = Settings {
            proxy,
            ..Settings::default()
        };
        let field = "proxy";
        assert_eq!(settings.validate(), Err(InvalidSetting { field }));
    }

    #[test]
    fn debug_output_omits_the_address() {
        let url = "https://hooks.example.com/token".to_owned();
        let settings = Settings {
            hook: HookChoice::Webhook {
                url,
                format: WebhookFormat::Slack,
                signed: false,
            },
            ..Settings::default()
        };
        assert!(!format!("{settings:?}").contains("token"));
    }

    #[test]
    fn defaults_are_valid() {
        assert_eq!(Settings::default().validate(), Ok(ValidSettings::default()));
    }
}
