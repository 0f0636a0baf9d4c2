use authgauge_api::{TrayBenefit, TrayPool};
use authgauge_core::level::Level;

use super::{HookWords, MenuWords};

pub(super) const MENU: MenuWords = MenuWords {
    refresh: "Refresh all",
    open: "Open Authgauge",
    quit: "Quit",
    no_pools: "No user pools yet",
};

pub(super) const HOOK: HookWords = HookWords {
    webhook: "Send each alert to this address?",
    shared: "It receives the names of the pool and the benefit, what happened, and the figures. Never a key.",
    allow: "Allow",
    cancel: "Cancel",
};

pub(super) fn start_failure(owner: Option<u32>) -> String {
    match owner {
        Some(pid) => format!(
            "Another Authgauge (process {pid}) has the data folder open. Close it, then start again."
        ),
        None => "The data folder could not be opened. Close other programs that use it, then start again."
            .to_owned(),
    }
}

pub(super) fn pool(pool: &TrayPool) -> String {
    let status = pool
        .worst
        .as_ref()
        .map_or_else(|| "no figures yet".to_owned(), benefit);
    let failing = match pool.failing {
        true => " (last refresh failed)",
        false => "",
    };
    format!("{}: {status}{failing}", pool.name)
}

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Ok => "within its limit",
        Level::Near => "near its limit",
        Level::Critical => "almost used up",
        Level::Over => "over its limit",
        Level::NotIncluded => "not in this plan",
        Level::Unlimited => "unlimited",
        Level::NotReported => "not reported",
    }
}

fn benefit(benefit: &TrayBenefit) -> String {
    let (name, level) = (&benefit.name, level(benefit.level));
    match benefit.percent {
        Some(percent) if benefit.level == Level::Ok => format!("{name} {percent}%"),
        Some(percent) => format!("{name} {percent}%, {level}"),
        None => format!("{name}, {level}"),
    }
}
