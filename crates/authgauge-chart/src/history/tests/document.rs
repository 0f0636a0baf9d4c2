//! The SVG document.

use resvg::usvg::roxmltree::{Document, Node};

use super::super::draw_history;
use super::{forecast, marked, month, steady};
use crate::output::ChartTheme;
use authgauge_core::language::WordsLanguage;

#[test]
fn svg_complies_with_a_strict_content_security_policy() {
    let days = steady(30, Some(4_000));
    let (marked, forecast) = (marked(&days), forecast(&days));
    let mut input = month(&marked);
    input.forecast = forecast.as_ref();
    let drawn = draw_history(&input);
    assert!(!drawn.ahead.is_empty());
    let document = Document::parse(&drawn.svg).unwrap();
    let shapes = ["svg", "rect", "polygon", "polyline", "text"];
    for node in document.descendants().filter(Node::is_element) {
        assert!(shapes.contains(&node.tag_name().name()));
        for attribute in node.attributes() {
            let name = attribute.name();
            let harmless = !name.starts_with("on") && !["style", "href", "class"].contains(&name);
            assert!(harmless && !attribute.value().contains("url("), "{name}");
        }
    }
}

#[test]
fn output_is_deterministic_and_in_css_pixels() {
    let marked = marked(&steady(30, Some(4_000)));
    let drawn = draw_history(&month(&marked));
    assert_eq!(drawn, draw_history(&month(&marked)));
    assert_eq!((drawn.width, drawn.height), (800, 260));
    assert!(drawn.ahead.is_empty());
    assert!(
        drawn
            .svg
            .contains("width=\"800\" height=\"260\" viewBox=\"0 0 3200 1040\"")
    );
}

#[test]
fn dates_and_colours_follow_language_and_theme() {
    let marked = marked(&steady(30, Some(4_000)));
    let mut input = month(&marked);
    let light = draw_history(&input).svg;
    assert!(light.contains(" Nov\n") && light.contains("#3B5BDB") && light.contains("#FFFFFF"));
    input.language = WordsLanguage::Zh;
    input.theme = ChartTheme::Dark;
    let dark = draw_history(&input).svg;
    assert!(dark.contains("\n11月") && !dark.contains("Nov"));
    assert!(dark.contains("#8DA2FB") && !dark.contains("#FFFFFF"));
}
