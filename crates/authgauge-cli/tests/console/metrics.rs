//! Metrics: their text, the file, and the server.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use super::fixture::Fixture;

/// Families have no order of their own; the time it took differs.
fn sorted(text: &str) -> String {
    let mut lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("authgauge_scrape_duration_seconds "))
        .collect();
    lines.sort_unstable();
    lines.join("\n")
}

#[test]
fn metrics_have_every_figure_and_an_unknown_one_is_absent() {
    let fixture = Fixture::new();
    let output = fixture.command(&["metrics"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.ends_with("# EOF\n"));
    insta::assert_snapshot!("metrics", sorted(&text));
    assert!(!text.contains(
        "benefit_limit{pool=\"11111111-1111-4111-8111-111111111111\",benefit=\"Storage\"}"
    ));
}

#[test]
fn a_rename_breaks_no_series() {
    let fixture = Fixture::new();
    let series = || {
        let output = fixture.command(&["metrics"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let is_named = |line: &&str| line.starts_with("authgauge_pool_info{");
        let rest: Vec<&str> = text.lines().filter(|line| !is_named(line)).collect();
        sorted(&rest.join("\n"))
    };
    let before = series();
    assert_eq!(
        fixture.exit(&["pools", "rename", "Acme", "say \"hi\" \\ there"]),
        0
    );
    assert_eq!(series(), before);
    let output = fixture.command(&["metrics"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(r#"name="say \"hi\" \\ there""#), "{text}");
}

#[test]
fn file_is_replaced_whole_and_is_the_text_format() {
    let fixture = Fixture::new();
    let path = fixture.path().join("authgauge.prom");
    fs::write(&path, "old").unwrap();
    assert_eq!(
        fixture.exit(&["metrics", "--textfile", "authgauge.prom"]),
        0
    );
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# HELP authgauge_"));
    assert!(!text.contains("# EOF"));
    assert_eq!(
        fixture.exit(&["metrics", "--textfile", "nowhere/a.prom"]),
        5
    );
    assert_eq!(
        fs::read_dir(fixture.path()).unwrap().count(),
        2,
        "no leftovers"
    );
}

/// A running server; ends with the test.
struct Listening {
    child: Child,
    address: String,
}

impl Listening {
    fn start(fixture: &Fixture, args: &[&str]) -> Self {
        let args = [&["metrics", "--listen", "127.0.0.1:0"], args].concat();
        let mut command = fixture.command(&args);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap();
        let address = address.strip_suffix("/metrics").unwrap().to_owned();
        Self { child, address }
    }

    /// Status and body.
    fn get(&self, headers: &[&str]) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let headers = headers.join("\r\n");
        write!(
            stream,
            "GET /metrics HTTP/1.1\r\nConnection: close\r\n{headers}\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn server_answers_this_computer_only() {
    let fixture = Fixture::new();
    let server = Listening::start(&fixture, &[]);
    let host = format!("Host: {}", server.address);
    let (status, text) = server.get(&[&host]);
    assert_eq!(status, 200);
    assert!(
        text.contains("version=0.0.4") && text.contains("\nauthgauge_benefit_used{"),
        "{text}"
    );
    let (_, text) = server.get(&[&host, "Accept: application/openmetrics-text;version=1.0.0"]);
    assert!(
        text.contains("version=1.0.0") && text.contains("# EOF"),
        "{text}"
    );
    assert_eq!(
        server.get(&["Host: evil.example"]).0,
        403,
        "a page in a browser"
    );
    fs::remove_dir_all(fixture.path().join("data")).unwrap();
    assert_eq!(server.get(&[&host]).0, 503);
}

#[test]
fn server_off_loopback_needs_a_token() {
    let fixture = Fixture::new();
    assert_eq!(fixture.exit(&["metrics", "--listen", "0.0.0.0:0"]), 2);
    assert_eq!(
        fixture.exit(&["metrics", "--listen", "127.0.0.1:0", "--live"]),
        2
    );
    fs::write(fixture.path().join("short"), "secret").unwrap();
    assert_eq!(
        fixture.exit(&[
            "metrics",
            "--listen",
            "127.0.0.1:0",
            "--token-file",
            "short"
        ]),
        2
    );
    fs::write(fixture.path().join("token"), "0123456789abcdef\n").unwrap();
    let server = Listening::start(&fixture, &["--token-file", "token"]);
    let get = |headers: &[&str]| {
        server
            .get(&[&["Host: metrics.example"], headers].concat())
            .0
    };
    assert_eq!(get(&[]), 403);
    assert_eq!(get(&["Authorization: Bearer 0123456789abcdeF"]), 403);
    assert_eq!(get(&["Authorization: Bearer 0123456789abcdef"]), 200);
}
