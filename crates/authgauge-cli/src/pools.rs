use authgauge_api::{TrayPool, TraySummary};
use authgauge_app::Snapshot;
use authgauge_app::words::OwnerCalendar;
use authgauge_core::level::Level;
use authgauge_core::pool_condition::PoolCondition;
use comfy_table::{Table, presets};

/// The pools as a table, in the owner's order.
pub(crate) fn table(snapshot: &Snapshot) -> String {
    if snapshot.pools.is_empty() {
        return "No user pools.".to_owned();
    }
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_header(["Name", "Host", "Level", "Worst"]);
    let summary = TraySummary::from(snapshot);
    for (pool, line) in snapshot.pools.iter().zip(&summary.pools) {
        let host = pool.pool.host.name();
        table.add_row([
            &*line.name,
            host,
            level(line),
            &worst(line, OwnerCalendar::local(pool.now)),
        ]);
    }
    table.trim_fmt()
}

fn level(pool: &TrayPool) -> &'static str {
    match pool.condition.as_ref().map(PoolCondition::level) {
        None => "not read yet",
        Some(Level::Ok) => "ok",
        Some(Level::Near) => "near",
        Some(Level::Critical) => "critical",
        Some(Level::Over) => "over",
        Some(Level::NotIncluded) => "not included",
        Some(Level::Unlimited) => "unlimited",
        Some(Level::NotReported) => "not reported",
    }
}

fn worst(pool: &TrayPool, calendar: OwnerCalendar<'_>) -> String {
    let with_percent = |name: &str, percent: &Option<u32>| match percent {
        Some(percent) => format!("{name} {percent}%"),
        None => name.to_owned(),
    };
    match &pool.condition {
        None => String::new(),
        Some(PoolCondition::PlanEnded) => "plan ended".to_owned(),
        Some(PoolCondition::PlanEnds { at, .. }) => {
            format!("plan ends in {} d", calendar.days_until_moment(*at))
        }
        Some(PoolCondition::KeyRejected) => "key rejected".to_owned(),
        Some(PoolCondition::KeyMissing) => "key missing".to_owned(),
        Some(PoolCondition::NoAccess) => "no access".to_owned(),
        Some(PoolCondition::Benefit { name, percent, .. }) => with_percent(name, percent),
        Some(PoolCondition::Mau { percent, .. }) => with_percent("MAU", percent),
    }
}
