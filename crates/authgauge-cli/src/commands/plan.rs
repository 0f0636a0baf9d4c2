use authgauge_api::document::{Document, PlanEntry, PoolPlan};
use authgauge_core::language::WordsLanguage;

use super::errors;
use crate::args::Selection;
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, number, text};
use crate::text::{NOTHING, Words, words};

/// Shows the plan of each pool.
pub(super) fn run(
    session: &Session,
    selection: &Selection,
    output: Output,
) -> Result<Exit, Problem> {
    let document = document(session, selection)?;
    let language = session.language;
    Ok(output.print(&document, |document| {
        table(document, words(language), language)
    }))
}

/// The document of this command.
pub(crate) fn document(
    session: &Session,
    selection: &Selection,
) -> Result<Document<PoolPlan>, Problem> {
    let snapshot = session.snapshot(selection)?;
    let pools = snapshot.pools.iter();
    let pools = pools.map(|pool| PoolPlan::of(pool, session.age));
    Ok(Document::new(session.age.now, pools.collect()).with_errors(errors(&snapshot)))
}

fn table(document: &Document<PoolPlan>, words: &Words, language: WordsLanguage) -> String {
    let header = [
        words.pool,
        words.plan,
        words.edition,
        words.mau,
        words.ends,
        words.figures,
    ];
    let mut lines = Lines::new(&header);
    for entry in &document.pools {
        let Some(plan) = &entry.plan else {
            continue;
        };
        lines.add(vec![
            text(&entry.pool.name),
            text(name(plan, language)),
            text(plan.edition.as_deref().unwrap_or(NOTHING)),
            number(words.amount(&plan.mau.amount)),
            text(&ends(plan)),
            text(&words.age(&plan.reading, document.at)),
        ]);
    }
    lines.or(words.no_figures)
}

/// The name in this language, else in the other.
fn name(plan: &PlanEntry, language: WordsLanguage) -> &str {
    let (name, name_en) = (plan.name.as_deref(), plan.name_en.as_deref());
    let named = match language {
        WordsLanguage::En => name_en.or(name),
        WordsLanguage::Zh => name.or(name_en),
    };
    named.unwrap_or(NOTHING)
}

/// The day in the vendor's calendar, or what the server sent instead.
fn ends(plan: &PlanEntry) -> String {
    match (plan.ends_on, &plan.ends_raw) {
        (Some(day), _) => day.to_string(),
        (None, Some(raw)) => format!("? {raw}"),
        (None, None) => NOTHING.to_owned(),
    }
}
