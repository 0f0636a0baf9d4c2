//! A history chart as SVG.

use super::forecast::{CrossingMark, ForecastShapes};
use super::line::Peak;
use super::scene::Scene;
use crate::geometry::{DASHED, DOTTED, Point, circle, closed, dashes, diamond, hatching};
use crate::svg::{Canvas, Palette, document};

// CSS pixels.
/// The stroke width of the line and the forecast.
const LINE: f64 = 2.0;
/// The stroke width of totals.
const TOTAL_LINE: f64 = 1.5;
/// The stroke width of the band's edges.
const BAND_EDGE: f64 = 0.75;
/// The radius of the dot of a day without neighbours.
const DOT: f64 = 2.25;
/// The radius of the last known day's dot.
const LAST_DOT: f64 = 3.5;
/// Half of the width of a reset's triangle.
const TRIANGLE: f64 = 4.0;
/// The radius of a changed total's diamond.
const DIAMOND: f64 = 4.5;
/// The radius of the ring where the total is reached.
const RING: f64 = 4.5;

pub(super) fn svg(scene: &Scene, palette: &Palette) -> String {
    let frame = &scene.frame;
    document(frame, |canvas| {
        canvas.background(frame, palette);
        draw_areas(canvas, scene, palette);
        draw_dry(canvas, &scene.forecast, palette);
        canvas.grid(frame, palette);
        draw_forecast_start(canvas, scene, palette);
        canvas.tick_marks(frame, palette);
        draw_total(canvas, scene, palette);
        draw_line(canvas, scene, palette);
        draw_median(canvas, &scene.forecast, palette);
        draw_resets(canvas, scene, palette);
        if let Some(crossing) = &scene.forecast.crossing {
            draw_crossing(canvas, crossing, palette);
        }
        if let Some(next) = scene.forecast.next_crossing {
            draw_ring(canvas, next, palette);
        }
        canvas.labels(frame, palette);
    })
}

fn draw_areas(canvas: &mut Canvas<'_>, scene: &Scene, palette: &Palette) {
    for band in &scene.forecast.bands {
        canvas.polygon(&band.outline(), palette.band());
        canvas.path(&band.high, palette.band_edge(), BAND_EDGE);
        canvas.path(&band.low, palette.band_edge(), BAND_EDGE);
    }
    let spreads = scene.segments.iter().map(|segment| &segment.spread);
    for spread in spreads.filter(|spread| spread.len() > 2) {
        canvas.polygon(spread, palette.spread());
    }
    for Peak { x, top, bottom } in &scene.peaks {
        canvas.rectangle((x - 1.0, *top), (x + 1.0, *bottom), palette.spread());
    }
}

/// Nothing is left on these days.
fn draw_dry(canvas: &mut Canvas<'_>, forecast: &ForecastShapes, palette: &Palette) {
    for stroke in forecast.dry.iter().flat_map(|dry| hatching(*dry)) {
        canvas.path(&stroke, palette.dry(), 1.0);
    }
}

fn draw_forecast_start(canvas: &mut Canvas<'_>, scene: &Scene, palette: &Palette) {
    let plot = scene.frame.plot;
    if let Some(x) = scene.forecast_start {
        canvas.rectangle((x - 0.5, plot.y), (x + 0.5, plot.bottom()), palette.line);
    }
}

fn draw_total(canvas: &mut Canvas<'_>, scene: &Scene, palette: &Palette) {
    for dash in scene.total.runs.iter().flat_map(|run| dashes(run, DASHED)) {
        canvas.path(&dash, palette.ink, TOTAL_LINE);
    }
    for change in &scene.total.changes {
        let outline = diamond(*change, DIAMOND);
        canvas.polygon(&outline, palette.panel);
        canvas.path(&closed(outline), palette.ink, TOTAL_LINE);
    }
}

fn draw_line(canvas: &mut Canvas<'_>, scene: &Scene, palette: &Palette) {
    for segment in &scene.segments {
        if is_shorter_than_a_dot(&segment.line) {
            for day in &segment.line {
                canvas.polygon(&circle(*day, DOT), palette.accent);
            }
        } else {
            canvas.path(&segment.line, palette.accent, LINE);
        }
    }
    let last = scene
        .segments
        .last()
        .and_then(|segment| segment.line.last());
    if let Some(last) = last {
        canvas.polygon(&circle(*last, LAST_DOT + 1.5), palette.panel);
        canvas.polygon(&circle(*last, LAST_DOT), palette.accent);
    }
}

fn draw_median(canvas: &mut Canvas<'_>, forecast: &ForecastShapes, palette: &Palette) {
    for dash in forecast.likely.iter().flat_map(|line| dashes(line, DOTTED)) {
        canvas.path(&dash, palette.accent, LINE);
    }
}

/// Below the plot, where no line is.
fn draw_resets(canvas: &mut Canvas<'_>, scene: &Scene, palette: &Palette) {
    let top = scene.frame.plot.bottom() + 2.0;
    let bottom = top + TRIANGLE * 1.6;
    for x in &scene.resets {
        let triangle = [(*x, top), (x + TRIANGLE, bottom), (x - TRIANGLE, bottom)];
        canvas.polygon(&triangle, palette.ink);
    }
}

fn draw_crossing(canvas: &mut Canvas<'_>, crossing: &CrossingMark, palette: &Palette) {
    let y = crossing.y;
    let (from, to) = ((crossing.from, y - 1.5), (crossing.to, y + 1.5));
    canvas.rectangle(from, to, palette.critical);
    if let Some((x, _)) = crossing.likely {
        draw_ring(canvas, (x, y), palette);
    }
}

fn draw_ring(canvas: &mut Canvas<'_>, centre: Point, palette: &Palette) {
    let ring = circle(centre, RING);
    canvas.polygon(&ring, palette.panel);
    canvas.path(&closed(ring), palette.critical, LINE);
}

fn is_shorter_than_a_dot(line: &[Point]) -> bool {
    let ends = line.first().zip(line.last());
    ends.is_none_or(|(first, last)| last.0 - first.0 < 2.0 * DOT)
}
