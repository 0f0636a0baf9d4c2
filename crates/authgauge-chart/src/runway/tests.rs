use proptest::prelude::*;

use super::text::{estimated, fitted};
use super::*;

fn line(marks: RunwayMarks) -> RunwayLine {
    RunwayLine {
        tone: RunwayTone::Critical,
        name: "SMS <messages> & more".to_owned(),
        pool: "集团员工".to_owned(),
        figures: "1,379 / 1,500".to_owned(),
        marks,
        note: "6 days without, resets 1 Dec".to_owned(),
        when: "25 Nov".to_owned(),
    }
}

fn input(rows: Vec<RunwayLine>) -> RunwayInput {
    RunwayInput {
        title: "1 benefit runs out this week".to_owned(),
        subtitle: "2 user pools, 9 benefits".to_owned(),
        rows,
        days: 30,
        ticks: vec![(0, "Today".to_owned()), (7, "29 Nov".to_owned())],
        notes: vec!["Authgauge, 22 November 2026".to_owned()],
        theme: ChartTheme::Light,
    }
}

fn full() -> RunwayMarks {
    RunwayMarks {
        room: Some(2),
        range: Some((2, Some(5))),
        likely: Some(3),
        nothing: Some((3, Some(9))),
        reset: Some(9),
        plan_end: None,
    }
}

#[test]
fn picture_names_pool_benefit_and_day() {
    let svg = draw_runway(&input(vec![line(full())]));
    for text in [
        "集团员工",
        "SMS &lt;messages&gt; &amp; more",
        "25 Nov",
        "29 Nov",
    ] {
        assert!(svg.contains(text), "{text}");
    }
    let png = crate::png_with_names(&svg, 2.0).unwrap();
    assert_eq!(png.get(1..4), Some(&b"PNG"[..]));
}

#[test]
fn tones_differ_in_shape_and_not_in_colour_alone() {
    let tones = [
        RunwayTone::Over,
        RunwayTone::Critical,
        RunwayTone::Near,
        RunwayTone::Plan,
    ];
    let shapes = tones.map(|tone| {
        let bare = line(RunwayMarks::default());
        let svg = draw_runway(&input(vec![RunwayLine { tone, ..bare }]));
        ["<polygon", "<circle", "<rect"].map(|element| svg.matches(element).count())
    });
    for (index, shape) in shapes.iter().enumerate() {
        assert!(
            !shapes.iter().skip(index + 1).any(|other| other == shape),
            "{shapes:?}"
        );
    }
}

#[test]
fn each_mark_adds_to_the_picture() {
    let bare = draw_runway(&input(vec![line(RunwayMarks::default())]));
    let marks = [
        RunwayMarks {
            room: Some(3),
            ..RunwayMarks::default()
        },
        RunwayMarks {
            range: Some((2, None)),
            ..RunwayMarks::default()
        },
        RunwayMarks {
            likely: Some(3),
            ..RunwayMarks::default()
        },
        RunwayMarks {
            nothing: Some((0, None)),
            ..RunwayMarks::default()
        },
        RunwayMarks {
            reset: Some(9),
            ..RunwayMarks::default()
        },
        RunwayMarks {
            plan_end: Some(9),
            ..RunwayMarks::default()
        },
    ];
    for marks in marks {
        let drawn = draw_runway(&input(vec![line(marks)]));
        assert!(drawn.len() > bare.len(), "{marks:?}");
    }
}

#[test]
fn marks_beyond_the_axis_are_not_drawn() {
    let bare = draw_runway(&input(vec![line(RunwayMarks::default())]));
    let late = RunwayMarks {
        likely: Some(31),
        plan_end: Some(31),
        ..RunwayMarks::default()
    };
    assert_eq!(draw_runway(&input(vec![line(late)])), bare);
}

proptest! {
    #[test]
    fn any_marks_and_texts_are_drawn(
        days in 0..200_u32, until in prop::option::of(0..200_u32), name in ".{0,60}", length in 0..100_u32,
    ) {
        let marks = RunwayMarks {
            room: Some(days),
            range: Some((days, until)),
            likely: until,
            nothing: Some((days, until)),
            reset: until,
            plan_end: Some(days),
        };
        let row = RunwayLine { name: name.clone(), pool: name.clone(), note: name, ..line(marks) };
        let svg = draw_runway(&RunwayInput { days: length, ..input(vec![row]) });
        prop_assert!(crate::png(&svg, 0.5).is_ok());
    }

    #[test]
    fn cut_texts_fit(text in ".{0,80}", width in 40.0..300.0_f64) {
        let fitted = fitted(&text, 13.0, width);
        prop_assert!(estimated(&fitted, 13.0) <= width);
        prop_assert!(!fitted.chars().any(char::is_control));
    }
}
