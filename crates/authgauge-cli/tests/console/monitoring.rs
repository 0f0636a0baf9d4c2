//! The metrics, rules and dashboard with a real Prometheus, Alertmanager and node_exporter.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use genauth_sim::Fault;
use serde_json::Value;

use super::fixture::Fixture;
use super::live::Server;

fn monitoring(file: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../monitoring");
    root.join(file).canonicalize().unwrap()
}

/// The first of these programs that is installed: systems name them differently.
fn program(names: &[&str]) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let candidates = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let found = candidates.into_iter().find(|candidate| candidate.is_file());
    Command::new(found.unwrap_or_else(|| panic!("not installed: {names:?}; cargo xtask setup")))
}

fn promtool(args: &[&str], input: &[u8]) -> String {
    let mut command = program(&["promtool"]);
    let piped = command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = piped.stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {printed} {errors}");
    printed + &errors
}

#[test]
fn promtool_accepts_the_metrics() {
    let fixture = Fixture::new();
    for args in [&["metrics"][..], &["metrics", "--demo"]] {
        let output = fixture.command(args).output().unwrap();
        assert_eq!(promtool(&["check", "metrics"], &output.stdout), "");
    }
}

#[test]
fn promtool_accepts_the_rules_and_their_tests() {
    let rules = monitoring("rules/authgauge.rules.yml");
    let checked = promtool(&["check", "rules", rules.to_str().unwrap()], b"");
    assert!(checked.contains("9 rules found"), "{checked}");
    let tests = monitoring("rules/authgauge.test.yml");
    promtool(&["test", "rules", tests.to_str().unwrap()], b"");
}

/// The words that begin with the program's prefix.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let of_ours =
        words.filter(|word| word.starts_with("authgauge_") && word.len() > "authgauge_".len());
    of_ours.map(str::to_owned).collect()
}

#[test]
fn rules_and_dashboard_use_documented_metrics_and_every_metric_is_documented() {
    let page = names(&fs::read_to_string(monitoring("README.md")).unwrap());
    for file in ["rules/authgauge.rules.yml", "grafana/authgauge.json"] {
        let text = fs::read_to_string(monitoring(file)).unwrap();
        let unknown: Vec<_> = names(&text).difference(&page).cloned().collect();
        assert!(unknown.is_empty(), "{file}: {unknown:?}");
    }
    let dashboard = fs::read_to_string(monitoring("grafana/authgauge.json")).unwrap();
    let dashboard: Value = serde_json::from_str(&dashboard).unwrap();
    assert_eq!(dashboard["panels"].as_array().unwrap().len(), 8);
    let fixture = Fixture::new();
    let output = fixture.command(&["metrics"]).output().unwrap();
    let printed = names(&String::from_utf8(output.stdout).unwrap());
    let unknown: Vec<_> = printed.difference(&page).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// A program that ends with the test.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Self {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null());
        Self(quiet.stderr(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// An address of this computer that nothing listens on.
fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// The body of an answer, or nothing while the server does not answer.
fn get(address: &str, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer.split_once("\r\n\r\n")?.1.to_owned())
}

fn wait_for<T>(what: &str, ready: impl Fn() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(90);
    loop {
        if let Some(found) = ready() {
            return found;
        }
        assert!(Instant::now() < deadline, "{what}");
        sleep(Duration::from_millis(200));
    }
}

/// Prometheus with the committed rules, Alertmanager and node_exporter, fed by the program.
struct Monitoring {
    _programs: Vec<Running>,
    alertmanager: String,
}

impl Monitoring {
    fn start(server: &Server, exporter: &str) -> Self {
        let [prometheus, alertmanager, node] = [(); 3].map(|()| free_address());
        let dir = server.dir.path();
        let rules = monitoring("rules/authgauge.rules.yml");
        let config = format!(
            "global:\n  scrape_interval: 1s\n  evaluation_interval: 1s\n\
             rule_files: ['{}']\n\
             alerting:\n  alertmanagers:\n    - static_configs: [{{ targets: ['{alertmanager}'] }}]\n\
             scrape_configs:\n\
             \x20 - job_name: served\n    static_configs: [{{ targets: ['{exporter}'] }}]\n\
             \x20 - job_name: textfile\n    static_configs: [{{ targets: ['{node}'] }}]\n",
            rules.display()
        );
        fs::write(dir.join("prometheus.yml"), config).unwrap();
        let routes = "route: { receiver: none, group_wait: 1s }\nreceivers: [{ name: none }]\n";
        fs::write(dir.join("alertmanager.yml"), routes).unwrap();
        fs::create_dir_all(dir.join("textfile")).unwrap();
        let programs = vec![
            Running::start(
                program(&["prometheus-alertmanager", "alertmanager"])
                    .current_dir(dir)
                    .args([
                        "--config.file=alertmanager.yml",
                        "--storage.path=alertmanager",
                    ])
                    .args([
                        &format!("--web.listen-address={alertmanager}"),
                        "--cluster.listen-address=",
                    ]),
            ),
            Running::start(
                program(&["prometheus-node-exporter", "node_exporter"])
                    .current_dir(dir)
                    .args(["--collector.disable-defaults", "--collector.textfile"])
                    .args(["--collector.textfile.directory=textfile"])
                    .arg(format!("--web.listen-address={node}")),
            ),
            Running::start(
                program(&["prometheus"])
                    .current_dir(dir)
                    .args(["--config.file=prometheus.yml", "--storage.tsdb.path=tsdb"])
                    .arg(format!("--web.listen-address={prometheus}")),
            ),
        ];
        Self {
            _programs: programs,
            alertmanager,
        }
    }

    /// The alerts of this name that Alertmanager has, by job.
    fn jobs_of(&self, alert: &str) -> BTreeSet<String> {
        let body = get(&self.alertmanager, "/api/v2/alerts").unwrap_or_default();
        let alerts: Value = serde_json::from_str(&body).unwrap_or_default();
        let alerts = alerts.as_array().cloned().unwrap_or_default();
        alerts
            .iter()
            .map(|alert| &alert["labels"])
            .filter(|labels| labels["alertname"] == alert && labels["name"] == "Acme")
            .map(|labels| labels["job"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[test]
fn alert_reaches_alertmanager_from_the_file_and_from_the_server() {
    let server = Server::new();
    let exporter = free_address();
    let mut serve = server.command(&["metrics", "--listen", &exporter]);
    let _serving = Running::start(&mut serve);
    let monitoring = Monitoring::start(&server, &exporter);
    let write = [
        "metrics",
        "--refresh",
        "--textfile",
        "textfile/authgauge.prom",
    ];
    let written = |server: &Server| server.with_file(&write).status.code();

    let key = server.pool.access_key_id.clone();
    server.sim().set_usage(&key, "SMS", 1_000_000);
    assert_eq!(written(&server), Some(0));
    let both = BTreeSet::from(["served".to_owned(), "textfile".to_owned()]);
    wait_for("the benefit is over its limit", || {
        (monitoring.jobs_of("AuthgaugeBenefitOver") == both).then_some(())
    });

    server.sim().set_fault(Some(Fault::RevokeKey));
    assert_eq!(
        written(&server),
        Some(0),
        "a rejected key is an alert, not a failed service"
    );
    let file = BTreeSet::from(["textfile".to_owned()]);
    wait_for("the key is rejected", || {
        (monitoring.jobs_of("AuthgaugeKeyRejected") == file).then_some(())
    });
}

#[test]
fn units_name_existing_flags() {
    let unit = fs::read_to_string(monitoring("systemd/authgauge-metrics.service")).unwrap();
    let line = unit
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart=/usr/bin/authgauge "));
    let server = Server::new();
    let args = line
        .unwrap()
        .replace("/var/lib/prometheus/node-exporter/", "");
    let args: Vec<&str> = args.split(' ').collect();
    assert_eq!(server.with_credential("Acme", &args).status.code(), Some(0));
    assert!(server.dir.path().join("authgauge.prom").is_file());
}
