//! Which crates are logged, and at which levels.

use tracing_subscriber::filter::{LevelFilter, Targets};

/// Our crates' name prefixes. Libraries may log headers, bodies and bus messages.
const OURS: [&str; 2] = ["authgauge", "genauth"];

/// The requested levels of our own crates; `info` by default.
pub(super) fn levels(requested: Option<&str>) -> Targets {
    let requested: Targets = requested
        .and_then(|text| text.parse().ok())
        .unwrap_or_default();
    let level = requested.default_level().unwrap_or(LevelFilter::INFO);
    let named = requested.into_iter().filter(|(target, _)| {
        let root = target.split("::").next();
        root.is_some_and(|root| OURS.iter().any(|ours| root.starts_with(ours)))
    });
    let all = OURS.map(|ours| (ours.to_owned(), level));
    all.into_iter().chain(named).collect()
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn only_our_own_crates_are_logged() {
        for (requested, target, level, logged) in [
            (None, "authgauge_app::scheduler", Level::INFO, true),
            (None, "authgauge_app::scheduler", Level::DEBUG, false),
            (None, "genauth::caller", Level::INFO, true),
            (None, "hyper::proto", Level::ERROR, false),
            (Some("debug"), "genauth::caller", Level::DEBUG, true),
            (Some("trace"), "reqwest::connect", Level::ERROR, false),
            (
                Some("hyper=trace,reqwest=trace"),
                "hyper::client",
                Level::ERROR,
                false,
            ),
            (Some("genauth=trace"), "genauth::retry", Level::TRACE, true),
            (
                Some("genauth=trace"),
                "authgauge_store",
                Level::DEBUG,
                false,
            ),
            (Some("off"), "authgauge_store", Level::ERROR, false),
            (Some("=,=nonsense"), "authgauge_store", Level::INFO, true),
        ] {
            let enabled = levels(requested).would_enable(target, &level);
            assert_eq!(enabled, logged, "{requested:?} {target} {level}");
        }
    }
}
