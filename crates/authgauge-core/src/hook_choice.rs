//! The alert hook: what is called on each alert besides the desktop notification.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use url::Url;

const MAX_ADDRESS_LENGTH: usize = 2048;
/// DNS allows no longer name.
const MAX_HOST_LENGTH: usize = 253;

/// The shape of a webhook's messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum WebhookFormat {
    /// The JSON of `docs/hook.md`.
    #[default]
    Plain,
    /// A message to a DingTalk group robot.
    DingTalk,
    /// A message to a Feishu or Lark group bot.
    Feishu,
    /// A message to a WeCom group robot.
    WeCom,
    /// A message to a Slack incoming webhook.
    Slack,
}

/// The owner's webhook. Its address may contain a password, so Debug omits it.
///
/// Programs are not chosen here: they are named in a file of the owner's, which neither page nor database can write.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HookChoice {
    /// No hook.
    #[default]
    Off,
    /// A server that receives the alert.
    Webhook {
        /// `https://…`, or `http://` on this machine.
        url: String,
        /// The service that the message is made for.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<WebhookFormat>"))]
        format: WebhookFormat,
        /// Whether calls are signed, with a secret that is in the keychain.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
        signed: bool,
    },
}

impl fmt::Debug for HookChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "Off",
            Self::Webhook { .. } => "Webhook",
        })
    }
}

impl HookChoice {
    /// The webhook's address; None without a valid one.
    pub fn address(&self) -> Option<Url> {
        match self {
            Self::Off => None,
            Self::Webhook { url, .. } => webhook_address(url),
        }
    }

    /// Whether the address is allowed. Nothing is called.
    pub(crate) fn is_callable(&self) -> bool {
        match self {
            Self::Off => true,
            Self::Webhook {
                url,
                format,
                signed,
            } => webhook_address(url).is_some() && (!signed || format.can_sign()),
        }
    }
}

impl WebhookFormat {
    /// The service at this address, if it is a known one.
    pub fn of_address(url: &Url) -> Option<Self> {
        match url.host_str()? {
            "oapi.dingtalk.com" => Some(Self::DingTalk),
            "open.feishu.cn" | "open.larksuite.com" => Some(Self::Feishu),
            "qyapi.weixin.qq.com" => Some(Self::WeCom),
            "hooks.slack.com" => Some(Self::Slack),
            _ => None,
        }
    }

    /// Whether the receiver can check a signature. WeCom and Slack have none.
    pub fn can_sign(self) -> bool {
        matches!(self, Self::Plain | Self::DingTalk | Self::Feishu)
    }
}

/// Defaults are not written, so that a webhook of an earlier version stays the same choice.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Parses a webhook's address: `https`, or `http` to this machine. The host must be written as it is called: in ASCII,
/// without escapes, user names or a final dot, since the owner agrees to what is shown.
pub fn webhook_address(text: &str) -> Option<Url> {
    // `Url::parse` drops tabs and line ends. The address called must be the one entered.
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '\\';
    if text.len() > MAX_ADDRESS_LENGTH || !text.chars().all(is_plain) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let is_allowed = match url.scheme() {
        "https" => true,
        "http" => is_on_this_computer(&url),
        _ => false,
    };
    (is_allowed && url.fragment().is_none() && is_host_as_written(text, &url)).then_some(url)
}

/// Whether the parsed host is the written one. Parsing decodes `%` escapes, maps letters that look alike, reads numbers
/// as addresses, and skips slashes and user names.
fn is_host_as_written(text: &str, url: &Url) -> bool {
    let (Some((_, rest)), Some(parsed)) = (text.split_once("://"), url.host_str()) else {
        return false;
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let written = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => authority,
    };
    // An IPv6 address can be written in several ways.
    let is_same = parsed.starts_with('[') || written.eq_ignore_ascii_case(parsed);
    is_same
        && parsed.len() <= MAX_HOST_LENGTH
        && authority.is_ascii()
        && !authority.contains(['%', '@'])
        && url.port() != Some(0)
        && (parsed.starts_with('[') || is_host_name(written))
}

/// Whether DNS can have this name: letters, digits, `-` and `_` between dots (RFC 1035, 2.3.4).
fn is_host_name(name: &str) -> bool {
    let is_usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut labels = name.split('.');
    labels.all(|label| (1..=63).contains(&label.len()) && label.chars().all(is_usual))
}

/// Whether the host is `localhost` or a loopback address.
pub fn is_on_this_computer(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let address = name.parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhook_addresses_are_https_or_loopback() {
        for (text, is_valid) in [
            ("https://hooks.example.com/a?b=c", true),
            ("https://192.0.2.7:8443/", true),
            ("http://127.0.0.1:8080/hook", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]:8080", true),
            ("http://localhost:8080", true),
            ("https://localhost:8080", true),
            ("http://hooks.example.com/", false),
            ("http://localhost.example.com/", false),
            ("http://127.0.0.1.example.com/", false),
            ("http://192.0.2.7/", false),
            ("http://0.0.0.0/", false),
            ("https://user@hooks.example.com/", false),
            ("https://:word@hooks.example.com/", false),
            ("https://hooks.example.com/#part", false),
            ("https://hooks.exa\tmple.com/", false),
            ("https:\\\\hooks.example.com", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("hooks.example.com", false),
            ("https://hooks.example.com:0/", false),
            ("https://hooks.slack.com;x.example.com/", false),
            ("https://hooks!example.com/", false),
            ("https://hooks..example.com/", false),
            ("https://", false),
            ("", false),
        ] {
            assert_eq!(webhook_address(text).is_some(), is_valid, "{text}");
        }
        let long = format!("https://example.com/{}", "x".repeat(MAX_ADDRESS_LENGTH));
        assert_eq!(webhook_address(&long), None);
    }

    #[test]
    fn known_services_are_proposed_for_their_hosts_only() {
        for (text, format) in [
            (
                "https://oapi.dingtalk.com/robot/send?access_token=x",
                Some(WebhookFormat::DingTalk),
            ),
            (
                "https://open.feishu.cn/open-apis/bot/v2/hook/x",
                Some(WebhookFormat::Feishu),
            ),
            (
                "https://OPEN.larksuite.com/open-apis/bot/v2/hook/x",
                Some(WebhookFormat::Feishu),
            ),
            (
                "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
                Some(WebhookFormat::WeCom),
            ),
            (
                "https://hooks.slack.com/services/T/B/x",
                Some(WebhookFormat::Slack),
            ),
            ("https://hooks.slack.com.example.com/services", None),
            ("https://example.com/hooks.slack.com", None),
        ] {
            let url = webhook_address(text).unwrap();
            assert_eq!(WebhookFormat::of_address(&url), format, "{text}");
        }
    }

    #[test]
    fn a_webhook_stored_without_a_service_stays_the_same_choice() {
        let stored = r#"{"kind":"webhook","url":"https://example.com/"}"#;
        let hook: HookChoice = serde_json::from_str(stored).unwrap();
        let plain = HookChoice::Webhook {
            url: "https://example.com/".to_owned(),
            format: WebhookFormat::Plain,
            signed: false,
        };
        assert_eq!(hook, plain);
        assert_eq!(serde_json::to_string(&hook).unwrap(), stored);
        let slack = r#"{"kind":"webhook","url":"https://example.com/","format":"slack"}"#;
        let hook: HookChoice = serde_json::from_str(slack).unwrap();
        assert_eq!(serde_json::to_string(&hook).unwrap(), slack);
    }

    #[test]
    fn a_service_without_signatures_is_not_signed() {
        let hook = |format| HookChoice::Webhook {
            url: "https://example.com/".to_owned(),
            format,
            signed: true,
        };
        assert!(hook(WebhookFormat::Plain).is_callable());
        assert!(!hook(WebhookFormat::Slack).is_callable());
    }

    /// Hosts that look like another one, or that are not called as they are written.
    const DISGUISED: [&str; 17] = [
        "https://hooks.slack.com\u{2215}services\u{2215}x.evil.example/",
        "https://hooks.slack.com\u{ff0f}x.evil.example/",
        "https://hooks.slack.com%2Fx.evil.example/",
        "https://hooks%2eexample.com/",
        "https://%n.example.com/",
        "https://h\u{43e}oks.example.com/",
        "https://hooks\u{3002}example.com/",
        "https://ho\u{ad}oks.example.com/",
        "https://hooks\u{200b}.example.com/",
        "https://hooks.example.com\u{a0}.evil.example/",
        "https://hooks.example.com./",
        "https://localhost./",
        "https://@hooks.example.com/",
        "https://hooks.slack.com:443@evil.example/",
        "https:///hooks.example.com/",
        "https://2130706433/",
        "https://0x7f.1/",
    ];

    #[test]
    fn a_host_that_is_not_called_as_it_is_written_is_refused() {
        for text in DISGUISED {
            assert_eq!(webhook_address(text), None, "{text}");
        }
        for text in [
            "https://HOOKS.example.com/",
            "https://xn--bcher-kva.example/",
            "https://hooks.example.com:8443",
            "https://hooks.example.com/a%2Fb?to=%E6%9D%8E&mail=a@b",
            "https://[0:0::1]:8443/",
        ] {
            assert!(webhook_address(text).is_some(), "{text}");
        }
        let long = format!("https://{}example.com/", "a.".repeat(122));
        assert_eq!(webhook_address(&long), None);
        println!("count: {} hosts in disguise", DISGUISED.len());
    }
}
