//! Each thing that a history may hold.

use chrono::Days;
use rust_decimal::Decimal;

use super::super::draw_history;
use super::super::scene::Scene;
use super::{TODAY, ago, days_of, forecast, known, marked, month, scene, steady};
use crate::frame::Label;
use authgauge_core::history::{DaySummary, MarkedDay};

fn texts(scene: &Scene) -> Vec<&str> {
    let labels = &scene.frame.labels;
    labels
        .iter()
        .map(|Label { text, .. }| text.as_str())
        .collect()
}

#[test]
fn nothing_known_leaves_a_baseline_and_a_calendar() {
    let scene = scene(&[]);
    assert!(scene.segments.is_empty() && scene.points.is_empty() && scene.total.runs.is_empty());
    assert_eq!(scene.frame.grid.len(), 1);
    assert!(texts(&scene).starts_with(&["0", "23 Oct"]));
}

#[test]
fn one_day_is_one_dot_at_its_place() {
    let days = marked(&[known(TODAY, 50, Some(100))]);
    let scene = scene(&days);
    assert_eq!(scene.segments.len(), 1);
    let (x, y) = scene.segments[0].line[0];
    let area = scene.points[0].area;
    assert_eq!((x, y), (area.x + area.width / 2.0, scene.points[0].y));
    let right = scene.frame.plot.x + scene.frame.plot.width;
    assert!(
        (area.x + area.width - right).abs() < 0.001,
        "today is the last"
    );
    assert!(scene.segments[0].spread.is_empty());
}

#[test]
fn the_line_is_broken_where_readings_are_missing_and_the_total_is_not() {
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
fn a_total_that_changed_in_a_gap_leaves_it_open_when() {
    let mut days = steady(10, Some(4_000));
    days.extend((0..5).map(|day| known(ago(20 - day), 10, Some(8_000))));
    days.sort_by_key(|day| day.day);
    let scene = scene(&marked(&days));
    assert_eq!(scene.total.runs.len(), 2);
    assert_eq!(scene.total.changes.len(), 1);
    assert_eq!(scene.total.changes[0], scene.total.runs[1][0]);
}

#[test]
fn a_changed_total_is_a_step_with_a_mark() {
    let mut days = steady(30, Some(4_000));
    days[12..]
        .iter_mut()
        .for_each(|day| day.total = Some(8_000.into()));
    let scene = scene(&marked(&days));
    assert_eq!(scene.total.runs.len(), 1);
    let run = &scene.total.runs[0];
    assert_eq!(run.len(), 4);
    assert_eq!(scene.total.changes, [run[2]]);
    assert!(run[2].1 < run[1].1, "more is higher");
}

#[test]
fn a_limit_that_went_is_marked_where_it_was() {
    let mut days = steady(30, Some(4_000));
    days[12..].iter_mut().for_each(|day| day.total = None);
    let scene = scene(&marked(&days));
    let run = &scene.total.runs[0];
    assert_eq!(scene.total.changes, [run[1]]);
}

#[test]
fn counting_anew_breaks_the_line_and_keeps_the_peak() {
    let mut days = days_of((0..30).map(|day| day % 20 * 100), Some(4_000));
    days[20].most = 1_950.into();
    let marked = MarkedDay::mark(&days, &[days[20].day]);
    let scene = scene(&marked);
    assert_eq!(scene.segments.len(), 2);
    assert_eq!(scene.resets, [scene.segments[1].line[0].0]);
    assert_eq!(scene.peaks.len(), 1);
    assert!(
        scene.peaks[0].top < scene.segments[0].line[19].1,
        "above the day before"
    );
    assert!(
        scene.segments[1].spread.is_empty(),
        "no slope from the peak to the next day"
    );
}

#[test]
fn a_days_least_and_most_are_around_its_last() {
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
fn used_above_total_sticks_out_above_the_line() {
    let days = marked(&days_of((0..30).map(|day| 3_000 + day * 100), Some(4_000)));
    let scene = scene(&days);
    assert!(scene.points[29].y < scene.total.runs[0][0].1);
    assert!(scene.points[29].y > scene.frame.plot.y, "and is not cut");
}

#[test]
fn a_total_that_dwarfs_what_is_used_is_named_above_the_axis() {
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
fn nothing_used_of_nothing_is_a_line_on_the_ground() {
    let scene = scene(&marked(&days_of([0; 30], Some(0))));
    let foot = scene.frame.plot.y + scene.frame.plot.height;
    assert!(scene.segments[0].line.iter().all(|point| point.1 == foot));
}

#[test]
fn less_than_nothing_is_drawn_as_nothing_and_huge_is_no_trouble() {
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
fn what_is_ahead_takes_three_tenths_and_begins_at_the_last_day() {
    let days = steady(30, Some(8_000));
    let (marked, forecast) = (marked(&days), forecast(&days));
    let mut input = month(&marked);
    input.forecast = forecast.as_ref();
    let scene = Scene::of(&input);
    let plot = scene.frame.plot;
    let ahead = plot.x + plot.width - scene.points[29].area.x - scene.points[29].area.width;
    assert!(
        (0.25..0.35).contains(&(ahead / plot.width)),
        "{}",
        ahead / plot.width
    );
    let now = *scene.segments[0].line.last().unwrap();
    assert_eq!(scene.forecast.likely[0][0], now);
    assert_eq!(scene.forecast_start, Some(now.0));
    assert!(scene.forecast.bands[0].high.len() > 10);
}

#[test]
fn where_the_forecast_reaches_the_total_is_marked_with_its_day() {
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
fn nothing_is_ahead_of_what_is_not_known() {
    let days = steady(90, Some(80_000));
    let forecast = forecast(&days);
    let mut input = month(&[]);
    input.forecast = forecast.as_ref();
    let drawn = Scene::of(&input);
    assert!(drawn.forecast.bands.is_empty() && drawn.forecast_start.is_none());
    assert!(draw_history(&input).points.is_empty());
}

#[test]
fn a_forecast_from_old_figures_begins_where_they_end() {
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
fn a_benefit_that_begins_anew_each_month_does_so_ahead_too() {
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
fn days_outside_the_range_are_left_out() {
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
fn the_last_days_dot_has_room_in_a_year_too() {
    let days = marked(&[known(TODAY, 5, None)]);
    let mut input = month(&days);
    input.from = ago(364);
    let scene = Scene::of(&input);
    let right = scene.frame.plot.x + scene.frame.plot.width;
    assert!(right - scene.segments[0].line[0].0 > 5.0);
}
