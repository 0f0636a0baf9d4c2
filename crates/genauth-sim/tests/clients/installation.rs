//! Clients of other makers, installed once into `target/vendor-clients` from lock files.
#![allow(dead_code, reason = "each program that includes this uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of a client under `target`, kept between runs.
pub(crate) struct Installation {
    pub(crate) path: PathBuf,
    sources: PathBuf,
}

impl Installation {
    /// Below cargo's target folder, with lock files and scripts from `sources`.
    pub(crate) fn new(target: &Path, name: &str, sources: PathBuf) -> Self {
        let path = target.join("vendor-clients").join(name);
        fs::create_dir_all(&path).unwrap();
        Self { path, sources }
    }

    /// Copies the lock files and installs from them, unless the same ones are installed already.
    pub(crate) fn run(&self, lists: &[&str], install: impl FnOnce(&Path)) {
        let wanted: String = lists.iter().map(|list| self.source(list)).collect();
        let done = self.path.join("installed");
        if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
            return;
        }
        for list in lists {
            self.copy(list);
        }
        install(&self.path);
        fs::write(done, wanted).unwrap();
    }

    /// Node's packages of the lock file.
    pub(crate) fn node(&self) {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        self.run(&["package.json", "package-lock.json", ".npmrc"], |at| {
            run(Command::new(npm)
                .args(["ci", "--no-audit", "--no-fund"])
                .current_dir(at));
        });
    }

    /// A Python with the packages of `requirements.txt`.
    pub(crate) fn python(&self) -> PathBuf {
        let windows = cfg!(windows);
        let (system, here) = match windows {
            true => ("python", "venv/Scripts/python.exe"),
            false => ("python3", "venv/bin/python"),
        };
        let python = self.path.join(here);
        self.run(&["requirements.txt"], |at| {
            run(Command::new(system)
                .args(["-m", "venv", "--clear", "venv"])
                .current_dir(at));
            let pip = ["-m", "pip", "install", "--quiet", "--no-deps", "-r"];
            run(Command::new(&python)
                .args(pip)
                .arg("requirements.txt")
                .current_dir(at));
        });
        python
    }

    pub(crate) fn copy(&self, file: &str) {
        fs::write(self.path.join(file), self.source(file)).unwrap();
    }

    fn source(&self, file: &str) -> String {
        fs::read_to_string(self.sources.join(file)).unwrap()
    }
}

/// The output of a command, which must succeed.
pub(crate) fn run(command: &mut Command) -> String {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().unwrap_or_else(|error| {
        panic!("{name} cannot be run ({error}): these clients need Node with npm, and Python 3 with venv")
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{name} failed ({}): {errors}",
        output.status
    );
    String::from_utf8(output.stdout).unwrap()
}
