//! The tray icon of each level. Icons differ in shape, for owners who can't distinguish the colours.

use authgauge_core::level::Level;
use tauri::image::Image;
use tauri::include_image;

/// The icon for the level of what the tray follows.
pub(super) fn icon(level: Option<Level>) -> Image<'static> {
    match level {
        None | Some(Level::NotReported) => include_image!("../icons/tray/unknown.png"),
        Some(Level::Ok | Level::NotIncluded | Level::Unlimited) => {
            include_image!("../icons/tray/ok.png")
        }
        Some(Level::Near) => include_image!("../icons/tray/near.png"),
        Some(Level::Critical) => include_image!("../icons/tray/critical.png"),
        Some(Level::Over) => include_image!("../icons/tray/over.png"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which pixels are opaque, whatever their colour.
    fn shape(level: Option<Level>) -> Vec<bool> {
        icon(level)
            .rgba()
            .chunks(4)
            .map(|pixel| pixel[3] > 127)
            .collect()
    }

    #[test]
    fn icons_differ_in_shape() {
        let levels = [
            None,
            Some(Level::Ok),
            Some(Level::Near),
            Some(Level::Critical),
            Some(Level::Over),
        ];
        for (index, one) in levels.iter().enumerate() {
            for other in &levels[index + 1..] {
                let (one_shape, other_shape) = (shape(*one), shape(*other));
                let different = one_shape
                    .iter()
                    .zip(&other_shape)
                    .filter(|(a, b)| a != b)
                    .count();
                assert!(
                    different * 20 > one_shape.len(),
                    "{one:?} and {other:?}: {different} pixels differ"
                );
            }
        }
    }
}
