use authgauge_api::document::{Document, DocumentKind, GuardAnswer, GuardCheck, PoolGuard};
use authgauge_app::{Guard, Snapshot};
use authgauge_core::calendar::vendor_day;
use authgauge_core::clock::Clock;
use authgauge_core::guard::Doubt;
use authgauge_core::level::Level;

use super::errors;
use crate::args::GuardArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, colored, text};
use crate::text::{Words, words};

/// Answers one question by the exit code.
pub(super) fn run(
    args: &GuardArgs,
    output: Output,
    clock: &Clock,
    open: impl FnOnce() -> Result<Session, Problem>,
) -> Result<Exit, Problem> {
    let answered = open().and_then(|session| answer(&session, args, output));
    match answered {
        Ok(exit) => Ok(opened(exit, args.fail_open)),
        Err(problem) if args.fail_open && problem.exit != Exit::Usage => {
            output.fail(Some(DocumentKind::Guard), clock(), &problem);
            Ok(Exit::Done)
        }
        Err(problem) => Err(problem),
    }
}

fn answer(session: &Session, args: &GuardArgs, output: Output) -> Result<Exit, Problem> {
    let (snapshot, pools) = ask(session, args)?;
    let verdict = verdict(&pools);
    let document = Document::new(session.age.now, pools).with_errors(errors(&snapshot));
    let words = words(session.language);
    match output.print(&document, |document| table(document, words)) {
        Exit::Done => Ok(verdict),
        other => Ok(other),
    }
}

fn ask(session: &Session, args: &GuardArgs) -> Result<(Snapshot, Vec<PoolGuard>), Problem> {
    let question = args.question();
    let snapshot = match question.within {
        // The history is read for a forecast only: it takes the most time.
        Some(_) => session.snapshot_with_forecasts(&args.selection)?,
        None => session.snapshot(&args.selection)?,
    };
    let guard = Guard {
        question: &question,
        benefits: &args.benefits,
        max_age: session.age.max,
    };
    let today = vendor_day(session.age.now);
    let application = &session.application;
    let pools = application.read_group(|| {
        let answers = snapshot.pools.iter().map(|pool| {
            let mau = application.mau_periods(&pool.pool.id, today..=today)?;
            Ok(PoolGuard::of(pool, &guard.ask(pool, &mau)))
        });
        answers.collect()
    })?;
    Ok((snapshot, pools))
}

/// No if one is no; else cannot tell if one can't, or if there is nothing to ask about.
fn verdict(pools: &[PoolGuard]) -> Exit {
    let checks = || pools.iter().flat_map(|pool| &pool.checks);
    let is = |answer| checks().any(|check| check.answer == answer);
    match () {
        () if is(GuardAnswer::No) => Exit::No,
        () if checks().any(is_of_key) => Exit::Key,
        () if is(GuardAnswer::Unknown) || checks().next().is_none() => Exit::Unknown,
        () => Exit::Done,
    }
}

fn is_of_key(check: &GuardCheck) -> bool {
    match &check.doubt {
        Some(Doubt::Failed(failure)) => Exit::of(failure) == Exit::Key,
        _ => false,
    }
}

fn opened(verdict: Exit, fail_open: bool) -> Exit {
    match verdict {
        Exit::Unknown | Exit::Key if fail_open => Exit::Done,
        verdict => verdict,
    }
}

fn table(document: &Document<PoolGuard>, words: &Words) -> String {
    let header = [words.pool, words.benefit, words.answer, words.reason];
    let mut lines = Lines::new(&header);
    for entry in &document.pools {
        for check in &entry.checks {
            let (answer, level) = match check.answer {
                GuardAnswer::Yes => (words.yes, Level::Ok),
                GuardAnswer::No => (words.no, Level::Over),
                GuardAnswer::Unknown => (words.unknown, Level::Near),
            };
            lines.add(vec![
                text(&entry.pool.name),
                text(&words.subject(&check.subject)),
                colored(answer, Some(level)),
                text(&reason(check, words)),
            ]);
        }
    }
    lines.or(words.no_pools)
}

fn reason(check: &GuardCheck, words: &Words) -> String {
    let refusal = check.refusal.as_ref().map(|refusal| words.refusal(refusal));
    let doubt = check.doubt.as_ref().map(|doubt| words.doubt(doubt));
    refusal.or(doubt).unwrap_or_default()
}
