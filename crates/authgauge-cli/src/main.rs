#![doc = include_str!("../README.md")]

mod args;
mod commands;
mod exit;
#[cfg(test)]
mod generated;
mod keys;
mod mcp;
mod metrics;
mod output;
mod problem;
mod session;
mod table;
mod text;

use std::alloc::System;
use std::process::ExitCode;

use authgauge_app::startup::system_clock;
use authgauge_core::clock::Clock;
use clap::Parser as _;
use zeroizing_alloc::ZeroAlloc;

use args::Args;
use output::Output;

/// Wipes freed memory, where libraries leave copies of secrets.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    let args = Args::parse();
    let output = Output::from(&args.global);
    let clock = clock();
    let done = commands::run(&args, output, clock.clone());
    done.unwrap_or_else(|problem| {
        output.fail(args.command.kind(), clock(), &problem);
        problem.exit
    })
    .into()
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
