//! Draws in CSS pixels, as SVG.
//!
//! Presentation attributes only: no style, script or reference that a content security policy would
//! have to allow.

use plotters::prelude::{
    DrawingBackend, FontFamily, FontStyle, IntoFont, RGBColor, SVGBackend, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::frame::{Anchor, Frame, Label};
use super::palette::{Colour, Palette};
use super::width::FONT_SIZE;

/// plotters counts in whole pixels: four to a CSS pixel keep edges and dashes where they belong.
const FINE: f64 = 4.0;
/// plotters divides sizes by this, to turn its own into those of CSS.
const PLOTTERS_FONT_FACTOR: f64 = 1.24;
/// The window's own fonts, in its order; in between, the name that Inter has outside the window.
const FONTS: &str = "Inter Variable, Inter, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, \
                     Segoe UI, sans-serif";

/// Draws in CSS pixels. Writing into a string cannot fail, so results are dropped.
pub(super) struct Pen<'a> {
    backend: SVGBackend<'a>,
}

/// An SVG document of the frame's size in CSS pixels, with what `draw` draws.
pub(super) fn document(frame: &Frame, draw: impl FnOnce(&mut Pen<'_>)) -> String {
    let mut drawn = String::new();
    let size = (
        fine(f64::from(frame.width)) as u32,
        fine(f64::from(frame.height)) as u32,
    );
    let mut pen = Pen {
        backend: SVGBackend::with_string(&mut drawn, size),
    };
    draw(&mut pen);
    drop(pen);
    in_css_pixels(&drawn, frame)
}

impl Pen<'_> {
    pub(super) fn background(&mut self, frame: &Frame, palette: &Palette) {
        let (width, height) = (f64::from(frame.width), f64::from(frame.height));
        self.rectangle((0.0, 0.0), (width, height), palette.panel);
    }

    pub(super) fn grid(&mut self, frame: &Frame, palette: &Palette) {
        for y in &frame.grid {
            let right = frame.plot.x + frame.plot.width;
            self.rectangle((frame.plot.x, *y), (right, y + 1.0), palette.line);
        }
    }

    pub(super) fn marks(&mut self, frame: &Frame, palette: &Palette) {
        for x in &frame.marks {
            let foot = frame.plot.y + frame.plot.height;
            self.rectangle((x - 0.5, foot), (x + 0.5, foot + 4.0), palette.line);
        }
    }

    pub(super) fn labels(&mut self, frame: &Frame, palette: &Palette) {
        for label in &frame.labels {
            self.text(label, palette.muted);
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

    pub(super) fn rectangle(&mut self, from: (f64, f64), to: (f64, f64), colour: Colour) {
        let style = ShapeStyle::from(&rgb(colour)).filled();
        let _ = self.backend.draw_rect(point(from), point(to), &style, true);
    }

    pub(super) fn polygon(&mut self, corners: &[(f64, f64)], colour: Colour) {
        let style = ShapeStyle::from(&rgb(colour)).filled();
        let _ = self
            .backend
            .fill_polygon(corners.iter().copied().map(point), &style);
    }

    pub(super) fn path(&mut self, corners: &[(f64, f64)], colour: Colour, thick: f64) {
        let style = ShapeStyle::from(&rgb(colour)).stroke_width(fine(thick) as u32);
        let _ = self
            .backend
            .draw_path(corners.iter().copied().map(point), &style);
    }
}

/// plotters writes its own pixels into `width` and `height`; only the view box may count in those.
fn in_css_pixels(drawn: &str, frame: &Frame) -> String {
    let content = drawn.split_once('>').map_or("", |(_, content)| content);
    let Frame { width, height, .. } = frame;
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
