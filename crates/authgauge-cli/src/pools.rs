use authgauge_api::{TrayPool, TraySummary};
use authgauge_app::Snapshot;
use authgauge_core::level::Level;
use comfy_table::{Table, presets};

/// The pools as a table, in the owner's order.
pub(crate) fn table(snapshot: &Snapshot) -> String {
    if snapshot.pools.is_empty() {
        return "No user pools.".to_owned();
    }
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_header(["Name", "Host", "Level", "Worst benefit"]);
    let summary = TraySummary::from(snapshot);
    for (pool, line) in snapshot.pools.iter().zip(&summary.pools) {
        let host = pool.pool.host.name();
        table.add_row([&*line.name, host, level(line), &worst(line)]);
    }
    table.trim_fmt()
}

fn level(pool: &TrayPool) -> &'static str {
    match pool.worst.as_ref().map(|worst| worst.level) {
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

fn worst(pool: &TrayPool) -> String {
    let Some(worst) = &pool.worst else {
        return String::new();
    };
    match worst.percent {
        Some(percent) => format!("{} {percent}%", worst.name),
        None => worst.name.clone(),
    }
}
