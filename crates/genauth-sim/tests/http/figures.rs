//! The figures: as designed at the start, determined by the seed, changing with the clock.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use genauth_sim::{Language, ServedPeriod, Sim, SimClock, SimOptions};
use serde_json::Value;

use super::client::*;

const HISTORY: &str = "/api/v3/get-mau-period-usage-history?startTime=20240101&endTime=20261121";

fn used(sim: &Sim, slug: &str, code: &str) -> i64 {
    let usage = sim.served_usage(&pool(sim, slug).access_key_id);
    usage
        .iter()
        .find(|benefit| benefit.code == code)
        .unwrap()
        .used
        .parse()
        .unwrap()
}

fn history(sim: &Sim, slug: &str, from: NaiveDate, to: NaiveDate) -> Vec<ServedPeriod> {
    sim.served_mau(&pool(sim, slug).access_key_id, from, to)
}

#[tokio::test]
async fn production_pool_has_the_designed_figures() {
    let sim = start().await;
    let key = sim.pools()[0].access_key_id.clone();
    let shown: Vec<_> = sim
        .served_usage(&key)
        .into_iter()
        .map(|b| {
            format!(
                "{} {} of {}{}",
                b.label,
                b.used,
                b.total,
                if b.trial { " trial" } else { "" }
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Admins 12 of 10",
            "SMS messages 1379 of 1500 trial",
            "Monthly active users 8120 of 10000",
            "Custom domains 4 of 5 trial",
            "Enterprise connections 3 of 10",
            "Email messages 2140 of 12000",
            "Self-built apps 7 of unlimited",
            "Social connections 0 of 0 trial",
        ]
    );
    let plan = sim.served_plan(&key).unwrap();
    assert_eq!(plan.code, "V4_B2C_Enterprise:10000");
    assert_eq!(plan.end_time.as_deref(), Some("2026-11-27 00:00:00"));
}

#[tokio::test]
async fn response_bytes_match_the_snapshots() {
    let sim = start().await;
    for slug in ["acme-production", "acme-partners", "sample-shapes", "empty"] {
        let pool = pool(&sim, slug);
        let token = token(&sim, &pool).await;
        let mut bodies = Vec::new();
        for path in [USAGE, HISTORY, PLAN] {
            let response = get(&sim, path, &token).send().await.unwrap();
            bodies.push(response.text().await.unwrap());
        }
        insta::assert_snapshot!(slug, bodies.join("\n"));
    }
}

#[tokio::test]
async fn same_seed_and_time_yield_the_same_bytes_and_another_seed_other_keys() {
    let bytes = async |seed| {
        let sim = Sim::start(SimOptions {
            seed,
            ..fixed_clocks()
        })
        .await
        .unwrap();
        let mut all = String::new();
        for pool in sim.pools() {
            for path in [
                USAGE,
                HISTORY,
                PLAN,
                "/api/v3/get-all-rights-items",
                "/api/v3/get-orders",
            ] {
                let response = get(&sim, path, &token(&sim, &pool).await)
                    .send()
                    .await
                    .unwrap();
                all += &response.text().await.unwrap();
            }
        }
        (sim.pools(), all)
    };
    let (first, second, other) = (bytes(7).await, bytes(7).await, bytes(8).await);
    assert_eq!(first, second);
    assert_ne!(first.0, other.0);
    assert_ne!(first.1, other.1);
}

#[tokio::test]
async fn served_methods_match_the_http_responses() {
    let sim = start().await;
    for pool in sim.pools() {
        let key = &pool.access_key_id;
        for (tag, language) in [("en-US", Language::English), ("zh-CN", Language::Chinese)] {
            let usages = data(&sim, &pool, USAGE, tag).await["usages"].take();
            assert_served_usage(&usages, &sim.served_usage_in(key, language));
        }
        let records = data(&sim, &pool, HISTORY, "").await["records"].take();
        let served = sim.served_mau(key, day(2024, 1, 1), day(2026, 11, 21));
        let served: Vec<_> = served
            .iter()
            .map(|p| [&p.start, &p.end, &p.total, &p.used])
            .collect();
        let fields = ["periodStartTime", "periodEndTime", "amount", "current"];
        let records: Vec<_> = listed(&records)
            .into_iter()
            .map(|record| fields.map(|field| record[field].as_str().unwrap()))
            .collect();
        assert_eq!(
            records,
            served
                .iter()
                .map(|p| p.map(String::as_str))
                .collect::<Vec<_>>()
        );

        let plan = data(&sim, &pool, PLAN, "").await;
        let served = sim.served_plan(key).unwrap();
        assert_eq!(plan["code"], served.code);
        assert_eq!(plan["endTime"].as_str(), served.end_time.as_deref());
        assert_eq!(plan["goodsPackage"]["amount"], served.mau);
    }
}

fn assert_served_usage(usages: &Value, served: &[genauth_sim::ServedBenefit]) {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        value => value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    };
    let usages = listed(usages);
    if usages.is_empty() {
        return assert!(served.is_empty());
    }
    assert_eq!(usages.len(), served.len());
    for (usage, served) in usages.into_iter().zip(served) {
        assert_eq!(text(&usage["modelCode"]), served.code);
        assert!(usage["modelName"].is_null() || text(&usage["modelName"]).ends_with(&served.label));
        assert_eq!(text(&usage["current"]), served.used);
        assert_eq!(text(&usage["amount"]), served.total);
        assert_eq!(
            usage["experience"].as_bool().unwrap_or_default(),
            served.trial
        );
    }
}

fn listed(collection: &Value) -> Vec<&Value> {
    match collection {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        bare => vec![bare],
    }
}

#[tokio::test]
async fn labels_are_in_the_requested_language() {
    let sim = start().await;
    let names = async |tag| {
        let data = data(&sim, &sim.pools()[0], USAGE, tag).await;
        let sms = data["usages"][1]["modelName"].as_str().unwrap().to_owned();
        (
            sms,
            data["usages"][6]["amount"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(
        names("en-US").await,
        ("SMS: SMS messages".into(), "unlimited".into())
    );
    assert_eq!(names("zh-CN").await, ("SMS：短信".into(), "不限量".into()));
}

#[tokio::test]
async fn messages_grow_within_a_month_and_reset_with_the_next() {
    for start_at in [
        "2026-11-21T09:00:00Z",
        "2026-10-31T16:00:00Z",
        "2026-11-30T15:59:59Z",
    ] {
        let clock = SimClock::fixed(start_at.parse().unwrap());
        let sim = Sim::start(SimOptions {
            clock: clock.clone(),
            ..fixed_clocks()
        })
        .await
        .unwrap();
        let midnight = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        // Midnight of the first of December in China.
        let reset = midnight("2026-11-30T16:00:00Z");
        let mut before = 0;
        clock.set(midnight("2026-10-31T16:00:00Z"));
        while clock.now() < reset {
            let now = used(&sim, "acme-production", "SMS");
            assert!(
                now >= before,
                "{now} after {before} at {}, started {start_at}",
                clock.now()
            );
            before = now;
            clock.advance(TimeDelta::hours(7));
        }
        clock.set(reset);
        assert_eq!(used(&sim, "acme-production", "SMS"), 0);
        clock.advance(TimeDelta::days(20));
        assert!(used(&sim, "acme-production", "SMS") > 500);
    }
}

#[tokio::test]
async fn active_users_grow_within_a_period_and_match_the_history() {
    let options = fixed_clocks();
    let clock = options.clock.clone();
    let sim = Sim::start(options).await.unwrap();
    clock.set("2026-10-31T16:00:00Z".parse().unwrap());
    let mut before = 0;
    for _ in 0..200 {
        let now = used(&sim, "acme-production", "MAU");
        let today = (clock.now() + TimeDelta::hours(8)).date_naive();
        let running = history(&sim, "acme-production", today, today)
            .pop()
            .unwrap();
        assert_eq!(running.used, now.to_string());
        if running.start == "20261101" {
            assert!(now >= before, "{now} after {before} at {}", clock.now());
            before = now;
        }
        clock.advance(TimeDelta::hours(11));
    }
    let closed = history(
        &sim,
        "acme-production",
        day(2026, 11, 15),
        day(2026, 11, 15),
    );
    assert!(closed[0].used.parse::<i64>().unwrap() >= before);
}

#[tokio::test]
async fn history_covers_three_growing_years_of_adjacent_months() {
    let sim = start().await;
    for slug in ["acme-production", "acme-staging", "group-employees"] {
        let periods = history(&sim, slug, day(2020, 1, 1), day(2026, 12, 31));
        assert!(periods.len() >= 37, "{slug}");
        assert!(
            periods.windows(2).all(|pair| pair[0].end == pair[1].start),
            "{slug}"
        );
        let used: Vec<f64> = periods
            .iter()
            .map(|period| period.used.parse().unwrap())
            .collect();
        assert!(used[0] * 1.5 < used[36], "{slug}");
        assert!(
            used.windows(2).all(|pair| pair[1] > pair[0] * 0.9),
            "{slug}"
        );
    }
}

#[tokio::test]
async fn periods_that_overlap_the_range_are_sent_whole() {
    let sim = start().await;
    let served = |from, to| -> Vec<_> {
        history(&sim, "acme-production", from, to)
            .into_iter()
            .map(|period| period.start)
            .collect()
    };
    assert_eq!(
        served(day(2026, 3, 31), day(2026, 4, 1)),
        ["20260301", "20260401"]
    );
    assert_eq!(served(day(2026, 4, 30), day(2026, 4, 30)), ["20260401"]);
    assert!(served(day(2026, 12, 1), day(2027, 2, 1)).is_empty());
    assert!(served(day(2019, 1, 1), day(2020, 1, 1)).is_empty());
}

#[tokio::test]
async fn partners_pool_has_unsorted_months_quarters_and_an_overlapping_year() {
    let sim = start().await;
    let periods = history(&sim, "acme-partners", day(2024, 1, 1), day(2026, 12, 31));
    let days = |text: &str| NaiveDate::parse_from_str(text, "%Y%m%d").unwrap();
    let lengths: Vec<i64> = periods
        .iter()
        .map(|p| (days(&p.end) - days(&p.start)).num_days())
        .collect();
    for range in [28..=31, 89..=92, 365..=366] {
        assert!(
            lengths.iter().any(|length| range.contains(length)),
            "{range:?}"
        );
    }
    assert!(!periods.is_sorted_by_key(|period| period.start.clone()));
    assert!(
        periods
            .iter()
            .any(|p| periods.iter().filter(|other| *other == p).count() == 2)
    );
    let year = periods
        .iter()
        .find(|p| p.end.as_str() > "20270101")
        .unwrap();
    assert!(periods.iter().any(|p| p != year && p.start >= year.start));
}

#[tokio::test]
async fn one_pool_is_well_over_and_one_well_under_its_limits() {
    let sim = start().await;
    let share = |slug: &str| {
        let usage = sim.served_usage(&pool(&sim, slug).access_key_id);
        let share =
            |used: &str, total: &str| Some(used.parse::<f64>().ok()? / total.parse::<f64>().ok()?);
        usage
            .iter()
            .filter_map(|b| share(&b.used, &b.total))
            .fold(0.0, f64::max)
    };
    assert!(share("group-employees") > 1.2);
    assert_eq!(share("acme-staging"), 0.41);
}

/// Usage and total of a benefit at a time.
fn figures_at(sim: &Sim, slug: &str, code: &str, at: DateTime<Utc>) -> (f64, f64) {
    let data = sim.usage_data_at(&pool(sim, slug).access_key_id, at);
    let usages = listed(&data["usages"]);
    let usage = usages.iter().find(|usage| usage["modelCode"] == code);
    let figure = |name: &str| usage.unwrap()[name].as_str().unwrap().parse().unwrap();
    (figure("current"), figure("amount"))
}

/// Every six hours over the last 90 days.
fn last_days(sim: &Sim, slug: &str, code: &str) -> Vec<(f64, f64)> {
    let ago = |quarters: i64| start_time() - TimeDelta::hours(6 * quarters);
    (0..=360)
        .rev()
        .map(|quarters| figures_at(sim, slug, code, ago(quarters)))
        .collect()
}

#[tokio::test]
async fn usage_data_at_leads_to_the_current_figures() {
    let sim = start().await;
    for (slug, code) in [
        ("acme-production", "SMS"),
        ("group-employees", "SyncedUsers"),
    ] {
        let now = *last_days(&sim, slug, code).last().unwrap();
        assert_eq!(now.0 as i64, used(&sim, slug, code));
        assert_eq!(data(&sim, &pool(&sim, slug), USAGE, "").await, {
            let key = pool(&sim, slug).access_key_id;
            sim.usage_data_at(&key, start_time())
        });
    }
    assert!(sim.usage_data_at("unknown", start_time()).is_null());
}

#[tokio::test]
async fn ninety_days_have_resets_a_plan_change_and_a_filling_benefit() {
    let sim = start().await;
    for (slug, code) in [
        ("acme-production", "SMS"),
        ("acme-staging", "Email"),
        ("group-employees", "SMS"),
    ] {
        let days = last_days(&sim, slug, code);
        let resets = days.windows(2).filter(|pair| pair[1].0 < pair[0].0).count();
        assert_eq!(resets, 3, "{slug} {code}");
    }
    for code in ["SMS", "Email", "MAU"] {
        let days = last_days(&sim, "acme-production", code);
        let raised: Vec<_> = days
            .windows(2)
            .filter(|pair| pair[0].1 != pair[1].1)
            .collect();
        assert_eq!(raised.len(), 1, "{code}");
        assert!(raised[0][1].1 > raised[0][0].1, "{code}");
    }
    let filling = last_days(&sim, "group-employees", "SyncedUsers");
    assert!(filling.is_sorted_by_key(|day| day.0));
    let (now, total) = filling[360];
    let a_day = (now - filling[360 - 28 * 4].0) / 28.0;
    assert!((7.0..11.0).contains(&((total - now) / a_day)));
}

#[tokio::test]
async fn the_plan_change_is_within_ninety_days_on_any_day_of_a_month() {
    for day in 0..31 {
        let now = start_time() + TimeDelta::days(day);
        let options = SimOptions {
            clock: SimClock::fixed(now),
            ..fixed_clocks()
        };
        let sim = Sim::start(options).await.unwrap();
        for code in ["SMS", "Email", "MAU"] {
            let total = |at| figures_at(&sim, "acme-production", code, at).1;
            assert!(
                total(now - TimeDelta::days(88)) < total(now),
                "{now} {code}"
            );
        }
    }
}

#[tokio::test]
async fn working_days_grow_more_than_weekends() {
    let sim = start().await;
    // Midnight of a Monday in China.
    let monday: DateTime<Utc> = "2026-10-18T16:00:00Z".parse().unwrap();
    let midnights = (0..=28).map(|day| monday + TimeDelta::days(day));
    let used = midnights.map(|at| figures_at(&sim, "group-employees", "SyncedUsers", at).0);
    let used: Vec<f64> = used.collect();
    let [mut working, mut weekend] = [0.0; 2];
    for (day, pair) in used.windows(2).enumerate() {
        *(if day % 7 < 5 {
            &mut working
        } else {
            &mut weekend
        }) += pair[1] - pair[0];
    }
    assert!(working / 5.0 > 2.0 * weekend / 2.0, "{working} {weekend}");
    assert!(weekend > 0.0);
}

#[tokio::test]
async fn set_usage_applies_to_usage_and_history() {
    let sim = start().await;
    let key = sim.pools()[0].access_key_id.clone();
    sim.set_usage(&key, "MAU", 10_001);
    sim.set_usage(&key, "CustomDomains", "6");
    assert_eq!(used(&sim, "acme-production", "MAU"), 10_001);
    assert_eq!(used(&sim, "acme-production", "CustomDomains"), 6);
    let periods = history(&sim, "acme-production", day(2026, 10, 1), day(2026, 11, 21));
    assert_ne!(periods[0].used, "10001");
    assert_eq!(periods[1].used, "10001");
}
