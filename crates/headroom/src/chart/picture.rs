//! The scene as SVG.
//!
//! Presentation attributes only: no style, script or reference that a content security policy would
//! have to allow.

use std::cmp::Reverse;

use plotters::prelude::{
    DrawingBackend, FontFamily, FontStyle, IntoFont, RGBColor, SVGBackend, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::bars::Bar;
use super::palette::{Colour, Palette};
use super::scene::{Anchor, Label, Scene};
use super::shapes::{dashes, inside, outline, rounded, skyline};
use super::width::FONT_SIZE;

/// plotters counts in whole pixels: four to a CSS pixel keep edges and dashes where they belong.
const FINE: f64 = 4.0;
/// plotters divides sizes by this, to turn its own into those of CSS.
const PLOTTERS_FONT_FACTOR: f64 = 1.24;
/// The window's own fonts, in its order; in between, the name that Inter has outside the window.
const FONTS: &str = "Inter Variable, Inter, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, \
                     Segoe UI, sans-serif";

/// An SVG document of the scene's size in CSS pixels.
pub(super) fn svg(scene: &Scene, palette: &Palette) -> String {
    let mut drawn = String::new();
    let size = (
        fine(f64::from(scene.width)) as u32,
        fine(f64::from(scene.height)) as u32,
    );
    let mut pen = Pen {
        backend: SVGBackend::with_string(&mut drawn, size),
    };
    pen.scene(scene, palette);
    drop(pen);
    in_css_pixels(&drawn, scene)
}

/// Draws in CSS pixels. Writing into a string cannot fail, so results are dropped.
struct Pen<'a> {
    backend: SVGBackend<'a>,
}

impl Pen<'_> {
    fn scene(&mut self, scene: &Scene, palette: &Palette) {
        let (width, height) = (f64::from(scene.width), f64::from(scene.height));
        self.rectangle((0.0, 0.0), (width, height), palette.panel);
        for y in &scene.grid {
            let right = scene.plot.x + scene.plot.width;
            self.rectangle((scene.plot.x, *y), (right, y + 1.0), palette.line);
        }
        self.bars(scene, palette);
        for x in &scene.marks {
            let foot = scene.plot.y + scene.plot.height;
            self.rectangle((x - 0.5, foot), (x + 0.5, foot + 4.0), palette.line);
        }
        self.lines(scene, palette);
        for label in &scene.labels {
            self.text(label, palette.muted);
        }
    }

    /// Longer ones first, so that none hides another; outlines last, so that none is hidden.
    fn bars(&mut self, scene: &Scene, palette: &Palette) {
        let (behind, front): (Vec<&Bar>, Vec<&Bar>) = scene.bars.iter().partition(|bar| bar.behind);
        let mut behind: Vec<_> = behind
            .into_iter()
            .filter(|bar| bar.area.height > 0.0)
            .collect();
        behind.sort_by_key(|bar| Reverse(bar.span.whole_days()));
        for bar in &behind {
            self.polygon(&rounded(bar), palette.behind());
        }
        let (dense, wide): (Vec<&Bar>, Vec<&Bar>) = front.into_iter().partition(|bar| bar.dense);
        for shape in skyline(&dense, scene.plot) {
            self.polygon(&shape, palette.past());
        }
        for bar in wide.iter().chain(dense.iter().filter(|bar| bar.running)) {
            self.bar(bar, palette);
        }
        for bar in &behind {
            let colour = if bar.running {
                palette.accent
            } else {
                palette.past()
            };
            self.path(&outline(bar), colour, 1.5);
        }
    }

    fn bar(&mut self, bar: &Bar, palette: &Palette) {
        if !bar.reported() {
            self.not_reported(bar, palette);
        } else if bar.area.height > 0.0 {
            let colour = if bar.running {
                palette.accent
            } else {
                palette.past()
            };
            self.polygon(&rounded(bar), colour);
        }
    }

    /// A hatched strip on the baseline: there is a period, and no number.
    fn not_reported(&mut self, bar: &Bar, palette: &Palette) {
        const HEIGHT: f64 = 6.0;
        let (left, right) = (bar.area.x, bar.area.x + bar.area.width);
        let foot = bar.area.y;
        let mut x = left;
        while x + HEIGHT <= right {
            self.path(
                &[(x, foot), (x + HEIGHT, foot - HEIGHT)],
                palette.muted,
                1.0,
            );
            x += HEIGHT;
        }
    }

    fn lines(&mut self, scene: &Scene, palette: &Palette) {
        let running: Vec<&Bar> = scene
            .bars
            .iter()
            .filter(|bar| bar.running && !bar.behind)
            .collect();
        for line in &scene.lines {
            let colour = if line.behind {
                palette.muted
            } else {
                palette.ink
            };
            for dash in line.runs.iter().flat_map(|run| dashes(run)) {
                // Ink on the full accent is too faint to be seen.
                let on_accent = running.iter().any(|bar| inside(&dash, bar));
                self.path(&dash, if on_accent { palette.panel } else { colour }, 1.5);
            }
        }
    }

    fn text(&mut self, label: &Label, colour: Colour) {
        let side = match label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let size = FONT_SIZE * FINE * PLOTTERS_FONT_FACTOR;
        let font = (FontFamily::Name(FONTS), size, FontStyle::Normal).into_font();
        let colour = rgb(colour);
        let style = TextStyle::from(font)
            .pos(Pos::new(side, VPos::Center))
            .color(&colour);
        let _ = self
            .backend
            .draw_text(&label.text, &style, point((label.x, label.y)));
    }

    fn rectangle(&mut self, from: (f64, f64), to: (f64, f64), colour: Colour) {
        let style = ShapeStyle::from(&rgb(colour)).filled();
        let _ = self.backend.draw_rect(point(from), point(to), &style, true);
    }

    fn polygon(&mut self, corners: &[(f64, f64)], colour: Colour) {
        let style = ShapeStyle::from(&rgb(colour)).filled();
        let _ = self
            .backend
            .fill_polygon(corners.iter().copied().map(point), &style);
    }

    fn path(&mut self, corners: &[(f64, f64)], colour: Colour, thick: f64) {
        let style = ShapeStyle::from(&rgb(colour)).stroke_width(fine(thick) as u32);
        let _ = self
            .backend
            .draw_path(corners.iter().copied().map(point), &style);
    }
}

/// plotters writes its own pixels into `width` and `height`; only the view box may count in those.
fn in_css_pixels(drawn: &str, scene: &Scene) -> String {
    let content = drawn.split_once('>').map_or("", |(_, content)| content);
    let Scene { width, height, .. } = scene;
    let view_box = format!(
        "0 0 {} {}",
        fine(f64::from(*width)),
        fine(f64::from(*height))
    );
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{view_box}\">{content}"
    )
}

fn point((x, y): (f64, f64)) -> (i32, i32) {
    (fine(x), fine(y))
}

/// Pictures are at most 4,000 CSS pixels wide, which is far within range.
fn fine(css_pixels: f64) -> i32 {
    (css_pixels * FINE).round() as i32
}

fn rgb((red, green, blue): Colour) -> RGBColor {
    RGBColor(red, green, blue)
}
