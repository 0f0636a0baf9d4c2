//! `cargo xtask audit`: checks the licences, sources and advisories of the libraries.

use std::process::Command;

use anyhow::{Result, bail};

use crate::console::print;
use crate::programs::{npm, run, stdout};
use crate::tools::DENY;
use crate::{setup, ui};

/// Checks the libraries of both languages. A check that needs a network and has none prints `not checked: …`.
pub(crate) fn audit() -> Result<()> {
    setup::languages()?;
    ui::fetch_packages()?;
    run(&mut deny(&["check", "bans", "licenses", "sources"])?)?;
    let rust = rust_advisories();
    let page = page_advisories();
    rust.and(page)
}

fn deny(args: &[&str]) -> Result<Command> {
    let mut deny = DENY.command()?;
    deny.args(args);
    Ok(deny)
}

/// Fetches the database in a step of its own, since a failed fetch is not a finding.
fn rust_advisories() -> Result<()> {
    if run(&mut deny(&["fetch", "db"])?).is_err() {
        print("not checked: advisories for Rust libraries (their database is out of reach)");
        return Ok(());
    }
    run(&mut deny(&["check", "--disable-fetch", "advisories"])?)
}

fn page_advisories() -> Result<()> {
    match advisories(&stdout(&mut npm(&["audit", "--json"]))) {
        Advisories::None => print("npm audit: no advisories for the page's packages"),
        Advisories::Some => {
            print(&stdout(&mut npm(&["audit"])));
            bail!("there are advisories for the page's packages");
        }
        Advisories::Unknown => {
            print("not checked: advisories for the page's packages (the registry has no report)");
        }
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
enum Advisories {
    None,
    Some,
    /// Not a report: there is no network, or the registry keeps no advisories.
    Unknown,
}

/// Reads npm's report, which has a version and lists vulnerable packages.
fn advisories(report: &str) -> Advisories {
    let compact: String = report.chars().filter(|c| !c.is_whitespace()).collect();
    if !compact.contains("\"auditReportVersion\":") {
        Advisories::Unknown
    } else if compact.contains("\"vulnerabilities\":{}") {
        Advisories::None
    } else {
        Advisories::Some
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_reports_and_refuses_other_output() {
        for (report, expected) in [
            (
                "{\n  \"auditReportVersion\": 2,\n  \"vulnerabilities\": {},\n  \"metadata\": {\"vulnerabilities\": {\"total\": 0}}\n}",
                Advisories::None,
            ),
            (
                "{\"auditReportVersion\": 2, \"vulnerabilities\": {\"left-pad\": {\"severity\": \"low\"}}}",
                Advisories::Some,
            ),
            (
                "{\"message\": \"request to … failed, reason: getaddrinfo ENOTFOUND\", \"error\": {}}",
                Advisories::Unknown,
            ),
            ("", Advisories::Unknown),
        ] {
            assert_eq!(advisories(report), expected, "{report}");
        }
    }
}
