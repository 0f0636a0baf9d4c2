//! Answers, in the vendor's dialects.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::language::{Both, Language};

const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html";

/// What goes back, or that nothing does.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Headers and a body.
    Sent(Sent),
    /// The caller waits for ever.
    Never,
}

#[derive(Debug)]
pub(crate) struct Sent {
    status: u16,
    headers: Vec<(HeaderName, String)>,
    body: Vec<u8>,
}

/// How a call ended, in the vendor's envelope and under HTTP 200.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    pub(crate) status_code: u16,
    pub(crate) api_code: Option<u32>,
    pub(crate) message: Both<'static>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a, T> {
    status_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_code: Option<u32>,
    message: &'a str,
    request_id: &'a str,
    data: T,
}

/// The envelope of old servers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OldEnvelope<'a, T> {
    code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_code: Option<u32>,
    message: &'a str,
    unique_id: &'a str,
    data: T,
}

/// What NestJS says by itself.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Nest<'a> {
    status_code: u16,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// How this one request is answered: its language, its ID, its envelope.
#[derive(Debug)]
pub(crate) struct Manner {
    pub(crate) language: Language,
    pub(crate) request_id: String,
    pub(crate) old_envelope: bool,
}

impl Manner {
    /// HTTP 200, `statusCode` 200.
    pub(crate) fn success(&self, data: impl Serialize) -> Answer {
        let message = Both {
            en: "Operation successful",
            zh: "操作成功",
        };
        self.envelope(
            Outcome {
                status_code: 200,
                api_code: None,
                message,
            },
            data,
        )
    }

    /// HTTP 200, another `statusCode`.
    pub(crate) fn refuse(&self, refusal: Outcome) -> Answer {
        self.envelope(refusal, ())
    }

    fn envelope(&self, outcome: Outcome, data: impl Serialize) -> Answer {
        let Outcome {
            status_code,
            api_code,
            message,
        } = outcome;
        let message = self.language.pick(message);
        let request_id = self.request_id.as_str();
        if self.old_envelope {
            let code = status_code;
            return json(
                200,
                &OldEnvelope {
                    code,
                    api_code,
                    message,
                    unique_id: request_id,
                    data,
                },
            );
        }
        json(
            200,
            &Envelope {
                status_code,
                api_code,
                message,
                request_id,
                data,
            },
        )
    }

    /// The gateway's HTTP 429.
    pub(crate) fn too_many(&self, retry_after: Option<u64>) -> Answer {
        let message = self.language.pick(Both {
            en: "You have sent too many requests, please try again later",
            zh: "您的请求已超过最大数量限制，请稍后重试",
        });
        let answer = json(
            429,
            &Nest {
                status_code: 429,
                message,
                error: None,
            },
        );
        match retry_after {
            Some(seconds) => answer.with(header::RETRY_AFTER, seconds.to_string()),
            None => answer,
        }
    }
}

/// NestJS's own HTTP 404.
pub(crate) fn cannot(method: &str, path: &str) -> Answer {
    let message = format!("Cannot {method} {path}");
    json(
        404,
        &Nest {
            status_code: 404,
            message: &message,
            error: Some("Not Found"),
        },
    )
}

/// NestJS's own answer to an error it did not expect.
pub(crate) fn server_error(status: u16) -> Answer {
    json(
        status,
        &Nest {
            status_code: status,
            message: "Internal server error",
            error: None,
        },
    )
}

/// A gateway's page.
pub(crate) fn html(status: u16) -> Answer {
    let page = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>\
                <hr><center>nginx</center></body></html>";
    raw(status, HTML, page.as_bytes().to_vec())
}

/// Bytes as they are, called JSON.
pub(crate) fn bytes(body: Vec<u8>) -> Answer {
    raw(200, JSON, body)
}

/// HTTP 200 with these headers.
pub(crate) fn of(headers: &[(String, String)], body: Vec<u8>) -> Answer {
    let headers = headers
        .iter()
        .filter_map(|(name, value)| Some((HeaderName::try_from(name).ok()?, value.clone())));
    Answer::Sent(Sent {
        status: 200,
        headers: headers.collect(),
        body,
    })
}

/// Sends the caller elsewhere.
pub(crate) fn redirect(location: &str) -> Answer {
    raw(302, HTML, Vec::new()).with(header::LOCATION, location.to_owned())
}

impl Answer {
    fn with(mut self, name: HeaderName, value: String) -> Self {
        if let Self::Sent(sent) = &mut self {
            sent.headers.push((name, value));
        }
        self
    }

    /// Stamps the server's time and hands the answer over; an answer that never comes is waited for
    /// here.
    pub(crate) async fn into_response(self, date: DateTime<Utc>) -> Response<Body> {
        match self {
            Self::Sent(sent) => sent.into_response(date),
            Self::Never => std::future::pending().await,
        }
    }
}

impl Sent {
    fn into_response(self, date: DateTime<Utc>) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self
            .headers
            .into_iter()
            .chain([(header::DATE, http_date(date))])
        {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

fn json(status: u16, body: &impl Serialize) -> Answer {
    match serde_json::to_vec(body) {
        Ok(body) => raw(status, JSON, body),
        Err(_) => raw(500, JSON, Vec::new()),
    }
}

fn raw(status: u16, kind: &str, body: Vec<u8>) -> Answer {
    Answer::Sent(Sent {
        status,
        headers: vec![(header::CONTENT_TYPE, kind.to_owned())],
        body,
    })
}

/// `Sun, 09 Oct 2022 06:14:00 GMT`. HTTP dates end with the year 9999 and this one starts with
/// 1970.
fn http_date(at: DateTime<Utc>) -> String {
    let seconds = u64::try_from(at.timestamp())
        .unwrap_or_default()
        .min(253_402_300_799);
    let time: SystemTime = UNIX_EPOCH + Duration::from_secs(seconds);
    httpdate::fmt_http_date(time)
}
