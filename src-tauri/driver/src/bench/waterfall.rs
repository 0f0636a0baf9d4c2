//! Where the time of a launch goes: what the programs note of themselves, as medians since their process started.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use desktop_driver::{Error, Result, wait_until};

use super::statistics::median;
use crate::output::print_line;

/// The message of the log's line with a launch.
const LINE: &str = " launched ";

/// The marks by name, and what the table calls them.
const STEPS: [(&str, &str); 15] = [
    ("main", "first line of main"),
    ("set_up", "Tauri is ready"),
    ("opened", "database open, application made"),
    ("window", "window made"),
    ("requested", "page asked for"),
    ("origin", "page's time origin"),
    ("received", "page received"),
    ("parsed", "page parsed"),
    ("script", "script runs"),
    ("answered", "first answer"),
    ("fonts", "fonts loaded"),
    ("mounted", "cards in the document"),
    ("contentful", "first paint"),
    ("painted", "page reports its paint"),
    ("display", "on the display"),
];

/// Milliseconds since the process started, by name.
pub(super) type Marks = HashMap<String, f64>;

/// The marks of the launch that `started`, once they are in a file: the log of Authgauge, or the blank window's own.
pub(super) async fn read(folder: &Path, started: SystemTime, display: Duration) -> Result<Marks> {
    let started = started.duration_since(UNIX_EPOCH).unwrap_or_default();
    let micros = started.as_secs_f64() * 1e6;
    wait_until("the marks of a launch", async || {
        let mut marks = HashMap::new();
        for text in files(folder)? {
            marks.extend(last_launch(&text, micros).unwrap_or_default());
        }
        marks.insert("display".to_owned(), display.as_secs_f64() * 1000.0);
        Ok((marks.len() > 1).then_some(marks))
    })
    .await
}

fn files(folder: &Path) -> Result<Vec<String>> {
    let read = || -> io::Result<Vec<String>> {
        let files = fs::read_dir(folder)?;
        files.map(|file| fs::read_to_string(file?.path())).collect()
    };
    read().map_err(|source| Error::Io {
        step: "reading the marks of a launch".to_owned(),
        source,
    })
}

/// The last line with a launch, if it is not older. A step that was not reached is zero in it.
fn last_launch(text: &str, started: f64) -> Option<Marks> {
    let line = text.lines().rfind(|line| line.contains(LINE))?;
    let fields = line
        .split_whitespace()
        .filter_map(|word| word.split_once('='));
    let marks = fields.filter_map(|(name, value)| {
        let at = value.parse::<f64>().ok().filter(|at| *at >= started)?;
        Some((name.to_owned(), (at - started) / 1000.0))
    });
    Some(marks.collect::<Marks>()).filter(|marks| marks.contains_key("main"))
}

/// Prints the medians of both programs side by side.
pub(super) fn print(ours: &[Marks], blank: &[Marks]) {
    print_line("\nWhere the time of a launch goes (medians in ms since the process started)");
    print_line(&format!("  {:<34} {:>10} {:>10}", "", "Authgauge", "blank"));
    for (mark, label) in STEPS {
        let [ours, blank] = [ours, blank].map(|launches| shown(launches, mark));
        print_line(&format!("  {label:<34} {ours:>10} {blank:>10}"));
    }
}

fn shown(launches: &[Marks], mark: &str) -> String {
    let times = launches.iter().filter_map(|launch| launch.get(mark));
    let times: Vec<f64> = times.copied().collect();
    match times.is_empty() {
        true => "–".to_owned(),
        false => format!("{:.0}", median(&times)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_last_launch_of_a_log_unless_it_is_older() {
        let log = "x DEBUG a: launched main=5000 window=7000\nx INFO a: other main=1\n\
            x DEBUG a: launched main=15000 window=17500.0 script=0\n";
        let marks = last_launch(log, 10_000.0).unwrap();
        assert_eq!(marks.get("main"), Some(&5.0));
        assert_eq!(marks.get("window"), Some(&7.5));
        assert_eq!(marks.get("script"), None);
        assert!(last_launch(log, 20_000.0).is_none());
        assert!(last_launch("nothing", 0.0).is_none());
    }
}
