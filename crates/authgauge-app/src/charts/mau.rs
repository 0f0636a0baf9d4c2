use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};

use chrono::{Datelike, Months, NaiveDate};
use genauth::MauPeriod;

use authgauge_chart::{ChartInput, MauChart};
use authgauge_core::calendar::{months_until, vendor_day};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::reading::Reading;

use super::Charts;
use super::benefit_history::ReadingInfo;
use super::request::{ChartRequest, ExportFormat, MauRange};
use crate::keychain::Initiator;
use crate::pools::MauSpan;
use crate::scheduler::MONTHS_KEPT;

/// Pixels of a PNG per pixel of the window.
const PNG_SCALE: f32 = 2.0;

/// The most months that can be requested by number.
const MAX_MONTHS: u32 = 120;

/// The most days between the first and the last: ten years.
const MAX_DAYS: i64 = 3653;

/// The MAU chart of a range, with the age of its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct MauPicture {
    /// None while nothing is known.
    pub chart: Option<MauChart>,
    /// When the figures were taken.
    pub reading: Option<ReadingInfo>,
    /// Why newer or older figures could not be read.
    pub failure: Option<Failure>,
    /// Periods that the server reported in a form that is not understood.
    pub unreadable: usize,
    /// The dates of one of them, as the server sent them.
    pub unreadable_dates: Option<String>,
    /// Figures are hidden: the chart has no numbers.
    pub hidden: bool,
}

/// A longer history than each refresh brings, requested by the owner.
pub(super) struct OlderHistory {
    from: NaiveDate,
    answer: Result<Reading<MauSpan>, Failure>,
    /// The pool's generation it belongs to: the next refresh outdates it.
    generation: u64,
}

/// What is known of a range of days.
struct Range {
    known: Option<Reading<MauSpan>>,
    failure: Option<Failure>,
    from: NaiveDate,
    /// The day after the last.
    end: NaiveDate,
    today: NaiveDate,
    /// The likely use at the running period's end.
    estimate: Option<u64>,
}

impl Charts {
    /// The MAU chart of a range. A range that reaches further back than each refresh is requested first.
    ///
    /// # Errors
    /// `pool_not_found`, `date_range_invalid`.
    pub(crate) async fn mau(&self, request: ChartRequest) -> Result<MauPicture, Failure> {
        let hidden = self.settings.get().privacy;
        self.picture(request, hidden).await
    }

    /// The MAU history as the content of a file, with its figures.
    ///
    /// # Errors
    /// `pool_not_found`, `date_range_invalid`; `export_failed` while nothing is known.
    pub(crate) async fn export_mau(
        &self,
        request: ChartRequest,
        format: ExportFormat,
    ) -> Result<Vec<u8>, Failure> {
        if format == ExportFormat::Csv {
            let range = self.range(&request.pool, request.range).await?;
            let known = range.known.as_ref().ok_or(ErrorCode::ExportFailed)?;
            return Ok(authgauge_chart::csv(&range.periods(known)).into_bytes());
        }
        let chart = self.picture(request, false).await?.chart;
        let svg = chart.ok_or(ErrorCode::ExportFailed)?.svg;
        if format == ExportFormat::Svg {
            return Ok(svg.into_bytes());
        }
        self.png(svg).await
    }

    /// A chart as a PNG, at twice the window's pixels.
    ///
    /// # Errors
    /// `export_failed`.
    pub(crate) async fn png(&self, svg: String) -> Result<Vec<u8>, Failure> {
        tokio::task::spawn_blocking(move || authgauge_chart::png(&svg, PNG_SCALE))
            .await
            .map_err(|_| ErrorCode::ExportFailed)?
    }

    async fn picture(&self, request: ChartRequest, hidden: bool) -> Result<MauPicture, Failure> {
        let range = self.range(&request.pool, request.range).await?;
        tokio::task::spawn_blocking(move || range.draw(&request, hidden))
            .await
            .map_err(|_| ErrorCode::ExportFailed.into())
    }

    async fn range(&self, id: &PoolId, range: MauRange) -> Result<Range, Failure> {
        let now = self.clients.now();
        let today = vendor_day(now);
        let (from, to) = days(range, today)?;
        let failure = self.request_since(id, from, today).await?;
        let (recent, mau_failure, generation, running) = self.pools.read(id, |state| {
            (
                state.mau.clone(),
                state.mau_failure.clone(),
                state.generation,
                state.mau_status(now),
            )
        })?;
        let reaches_back = |mau: &Reading<MauSpan>| mau.value.from <= from;
        let older = match recent.as_ref().is_some_and(reaches_back) {
            true => None,
            false => self.older_since(id, from, generation),
        };
        Ok(Range {
            known: older.and_then(Result::ok).or(recent),
            failure: failure.or(mau_failure),
            from,
            end: axis_end(range, to),
            today,
            estimate: running.and_then(|running| running.value.series.before_reset),
        })
    }

    /// Requests the days before those that each refresh brings. Answers why they can't be had.
    async fn request_since(
        &self,
        id: &PoolId,
        from: NaiveDate,
        today: NaiveDate,
    ) -> Result<Option<Failure>, Failure> {
        if from >= months_until(today, MONTHS_KEPT).0 {
            self.pools.read(id, |_| ())?;
            return Ok(None);
        }
        let _requesting = self.requesting.lock().await;
        let before = self.pools.read(id, |state| state.generation)?;
        if let Some(known) = self.older_since(id, from, before) {
            return Ok(known.err());
        }
        let answer = self.fetch_since(id, from, today).await;
        let failure = answer.as_ref().err().cloned();
        let generation = self.pools.read(id, |state| state.generation)?;
        if generation == before {
            let older = OlderHistory {
                from,
                answer,
                generation,
            };
            self.older().insert(id.clone(), older);
        }
        Ok(failure)
    }

    async fn fetch_since(
        &self,
        id: &PoolId,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Reading<MauSpan>, Failure> {
        let client = self.pools.client(id, Initiator::Owner).await?;
        let history = client.mau_history(from, to).await;
        let span = history.map(|history| MauSpan::new(from, to, history));
        self.clients.reading(&client, span)
    }

    fn older_since(
        &self,
        id: &PoolId,
        from: NaiveDate,
        generation: u64,
    ) -> Option<Result<Reading<MauSpan>, Failure>> {
        let older = self.older();
        let known = older.get(id)?;
        let fits = known.from <= from && known.generation == generation;
        fits.then(|| known.answer.clone())
    }

    fn older(&self) -> MutexGuard<'_, HashMap<PoolId, OlderHistory>> {
        self.older.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Range {
    /// The periods that touch the range.
    fn periods(&self, known: &Reading<MauSpan>) -> Vec<MauPeriod> {
        let touches = |period: &&MauPeriod| period.start < self.end && period.end > self.from;
        let all = &known.value.history.periods;
        all.iter().filter(touches).cloned().collect()
    }

    fn draw(self, request: &ChartRequest, hidden: bool) -> MauPicture {
        let draw = |known: &Reading<MauSpan>| {
            authgauge_chart::draw(&ChartInput {
                periods: &self.periods(known),
                from: self.from,
                to: self.end,
                today: self.today,
                estimate: self.estimate.map(|estimate| estimate as f64),
                theme: request.theme,
                language: request.language,
                width: request.width,
                height: request.height,
                numbers: !hidden,
            })
        };
        let known = self.known.as_ref();
        MauPicture {
            chart: known.map(draw),
            reading: known.map(ReadingInfo::of),
            unreadable: known.map_or(0, |known| known.value.history.unreadable),
            unreadable_dates: known.and_then(|known| known.value.history.unreadable_dates.clone()),
            failure: self.failure,
            hidden,
        }
    }
}

/// The first and last day of a range.
fn days(range: MauRange, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Failure> {
    match range {
        MauRange::Months { count } => Ok(months_until(today, count.clamp(1, MAX_MONTHS))),
        MauRange::Days { from, to } if (0..=MAX_DAYS).contains(&(to - from).num_days()) => {
            Ok((from, to))
        }
        MauRange::Days { .. } => Err(ErrorCode::DateRangeInvalid.into()),
    }
}

/// The day after the axis' last: months are shown whole, though the running one is not over.
fn axis_end(range: MauRange, to: NaiveDate) -> NaiveDate {
    let next_month = || to.with_day(1)?.checked_add_months(Months::new(1));
    let end = match range {
        MauRange::Months { .. } => next_month(),
        MauRange::Days { .. } => to.succ_opt(),
    };
    end.unwrap_or(to)
}
