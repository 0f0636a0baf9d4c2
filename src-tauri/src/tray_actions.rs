//! What a choice in the tray's menu does.

use authgauge_api::OpenAt;
use tauri::{AppHandle, Manager};

use crate::app_state::AppState;
use crate::tray::TrayChoice;
use crate::window_lifecycle;

pub(crate) fn act(app: &AppHandle, choice: TrayChoice) {
    match choice {
        TrayChoice::Open => window_lifecycle::open(app),
        TrayChoice::Quit => app.exit(0),
        TrayChoice::Refresh => app.state::<AppState>().refresh_all(),
        TrayChoice::Pool(id) => open_pool(app, &id),
    }
}

fn open_pool(app: &AppHandle, id: &str) {
    let pools = app.state::<AppState>().application().snapshot().pools;
    let pool = pools.into_iter().map(|snapshot| snapshot.pool.id);
    match pool.into_iter().find(|pool| pool.to_string() == id) {
        Some(pool) => window_lifecycle::open_at(
            app,
            OpenAt {
                pool,
                benefit: None,
            },
        ),
        None => window_lifecycle::open(app),
    }
}
