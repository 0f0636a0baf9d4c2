use std::path::PathBuf;

use authgauge_app::startup::is_blank;
use clap::Parser;
use clap::builder::{OsStringValueParser, TypedValueParser};

/// Starts without a window; the autostart entry passes it.
pub(crate) const HIDDEN: &str = "--hidden";

/// Authgauge: how much of a GenAuth or Authing plan is left, before end users can't sign in.
#[derive(Debug, Clone, Parser)]
#[command(name = "authgauge-desktop", version)]
pub(crate) struct CliArgs {
    /// Show simulated user pools, in an empty data folder that is removed at the end.
    #[arg(long)]
    pub(crate) demo: bool,
    /// Keep the database in this folder instead of the user's data folder.
    #[arg(long, value_name = "DIR", env = "AUTHGAUGE_DATA_DIR", value_parser = any_path())]
    pub(crate) data_dir: Option<PathBuf>,
    /// Start without a window, in the tray; minimised on a desktop that has none.
    #[arg(long)]
    pub(crate) hidden: bool,
    /// How many times this start has waited for an exiting instance.
    #[arg(long, hide = true, default_value_t = 0)]
    pub(crate) start: u8,
}

impl CliArgs {
    /// Reads the command line. A blank data folder counts as none.
    pub(crate) fn read() -> Self {
        let mut args = Self::parse();
        args.data_dir.take_if(|path| is_blank(path));
        args
    }
}

fn any_path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}
