use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};

use super::*;
use crate::view::AlertView;
use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::hook_choice::HookChoice;

/// A pool with one benefit that a test moves, and a clock that it moves too.
struct Watching {
    house: House,
    /// Of the database since the last restart.
    dir: PathBuf,
    pool: SimPool,
    id: PoolId,
    authgauge: Authgauge,
    changes: broadcast::Receiver<Change>,
    wall: Arc<Mutex<DateTime<Utc>>>,
    code: String,
    total: f64,
}

impl Watching {
    /// What the simulator serves of the benefit is at half; other benefits may be over from the start.
    async fn begin() -> Self {
        let house = House::new().await;
        let pool = house.pool();
        let served = house.sim.served_usage(&pool.access_key_id);
        let total = |total: &str| total.parse().ok().filter(|total| *total >= 100.0);
        let found = served
            .iter()
            .find_map(|benefit| Some((&benefit.code, total(&benefit.total)?)));
        let (code, total) = found.map(|(code, total)| (code.clone(), total)).unwrap();
        house.sim.set_usage(&pool.access_key_id, &code, total / 2.0);
        let id = house.add(&pool).await;
        let wall = Arc::new(Mutex::new(Utc::now()));
        let mut watching = Self {
            changes: house.authgauge.changes(),
            authgauge: house.authgauge.clone(),
            dir: house.dir.path().to_owned(),
            house,
            pool,
            id,
            wall,
            code,
            total,
        };
        watching.restart();
        watching
    }

    fn restart(&mut self) {
        // The old one still runs, so this is a crash.
        self.dir = copy_of(&self.dir);
        let (store, _) = Store::open(&self.dir, Role::Owner, Utc::now()).unwrap();
        let wall = Arc::clone(&self.wall);
        let clock: Clock = Arc::new(move || *wall.lock().unwrap());
        let keychain = self.house.authgauge.0.keychain.clone();
        self.authgauge = Authgauge::open(parts(store, keychain, clock)).unwrap();
        self.changes = self.authgauge.changes();
    }

    /// So many percent are used, and a refresh brings it.
    async fn uses(&mut self, percent: f64) {
        let used = self.total * percent / 100.0;
        let key = &self.pool.access_key_id;
        self.house.sim.set_usage(key, &self.code, used);
        self.authgauge.refreshed(&self.id).await;
    }

    async fn fails(&mut self, fault: Fault) {
        self.house.sim.set_fault(Some(fault));
        self.authgauge.refreshed(&self.id).await;
        self.house.sim.set_fault(None);
    }

    fn go_on(&self, by: TimeDelta) {
        *self.wall.lock().unwrap() += by;
    }

    /// What was told since this was last asked.
    fn told(&mut self) -> Vec<AlertView> {
        let changes = std::iter::from_fn(|| self.changes.try_recv().ok());
        let told = changes.filter_map(|change| match change {
            Change::Alert(alert) => Some(*alert),
            _ => None,
        });
        told.collect()
    }

    /// The percents of what was told of the benefit since this was last asked.
    fn percents(&mut self) -> Vec<u8> {
        let told = self.told();
        told.iter().map(|alert| self.percent(alert)).collect()
    }

    fn percent(&self, alert: &AlertView) -> u8 {
        assert!(self.is_of_it(alert), "{alert:?}");
        match alert.kind {
            AlertKind::Threshold { percent, .. } => percent,
            _ => panic!("{alert:?}"),
        }
    }

    fn is_of_it(&self, alert: &AlertView) -> bool {
        matches!(&alert.subject, AlertSubject::Benefit { code, .. } if *code == self.code)
    }

    /// The latest of the benefit, if there is one.
    fn listed(&self) -> Option<AlertView> {
        let alerts = self.authgauge.overview().alerts;
        alerts.into_iter().find(|alert| self.is_of_it(alert))
    }
}

#[tokio::test]
async fn a_benefit_that_crosses_a_line_is_told_once_whatever_restarts() {
    let mut watching = Watching::begin().await;
    watching.uses(85.0).await;
    assert_eq!(watching.percents(), [80]);
    watching.uses(85.0).await;
    assert_eq!(watching.percents(), [0_u8; 0]);
    watching.restart();
    watching.uses(86.0).await;
    watching.uses(79.0).await;
    watching.uses(81.0).await;
    assert_eq!(
        watching.percents(),
        [0_u8; 0],
        "neither after a restart nor for a wobble"
    );
    assert!(!watching.listed().unwrap().over);
    watching.uses(1.0).await;
    assert!(watching.listed().unwrap().over);
    watching.uses(95.0).await;
    assert_eq!(
        watching.percents(),
        [90],
        "after a fall, and the highest alone"
    );
}

#[tokio::test]
async fn what_is_over_from_the_start_is_listed_and_not_told() {
    let house = House::new().await;
    let mut changes = house.authgauge.changes();
    house.add(&house.pool()).await;
    let told = std::iter::from_fn(|| changes.try_recv().ok());
    assert_eq!(
        told.filter(|change| matches!(change, Change::Alert(_)))
            .count(),
        0
    );
    let overview = house.authgauge.overview();
    assert!(
        !overview.alerts.is_empty(),
        "the simulator's first pool has something over"
    );
    assert_eq!(overview.unseen_alerts as usize, overview.alerts.len());
    house.authgauge.see_alerts().unwrap();
    assert_eq!(
        open(&house.dir, house.authgauge.0.keychain.clone())
            .overview()
            .unseen_alerts,
        0
    );
}

#[tokio::test]
async fn a_rejected_key_is_told_once_for_each_time_and_nothing_else_is_one() {
    let mut watching = Watching::begin().await;
    watching.uses(50.0).await;
    let mut told = 0;
    for _ in 0..2 {
        for fault in [Fault::RevokeKey, Fault::ServerError(500), Fault::RevokeKey] {
            watching.fails(fault).await;
        }
        let alerts = watching.told();
        assert!(
            alerts
                .iter()
                .all(|alert| alert.kind == AlertKind::KeyRejected),
            "{alerts:?}"
        );
        told += alerts.len();
        watching.uses(50.0).await;
    }
    assert_eq!(told, 2);
}

#[tokio::test]
async fn figures_of_yesterday_are_told_once_they_cannot_be_had_again() {
    let mut watching = Watching::begin().await;
    watching.uses(50.0).await;
    watching.go_on(TimeDelta::hours(25));
    watching.fails(Fault::ServerError(500)).await;
    assert_eq!(watching.told(), []);
    let taken_at = watching
        .authgauge
        .pool_view(&watching.id)
        .unwrap()
        .reading
        .unwrap()
        .taken_at;
    for _ in 0..3 {
        watching.fails(Fault::ServerError(500)).await;
        watching.go_on(TimeDelta::days(1));
    }
    let told = watching.told();
    let kinds: Vec<_> = told.into_iter().map(|alert| alert.kind).collect();
    let taken_at = Some(taken_at);
    assert_eq!(kinds, [AlertKind::FiguresOld { taken_at }]);
}

#[tokio::test]
async fn the_end_of_a_plan_comes_by_the_server_s_time_and_not_by_the_clock_on_the_wall() {
    let mut watching = Watching::begin().await;
    watching.uses(50.0).await;
    watching.told();
    let ends = |watching: &Watching, days: i64| {
        let end = authgauge_core::calendar::vendor_time(Utc::now()) + TimeDelta::days(days);
        let mut state = watching.authgauge.state();
        let plan = &mut state.pool_mut(&watching.id).unwrap().plan;
        plan.as_mut().unwrap().value.ends_at = Some(end);
    };
    ends(&watching, 200);
    watching.authgauge.look_at_the_time().await;
    watching.go_on(TimeDelta::days(300));
    watching.authgauge.look_at_the_time().await;
    assert_eq!(watching.told(), []);
    for days in [7, 7, 3] {
        ends(&watching, days);
        watching.authgauge.look_at_the_time().await;
    }
    let told = watching.told();
    let days = told.iter().filter_map(|alert| match alert.kind {
        AlertKind::PlanEnds { days, .. } => Some(days),
        _ => None,
    });
    assert_eq!(days.collect::<Vec<_>>(), [7, 3]);
}

#[tokio::test]
async fn what_is_muted_is_listed_and_unmuting_tells_nothing_of_the_past() {
    let mut watching = Watching::begin().await;
    watching.uses(50.0).await;
    let (authgauge, id) = (watching.authgauge.clone(), watching.id.clone());
    authgauge.mute(&id, Some(&watching.code), true).unwrap();
    watching.restart();
    watching.uses(85.0).await;
    assert_eq!(watching.percents(), [0_u8; 0]);
    assert!(watching.listed().unwrap().muted);
    let code = watching.code.clone();
    watching.authgauge.mute(&id, Some(&code), false).unwrap();
    watching.uses(86.0).await;
    assert_eq!(watching.percents(), [0_u8; 0]);
    assert!(!watching.listed().unwrap().muted);
    watching.uses(91.0).await;
    assert_eq!(watching.percents(), [90]);
    let unknown = watching
        .authgauge
        .mute(&id, Some("nothing"), true)
        .unwrap_err();
    assert_eq!(unknown.code, ErrorCode::BenefitNotFound);
}

#[tokio::test]
async fn what_is_put_off_is_told_once_more_in_its_time() {
    let mut watching = Watching::begin().await;
    watching.uses(50.0).await;
    watching.uses(85.0).await;
    assert_eq!(watching.percents(), [80]);
    let alert = watching.listed().unwrap().id;
    watching.authgauge.snooze_alert(alert, 2).unwrap();
    watching.restart();
    for (minutes, told) in [(119, vec![]), (1, vec![80]), (1, vec![])] {
        watching.go_on(TimeDelta::minutes(minutes));
        watching.authgauge.look_at_the_time().await;
        assert_eq!(watching.percents(), told);
    }
    assert_eq!(watching.listed().unwrap().snoozed_until, None);
}

#[tokio::test]
async fn lines_that_the_owner_draws_are_listed_and_not_told() {
    let mut watching = Watching::begin().await;
    watching.uses(50.0).await;
    let (id, code) = (watching.id.clone(), watching.code.clone());
    watching
        .authgauge
        .set_thresholds(&id, Some(&code), Some(vec![40, 60]))
        .unwrap();
    let listed = watching.listed().unwrap();
    assert_eq!(
        (watching.percent(&listed), watching.percents()),
        (40, vec![])
    );
    watching.restart();
    let rules = watching.authgauge.watch_rules(&id).unwrap();
    let rule = rules
        .benefits
        .iter()
        .find(|rule| rule.code == code)
        .unwrap();
    assert_eq!(rule.thresholds, Some(vec![40, 60]));
    watching.uses(65.0).await;
    assert_eq!(watching.percents(), [60]);
    let wrong = watching
        .authgauge
        .set_thresholds(&id, None, Some(vec![90, 80]))
        .unwrap_err();
    assert_eq!(wrong.params["field"], "thresholds");
}

#[tokio::test]
async fn without_notifications_it_is_listed_and_removed_with_its_pool() {
    let mut watching = Watching::begin().await;
    watching.uses(50.0).await;
    let settings = Settings {
        notify: false,
        ..Settings::default()
    };
    watching.authgauge.change_settings(settings).unwrap();
    watching.uses(85.0).await;
    assert_eq!(watching.told(), []);
    assert!(watching.listed().is_some());
    let id = watching.id.clone();
    watching.authgauge.remove_pool(&id, false).await.unwrap();
    assert_eq!(watching.authgauge.overview().alerts, []);
    watching.restart();
    assert_eq!(watching.authgauge.overview().alerts, []);
}

#[cfg(unix)]
#[tokio::test]
async fn a_command_of_the_owner_s_is_handed_what_is_told() {
    let mut watching = Watching::begin().await;
    watching.uses(50.0).await;
    let told = watching.house.dir.path().join("told");
    let script = "cat > \"$1.part\" && mv \"$1.part\" \"$1\"";
    let arguments = ["-c", script, "sh", told.to_str().unwrap()];
    let hook = HookChoice::Command {
        program: "/bin/sh".to_owned(),
        arguments: arguments.map(str::to_owned).to_vec(),
    };
    let settings = Settings {
        notify: false,
        hook,
        ..Settings::default()
    };
    watching.authgauge.change_settings(settings).unwrap();
    watching.authgauge.test_hook().await.unwrap();
    let note = || -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(&told).unwrap()).unwrap()
    };
    assert_eq!(note()["event"], "test");
    watching.uses(85.0).await;
    let all = u32::try_from(HOOKS_WAITING).unwrap();
    let waiting = watching.authgauge.0.hooks_waiting.acquire_many(all);
    drop(
        tokio::time::timeout(Duration::from_secs(60), waiting)
            .await
            .unwrap()
            .unwrap(),
    );
    assert_eq!(note()["alert"]["percent"], 80);
    assert_eq!(note()["subject"]["code"], watching.code.as_str());
    assert_eq!(note()["pool"]["name"], "Acme");
}
