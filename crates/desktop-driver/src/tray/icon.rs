//! The icon of an item: a file it names, or pixels it sends.

use std::fs;
use std::path::Path;

/// An item's icon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayIcon {
    /// The icon as a PNG.
    pub png: Vec<u8>,
}

impl TrayIcon {
    /// Reads the named file below the folder, or else the widest pixmap (width, height, ARGB).
    pub(super) fn read(
        name: &str,
        folder: &str,
        pixmaps: Vec<(i32, i32, Vec<u8>)>,
    ) -> Option<Self> {
        Self::from_file(name, folder).or_else(|| {
            let widest = pixmaps.into_iter().max_by_key(|(width, _, _)| *width);
            Self::from_pixmap(widest?)
        })
    }

    fn from_file(name: &str, folder: &str) -> Option<Self> {
        let path = Path::new(folder).join(name);
        let with_extension = format!("{}.png", path.display());
        let png = fs::read(&path).or_else(|_| fs::read(with_extension));
        Some(Self { png: png.ok()? })
    }

    fn from_pixmap((width, height, argb): (i32, i32, Vec<u8>)) -> Option<Self> {
        let pixels = argb.as_chunks::<4>().0.iter();
        let rgba: Vec<u8> = pixels.flat_map(|[a, r, g, b]| [*r, *g, *b, *a]).collect();
        let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, width, height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().ok()?.write_image_data(&rgba).ok()?;
        Some(Self { png })
    }
}
