//! While names and figures are hidden, no view model has them.

use authgauge_api::{FindablePool, privacy};
use authgauge_app::HistoryDays;
use authgauge_core::hook_choice::{HookChoice, WebhookFormat};
use authgauge_core::proxy_choice::ProxyChoice;
use serde::Serialize;

use super::*;

const HOOK: &str = "https://hooks.acme.example/token";
const PROXY: &str = "http://proxy.acme.example:3128";

fn with_hosts(current: &mut Settings) {
    current.hook = HookChoice::Webhook {
        url: HOOK.to_owned(),
        format: WebhookFormat::Plain,
        signed: false,
    };
    current.proxy = ProxyChoice::Manual {
        url: PROXY.to_owned(),
        password: false,
    };
}

fn hide(app: &App, privacy: bool) {
    app.update_settings(|settings| settings.privacy = privacy)
        .unwrap();
}

/// Everything that the page can be told of a pool, as JSON.
async fn told(fixture: &Fixture, id: &PoolId) -> String {
    let app = &fixture.app;
    let months = MauRange::Months { count: 12 };
    let history = HistoryRequest {
        pool: id.clone(),
        code: "SMS".to_owned(),
        days: HistoryDays::MONTH,
        theme: ChartTheme::Light,
        language: WordsLanguage::En,
        width: 800,
        height: 300,
    };
    let findable: Vec<_> = app
        .snapshot()
        .pools
        .iter()
        .map(FindablePool::from)
        .collect();
    [
        json(&app.overview()),
        json(&app.pool_view(id).unwrap()),
        json(&app.mau_view(chart_of(id, months)).await.unwrap()),
        json(&app.benefit_history(history).await.unwrap()),
        json(&findable),
        format!("{:?}", app.tray_summary()),
    ]
    .join("\n")
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// Name, hosts and each figure, as a view model or a chart writes it.
fn secrets(fixture: &Fixture) -> Vec<String> {
    let served = fixture.sim.served_usage(&fixture.pool().access_key_id);
    let figures = served
        .iter()
        .flat_map(|benefit| [&benefit.used, &benefit.total]);
    // Digits alone are in versions, too.
    let figures = figures.filter(|figure| figure.len() > 1 && figure.parse::<f64>().is_ok());
    let figures = figures.map(|figure| format!("\"{figure}\""));
    let names = ["Acme", "127.0.0.1", "hooks.acme", "proxy.acme"].map(str::to_owned);
    let percents = ["\"percent\":120", "percent: Some(120)"].map(str::to_owned);
    names.into_iter().chain(figures).chain(percents).collect()
}

#[tokio::test]
async fn no_view_model_has_a_name_a_host_or_a_figure() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    fixture.app.update_settings(with_hosts).unwrap();
    let secrets = secrets(&fixture);
    let shown = told(&fixture, &id).await;
    for secret in &secrets {
        assert!(shown.contains(secret), "the check finds {secret}");
    }
    hide(&fixture.app, true);
    let hidden = told(&fixture, &id).await;
    for secret in &secrets {
        assert!(!hidden.contains(secret), "{secret} in {hidden}");
    }
    assert!(hidden.contains("Pool 1") && hidden.contains(privacy::HIDDEN));
    hide(&fixture.app, false);
    assert!(told(&fixture, &id).await.contains("Acme"));
}

#[tokio::test]
async fn a_page_that_sends_what_it_was_told_changes_nothing_else() {
    let fixture = Fixture::new().await;
    fixture.app.update_settings(with_hosts).unwrap();
    hide(&fixture.app, true);
    let mut sent = fixture.app.overview().settings;
    sent.near_percent = 70;
    let current = Settings::from(fixture.app.settings());
    let revealed = privacy::revealed(sent.clone(), &current);
    let expected = Settings {
        near_percent: 70,
        ..current.clone()
    };
    assert_eq!(revealed, expected);
    // A change that the owner made is kept.
    sent.proxy = ProxyChoice::Direct;
    assert_eq!(privacy::revealed(sent, &current).proxy, ProxyChoice::Direct);
}

#[tokio::test]
async fn an_alert_on_the_desktop_has_neither_name_nor_figures() {
    let fixture = Fixture::new().await;
    fixture.add(&fixture.pool()).await;
    hide(&fixture.app, true);
    let alerts = fixture.app.snapshot().alerts;
    assert!(!alerts.is_empty());
    for alert in alerts {
        let told = format!("{:?}", privacy::for_notification(alert.clone()));
        assert!(
            !told.contains("Acme") && !told.contains("127.0.0.1"),
            "{told}"
        );
        if let authgauge_core::alert::AlertKind::Threshold { used, .. } = &alert.alert.kind {
            assert!(!told.contains(&format!("\"{used}\"")), "{told}");
        }
    }
}

#[tokio::test]
async fn a_name_that_stands_for_a_hidden_one_is_not_saved() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    hide(&fixture.app, true);
    fixture.app.rename_pool(&id, "Pool 1").unwrap();
    hide(&fixture.app, false);
    assert_eq!(fixture.app.pool_view(&id).unwrap().name, "Acme");
    hide(&fixture.app, true);
    fixture.app.rename_pool(&id, "Elsewhere").unwrap();
    hide(&fixture.app, false);
    assert_eq!(fixture.app.pool_view(&id).unwrap().name, "Elsewhere");
}
