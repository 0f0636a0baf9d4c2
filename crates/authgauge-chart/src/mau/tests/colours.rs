//! The palettes agree with the page's style sheet.

use std::collections::BTreeMap;

use crate::output::ChartTheme;
use crate::svg::{Colour, Palette};

const TOKENS: &str = include_str!("../../../../../ui/src/styles/tokens.css");

#[test]
fn light_palette_equals_the_style_sheet() {
    assert_same(&Palette::of(ChartTheme::Light), &tokens(":root {"));
}

#[test]
fn dark_palette_equals_the_style_sheet() {
    assert_same(
        &Palette::of(ChartTheme::Dark),
        &tokens("[data-theme=\"dark\"] {"),
    );
}

fn assert_same(palette: &Palette, tokens: &BTreeMap<&str, Colour>) {
    let named = [
        ("panel", palette.panel),
        ("ink", palette.ink),
        ("muted", palette.muted),
        ("line", palette.line),
        ("accent", palette.accent),
        ("critical", palette.critical),
    ];
    for (name, colour) in named {
        assert_eq!(tokens.get(name), Some(&colour), "--{name}");
    }
}

/// The `--name: #hex` declarations of the first block with this opening.
fn tokens(opening: &str) -> BTreeMap<&'static str, Colour> {
    let (_, block) = TOKENS.split_once(opening).expect("style sheet block");
    let (block, _) = block.split_once('}').expect("end of block");
    block.lines().filter_map(token).collect()
}

fn token(line: &'static str) -> Option<(&'static str, Colour)> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
    let digits = value.trim().strip_prefix('#')?.trim_end_matches(';');
    let long = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    let channel = |from| u8::from_str_radix(long.get(from..from + 2)?, 16).ok();
    Some((name, (channel(0)?, channel(2)?, channel(4)?)))
}
