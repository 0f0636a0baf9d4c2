//! What the user typed.

mod duration;
mod examples;
mod question;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use authgauge_api::document::DocumentKind;
use authgauge_core::alert::RuleScope;
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool::Service;
use authgauge_core::reading::MaxAge;
use chrono::NaiveDate;
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use question::GuardArgs;

/// How much of your GenAuth or Authing plan is left, on the console.
///
/// Shows what the Authgauge window shows, from the readings that it stored: no network, no keychain, no write, unless you
/// ask for more.
#[derive(Debug, Parser)]
#[command(name = "authgauge", version, after_help = examples::EXIT_CODES)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Read the database in this folder instead of the user's data folder.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "AUTHGAUGE_DATA_DIR",
        hide_env_values = true,
        value_parser = any_path()
    )]
    pub(crate) data_dir: Option<PathBuf>,
    /// Show simulated pools.
    #[arg(long, global = true, conflicts_with_all = ["live", "refresh"])]
    pub(crate) demo: bool,
    /// Ask the servers now, and write nothing.
    #[arg(long, global = true, conflicts_with = "refresh")]
    pub(crate) live: bool,
    /// Ask the servers now, and store the answers. An open window does both.
    #[arg(long, global = true)]
    pub(crate) refresh: bool,
    /// A file with the access key of the only pool asked about: the ID in its first line, the secret in its second.
    /// Its mode must be 0600.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// How long to wait for servers.
    #[arg(long, global = true, value_name = "TIME", default_value = "30s", value_parser = duration::time_limit)]
    pub(crate) timeout: Duration,
    /// Print one JSON document instead of a table.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print nothing; the exit code tells.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// When to use colours. `NO_COLOR` switches them off too.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// The language of tables; else that of the settings, or the system's.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub(crate) lang: Option<Lang>,
    /// Figures that are older count as stale: 90s, 30m, 12h, 7d.
    #[arg(long, global = true, value_name = "AGE", default_value = "1d", value_parser = duration::max_age)]
    pub(crate) max_age: MaxAge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    En,
    Zh,
}

/// The pools that a command is about.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Selection {
    /// Only this pool, by its name or ID. May be given several times.
    #[arg(long = "pool", value_name = "POOL")]
    pub(crate) pools: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Work with user pools.
    #[command(subcommand)]
    Pools(PoolsCommand),
    /// The worst about each pool.
    #[command(after_help = examples::OVERVIEW)]
    Overview(Selection),
    /// Each benefit with its limit, what is used and what is left.
    #[command(after_help = examples::USAGE)]
    Usage(Selection),
    /// The monthly active users of each period.
    #[command(after_help = examples::MAU)]
    Mau {
        #[command(flatten)]
        selection: Selection,
        /// The first day, YYYY-MM-DD; else a year ago.
        #[arg(long, value_name = "DAY")]
        from: Option<NaiveDate>,
        /// The last day, YYYY-MM-DD; else today.
        #[arg(long, value_name = "DAY")]
        to: Option<NaiveDate>,
    },
    /// The plan of each pool and when it ends.
    #[command(after_help = examples::PLAN)]
    Plan(Selection),
    /// The days of a benefit, and how its figures changed.
    #[command(after_help = examples::HISTORY)]
    History {
        /// The benefit's code, as `usage` shows it.
        #[arg(value_name = "BENEFIT")]
        benefit: String,
        #[command(flatten)]
        selection: Selection,
        /// How many days up to today.
        #[arg(long, value_name = "DAYS", default_value = "30")]
        days: Days,
    },
    /// When each benefit will be full.
    #[command(after_help = examples::FORECAST)]
    Forecast {
        /// Only the benefit of this code, or MAU.
        #[arg(value_name = "BENEFIT")]
        benefit: Option<String>,
        #[command(flatten)]
        selection: Selection,
    },
    /// The alerts, newest first.
    #[command(after_help = examples::ALERTS)]
    Alerts {
        #[command(flatten)]
        selection: Selection,
        #[command(subcommand)]
        command: Option<AlertsCommand>,
    },
    /// Answer one question by the exit code: 0 yes, 1 no.
    #[command(after_help = examples::GUARD)]
    Guard(GuardArgs),
    /// Write usage, MAU and histories to a file, or a chart of them.
    #[command(after_help = examples::EXPORT)]
    Export(ExportArgs),
    /// Print metrics for Prometheus, write them to a file, or serve them.
    #[command(after_help = examples::METRICS)]
    Metrics(MetricsArgs),
    /// Answer an assistant that speaks the Model Context Protocol, over standard input and output.
    ///
    /// It reads what is stored: it changes nothing, asks no server and gets no key. Off until you switch it on in the
    /// window, under Settings, Assistants.
    #[command(after_help = examples::MCP)]
    Mcp,
    /// Print what a maintainer asks for: no name, host, path or key.
    Doctor,
    /// Print the completions of a shell.
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Open the window, or bring it to the front.
    Open,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// csv and json hold everything; svg and png show the MAU, or a benefit.
    pub(crate) format: FileFormat,
    /// The file. It is written whole or not at all.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Only the history of this benefit, by its code.
    #[arg(long, value_name = "CODE")]
    pub(crate) benefit: Option<String>,
}

#[derive(Debug, Clone, clap::Args)]
pub(crate) struct MetricsArgs {
    /// Write them to this file, whole or not at all, for the textfile collector of node_exporter or windows_exporter.
    #[arg(long, value_name = "FILE", conflicts_with = "listen")]
    pub(crate) textfile: Option<PathBuf>,
    /// Serve them at this address, such as 127.0.0.1:9464, as /metrics.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// A file with the bearer token that a scrape must have. Needed unless the address is this computer's own.
    #[arg(long, value_name = "FILE", requires = "listen")]
    pub(crate) token_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FileFormat {
    Csv,
    Json,
    Svg,
    Png,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PoolsCommand {
    /// List the pools.
    List,
    /// Add a pool, after its key was tried.
    ///
    /// The access key is asked for, or read from standard input: the ID in the first line, the secret in the second. It
    /// goes into the keychain. Without a keychain, or with --no-keychain, it is not stored: later commands get it as
    /// the README describes.
    #[command(after_help = examples::ADD)]
    Add(AddArgs),
    /// Give a pool another name.
    Rename {
        /// The pool, by its name or ID.
        pool: String,
        /// Its new name.
        name: String,
    },
    /// Remove a pool with its readings, its history and its key.
    Remove {
        /// The pool, by its name or ID.
        pool: String,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
        /// Remove it even if the keychain refuses to remove its key.
        #[arg(long)]
        leave_key: bool,
    },
    /// Sign in to a pool with its key, and store nothing.
    Test {
        /// The pool, by its name or ID.
        pool: String,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// Your name for it.
    pub(crate) name: String,
    /// Who runs it.
    #[arg(long, value_enum, default_value_t = ServiceName::Genauth)]
    pub(crate) service: ServiceName,
    /// The host of a private deployment.
    #[arg(long, value_name = "URL", required_if_eq("service", "private"))]
    pub(crate) host: Option<String>,
    /// A file with the certificate authority of a private deployment.
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<String>,
    /// Do not store the key.
    #[arg(long)]
    pub(crate) no_keychain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ServiceName {
    Genauth,
    Authing,
    Private,
}

impl From<ServiceName> for Service {
    fn from(name: ServiceName) -> Self {
        match name {
            ServiceName::Genauth => Self::GenAuth,
            ServiceName::Authing => Self::Authing,
            ServiceName::Private => Self::Private,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(crate) enum AlertsCommand {
    /// List the alerts.
    List,
    /// Mark all alerts as seen.
    Seen,
    /// Do not deliver an alert again for some hours; 0 ends that.
    Snooze {
        /// Its number, as the list shows it.
        id: u32,
        /// Up to 30 days.
        #[arg(value_parser = clap::value_parser!(u16).range(0..=720))]
        hours: u16,
    },
    /// Record alerts of a pool, or of a part of it, without delivering them.
    Mute {
        /// The pool, by its name or ID.
        pool: String,
        /// Only a part: plan, key, age, mau, or benefit:CODE.
        #[arg(long, value_name = "PART", value_parser = part, default_value = "pool")]
        part: RuleScope,
        /// Deliver them again.
        #[arg(long)]
        off: bool,
    },
}

fn part(text: &str) -> Result<RuleScope, String> {
    text.parse()
        .map_err(|()| "pool, plan, key, age, mau, or benefit:CODE".to_owned())
}

impl Command {
    /// What it prints with `--json`, if it prints a document.
    pub(crate) fn kind(&self) -> Option<DocumentKind> {
        match self {
            Self::Pools(_) => Some(DocumentKind::Pools),
            Self::Overview(_) => Some(DocumentKind::Overview),
            Self::Usage(_) => Some(DocumentKind::Usage),
            Self::Mau { .. } => Some(DocumentKind::Mau),
            Self::Plan(_) => Some(DocumentKind::Plan),
            Self::History { .. } => Some(DocumentKind::History),
            Self::Forecast { .. } => Some(DocumentKind::Forecast),
            Self::Alerts { .. } => Some(DocumentKind::Alerts),
            Self::Guard(_) => Some(DocumentKind::Guard),
            Self::Export(_) => Some(DocumentKind::Export),
            // These print their own errors.
            Self::Doctor | Self::Metrics(_) | Self::Mcp | Self::Completions { .. } | Self::Open => {
                None
            }
        }
    }

    /// The pools that it shows, if it shows figures.
    pub(crate) fn selection(&self) -> Option<&Selection> {
        match self {
            Self::Pools(_)
            | Self::Alerts { .. }
            | Self::Completions { .. }
            | Self::Mcp
            | Self::Doctor
            | Self::Open => None,
            Self::Export(args) => Some(&args.selection),
            Self::Metrics(args) => Some(&args.selection),
            Self::Overview(selection)
            | Self::Usage(selection)
            | Self::Plan(selection)
            | Self::Mau { selection, .. }
            | Self::History { selection, .. }
            | Self::Forecast { selection, .. } => Some(selection),
            Self::Guard(args) => Some(&args.selection),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Days {
    #[value(name = "30")]
    Month,
    #[value(name = "90")]
    Quarter,
    #[value(name = "365")]
    Year,
}

impl From<Lang> for WordsLanguage {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Zh => Self::Zh,
        }
    }
}

/// A blank path, as of an empty variable, counts as none later.
fn any_path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}
