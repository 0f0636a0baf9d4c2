//! The scene of the MAU chart as SVG.

use std::cmp::Reverse;

use super::bars::Bar;
use super::palette::Palette;
use super::pen::{self, Pen};
use super::scene::Scene;
use super::shapes::{DASHED, dashes, inside, outline, rounded, skyline};

/// An SVG document of the scene's size in CSS pixels.
pub(super) fn svg(scene: &Scene, palette: &Palette) -> String {
    pen::document(&scene.frame, |pen| pen.scene(scene, palette))
}

impl Pen<'_> {
    fn scene(&mut self, scene: &Scene, palette: &Palette) {
        let frame = &scene.frame;
        self.background(frame, palette);
        self.grid(frame, palette);
        self.bars(scene, palette);
        self.marks(frame, palette);
        self.lines(scene, palette);
        self.labels(frame, palette);
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
        for shape in skyline(&dense, scene.frame.plot) {
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
            for dash in line.runs.iter().flat_map(|run| dashes(run, DASHED)) {
                // Ink on the full accent is too faint to be seen.
                let on_accent = running.iter().any(|bar| inside(&dash, bar));
                self.path(&dash, if on_accent { palette.panel } else { colour }, 1.5);
            }
        }
    }
}
