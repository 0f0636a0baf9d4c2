//! The origin of a user pool's server.

use std::fmt;

use url::Url;

use crate::{Error, ErrorKind};

/// The origin of a GenAuth server: `https://name[:port]`, or `http://` on loopback only, since an access key
/// must not cross a network in plain text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Host {
    url: Url,
    origin: String,
}

impl Host {
    /// Parses user input: `api.genauth.ai`, `https://id.acme.internal:8443/`. The default scheme is https.
    /// International names become punycode.
    ///
    /// # Errors
    /// [`ErrorKind::HostInvalid`] for anything but an origin: another scheme, `http` beyond loopback
    /// (`127.0.0.0/8`, `[::1]`, `localhost`), a user name, path, query or fragment, and a name with a final dot: it
    /// would be another text for the same host.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_origin(text.trim()).ok_or_else(|| ErrorKind::HostInvalid.into())
    }

    /// The origin without a trailing slash: `https://api.genauth.ai`.
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// The host name for display, with the port unless it is the scheme's default: `127.0.0.1:3000`.
    pub fn name(&self) -> &str {
        self.origin
            .split_once("://")
            .map_or(self.as_str(), |(_, name)| name)
    }

    /// Whether the host is this computer.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// The host name without the port; an IPv6 address is in brackets.
    pub fn hostname(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The port, also if it is the scheme's default.
    pub fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or_default()
    }

    fn parse_origin(text: &str) -> Option<Self> {
        // The URL parser would silently drop tabs, line breaks and an empty user name.
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@' || c == '\\') {
            return None;
        }
        let (scheme, authority) = text.split_once("://").unwrap_or(("https", text));
        let authority = authority.strip_suffix('/').unwrap_or(authority);
        // The URL parser would resolve `name/../..` to an origin.
        if authority.contains('/') {
            return None;
        }
        let url = Url::parse(&format!("{scheme}://{authority}")).ok()?;
        let is_origin = url.query().is_none() && url.fragment().is_none();
        let is_allowed_scheme = match url.scheme() {
            "https" => true,
            "http" => is_loopback(&url),
            _ => false,
        };
        if !is_origin || !is_allowed_scheme || !has_valid_length(&url) || url.port() == Some(0) {
            return None;
        }
        let origin = url.as_str().strip_suffix('/')?.to_owned();
        Some(Self { url, origin })
    }
}

#[cfg(feature = "client")]
impl Host {
    /// Whether the scheme is `http`, which implies loopback.
    pub(crate) fn is_plain_http(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// The URL of an API path on this host.
    pub(crate) fn url(&self, path: &str, query: &[(&str, String)]) -> Url {
        let mut url = self.url.clone();
        url.set_path(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

/// Whether the name fits into DNS (RFC 1035, 2.3.4): 253 characters, 63 between dots.
fn has_valid_length(url: &Url) -> bool {
    url.domain().is_none_or(|name| {
        let mut labels = name.split('.');
        name.len() <= 253 && labels.all(|label| (1..=63).contains(&label.len()))
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_normalizes_origins() {
        for (input, origin, name) in [
            ("api.genauth.ai", "https://api.genauth.ai", "api.genauth.ai"),
            (
                " https://API.GenAuth.ai/ ",
                "https://api.genauth.ai",
                "api.genauth.ai",
            ),
            (
                "HTTPS://api.genauth.ai:443",
                "https://api.genauth.ai",
                "api.genauth.ai",
            ),
            (
                "id.acme.internal:8443",
                "https://id.acme.internal:8443",
                "id.acme.internal:8443",
            ),
            (
                "http://127.0.0.1:3000/",
                "http://127.0.0.1:3000",
                "127.0.0.1:3000",
            ),
            ("http://127.9.9.9", "http://127.9.9.9", "127.9.9.9"),
            ("http://localhost:80", "http://localhost", "localhost"),
            ("http://[::1]:3000", "http://[::1]:3000", "[::1]:3000"),
            (
                "身份.例子",
                "https://xn--doq656m.xn--fsqu00a",
                "xn--doq656m.xn--fsqu00a",
            ),
        ] {
            let host = Host::parse(input).unwrap_or_else(|_| panic!("{input}"));
            assert_eq!((host.as_str(), host.name()), (origin, name));
            assert_eq!(Host::parse(&host.to_string()).unwrap(), host, "round trip");
        }
    }

    #[test]
    fn parse_rejects_anything_but_an_origin() {
        for input in [
            "https://example.com/../..",
            "https://example.com/.",
            "https://example.com/%2e%2e",
            "https://example.com//",
            "https:///example.com",
            "example.com/..",
            "",
            " ",
            "https://",
            "/",
            "http://api.genauth.ai",
            "http://192.168.0.1",
            "http://127.0.0.1.example.org",
            "http://localhost.example.org",
            "ftp://api.genauth.ai",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://user@api.genauth.ai",
            "https://user:pass@api.genauth.ai",
            "https://@api.genauth.ai",
            "https://api.genauth.ai/console",
            "https://api.genauth.ai//",
            "https://api.genauth.ai?",
            "https://api.genauth.ai/?a=b",
            "https://api.genauth.ai#",
            "https://api.genauth.ai\\x",
            "api.gen\nauth.ai",
            "api genauth.ai",
            "https://api.genauth.ai:0",
            "https://api.genauth.ai:99999",
            "https://[::1",
            "https://999.1.1.1",
            &"x".repeat(64),
            &"a.".repeat(127),
            "https://api..genauth.ai",
            "api.genauth.ai.",
            "https://api.genauth.ai.:8443",
            "https://.",
        ] {
            assert_eq!(
                Host::parse(input).unwrap_err().kind,
                ErrorKind::HostInvalid,
                "{input:?}"
            );
        }
    }

    #[test]
    fn url_keeps_the_order_of_the_query() {
        let host = Host::parse("api.genauth.ai").unwrap();
        let query = [
            ("startTime", "20220202".to_owned()),
            ("endTime", "20220802".to_owned()),
        ];
        assert_eq!(
            host.url("/api/v3/x", &query).as_str(),
            "https://api.genauth.ai/api/v3/x?startTime=20220202&endTime=20220802"
        );
        assert_eq!(
            host.url("/api/v3/x", &[]).as_str(),
            "https://api.genauth.ai/api/v3/x"
        );
    }
}
