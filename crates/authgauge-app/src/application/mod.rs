//! The application: its services and the owner's commands.

mod webhook;
mod wiring;

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Local, NaiveDate, Utc};
use genauth::{AccessKey, Benefit, Host};
use tokio::runtime::Handle;
use tokio::sync::broadcast;
use tokio::task::JoinSet;

use authgauge_core::alert::{AlertAmount, RuleScope};
use authgauge_core::clock::{Battery, Clock};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::HookChoice;
use authgauge_core::language::WordsLanguage;
use authgauge_core::policy::not_allowed;
use authgauge_core::pool::{Pool, PoolId};
use authgauge_core::proxy_choice::ProxyChoice;
use authgauge_core::reading::Reading;
use authgauge_core::settings::{Settings, ValidSettings};
use authgauge_store::{Store, StoreTrouble};

use crate::alerts::{AlertDispatcher, PoolRules};
use crate::charts::{
    BenefitHistory, ChartRequest, Charts, ExportFormat, HistoryRequest, MauPeriods, MauPicture,
};
use crate::clients::{ClientFactory, KeyReport};
use crate::event::{Event, Events};
use crate::hook_programs::HooksFile;
use crate::keychain::{Initiator, Keychain};
use crate::keys::{KeyService, KeyStorage};
use crate::network::DesktopProxySource;
use crate::policy::Policies;
use crate::pools::{PoolDraft, PoolService};
use crate::portfolio::Portfolio;
use crate::refresh_requests::{RefreshAnswer, RefreshInbox};
use crate::schedule::Schedule;
use crate::scheduler::Scheduler;
use crate::settings_service::SettingsService;
use crate::share::{self, ShareRequest};
use crate::snapshot::{About, PoolSnapshot, Snapshot};
use crate::snapshots::Snapshots;
use crate::webhook_consent::WebhookConsent;

/// What an application is made from.
pub struct Parts {
    /// Holds pools, readings and settings.
    pub store: Store,
    /// What happened when the store was opened.
    pub store_trouble: Option<StoreTrouble>,
    /// Holds access keys.
    pub keychain: Keychain,
    /// The keychain ends with the process.
    pub session_only: bool,
    /// The time.
    pub clock: Clock,
    /// Whether the machine runs on battery: then refreshes are fewer.
    pub on_battery: Battery,
    /// Version and data folder.
    pub about: About,
    /// The system's language.
    pub system_language: WordsLanguage,
    /// The owner's configuration folder, whose `hooks.toml` names the programs that receive alerts. None: there are
    /// no such programs.
    pub config_folder: Option<PathBuf>,
    /// What the organisation decides.
    pub policies: Policies,
    /// The pools are simulated, and every figure says so.
    pub demo: bool,
}

impl Parts {
    /// Of an application on mains, in English, about which nothing else is known.
    pub fn new(store: Store, keychain: Keychain, clock: Clock) -> Self {
        Self {
            store,
            store_trouble: None,
            keychain,
            session_only: false,
            clock,
            on_battery: Arc::new(|| false),
            about: About::default(),
            system_language: WordsLanguage::En,
            config_folder: None,
            policies: Policies::default(),
            demo: false,
        }
    }
}

/// A handle to the running application; cheap to clone.
#[derive(Clone)]
pub struct Application {
    pub(crate) store: Arc<Store>,
    pub(crate) settings: Arc<SettingsService>,
    pub(crate) keys: Arc<KeyService>,
    pub(crate) clients: Arc<ClientFactory>,
    pub(crate) pools: Arc<PoolService>,
    pub(crate) alerts: Arc<AlertDispatcher>,
    pub(crate) charts: Arc<Charts>,
    pub(crate) schedule: Arc<Schedule>,
    pub(crate) scheduler: Arc<Scheduler>,
    pub(crate) snapshots: Arc<Snapshots>,
    pub(crate) hooks_file: Arc<HooksFile>,
    pub(crate) consent: Arc<WebhookConsent>,
    pub(crate) events: Arc<Events>,
    pub(crate) requests: Arc<RefreshInbox>,
}

impl Application {
    /// With what the store holds. Makes no call and leaves the keychain alone; [`Application::run`] does not.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn open(parts: Parts) -> Result<Self, Failure> {
        wiring::wire(parts)
    }

    /// Refreshes the pools, also those that other processes ask for, and delivers alerts, for as long as it is polled.
    pub async fn run(&self) {
        let delivering = self.alerts.deliver(|| self.snapshots.announce_overview());
        let scheduling = Arc::clone(&self.scheduler).run();
        tokio::join!(
            scheduling,
            delivering,
            self.check_consent(),
            self.answer_requests()
        );
    }

    /// Whether a call waits for the keychain now.
    pub fn waits_for_keychain(&self) -> bool {
        self.keys.keychain().is_waited_for()
    }

    /// Every change from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Blocks. Reads `hooks.toml` again, which the owner may have edited.
    pub fn read_hooks_file(&self) {
        self.hooks_file.read();
    }

    /// Everything that is known now.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshots.overview()
    }

    /// What is known of all pools together.
    pub fn portfolio(&self) -> Portfolio {
        Portfolio::of(&self.snapshot(), self.clients.now())
    }

    /// The portfolio as a file. Its times are in this computer's zone.
    ///
    /// # Errors
    /// `export_failed`.
    pub async fn share(&self, request: ShareRequest) -> Result<Vec<u8>, Failure> {
        let (portfolio, now) = (self.portfolio(), self.clients.now());
        let now = now.with_timezone(&Local).fixed_offset();
        // Fonts are read and a picture is drawn: that takes a moment.
        let draw = move || share::share(&portfolio, request, now);
        let drawn = tokio::task::spawn_blocking(draw).await;
        drawn.map_err(|_| ErrorCode::ExportFailed)?
    }

    /// What is known of one pool now.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn pool_snapshot(&self, id: &PoolId) -> Result<PoolSnapshot, Failure> {
        self.snapshots.pool(id)
    }

    /// Signs in with a key and reports what it finds. Stores nothing.
    ///
    /// # Errors
    /// What [`PoolDraft::into_pool`] refuses, except a missing name; what the server, or the way to it, says.
    pub async fn test_key(&self, draft: PoolDraft, key: AccessKey) -> Result<KeyReport, Failure> {
        self.pools.test_key(draft, key).await
    }

    /// Signs in to a pool with a key that may replace its own, and reports what it finds. Stores nothing.
    ///
    /// # Errors
    /// `pool_not_found`; what the server, or the way to it, says.
    pub async fn test_new_key(&self, id: &PoolId, key: AccessKey) -> Result<KeyReport, Failure> {
        self.pools.test_new_key(id, key).await
    }

    /// The ID of a pool's access key, which is no secret; None while figures are hidden or the keychain does not
    /// answer without the owner.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub async fn key_id(&self, id: &PoolId) -> Result<Option<String>, Failure> {
        let pool = self.pools.read(id, |state| state.pool.clone())?;
        if self.settings().privacy {
            return Ok(None);
        }
        let key = self.keys.load(&pool, Initiator::Background).await;
        Ok(key.ok().map(|key| key.id().to_owned()))
    }

    /// Signs in to a pool with its own key and reports what it finds.
    ///
    /// # Errors
    /// `pool_not_found`; the keychain's codes; what the server, or the way to it, says.
    pub async fn test_pool(&self, id: &PoolId) -> Result<KeyReport, Failure> {
        self.pools.test(id).await
    }

    /// Uses a key for a pool as long as this process runs. It is not stored.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn hold_key(&self, id: &PoolId, key: AccessKey) -> Result<(), Failure> {
        self.pools.hold_key(id, key)
    }

    /// Adds a pool and its key, and refreshes it.
    ///
    /// # Errors
    /// What [`PoolDraft::into_pool`] refuses; `keychain_locked`, `keychain_timed_out`, `keychain_failed`;
    /// `store_failed`. Then neither is stored.
    pub async fn add_pool(
        &self,
        draft: PoolDraft,
        key: AccessKey,
        storage: KeyStorage,
    ) -> Result<PoolId, Failure> {
        let id = self.pools.add(draft, key, storage).await?;
        self.start(&id);
        Ok(id)
    }

    /// Adds a pool whose parts are valid, such as the demo's, with earlier readings, oldest first. Its key is
    /// held in memory.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn add_demo_pool(
        &self,
        pool: Pool,
        key: AccessKey,
        past: &[Reading<Vec<Benefit>>],
        server: Host,
    ) -> Result<(), Failure> {
        self.clients.use_demo_server(&pool.id, server);
        let id = self.pools.add_demo_pool(pool, key, past)?;
        self.alerts.record_past(&id);
        self.start(&id);
        Ok(())
    }

    /// Replaces a pool's key once the server accepted the new one. Until then the old one stays.
    ///
    /// # Errors
    /// `pool_not_found`; what the server says of the key; the keychain's codes.
    pub async fn replace_key(
        &self,
        id: &PoolId,
        key: AccessKey,
        storage: KeyStorage,
    ) -> Result<(), Failure> {
        self.pools.replace_key(id, key, storage).await?;
        self.schedule.abandon(id);
        self.scheduler.start(id, Initiator::Owner);
        Ok(())
    }

    /// # Errors
    /// `name_missing`, `name_too_long`, `pool_not_found`, `store_failed`.
    pub fn rename_pool(&self, id: &PoolId, name: &str) -> Result<(), Failure> {
        // While names are hidden, the owner's form has what stands for this one.
        let place = self.pools.place(id).ok_or(ErrorCode::PoolNotFound)?;
        if self.clients.alias(place).as_deref() == Some(name) {
            return Ok(());
        }
        self.pools.rename(id, name)?;
        self.snapshots.announce_pool_and_overview(id);
        Ok(())
    }

    /// Moves a pool to another place in the list, the first being 0.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn move_pool(&self, id: &PoolId, to: usize) -> Result<(), Failure> {
        self.pools.move_to(id, to)?;
        self.snapshots.announce_overview();
        Ok(())
    }

    /// Removes a pool's key, then its readings and itself. While the keychain refuses to remove the key, the
    /// pool stays, unless `leave_key`.
    ///
    /// # Errors
    /// `pool_not_found`, the keychain's codes, `store_failed`.
    pub async fn remove_pool(&self, id: &PoolId, leave_key: bool) -> Result<(), Failure> {
        self.pools.remove(id, leave_key).await?;
        self.alerts.forget(id);
        self.schedule.remove(id);
        // What is left of it in the settings does no harm.
        let _ = self.settings.update(|settings| settings.forget(id));
        self.snapshots.announce_overview();
        Ok(())
    }

    /// Starts a refresh; its result comes as an event.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn refresh(&self, id: &PoolId) -> Result<(), Failure> {
        self.pools.read(id, |_| ())?;
        self.scheduler.start(id, Initiator::Owner);
        Ok(())
    }

    /// Starts a refresh, or joins the one in flight, and waits for its end.
    pub async fn refreshed(&self, id: &PoolId) {
        if let Some(mut in_flight) = self.scheduler.start(id, Initiator::Owner) {
            // An error means that the sender is gone: the refresh has ended.
            while in_flight.changed().await.is_ok() {}
        }
    }

    /// Refreshes what other processes of this user ask for.
    async fn answer_requests(&self) {
        while let Some(request) = self.requests.next().await {
            let answer = self.refresh_all_of(&request.pools).await;
            request.reply(&answer);
        }
    }

    /// Refreshes pools, and tells which failed. Unknown ones count as removed meanwhile.
    async fn refresh_all_of(&self, pools: &[PoolId]) -> RefreshAnswer {
        let known = |id: &PoolId| self.pools.place(id).is_some();
        let mut refreshes = JoinSet::new();
        for id in pools.iter().filter(|id| known(id)).cloned() {
            let application = self.clone();
            refreshes.spawn(async move {
                application.refreshed(&id).await;
                let failure = application.pool_snapshot(&id).ok()?.usage_failure?;
                Some((id, failure))
            });
        }
        RefreshAnswer {
            failures: refreshes.join_all().await.into_iter().flatten().collect(),
        }
    }

    /// Refreshes soon what could not be reached.
    pub fn network_is_back(&self) {
        self.scheduler.network_is_back();
        self.alerts.deliver_again();
    }

    /// Refreshes soon what failed for want of a key, each time the keychain may have become usable. Returns where the
    /// system does not report that: the schedule retries there.
    pub async fn watch_keychain(&self) {
        let changed = tokio::sync::Notify::new();
        let react = async {
            loop {
                changed.notified().await;
                self.scheduler.keychain_changed().await;
                self.check_consent().await;
            }
        };
        tokio::select! {
            () = crate::keychain::watch::watch(&changed) => {}
            () = react => {}
        }
    }

    /// Binds the owner's consent to this webhook: another one is not called, whatever the settings say. Callers have
    /// asked the owner.
    ///
    /// # Errors
    /// The keychain's codes: then nothing changed.
    pub async fn agree_to_webhook(&self, hook: &HookChoice) -> Result<(), Failure> {
        let agreed = self.consent.agree(hook).await;
        self.alerts.deliver_again();
        self.announce_after(agreed)
    }

    /// Saves the settings and puts them into effect.
    ///
    /// # Errors
    /// `settings_invalid` with the `field`; `store_failed`.
    pub fn change_settings(&self, settings: Settings) -> Result<(), Failure> {
        self.update_settings(|current| *current = settings)
    }

    /// Changes the settings, saves them and puts them into effect.
    ///
    /// # Errors
    /// `settings_invalid` with the `field`; `store_failed`.
    pub fn update_settings(&self, change: impl FnOnce(&mut Settings)) -> Result<(), Failure> {
        let (before, after) = self.settings.update(change)?;
        let new_language = before.language != after.language;
        if new_language {
            self.pools.language_changed();
            self.pools
                .ids()
                .iter()
                .for_each(|id| self.schedule.abandon(id));
        }
        if before.refresh_minutes != after.refresh_minutes {
            self.schedule.interval_changed();
        }
        self.scheduler.wake.notify_one();
        if before.hook != after.hook && after.hook == HookChoice::Off {
            self.withdraw_consent();
        }
        if !before.notify_resets && after.notify_resets {
            self.alerts.resets_switched_on();
        }
        if before.alert_percents != after.alert_percents {
            self.alerts.thresholds_changed();
        }
        if before.hook != after.hook {
            self.alerts.hook_changed(&before.hook);
        }
        self.snapshots.announce_all();
        if new_language {
            // The server may name benefits in the language of the request.
            self.scheduler.refresh_all();
        }
        Ok(())
    }

    /// Sets the proxy, and its password if there is a new one. What could not be reached is tried again soon.
    ///
    /// # Errors
    /// `settings_invalid` with the `field` `proxy`; `not_allowed`; the keychain's codes; `store_failed`.
    pub async fn set_proxy(
        &self,
        mut choice: ProxyChoice,
        new_password: Option<&str>,
    ) -> Result<(), Failure> {
        let network = &self.clients.network;
        if self.policies().proxy.is_some() {
            return Err(not_allowed("proxy"));
        }
        let before = self.settings().proxy.keychain_entry();
        if let Some(text) = new_password {
            let invalid = || Failure::from(ErrorCode::SettingsInvalid).with_field("proxy");
            network
                .store_password(&choice.proxy().ok_or_else(invalid)?, text)
                .await?;
            choice = choice.with_password();
        }
        let after = choice.keychain_entry();
        self.update_settings(|settings| settings.proxy = choice)?;
        if let Some(unused) = before.filter(|before| after.as_ref() != Some(before)) {
            network.forget_password(&unused).await;
        }
        self.network_is_back();
        Ok(())
    }

    /// Reads the proxy of the desktop's settings from here.
    pub fn follow_desktop_proxy(&self, source: DesktopProxySource) {
        self.clients.network.follow_desktop(source);
    }

    /// The current settings.
    pub fn settings(&self) -> ValidSettings {
        self.settings.get()
    }

    /// What the organisation decides.
    pub fn policies(&self) -> &Policies {
        self.settings.policies()
    }

    /// Marks all alerts as seen.
    ///
    /// # Errors
    /// `store_failed`; they count as seen for this session all the same.
    pub fn mark_alerts_seen(&self) -> Result<(), Failure> {
        self.announce_after(self.alerts.mark_seen())
    }

    /// Snoozes an alert for some hours, at most 30 days; 0 ends the snooze.
    ///
    /// # Errors
    /// `store_failed`; it is snoozed for this session all the same.
    pub fn snooze_alert(&self, alert: u32, hours: u16) -> Result<(), Failure> {
        self.announce_after(self.alerts.snooze(alert, hours))
    }

    /// Marks an alert as over; a worse step is raised again.
    ///
    /// # Errors
    /// `store_failed`; it is over for this session all the same.
    pub fn resolve_alert(&self, alert: u32) -> Result<(), Failure> {
        self.announce_after(self.alerts.resolve(alert))
    }

    /// The alert rules of a pool and its benefits.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn alert_rules(&self, id: &PoolId) -> Result<PoolRules, Failure> {
        self.alerts.rules_of(id)
    }

    /// Mutes the alerts of a scope: they are recorded and not delivered.
    ///
    /// # Errors
    /// `pool_not_found`; `benefit_not_found`; `store_failed`.
    pub fn mute(&self, id: &PoolId, scope: &RuleScope, muted: bool) -> Result<(), Failure> {
        self.announce_after(self.alerts.mute(id, scope, muted))
    }

    /// Sets the alert thresholds of a pool or benefit, in percent, and a benefit's amount. Without thresholds it
    /// inherits them.
    ///
    /// # Errors
    /// `settings_invalid` with the `field` `thresholds` or `amount`; `pool_not_found`; `benefit_not_found`;
    /// `store_failed`.
    pub fn set_thresholds(
        &self,
        id: &PoolId,
        benefit: Option<&str>,
        thresholds: Option<Vec<u8>>,
        amount: Option<AlertAmount>,
    ) -> Result<(), Failure> {
        let set = self.alerts.set_thresholds(id, benefit, thresholds, amount);
        self.announce_after(set)
    }

    /// The MAU chart of a range.
    ///
    /// # Errors
    /// `pool_not_found`, `date_range_invalid`.
    pub async fn mau_chart(&self, request: ChartRequest) -> Result<MauPicture, Failure> {
        self.charts.mau(request).await
    }

    /// The MAU history as the content of a file.
    ///
    /// # Errors
    /// `pool_not_found`, `date_range_invalid`; `export_failed` while nothing is known.
    pub async fn export_mau(
        &self,
        request: ChartRequest,
        format: ExportFormat,
    ) -> Result<Vec<u8>, Failure> {
        self.charts.export_mau(request, format).await
    }

    /// A benefit's history as the content of a file.
    ///
    /// # Errors
    /// Those of [`Application::benefit_history`]; `export_failed` while nothing is known.
    pub async fn export_history(
        &self,
        request: HistoryRequest,
        format: ExportFormat,
    ) -> Result<Vec<u8>, Failure> {
        self.charts.export_history(request, format).await
    }

    /// The history of a benefit in the days up to today, and its forecast.
    ///
    /// # Errors
    /// `pool_not_found`; `benefit_not_found` where the server never reported it; `store_failed`.
    pub async fn benefit_history(
        &self,
        request: HistoryRequest,
    ) -> Result<BenefitHistory, Failure> {
        self.charts.benefit_history(request).await
    }

    /// Blocks. Reads pools' histories, from which trends and forecasts are made; [`Application::run`] reads those of
    /// all pools.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn load_histories(&self, ids: &[PoolId]) -> Result<(), Failure> {
        self.pools.load_trends_of(ids)
    }

    /// Several calls that read what is stored, on one state of it. They may be run more than once.
    ///
    /// # Errors
    /// Those of the calls; `store_failed`.
    pub fn read_group<T>(&self, calls: impl Fn() -> Result<T, Failure>) -> Result<T, Failure> {
        self.store.read_group(calls)
    }

    /// The MAU periods that are known and touch the days from one to another, both included. Makes no call.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn mau_periods(
        &self,
        id: &PoolId,
        days: RangeInclusive<NaiveDate>,
    ) -> Result<MauPeriods, Failure> {
        self.charts.mau_periods(id, days)
    }

    /// The console in which the owner of a pool upgrades.
    ///
    /// # Errors
    /// `pool_not_found`; `open_failed` for private deployments, whose console is not known.
    pub fn console_url(&self, id: &PoolId) -> Result<String, Failure> {
        let service = self.pools.read(id, |state| state.pool.service)?;
        Ok(service.console().ok_or(ErrorCode::OpenFailed)?.to_owned())
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clients.now()
    }

    fn start(&self, id: &PoolId) {
        self.snapshots.announce_pool_and_overview(id);
        self.scheduler.start(id, Initiator::Owner);
        self.scheduler.wake.notify_one();
    }

    fn withdraw_consent(&self) {
        let consent = Arc::clone(&self.consent);
        // Settings can be changed without a runtime; then the entry stays.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { consent.withdraw(Initiator::Owner).await });
        }
    }

    /// So that the window says whether alerts are sent. A keychain that doesn't answer is asked at the next alert.
    async fn check_consent(&self) {
        let hook = self.settings.get().hook.clone();
        if hook == HookChoice::Off {
            return self.consent.withdraw_again().await;
        }
        let checked = self.consent.check(&hook, Initiator::Background).await;
        if checked.is_ok() {
            self.alerts.deliver_again();
        }
        self.snapshots.announce_overview();
    }

    fn announce_after(&self, done: Result<(), Failure>) -> Result<(), Failure> {
        self.snapshots.announce_overview();
        done
    }
}
