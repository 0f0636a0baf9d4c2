use authgauge_api::HistoryDayView;
use authgauge_api::document::{Document, PoolHistory};
use authgauge_app::words::grouped;
use authgauge_app::{ChartTheme, HistoryDays, HistoryRequest, PoolSnapshot};
use authgauge_core::error::ErrorCode;

use super::errors;
use crate::args::{Days, Selection};
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, number, text};
use crate::text::{NOTHING, Words, words};

/// Shows the days of a benefit. Pools that never had it are left out.
pub(super) fn run(
    session: &mut Session,
    selection: &Selection,
    code: &str,
    days: Days,
    output: Output,
) -> Result<Exit, Problem> {
    let document = document(session, selection, code, days)?;
    let words = words(session.language);
    Ok(output.print(&document, |document| table(document, words)))
}

/// The document of this command.
pub(crate) fn document(
    session: &mut Session,
    selection: &Selection,
    code: &str,
    days: Days,
) -> Result<Document<PoolHistory>, Problem> {
    let snapshot = session.snapshot_with_forecasts(selection)?;
    let mut pools = Vec::new();
    for pool in &snapshot.pools {
        let request = request(pool, code, days, session);
        let history = session.wait(async move |application| {
            match application.benefit_history(request).await {
                Err(failure) if failure.code == ErrorCode::BenefitNotFound => Ok(None),
                history => history.map(Some),
            }
        })?;
        pools.extend(history.map(|history| PoolHistory::of(pool, history, session.age)));
    }
    if pools.is_empty() {
        return Err(ErrorCode::BenefitNotFound.into());
    }
    Ok(Document::new(session.age.now, pools).with_errors(errors(&snapshot)))
}

/// The size is that of a picture, which is not shown.
fn request(pool: &PoolSnapshot, code: &str, days: Days, session: &Session) -> HistoryRequest {
    HistoryRequest {
        pool: pool.pool.id.clone(),
        code: code.to_owned(),
        days: match days {
            Days::Month => HistoryDays::MONTH,
            Days::Quarter => HistoryDays::QUARTER,
            Days::Year => HistoryDays::YEAR,
        },
        theme: ChartTheme::Light,
        language: session.language,
        width: 800,
        height: 300,
    }
}

fn table(document: &Document<PoolHistory>, words: &Words) -> String {
    let header = [
        words.pool,
        words.day,
        words.first,
        words.least,
        words.most,
        words.last,
        words.limit,
        words.note,
        words.figures,
    ];
    let mut lines = Lines::new(&header);
    for entry in &document.pools {
        let age = entry
            .reading
            .map(|reading| words.age(&reading, document.at));
        for day in &entry.days {
            let limit = day.total.as_deref().map(grouped);
            lines.add(vec![
                text(&entry.pool.name),
                text(&day.day.to_string()),
                number(grouped(&day.first)),
                number(grouped(&day.least)),
                number(grouped(&day.most)),
                number(grouped(&day.last)),
                number(limit.unwrap_or_else(|| NOTHING.to_owned())),
                text(&note(day, words)),
                text(age.as_deref().unwrap_or(NOTHING)),
            ]);
        }
    }
    lines.or(words.no_history)
}

fn note(day: &HistoryDayView, words: &Words) -> String {
    let reset = day.reset.then_some(words.reset);
    let changed = day.total_changed.then_some(words.limit_changed);
    let notes: Vec<&str> = reset.into_iter().chain(changed).collect();
    notes.join(", ")
}
