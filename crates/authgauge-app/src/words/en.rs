use authgauge_core::alert::{AlertKind, AlertSubject};

use super::AlertText;
use super::figures::{OwnerCalendar, ReportedEnd, english_day as day, grouped};
use crate::resets::ResetNotice;

pub(super) fn title(about: &AlertSubject, kind: &AlertKind, calendar: OwnerCalendar<'_>) -> String {
    let subject = subject(about);
    match kind {
        AlertKind::Threshold { percent, .. } => reached(subject, *percent),
        AlertKind::AmountLeft { amount, .. } => {
            format!("{subject}: fewer than {} left", grouped(amount))
        }
        AlertKind::AmountUsed { amount, .. } => {
            format!("{subject}: use reached {}", grouped(amount))
        }
        AlertKind::Forecast { within_days, .. } => {
            format!("{subject}: runs out within {within_days} days")
        }
        AlertKind::PlanEnds { on, ends_at, .. } => {
            let days = calendar.days_until((*on, *ends_at));
            format!("The plan ends {}", in_days(days))
        }
        AlertKind::PlanEnded { .. } => "The plan has ended".to_owned(),
        AlertKind::TrialAtRisk {
            on, ends_at, count, ..
        } => {
            let days = calendar.days_until((*on, *ends_at));
            let benefits = benefits(*count);
            format!("{benefits} on trial as the plan ends {}", in_days(days))
        }
        AlertKind::KeyRejected => "The access key was rejected".to_owned(),
        AlertKind::FiguresOld { .. } => "No new figures for more than a day".to_owned(),
    }
}

pub(super) fn body(kind: &AlertKind, calendar: OwnerCalendar<'_>) -> String {
    match kind {
        AlertKind::Threshold { used, total, .. } | AlertKind::AmountLeft { used, total, .. } => {
            let (used, total) = (grouped(used), grouped(total));
            format!("{used} of {total} used. Upgrade the plan or reduce usage.")
        }
        AlertKind::AmountUsed { amount, used } => {
            let (amount, used) = (grouped(amount), grouped(used));
            format!("{used} used. You asked to be told at {amount}.")
        }
        AlertKind::Forecast { first, likely, .. } if *likely == Some(*first) => {
            let on = day(*first);
            format!(
                "At this pace it runs out around {on}. Upgrade the plan in time or reduce usage."
            )
        }
        AlertKind::Forecast { first, likely, .. } => {
            let likely = likely.map(|likely| format!("around {}, ", day(likely)));
            format!(
                "At this pace it runs out {}on {} at the earliest. Upgrade the plan in time or reduce usage.",
                likely.unwrap_or_default(),
                day(*first)
            )
        }
        AlertKind::PlanEnds { on, ends_at, .. } => {
            let on = end_day((*on, *ends_at), calendar);
            format!("It ends on {on}. Renew it in time to keep its benefits.")
        }
        AlertKind::PlanEnded { on, ends_at } => {
            let on = end_day((*on, *ends_at), calendar);
            format!("It ended on {on}. Renew it to get its benefits back.")
        }
        AlertKind::TrialAtRisk { on, ends_at, .. } => {
            let on = end_day((*on, *ends_at), calendar);
            format!("Without an upgrade by {on}, every benefit stops and end users can’t sign in.")
        }
        AlertKind::KeyRejected => {
            "No new figures come until you replace the key in Authgauge.".to_owned()
        }
        AlertKind::FiguresOld { taken_at } => {
            let last =
                taken_at.map(|at| format!("The last are from {}. ", day((calendar.day_of)(at))));
            last.unwrap_or_default() + "Check the network and the host, then refresh."
        }
    }
}

pub(super) fn reset(notice: &ResetNotice) -> AlertText {
    let (subject, pool) = (subject(&notice.subject), &notice.pool_name);
    let used = grouped(&notice.used);
    let (title, body) = match (notice.others, &notice.total) {
        (0, Some(total)) => (
            format!("{subject} started again"),
            format!("{pool}: {used} of {} used.", grouped(total)),
        ),
        (0, None) => (
            format!("{subject} started again"),
            format!("{pool}: {used} used."),
        ),
        (others, _) => (
            format!("{subject} and {others} more started again"),
            match notice.several_pools {
                true => "In several user pools.".to_owned(),
                false => format!("In {pool}."),
            },
        ),
    };
    AlertText { title, body }
}

/// A day in the owner's calendar. China's is named where it is another one.
fn end_day(end: ReportedEnd, calendar: OwnerCalendar<'_>) -> String {
    let own = calendar.day(end);
    match own == end.0 {
        true => day(own),
        false => format!("{} ({} in Beijing)", day(own), end.0.format("%-d %B")),
    }
}

pub(super) fn headline(count: usize, pool: Option<&str>) -> String {
    let alerts = match count {
        1 => "1 alert".to_owned(),
        count => format!("{count} alerts"),
    };
    pool.map_or_else(|| alerts.clone(), |pool| format!("{alerts} for {pool}"))
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
