//! Removes what could change how remote text is displayed.

/// Combining marks kept on one character. No language needs more, and stacks of them cover other lines.
const MAX_MARKS: usize = 3;

/// Strips control, bidi and zero-width characters from remote text.
///
/// Line breaks and tabs become spaces, other control characters `�`. At most three combining marks stay on a
/// character. Joiners stay: emoji and some scripts need them.
pub fn plain_text(text: &str) -> String {
    let mut marks = 0;
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        match c {
            '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push(' '),
            _ if marks > MAX_MARKS => {}
            c if c.is_control() => plain.push('\u{fffd}'),
            c => plain.push(c),
        }
    }
    plain
}

/// Bidi controls and zero-width characters, except joiners.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// Unicode's `Default_Ignorable_Code_Point`: characters that are not displayed. Text in some scripts and emoji need
/// some of them; an access key needs none.
#[cfg_attr(
    not(feature = "client"),
    expect(dead_code, reason = "only clients have keys")
)]
pub(crate) fn is_default_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200c}'..='\u{200d}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    ) || is_invisible(c)
}

/// Marks of no particular script. Scripts with marks of their own may need more than three.
fn is_combining_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keeps_ordinary_text() {
        for text in [
            "",
            "企业身份源：SMS (99%)",
            "Tiếng Việt, e\u{301}\u{323}",
            "👩\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈 🏴\u{e0067}\u{e0062}\u{e007f}",
            "می\u{200c}خواهم عربي",
            "<script>alert(1)</script> {{x}} =1+1",
        ] {
            assert_eq!(plain_text(text), text);
        }
    }

    #[test]
    fn strips_control_bidi_and_zero_width_characters() {
        for (input, expected) in [
            ("a\r\nb\tc\u{2028}d", "a  b c d"),
            ("\u{1b}[31mred\u{7}\0", "�[31mred��"),
            ("user\u{202e}gpj.exe", "usergpj.exe"),
            ("\u{2066}a\u{2069}\u{200b}\u{feff}\u{ad}", "a"),
            (
                "Z\u{300}\u{301}\u{302}\u{303}\u{304}a",
                "Z\u{300}\u{301}\u{302}a",
            ),
        ] {
            assert_eq!(plain_text(input), expected, "{input:?}");
        }
    }

    proptest! {
        #[test]
        fn output_has_no_control_characters_and_is_a_fixed_point(text in any::<String>()) {
            let plain = plain_text(&text);
            prop_assert!(!plain.chars().any(|c| c.is_control() || is_invisible(c)));
            prop_assert_eq!(plain_text(&plain), plain);
        }
    }
}
