//! The picture of a tray item: a file that it names, or pixels that it sends.

use std::path::Path;

use zbus::zvariant::OwnedValue;

/// A tray item's picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayIcon {
    /// As a PNG.
    pub png: Vec<u8>,
}

impl TrayIcon {
    /// By name, which is a path or one below the folder; else by pixels, the largest that were sent.
    pub(super) fn read(name: &str, folder: &str, pixels: Option<OwnedValue>) -> Option<Self> {
        Self::of_file(name, folder).or_else(|| Self::of_pixels(pixels?))
    }

    fn of_file(name: &str, folder: &str) -> Option<Self> {
        let path = Path::new(folder).join(name);
        let with_ending = format!("{}.png", path.display());
        let png = std::fs::read(&path)
            .or_else(|_| std::fs::read(with_ending))
            .ok()?;
        Some(Self { png })
    }

    /// `a(iiay)`: width, height, and alpha, red, green, blue of each pixel.
    fn of_pixels(pixels: OwnedValue) -> Option<Self> {
        let all: Vec<(i32, i32, Vec<u8>)> = pixels.try_into().ok()?;
        let (width, height, argb) = all.into_iter().max_by_key(|(width, _, _)| *width)?;
        let rgba = argb.as_chunks::<4>().0.iter();
        let rgba: Vec<u8> = rgba.flat_map(|[a, r, g, b]| [*r, *g, *b, *a]).collect();
        let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, width, height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().ok()?.write_image_data(&rgba).ok()?;
        Some(Self { png })
    }
}
