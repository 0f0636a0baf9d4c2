use chrono::{DateTime, TimeDelta};
use genauth::{Allowance, Benefit, Plan, Quantity};

use authgauge_api::AlertView;
use authgauge_app::ResetNotice;
use authgauge_core::alert::{AlertAmount, AlertKind, AlertSubject, AmountOf, RuleScope};
use authgauge_core::reading::Reading;
use authgauge_core::tone::Tone;

use super::*;

/// A pool whose usage of one benefit a test sets, and a wall clock that it sets too.
pub(super) struct AlertFixture {
    pub(super) fixture: Fixture,
    /// The folder of the database since the last restart.
    pub(super) dir: PathBuf,
    /// Where `hooks.toml` is.
    pub(super) config_folder: Option<PathBuf>,
    pool: SimPool,
    id: PoolId,
    pub(super) app: App,
    events: broadcast::Receiver<Event>,
    wall: Arc<Mutex<DateTime<Utc>>>,
    pub(super) code: String,
    total: f64,
}

impl AlertFixture {
    /// Half of the benefit is used; other benefits may be over from the start.
    pub(super) async fn new() -> Self {
        Self::with_keychain(|| Box::new(InMemory::default())).await
    }

    pub(super) async fn with_keychain(
        store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static,
    ) -> Self {
        let fixture = Fixture::with_keychain(store).await;
        let pool = fixture.pool();
        let served = fixture.sim.served_usage(&pool.access_key_id);
        let total = |total: &str| total.parse().ok().filter(|total| *total >= 100.0);
        let found = served
            .iter()
            .find_map(|benefit| Some((&benefit.code, total(&benefit.total)?)));
        let (code, total) = found.map(|(code, total)| (code.clone(), total)).unwrap();
        fixture
            .sim
            .set_usage(&pool.access_key_id, &code, total / 2.0);
        let id = fixture.add(&pool).await;
        let wall = Arc::new(Mutex::new(Utc::now()));
        let mut alerts = Self {
            events: fixture.app.events(),
            app: fixture.app.clone(),
            dir: fixture.dir.path().to_owned(),
            config_folder: None,
            fixture,
            pool,
            id,
            wall,
            code,
            total,
        };
        alerts.restart();
        alerts
    }

    pub(super) fn restart(&mut self) {
        // The old application still runs, so this is a crash.
        self.dir = copy_of(&self.dir);
        let (store, _) = Store::open(&self.dir, Role::Owner, Utc::now()).unwrap();
        let wall = Arc::clone(&self.wall);
        let clock: Clock = Arc::new(move || *wall.lock().unwrap());
        let keychain = self.fixture.app.testing().keychain();
        self.app = App::open(Parts {
            config_folder: self.config_folder.clone(),
            ..Parts::new(store, keychain, clock)
        });
        self.events = self.app.events();
    }

    /// Sets the usage to this many percent and refreshes.
    pub(super) async fn use_percent(&mut self, percent: f64) {
        let used = self.total * percent / 100.0;
        let key = &self.pool.access_key_id;
        self.fixture.sim.set_usage(key, &self.code, used);
        self.app.refreshed(&self.id).await;
    }

    fn set_amount(&self, amount: Option<AlertAmount>) {
        let set = self
            .app
            .set_thresholds(&self.id, Some(&self.code), None, amount);
        set.unwrap();
    }

    /// The benefit started again 60 and 30 days ago, and is due to tomorrow.
    fn use_full_month_until_today(&self) {
        let now = *self.wall.lock().unwrap();
        let total = self.total as i64;
        let reading = |ago: i64| Reading {
            value: vec![Benefit {
                code: self.code.clone(),
                name: String::new(),
                used: Quantity::Known((total * (30 - (ago - 1) % 30) / 34).into()),
                total: Allowance::Limited(total.into()),
                trial: false,
            }],
            taken_at: now - TimeDelta::days(ago),
            source: Source::Live,
        };
        let past: Vec<_> = (1..=80).rev().map(reading).collect();
        self.app.testing().add_history(&self.id, &past).unwrap();
    }

    fn notify_resets(&self, notify_resets: bool) {
        let settings = Settings {
            notify_resets,
            ..Settings::default()
        };
        self.app.change_settings(settings).unwrap();
    }

    /// What was told to have started again since the last call.
    fn resets(&mut self) -> Vec<ResetNotice> {
        let events = std::iter::from_fn(|| self.events.try_recv().ok());
        let told = events.filter_map(|event| match event {
            Event::Reset(notice) => Some(*notice),
            _ => None,
        });
        told.collect()
    }

    async fn refresh_with(&mut self, fault: Fault) {
        self.fixture.sim.set_fault(Some(fault));
        self.app.refreshed(&self.id).await;
        self.fixture.sim.set_fault(None);
    }

    fn advance_wall(&self, by: TimeDelta) {
        *self.wall.lock().unwrap() += by;
    }

    /// The alerts delivered since the last call.
    fn delivered(&mut self) -> Vec<AlertView> {
        let events = std::iter::from_fn(|| self.events.try_recv().ok());
        let delivered = events.filter_map(|event| match event {
            Event::Alert(alert) => Some(AlertView::from(&*alert)),
            _ => None,
        });
        delivered.collect()
    }

    /// The steps of the alerts delivered since the last call; all must be of the benefit.
    fn delivered_percents(&mut self) -> Vec<u8> {
        let delivered = self.delivered();
        delivered.iter().map(|alert| self.percent(alert)).collect()
    }

    fn percent(&self, alert: &AlertView) -> u8 {
        assert!(self.is_of_benefit(alert), "{alert:?}");
        match alert.kind {
            AlertKind::Threshold { percent, .. } => percent,
            _ => panic!("{alert:?}"),
        }
    }

    fn is_of_benefit(&self, alert: &AlertView) -> bool {
        matches!(&alert.subject, AlertSubject::Benefit { code, .. } if *code == self.code)
    }

    /// The latest alert of the benefit in the log.
    fn latest(&self) -> Option<AlertView> {
        let alerts = self.app.overview().alerts;
        alerts.into_iter().find(|alert| self.is_of_benefit(alert))
    }
}

fn amount(of: AmountOf, number: f64) -> AlertAmount {
    AlertAmount {
        of,
        value: number.round().to_string().parse().unwrap(),
    }
}

#[tokio::test]
async fn delivers_each_crossed_threshold_once_across_restarts() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(85.0).await;
    assert_eq!(alerts.delivered_percents(), [80]);
    alerts.use_percent(85.0).await;
    assert_eq!(alerts.delivered_percents(), [0_u8; 0]);
    alerts.restart();
    alerts.use_percent(86.0).await;
    alerts.use_percent(79.0).await;
    alerts.use_percent(81.0).await;
    assert_eq!(
        alerts.delivered_percents(),
        [0_u8; 0],
        "not after a restart, and not within the hysteresis"
    );
    assert!(!alerts.latest().unwrap().over);
    alerts.use_percent(1.0).await;
    assert!(alerts.latest().unwrap().over);
    alerts.use_percent(95.0).await;
    assert_eq!(
        alerts.delivered_percents(),
        [90],
        "after a reset, and only the highest step"
    );
}

#[tokio::test]
async fn records_without_delivery_what_is_over_at_the_first_reading() {
    let fixture = Fixture::new().await;
    let mut events = fixture.app.events();
    fixture.add(&fixture.pool()).await;
    let events = std::iter::from_fn(|| events.try_recv().ok());
    assert_eq!(
        events
            .filter(|event| matches!(event, Event::Alert(_)))
            .count(),
        0
    );
    let overview = fixture.app.overview();
    assert!(
        !overview.alerts.is_empty(),
        "a benefit of the simulator's first pool is over"
    );
    let [summary] = &overview.inbox[..] else {
        panic!("{:?}", overview.inbox);
    };
    assert!(summary.summary && summary.alerts.len() > 1, "{summary:?}");
    assert_eq!(overview.unseen_alerts, 1, "a row counts once");
    fixture.app.mark_alerts_seen().unwrap();
    assert_eq!(
        open(&fixture.dir, fixture.app.testing().keychain())
            .overview()
            .unseen_alerts,
        0
    );
}

#[tokio::test]
async fn delivers_one_alert_per_key_rejection_and_none_for_server_errors() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let mut count = 0;
    for _ in 0..2 {
        for fault in [Fault::RevokeKey, Fault::ServerError(500), Fault::RevokeKey] {
            alerts.refresh_with(fault).await;
        }
        let delivered = alerts.delivered();
        assert!(
            delivered
                .iter()
                .all(|alert| alert.kind == AlertKind::KeyRejected),
            "{delivered:?}"
        );
        count += delivered.len();
        alerts.use_percent(50.0).await;
    }
    assert_eq!(count, 2);
}

#[tokio::test]
async fn delivers_figures_old_once_when_refreshes_keep_failing() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    alerts.advance_wall(TimeDelta::hours(25));
    alerts.refresh_with(Fault::ServerError(500)).await;
    assert_eq!(alerts.delivered(), []);
    let taken_at = alerts
        .app
        .pool_view(&alerts.id)
        .unwrap()
        .reading
        .unwrap()
        .taken_at;
    for _ in 0..3 {
        alerts.refresh_with(Fault::ServerError(500)).await;
        alerts.advance_wall(TimeDelta::days(1));
    }
    let delivered = alerts.delivered();
    let kinds: Vec<_> = delivered.into_iter().map(|alert| alert.kind).collect();
    let taken_at = Some(taken_at);
    assert_eq!(kinds, [AlertKind::FiguresOld { taken_at }]);
}

#[tokio::test]
async fn plan_end_alerts_use_server_time_not_the_wall_clock() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    alerts.delivered();
    let set_plan_end = |alerts: &AlertFixture, days: i64| {
        let end = authgauge_core::calendar::vendor_time(Utc::now()) + TimeDelta::days(days);
        let change = |plan: &mut Option<Reading<Plan>>| {
            plan.as_mut().unwrap().value.ends_at = genauth::EndTime::At(end);
        };
        alerts
            .app
            .testing()
            .change_plan(&alerts.id, change)
            .unwrap();
    };
    set_plan_end(&alerts, 200);
    alerts.app.testing().evaluate_time().await;
    alerts.advance_wall(TimeDelta::days(300));
    alerts.app.testing().evaluate_time().await;
    assert_eq!(alerts.delivered(), []);
    for days in [7, 7, 3] {
        set_plan_end(&alerts, days);
        alerts.app.testing().evaluate_time().await;
    }
    let delivered = alerts.delivered();
    let days = delivered.iter().filter_map(|alert| match alert.kind {
        AlertKind::PlanEnds { days, .. } => Some(days),
        _ => None,
    });
    assert_eq!(days.collect::<Vec<_>>(), [7, 3]);
}

#[tokio::test]
async fn muted_alerts_are_recorded_and_not_delivered_after_unmuting() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let (app, id) = (alerts.app.clone(), alerts.id.clone());
    let scope = RuleScope::Benefit(alerts.code.clone());
    app.mute(&id, &scope, true).unwrap();
    alerts.restart();
    alerts.use_percent(85.0).await;
    assert_eq!(alerts.delivered_percents(), [0_u8; 0]);
    assert!(alerts.latest().unwrap().muted);
    alerts.app.mute(&id, &scope, false).unwrap();
    alerts.use_percent(86.0).await;
    assert_eq!(alerts.delivered_percents(), [0_u8; 0]);
    assert!(!alerts.latest().unwrap().muted);
    alerts.use_percent(91.0).await;
    assert_eq!(alerts.delivered_percents(), [90]);
    let nothing = RuleScope::Benefit("nothing".to_owned());
    let unknown = alerts.app.mute(&id, &nothing, true).unwrap_err();
    assert_eq!(unknown.code, ErrorCode::BenefitNotFound);
}

#[tokio::test]
async fn muting_the_alert_of_a_rejected_key_silences_neither_the_benefits_nor_the_plan() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let (app, id) = (alerts.app.clone(), alerts.id.clone());
    for part in [RuleScope::Key, RuleScope::Age, RuleScope::Mau] {
        app.mute(&id, &part, true).unwrap();
    }
    alerts.refresh_with(Fault::RevokeKey).await;
    assert_eq!(alerts.delivered(), []);
    let listed = app.overview().alerts;
    let rejected = |alert: &&AlertView| alert.kind == AlertKind::KeyRejected;
    let key = listed.iter().find(rejected).unwrap();
    assert_eq!(
        (&key.scope, key.muted, key.pool_muted),
        (&RuleScope::Key, true, false)
    );
    alerts.use_percent(85.0).await;
    assert_eq!(alerts.delivered_percents(), [80]);
    let others = app.overview().alerts.into_iter();
    let muted = others.filter(|alert| alert.muted).map(|alert| alert.scope);
    assert!(
        muted
            .into_iter()
            .all(|scope| matches!(scope, RuleScope::Key | RuleScope::Mau))
    );
    alerts.restart();
    let rules = alerts.app.alert_rules(&id).unwrap();
    assert!(!rules.muted && !rules.benefits.iter().any(|rule| rule.muted));
    assert_eq!(
        rules.muted_parts,
        [RuleScope::Key, RuleScope::Age, RuleScope::Mau]
    );
}

#[tokio::test]
async fn muting_all_alerts_of_a_pool_silences_every_one_until_it_is_unmuted() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let (app, id) = (alerts.app.clone(), alerts.id.clone());
    app.mute(&id, &RuleScope::Pool, true).unwrap();
    alerts.use_percent(85.0).await;
    alerts.refresh_with(Fault::RevokeKey).await;
    assert_eq!(alerts.delivered(), []);
    let listed = app.overview().alerts;
    assert!(listed.iter().all(|alert| alert.muted && alert.pool_muted));
    app.mute(&id, &RuleScope::Pool, false).unwrap();
    alerts.use_percent(91.0).await;
    assert_eq!(alerts.delivered_percents(), [90]);
}

#[tokio::test]
async fn an_alert_becomes_red_with_its_card() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let (id, code) = (alerts.id.clone(), alerts.code.clone());
    alerts
        .app
        .set_thresholds(&id, Some(&code), Some(vec![60]), None)
        .unwrap();
    for (percent, tone) in [
        (65.0, Tone::Neutral),
        (85.0, Tone::Near),
        (95.0, Tone::Critical),
        (130.0, Tone::Critical),
        (82.0, Tone::Near),
    ] {
        alerts.use_percent(percent).await;
        let alert = alerts.latest().unwrap();
        assert_eq!((alerts.percent(&alert), alert.tone), (60, tone));
    }
    alerts.use_percent(10.0).await;
    let over = alerts.latest().unwrap();
    assert_eq!((over.over, over.tone), (true, Tone::Neutral));
}

#[tokio::test]
async fn a_snoozed_alert_is_delivered_once_more_when_the_snooze_ends() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    alerts.use_percent(85.0).await;
    assert_eq!(alerts.delivered_percents(), [80]);
    let alert = alerts.latest().unwrap().id;
    alerts.app.snooze_alert(alert, 2).unwrap();
    alerts.restart();
    for (minutes, expected) in [(119, vec![]), (1, vec![80]), (1, vec![])] {
        alerts.advance_wall(TimeDelta::minutes(minutes));
        alerts.app.testing().evaluate_time().await;
        assert_eq!(alerts.delivered_percents(), expected);
    }
    assert_eq!(alerts.latest().unwrap().snoozed_until, None);
}

#[tokio::test]
async fn new_thresholds_that_are_already_reached_are_recorded_and_not_delivered() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let (id, code) = (alerts.id.clone(), alerts.code.clone());
    alerts
        .app
        .set_thresholds(&id, Some(&code), Some(vec![40, 60]), None)
        .unwrap();
    let listed = alerts.latest().unwrap();
    assert_eq!(
        (alerts.percent(&listed), alerts.delivered_percents()),
        (40, vec![])
    );
    alerts.restart();
    let rules = alerts.app.alert_rules(&id).unwrap();
    let rule = rules
        .benefits
        .iter()
        .find(|rule| rule.code == code)
        .unwrap();
    assert_eq!(rule.thresholds, Some(vec![40, 60]));
    alerts.use_percent(65.0).await;
    assert_eq!(alerts.delivered_percents(), [60]);
    let wrong = alerts
        .app
        .set_thresholds(&id, None, Some(vec![90, 80]), None)
        .unwrap_err();
    assert_eq!(wrong.params.field.as_deref(), Some("thresholds"));
}

#[tokio::test]
async fn fewer_left_than_the_owners_number_alerts_once_and_resolves() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let (id, code) = (alerts.id.clone(), alerts.code.clone());
    let number = alerts.total * 0.4;
    alerts.set_amount(Some(amount(AmountOf::Left, number)));
    assert_eq!(alerts.delivered(), []);
    alerts.use_percent(70.0).await;
    let delivered = alerts.delivered();
    let kinds: Vec<_> = delivered.iter().map(|alert| &alert.kind).collect();
    let text = |number: f64| number.round().to_string();
    let expected = AlertKind::AmountLeft {
        amount: text(number),
        used: text(alerts.total * 0.7),
        total: text(alerts.total),
    };
    assert_eq!(kinds, [&expected]);
    alerts.restart();
    let rules = alerts.app.alert_rules(&id).unwrap().benefits;
    let rule = rules.iter().find(|rule| rule.code == code).unwrap();
    assert_eq!(rule.amount, Some(amount(AmountOf::Left, number)));
    for percent in [70.0, 71.0, 58.0, 65.0] {
        alerts.use_percent(percent).await;
        assert_eq!(alerts.delivered(), [], "{percent}");
    }
    assert!(!alerts.latest().unwrap().over);
    alerts.use_percent(10.0).await;
    assert!(alerts.latest().unwrap().over);
    alerts.use_percent(65.0).await;
    assert_eq!(alerts.delivered().len(), 1);
    alerts.set_amount(None);
    assert!(alerts.latest().unwrap().over);
}

#[tokio::test]
async fn use_without_a_limit_alerts_at_the_owners_number() {
    let mut alerts = AlertFixture::new().await;
    let key = alerts.pool.access_key_id.clone();
    let served = alerts.fixture.sim.served_usage(&key);
    let unlimited = served.iter().find(|benefit| benefit.total == "unlimited");
    alerts.code = unlimited.unwrap().code.clone();
    let id = alerts.id.clone();
    for (used, delivered) in [(10, 0), (99, 0), (100, 1), (120, 0), (3, 0), (101, 1)] {
        alerts.fixture.sim.set_usage(&key, &alerts.code, used);
        alerts.app.refreshed(&id).await;
        if used == 10 {
            alerts.set_amount(Some(amount(AmountOf::Used, 100.0)));
        }
        let found = alerts.delivered();
        assert_eq!(found.len(), delivered, "{used}");
        assert!(found.iter().all(|alert| alert.tone == Tone::Near));
    }
    let rules = alerts.app.alert_rules(&id).unwrap().benefits;
    let rule = rules.iter().find(|rule| rule.code == alerts.code).unwrap();
    assert_eq!(rule.counts, AmountOf::Used);
}

#[tokio::test]
async fn an_amount_is_above_zero_and_of_a_benefit() {
    let alerts = AlertFixture::new().await;
    let set = |benefit, number| {
        let amount = Some(amount(AmountOf::Left, number));
        alerts.app.set_thresholds(&alerts.id, benefit, None, amount)
    };
    for (benefit, number) in [(None, 5.0), (Some(alerts.code.as_str()), 0.0)] {
        let wrong = set(benefit, number).unwrap_err();
        assert_eq!(wrong.params.field.as_deref(), Some("amount"));
    }
}

#[tokio::test]
async fn a_reset_is_told_once_if_the_owner_asks() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_full_month_until_today();
    alerts.use_percent(90.0).await;
    alerts.notify_resets(true);
    alerts.advance_wall(TimeDelta::days(1));
    alerts.use_percent(89.0).await;
    assert_eq!(alerts.resets(), [], "a correction on the expected day");
    alerts.use_percent(1.0).await;
    let told = alerts.resets();
    let [notice] = &told[..] else {
        panic!("{told:?}");
    };
    let text = |number: f64| number.round().to_string();
    assert!(matches!(&notice.subject, AlertSubject::Benefit { code, .. } if *code == alerts.code));
    assert_eq!(notice.used, text(alerts.total / 100.0));
    assert_eq!(notice.total, Some(text(alerts.total)));
    assert_eq!((notice.others, &notice.alias), (0, &None));
    assert!(alerts.latest().is_none_or(|alert| alert.over), "no alert");
    alerts.restart();
    alerts.app.testing().load_trends().await;
    alerts.use_percent(2.0).await;
    assert_eq!(alerts.resets(), []);
}

#[tokio::test]
async fn a_reset_is_not_told_unless_asked_muted_or_from_before_it_was_asked() {
    for (asked, muted, asked_late) in [
        (false, false, false),
        (true, true, false),
        (false, false, true),
    ] {
        let mut alerts = AlertFixture::new().await;
        alerts.use_full_month_until_today();
        alerts.notify_resets(true);
        alerts.use_percent(90.0).await;
        alerts.notify_resets(asked);
        let scope = RuleScope::Benefit(alerts.code.clone());
        alerts.app.mute(&alerts.id, &scope, muted).unwrap();
        alerts.advance_wall(TimeDelta::days(1));
        alerts.use_percent(1.0).await;
        alerts.notify_resets(asked || asked_late);
        alerts.use_percent(2.0).await;
        assert_eq!(alerts.resets(), [], "{asked} {muted} {asked_late}");
    }
}

#[tokio::test]
async fn without_notifications_alerts_are_recorded_and_removed_with_their_pool() {
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    let settings = Settings {
        notify: false,
        ..Settings::default()
    };
    alerts.app.change_settings(settings).unwrap();
    alerts.use_percent(85.0).await;
    assert_eq!(alerts.delivered(), []);
    assert!(alerts.latest().is_some());
    let id = alerts.id.clone();
    alerts.app.remove_pool(&id, false).await.unwrap();
    assert_eq!(alerts.app.overview().alerts, []);
    alerts.restart();
    assert_eq!(alerts.app.overview().alerts, []);
}
