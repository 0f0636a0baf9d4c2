//! Where the figures come from.

use std::sync::Arc;

use authgauge_api::document::Age;
use authgauge_app::startup::{self, DataDir};
use authgauge_app::{About, Application, Demo, PoolSnapshot, Snapshot};
use authgauge_core::clock::Clock;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::language::WordsLanguage;
use authgauge_core::settings::Settings;
use tokio::runtime::{Builder, Runtime};

use crate::args::{Global, Selection};

/// The program's version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the command works with.
pub(crate) struct Session {
    pub(crate) application: Application,
    /// Now, and the age from which figures are stale.
    pub(crate) age: Age,
    /// Of tables.
    pub(crate) language: WordsLanguage,
    runtime: Option<Runtime>,
    _demo: Option<Demo>,
}

impl Session {
    /// Stored readings, or the demo's.
    ///
    /// # Errors
    /// `store_failed`; of the demo also `unreachable`.
    pub(crate) fn open(global: &Global, clock: Clock) -> Result<Self, Failure> {
        match global.demo {
            true => Self::demo(global, clock),
            false => Self::stored(global, clock),
        }
    }

    fn stored(global: &Global, clock: Clock) -> Result<Self, Failure> {
        let data_dir = DataDir::persistent(global.data_dir.as_deref());
        let application = startup::open_as_guest(&data_dir, VERSION, clock.clone())?;
        Ok(Self::of(application, global, &clock))
    }

    fn demo(global: &Global, clock: Clock) -> Result<Self, Failure> {
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
            runtime: Some(runtime),
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
            application,
            runtime: None,
            _demo: None,
        }
    }

    /// Everything, for the selected pools.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub(crate) fn snapshot(&self, selection: &Selection) -> Result<Snapshot, Failure> {
        let mut snapshot = self.application.snapshot();
        let names = &selection.pools;
        let is_known = |name: &String| snapshot.pools.iter().any(|pool| is_called(pool, name));
        if !names.iter().all(is_known) {
            return Err(ErrorCode::PoolNotFound.into());
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
    ) -> Result<Snapshot, Failure> {
        for pool in self.snapshot(selection)?.pools {
            self.application.load_history(&pool.pool.id)?;
        }
        self.snapshot(selection)
    }

    /// Waits for a call of the application.
    ///
    /// # Errors
    /// Its own, and `store_failed` without the means to wait.
    pub(crate) fn wait<T>(
        &mut self,
        call: impl AsyncFnOnce(&Application) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if self.runtime.is_none() {
            self.runtime = Some(new_runtime()?);
        }
        match &self.runtime {
            Some(runtime) => runtime.block_on(call(&self.application)),
            None => Err(ErrorCode::StoreFailed.into()),
        }
    }
}

fn is_called(pool: &PoolSnapshot, name: &str) -> bool {
    pool.pool.name == name || pool.pool.id.0 == name
}

fn new_runtime() -> Result<Runtime, Failure> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.map_err(|_| ErrorCode::StoreFailed.into())
}
