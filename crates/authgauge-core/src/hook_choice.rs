//! The alert hook: what is called on each alert besides the desktop notification.

use std::fmt;
use std::net::IpAddr;
use std::path::Path;

use serde::{Deserialize, Serialize};
use url::Url;

const MAX_ADDRESS_LENGTH: usize = 2048;
const MAX_ARGUMENTS: usize = 32;
const MAX_ARGUMENT_LENGTH: usize = 4096;

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

/// The owner's alert hook. Addresses and arguments may contain a password, so Debug omits them.
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
    /// A program that receives the alert as JSON on standard input. It runs without a shell.
    Command {
        /// The program's absolute path.
        program: String,
        /// Passed as they are.
        arguments: Vec<String>,
    },
}

impl fmt::Debug for HookChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "Off",
            Self::Webhook { .. } => "Webhook",
            Self::Command { .. } => "Command",
        })
    }
}

impl HookChoice {
    /// Whether the address or command is allowed. Nothing is called.
    pub(crate) fn is_callable(&self) -> bool {
        match self {
            Self::Off => true,
            Self::Webhook {
                url,
                format,
                signed,
            } => webhook_address(url).is_some() && (!signed || format.can_sign()),
            Self::Command { program, arguments } => is_program(program, arguments),
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

/// Parses a webhook's address: `https`, or `http` to this machine. User names are rejected, since the address is shown.
pub fn webhook_address(text: &str) -> Option<Url> {
    // `Url::parse` drops tabs and line ends. The address called must be the one entered.
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '\\';
    if text.len() > MAX_ADDRESS_LENGTH || !text.chars().all(is_plain) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    let is_allowed = match url.scheme() {
        "https" => true,
        "http" => is_on_this_computer(&url),
        _ => false,
    };
    (is_allowed && !has_credentials && url.fragment().is_none()).then_some(url)
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

/// Whether this is a program's absolute path, which no search path can redirect, with arguments within the limits.
pub fn is_program(program: &str, arguments: &[String]) -> bool {
    let fits = |text: &str| text.len() <= MAX_ARGUMENT_LENGTH && !text.contains('\0');
    Path::new(program).is_absolute()
        && !is_batch_file(program)
        && fits(program)
        && arguments.len() <= MAX_ARGUMENTS
        && arguments.iter().all(|argument| fits(argument))
}

/// Windows runs these with `cmd.exe`, which parses arguments unlike other programs.
fn is_batch_file(program: &str) -> bool {
    let extension = Path::new(program).extension().unwrap_or_default();
    let is = |name: &&str| extension.eq_ignore_ascii_case(name);
    cfg!(windows) && ["bat", "cmd"].iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

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

    #[cfg(unix)]
    #[test]
    fn programs_are_absolute_paths() {
        for (program, is_valid) in [
            ("/usr/bin/logger", true),
            ("logger", false),
            ("./logger", false),
            ("", false),
            ("/usr/bin/lo\0gger", false),
        ] {
            assert_eq!(is_program(program, &[]), is_valid, "{program}");
        }
        assert!(is_program("/bin/a", &texts(&["x"; 32])));
        assert!(!is_program("/bin/a", &texts(&["x"; 33])));
        assert!(!is_program("/bin/a", &texts(&["a\0b"])));
        assert!(!is_program(
            "/bin/a",
            &["x".repeat(MAX_ARGUMENT_LENGTH + 1)]
        ));
    }
}
