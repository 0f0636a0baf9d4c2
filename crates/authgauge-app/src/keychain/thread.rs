//! The thread that owns the keychain.

use std::{
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use tokio::{
    sync::{oneshot, watch},
    time::timeout,
};
use zeroize::Zeroizing;

use super::{
    KeychainError, Limits, Patience, SecretStore,
    pace::{Pace, Permit},
    product,
};

/// The text of an entry, where one was asked for and there is one.
pub(super) type Answer = Result<Option<Zeroizing<String>>, KeychainError>;

/// A call that takes longer is worth a word in the log.
const SLOW: Duration = Duration::from_secs(1);

/// What to do with an account's entry.
pub(super) enum Task {
    Get(String),
    Put(String, Zeroizing<String>),
    Remove(String),
}

/// The callers' end.
pub(super) struct OwningThread {
    calls: mpsc::Sender<Call>,
    product: watch::Receiver<Option<String>>,
    pace: Arc<Pace>,
}

impl OwningThread {
    pub(super) fn start(
        store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static,
        limits: Limits,
    ) -> Self {
        let (calls, waiting) = mpsc::channel();
        let (tell_product, product) = watch::channel(None);
        let pace = Arc::new(Pace::new(limits));
        let worker_pace = Arc::clone(&pace);
        let work = move || {
            let (store, name) = worker_pace.busy(|| {
                let store = store();
                let name = store.name();
                (store, name)
            });
            tell_product.send_replace(Some(name));
            let pace = worker_pace;
            Worker { store, pace }.work(&waiting);
        };
        // Where no thread can be had, the calls' other end is gone, and each says `keychain_failed`.
        // Nobody joins it: it may hang in a prompt, and the process must be able to end.
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
            pace,
        }
    }

    /// Does the task, if its turn comes before the caller's patience ends.
    pub(super) async fn call(&self, task: Task, patience: Patience) -> Answer {
        let (kind, began) = (task.kind(), Instant::now());
        let answer = self.answered(task, patience).await;
        tell(kind, patience, began.elapsed(), &answer);
        answer
    }

    async fn answered(&self, task: Task, patience: Patience) -> Answer {
        self.pace.may_wait(patience)?;
        let (reply, mut answer) = oneshot::channel();
        let call = Call {
            task,
            patience,
            reply,
        };
        self.calls.send(call).map_err(|_| KeychainError::Failed)?;
        match timeout(self.pace.limit(patience), &mut answer).await {
            Ok(answer) => answer.unwrap_or(Err(KeychainError::Failed)),
            Err(_) => {
                // An answer may have come since the limit passed. After this, none can.
                answer.close();
                answer.try_recv().unwrap_or(Err(KeychainError::TimedOut))
            }
        }
    }

    /// The keychain's name; the system's word for keychains while it does not tell.
    pub(super) fn product(&self) -> String {
        self.product
            .borrow()
            .clone()
            .unwrap_or_else(|| product::UNKNOWN.to_owned())
    }

    /// Waits until the keychain has told its name, no longer than in the background.
    pub(super) async fn settled(&self) {
        let mut product = self.product.clone();
        let limit = self.pace.limit(Patience::Background);
        let _ = timeout(limit, product.wait_for(Option::is_some)).await;
    }
}

impl Task {
    fn account(&self) -> &str {
        match self {
            Self::Get(account) | Self::Put(account, _) | Self::Remove(account) => account,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Get(_) => "get",
            Self::Put(..) => "put",
            Self::Remove(_) => "remove",
        }
    }
}

/// For the log: never the account, which holds a host, nor anything of an entry.
fn tell(task: &str, patience: Patience, waited: Duration, answer: &Answer) {
    let waited_ms = waited.as_millis();
    match answer {
        Err(error) => {
            let code = authgauge_core::ErrorCode::from(*error);
            tracing::warn!(task, %patience, %code, waited_ms, "the keychain did not serve");
        }
        Ok(_) if waited >= SLOW => {
            tracing::info!(task, %patience, waited_ms, "the keychain was slow");
        }
        Ok(_) => {}
    }
}

struct Call {
    task: Task,
    patience: Patience,
    /// Closed when the caller gave up.
    reply: oneshot::Sender<Answer>,
}

/// The thread's end.
struct Worker {
    store: Box<dyn SecretStore>,
    pace: Arc<Pace>,
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
            patience,
            reply,
        } = call;
        if reply.is_closed() {
            return;
        }
        if !self.may_begin(task.account(), patience) {
            let _ = reply.send(Err(KeychainError::Locked));
            return;
        }
        match task {
            Task::Get(account) => {
                let _ = reply.send(self.ask(patience, |store| store.get(&account)));
            }
            Task::Put(account, text) => self.put(&account, &text, patience, reply),
            Task::Remove(account) => {
                let _ = reply.send(self.remove(&account, patience).map(|()| None));
            }
        }
    }

    /// Now that its turn has come: a prompt may have been dismissed while it waited.
    fn may_begin(&mut self, account: &str, patience: Patience) -> bool {
        match self.pace.permit(patience) {
            Permit::Yes => true,
            Permit::IfOpen => self.pace.busy(|| self.store.is_open(account)),
            Permit::No => false,
        }
    }

    /// A caller who gave up was told that the key is not kept, so it must not be: what was there before
    /// is put back.
    fn put(
        &mut self,
        account: &str,
        text: &str,
        patience: Patience,
        reply: oneshot::Sender<Answer>,
    ) {
        let before = match self.ask(patience, |store| store.get(account)) {
            Ok(before) => Some(before),
            // What is there cannot be read: all the more reason to write over it.
            Err(KeychainError::Failed) => None,
            Err(error) => {
                let _ = reply.send(Err(error));
                return;
            }
        };
        if reply.is_closed() {
            return;
        }
        let written = self.ask(patience, |store| store.set(account, text));
        let answer = self.unless(written, account, patience, |there| {
            there.is_some_and(|there| there == text)
        });
        if let (Err(Ok(_)), Some(before)) = (reply.send(answer.map(|()| None)), before) {
            self.put_back(account, before, patience);
        }
    }

    fn remove(&mut self, account: &str, patience: Patience) -> Result<(), KeychainError> {
        let removed = self.ask(patience, |store| store.delete(account));
        self.unless(removed, account, patience, |there| there.is_none())
    }

    /// A keychain may do what it is asked and then report a failure. What counts is what is there.
    fn unless(
        &mut self,
        answer: Result<(), KeychainError>,
        account: &str,
        patience: Patience,
        is_done: impl FnOnce(Option<&str>) -> bool,
    ) -> Result<(), KeychainError> {
        if answer != Err(KeychainError::Failed) {
            return answer;
        }
        let there = self.ask(patience, |store| store.get(account));
        match there {
            Ok(there) if is_done(there.as_ref().map(|text| text.as_str())) => Ok(()),
            _ => answer,
        }
    }

    fn put_back(&mut self, account: &str, before: Option<Zeroizing<String>>, patience: Patience) {
        let undone = self.ask(patience, |store| match before {
            Some(text) => store.set(account, &text),
            None => store.delete(account),
        });
        if undone.is_err() {
            tracing::warn!("an access key that came too late is still in the keychain");
        }
    }

    fn ask<T>(
        &mut self,
        patience: Patience,
        work: impl FnOnce(&mut dyn SecretStore) -> Result<T, KeychainError>,
    ) -> Result<T, KeychainError> {
        let answer = self.pace.busy(|| work(self.store.as_mut()));
        self.pace.note(&answer, patience);
        answer
    }
}
