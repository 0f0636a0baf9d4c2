//! Data on standard output, all else on standard error.

use std::io::{self, Write as _};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use authgauge_api::document::{Document, DocumentKind};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::args::{Color, Global};
use crate::exit::Exit;
use crate::problem::Problem;

/// How results are printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    pub(crate) json: bool,
    quiet: bool,
    color: Color,
}

impl From<&Global> for Output {
    fn from(global: &Global) -> Self {
        Self {
            json: global.json,
            quiet: global.quiet,
            color: global.color,
        }
    }
}

impl Output {
    /// Prints a document, or the table made of it.
    pub(crate) fn print<D: Serialize>(
        self,
        document: &D,
        table: impl FnOnce(&D) -> String,
    ) -> Exit {
        if self.quiet {
            return Exit::Done;
        }
        let text = match self.json {
            true => serde_json::to_string_pretty(document).unwrap_or_default(),
            false => table(document),
        };
        self.print_text(&text)
    }

    /// Prints a line of data.
    pub(crate) fn print_line(self, text: &str) -> Exit {
        match self.quiet {
            true => Exit::Done,
            false => self.print_text(text),
        }
    }

    fn print_text(self, text: &str) -> Exit {
        let choice = self.choice(&io::stdout());
        let mut stdout = AutoStream::new(io::stdout(), choice);
        let printed = match choice {
            ColorChoice::Never => writeln!(stdout, "{}", plain(text)),
            _ => writeln!(stdout, "{text}"),
        };
        let printed = printed.and_then(|()| stdout.flush());
        match printed {
            Ok(()) => Exit::Done,
            // The reader has what it wanted, such as `head`.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Err(_) => Exit::Local,
        }
    }

    /// Prints a line on standard error.
    pub(crate) fn say(self, text: &str) {
        if !self.quiet {
            // If this fails too, the exit code still tells.
            let _ = writeln!(io::stderr(), "authgauge: {text}");
        }
    }

    /// Says why nothing was done; with `--json` also by a document, if the command prints one.
    pub(crate) fn fail(self, kind: Option<DocumentKind>, now: DateTime<Utc>, problem: &Problem) {
        self.say(&problem.text);
        if let Some(kind) = kind.filter(|_| self.json) {
            let document = Document::failed(kind, now, problem.failure.clone());
            self.print(&document, |_| String::new());
        }
    }

    fn choice(self, stream: &io::Stdout) -> ColorChoice {
        match self.color {
            Color::Auto => AutoStream::choice(stream),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// Without colours, and without the blanks that they covered.
fn plain(text: &str) -> String {
    let text = strip_str(text).to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}
