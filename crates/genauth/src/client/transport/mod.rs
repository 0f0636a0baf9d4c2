//! HTTP: one connection pool per client, with limits, and without redirects or cookies.

mod answer;
mod redact;
mod transport_error;

use std::{borrow::Cow, time::Duration};

use reqwest::{
    Certificate, RequestBuilder,
    header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue},
    redirect::Policy,
};
use url::Url;

pub(crate) use answer::Answer;

use super::options::{ClientOptions, Clock, Limits};
use crate::{Error, ErrorKind};

const USER_AGENT: &str = concat!("authgauge/", env!("CARGO_PKG_VERSION"));

/// How long a connection is kept between calls: for the next one of the same refresh.
const IDLE: Duration = Duration::from_secs(30);

/// Sends calls and reads their answers.
pub(crate) struct Transport {
    http: reqwest::Client,
    clock: Clock,
    limits: Limits,
}

/// Names and values of a call's headers.
pub(crate) type Headers = Vec<(Cow<'static, str>, String)>;

impl Transport {
    pub(crate) fn new(options: &ClientOptions) -> Result<Self, Error> {
        let mut http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            // The headers that say who is calling would follow a redirect to any host.
            .redirect(Policy::none())
            .referer(false)
            // After a sleep an idle connection looks alive and is not.
            .pool_idle_timeout(IDLE)
            .connect_timeout(options.limits.connect)
            .timeout(options.limits.call);
        http = match options.host.is_plain_http() {
            true => http.tls_certs_only(None),
            false => http.https_only(true),
        };
        if options.host.is_loopback() {
            // What stays on this computer is no proxy's business, least of all the key.
            http = http.no_proxy();
        }
        let own_certificates = options.ca_pem.is_some();
        if let Some(pem) = &options.ca_pem {
            http = http.tls_certs_merge(certificates(pem)?);
        }
        let http = http.build().map_err(|_| match own_certificates {
            true => ErrorKind::CaFileInvalid,
            false => ErrorKind::TlsUntrusted,
        })?;
        Ok(Self {
            http,
            clock: options.clock.clone(),
            limits: options.limits,
        })
    }

    pub(crate) async fn get(&self, url: Url, headers: Headers) -> Result<Answer, Error> {
        self.send(self.http.get(url), headers).await
    }

    pub(crate) async fn post_json(
        &self,
        url: Url,
        headers: Headers,
        body: String,
    ) -> Result<Answer, Error> {
        let request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        self.send(request, headers).await
    }

    async fn send(&self, request: RequestBuilder, headers: Headers) -> Result<Answer, Error> {
        let mut request = request.header(ACCEPT, "application/json");
        for (name, value) in headers {
            let (name, value) = header(&name, &value)?;
            request = request.header(name, value);
        }
        let sent_at = (self.clock)();
        let response = request
            .send()
            .await
            .map_err(|error| transport_error::kind(&error))?;
        let timing = answer::Timing::of(sent_at, (self.clock)(), self.limits.call);
        Answer::read(response, timing, self.limits.body).await
    }
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let malformed = || Error::from(ErrorKind::KeyMalformed);
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| malformed())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| malformed())?;
    value.set_sensitive(name == "authorization");
    Ok((name, value))
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate>, Error> {
    match Certificate::from_pem_bundle(pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(ErrorKind::CaFileInvalid.into()),
    }
}
