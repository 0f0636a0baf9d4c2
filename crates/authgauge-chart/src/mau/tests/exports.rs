//! PNG and CSV.

use genauth::{Allowance, Quantity};
use resvg::tiny_skia::Pixmap;

use super::super::draw;
use super::{day, months, period, year};
use crate::csv;
use crate::output::ChartTheme;
use crate::png;
use authgauge_core::error::ErrorCode;
use authgauge_core::language::WordsLanguage;

#[test]
fn png_has_the_scaled_size_and_the_panel_colour() {
    let periods = months(&[(5, 9)]);
    let mut input = year(&periods);
    input.theme = ChartTheme::Dark;
    let image = Pixmap::decode_png(&png(&draw(&input).svg, 2.0).unwrap()).unwrap();
    assert_eq!((image.width(), image.height()), (1_600, 472));
    let corner = image.pixel(0, 0).unwrap();
    assert_eq!(
        (corner.red(), corner.green(), corner.blue(), corner.alpha()),
        (27, 32, 41, 255)
    );
}

#[test]
fn bundled_fonts_contain_every_character_of_charts() {
    let missing = pixels("鬱");
    let blank = pixels("");
    let characters = "0123456789.kMBTeQ↑–JanFebMarAprMayJunJulAugSepOctNovDec年月日季度";
    for character in characters.chars() {
        let drawn = pixels(&character.to_string());
        assert!(drawn != blank && drawn != missing, "{character}");
    }
}

#[test]
fn invalid_svg_or_scale_fails() {
    let svg = draw(&year(&[])).svg;
    for (svg, scale) in [
        ("not an image", 1.0),
        ("", 1.0),
        (&*svg, 0.0),
        (&*svg, -1.0),
        (&*svg, f32::NAN),
        (&*svg, f32::INFINITY),
        (&*svg, 1e6),
    ] {
        assert_eq!(
            png(svg, scale).unwrap_err().code,
            ErrorCode::ExportFailed,
            "{scale}"
        );
    }
}

#[test]
fn csv_has_a_row_per_period() {
    let mut periods = months(&[(4_210, 5_000), (8_120, 10_000)]);
    periods[1].total = Allowance::Unlimited;
    periods.push(period(day(2026, 12, 1), day(2027, 1, 1), 0, 0));
    periods[2].used = Quantity::NotReported(Some("=HYPERLINK(\"x\")".to_owned()));
    periods[2].total = Allowance::NotReported(None);
    assert_eq!(
        csv(&periods),
        "start,last_day,used,total\r\n\
         2026-10-01,2026-10-31,4210,5000\r\n\
         2026-11-01,2026-11-30,8120,unlimited\r\n\
         2026-12-01,2026-12-31,,\r\n"
    );
}

#[test]
fn csv_of_no_periods_is_the_header() {
    assert_eq!(csv(&[]), "start,last_day,used,total\r\n");
}

#[test]
fn png_depends_on_the_language() {
    let periods = months(&[(5, 9)]);
    let mut input = year(&periods);
    let english = png(&draw(&input).svg, 1.0).unwrap();
    input.language = WordsLanguage::Zh;
    assert_ne!(png(&draw(&input).svg, 1.0).unwrap(), english);
}

fn pixels(text: &str) -> Vec<u8> {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\">\
         <text x=\"10\" y=\"40\" font-family=\"Inter\" font-size=\"30\">{text}</text></svg>"
    );
    png(&svg, 1.0).unwrap()
}
