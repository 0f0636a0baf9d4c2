use super::Phrases;
use crate::portfolio::PortfolioCounts;

pub(super) const PHRASES: Phrases = Phrases {
    today: "Today",
    mau: "Monthly active users",
    plan_ends: "Plan ends",
    plan_ended: "Plan ended",
    over: "Over now",
    full: "Used up",
    columns: ["Pool", "Benefit", "Used", "Runs out", "", "Figures from"],
    comma: ", ",
    day: "%-d %b",
    moment: "%-d %B %Y, %H:%M (UTC%:z)",
    headline,
    extent,
    until_reset,
    without,
    no_forecast,
    made,
    basis,
    unread,
    unlisted,
};

fn headline(counts: &PortfolioCounts) -> String {
    let run_out = counts.over + counts.full;
    let ahead = match (counts.within_week, counts.within_month) {
        (0, 0) => None,
        (0, month) => Some((month, "within 30 days")),
        (week, _) => Some((week, "this week")),
    };
    match (run_out, ahead) {
        (0, None) => others(counts),
        (0, Some((count, when))) => format!("{} {when}", verb(count, "runs out", "run out")),
        (_, None) => has_run_out(counts),
        (_, Some((count, when))) => {
            let verb = if count == 1 { "runs out" } else { "run out" };
            format!("{}, {count} more {verb} {when}", has_run_out(counts))
        }
    }
}

fn has_run_out(counts: &PortfolioCounts) -> String {
    match counts.full {
        0 => verb(counts.over, "is over its limit", "are over their limit"),
        full => verb(counts.over + full, "has nothing left", "have nothing left"),
    }
}

/// Where no benefit runs out.
fn others(counts: &PortfolioCounts) -> String {
    match counts {
        PortfolioCounts { known_pools: 0, .. } => "No pool has been read yet".to_owned(),
        PortfolioCounts { plans_ended: 1, .. } => "1 plan has ended".to_owned(),
        PortfolioCounts { plans_ended, .. } if *plans_ended > 1 => {
            format!("{plans_ended} plans have ended")
        }
        PortfolioCounts {
            plans_ending: 1, ..
        } => "1 plan ends within 30 days".to_owned(),
        PortfolioCounts { plans_ending, .. } if *plans_ending > 1 => {
            format!("{plans_ending} plans end within 30 days")
        }
        PortfolioCounts {
            with_forecast: 0,
            without_forecast,
            ..
        } if *without_forecast > 0 => {
            "Nothing is over its limit; there is no forecast yet".to_owned()
        }
        PortfolioCounts { unreadable: 1, .. } => {
            "Nothing runs out within 30 days, but 1 pool can’t be read".to_owned()
        }
        PortfolioCounts { unreadable, .. } if *unreadable > 1 => {
            format!("Nothing runs out within 30 days, but {unreadable} pools can’t be read")
        }
        _ => "Nothing runs out within 30 days".to_owned(),
    }
}

fn verb(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 benefit {one}"),
        count => format!("{count} benefits {many}"),
    }
}

fn extent(pools: usize, benefits: usize) -> String {
    let pools = match pools {
        1 => "1 user pool".to_owned(),
        pools => format!("{pools} user pools"),
    };
    match benefits {
        1 => format!("{pools}, 1 benefit"),
        benefits => format!("{pools}, {benefits} benefits"),
    }
}

fn until_reset(days: u32) -> String {
    match days {
        1 => "1 day until it resets".to_owned(),
        days => format!("{days} days until it resets"),
    }
}

fn without(days: u32, reset: &str) -> String {
    match days {
        1 => format!("1 day without, resets {reset}"),
        days => format!("{days} days without, resets {reset}"),
    }
}

fn no_forecast(days: u16, needed: u16) -> String {
    format!("no forecast yet: {days} of {needed} days of readings")
}

fn made(now: &str, oldest: Option<&str>) -> String {
    let oldest = oldest.map(|oldest| format!(" The oldest figures are from {oldest}."));
    format!("Made by Authgauge on {now}.{}", oldest.unwrap_or_default())
}

fn basis(least: u16, most: u16) -> String {
    let days = match least == most {
        true => format!("{most}"),
        false => format!("{least} to {most}"),
    };
    format!(
        "Forecasts are made from {days} days of readings; 8 of 10 fall into the coloured range."
    )
}

fn unread(names: &str) -> String {
    format!("Could not be read, so that older figures count: {names}.")
}

fn unlisted(count: usize) -> String {
    match count {
        1 => "1 benefit is hidden and left out.".to_owned(),
        count => format!("{count} benefits are hidden and left out."),
    }
}
