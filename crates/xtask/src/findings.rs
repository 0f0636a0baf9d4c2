//! What tests and checks say for the close of the whole: how much they covered, what they measured, and
//! what they could not check.
//!
//! A line says it by its first word: `count: 624 faults on the wire`, `figure: lines covered 96.2 %`,
//! `not checked: advisories, for want of a network`.

/// The findings of some steps, in the order in which they were first heard.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    counts: Vec<(u64, String)>,
    others: Vec<String>,
}

impl Findings {
    /// Takes what a line says, if it says something.
    pub(crate) fn hear(&mut self, line: &str) {
        let line = line.trim();
        if line.starts_with("figure: ") || line.starts_with("not checked: ") {
            self.others.push(line.to_owned());
        } else if let Some((number, what)) = count(line) {
            self.add(number, what);
        }
    }

    /// Puts another step's findings behind these.
    pub(crate) fn join(&mut self, other: Self) {
        for (number, what) in other.counts {
            self.add(number, &what);
        }
        self.others.extend(other.others);
    }

    /// One row for each, counts first.
    pub(crate) fn rows(&self) -> impl Iterator<Item = String> {
        let counts = self.counts.iter();
        counts
            .map(|(number, what)| format!("{number:>9} {what}"))
            .chain(self.others.iter().cloned())
    }

    /// Several tests may cover parts of the same.
    fn add(&mut self, number: u64, what: &str) {
        match self.counts.iter_mut().find(|(_, known)| known == what) {
            Some((sum, _)) => *sum += number,
            None => self.counts.push((number, what.to_owned())),
        }
    }
}

fn count(line: &str) -> Option<(u64, &str)> {
    let (number, what) = line.strip_prefix("count: ")?.split_once(' ')?;
    Some((number.parse().ok()?, what.trim()))
}

/// Leaves out what tests that passed have printed: with `--show-output` Rust's harness shows it between
/// `successes:` and its failures or result.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    hides: bool,
}

impl Screen {
    /// Whether the next line is to be seen.
    pub(crate) fn lets_through(&mut self, line: &str) -> bool {
        let line = line.trim_end();
        if line == "successes:" {
            self.hides = true;
        } else if line == "failures:" || line.starts_with("test result:") {
            self.hides = false;
        }
        !self.hides
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(output: &str) -> Findings {
        let mut findings = Findings::default();
        output.lines().for_each(|line| findings.hear(line));
        findings
    }

    #[test]
    fn counts_of_the_same_are_added_up() {
        let mut findings = heard("count: 500 statuses\ncount: 20 faults of a keychain\n");
        findings.join(heard("count: 7 statuses\n"));
        let rows: Vec<String> = findings.rows().collect();
        assert_eq!(
            rows,
            ["      507 statuses", "       20 faults of a keychain"]
        );
    }

    #[test]
    fn figures_and_gaps_follow_as_they_were_said() {
        let findings = heard(
            "not checked: advisories\nfigure: lines covered 96.2 %\ncount: 3 files damaged\n",
        );
        let rows: Vec<String> = findings.rows().collect();
        assert_eq!(
            rows,
            [
                "        3 files damaged",
                "not checked: advisories",
                "figure: lines covered 96.2 %",
            ]
        );
    }

    #[test]
    fn talk_of_counts_is_none() {
        for line in [
            "count: many things",
            "count: 3",
            "the count: 3 things",
            "account: 3 things",
        ] {
            assert_eq!(heard(line), Findings::default(), "{line}");
        }
    }

    #[test]
    fn only_the_output_of_tests_that_passed_is_left_out() {
        let output = "
running 2 tests
test a ... ok
test b ... FAILED

successes:

---- a stdout ----
count: 3 things

successes:
    a

failures:

---- b stdout ----
it broke

test result: FAILED. 1 passed; 1 failed;
";
        let mut screen = Screen::default();
        let seen: Vec<&str> = output
            .lines()
            .filter(|line| screen.lets_through(line) && !line.is_empty())
            .collect();
        assert_eq!(
            seen,
            [
                "running 2 tests",
                "test a ... ok",
                "test b ... FAILED",
                "failures:",
                "---- b stdout ----",
                "it broke",
                "test result: FAILED. 1 passed; 1 failed;",
            ]
        );
    }
}
