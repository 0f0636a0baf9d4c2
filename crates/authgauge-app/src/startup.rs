//! Opens the application as a program does: data folder, locale, keychain, logging.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tempfile::TempDir;

use authgauge_core::clock::{Battery, Clock};
use authgauge_core::error::Failure;
use authgauge_core::identity::IDENTIFIER;
use authgauge_core::language::WordsLanguage;
use authgauge_core::settings::LanguageChoice;
use authgauge_store::folder::prepare_folder;
use authgauge_store::{Role, Store, StoreTrouble};

use crate::application::{Application, Parts};
use crate::diagnostics::Machine;
use crate::hook_programs::config_folder;
use crate::keychain::{InMemory, Keychain, OsKeychain};
use crate::log::{Log, log_panics};
use crate::policy::Policies;
use crate::snapshot::About;

/// The environment variable with the log's levels: `debug`, or `genauth=trace`.
const LOG_LEVELS: &str = "AUTHGAUGE_LOG";

/// A path below which nothing can be made, so that everything stays in memory.
const NOWHERE: &str = if cfg!(windows) {
    r"\\.\NUL"
} else {
    "/dev/null"
};

/// The folder of the database, the logs and the web view.
pub struct DataDir {
    path: PathBuf,
    /// A demo's folder is removed when this is dropped.
    temporary: Option<TempDir>,
    /// The system names no folder, or none could be made.
    nowhere: bool,
}

impl DataDir {
    /// The given folder, or the user's data folder. Where the system names no folder, nothing is saved.
    pub fn persistent(given: Option<&Path>) -> Self {
        let path = match given.filter(|given| !is_blank(given)) {
            // Fails for a relative path if the current folder was removed.
            Some(given) => std::path::absolute(given).ok(),
            None => dirs::data_dir().map(|folder| folder.join(IDENTIFIER)),
        };
        match path {
            Some(path) => Self {
                path,
                temporary: None,
                nowhere: false,
            },
            None => Self::nowhere(),
        }
    }

    /// An empty folder, removed when this is dropped. Where it can't be made, nothing is saved.
    pub fn temporary() -> Self {
        let folder = tempfile::Builder::new().prefix("authgauge-demo-").tempdir();
        match folder {
            Ok(folder) => Self {
                path: folder.path().to_owned(),
                temporary: Some(folder),
                nowhere: false,
            },
            Err(_) => Self::nowhere(),
        }
    }

    fn nowhere() -> Self {
        Self {
            path: Path::new(NOWHERE).join(IDENTIFIER),
            temporary: None,
            nowhere: true,
        }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing in it outlives this process.
    pub(crate) fn is_temporary(&self) -> bool {
        self.temporary.is_some() || self.nowhere
    }
}

/// Whether a path counts as none. Start scripts unset a variable with `AUTHGAUGE_DATA_DIR=`, and a blank is a slip.
pub fn is_blank(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.trim().is_empty())
}

/// The folder of the configuration, private to the owner. None if it is not, or can't be made.
pub fn config_dir() -> Option<PathBuf> {
    let folder = dirs::config_dir()?.join(IDENTIFIER);
    prepare_folder(&folder).ok().map(|()| folder)
}

/// Opens the owner's application in a data folder. The keys of a temporary folder stay in memory.
///
/// # Errors
/// `store_failed`.
pub fn open(
    data_dir: &DataDir,
    version: &str,
    clock: Clock,
    on_battery: Battery,
) -> Result<Application, Failure> {
    let (store, mut store_trouble) = Store::open(data_dir.path(), Role::Owner, clock())?;
    if data_dir.nowhere {
        store_trouble = Some(StoreTrouble::FolderUnknown);
    }
    let in_memory = data_dir.is_temporary();
    let now = clock();
    let keychain = match in_memory {
        true => Keychain::start(|| Box::new(InMemory::default())),
        false => Keychain::start(|| Box::new(OsKeychain::default())),
    };
    let application = Application::open(Parts {
        store_trouble,
        session_only: in_memory,
        on_battery,
        about: About {
            version: version.to_owned(),
            data_dir: data_dir.path().display().to_string(),
        },
        system_language: system_language(),
        config_folder: config_folder(),
        policies: Policies::of_system(now),
        ..Parts::new(store, keychain, clock)
    })?;
    if !in_memory {
        application.requests.open(data_dir.path());
    }
    Ok(application)
}

/// Opens a copy of what the owner stored: it can be refreshed, and nothing of that is written.
///
/// # Errors
/// `store_failed`.
pub fn open_copy(data_dir: &DataDir, version: &str, clock: Clock) -> Result<Application, Failure> {
    let store = Store::open_copy(data_dir.path())?;
    let keychain = Keychain::start(|| Box::new(OsKeychain::default()));
    reading_only(store, None, keychain, data_dir, version, clock)
}

/// Opens what the owner stored as a guest: nothing is written, and unless a command asks for it no call is made and
/// the keychain stays alone.
///
/// # Errors
/// `store_failed`.
pub fn open_as_guest(
    data_dir: &DataDir,
    version: &str,
    clock: Clock,
) -> Result<Application, Failure> {
    let (store, store_trouble) = Store::open(data_dir.path(), Role::Guest, clock())?;
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    reading_only(store, store_trouble, keychain, data_dir, version, clock)
}

/// An application that delivers no alerts.
fn reading_only(
    store: Store,
    store_trouble: Option<StoreTrouble>,
    keychain: Keychain,
    data_dir: &DataDir,
    version: &str,
    clock: Clock,
) -> Result<Application, Failure> {
    let now = clock();
    Application::open(Parts {
        store_trouble,
        about: About {
            version: version.to_owned(),
            data_dir: data_dir.path().display().to_string(),
        },
        system_language: system_language(),
        policies: Policies::of_system(now),
        ..Parts::new(store, keychain, clock)
    })
}

/// Starts the log in a data folder, also for panics, and logs the machine. `web_view` is its version.
pub fn start_logging(
    data_dir: &DataDir,
    version: &str,
    web_view: Option<String>,
    clock: Clock,
) -> (Log, Machine) {
    let log = Log::new(data_dir.path(), clock);
    log.listen(std::env::var(LOG_LEVELS).ok().as_deref());
    log_panics();
    let machine = Machine::here(web_view, sys_locale::get_locale());
    machine.log_start(version);
    (log, machine)
}

/// This machine, of a program without a web view.
pub fn machine() -> Machine {
    Machine::here(None, sys_locale::get_locale())
}

/// Chinese if the system's locale is Chinese, else English.
pub fn system_language() -> WordsLanguage {
    match sys_locale::get_locale() {
        Some(locale) if locale.starts_with("zh") => WordsLanguage::Zh,
        _ => WordsLanguage::En,
    }
}

/// The language that the owner chose, or the system's.
pub fn language(choice: LanguageChoice) -> WordsLanguage {
    match choice {
        LanguageChoice::System => system_language(),
        LanguageChoice::En => WordsLanguage::En,
        LanguageChoice::Zh => WordsLanguage::Zh,
    }
}

/// The system's clock, for programs' `main`.
pub fn system_clock() -> Clock {
    Arc::new(|| -> DateTime<Utc> { Utc::now() })
}
