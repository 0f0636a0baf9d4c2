//! SVG to PNG.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use authgauge_core::error::{ErrorCode, Failure};

/// Subsets with the characters of charts, so that exports do not depend on installed fonts.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../assets/fonts/inter-chart.ttf"),
    include_bytes!("../assets/fonts/noto-sans-cjk-sc-chart.otf"),
];

/// About 500 MB of memory.
const MAX_PIXELS: f32 = 128e6;

/// Renders a chart's SVG with `scale` pixels per CSS pixel.
///
/// # Errors
/// `export_failed` if `svg` is not SVG, or the image would be empty or larger than 128 megapixels.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Failure> {
    render(svg, scale).ok_or_else(|| ErrorCode::ExportFailed.into())
}

fn render(svg: &str, scale: f32) -> Option<Vec<u8>> {
    let tree = Tree::from_str(svg, &options()).ok()?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    // False for NaN.
    let is_valid = width >= 1.0 && height >= 1.0 && width * height <= MAX_PIXELS;
    if !is_valid {
        return None;
    }
    let mut pixels = Pixmap::new(width.round() as u32, height.round() as u32)?;
    let transform = Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut pixels.as_mut());
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
