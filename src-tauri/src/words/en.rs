use authgauge_app::view::{AlertView, GlanceBenefit, GlancePool};
use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::level::Level;

use super::figures::{english_day as day, grouped, here};
use super::{HookWords, MenuWords, Told};

pub(super) const MENU: MenuWords = MenuWords {
    refresh: "Refresh all",
    open: "Open Authgauge",
    quit: "Quit",
    no_pools: "No user pools yet",
};

pub(super) const HOOK: HookWords = HookWords {
    webhook: "Send each alert to this address?",
    command: "Run this program on each alert?",
    what: "It is handed the names of the pool and the benefit, what happened, and the figures. Never a key.",
    allow: "Allow",
    cancel: "Cancel",
};

pub(super) fn alert(alert: &AlertView) -> Told {
    let (what, pool) = (subject(&alert.subject), &alert.pool_name);
    let (title, body) = match &alert.kind {
        AlertKind::Threshold {
            percent,
            used,
            total,
        } => (
            reached(what, *percent),
            format!(
                "{} of {} used. Upgrade the plan, or use less of it.",
                grouped(used),
                grouped(total)
            ),
        ),
        AlertKind::Forecast {
            first,
            likely,
            within_days,
        } => (
            format!("{what}: full within {within_days} days"),
            format!(
                "At this pace it is full {}on {} at the earliest. Upgrade the plan in time, or use less of it.",
                likely.map_or(String::new(), |likely| format!("around {}, ", day(likely))),
                day(*first)
            ),
        ),
        AlertKind::PlanEnds { on, days } => (
            format!("The plan ends {}", in_days(*days)),
            format!(
                "It ends on {}. Renew it in time to keep its benefits.",
                day(*on)
            ),
        ),
        AlertKind::PlanEnded { on } => (
            "The plan has ended".to_owned(),
            format!(
                "It ended on {}. Renew it to get its benefits back.",
                day(*on)
            ),
        ),
        AlertKind::TrialAtRisk { on, days, count } => (
            format!(
                "{} on trial as the plan ends {}",
                benefits(*count),
                in_days(*days)
            ),
            format!(
                "Without an upgrade by {} every benefit stops and end users can’t sign in.",
                day(*on)
            ),
        ),
        AlertKind::KeyRejected => (
            "The access key was rejected".to_owned(),
            "No new figures come until you replace the key in Authgauge.".to_owned(),
        ),
        AlertKind::FiguresOld { taken_at } => (
            "No new figures for more than a day".to_owned(),
            format!(
                "{}Check the network and the host, then refresh.",
                taken_at.map_or(String::new(), |at| format!(
                    "The last are from {}. ",
                    day(here(at))
                ))
            ),
        ),
    };
    Told {
        title,
        body: format!("{pool}: {body}"),
    }
}

pub(super) fn pool(pool: &GlancePool) -> String {
    let worst = pool.worst.as_ref();
    let stands = worst.map_or_else(|| "no figures yet".to_owned(), benefit);
    let failing = if pool.failing {
        " (last refresh failed)"
    } else {
        ""
    };
    format!("{}: {stands}{failing}", pool.name)
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

fn benefit(benefit: &GlanceBenefit) -> String {
    let GlanceBenefit {
        name,
        level: of,
        percent,
        ..
    } = benefit;
    match percent {
        Some(percent) if *of == Level::Ok => format!("{name} {percent}%"),
        Some(percent) => format!("{name} {percent}%, {}", level(*of)),
        None => format!("{name}, {}", level(*of)),
    }
}

fn subject(subject: &AlertSubject) -> &str {
    match subject {
        AlertSubject::Pool => "User pool",
        AlertSubject::Benefit { name, .. } => name,
        AlertSubject::Mau => "Monthly active users",
    }
}

fn reached(what: &str, percent: u8) -> String {
    match percent {
        100.. => format!("{what}: all used up"),
        percent => format!("{what}: {percent}% reached"),
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
