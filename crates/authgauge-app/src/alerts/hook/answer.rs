//! What a webhook's answer says. The chat services answer 200 to messages that they drop.

use std::time::Duration;

use genauth::plain_text;
use serde_json::Value;

use authgauge_core::error::Failure;
use authgauge_core::hook_choice::WebhookFormat;

use super::call_error::{CallError, Retry, failed};

/// The longest message of a service that is kept, in characters.
const MAX_MESSAGE: usize = 200;

/// An answer of a webhook.
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    /// `Retry-After`.
    pub(super) retry_after: Option<Duration>,
    pub(super) body: &'a [u8],
}

/// What a service says in its answer's body.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reply {
    /// 0 is success.
    code: Option<i64>,
    message: Option<String>,
}

/// Whether the message arrived. `host` is the service at the address, which may be called with the plain format too.
pub(super) fn judge(
    format: WebhookFormat,
    host: Option<WebhookFormat>,
    answer: &Answer<'_>,
) -> Result<(), CallError> {
    let service = match format {
        WebhookFormat::Plain => host,
        format => Some(format),
    };
    let reply = service.map(|service| Reply::read(service, answer.body));
    let reply = reply.unwrap_or_default();
    match (answer.status, reply.code, service) {
        (200..=299, Some(code), Some(service)) if code != 0 => Err(CallError {
            retry: retry_code(service, code, answer.retry_after),
            failure: refused_by_service(code, reply.message),
        }),
        (200..=299, None, Some(_)) if format != WebhookFormat::Plain => {
            Err(CallError::new("not_confirmed", Retry::Never))
        }
        (200..=299, ..) => Ok(()),
        (status, code, _) => Err(CallError {
            retry: retry_status(status, answer.retry_after),
            failure: match (code, reply.message) {
                (None | Some(0), None) => failed("refused").with_status(status),
                (code, message) => {
                    let code = code.filter(|code| *code != 0).unwrap_or(status.into());
                    refused_by_service(code, message).with_status(status)
                }
            },
        }),
    }
}

fn refused_by_service(code: i64, message: Option<String>) -> Failure {
    let mut failure = failed("service_refused");
    failure.params.service_code = Some(code);
    failure.params.message = message;
    failure
}

fn retry_status(status: u16, retry_after: Option<Duration>) -> Retry {
    match status {
        408 | 425 | 429 | 502..=504 => Retry::Receiver(retry_after),
        500..=599 => Retry::Message,
        _ => Retry::Never,
    }
}

/// Codes that say "too fast" or "busy", by the services' documentation.
fn retry_code(service: WebhookFormat, code: i64, retry_after: Option<Duration>) -> Retry {
    let passes = match service {
        WebhookFormat::DingTalk => matches!(code, -1 | 130_101 | 410_100),
        WebhookFormat::WeCom => matches!(code, -1 | 45_009 | 45_033),
        WebhookFormat::Feishu => matches!(code, 9_499 | 11_232),
        WebhookFormat::Slack | WebhookFormat::Plain => false,
    };
    match passes {
        true => Retry::Receiver(retry_after),
        false => Retry::Never,
    }
}

impl Reply {
    fn read(service: WebhookFormat, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let text = text.trim();
        let json: Option<Value> = serde_json::from_str(text).ok();
        let (codes, messages): (&[&str], &[&str]) = match service {
            WebhookFormat::DingTalk | WebhookFormat::WeCom => (&["errcode"], &["errmsg"]),
            WebhookFormat::Feishu => (&["code", "StatusCode"], &["msg", "StatusMessage"]),
            WebhookFormat::Slack => return Self::of_slack(text, json.as_ref()),
            WebhookFormat::Plain => return Self::default(),
        };
        let Some(json) = json else {
            return Self::default();
        };
        let found = codes.iter().filter_map(|name| number(json.get(name)?));
        let message = messages.iter().find_map(|name| json.get(name)?.as_str());
        Self {
            // One that is not 0 counts more than one that is.
            code: found.reduce(|one, other| if one == 0 { other } else { one }),
            message: message.map(message_text),
        }
    }

    /// `ok`, or the name of an error; a workflow's webhook answers JSON.
    fn of_slack(text: &str, json: Option<&Value>) -> Self {
        let is_ok = text == "ok" || json.is_some_and(|json| json["ok"] == true);
        let error = json.and_then(|json| json["error"].as_str()).unwrap_or(text);
        let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
        let is_error = !is_ok && !error.is_empty() && error.chars().all(is_code);
        Self {
            code: is_ok.then_some(0),
            message: is_error.then(|| message_text(error)),
        }
    }
}

/// Some gateways write numbers as texts.
fn number(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

fn message_text(text: &str) -> String {
    plain_text(text).chars().take(MAX_MESSAGE).collect()
}

#[cfg(test)]
mod tests;
