use super::*;
use crate::{ConnectProblem, ErrorKind, Host};

/// Names and values of the environment.
type Variables = &'static [(&'static str, &'static str)];

/// Kind, address, user and password of a parsed proxy.
fn parsed(text: &str) -> Option<(&'static str, String, Option<String>, Option<String>)> {
    let proxy = Proxy::parse(text)?;
    let address = proxy.address();
    Some((proxy.kind.scheme(), address, proxy.user, proxy.password))
}

#[test]
fn a_proxy_is_understood_as_it_is_usually_written() {
    let cases = [
        (
            "http://proxy.acme:3128",
            ("http", "proxy.acme:3128", "", ""),
        ),
        (
            " HTTP://Proxy.Acme:3128/ ",
            ("http", "proxy.acme:3128", "", ""),
        ),
        ("proxy.acme:3128", ("http", "proxy.acme:3128", "", "")),
        ("proxy.acme", ("http", "proxy.acme:80", "", "")),
        ("http://proxy.acme:80", ("http", "proxy.acme:80", "", "")),
        ("https://proxy.acme", ("https", "proxy.acme:443", "", "")),
        (
            "socks5h://127.0.0.1:1080",
            ("socks5h", "127.0.0.1:1080", "", ""),
        ),
        ("socks5://127.0.0.1", ("socks5", "127.0.0.1:1080", "", "")),
        (
            "socks://127.0.0.1:7891/",
            ("socks5h", "127.0.0.1:7891", "", ""),
        ),
        ("socks4a://[::1]:9050", ("socks4a", "[::1]:9050", "", "")),
        ("socks4://10.0.0.1", ("socks4", "10.0.0.1:1080", "", "")),
        (
            "http://ann:pw@proxy.acme:1",
            ("http", "proxy.acme:1", "ann", "pw"),
        ),
        (
            "http://ann:p@ss@proxy.acme:1",
            ("http", "proxy.acme:1", "ann", "p@ss"),
        ),
        (
            "http://ann:p%40s%3As@proxy.acme:1",
            ("http", "proxy.acme:1", "ann", "p@s:s"),
        ),
        (
            "http://ann:a:b/c?d#e@proxy.acme:1",
            ("http", "proxy.acme:1", "ann", "a:b/c?d#e"),
        ),
        (
            "http://ann:100%@proxy.acme:1",
            ("http", "proxy.acme:1", "ann", "100%"),
        ),
        (
            "http://ACME%5Cann:pw@proxy.acme:1",
            ("http", "proxy.acme:1", "ACME\\ann", "pw"),
        ),
        (
            "http://ann@proxy.acme:1",
            ("http", "proxy.acme:1", "ann", ""),
        ),
        (
            "ann:密码@proxy.acme:1",
            ("http", "proxy.acme:1", "ann", "密码"),
        ),
        (
            "http://代理.例子:1",
            ("http", "xn--mnq481g.xn--fsqu00a:1", "", ""),
        ),
    ];
    for (text, (kind, address, user, password)) in cases {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let expected = (kind, address.to_owned(), given(user), given(password));
        assert_eq!(parsed(text), Some(expected), "{text}");
    }
    println!("count: {} cases of addresses of proxies", cases.len());
}

#[test]
fn what_is_no_proxy_is_refused() {
    for text in [
        "",
        " ",
        "http://",
        "quic://proxy.acme:1",
        "http://proxy.acme:0",
        "http://proxy.acme:99999",
        "http://pro xy:1",
        "http://[::1",
        "http://proxy.acme:x",
        "http://pro\\xy:1",
        "http://ann@",
        "file:///etc/passwd",
    ] {
        assert_eq!(parsed(text), None, "{text:?}");
    }
}

#[test]
fn a_password_is_never_printed() {
    let proxy = Proxy::parse("http://ann:canary@proxy.acme:1").unwrap();
    assert_eq!(proxy.to_string(), "http://ann@proxy.acme:1");
    assert_eq!(format!("{proxy:?}"), "Proxy(Http, \"proxy.acme:1\")");
    assert_eq!(
        Proxy::parse(&proxy.to_string())
            .unwrap()
            .with_password("canary".to_owned()),
        proxy
    );
}

#[test]
fn user_and_password_are_encoded_for_the_http_library() {
    let proxy = Proxy::parse("socks5h://a@b:p@s/s:%@[::1]:1080").unwrap();
    assert_eq!(
        proxy.url_with_password(),
        "socks5h://a%40b:p%40s%2Fs%3A%25@[::1]:1080"
    );
    let bare = Proxy::parse("proxy.acme:1").unwrap();
    assert_eq!(bare.url_with_password(), "http://proxy.acme:1");
}

#[test]
fn no_proxy_lists_exempt_hosts() {
    let cases = [
        ("*", "id.acme.internal", 443, true),
        ("other.org, *", "id.acme.internal", 443, true),
        ("acme.internal", "id.acme.internal", 443, true),
        ("acme.internal", "acme.internal", 443, true),
        (".acme.internal", "id.acme.internal", 443, true),
        (".acme.internal", "acme.internal", 443, true),
        ("*.acme.internal", "id.acme.internal", 443, true),
        ("*.acme.internal", "a.b.acme.internal", 443, true),
        ("*.acme.internal", "notacme.internal", 443, false),
        ("acme.internal", "notacme.internal", 443, false),
        ("ACME.Internal.", "id.acme.INTERNAL", 443, true),
        ("acme.internal", "id.acme.internal.", 443, true),
        ("id.acme.internal:8443", "id.acme.internal", 8443, true),
        ("id.acme.internal:8443", "id.acme.internal", 443, false),
        ("*.acme.internal:8443", "id.acme.internal", 8443, true),
        (
            "localhost,127.0.0.1 , id.acme.internal",
            "id.acme.internal",
            443,
            true,
        ),
        (
            "localhost 127.0.0.1\tid.acme.internal",
            "id.acme.internal",
            443,
            true,
        ),
        ("localhost;id.acme.internal", "id.acme.internal", 443, true),
        ("10.0.0.0/8", "10.1.2.3", 443, true),
        ("10.0.0.0/8", "11.1.2.3", 443, false),
        ("192.168.1.7", "192.168.1.7", 443, true),
        ("192.168.1.7:8443", "192.168.1.7", 8443, true),
        ("192.168.1.7", "192.168.1.70", 443, false),
        ("192.168.*", "192.168.1.7", 443, true),
        ("192.168.*", "192.169.1.7", 443, false),
        ("fd00::/8", "[fd00::1]", 443, true),
        ("fd00::1", "[fd00:0::1]", 443, true),
        ("[fd00::1]", "[fd00::1]", 443, true),
        ("[fd00::1]:8443", "[fd00::1]", 8443, true),
        ("[fd00::1]:8443", "[fd00::1]", 443, false),
        ("<local>", "intranet", 443, true),
        ("<local>", "id.acme.internal", 443, false),
        ("id*.acme.internal", "id7.acme.internal", 443, true),
        ("", "id.acme.internal", 443, false),
        (",, ;", "id.acme.internal", 443, false),
        (".", "id.acme.internal", 443, false),
        ("*.", "id.acme.internal", 443, false),
    ];
    for (list, host, port, expected) in cases {
        assert_eq!(
            is_exempt(list, host, port),
            expected,
            "{list:?} {host} {port}"
        );
    }
    println!("count: {} cases of NO_PROXY", cases.len());
}

#[test]
fn the_environment_names_the_proxy() {
    let cases: [(Variables, Option<&str>); 13] = [
        (&[], None),
        (&[("https_proxy", "http://a:1")], Some("http://a:1")),
        (&[("HTTPS_PROXY", "http://a:1")], Some("http://a:1")),
        (
            &[("https_proxy", "http://a:1"), ("HTTPS_PROXY", "http://b:1")],
            Some("http://a:1"),
        ),
        (
            &[("https_proxy", " "), ("HTTPS_PROXY", "http://b:1")],
            Some("http://b:1"),
        ),
        (&[("all_proxy", "socks5h://a:1")], Some("socks5h://a:1")),
        (&[("ALL_PROXY", "socks5h://a:1")], Some("socks5h://a:1")),
        (
            &[
                ("all_proxy", "socks5h://a:1"),
                ("https_proxy", "http://b:1"),
            ],
            Some("http://b:1"),
        ),
        // It is for http, and a pool's host is called by https.
        (&[("http_proxy", "http://a:1")], None),
        (
            &[("https_proxy", "http://a:1"), ("no_proxy", "acme.internal")],
            None,
        ),
        (
            &[
                ("https_proxy", "http://a:1"),
                ("NO_PROXY", "*.acme.internal"),
            ],
            None,
        ),
        (
            &[
                ("https_proxy", "http://a:1"),
                ("NO_PROXY", "id.acme.internal:8443"),
            ],
            None,
        ),
        (
            &[
                ("https_proxy", "http://a:1"),
                ("NO_PROXY", "id.acme.internal:443"),
            ],
            Some("http://a:1"),
        ),
    ];
    let host = Host::parse("https://id.acme.internal:8443").unwrap();
    for (variables, expected) in cases {
        let variable = |name: &str| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let proxy = proxy_from_environment(&host, variable).unwrap();
        assert_eq!(
            proxy.map(|proxy| proxy.to_string()).as_deref(),
            expected,
            "{variables:?}"
        );
        let local = Host::parse("http://127.0.0.1:3000").unwrap();
        assert_eq!(proxy_from_environment(&local, variable), Ok(None));
    }
    println!("count: {} cases of proxies in the environment", cases.len());
    let garbled = |name: &str| (name == "https_proxy").then(|| "quic://a:1".to_owned());
    let refused = proxy_from_environment(&host, garbled).unwrap_err();
    assert_eq!(refused.kind, ErrorKind::from(ConnectProblem::ProxyInvalid));
}
