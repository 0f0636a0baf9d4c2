use authgauge_api::{AlertView, TrayBenefit, TrayPool};
use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::level::Level;

use super::figures::{english_day as day, grouped, local_day};
use super::{HookWords, MenuWords, NotificationText};

pub(super) const MENU: MenuWords = MenuWords {
    refresh: "Refresh all",
    open: "Open Authgauge",
    quit: "Quit",
    no_pools: "No user pools yet",
};

pub(super) const HOOK: HookWords = HookWords {
    webhook: "Send each alert to this address?",
    command: "Run this program on each alert?",
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

pub(super) fn alert(alert: &AlertView) -> NotificationText {
    NotificationText {
        title: title(alert),
        body: format!("{}: {}", alert.pool_name, body(&alert.kind)),
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

fn title(alert: &AlertView) -> String {
    let subject = subject(&alert.subject);
    match &alert.kind {
        AlertKind::Threshold { percent, .. } => reached(subject, *percent),
        AlertKind::Forecast { within_days, .. } => {
            format!("{subject}: full within {within_days} days")
        }
        AlertKind::PlanEnds { days, .. } => format!("The plan ends {}", in_days(*days)),
        AlertKind::PlanEnded { .. } => "The plan has ended".to_owned(),
        AlertKind::TrialAtRisk { days, count, .. } => {
            let benefits = benefits(*count);
            format!("{benefits} on trial as the plan ends {}", in_days(*days))
        }
        AlertKind::KeyRejected => "The access key was rejected".to_owned(),
        AlertKind::FiguresOld { .. } => "No new figures for more than a day".to_owned(),
    }
}

fn body(kind: &AlertKind) -> String {
    match kind {
        AlertKind::Threshold { used, total, .. } => {
            let (used, total) = (grouped(used), grouped(total));
            format!("{used} of {total} used. Upgrade the plan, or use less of it.")
        }
        AlertKind::Forecast { first, likely, .. } => {
            let likely = likely.map(|likely| format!("around {}, ", day(likely)));
            format!(
                "At this pace it is full {}on {} at the earliest. Upgrade the plan in time, or use less of it.",
                likely.unwrap_or_default(),
                day(*first)
            )
        }
        AlertKind::PlanEnds { on, .. } => {
            let on = day(*on);
            format!("It ends on {on}. Renew it in time to keep its benefits.")
        }
        AlertKind::PlanEnded { on } => {
            let on = day(*on);
            format!("It ended on {on}. Renew it to get its benefits back.")
        }
        AlertKind::TrialAtRisk { on, .. } => {
            let on = day(*on);
            format!("Without an upgrade by {on} every benefit stops and end users can’t sign in.")
        }
        AlertKind::KeyRejected => {
            "No new figures come until you replace the key in Authgauge.".to_owned()
        }
        AlertKind::FiguresOld { taken_at } => {
            let last = taken_at.map(|at| format!("The last are from {}. ", day(local_day(at))));
            last.unwrap_or_default() + "Check the network and the host, then refresh."
        }
    }
}

fn subject(subject: &AlertSubject) -> &str {
    match subject {
        AlertSubject::Pool => "User pool",
        AlertSubject::Benefit { name, .. } => name,
        AlertSubject::Mau => "Monthly active users",
    }
}

fn reached(subject: &str, percent: u8) -> String {
    match percent {
        100.. => format!("{subject}: all used up"),
        percent => format!("{subject}: {percent}% reached"),
    }
}

fn in_days(days: u32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

fn benefits(count: u32) -> String {
    match count {
        1 => "1 benefit".to_owned(),
        count => format!("{count} benefits"),
    }
}
