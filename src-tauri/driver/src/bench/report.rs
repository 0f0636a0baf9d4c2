//! The figures, printed as they are measured and written as JSON at the end.

use std::fs;
use std::path::Path;

use desktop_driver::{Error, Result};
use serde::Serialize;

use super::pairs::Pairs;
use crate::output::print_line;

/// All figures of a run.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    figures: Vec<Figure>,
}

#[derive(Debug, Serialize)]
struct Figure {
    name: String,
    unit: &'static str,
    value: f64,
    /// The 90 % interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<(f64, f64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    goal: Option<f64>,
}

impl Report {
    /// Prints and keeps a figure.
    pub(super) fn add(&mut self, name: &str, value: f64, unit: &'static str) {
        self.put(name, value, unit, None);
    }

    /// Prints and keeps a figure that should be at most `goal`.
    pub(super) fn add_with_goal(&mut self, name: &str, value: f64, unit: &'static str, goal: f64) {
        self.put(name, value, unit, Some(goal));
    }

    /// Prints and keeps both medians and their ratio, which should be at most `goal`.
    pub(super) fn add_pairs(
        &mut self,
        pairs: &Pairs,
        names: (&str, &str),
        unit: &'static str,
        goal: f64,
    ) {
        let (ours, theirs) = pairs.medians();
        self.add(names.0, ours, unit);
        self.add(names.1, theirs, unit);
        let (ratio, count) = (pairs.ratio(), pairs.ours.len());
        let sure = match pairs.is_sure() {
            true => "",
            false => ", not sure to 5 %: the time ran out",
        };
        print_line(&format!(
            "  {:<44} {:>9.2}       90 %: {:.2} to {:.2}, {count} pairs{sure}; {}",
            "ratio",
            ratio.median,
            ratio.low,
            ratio.high,
            verdict(ratio.median, goal)
        ));
        self.figures.push(Figure {
            name: format!("{} / {}", names.0, names.1),
            unit: "ratio",
            value: ratio.median,
            interval: Some((ratio.low, ratio.high)),
            pairs: Some(count),
            goal: Some(goal),
        });
    }

    /// Keeps a figure that a table prints.
    pub(super) fn keep(&mut self, name: &str, value: f64, unit: &'static str) {
        self.figures.push(Figure {
            name: name.to_owned(),
            unit,
            value,
            interval: None,
            pairs: None,
            goal: None,
        });
    }

    fn put(&mut self, name: &str, value: f64, unit: &'static str, goal: Option<f64>) {
        let end = goal.map_or_else(String::new, |goal| format!("   {}", verdict(value, goal)));
        print_line(&format!("  {name:<44} {value:>9.2} {unit:<4}{end}"));
        self.figures.push(Figure {
            name: name.to_owned(),
            unit,
            value,
            interval: None,
            pairs: None,
            goal,
        });
    }

    /// Writes all figures.
    pub(super) fn write(&self, file: &Path) -> Result<()> {
        let json = serde_json::to_string_pretty(self).unwrap_or_default();
        fs::write(file, json + "\n").map_err(|source| Error::Io {
            step: format!("writing {}", file.display()),
            source,
        })
    }
}

fn verdict(value: f64, goal: f64) -> String {
    let reached = if value <= goal { "reached" } else { "missed" };
    format!("goal ≤ {goal:.2}: {reached}")
}
