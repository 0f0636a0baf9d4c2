use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

use authgauge_core::error::{ErrorCode, Failure};

/// Latin, digits and the few Chinese characters that charts hold: the same pictures on every machine.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../assets/fonts/inter-chart.ttf"),
    include_bytes!("../assets/fonts/noto-sans-cjk-sc-chart.otf"),
];
/// About 500 MB of pixels; more is a mistake.
const MOST_PIXELS: f32 = 128e6;

/// A picture of a chart's SVG, `scale` pixels to a CSS pixel.
///
/// # Errors
/// `export_failed` if `svg` is not SVG or the picture would be empty or far too large.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Failure> {
    drawn(svg, scale).ok_or_else(|| ErrorCode::ExportFailed.into())
}

fn drawn(svg: &str, scale: f32) -> Option<Vec<u8>> {
    let tree = Tree::from_str(svg, &options()).ok()?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    // Also false for a scale that is not a number.
    let sensible = width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS;
    if !sensible {
        return None;
    }
    let mut pixels = Pixmap::new(width.round() as u32, height.round() as u32)?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().ok()
}

fn options() -> Options<'static> {
    let mut fonts = Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    }
}
