//! What else hears of an alert, besides the desktop.

use std::fmt;
use std::net::IpAddr;
use std::path::Path;

use serde::{Deserialize, Serialize};
use url::Url;

/// No address that anybody uses is longer.
const LONGEST_ADDRESS: usize = 2048;

/// More than anybody hands to a program of this kind.
const MOST_ARGUMENTS: usize = 32;
const LONGEST_ARGUMENT: usize = 4096;

/// What else hears of an alert. Addresses and arguments may hold a password, so Debug leaves them out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HookChoice {
    /// Nothing.
    #[default]
    Off,
    /// A server that is sent the alert as JSON.
    Webhook {
        /// `https://…`, or `http://` on this machine.
        url: String,
    },
    /// A program that is given the alert as JSON on its standard input. No shell takes part.
    Command {
        /// The whole path of it.
        program: String,
        /// One by one, as they are.
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
    /// Whether this can be called at all, as far as can be told without calling it.
    pub fn is_callable(&self) -> bool {
        match self {
            Self::Off => true,
            Self::Webhook { url } => webhook_address(url).is_some(),
            Self::Command { program, arguments } => is_program(program, arguments),
        }
    }
}

/// Where a note may go: over `https`, or to this computer. Without a user name: it would be shown.
pub fn webhook_address(text: &str) -> Option<Url> {
    // The URL standard drops tabs and line ends inside an address; what was typed must be what is called.
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '\\';
    if text.len() > LONGEST_ADDRESS || !text.chars().all(is_plain) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    let may_be_called = match url.scheme() {
        "https" => true,
        "http" => is_on_this_computer(&url),
        _ => false,
    };
    (is_anonymous && may_be_called && url.fragment().is_none()).then_some(url)
}

/// Whether an address stays on this computer.
pub fn is_on_this_computer(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let address = name.parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// Whether this names a program by its whole path, so that nobody decides which one is meant.
pub fn is_program(program: &str, arguments: &[String]) -> bool {
    let fits = |text: &str| text.len() <= LONGEST_ARGUMENT && !text.contains('\0');
    let is_absolute = Path::new(program).is_absolute() && !is_for_a_shell(program);
    is_absolute
        && fits(program)
        && arguments.len() <= MOST_ARGUMENTS
        && arguments.iter().all(|argument| fits(argument))
}

/// Windows runs these by `cmd.exe`, which reads arguments in its own way.
fn is_for_a_shell(program: &str) -> bool {
    let extension = Path::new(program).extension().unwrap_or_default();
    cfg!(windows)
        && ["bat", "cmd"]
            .iter()
            .any(|shell| extension.eq_ignore_ascii_case(shell))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn addresses_are_https_or_of_this_computer() {
        for (text, fine) in [
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
            assert_eq!(webhook_address(text).is_some(), fine, "{text}");
        }
        let long = format!("https://example.com/{}", "x".repeat(LONGEST_ADDRESS));
        assert_eq!(webhook_address(&long), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_is_a_whole_path() {
        for (program, fine) in [
            ("/usr/bin/logger", true),
            ("logger", false),
            ("./logger", false),
            ("", false),
            ("/usr/bin/lo\0gger", false),
        ] {
            assert_eq!(is_program(program, &[]), fine, "{program}");
        }
        assert!(is_program("/bin/a", &texts(&["x"; 32])));
        assert!(!is_program("/bin/a", &texts(&["x"; 33])));
        assert!(!is_program("/bin/a", &texts(&["a\0b"])));
        assert!(!is_program("/bin/a", &["x".repeat(LONGEST_ARGUMENT + 1)]));
    }
}
