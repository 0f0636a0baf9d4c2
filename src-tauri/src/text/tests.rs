use authgauge_app::startup::{language, system_language};
use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;
use authgauge_core::settings::LanguageChoice;
use chrono::{DateTime, TimeDelta, Utc};

use super::*;

fn admins_at(level: Level, percent: Option<u32>) -> PoolCondition {
    PoolCondition::Benefit {
        code: "C".to_owned(),
        name: "Admins".to_owned(),
        level,
        percent,
    }
}

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Of an owner in Los Angeles, where it is still the day before.
fn calendar() -> OwnerCalendar<'static> {
    OwnerCalendar {
        now: NOW,
        day_of: &|at| (at - TimeDelta::hours(8)).date_naive(),
    }
}

fn plan_ends_in_hours(hours: i64) -> PoolCondition {
    let at = NOW + TimeDelta::hours(hours);
    PoolCondition::PlanEnds { days: 0, at }
}

fn line(condition: Option<PoolCondition>, failing: bool) -> [String; 2] {
    let line = TrayPool {
        id: PoolId::random(),
        name: "Acme".to_owned(),
        condition,
        failing,
    };
    [WordsLanguage::En, WordsLanguage::Zh].map(|language| pool(&line, language, calendar()))
}

#[test]
fn a_pool_line_says_what_is_worst_about_it() {
    let cases = [
        (None, false, ["no figures yet", "暂无数据"]),
        (
            Some(admins_at(Level::Ok, Some(18))),
            false,
            ["Admins 18%", "Admins 18%"],
        ),
        (
            Some(admins_at(Level::Critical, Some(92))),
            false,
            ["Admins 92%, almost used up", "Admins 92%，即将用尽"],
        ),
        (
            Some(admins_at(Level::Critical, Some(100))),
            false,
            ["Admins 100%, nothing left", "Admins 100%，已用尽"],
        ),
        (
            Some(admins_at(Level::Over, None)),
            true,
            [
                "Admins, over its limit (last refresh failed)",
                "Admins，超出上限（上次刷新失败）",
            ],
        ),
        (
            Some(PoolCondition::Mau {
                level: Level::Over,
                percent: Some(107),
            }),
            false,
            [
                "Monthly active users 107%, over its limit",
                "月活用户 107%，超出上限",
            ],
        ),
        (
            Some(PoolCondition::PlanEnded),
            true,
            [
                "the plan has ended (last refresh failed)",
                "套餐已到期（上次刷新失败）",
            ],
        ),
        (
            Some(plan_ends_in_hours(6 * 24)),
            false,
            ["the plan ends in 6 days", "套餐将于 6 天后到期"],
        ),
        (
            // Still today in China.
            Some(plan_ends_in_hours(12)),
            false,
            ["the plan ends tomorrow", "套餐将于明天到期"],
        ),
        (
            Some(PoolCondition::KeyRejected),
            true,
            ["the access key was rejected", "密钥被拒绝"],
        ),
        (
            Some(PoolCondition::KeyMissing),
            true,
            ["the access key is missing", "缺少密钥"],
        ),
        (
            Some(PoolCondition::NoAccess),
            true,
            ["the access key may not read it", "密钥无权读取用量"],
        ),
    ];
    println!("count: {} cases of a pool's line in the tray", cases.len());
    for (condition, failing, [english, chinese]) in cases {
        assert_eq!(
            line(condition, failing),
            [format!("Acme: {english}"), format!("Acme：{chinese}")]
        );
    }
}

#[test]
fn each_condition_has_a_distinct_text_in_each_language() {
    let conditions = [
        None,
        Some(PoolCondition::PlanEnded),
        Some(plan_ends_in_hours(12)),
        Some(PoolCondition::KeyRejected),
        Some(PoolCondition::KeyMissing),
        Some(PoolCondition::NoAccess),
        Some(admins_at(Level::Ok, Some(1))),
        Some(admins_at(Level::Near, Some(80))),
        Some(admins_at(Level::Critical, Some(90))),
        Some(admins_at(Level::Critical, Some(100))),
        Some(admins_at(Level::Over, Some(101))),
        Some(admins_at(Level::NotIncluded, None)),
        Some(admins_at(Level::Unlimited, None)),
        Some(admins_at(Level::NotReported, None)),
    ];
    let texts = conditions.each_ref().map(|of| {
        [WordsLanguage::En, WordsLanguage::Zh]
            .map(|words| condition(of.as_ref(), words, calendar()))
    });
    let distinct: std::collections::BTreeSet<_> = texts.as_flattened().iter().collect();
    assert_eq!(distinct.len(), 2 * conditions.len());
}

#[test]
fn the_language_setting_overrides_the_system_language() {
    assert_eq!(language(LanguageChoice::Zh), WordsLanguage::Zh);
    assert_eq!(language(LanguageChoice::En), WordsLanguage::En);
    assert_eq!(language(LanguageChoice::System), system_language());
}
