use super::*;

#[tokio::test]
async fn cards_match_the_served_usage() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;

    let view = fixture.app.pool_view(&id).unwrap();
    let served = fixture.sim.served_usage(&pool.access_key_id);
    let cards = view.cards.unwrap();
    assert_eq!(cards.len(), served.len());
    for (card, served) in cards.iter().zip(&served) {
        assert_eq!(card.code, served.code);
        assert_eq!(
            card.used,
            Figure::Known {
                value: served.used.clone()
            }
        );
        assert_eq!(card.trial, served.trial);
    }
    assert_eq!(view.reading.unwrap().source, Source::Live);
    assert_eq!(fixture.app.overview().pools[0].level, Some(Level::Over));
}

#[tokio::test]
async fn each_refresh_makes_one_call_per_endpoint_with_a_shared_token() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    fixture.app.refreshed(&id).await;

    assert_eq!(fixture.calls_of("get-management-token"), 1);
    for call in [
        "get-usage-info",
        "get-mau-period-usage-history",
        "get-current-package-info",
    ] {
        assert_eq!(fixture.calls_of(call), 2, "{call}");
    }
}

#[tokio::test]
async fn concurrent_refreshes_are_joined() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    fixture.sim.clear_requests();
    let refreshed = || fixture.app.refreshed(&id);
    tokio::join!(refreshed(), refreshed(), refreshed());
    assert_eq!(fixture.calls_of("get-usage-info"), 1);
}

#[tokio::test]
async fn after_a_restart_stored_readings_are_shown_without_a_call() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let before = fixture.app.pool_view(&id).unwrap();
    fixture.sim.clear_requests();

    let restarted = open(
        &fixture.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    let view = restarted.pool_view(&id).unwrap();
    assert_eq!(view.cards, before.cards);
    assert_eq!(view.plan, before.plan);
    assert_eq!(view.reading.unwrap().source, Source::Kept);
    let mau = restarted
        .mau_view(chart_of(&id, MauRange::Months { count: 12 }))
        .await
        .unwrap();
    assert!(!mau.chart.unwrap().bars.is_empty());
    assert!(fixture.sim.requests().is_empty());
}

#[tokio::test]
async fn with_the_server_down_old_figures_stay_marked_as_kept() {
    let mut fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let before = fixture.app.pool_view(&id).unwrap();
    let down = std::mem::replace(
        &mut fixture.sim,
        Sim::start(SimOptions::default()).await.unwrap(),
    );
    down.stop().await;
    fixture.app.refreshed(&id).await;

    let view = fixture.app.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), Some(ErrorCode::Unreachable));
    assert_eq!(view.cards, before.cards);
    let reading = view.reading.unwrap();
    assert_eq!(reading.source, Source::Kept);
    assert_eq!(reading.taken_at, before.reading.unwrap().taken_at);
    assert!(fixture.app.overview().pools[0].failing);
}

#[tokio::test]
async fn a_failure_disappears_with_the_next_successful_refresh() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    fixture
        .sim
        .set_fault_for(&pool.access_key_id, Some(Fault::UpgradeRequired));
    fixture.app.refreshed(&id).await;
    assert_eq!(
        failure_in(&fixture.app.pool_view(&id).unwrap()),
        Some(ErrorCode::UpgradeRequired)
    );

    fixture.sim.set_fault_for(&pool.access_key_id, None);
    fixture.app.refreshed(&id).await;
    assert_eq!(failure_in(&fixture.app.pool_view(&id).unwrap()), None);
}

#[tokio::test]
async fn new_thresholds_change_levels_at_once() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    fixture
        .sim
        .set_usage(&pool.access_key_id, "CustomDomains", "2");
    let settings = Settings {
        near_percent: 10,
        critical_percent: 20,
        ..Settings::default()
    };
    fixture.app.change_settings(settings).unwrap();
    let cards = fixture.app.pool_view(&id).unwrap().cards.unwrap();
    assert!(
        cards
            .iter()
            .all(|card| card.level != Level::Ok || card.percent < Some(10))
    );

    let refused = Settings {
        near_percent: 90,
        critical_percent: 80,
        ..Settings::default()
    };
    let refused = fixture.app.change_settings(refused).unwrap_err();
    assert_eq!(refused.params.field.as_deref(), Some("critical_percent"));
}

#[tokio::test]
async fn another_language_refreshes_the_names() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let first_name = |app: &App| app.pool_view(&id).unwrap().cards.unwrap()[0].name.clone();
    assert_eq!(first_name(&fixture.app), "Admins");
    let settings = Settings {
        language: LanguageChoice::Zh,
        ..Settings::default()
    };
    fixture.app.change_settings(settings).unwrap();
    fixture.app.refreshed(&id).await;
    assert_eq!(first_name(&fixture.app), "管理员");
}

#[tokio::test]
async fn events_report_the_start_and_the_end_of_a_refresh() {
    let fixture = Fixture::new().await;
    let mut events = fixture.app.events();
    let id = fixture.add(&fixture.pool()).await;
    let mut seen = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let Event::Pool(pool) = event {
            seen.push((pool.refreshing, PoolView::from(&*pool).cards.is_some()));
        }
    }
    assert!(seen.contains(&(true, false)), "{seen:?}");
    assert_eq!(seen.last(), Some(&(false, true)));
    assert!(fixture.app.pool_view(&id).unwrap().cards.is_some());
}
