use WebhookFormat::{DingTalk, Feishu, Plain, Slack, WeCom};
use proptest::prelude::*;

use super::*;

fn judged(format: WebhookFormat, status: u16, body: &str) -> Result<(), CallError> {
    let answer = Answer {
        status,
        retry_after: None,
        body: body.as_bytes(),
    };
    judge(format, None, &answer)
}

#[test]
fn an_answer_200_with_an_error_code_did_not_arrive() {
    let cases: &[(WebhookFormat, &str, i64, Retry)] = &[
        (
            DingTalk,
            r#"{"errcode":310000,"errmsg":"keywords not in content"}"#,
            310_000,
            Retry::Never,
        ),
        (
            DingTalk,
            r#"{"errcode":"310000","errmsg":"sign not match"}"#,
            310_000,
            Retry::Never,
        ),
        (
            DingTalk,
            r#"{"errcode":400101,"errmsg":"access_token不存在"}"#,
            400_101,
            Retry::Never,
        ),
        (
            DingTalk,
            r#"{"errcode":130101,"errmsg":"send too fast"}"#,
            130_101,
            Retry::Receiver(None),
        ),
        (
            DingTalk,
            r#"{"errcode":410100,"errmsg":"发送速度太快而限流"}"#,
            410_100,
            Retry::Receiver(None),
        ),
        (
            DingTalk,
            r#"{"errcode":-1,"errmsg":"系统繁忙"}"#,
            -1,
            Retry::Receiver(None),
        ),
        (
            WeCom,
            r#"{"errcode":93000,"errmsg":"invalid webhook url, hint: [1]"}"#,
            93_000,
            Retry::Never,
        ),
        (
            WeCom,
            r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#,
            45_009,
            Retry::Receiver(None),
        ),
        (
            Feishu,
            r#"{"code":19024,"data":{},"msg":"Key Words Not Found"}"#,
            19_024,
            Retry::Never,
        ),
        (
            Feishu,
            r#"{"StatusCode":19021,"StatusMessage":"sign match fail"}"#,
            19_021,
            Retry::Never,
        ),
        (
            Feishu,
            r#"{"StatusCode":0,"code":11232,"msg":"frequency limited"}"#,
            11_232,
            Retry::Receiver(None),
        ),
        (
            Feishu,
            r#"{"code":9499,"msg":"too many request"}"#,
            9_499,
            Retry::Receiver(None),
        ),
    ];
    for (format, body, code, retry) in cases {
        let error = judged(*format, 200, body).unwrap_err();
        assert_eq!(error.failure.reason(), Some("service_refused"), "{body}");
        assert_eq!(error.failure.params.service_code, Some(*code), "{body}");
        assert!(error.failure.params.message.is_some(), "{body}");
        assert_eq!(error.retry, *retry, "{body}");
        // The plain format at the service's address fails as well.
        let answer = Answer {
            status: 200,
            retry_after: None,
            body: body.as_bytes(),
        };
        assert_eq!(judge(Plain, Some(*format), &answer), Err(error), "{body}");
    }
    println!(
        "count: {} cases of answers 200 that refuse a message",
        cases.len()
    );
}

#[test]
fn only_a_confirmed_message_arrived_at_a_known_service() {
    for (format, body) in [
        (DingTalk, r#"{"errcode":0,"errmsg":"ok"}"#),
        (WeCom, r#"{"errcode":0,"errmsg":"ok"}"#),
        (Feishu, r#"{"code":0,"data":{},"msg":"success"}"#),
        (
            Feishu,
            r#"{"StatusCode":0,"StatusMessage":"success","Extra":null}"#,
        ),
        (Slack, "ok"),
        (Slack, "ok\n"),
        (Slack, r#"{"ok":true}"#),
    ] {
        assert_eq!(judged(format, 200, body), Ok(()), "{body}");
    }
    for format in [DingTalk, WeCom, Feishu, Slack] {
        for body in [
            "",
            "{}",
            "[]",
            "null",
            "<html>Sign in to this network</html>",
            "{\"errcode\":null}",
        ] {
            let error = CallError::new("not_confirmed", Retry::Never);
            assert_eq!(judged(format, 200, body), Err(error), "{format:?} {body}");
        }
    }
    for body in ["", "{\"errcode\":1}", "no"] {
        assert_eq!(judged(Plain, 204, body), Ok(()), "{body}");
    }
}

#[test]
fn slack_names_the_error_with_its_status() {
    for (status, body) in [
        (400, "invalid_payload"),
        (403, "action_prohibited"),
        (404, "no_service"),
        (410, "channel_is_archived"),
    ] {
        let error = judged(Slack, status, body).unwrap_err();
        let params = &error.failure.params;
        assert_eq!(params.message.as_deref(), Some(body));
        assert_eq!(params.service_code, Some(status.into()));
        assert_eq!(error.retry, Retry::Never);
    }
}

#[test]
fn a_status_says_whether_the_call_is_made_again() {
    let wait = Some(Duration::from_secs(30));
    for (status, retry) in [
        (301, Retry::Never),
        (400, Retry::Never),
        (404, Retry::Never),
        (410, Retry::Never),
        (408, Retry::Receiver(wait)),
        (429, Retry::Receiver(wait)),
        (503, Retry::Receiver(wait)),
        (500, Retry::Message),
    ] {
        for format in [Plain, DingTalk, Slack] {
            let answer = Answer {
                status,
                retry_after: wait,
                body: b"<html>",
            };
            let error = judge(format, None, &answer).unwrap_err();
            assert_eq!(error.retry, retry, "{status}");
            assert_eq!(error.failure, failed("refused").with_status(status));
        }
    }
}

proptest! {
    #[test]
    fn any_answer_is_judged(status in 100_u16..600, body in any::<Vec<u8>>()) {
        for format in [Plain, DingTalk, WeCom, Feishu, Slack] {
            let answer = Answer { status, retry_after: None, body: &body };
            let judged = judge(format, None, &answer);
            prop_assert_eq!(judged.is_ok() && format == Plain, (200..300).contains(&status) && format == Plain);
        }
    }
}
