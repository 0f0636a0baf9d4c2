use authgauge_chart::{
    ChartTheme, RunwayInput, RunwayLine, RunwayTone, draw_runway, png_with_names,
};
use authgauge_core::error::Failure;
use authgauge_core::level::Level;

use super::{Line, Report};
use crate::portfolio::RunwayMatter;

/// Pixels per CSS pixel.
const SCALE: f32 = 2.0;

/// More lines make no readable picture; the Markdown has all.
const MAX_LINES: usize = 60;

pub(super) fn png(report: &Report<'_>, theme: ChartTheme) -> Result<Vec<u8>, Failure> {
    let input = RunwayInput {
        title: report.title.clone(),
        subtitle: report.subtitle.clone(),
        rows: report.lines.iter().take(MAX_LINES).map(line).collect(),
        days: report.days,
        ticks: report.ticks(),
        notes: report.notes.clone(),
        theme,
    };
    png_with_names(&draw_runway(&input), SCALE)
}

fn line(line: &Line<'_>) -> RunwayLine {
    RunwayLine {
        tone: match (&line.row.matter, line.row.level) {
            (RunwayMatter::Plan { .. }, _) => RunwayTone::Plan,
            (_, Level::Over) => RunwayTone::Over,
            (_, Level::Critical) => RunwayTone::Critical,
            _ => RunwayTone::Near,
        },
        name: line.name.clone(),
        pool: line.pool.to_owned(),
        figures: line.figures.clone(),
        marks: line.row.marks,
        note: line.note.clone(),
        when: line.when.clone(),
    }
}
