//! The alert hook: what is called on each alert besides the desktop notification.

use std::fmt;
use std::net::IpAddr;
use std::path::Path;

use serde::{Deserialize, Serialize};
use url::Url;

const MAX_ADDRESS_LENGTH: usize = 2048;
const MAX_ARGUMENTS: usize = 32;
const MAX_ARGUMENT_LENGTH: usize = 4096;

/// The owner's alert hook. Addresses and arguments may contain a password, so Debug omits them.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HookChoice {
    /// No hook.
    #[default]
    Off,
    /// A server that receives the alert as JSON.
    Webhook {
        /// `https://…`, or `http://` on this machine.
        url: String,
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
            Self::Webhook { url } => webhook_address(url).is_some(),
            Self::Command { program, arguments } => is_program(program, arguments),
        }
    }
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
