//! Measures making the overview of 200 pools with 40 benefits each: part of `cargo xtask bench`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use authgauge_app::keychain::KeyPlace;
use authgauge_app::{
    About, BenefitStatus, HookPrograms, KeychainStatus, PolicySummary, PoolSnapshot, Portfolio,
    Snapshot, WebhookState,
};
use authgauge_core::error::Failure;
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use chrono::{DateTime, Days, Utc};
use genauth::{Allowance, Benefit, Host, Quantity};

const RUNS: usize = 50;
const POOLS: u32 = 200;
const BENEFITS: u32 = 40;

#[expect(clippy::print_stdout, reason = "the result of the program")]
fn main() -> Result<(), Failure> {
    let now = DateTime::UNIX_EPOCH + Days::new(20_000);
    let snapshot = snapshot(now)?;
    let measure = |_| {
        let started = Instant::now();
        black_box(Portfolio::of(black_box(&snapshot), now));
        started.elapsed()
    };
    let mut times: Vec<Duration> = (0..RUNS).map(measure).collect();
    times.sort();
    let at = |index: usize| times.get(index).map_or(0.0, |d| d.as_secs_f64() * 1000.0);
    let (median, min, max) = (at(RUNS / 2), at(0), at(RUNS - 1));
    println!("The overview's facts, {RUNS} times (median, minimum to maximum)");
    let name = format!("  {POOLS} pools with {BENEFITS} benefits");
    println!("{name:<34} {median:>9.2} ms   ({min:.2} to {max:.2})");
    Ok(())
}

fn snapshot(now: DateTime<Utc>) -> Result<Snapshot, Failure> {
    let pools = (0..POOLS).map(|number| pool(number, now));
    Ok(Snapshot {
        revision: 0,
        pools: pools.collect::<Result<_, _>>()?,
        alerts: Vec::new(),
        unseen_alerts: 0,
        settings: Settings::default().validate()?,
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
    })
}

fn pool(number: u32, now: DateTime<Utc>) -> Result<PoolSnapshot, Failure> {
    let benefits = (0..BENEFITS).map(|benefit| status(number * 31 + benefit * 7, benefit, now));
    Ok(PoolSnapshot {
        revision: 0,
        now,
        pool: Pool {
            id: PoolId(number.to_string()),
            name: format!("Pool {number}"),
            service: Service::Private,
            host: Host::parse("id.example.com")?,
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        },
        key: KeyPlace::Keychain,
        usage: Some(Reading {
            value: benefits.collect(),
            taken_at: now,
            source: Source::Live,
        }),
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
        alias: None,
    })
}

/// Every third benefit runs out on some day.
fn status(varying: u32, number: u32, now: DateTime<Utc>) -> BenefitStatus {
    let benefit = Benefit {
        code: format!("Benefit{number}"),
        name: format!("Benefit {number}"),
        used: Quantity::Known((varying % 110).into()),
        total: Allowance::Limited(100.into()),
        trial: false,
    };
    let status = BenefitStatus::new(&benefit, Settings::default().thresholds());
    if !varying.is_multiple_of(3) || varying % 110 >= 100 {
        return status;
    }
    let day = now.date_naive() + Days::new((varying % 100).into());
    BenefitStatus {
        outlook: Outlook::FullOn {
            first: day,
            likely: Some(day),
            last: None,
            percent: 50,
        },
        ..status
    }
}
