//! The elements of a history chart.

use chrono::Days;
use rust_decimal::Decimal;

use super::super::scene::Scene;
use super::super::{HistoryInput, draw_history};
use super::{TODAY, ago, days_of, forecast, known, marked, month, scene, steady};
use crate::frame::Label;
use authgauge_core::forecast::{DayEnd, Forecast};
use authgauge_core::history::{DaySummary, MarkedDay};

fn texts(scene: &Scene) -> Vec<&str> {
    let labels = &scene.frame.labels;
    labels
        .iter()
        .map(|Label { text, .. }| text.as_str())
        .collect()
}

#[test]
fn chart_without_days_has_baseline_and_time_axis() {
    let scene = scene(&[]);
    assert!(scene.segments.is_empty() && scene.points.is_empty() && scene.total.runs.is_empty());
    assert_eq!(scene.frame.grid.len(), 1);
    assert!(texts(&scene).starts_with(&["0", "23 Oct"]));
}

#[test]
fn single_day_is_a_dot() {
    let days = marked(&[known(TODAY, 50, Some(100))]);
    let scene = scene(&days);
    assert_eq!(scene.segments.len(), 1);
    let (x, y) = scene.segments[0].line[0];
    let area = scene.points[0].area;
    assert_eq!((x, y), (area.x + area.width / 2.0, scene.points[0].y));
    let right = scene.frame.plot.x + scene.frame.plot.width;
    assert!(
        (area.x + area.width - right).abs() < 0.001,
        "today is the last day"
    );
    assert!(scene.segments[0].spread.is_empty());
}

#[test]
fn missing_days_interrupt_the_line_but_not_the_total() {
    let mut days = steady(30, Some(4_000));
    days.drain(10..14);
    let scene = scene(&marked(&days));
    let lengths: Vec<_> = scene
        .segments
        .iter()
        .map(|piece| piece.line.len())
        .collect();
    assert_eq!(lengths, [10, 16]);
    assert_eq!(scene.total.runs.len(), 1);
    assert!(scene.total.changes.is_empty());
}

#[test]
fn total_that_changed_in_a_gap_is_interrupted() {
    let mut days = steady(10, Some(4_000));
    days.extend((0..5).map(|day| known(ago(20 - day), 10, Some(8_000))));
    days.sort_by_key(|day| day.day);
    let scene = scene(&marked(&days));
    assert_eq!(scene.total.runs.len(), 2);
    assert_eq!(scene.total.changes.len(), 1);
    assert_eq!(scene.total.changes[0], scene.total.runs[1][0]);
}

#[test]
fn changed_total_is_a_marked_step() {
    let mut days = steady(30, Some(4_000));
    days[12..]
        .iter_mut()
        .for_each(|day| day.total = Some(8_000.into()));
    let scene = scene(&marked(&days));
    assert_eq!(scene.total.runs.len(), 1);
    let run = &scene.total.runs[0];
    assert_eq!(run.len(), 4);
    assert_eq!(scene.total.changes, [run[2]]);
    assert!(run[2].1 < run[1].1, "a larger total is higher");
}

#[test]
fn removed_limit_is_marked_on_the_old_total() {
    let mut days = steady(30, Some(4_000));
    days[12..].iter_mut().for_each(|day| day.total = None);
    let scene = scene(&marked(&days));
    let run = &scene.total.runs[0];
    assert_eq!(scene.total.changes, [run[1]]);
}

#[test]
fn reset_interrupts_the_line_and_keeps_the_peak() {
    let mut days = days_of((0..30).map(|day| day % 20 * 100), Some(4_000));
    days[20].most = 1_950.into();
    let marked = MarkedDay::mark(&days, &[days[20].day]);
    let scene = scene(&marked);
    assert_eq!(scene.segments.len(), 2);
    assert_eq!(scene.resets, [scene.segments[1].line[0].0]);
    assert_eq!(scene.peaks.len(), 1);
    assert!(
        scene.peaks[0].top < scene.segments[0].line[19].1,
        "above the previous day"
    );
    assert!(
        scene.segments[1].spread.is_empty(),
        "no range from the peak to the next day"
    );
}

#[test]
fn daily_range_surrounds_the_line() {
    let mut days = steady(30, Some(4_000));
    for day in &mut days {
        day.most += Decimal::from(300);
        day.least -= Decimal::from(200);
    }
    let scene = scene(&marked(&days));
    let piece = &scene.segments[0];
    assert_eq!(piece.spread.len(), 60);
    let (above, below) = (piece.spread[9], piece.spread[50]);
    assert_eq!(above.0, below.0);
    assert!(above.1 < piece.line[9].1 && below.1 > piece.line[9].1);
}

#[test]
fn use_above_the_total_exceeds_its_line() {
    let days = marked(&days_of((0..30).map(|day| 3_000 + day * 100), Some(4_000)));
    let scene = scene(&days);
    assert!(scene.points[29].y < scene.total.runs[0][0].1);
    assert!(scene.points[29].y > scene.frame.plot.y, "not cut off");
}

#[test]
fn much_larger_total_is_labelled_above_the_axis() {
    let scene = scene(&marked(&steady(30, Some(2_500_000))));
    assert!(texts(&scene).contains(&"↑ 2.5M"));
    let highest = scene
        .frame
        .grid
        .iter()
        .copied()
        .fold(f64::INFINITY, f64::min);
    assert!(scene.total.runs[0][0].1 < highest);
    assert!(scene.points[29].y < scene.frame.plot.y + scene.frame.plot.height / 2.0);
}

#[test]
fn zero_of_zero_is_a_line_on_the_baseline() {
    let scene = scene(&marked(&days_of([0; 30], Some(0))));
    let foot = scene.frame.plot.y + scene.frame.plot.height;
    assert!(scene.segments[0].line.iter().all(|point| point.1 == foot));
}

#[test]
fn negative_and_largest_figures_stay_within_the_plot() {
    let huge = |used| DaySummary {
        last: used,
        least: Decimal::MIN,
        most: Decimal::MAX,
        total: Some(Decimal::MAX),
        ..known(ago(1), 0, None)
    };
    let days = [
        huge(Decimal::MIN),
        DaySummary {
            day: TODAY,
            ..huge(Decimal::MAX)
        },
    ];
    let scene = scene(&marked(&days));
    let foot = scene.frame.plot.y + scene.frame.plot.height;
    assert_eq!(scene.points[0].y, foot);
    assert!(scene.points[1].y < foot && scene.points[1].y >= scene.frame.plot.y);
}

#[test]
fn forecast_takes_three_tenths_of_the_width() {
    let days = steady(30, Some(8_000));
    let (marked, forecast) = (marked(&days), forecast(&days));
    let mut input = month(&marked);
    input.forecast = forecast.as_ref();
    let scene = Scene::of(&input);
    let plot = scene.frame.plot;
    let forecast_width =
        plot.x + plot.width - scene.points[29].area.x - scene.points[29].area.width;
    assert!(
        (0.25..0.35).contains(&(forecast_width / plot.width)),
        "{}",
        forecast_width / plot.width
    );
    let last = *scene.segments[0].line.last().unwrap();
    assert_eq!(scene.forecast.likely[0][0], last);
    assert_eq!(scene.forecast_start, Some(last.0));
    assert!(scene.forecast.bands[0].high.len() > 10);
}

#[test]
fn crossing_is_marked_with_its_date() {
    let days = steady(30, Some(3_500));
    let (marked, forecast) = (marked(&days), forecast(&days));
    let mut input = month(&marked);
    input.forecast = forecast.as_ref();
    let scene = Scene::of(&input);
    let crossing = scene.forecast.crossing.as_ref().unwrap();
    let (x, day) = crossing.likely.unwrap();
    assert_eq!(day, TODAY + Days::new(6));
    assert!(crossing.from <= x && x <= crossing.to);
    assert_eq!(crossing.y, scene.total.runs[0][0].1);
    assert!(texts(&scene).contains(&"27 Nov"));
}

#[test]
fn forecast_without_days_is_not_drawn() {
    let days = steady(90, Some(80_000));
    let forecast = forecast(&days);
    let mut input = month(&[]);
    input.forecast = forecast.as_ref();
    let scene = Scene::of(&input);
    assert!(scene.forecast.bands.is_empty() && scene.forecast_start.is_none());
    assert!(draw_history(&input).points.is_empty());
}

#[test]
fn forecast_starts_at_the_last_known_day() {
    let mut days = steady(30, Some(8_000));
    days.truncate(25);
    let (marked, forecast) = (marked(&days), forecast(&days));
    let mut input = month(&marked);
    input.forecast = forecast.as_ref();
    let scene = Scene::of(&input);
    assert_eq!(
        scene.forecast.likely[0][0],
        *scene.segments[0].line.last().unwrap()
    );
    let right = scene.frame.plot.x + scene.frame.plot.width;
    let last = scene.forecast.likely[0].last().unwrap();
    assert!(
        (right - last.0) < scene.points[0].area.width,
        "up to the right edge"
    );
}

#[test]
fn seasonal_forecast_is_interrupted_at_the_reset() {
    let days = days_of((0..90).map(|day| (day + 4) % 30 * 100), Some(4_000));
    let (marked, forecast) = (marked(&days), forecast(&days));
    let mut input = month(&marked);
    input.from = ago(89);
    input.forecast = forecast.as_ref();
    let scene = Scene::of(&input);
    assert_eq!(
        scene.forecast.likely.len(),
        2,
        "{:?}",
        scene.forecast.likely
    );
    assert!(scene.forecast.crossing.is_none());
}

#[test]
fn days_outside_the_range_are_omitted() {
    let days = [
        known(ago(30), 5, None),
        known(ago(29), 6, None),
        known(TODAY + Days::new(1), 7, None),
    ];
    let drawn = draw_history(&month(&marked(&days)));
    let indexes: Vec<_> = drawn.points.iter().map(|point| point.day_index).collect();
    assert_eq!(indexes, [1]);
}

#[test]
fn last_dot_is_not_cut_off_in_a_long_range() {
    let days = marked(&[known(TODAY, 5, None)]);
    let mut input = month(&days);
    input.from = ago(364);
    let scene = Scene::of(&input);
    let right = scene.frame.plot.x + scene.frame.plot.width;
    assert!(right - scene.segments[0].line[0].0 > 5.0);
}

#[test]
fn a_chart_without_numbers_keeps_its_days() {
    let days = marked(&steady(30, Some(4_000)));
    let with_numbers = month(&days);
    let without = HistoryInput {
        numbers: false,
        ..with_numbers
    };
    let (shown, hidden) = (Scene::of(&with_numbers), Scene::of(&without));
    let numbers = hidden.frame.grid.len();
    assert_eq!(texts(&shown)[numbers..], texts(&hidden)[..]);
    assert!(numbers > 2 && texts(&hidden).len() > 2);
}

#[test]
fn every_day_ahead_can_be_read() {
    let days = steady(30, Some(5_000));
    let forecast = forecast(&days).unwrap();
    let marked = marked(&days);
    let mut input = month(&marked);
    input.forecast = Some(&forecast);
    let chart = super::super::draw_history(&input);
    let (first, last) = (chart.ahead[0], chart.ahead.last().unwrap());
    assert_eq!(first.day, TODAY + Days::new(1));
    assert_eq!(first.likely, forecast.after(1).likely.round());
    assert!(first.low <= first.likely && first.likely <= first.high);
    assert!((last.area.x + last.area.width - chart.plot.right()).abs() < 0.01);
    let known = chart.points.last().unwrap();
    assert!((known.area.x + known.area.width - first.area.x).abs() < 0.01);
}

#[test]
fn days_without_are_hatched_until_the_next_reset_or_the_edge() {
    // 100 a day: 3,000 are used up on the second day ahead.
    let days = steady(30, Some(3_100));
    let ends: Vec<DayEnd> = (0..30)
        .map(|day| DayEnd::whole(ago(29 - day), day as f64 * 100.0))
        .collect();
    let marked = marked(&days);
    let scene = |running| {
        let forecast = Forecast::from(&ends, running).unwrap();
        let mut input = month(&marked);
        input.forecast = Some(&forecast);
        Scene::of(&input)
    };
    let unknown = scene(Some(ago(29)..TODAY + Days::new(365)));
    let dry = unknown.forecast.dry.unwrap();
    assert_eq!(dry.x, unknown.forecast.crossing.unwrap().likely.unwrap().0);
    assert!((dry.right() - unknown.frame.plot.right()).abs() < 0.01);
    assert_eq!(unknown.forecast.next_crossing, None);

    let reset = TODAY + Days::new(8);
    let known = scene(Some(ago(29)..reset));
    let until = known.forecast.dry.unwrap().right();
    let point = known
        .forecast
        .points
        .iter()
        .find(|point| point.day == reset);
    assert!((until - point.unwrap().area.x).abs() < 0.01);
}
