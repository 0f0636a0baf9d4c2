use chrono::{DateTime, Utc};
use genauth::Benefit;

use crate::monitor::state::Watched;
use authgauge_core::alert::{AlertRules, AlertSubject, Rule, RuleResult, SubjectKey, rules};
use authgauge_core::calendar::{vendor_day, vendor_time};
use authgauge_core::settings::Settings;

/// The code by which some servers report the running MAU period among the benefits too.
const MAU: &str = "MAU";

impl Watched {
    /// What is used, and what is likely to come, as the last refresh had it; nothing where that failed.
    pub(super) fn figures_seen(
        &self,
        settings: &Settings,
        watch: &AlertRules,
        now: DateTime<Utc>,
    ) -> Vec<RuleResult> {
        let mut seen = Vec::new();
        if self.usage_failure.is_none() {
            seen.extend(self.thresholds_seen(settings, watch));
            seen.extend(self.forecasts_seen(settings, now));
        }
        if self.mau_failure.is_none() && !self.reports_mau_twice() {
            seen.extend(self.mau_seen(settings, watch, now));
        }
        worst_of_each(seen)
    }

    /// What is used, as it was last known.
    pub(super) fn thresholds_seen(
        &self,
        settings: &Settings,
        watch: &AlertRules,
    ) -> Vec<RuleResult> {
        let benefits = self.usage.iter().flat_map(|usage| &usage.value);
        let seen = benefits.filter_map(|benefit| {
            let subject = SubjectKey::Benefit(benefit.code.clone());
            let lines = watch.thresholds(&self.pool.id, &subject, &settings.alert_percents);
            // The API tells no period of a benefit: that it begins anew shows in its fall.
            let (evaluation, kind) = rules::threshold(&benefit.used, &benefit.total, &lines, "")?;
            Some(RuleResult {
                subject: subject_of(benefit),
                rule: Rule::Threshold,
                evaluation,
                kind,
            })
        });
        worst_of_each(seen.collect())
    }

    /// Whether the server takes the key, and how old the figures are, as a refresh has just left it.
    pub(super) fn trouble_seen(&self, now: DateTime<Utc>) -> Vec<RuleResult> {
        let key = rules::key(self.usage_failure.as_ref());
        let key = key.map(|found| RuleResult::of_pool(Rule::Key, found));
        let age = self.usage.as_ref().map(|usage| {
            let found = rules::age(usage.taken_at, now, self.heard.failed());
            RuleResult::of_pool(Rule::Age, found)
        });
        key.into_iter().chain(age).collect()
    }

    /// How soon the plan ends, by the server's time.
    pub(super) fn plan_seen(&self, now: DateTime<Utc>) -> Vec<RuleResult> {
        let ahead = self.clock_ahead_ms.unwrap_or(0);
        let time = self.heard.server_time(now, ahead).map(vendor_time);
        let ends_at = self.plan.as_ref().and_then(|plan| plan.value.ends_at);
        let (Some(now), Some(ends_at)) = (time, ends_at) else {
            return Vec::new();
        };
        let end = rules::plan_end(ends_at, now);
        let trial = self.usage.as_ref().map(|usage| {
            let count = usage.value.iter().filter(|benefit| benefit.trial).count();
            RuleResult::of_pool(Rule::Trial, rules::trial(count, ends_at, now))
        });
        let end = RuleResult::of_pool(Rule::PlanEnd, end);
        [end].into_iter().chain(trial).collect()
    }

    fn forecasts_seen(&self, settings: &Settings, now: DateTime<Utc>) -> Vec<RuleResult> {
        if self.courses.is_none() {
            return Vec::new();
        }
        let cards = self.cards(settings).unwrap_or_default();
        let seen = cards.into_iter().filter_map(|card| {
            let (evaluation, kind) = rules::forecast(&card.outlook, vendor_day(now), "")?;
            Some(RuleResult {
                subject: AlertSubject::Benefit {
                    code: card.code,
                    name: card.name,
                },
                rule: Rule::Forecast,
                evaluation,
                kind,
            })
        });
        seen.collect()
    }

    fn mau_seen(
        &self,
        settings: &Settings,
        watch: &AlertRules,
        now: DateTime<Utc>,
    ) -> Vec<RuleResult> {
        let (id, today) = (&self.pool.id, vendor_day(now));
        let running = self.mau.as_ref().and_then(|mau| mau.value.running(today));
        let Some(running) = running else {
            return Vec::new();
        };
        let period = running.start.to_string();
        let lines = watch.thresholds(id, &SubjectKey::Mau, &settings.alert_percents);
        let used = rules::threshold(&running.used, &running.total, &lines, &period);
        let outlook = self.mau_outlook(now).filter(|_| self.courses.is_some());
        let ahead = outlook.and_then(|outlook| rules::forecast(&outlook, today, &period));
        let seen = [(Rule::Threshold, used), (Rule::Forecast, ahead)];
        let seen = seen.into_iter().filter_map(|(rule, found)| {
            let (evaluation, kind) = found?;
            Some(RuleResult {
                subject: AlertSubject::Mau,
                rule,
                evaluation,
                kind,
            })
        });
        seen.collect()
    }

    /// Once is enough to be told.
    fn reports_mau_twice(&self) -> bool {
        let mut benefits = self.usage.iter().flat_map(|usage| &usage.value);
        benefits.any(|benefit| benefit.code.eq_ignore_ascii_case(MAU))
    }
}

fn subject_of(benefit: &Benefit) -> AlertSubject {
    AlertSubject::Benefit {
        code: benefit.code.clone(),
        name: benefit.name.clone(),
    }
}

/// A server may report one code twice: then it is as bad as the worse of the two, not first one and then the
/// other.
fn worst_of_each(seen: Vec<RuleResult>) -> Vec<RuleResult> {
    let mut worst: Vec<RuleResult> = Vec::new();
    for sighting in seen {
        let is_same = |other: &&mut RuleResult| {
            other.rule == sighting.rule
                && SubjectKey::from(&other.subject) == SubjectKey::from(&sighting.subject)
        };
        match worst.iter_mut().find(is_same) {
            Some(other) if other.evaluation.reached() < sighting.evaluation.reached() => {
                *other = sighting
            }
            Some(_) => {}
            None => worst.push(sighting),
        }
    }
    worst
}
