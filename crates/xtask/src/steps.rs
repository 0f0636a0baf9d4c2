//! Steps of a long check: each is one program, watched and timed.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    counts::{Counts, counted},
    findings::{Findings, Screen},
    outcome::{Failure, Outcome, say, tell},
    programs::shown,
};

/// One program of the check.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) command: Command,
    pub(crate) tests: Tests,
}

impl Step {
    /// Checks something without running tests.
    pub(crate) fn plain(name: &'static str, command: Command) -> Self {
        Self::new(name, command, Tests::No)
    }

    /// Runs tests.
    pub(crate) fn tests(name: &'static str, command: Command) -> Self {
        Self::new(name, command, Tests::Some)
    }

    /// Runs the examples in the documentation: none is a must.
    pub(crate) fn documents(name: &'static str, command: Command) -> Self {
        Self::new(name, command, Tests::Any)
    }

    fn new(name: &'static str, command: Command, tests: Tests) -> Self {
        Self {
            name,
            command,
            tests,
        }
    }
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
    heard: Heard,
    took: Duration,
}

/// What a step's output said, and how it ended.
#[derive(Default)]
struct Heard {
    ended_well: bool,
    counts: Counts,
    findings: Findings,
}

impl Done {
    /// True when the step showed what it is there to show.
    pub(crate) fn passed(&self) -> bool {
        self.heard.ended_well && (self.tests != Tests::Some || self.heard.counts.ran() > 0)
    }

    fn verdict(&self) -> &'static str {
        match (self.heard.ended_well, self.passed()) {
            (true, true) => "passed",
            (true, false) => "ran no test",
            (false, _) => "FAILED",
        }
    }
}

/// The steps whose name has `only` in it.
pub(crate) fn chosen(steps: Vec<Step>, only: Option<&str>) -> Outcome<Vec<Step>> {
    let part = only.unwrap_or_default();
    let chosen: Vec<Step> = steps
        .into_iter()
        .filter(|step| step.name.contains(part))
        .collect();
    if chosen.is_empty() {
        return Err(Failure(format!("no step is called {part:?}")));
    }
    Ok(chosen)
}

/// Runs steps one after the other, also after one has failed: who waits for the whole wants to know everything
/// that is wrong.
pub(crate) fn walk_all(steps: Vec<Step>) -> Outcome {
    let done: Vec<Done> = steps.into_iter().map(walk).collect();
    let passed = done.iter().all(Done::passed);
    let counts = close(done);
    if passed && counts.failed == 0 {
        Ok(())
    } else {
        Err(Failure("not everything holds".into()))
    }
}

/// Runs one step to its end, letting its output through.
fn walk(mut step: Step) -> Done {
    say(&format!("\n── {} ── {}", step.name, shown(&step.command)));
    let begun = Instant::now();
    let heard = listen(&mut step.command);
    let done = Done {
        name: step.name,
        tests: step.tests,
        heard,
        took: begun.elapsed(),
    };
    say(&format!(
        "── {} {} after {:.1} s",
        done.name,
        done.verdict(),
        done.took.as_secs_f64()
    ));
    done
}

/// The table of all steps, what they found, and the line that closes the check.
fn close(done: Vec<Done>) -> Counts {
    let (mut sum, mut findings) = (Counts::default(), Findings::default());
    let took: Duration = done.iter().map(|step| step.took).sum();
    tell("");
    for step in done {
        tell(&row(&step));
        sum += step.heard.counts;
        findings.join(step.heard.findings);
    }
    tell(&format!("{:<14} {:>7.1} s", "in all", took.as_secs_f64()));
    tell("");
    findings.rows().for_each(|row| tell(&row));
    tell("");
    tell(&format!("{} passed, {} failed", sum.passed, sum.failed));
    sum
}

fn row(step: &Done) -> String {
    let counts = step.heard.counts;
    let tests = match step.tests {
        Tests::No => String::new(),
        _ => format!("{} passed, {} failed", counts.passed, counts.failed),
    };
    let row = format!(
        "{:<14} {:>7.1} s  {:<11}  {tests}",
        step.name,
        step.took.as_secs_f64(),
        step.verdict()
    );
    row.trim_end().to_owned()
}

/// What counts is reported on standard output; errors go straight through.
fn listen(command: &mut Command) -> Heard {
    let mut heard = Heard::default();
    let Ok(mut child) = command.stdout(Stdio::piped()).spawn() else {
        return heard;
    };
    let mut screen = Screen::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            heard.counts += counted(&line);
            heard.findings.hear(&line);
            if screen.lets_through(&line) {
                tell(&line);
            }
        }
    }
    heard.ended_well = child.wait().is_ok_and(|status| status.success());
    heard
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
            close(vec![done]),
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

    #[test]
    fn what_passing_tests_printed_is_heard_but_not_shown() {
        let done = walk(step(
            "printf 'successes:\\n\\n---- a stdout ----\\ncount: 3 things\\n\\ntest result: ok. 1 passed; 0 failed\\n'",
            Tests::Some,
        ));
        let rows: Vec<String> = done.heard.findings.rows().collect();
        assert_eq!(rows, ["        3 things"]);
        assert!(done.passed());
    }

    #[test]
    fn all_steps_are_walked_and_one_failure_fails_them() {
        assert!(walk_all(vec![step("true", Tests::No)]).is_ok());
        let file = std::env::temp_dir().join(format!("xtask-steps-{}", std::process::id()));
        let second = format!("touch {}", file.display());
        assert!(walk_all(vec![step("exit 1", Tests::No), step(&second, Tests::No)]).is_err());
        std::fs::remove_file(file).expect("the second step ran");
    }
}
