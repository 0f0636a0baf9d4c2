//! The MAU chart as SVG.

use std::cmp::Reverse;

use super::bar_shapes::{border, is_inside, rounded, skyline};
use super::bars::Bar;
use super::running::Running;
use super::scene::Scene;
use crate::geometry::{DASHED, SHORT_DASHES, closed, dashes};
use crate::svg::{Canvas, Colour, Palette, document};

/// The stroke width of totals and of the borders of bars behind others.
const STROKE: f64 = 1.5;

/// The height of the hatching that marks a use that is not reported.
const HATCHING: f64 = 6.0;

pub(super) fn svg(scene: &Scene, palette: &Palette) -> String {
    let frame = &scene.frame;
    document(frame, |canvas| {
        canvas.background(frame, palette);
        canvas.grid(frame, palette);
        draw_bars(canvas, scene, palette);
        canvas.tick_marks(frame, palette);
        if let Some(running) = &scene.running {
            draw_estimate(canvas, running, palette);
        }
        draw_totals(canvas, scene, palette);
        canvas.labels(frame, palette);
        if let Some(running) = &scene.running {
            draw_figure(canvas, running, palette);
        }
    })
}

/// Longer bars first, so that shorter ones are visible; borders last.
fn draw_bars(canvas: &mut Canvas<'_>, scene: &Scene, palette: &Palette) {
    let (mut behind, front): (Vec<&Bar>, Vec<&Bar>) = scene.bars.iter().partition(|bar| bar.behind);
    behind.retain(|bar| bar.area.height > 0.0);
    behind.sort_by_key(|bar| Reverse(bar.span.whole_days()));
    for bar in &behind {
        canvas.polygon(&rounded(bar), palette.behind());
    }
    let (dense, wide): (Vec<&Bar>, Vec<&Bar>) = front.into_iter().partition(|bar| bar.dense);
    for outline in skyline(&dense, scene.frame.plot) {
        canvas.polygon(&outline, palette.past());
    }
    for bar in wide.iter().chain(dense.iter().filter(|bar| bar.running)) {
        draw_bar(canvas, bar, palette);
    }
    for bar in &behind {
        canvas.path(&border(bar), colour(bar, palette), STROKE);
    }
}

fn draw_bar(canvas: &mut Canvas<'_>, bar: &Bar, palette: &Palette) {
    if !bar.is_reported() {
        draw_hatching(canvas, bar, palette);
    } else if bar.area.height > 0.0 {
        draw_used(canvas, bar, palette);
    }
}

/// What is above the total is red.
fn draw_used(canvas: &mut Canvas<'_>, bar: &Bar, palette: &Palette) {
    let Some(total) = bar.exceeded.filter(|total| *total > bar.area.y) else {
        canvas.polygon(&rounded(bar), colour(bar, palette));
        return;
    };
    let above = if bar.running {
        palette.critical
    } else {
        palette.over()
    };
    canvas.polygon(&rounded(bar), above);
    let corner = (bar.area.right(), bar.area.bottom());
    canvas.rectangle((bar.area.x, total), corner, colour(bar, palette));
}

fn draw_estimate(canvas: &mut Canvas<'_>, running: &Running, palette: &Palette) {
    let Some(area) = running.estimate else { return };
    let (left, right) = (area.x + 0.5, area.right() - 0.5);
    canvas.rectangle((left, area.y), (right, area.bottom()), palette.estimate());
    let (top, bottom) = (area.y + 0.5, area.bottom());
    let outline = closed(vec![
        (left, bottom),
        (left, top),
        (right, top),
        (right, bottom),
    ]);
    for dash in dashes(&outline, SHORT_DASHES) {
        canvas.path(&dash, palette.accent, 1.0);
    }
}

fn draw_figure(canvas: &mut Canvas<'_>, running: &Running, palette: &Palette) {
    let colour = if running.in_bar {
        palette.panel
    } else {
        palette.ink
    };
    if let Some(figure) = &running.figure {
        canvas.bold(figure, colour);
    }
    if let Some(about) = &running.about {
        canvas.bold(about, palette.ink);
    }
}

fn colour(bar: &Bar, palette: &Palette) -> Colour {
    if bar.running {
        palette.accent
    } else {
        palette.past()
    }
}

/// Marks a period whose use is not reported.
fn draw_hatching(canvas: &mut Canvas<'_>, bar: &Bar, palette: &Palette) {
    let y = bar.area.y;
    let mut x = bar.area.x;
    while x + HATCHING <= bar.area.right() {
        let stroke = [(x, y), (x + HATCHING, y - HATCHING)];
        canvas.path(&stroke, palette.muted, 1.0);
        x += HATCHING;
    }
}

fn draw_totals(canvas: &mut Canvas<'_>, scene: &Scene, palette: &Palette) {
    let is_accent = |bar: &&Bar| bar.running && !bar.behind;
    let accent: Vec<&Bar> = scene.bars.iter().filter(is_accent).collect();
    for line in &scene.lines {
        let colour = if line.behind {
            palette.muted
        } else {
            palette.ink
        };
        for dash in line.runs.iter().flat_map(|run| dashes(run, DASHED)) {
            // Ink has too little contrast on the accent colour.
            let on_accent = accent.iter().any(|bar| is_inside(&dash, bar));
            let colour = if on_accent { palette.panel } else { colour };
            canvas.path(&dash, colour, STROKE);
        }
    }
}
