//! The words of tables, in both languages.

mod en;
mod zh;

use authgauge_api::document::{Amount, ReadingFacts, RunsOutFirst};
use authgauge_app::words::{OwnerCalendar, grouped};
use authgauge_core::alert::AlertSubject;
use authgauge_core::guard::{Doubt, Refusal};
use authgauge_core::language::WordsLanguage;
use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::Service;
use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::reading::Source;
use chrono::{DateTime, Utc};
use genauth::plain_text;

/// What stands in a cell without content.
pub(crate) const NOTHING: &str = "–";

/// The words of one language. `{}` stands for a number, a name or a day.
pub(crate) struct Words {
    pub(crate) pool: &'static str,
    pub(crate) host: &'static str,
    pub(crate) service: &'static str,
    pub(crate) id: &'static str,
    pub(crate) level: &'static str,
    pub(crate) worst: &'static str,
    pub(crate) runs_out: &'static str,
    pub(crate) plan: &'static str,
    pub(crate) edition: &'static str,
    pub(crate) ends: &'static str,
    pub(crate) figures: &'static str,
    pub(crate) benefit: &'static str,
    pub(crate) code: &'static str,
    pub(crate) used: &'static str,
    pub(crate) limit: &'static str,
    pub(crate) left: &'static str,
    pub(crate) percent: &'static str,
    pub(crate) trial: &'static str,
    pub(crate) full: &'static str,
    pub(crate) period: &'static str,
    pub(crate) day: &'static str,
    pub(crate) first: &'static str,
    pub(crate) least: &'static str,
    pub(crate) most: &'static str,
    pub(crate) last: &'static str,
    pub(crate) note: &'static str,
    pub(crate) when: &'static str,
    pub(crate) alert: &'static str,
    pub(crate) state: &'static str,
    pub(crate) mau: &'static str,
    pub(crate) answer: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) whole_pool: &'static str,

    pub(crate) no_pools: &'static str,
    pub(crate) no_figures: &'static str,
    periods_not_understood: &'static str,
    pub(crate) no_alerts: &'static str,
    pub(crate) no_history: &'static str,
    pub(crate) running: &'static str,
    pub(crate) reset: &'static str,
    pub(crate) limit_changed: &'static str,
    pub(crate) unlimited: &'static str,
    pub(crate) not_reported: &'static str,
    pub(crate) not_read: &'static str,
    private: &'static str,

    pub(crate) alert_new: &'static str,
    pub(crate) alert_seen: &'static str,
    pub(crate) alert_over: &'static str,
    pub(crate) alert_muted: &'static str,
    pub(crate) alert_snoozed: &'static str,

    levels: [&'static str; 7],
    plan_ended: &'static str,
    plan_ends: &'static str,
    key_rejected: &'static str,
    key_missing: &'static str,
    no_access: &'static str,

    now: &'static str,
    minutes_ago: &'static str,
    hours_ago: &'static str,
    days_ago: &'static str,
    demo: &'static str,
    stale: &'static str,

    in_days: &'static str,
    ran_out: &'static str,
    outlook_full: &'static str,
    outlook_likely: &'static str,
    outlook_perhaps: &'static str,
    outlook_not: &'static str,
    outlook_no_limit: &'static str,
    outlook_short: &'static str,

    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) unknown: &'static str,
    left_of_needed: &'static str,
    left_of_percent: &'static str,
    full_on: &'static str,
    doubt_failed: &'static str,
    doubt_stale: &'static str,
}

/// The words of a language.
pub(crate) fn words(language: WordsLanguage) -> &'static Words {
    match language {
        WordsLanguage::En => &en::WORDS,
        WordsLanguage::Zh => &zh::WORDS,
    }
}

/// Replaces each `{}` in turn.
pub(crate) fn fill(template: &str, values: &[&str]) -> String {
    let mut parts = template.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    // A value may have braces, as the name of a pool.
    for (value, part) in values.iter().zip(parts) {
        text.push_str(value);
        text.push_str(part);
    }
    text
}

impl Words {
    /// How many of a pool's MAU periods are left out.
    pub(crate) fn periods_not_understood(&self, pool: &str, count: u32) -> String {
        fill(
            self.periods_not_understood,
            &[&plain_text(pool), &count.to_string()],
        )
    }

    pub(crate) fn level_name(&self, level: Level) -> &'static str {
        let [
            ok,
            near,
            critical,
            over,
            not_included,
            unlimited,
            not_reported,
        ] = self.levels;
        match level {
            Level::Ok => ok,
            Level::Near => near,
            Level::Critical => critical,
            Level::Over => over,
            Level::NotIncluded => not_included,
            Level::Unlimited => unlimited,
            Level::NotReported => not_reported,
        }
    }

    pub(crate) fn service_name(&self, service: Service) -> &'static str {
        match service {
            Service::GenAuth => "GenAuth",
            Service::Authing => "Authing",
            Service::Private => self.private,
        }
    }

    /// What is worst about a pool. A plan's days are counted in the owner's calendar.
    pub(crate) fn condition(&self, condition: &PoolCondition, now: DateTime<Utc>) -> String {
        let with_percent = |name: &str, percent: &Option<u32>| match percent {
            Some(percent) => format!("{name} {percent}%"),
            None => name.to_owned(),
        };
        match condition {
            PoolCondition::PlanEnded => self.plan_ended.to_owned(),
            PoolCondition::PlanEnds { at, .. } => {
                let days = OwnerCalendar::local(now).days_until_moment(*at);
                fill(self.plan_ends, &[&days.to_string()])
            }
            PoolCondition::KeyRejected => self.key_rejected.to_owned(),
            PoolCondition::KeyMissing => self.key_missing.to_owned(),
            PoolCondition::NoAccess => self.no_access.to_owned(),
            PoolCondition::Benefit { name, percent, .. } => with_percent(name, percent),
            PoolCondition::Mau { percent, .. } => with_percent(self.mau, percent),
        }
    }

    /// What runs out first, and in how many days.
    pub(crate) fn runs_out_first(&self, first: &RunsOutFirst) -> String {
        let days = first.days.map(|days| days.to_string());
        let what = self.subject(&first.subject);
        match (&first.subject, days) {
            (AlertSubject::Pool, _) if first.level == Level::Over => self.plan_ended.to_owned(),
            (AlertSubject::Pool, days) => fill(self.plan_ends, &[&days.unwrap_or_default()]),
            (_, Some(days)) if days == "0" => fill(self.ran_out, &[&what]),
            (_, Some(days)) => fill(self.in_days, &[&what, &days]),
            (_, None) => what,
        }
    }

    pub(crate) fn amount(&self, amount: &Amount) -> String {
        match amount {
            Amount::Value { value } => grouped(value),
            Amount::Unlimited => self.unlimited.to_owned(),
            Amount::NotReported { .. } => self.not_reported.to_owned(),
        }
    }

    pub(crate) fn outlook(&self, outlook: &Outlook) -> String {
        match outlook {
            Outlook::Full => self.outlook_full.to_owned(),
            Outlook::FullOn {
                likely: Some(likely),
                ..
            } => fill(self.outlook_likely, &[&likely.to_string()]),
            Outlook::FullOn { first, .. } => fill(self.outlook_perhaps, &[&first.to_string()]),
            Outlook::NotAtThisPace => self.outlook_not.to_owned(),
            Outlook::NoLimit => self.outlook_no_limit.to_owned(),
            Outlook::NotTold => NOTHING.to_owned(),
            Outlook::TooLittleHistory { days, needed } => fill(
                self.outlook_short,
                &[&days.to_string(), &needed.to_string()],
            ),
        }
    }

    /// The age of figures, and that they are stale if they are.
    pub(crate) fn age(&self, reading: &ReadingFacts, now: DateTime<Utc>) -> String {
        let age = self.time_since(reading.taken_at, now);
        let demo = (reading.source == Source::Demo).then_some(self.demo);
        let stale = reading.stale.then_some(self.stale);
        demo.into_iter()
            .chain(stale)
            .fold(age, |text, mark| text + mark)
    }

    pub(crate) fn time_since(&self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let minutes = (now - at).num_minutes();
        let (template, number) = match minutes {
            ..1 => return self.now.to_owned(),
            1..60 => (self.minutes_ago, minutes),
            60..2_880 => (self.hours_ago, minutes / 60),
            _ => (self.days_ago, minutes / 1_440),
        };
        fill(template, &[&number.to_string()])
    }

    pub(crate) fn subject(&self, subject: &AlertSubject) -> String {
        match subject {
            AlertSubject::Pool => self.whole_pool.to_owned(),
            AlertSubject::Benefit { name, .. } => name.clone(),
            AlertSubject::Mau => self.mau.to_owned(),
        }
    }

    pub(crate) fn refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Level { level } => self.level_name(*level).to_owned(),
            Refusal::Left { left, needed } => {
                fill(self.left_of_needed, &[&grouped(left), &grouped(needed)])
            }
            Refusal::Percent { left, needed } => {
                fill(self.left_of_percent, &[&grouped(left), &needed.to_string()])
            }
            Refusal::Full {
                likely: Some(likely),
            } => fill(self.full_on, &[&likely.to_string()]),
            Refusal::Full { likely: None } => self.outlook_full.to_owned(),
        }
    }

    pub(crate) fn doubt(&self, doubt: &Doubt) -> String {
        match doubt {
            Doubt::Failed(failure) => fill(self.doubt_failed, &[&failure.code.to_string()]),
            Doubt::NotRead => self.not_read.to_owned(),
            Doubt::Stale => self.doubt_stale.to_owned(),
            Doubt::NotReported => self.not_reported.to_owned(),
            Doubt::TooLittleHistory { days, needed } => fill(
                self.outlook_short,
                &[&days.to_string(), &needed.to_string()],
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn values_stand_where_they_belong_whatever_they_hold() {
        assert_eq!(fill("{}: {} of them", &["a{}b", "2"]), "a{}b: 2 of them");
        let en = words(WordsLanguage::En);
        let line = en.periods_not_understood("Acme {}", 2);
        assert!(line.starts_with("Acme {}: 2 of"), "{line}");
    }

    #[test]
    fn ages_are_told_in_one_unit() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let words = words(WordsLanguage::En);
        for (ago, expected) in [
            (TimeDelta::seconds(-30), "just now"),
            (TimeDelta::seconds(59), "just now"),
            (TimeDelta::minutes(1), "1 min ago"),
            (TimeDelta::minutes(59), "59 min ago"),
            (TimeDelta::hours(1), "1 h ago"),
            (TimeDelta::hours(47), "47 h ago"),
            (TimeDelta::hours(48), "2 d ago"),
        ] {
            assert_eq!(words.time_since(now - ago, now), expected);
        }
    }
}
