use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use chrono::{DateTime, Utc};
use genauth::ErrorKind;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Response, Url};
use serde_json::json;

use authgauge_core::hook_choice::{WebhookFormat, is_on_this_computer, webhook_address};

use super::answer::{Answer, judge};
use super::call_error::{CallError, Retry};
use super::chat;
use super::message::Message;

const USER_AGENT: &str = concat!("authgauge/", env!("CARGO_PKG_VERSION"));

/// What is read of an answer.
const MAX_ANSWER: usize = 64 * 1024;

/// A call as it is made.
struct Request {
    url: Url,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// Posts the message, with a client and whether that uses a proxy. Redirects are not followed: the owner named one
/// address.
pub(super) async fn post(
    (http, through_proxy): (ClientBuilder, bool),
    address: &str,
    format: WebhookFormat,
    message: &Message<'_>,
    limit: Duration,
) -> Result<(), CallError> {
    let invalid = || CallError::new("address", Retry::Never);
    let url = webhook_address(address).ok_or_else(invalid)?;
    let service = WebhookFormat::of_address(&url);
    let client = client(http, &url, limit).map_err(|_| CallError::new("other", Retry::Message))?;
    let called = url.clone();
    let Request { url, headers, body } = request(url, format, message)?;
    let mut call = client.post(url).header(CONTENT_TYPE, "application/json");
    for (name, value) in headers {
        call = call.header(name, value);
    }
    let not_answered = |error| not_answered(&error, through_proxy && !is_on_this_computer(&called));
    let mut response = call.body(body).send().await.map_err(not_answered)?;
    // Only chat services answer in the body: elsewhere one that breaks off must not have the alert sent again.
    let body = match (format, service) {
        (WebhookFormat::Plain, None) => Vec::new(),
        _ => read_body(&mut response).await.map_err(not_answered)?,
    };
    let answer = Answer {
        status: response.status().as_u16(),
        retry_after: retry_after(&response, message.at),
        body: &body,
    };
    judge(format, service, &answer).map_err(|error| without_secrets(error, address))
}

fn request(
    mut url: Url,
    format: WebhookFormat,
    message: &Message<'_>,
) -> Result<Request, CallError> {
    let unwritten = || CallError::new("other", Retry::Never);
    let (mut headers, at) = (Vec::new(), message.at);
    let body = match chat::body(format, message.notes, message.language, at) {
        None => {
            let note = message.notes.first().ok_or_else(unwritten)?;
            let body = serde_json::to_string(note).map_err(|_| unwritten())?;
            headers.push(("webhook-id", message.id.to_owned()));
            headers.push(("webhook-timestamp", at.timestamp().to_string()));
            if let Some(secret) = message.secret {
                headers.push(("webhook-signature", secret.standard(message.id, at, &body)));
            }
            body
        }
        Some(mut body) => {
            match (format, message.secret) {
                (WebhookFormat::DingTalk, Some(secret)) => {
                    url.query_pairs_mut()
                        .append_pair("timestamp", &at.timestamp_millis().to_string())
                        .append_pair("sign", &secret.dingtalk(at));
                }
                (WebhookFormat::Feishu, Some(secret)) => {
                    if let Some(fields) = body.as_object_mut() {
                        fields.insert("timestamp".into(), json!(at.timestamp().to_string()));
                        fields.insert("sign".into(), json!(secret.feishu(at)));
                    }
                }
                _ => {}
            }
            body.to_string()
        }
    };
    Ok(Request { url, headers, body })
}

fn not_answered(error: &reqwest::Error, through_proxy: bool) -> CallError {
    if error.is_builder() {
        // Its ID is no header's text: the row in the database was altered.
        return CallError::new("other", Retry::Never);
    }
    let error = genauth::request_error(error, through_proxy);
    match error.kind {
        ErrorKind::TimedOut => CallError::new("timed_out", Retry::Receiver(None)),
        _ => CallError::of_connection(error.into()),
    }
}

/// The beginning of the body.
async fn read_body(response: &mut Response) -> reqwest::Result<Vec<u8>> {
    let mut body = Vec::new();
    while body.len() < MAX_ANSWER
        && let Some(part) = response.chunk().await?
    {
        body.extend_from_slice(part.get(..MAX_ANSWER - body.len()).unwrap_or(&part));
    }
    Ok(body)
}

/// Seconds, or a date.
fn retry_after(response: &Response, now: DateTime<Utc>) -> Option<Duration> {
    let text = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(text).ok()?;
    (until.with_timezone(&Utc) - now).to_std().ok()
}

/// Removes what identifies the receiver: a service may repeat the address, whose parts are its password.
fn without_secrets(mut error: CallError, address: &str) -> CallError {
    let parts = address.split(['/', '?', '&', '=']).skip(3);
    if let Some(message) = &mut error.failure.params.message {
        for part in parts.filter(|part| part.len() >= 6) {
            *message = message.replace(part, "…");
        }
    }
    error
}

fn client(http: ClientBuilder, url: &Url, limit: Duration) -> reqwest::Result<Client> {
    let client = http
        .user_agent(USER_AGENT)
        .redirect(Policy::none())
        .referer(false)
        .timeout(limit);
    if is_on_this_computer(url) {
        // Loopback bypasses proxies, and `localhost` is pinned to it.
        let here = [
            (Ipv4Addr::LOCALHOST, 0).into(),
            (Ipv6Addr::LOCALHOST, 0).into(),
        ];
        client
            .no_proxy()
            .resolve_to_addrs("localhost", &here)
            .build()
    } else {
        client.https_only(true).build()
    }
}

#[cfg(test)]
mod tests;
