use authgauge_core::calendar::vendor_day;

use super::*;

const NOW: &str = "2026-11-22T04:00:00Z";

/// The words of an alert to an owner in China.
fn in_china(
    pool: &str,
    subject: &AlertSubject,
    kind: &AlertKind,
    language: WordsLanguage,
) -> AlertText {
    let calendar = OwnerCalendar {
        now: NOW.parse().unwrap(),
        day_of: &vendor_day,
    };
    alert(pool, subject, kind, language, calendar)
}

fn admins() -> AlertSubject {
    AlertSubject::Benefit {
        code: "C".to_owned(),
        name: "Admins".to_owned(),
    }
}

fn threshold(percent: u8) -> AlertKind {
    AlertKind::Threshold {
        percent,
        used: "1205".to_owned(),
        total: "1500".to_owned(),
    }
}

/// Each kind with its title and body in English, then in Chinese.
fn kinds() -> Vec<(AlertSubject, AlertKind, [&'static str; 4])> {
    let day = |text: &str| text.parse().unwrap();
    let taken_at = Some("2026-11-20T12:00:00Z".parse().unwrap());
    vec![
        (
            admins(),
            threshold(80),
            [
                "Admins: 80% reached",
                "Acme: 1,205 of 1,500 used. Upgrade the plan or reduce usage.",
                "Admins用量已达 80%",
                "Acme：已使用 1,205 / 1,500。请升级套餐或减少用量。",
            ],
        ),
        (
            AlertSubject::Mau,
            threshold(100),
            [
                "Monthly active users: all used up",
                "Acme: 1,205 of 1,500 used. Upgrade the plan or reduce usage.",
                "月活用户已用尽",
                "Acme：已使用 1,205 / 1,500。请升级套餐或减少用量。",
            ],
        ),
        (
            admins(),
            AlertKind::AmountLeft {
                amount: "1000".to_owned(),
                used: "9001".to_owned(),
                total: "10000".to_owned(),
            },
            [
                "Admins: fewer than 1,000 left",
                "Acme: 9,001 of 10,000 used. Upgrade the plan or reduce usage.",
                "Admins剩余不足 1,000",
                "Acme：已使用 9,001 / 10,000。请升级套餐或减少用量。",
            ],
        ),
        (
            admins(),
            AlertKind::AmountUsed {
                amount: "12000".to_owned(),
                used: "12345".to_owned(),
            },
            [
                "Admins: use reached 12,000",
                "Acme: 12,345 used. You asked to be told at 12,000.",
                "Admins用量已达 12,000",
                "Acme：已使用 12,345。您设置了在 12,000 时提醒。",
            ],
        ),
        (
            admins(),
            AlertKind::Forecast {
                first: day("2026-11-28"),
                likely: Some(day("2026-12-01")),
                within_days: 14,
            },
            [
                "Admins: runs out within 14 days",
                "Acme: At this pace it runs out around 1 December 2026, on 28 November 2026 at the earliest. Upgrade the plan in time or reduce usage.",
                "Admins预计 14 天内用尽",
                "Acme：按目前的速度，预计2026年12月1日前后，最早于2026年11月28日用尽。请及时升级套餐或减少用量。",
            ],
        ),
        (
            AlertSubject::Pool,
            AlertKind::PlanEnds {
                on: day("2026-11-23"),
                days: 1,
                ends_at: None,
            },
            [
                "The plan ends tomorrow",
                "Acme: It ends on 23 November 2026. Renew it in time to keep its benefits.",
                "套餐将于明天到期",
                "Acme：套餐将于2026年11月23日到期。请及时续费，以保留权益。",
            ],
        ),
        (
            AlertSubject::Pool,
            AlertKind::PlanEnded {
                on: day("2026-11-22"),
                ends_at: None,
            },
            [
                "The plan has ended",
                "Acme: It ended on 22 November 2026. Renew it to get its benefits back.",
                "套餐已到期",
                "Acme：套餐已于2026年11月22日到期。请续费以恢复权益。",
            ],
        ),
        (
            AlertSubject::Pool,
            AlertKind::TrialAtRisk {
                on: day("2026-11-29"),
                days: 7,
                ends_at: None,
                count: 2,
            },
            [
                "2 benefits on trial as the plan ends in 7 days",
                "Acme: Without an upgrade by 29 November 2026, every benefit stops and end users can’t sign in.",
                "2 项权益处于体验期，套餐将于 7 天后到期",
                "Acme：若2026年11月29日前仍未升级，全部权益将停用，终端用户将无法登录。",
            ],
        ),
        (
            AlertSubject::Pool,
            AlertKind::KeyRejected,
            [
                "The access key was rejected",
                "Acme: No new figures come until you replace the key in Authgauge.",
                "密钥被拒绝",
                "Acme：在 Authgauge 中更换密钥之前，将无法取得新数据。",
            ],
        ),
        (
            AlertSubject::Pool,
            AlertKind::FiguresOld { taken_at },
            [
                "No new figures for more than a day",
                "Acme: The last are from 20 November 2026. Check the network and the host, then refresh.",
                "超过一天没有新数据",
                "Acme：最近的数据来自2026年11月20日。请检查网络和服务地址，然后刷新。",
            ],
        ),
    ]
}

#[test]
fn each_alert_has_a_title_and_a_body_in_both_languages() {
    for (subject, kind, [title, body, title_zh, body_zh]) in kinds() {
        let english = in_china("Acme", &subject, &kind, WordsLanguage::En);
        assert_eq!((&*english.title, &*english.body), (title, body));
        let chinese = in_china("Acme", &subject, &kind, WordsLanguage::Zh);
        assert_eq!((&*chinese.title, &*chinese.body), (title_zh, body_zh));
    }
}

#[test]
fn missing_values_are_left_out() {
    let old = AlertKind::FiguresOld { taken_at: None };
    let body = |kind, language| in_china("Acme", &AlertSubject::Pool, &kind, language).body;
    assert_eq!(
        body(old.clone(), WordsLanguage::En),
        "Acme: Check the network and the host, then refresh."
    );
    assert_eq!(
        body(old, WordsLanguage::Zh),
        "Acme：请检查网络和服务地址，然后刷新。"
    );
    let first = "2026-11-28".parse().unwrap();
    let forecast = AlertKind::Forecast {
        first,
        likely: None,
        within_days: 14,
    };
    assert_eq!(
        body(forecast, WordsLanguage::En),
        "Acme: At this pace it runs out on 28 November 2026 at the earliest. Upgrade the plan in time or reduce usage."
    );
}

#[test]
fn days_and_counts_have_singular_forms() {
    let title = |days: u32, count| {
        let on = vendor_day(NOW.parse().unwrap()) + chrono::Days::new(days.into());
        let kind = AlertKind::TrialAtRisk {
            on,
            days,
            ends_at: None,
            count,
        };
        in_china("Acme", &AlertSubject::Pool, &kind, WordsLanguage::En).title
    };
    assert_eq!(title(0, 1), "1 benefit on trial as the plan ends today");
    assert_eq!(title(1, 2), "2 benefits on trial as the plan ends tomorrow");
}

#[test]
fn range_of_one_day_names_one_date() {
    let first = "2026-12-02".parse().unwrap();
    let forecast = AlertKind::Forecast {
        first,
        likely: Some(first),
        within_days: 14,
    };
    let body = |language| in_china("Acme", &admins(), &forecast, language).body;
    assert_eq!(
        body(WordsLanguage::En),
        "Acme: At this pace it runs out around 2 December 2026. Upgrade the plan in time or reduce usage."
    );
    assert_eq!(
        body(WordsLanguage::Zh),
        "Acme：按目前的速度，预计2026年12月2日前后用尽。请及时升级套餐或减少用量。"
    );
}

#[test]
fn a_reset_names_what_started_again_and_its_figures() {
    let notice = ResetNotice {
        pool: authgauge_core::pool::PoolId("id".to_owned()),
        pool_name: "Acme".to_owned(),
        alias: None,
        subject: admins(),
        used: "0".to_owned(),
        total: Some("10000".to_owned()),
        others: 0,
        several_pools: false,
    };
    let others = |others, several_pools| ResetNotice {
        others,
        several_pools,
        ..notice.clone()
    };
    let unlimited = ResetNotice {
        total: None,
        ..notice.clone()
    };
    for (notice, expected) in [
        (
            notice.clone(),
            [
                "Admins started again",
                "Acme: 0 of 10,000 used.",
                "Admins已重新开始计算",
                "Acme：已使用 0 / 10,000。",
            ],
        ),
        (
            unlimited,
            [
                "Admins started again",
                "Acme: 0 used.",
                "Admins已重新开始计算",
                "Acme：已使用 0。",
            ],
        ),
        (
            others(3, false),
            [
                "Admins and 3 more started again",
                "In Acme.",
                "Admins等 4 项已重新开始计算",
                "用户池：Acme。",
            ],
        ),
        (
            others(9, true),
            [
                "Admins and 9 more started again",
                "In several user pools.",
                "Admins等 10 项已重新开始计算",
                "涉及多个用户池。",
            ],
        ),
    ] {
        let en = reset(&notice, WordsLanguage::En);
        let zh = reset(&notice, WordsLanguage::Zh);
        assert_eq!([en.title, en.body, zh.title, zh.body], expected);
    }
}
