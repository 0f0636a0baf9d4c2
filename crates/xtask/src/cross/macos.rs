use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::console::print;
use crate::programs::run;
use crate::python;
use crate::steps::Step;

use super::toolchain::{Toolchain, folder};

const TARGET: &str = "aarch64-apple-darwin";

/// A C compiler for macOS, from PyPI.
const ZIG: &str = "ziglang==0.17.1";

/// Drops flags of Apple's compiler that zig does not know, and puts an empty file in the place of each Objective-C file,
/// for which there are no headers here. Nothing is linked.
const FLAGS: &str = r#"#!/bin/sh
folder=$(dirname "$0")
skip=
for argument do
    shift
    if [ -n "$skip" ]; then skip=; continue; fi
    case $argument in
        -arch|-isysroot) skip=1 ;;
        --target=*|-m*-version-min=*|-fobjc-arc) ;;
        *.m) set -- "$@" -x c "$folder/empty.c" ;;
        *) set -- "$@" "$argument" ;;
    esac
done
"#;

/// Lints of everything.
pub(crate) fn steps() -> Vec<Step> {
    let tools = folder().join("macos");
    match prepare(&tools) {
        Ok(toolchain) => vec![Step::plain("macos-lints", lints(&toolchain, &tools))],
        Err(_) => {
            print("not checked: macOS (its Rust target or a C compiler for it can't be installed)");
            Vec::new()
        }
    }
}

fn prepare(tools: &Path) -> Result<Toolchain> {
    provide_compiler(tools)?;
    Toolchain::find(TARGET)
}

fn lints(toolchain: &Toolchain, tools: &Path) -> Command {
    let mut lints = toolchain.cargo("clippy");
    lints
        .args(["--workspace", "--all-targets", "--", "-D", "warnings"])
        .env("CC_aarch64_apple_darwin", tools.join("cc"))
        .env("AR_aarch64_apple_darwin", tools.join("ar"))
        // Build scripts would ask Apple's `xcrun` for it.
        .env("SDKROOT", "/");
    lints
}

fn provide_compiler(tools: &Path) -> Result<()> {
    let python = python::provide(ZIG)?.join("python");
    fs::create_dir_all(tools)?;
    fs::write(tools.join("empty.c"), "")?;
    let zig = format!("exec {} -m ziglang", python.display());
    write_program(
        &tools.join("cc"),
        &format!("{FLAGS}{zig} cc -target aarch64-macos \"$@\"\n"),
    )?;
    write_program(&tools.join("ar"), &format!("#!/bin/sh\n{zig} ar \"$@\"\n"))
}

fn write_program(path: &PathBuf, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())?;
    run(Command::new("chmod").arg("755").arg(path))
}
