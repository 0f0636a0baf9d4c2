use std::f64::consts::{FRAC_PI_2, PI};

use super::marks::RunwayMarks;
use super::text::{estimated, fitted};
use super::{RunwayInput, RunwayLine, RunwayTone};
use crate::frame::Anchor;
use crate::svg::{Canvas, Colour, Palette, page};

const WIDTH: f64 = 1_000.0;
const MARGIN: f64 = 28.0;
const HEAD: f64 = 118.0;
const ROW: f64 = 30.0;
const NOTE: f64 = 18.0;

/// The columns: names end, figures end, and the axis' ends.
const NAMES_END: f64 = 330.0;
const FIGURES_END: f64 = 446.0;
const AXIS: (f64, f64) = (462.0, 806.0);

const TITLE: f64 = 21.0;
const NORMAL: f64 = 13.0;
const SMALL: f64 = 11.5;

/// The picture as an SVG document. Unlike the other charts it contains names: it is for files, not for the page.
pub fn draw_runway(input: &RunwayInput) -> String {
    let palette = Palette::of(input.theme);
    let rows = input.rows.len() as f64 * ROW;
    let height = HEAD + rows + 26.0 + input.notes.len() as f64 * NOTE + 14.0;
    page((WIDTH, height), |canvas| {
        canvas.rectangle((0.0, 0.0), (WIDTH, height), palette.panel);
        let mut picture = Picture {
            canvas,
            palette,
            days: f64::from(input.days.max(1)),
        };
        picture.head(input);
        picture.axis(input, rows);
        for (index, row) in input.rows.iter().enumerate() {
            picture.row(row, HEAD + (index as f64 + 0.5) * ROW);
        }
        picture.notes(&input.notes, HEAD + rows + 30.0);
    })
}

struct Picture<'a, 'b> {
    canvas: &'a mut Canvas<'b>,
    palette: Palette,
    days: f64,
}

impl Picture<'_, '_> {
    fn head(&mut self, input: &RunwayInput) {
        let (ink, muted) = (self.palette.ink, self.palette.muted);
        let width = WIDTH - 2.0 * MARGIN;
        let title = fitted(&input.title, TITLE, width);
        self.text(&title, (MARGIN, 40.0), Anchor::Start, TITLE, ink);
        let subtitle = fitted(&input.subtitle, NORMAL, width);
        self.text(&subtitle, (MARGIN, 66.0), Anchor::Start, NORMAL, muted);
    }

    fn axis(&mut self, input: &RunwayInput, rows: f64) {
        for (day, name) in &input.ticks {
            let (x, is_today) = (self.x(*day), *day == 0);
            let (colour, line) = match is_today {
                true => (self.palette.ink, self.palette.muted),
                false => (self.palette.muted, self.palette.line),
            };
            let anchor = if is_today {
                Anchor::Start
            } else {
                Anchor::Middle
            };
            let name = fitted(name, SMALL, 90.0);
            self.text(&name, (x, HEAD - 14.0), anchor, SMALL, colour);
            self.canvas
                .rectangle((x - 0.5, HEAD), (x + 0.5, HEAD + rows), line);
        }
    }

    fn row(&mut self, row: &RunwayLine, y: f64) {
        let (ink, muted) = (self.palette.ink, self.palette.muted);
        let names = NAMES_END - MARGIN - 18.0;
        self.shape(row.tone, (MARGIN + 5.0, y));
        let name = fitted(&row.name, NORMAL, names);
        let x = MARGIN + 18.0;
        self.text(&name, (x, y), Anchor::Start, NORMAL, ink);
        let used = estimated(&name, NORMAL) + 10.0;
        if names > used + 40.0 {
            let pool = fitted(&row.pool, SMALL, names - used);
            self.text(&pool, (x + used, y), Anchor::Start, SMALL, muted);
        }
        let figures = (FIGURES_END, y);
        let room = FIGURES_END - NAMES_END;
        let used_of_total = fitted(&row.figures, SMALL, room);
        self.text(&used_of_total, figures, Anchor::End, SMALL, muted);
        self.line(&row.marks, row.tone, y);
        self.note(row, y);
        let when = (WIDTH - MARGIN, y);
        let day = fitted(&row.when, SMALL, WIDTH - MARGIN - AXIS.1);
        self.text(&day, when, Anchor::End, SMALL, self.lead(row.tone));
    }

    /// Behind the reset, or where nothing is drawn: over hatching it could not be read.
    fn note(&mut self, row: &RunwayLine, y: f64) {
        let reset = row.marks.reset.filter(|day| self.is_on_axis(*day));
        let from = match (reset, row.marks.nothing) {
            (Some(reset), _) => self.x(reset) + 16.0,
            (None, None) => AXIS.0 + 6.0,
            (None, Some(_)) => return,
        };
        let note = fitted(&row.note, SMALL, WIDTH - MARGIN - from - 110.0);
        self.text(&note, (from, y), Anchor::Start, SMALL, self.palette.muted);
    }

    /// As the window draws levels: their shape tells them without their colour.
    fn shape(&mut self, tone: RunwayTone, (x, y): (f64, f64)) {
        let bar = self.bar(tone);
        match tone {
            RunwayTone::Over => {
                let corners = [(x, y - 4.6), (x + 4.8, y + 4.2), (x - 4.8, y + 4.2)];
                self.canvas.polygon(&corners, bar);
            }
            RunwayTone::Critical => self.canvas.disc((x, y), 4.2, bar),
            RunwayTone::Near => {
                self.canvas.disc((x, y), 4.2, bar);
                let half = (0..=12).map(|step| {
                    let angle = FRAC_PI_2 + PI * f64::from(step) / 12.0;
                    (x + 3.0 * angle.cos(), y - 3.0 * angle.sin())
                });
                let half: Vec<_> = half.collect();
                self.canvas.polygon(&half, self.palette.panel);
            }
            RunwayTone::Plan => {
                self.canvas
                    .rectangle((x - 3.4, y - 4.4), (x - 2.2, y + 4.6), bar);
                let cloth = [
                    (x - 2.2, y - 4.4),
                    (x + 4.0, y - 4.4),
                    (x + 2.2, y - 2.0),
                    (x + 4.0, y + 0.4),
                    (x - 2.2, y + 0.4),
                ];
                self.canvas.polygon(&cloth, bar);
            }
        }
    }

    fn line(&mut self, marks: &RunwayMarks, tone: RunwayTone, y: f64) {
        if let Some(room) = marks.room.filter(|room| *room > 0) {
            let to = (self.x(room), y + 2.5);
            self.canvas
                .rectangle((AXIS.0 + 1.5, y - 2.5), to, self.palette.past());
        }
        if let Some((from, until)) = marks.nothing {
            self.hatching(self.x(from), self.end(until), y, tone);
        }
        if let Some((from, until)) = marks.range {
            let (from, until) = (self.x(from), self.end(until));
            let colour = self.palette.mixed(self.bar(tone), 45);
            self.canvas
                .rectangle((from, y - 5.0), (until.max(from + 2.0), y + 5.0), colour);
        }
        if let Some(likely) = marks.likely.filter(|day| self.is_on_axis(*day)) {
            let centre = (self.x(likely), y);
            self.canvas.disc(centre, 6.0, self.bar(tone));
            self.canvas.disc(centre, 3.4, self.palette.panel);
        }
        if let Some(reset) = marks.reset.filter(|day| self.is_on_axis(*day)) {
            self.reset(self.x(reset), y);
        }
        if let Some(end) = marks.plan_end.filter(|day| self.is_on_axis(*day)) {
            self.flag(self.x(end), y, self.lead(tone));
        }
    }

    /// Oblique stripes.
    fn hatching(&mut self, from: f64, to: f64, y: f64, tone: RunwayTone) {
        let (top, bottom) = (y - 5.0, y + 5.0);
        let bar = self.bar(tone);
        let (pale, strong) = (self.palette.mixed(bar, 14), self.palette.mixed(bar, 50));
        if to <= from {
            return;
        }
        self.canvas.rectangle((from, top), (to, bottom), pale);
        let mut x = from;
        while x + 12.0 <= to {
            let stripe = [
                (x + 10.0, top),
                (x + 12.5, top),
                (x + 2.5, bottom),
                (x, bottom),
            ];
            self.canvas.polygon(&stripe, strong);
            x += 8.0;
        }
    }

    fn reset(&mut self, x: f64, y: f64) {
        let colour = self.palette.ok;
        self.canvas
            .rectangle((x - 1.0, y - 6.0), (x + 1.0, y + 6.0), colour);
        let arrow = [(x + 3.5, y - 4.5), (x + 8.5, y), (x + 3.5, y + 4.5)];
        self.canvas.polygon(&arrow, colour);
    }

    fn flag(&mut self, x: f64, y: f64, colour: Colour) {
        self.canvas
            .rectangle((x - 0.8, y - 9.0), (x + 0.8, y + 9.0), colour);
        let cloth = [
            (x, y - 9.0),
            (x + 10.0, y - 9.0),
            (x + 7.5, y - 5.5),
            (x + 10.0, y - 2.0),
            (x, y - 2.0),
        ];
        self.canvas.polygon(&cloth, colour);
    }

    fn notes(&mut self, notes: &[String], from: f64) {
        for (index, note) in notes.iter().enumerate() {
            let y = from + index as f64 * NOTE;
            let note = fitted(note, SMALL, WIDTH - 2.0 * MARGIN);
            self.text(&note, (MARGIN, y), Anchor::Start, SMALL, self.palette.muted);
        }
    }

    fn text(&mut self, text: &str, at: (f64, f64), anchor: Anchor, size: f64, colour: Colour) {
        if !text.is_empty() {
            self.canvas.words(text, at, anchor, size, colour);
        }
    }

    /// The position of a day; those after the axis are at its end.
    fn x(&self, day: u32) -> f64 {
        let share = (f64::from(day) / self.days).min(1.0);
        AXIS.0 + (AXIS.1 - AXIS.0) * share
    }

    fn end(&self, day: Option<u32>) -> f64 {
        day.map_or(AXIS.1, |day| self.x(day))
    }

    fn is_on_axis(&self, day: u32) -> bool {
        f64::from(day) <= self.days
    }

    fn bar(&self, tone: RunwayTone) -> Colour {
        match tone {
            RunwayTone::Over | RunwayTone::Critical => self.palette.critical_bar,
            RunwayTone::Near => self.palette.near_bar,
            RunwayTone::Plan => self.palette.trial,
        }
    }

    fn lead(&self, tone: RunwayTone) -> Colour {
        match tone {
            RunwayTone::Over | RunwayTone::Critical => self.palette.critical,
            RunwayTone::Near => self.palette.near,
            RunwayTone::Plan => self.palette.trial,
        }
    }
}
