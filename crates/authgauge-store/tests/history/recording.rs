//! Recording of samples and MAU periods.

use super::*;

#[test]
fn history_with_gaps_survives_a_restart() {
    let (dir, store, id) = with_pool();
    for (minute, used) in [(0, 5), (15, 5), (30, 9), (45, 2), (300, 2), (315, 2)] {
        store
            .save_refresh(&id, &batch(vec![sample(0, minute, used)]))
            .unwrap();
    }
    store
        .save_refresh(&id, &batch(vec![sample(2, 5, 3)]))
        .unwrap();
    drop(store);
    let store = open(&dir);
    assert_eq!(
        days(&store, &id),
        [(day(0), [5, 2, 2, 9]), (day(2), [3, 3, 3, 3])]
    );
    let run = |first, last, used: &str| (first, last, used.to_owned());
    assert_eq!(
        runs(&store, &id),
        [
            (
                day(0),
                vec![
                    run(0, 15, "5"),
                    run(30, 30, "9"),
                    run(45, 45, "2"),
                    run(300, 315, "2")
                ]
            ),
            (day(2), vec![run(5, 5, "3")])
        ]
    );
    assert_eq!(store.days_of(&id, &sms_series(), day(1)).unwrap().len(), 1);
    assert_eq!(store.runs_of(&id, &sms_series(), day(1)).unwrap().len(), 1);
    assert_eq!(
        store.days_of(&id, &Series::Mau, NaiveDate::MIN).unwrap(),
        []
    );
}

#[test]
fn last_minute_of_a_day_is_that_of_its_last_reading() {
    let (_dir, store, id) = with_pool();
    let samples = [
        (0, 540, 5),
        (0, 555, 5),
        (1, 600, 7),
        (1, 1080, 9),
        (2, 5, 9),
    ];
    let samples = samples.map(|(number, minute, used)| sample(number, minute, used));
    store.save_refresh(&id, &batch(samples.to_vec())).unwrap();
    let minutes = store.last_minutes(&id, day(1)).unwrap();
    let expected = [(day(1), 1080), (day(2), 5)];
    assert_eq!(minutes.get(&sms_series()), Some(&expected.into()));
    assert_eq!(minutes.len(), 1);
}

#[test]
fn history_is_the_same_for_one_batch_or_many() {
    let samples: Vec<Sample> = (0..400_u16)
        .map(|number| {
            sample(
                (number / 96).into(),
                number % 96 * 15,
                i64::from(number / 7),
            )
        })
        .collect();
    let (_dir, one_by_one, id) = with_pool();
    for sample in &samples {
        one_by_one
            .save_refresh(&id, &batch(vec![sample.clone()]))
            .unwrap();
    }
    let (_dir, at_once, other) = with_pool();
    at_once.save_refresh(&other, &batch(samples)).unwrap();
    assert_eq!(days(&one_by_one, &id), days(&at_once, &other));
    assert_eq!(runs(&one_by_one, &id), runs(&at_once, &other));
}

#[test]
fn concurrent_refreshes_lose_no_samples() {
    let (_dir, store, id) = with_pool();
    std::thread::scope(|scope| {
        for odd in [0, 1] {
            let (store, id) = (&store, &id);
            scope.spawn(move || {
                for number in 0..60_u16 {
                    let minute = number * 20 + odd * 10;
                    let used = i64::from(minute);
                    store
                        .save_refresh(id, &batch(vec![sample(0, minute, used)]))
                        .unwrap();
                }
            });
        }
    });
    let summary = days(&store, &id)[0].1;
    assert_eq!((summary[2], summary[3]), (0, 59 * 20 + 10));
    let mut used: Vec<String> = runs(&store, &id)[0]
        .1
        .iter()
        .map(|run| run.2.clone())
        .collect();
    used.sort_by_key(|used| used.parse::<u32>().unwrap());
    let all: Vec<String> = (0..120).map(|number| (number * 10).to_string()).collect();
    assert_eq!(used, all);
}

#[test]
fn mau_period_is_retained_once_it_is_no_longer_reported() {
    let (_dir, store, id) = with_pool();
    let save_periods = |periods: Vec<MauPeriod>| {
        store
            .save_refresh(
                &id,
                &RefreshBatch {
                    periods,
                    ..RefreshBatch::default()
                },
            )
            .unwrap();
    };
    save_periods(vec![period(0, 31, 700), period(31, 61, 12)]);
    let unknown = MauPeriod {
        used: Quantity::NotReported(None),
        ..period(61, 92, 0)
    };
    save_periods(vec![period(31, 61, 650), unknown, period(61, 92, 3)]);
    let stored = store.mau_periods(&id).unwrap();
    assert_eq!(
        stored,
        [period(0, 31, 700), period(31, 61, 650), period(61, 92, 3)]
    );
}

#[test]
fn mau_and_benefits_with_similar_codes_have_separate_histories() {
    let (_dir, store, id) = with_pool();
    let codes = ["", "mau", "Mau"].map(|code| Series::Benefit(code.to_owned()));
    let all_series: Vec<Series> = codes.into_iter().chain([Series::Mau]).collect();
    let figures = all_series
        .iter()
        .cloned()
        .zip((1..).map(|used| figures(used, None)));
    let at = Moment {
        day: day(0),
        minute: 0,
    };
    let sample = Sample {
        at,
        figures: figures.collect(),
    };
    store.save_refresh(&id, &batch(vec![sample])).unwrap();
    for (series, used) in all_series.iter().zip(1_i64..) {
        let days = store.days_of(&id, series, NaiveDate::MIN).unwrap();
        assert_eq!((days.len(), days[0].last), (1, used.into()));
    }
    let all = store.days_of_all(&id, NaiveDate::MIN).unwrap();
    let all: Vec<Series> = all.into_iter().map(|(series, _)| series).collect();
    assert_eq!(all.len(), 4);
    assert!(all_series.iter().all(|series| all.contains(series)));
}
