//! Drives Authgauge on a virtual display: prints its demo, takes pictures and measures it.

mod bench;
mod demo_report;
mod navigation;
mod output;
mod pictures;
mod simulator;

use std::path::PathBuf;
use std::process::ExitCode;
#[cfg(target_os = "linux")]
use std::time::Duration;

use clap::{Parser, Subcommand};

#[cfg(target_os = "linux")]
use crate::pictures::Selection;

#[derive(Parser)]
#[command(about = "Drives Authgauge's window on a virtual display")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open the demo, print its cards and save pictures of it
    Look {
        /// The built app
        #[arg(long)]
        app: PathBuf,
        /// The folder for the pictures
        #[arg(long)]
        to: PathBuf,
    },
    /// Measure launches, memory and CPU time, next to a blank window
    Bench {
        /// The built app
        #[arg(long)]
        app: PathBuf,
        /// A blank window of the same kind
        #[arg(long)]
        blank: PathBuf,
        /// Seconds for each comparison, at most
        #[arg(long, default_value_t = 100)]
        limit: u64,
        /// Seconds of idle time to measure
        #[arg(long, default_value_t = 120)]
        idle: u64,
        /// The file for the figures
        #[arg(long)]
        to: PathBuf,
    },
    /// Save pictures of every screen, in both themes and languages
    Screenshots {
        /// The built app
        #[arg(long)]
        app: PathBuf,
        /// The folder for the pictures; those of an earlier run are removed
        #[arg(long)]
        to: PathBuf,
        /// Only the pictures whose name contains this; the other ones are kept
        #[arg(long)]
        only: Option<String>,
    },
}

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Look { app, to } => demo_report::report(&app, &to).await,
        Command::Bench {
            app,
            blank,
            limit,
            idle,
            to,
        } => {
            let options = bench::Options {
                app,
                blank,
                limit: Duration::from_secs(limit),
                idle: Duration::from_secs(idle),
                to,
            };
            bench::run(&options).await
        }
        Command::Screenshots { app, to, only } => {
            pictures::take(&app, &Selection::new(to, only)).await
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string()),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    let _ = Arguments::parse();
    fail("needs Linux: WebKitGTK is the only web view with a WebDriver")
}

#[expect(clippy::print_stderr, reason = "the reason of the exit code")]
fn fail(reason: &str) -> ExitCode {
    eprintln!("authgauge-driver: {reason}");
    ExitCode::FAILURE
}
