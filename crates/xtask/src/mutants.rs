//! `cargo xtask mutants`: whether the tests notice when the code is wrong.

use std::{fs, path::Path};

use crate::{
    outcome::{Doing, Failure, Outcome, tell},
    programs::must,
    setup,
    tools::MUTANTS,
    workspace,
};

/// The least that tests must notice, in percent of what could be tried.
const LEAST: u64 = 85;

/// A crate, and the tests that are there to notice. Others would notice more, and take hours.
struct Part {
    name: &'static str,
    programs: &'static [&'static str],
    filters: &'static [&'static str],
}

const PARTS: [Part; 2] = [
    Part {
        name: "genauth",
        programs: &["--lib"],
        filters: &["retry::", "wire::"],
    },
    Part {
        name: "authgauge-app",
        programs: &["--lib", "--test=store", "--test=disk"],
        filters: &[
            "--skip=chart::",
            "--skip=forecast::",
            "--skip=keychain::",
            "--skip=log::",
            "--skip=monitor::",
            // Of those on a disk, only what is quick.
            "--skip=killed::",
            "--skip=failing::",
            "--skip=damaged::",
            "--skip=exporting::",
            "--skip=processes_that",
        ],
    },
];

/// Breaks what `.cargo/mutants.toml` names, one change at a time; `shard` (as `0/4`) tries a part of it.
pub(crate) fn mutants(shard: Option<&str>) -> Outcome {
    setup::tools()?;
    let mut ended = Ended::default();
    for part in &PARTS {
        ended.join(&tried(part, shard)?);
    }
    tell(&format!("figure: {ended}"));
    if ended.noticed() * 100 < LEAST * ended.viable() {
        return Err(Failure(format!("tests noticed less than {LEAST} %")));
    }
    Ok(())
}

fn tried(part: &Part, shard: Option<&str>) -> Outcome<Ended> {
    let folder = workspace::target().join("mutants");
    let output = folder.join(part.name);
    fs::create_dir_all(&folder).doing("making a folder for the mutants")?;
    let mut command = MUTANTS.command()?;
    command
        // Kept from one time to the next, so that libraries are compiled once.
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("PROPTEST_CASES", "300")
        .args(["--package", part.name, "--output"])
        .arg(&output)
        .args(shard.iter().flat_map(|shard| ["--shard", shard]))
        .args(
            part.programs
                .iter()
                .map(|program| format!("--cargo-arg={program}")),
        )
        .args(["--", "--"])
        .args(part.filters);
    // It fails for one mutant that was missed; the figure judges.
    let outcome = must(&mut command);
    Ended::read(&output.join("mutants.out")).ok_or_else(|| {
        outcome
            .err()
            .unwrap_or_else(|| Failure("no mutant was tried".into()))
    })
}

/// How mutants ended.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ended {
    caught: u64,
    missed: u64,
    timed_out: u64,
    unviable: u64,
}

impl Ended {
    /// From the lists that the tool writes, one mutant a line. None if nothing was tried, which is so when the
    /// tests fail on the code as it is.
    fn read(folder: &Path) -> Option<Self> {
        let list = |name: &str| {
            let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
            text.lines().map(|_| 1).sum::<u64>()
        };
        let ended = Self {
            caught: list("caught.txt"),
            missed: list("missed.txt"),
            timed_out: list("timeout.txt"),
            unviable: list("unviable.txt"),
        };
        (ended.viable() > 0).then_some(ended)
    }

    fn join(&mut self, other: &Self) {
        self.caught += other.caught;
        self.missed += other.missed;
        self.timed_out += other.timed_out;
        self.unviable += other.unviable;
    }

    /// A test that no longer ends has noticed too.
    fn noticed(&self) -> u64 {
        self.caught + self.timed_out
    }

    /// What compiled.
    fn viable(&self) -> u64 {
        self.noticed() + self.missed
    }
}

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} of {} mutants noticed ({} %; {} missed, {} of the noticed by time, {} did not compile)",
            self.noticed(),
            self.viable(),
            self.noticed() * 100 / self.viable().max(1),
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
    fn the_lists_are_counted() {
        let folder = std::env::temp_dir().join(format!("xtask-mutants-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the lists");
        assert_eq!(Ended::read(&folder), None);
        for (name, text) in [
            ("caught.txt", "a\nb\nc\n"),
            ("missed.txt", "d\n"),
            ("timeout.txt", ""),
        ] {
            fs::write(folder.join(name), text).expect("a list");
        }
        let mut ended = Ended::read(&folder).expect("some were tried");
        fs::remove_dir_all(&folder).expect("the folder goes");
        ended.join(&Ended {
            timed_out: 1,
            unviable: 2,
            ..Ended::default()
        });
        assert_eq!(
            ended.to_string(),
            "4 of 5 mutants noticed (80 %; 1 missed, 1 of the noticed by time, 2 did not compile)"
        );
    }
}
