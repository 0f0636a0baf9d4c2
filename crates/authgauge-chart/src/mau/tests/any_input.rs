//! Properties of charts of arbitrary input.

use chrono::{Days, NaiveDate};
use genauth::{Allowance, MauPeriod, Quantity};
use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;
use rust_decimal::Decimal;

use super::super::scene::Scene;
use super::super::{ChartInput, draw};
use super::{extent, within};
use crate::output::{ChartTheme, PlotArea};
use authgauge_core::language::WordsLanguage;

proptest! {
    #[test]
    fn bars_are_within_the_plot(chart in any_chart()) {
        let drawn = draw(&chart.input());
        for bar in &drawn.bars {
            prop_assert!(within(bar.area, drawn.plot), "{:?} {:?}", bar.area, drawn.plot);
            prop_assert!(bar.area.width >= 0.5);
        }
        for (one, next) in drawn.bars.iter().zip(drawn.bars.iter().skip(1)) {
            let longer_first = one.first_day < next.first_day || one.last_day >= next.last_day;
            prop_assert!(one.first_day <= next.first_day && longer_first);
        }
    }

    #[test]
    fn labels_do_not_overlap_and_are_not_cut_off(chart in any_chart()) {
        let scene = Scene::of(&chart.input());
        for (index, label) in scene.frame.labels.iter().enumerate() {
            let (left, right) = extent(label);
            prop_assert!(left >= -0.01 && right <= f64::from(scene.frame.width) + 0.01, "{label:?}");
            for other in scene.frame.labels.iter().skip(index + 1) {
                let (other_left, other_right) = extent(other);
                let apart = other_right <= left || right <= other_left;
                prop_assert!(apart || (label.y - other.y).abs() >= 11.0, "{label:?} {other:?}");
            }
        }
    }

    #[test]
    fn what_is_said_of_the_running_period_is_within_the_chart(chart in any_chart()) {
        let scene = Scene::of(&chart.input());
        let Some(running) = &scene.running else { return Ok(()) };
        if let Some(area) = running.estimate {
            prop_assert!(within(area, scene.frame.plot), "{area:?}");
        }
        if let Some(figure) = &running.figure {
            let (left, right) = extent(figure);
            let bar = scene.bars.iter().find(|bar| bar.centre() == figure.x);
            prop_assert!(bar.is_some_and(|bar| bar.area.x <= left && right <= bar.area.right()));
        }
        if let Some(about) = &running.about {
            let (left, right) = extent(about);
            let is_free = |other: &crate::frame::Label| {
                let (other_left, other_right) = extent(other);
                other_right <= left || right <= other_left || (about.y - other.y).abs() >= 11.0
            };
            prop_assert!(left >= -0.01 && right <= f64::from(scene.frame.width) + 0.01);
            prop_assert!(scene.frame.labels.iter().all(is_free), "{about:?}");
        }
    }

    #[test]
    fn total_lines_are_within_the_plot(chart in any_chart()) {
        let scene = Scene::of(&chart.input());
        for (x, y) in scene.lines.iter().flat_map(|line| line.runs.iter().flatten()) {
            let corner = PlotArea { x: *x, y: *y, width: 0.0, height: 0.0 };
            prop_assert!(within(corner, scene.frame.plot), "{x} {y} {:?}", scene.frame.plot);
        }
    }
}

proptest! {
    // Rendering and parsing documents is slow.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn svg_is_well_formed_and_contains_no_text_from_the_server(chart in any_chart()) {
        let svg = draw(&chart.input()).svg;
        prop_assert!(Document::parse(&svg).is_ok());
        prop_assert!(!svg.contains("raw"));
    }
}

#[derive(Debug, Clone)]
struct AnyChart {
    periods: Vec<MauPeriod>,
    from: NaiveDate,
    to: NaiveDate,
    today: NaiveDate,
    estimate: Option<f64>,
    language: WordsLanguage,
    size: (u32, u32),
}

impl AnyChart {
    fn input(&self) -> ChartInput<'_> {
        ChartInput {
            periods: &self.periods,
            from: self.from,
            to: self.to,
            today: self.today,
            estimate: self.estimate,
            theme: ChartTheme::Dark,
            language: self.language,
            width: self.size.0,
            height: self.size.1,
            numbers: true,
        }
    }
}

prop_compose! {
    fn any_chart()(
        periods in prop_oneof![
            prop::collection::vec(any_period(), 0..40),
            any_sequence(),
        ],
        (from, to, today) in (any_day(), any_day(), any_day()),
        estimate in prop::option::of(prop_oneof![0.0..20_000.0, Just(1e28)]),
        language in prop_oneof![Just(WordsLanguage::En), Just(WordsLanguage::Zh)],
        size in (prop_oneof![0_u32..5_000, Just(u32::MAX)], prop_oneof![0_u32..2_500, Just(u32::MAX)]),
    ) -> AnyChart {
        AnyChart { periods, from, to, today, estimate, language, size }
    }
}

prop_compose! {
    fn any_period()(start in any_day(), end in any_day(), used in any_used(), total in any_total()) -> MauPeriod {
        MauPeriod { start, end, used, total }
    }
}

/// Consecutive periods.
fn any_sequence() -> impl Strategy<Value = Vec<MauPeriod>> {
    let figures = prop::collection::vec((any_used(), any_total()), 0..400);
    (usual_day(), 1_u64..400, figures).prop_map(|(first, length, figures)| {
        let start = |index: usize| first + Days::new(length * index as u64);
        let period = |(index, (used, total))| MauPeriod {
            start: start(index),
            end: start(index + 1),
            used,
            total,
        };
        figures.into_iter().enumerate().map(period).collect()
    })
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        20 => usual_day(),
        1 => Just(NaiveDate::MIN),
        1 => Just(NaiveDate::MAX),
    ]
}

fn usual_day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    (0_u64..4_000).prop_map(move |days| first + Days::new(days))
}

fn any_used() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        6 => any_number().prop_map(Quantity::Known),
        1 => Just(Quantity::NotReported(Some("raw <text>".to_owned()))),
    ]
}

fn any_total() -> impl Strategy<Value = Allowance> {
    prop_oneof![
        6 => any_number().prop_map(Allowance::Limited),
        1 => Just(Allowance::Unlimited),
        1 => Just(Allowance::NotReported(Some("raw ]]>".to_owned()))),
    ]
}

fn any_number() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        8 => (0_u32..20_000).prop_map(Decimal::from),
        1 => any::<u64>().prop_map(Decimal::from),
        1 => (0_i64..1_000, 0_u32..28).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        1 => Just(Decimal::MAX),
        1 => Just(Decimal::MIN),
    ]
}
