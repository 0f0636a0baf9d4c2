use authgauge_api::BenefitCard;

use super::*;

#[tokio::test]
async fn the_tray_agrees_with_the_sidebar_and_names_the_worst_benefit() {
    let fixture = Fixture::new().await;
    assert_eq!(fixture.app.tray_summary().level, None);
    let pools = fixture.sim.pools();
    for pool in &pools {
        fixture.add(pool).await;
    }
    let (summary, overview) = (fixture.app.tray_summary(), fixture.app.overview());
    assert_eq!(summary.pools.len(), pools.len());
    for (tray, sidebar) in summary.pools.iter().zip(&overview.pools) {
        assert_eq!((&tray.id, &tray.name), (&sidebar.id, &sidebar.name));
        let worst = tray.worst.as_ref();
        assert_eq!(worst.map(|worst| worst.level), sidebar.level);
        assert_eq!(worst.and_then(|worst| worst.percent), sidebar.percent);
        let cards = fixture.app.pool_view(&tray.id).unwrap().cards.unwrap();
        let named = |card: &BenefitCard| {
            worst.is_some_and(|worst| (&worst.code, &worst.name) == (&card.code, &card.name))
        };
        assert_eq!(cards.is_empty(), worst.is_none());
        assert!(cards.is_empty() || cards.iter().any(named));
    }
    let levels = overview.pools.iter().filter_map(|pool| pool.level);
    let worst = levels.max_by_key(|level| level.severity());
    assert!(worst.is_some());
    assert_eq!(summary.level, worst);
}

#[tokio::test]
async fn the_tray_marks_a_pool_whose_refresh_failed() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    assert!(!fixture.app.tray_summary().pools[0].failing);
    fixture.sim.set_fault(Some(Fault::ServerError(500)));
    fixture.app.refreshed(&id).await;
    assert!(fixture.app.tray_summary().pools[0].failing);
}
