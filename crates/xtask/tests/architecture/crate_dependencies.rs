//! The allowed dependencies between the workspace's crates.

use crate::{dependencies, packages};

/// Each crate, and the crates of the workspace that it may depend on.
const ALLOWED: [(&str, &[&str]); 12] = [
    ("genauth", &[]),
    ("genauth-sim", &[]),
    ("desktop-driver", &[]),
    ("xtask", &[]),
    ("authgauge-core", &["genauth"]),
    ("authgauge-store", &["authgauge-core", "genauth"]),
    ("authgauge-chart", &["authgauge-core", "genauth"]),
    (
        "authgauge-app",
        &[
            "authgauge-chart",
            "authgauge-core",
            "authgauge-store",
            "genauth",
            // For the demo.
            "genauth-sim",
        ],
    ),
    (
        "authgauge-api",
        &[
            "authgauge-app",
            "authgauge-chart",
            "authgauge-core",
            "authgauge-store",
            "genauth",
        ],
    ),
    (
        "authgauge-cli",
        &[
            "authgauge-api",
            "authgauge-app",
            "authgauge-core",
            "genauth",
        ],
    ),
    (
        "authgauge-desktop",
        &[
            "authgauge-api",
            "authgauge-app",
            "authgauge-core",
            "authgauge-store",
            "genauth",
        ],
    ),
    ("authgauge-driver", &["desktop-driver", "genauth-sim"]),
];

#[test]
fn crates_depend_only_on_allowed_crates() {
    let packages = packages();
    let mut refused = Vec::new();
    for (name, _) in &packages {
        let row = ALLOWED.iter().find(|(package, _)| package == name);
        let (_, allowed) = row.unwrap_or_else(|| panic!("{name} is not in the table"));
        let direct = dependencies(name, &["--depth", "1"]);
        let of_ours = direct
            .iter()
            .filter(|name| packages.iter().any(|(package, _)| package == *name));
        refused.extend(
            of_ours
                .filter(|dependency| !allowed.contains(&dependency.as_str()))
                .map(|dependency| format!("{name} -> {dependency}")),
        );
    }
    assert!(refused.is_empty(), "{refused:#?}");
}
