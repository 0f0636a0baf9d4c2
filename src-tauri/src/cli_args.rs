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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use clap::CommandFactory as _;

    use super::*;

    /// What clap does not know.
    const FILES: &str = ".SH FILES\n.TP\n\\fI~/.local/share/org.authgauge.Authgauge\\fR\nThe data folder: \
                         database, its copy, and log. Access keys are in the keychain only.\n.TP\n\
                         \\fI~/.config/org.authgauge.Authgauge/hooks.toml\\fR\nPrograms that receive alerts.\n\
                         .SH SEE ALSO\n\\fBauthgauge\\fR(1), the console program.\n";

    #[test]
    fn the_committed_man_page_is_that_of_the_program() {
        let mut page = Vec::new();
        clap_mangen::Man::new(CliArgs::command())
            .render(&mut page)
            .unwrap();
        page.extend(FILES.as_bytes());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/authgauge-desktop.1");
        if std::env::var_os("UPDATE_CLI").is_some() {
            fs::write(&path, &page).unwrap();
        }
        let committed = fs::read(&path).unwrap();
        assert!(
            committed == page,
            "UPDATE_CLI=1 cargo test -p authgauge-desktop --bin authgauge-desktop man_page"
        );
    }
}
