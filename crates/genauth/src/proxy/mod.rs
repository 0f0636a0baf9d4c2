//! The proxy that a call goes through. Pure: the environment is an argument.

mod environment;
mod exempt;

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

pub use environment::proxy_from_environment;
pub use exempt::is_exempt;

/// The protocol spoken with a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProxyKind {
    /// HTTP with the method `CONNECT`.
    Http,
    /// The same within TLS.
    Https,
    /// SOCKS 4: names are looked up on this computer.
    Socks4,
    /// SOCKS 4a: names are looked up by the proxy.
    Socks4a,
    /// SOCKS 5: names are looked up on this computer.
    Socks5,
    /// SOCKS 5: names are looked up by the proxy.
    Socks5h,
}

/// A proxy. Its password is not printed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Proxy {
    kind: ProxyKind,
    /// A name, or an address as in a URL.
    host: String,
    port: u16,
    user: Option<String>,
    password: Option<String>,
}

impl Proxy {
    /// Parses `[kind://][user[:password]@]host[:port][/]`. Without a kind it is HTTP. User and password may be
    /// percent-encoded; the last `@` ends them, so that a password may contain others.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text
            .trim()
            .split_once("://")
            .unwrap_or(("http", text.trim()));
        let kind = ProxyKind::parse(scheme)?;
        let (user_info, address) = match rest.rsplit_once('@') {
            Some((user_info, address)) => (Some(user_info), address),
            None => (None, rest),
        };
        let address = address.split(['/', '?', '#']).next()?;
        let (host, port) = host_and_port(address)?;
        let (user, password) =
            match user_info.map(|info| info.split_once(':').unwrap_or((info, ""))) {
                Some((user, password)) => (non_empty(user), non_empty(password)),
                None => (None, None),
            };
        Some(Self {
            kind,
            host,
            port: port.unwrap_or(kind.default_port()),
            user,
            password,
        })
    }

    /// The protocol.
    pub fn kind(&self) -> ProxyKind {
        self.kind
    }

    /// `host:port`.
    pub fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The user name.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// Whether it has a password.
    pub fn has_password(&self) -> bool {
        self.password.is_some()
    }

    /// The same proxy with a password.
    #[must_use]
    pub fn with_password(mut self, password: String) -> Self {
        self.password = Some(password);
        self
    }

    /// The URL for an HTTP library, with user and password percent-encoded.
    pub fn url_with_password(&self) -> String {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let password = self
            .password
            .as_deref()
            .map(|password| format!(":{}", encode(password)));
        let user = match (&self.user, &password) {
            (None, None) => String::new(),
            (user, password) => format!(
                "{}{}@",
                user.as_deref().map(encode).unwrap_or_default(),
                password.as_deref().unwrap_or_default()
            ),
        };
        format!("{}://{user}{}", self.kind.scheme(), self.address())
    }
}

impl ProxyKind {
    /// The URL's scheme. `socks`, as desktops write it, is SOCKS 5.
    fn parse(scheme: &str) -> Option<Self> {
        Some(match scheme.to_ascii_lowercase().as_str() {
            "http" => Self::Http,
            "https" => Self::Https,
            "socks4" => Self::Socks4,
            "socks4a" => Self::Socks4a,
            "socks5" => Self::Socks5,
            "socks" | "socks5h" => Self::Socks5h,
            _ => return None,
        })
    }

    /// As in a URL: `socks5h`.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
            Self::Socks4 => "socks4",
            Self::Socks4a => "socks4a",
            Self::Socks5 => "socks5",
            Self::Socks5h => "socks5h",
        }
    }

    fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
            Self::Socks4 | Self::Socks4a | Self::Socks5 | Self::Socks5h => 1080,
        }
    }
}

/// Without the password: `socks5h://user@host:port`.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://", self.kind.scheme())?;
        if let Some(user) = &self.user {
            write!(f, "{}@", utf8_percent_encode(user, NON_ALPHANUMERIC))?;
        }
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Proxy")
            .field(&self.kind)
            .field(&self.address())
            .finish()
    }
}

fn non_empty(encoded: &str) -> Option<String> {
    let text = percent_decode_str(encoded).decode_utf8_lossy();
    (!text.is_empty()).then(|| text.into_owned())
}

/// The host as in a URL, and the port if there is one. None if either is not valid.
fn host_and_port(address: &str) -> Option<(String, Option<u16>)> {
    if address.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return None;
    }
    let url = Url::parse(&format!("http://{address}")).ok()?;
    let host = url.host_str().filter(|host| !host.is_empty())?.to_owned();
    let after_host = address.rsplit_once(']').map_or(address, |(_, rest)| rest);
    let port = match after_host.rsplit_once(':') {
        Some((_, "")) | None => None,
        Some((_, digits)) => Some(digits.parse().ok().filter(|port| *port != 0)?),
    };
    Some((host, port))
}

#[cfg(test)]
mod tests;
