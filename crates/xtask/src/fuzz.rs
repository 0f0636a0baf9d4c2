//! `cargo xtask fuzz`: input that grows towards code that nothing has reached yet.
//!
//! What it looks into are the tests called `fuzz_…`, each built with counters on every branch. They begin with the
//! committed corpus; what was found on the way is kept in the target folder, and so is what broke one, which
//! is tried first the next time.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    outcome::{Doing, Failure, Outcome, say, tell},
    programs::{cargo, shown},
    setup, workspace,
};

/// A test to look into, and where its corpus lies.
struct Target {
    package: &'static str,
    /// The test program: only what has the engine in it can be built with counters.
    program: &'static str,
    test: &'static str,
    /// A folder of inputs, or a file with one a line, in the crate's `tests/data`.
    seeds: &'static str,
}

const TARGETS: [Target; 8] = [
    genauth("any_input::fuzz_answers", "bodies"),
    genauth("any_input::fuzz_dates", "corpus/dates.txt"),
    genauth("any_input::fuzz_hosts", "corpus/hosts.txt"),
    genauth("any_input::fuzz_ca_files", "corpus/ca.txt"),
    genauth(
        "transport::answer::tests::fuzz_pauses",
        "corpus/http-dates.txt",
    ),
    authgauge("fuzz_drafts", "corpus/drafts.txt"),
    authgauge("fuzz_settings", "corpus/settings.txt"),
    authgauge("fuzz_charts", "corpus/charts.txt"),
];

const fn genauth(test: &'static str, seeds: &'static str) -> Target {
    Target {
        package: "genauth",
        program: "--lib",
        test,
        seeds,
    }
}

const fn authgauge(test: &'static str, seeds: &'static str) -> Target {
    Target {
        package: "authgauge-app",
        program: "--test=any_input",
        test,
        seeds,
    }
}

/// Looks into each target for so many seconds, into all of them even if one breaks.
pub(crate) fn fuzz(seconds: u64) -> Outcome {
    setup::setup(false)?;
    if cfg!(windows) {
        tell("not checked: input grown by what it reaches, which needs Linux or macOS");
        return Ok(());
    }
    let broken: Vec<&str> = TARGETS
        .iter()
        .filter_map(|target| {
            let failure = target.grow(seconds).err()?;
            say(&format!("{}: {failure}", target.name()));
            Some(target.name())
        })
        .collect();
    if broken.is_empty() {
        return Ok(());
    }
    Err(Failure(format!("broken: {}", broken.join(", "))))
}

impl Target {
    fn grow(&self, seconds: u64) -> Outcome {
        let folder = folder().join(self.name());
        let (corpus, crashes) = (folder.join("corpus"), folder.join("crashes"));
        self.seed(&corpus)?;
        let grown = watched(&mut self.command(&corpus, &crashes, seconds)?)?;
        tell(&format!(
            "count: {} inputs grown by what they reach",
            grown.inputs
        ));
        tell(&format!(
            "figure: {} reached {} branches, {} at first",
            self.name(),
            grown.reached,
            grown.at_first
        ));
        if grown.at_first == 0 {
            return Err(Failure(
                "nothing was counted: built without counters".into(),
            ));
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        self.test.rsplit("::").next().unwrap_or(self.test)
    }

    fn seed(&self, corpus: &Path) -> Outcome {
        fs::create_dir_all(corpus).doing("making a folder for the corpus")?;
        for (number, seed) in self.seeds()?.iter().enumerate() {
            fs::write(corpus.join(format!("seed-{number}")), seed).doing("writing a seed")?;
        }
        Ok(())
    }

    fn seeds(&self) -> Outcome<Vec<Vec<u8>>> {
        let crates = workspace::root().join("crates");
        let place = crates
            .join(self.package)
            .join("tests/data")
            .join(self.seeds);
        if place.is_dir() {
            return files(&place).doing("reading a corpus");
        }
        let text = fs::read_to_string(place).doing("reading a corpus")?;
        let lines = text.lines().map(|line| line.as_bytes().to_vec());
        Ok(lines.chain([text.clone().into_bytes()]).collect())
    }

    /// As `cargo bolero test` runs it, but building this one program of the package.
    fn command(&self, corpus: &Path, crashes: &Path, seconds: u64) -> Outcome<Command> {
        fs::create_dir_all(crashes).doing("making a folder for what breaks")?;
        let (corpus, crashes) = (from_crate(corpus), from_crate(crashes));
        let mut command = cargo(&["test", "--quiet", "--profile", "fuzz", "--target", &host()?]);
        command
            .args(["--package", self.package, self.program, "--target-dir"])
            .arg(folder())
            .args(["--", self.test, "--exact", "--nocapture"])
            .args(["--test-threads", "1"])
            .env("RUSTFLAGS", COUNTERS.join(" "))
            .env("BOLERO_FUZZER", "libfuzzer")
            .env("BOLERO_LIBTEST_HARNESS", "1")
            .env("BOLERO_TEST_NAME", self.test)
            .env(
                "BOLERO_LIBFUZZER_ARGS",
                format!(
                    "{} -artifact_prefix={}/ -timeout=10 -max_total_time={seconds}",
                    corpus.display(),
                    crashes.display()
                ),
            );
        Ok(command)
    }
}

/// What the engine needs to see: which branches were reached, and what was compared with what.
const COUNTERS: [&str; 8] = [
    "--cfg fuzzing",
    "-Cpasses=sancov-module",
    "--cfg fuzzing_libfuzzer",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-sanitizer-coverage-stack-depth",
];

/// Named, flags are for what is tested and not for what builds it.
fn host() -> Outcome<String> {
    let told = Command::new("rustc")
        .arg("-vV")
        .output()
        .doing("asking rustc")?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Failure("rustc names no host".into()))
}

fn files(folder: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let mut files = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<Vec<PathBuf>>>()?;
    files.sort();
    files.iter().map(fs::read).collect()
}

/// Its own, so that what is built with counters does not replace what is built without.
fn folder() -> PathBuf {
    workspace::target().join("fuzz")
}

/// From where the tests run. The engine takes its arguments apart at blanks, which a path to the repository may have.
fn from_crate(path: &Path) -> PathBuf {
    path.strip_prefix(workspace::root()).map_or_else(
        |_| path.to_owned(),
        |within| Path::new("../..").join(within),
    )
}

/// What the engine says of its work.
#[derive(Debug, Default, PartialEq, Eq)]
struct Grown {
    inputs: u64,
    at_first: u64,
    reached: u64,
}

impl Grown {
    /// From lines as `#1024 NEW cov: 310 ft: 402 …`; the first of them counts what the corpus reaches.
    fn hear(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let inputs = words
            .next()
            .and_then(|word| word.strip_prefix('#')?.parse().ok());
        let reached = words.skip_while(|word| *word != "cov:").nth(1);
        if let (Some(inputs), Some(reached)) = (inputs, reached.and_then(|word| word.parse().ok()))
        {
            if line.contains("INITED") {
                self.at_first = reached;
            }
            (self.inputs, self.reached) = (inputs, reached);
        }
    }
}

/// Runs the engine to its end, letting its words through.
fn watched(command: &mut Command) -> Outcome<Grown> {
    let line = shown(command);
    say(&format!("» {line}"));
    let mut child = command.stderr(Stdio::piped()).spawn().doing(&line)?;
    let mut grown = Grown::default();
    if let Some(output) = child.stderr.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            grown.hear(&line);
            say(&line);
        }
    }
    let status = child.wait().doing(&line)?;
    if status.success() {
        Ok(grown)
    } else {
        Err(Failure(format!("{line}: {status}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_understood() {
        let mut grown = Grown::default();
        for line in [
            "INFO: Running with entropic power schedule (0xFF, 100).",
            "#6\tINITED cov: 310 ft: 311 corp: 5/28b exec/s: 0 rss: 40Mb",
            "#131072\tpulse  cov: 402 ft: 977 corp: 90/2Kb lim: 300 exec/s: 43690 rss: 51Mb",
            "#200001\tDONE   cov: 410 ft: 990 corp: 92/2Kb lim: 400 exec/s: 40000 rss: 52Mb",
            "Done 200001 runs in 5 second(s)",
        ] {
            grown.hear(line);
        }
        let expected = Grown {
            inputs: 200_001,
            at_first: 310,
            reached: 410,
        };
        assert_eq!(grown, expected);
    }

    #[test]
    fn every_target_has_a_corpus() {
        for target in &TARGETS {
            let seeds = target.seeds().expect("a corpus");
            assert!(seeds.len() > 1, "{}", target.name());
        }
    }
}
