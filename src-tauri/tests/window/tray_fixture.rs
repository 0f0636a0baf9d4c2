//! A desktop session with a tray and a notification daemon.

use desktop_driver::{App, Notification, Notifications, Tray, wait_until};
use genauth_sim::{SimClock, SimPool};

use crate::fixture::Fixture;

pub(crate) struct TrayFixture {
    pub(crate) tray: Tray,
    pub(crate) notifications: Notifications,
    /// The clock of the simulator's figures.
    pub(crate) clock: SimClock,
    pub(crate) base: Fixture,
}

impl TrayFixture {
    pub(crate) async fn start() -> Self {
        let clock = SimClock::real();
        let base = Fixture::start_at(clock.clone()).await;
        Self {
            tray: base.session.tray().await.unwrap(),
            notifications: base.session.notifications().await.unwrap(),
            clock,
            base,
        }
    }

    /// Opens the app, adds a pool and waits for the tray icon.
    pub(crate) async fn open_app_with(&self, pool: &SimPool) -> App {
        let app = self.base.open_app().await;
        self.base.add_pool(&app, pool).await;
        self.tray
            .wait_for(|item| !item.menu.is_empty())
            .await
            .unwrap();
        app
    }

    /// Closes the window by its close button.
    pub(crate) async fn close_window(&self, app: &App) {
        let windows = self.base.session.windows().unwrap();
        let window = wait_until("the window", async || {
            Ok(windows.of_process(app.pid())?.pop())
        });
        windows.close(&window.await.unwrap()).unwrap();
    }

    /// Closes the window for the first time, and chooses to always stay in the tray.
    pub(crate) async fn close_to_tray(&self, app: &App) {
        self.close_window(app).await;
        app.wait_for("close-question").await.unwrap();
        app.click("close-always").await.unwrap();
        app.click_to_close("close-keep").await.unwrap();
        app.wait_for_no_page().await.unwrap();
    }

    pub(crate) async fn click_menu(&self, entry: &str) {
        self.tray.click(entry).await.unwrap();
    }

    /// Refreshes through the tray menu, and waits for a request.
    pub(crate) async fn refresh(&self) {
        self.base.sim.clear_requests();
        self.click_menu("Refresh").await;
        wait_until("a refresh", async || {
            let requests = self.base.sim.requests();
            let mut paths = requests.iter().map(|request| &request.path);
            Ok(paths
                .any(|path| path.ends_with("get-usage-info"))
                .then_some(()))
        })
        .await
        .unwrap();
    }

    pub(crate) fn notifications_containing(&self, text: &str) -> Vec<Notification> {
        let mut notifications = self.notifications.all();
        notifications.retain(|one| one.contains(text));
        notifications
    }
}
