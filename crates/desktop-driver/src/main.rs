//! Looks at the app in its window: for a demo without a display, for pictures and for figures.

#[cfg(target_os = "linux")]
mod album;
#[cfg(target_os = "linux")]
mod background;
#[cfg(target_os = "linux")]
mod bench;
#[cfg(target_os = "linux")]
mod demo_screens;
#[cfg(target_os = "linux")]
mod figures;
#[cfg(target_os = "linux")]
mod form;
#[cfg(target_os = "linux")]
mod look;
#[cfg(target_os = "linux")]
mod screens;
#[cfg(target_os = "linux")]
mod screenshots;
#[cfg(target_os = "linux")]
mod tour;
#[cfg(target_os = "linux")]
mod tray_picture;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Looks at the app in its window, on a virtual display")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open the demo, print the cards it shows and save pictures of the window
    Look {
        /// The built app
        #[arg(long)]
        app: PathBuf,
        /// Where the pictures go
        #[arg(long)]
        to: PathBuf,
    },
    /// Measure launches against a blank window, and memory
    Bench {
        /// The built app
        #[arg(long)]
        app: PathBuf,
        /// A blank window of the same kind
        #[arg(long)]
        blank: PathBuf,
        /// How often each is launched
        #[arg(long, default_value_t = 10)]
        pairs: usize,
        /// For how long it is left alone, in seconds, to see what it uses meanwhile
        #[arg(long, default_value_t = 600)]
        idle: u64,
    },
    /// Save pictures of every screen, in both themes and languages
    Screenshots {
        /// The built app
        #[arg(long)]
        app: PathBuf,
        /// Where the pictures go; those of an earlier run are removed
        #[arg(long)]
        to: PathBuf,
        /// Only those of the demo, beside what is there
        #[arg(long)]
        demo: bool,
    },
}

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Look { app, to } => look::look(&app, &to).await,
        Command::Bench {
            app,
            blank,
            pairs,
            idle,
        } => bench::bench(&app, &blank, pairs, Duration::from_secs(idle)).await,
        Command::Screenshots { app, to, demo } => screenshots::screenshots(&app, &to, demo).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    let _ = Arguments::parse();
    complain("only WebKitGTK answers WebDriver: this needs Linux");
    ExitCode::FAILURE
}

#[expect(
    clippy::print_stderr,
    reason = "a program says on standard error why it stopped"
)]
fn complain(text: &str) {
    eprintln!("desktop-driver: {text}");
}
