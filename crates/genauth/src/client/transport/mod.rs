//! HTTP: one connection pool per client, with limits, and without redirects or cookies.

mod name_lookup;
mod redact;
mod response;
mod system_trust;
mod tls;
mod transport_error;
mod tunnel_answer;

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, RequestBuilder};
use rustls::pki_types::ServerName;
use url::Url;

use self::name_lookup::NameLookup;
pub(crate) use self::response::HttpResponse;
use self::response::Timing;
#[cfg(target_os = "linux")]
pub use self::system_trust::system_certificate_files;
use self::tls::ClientCertificateAsked;
use self::transport_error::Way;
use super::ca_file;
use super::options::{ClientLimits, ClientOptions, Clock};
use crate::{CertificateProblem, ConnectProblem, Error, ErrorKind, Host, Proxy};

const USER_AGENT: &str = concat!("genauth-rs/", env!("CARGO_PKG_VERSION"));

/// The addresses of `localhost`.
const LOOPBACK: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];

/// Keeps connections between the calls of one refresh.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// Sends requests and reads their responses.
pub(crate) struct Transport {
    http: reqwest::Client,
    server: Host,
    proxy: Option<Proxy>,
    way: Way,
    clock: Clock,
    limits: ClientLimits,
}

/// Names and values of request headers.
pub(crate) type Headers = Vec<(Cow<'static, str>, String)>;

impl Transport {
    pub(crate) fn new(options: &ClientOptions) -> Result<Self, Error> {
        // Keeps the access key on this computer, whatever a proxy says.
        let proxy = options
            .proxy
            .as_ref()
            .filter(|_| !options.host.is_loopback());
        let way = Way {
            through_proxy: proxy.is_some(),
            ..Way::default()
        };
        let mut http = builder(proxy)?
            .user_agent(USER_AGENT)
            // A redirect would carry the credentials to any host.
            .redirect(Policy::none())
            .referer(false)
            // After a suspend an idle connection seems open but is dead.
            .pool_idle_timeout(IDLE_TIMEOUT)
            .connect_timeout(options.limits.connect_timeout)
            .timeout(options.limits.request_timeout);
        let ca_file = options.ca_pem.as_deref();
        let certificates = ca_file.map(ca_file::certificates).transpose();
        let certificates = certificates.map_err(ErrorKind::from)?;
        let given = match certificates {
            None => None,
            Some(certificates) => Some(tls::Given {
                certificates,
                server: server_name(&options.host)?,
                now: u64::try_from((options.clock)().timestamp()).unwrap_or_default(),
            }),
        };
        http = match options.host.is_plain_http() {
            true => http.tls_certs_only(None),
            false => {
                let config = tls::config(given, &way.client_certificate_asked)?;
                http.https_only(true).tls_backend_preconfigured(config)
            }
        };
        if options.host.is_loopback() {
            // Whatever a resolver says.
            let here = LOOPBACK.map(|address| (address, 0).into());
            http = http.resolve_to_addrs("localhost", &here);
        }
        Ok(Self {
            // With a valid TLS configuration and proxy nothing is left that can fail.
            http: http
                .build()
                .map_err(|_| ErrorKind::from(CertificateProblem::Other))?,
            server: options.host.clone(),
            proxy: proxy.cloned(),
            way,
            clock: options.clock.clone(),
            limits: options.limits,
        })
    }

    pub(crate) async fn get(&self, url: Url, headers: Headers) -> Result<HttpResponse, Error> {
        self.send(self.http.get(url), headers).await
    }

    pub(crate) async fn post_json(
        &self,
        url: Url,
        headers: Headers,
        body: String,
    ) -> Result<HttpResponse, Error> {
        let request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        self.send(request, headers).await
    }

    async fn send(&self, request: RequestBuilder, headers: Headers) -> Result<HttpResponse, Error> {
        let mut request = request.header(ACCEPT, "application/json");
        for (name, value) in headers {
            let (name, value) = header(&name, &value)?;
            request = request.header(name, value);
        }
        let sent_at = (self.clock)();
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Err(self.failure(&error).await.into()),
        };
        let timing = Timing::new(sent_at, (self.clock)(), self.limits.request_timeout);
        let response =
            HttpResponse::read(response, timing, self.limits.max_body_bytes, &self.way).await?;
        if self.way.client_certificate_asked.get() && response.misses_client_certificate() {
            return Err(ErrorKind::from(ConnectProblem::ClientCertificate).into());
        }
        if response.status == 407 && self.proxy.is_some() {
            // It may open the TLS connections that it forwards.
            return Err(ErrorKind::from(ConnectProblem::ProxyPassword).into());
        }
        Ok(response)
    }

    async fn failure(&self, error: &reqwest::Error) -> ErrorKind {
        let kind = transport_error::kind(error, &self.way);
        match &self.proxy {
            Some(proxy) => {
                let limit = self.limits.connect_timeout;
                tunnel_answer::explained(kind, proxy, &self.server, limit).await
            }
            None => kind,
        }
    }
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let malformed = || Error::from(ErrorKind::KeyMalformed { flaw: None });
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| malformed())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| malformed())?;
    value.set_sensitive(name == "authorization");
    Ok((name, value))
}

/// A builder of HTTP clients that use this proxy, or none: neither the environment nor the system is asked.
/// [`request_error`] tells why their requests fail.
///
/// # Errors
/// [`ConnectProblem::ProxyInvalid`]; [`ErrorKind::TlsUntrusted`] if the operating system has no certificates to trust.
pub fn http_builder(proxy: Option<&Proxy>) -> Result<ClientBuilder, Error> {
    let tls = tls::config(None, &ClientCertificateAsked::default())?;
    Ok(builder(proxy)?.tls_backend_preconfigured(tls))
}

fn builder(proxy: Option<&Proxy>) -> Result<ClientBuilder, Error> {
    let http = reqwest::Client::builder().dns_resolver(Arc::new(NameLookup));
    let Some(proxy) = proxy else {
        return Ok(http.no_proxy());
    };
    let proxy = reqwest::Proxy::all(proxy.url_with_password());
    let invalid = |_| ErrorKind::from(ConnectProblem::ProxyInvalid);
    Ok(http.proxy(proxy.map_err(invalid)?))
}

/// Why a request got no response, if its client is made with [`http_builder`].
pub fn request_error(error: &reqwest::Error, through_proxy: bool) -> Error {
    let way = Way {
        through_proxy,
        ..Way::default()
    };
    transport_error::kind(error, &way).into()
}

/// The host's name as certificates have it.
fn server_name(host: &Host) -> Result<ServerName<'static>, ErrorKind> {
    let name = host.hostname().trim_matches(['[', ']']).to_owned();
    ServerName::try_from(name).map_err(|_| ErrorKind::HostInvalid)
}
