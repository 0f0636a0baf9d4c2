#![doc = include_str!("../README.md")]

mod audit;
mod backtest;
mod bench;
mod bench_console;
mod console;
mod coverage;
mod cross;
mod demo;
mod fuzz;
mod icons;
mod mutants;
mod needs;
mod package;
mod programs;
mod python;
mod run;
mod screenshots;
mod setup;
mod steps;
mod test;
mod test_report;
mod tools;
mod torture;
mod ui;
mod versions;
mod workspace;

use std::path::PathBuf;
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
    /// Check what this machine needs to build and test the app, and install it where that is allowed
    Setup {
        /// Install nothing, and fail when something is missing
        #[arg(long)]
        check: bool,
    },
    /// Open the app with simulated pools, on a virtual display if there is none
    Demo,
    /// Open the real app
    Run {
        /// Arguments of the app
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Run every check: formatting, lints, tests, the page, and the real window
    Test {
        /// Only the steps whose name contains this
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
    /// Check the code for Windows and macOS: lints, and the tests that run under Wine
    Cross {
        /// Only the steps whose name contains this
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
    /// Run the long checks: tests with at least ten times their usual cases, generated input for minutes, and
    /// the four checks below
    Torture {
        /// Only the steps whose name contains this
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
    /// Check the libraries' licences, sources and advisories, and the workflows of GitHub
    Audit,
    /// Measure the share of lines that the tests run through
    Coverage,
    /// Change the code in small ways, and check that a test fails each time
    Mutants {
        /// Only this part of the mutants: 0/4 is the first of four
        #[arg(long, value_name = "N/OF")]
        shard: Option<String>,
    },
    /// Fuzz the readers of outside input, guided by coverage, from the committed corpus
    Fuzz {
        /// Seconds for each target
        #[arg(long, default_value_t = 60, value_name = "N")]
        seconds: u64,
    },
    /// Compare forecasts with what happened, and write the tables into docs/forecast.md
    Backtest {
        /// Only print the figures of the series in this folder: day,count in NAME.csv, and NAME.users.csv
        #[arg(long, value_name = "FOLDER")]
        series: Option<PathBuf>,
        /// Learn the table of other series' errors again, which forecasts begin with
        #[arg(long, conflicts_with = "series")]
        learn: bool,
    },
    /// Measure launch, chart drawing, memory and idle work
    Bench {
        /// Seconds of idle time to measure
        #[arg(long, default_value_t = 120)]
        idle: u32,
    },
    /// Write pictures of every screen into docs/screenshots
    Screenshots {
        /// Only the pictures whose name contains this; the other ones are kept
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
    /// Build the packages or installers of this system
    Package {
        /// On Linux: build twice, compare, lint, and install in clean systems
        #[arg(long)]
        check: bool,
    },
    /// Install, use, upgrade and remove the packages of a folder; on Linux in clean systems
    Smoke {
        /// The folder of the packages
        folder: PathBuf,
    },
    /// Describe a release's files for apt, dnf, winget and Homebrew, in folders beside them
    Channels {
        /// The folder of the files
        folder: PathBuf,
        /// Where they will be downloaded from
        #[arg(long)]
        url: String,
    },
    /// Compare all places that name the version
    Versions {
        /// The tag of a release, such as v0.1.0
        #[arg(long)]
        tag: Option<String>,
    },
    /// Render the icons' sizes from their SVG files
    Icons,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Setup { check } => setup::setup(check),
        Command::Demo => demo::demo(),
        Command::Run { args } => run::run(&args),
        Command::Test { only } => test::test(only.as_deref()),
        Command::Cross { only } => cross::cross(only.as_deref()),
        Command::Torture { only } => torture::torture(only.as_deref()),
        Command::Audit => audit::audit(),
        Command::Coverage => coverage::coverage(),
        Command::Mutants { shard } => mutants::mutants(shard.as_deref()),
        Command::Fuzz { seconds } => fuzz::fuzz(seconds),
        Command::Backtest { series, learn } => backtest::backtest(series.as_deref(), learn),
        Command::Bench { idle } => bench::bench(idle),
        Command::Screenshots { only } => screenshots::screenshots(only.as_deref()),
        Command::Package { check: false } => package::package(),
        Command::Package { check: true } => package::check(),
        Command::Smoke { folder } => package::smoke(&folder),
        Command::Channels { folder, url } => package::channels(&folder, &url),
        Command::Versions { tag } => versions::versions(tag.as_deref()),
        Command::Icons => icons::icons(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::status(&format!("xtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
