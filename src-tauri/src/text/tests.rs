use authgauge_api::TrayBenefit;
use authgauge_app::startup::{language, system_language};
use authgauge_core::pool::PoolId;
use authgauge_core::settings::LanguageChoice;

use super::*;

fn line(level: Option<Level>, percent: Option<u32>, failing: bool) -> [String; 2] {
    let line = TrayPool {
        id: PoolId::random(),
        name: "Acme".to_owned(),
        worst: level.map(|level| TrayBenefit {
            code: "C".to_owned(),
            name: "Admins".to_owned(),
            level,
            percent,
        }),
        failing,
    };
    [WordsLanguage::En, WordsLanguage::Zh].map(|language| pool(&line, language))
}

#[test]
fn a_pool_line_names_its_worst_benefit_and_its_level() {
    assert_eq!(
        line(Some(Level::Ok), Some(18), false),
        ["Acme: Admins 18%", "Acme：Admins 18%"]
    );
    assert_eq!(
        line(Some(Level::Critical), Some(92), false),
        [
            "Acme: Admins 92%, almost used up",
            "Acme：Admins 92%，即将用尽"
        ]
    );
    assert_eq!(
        line(Some(Level::Over), None, true),
        [
            "Acme: Admins, over its limit (last refresh failed)",
            "Acme：Admins，超出上限（上次刷新失败）"
        ]
    );
    assert_eq!(
        line(None, None, false),
        ["Acme: no figures yet", "Acme：暂无数据"]
    );
}

#[test]
fn each_level_has_a_distinct_text_in_each_language() {
    let levels = [
        None,
        Some(Level::Ok),
        Some(Level::Near),
        Some(Level::Critical),
        Some(Level::Over),
        Some(Level::NotIncluded),
        Some(Level::Unlimited),
        Some(Level::NotReported),
    ];
    let texts =
        levels.map(|of| [WordsLanguage::En, WordsLanguage::Zh].map(|words| level(of, words)));
    let distinct: std::collections::BTreeSet<_> = texts.as_flattened().iter().collect();
    assert_eq!(distinct.len(), 16);
}

#[test]
fn the_language_setting_overrides_the_system_language() {
    assert_eq!(language(LanguageChoice::Zh), WordsLanguage::Zh);
    assert_eq!(language(LanguageChoice::En), WordsLanguage::En);
    assert_eq!(language(LanguageChoice::System), system_language());
}
