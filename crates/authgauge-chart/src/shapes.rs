//! Corners of what is drawn: rounded bars, many narrow bars as one shape, dashes.

use super::bars::Bar;
use crate::drawing::PlotArea;

type Point = (f64, f64);

/// Of a bar's upper corners, in CSS pixels.
const RADIUS: f64 = 3.0;
/// Dense bars are drawn in columns of half a pixel.
const COLUMNS_PER_PIXEL: f64 = 2.0;

/// A bar with round upper corners, square where the period goes on beyond the edge.
pub(super) fn rounded(bar: &Bar) -> Vec<Point> {
    let foot = bar.area.y + bar.area.height;
    let mut corners = vec![(bar.area.x, foot)];
    corners.extend(roof(bar));
    corners.push((bar.area.x + bar.area.width, foot));
    corners
}

/// The left side, roof and right side of a bar, without the sides at which it goes on.
pub(super) fn outline(bar: &Bar) -> Vec<Point> {
    let foot = bar.area.y + bar.area.height;
    let mut corners = Vec::new();
    if !bar.cut_left {
        corners.push((bar.area.x, foot));
    }
    corners.extend(roof(bar));
    if !bar.cut_right {
        corners.push((bar.area.x + bar.area.width, foot));
    }
    corners
}

/// Outlines of what the bars cover together; where bars share a column, the highest shows.
pub(super) fn skyline(bars: &[&Bar], plot: PlotArea) -> Vec<Vec<Point>> {
    let heights = columns(bars, plot);
    let foot = plot.y + plot.height;
    let at = |column: usize| plot.x + column as f64 / COLUMNS_PER_PIXEL;
    let mut shapes: Vec<Vec<Point>> = Vec::new();
    let mut standing = false;
    for (column, height) in heights.iter().enumerate() {
        let (left, right) = (at(column), at(column + 1));
        if *height <= 0.0 {
            standing = false;
            continue;
        }
        if !standing {
            shapes.push(vec![(left, foot)]);
        }
        standing = true;
        if let Some(shape) = shapes.last_mut() {
            rise(shape, left, right, foot - height, foot);
        }
    }
    shapes
}

/// Dashes along a line, each a short line that may turn a corner.
pub(super) fn dashes(corners: &[Point], pattern: Pattern) -> Vec<Vec<Point>> {
    let mut walk = Walk {
        pattern,
        dashes: Vec::new(),
        inked: true,
        left: pattern.ink,
    };
    for (from, to) in corners.iter().zip(corners.iter().skip(1)) {
        walk.along(*from, *to);
    }
    walk.dashes
}

/// A circle's outline.
pub(super) fn circle(centre: Point, radius: f64) -> Vec<Point> {
    [0.0, 90.0, 180.0, 270.0]
        .into_iter()
        .flat_map(|from| arc(centre, radius, from))
        .collect()
}

/// Whether a dash lies on a bar, and not just along its edge.
pub(super) fn inside(dash: &[Point], bar: &Bar) -> bool {
    const EDGE: f64 = 1.0;
    let PlotArea {
        x,
        y,
        width,
        height,
    } = bar.area;
    dash.iter().all(|corner| {
        (x..=x + width).contains(&corner.0) && (y + EDGE..=y + height - EDGE).contains(&corner.1)
    })
}

/// A line that is not drawn through. CSS pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pattern {
    ink: f64,
    gap: f64,
}

/// Of totals.
pub(super) const DASHED: Pattern = Pattern { ink: 5.0, gap: 3.5 };
/// Of what is likely.
pub(super) const DOTTED: Pattern = Pattern { ink: 2.0, gap: 3.0 };

struct Walk {
    pattern: Pattern,
    dashes: Vec<Vec<Point>>,
    inked: bool,
    /// Pixels to go until ink and gap change.
    left: f64,
}

impl Walk {
    fn along(&mut self, from: Point, to: Point) {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let length = across.hypot(down);
        let at = |walked: f64| {
            (
                from.0 + across * walked / length,
                from.1 + down * walked / length,
            )
        };
        let mut walked = 0.0;
        while walked < length {
            let step = self.left.min(length - walked);
            if self.inked {
                self.ink(at(walked), at(walked + step));
            }
            walked += step;
            self.left -= step;
            if self.left <= 1e-9 {
                self.inked = !self.inked;
                self.left = if self.inked {
                    self.pattern.ink
                } else {
                    self.pattern.gap
                };
            }
        }
    }

    /// A dash that has begun before a corner goes on behind it.
    fn ink(&mut self, from: Point, to: Point) {
        match self.dashes.last_mut() {
            Some(dash)
                if self.left < self.pattern.ink
                    && dash.last().is_some_and(|end| near(*end, from)) =>
            {
                dash.push(to);
            }
            _ => self.dashes.push(vec![from, to]),
        }
    }
}

fn near(one: Point, other: Point) -> bool {
    (one.0 - other.0).hypot(one.1 - other.1) < 1e-6
}

/// From the left side over the roof to the right side.
fn roof(bar: &Bar) -> Vec<Point> {
    let PlotArea {
        x,
        y,
        width,
        height,
    } = bar.area;
    let radius = RADIUS.min(width / 4.0).min(height);
    let corner = |cut: bool| if cut { 0.0 } else { radius };
    let (left, right) = (corner(bar.cut_left), corner(bar.cut_right));
    let mut roof = arc((x + left, y + left), left, 180.0);
    roof.extend(arc((x + width - right, y + right), right, 270.0));
    roof
}

/// A quarter of a circle, clockwise, from this many degrees on.
fn arc(centre: Point, radius: f64, from: f64) -> Vec<Point> {
    const PIECES: u8 = 4;
    if radius <= 0.0 {
        return vec![centre];
    }
    let at = |piece: u8| {
        let angle = (from + 90.0 * f64::from(piece) / f64::from(PIECES)).to_radians();
        (
            centre.0 + radius * angle.cos(),
            centre.1 + radius * angle.sin(),
        )
    };
    (0..=PIECES).map(at).collect()
}

fn columns(bars: &[&Bar], plot: PlotArea) -> Vec<f64> {
    if bars.is_empty() {
        return Vec::new();
    }
    let column = |x: f64| ((x - plot.x) * COLUMNS_PER_PIXEL).round().max(0.0) as usize;
    let mut heights = vec![0.0_f64; column(plot.x + plot.width)];
    for bar in bars {
        let first = column(bar.area.x);
        let count = column(bar.area.x + bar.area.width)
            .saturating_sub(first)
            .max(1);
        for height in heights.iter_mut().skip(first).take(count) {
            *height = height.max(bar.area.height);
        }
    }
    heights
}

/// Goes on at height `y` from `left` to `right`, and down to the foot for the time being.
fn rise(shape: &mut Vec<Point>, left: f64, right: f64, y: f64, foot: f64) {
    if shape.len() > 1 {
        shape.pop();
    }
    match shape.last_mut() {
        Some(last) if last.1 == y => last.0 = right,
        _ => shape.extend([(left, y), (right, y)]),
    }
    shape.push((right, foot));
}
