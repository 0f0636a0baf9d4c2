//! Messages to receivers of alerts: queued on disk with the alert, sent in turn, tried again, and given up at last.
//!
//! A message arrives at least once: it is removed after it arrived, and its ID is the same in each attempt.

mod backoff;
mod losses;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::Notify;
use tokio::time::sleep;

use authgauge_core::error::Failure;
use authgauge_core::hook_choice::HookChoice;
use authgauge_store::{Delivery, Losses, NewDelivery, Store, StoreError};

use super::hook::{self, CallError, Message, Note, Receiver, Retry};
use crate::clients::ClientFactory;
use crate::hook_programs::{HookProgram, HooksFile};
use crate::keychain::Initiator;
use crate::keys::KeyService;
use crate::schedule::random_share;
use crate::settings_service::SettingsService;
use crate::webhook_consent::WebhookConsent;
use crate::webhook_state::WebhookState;
use backoff::{is_due, is_exhausted, next_attempt};

/// Up to this many messages that are due are sent one by one; more become one summary where the receiver takes it.
const MAX_SEPARATE: usize = 5;

/// The loop wakes at least this often: the machine may have slept.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Owns the queue of messages.
pub(crate) struct Deliveries {
    parts: DeliveryParts,
    /// One call at a time.
    turn: tokio::sync::Mutex<()>,
    /// Wakes the loop when there is something to send.
    wake: Notify,
    state: Mutex<State>,
}

/// What the queue works with.
pub(crate) struct DeliveryParts {
    pub(crate) store: Arc<Store>,
    pub(crate) settings: Arc<SettingsService>,
    pub(crate) clients: Arc<ClientFactory>,
    pub(crate) consent: Arc<WebhookConsent>,
    pub(crate) hooks_file: Arc<HooksFile>,
    pub(crate) keys: Arc<KeyService>,
    pub(crate) demo: bool,
}

#[derive(Default)]
struct State {
    /// Messages that arrived and could not be removed from the store yet.
    arrived: BTreeSet<i64>,
    /// By receiver: nothing is sent to it before then.
    holds: HashMap<String, DateTime<Utc>>,
    /// The messages that were given up.
    losses: Option<Losses>,
}

impl Deliveries {
    pub(crate) fn load(parts: DeliveryParts) -> Result<Self, Failure> {
        let state = State {
            losses: parts.store.losses()?,
            ..State::default()
        };
        Ok(Self {
            parts,
            turn: tokio::sync::Mutex::default(),
            wake: Notify::new(),
            state: Mutex::new(state),
        })
    }

    /// Sends what is due, for as long as it is polled. `changed` is called when messages were given up.
    pub(crate) async fn run(&self, changed: impl Fn()) {
        loop {
            let before = self.losses();
            let next = self.deliver_due().await;
            if self.losses() != before {
                changed();
            }
            let wait = next.map(|next| {
                (next - self.parts.clients.now())
                    .to_std()
                    .unwrap_or_default()
            });
            // A second at least: a failing store must not make this a busy loop.
            let wait = wait
                .unwrap_or(LONGEST_WAIT)
                .clamp(Duration::from_secs(1), LONGEST_WAIT);
            tokio::select! {
                () = sleep(wait) => {}
                () = self.wake.notified() => {}
            }
        }
    }

    /// The messages of alerts for each receiver, to be saved with the alerts.
    pub(super) async fn of_alerts(&self, notes: &[Note]) -> Vec<NewDelivery> {
        let mut new = Vec::new();
        for receiver in self.agreed_receivers().await {
            for note in notes {
                let (Some(pool), Ok(text)) = (note.pool_id(), serde_json::to_string(note)) else {
                    continue;
                };
                new.push(NewDelivery {
                    receiver: receiver.id(),
                    pool: pool.clone(),
                    message_id: new_message_id(),
                    note: text,
                });
            }
        }
        new
    }

    /// Has what was queued sent.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Sends messages that could not be queued, once.
    pub(super) async fn send_unsaved(&self, notes: &[Note]) {
        let _turn = self.turn.lock().await;
        for receiver in self.agreed_receivers().await {
            let size = if receiver.takes_summaries() {
                notes.len()
            } else {
                1
            };
            for batch in notes.chunks(size.max(1)) {
                let sent = self
                    .call(&receiver, &new_message_id(), batch, Initiator::Background)
                    .await;
                if let Err(error) = sent {
                    self.count_losses(batch.len(), error.failure);
                }
            }
        }
    }

    /// Sends a test message to each receiver, and forgets the losses of one where it arrived.
    ///
    /// # Errors
    /// `hook_failed` with the `reason`; the keychain's codes.
    pub(super) async fn test(&self) -> Result<(), Failure> {
        let _turn = self.turn.lock().await;
        let receivers = self.receivers().await;
        if receivers.is_empty() {
            return Err(hook::off().failure);
        }
        let note = [Note::test(self.parts.clients.now())];
        let mut result = Ok(());
        for receiver in receivers {
            let sent = self
                .call(&receiver, &new_message_id(), &note, Initiator::Owner)
                .await;
            let sent = sent.map_err(|error| error.failure);
            match sent.inspect_err(log_failure) {
                Ok(()) => self.forget_losses(&receiver),
                failed => result = result.and(failed),
            }
        }
        result
    }

    /// Drops what was queued for a webhook that the owner no longer has.
    pub(super) fn hook_changed(&self, former: &HookChoice) {
        let former = Receiver::Webhook(former.clone()).id();
        if self.parts.store.forget_receiver(&former).is_err() {
            tracing::warn!("messages to a former webhook stay queued, and are not sent");
        }
        self.reload_losses();
        self.wake();
    }

    /// Tries everything again now: the network is back, or the keychain answers.
    pub(crate) fn deliver_again(&self) {
        self.state().holds.clear();
        // If that fails they are tried later.
        let _ = self
            .parts
            .store
            .make_deliveries_due(self.parts.clients.now());
        self.wake();
    }

    /// Sends what is due now. Returns when to try again.
    pub(crate) async fn deliver_due(&self) -> Option<DateTime<Utc>> {
        let _turn = self.turn.lock().await;
        let mut next = None;
        let receivers = self.agreed_receivers().await;
        // If that fails they stay queued, and are not sent.
        let _ = self.forget_others();
        for receiver in receivers {
            let at = self.deliver_to(&receiver).await.unwrap_or_else(|_| {
                tracing::warn!("the queue of messages could not be read or written");
                None
            });
            next = next.into_iter().chain(at).min();
        }
        next
    }

    async fn deliver_to(&self, receiver: &Receiver) -> Result<Option<DateTime<Utc>>, StoreError> {
        let id = receiver.id();
        loop {
            let now = self.parts.clients.now();
            if let Some(hold) = self.hold(&id, now) {
                return Ok(Some(hold));
            }
            self.remove_arrived()?;
            let waiting = self.parts.store.deliveries(&id)?;
            let due: Vec<_> = waiting.iter().filter(|it| is_due(it.next, now)).collect();
            let size = match receiver.takes_summaries() && due.len() > MAX_SEPARATE {
                true => due.len(),
                false => 1,
            };
            let Some(batch) = due.get(..size) else {
                return Ok(waiting.iter().map(|delivery| delivery.next).min());
            };
            // The owner may have changed it meanwhile.
            if !self.agreed_receivers().await.contains(receiver) {
                return Ok(None);
            }
            match self.send(receiver, batch).await {
                Ok(()) => self.state().arrived.extend(batch.iter().map(|it| it.id)),
                Err(error) => self.failed(&id, batch, &due, error)?,
            }
        }
    }

    async fn send(&self, receiver: &Receiver, batch: &[&Delivery]) -> Result<(), CallError> {
        let read = |delivery: &&Delivery| serde_json::from_str(&delivery.note).ok();
        let notes: Vec<Note> = batch.iter().filter_map(read).collect();
        let (Some(first), false) = (batch.first(), notes.is_empty()) else {
            return Err(hook::not_readable());
        };
        self.call(receiver, &first.message_id, &notes, Initiator::Background)
            .await
    }

    /// A webhook that the owner did not agree to is not called. While the keychain can't say, messages wait.
    async fn call(
        &self,
        receiver: &Receiver,
        id: &str,
        notes: &[Note],
        initiator: Initiator,
    ) -> Result<(), CallError> {
        if let Receiver::Webhook(webhook) = receiver {
            let agreed = self.parts.consent.check(webhook, initiator).await;
            agreed.map_err(CallError::of_consent)?;
            let allowed = self.parts.settings.policies().check_webhook(webhook);
            allowed.map_err(CallError::of_consent)?;
        }
        let secret = match receiver.signed_webhook() {
            None => None,
            Some((url, format)) => Some(
                self.parts
                    .keys
                    .signing_secret(url, format)
                    .await
                    .map_err(|failure| CallError {
                        failure,
                        retry: Retry::Receiver(None),
                    })?
                    .ok_or_else(hook::secret_missing)?,
            ),
        };
        let message = Message {
            id,
            notes,
            language: self.parts.clients.words_language(),
            at: self.parts.clients.now(),
            secret: secret.as_ref(),
        };
        hook::deliver(receiver, &message, &self.parts.clients.network).await
    }

    /// Postpones or gives up what failed: the batch, or all that is due where the receiver as a whole failed.
    fn failed(
        &self,
        receiver: &str,
        batch: &[&Delivery],
        due: &[&Delivery],
        error: CallError,
    ) -> Result<(), StoreError> {
        log_failure(&error.failure);
        let now = self.parts.clients.now();
        let (affected, retry_after) = match error.retry {
            Retry::Receiver(retry_after) => (due, retry_after),
            Retry::Never | Retry::Message => (batch, None),
        };
        let is_lost = |it: &&&Delivery| error.retry == Retry::Never || is_exhausted(it, now);
        let (lost, kept): (Vec<_>, Vec<_>) = affected.iter().partition(is_lost);
        let attempts = affected.iter().map(|it| it.attempts + 1).max().unwrap_or(1);
        let next = next_attempt(now, attempts, retry_after, random_share());
        if matches!(error.retry, Retry::Receiver(_)) {
            self.state().holds.insert(receiver.to_owned(), next);
        }
        let ids = |of: Vec<&&Delivery>| of.iter().map(|it| it.id).collect::<Vec<_>>();
        self.parts.store.postpone_deliveries(&ids(kept), next)?;
        self.give_up(receiver, &ids(lost), error.failure)
    }

    fn hold(&self, receiver: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let hold = *self.state().holds.get(receiver)?;
        (!is_due(hold, now)).then_some(hold)
    }

    fn remove_arrived(&self) -> Result<(), StoreError> {
        let ids: Vec<_> = self.state().arrived.iter().copied().collect();
        if !ids.is_empty() {
            self.parts.store.remove_deliveries(&ids)?;
            self.state().arrived.clear();
        }
        Ok(())
    }

    /// What is called on an alert now. A demo's alerts stay in its window.
    async fn receivers(&self) -> Vec<Receiver> {
        if self.parts.demo {
            return Vec::new();
        }
        let hooks_file = Arc::clone(&self.parts.hooks_file);
        let read = tokio::task::spawn_blocking(move || hooks_file.read().programs);
        self.named(read.await.unwrap_or_default())
    }

    /// Those that are called on an alert: without a webhook that the owner did not agree to.
    async fn agreed_receivers(&self) -> Vec<Receiver> {
        let is_refused = |receiver: &Receiver| match receiver {
            Receiver::Webhook(hook) => self.parts.consent.state(hook) == WebhookState::NotAgreed,
            Receiver::Program(_) => false,
        };
        let mut receivers = self.receivers().await;
        receivers.retain(|receiver| !is_refused(receiver));
        receivers
    }

    /// What the owner named.
    fn named(&self, programs: Vec<HookProgram>) -> Vec<Receiver> {
        let webhook = Some(self.parts.settings.get().hook.clone());
        let webhook = webhook.filter(|hook| *hook != HookChoice::Off);
        let programs = programs.into_iter().map(Receiver::Program);
        let webhook = webhook.map(Receiver::Webhook);
        webhook.into_iter().chain(programs).collect()
    }

    /// Drops what is queued for receivers that are named no more. While `hooks.toml` is refused it is not known which.
    fn forget_others(&self) -> Result<(), StoreError> {
        let file = self.parts.hooks_file.last();
        if self.parts.demo || file.refused.is_some() {
            return Ok(());
        }
        let named = self.named(file.programs);
        let ids: Vec<_> = named.iter().map(Receiver::id).collect();
        if self.parts.store.keep_receivers(&ids)? {
            self.reload_losses();
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// As the Standard Webhooks specification recommends.
fn new_message_id() -> String {
    format!("msg_{}", uuid::Uuid::new_v4().simple())
}

fn log_failure(failure: &Failure) {
    let (code, reason, status) = (failure.code, failure.reason(), failure.params.status);
    let service_code = failure.params.service_code;
    tracing::warn!(%code, reason, status, service_code, "the webhook or program did not accept an alert");
}
