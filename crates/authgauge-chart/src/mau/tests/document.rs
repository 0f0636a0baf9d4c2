//! The SVG document.

use resvg::usvg::roxmltree::{Document, Node};

use super::super::{ChartInput, draw};
use super::{months, year};
use authgauge_core::language::WordsLanguage;

#[test]
fn size_is_in_css_pixels() {
    let svg = draw(&year(&months(&[(1, 2)]))).svg;
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    let attribute = |name| root.attribute(name).unwrap();
    assert_eq!((attribute("width"), attribute("height")), ("800", "236"));
    assert_eq!(attribute("viewBox"), "0 0 3200 944");
    assert_eq!(
        root.tag_name().namespace(),
        Some("http://www.w3.org/2000/svg")
    );
}

#[test]
fn svg_complies_with_a_strict_content_security_policy() {
    let svg = draw(&year(&months(&[(1, 2), (3, 2)]))).svg;
    let document = Document::parse(&svg).unwrap();
    for node in document.descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        assert!(
            ["svg", "rect", "polygon", "polyline", "text"].contains(&tag),
            "{tag}"
        );
        for attribute in node.attributes() {
            let name = attribute.name();
            let harmless = !name.starts_with("on") && !["style", "href", "class"].contains(&name);
            assert!(harmless && !attribute.value().contains("url("), "{name}");
        }
    }
}

#[test]
fn output_is_deterministic() {
    let periods = months(&[(1, 2), (3, 2)]);
    assert_eq!(draw(&year(&periods)), draw(&year(&periods)));
}

#[test]
fn month_names_follow_the_language() {
    let periods = months(&[(1, 2)]);
    let mut input = year(&periods);
    assert!(draw(&input).svg.contains("\nNov\n"));
    input.language = WordsLanguage::Zh;
    let svg = draw(&input).svg;
    assert!(svg.contains("\n11月\n") && !svg.contains("Nov\n"));
}

#[test]
fn total_line_contrasts_with_the_running_bar() {
    let svg = draw(&year(&months(&[(900, 500)]))).svg;
    let document = Document::parse(&svg).unwrap();
    let lines: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("polyline"))
        .collect();
    let of = |colour| {
        lines
            .iter()
            .filter(|line| line.attribute("stroke") == Some(colour))
            .count()
    };
    assert!(of("#FFFFFF") > 2 && of("#14181F") > 0);
}

#[test]
fn a_chart_without_numbers_keeps_its_months() {
    let periods = months(&[(1_234, 2_000), (1_834, 2_000)]);
    let texts = |numbers: bool| -> Vec<String> {
        let input = ChartInput {
            numbers,
            ..year(&periods)
        };
        let svg = draw(&input).svg;
        let document = Document::parse(&svg).unwrap();
        let texts = document.descendants().filter(Node::is_text);
        texts
            .filter_map(|node| node.text().map(|text| text.trim().to_owned()))
            .filter(|text| !text.is_empty())
            .collect()
    };
    let (shown, hidden) = (texts(true), texts(false));
    assert_eq!(hidden, ["Oct", "Nov", "2026"]);
    assert!(hidden.iter().all(|text| shown.contains(text)), "{shown:?}");
    assert!(shown.len() > hidden.len() + 2, "{shown:?}");
}
