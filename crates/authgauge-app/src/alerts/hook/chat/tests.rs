use proptest::prelude::*;

use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::pool::PoolId;

use super::{Note, PREFIX, Value, WebhookFormat, WordsLanguage, json, max_bytes};

const CHATS: [WebhookFormat; 4] = [
    WebhookFormat::DingTalk,
    WebhookFormat::Feishu,
    WebhookFormat::WeCom,
    WebhookFormat::Slack,
];

fn note(pool: &str, benefit: &str, percent: u8) -> Note {
    let subject = AlertSubject::Benefit {
        code: benefit.to_owned(),
        name: benefit.to_owned(),
    };
    let kind = AlertKind::Threshold {
        percent,
        used: "1380".to_owned(),
        total: "1500".to_owned(),
    };
    let at = "2026-11-21T04:00:00Z".parse().unwrap();
    let id = PoolId(format!("id of {pool}"));
    Note::alert(at, id, pool, "api.genauth.ai", subject, kind)
}

/// A body made at the time of the alerts.
fn body(format: WebhookFormat, notes: &[Note], language: WordsLanguage) -> Option<Value> {
    let now = "2026-11-21T04:00:00Z".parse().unwrap();
    super::body(format, notes, language, now)
}

fn text_of(format: WebhookFormat, body: &Value) -> String {
    let text = match format {
        WebhookFormat::DingTalk | WebhookFormat::WeCom => &body["text"]["content"],
        WebhookFormat::Feishu => &body["content"]["text"],
        WebhookFormat::Slack | WebhookFormat::Plain => &body["text"],
    };
    text.as_str().unwrap().to_owned()
}

#[test]
fn each_service_gets_its_own_shape_in_the_owners_language() {
    let english = "[Authgauge] SMS: 90% reached\nAcme: 1,380 of 1,500 used. Upgrade the plan or reduce usage.";
    let chinese = "[Authgauge] SMS用量已达 90%\nAcme：已使用 1,380 / 1,500。请升级套餐或减少用量。";
    let notes = [note("Acme", "SMS", 90)];
    for (language, text) in [(WordsLanguage::En, english), (WordsLanguage::Zh, chinese)] {
        for (format, expected) in [
            (
                WebhookFormat::DingTalk,
                json!({ "msgtype": "text", "text": { "content": text }, "at": { "isAtAll": false } }),
            ),
            (
                WebhookFormat::Feishu,
                json!({ "msg_type": "text", "content": { "text": text } }),
            ),
            (
                WebhookFormat::WeCom,
                json!({ "msgtype": "text", "text": { "content": text } }),
            ),
            (
                WebhookFormat::Slack,
                json!({ "text": text, "mrkdwn": false, "unfurl_links": false, "unfurl_media": false }),
            ),
        ] {
            assert_eq!(body(format, &notes, language), Some(expected), "{format:?}");
        }
    }
    assert_eq!(body(WebhookFormat::Plain, &notes, WordsLanguage::En), None);
}

#[test]
fn many_alerts_become_one_summary_that_counts_what_it_leaves_out() {
    let sixty: Vec<_> = (0..60)
        .map(|n| note("Acme", &format!("Benefit {n}"), 90))
        .collect();
    for format in CHATS {
        let body = body(format, &sixty, WordsLanguage::En).unwrap();
        let text = text_of(format, &body);
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("[Authgauge] 60 alerts for Acme"));
        assert_eq!(lines.next(), Some("• Benefit 0: 90% reached"));
        assert_eq!(lines.last(), Some("and 40 more in Authgauge"));
    }
    let two = [note("Acme", "SMS", 90), note("Bolt", "SMS", 100)];
    let body = body(WebhookFormat::WeCom, &two, WordsLanguage::Zh).unwrap();
    assert_eq!(
        text_of(WebhookFormat::WeCom, &body),
        "[Authgauge] 2 条提醒\n• Acme · SMS用量已达 90%\n• Bolt · SMS已用尽"
    );
}

/// Names that mention someone, format the message or forge a line in one of the services.
const HOSTILE: &[&str] = &[
    "@all",
    "@所有人",
    "@13800000000",
    "<at user_id=\"all\">all</at>",
    "<at id=all></at>",
    "<@all>",
    "<@zhangsan>",
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<https://evil.example|Acme>",
    "&lt;!channel&gt;",
    "Acme\n[Authgauge] The plan has ended",
    "Acme\r\u{2028}[Authgauge] x",
    "\u{202e}emcA",
    "\u{0}\u{7}\u{1b}[31m",
    "\"}],\"at\":{\"isAtAll\":true}",
];

#[test]
fn names_cannot_mention_anyone_or_forge_a_line() {
    let mut cases = 0;
    for format in CHATS {
        for name in HOSTILE {
            for notes in [vec![note(name, name, 90)], vec![note(name, name, 90); 7]] {
                let body = body(format, &notes, WordsLanguage::En).unwrap();
                let text = text_of(format, &body);
                assert!(!text.contains(['<', '>', '@', '\r', '\u{0}']), "{text}");
                if format == WebhookFormat::Slack {
                    let rest = ["&amp;", "&lt;", "&gt;"]
                        .iter()
                        .fold(text.clone(), |text, entity| text.replace(entity, ""));
                    assert!(!rest.contains('&'), "{text}");
                }
                let lines = if notes.len() == 1 { 2 } else { 8 };
                assert_eq!(text.lines().count(), lines, "{text}");
                assert_ne!(body["at"]["isAtAll"], json!(true));
                cases += 1;
            }
        }
    }
    println!("count: {cases} cases of names that a chat service could take for commands");
}

proptest! {
    #[test]
    fn any_names_make_a_message_that_every_service_takes(
        pool in any::<String>(), benefit in any::<String>(), repeat in 1_usize..400, count in 1_usize..70,
    ) {
        let notes = vec![note(&pool.repeat(repeat), &benefit.repeat(repeat), 100); count];
        for format in CHATS {
            for language in [WordsLanguage::En, WordsLanguage::Zh] {
                let body = body(format, &notes, language).unwrap();
                let text = text_of(format, &body);
                prop_assert!(text.len() <= max_bytes(format), "{} {format:?}", text.len());
                prop_assert!(body.to_string().len() <= 20_000);
                prop_assert!(text.starts_with(PREFIX));
            }
        }
    }
}
