//! Metrics in the OpenMetrics format, made from the documents that `--json` prints.

mod server;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;

use authgauge_api::document::{
    Amount, BenefitEntry, Document, DocumentError, PoolExport, PoolForecast, ReadingFacts,
};
use authgauge_core::alert::AlertSubject;
use authgauge_core::calendar::of_vendor_time;
use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

pub(crate) use server::{Access, serve};

/// Names and values. A pool is its ID, so that a rename breaks no series.
type Labels = Vec<(&'static str, String)>;
type Numbers = Family<Labels, Gauge<f64, AtomicU64>>;

/// What the metrics are made from.
pub(crate) struct Figures {
    /// Plans, benefits and periods.
    pub(crate) export: Document<PoolExport>,
    /// When they will be used up.
    pub(crate) forecasts: Vec<PoolForecast>,
    /// How long it took to read all that, in seconds.
    pub(crate) took: f64,
}

/// The families, by name.
#[derive(Default)]
struct Families(BTreeMap<&'static str, Numbers>);

const FAMILIES: [(&str, &str); 19] = [
    ("build_info", "The program's version"),
    ("pool_info", "A user pool's name, host and plan"),
    (
        "pool_up",
        "1 if the figures of the pool are good, 0 if they are old, missing or could not be read",
    ),
    (
        "last_success_timestamp_seconds",
        "When the pool's usage was read last",
    ),
    (
        "scrape_duration_seconds",
        "How long it took to collect these metrics",
    ),
    (
        "pool_failure_info",
        "Why the pool's usage could not be read",
    ),
    ("benefit_used", "How much of a benefit is used"),
    (
        "benefit_limit",
        "The limit of a benefit; absent if it is unlimited or not known",
    ),
    (
        "benefit_unlimited",
        "1 if the server reports no limit of a benefit",
    ),
    (
        "benefit_reported",
        "1 if the server reports usable figures of a benefit",
    ),
    ("benefit_trial", "1 if a benefit is on trial"),
    (
        "benefit_full_timestamp_seconds",
        "The day on which a benefit will be full: the likely one, and the first of an 80 % interval",
    ),
    ("mau_used", "Monthly active users of the running period"),
    (
        "mau_limit",
        "The limit of monthly active users of the running period",
    ),
    (
        "mau_period_start_timestamp_seconds",
        "The start of the running period",
    ),
    (
        "mau_period_end_timestamp_seconds",
        "The end of the running period",
    ),
    (
        "mau_full_timestamp_seconds",
        "The day on which the monthly active users will reach their limit",
    ),
    ("plan_end_timestamp_seconds", "The end of the plan"),
    ("plan_mau", "The monthly active users of the plan"),
];

/// The metrics as OpenMetrics; without their last line they are the text format 0.0.4 too, since all are gauges.
pub(crate) fn text(figures: &Figures) -> String {
    let families = Families::of(figures);
    let mut registry = Registry::with_prefix("authgauge");
    for (name, help) in FAMILIES {
        if let Some(family) = families.0.get(name) {
            registry.register(name, help, family.clone());
        }
    }
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = encode_registry(&mut text, &registry);
    text
}

/// With the line that ends OpenMetrics.
pub(crate) fn open_metrics(figures: &Figures) -> String {
    let mut text = text(figures);
    let _ = encode_eof(&mut text);
    text
}

impl Families {
    fn of(figures: &Figures) -> Self {
        let mut families = Self::default();
        let version = env!("CARGO_PKG_VERSION").to_owned();
        families.set("build_info", vec![("version", version)], 1.0);
        families.set("scrape_duration_seconds", Vec::new(), figures.took);
        for pool in &figures.export.pools {
            families.add_pool(pool, &figures.export.errors);
        }
        for pool in &figures.forecasts {
            families.add_forecasts(pool);
        }
        families
    }

    fn set(&mut self, name: &'static str, labels: Labels, value: f64) {
        let family = self.0.entry(name).or_default();
        family.get_or_create(&labels).set(value);
    }

    fn set_known(&mut self, name: &'static str, labels: Labels, amount: &Amount) {
        if let Some(value) = amount.value().and_then(|value| value.parse().ok()) {
            self.set(name, labels, value);
        }
    }

    fn add_pool(&mut self, pool: &PoolExport, errors: &[DocumentError]) {
        let id = || vec![("pool", pool.pool.id.0.clone())];
        let plan = pool.plan.as_ref();
        let plan_name = plan.and_then(|plan| plan.name_en.clone().or_else(|| plan.name.clone()));
        let info = [
            ("name", pool.pool.name.clone()),
            ("host", pool.pool.host.clone()),
            ("plan", plan_name.unwrap_or_default()),
        ];
        self.set("pool_info", [id(), info.to_vec()].concat(), 1.0);
        let failures = errors
            .iter()
            .filter(|error| error.pool.as_ref() == Some(&pool.pool.id));
        let mut failed = false;
        for error in failures {
            let code = vec![("code", error.failure.code.to_string())];
            self.set("pool_failure_info", [id(), code].concat(), 1.0);
            failed = true;
        }
        let reading = reading_of(pool);
        let good = reading.is_some_and(|reading| !reading.stale) && !failed;
        self.set("pool_up", id(), flag(good));
        if let Some(ReadingFacts { taken_at, .. }) = reading {
            self.set("last_success_timestamp_seconds", id(), seconds(taken_at));
        }
        self.add_benefits(pool);
        self.add_mau(pool);
        if let Some(plan) = plan {
            self.set_known("plan_mau", id(), &plan.mau.amount);
            if let Some(end) = plan.ends_at {
                self.set("plan_end_timestamp_seconds", id(), seconds(end));
            }
        }
    }

    /// Of benefits reported with the same code the worst counts, as in forecasts.
    fn add_benefits(&mut self, pool: &PoolExport) {
        let mut worst: BTreeMap<&str, &BenefitEntry> = BTreeMap::new();
        for benefit in pool.benefits.iter().flatten() {
            let known = worst.entry(&benefit.code).or_insert(benefit);
            if rank(benefit) > rank(known) {
                *known = benefit;
            }
        }
        for benefit in worst.into_values() {
            let labels = || labels_of(&pool.pool.id.0, &benefit.code);
            self.set_known("benefit_used", labels(), &benefit.used.amount);
            self.set_known("benefit_limit", labels(), &benefit.limit.amount);
            let is_unlimited = benefit.limit.amount == Amount::Unlimited;
            self.set("benefit_unlimited", labels(), flag(is_unlimited));
            let is_reported = benefit.level != Level::NotReported;
            self.set("benefit_reported", labels(), flag(is_reported));
            self.set("benefit_trial", labels(), flag(benefit.trial));
        }
    }

    fn add_mau(&mut self, pool: &PoolExport) {
        let running = pool.periods.iter().flatten().find(|period| period.running);
        let Some(period) = running else {
            return;
        };
        let id = || vec![("pool", pool.pool.id.0.clone())];
        self.set_known("mau_used", id(), &period.used.amount);
        self.set_known("mau_limit", id(), &period.limit.amount);
        let start = of_day(Some(period.first_day));
        let end = of_day(period.last_day.succ_opt());
        for (name, at) in [
            ("mau_period_start_timestamp_seconds", start),
            ("mau_period_end_timestamp_seconds", end),
        ] {
            if let Some(at) = at {
                self.set(name, id(), seconds(at));
            }
        }
    }

    fn add_forecasts(&mut self, pool: &PoolForecast) {
        for entry in &pool.forecasts {
            let Outlook::FullOn { first, likely, .. } = &entry.outlook else {
                continue;
            };
            let id = &pool.pool.id.0;
            let (name, labels) = match &entry.subject {
                AlertSubject::Benefit { code, .. } => {
                    ("benefit_full_timestamp_seconds", labels_of(id, code))
                }
                _ => ("mau_full_timestamp_seconds", vec![("pool", id.clone())]),
            };
            for (bound, day) in [("first", Some(*first)), ("likely", *likely)] {
                if let Some(at) = of_day(day) {
                    let bound = vec![("bound", bound.to_owned())];
                    self.set(name, [labels.clone(), bound].concat(), seconds(at));
                }
            }
        }
    }
}

/// Of the usage; of the plan or the MAU if the server reports no benefit.
fn reading_of(pool: &PoolExport) -> Option<ReadingFacts> {
    let benefits = pool.benefits.as_ref()?;
    let usage = benefits.first().map(|benefit| benefit.used.reading);
    let plan = pool.plan.as_ref().map(|plan| plan.reading);
    let periods = pool.periods.iter().flatten();
    usage
        .or(plan)
        .or(periods.map(|period| period.used.reading).next())
}

fn labels_of(pool: &str, code: &str) -> Labels {
    vec![("pool", pool.to_owned()), ("benefit", code.to_owned())]
}

fn rank(benefit: &BenefitEntry) -> (u8, Option<u32>) {
    (benefit.level.severity(), benefit.percent)
}

/// The start of a day in the vendor's calendar.
fn of_day(day: Option<NaiveDate>) -> Option<DateTime<Utc>> {
    of_vendor_time(day?.and_time(NaiveTime::MIN))
}

fn seconds(at: DateTime<Utc>) -> f64 {
    at.timestamp() as f64
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}
