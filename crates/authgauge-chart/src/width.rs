//! How wide a text will be, without a font at hand.
//!
//! plotters takes bytes × 0.7 em, which is twice too much for Chinese. These are Inter's own advances,
//! the widest of each kind, so that an estimate is never too narrow.

/// Size of every text in the chart, in CSS pixels.
pub(super) const FONT_SIZE: f64 = 11.0;

/// CSS pixels across.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().map(advance).sum::<f64>() * FONT_SIZE
}

/// In em.
fn advance(letter: char) -> f64 {
    match letter {
        ' ' | '.' | ',' | 'i' | 'j' | 'l' | 'I' => 0.29,
        '1' | 'f' | 'r' | 't' => 0.41,
        'm' | 'w' | '↑' => 0.88,
        'M' | 'W' => 0.99,
        '–' => 0.5,
        'A'..='Z' => 0.77,
        letter if letter.is_ascii() => 0.65,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_one_em_a_letter() {
        assert!((text_width("12月") / FONT_SIZE - 2.06).abs() < 0.01);
    }

    #[test]
    fn latin_is_about_as_wide_as_inter_draws_it() {
        // Inter's advances of D, e and c.
        let real = 0.722 + 0.583 + 0.571;
        let estimate = text_width("Dec") / FONT_SIZE;
        assert!(estimate >= real && estimate < real * 1.15, "{estimate}");
    }
}
