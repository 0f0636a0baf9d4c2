#![doc = include_str!("../README.md")]

mod args;
mod commands;
mod exit;
mod output;
mod session;
mod table;
mod text;

use std::process::ExitCode;

use authgauge_app::startup::system_clock;
use authgauge_core::clock::Clock;
use clap::Parser as _;

use args::{Args, Command};
use exit::Exit;
use output::Output;
use session::Session;

fn main() -> ExitCode {
    let args = Args::parse();
    let output = Output::from(&args.global);
    run(&args, output).into()
}

fn run(args: &Args, output: Output) -> Exit {
    let done = Session::open(&args.global, clock())
        .and_then(|mut session| commands::run(args, &mut session, output));
    match done {
        Ok(exit) => exit,
        Err(failure) => match (output.fail(&failure), &args.command) {
            (Exit::Local, Command::Guard(guard)) if guard.fail_open => Exit::Done,
            (exit, _) => exit,
        },
    }
}

/// The system's clock. Tests, which are not built for release, may set another time.
fn clock() -> Clock {
    #[cfg(debug_assertions)]
    if let Ok(now) = std::env::var("AUTHGAUGE_TEST_NOW")
        && let Ok(now) = now.parse()
    {
        return std::sync::Arc::new(move || now);
    }
    system_clock()
}
