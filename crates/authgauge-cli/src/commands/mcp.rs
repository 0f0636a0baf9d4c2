use std::io::{self, IsTerminal as _};

use authgauge_core::clock::Clock;

use crate::args::Global;
use crate::exit::Exit;
use crate::mcp::{Answers, refuse, serve};
use crate::problem::Problem;
use crate::session::new_runtime;

/// Serves an assistant until standard input is closed. If assistants are not allowed or there is no data, each call
/// returns an error that says why: the assistant's program shows that, and rarely what is printed.
pub(super) fn run(global: &Global, clock: Clock) -> Result<Exit, Problem> {
    if global.live || global.refresh || global.key_file.is_some() {
        return Err(Problem::usage(
            "mcp answers with stored readings: renew them by the window, or by a timer with --refresh",
        ));
    }
    let runtime = new_runtime()?;
    let answered = match Answers::open(global, clock) {
        // The demo may not end inside of the runtime, where the last copy would be dropped.
        Ok(answers) => runtime
            .block_on(serve(answers.clone()))
            .map(|()| Exit::Done),
        Err(problem) => {
            if !io::stdin().is_terminal() {
                runtime.block_on(refuse(&problem));
            }
            Err(problem)
        }
    };
    // A read of standard input can't be cancelled.
    runtime.shutdown_background();
    answered
}
