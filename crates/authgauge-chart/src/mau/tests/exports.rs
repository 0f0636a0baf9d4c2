//! What leaves the window: PNG and CSV.

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
fn a_png_has_the_size_and_the_panels_colour() {
    let periods = months(&[(5, 9)]);
    let mut input = year(&periods);
    input.theme = ChartTheme::Dark;
    let picture = Pixmap::decode_png(&png(&draw(&input).svg, 2.0).unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (1_600, 472));
    let corner = picture.pixel(0, 0).unwrap();
    assert_eq!(
        (corner.red(), corner.green(), corner.blue(), corner.alpha()),
        (27, 32, 41, 255)
    );
}

#[test]
fn every_letter_of_a_chart_is_in_the_bundled_fonts() {
    let missing = pixels("鬱");
    let blank = pixels("");
    let letters = "0123456789.kMBTeQ↑–JanFebMarAprMayJunJulAugSepOctNovDec年月日季度";
    for letter in letters.chars() {
        let drawn = pixels(&letter.to_string());
        assert!(drawn != blank && drawn != missing, "{letter}");
    }
}

#[test]
fn what_is_no_picture_is_a_failed_export() {
    let svg = draw(&year(&[])).svg;
    for (svg, scale) in [
        ("not a picture", 1.0),
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
fn a_table_has_a_line_per_period() {
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
fn a_table_of_nothing_is_its_head() {
    assert_eq!(csv(&[]), "start,last_day,used,total\r\n");
}

#[test]
fn both_languages_can_be_exported() {
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
