//! Text of somebody else's, as text that can only be read.

/// The longest run of marks on one letter that a language needs; more would run over its neighbours.
const MOST_MARKS: usize = 3;

/// The text without what would steer whoever shows it: line breaks become blanks, characters that order the
/// text around them or take no room are left out, other control characters are shown as `�`, and letters
/// carry no heaps of marks. What joins the parts of an emoji or of a script stays.
pub fn plain_text(text: &str) -> String {
    let mut marks = 0;
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_unseen(*letter)) {
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        match letter {
            '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push(' '),
            _ if marks > MOST_MARKS => {}
            letter if letter.is_control() => plain.push('\u{fffd}'),
            letter => plain.push(letter),
        }
    }
    plain
}

/// What orders the text around it, or is not seen at all.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
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

/// The marks that any letter may carry; those of one script are that script's own affair.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
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
    fn what_people_write_stays() {
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
    fn what_steers_the_screen_does_not() {
        for (sent, shown) in [
            ("a\r\nb\tc\u{2028}d", "a  b c d"),
            ("\u{1b}[31mred\u{7}\0", "�[31mred��"),
            ("user\u{202e}gpj.exe", "usergpj.exe"),
            ("\u{2066}a\u{2069}\u{200b}\u{feff}\u{ad}", "a"),
            (
                "Z\u{300}\u{301}\u{302}\u{303}\u{304}a",
                "Z\u{300}\u{301}\u{302}a",
            ),
        ] {
            assert_eq!(plain_text(sent), shown, "{sent:?}");
        }
    }

    proptest! {
        #[test]
        fn plain_text_has_no_control_characters_and_stays_as_it_is(text in any::<String>()) {
            let plain = plain_text(&text);
            prop_assert!(!plain.chars().any(|c| c.is_control() || is_unseen(c)));
            prop_assert_eq!(plain_text(&plain), plain);
        }
    }
}
