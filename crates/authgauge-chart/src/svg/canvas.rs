//! A canvas in CSS pixels.
//!
//! It uses presentation attributes only: a content security policy would block styles, scripts and references.

use plotters::prelude::{
    DrawingBackend, FontFamily, FontStyle, IntoFont, RGBColor, SVGBackend, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::palette::{Colour, Palette};
use crate::frame::{Anchor, FONT_SIZE, Frame, Label};
use crate::geometry::Point;

/// The backend's pixels per CSS pixel. They are whole numbers, and one per CSS pixel would be too coarse.
const SCALE: f64 = 4.0;

/// plotters divides font sizes by this factor.
const PLOTTERS_FONT_FACTOR: f64 = 1.24;

/// The page's fonts. "Inter" is the name of "Inter Variable" outside the page.
const FONTS: &str = "Inter Variable, Inter, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, \
                     Segoe UI, sans-serif";

/// An SVG canvas. Results of the backend are ignored, since writing to a string cannot fail.
pub(crate) struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

/// An SVG document of the frame's size. The view box is in the backend's pixels.
pub(crate) fn document(frame: &Frame, draw: impl FnOnce(&mut Canvas<'_>)) -> String {
    page((f64::from(frame.width), f64::from(frame.height)), draw)
}

/// An SVG document of a size in CSS pixels.
pub(crate) fn page((width, height): Point, draw: impl FnOnce(&mut Canvas<'_>)) -> String {
    let (scaled_width, scaled_height) = scaled((width, height));
    let mut drawn = String::new();
    let size = (scaled_width as u32, scaled_height as u32);
    let mut canvas = Canvas {
        backend: SVGBackend::with_string(&mut drawn, size),
    };
    draw(&mut canvas);
    drop(canvas);
    // plotters writes its own pixels into `width` and `height`.
    let content = drawn.split_once('>').map_or("", |(_, content)| content);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {scaled_width} {scaled_height}\">{content}"
    )
}

impl Canvas<'_> {
    pub(crate) fn background(&mut self, frame: &Frame, palette: &Palette) {
        let size = (f64::from(frame.width), f64::from(frame.height));
        self.rectangle((0.0, 0.0), size, palette.panel);
    }

    pub(crate) fn grid(&mut self, frame: &Frame, palette: &Palette) {
        for y in &frame.grid {
            self.rectangle(
                (frame.plot.x, *y),
                (frame.plot.right(), y + 1.0),
                palette.line,
            );
        }
    }

    pub(crate) fn tick_marks(&mut self, frame: &Frame, palette: &Palette) {
        let top = frame.plot.bottom();
        for x in &frame.marks {
            self.rectangle((x - 0.5, top), (x + 0.5, top + 4.0), palette.line);
        }
    }

    pub(crate) fn labels(&mut self, frame: &Frame, palette: &Palette) {
        for label in &frame.labels {
            self.text(label, palette.muted, FontStyle::Normal);
        }
    }

    pub(crate) fn bold(&mut self, label: &Label, colour: Colour) {
        self.text(label, colour, FontStyle::Bold);
    }

    pub(crate) fn rectangle(&mut self, from: Point, to: Point, colour: Colour) {
        let style = ShapeStyle::from(&rgb(colour)).filled();
        let (from, to) = (scaled(from), scaled(to));
        let _ = self.backend.draw_rect(from, to, &style, true);
    }

    pub(crate) fn polygon(&mut self, outline: &[Point], colour: Colour) {
        let style = ShapeStyle::from(&rgb(colour)).filled();
        let outline = outline.iter().copied().map(scaled);
        let _ = self.backend.fill_polygon(outline, &style);
    }

    pub(crate) fn path(&mut self, points: &[Point], colour: Colour, width: f64) {
        let width = (width * SCALE).round() as u32;
        let style = ShapeStyle::from(&rgb(colour)).stroke_width(width);
        let points = points.iter().copied().map(scaled);
        let _ = self.backend.draw_path(points, &style);
    }

    pub(crate) fn disc(&mut self, centre: Point, radius: f64, colour: Colour) {
        let style = ShapeStyle::from(&rgb(colour)).filled();
        let radius = (radius * SCALE).round() as u32;
        let _ = self
            .backend
            .draw_circle(scaled(centre), radius, &style, true);
    }

    fn text(&mut self, label: &Label, colour: Colour, style: FontStyle) {
        let Label { text, x, y, anchor } = label;
        let font = (FONT_SIZE, style);
        self.write(text, (*x, *y), *anchor, font, colour);
    }

    /// A text of a size in CSS pixels.
    pub(crate) fn words(
        &mut self,
        text: &str,
        at: Point,
        anchor: Anchor,
        size: f64,
        colour: Colour,
    ) {
        self.write(text, at, anchor, (size, FontStyle::Normal), colour);
    }

    fn write(
        &mut self,
        text: &str,
        at: Point,
        anchor: Anchor,
        (size, style): (f64, FontStyle),
        colour: Colour,
    ) {
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let size = size * SCALE * PLOTTERS_FONT_FACTOR;
        let colour = rgb(colour);
        let font = (FontFamily::Name(FONTS), size, style).into_font();
        let style = TextStyle::from(font)
            .pos(Pos::new(horizontal, VPos::Center))
            .color(&colour);
        let _ = self.backend.draw_text(text, &style, scaled(at));
    }
}

/// In the backend's pixels.
fn scaled((x, y): Point) -> (i32, i32) {
    ((x * SCALE).round() as i32, (y * SCALE).round() as i32)
}

fn rgb((red, green, blue): Colour) -> RGBColor {
    RGBColor(red, green, blue)
}
