//! A desktop with everything that one usually has: a tray, and somebody who shows notifications.

use desktop_driver::{App, Notifications, Notified, Tray, until};
use genauth_sim::{SimClock, SimPool};

use crate::owner::Owner;

pub(crate) struct Desk {
    pub(crate) tray: Tray,
    pub(crate) notifications: Notifications,
    /// The time that the simulator's figures are of.
    pub(crate) clock: SimClock,
    pub(crate) owner: Owner,
}

impl Desk {
    pub(crate) async fn is_set_up() -> Self {
        let clock = SimClock::real();
        let owner = Owner::arrives_at(clock.clone()).await;
        Self {
            tray: owner.session.tray().await.unwrap(),
            notifications: owner.session.notifications().await.unwrap(),
            clock,
            owner,
        }
    }

    /// Opens Authgauge and adds a pool, with an icon in the tray.
    pub(crate) async fn opens_app_with(&self, pool: &SimPool) -> App {
        let app = self.owner.opens_app().await;
        self.owner.adds(&app, pool).await;
        self.tray
            .wait_for(|item| !item.menu.is_empty())
            .await
            .unwrap();
        app
    }

    /// Closes the window by its own button.
    pub(crate) async fn closes_window(&self, app: &App) {
        let windows = self.owner.session.windows().unwrap();
        let window = until("the window", async || {
            Ok(windows.of_process(app.pid())?.pop())
        });
        windows.close(&window.await.unwrap()).unwrap();
    }

    /// The same for the first time: it is asked, and is to stay so.
    pub(crate) async fn keeps_in_tray(&self, app: &App) {
        self.closes_window(app).await;
        app.wait_for("close-question").await.unwrap();
        app.click("close-always").await.unwrap();
        app.click_away("close-keep").await.unwrap();
        app.wait_hidden().await.unwrap();
    }

    /// Chooses this in the tray's menu.
    pub(crate) async fn chooses(&self, entry: &str) {
        self.tray.click(entry).await.unwrap();
    }

    /// Refreshes by the tray, and waits until every pool was asked.
    pub(crate) async fn refreshes(&self) {
        self.owner.sim.clear_requests();
        self.chooses("Refresh").await;
        until("a refresh", async || {
            let requests = self.owner.sim.requests();
            let asked = requests
                .iter()
                .any(|request| request.path.ends_with("get-usage-info"));
            Ok(asked.then_some(()))
        })
        .await
        .unwrap();
    }

    /// Every notification so far with these words.
    pub(crate) fn told_of(&self, words: &str) -> Vec<Notified> {
        let mut told = self.notifications.shown();
        told.retain(|one| one.says(words));
        told
    }
}
