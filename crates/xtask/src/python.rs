//! Programs from PyPI, in an environment of their own in the target folder.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::programs::run;
use crate::workspace;

/// Installs a package such as `name==1.2.3` unless it is there, and returns the folder of programs.
pub(crate) fn provide(package: &str) -> Result<PathBuf> {
    let environment = workspace::target().join("python");
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let python = programs.join(format!("python{}", std::env::consts::EXE_SUFFIX));
    if !python.is_file() {
        let system = if cfg!(windows) { "python" } else { "python3" };
        run(Command::new(system).args(["-m", "venv"]).arg(&environment))?;
    }
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", package]))?;
    Ok(programs)
}
