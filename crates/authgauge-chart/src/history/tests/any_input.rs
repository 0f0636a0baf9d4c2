//! Properties of charts of arbitrary input.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;
use rust_decimal::Decimal;

use super::super::scene::Scene;
use super::super::{HistoryInput, draw_history};
use crate::mau::tests::{extent, within};
use crate::output::{ChartTheme, PlotArea};
use authgauge_core::forecast::{DayEnd, Forecast};
use authgauge_core::history::{DaySummary, MarkedDay};
use authgauge_core::language::WordsLanguage;

proptest! {
    #[test]
    fn all_points_are_finite_and_within_the_plot(chart in any_chart()) {
        let scene = Scene::of(&chart.input());
        let plot = scene.frame.plot;
        for (x, y) in points(&scene) {
            prop_assert!(x.is_finite() && y.is_finite());
            let point = PlotArea { x, y, width: 0.0, height: 0.0 };
            prop_assert!(within(point, plot), "{x} {y} {plot:?}");
        }
        for point in &scene.points {
            prop_assert!(within(point.area, plot), "{:?} {plot:?}", point.area);
            prop_assert!(point.area.width > 0.0);
        }
        for (one, next) in scene.points.iter().zip(scene.points.iter().skip(1)) {
            prop_assert!(one.area.x + one.area.width <= next.area.x + 0.001);
        }
    }

    #[test]
    fn labels_do_not_overlap_and_are_not_cut_off(chart in any_chart()) {
        let frame = Scene::of(&chart.input()).frame;
        for (index, label) in frame.labels.iter().enumerate() {
            let (left, right) = extent(label);
            prop_assert!(left >= -0.01 && right <= f64::from(frame.width) + 0.01, "{label:?}");
            prop_assert!(label.y >= 5.0 && label.y <= f64::from(frame.height) - 5.0, "{label:?}");
            for other in frame.labels.iter().skip(index + 1) {
                let (other_left, other_right) = extent(other);
                let apart = other_right <= left || right <= other_left;
                prop_assert!(apart || (label.y - other.y).abs() >= 11.0, "{label:?} {other:?}");
            }
        }
    }

    #[test]
    fn each_visible_day_has_a_point(chart in any_chart()) {
        prop_assume!(chart.from <= chart.today && chart.today < NaiveDate::MAX);
        let drawn = draw_history(&chart.input());
        let range = chart.from..=chart.today;
        let visible = chart.days.iter().filter(|known| range.contains(&known.summary.day));
        let mut visible: Vec<NaiveDate> = visible.map(|known| known.summary.day).collect();
        visible.sort();
        visible.dedup();
        let pointed = drawn.points.iter().map(|point| chart.days[point.day_index as usize].summary.day);
        prop_assert_eq!(pointed.collect::<Vec<_>>(), visible);
    }
}

proptest! {
    // Rendering and parsing documents is slow.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn svg_is_well_formed(chart in any_chart()) {
        prop_assert!(Document::parse(&draw_history(&chart.input()).svg).is_ok());
    }
}

/// All points that are drawn in the plot.
fn points(scene: &Scene) -> Vec<(f64, f64)> {
    let ahead = &scene.forecast;
    let crossing = ahead.crossing.iter().flat_map(|crossing| {
        let likely = crossing.likely.map(|(x, _)| (x, crossing.y));
        [(crossing.from, crossing.y), (crossing.to, crossing.y)]
            .into_iter()
            .chain(likely)
    });
    let pieces = scene
        .segments
        .iter()
        .flat_map(|piece| piece.line.iter().chain(&piece.spread));
    let peaks = scene
        .peaks
        .iter()
        .flat_map(|peak| [(peak.x, peak.top), (peak.x, peak.bottom)]);
    let total = scene
        .total
        .runs
        .iter()
        .flatten()
        .chain(&scene.total.changes);
    let bands = ahead
        .bands
        .iter()
        .flat_map(|band| band.high.iter().chain(&band.low));
    let ahead = bands.chain(ahead.likely.iter().flatten());
    let foot = scene.frame.plot.y + scene.frame.plot.height;
    let base = scene
        .resets
        .iter()
        .chain(&scene.forecast_start)
        .map(|x| (*x, foot));
    pieces
        .chain(total)
        .chain(ahead)
        .copied()
        .chain(crossing)
        .chain(peaks)
        .chain(base)
        .collect()
}

#[derive(Debug, Clone)]
struct AnyChart {
    days: Vec<MarkedDay>,
    forecast: Option<Forecast>,
    from: NaiveDate,
    today: NaiveDate,
    language: WordsLanguage,
    size: (u32, u32),
}

impl AnyChart {
    fn input(&self) -> HistoryInput<'_> {
        HistoryInput {
            days: &self.days,
            forecast: self.forecast.as_ref(),
            from: self.from,
            today: self.today,
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
        days in prop_oneof![any_days(), any_sequence()],
        (from, today) in prop_oneof![
            3 => usual_day().prop_flat_map(|today| (0_u64..400).prop_map(move |days| (today - Days::new(days), today))),
            1 => (any_day(), any_day()),
        ],
        with_forecast in any::<bool>(),
        language in prop_oneof![Just(WordsLanguage::En), Just(WordsLanguage::Zh)],
        size in (prop_oneof![0_u32..5_000, Just(u32::MAX)], prop_oneof![0_u32..2_500, Just(u32::MAX)]),
    ) -> AnyChart {
        let forecast = with_forecast.then(|| forecast(&days)).flatten();
        AnyChart { days, forecast, from, today, language, size }
    }
}

fn forecast(days: &[MarkedDay]) -> Option<Forecast> {
    use rust_decimal::prelude::ToPrimitive as _;
    let end =
        |known: &MarkedDay| DayEnd::whole(known.summary.day, known.summary.last.to_f64().unwrap());
    let mut ends: Vec<DayEnd> = days.iter().map(end).collect();
    ends.sort_by_key(|end| end.day);
    ends.dedup_by_key(|end| end.day);
    // A forecast stores one number for each day of the history.
    let usual = |end: &DayEnd| (2000..2100).contains(&chrono::Datelike::year(&end.day));
    ends.iter()
        .all(usual)
        .then(|| Forecast::from(&ends, None))
        .flatten()
}

fn any_days() -> impl Strategy<Value = Vec<MarkedDay>> {
    prop::collection::vec((any_day(), any_known()), 0..40).prop_map(|days| {
        days.into_iter()
            .map(|(day, known)| on(day, known))
            .collect()
    })
}

/// Consecutive days.
fn any_sequence() -> impl Strategy<Value = Vec<MarkedDay>> {
    let known = prop::collection::vec(any_known(), 0..400);
    (usual_day(), known).prop_map(|(last, known)| {
        let first = last - Days::new(known.len() as u64);
        first
            .iter_days()
            .zip(known)
            .map(|(day, known)| on(day, known))
            .collect()
    })
}

fn on(day: NaiveDate, mut known: MarkedDay) -> MarkedDay {
    known.summary.day = day;
    known
}

prop_compose! {
    fn any_known()(
        (first, last, least, most) in (any_number(), any_number(), any_number(), any_number()),
        total in prop::option::weighted(0.8, prop_oneof![4 => Just(Decimal::from(12_000)), 1 => any_number()]),
        (reset, total_changed) in (prop::bool::weighted(0.05), prop::bool::weighted(0.05)),
    ) -> MarkedDay {
        let summary = DaySummary { day: NaiveDate::MIN, first, last, least, most, total };
        MarkedDay { summary, reset, total_changed }
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        20 => usual_day(),
        1 => Just(NaiveDate::MIN),
        1 => Just(NaiveDate::MAX),
    ]
}

fn usual_day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    (0_u64..800).prop_map(move |days| first + Days::new(days))
}

fn any_number() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        8 => (0_u32..20_000).prop_map(Decimal::from),
        1 => any::<i64>().prop_map(Decimal::from),
        1 => (0_i64..1_000, 0_u32..28).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        1 => Just(Decimal::MAX),
        1 => Just(Decimal::MIN),
    ]
}
