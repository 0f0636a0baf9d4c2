//! Asks a server what a user pool's plan allows and how much of it is used.
//!
//! ```text
//! GENAUTH_ACCESS_KEY_ID=… GENAUTH_ACCESS_KEY_SECRET=… \
//!     cargo run -p genauth --example usage -- --host https://api.genauth.ai --brand genauth usage
//! ```
//!
//! One JSON document on stdout and exit 0, or `error[<code>]: <text>` on stderr and exit 1.
//! Quantities are plain decimal strings, null where the server reported no usable number.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program prints"
)]

use std::{env, fmt, fs, path::PathBuf, process::ExitCode, sync::Arc};

use chrono::{NaiveDate, Utc};
use clap::{Parser, Subcommand, ValueEnum};
use genauth::{
    AccessKey, AccessKeySecret, Allowance, Auth, Benefit, Brand, Client, ClientOptions, Error,
    ErrorKind, Host, Language, Limits, MauPeriod, Plan, Quantity,
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
    /// Whose header names to use.
    #[arg(long, value_enum, default_value = "genauth")]
    brand: BrandArgument,
    /// How to sign in.
    #[arg(long, value_enum, default_value = "automatic")]
    auth: AuthArgument,
    /// Certificates (PEM) to trust beside the operating system's.
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    /// The benefits of the plan.
    Usage,
    /// The MAU periods that touch these days (YYYY-MM-DD or YYYYMMDD).
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
    match answer(Arguments::parse()).await {
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

async fn answer(arguments: Arguments) -> Result<Value, Failure> {
    let question = &arguments.question;
    let client = Client::new(options(&arguments)?)?;
    let (name, figures) = match question {
        Question::Usage => (
            "benefits",
            client.usage().await?.iter().map(benefit).collect(),
        ),
        Question::Mau { from, to } => {
            let history = client.mau_history(day(from)?, day(to)?).await?;
            ("periods", history.periods.iter().map(period).collect())
        }
        Question::Plan => ("plan", plan(&client.plan().await?)),
    };
    Ok(json!({ "sign_in": client.sign_in(), name: figures }))
}

fn options(arguments: &Arguments) -> Result<ClientOptions, Failure> {
    let ca_pem = match &arguments.ca_file {
        None => None,
        Some(file) => Some(fs::read(file).map_err(|error| {
            Failure::of(
                ErrorKind::CaFileInvalid,
                format!("{}: {error}", file.display()),
            )
        })?),
    };
    Ok(ClientOptions {
        host: Host::parse(&arguments.host)?,
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
        limits: Limits::default(),
    })
}

/// The text of the environment's own error would show the value.
fn variable(name: &str) -> Result<String, Failure> {
    let missing = || {
        Failure::of(
            ErrorKind::KeyMalformed,
            format!("{name} is missing or no text"),
        )
    };
    env::var(name).map_err(|_| missing())
}

fn day(text: &str) -> Result<NaiveDate, Failure> {
    let is_compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let style = if is_compact { "%Y%m%d" } else { "%Y-%m-%d" };
    NaiveDate::parse_from_str(text, style).map_err(|_| {
        Failure::of(
            ErrorKind::DateRangeInvalid,
            format!("{text:?} is no day like 2026-01-31"),
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
        "ends_at": plan.ends_at.map(|moment| moment.format("%Y-%m-%dT%H:%M:%S").to_string()),
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

/// Why there is no answer, and what more there is to say about it.
struct Failure {
    error: Error,
    detail: Option<String>,
}

impl Failure {
    fn of(kind: ErrorKind, detail: String) -> Self {
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
                write!(f, " (again in {} s)", pause.as_secs())?;
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
