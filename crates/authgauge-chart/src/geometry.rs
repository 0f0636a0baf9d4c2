//! Points and shapes.

use crate::output::PlotArea;

/// A position in CSS pixels: from the left, and from the top.
pub(crate) type Point = (f64, f64);

/// A dash pattern, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DashPattern {
    dash: f64,
    gap: f64,
}

/// The outline of an estimate.
pub(crate) const SHORT_DASHES: DashPattern = DashPattern {
    dash: 3.0,
    gap: 2.5,
};

/// The pattern of totals.
pub(crate) const DASHED: DashPattern = DashPattern {
    dash: 5.0,
    gap: 3.5,
};

/// The pattern of forecasts.
pub(crate) const DOTTED: DashPattern = DashPattern {
    dash: 2.0,
    gap: 3.0,
};

/// The dashes of a line. A dash may contain a corner.
pub(crate) fn dashes(line: &[Point], pattern: DashPattern) -> Vec<Vec<Point>> {
    let mut dasher = Dasher {
        pattern,
        dashes: Vec::new(),
        in_dash: true,
        left: pattern.dash,
    };
    for (from, to) in line.iter().zip(line.iter().skip(1)) {
        dasher.add(*from, *to);
    }
    dasher.dashes
}

pub(crate) fn circle(centre: Point, radius: f64) -> Vec<Point> {
    [0.0, 90.0, 180.0, 270.0]
        .into_iter()
        .flat_map(|start| arc(centre, radius, start))
        .collect()
}

/// A quarter of a circle, clockwise from the angle `start` in degrees.
pub(crate) fn arc(centre: Point, radius: f64, start: f64) -> Vec<Point> {
    const SEGMENTS: u8 = 4;
    if radius <= 0.0 {
        return vec![centre];
    }
    let at = |segment: u8| {
        let angle = (start + 90.0 * f64::from(segment) / f64::from(SEGMENTS)).to_radians();
        (
            centre.0 + radius * angle.cos(),
            centre.1 + radius * angle.sin(),
        )
    };
    (0..=SEGMENTS).map(at).collect()
}

pub(crate) fn diamond((x, y): Point, radius: f64) -> Vec<Point> {
    vec![
        (x, y - radius),
        (x + radius, y),
        (x, y + radius),
        (x - radius, y),
    ]
}

/// Diagonal strokes that fill an area.
pub(crate) fn hatching(area: PlotArea) -> Vec<[Point; 2]> {
    const DISTANCE: f64 = 6.0;
    let (right, bottom) = (area.right(), area.bottom());
    let count = ((area.width + area.height) / DISTANCE).ceil().max(0.0) as usize;
    let stroke = |index: usize| {
        let start = area.x - area.height + index as f64 * DISTANCE;
        let cut_left = (area.x - start).max(0.0);
        let cut_right = (start + area.height - right).max(0.0);
        [
            (start + cut_left, bottom - cut_left),
            (start + area.height - cut_right, area.y + cut_right),
        ]
    };
    (0..count)
        .map(stroke)
        .filter(|[from, to]| from.0 < to.0)
        .collect()
}

/// The outline as a closed path.
pub(crate) fn closed(mut outline: Vec<Point>) -> Vec<Point> {
    outline.extend(outline.first().copied());
    outline
}

struct Dasher {
    pattern: DashPattern,
    dashes: Vec<Vec<Point>>,
    in_dash: bool,
    /// The rest of the current dash or gap.
    left: f64,
}

impl Dasher {
    fn add(&mut self, from: Point, to: Point) {
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        let length = width.hypot(height);
        let at = |done: f64| {
            (
                from.0 + width * done / length,
                from.1 + height * done / length,
            )
        };
        let mut done = 0.0;
        while done < length {
            let step = self.left.min(length - done);
            if self.in_dash {
                self.draw(at(done), at(done + step));
            }
            done += step;
            self.left -= step;
            if self.left <= 1e-9 {
                self.in_dash = !self.in_dash;
                self.left = if self.in_dash {
                    self.pattern.dash
                } else {
                    self.pattern.gap
                };
            }
        }
    }

    /// Extends a dash that started before a corner.
    fn draw(&mut self, from: Point, to: Point) {
        let is_started = self.left < self.pattern.dash;
        match self.dashes.last_mut() {
            Some(dash) if is_started && dash.last().is_some_and(|end| is_same(*end, from)) => {
                dash.push(to);
            }
            _ => self.dashes.push(vec![from, to]),
        }
    }
}

fn is_same(one: Point, other: Point) -> bool {
    (one.0 - other.0).hypot(one.1 - other.1) < 1e-6
}
