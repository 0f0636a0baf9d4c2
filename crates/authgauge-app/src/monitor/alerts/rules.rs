use crate::monitor::Authgauge;
use crate::monitor::state::State;
use crate::view::{AlertRulesView, BenefitRules};
use authgauge_core::alert::{AlertRule, SubjectKey};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::settings::are_thresholds;

impl Authgauge {
    /// What the owner wants to be told of a pool.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn watch_rules(&self, id: &PoolId) -> Result<AlertRulesView, Failure> {
        let state = self.state();
        let watched = state.pool(id)?;
        let watch = &state.alerts.watch;
        let mut named: Vec<(&str, &str)> = Vec::new();
        let benefits = watched.usage.iter().flat_map(|usage| &usage.value);
        for (code, name) in benefits.map(|benefit| (benefit.code.as_str(), benefit.name.as_str())) {
            if named.iter().all(|(other, _)| *other != code) {
                named.push((code, name));
            }
        }
        for code in watch.codes(id) {
            if named.iter().all(|(other, _)| *other != code) {
                named.push((code, code));
            }
        }
        let of_benefit = |(code, name): (&str, &str)| {
            let rule = watch.rule(id, &SubjectKey::Benefit(code.to_owned()));
            BenefitRules {
                code: code.to_owned(),
                name: name.to_owned(),
                thresholds: rule.thresholds,
                muted: rule.muted,
            }
        };
        let whole = watch.rule(id, &SubjectKey::Pool);
        Ok(AlertRulesView {
            thresholds: whole.thresholds,
            muted: whole.muted,
            benefits: named.into_iter().map(of_benefit).collect(),
        })
    }

    /// Lists alerts of a pool, or of one benefit, without telling them; or tells them again from now on.
    ///
    /// # Errors
    /// `pool_not_found`; `benefit_not_found` for a benefit that the pool does not have; `store_failed`.
    pub fn mute(&self, id: &PoolId, benefit: Option<&str>, muted: bool) -> Result<(), Failure> {
        self.change_rule(id, benefit, |rule| rule.muted = muted)
    }

    /// From how many percent used the owner is told: of a pool, or of one benefit. Nothing is as the settings,
    /// or as the pool, have it. What is over a new line is listed and not told: the owner has just drawn it.
    ///
    /// # Errors
    /// `settings_invalid` with the `field` `thresholds`; `pool_not_found`; `benefit_not_found` for a benefit
    /// that the pool does not have; `store_failed`.
    pub fn set_thresholds(
        &self,
        id: &PoolId,
        benefit: Option<&str>,
        thresholds: Option<Vec<u8>>,
    ) -> Result<(), Failure> {
        if thresholds
            .as_ref()
            .is_some_and(|percents| !are_thresholds(percents))
        {
            let refused = Failure::from(ErrorCode::SettingsInvalid);
            return Err(refused.with("field", "thresholds"));
        }
        self.change_rule(id, benefit, |rule| rule.thresholds = thresholds)
    }

    /// The lines are drawn anew: what is over them is listed and not told.
    pub(in crate::monitor) fn lines_changed(&self) {
        for id in self.pool_ids() {
            self.state().look_quietly_at(&id, (self.0.clock)());
        }
        // That it could not be written was told to the log.
        let _ = self.save_alerts();
    }

    fn change_rule(
        &self,
        id: &PoolId,
        benefit: Option<&str>,
        change: impl FnOnce(&mut AlertRule),
    ) -> Result<(), Failure> {
        let (subject, rule) = {
            let state = self.state();
            let subject = state.ruled(id, benefit)?;
            let mut rule = state.alerts.watch.rule(id, &subject);
            change(&mut rule);
            (subject, rule)
        };
        self.0.store.save_watch_rule(id, &subject, &rule)?;
        {
            let mut state = self.state();
            state.alerts.watch.set(id, &subject, rule);
            state.look_quietly_at(id, (self.0.clock)());
        }
        self.saved_and_announced()
    }
}

impl State {
    /// What a rule is for. A page that is mistaken leaves no rule behind.
    fn ruled(&self, id: &PoolId, benefit: Option<&str>) -> Result<SubjectKey, Failure> {
        let watched = self.pool(id)?;
        let Some(code) = benefit else {
            return Ok(SubjectKey::Pool);
        };
        let mut reported = watched.usage.iter().flat_map(|usage| &usage.value);
        let is_known = reported.any(|benefit| benefit.code == code)
            || self.alerts.watch.codes(id).contains(&code);
        if is_known {
            Ok(SubjectKey::Benefit(code.to_owned()))
        } else {
            Err(ErrorCode::BenefitNotFound.into())
        }
    }

    fn look_quietly_at(&mut self, id: &PoolId, now: chrono::DateTime<chrono::Utc>) {
        let Some(watched) = self.pools.iter().find(|watched| watched.pool.id == *id) else {
            return;
        };
        for sighting in watched.thresholds_seen(&self.settings, &self.alerts.watch) {
            let _ = self.alerts.book.record(id, &sighting, now, true);
        }
    }
}
