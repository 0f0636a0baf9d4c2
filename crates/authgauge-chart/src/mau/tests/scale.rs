//! The value axis and the sizes.

use super::super::draw;
use super::super::scene::Scene;
use super::{day, months, scene, texts, year};

#[test]
fn use_above_the_total_exceeds_its_line() {
    let scene = scene(&months(&[(5_120, 5_000), (9_000, 8_000)]));
    let bar = &scene.bars[1];
    let line = scene.lines[0].runs[0].last().unwrap().1;
    assert!(bar.area.y + 5.0 < line, "{} {line}", bar.area.y);
    assert!(bar.area.y > scene.frame.plot.y, "not cut off");
}

#[test]
fn value_axis_covers_use_and_total() {
    let scene = scene(&months(&[(4_210, 5_000), (8_120, 10_000)]));
    assert!(texts(&scene).starts_with(&["0", "4,000", "8,000", "12,000"]));
    assert!(scene.lines[0].runs[0].last().unwrap().1 > scene.frame.plot.y);
}

#[test]
fn much_larger_total_is_off_scale() {
    let scene = scene(&months(&[
        (300, 1_000_000),
        (400, 2_500_000),
        (420, 2_500_000),
    ]));
    let tallest = scene
        .bars
        .iter()
        .map(|bar| bar.area.height)
        .fold(0.0, f64::max);
    assert!(tallest > scene.frame.plot.height / 2.0, "{tallest}");
    let line = scene.lines[0].runs[0].last().unwrap().1;
    assert!(
        line < scene
            .frame
            .grid
            .iter()
            .copied()
            .fold(f64::INFINITY, f64::min),
        "above the axis"
    );
    assert!(texts(&scene).contains(&"↑ 1M") && texts(&scene).contains(&"↑ 2.5M"));
}

#[test]
fn off_scale_total_does_not_move_the_others() {
    let scene = scene(&months(&[(8_000, 10_000), (8_100, 1_000_000_000)]));
    let run = &scene.lines[0].runs[0];
    assert!(run[0].1 > scene.frame.plot.y + 20.0 && run[0].1 < scene.bars[0].area.y);
    assert!(texts(&scene).contains(&"↑ 1B"));
}

#[test]
fn sizes_are_clamped() {
    let periods = months(&[(1, 2)]);
    for (requested, expected) in [((0, 0), (240, 120)), ((u32::MAX, u32::MAX), (4_000, 2_000))] {
        let mut input = year(&periods);
        (input.width, input.height) = requested;
        let chart = draw(&input);
        assert_eq!((chart.width, chart.height), expected);
        assert!(chart.plot.width > 0.0 && chart.plot.height > 0.0);
    }
}

#[test]
fn range_without_days_is_one_day_long() {
    let periods = months(&[(1, 2)]);
    let mut input = year(&periods);
    (input.from, input.to) = (day(2026, 11, 3), day(2026, 1, 1));
    assert_eq!(Scene::of(&input).bars.len(), 1);
}

#[test]
fn years_are_labelled_where_they_change() {
    let across = scene(&months(&[(1, 2); 12]));
    assert!(texts(&across).ends_with(&["2026", "2025"]));
    let periods = months(&[(1, 2); 6]);
    let mut input = year(&periods);
    input.from = day(2026, 6, 1);
    // The first has its year also where none changes.
    assert!(texts(&Scene::of(&input)).ends_with(&["Oct", "Nov", "2026"]));
}

#[test]
fn running_period_has_its_figure_and_the_estimate_on_top() {
    let periods = months(&[(7_500, 10_000), (8_120, 10_000)]);
    let mut input = year(&periods);
    input.estimate = Some(8_600.0);
    let estimated = Scene::of(&input);
    let running = estimated.running.unwrap();
    let bar = &estimated.bars[1];
    let area = running.estimate.unwrap();
    assert_eq!((area.x, area.width), (bar.area.x, bar.area.width));
    assert_eq!(area.bottom(), bar.area.y);
    let figure = running.figure.unwrap();
    assert_eq!(figure.text, "8,120");
    assert!(running.in_bar && figure.y > bar.area.y);
    assert_eq!(running.about.unwrap().text, "about 8,600");

    // An estimate below what is used already says nothing.
    input.estimate = Some(8_000.0);
    let running = Scene::of(&input).running.unwrap();
    assert_eq!((running.estimate, running.about), (None, None));
}

#[test]
fn running_period_without_numbers_keeps_its_estimate() {
    let periods = months(&[(7_500, 10_000), (8_120, 10_000)]);
    let mut input = year(&periods);
    (input.estimate, input.numbers) = (Some(8_600.0), false);
    let running = Scene::of(&input).running.unwrap();
    assert!(running.estimate.is_some());
    assert_eq!((running.figure, running.about), (None, None));
}

#[test]
fn figure_is_not_crossed_by_the_line_of_the_total() {
    let scene = scene(&months(&[(51_000, 50_000), (53_806, 50_000)]));
    let bar = &scene.bars[1];
    let total = bar.exceeded.unwrap();
    assert!(total < bar.area.y + 18.0, "the line is near the bar's top");
    let figure = scene.running.unwrap().figure.unwrap();
    assert!(figure.y - total >= 10.0, "{} {total}", figure.y);
}

#[test]
fn figure_of_a_low_bar_is_above_it() {
    let scene = scene(&months(&[(9_000, 10_000), (40, 10_000)]));
    let running = scene.running.unwrap();
    assert!(!running.in_bar);
    assert!(running.figure.unwrap().y < scene.bars[1].area.y);
}

#[test]
fn part_above_the_total_is_red() {
    let count = |figures: &[(u32, u32)], colour: &str| {
        let svg = draw(&year(&months(figures))).svg;
        svg.matches(&format!("fill=\"{colour}\"")).count()
    };
    let (past, running) = ("#DB9393", "#B82727");
    assert_eq!(count(&[(5_120, 5_000), (900, 8_000)], past), 1);
    assert_eq!(count(&[(5_120, 5_000), (9_000, 8_000)], running), 1);
    assert_eq!(count(&[(5_000, 5_000), (900, 8_000)], past), 0);
}

#[test]
fn scene_of_twelve_months() {
    let used = [
        4_210, 4_470, 4_620, 5_120, 5_380, 5_890, 6_230, 6_310, 6_890, 7_340, 7_790, 8_120,
    ];
    let total = |index| match index {
        0..4 => 5_000,
        4..10 => 8_000,
        _ => 10_000,
    };
    let figures: Vec<_> = used
        .into_iter()
        .enumerate()
        .map(|(index, used)| (used, total(index)))
        .collect();
    insta::assert_debug_snapshot!(scene(&months(&figures)));
}
