use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};

use authgauge_chart::{HistoryChart, HistoryInput};
use authgauge_core::calendar::{of_vendor_moment, vendor_day};
use authgauge_core::decimal::to_plain_string;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::forecast::{self, Forecast};
use authgauge_core::history::{self, Change, MarkedDay, Series};
use authgauge_core::outlook::{ForecastBasis, Outlook};
use authgauge_core::reading::{Reading, Source};

use super::Charts;
use super::request::{ExportFormat, HistoryRequest};
use crate::pools::{day_ends, worst_of_each_code};

/// The most changes listed.
const MAX_CHANGES: usize = 200;

/// Days read before the range: they tell whether its first days are a reset.
const LEAD: u64 = 120;

/// The history of one benefit.
#[derive(Debug, Clone, PartialEq)]
pub struct BenefitHistory {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`; the code where the benefit is not reported now.
    pub name: String,
    /// None while no day is known.
    pub chart: Option<HistoryChart>,
    /// The days of the range, oldest first.
    pub days: Vec<MarkedDay>,
    /// The changes of the range, newest first.
    pub changes: Vec<HistoryChange>,
    /// When the benefit will be used up.
    pub outlook: Outlook,
    /// What the forecast is made from; None without one.
    pub basis: Option<ForecastBasis>,
    /// The age of the current figure.
    pub reading: Option<ReadingInfo>,
    /// Figures are hidden: the chart has no numbers.
    pub hidden: bool,
}

/// A change and when it was noticed.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryChange {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub change: Change,
}

/// When a reading was taken, and where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingInfo {
    /// When.
    pub taken_at: DateTime<Utc>,
    /// From where.
    pub source: Source,
}

/// What is known of the days up to today.
struct Past {
    from: NaiveDate,
    today: NaiveDate,
    /// Anything is known of the benefit, also before the range.
    is_known: bool,
    days: Vec<MarkedDay>,
    changes: Vec<HistoryChange>,
}

/// What is known of now.
struct Present {
    is_reported: bool,
    name: String,
    outlook: Outlook,
    basis: Option<ForecastBasis>,
    forecast: Option<Forecast>,
    reading: Option<ReadingInfo>,
}

impl Charts {
    /// The history of a benefit in the days up to today, and its forecast.
    ///
    /// # Errors
    /// `pool_not_found`; `benefit_not_found` where the server never reported it; `store_failed`.
    pub(crate) async fn benefit_history(
        self: &Arc<Self>,
        request: HistoryRequest,
    ) -> Result<BenefitHistory, Failure> {
        let hidden = self.settings.get().privacy;
        self.history(request, hidden).await
    }

    /// The history of a benefit as the content of a file, with its figures.
    ///
    /// # Errors
    /// Those of [`Self::benefit_history`]; `export_failed` while nothing is known.
    pub(crate) async fn export_history(
        self: &Arc<Self>,
        request: HistoryRequest,
        format: ExportFormat,
    ) -> Result<Vec<u8>, Failure> {
        let history = self.history(request, false).await?;
        if format == ExportFormat::Csv {
            return Ok(csv(&history.days).into_bytes());
        }
        let svg = history.chart.ok_or(ErrorCode::ExportFailed)?.svg;
        match format {
            ExportFormat::Png => self.png(svg).await,
            _ => Ok(svg.into_bytes()),
        }
    }

    async fn history(
        self: &Arc<Self>,
        request: HistoryRequest,
        hidden: bool,
    ) -> Result<BenefitHistory, Failure> {
        let charts = Arc::clone(self);
        tokio::task::spawn_blocking(move || charts.read_history(&request, hidden))
            .await
            .map_err(|_| ErrorCode::StoreFailed)?
    }

    fn read_history(
        &self,
        request: &HistoryRequest,
        hidden: bool,
    ) -> Result<BenefitHistory, Failure> {
        let now = self.clients.now();
        let past = self.past(request, vendor_day(now))?;
        let present = self.present(request, now)?;
        if !past.is_known && !present.is_reported {
            return Err(ErrorCode::BenefitNotFound.into());
        }
        Ok(BenefitHistory {
            code: request.code.clone(),
            chart: draw(request, &past, &present, hidden),
            name: present.name,
            days: past.days,
            changes: past.changes,
            outlook: present.outlook,
            basis: present.basis,
            reading: present.reading,
            hidden,
        })
    }

    fn past(&self, request: &HistoryRequest, today: NaiveDate) -> Result<Past, Failure> {
        let back = Days::new(u64::from(request.days.count()) - 1);
        let from = today.checked_sub_days(back).unwrap_or(today);
        let lead = from.checked_sub_days(Days::new(LEAD)).unwrap_or(from);
        let subject = Series::Benefit(request.code.clone());
        let mut days = self.store.days_of(&request.pool, &subject, lead)?;
        // A clock that was ahead left days in the future.
        days.retain(|day| day.day <= today);
        let mut marked = MarkedDay::mark(&days, &forecast::resets(&day_ends(&days, None)));
        let runs = self.store.runs_of(&request.pool, &subject, from)?;
        let before = marked.partition_point(|known| known.summary.day < from);
        // The day before the range tells what changed on its first.
        let compared = marked.get(before.saturating_sub(1)..).unwrap_or_default();
        let mut changes = history::changes(compared, &runs, MAX_CHANGES);
        changes.retain(|change| change.at.day >= from);
        Ok(Past {
            from,
            today,
            is_known: !marked.is_empty(),
            days: marked.split_off(before),
            changes: changes.into_iter().filter_map(noticed).collect(),
        })
    }

    fn present(&self, request: &HistoryRequest, now: DateTime<Utc>) -> Result<Present, Failure> {
        let settings = self.settings.get();
        self.pools.read(&request.pool, |state| {
            let code = request.code.as_str();
            let usage = state.usage.as_ref();
            let benefits = usage
                .map(|usage| usage.value.as_slice())
                .unwrap_or_default();
            let benefit = worst_of_each_code(benefits).find(|benefit| benefit.code == code);
            let status = benefit.map(|benefit| state.status(benefit, &settings));
            let trends = state.trends.as_ref();
            let forecast = trends.and_then(|trends| trends.forecast(code));
            Present {
                is_reported: benefit.is_some(),
                name: benefit.map_or(code, |benefit| &benefit.name).to_owned(),
                outlook: status.map_or(Outlook::NotTold, |status| status.outlook),
                basis: benefit
                    .zip(forecast)
                    .map(|(benefit, forecast)| ForecastBasis::of(forecast, &benefit.total)),
                forecast: forecast.cloned(),
                reading: usage.map(|usage| ReadingInfo::of(usage).not_after(now)),
            }
        })
    }
}

impl ReadingInfo {
    /// Of a reading.
    pub fn of<T>(reading: &Reading<T>) -> Self {
        Self {
            taken_at: reading.taken_at,
            source: reading.source,
        }
    }

    /// With its time limited to now: a reading of a clock that was ahead has no known age.
    #[must_use]
    pub fn not_after(self, now: DateTime<Utc>) -> Self {
        Self {
            taken_at: self.taken_at.min(now),
            ..self
        }
    }
}

fn draw(
    request: &HistoryRequest,
    past: &Past,
    present: &Present,
    hidden: bool,
) -> Option<HistoryChart> {
    let input = HistoryInput {
        days: &past.days,
        // A benefit that is no longer reported has no forecast.
        forecast: present.forecast.as_ref().filter(|_| present.is_reported),
        from: past.from,
        today: past.today,
        theme: request.theme,
        language: request.language,
        width: request.width,
        height: request.height,
        numbers: !hidden,
    };
    (!past.days.is_empty()).then(|| authgauge_chart::draw_history(&input))
}

/// The days as comma-separated values (RFC 4180), oldest first. A limit that is not known is empty.
fn csv(days: &[MarkedDay]) -> String {
    let header = "day,first,least,most,last,limit\r\n".to_owned();
    let line = |MarkedDay { summary, .. }: &MarkedDay| {
        let figures = [summary.first, summary.least, summary.most, summary.last];
        let limit = summary.total.map(to_plain_string).unwrap_or_default();
        let figures = figures.map(to_plain_string).join(",");
        format!("{},{figures},{limit}\r\n", summary.day)
    };
    days.iter().fold(header, |text, day| text + &line(day))
}

fn noticed(change: Change) -> Option<HistoryChange> {
    let at = of_vendor_moment(change.at)?;
    Some(HistoryChange { at, change })
}
