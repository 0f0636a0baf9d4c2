use authgauge_api::TrayPool;
use authgauge_app::words::OwnerCalendar;
use authgauge_core::level::Level;
use authgauge_core::pool_condition::PoolCondition;

use super::{HookWords, MenuWords, PageFailureWords};

const MAU: &str = "Monthly active users";

pub(super) const MENU: MenuWords = MenuWords {
    refresh: "Refresh all",
    open: "Open Authgauge",
    quit: "Quit",
    no_pools: "No user pools yet",
    all_pools: "All pools…",
};

pub(super) const HOOK: HookWords = HookWords {
    webhook: "Send each alert to this server?",
    shared: "It receives the names of the pool and the benefit, what happened, and the figures. Never a key.",
    yes: "Yes, send",
    no: "No",
};

pub(super) const PAGE_FAILURE: PageFailureWords = PageFailureWords {
    message: "The contents of the window keep failing. What you saved is still there.",
    restart: "Show the window again",
    quit: "Quit",
};

pub(super) const NO_WINDOW: &str = "The window can't be opened. Nothing of what you saved is lost. Free some memory and check that WebKitGTK or WebView2 is installed, then start again.";

#[cfg(target_os = "linux")]
pub(super) const NO_DISPLAY: &str = "There is no display to open a window on: DISPLAY and WAYLAND_DISPLAY name none. On a console, use the program authgauge.";

pub(super) fn start_failure(owner: Option<u32>) -> String {
    match owner {
        Some(pid) => format!(
            "Another Authgauge (process {pid}) has the data folder open. Close it, then start again."
        ),
        None => "The data folder could not be opened. Close other programs that use it, then start again."
            .to_owned(),
    }
}

pub(super) fn pool(pool: &TrayPool, calendar: OwnerCalendar<'_>) -> String {
    let status = match &pool.condition {
        Some(PoolCondition::Benefit {
            name,
            level,
            percent,
            ..
        }) => used(name, *level, *percent),
        Some(PoolCondition::Mau { level, percent }) => used(MAU, *level, *percent),
        other => condition(other.as_ref(), calendar),
    };
    let is_explained = pool
        .condition
        .as_ref()
        .is_some_and(PoolCondition::is_of_key);
    let failing = match pool.failing && !is_explained {
        true => " (last refresh failed)",
        false => "",
    };
    format!("{}: {status}{failing}", pool.name)
}

pub(super) fn condition(condition: Option<&PoolCondition>, calendar: OwnerCalendar<'_>) -> String {
    let text = match condition {
        None => "no figures yet",
        Some(PoolCondition::PlanEnded) => "the plan has ended",
        Some(PoolCondition::PlanEnds { at, .. }) => {
            return format!("the plan ends {}", in_days(calendar.days_until_moment(*at)));
        }
        Some(PoolCondition::KeyRejected) => "the access key was rejected",
        Some(PoolCondition::KeyMissing) => "the access key is missing",
        Some(PoolCondition::NoAccess) => "the access key may not read it",
        Some(
            PoolCondition::Benefit { level, percent, .. } | PoolCondition::Mau { level, percent },
        ) => self::level(*level, *percent),
    };
    text.to_owned()
}

fn level(level: Level, percent: Option<u32>) -> &'static str {
    match level {
        Level::Ok => "within its limit",
        Level::Near => "near its limit",
        Level::Critical if percent == Some(100) => "nothing left",
        Level::Critical => "almost used up",
        Level::Over => "over its limit",
        Level::NotIncluded => "not in this plan",
        Level::Unlimited => "unlimited",
        Level::NotReported => "not reported",
    }
}

fn used(name: &str, level: Level, percent: Option<u32>) -> String {
    let words = self::level(level, percent);
    match percent {
        Some(percent) if level == Level::Ok => format!("{name} {percent}%"),
        Some(percent) => format!("{name} {percent}%, {words}"),
        None => format!("{name}, {words}"),
    }
}

fn in_days(days: u32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}
