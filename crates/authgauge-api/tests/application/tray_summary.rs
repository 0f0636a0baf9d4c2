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
