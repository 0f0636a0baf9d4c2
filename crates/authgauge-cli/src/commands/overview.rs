use authgauge_api::document::{Document, PoolOverview};
use authgauge_core::calendar::vendor_day;

use super::errors;
use crate::args::Selection;
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, colored, text};
use crate::text::{NOTHING, Words, words};

/// Shows the worst about each pool.
pub(super) fn run(
    session: &Session,
    selection: &Selection,
    output: Output,
) -> Result<Exit, Problem> {
    let document = document(session, selection)?;
    let words = words(session.language);
    Ok(output.print(&document, |document| table(document, words)))
}

/// The document of this command.
pub(crate) fn document(
    session: &Session,
    selection: &Selection,
) -> Result<Document<PoolOverview>, Problem> {
    // What runs out is known from the history.
    let snapshot = session.snapshot_with_forecasts(selection)?;
    let pools = PoolOverview::all(&snapshot, session.age);
    Ok(Document::new(session.age.now, pools).with_errors(errors(&snapshot)))
}

fn table(document: &Document<PoolOverview>, words: &Words) -> String {
    let header = [
        words.pool,
        words.host,
        words.level,
        words.worst,
        words.runs_out,
        words.ends,
        words.figures,
    ];
    let mut lines = Lines::new(&header);
    for entry in &document.pools {
        let level = entry.level.map(|level| words.level_name(level));
        let condition = entry.condition.as_ref();
        let worst = condition.map(|condition| words.condition(condition, document.at));
        let ends = entry.plan_ends_at.map(vendor_day);
        let age = entry
            .reading
            .map(|reading| words.age(&reading, document.at));
        lines.add(vec![
            text(&entry.pool.name),
            text(&entry.pool.host),
            colored(level.unwrap_or(words.not_read), entry.level),
            text(&worst.unwrap_or_default()),
            text(
                &entry
                    .runs_out
                    .as_ref()
                    .map_or_else(String::new, |it| words.runs_out_first(it)),
            ),
            text(&ends.map_or_else(|| NOTHING.to_owned(), |day| day.to_string())),
            text(&age.unwrap_or_else(|| NOTHING.to_owned())),
        ]);
    }
    lines.or(words.no_pools)
}
