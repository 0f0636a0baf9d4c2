//! Reads what test programs print: how many tests ran, and the lines marked for the closing summary.
//!
//! Marked lines are `count: 624 faults on the wire`, `figure: …` and `not checked: …`.

use std::collections::BTreeMap;

/// The results of all test programs read so far.
#[derive(Debug, Default)]
pub(crate) struct TestReport {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    counts: BTreeMap<String, u64>,
    notes: Vec<String>,
    in_successes: bool,
}

impl TestReport {
    /// Reads one line, and returns whether to print it: the output of passed tests is left out.
    pub(crate) fn read(&mut self, line: &str) -> bool {
        let line = line.trim();
        if line == "successes:" {
            self.in_successes = true;
        } else if line == "failures:" || line.starts_with("test result:") {
            self.in_successes = false;
        }
        // Rust's harness: `test result: ok. 3 passed; 0 failed; …`. Vitest: `Tests  1 failed | 2 passed (3)`.
        if line.starts_with("test result:") || line.starts_with("Tests ") {
            self.passed += number_before(line, " passed");
            self.failed += number_before(line, " failed");
        } else if line.starts_with("figure: ") || line.starts_with("not checked: ") {
            self.notes.push(line.to_owned());
        } else if let Some((number, what)) = count(line) {
            self.count(number, what);
        }
        !self.in_successes
    }

    /// Adds to a count.
    pub(crate) fn count(&mut self, number: u64, what: &str) {
        *self.counts.entry(what.to_owned()).or_default() += number;
    }

    /// Counts the tables of cases (`count: 12 cases of dates`): how many kinds, and how many cases in all.
    pub(crate) fn kinds_and_cases(&self) -> (usize, u64) {
        let cases = self
            .counts
            .iter()
            .filter(|(what, _)| what.starts_with("cases of "));
        cases.fold((0, 0), |(kinds, sum), (_, number)| {
            (kinds + 1, sum + number)
        })
    }

    /// The marked lines, counts of the same thing added up.
    pub(crate) fn marked_lines(&self) -> impl Iterator<Item = String> {
        let counts = self.counts.iter();
        counts
            .map(|(what, number)| format!("count: {number} {what}"))
            .chain(self.notes.iter().cloned())
    }
}

fn number_before(line: &str, word: &str) -> u64 {
    let number = line.split_once(word).and_then(|(before, _)| {
        let number = before.rsplit(' ').next()?;
        number.parse().ok()
    });
    number.unwrap_or(0)
}

fn count(line: &str) -> Option<(u64, &str)> {
    let (number, what) = line.strip_prefix("count: ")?.split_once(' ')?;
    Some((number.parse().ok()?, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(output: &str) -> TestReport {
        let mut report = TestReport::default();
        for line in output.lines() {
            report.read(line);
        }
        report
    }

    #[test]
    fn adds_up_results_of_the_rust_harness_and_vitest() {
        let report = report(
            "test a ... ok
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s
test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out
 Test Files  1 failed | 4 passed (5)
      Tests  1 failed | 41 passed (42)
      Tests  7 passed | 1 skipped (8)
",
        );
        assert_eq!((report.passed, report.failed), (61, 3));
    }

    #[test]
    fn ignores_other_lines_about_tests() {
        let report = report("3 passed; 1 failed\ntest a_test_that_passed ... ok\n");
        assert_eq!((report.passed, report.failed), (0, 0));
    }

    #[test]
    fn adds_up_counts_and_keeps_notes_in_order() {
        let report = report(
            "not checked: advisories\ncount: 500 statuses\nfigure: 96.2 % of mutants\n\
             count: 20 faults\ncount: 7 statuses\n",
        );
        let lines: Vec<String> = report.marked_lines().collect();
        assert_eq!(
            lines,
            [
                "count: 20 faults",
                "count: 507 statuses",
                "not checked: advisories",
                "figure: 96.2 % of mutants",
            ]
        );
    }

    #[test]
    fn counts_kinds_and_cases() {
        let report = report(
            "count: 5 cases of dates\ncount: 20 faults\ncount: 2 cases of proxies\ncount: 1 cases of dates\n",
        );
        assert_eq!(report.kinds_and_cases(), (2, 8));
    }

    #[test]
    fn ignores_malformed_counts() {
        let report =
            report("count: many things\ncount: 3\nthe count: 3 things\naccount: 3 things\n");
        assert_eq!(report.marked_lines().count(), 0);
    }

    #[test]
    fn hides_the_output_of_passed_tests_only() {
        let output = "running 2 tests
successes:
---- a stdout ----
count: 3 things
successes:
    a
failures:
---- b stdout ----
it broke
test result: FAILED. 1 passed; 1 failed;";
        let mut report = TestReport::default();
        let shown: Vec<&str> = output.lines().filter(|line| report.read(line)).collect();
        assert_eq!(
            shown,
            [
                "running 2 tests",
                "failures:",
                "---- b stdout ----",
                "it broke",
                "test result: FAILED. 1 passed; 1 failed;",
            ]
        );
        assert_eq!(
            report.marked_lines().collect::<Vec<_>>(),
            ["count: 3 things"]
        );
    }
}
