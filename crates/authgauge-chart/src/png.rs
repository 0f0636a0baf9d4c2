//! SVG to PNG.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, FaceInfo, Style, Weight};
use resvg::usvg::{Options, Tree};

use authgauge_core::error::{ErrorCode, Failure};

/// Subsets with the characters of charts, so that exports do not depend on installed fonts.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../assets/fonts/inter-chart.ttf"),
    include_bytes!("../assets/fonts/noto-sans-cjk-sc-chart.otf"),
];

/// As in the page.
const CHINESE_FONTS: [&str; 3] = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei"];

/// About 500 MB of memory.
const MAX_PIXELS: f32 = 128e6;

/// Renders a chart's SVG with `scale` pixels per CSS pixel.
///
/// # Errors
/// `export_failed` if `svg` is not SVG, or the image would be empty or larger than 128 megapixels.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Failure> {
    render(svg, scale, fonts()).ok_or_else(|| ErrorCode::ExportFailed.into())
}

/// Renders an SVG that contains names. They may be in any script: what Inter lacks is drawn by installed fonts.
///
/// # Errors
/// As [`png`].
pub fn png_with_names(svg: &str, scale: f32) -> Result<Vec<u8>, Failure> {
    render(svg, scale, installed_fonts()).ok_or_else(|| ErrorCode::ExportFailed.into())
}

fn render(svg: &str, scale: f32, fonts: Database) -> Option<Vec<u8>> {
    let options = Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).ok()?;
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

fn fonts() -> Database {
    let mut fonts = Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    fonts
}

/// Inter, and the installed fonts in the order in which they are asked for a character: those of the page first.
fn installed_fonts() -> Database {
    let mut installed = Database::new();
    installed.load_system_fonts();
    let mut faces: Vec<_> = installed.faces().filter(|face| is_plain(face)).collect();
    faces.sort_by_key(|face| preference(face));
    let mut fonts = Database::new();
    let [inter, characters] = FONTS;
    fonts.load_font_data(inter.to_vec());
    for face in faces {
        fonts.push_face_info(face.clone());
    }
    fonts.load_font_data(characters.to_vec());
    fonts
}

/// Neither bold nor oblique nor with serifs, which would stand out among the others.
fn is_plain(face: &FaceInfo) -> bool {
    let has_serifs = |(name, _): &(String, _)| name.contains("Serif");
    face.weight == Weight::NORMAL
        && face.style == Style::Normal
        && !face.families.iter().any(has_serifs)
}

/// The place of a font among those that have Chinese characters.
fn preference(face: &FaceInfo) -> usize {
    let is_named = |wanted: &&str| face.families.iter().any(|(name, _)| name == wanted);
    let place = CHINESE_FONTS.iter().position(is_named);
    place.unwrap_or(CHINESE_FONTS.len())
}
