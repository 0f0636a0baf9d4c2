//! Replies in the formats of the vendor's servers and gateways.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::outcome::{Outcome, SUCCESS};
use crate::language::{Both, Language};

const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html";
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// The reply to a request.
#[derive(Debug)]
pub(crate) enum Reply {
    Http(HttpReply),
    /// The request is never answered.
    Never,
}

#[derive(Debug)]
pub(crate) struct HttpReply {
    status: u16,
    headers: Vec<(HeaderName, String)>,
    body: Vec<u8>,
}

struct Envelope<'a, T> {
    outcome: Outcome,
    responder: &'a Responder,
    data: T,
}

impl<T: Serialize> Serialize for Envelope<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Responder {
            language,
            request_id,
            old_envelope,
        } = self.responder;
        let (status_name, id_name) = match old_envelope {
            true => ("code", "uniqueId"),
            false => ("statusCode", "requestId"),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(status_name, &self.outcome.status_code)?;
        if let Some(api_code) = self.outcome.api_code {
            map.serialize_entry("apiCode", &api_code)?;
        }
        map.serialize_entry("message", language.pick(self.outcome.message))?;
        map.serialize_entry(id_name, request_id)?;
        map.serialize_entry("data", &self.data)?;
        map.end()
    }
}

/// An error of the NestJS framework.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NestError<'a> {
    status_code: u16,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// Builds the replies to one request.
#[derive(Debug)]
pub(crate) struct Responder {
    pub(crate) language: Language,
    pub(crate) request_id: String,
    pub(crate) old_envelope: bool,
}

impl Responder {
    /// HTTP 200, `statusCode` 200.
    pub(crate) fn success(&self, data: impl Serialize) -> Reply {
        self.envelope(SUCCESS, data)
    }

    /// HTTP 200, another `statusCode`.
    pub(crate) fn refuse(&self, refusal: Outcome) -> Reply {
        self.envelope(refusal, ())
    }

    fn envelope(&self, outcome: Outcome, data: impl Serialize) -> Reply {
        json(
            200,
            &Envelope {
                outcome,
                responder: self,
                data,
            },
        )
    }

    /// The gateway's HTTP 429.
    pub(crate) fn too_many_requests(&self, retry_after: Option<u64>) -> Reply {
        let message = self.language.pick(Both {
            en: "You have sent too many requests, please try again later",
            zh: "您的请求已超过最大数量限制，请稍后重试",
        });
        let reply = json(
            429,
            &NestError {
                status_code: 429,
                message,
                error: None,
            },
        );
        match retry_after {
            Some(seconds) => reply.with(header::RETRY_AFTER, seconds.to_string()),
            None => reply,
        }
    }
}

/// NestJS's HTTP 404.
pub(crate) fn not_found(method: &str, path: &str) -> Reply {
    let message = format!("Cannot {method} {path}");
    json(
        404,
        &NestError {
            status_code: 404,
            message: &message,
            error: Some("Not Found"),
        },
    )
}

/// NestJS's reply to an unexpected error.
pub(crate) fn server_error(status: u16) -> Reply {
    json(
        status,
        &NestError {
            status_code: status,
            message: "Internal server error",
            error: None,
        },
    )
}

/// A gateway's error page.
pub(crate) fn html(status: u16) -> Reply {
    let page = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>\
                <hr><center>nginx</center></body></html>";
    raw(status, HTML, page.as_bytes().to_vec())
}

/// HTTP 200 with raw bytes as JSON.
pub(crate) fn json_bytes(body: Vec<u8>) -> Reply {
    raw(200, JSON, body)
}

/// HTTP 200 with these headers.
pub(crate) fn with_headers(headers: &[(String, String)], body: Vec<u8>) -> Reply {
    let headers = headers
        .iter()
        .filter_map(|(name, value)| Some((HeaderName::try_from(name).ok()?, value.clone())));
    Reply::Http(HttpReply {
        status: 200,
        headers: headers.collect(),
        body,
    })
}

/// HTTP 302.
pub(crate) fn redirect(location: &str) -> Reply {
    raw(302, HTML, Vec::new()).with(header::LOCATION, location.to_owned())
}

impl Reply {
    fn with(mut self, name: HeaderName, value: String) -> Self {
        if let Self::Http(reply) = &mut self {
            reply.headers.push((name, value));
        }
        self
    }

    /// The HTTP response with a `Date`. Never completes for [`Reply::Never`].
    pub(crate) async fn into_response(self, date: DateTime<Utc>) -> Response<Body> {
        match self {
            Self::Http(reply) => reply.into_response(date),
            Self::Never => std::future::pending().await,
        }
    }
}

impl HttpReply {
    fn into_response(self, date: DateTime<Utc>) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self
            .headers
            .into_iter()
            .chain([(header::DATE, date.format(HTTP_DATE).to_string())])
        {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

fn json(status: u16, body: &impl Serialize) -> Reply {
    match serde_json::to_vec(body) {
        Ok(body) => raw(status, JSON, body),
        Err(_) => raw(500, JSON, Vec::new()),
    }
}

fn raw(status: u16, content_type: &str, body: Vec<u8>) -> Reply {
    Reply::Http(HttpReply {
        status,
        headers: vec![(header::CONTENT_TYPE, content_type.to_owned())],
        body,
    })
}
