//! The commands: each makes a document, and a table of that document.

mod alerts;
mod forecast;
mod guard;
mod history;
mod mau;
mod overview;
mod plan;
mod pools;
mod usage;

use authgauge_api::document::DocumentError;
use authgauge_app::Snapshot;
use authgauge_core::error::Failure;

use crate::args::{Args, Command, PoolsCommand};
use crate::exit::Exit;
use crate::output::Output;
use crate::session::Session;

/// Runs the command and answers the exit code.
///
/// # Errors
/// Why nothing was printed.
pub(crate) fn run(args: &Args, session: &mut Session, output: Output) -> Result<Exit, Failure> {
    match &args.command {
        Command::Pools(PoolsCommand::List) => pools::list(session, output),
        Command::Overview(selection) => overview::run(session, selection, output),
        Command::Usage(selection) => usage::run(session, selection, output),
        Command::Mau {
            selection,
            from,
            to,
        } => mau::run(session, selection, (*from, *to), output),
        Command::Plan(selection) => plan::run(session, selection, output),
        Command::History {
            benefit,
            selection,
            days,
        } => history::run(session, selection, benefit, *days, output),
        Command::Forecast { benefit, selection } => {
            forecast::run(session, selection, benefit.as_deref(), output)
        }
        Command::Alerts { selection, .. } => alerts::run(session, selection, output),
        Command::Guard(args) => guard::run(session, args, output),
    }
}

/// Why figures are missing or old.
fn errors(snapshot: &Snapshot) -> Vec<DocumentError> {
    snapshot
        .pools
        .iter()
        .filter_map(DocumentError::of)
        .collect()
}
