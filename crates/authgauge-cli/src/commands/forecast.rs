use std::ops::RangeInclusive;

use authgauge_api::document::{Document, ForecastEntry, PoolForecast};
use authgauge_core::alert::AlertSubject;
use authgauge_core::calendar::vendor_day;
use authgauge_core::error::ErrorCode;

use super::errors;
use crate::args::Selection;
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, number, text};
use crate::text::{Words, words};

/// Shows when each allowance will be used up.
pub(super) fn run(
    session: &Session,
    selection: &Selection,
    benefit: Option<&str>,
    output: Output,
) -> Result<Exit, Problem> {
    let document = document(session, selection, benefit)?;
    let words = words(session.language);
    Ok(output.print(&document, |document| table(document, words)))
}

/// The document of this command.
pub(crate) fn document(
    session: &Session,
    selection: &Selection,
    benefit: Option<&str>,
) -> Result<Document<PoolForecast>, Problem> {
    let snapshot = session.snapshot_with_forecasts(selection)?;
    let today = vendor_day(session.age.now);
    let mut pools = Vec::new();
    for pool in &snapshot.pools {
        let days = RangeInclusive::new(today, today);
        let mau = session.application.mau_periods(&pool.pool.id, days)?;
        let mut forecasts = PoolForecast::of(pool, &mau, session.age);
        if let Some(code) = benefit {
            forecasts.forecasts.retain(|entry| is_of(entry, code));
        }
        pools.push(forecasts);
    }
    if benefit.is_some() && pools.iter().all(|pool| pool.forecasts.is_empty()) {
        return Err(ErrorCode::BenefitNotFound.into());
    }
    Ok(Document::new(session.age.now, pools).with_errors(errors(&snapshot)))
}

fn is_of(entry: &ForecastEntry, asked: &str) -> bool {
    match &entry.subject {
        AlertSubject::Benefit { code, .. } => code.eq_ignore_ascii_case(asked),
        AlertSubject::Mau => asked.eq_ignore_ascii_case("MAU"),
        AlertSubject::Pool => false,
    }
}

fn table(document: &Document<PoolForecast>, words: &Words) -> String {
    let header = [
        words.pool,
        words.benefit,
        words.used,
        words.limit,
        words.full,
        words.figures,
    ];
    let mut lines = Lines::new(&header);
    for entry in &document.pools {
        for forecast in &entry.forecasts {
            lines.add(vec![
                text(&entry.pool.name),
                text(&words.subject(&forecast.subject)),
                number(words.amount(&forecast.used.amount)),
                number(words.amount(&forecast.limit.amount)),
                text(&words.outlook(&forecast.outlook)),
                text(&words.age(&forecast.used.reading, document.at)),
            ]);
        }
    }
    lines.or(words.no_figures)
}
