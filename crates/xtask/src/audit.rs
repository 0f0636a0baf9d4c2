//! `cargo xtask audit`: whose code the app is made of, under which licences, and what is known against it.

use std::process::Command;

use crate::{
    outcome::{Failure, Outcome, tell},
    programs::{must, npm, text},
    setup,
    tools::DENY,
    ui,
};

/// Looks at the libraries of both languages. What needs a network and has none is said, not passed over.
pub(crate) fn audit() -> Outcome {
    setup::tools()?;
    ui::packages()?;
    must(&mut deny(&["check", "bans", "licenses", "sources"])?)?;
    let rust = rust_advisories();
    let page = page_advisories();
    rust.and(page)
}

fn deny(args: &[&str]) -> Outcome<Command> {
    let mut deny = DENY.command()?;
    deny.args(args);
    Ok(deny)
}

/// Fetches first, to tell a database that is out of reach from one that knows something.
fn rust_advisories() -> Outcome {
    if must(&mut deny(&["fetch", "db"])?).is_err() {
        tell("not checked: advisories against Rust's libraries (their database is out of reach)");
        return Ok(());
    }
    must(&mut deny(&["check", "--disable-fetch", "advisories"])?)
}

fn page_advisories() -> Outcome {
    let report = text(&mut npm(&["audit", "--json"]));
    match verdict(&report) {
        Verdict::Nothing => {
            tell("npm audit: nothing is known against the page's packages");
            Ok(())
        }
        Verdict::Something => {
            tell(&text(&mut npm(&["audit"])));
            Err(Failure(
                "something is known against the page's packages".into(),
            ))
        }
        Verdict::Unknown => {
            tell(
                "not checked: advisories against the page's packages (the registry does not tell)",
            );
            Ok(())
        }
    }
}

/// What npm's report says.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Nothing,
    Something,
    /// It is no report: no network, or a registry that keeps no advisories.
    Unknown,
}

/// A report has a version, and names each package that something is known against.
fn verdict(report: &str) -> Verdict {
    let plain: String = report.chars().filter(|c| !c.is_whitespace()).collect();
    match (
        plain.contains("\"auditReportVersion\":"),
        plain.contains("\"vulnerabilities\":{}"),
    ) {
        (true, true) => Verdict::Nothing,
        (true, false) => Verdict::Something,
        (false, _) => Verdict::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_nothing_something_or_is_none() {
        for (report, expected) in [
            (
                "{\n  \"auditReportVersion\": 2,\n  \"vulnerabilities\": {},\n  \"metadata\": {\"vulnerabilities\": {\"total\": 0}}\n}",
                Verdict::Nothing,
            ),
            (
                "{\"auditReportVersion\": 2, \"vulnerabilities\": {\"left-pad\": {\"severity\": \"low\"}}}",
                Verdict::Something,
            ),
            (
                "{\"message\": \"request to … failed, reason: getaddrinfo ENOTFOUND\", \"error\": {}}",
                Verdict::Unknown,
            ),
            ("", Verdict::Unknown),
        ] {
            assert_eq!(verdict(report), expected, "{report}");
        }
    }
}
