use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::tray_focus::TrayFocus;

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

fn follow(app: &App, focus: TrayFocus) {
    app.update_settings(|settings| settings.tray = focus)
        .unwrap();
}

#[tokio::test]
async fn the_tray_follows_the_pool_and_the_benefit_that_the_owner_chose() {
    let fixture = Fixture::new().await;
    let [over, healthy] = [0, 1].map(|index| fixture.sim.pools().remove(index));
    let over = fixture.add(&over).await;
    let pool = fixture.add(&healthy).await;
    let worst = fixture.app.tray_summary();
    assert_eq!(
        (&worst.followed, &worst.pools[0].condition),
        (&None, &worst.condition)
    );

    follow(&fixture.app, TrayFocus::Pool { pool: pool.clone() });
    let summary = fixture.app.tray_summary();
    let followed = summary.followed.clone().unwrap();
    assert_eq!((&followed.id, &followed), (&pool, &summary.pools[1]));
    assert_eq!(summary.condition, followed.condition);
    // The menu still names the worst first.
    assert_eq!(summary.worst().next().unwrap().id, over);

    let cards = fixture.app.pool_view(&pool).unwrap().cards.unwrap();
    let calm = cards.iter().rfind(|card| card.level == Level::Ok).unwrap();
    let benefit = |pool: &PoolId, code: &str| TrayFocus::Benefit {
        pool: pool.clone(),
        code: code.to_owned(),
    };
    follow(&fixture.app, benefit(&pool, &calm.code));
    let condition = fixture.app.tray_summary().condition.unwrap();
    assert!(
        matches!(&condition, PoolCondition::Benefit { code, level: Level::Ok, .. } if *code == calm.code),
        "{condition:?}"
    );

    // The plan of this pool ends within a week, which stops nothing yet.
    let cards = fixture.app.pool_view(&over).unwrap().cards.unwrap();
    let calm = cards.iter().find(|card| card.level == Level::Ok).unwrap();
    follow(&fixture.app, benefit(&over, &calm.code));
    let condition = fixture.app.tray_summary().condition.unwrap();
    assert_eq!(condition.level(), Level::Ok);

    // What the server does not report now is the pool's as a whole.
    follow(&fixture.app, benefit(&over, "Gone"));
    assert_eq!(fixture.app.tray_summary().condition, worst.condition);

    fixture.app.remove_pool(&over, false).await.unwrap();
    let summary = fixture.app.tray_summary();
    assert_eq!(
        (summary.followed, summary.condition),
        (None, followed.condition)
    );
    assert_eq!(fixture.app.settings().tray, TrayFocus::Worst);
}

#[tokio::test]
async fn a_followed_benefit_is_as_bad_as_a_key_that_is_rejected() {
    let fixture = Fixture::new().await;
    let sim = fixture.sim.pools().remove(1);
    let pool = fixture.add(&sim).await;
    let code = "SMS".to_owned();
    follow(
        &fixture.app,
        TrayFocus::Benefit {
            pool: pool.clone(),
            code,
        },
    );
    fixture.sim.rotate_key(&sim.access_key_id, &"0".repeat(32));
    fixture.app.refreshed(&pool).await;
    let summary = fixture.app.tray_summary();
    assert_eq!(summary.condition, Some(PoolCondition::KeyRejected));
}
