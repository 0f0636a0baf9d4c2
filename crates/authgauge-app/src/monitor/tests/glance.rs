use super::*;

#[tokio::test]
async fn a_glance_agrees_with_the_sidebar_and_names_the_worst() {
    let house = House::new().await;
    assert_eq!(house.authgauge.glance().level, None);
    let pools = house.sim.pools();
    for pool in &pools {
        house.add(pool).await;
    }
    let (glance, overview) = (house.authgauge.glance(), house.authgauge.overview());
    assert_eq!(glance.pools.len(), pools.len());
    for (seen, summary) in glance.pools.iter().zip(&overview.pools) {
        assert_eq!((&seen.id, &seen.name), (&summary.id, &summary.name));
        let worst = seen.worst.as_ref();
        assert_eq!(worst.map(|worst| worst.level), summary.level);
        assert_eq!(worst.and_then(|worst| worst.percent), summary.percent);
        let cards = house.authgauge.pool_view(&seen.id).unwrap().cards.unwrap();
        let named = |card: &crate::view::BenefitCard| {
            worst.is_some_and(|worst| (&worst.code, &worst.name) == (&card.code, &card.name))
        };
        assert_eq!(cards.is_empty(), worst.is_none());
        assert!(cards.is_empty() || cards.iter().any(named));
    }
    let levels = overview.pools.iter().filter_map(|pool| pool.level);
    let worst = levels.max_by_key(|level| level.severity());
    assert!(worst.is_some());
    assert_eq!(glance.level, worst);
}

#[tokio::test]
async fn a_glance_tells_of_a_pool_whose_refresh_failed() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    assert!(!house.authgauge.glance().pools[0].failing);
    house.sim.set_fault(Some(Fault::ServerError(500)));
    house.authgauge.refreshed(&id).await;
    assert!(house.authgauge.glance().pools[0].failing);
}
