use authgauge_api::document::{BenefitEntry, Document, PoolUsage};
use authgauge_app::words::grouped;

use super::errors;
use crate::args::Selection;
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, colored, number, text};
use crate::text::{Words, words};

/// Shows each benefit.
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
) -> Result<Document<PoolUsage>, Problem> {
    let snapshot = session.snapshot_with_forecasts(selection)?;
    let pools = snapshot.pools.iter();
    let pools = pools.map(|pool| PoolUsage::of(pool, session.age));
    Ok(Document::new(session.age.now, pools.collect()).with_errors(errors(&snapshot)))
}

fn table(document: &Document<PoolUsage>, words: &Words) -> String {
    let header = [
        words.pool,
        words.benefit,
        words.code,
        words.used,
        words.limit,
        words.left,
        words.percent,
        words.level,
        words.trial,
        words.full,
        words.figures,
    ];
    let mut lines = Lines::new(&header);
    for entry in &document.pools {
        for benefit in entry.benefits.iter().flatten() {
            let left = left(benefit);
            let percent = benefit.percent.map(|percent| format!("{percent}%"));
            lines.add(vec![
                text(&entry.pool.name),
                text(&benefit.name),
                text(&benefit.code),
                number(words.amount(&benefit.used.amount)),
                number(words.amount(&benefit.limit.amount)),
                number(left.unwrap_or_default()),
                number(percent.unwrap_or_default()),
                colored(words.level_name(benefit.level), Some(benefit.level)),
                text(if benefit.trial { words.trial } else { "" }),
                text(&words.outlook(&benefit.outlook)),
                text(&words.age(&benefit.used.reading, document.at)),
            ]);
        }
    }
    lines.or(words.no_figures)
}

/// Negative if more is used than the limit.
fn left(benefit: &BenefitEntry) -> Option<String> {
    let left = benefit.left.as_deref().map(grouped);
    let over = benefit.over.as_deref();
    left.or_else(|| Some(format!("-{}", grouped(over?))))
}
