//! What the owner can set.

use serde::{Deserialize, Serialize};

use crate::error::{ErrorCode, Failure};
use crate::hook_choice::HookChoice;
use crate::level::Thresholds;

/// Everything on the settings screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Settings {
    /// The window's language.
    pub language: LanguageChoice,
    /// The window's colours.
    pub theme: ThemeChoice,
    /// From how many percent used a benefit is near its limit.
    pub near_percent: u8,
    /// From how many percent used a benefit is critical.
    pub critical_percent: u8,
    /// Minutes between two refreshes of a pool.
    pub refresh_minutes: u16,
    /// Alerts are shown on the desktop too, not only listed.
    pub notify: bool,
    /// From how many percent used the owner is told, ascending, where a pool or benefit has no rule of its own.
    pub alert_percents: Vec<u8>,
    /// What else hears of an alert.
    pub hook: HookChoice,
    /// Closing the window keeps Authgauge in the tray; nothing until the owner was asked.
    pub close_to_tray: Option<bool>,
    /// Authgauge starts with the owner's session.
    pub start_at_login: bool,
}

/// A language, or the system's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LanguageChoice {
    /// The system's, English if it is neither of the two.
    #[default]
    System,
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system has it, changing with it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: LanguageChoice::default(),
            theme: ThemeChoice::default(),
            near_percent: 80,
            critical_percent: 90,
            refresh_minutes: 15,
            notify: true,
            alert_percents: vec![80, 90, 100],
            hook: HookChoice::Off,
            close_to_tray: None,
            start_at_login: false,
        }
    }
}

impl Settings {
    /// From how many percent used a benefit is near its limit, and critical.
    pub fn thresholds(&self) -> Thresholds {
        Thresholds {
            near: self.near_percent,
            critical: self.critical_percent,
        }
    }

    /// The settings, if they make sense together: 1 ≤ near < critical ≤ 100 percent, 5 to 1,440 minutes
    /// between refreshes, at most ten ascending thresholds for alerts, and a hook that can be called.
    ///
    /// # Errors
    /// `settings_invalid`, with the `field` that does not fit.
    pub fn checked(self) -> Result<Self, Failure> {
        let refuse =
            |field: &str| Err(Failure::from(ErrorCode::SettingsInvalid).with("field", field));
        if !(1..100).contains(&self.near_percent) {
            return refuse("near_percent");
        }
        if self.critical_percent <= self.near_percent || self.critical_percent > 100 {
            return refuse("critical_percent");
        }
        if !(5..=1440).contains(&self.refresh_minutes) {
            return refuse("refresh_minutes");
        }
        if !are_thresholds(&self.alert_percents) {
            return refuse("alert_percents");
        }
        if !self.hook.is_callable() {
            return refuse("hook");
        }
        Ok(self)
    }
}

/// At most ten, ascending, each from 1 to 100 percent. None at all means never.
pub fn are_thresholds(percents: &[u8]) -> bool {
    let ascend = percents.windows(2).all(|pair| pair.first() < pair.last());
    let inside = percents.iter().all(|percent| (1..=100).contains(percent));
    ascend && inside && percents.len() <= 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_make_no_sense_are_refused_by_field() {
        let field = |near_percent, critical_percent, refresh_minutes| {
            let settings = Settings {
                near_percent,
                critical_percent,
                refresh_minutes,
                ..Settings::default()
            };
            let failure = settings.checked().err()?;
            assert_eq!(failure.code, ErrorCode::SettingsInvalid);
            failure.params.get("field").cloned()
        };
        for (near, critical, minutes, refused) in [
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
                field(near, critical, minutes).as_deref(),
                refused,
                "{near} {critical} {minutes}"
            );
        }
    }

    #[test]
    fn thresholds_ascend_and_are_percents() {
        let many: Vec<u8> = (1..=11).collect();
        for (percents, make_sense) in [
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
            assert_eq!(settings.checked().is_ok(), make_sense, "{percents:?}");
        }
    }

    #[test]
    fn a_hook_that_cannot_be_called_is_refused() {
        let url = "http://example.com/".to_owned();
        let settings = Settings {
            hook: HookChoice::Webhook { url },
            ..Settings::default()
        };
        let refused = settings.checked().unwrap_err();
        assert_eq!(refused.params["field"], "hook");
    }

    #[test]
    fn addresses_and_arguments_are_not_in_debug() {
        let url = "https://hooks.example.com/token".to_owned();
        let (program, arguments) = ("/bin/token".to_owned(), vec!["token".to_owned()]);
        for hook in [
            HookChoice::Webhook { url },
            HookChoice::Command { program, arguments },
        ] {
            let settings = Settings {
                hook,
                ..Settings::default()
            };
            assert!(!format!("{settings:?}").contains("token"));
        }
    }

    #[test]
    fn the_defaults_make_sense() {
        assert_eq!(Settings::default().checked(), Ok(Settings::default()));
    }
}
