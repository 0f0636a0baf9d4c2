use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::{Allowance, Benefit, EndTime, Host, Plan, Quantity};
use proptest::prelude::*;

use authgauge_core::error::ErrorCode;
use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::pool_condition::UseStatus;
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;

use super::*;
use crate::hook_programs::HookPrograms;
use crate::keychain::KeyPlace;
use crate::policy::PolicySummary;
use crate::snapshot::{About, BenefitStatus, KeychainStatus, MauStatus, SeriesFacts};
use crate::webhook_state::WebhookState;

/// Noon of 22 November in China.
fn now() -> DateTime<Utc> {
    "2026-11-22T04:00:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    format!("2026-{text}").parse().unwrap()
}

fn reading<T>(value: T) -> Reading<T> {
    Reading {
        value,
        taken_at: now() - chrono::TimeDelta::minutes(2),
        source: Source::Live,
    }
}

fn benefit(code: &str, used: Quantity, total: Allowance) -> BenefitStatus {
    let benefit = Benefit {
        code: code.to_owned(),
        name: format!("{code} name"),
        used,
        total,
        trial: false,
    };
    BenefitStatus::new(&benefit, Settings::default().thresholds())
}

fn used(code: &str, used: i64, total: i64) -> BenefitStatus {
    let (used, total) = (
        Quantity::Known(used.into()),
        Allowance::Limited(total.into()),
    );
    benefit(code, used, total)
}

fn likely(first: &str, likely: &str, last: Option<&str>) -> Outlook {
    Outlook::FullOn {
        first: day(first),
        likely: Some(day(likely)),
        last: last.map(day),
        percent: 90,
    }
}

fn forecast(status: BenefitStatus, outlook: Outlook, resets_on: Option<&str>) -> BenefitStatus {
    let series = SeriesFacts {
        resets_on: resets_on.map(day),
        history_days: 60,
        ..SeriesFacts::default()
    };
    BenefitStatus {
        outlook,
        series,
        ..status
    }
}

fn pool(name: &str, benefits: Vec<BenefitStatus>) -> PoolSnapshot {
    PoolSnapshot {
        revision: 0,
        now: now(),
        pool: Pool {
            id: PoolId(name.to_owned()),
            name: name.to_owned(),
            service: Service::GenAuth,
            host: Host::parse("api.genauth.ai").unwrap(),
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        },
        alias: None,
        key: KeyPlace::Keychain,
        usage: Some(reading(benefits)),
        omitted_benefits: 0,
        plan: None,
        mau_use: None,
        mau_outlook: None,
        mau: None,
        mau_revision: 0,
        usage_failure: None,
        clock_ahead_ms: None,
        refreshing: false,
        demo: false,
    }
}

fn with_plan_until(pool: PoolSnapshot, ends_at: &str) -> PoolSnapshot {
    let not_reported = || Quantity::NotReported(None);
    let plan = Plan {
        code: None,
        name: None,
        name_en: None,
        edition: None,
        scene: None,
        ends_at: EndTime::At(ends_at.parse().unwrap()),
        overdue_days: not_reported(),
        mau: not_reported(),
    };
    PoolSnapshot {
        plan: Some(reading(plan)),
        ..pool
    }
}

fn with_mau(pool: PoolSnapshot, used: i64, total: i64, outlook: Outlook) -> PoolSnapshot {
    let (used, total) = (
        Quantity::Known(used.into()),
        Allowance::Limited(total.into()),
    );
    PoolSnapshot {
        mau_use: Some(UseStatus::of(
            &used,
            &total,
            Settings::default().thresholds(),
        )),
        mau_outlook: Some(outlook),
        mau: Some(reading(MauStatus {
            used,
            total,
            trend: None,
            series: SeriesFacts {
                resets_on: Some(day("12-01")),
                ..SeriesFacts::default()
            },
        })),
        ..pool
    }
}

fn failing(pool: PoolSnapshot, code: ErrorCode) -> PoolSnapshot {
    PoolSnapshot {
        usage_failure: Some(code.into()),
        ..pool
    }
}

pub(crate) fn portfolio(pools: Vec<PoolSnapshot>) -> Portfolio {
    let snapshot = Snapshot {
        revision: 7,
        pools,
        alerts: Vec::new(),
        unseen_alerts: 0,
        settings: Settings::default().validate().unwrap(),
        webhook: WebhookState::Off,
        hook_programs: HookPrograms::default(),
        policy: PolicySummary::default(),
        demo: false,
        keychain: KeychainStatus {
            name: String::new(),
            session_only: false,
            trouble: None,
        },
        losses: None,
        store_trouble: None,
        about: About {
            version: String::new(),
            data_dir: String::new(),
        },
    };
    Portfolio::of(&snapshot, now())
}

/// The pools of the design's picture.
pub(crate) fn sample() -> Vec<PoolSnapshot> {
    let december = Some("12-01");
    let over = |code, is, total| forecast(used(code, is, total), Outlook::Full, december);
    let acme = vec![
        forecast(
            used("Sms", 1_379, 1_500),
            likely("11-24", "11-25", Some("11-27")),
            december,
        ),
        over("Admins", 12, 10),
        used("Orgs", 3, 10),
    ];
    let acme = with_plan_until(pool("Acme", acme), "2026-11-28T00:00:00");
    let group = pool("Group", vec![over("Sms", 13_120, 10_000)]);
    let group = with_mau(group, 53_806, 50_000, Outlook::Full);
    let late = likely("12-03", "12-12", Some("12-20"));
    let contoso = vec![forecast(used("Email", 516, 600), late, None)];
    let soon = likely("11-23", "11-24", Some("11-24"));
    let northwind = vec![forecast(used("Sms", 1_452, 1_500), soon, december)];
    vec![
        pool("Roomy", vec![used("Sms", 1, 10)]),
        pool("Contoso", contoso),
        acme,
        failing(
            pool("Initech", vec![used("Sms", 2, 10)]),
            ErrorCode::KeyRejected,
        ),
        with_plan_until(pool("Northwind", northwind), "2027-05-01T00:00:00"),
        group,
    ]
}

/// A row as one line: pool, matter, days, reset, days without.
fn line(row: &RunwayRow) -> String {
    let matter = match &row.matter {
        RunwayMatter::Benefit { code, .. } => code.clone(),
        RunwayMatter::Mau => "MAU".to_owned(),
        RunwayMatter::Plan { trials } => format!("plan, {trials} on trial"),
    };
    let number = |number: Option<u32>| number.map_or("-".to_owned(), |it| it.to_string());
    let reset = row.resets_on.map_or("-".to_owned(), |day| day.to_string());
    let (days, without) = (number(row.days), number(row.days_without));
    format!("{}: {matter}, {days}, {reset}, {without}", row.pool)
}

#[test]
fn runway_lists_what_runs_out_the_most_urgent_first() {
    let lines: Vec<String> = portfolio(sample()).runway.iter().map(line).collect();
    let expected = [
        "Group: Sms, 0, 2026-12-01, 9",
        "Acme: Admins, 0, 2026-12-01, 9",
        "Group: MAU, 0, 2026-12-01, 9",
        "Northwind: Sms, 2, 2026-12-01, 7",
        "Acme: Sms, 3, 2026-12-01, 6",
        "Acme: plan, 0 on trial, 6, -, -",
        "Contoso: Email, 20, -, -",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn pools_are_listed_by_the_same_order() {
    let portfolio = portfolio(sample());
    let names: Vec<_> = portfolio
        .pools
        .iter()
        .map(|row| row.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Initech", "Group", "Acme", "Northwind", "Contoso", "Roomy"]
    );
    let places: Vec<_> = portfolio.pools.iter().map(|row| row.place).collect();
    assert_eq!(places, [3, 5, 2, 4, 1, 0]);
}

#[test]
fn counts_are_what_the_rows_say() {
    let counts = portfolio(sample()).counts;
    assert_eq!((counts.pools, counts.benefits), (6, 9));
    assert_eq!((counts.over, counts.full, counts.run_out_pools), (3, 0, 2));
    assert_eq!((counts.within_week, counts.within_month), (2, 3));
    assert_eq!(counts.first_day, Some(day("11-24")));
    assert_eq!((counts.plans_ending, counts.plans_ended), (1, 0));
    assert_eq!((counts.unreadable, counts.with_room), (1, 1));
    assert_eq!(counts.need_attention, 5);
}

#[test]
fn line_shows_room_range_and_time_without() {
    let marks = |matter: &str| {
        let portfolio = portfolio(sample());
        let rows = portfolio.runway.iter();
        let mut rows = rows.filter(|row| line(row).contains(matter));
        rows.next().unwrap().marks
    };
    let expected = RunwayMarks {
        room: Some(2),
        range: Some((2, Some(5))),
        likely: Some(3),
        nothing: Some((3, Some(9))),
        reset: Some(9),
        plan_end: None,
    };
    assert_eq!(marks("Acme: Sms"), expected);
    let expected = RunwayMarks {
        nothing: Some((0, Some(9))),
        reset: Some(9),
        ..RunwayMarks::default()
    };
    assert_eq!(marks("Group: MAU"), expected);
    // No reset is known: nothing is left as far as the axis goes.
    assert_eq!(marks("Contoso").nothing, Some((20, None)));
    let expected = RunwayMarks {
        room: Some(6),
        nothing: Some((6, None)),
        plan_end: Some(6),
        ..RunwayMarks::default()
    };
    assert_eq!(marks("Acme: plan"), expected);
}

#[test]
fn reset_before_the_likely_day_says_nothing_of_the_one_after() {
    let outlook = likely("12-08", "12-12", None);
    let status = forecast(used("Sms", 50, 100), outlook, Some("12-01"));
    let row = portfolio(vec![pool("A", vec![status])]).runway.remove(0);
    assert_eq!((row.resets_on, row.days_without), (None, None));
    assert_eq!(row.marks.nothing, Some((20, None)));
    assert_eq!(row.level, Level::Near);
}

#[test]
fn almost_used_up_without_a_forecast_is_listed_and_claims_no_day() {
    let portfolio = portfolio(vec![pool(
        "A",
        vec![used("Sms", 97, 100), used("Email", 85, 100)],
    )]);
    let rows = &portfolio.runway;
    assert_eq!(rows.len(), 1);
    let (days, needed) = (0, 7);
    assert_eq!(rows[0].runs_out, RunsOut::NoForecast { days, needed });
    assert_eq!(
        (rows[0].days, rows[0].marks),
        (None, RunwayMarks::default())
    );
    assert_eq!(portfolio.counts.without_forecast, 2);
}

#[test]
fn used_up_is_not_over() {
    let status = forecast(used("Admins", 10, 10), Outlook::Full, None);
    let portfolio = portfolio(vec![pool("A", vec![status])]);
    assert_eq!(portfolio.runway[0].runs_out, RunsOut::Full);
    assert_eq!((portfolio.counts.over, portfolio.counts.full), (0, 1));
    assert_eq!(portfolio.counts.within_week, 0);
}

#[test]
fn pool_that_cannot_be_read_says_why_and_keeps_its_age() {
    for (code, fix) in [
        (ErrorCode::KeyRejected, Fix::ReplaceKey),
        (ErrorCode::KeyMissing, Fix::ReplaceKey),
        (ErrorCode::Unreachable, Fix::TryAgain),
        (ErrorCode::KeychainLocked, Fix::TryAgain),
    ] {
        let portfolio = portfolio(vec![failing(pool("A", vec![used("Sms", 1, 10)]), code)]);
        let row = &portfolio.pools[0];
        let trouble = row.trouble.as_ref().unwrap();
        assert_eq!((trouble.failure.code, trouble.fix), (code, fix));
        assert_eq!(trouble.taken_at, row.taken_at);
        assert!(trouble.taken_at.is_some());
        assert!(row.needs_attention && !row.has_room);
        assert_eq!(portfolio.counts.oldest, None);
        assert!(portfolio.counts.oldest_unreadable.is_some());
    }
}

#[test]
fn pool_without_a_first_reading_neither_has_room_nor_needs_attention() {
    let unread = PoolSnapshot {
        usage: None,
        refreshing: true,
        ..pool("A", Vec::new())
    };
    let portfolio = portfolio(vec![unread]);
    let row = &portfolio.pools[0];
    assert!(!row.has_room && !row.needs_attention);
    assert_eq!(portfolio.counts.known_pools, 0);
}

#[test]
fn columns_are_the_eight_that_most_pools_have() {
    let codes = |count: usize| (0..count).map(|number| used(&format!("C{number:02}"), 1, 10));
    let mut pools = vec![
        pool("A", codes(12).collect()),
        pool("B", codes(9).collect()),
    ];
    pools[0].usage.as_mut().unwrap().value[11] = used("C11", 95, 100);
    let pools = vec![
        with_mau(pools.remove(0), 1, 10, Outlook::NotAtThisPace),
        pools.remove(0),
    ];
    let portfolio = portfolio(pools);
    let columns: Vec<_> = portfolio
        .columns
        .iter()
        .map(|it| it.code.as_str())
        .collect();
    assert_eq!(
        columns,
        ["MAU", "C00", "C01", "C02", "C03", "C04", "C05", "C06"]
    );
    let row = &portfolio.pools[0];
    assert_eq!((row.name.as_str(), row.rest_count), ("A", 5));
    let rest = row.rest.as_ref().unwrap();
    assert_eq!((rest.code.as_str(), rest.status.percent), ("C11", Some(95)));
    assert_eq!(portfolio.pools[1].cells[0], None);
}

fn hidden(status: BenefitStatus) -> BenefitStatus {
    BenefitStatus {
        unlisted: true,
        ..status
    }
}

#[test]
fn hidden_benefit_is_counted_as_hidden_and_nowhere_else() {
    let mut pools = sample();
    let group = pools.iter_mut().find(|pool| pool.pool.name == "Group");
    for status in &mut group.unwrap().usage.as_mut().unwrap().value {
        *status = hidden(status.clone());
    }
    let shown = portfolio(pools.clone());
    assert_eq!(shown.counts.unlisted, 1);
    assert_eq!((shown.counts.benefits, shown.counts.over), (8, 2));
    assert!(
        !shown
            .runway
            .iter()
            .any(|row| line(row).starts_with("Group: Sms"))
    );
    let row = shown.pools.iter().find(|row| row.name == "Group").unwrap();
    assert_eq!(row.cells.iter().flatten().count() + row.rest_count, 1);
    let everything = pools.into_iter().map(PoolSnapshot::with_all_listed);
    let (again, before) = (portfolio(everything.collect()), portfolio(sample()));
    assert_eq!((again.counts, again.runway), (before.counts, before.runway));
}

#[test]
fn pool_is_as_well_as_its_listed_benefits() {
    let of = |benefits| {
        let pool = pool("A", benefits);
        (
            pool.condition(),
            pool.urgency().map(|urgency| urgency.level()),
        )
    };
    let (over, calm) = (used("Sms", 12, 10), used("Email", 1, 10));
    assert_eq!(of(vec![over.clone(), calm.clone()]).1, Some(Level::Over));
    let alone = of(vec![calm.clone()]);
    assert_eq!(of(vec![hidden(over.clone()), calm]), alone);
    assert_eq!(of(vec![hidden(over)]), (None, None));
}

#[test]
fn hidden_mau_is_not_counted_as_a_period_of_its_own() {
    let pool = with_mau(
        pool("A", vec![hidden(used("MAU", 12, 10))]),
        12,
        10,
        Outlook::Full,
    );
    assert_eq!(pool.condition(), None);
    let portfolio = portfolio(vec![pool]);
    assert_eq!((portfolio.runway.len(), portfolio.columns.len()), (0, 0));
}

#[test]
fn what_has_no_forecast_is_listed_with_its_reason() {
    let garbled = Quantity::NotReported(Some("N/A".to_owned()));
    let known = |code| forecast(used(code, 5, 10), Outlook::NotAtThisPace, None);
    let benefits = vec![
        used("Sms", 5, 10),
        benefit("Email", garbled, Allowance::Limited(10.into())),
        benefit("Apps", Quantity::Known(5.into()), Allowance::Unlimited),
        used("Absent", 0, 0),
        used("Full", 10, 10),
        known("Known"),
        hidden(used("Hidden", 5, 10)),
    ];
    let (days, needed) = (0, 7);
    let outlook = Outlook::TooLittleHistory { days, needed };
    let pool = with_mau(pool("A", benefits), 5, 10, outlook);
    let found = WithoutForecast::of(&pool);
    let reasons: Vec<_> = found
        .iter()
        .map(|one| (one.code.as_str(), one.mau, one.reason.clone()))
        .collect();
    let too_little = NoForecast::TooLittleHistory { days, needed };
    let expected = [
        ("Sms", false, too_little.clone()),
        ("Email", false, NoForecast::NotReported),
        ("MAU", true, too_little),
    ];
    assert_eq!(reasons, expected);
    assert_eq!(portfolio(vec![pool]).counts.without_forecast, 3);
}

fn quantities() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        (0..20_i64).prop_map(|used| Quantity::Known(used.into())),
        prop::option::of("[a-z]{0,4}").prop_map(Quantity::NotReported),
    ]
}

fn allowances() -> impl Strategy<Value = Allowance> {
    prop_oneof![
        4 => (0..20_i64).prop_map(|total| Allowance::Limited(total.into())),
        1 => Just(Allowance::Unlimited),
        1 => prop::option::of("[a-z]{0,4}").prop_map(Allowance::NotReported),
    ]
}

fn days_ahead() -> impl Strategy<Value = NaiveDate> {
    (0..130_u64).prop_map(|ahead| day("11-15") + Days::new(ahead))
}

fn outlooks() -> impl Strategy<Value = Outlook> {
    let full_on = (days_ahead(), prop::option::of(days_ahead()), 1..100_u32);
    let full_on = full_on.prop_map(|(likely, last, percent)| Outlook::FullOn {
        first: likely - Days::new(3),
        likely: Some(likely),
        last: last.filter(|last| *last >= likely),
        percent,
    });
    prop_oneof![
        3 => full_on,
        1 => Just(Outlook::NotAtThisPace),
        1 => Just(Outlook::TooLittleHistory { days: 2, needed: 14 }),
    ]
}

fn statuses() -> impl Strategy<Value = BenefitStatus> {
    let parts = (
        "[A-L]",
        quantities(),
        allowances(),
        outlooks(),
        prop::option::of(days_ahead()),
        any::<bool>(),
    );
    parts.prop_map(|(code, used, total, outlook, resets_on, trial)| {
        let mut status = benefit(&code, used, total);
        status.benefit.trial = trial;
        status.series.resets_on = resets_on;
        // A forecast exists only where it is missing as yet.
        if matches!(status.outlook, Outlook::TooLittleHistory { .. }) {
            status.outlook = outlook;
        }
        status
    })
}

fn pools() -> impl Strategy<Value = Vec<PoolSnapshot>> {
    let failure = prop::option::weighted(0.2, Just(ErrorCode::Unreachable));
    let pool_of = (prop::collection::vec(statuses(), 0..14), failure);
    prop::collection::vec(pool_of, 0..8).prop_map(|pools| {
        let pools = pools.into_iter().enumerate();
        let pools = pools.map(|(number, (benefits, failure))| PoolSnapshot {
            usage_failure: failure.map(Into::into),
            ..pool(&format!("P{number}"), benefits)
        });
        pools.collect()
    })
}

proptest! {
    #[test]
    fn worse_rows_and_pools_are_never_below_better_ones(pools in pools()) {
        let portfolio = portfolio(pools.clone());
        let severities: Vec<u8> = portfolio.runway.iter().map(|row| row.level.severity()).collect();
        prop_assert!(severities.is_sorted_by(|one, next| one >= next));
        let run_out: Vec<bool> = portfolio.runway.iter().map(|row| row.level == Level::Over).collect();
        prop_assert!(run_out.is_sorted_by(|one, next| one >= next));
        let urgency = |id: &PoolId| pools.iter().find(|pool| pool.pool.id == *id).unwrap().urgency();
        prop_assert!(portfolio.pools.is_sorted_by(|one, next| urgency(&one.pool) >= urgency(&next.pool)));
    }

    #[test]
    fn order_of_the_server_does_not_change_the_runway(mut pools in pools()) {
        let lines = |pools: &[PoolSnapshot]| {
            let mut lines: Vec<_> = portfolio(pools.to_vec()).runway.iter().map(line).collect();
            lines.sort();
            lines
        };
        let before = lines(&pools);
        pools.reverse();
        for pool in &mut pools {
            pool.usage.as_mut().unwrap().value.reverse();
        }
        prop_assert_eq!(before, lines(&pools));
    }

    #[test]
    fn unknown_is_never_zero(pools in pools()) {
        let portfolio = portfolio(pools);
        let cells = portfolio.pools.iter().flat_map(|row| row.cells.iter().flatten().chain(&row.rest));
        for cell in cells {
            let (used, total) = &cell.figures;
            let is_known = used.known().is_some() && total.limit().is_some_and(|total| !total.is_zero());
            prop_assert_eq!(cell.status.percent.is_some(), is_known, "{:?}", cell);
        }
        for row in portfolio.runway.iter().filter_map(|row| row.figures.as_ref()) {
            prop_assert!(row.0.known().is_some() && row.1.limit().is_some());
        }
    }

    #[test]
    fn reset_is_one_that_is_known_and_ahead(pools in pools()) {
        for row in &portfolio(pools.clone()).runway {
            let Some(reset) = row.resets_on else {
                prop_assert_eq!((row.days_without, row.marks.reset), (None, None));
                continue;
            };
            let pool = pools.iter().find(|pool| pool.pool.id == row.pool).unwrap();
            let known = |status: &BenefitStatus| status.series.resets_on == Some(reset);
            prop_assert!(pool.benefits().iter().any(known));
            let until = row.days.unwrap() + row.days_without.unwrap();
            prop_assert_eq!(day("11-22") + Days::new(until.into()), reset);
            prop_assert_eq!(row.marks.nothing.unwrap().1, row.marks.reset);
        }
    }

    #[test]
    fn counts_agree_with_rows(pools in pools()) {
        let portfolio = portfolio(pools);
        let counts = &portfolio.counts;
        let run_out = portfolio.runway.iter().filter(|row| row.has_run_out()).count();
        prop_assert_eq!(counts.over + counts.full, run_out);
        prop_assert!(counts.within_week <= counts.within_month);
        prop_assert_eq!(counts.need_attention + counts.with_room, counts.pools);
        prop_assert!(counts.unreadable <= counts.need_attention);
        for row in &portfolio.pools {
            prop_assert_eq!(row.cells.len(), portfolio.columns.len());
            prop_assert!(!(row.has_room && row.needs_attention));
            prop_assert_eq!(row.rest.is_some(), row.rest_count > 0);
        }
        prop_assert!(portfolio.columns.len() <= 8);
    }
}
