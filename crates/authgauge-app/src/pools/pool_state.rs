use chrono::{DateTime, Utc};
use genauth::{Benefit, Plan};

use authgauge_core::calendar::vendor_day;
use authgauge_core::error::Failure;
use authgauge_core::level::{Level, Thresholds};
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::Pool;
use authgauge_core::pool_condition::UseStatus;
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use authgauge_store::{Kind, Store};

use super::mau_span::MauSpan;
use super::refresh_result::RefreshResult;
use super::server_clock::ServerClock;
use super::trends::PoolTrends;
use crate::clients::PoolClient;
use crate::keychain::KeyPlace;
use crate::snapshot::{BenefitStatus, MauStatus, PoolSnapshot};

/// More benefits than any plan has. Those beyond are counted.
const MAX_BENEFITS: usize = 5_000;

/// A pool and all that is known of it.
pub(crate) struct PoolState {
    pub(crate) pool: Pool,
    pub(crate) usage: Option<Reading<Vec<Benefit>>>,
    /// How many benefits the last answer had beyond [`MAX_BENEFITS`].
    pub(crate) omitted_benefits: usize,
    pub(crate) mau: Option<Reading<MauSpan>>,
    pub(crate) plan: Option<Reading<Plan>>,
    /// None until the history was read.
    pub(crate) trends: Option<PoolTrends>,
    pub(crate) usage_failure: Option<Failure>,
    pub(crate) mau_failure: Option<Failure>,
    pub(crate) server_clock: ServerClock,
    /// Local time minus server time, as of the last response.
    pub(crate) clock_ahead_ms: Option<i64>,
    pub(crate) mau_revision: u32,
    /// Signed in; made again when key or language change.
    pub(crate) client: Option<PoolClient>,
    /// Counts changes of key and language: a response to a request from before one is dropped.
    pub(crate) epoch: u32,
    /// Counts the refreshes that were applied, and the epochs.
    pub(crate) generation: u64,
}

/// The readings that the last refresh brought.
pub(crate) struct FreshReadings {
    pub(crate) usage: Option<Reading<Vec<Benefit>>>,
    pub(crate) mau: Option<Reading<MauSpan>>,
    pub(crate) plan: Option<Reading<Plan>>,
}

impl PoolState {
    pub(crate) fn new(pool: Pool) -> Self {
        Self {
            pool,
            usage: None,
            omitted_benefits: 0,
            mau: None,
            plan: None,
            trends: None,
            usage_failure: None,
            mau_failure: None,
            server_clock: ServerClock::default(),
            clock_ahead_ms: None,
            mau_revision: 0,
            client: None,
            epoch: 0,
            generation: 0,
        }
    }

    /// With the stored readings. One that can't be read is left out: the next refresh brings another.
    pub(super) fn load(store: &Store, pool: Pool) -> Self {
        let id = pool.id.clone();
        Self {
            usage: store.reading(&id, Kind::Usage).ok().flatten(),
            mau: store.reading(&id, Kind::Mau).ok().flatten(),
            plan: store.reading(&id, Kind::Plan).ok().flatten(),
            ..Self::new(pool)
        }
    }

    /// Uses another client from now on; the result of a refresh under way will be dropped.
    pub(super) fn start_epoch(&mut self, client: Option<PoolClient>) {
        self.epoch = self.epoch.wrapping_add(1);
        self.generation += 1;
        self.client = client;
    }

    /// Takes over what a refresh brought. A failure keeps the earlier reading, marked as stored.
    pub(super) fn apply(&mut self, mut result: RefreshResult) {
        self.generation += 1;
        if let Ok(usage) = &mut result.usage {
            self.omitted_benefits = usage.value.len().saturating_sub(MAX_BENEFITS);
            usage.value.truncate(MAX_BENEFITS);
        }
        if let Ok(mau) = &mut result.mau {
            let earlier = self.mau.as_ref().map(|mau| &mau.value);
            mau.value.continue_from(earlier, vendor_day(mau.taken_at));
        }
        self.server_clock
            .record(&result.usage, result.clock_ahead_ms);
        self.clock_ahead_ms = result.clock_ahead_ms.or(self.clock_ahead_ms);
        self.usage_failure = replace(&mut self.usage, result.usage);
        let shown = self.mau_as_shown();
        self.mau_failure = replace(&mut self.mau, result.mau);
        if self.mau_as_shown() != shown {
            self.mau_revision = self.mau_revision.wrapping_add(1);
        }
        // A plan that can't be read is not reported: the header is shown without it.
        let _ = replace(&mut self.plan, result.plan);
    }

    /// The benefits with level, trend and outlook. None until a first reading.
    pub(crate) fn benefits(&self, settings: &Settings) -> Option<Vec<BenefitStatus>> {
        let usage = self.usage.as_ref()?;
        Some(
            usage
                .value
                .iter()
                .map(|benefit| self.status(benefit, settings))
                .collect(),
        )
    }

    pub(crate) fn status(&self, benefit: &Benefit, settings: &Settings) -> BenefitStatus {
        let status = BenefitStatus {
            unlisted: settings.unlisted.contains(&self.pool.id, &benefit.code),
            ..BenefitStatus::new(benefit, settings.thresholds())
        };
        match self.trends.as_ref().and_then(|trends| trends.of(benefit)) {
            Some((trend, outlook, series)) => BenefitStatus {
                trend,
                outlook,
                series,
                ..status
            },
            None => status,
        }
    }

    /// How far the running MAU period is used.
    pub(crate) fn mau_use(&self, thresholds: Thresholds, now: DateTime<Utc>) -> Option<UseStatus> {
        let running = self.mau.as_ref()?.value.running(vendor_day(now))?;
        Some(UseStatus::of(&running.used, &running.total, thresholds))
    }

    /// Whether a benefit or the running MAU period is near its limit or over it.
    pub(crate) fn is_at_risk(&self, thresholds: Thresholds, now: DateTime<Utc>) -> bool {
        let benefits = self.usage.iter().flat_map(|usage| &usage.value);
        let benefits =
            benefits.map(|benefit| UseStatus::of(&benefit.used, &benefit.total, thresholds));
        benefits
            .chain(self.mau_use(thresholds, now))
            .any(|status| matches!(status.level, Level::Near | Level::Critical | Level::Over))
    }

    /// When the running MAU period's allowance will be used up.
    pub(crate) fn mau_outlook(&self, now: DateTime<Utc>) -> Option<Outlook> {
        let running = self.mau.as_ref()?.value.running(vendor_day(now))?;
        Some(PoolTrends::mau_outlook(self.trends.as_ref(), running))
    }

    /// The running MAU period.
    pub(crate) fn mau_status(&self, now: DateTime<Utc>) -> Option<Reading<MauStatus>> {
        let (mau, today) = (self.mau.as_ref()?, vendor_day(now));
        let running = mau.value.running(today)?;
        let series = PoolTrends::mau_facts(self.trends.as_ref(), running, today);
        Some(Reading {
            value: MauStatus {
                used: running.used.clone(),
                total: running.total.clone(),
                trend: PoolTrends::mau_trend(self.trends.as_ref()),
                series,
            },
            taken_at: mau.taken_at,
            source: mau.source,
        })
    }

    pub(crate) fn snapshot(
        &self,
        settings: &Settings,
        key: KeyPlace,
        refreshing: bool,
        demo: bool,
        now: DateTime<Utc>,
    ) -> PoolSnapshot {
        let usage = self.usage.as_ref().zip(self.benefits(settings));
        PoolSnapshot {
            revision: 0,
            now,
            pool: self.pool.clone(),
            alias: None,
            key,
            usage: usage.map(|(reading, value)| Reading {
                value,
                taken_at: reading.taken_at,
                source: reading.source,
            }),
            omitted_benefits: self.omitted_benefits,
            plan: self.plan.clone(),
            mau_use: self.mau_use(settings.thresholds(), now),
            mau_outlook: self.mau_outlook(now),
            mau: self.mau_status(now),
            mau_revision: self.mau_revision,
            usage_failure: self.usage_failure.clone(),
            clock_ahead_ms: self.clock_ahead_ms,
            refreshing,
            demo,
        }
    }

    pub(super) fn fresh_readings(&self) -> FreshReadings {
        FreshReadings {
            usage: fresh(self.usage.as_ref()),
            mau: fresh(self.mau.as_ref()),
            plan: fresh(self.plan.as_ref()),
        }
    }

    /// What the MAU chart depends on, except its age.
    fn mau_as_shown(&self) -> (Option<(MauSpan, Source)>, Option<Failure>) {
        let mau = self.mau.as_ref().map(|mau| (mau.value.clone(), mau.source));
        (mau, self.mau_failure.clone())
    }
}

/// Replaces a reading by a newer one; a failure marks the old one as kept.
fn replace<T>(
    known: &mut Option<Reading<T>>,
    answer: Result<Reading<T>, Failure>,
) -> Option<Failure> {
    match answer {
        Ok(reading) => {
            *known = Some(reading);
            None
        }
        Err(failure) => {
            *known = known.take().map(Reading::kept);
            Some(failure)
        }
    }
}

fn fresh<T: Clone>(reading: Option<&Reading<T>>) -> Option<Reading<T>> {
    reading
        .filter(|reading| reading.source != Source::Kept)
        .cloned()
}
