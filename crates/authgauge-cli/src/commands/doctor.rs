use authgauge_api::document::DoctorReport;
use authgauge_app::log::Log;
use authgauge_app::startup::{self, DataDir};
use authgauge_core::clock::Clock;
use authgauge_core::error::Failure;

use crate::args::Global;
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::{Problem, explain};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Prints what a maintainer asks for. Where the data can't be read, it says why, and what is known without it.
pub(super) fn run(global: &Global, output: Output, clock: &Clock) -> Result<Exit, Problem> {
    let data_dir = DataDir::persistent(global.data_dir.as_deref());
    let machine = startup::machine();
    let opened = startup::open_as_guest(&data_dir, VERSION, clock.clone());
    let (text, failure) = match opened {
        Ok(application) => {
            // Writes nothing until a line is logged, and none is.
            let log = Log::new(data_dir.path(), clock.clone());
            (application.diagnostics(&machine, &log), None)
        }
        Err(failure) => {
            let (os, why) = (&machine.os, explain(&failure));
            let text = format!("Authgauge {VERSION}\nSystem: {os}\nStore: {why}");
            (text, Some(failure))
        }
    };
    let errors = failure.iter().cloned().map(Into::into).collect();
    let report = DoctorReport::new(clock(), &text, errors);
    let printed = output.print(&report, |report| report.report.join("\n"));
    Ok(
        match (
            printed,
            failure.as_ref().map(Exit::of as fn(&Failure) -> Exit),
        ) {
            (Exit::Done, Some(exit)) => exit,
            (printed, _) => printed,
        },
    )
}
