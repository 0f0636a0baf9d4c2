//! How one benefit went: its days, when it changed, and the picture of both.

use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::Benefit;

use super::Authgauge;
use super::courses::day_ends;
use super::state::Watched;
use crate::view::{
    BenefitCard, HistoryChange, HistoryDay, HistoryRequest, HistoryView, Outlook, ReadingView,
};
use authgauge_chart::HistoryInput;
use authgauge_core::calendar::{of_vendor_moment, vendor_day};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::forecast::{self, Forecast};
use authgauge_core::history::{self, MarkedDay, Series};
use authgauge_core::settings::Settings;

/// Changes that are told; nobody reads more.
const MOST_CHANGES: usize = 200;

/// Days before the range: they tell whether its first ones are a reset, or a fall as usual.
const LEAD: u64 = 120;

impl Authgauge {
    /// How one benefit went in the days up to today, and where it goes.
    ///
    /// # Errors
    /// `pool_not_found`; `benefit_not_found` where the server never reported it; `store_failed`.
    pub async fn benefit_history(&self, request: HistoryRequest) -> Result<HistoryView, Failure> {
        let authgauge = self.clone();
        tokio::task::spawn_blocking(move || authgauge.history_of(&request))
            .await
            .map_err(|_| ErrorCode::StoreFailed)?
    }

    fn history_of(&self, request: &HistoryRequest) -> Result<HistoryView, Failure> {
        let now = (self.0.clock)();
        let past = self.past(request, vendor_day(now))?;
        let present = {
            let state = self.state();
            state
                .pool(&request.pool)?
                .present(&request.code, &state.settings, now)
        };
        if !past.ever && !present.reported {
            return Err(ErrorCode::BenefitNotFound.into());
        }
        Ok(view(request, past, present))
    }

    fn past(&self, request: &HistoryRequest, today: NaiveDate) -> Result<Past, Failure> {
        let back = Days::new(u64::from(request.days.count()) - 1);
        let from = today.checked_sub_days(back).unwrap_or(today);
        let lead = from.checked_sub_days(Days::new(LEAD)).unwrap_or(from);
        let subject = Series::Benefit(request.code.clone());
        let mut days = self.0.store.days_of(&request.pool, &subject, lead)?;
        // A clock that was ahead left days that are still to come.
        days.retain(|day| day.day <= today);
        let mut marked = MarkedDay::mark(&days, &forecast::resets(&day_ends(&days)));
        let runs = self.0.store.runs_of(&request.pool, &subject, from)?;
        let before = marked.partition_point(|known| known.summary.day < from);
        // The day before the range tells what changed on its first.
        let told = marked.get(before.saturating_sub(1)..).unwrap_or_default();
        let mut changes = history::changes(told, &runs, MOST_CHANGES);
        changes.retain(|change| change.at.day >= from);
        Ok(Past {
            from,
            today,
            ever: !marked.is_empty(),
            days: marked.split_off(before),
            changes: changes.into_iter().filter_map(told_at).collect(),
        })
    }
}

/// What is known of earlier.
struct Past {
    from: NaiveDate,
    today: NaiveDate,
    /// Anything is known of it at all.
    ever: bool,
    days: Vec<MarkedDay>,
    changes: Vec<HistoryChange>,
}

/// What is known of now.
struct Present {
    /// The server reports it.
    reported: bool,
    name: String,
    outlook: Outlook,
    forecast: Option<Forecast>,
    reading: Option<ReadingView>,
}

impl Watched {
    fn present(&self, code: &str, settings: &Settings, now: DateTime<Utc>) -> Present {
        let usage = self.usage.as_ref();
        let benefits = usage
            .map(|usage| usage.value.as_slice())
            .unwrap_or_default();
        let benefit = benefits.iter().find(|benefit| benefit.code == code);
        let card = benefit.map(|benefit| self.card(benefit, settings));
        let courses = self.courses.as_ref();
        let name = card.as_ref().map_or(code, |card| card.name.as_str());
        Present {
            reported: card.is_some(),
            name: name.to_owned(),
            outlook: card.map_or(Outlook::NotTold, |card| card.outlook),
            forecast: courses.and_then(|courses| courses.forecast(code)).cloned(),
            reading: usage.map(|usage| ReadingView {
                taken_at: usage.taken_at.min(now),
                source: usage.source,
            }),
        }
    }

    fn card(&self, benefit: &Benefit, settings: &Settings) -> BenefitCard {
        self.with_course(BenefitCard::new(benefit, settings.thresholds()), benefit)
    }
}

fn view(request: &HistoryRequest, past: Past, present: Present) -> HistoryView {
    let input = HistoryInput {
        days: &past.days,
        // What is no longer reported goes nowhere.
        forecast: present.forecast.as_ref().filter(|_| present.reported),
        from: past.from,
        today: past.today,
        theme: request.theme,
        language: request.language,
        width: request.width,
        height: request.height,
    };
    let chart = (!past.days.is_empty()).then(|| authgauge_chart::draw_history(&input));
    HistoryView {
        name: present.name,
        code: request.code.clone(),
        chart,
        days: past.days.iter().map(HistoryDay::from).collect(),
        changes: past.changes,
        outlook: present.outlook,
        reading: present.reading,
    }
}

fn told_at(change: history::Change) -> Option<HistoryChange> {
    of_vendor_moment(change.at).map(|at| HistoryChange::new(at, &change))
}
