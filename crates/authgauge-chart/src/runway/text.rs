use crate::frame::{FONT_SIZE, text_width};

/// The text, cut to fit, without what XML forbids. Installed fonts draw it, so that its width is an estimate.
pub(super) fn fitted(text: &str, size: f64, width: f64) -> String {
    let text: String = text.chars().filter(|letter| is_drawn(*letter)).collect();
    if estimated(&text, size) <= width {
        return text;
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if estimated(&kept, size) > width - size {
            kept.pop();
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}

pub(super) fn estimated(text: &str, size: f64) -> f64 {
    text_width(text) * size / FONT_SIZE
}

fn is_drawn(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}
