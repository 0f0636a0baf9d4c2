use super::*;

#[tokio::test]
async fn cards_hold_what_the_server_served() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;

    let view = house.authgauge.pool_view(&id).unwrap();
    let served = house.sim.served_usage(&pool.access_key_id);
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
    assert_eq!(house.authgauge.overview().pools[0].level, Some(Level::Over));
}

#[tokio::test]
async fn a_refresh_costs_one_call_each_and_one_token_in_all() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.authgauge.refreshed(&id).await;

    assert_eq!(house.calls_of("get-management-token"), 1);
    for call in [
        "get-usage-info",
        "get-mau-period-usage-history",
        "get-current-package-info",
    ] {
        assert_eq!(house.calls_of(call), 2, "{call}");
    }
}

#[tokio::test]
async fn refreshes_asked_for_at_the_same_time_are_one() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.sim.clear_requests();
    let refreshed = || house.authgauge.refreshed(&id);
    tokio::join!(refreshed(), refreshed(), refreshed());
    assert_eq!(house.calls_of("get-usage-info"), 1);
}

#[tokio::test]
async fn after_a_restart_the_kept_readings_are_there_before_any_call() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let before = house.authgauge.pool_view(&id).unwrap();
    house.sim.clear_requests();

    let restarted = open(
        &house.dir,
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
    assert!(house.sim.requests().is_empty());
}

#[tokio::test]
async fn when_the_server_is_down_the_old_figures_stay_and_say_so() {
    let mut house = House::new().await;
    let id = house.add(&house.pool()).await;
    let before = house.authgauge.pool_view(&id).unwrap();
    let down = std::mem::replace(
        &mut house.sim,
        Sim::start(SimOptions::default()).await.unwrap(),
    );
    down.stop().await;
    house.authgauge.refreshed(&id).await;

    let view = house.authgauge.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), Some(ErrorCode::Unreachable));
    assert_eq!(view.cards, before.cards);
    let reading = view.reading.unwrap();
    assert_eq!(reading.source, Source::Kept);
    assert_eq!(reading.taken_at, before.reading.unwrap().taken_at);
    assert!(house.authgauge.overview().pools[0].failing);
}

#[tokio::test]
async fn a_failure_of_one_call_leaves_the_others_alone() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    house
        .sim
        .set_fault_for(&pool.access_key_id, Some(Fault::UpgradeRequired));
    house.authgauge.refreshed(&id).await;
    assert_eq!(
        failure_in(&house.authgauge.pool_view(&id).unwrap()),
        Some(ErrorCode::UpgradeRequired)
    );

    house.sim.set_fault_for(&pool.access_key_id, None);
    house.authgauge.refreshed(&id).await;
    assert_eq!(failure_in(&house.authgauge.pool_view(&id).unwrap()), None);
}

#[tokio::test]
async fn thresholds_change_levels_at_once() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    house
        .sim
        .set_usage(&pool.access_key_id, "CustomDomains", "2");
    let settings = Settings {
        near_percent: 10,
        critical_percent: 20,
        ..Settings::default()
    };
    house.authgauge.change_settings(settings).unwrap();
    let cards = house.authgauge.pool_view(&id).unwrap().cards.unwrap();
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
    let refused = house.authgauge.change_settings(refused).unwrap_err();
    assert_eq!(refused.params["field"], "critical_percent");
}

#[tokio::test]
async fn another_language_asks_the_server_again() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let name = |authgauge: &Authgauge| {
        authgauge.pool_view(&id).unwrap().cards.unwrap()[0]
            .name
            .clone()
    };
    assert_eq!(name(&house.authgauge), "Admins");
    let settings = Settings {
        language: LanguageChoice::Zh,
        ..Settings::default()
    };
    house.authgauge.change_settings(settings).unwrap();
    house.authgauge.refreshed(&id).await;
    assert_eq!(name(&house.authgauge), "管理员");
}

#[tokio::test]
async fn changes_are_told_as_they_happen() {
    let house = House::new().await;
    let mut changes = house.authgauge.changes();
    let id = house.add(&house.pool()).await;
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Pool(view) = change {
            told.push((view.refreshing, view.cards.is_some()));
        }
    }
    assert!(told.contains(&(true, false)), "{told:?}");
    assert_eq!(told.last(), Some(&(false, true)));
    assert!(house.authgauge.pool_view(&id).unwrap().cards.is_some());
}
