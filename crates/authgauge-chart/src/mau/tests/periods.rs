//! Periods.

use genauth::{Allowance, Quantity};

use super::super::draw;
use super::{day, months, period, scene, texts, year};

#[test]
fn bar_width_is_proportional_to_the_period() {
    let periods = [
        period(day(2026, 1, 1), day(2026, 4, 1), 9, 10),
        period(day(2026, 4, 1), day(2026, 5, 1), 9, 10),
    ];
    let scene = scene(&periods);
    let [quarter, month] = [&scene.bars[0], &scene.bars[1]].map(|bar| bar.area.width + 14.0);
    assert!((quarter / month - 3.0).abs() < 0.1, "{quarter} {month}");
}

#[test]
fn running_is_the_period_with_today() {
    let chart = draw(&year(&months(&[(1, 9), (2, 9), (3, 9)])));
    assert_eq!(
        chart.bars.iter().map(|bar| bar.running).collect::<Vec<_>>(),
        [false, false, true]
    );
    let last = &chart.bars[2];
    assert_eq!(
        (last.first_day, last.last_day),
        (day(2026, 11, 1), day(2026, 11, 30))
    );
    assert!(chart.svg.contains("#3B5BDB"), "accent colour");
}

#[test]
fn end_day_is_exclusive() {
    let periods = months(&[(1, 9), (2, 9)]);
    let mut input = year(&periods);
    input.today = day(2026, 11, 1);
    let running: Vec<_> = draw(&input).bars.iter().map(|bar| bar.running).collect();
    assert_eq!(running, [false, true]);
}

#[test]
fn chart_without_periods_has_baseline_and_time_axis() {
    let scene = scene(&[]);
    assert!(scene.bars.is_empty() && scene.lines.is_empty());
    assert_eq!(scene.frame.grid.len(), 1);
    assert!(texts(&scene).starts_with(&["0", "Dec", "Jan", "Feb"]));
    assert_eq!(scene.frame.marks.len(), 12);
}

#[test]
fn periods_outside_the_range_are_omitted() {
    let outside = [
        period(day(2025, 11, 1), day(2025, 12, 1), 1, 9),
        period(day(2026, 12, 1), day(2027, 1, 1), 1, 9),
    ];
    assert!(scene(&outside).bars.is_empty());
}

#[test]
fn longer_period_is_cut_at_both_edges() {
    let scene = scene(&[period(day(2025, 9, 1), day(2027, 9, 1), 61_200, 100_000)]);
    let bar = &scene.bars[0];
    assert!(bar.cut_left && bar.cut_right);
    assert_eq!(
        (bar.area.x, bar.area.width),
        (scene.frame.plot.x, scene.frame.plot.width)
    );
    assert!(texts(&scene).contains(&"Sep 2025 – Aug 2027"));
}

#[test]
fn year_is_drawn_behind_its_months() {
    let mut periods = vec![period(day(2026, 1, 1), day(2027, 1, 1), 90, 120)];
    periods.extend(months(&[(9, 12); 11]));
    let scene = scene(&periods);
    let behind: Vec<_> = scene.bars.iter().map(|bar| bar.behind).collect();
    assert_eq!(behind[0..3], [true, false, false]);
    let charted = draw(&year(&periods)).bars;
    assert_eq!(
        charted[0].last_day,
        day(2026, 12, 31),
        "longer period first"
    );
    assert_eq!(charted[1].last_day, day(2026, 1, 31));
    // One line for the year and one for the months.
    assert_eq!(
        scene
            .lines
            .iter()
            .map(|line| line.behind)
            .collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn lower_of_two_equal_periods_is_in_front() {
    let (start, end) = (day(2026, 5, 1), day(2026, 6, 1));
    let scene = scene(&[period(start, end, 3, 9), period(start, end, 5, 9)]);
    let seen: Vec<_> = scene
        .bars
        .iter()
        .map(|bar| (bar.used == known("5"), bar.behind))
        .collect();
    assert_eq!(seen, [(true, true), (false, false)]);
}

#[test]
fn neighbours_sharing_a_day_do_not_overlap() {
    let scene = scene(&[
        period(day(2026, 5, 1), day(2026, 6, 2), 3, 9),
        period(day(2026, 6, 1), day(2026, 7, 2), 3, 9),
    ]);
    assert!(scene.bars.iter().all(|bar| !bar.behind));
    assert_eq!(scene.lines.len(), 1);
    assert_eq!(scene.lines[0].runs.len(), 1);
}

#[test]
fn period_with_equal_start_and_end_is_one_day_long() {
    let start = day(2026, 11, 5);
    for end in [start, day(2026, 11, 6)] {
        let chart = draw(&year(&[period(start, end, 3, 9)]));
        let bar = &chart.bars[0];
        assert_eq!((bar.first_day, bar.last_day), (start, start));
        assert!(
            bar.area.width >= 0.5 && bar.area.width < 4.0,
            "{:?}",
            bar.area
        );
    }
}

#[test]
fn unreported_use_has_height_0_and_hatching() {
    let mut periods = months(&[(5, 9), (5, 9), (5, 9)]);
    periods[1].used = Quantity::NotReported(Some("<script>n/a</script>".to_owned()));
    let chart = draw(&year(&periods));
    assert!(chart.bars[0].area.height > 0.0);
    assert_eq!(chart.bars[1].area.height, 0.0);
    assert!(chart.bars[1].area.width > 40.0);
    assert!(!chart.svg.contains("n/a"), "no text from the server");
    assert!(chart.svg.matches("<polyline").count() > 6, "hatched");
}

#[test]
fn zero_use_has_no_bar_and_one_user_is_one_pixel_high() {
    let bars = scene(&months(&[(0, 9_000), (1, 9_000), (8_000, 9_000)])).bars;
    assert_eq!(bars[0].area.height, 0.0);
    assert_eq!(bars[1].area.height, 1.0);
}

#[test]
fn total_line_steps_and_is_interrupted_where_not_reported() {
    let mut periods = months(&[(1, 5), (1, 5), (1, 8), (1, 8), (1, 8)]);
    periods[3].total = Allowance::NotReported(None);
    let scene = scene(&periods);
    let runs = &scene.lines[0].runs;
    assert_eq!(runs.len(), 2);
    let heights: Vec<_> = runs[0].iter().map(|corner| corner.1).collect();
    assert_eq!(heights.len(), 4, "one step: {heights:?}");
    assert!(heights[0] == heights[1] && heights[1] > heights[2] && heights[2] == heights[3]);
}

#[test]
fn unlimited_total_has_no_line() {
    let mut periods = months(&[(1, 5)]);
    periods[0].total = Allowance::Unlimited;
    let chart = draw(&year(&periods));
    assert!(scene(&periods).lines.is_empty());
    assert_eq!(chart.bars[0].total, Allowance::Unlimited);
}

#[test]
fn thousands_of_days_are_drawn_as_one_shape() {
    let first = day(2016, 12, 3);
    let periods: Vec<_> = first
        .iter_days()
        .take(3_650)
        .map(|start| period(start, start.succ_opt().unwrap(), 900, 1_200))
        .collect();
    let mut input = year(&periods);
    input.from = first;
    let chart = draw(&input);
    assert_eq!(chart.bars.len(), 3_650);
    assert!(chart.bars.iter().all(|bar| bar.area.width >= 0.5));
    // One shape, since thousands of elements would slow down the page.
    assert!(chart.svg.len() < 100_000, "{}", chart.svg.len());
}

fn known(value: &str) -> Quantity {
    Quantity::Known(value.parse().unwrap())
}
