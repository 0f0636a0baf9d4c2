//! Prints what a user pool's plan allows and how much of it is used.
//!
//! ```text
//! GENAUTH_ACCESS_KEY_ID=… GENAUTH_ACCESS_KEY_SECRET=… \
//!     cargo run -p genauth --example usage -- --host https://api.genauth.ai --brand genauth usage
//! ```
//!
//! Prints one JSON document on stdout and exits with 0, or `error[<code>]: <text>` on stderr and exits with 1.
//! Quantities are plain decimal strings, or null if the server reported no usable number.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program prints"
)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, fmt, fs};

use chrono::{NaiveDate, Utc};
use clap::{Parser, Subcommand, ValueEnum};
use genauth::{
    AccessKey, AccessKeySecret, Allowance, Auth, Benefit, Brand, CaFileProblem, Client,
    ClientLimits, ClientOptions, Error, ErrorKind, Host, Language, MauPeriod, Plan, Quantity,
    proxy_from_environment,
};
use serde_json::{Value, json};

const KEY_ID: &str = "GENAUTH_ACCESS_KEY_ID";
const KEY_SECRET: &str = "GENAUTH_ACCESS_KEY_SECRET";

/// Shows the benefits, the MAU history or the plan of a user pool as JSON. The access key is read
/// from GENAUTH_ACCESS_KEY_ID and GENAUTH_ACCESS_KEY_SECRET.
#[derive(Parser)]
struct Arguments {
    /// The server: https://name[:port], or http:// on this computer.
    #[arg(long)]
    host: String,
    /// The brand whose header names the server reads.
    #[arg(long, value_enum, default_value = "genauth")]
    brand: BrandArgument,
    /// How to sign in.
    #[arg(long, value_enum, default_value = "automatic")]
    auth: AuthArgument,
    /// Certificates (PEM, DER or PKCS#7) to trust in addition to the operating system's.
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The benefits of the plan.
    Usage,
    /// The MAU periods that overlap these days (YYYY-MM-DD or YYYYMMDD).
    Mau { from: String, to: String },
    /// The plan.
    Plan,
}

#[derive(Clone, Copy, ValueEnum)]
enum BrandArgument {
    Genauth,
    Authing,
}

#[derive(Clone, Copy, ValueEnum)]
enum AuthArgument {
    Automatic,
    Token,
    Signature,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(document) => {
            println!("{document}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<Value, Failure> {
    let client = Client::new(options(&arguments)?)?;
    let (name, data) = match &arguments.command {
        Command::Usage => (
            "benefits",
            client.usage().await?.iter().map(benefit).collect(),
        ),
        Command::Mau { from, to } => {
            let history = client.mau_history(day(from)?, day(to)?).await?;
            ("periods", history.periods.iter().map(period).collect())
        }
        Command::Plan => ("plan", plan(&client.plan().await?)),
    };
    Ok(json!({ "sign_in": client.sign_in(), name: data }))
}

fn options(arguments: &Arguments) -> Result<ClientOptions, Failure> {
    let ca_pem = match &arguments.ca_file {
        None => None,
        Some(file) => Some(fs::read(file).map_err(|error| {
            Failure::new(
                ErrorKind::from(CaFileProblem::Empty),
                format!("{}: {error}", file.display()),
            )
        })?),
    };
    let host = Host::parse(&arguments.host)?;
    Ok(ClientOptions {
        proxy: proxy_from_environment(&host, |name| env::var(name).ok())?,
        host,
        brand: match arguments.brand {
            BrandArgument::Genauth => Brand::GenAuth,
            BrandArgument::Authing => Brand::Authing,
        },
        auth: match arguments.auth {
            AuthArgument::Automatic => Auth::Automatic,
            AuthArgument::Token => Auth::Token,
            AuthArgument::Signature => Auth::Signature,
        },
        key: AccessKey::new(
            variable(KEY_ID)?,
            AccessKeySecret::new(variable(KEY_SECRET)?),
        )?,
        ca_pem,
        language: Language::English,
        clock: Arc::new(Utc::now),
        limits: ClientLimits::default(),
    })
}

/// The error of `env::var` would print the value.
fn variable(name: &str) -> Result<String, Failure> {
    let missing = || {
        Failure::new(
            ErrorKind::KeyMalformed { flaw: None },
            format!("{name} is not set or not UTF-8"),
        )
    };
    env::var(name).map_err(|_| missing())
}

fn day(text: &str) -> Result<NaiveDate, Failure> {
    let is_compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let format = if is_compact { "%Y%m%d" } else { "%Y-%m-%d" };
    NaiveDate::parse_from_str(text, format).map_err(|_| {
        Failure::new(
            ErrorKind::DateRangeInvalid,
            format!("{text:?} is not a day like 2026-01-31"),
        )
    })
}

fn benefit(benefit: &Benefit) -> Value {
    json!({
        "code": benefit.code,
        "name": benefit.name,
        "used": quantity(&benefit.used),
        "total": limit(&benefit.total),
        "unlimited": benefit.total == Allowance::Unlimited,
        "trial": benefit.trial,
    })
}

fn period(period: &MauPeriod) -> Value {
    json!({
        "start": period.start,
        "end": period.end,
        "used": quantity(&period.used),
        "total": limit(&period.total),
    })
}

fn plan(plan: &Plan) -> Value {
    json!({
        "code": plan.code,
        "name": plan.name.as_ref().or(plan.name_en.as_ref()),
        "edition": plan.edition,
        "scene": plan.scene,
        "ends_at": plan.ends_at.known().map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string()),
        "overdue_days": quantity(&plan.overdue_days),
        "mau": quantity(&plan.mau),
    })
}

fn quantity(quantity: &Quantity) -> Option<String> {
    quantity
        .known()
        .map(|number| number.normalize().to_string())
}

fn limit(allowance: &Allowance) -> Option<String> {
    allowance
        .limit()
        .map(|number| number.normalize().to_string())
}

/// An error with an optional detail.
struct Failure {
    error: Error,
    detail: Option<String>,
}

impl Failure {
    fn new(kind: ErrorKind, detail: String) -> Self {
        Self {
            error: kind.into(),
            detail: Some(detail),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            detail: None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error { kind, reply } = &self.error;
        write!(f, "error[{}]: {kind}", kind.code())?;
        match kind {
            ErrorKind::TooManyRequests {
                retry_after: Some(pause),
            } => {
                write!(f, " (retry after {} s)", pause.as_secs())?;
            }
            ErrorKind::ClockSkew {
                ahead_ms: Some(ahead),
            } => write!(f, " (by {ahead} ms)")?,
            _ => {}
        }
        if let Some(detail) = self.detail.as_ref().or(reply.message.as_ref()) {
            write!(f, ": {detail}")?;
        }
        match &reply.request_id {
            Some(id) => write!(f, " (request ID {id})"),
            None => Ok(()),
        }
    }
}
