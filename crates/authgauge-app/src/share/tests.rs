use chrono::{DateTime, FixedOffset};

use super::*;
use crate::portfolio::PortfolioCounts;
use crate::portfolio::tests::{portfolio, sample};

fn now() -> DateTime<FixedOffset> {
    "2026-11-22T12:04:00+08:00".parse().unwrap()
}

fn markdown(language: WordsLanguage, days: u32) -> String {
    let request = ShareRequest {
        format: ShareFormat::Markdown,
        days: DaysAhead(days),
        theme: ChartTheme::Light,
        language,
    };
    String::from_utf8(share(&portfolio(sample()), request, now()).unwrap()).unwrap()
}

#[test]
fn markdown_says_what_when_how_old_and_from_what() {
    let text = markdown(WordsLanguage::En, 30);
    for part in [
        "## 3 benefits are over their limit, 2 more run out this week",
        "6 user pools, 9 benefits",
        "| Acme | Sms name | 1,379 / 1,500 | 25 Nov | 6 days without, resets 1 Dec |",
        "| Group | Monthly active users | 53,806 / 50,000 | Over now | 9 days until it resets |",
        "| Acme | Plan ends |  | 28 Nov |  |",
        "22 November 2026, 11:58 (UTC+08:00) |",
        "Made by Authgauge on 22 November 2026, 12:04 (UTC+08:00).",
        "The oldest figures are from 22 November 2026, 11:58",
        "Forecasts are made from 60 days of readings",
        "older figures count: Initech.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn markdown_is_chinese_too() {
    let text = markdown(WordsLanguage::Zh, 30);
    for part in [
        "## 3 项权益已超出上限，本周还有 2 项将用尽",
        "6 个用户池，9 项权益",
        "| Acme | Sms name | 1,379 / 1,500 | 11 月 25 日 | 中断 6 天，12 月 1 日重置 |",
        "由 Authgauge 于 2026 年 11 月 22 日 12:04（UTC+08:00）生成。",
        "预测依据 60 天的数据",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn hidden_benefits_are_said_to_be_left_out() {
    let text = |language| {
        let mut pools = sample();
        pools[0].usage.as_mut().unwrap().value[0].unlisted = true;
        let request = ShareRequest {
            format: ShareFormat::Markdown,
            days: DaysAhead(30),
            theme: ChartTheme::Light,
            language,
        };
        String::from_utf8(share(&portfolio(pools), request, now()).unwrap()).unwrap()
    };
    assert!(text(WordsLanguage::En).contains("1 benefit is hidden and left out."));
    assert!(text(WordsLanguage::Zh).contains("1 项权益已隐藏，未列入。"));
    assert!(!markdown(WordsLanguage::En, 30).contains("hidden"));
}

#[test]
fn days_ahead_limit_the_rows() {
    assert!(markdown(WordsLanguage::En, 30).contains("Contoso"));
    assert!(!markdown(WordsLanguage::En, 7).contains("Contoso"));
}

#[test]
fn names_cannot_become_markup() {
    let mut pools = sample();
    pools[1].pool.name = "![x](http://a) | <img> `c` \n#".to_owned();
    let portfolio = portfolio(pools);
    let request = ShareRequest {
        format: ShareFormat::Markdown,
        days: DaysAhead(90),
        theme: ChartTheme::Dark,
        language: WordsLanguage::En,
    };
    let text = String::from_utf8(share(&portfolio, request, now()).unwrap()).unwrap();
    assert!(
        text.contains("\\!\\[x\\](http://a) \\| &lt;img&gt; \\`c\\`  \\# |"),
        "{text}"
    );
}

#[test]
fn picture_is_a_png_in_both_languages_and_themes() {
    for (language, theme) in [
        (WordsLanguage::En, ChartTheme::Light),
        (WordsLanguage::Zh, ChartTheme::Dark),
    ] {
        let request = ShareRequest {
            format: ShareFormat::Png,
            days: DaysAhead(30),
            theme,
            language,
        };
        let drawn = share(&portfolio(sample()), request, now()).unwrap();
        if let Some(folder) = std::env::var_os("SHARE_SAMPLES") {
            let name = format!("share-{theme:?}.png");
            std::fs::write(std::path::Path::new(&folder).join(name), &drawn).unwrap();
        }
        assert_eq!(drawn.get(1..4), Some(&b"PNG"[..]));
    }
}

#[test]
fn headline_goes_from_the_worst_to_nothing() {
    let known = PortfolioCounts {
        pools: 2,
        known_pools: 2,
        with_forecast: 5,
        ..PortfolioCounts::default()
    };
    let none = PortfolioCounts::default();
    for (counts, english, chinese) in [
        (
            PortfolioCounts {
                over: 1,
                full: 1,
                within_week: 1,
                within_month: 4,
                ..known.clone()
            },
            "2 benefits have nothing left, 1 more runs out this week",
            "2 项权益已无余量，本周还有 1 项将用尽",
        ),
        (
            PortfolioCounts {
                over: 1,
                within_month: 2,
                ..known.clone()
            },
            "1 benefit is over its limit, 2 more run out within 30 days",
            "1 项权益已超出上限，30 天内还有 2 项将用尽",
        ),
        (
            PortfolioCounts {
                over: 1,
                ..known.clone()
            },
            "1 benefit is over its limit",
            "1 项权益已超出上限",
        ),
        (
            PortfolioCounts {
                within_month: 1,
                ..known.clone()
            },
            "1 benefit runs out within 30 days",
            "1 项权益将在 30 天内用尽",
        ),
        (
            PortfolioCounts {
                plans_ended: 1,
                plans_ending: 1,
                ..known.clone()
            },
            "1 plan has ended",
            "1 个套餐已到期",
        ),
        (
            PortfolioCounts {
                plans_ending: 2,
                ..known.clone()
            },
            "2 plans end within 30 days",
            "2 个套餐将在 30 天内到期",
        ),
        (
            PortfolioCounts {
                with_forecast: 0,
                without_forecast: 3,
                ..known.clone()
            },
            "Nothing is over its limit; there is no forecast yet",
            "没有权益超出上限，暂无预测",
        ),
        (
            PortfolioCounts {
                unreadable: 1,
                ..known.clone()
            },
            "Nothing runs out within 30 days, but 1 pool can’t be read",
            "30 天内没有权益会用尽，但有 1 个用户池无法读取",
        ),
        (
            known,
            "Nothing runs out within 30 days",
            "30 天内没有权益会用尽",
        ),
        (none, "No pool has been read yet", "尚未读取任何用户池"),
    ] {
        assert_eq!((en::PHRASES.headline)(&counts), english);
        assert_eq!((zh::PHRASES.headline)(&counts), chinese);
    }
}
