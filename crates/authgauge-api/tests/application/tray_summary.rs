use super::*;

#[tokio::test]
async fn the_tray_marks_a_pool_whose_refresh_failed() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    assert!(!fixture.app.tray_summary().pools[0].failing);
    fixture.sim.set_fault(Some(Fault::ServerError(500)));
    fixture.app.refreshed(&id).await;
    assert!(fixture.app.tray_summary().pools[0].failing);
}

#[tokio::test]
async fn the_tray_lists_the_worst_pool_first_and_hides_figures() {
    let fixture = Fixture::new().await;
    let [over, healthy] = [0, 1].map(|index| fixture.sim.pools().remove(index));
    let healthy = fixture.add(&healthy).await;
    let over = fixture.add(&over).await;
    let summary = fixture.app.tray_summary();
    let pools: Vec<_> = summary.pools.iter().map(|pool| &pool.id).collect();
    let worst: Vec<_> = summary.worst().map(|pool| &pool.id).collect();
    assert_eq!(
        (pools, worst),
        (vec![&healthy, &over], vec![&over, &healthy])
    );
    let change = fixture
        .app
        .update_settings(|settings| settings.privacy = true);
    change.unwrap();
    let hidden = fixture.app.tray_summary();
    let names: Vec<_> = hidden.worst().map(|pool| pool.name.as_str()).collect();
    assert_eq!(names, ["Pool 2", "Pool 1"]);
    let worst = hidden.condition.unwrap();
    assert_eq!((worst.level(), worst.percent()), (Level::Over, None));
}
