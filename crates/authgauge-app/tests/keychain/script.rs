use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, mpsc};
use std::time::Duration;

use authgauge_app::keychain::{Keychain, KeychainError, KeychainTimeouts, SecretStore, pool_of};
use tokio::sync::mpsc as events;
use tokio::time::timeout;
use zeroize::Zeroizing;

/// The longest wait for an event; tests do not wait that long.
const LIMIT: Duration = Duration::from_secs(30);

/// A keychain with scripted errors, and the script.
pub(crate) fn scripted(limits: KeychainTimeouts) -> (Keychain, Script) {
    let state = Arc::new(Mutex::new(State::default()));
    let (began, events) = events::unbounded_channel();
    let (wake, woken) = mpsc::channel();
    let store = Scripted {
        state: Arc::clone(&state),
        began,
        woken,
    };
    let keychain = Keychain::start_with(move || Box::new(store), limits);
    (
        keychain,
        Script {
            state,
            events,
            wake,
        },
    )
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) entries: HashMap<String, String>,
    pub(crate) fault: Option<KeychainError>,
    /// Errors by the name of the call.
    pub(crate) fault_in: HashMap<&'static str, KeychainError>,
    /// Every call blocks until `wake`.
    pub(crate) hangs: bool,
    pub(crate) hangs_in_set: bool,
    /// The call of this name is carried out and then fails.
    pub(crate) fails_after: Option<&'static str>,
    /// The result of `is_open`.
    pub(crate) reports_open: bool,
    log: Vec<String>,
}

pub(crate) struct Script {
    state: Arc<Mutex<State>>,
    events: events::UnboundedReceiver<String>,
    wake: mpsc::Sender<()>,
}

impl Script {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(crate) fn entry(&self, account: &str) -> Option<String> {
        self.state().entries.get(account).cloned()
    }

    pub(crate) fn writes(&self) -> Vec<String> {
        let log = self.state().log.clone();
        log.into_iter()
            .filter(|event| !event.starts_with("get"))
            .collect()
    }

    pub(crate) fn count(&self, wanted: &str) -> usize {
        self.state()
            .log
            .iter()
            .filter(|event| *event == wanted)
            .count()
    }

    pub(crate) async fn began(&mut self, wanted: &str) {
        let event = timeout(LIMIT, self.events.recv()).await.unwrap();
        assert_eq!(event.as_deref(), Some(wanted));
    }

    pub(crate) async fn ended(&mut self) {
        while timeout(LIMIT, self.events.recv()).await.unwrap().is_some() {}
    }

    /// Lets the blocked call continue, and later ones not block.
    pub(crate) fn wake(&self) {
        self.state().hangs = false;
        self.state().hangs_in_set = false;
        let _ = self.wake.send(());
    }
}

struct Scripted {
    state: Arc<Mutex<State>>,
    began: events::UnboundedSender<String>,
    woken: mpsc::Receiver<()>,
}

impl Scripted {
    fn begin(&self, what: &str, account: &str) -> Result<(), KeychainError> {
        let event = format!("{what} {account}");
        let hangs = {
            let mut state = self.state.lock().unwrap();
            state.log.push(event.clone());
            state.hangs || (state.hangs_in_set && what == "set")
        };
        let _ = self.began.send(event);
        if hangs {
            let _ = self.woken.recv();
        }
        let state = self.state.lock().unwrap();
        let fault = state.fault.or_else(|| state.fault_in.get(what).copied());
        fault.map_or(Ok(()), Err)
    }

    fn end(&self, what: &str) -> Result<(), KeychainError> {
        match self.state.lock().unwrap().fails_after {
            Some(failing) if failing == what => Err(KeychainError::Failed),
            _ => Ok(()),
        }
    }
}

impl SecretStore for Scripted {
    fn name(&self) -> String {
        "Scripted".to_owned()
    }

    fn get(&mut self, account: &str) -> Result<Option<Zeroizing<String>>, KeychainError> {
        self.begin("get", account)?;
        Ok(self
            .state
            .lock()
            .unwrap()
            .entries
            .get(account)
            .cloned()
            .map(Zeroizing::new))
    }

    fn set(&mut self, account: &str, text: &str) -> Result<(), KeychainError> {
        self.begin("set", account)?;
        self.state
            .lock()
            .unwrap()
            .entries
            .insert(account.to_owned(), text.to_owned());
        self.end("set")
    }

    fn delete(&mut self, account: &str) -> Result<(), KeychainError> {
        self.begin("delete", account)?;
        self.state.lock().unwrap().entries.remove(account);
        self.end("delete")
    }

    fn accounts_of(&mut self, pool: &str) -> Result<Vec<String>, KeychainError> {
        let state = self.state.lock().unwrap();
        if let Some(fault) = state.fault_in.get("list") {
            return Err(*fault);
        }
        let accounts = state.entries.keys();
        let of_pool = accounts.filter(|account| pool_of(account) == pool);
        Ok(of_pool.cloned().collect())
    }

    fn is_open(&mut self, _account: &str) -> bool {
        self.state.lock().unwrap().reports_open
    }
}
