//! What is kept.

use super::*;

#[test]
fn what_was_read_is_there_after_a_restart_and_gaps_stay_gaps() {
    let (dir, store, id) = with_pool();
    for (minute, used) in [(0, 5), (15, 5), (30, 9), (45, 2), (300, 2), (315, 2)] {
        store
            .take(&id, &brought(vec![taken(0, minute, used)]))
            .unwrap();
    }
    store.take(&id, &brought(vec![taken(2, 5, 3)])).unwrap();
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
    assert_eq!(store.days_of(&id, &sms(), day(1)).unwrap().len(), 1);
    assert_eq!(store.runs_of(&id, &sms(), day(1)).unwrap().len(), 1);
    assert_eq!(
        store.days_of(&id, &Series::Mau, NaiveDate::MIN).unwrap(),
        []
    );
}

#[test]
fn one_reading_after_the_other_or_all_at_once_make_the_same_history() {
    let readings: Vec<Sample> = (0..400_u16)
        .map(|number| {
            taken(
                (number / 96).into(),
                number % 96 * 15,
                i64::from(number / 7),
            )
        })
        .collect();
    let (_dir, one_by_one, id) = with_pool();
    for reading in &readings {
        one_by_one
            .take(&id, &brought(vec![reading.clone()]))
            .unwrap();
    }
    let (_dir, at_once, other) = with_pool();
    at_once.take(&other, &brought(readings)).unwrap();
    assert_eq!(days(&one_by_one, &id), days(&at_once, &other));
    assert_eq!(runs(&one_by_one, &id), runs(&at_once, &other));
}

#[test]
fn two_processes_lose_nothing_of_each_other() {
    let (dir, store, id) = with_pool();
    let other = open(&dir);
    std::thread::scope(|scope| {
        for (store, odd) in [(&store, 0), (&other, 1)] {
            let id = &id;
            scope.spawn(move || {
                for number in 0..60_u16 {
                    let minute = number * 20 + odd * 10;
                    let used = i64::from(minute);
                    store
                        .take(id, &brought(vec![taken(0, minute, used)]))
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(days(&store, &id), days(&other, &id));
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
fn a_mau_period_that_the_server_forgets_stays_known() {
    let (_dir, store, id) = with_pool();
    let take = |periods: Vec<MauPeriod>| {
        store
            .take(
                &id,
                &RefreshBatch {
                    periods,
                    ..RefreshBatch::default()
                },
            )
            .unwrap();
    };
    take(vec![period(0, 31, 700), period(31, 61, 12)]);
    let unknown = MauPeriod {
        used: Quantity::NotReported(None),
        ..period(61, 92, 0)
    };
    take(vec![period(31, 61, 650), unknown, period(61, 92, 3)]);
    let known = store.mau_periods(&id).unwrap();
    assert_eq!(
        known,
        [period(0, 31, 700), period(31, 61, 650), period(61, 92, 3)]
    );
}

#[test]
fn the_mau_is_no_benefit_whatever_a_benefit_is_called() {
    let (_dir, store, id) = with_pool();
    let names = ["", "mau", "Mau"].map(|code| Series::Benefit(code.to_owned()));
    let subjects: Vec<Series> = names.into_iter().chain([Series::Mau]).collect();
    let figures = subjects
        .iter()
        .cloned()
        .zip((1..).map(|used| figures(used, None)));
    let at = Moment {
        day: day(0),
        minute: 0,
    };
    let taken = Sample {
        at,
        figures: figures.collect(),
    };
    store.take(&id, &brought(vec![taken])).unwrap();
    for (subject, used) in subjects.iter().zip(1_i64..) {
        let days = store.days_of(&id, subject, NaiveDate::MIN).unwrap();
        assert_eq!((days.len(), days[0].last), (1, used.into()));
    }
    let all = store.days_of_all(&id, NaiveDate::MIN).unwrap();
    let all: Vec<Series> = all.into_iter().map(|known| known.0).collect();
    assert_eq!(all.len(), 4);
    assert!(subjects.iter().all(|subject| all.contains(subject)));
}
