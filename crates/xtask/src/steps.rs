//! Steps of a long check: each is one program, watched and timed.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    counts::{Counts, counted},
    outcome::{say, tell},
    programs::shown,
};

/// One program of the check.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) command: Command,
    pub(crate) tests: Tests,
}

/// Whether a step runs tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tests {
    No,
    /// Those that there are.
    Any,
    /// At least one: a step in which none ran has shown nothing.
    Some,
}

/// How a step went.
pub(crate) struct Done {
    name: &'static str,
    tests: Tests,
    ended_well: bool,
    counts: Counts,
    took: Duration,
}

impl Done {
    /// True when the step showed what it is there to show.
    pub(crate) fn passed(&self) -> bool {
        self.ended_well && (self.tests != Tests::Some || self.counts.ran() > 0)
    }

    fn verdict(&self) -> &'static str {
        match (self.ended_well, self.passed()) {
            (true, true) => "passed",
            (true, false) => "ran no test",
            (false, _) => "FAILED",
        }
    }
}

/// Runs one step to its end, letting its output through.
pub(crate) fn walk(mut step: Step) -> Done {
    say(&format!("\n── {} ── {}", step.name, shown(&step.command)));
    let begun = Instant::now();
    let (ended_well, counts) = match step.tests {
        Tests::No => (
            step.command.status().is_ok_and(|s| s.success()),
            Counts::default(),
        ),
        Tests::Any | Tests::Some => watched(&mut step.command),
    };
    let took = begun.elapsed();
    let done = Done {
        name: step.name,
        tests: step.tests,
        ended_well,
        counts,
        took,
    };
    say(&format!(
        "── {} {} after {:.1} s",
        done.name,
        done.verdict(),
        took.as_secs_f64()
    ));
    done
}

/// The table of all steps, and the line that closes the check.
pub(crate) fn close(done: &[Done]) -> Counts {
    let mut sum = Counts::default();
    tell("");
    for step in done {
        sum += step.counts;
        tell(&row(step));
    }
    let took: Duration = done.iter().map(|step| step.took).sum();
    tell(&format!("{:<14} {:>7.1} s", "in all", took.as_secs_f64()));
    tell("");
    tell(&format!("{} passed, {} failed", sum.passed, sum.failed));
    sum
}

fn row(step: &Done) -> String {
    let tests = match step.tests {
        Tests::No => String::new(),
        _ => format!(
            "{} passed, {} failed",
            step.counts.passed, step.counts.failed
        ),
    };
    let row = format!(
        "{:<14} {:>7.1} s  {:<11}  {tests}",
        step.name,
        step.took.as_secs_f64(),
        step.verdict()
    );
    row.trim_end().to_owned()
}

/// Both Rust's harness and Vitest report on standard output; errors go straight through.
fn watched(command: &mut Command) -> (bool, Counts) {
    let mut counts = Counts::default();
    let Ok(mut child) = command.stdout(Stdio::piped()).spawn() else {
        return (false, counts);
    };
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            counts += counted(&line);
            tell(&line);
        }
    }
    (child.wait().is_ok_and(|status| status.success()), counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(script: &str, tests: Tests) -> Step {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Step {
            name: "one",
            command,
            tests,
        }
    }

    #[test]
    fn a_step_counts_the_tests_it_ran() {
        let done = walk(step(
            "echo 'test result: ok. 3 passed; 0 failed; 0 ignored'",
            Tests::Some,
        ));
        assert!(done.passed());
        assert_eq!(
            close(&[done]),
            Counts {
                passed: 3,
                failed: 0
            }
        );
    }

    #[test]
    fn a_step_of_tests_without_a_test_fails() {
        let empty = walk(step(
            "echo 'test result: ok. 0 passed; 0 failed; 0 ignored'",
            Tests::Some,
        ));
        assert!(!empty.passed());
        assert!(!walk(step("true", Tests::Some)).passed());
        assert!(walk(step("true", Tests::Any)).passed());
        assert!(walk(step("true", Tests::No)).passed());
    }

    #[test]
    fn a_step_that_ends_badly_fails_whatever_it_counted() {
        let done = walk(step(
            "echo 'test result: ok. 3 passed; 0 failed'; exit 1",
            Tests::Some,
        ));
        assert!(!done.passed());
        assert!(!walk(step("exit 1", Tests::No)).passed());
    }

    #[test]
    fn a_program_that_is_not_there_fails() {
        let command = Command::new("no-such-program-anywhere");
        assert!(
            !walk(Step {
                name: "none",
                command,
                tests: Tests::Some
            })
            .passed()
        );
    }
}
