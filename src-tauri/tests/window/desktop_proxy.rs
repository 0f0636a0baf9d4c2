//! GNOME's proxy setting, read from a real dconf, is followed at the next call.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::contacted_hosts::start_proxy;
use crate::fixture::Fixture;

/// The service that writes settings, which a session's bus does not start by itself. Ends when dropped.
struct DconfService(Child);

impl DconfService {
    fn start(fixture: &Fixture) -> Self {
        let mut service = fixture.session.command("/usr/libexec/dconf-service");
        Self(service.spawn().unwrap())
    }
}

impl Drop for DconfService {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sets a key of GNOME's proxy settings with GNOME's own program, which ignores that nothing was written.
fn set(fixture: &Fixture, group: &str, key: &str, value: &str) {
    let schema = format!("org.gnome.system.proxy{group}");
    let call = |args: &[&str]| {
        let mut gsettings = fixture.session.command("gsettings");
        let output = gsettings.args(args).stdout(Stdio::piped()).output();
        let output = output.unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let deadline = Instant::now() + Duration::from_secs(30);
    while call(&["get", &schema, key]).trim().trim_matches('\'') != value {
        assert!(Instant::now() < deadline, "{schema} {key}");
        call(&["set", &schema, key, value]);
    }
}

/// Has GNOME's settings decide.
fn without_proxy_variables(fixture: &mut Fixture) {
    for name in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        fixture.session.set_env(name, "");
    }
    // The tests' sessions keep settings in memory, each program its own.
    fixture.session.set_env("GSETTINGS_BACKEND", "dconf");
}

fn set_proxy(fixture: &mut Fixture, url: &str) {
    let port = url.rsplit(':').next().unwrap();
    set(fixture, ".https", "host", "127.0.0.1");
    set(fixture, ".https", "port", port);
    set(fixture, "", "mode", "manual");
    fixture.network.allow(port.parse().unwrap());
}

#[tokio::test]
async fn a_proxy_set_in_gnome_is_followed_without_a_restart() {
    let mut fixture = Fixture::start().await;
    without_proxy_variables(&mut fixture);
    let _service = DconfService::start(&fixture);
    let app = fixture.open_app().await;
    fixture.fill_pool_form(&app, &fixture.pool(0)).await;
    app.type_into("host", "https://id.acme.example")
        .await
        .unwrap();

    for _ in 0..2 {
        let (url, requests) = start_proxy().await;
        set_proxy(&mut fixture, &url);
        app.click("test-key").await.unwrap();
        // The sentence of the round before may still be there.
        while requests.all().is_empty() {
            app.wait_for_text("error", "The proxy").await.unwrap();
        }
        let asked = requests.all();
        assert!(
            asked
                .iter()
                .all(|line| line.starts_with("CONNECT id.acme.example:443 ")),
            "{asked:?}"
        );
    }
}

#[tokio::test]
async fn a_proxy_script_set_in_gnome_is_said_to_be_not_followed() {
    let mut fixture = Fixture::start().await;
    without_proxy_variables(&mut fixture);
    let _service = DconfService::start(&fixture);
    set(
        &fixture,
        "",
        "autoconfig-url",
        "http://127.0.0.1:9/proxy.pac",
    );
    set(&fixture, "", "mode", "auto");
    let app = fixture.open_app().await;
    fixture.fill_pool_form(&app, &fixture.pool(0)).await;
    app.click("test-key").await.unwrap();
    app.wait_for("key-report").await.unwrap();

    app.type_into("host", "https://id.acme.example")
        .await
        .unwrap();
    app.click("test-key").await.unwrap();
    let error = app.wait_for_text("error", "(PAC) is not followed").await;
    let error = error.unwrap();
    assert!(error.contains("id.acme.example"), "{error}");
    assert!(error.contains("in Settings, under Network"), "{error}");
    // The script is not fetched, and the host itself was tried.
    let unexpected = fixture.network.unexpected();
    assert!(!unexpected.is_empty());
    assert!(
        unexpected
            .iter()
            .all(|contact| contact.host == "id.acme.example"),
        "{unexpected:?}"
    );
    fixture.network.clear();
}
