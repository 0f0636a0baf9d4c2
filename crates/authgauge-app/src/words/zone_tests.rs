//! Notifications in time zones other than the vendor's.

use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::calendar::{of_vendor_time, vendor_day};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::*;

/// The English and the Chinese notification about a plan's end, to an owner in a zone.
fn notified(zone: Tz, now: DateTime<Utc>, ends_at: NaiveDateTime) -> [AlertText; 2] {
    let on = ends_at.date();
    let at = of_vendor_time(ends_at).unwrap();
    let kind = match at <= now {
        true => AlertKind::PlanEnded {
            on,
            ends_at: Some(at),
        },
        false => AlertKind::PlanEnds {
            on,
            // In China's calendar, which is not the owner's.
            days: 99,
            ends_at: Some(at),
        },
    };
    let calendar = OwnerCalendar {
        now,
        day_of: &|at| at.with_timezone(&zone).date_naive(),
    };
    [WordsLanguage::En, WordsLanguage::Zh]
        .map(|language| alert("Acme", &AlertSubject::Pool, &kind, language, calendar))
}

/// Zone, now, the plan's end in China, the title, and the date in both languages.
fn plan_ends() -> Vec<[&'static str; 6]> {
    let (leap, leap_zh) = (
        "28 February 2028 (29 February in Beijing)",
        "2028年2月28日，即北京时间2月29日",
    );
    let (new_year, new_year_zh) = (
        "31 December 2026 (1 January in Beijing)",
        "2026年12月31日，即北京时间1月1日",
    );
    let (spring, spring_zh) = ("8 March 2027", "2027年3月8日");
    vec![
        [
            "Asia/Shanghai",
            "2026-11-26T15:59:59Z",
            "2026-11-27T00:00:00",
            "The plan ends tomorrow",
            "27 November 2026",
            "2026年11月27日",
        ],
        [
            "America/Los_Angeles",
            "2026-11-25T21:38:00Z",
            "2026-11-27T00:00:00",
            "The plan ends tomorrow",
            "26 November 2026 (27 November in Beijing)",
            "2026年11月26日，即北京时间11月27日",
        ],
        [
            "America/Los_Angeles",
            "2026-11-26T09:00:00Z",
            "2026-11-27T00:00:00",
            "The plan ends today",
            "26 November 2026 (27 November in Beijing)",
            "2026年11月26日，即北京时间11月27日",
        ],
        [
            "America/Los_Angeles",
            "2026-11-27T21:38:00Z",
            "2026-11-27T00:00:00",
            "The plan has ended",
            "26 November 2026 (27 November in Beijing)",
            "2026年11月26日，即北京时间11月27日",
        ],
        [
            "America/Los_Angeles",
            "2026-11-25T21:38:00Z",
            "2026-11-27T18:00:00",
            "The plan ends in 2 days",
            "27 November 2026",
            "2026年11月27日",
        ],
        [
            "Pacific/Kiritimati",
            "2026-11-26T09:59:59Z",
            "2026-11-27T00:00:00",
            "The plan ends tomorrow",
            "27 November 2026",
            "2026年11月27日",
        ],
        [
            "Pacific/Kiritimati",
            "2026-11-26T10:00:00Z",
            "2026-11-27T23:59:59",
            "The plan ends tomorrow",
            "28 November 2026 (27 November in Beijing)",
            "2026年11月28日，即北京时间11月27日",
        ],
        [
            "Pacific/Pago_Pago",
            "2026-11-26T10:59:00Z",
            "2026-11-27T00:00:00",
            "The plan ends tomorrow",
            "26 November 2026 (27 November in Beijing)",
            "2026年11月26日，即北京时间11月27日",
        ],
        [
            "Asia/Kathmandu",
            "2026-11-26T12:00:00Z",
            "2026-11-27T02:00:00",
            "The plan ends today",
            "26 November 2026 (27 November in Beijing)",
            "2026年11月26日，即北京时间11月27日",
        ],
        [
            "Asia/Kathmandu",
            "2026-11-26T12:00:00Z",
            "2026-11-27T02:15:00",
            "The plan ends tomorrow",
            "27 November 2026",
            "2026年11月27日",
        ],
        // 14 March 2027 has 23 hours in New York, 7 November 2027 has 25.
        [
            "America/New_York",
            "2027-03-14T04:59:00Z",
            "2027-03-15T12:00:00",
            "The plan ends in 2 days",
            "15 March 2027",
            "2027年3月15日",
        ],
        [
            "America/New_York",
            "2027-11-07T04:00:00Z",
            "2027-11-08T12:59:59",
            "The plan ends today",
            "7 November 2027 (8 November in Beijing)",
            "2027年11月7日，即北京时间11月8日",
        ],
        [
            "America/New_York",
            "2027-11-07T04:00:00Z",
            "2027-11-08T13:00:00",
            "The plan ends tomorrow",
            "8 November 2027",
            "2027年11月8日",
        ],
        // In Sydney clocks are eleven hours ahead of UTC in summer, ten in winter.
        [
            "Australia/Sydney",
            "2027-04-03T12:59:00Z",
            "2027-04-04T21:59:59",
            "The plan ends tomorrow",
            "4 April 2027",
            "2027年4月4日",
        ],
        [
            "Australia/Sydney",
            "2027-04-03T12:59:00Z",
            "2027-04-04T22:00:00",
            "The plan ends in 2 days",
            "5 April 2027 (4 April in Beijing)",
            "2027年4月5日，即北京时间4月4日",
        ],
        [
            "Europe/Berlin",
            "2028-02-27T23:30:00Z",
            "2028-02-29T00:00:00",
            "The plan ends today",
            leap,
            leap_zh,
        ],
        [
            "America/Sao_Paulo",
            "2026-12-31T12:00:00Z",
            "2027-01-01T00:00:00",
            "The plan ends today",
            new_year,
            new_year_zh,
        ],
        [
            "UTC",
            "2027-03-05T12:00:00Z",
            "2027-03-08T08:00:00",
            "The plan ends in 3 days",
            spring,
            spring_zh,
        ],
    ]
}

#[test]
fn plan_end_follows_the_owners_calendar_and_names_beijing_where_days_differ() {
    for [zone, now, ends_at, title, english, chinese] in plan_ends() {
        let case = format!("{zone} {now} {ends_at}");
        let (zone, now) = (zone.parse().unwrap(), now.parse().unwrap());
        let [en, zh] = notified(zone, now, ends_at.parse().unwrap());
        assert_eq!(en.title, title, "{case}");
        let expected = [
            format!("Acme: It ends on {english}. "),
            format!("Acme: It ended on {english}. "),
        ];
        assert!(
            expected.iter().any(|start| en.body.starts_with(start)),
            "{case}: {}",
            en.body
        );
        assert!(
            zh.body.contains(&format!("于{chinese}到期")),
            "{case}: {}",
            zh.body
        );
    }
    println!(
        "count: {} cases of plan ends in other zones",
        plan_ends().len()
    );
}

#[test]
fn plan_end_is_right_in_every_time_zone() {
    let ends_at: NaiveDateTime = "2027-03-14T00:00:00".parse().unwrap();
    let at = of_vendor_time(ends_at).unwrap();
    let mut cases = 0;
    for zone in TZ_VARIANTS {
        for hours in [1, 5, 11, 13, 20, 24, 25, 47, 60] {
            let now = at - TimeDelta::hours(hours);
            let [en, _] = notified(zone, now, ends_at);
            // Steps through the owner's days until the end's.
            let local = |at: DateTime<Utc>| at.with_timezone(&zone).format("%F").to_string();
            let end = local(at);
            let mut day = now.with_timezone(&zone).date_naive();
            let mut steps = 0;
            while day.to_string() != end {
                day = day.succ_opt().unwrap();
                steps += 1;
            }
            let words = ["today", "tomorrow", "in 2 days", "in 3 days"];
            assert_eq!(
                en.title,
                format!("The plan ends {}", words[steps]),
                "{zone} {now}"
            );
            let is_named = en.body.contains("in Beijing");
            assert_eq!(is_named, vendor_day(at).to_string() != end, "{zone} {now}");
            cases += 1;
        }
    }
    println!("count: {cases} cases of plan ends in every zone");
}
