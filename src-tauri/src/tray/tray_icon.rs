//! Which picture says which level: each differs by shape, for those who don't tell its colour.

use authgauge_core::level::Level;
use tauri::image::Image;
use tauri::include_image;

/// The icon for the worst level of all pools.
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

    /// Where there is ink, whatever its colour.
    fn shape(level: Option<Level>) -> Vec<bool> {
        icon(level)
            .rgba()
            .chunks(4)
            .map(|dot| dot[3] > 127)
            .collect()
    }

    #[test]
    fn each_level_has_a_shape_of_its_own() {
        let levels = [
            None,
            Some(Level::Ok),
            Some(Level::Near),
            Some(Level::Critical),
            Some(Level::Over),
        ];
        for (place, one) in levels.iter().enumerate() {
            for other in &levels[place + 1..] {
                let (one_shape, other_shape) = (shape(*one), shape(*other));
                let apart = one_shape
                    .iter()
                    .zip(&other_shape)
                    .filter(|(a, b)| a != b)
                    .count();
                assert!(
                    apart * 20 > one_shape.len(),
                    "{one:?} and {other:?}: {apart} dots apart"
                );
            }
        }
    }
}
