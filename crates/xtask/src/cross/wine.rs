use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::programs::run;
use crate::{setup, workspace};

use super::toolchain::folder;

const PACKAGES: [&str; 2] = ["wine", "wine64"];

const PROGRAM: &str = "/usr/lib/wine/wine64";

/// Tests that Wine can't run, each with the reason.
pub(crate) const SKIPPED: [(&str, &str); 3] = [
    (
        "clocks::refreshes_are_neither_missed_nor_bunched_when_the_wall_clock_changes",
        PAUSED_CLOCK,
    ),
    (
        "clocks::background_refreshes_prompt_for_a_locked_keychain_once_a_day",
        PAUSED_CLOCK,
    ),
    (
        "export::missing_window_is_said",
        "without a PATH the library that Wine lacks is not found",
    ),
];

const PAUSED_CLOCK: &str =
    "thousands of steps of a paused clock take more than 20 minutes under Wine";

/// Rust's standard library takes random numbers from a function that Wine 8 lacks. For tests alone.
const RANDOM: &str = "
#include <stdbool.h>
#include <stddef.h>
bool __stdcall SystemFunction036(void *buffer, unsigned long size);
__declspec(dllexport) bool __stdcall ProcessPrng(unsigned char *buffer, size_t size) {
    return SystemFunction036(buffer, (unsigned long)size);
}
";

/// Installs Wine, and lays the library that it lacks beside the programs.
pub(crate) fn prepare(programs: &Path) -> Result<()> {
    setup::install_missing(&PACKAGES)?;
    fs::create_dir_all(programs)?;
    fs::create_dir_all(folder())?;
    let source = folder().join("random.c");
    fs::write(&source, RANDOM).with_context(|| source.display().to_string())?;
    let mut compile = Command::new("x86_64-w64-mingw32-gcc");
    compile.arg("-shared").arg("-o");
    compile.arg(programs.join("bcryptprimitives.dll"));
    run(compile.arg(&source).arg("-ladvapi32"))
}

/// Has cargo run test programs under Wine, with a Windows of their own.
pub(crate) fn environment(cargo: &mut Command, programs: &Path) {
    cargo
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", PROGRAM)
        .env("WINEPREFIX", folder().join("wine"))
        // Also where the desktop program's WebView2Loader.dll is.
        .env("WINEPATH", programs)
        // A library for snapshots would ask cargo, which is no program of Windows here.
        .env("INSTA_WORKSPACE_ROOT", workspace::root())
        .env("WINEDEBUG", "-all");
}
