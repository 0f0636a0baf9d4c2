//! The commands: each makes a document, and a table of that document.

pub(crate) mod alerts;
mod completions;
mod doctor;
mod export;
pub(crate) mod forecast;
mod guard;
pub(crate) mod history;
pub(crate) mod mau;
mod mcp;
mod metrics;
pub(crate) mod overview;
pub(crate) mod plan;
pub(crate) mod pools;
pub(crate) mod usage;
mod window;

use authgauge_api::document::DocumentError;
use authgauge_app::Snapshot;
use authgauge_core::clock::Clock;

use crate::args::{AlertsCommand, Args, Command, Global, Selection};
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::{Problem, explain};
use crate::session::Session;

/// Runs the command and answers the exit code.
///
/// # Errors
/// Why nothing was printed.
pub(crate) fn run(args: &Args, output: Output, clock: Clock) -> Result<Exit, Problem> {
    match &args.command {
        Command::Pools(command) => pools::run(command, &args.global, output, clock),
        Command::Alerts { selection, command } => match command {
            None | Some(AlertsCommand::List) => {
                let session = Session::open(&args.global, None, clock)?;
                alerts::list(&session, selection, output)
            }
            Some(change) => {
                let session = Session::own(&args.global, clock)?;
                alerts::change(&session, change)
            }
        },
        Command::Guard(guard) => guard::run(guard, output, &clock, || {
            Session::open(&args.global, Some(&guard.selection), clock.clone())
        }),
        Command::Metrics(metrics) => metrics::run(metrics, &args.global, output, &clock),
        Command::Mcp => mcp::run(&args.global, clock),
        Command::Doctor => doctor::run(&args.global, output, &clock),
        Command::Completions { shell } => Ok(completions::print(*shell, output)),
        Command::Open => window::open(args.global.data_dir.as_ref()),
        figures => show(figures, &args.global, output, clock),
    }
}

/// Shows figures. Pools whose refresh failed are reported, and decide the exit code.
fn show(command: &Command, global: &Global, output: Output, clock: Clock) -> Result<Exit, Problem> {
    let mut session = Session::open(global, command.selection(), clock)?;
    let printed = print(command, &mut session, output)?;
    let selection = command.selection().cloned().unwrap_or_default();
    match (printed, failed(&session, &selection, output)?) {
        // The demo has pools that can't be read, for show.
        (Exit::Done, failed) if !global.demo => Ok(failed),
        (exit, _) => Ok(exit),
    }
}

fn print(command: &Command, session: &mut Session, output: Output) -> Result<Exit, Problem> {
    match command {
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
        Command::Export(args) => export::run(session, args),
        Command::Pools(_)
        | Command::Alerts { .. }
        | Command::Guard(_)
        | Command::Metrics(_)
        | Command::Mcp
        | Command::Doctor
        | Command::Completions { .. }
        | Command::Open => Ok(Exit::Done),
    }
}

/// Says what could not be read. Of several exit codes the highest counts.
fn failed(session: &Session, selection: &Selection, output: Output) -> Result<Exit, Problem> {
    let mut exit = Exit::Done;
    for pool in session.snapshot(selection)?.pools {
        if let Some(failure) = &pool.usage_failure {
            output.say(&format!("{}: {}", pool.pool.name, explain(failure)));
            exit = exit.max(Exit::of(failure));
        }
    }
    Ok(exit)
}

/// Why figures are missing or old.
fn errors(snapshot: &Snapshot) -> Vec<DocumentError> {
    snapshot
        .pools
        .iter()
        .filter_map(DocumentError::of)
        .collect()
}
