//! `cargo xtask fuzz`: coverage-guided fuzzing of the tests called `fuzz_…`.
//!
//! Each test starts from the committed corpus. New inputs and crashes are kept in the target folder; crashes
//! run first the next time.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::console::{print, status};
use crate::programs::{cargo, command_line, stdout_if_ok};
use crate::{setup, workspace};

/// A test and its corpus.
struct Target {
    package: &'static str,
    /// The test program: only one that contains the fuzzing engine links with the counters.
    program: &'static str,
    test: &'static str,
    /// A folder of inputs, or a file with one input a line, in the package's `tests/data`.
    corpus: &'static str,
}

const TARGETS: [Target; 8] = [
    genauth("client::arbitrary_input::fuzz_responses", "bodies"),
    genauth("client::arbitrary_input::fuzz_dates", "corpus/dates.txt"),
    genauth("client::arbitrary_input::fuzz_hosts", "corpus/hosts.txt"),
    genauth("client::arbitrary_input::fuzz_ca_files", "corpus/ca.txt"),
    genauth(
        "client::transport::response::tests::fuzz_retry_after",
        "corpus/http-dates.txt",
    ),
    app("fuzz_drafts", "corpus/drafts.txt"),
    app("fuzz_settings", "corpus/settings.txt"),
    app("fuzz_charts", "corpus/charts.txt"),
];

const fn genauth(test: &'static str, corpus: &'static str) -> Target {
    Target {
        package: "genauth",
        program: "--lib",
        test,
        corpus,
    }
}

const fn app(test: &'static str, corpus: &'static str) -> Target {
    Target {
        package: "authgauge-app",
        program: "--test=any_input",
        test,
        corpus,
    }
}

/// Flags for the engine: counters on every branch, and traces of comparisons.
const COUNTERS: &str = "--cfg fuzzing --cfg fuzzing_libfuzzer -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cllvm-args=-sanitizer-coverage-stack-depth";

/// Fuzzes each target for `seconds`, all of them even if one fails.
pub(crate) fn fuzz(seconds: u64) -> Result<()> {
    setup::setup(false)?;
    if cfg!(windows) {
        print("not checked: coverage-guided fuzzing, which needs Linux or macOS");
        return Ok(());
    }
    let mut failed = Vec::new();
    for target in &TARGETS {
        if let Err(error) = target.fuzz(seconds) {
            status(&format!("{}: {error:#}", target.name()));
            failed.push(target.name());
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

impl Target {
    fn name(&self) -> &'static str {
        self.test.rsplit("::").next().unwrap_or(self.test)
    }

    fn fuzz(&self, seconds: u64) -> Result<()> {
        let folder = target_dir().join(self.name());
        let (corpus, crashes) = (folder.join("corpus"), folder.join("crashes"));
        fs::create_dir_all(&corpus).context("making a folder for the corpus")?;
        fs::create_dir_all(&crashes).context("making a folder for crashes")?;
        for (number, input) in self.corpus()?.iter().enumerate() {
            fs::write(corpus.join(format!("seed-{number}")), input).context("writing an input")?;
        }
        let progress = run_engine(&mut self.command(&corpus, &crashes, seconds)?)?;
        ensure!(progress.branches > 0, "built without counters");
        print(&format!("count: {} inputs fuzzed", progress.inputs));
        let (name, branches) = (self.name(), progress.branches);
        print(&format!("figure: {name} reached {branches} branches"));
        Ok(())
    }

    fn corpus(&self) -> Result<Vec<Vec<u8>>> {
        let package = workspace::root().join("crates").join(self.package);
        let path = package.join("tests/data").join(self.corpus);
        if path.is_dir() {
            return read_files(&path).context("reading a corpus");
        }
        let text = fs::read_to_string(path).context("reading a corpus")?;
        let lines = text.lines().map(|line| line.as_bytes().to_vec());
        Ok(lines.chain([text.clone().into_bytes()]).collect())
    }

    /// Runs as `cargo bolero test` would, but builds only this program of the package.
    fn command(&self, corpus: &Path, crashes: &Path, seconds: u64) -> Result<Command> {
        // With a target named, the flags apply to the tests and not to build scripts.
        let host = stdout_if_ok("rustc", &["--print", "host-tuple"])
            .context("rustc does not print its host")?;
        let mut command = cargo(&["test", "--quiet", "--profile", "fuzz", "--target", &host]);
        command
            .args(["--package", self.package, self.program, "--target-dir"])
            .arg(target_dir())
            .args(["--", self.test, "--exact", "--nocapture"])
            .args(["--test-threads", "1"])
            .env("RUSTFLAGS", COUNTERS)
            .env("BOLERO_FUZZER", "libfuzzer")
            .env("BOLERO_LIBTEST_HARNESS", "1")
            .env("BOLERO_TEST_NAME", self.test)
            .env(
                "BOLERO_LIBFUZZER_ARGS",
                format!(
                    "{} -artifact_prefix={}/ -timeout=10 -max_total_time={seconds}",
                    from_package(corpus).display(),
                    from_package(crashes).display()
                ),
            );
        Ok(command)
    }
}

/// Apart from the usual target folder, whose builds have no counters.
fn target_dir() -> PathBuf {
    workspace::target().join("fuzz")
}

/// The path relative to a package, where tests run. The engine splits its arguments at spaces, which the
/// path to the repository may contain.
fn from_package(path: &Path) -> PathBuf {
    path.strip_prefix(workspace::root())
        .map_or_else(|_| path.to_owned(), |inner| Path::new("../..").join(inner))
}

fn read_files(folder: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let entries = fs::read_dir(folder)?;
    entries.map(|entry| fs::read(entry?.path())).collect()
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Progress {
    inputs: u64,
    branches: u64,
}

/// Runs the engine to its end and passes its output on.
fn run_engine(command: &mut Command) -> Result<Progress> {
    let line = command_line(command);
    status(&format!("» {line}"));
    let mut child = command.stderr(Stdio::piped()).spawn()?;
    let mut progress = Progress::default();
    if let Some(output) = child.stderr.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            progress = parse_progress(&line).unwrap_or(progress);
            status(&line);
        }
    }
    let exit = child.wait()?;
    ensure!(exit.success(), "{line}: {exit}");
    Ok(progress)
}

/// Parses a line like `#1024 NEW cov: 310 ft: 402 …`.
fn parse_progress(line: &str) -> Option<Progress> {
    let mut words = line.strip_prefix('#')?.split_whitespace();
    let inputs = words.next()?.parse().ok()?;
    let branches = words.skip_while(|word| *word != "cov:").nth(1)?;
    Some(Progress {
        inputs,
        branches: branches.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_the_progress_of_the_engine() {
        for (line, expected) in [
            (
                "INFO: Running with entropic power schedule (0xFF, 100).",
                None,
            ),
            (
                "#6\tINITED cov: 310 ft: 311 corp: 5/28b exec/s: 0 rss: 40Mb",
                Some((6, 310)),
            ),
            (
                "#200001\tDONE   cov: 410 ft: 990 corp: 92/2Kb lim: 400 exec/s: 40000 rss: 52Mb",
                Some((200_001, 410)),
            ),
            ("Done 200001 runs in 5 second(s)", None),
        ] {
            let expected = expected.map(|(inputs, branches)| Progress { inputs, branches });
            assert_eq!(parse_progress(line), expected, "{line}");
        }
    }

    #[test]
    fn every_target_has_a_corpus() {
        for target in &TARGETS {
            let corpus = target.corpus().expect("a corpus");
            assert!(corpus.len() > 1, "{}", target.name());
        }
    }

    #[test]
    fn every_target_is_a_test_in_the_file_of_its_path() {
        for target in &TARGETS {
            let package = workspace::root().join("crates").join(target.package);
            let modules = target.test.rsplit_once("::").map_or("", |(path, _)| path);
            let modules = modules.trim_end_matches("::tests").replace("::", "/");
            let files = match target.program.strip_prefix("--test=") {
                Some(program) => [
                    format!("tests/{program}/main.rs"),
                    format!("tests/{program}.rs"),
                ],
                None => [format!("src/{modules}.rs"), format!("src/{modules}/mod.rs")],
            };
            let name = format!("fn {}()", target.name());
            let mut texts = files
                .iter()
                .filter_map(|file| fs::read_to_string(package.join(file)).ok());
            assert!(texts.any(|text| text.contains(&name)), "{}", target.test);
        }
    }
}
