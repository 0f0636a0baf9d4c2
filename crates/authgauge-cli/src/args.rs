use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand};

/// How much of your GenAuth or Authing plan is left, on the console.
#[derive(Debug, Parser)]
#[command(name = "authgauge", version)]
pub(crate) struct Args {
    /// Read the database in this folder instead of the user's data folder.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "AUTHGAUGE_DATA_DIR",
        value_parser = any_path()
    )]
    pub(crate) data_dir: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Work with user pools.
    #[command(subcommand)]
    Pools(PoolsCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum PoolsCommand {
    /// List the pools with their worst benefit.
    List,
}

/// An empty path, as of an empty variable, counts as none later.
fn any_path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}
