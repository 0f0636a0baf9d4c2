//! The MAU history as a picture.

use chrono::{Datelike, Months, NaiveDate};
use genauth::MauPeriod;

use super::Authgauge;
use super::refresh::MONTHS_KEPT;
use super::state::{MauSpan, OlderMau, Watched};
use crate::keychain::Patience;
use crate::view::{ChartRequest, ExportFormat, MauRange, MauView, ReadingView};
use authgauge_chart::ChartInput;
use authgauge_core::calendar::{months_until, vendor_day};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::reading::Reading;

/// Pixels of a PNG for one of the window's.
const PNG_SCALE: f32 = 2.0;

/// The most months that can be asked for by number.
const MOST_MONTHS: u32 = 120;

/// As many years, between the first and the last day.
const MOST_DAYS: i64 = 3653;

impl Authgauge {
    /// The MAU history of a pool in a range. What is known is drawn at once; a range that reaches further
    /// back than what each refresh brings is asked for first.
    ///
    /// # Errors
    /// `pool_not_found`, `date_range_invalid`.
    pub async fn mau_view(&self, request: ChartRequest) -> Result<MauView, Failure> {
        let shown = self.shown(&request.pool, request.range).await?;
        tokio::task::spawn_blocking(move || shown.drawn(&request))
            .await
            .map_err(|_| ErrorCode::ExportFailed.into())
    }

    /// The content of a file with the MAU history of a pool: what [`Authgauge::mau_view`] shows.
    ///
    /// # Errors
    /// `pool_not_found`, `date_range_invalid`; `export_failed` where there is no picture yet.
    pub async fn export_mau(
        &self,
        request: ChartRequest,
        format: ExportFormat,
    ) -> Result<Vec<u8>, Failure> {
        if format == ExportFormat::Csv {
            let shown = self.shown(&request.pool, request.range).await?;
            let known = shown.known.as_ref().ok_or(ErrorCode::ExportFailed)?;
            return Ok(authgauge_chart::csv(&shown.periods(known)).into_bytes());
        }
        let chart = self.mau_view(request).await?.chart;
        let svg = chart.ok_or(ErrorCode::ExportFailed)?.svg;
        match format {
            ExportFormat::Svg | ExportFormat::Csv => Ok(svg.into_bytes()),
            ExportFormat::Png => {
                tokio::task::spawn_blocking(move || authgauge_chart::png(&svg, PNG_SCALE))
                    .await
                    .map_err(|_| ErrorCode::ExportFailed)?
            }
        }
    }

    /// What is known of a range, asked for first where it reaches further back than what is kept.
    async fn shown(&self, id: &PoolId, range: MauRange) -> Result<Shown, Failure> {
        let today = vendor_day((self.0.clock)());
        let (from, to) = days(range, today)?;
        let trouble = self.reach_back_to(id, from).await?;
        let state = self.state();
        let watched = state.pool(id)?;
        Ok(Shown {
            known: watched.span_from(from).cloned(),
            failure: trouble.or_else(|| watched.mau_failure.clone()),
            from,
            end: axis_end(range, to),
            today,
        })
    }

    /// Asks for the days before those that each refresh brings. Gives why they are not to be had.
    async fn reach_back_to(
        &self,
        id: &PoolId,
        from: NaiveDate,
    ) -> Result<Option<Failure>, Failure> {
        let today = vendor_day((self.0.clock)());
        if from >= months_until(today, MONTHS_KEPT).0 {
            return Ok(None);
        }
        let _turn = self.0.older_turn.lock().await;
        if let Some(known) = self.state().pool(id)?.older_since(from) {
            return Ok(known.answer.as_ref().err().cloned());
        }
        let epoch = self.state().pool(id)?.epoch;
        let answer = self.ask_since(id, from, today).await;
        let failure = answer.as_ref().err().cloned();
        let mut state = self.state();
        let watched = state.pool_mut(id)?;
        if watched.epoch == epoch {
            watched.older_mau = Some(OlderMau { from, answer });
        }
        Ok(failure)
    }

    async fn ask_since(
        &self,
        id: &PoolId,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Reading<MauSpan>, Failure> {
        let client = self.client(id, Patience::Owner).await?;
        let answer = client.mau_history(from, to).await;
        self.read(answer.map(|history| MauSpan { from, to, history }))
    }
}

impl Watched {
    /// The history that reaches back to a day, or else the one that each refresh brings.
    fn span_from(&self, from: NaiveDate) -> Option<&Reading<MauSpan>> {
        let recent = self.mau.as_ref();
        if recent.is_some_and(|mau| mau.value.from <= from) {
            return recent;
        }
        let older = self.older_since(from);
        older
            .and_then(|older| older.answer.as_ref().ok())
            .or(recent)
    }

    fn older_since(&self, from: NaiveDate) -> Option<&OlderMau> {
        self.older_mau.as_ref().filter(|older| older.from <= from)
    }
}

/// First and last day.
fn days(range: MauRange, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Failure> {
    match range {
        MauRange::Months { count } => Ok(months_until(today, count.clamp(1, MOST_MONTHS))),
        MauRange::Days { from, to } if (0..=MOST_DAYS).contains(&(to - from).num_days()) => {
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

/// What is known of a range of days.
struct Shown {
    known: Option<Reading<MauSpan>>,
    failure: Option<Failure>,
    from: NaiveDate,
    /// The day after the last.
    end: NaiveDate,
    today: NaiveDate,
}

impl Shown {
    /// Those that touch the range.
    fn periods(&self, known: &Reading<MauSpan>) -> Vec<MauPeriod> {
        let touches = |period: &&MauPeriod| period.start < self.end && period.end > self.from;
        let all = &known.value.history.periods;
        all.iter().filter(touches).cloned().collect()
    }

    fn drawn(self, request: &ChartRequest) -> MauView {
        let picture = |known: &Reading<MauSpan>| {
            authgauge_chart::draw(&ChartInput {
                periods: &self.periods(known),
                from: self.from,
                to: self.end,
                today: self.today,
                theme: request.theme,
                language: request.language,
                width: request.width,
                height: request.height,
            })
        };
        let known = self.known.as_ref();
        let unreadable = known.map_or(0, |known| known.value.history.unreadable);
        MauView {
            chart: known.map(picture).map(Into::into),
            reading: known.map(|known| ReadingView {
                taken_at: known.taken_at,
                source: known.source,
            }),
            failure: self.failure,
            unreadable: u32::try_from(unreadable).unwrap_or(u32::MAX),
        }
    }
}
