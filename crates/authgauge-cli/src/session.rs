//! Where the figures come from.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use authgauge_api::document::Age;
use authgauge_app::startup::{self, DataDir};
use authgauge_app::{About, Application, Demo, PoolSnapshot, RefreshRequest, Snapshot};
use authgauge_core::clock::Clock;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool::PoolId;
use authgauge_core::settings::Settings;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::args::{Global, Selection};
use crate::keys::KeySources;
use crate::problem::Problem;

/// The program's version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the command works with.
pub(crate) struct Session {
    pub(crate) application: Application,
    /// Now, and the age from which figures are stale.
    pub(crate) age: Age,
    /// Of tables.
    pub(crate) language: WordsLanguage,
    pub(crate) keys: KeySources,
    time_limit: Duration,
    /// Of refreshes that another process made.
    failures: HashMap<PoolId, Failure>,
    runtime: Option<CallRuntime>,
    _demo: Option<Demo>,
}

impl Session {
    /// Stored readings, the demo's, or fresh ones.
    ///
    /// # Errors
    /// `store_failed`, `pool_not_found`, `timed_out`; of the demo also `unreachable`.
    pub(crate) fn open(
        global: &Global,
        selection: Option<&Selection>,
        clock: Clock,
    ) -> Result<Self, Problem> {
        if global.demo {
            return Self::demo(global, clock);
        }
        if !global.live && !global.refresh {
            return Self::guest(global, &clock);
        }
        let mut session = match global.refresh {
            true => match Self::own(global, clock.clone()) {
                // A key that was given is not handed over.
                Err(problem) if problem.is_of_another_owner() && global.key_file.is_none() => {
                    return Self::ask(global, selection, &clock);
                }
                owned => owned?,
            },
            false => Self::open_to_call(global, clock.clone())?,
        };
        session.refresh(selection)?;
        session.age.now = clock();
        Ok(session)
    }

    /// What is stored, as another process may be storing it.
    fn guest(global: &Global, clock: &Clock) -> Result<Self, Problem> {
        let data_dir = DataDir::persistent(global.data_dir.as_deref());
        let application = startup::open_as_guest(&data_dir, VERSION, clock.clone())?;
        Ok(Self::of(application, global, clock))
    }

    /// What the open window stored after it was asked to refresh.
    fn ask(global: &Global, selection: Option<&Selection>, clock: &Clock) -> Result<Self, Problem> {
        let session = Self::guest(global, clock)?;
        let Some(selection) = selection else {
            return Ok(session);
        };
        let pools = session.snapshot(selection)?.pools.into_iter();
        let ids = pools.map(|pool| pool.pool.id).collect();
        let data_dir = DataDir::persistent(global.data_dir.as_deref());
        let request = RefreshRequest::send(data_dir.path(), ids)?;
        let answer = request.wait(global.timeout).map_err(|failure| {
            let text = format!("{}: the open window did not answer", failure.code);
            Problem::from(failure).saying(text)
        })?;
        Ok(Self {
            failures: answer.failures,
            ..Self::guest(global, clock)?
        })
    }

    /// To call servers and write nothing.
    ///
    /// # Errors
    /// `store_failed`.
    pub(crate) fn open_to_call(global: &Global, clock: Clock) -> Result<Self, Problem> {
        let data_dir = DataDir::persistent(global.data_dir.as_deref());
        let application = startup::open_copy(&data_dir, VERSION, clock.clone())?;
        Ok(Self::of(application, global, &clock))
    }

    /// As the one who writes.
    ///
    /// # Errors
    /// `store_failed`, also while another process writes.
    pub(crate) fn own(global: &Global, clock: Clock) -> Result<Self, Problem> {
        let data_dir = DataDir::persistent(global.data_dir.as_deref());
        let application = startup::open(&data_dir, VERSION, clock.clone(), Arc::new(|| false))?;
        if application
            .snapshot()
            .store_trouble
            .is_some_and(|trouble| trouble.is_not_saved())
        {
            return Err(ErrorCode::StoreFailed.into());
        }
        Ok(Self::of(application, global, &clock))
    }

    fn demo(global: &Global, clock: Clock) -> Result<Self, Problem> {
        let runtime = new_runtime()?;
        let about = About {
            version: VERSION.to_owned(),
            data_dir: String::new(),
        };
        let demo = runtime.block_on(async {
            let settings = Settings::default();
            let demo =
                Demo::with_settings(about, settings, clock.clone(), Arc::new(|| false)).await?;
            for pool in demo.application().snapshot().pools {
                demo.application().refreshed(&pool.pool.id).await;
            }
            Ok::<_, Failure>(demo)
        })?;
        let application = demo.application().clone();
        Ok(Self {
            runtime: Some(CallRuntime(Some(runtime))),
            _demo: Some(demo),
            ..Self::of(application, global, &clock)
        })
    }

    fn of(application: Application, global: &Global, clock: &Clock) -> Self {
        let choice = application.settings().language;
        let given = global.lang.map(WordsLanguage::from);
        Self {
            language: given.unwrap_or_else(|| startup::language(choice)),
            age: Age {
                now: clock(),
                max: global.max_age,
            },
            keys: KeySources::new(global.key_file.clone()),
            time_limit: global.timeout,
            application,
            failures: HashMap::new(),
            runtime: None,
            _demo: None,
        }
    }

    /// Refreshes the selected pools. The failures are in the snapshot.
    ///
    /// # Errors
    /// `pool_not_found`, `timed_out`; a file or variables that give no key.
    fn refresh(&mut self, selection: Option<&Selection>) -> Result<(), Problem> {
        let Some(selection) = selection else {
            return Ok(());
        };
        let pools = self.snapshot(selection)?.pools;
        for pool in &pools {
            self.use_given_key(pool, pools.len() == 1)?;
        }
        let ids: Vec<PoolId> = pools.into_iter().map(|pool| pool.pool.id).collect();
        self.wait(async move |application| {
            let mut all = JoinSet::new();
            for id in ids {
                let application = application.clone();
                all.spawn(async move { application.refreshed(&id).await });
            }
            all.join_all().await;
            Ok(())
        })
    }

    /// Uses a key that was given for a pool, if one was.
    ///
    /// # Errors
    /// A file or variables that give no key.
    pub(crate) fn use_given_key(
        &self,
        pool: &PoolSnapshot,
        is_only_one: bool,
    ) -> Result<(), Problem> {
        if let Some(key) = self.keys.of_pool(&pool.pool, is_only_one)? {
            self.application.hold_key(&pool.pool.id, key)?;
        }
        Ok(())
    }

    /// Everything, for the selected pools.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub(crate) fn snapshot(&self, selection: &Selection) -> Result<Snapshot, Problem> {
        let mut snapshot = self.application.snapshot();
        for pool in &mut snapshot.pools {
            if let Some(failure) = self.failures.get(&pool.pool.id) {
                pool.usage_failure = Some(failure.clone());
            }
        }
        let names = &selection.pools;
        for name in names {
            find(&snapshot, name)?;
        }
        if !names.is_empty() {
            snapshot
                .pools
                .retain(|pool| names.iter().any(|name| is_called(pool, name)));
        }
        Ok(snapshot)
    }

    /// As [`Session::snapshot`], with what follows from the history.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub(crate) fn snapshot_with_forecasts(
        &self,
        selection: &Selection,
    ) -> Result<Snapshot, Problem> {
        let pools = self.snapshot(selection)?.pools.into_iter();
        let ids: Vec<PoolId> = pools.map(|pool| pool.pool.id).collect();
        self.application.load_histories(&ids)?;
        self.snapshot(selection)
    }

    /// The only pool of this name or ID.
    ///
    /// # Errors
    /// `pool_not_found`; several pools of this name.
    pub(crate) fn pool(&self, name: &str) -> Result<PoolSnapshot, Problem> {
        let snapshot = self.application.snapshot();
        find(&snapshot, name)?;
        let mut pools = snapshot.pools.into_iter();
        let mut called = pools.by_ref().filter(|pool| is_called(pool, name));
        match (called.next(), called.next()) {
            (Some(pool), None) => Ok(pool),
            _ => Err(Problem::usage(format!(
                "several pools are called '{name}': use the ID"
            ))),
        }
    }

    /// Waits for a call of the application, within the time limit.
    ///
    /// # Errors
    /// Its own; `timed_out`, or `keychain_timed_out` if that is what did not answer; `store_failed` without the
    /// means to wait.
    pub(crate) fn wait<T>(
        &mut self,
        call: impl AsyncFnOnce(&Application) -> Result<T, Failure>,
    ) -> Result<T, Problem> {
        if self.runtime.is_none() {
            self.runtime = Some(CallRuntime(Some(new_runtime()?)));
        }
        let runtime = self.runtime.as_ref();
        let Some(runtime) = runtime.and_then(|runtime| runtime.0.as_ref()) else {
            return Err(ErrorCode::StoreFailed.into());
        };
        runtime.block_on(async {
            let mut call = pin!(call(&self.application));
            match tokio::time::timeout(self.time_limit, &mut call).await {
                Ok(done) => Ok(done?),
                Err(_) if self.application.waits_for_keychain() => {
                    Err(ErrorCode::KeychainTimedOut.into())
                }
                Err(_) => Err(ErrorCode::TimedOut.into()),
            }
        })
    }
}

/// Ends without waiting for a name lookup that hangs: it can't be interrupted, and would outlast the time limit.
struct CallRuntime(Option<Runtime>);

impl Drop for CallRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

fn find<'a>(snapshot: &'a Snapshot, name: &str) -> Result<&'a PoolSnapshot, Problem> {
    let found = snapshot.pools.iter().find(|pool| is_called(pool, name));
    let code = ErrorCode::PoolNotFound;
    found.ok_or_else(|| Problem::from(code).saying(format!("{code}: '{name}'")))
}

fn is_called(pool: &PoolSnapshot, name: &str) -> bool {
    pool.pool.name == name || pool.pool.id.0 == name
}

/// To wait for servers.
///
/// # Errors
/// `store_failed` without threads.
pub(crate) fn new_runtime() -> Result<Runtime, Failure> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.map_err(|_| ErrorCode::StoreFailed.into())
}
