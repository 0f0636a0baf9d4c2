//! What the owner can set.

use serde::{Deserialize, Serialize};

use crate::error::{ErrorCode, Failure};

/// Everything on the settings screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
}

/// A language, or the system's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
#[cfg_attr(test, derive(ts_rs::TS))]
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
        }
    }
}

impl Settings {
    /// The settings, if they make sense together: 1 ≤ near < critical ≤ 100 percent, and 5 to 1,440
    /// minutes between refreshes.
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
        Ok(self)
    }
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
    fn the_defaults_make_sense() {
        assert_eq!(Settings::default().checked(), Ok(Settings::default()));
    }
}
