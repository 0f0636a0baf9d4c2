#![doc = include_str!("../README.md")]

mod args;
mod pools;

use std::io::{self, Write as _};
use std::process::ExitCode;

use authgauge_app::startup::{self, DataDir, system_clock};
use authgauge_core::error::Failure;
use clap::Parser as _;

use args::{Args, Command, PoolsCommand};

/// The database can't be read.
const LOCAL_ERROR: u8 = 5;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(text) => print(&text),
        Err(failure) => {
            // If this fails too, the exit code still tells.
            let _ = writeln!(io::stderr(), "authgauge: {}", explain(&failure));
            ExitCode::from(LOCAL_ERROR)
        }
    }
}

fn run(args: &Args) -> Result<String, Failure> {
    match &args.command {
        Command::Pools(PoolsCommand::List) => {
            let data_dir = DataDir::persistent(args.data_dir.as_deref());
            let version = env!("CARGO_PKG_VERSION");
            let snapshot = startup::read(&data_dir, version, system_clock())?;
            Ok(pools::table(&snapshot))
        }
    }
}

fn print(text: &str) -> ExitCode {
    match writeln!(io::stdout(), "{text}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(LOCAL_ERROR),
    }
}

/// The code and the reason.
fn explain(failure: &Failure) -> String {
    match failure.reason() {
        Some(reason) => format!("{} ({reason})", failure.code),
        None => failure.code.to_string(),
    }
}
