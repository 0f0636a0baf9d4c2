//! Commands on the pools themselves.

mod add;
mod change;

use authgauge_api::document::{Document, PoolEntry};
use authgauge_core::clock::Clock;

use crate::args::{Global, PoolsCommand, Selection};
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, text};
use crate::text::{Words, words};

/// Runs a command on the pools.
pub(super) fn run(
    command: &PoolsCommand,
    global: &Global,
    output: Output,
    clock: Clock,
) -> Result<Exit, Problem> {
    match command {
        PoolsCommand::List => list(&Session::open(global, None, clock)?, output),
        PoolsCommand::Add(args) => add::run(&mut Session::own(global, clock)?, args, output),
        PoolsCommand::Rename { pool, name } => {
            change::rename(&Session::own(global, clock)?, pool, name)
        }
        PoolsCommand::Remove {
            pool,
            yes,
            leave_key,
        } => change::remove(&mut Session::own(global, clock)?, pool, *yes, *leave_key),
        PoolsCommand::Test { pool } => {
            change::test(&mut Session::open_to_call(global, clock)?, pool, output)
        }
    }
}

fn list(session: &Session, output: Output) -> Result<Exit, Problem> {
    let words = words(session.language);
    let document = document(session, &Selection::default())?;
    Ok(output.print(&document, |document| table(document, words)))
}

/// The document of the list.
pub(crate) fn document(
    session: &Session,
    selection: &Selection,
) -> Result<Document<PoolEntry>, Problem> {
    let snapshot = session.snapshot(selection)?;
    let pools = snapshot.pools.iter().map(PoolEntry::from).collect();
    Ok(Document::new(session.age.now, pools))
}

fn table(document: &Document<PoolEntry>, words: &Words) -> String {
    let mut lines = Lines::new(&[words.pool, words.host, words.service, words.id]);
    for entry in &document.pools {
        let pool = &entry.pool;
        lines.add(vec![
            text(&pool.name),
            text(&pool.host),
            text(words.service_name(pool.service)),
            text(&pool.id.0),
        ]);
    }
    lines.or(words.no_pools)
}
