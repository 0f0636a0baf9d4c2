//! `cargo xtask mutants`: changes the code in small ways and checks that a test fails each time.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::console::{print, status};
use crate::programs::run;
use crate::tools::MUTANTS;
use crate::{setup, workspace};

/// The least share of mutants that a test must catch, in percent of those that compile.
const MIN_CAUGHT: u64 = 85;

/// A package and the tests to run on its mutants. All tests would catch more, and take hours.
struct Target {
    package: &'static str,
    programs: &'static [&'static str],
    filters: &'static [&'static str],
}

const TARGETS: [Target; 3] = [
    Target {
        package: "genauth",
        programs: &["--lib"],
        filters: &["client::retrier::", "wire::"],
    },
    Target {
        package: "authgauge-core",
        programs: &["--lib"],
        filters: &["level::"],
    },
    Target {
        package: "authgauge-store",
        programs: &["--lib", "--test=store", "--test=disk"],
        // Those that take long.
        filters: &[
            "--skip=killed::",
            "--skip=failing::",
            "--skip=damaged::",
            "--skip=exporting::",
            "--skip=processes_that",
        ],
    },
];

/// Tests the code that `.cargo/mutants.toml` names, one change at a time; `shard` (as `0/4`) selects a part.
pub(crate) fn mutants(shard: Option<&str>) -> Result<()> {
    setup::languages()?;
    let mut results = Results::default();
    for target in &TARGETS {
        target.test(shard, &mut results)?;
    }
    print(&format!("figure: {results}"));
    ensure!(
        results.caught() * 100 >= MIN_CAUGHT * results.viable(),
        "tests catch less than {MIN_CAUGHT} %"
    );
    Ok(())
}

impl Target {
    fn test(&self, shard: Option<&str>, results: &mut Results) -> Result<()> {
        let folder = workspace::target().join("mutants");
        let output = folder.join(self.package);
        fs::create_dir_all(&folder).context("making a folder for the mutants")?;
        let programs = self.programs.iter();
        let mut command = MUTANTS.command()?;
        command
            // Reused, so that libraries are compiled once.
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("PROPTEST_CASES", "300")
            .args(["--package", self.package, "--output"])
            .arg(&output)
            .args(shard.iter().flat_map(|shard| ["--shard", shard]))
            .args(programs.map(|program| format!("--cargo-arg={program}")))
            .args(["--", "--"])
            .args(self.filters);
        // It fails if a single mutant was missed; here the share counts.
        if let Err(error) = run(&mut command) {
            status(&format!("{error:#}"));
        }
        let added = results.add(&output.join("mutants.out"));
        ensure!(added > 0, "{}: no mutant was tested", self.package);
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Results {
    caught_by_failure: u64,
    timed_out: u64,
    missed: u64,
    unviable: u64,
}

impl Results {
    /// Adds the lists that the tool writes, one mutant a line, and returns how many mutants compiled. None
    /// did if the tests fail on the unchanged code.
    fn add(&mut self, folder: &Path) -> u64 {
        let before = self.viable();
        for (name, number) in [
            ("caught.txt", &mut self.caught_by_failure),
            ("timeout.txt", &mut self.timed_out),
            ("missed.txt", &mut self.missed),
            ("unviable.txt", &mut self.unviable),
        ] {
            let list = fs::read_to_string(folder.join(name)).unwrap_or_default();
            *number += list.lines().map(|_| 1).sum::<u64>();
        }
        self.viable() - before
    }

    /// Includes mutants whose tests no longer end.
    fn caught(&self) -> u64 {
        self.caught_by_failure + self.timed_out
    }

    /// Mutants that compile.
    fn viable(&self) -> u64 {
        self.caught() + self.missed
    }
}

impl std::fmt::Display for Results {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (caught, viable) = (self.caught(), self.viable());
        write!(
            f,
            "{caught} of {viable} mutants caught ({} %; {} missed, {} timed out, {} did not compile)",
            caught * 100 / viable.max(1),
            self.missed,
            self.timed_out,
            self.unviable,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_the_lists() {
        let folder = std::env::temp_dir().join(format!("xtask-mutants-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the lists");
        let mut results = Results {
            timed_out: 1,
            unviable: 2,
            ..Results::default()
        };
        assert_eq!(results.add(&folder), 0);
        for (name, text) in [("caught.txt", "a\nb\nc\n"), ("missed.txt", "d\n")] {
            fs::write(folder.join(name), text).expect("a list");
        }
        assert_eq!(results.add(&folder), 4);
        fs::remove_dir_all(&folder).expect("the folder is removed");
        assert_eq!(
            results.to_string(),
            "4 of 5 mutants caught (80 %; 1 missed, 1 timed out, 2 did not compile)"
        );
    }

    #[test]
    fn every_configured_path_exists() {
        let config = fs::read_to_string(workspace::root().join(".cargo/mutants.toml"));
        let config = config.expect("the configuration");
        let paths = config.split('"').filter(|text| text.starts_with("crates/"));
        for path in paths {
            let folder_or_file = path.trim_end_matches("/**");
            assert!(workspace::root().join(folder_or_file).exists(), "{path}");
        }
    }
}
