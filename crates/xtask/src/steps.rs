//! Runs the steps of a long check, each one program, and prints a summary.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::console::{print, status};
use crate::programs::command_line;
use crate::test_report::TestReport;

/// One program of a check.
pub(crate) struct Step {
    name: &'static str,
    command: Command,
    must_run_tests: bool,
    counted: Option<String>,
}

impl Step {
    /// A program that succeeds by its exit code alone.
    pub(crate) fn plain(name: &'static str, command: Command) -> Self {
        Self {
            name,
            command,
            must_run_tests: false,
            counted: None,
        }
    }

    /// A test program: it fails as well when no test ran.
    pub(crate) fn tests(name: &'static str, command: Command) -> Self {
        Self {
            name,
            command,
            must_run_tests: true,
            counted: None,
        }
    }

    /// Adds the number of passed tests to the counts of the summary, as `count: 12 {what}`.
    pub(crate) fn counted(mut self, what: String) -> Self {
        self.counted = Some(what);
        self
    }
}

/// Runs the steps whose name contains `only`, all of them even if one fails, and prints the summary.
pub(crate) fn run(mut steps: Vec<Step>, only: Option<&str>) -> Result<()> {
    steps.retain(|step| step.name.contains(only.unwrap_or_default()));
    ensure!(
        !steps.is_empty(),
        "no step has {:?} in its name",
        only.unwrap_or_default()
    );
    let mut report = TestReport::default();
    let results: Vec<StepResult> = steps
        .into_iter()
        .map(|step| run_step(step, &mut report))
        .collect();
    print("");
    results.iter().for_each(|result| print(&result.row));
    print("");
    report.marked_lines().for_each(|line| print(&line));
    let (kinds, cases) = report.kinds_and_cases();
    print(&format!(
        "{cases} cases of {kinds} kinds of input and fault"
    ));
    print("");
    print(&format!(
        "{} passed, {} failed",
        report.passed, report.failed
    ));
    ensure!(results.iter().all(|result| result.passed), "a step failed");
    Ok(())
}

struct StepResult {
    passed: bool,
    row: String,
}

fn run_step(mut step: Step, report: &mut TestReport) -> StepResult {
    let name = step.name;
    status(&format!("\n── {name} ── {}", command_line(&step.command)));
    let start = Instant::now();
    let (passed_before, failed_before) = (report.passed, report.failed);
    let succeeded = run_program(&mut step.command, report);
    let passed_tests = report.passed - passed_before;
    let failed_tests = report.failed - failed_before;
    if let Some(what) = step.counted {
        report.count(passed_tests, &what);
    }
    let ran_tests = passed_tests + failed_tests > 0;
    let verdict = match succeeded && failed_tests == 0 {
        true if step.must_run_tests && !ran_tests => "ran no test",
        true => "passed",
        false => "FAILED",
    };
    let seconds = start.elapsed().as_secs_f64();
    let mut row = format!("{name:<14} {seconds:>7.1} s  {verdict}");
    if ran_tests {
        row += &format!("  {passed_tests} passed, {failed_tests} failed");
    }
    status(&format!("── {row}"));
    StepResult {
        passed: verdict == "passed",
        row,
    }
}

/// Runs the program to its end, adding its standard output to `report`, and returns whether it succeeded.
fn run_program(command: &mut Command, report: &mut TestReport) -> bool {
    let Ok(mut child) = command.stdout(Stdio::piped()).spawn() else {
        return false;
    };
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            if report.read(&line) {
                print(&line);
            }
        }
    }
    child.wait().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn passes(step: Step) -> bool {
        run_step(step, &mut TestReport::default()).passed
    }

    #[test]
    fn adds_up_the_tests_of_a_step() {
        let mut report = TestReport::default();
        let step = Step::tests("one", shell("echo 'test result: ok. 3 passed; 0 failed'"));
        let result = run_step(step, &mut report);
        assert!(result.passed && result.row.ends_with("3 passed, 0 failed"));
        assert_eq!((report.passed, report.failed), (3, 0));
    }

    #[test]
    fn counts_the_passed_tests_of_a_step() {
        let mut report = TestReport::default();
        let output = "echo 'test result: ok. 3 passed; 0 failed'";
        let step = Step::tests("one", shell(output)).counted("tests elsewhere".to_owned());
        run_step(step, &mut report);
        let lines: Vec<_> = report.marked_lines().collect();
        assert_eq!(lines, ["count: 3 tests elsewhere"]);
    }

    #[test]
    fn fails_a_step_of_tests_that_ran_none() {
        let empty = "echo 'test result: ok. 0 passed; 0 failed'";
        assert!(!passes(Step::tests("one", shell(empty))));
        assert!(!passes(Step::tests("one", shell("true"))));
        assert!(passes(Step::plain("one", shell(empty))));
        assert!(passes(Step::plain("one", shell("true"))));
    }

    #[test]
    fn fails_a_step_by_its_exit_code() {
        let script = "echo 'test result: ok. 3 passed; 0 failed'; exit 1";
        assert!(!passes(Step::tests("one", shell(script))));
        assert!(!passes(Step::plain("one", shell("exit 1"))));
    }

    #[test]
    fn fails_a_step_whose_program_is_missing() {
        let command = Command::new("no-such-program-anywhere");
        assert!(!passes(Step::tests("none", command)));
    }

    #[test]
    fn runs_the_steps_after_a_failed_one_and_fails() {
        let file = std::env::temp_dir().join(format!("xtask-steps-{}", std::process::id()));
        let touch = shell(&format!("touch {}", file.display()));
        let steps = vec![
            Step::plain("one", shell("exit 1")),
            Step::plain("two", touch),
        ];
        assert!(run(steps, None).is_err());
        std::fs::remove_file(file).expect("the second step ran");
        assert!(run(vec![Step::plain("one", shell("true"))], None).is_ok());
        assert!(run(vec![Step::plain("one", shell("true"))], Some("two")).is_err());
    }
}
