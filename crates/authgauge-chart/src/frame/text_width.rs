//! Text widths, estimated without a font.
//!
//! The advances are Inter's largest of each group of characters, so that text is never wider than estimated.

/// The size of all text, in CSS pixels.
pub(crate) const FONT_SIZE: f64 = 11.0;

/// In CSS pixels.
pub(crate) fn text_width(text: &str) -> f64 {
    text.chars().map(advance).sum::<f64>() * FONT_SIZE
}

/// In em.
fn advance(character: char) -> f64 {
    match character {
        ' ' | '.' | ',' | 'i' | 'j' | 'l' | 'I' => 0.29,
        '1' | 'f' | 'r' | 't' => 0.41,
        'm' | 'w' | '↑' => 0.88,
        'M' | 'W' => 0.99,
        '–' => 0.5,
        'A'..='Z' => 0.77,
        character if character.is_ascii() => 0.65,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_are_one_em_wide() {
        assert!((text_width("12月") / FONT_SIZE - 2.06).abs() < 0.01);
    }

    #[test]
    fn latin_estimate_is_at_most_15_percent_too_wide() {
        // Inter's advances of D, e and c.
        let actual = 0.722 + 0.583 + 0.571;
        let estimate = text_width("Dec") / FONT_SIZE;
        assert!(estimate >= actual && estimate < actual * 1.15, "{estimate}");
    }
}
