//! The project's own commands: `cargo xtask <command>`.
//!
//! Each command is one file. What is heavy is done by programs that these start (cargo, npm, the
//! window driver), so that this one compiles in seconds on a machine where nothing is installed
//! yet. Deliberately not in it: any library but the one that reads the command line, and anything
//! that the app itself does.

mod audit;
mod backtest;
mod bench;
mod counts;
mod coverage;
mod demo;
mod findings;
mod fuzz;
mod icons;
mod lcov;
mod mutants;
mod needs;
mod outcome;
mod package;
mod programs;
mod run;
mod screenshots;
mod setup;
mod steps;
mod system;
mod test;
mod tools;
mod torture;
mod ui;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own commands")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Name what this machine needs to build and test the app, and install it where that is possible
    Setup {
        /// Only look: install nothing, and fail when something is missing
        #[arg(long)]
        check: bool,
    },
    /// Open the app with simulated pools; without a display, look at it on a virtual one
    Demo,
    /// Open the real app
    Run {
        /// Handed to the app
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Check everything: formatting, lints, tests, the page, and the real window
    Test {
        /// Only the steps whose name has this in it
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
    /// Everything that takes long: the tests with ten times and more of all they do, random input for minutes,
    /// and the four checks below
    Torture {
        /// Only the steps whose name has this in it
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
    /// Look at the libraries' licences and origins, and at what is known against them
    Audit,
    /// Measure how much of the code the tests run through
    Coverage,
    /// Break the code in small ways, to see a test fail each time
    Mutants {
        /// Only this part of the mutants, as 0/4 for the first of four
        #[arg(long, value_name = "N/OF")]
        shard: Option<String>,
    },
    /// Let input grow towards code that nothing has reached yet, from the committed corpus
    Fuzz {
        /// For each of the targets
        #[arg(long, default_value_t = 60, value_name = "N")]
        seconds: u64,
    },
    /// Hold the forecast against what came, and put the table into docs/forecast.md
    Backtest,
    /// Measure launch, chart drawing, memory, and how it goes without a window
    Bench {
        /// For how long it is left alone, in seconds
        #[arg(long, default_value_t = 600)]
        idle: u32,
    },
    /// Write pictures of every screen into docs/screenshots
    Screenshots,
    /// Build what an owner installs
    Package,
    /// Make the icons' sizes from icons/authgauge.svg
    Icons,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Setup { check } => setup::setup(check),
        Command::Demo => demo::demo(),
        Command::Run { args } => run::run(&args),
        Command::Test { only } => test::test(only.as_deref()),
        Command::Torture { only } => torture::torture(only.as_deref()),
        Command::Audit => audit::audit(),
        Command::Coverage => coverage::coverage(),
        Command::Mutants { shard } => mutants::mutants(shard.as_deref()),
        Command::Fuzz { seconds } => fuzz::fuzz(seconds),
        Command::Backtest => backtest::backtest(),
        Command::Bench { idle } => bench::bench(idle),
        Command::Screenshots => screenshots::screenshots(),
        Command::Package => package::package(),
        Command::Icons => icons::icons(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            outcome::say(&format!("xtask: {failure}"));
            ExitCode::FAILURE
        }
    }
}
