//! The application that the window shows: the owner's, or the demo's.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use authgauge_api::{FirstView, Overview, Place};
use authgauge_app::startup::{DataDir, system_clock};
use authgauge_app::{Application, Demo};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::HookChoice;
use authgauge_core::pool::PoolId;
use authgauge_core::proxy_choice::ProxyChoice;
use authgauge_core::settings::{Settings, ValidSettings};
use genauth::AccessKeySecret;
use tauri::AppHandle;
use tauri::async_runtime::JoinHandle;
use zeroize::Zeroizing;

use crate::autostart::Autostart;
use crate::power;

/// A task that is aborted when dropped.
pub(crate) struct Task(pub(crate) JoinHandle<()>);

/// Starts the tasks that show an application in the window and the tray.
pub(crate) type Observe = fn(&AppHandle, &Application) -> Task;

/// What runs for an application for as long as it is shown.
pub(crate) struct Background {
    /// Starts the tasks that show it in the window and the tray.
    pub(crate) show: Observe,
    /// Starts its refreshes and notifications.
    pub(crate) run: fn(&AppHandle, &Application) -> Vec<Task>,
}

/// The owner's application and, while it is shown, a demo.
pub(crate) struct AppState {
    own: Application,
    background: Background,
    shown: Mutex<Shown>,
    /// The owner's refreshes and notifications go on behind a demo.
    _own_tasks: Vec<Task>,
    /// None where the system starts no programs at login.
    autostart: Option<Autostart>,
    /// Removed at exit if it is temporary.
    data_dir: Mutex<Option<DataDir>>,
}

struct Shown {
    demo: Option<Demo>,
    _showing: Task,
    _demo_tasks: Vec<Task>,
}

impl AppState {
    pub(crate) fn new(
        app: &AppHandle,
        own: Application,
        background: Background,
        autostart: Option<Autostart>,
        data_dir: DataDir,
    ) -> Self {
        let shown = Shown {
            demo: None,
            _showing: (background.show)(app, &own),
            _demo_tasks: Vec::new(),
        };
        if autostart
            .as_ref()
            .is_some_and(|entry| entry.repair().is_err())
        {
            tracing::warn!("the login entry could not be repaired");
        }
        let state = Self {
            _own_tasks: (background.run)(app, &own),
            own,
            background,
            shown: Mutex::new(shown),
            autostart,
            data_dir: Mutex::new(Some(data_dir)),
        };
        state.follow_autostart();
        state
    }

    /// The application that the window shows.
    pub(crate) fn application(&self) -> Application {
        let shown = self.shown();
        let demo = shown.demo.as_ref();
        demo.map_or(&self.own, Demo::application).clone()
    }

    /// What every screen shows, with what may have changed outside of the window.
    pub(crate) fn overview(&self) -> Overview {
        Overview::from(&self.fresh().snapshot())
    }

    /// What a new window shows first.
    pub(crate) fn first_view(&self, place: Option<Place>) -> FirstView {
        let application = self.fresh();
        FirstView::new(&application.snapshot(), place, || application.portfolio())
    }

    /// The application that the window shows, after the files that the owner edits were read.
    fn fresh(&self) -> Application {
        self.follow_autostart();
        let application = self.application();
        application.read_hooks_file();
        application
    }

    /// Starts a demo and shows it.
    pub(crate) async fn enter_demo(&self, app: &AppHandle) -> Result<Overview, Failure> {
        let on_battery = Arc::new(power::on_battery);
        let demo = Demo::start(&self.own.snapshot(), system_clock(), on_battery).await?;
        let application = demo.application().clone();
        *self.shown() = Shown {
            demo: Some(demo),
            _showing: (self.background.show)(app, &application),
            _demo_tasks: (self.background.run)(app, &application),
        };
        Ok(Overview::from(&application.snapshot()))
    }

    /// Ends a demo and shows the owner's application.
    pub(crate) fn leave_demo(&self, app: &AppHandle) -> Overview {
        *self.shown() = Shown {
            demo: None,
            _showing: (self.background.show)(app, &self.own),
            _demo_tasks: Vec::new(),
        };
        Overview::from(&self.own.snapshot())
    }

    /// Ends a demo if it hides this pool of the owner's. Returns the new overview if so.
    pub(crate) fn show_pool(&self, app: &AppHandle, pool: &PoolId) -> Option<Overview> {
        let hidden = self.application().pool_snapshot(pool).is_err();
        let is_own = self.own.pool_snapshot(pool).is_ok();
        (hidden && is_own).then(|| self.leave_demo(app))
    }

    /// Checks that a place's pool exists.
    ///
    /// # Errors
    /// `pool_not_found`; `benefit_not_found` for a benefit without a pool.
    pub(crate) fn check_place(&self, place: &Place) -> Result<(), Failure> {
        match (&place.pool, &place.benefit) {
            (Some(pool), _) => self.application().pool_snapshot(pool).map(drop),
            (None, Some(_)) => Err(ErrorCode::BenefitNotFound.into()),
            (None, None) => Ok(()),
        }
    }

    /// The owner's settings.
    pub(crate) fn settings(&self) -> ValidSettings {
        self.own.settings()
    }

    /// Binds the owner's consent to a webhook, which they gave in the dialog.
    pub(crate) async fn agree_to_webhook(&self, hook: &HookChoice) -> Result<(), Failure> {
        self.own.agree_to_webhook(hook).await
    }

    /// Changes the settings of the owner's application and of the demo: one window has one appearance. The
    /// autostart entry is written after the save.
    pub(crate) fn update_settings(&self, change: impl Fn(&mut Settings)) -> Result<(), Failure> {
        let before = self.settings().start_at_login;
        self.change_settings(&change)?;
        let written = self.write_autostart(before, self.settings().start_at_login);
        self.follow_autostart();
        written
    }

    /// Changes the setting to what the autostart entry says: the owner may have changed it with another program.
    pub(crate) fn follow_autostart(&self) {
        let Some(autostart) = &self.autostart else {
            return;
        };
        let Ok(on) = autostart.is_on() else {
            return;
        };
        if let Some(decided) = self.own.policies().start_at_login {
            if on != decided && autostart.set(decided).is_err() {
                tracing::warn!("the policy to start at login is not followed");
            }
        } else if on != self.settings().start_at_login {
            // The entry counts, also if this can't be saved.
            let _ = self.change_settings(|settings| settings.start_at_login = on);
        }
    }

    fn change_settings(&self, change: impl Fn(&mut Settings)) -> Result<(), Failure> {
        self.own.update_settings(&change)?;
        if let Some(demo) = &self.shown().demo {
            demo.application().update_settings(&change)?;
        }
        Ok(())
    }

    /// Sets the proxy of the owner's application; a demo calls this computer only, and shows the choice.
    pub(crate) async fn set_proxy(
        &self,
        proxy: ProxyChoice,
        password: Option<Zeroizing<String>>,
    ) -> Result<(), Failure> {
        let password = password.as_ref().map(|password| password.as_str());
        self.own.set_proxy(proxy, password).await?;
        let proxy = &self.settings().proxy;
        match &self.shown().demo {
            Some(demo) => demo
                .application()
                .update_settings(|settings| settings.proxy = proxy.clone()),
            None => Ok(()),
        }
    }

    /// Has `save` save the owner's settings with this webhook, once they agreed to it.
    pub(crate) async fn change_webhook(
        &self,
        hook: &HookChoice,
        secret: Option<AccessKeySecret>,
        ask: impl Future<Output = Result<(), Failure>>,
        save: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.own.change_webhook(hook, secret, ask, save).await
    }

    /// Refreshes each pool that the window shows.
    pub(crate) fn refresh_all(&self) {
        let application = self.application();
        for pool in application.snapshot().pools {
            // A pool that was removed meanwhile has nothing to refresh.
            let _ = application.refresh(&pool.pool.id);
        }
    }

    /// Removes a temporary data folder.
    pub(crate) fn clean_up(&self) {
        let mut data_dir = self.data_dir.lock().unwrap_or_else(PoisonError::into_inner);
        *data_dir = None;
    }

    /// Writes only on a change: the owner may have removed the entry with another program.
    fn write_autostart(&self, before: bool, after: bool) -> Result<(), Failure> {
        let refused = |_| Failure::from(ErrorCode::SettingsInvalid).with_field("start_at_login");
        match &self.autostart {
            Some(autostart) if before != after => autostart.set(after).map_err(refused),
            _ => Ok(()),
        }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
