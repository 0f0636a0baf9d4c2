//! The thread that owns the keychain.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use tokio::{
    sync::{oneshot, watch},
    time::timeout,
};
use zeroize::Zeroizing;

use super::{
    Initiator, KeychainError, KeychainTimeouts, SecretStore, pool_of, product,
    prompt_policy::{Permit, PromptPolicy},
};

/// The text of an entry, for a `Get` that found one.
pub(super) type Answer = Result<Option<Zeroizing<String>>, KeychainError>;

/// A call that takes longer is logged.
const SLOW: Duration = Duration::from_secs(1);

/// A call on an account's entry, or on the keychain.
pub(super) enum Task {
    /// Reads the keychain's name.
    Name,
    Get(String),
    Put(String, Zeroizing<String>),
    Remove(String),
}

/// The callers' side.
pub(super) struct OwningThread {
    calls: mpsc::Sender<Call>,
    product: watch::Receiver<Option<String>>,
    prompt_policy: Arc<PromptPolicy>,
    waiting: AtomicUsize,
}

/// A caller that waits, until this is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn begin(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl OwningThread {
    pub(super) fn start(
        store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static,
        limits: KeychainTimeouts,
    ) -> Self {
        let (calls, waiting) = mpsc::channel();
        let (send_product, product) = watch::channel(None);
        let prompt_policy = Arc::new(PromptPolicy::new(limits));
        let worker_policy = Arc::clone(&prompt_policy);
        let work = move || {
            let (store, name) = worker_policy.busy(|| {
                let store = store();
                let name = store.name();
                (store, name)
            });
            send_product.send_replace(Some(name));
            Worker {
                store,
                product: send_product,
                prompt_policy: worker_policy,
            }
            .work(&waiting);
        };
        // Without a thread the channel is closed, and each call fails with `keychain_failed`.
        // The thread is not joined: it may hang in a prompt, and the process must be able to end.
        if std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(work)
            .is_err()
        {
            tracing::error!("no thread for the keychain");
        }
        Self {
            calls,
            product,
            prompt_policy,
            waiting: AtomicUsize::default(),
        }
    }

    /// Whether a caller waits for the keychain now.
    pub(super) fn is_waited_for(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }

    /// Runs the task, if its turn comes within the caller's time limit.
    pub(super) async fn call(&self, task: Task, initiator: Initiator) -> Answer {
        let (kind, began) = (task.kind(), Instant::now());
        let answer = self.answered(task, initiator).await;
        log(kind, initiator, began.elapsed(), &answer);
        answer
    }

    async fn answered(&self, task: Task, initiator: Initiator) -> Answer {
        self.prompt_policy.may_wait(initiator)?;
        let (reply, mut answer) = oneshot::channel();
        let call = Call {
            task,
            initiator,
            reply,
        };
        self.calls.send(call).map_err(|_| KeychainError::Failed)?;
        let _waiting = Waiting::begin(&self.waiting);
        match timeout(self.prompt_policy.limit(initiator), &mut answer).await {
            Ok(answer) => answer.unwrap_or(Err(KeychainError::Failed)),
            Err(_) => {
                // An answer may have arrived since the limit passed; after closing none can.
                answer.close();
                answer.try_recv().unwrap_or(Err(KeychainError::TimedOut))
            }
        }
    }

    /// The keychain's name; the system's general term while it is not known.
    pub(super) fn product(&self) -> String {
        self.product
            .borrow()
            .clone()
            .unwrap_or_else(|| product::UNKNOWN.to_owned())
    }

    /// Waits until the keychain's name is known, as long as a background call.
    pub(super) async fn wait_for_name(&self) {
        let mut product = self.product.clone();
        let limit = self.prompt_policy.limit(Initiator::Background);
        let _ = timeout(limit, product.wait_for(Option::is_some)).await;
    }
}

impl Task {
    fn account(&self) -> &str {
        match self {
            Self::Name => "",
            Self::Get(account) | Self::Put(account, _) | Self::Remove(account) => account,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Get(_) => "get",
            Self::Put(..) => "put",
            Self::Remove(_) => "remove",
        }
    }
}

/// Logs a call: never the account, which contains a host, nor anything of an entry.
fn log(task: &str, initiator: Initiator, waited: Duration, answer: &Answer) {
    let waited_ms = waited.as_millis();
    match answer {
        Err(error) => {
            let code = authgauge_core::ErrorCode::from(*error);
            tracing::warn!(task, %initiator, %code, waited_ms, "a keychain call failed");
        }
        Ok(_) if waited >= SLOW => {
            tracing::info!(task, %initiator, waited_ms, "the keychain was slow");
        }
        Ok(_) => {}
    }
}

struct Call {
    task: Task,
    initiator: Initiator,
    /// Closed once the caller gave up.
    reply: oneshot::Sender<Answer>,
}

/// The thread's side.
struct Worker {
    store: Box<dyn SecretStore>,
    product: watch::Sender<Option<String>>,
    prompt_policy: Arc<PromptPolicy>,
}

impl Worker {
    fn work(mut self, calls: &mpsc::Receiver<Call>) {
        for call in calls {
            self.answer(call);
        }
    }

    fn answer(&mut self, call: Call) {
        let Call {
            task,
            initiator,
            reply,
        } = call;
        if reply.is_closed() {
            return;
        }
        let is_prompting = !matches!(task, Task::Name);
        if is_prompting && !self.may_begin(task.account(), initiator) {
            let _ = reply.send(Err(KeychainError::Locked));
            return;
        }
        match task {
            Task::Name => {
                let name = self.prompt_policy.busy(|| self.store.name());
                self.product.send_replace(Some(name));
                let _ = reply.send(Ok(None));
            }
            Task::Get(account) => {
                let _ = reply.send(self.ask(initiator, |store| store.get(&account)));
            }
            Task::Put(account, text) => self.put(&account, &text, initiator, reply),
            Task::Remove(account) => {
                let _ = reply.send(self.remove(&account, initiator).map(|()| None));
            }
        }
    }

    /// Asked when the call's turn has come: a prompt may have been dismissed while it waited.
    fn may_begin(&mut self, account: &str, initiator: Initiator) -> bool {
        match self.prompt_policy.permit(initiator) {
            Permit::Yes => true,
            Permit::IfOpen => self.prompt_policy.busy(|| self.store.is_open(account)),
            Permit::No => false,
        }
    }

    /// Restores the earlier entry if the caller gave up: it was answered that the key is not stored.
    fn put(
        &mut self,
        account: &str,
        text: &str,
        initiator: Initiator,
        reply: oneshot::Sender<Answer>,
    ) {
        let before = match self.ask(initiator, |store| store.get(account)) {
            Ok(before) => Some(before),
            // An entry that can't be read is overwritten.
            Err(KeychainError::Failed | KeychainError::EntriesDiffer) => None,
            Err(error) => {
                let _ = reply.send(Err(error));
                return;
            }
        };
        if reply.is_closed() {
            return;
        }
        let written = self.ask(initiator, |store| store.set(account, text));
        let answer = self.verified(written, account, initiator, |there| {
            there.is_some_and(|there| there == text)
        });
        if let (Err(Ok(_)), Some(before)) = (reply.send(answer.map(|()| None)), before) {
            self.restore(account, before, initiator);
        }
    }

    /// Removes the entry, and those of the same pool for other hosts.
    fn remove(&mut self, account: &str, initiator: Initiator) -> Result<(), KeychainError> {
        self.remove_entry(account, initiator)?;
        let others = self.ask(initiator, |store| store.accounts_of(pool_of(account)))?;
        others
            .iter()
            .filter(|other| *other != account)
            .try_for_each(|other| self.remove_entry(other, initiator))
    }

    fn remove_entry(&mut self, account: &str, initiator: Initiator) -> Result<(), KeychainError> {
        let removed = self.ask(initiator, |store| store.delete(account));
        self.verified(removed, account, initiator, |there| there.is_none())
    }

    /// A keychain may do its work and then report a failure: reads back what is there.
    fn verified(
        &mut self,
        answer: Result<(), KeychainError>,
        account: &str,
        initiator: Initiator,
        is_done: impl FnOnce(Option<&str>) -> bool,
    ) -> Result<(), KeychainError> {
        if answer != Err(KeychainError::Failed) {
            return answer;
        }
        let there = self.ask(initiator, |store| store.get(account));
        match there {
            Ok(there) if is_done(there.as_ref().map(|text| text.as_str())) => Ok(()),
            _ => answer,
        }
    }

    fn restore(&mut self, account: &str, before: Option<Zeroizing<String>>, initiator: Initiator) {
        let undone = self.ask(initiator, |store| match before {
            Some(text) => store.set(account, &text),
            None => store.delete(account),
        });
        if undone.is_err() {
            tracing::warn!("a key written too late is still in the keychain");
        }
    }

    fn ask<T>(
        &mut self,
        initiator: Initiator,
        work: impl FnOnce(&mut dyn SecretStore) -> Result<T, KeychainError>,
    ) -> Result<T, KeychainError> {
        let answer = self.prompt_policy.busy(|| work(self.store.as_mut()));
        self.prompt_policy.note(&answer, initiator);
        answer
    }
}
