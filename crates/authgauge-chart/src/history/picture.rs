//! The scene of a history as SVG.

use super::ahead::{Ahead, CrossingMark};
use super::line::Peak;
use super::scene::Scene;
use crate::palette::Palette;
use crate::pen::{self, Pen};
use crate::shapes::{DASHED, DOTTED, circle, dashes};

type Point = (f64, f64);

/// Of the line, in CSS pixels.
const LINE: f64 = 2.0;
/// A day with no neighbours is a dot.
const DOT: f64 = 2.25;
/// The last known day.
const NOW: f64 = 3.5;
/// Half as wide as a reset's mark is, and as high.
const TRIANGLE: f64 = 4.0;
/// From the middle of a changed total's mark to its corners.
const DIAMOND: f64 = 4.5;
/// Where the total is likely reached.
const RING: f64 = 4.5;

/// An SVG document of the scene's size in CSS pixels.
pub(super) fn svg(scene: &Scene, palette: &Palette) -> String {
    pen::document(&scene.frame, |pen| pen.history(scene, palette))
}

impl Pen<'_> {
    fn history(&mut self, scene: &Scene, palette: &Palette) {
        self.background(&scene.frame, palette);
        self.areas(scene, palette);
        self.grid(&scene.frame, palette);
        self.now(scene, palette);
        self.marks(&scene.frame, palette);
        self.total(scene, palette);
        self.pieces(scene, palette);
        self.likely(&scene.ahead, palette);
        self.resets(scene, palette);
        if let Some(crossing) = &scene.ahead.crossing {
            self.crossing(crossing, palette);
        }
        self.labels(&scene.frame, palette);
    }

    /// Below everything, the grid included.
    fn areas(&mut self, scene: &Scene, palette: &Palette) {
        for band in &scene.ahead.bands {
            self.polygon(&band.outline(), palette.ahead());
            self.path(&band.high, palette.ahead_border(), 0.75);
            self.path(&band.low, palette.ahead_border(), 0.75);
        }
        for piece in scene.pieces.iter().filter(|piece| piece.spread.len() > 2) {
            self.polygon(&piece.spread, palette.spread());
        }
        for Peak { x, top, bottom } in &scene.peaks {
            self.rectangle((x - 1.0, *top), (x + 1.0, *bottom), palette.spread());
        }
    }

    /// What is to the right of here has not been yet.
    fn now(&mut self, scene: &Scene, palette: &Palette) {
        let plot = scene.frame.plot;
        if let Some(x) = scene.now {
            let line = ((x - 0.5, plot.y), (x + 0.5, plot.y + plot.height));
            self.rectangle(line.0, line.1, palette.line);
        }
    }

    fn total(&mut self, scene: &Scene, palette: &Palette) {
        for dash in scene.total.runs.iter().flat_map(|run| dashes(run, DASHED)) {
            self.path(&dash, palette.ink, 1.5);
        }
        for change in &scene.total.changes {
            let corners = diamond(*change, DIAMOND);
            self.polygon(&corners, palette.panel);
            self.path(&closed(corners), palette.ink, 1.5);
        }
    }

    fn pieces(&mut self, scene: &Scene, palette: &Palette) {
        for piece in &scene.pieces {
            // A line shorter than a dot would be less to see than a single day.
            if is_short(&piece.line) {
                for day in &piece.line {
                    self.polygon(&circle(*day, DOT), palette.accent);
                }
            } else {
                self.path(&piece.line, palette.accent, LINE);
            }
        }
        let last = scene.pieces.last().and_then(|piece| piece.line.last());
        if let Some(last) = last {
            self.polygon(&circle(*last, NOW + 1.5), palette.panel);
            self.polygon(&circle(*last, NOW), palette.accent);
        }
    }

    fn likely(&mut self, ahead: &Ahead, palette: &Palette) {
        for dash in ahead.likely.iter().flat_map(|line| dashes(line, DOTTED)) {
            self.path(&dash, palette.accent, LINE);
        }
    }

    /// Between the plot and the calendar, where no line comes.
    fn resets(&mut self, scene: &Scene, palette: &Palette) {
        let top = scene.frame.plot.y + scene.frame.plot.height + 2.0;
        for x in &scene.resets {
            let foot = top + TRIANGLE * 1.6;
            let corners = [(*x, top), (x + TRIANGLE, foot), (x - TRIANGLE, foot)];
            self.polygon(&corners, palette.ink);
        }
    }

    fn crossing(&mut self, crossing: &CrossingMark, palette: &Palette) {
        let CrossingMark {
            y,
            from,
            to,
            likely,
        } = *crossing;
        self.rectangle((from, y - 1.5), (to, y + 1.5), palette.critical);
        if let Some((x, _)) = likely {
            self.polygon(&circle((x, y), RING), palette.panel);
            let ring = closed(circle((x, y), RING));
            self.path(&ring, palette.critical, LINE);
        }
    }
}

fn is_short(line: &[Point]) -> bool {
    let ends = line.first().zip(line.last());
    ends.is_none_or(|(first, last)| last.0 - first.0 < 2.0 * DOT)
}

fn diamond((x, y): Point, size: f64) -> Vec<Point> {
    vec![(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
}

fn closed(mut corners: Vec<Point>) -> Vec<Point> {
    corners.extend(corners.first().copied());
    corners
}
