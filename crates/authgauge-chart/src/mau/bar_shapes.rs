//! Outlines of bars.

use super::bars::Bar;
use crate::geometry::{Point, arc};
use crate::output::PlotArea;

/// The radius of a bar's upper corners, in CSS pixels.
const RADIUS: f64 = 3.0;

/// The resolution of dense bars.
const COLUMNS_PER_PIXEL: f64 = 2.0;

/// A bar with round upper corners; square where the period continues beyond the edge.
pub(super) fn rounded(bar: &Bar) -> Vec<Point> {
    let mut outline = vec![(bar.area.x, bar.area.bottom())];
    outline.extend(top(bar));
    outline.push((bar.area.right(), bar.area.bottom()));
    outline
}

/// The sides and the top of a bar, without sides beyond which the period continues.
pub(super) fn border(bar: &Bar) -> Vec<Point> {
    let left = (bar.area.x, bar.area.bottom());
    let right = (bar.area.right(), bar.area.bottom());
    let mut border = Vec::new();
    border.extend((!bar.cut_left).then_some(left));
    border.extend(top(bar));
    border.extend((!bar.cut_right).then_some(right));
    border
}

/// The union of dense bars, as few outlines.
pub(super) fn skyline(bars: &[&Bar], plot: PlotArea) -> Vec<Vec<Point>> {
    let at = |column: usize| plot.x + column as f64 / COLUMNS_PER_PIXEL;
    let heights = column_heights(bars, plot);
    let columns: Vec<(usize, f64)> = heights.into_iter().enumerate().collect();
    let outlines = columns
        .chunk_by(|one, next| (one.1 > 0.0) == (next.1 > 0.0))
        .filter(|columns| columns.first().is_some_and(|column| column.1 > 0.0));
    outlines
        .map(|columns| {
            let mut outline: Vec<Point> = Vec::new();
            for (column, height) in columns {
                let (left, right) = (at(*column), at(column + 1));
                let y = plot.bottom() - height;
                match outline.last_mut() {
                    None => outline.extend([(left, plot.bottom()), (left, y), (right, y)]),
                    Some(last) if last.1 == y => last.0 = right,
                    Some(_) => outline.extend([(left, y), (right, y)]),
                }
            }
            let right = outline.last().map(|last| (last.0, plot.bottom()));
            outline.extend(right);
            outline
        })
        .collect()
}

/// Whether a dash is on a bar and not along its edge.
pub(super) fn is_inside(dash: &[Point], bar: &Bar) -> bool {
    const EDGE: f64 = 1.0;
    let horizontal = bar.area.x..=bar.area.right();
    let vertical = bar.area.y + EDGE..=bar.area.bottom() - EDGE;
    dash.iter()
        .all(|(x, y)| horizontal.contains(x) && vertical.contains(y))
}

/// From the left side to the right side.
fn top(bar: &Bar) -> Vec<Point> {
    let area = bar.area;
    let radius = RADIUS.min(area.width / 4.0).min(area.height);
    let corner = |is_cut: bool| if is_cut { 0.0 } else { radius };
    let (left, right) = (corner(bar.cut_left), corner(bar.cut_right));
    let mut top = arc((area.x + left, area.y + left), left, 180.0);
    top.extend(arc((area.right() - right, area.y + right), right, 270.0));
    top
}

/// The height of the highest bar in each column.
fn column_heights(bars: &[&Bar], plot: PlotArea) -> Vec<f64> {
    if bars.is_empty() {
        return Vec::new();
    }
    let column = |x: f64| ((x - plot.x) * COLUMNS_PER_PIXEL).round().max(0.0) as usize;
    let mut heights = vec![0.0_f64; column(plot.right())];
    for bar in bars {
        let first = column(bar.area.x);
        let count = column(bar.area.right()).saturating_sub(first).max(1);
        for height in heights.iter_mut().skip(first).take(count) {
            *height = height.max(bar.area.height);
        }
    }
    heights
}
