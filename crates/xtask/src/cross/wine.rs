use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::programs::run;
use crate::{setup, workspace};

use super::toolchain::folder;

const PACKAGES: [&str; 2] = ["wine", "wine64"];

const PROGRAM: &str = "/usr/lib/wine/wine64";

/// Tests that Wine can't run, by the reason.
const UNSUPPORTED: [(&str, &[&str]); 8] = [
    (
        "thousands of steps of a paused clock take more than 20 minutes under Wine",
        &[
            "clocks::refreshes_are_neither_missed_nor_bunched_when_the_wall_clock_changes",
            "clocks::background_refreshes_prompt_for_a_locked_keychain_once_a_day",
        ],
    ),
    (
        "Wine does not say why it trusts no certificate",
        &["tls::private_ca_is_trusted_only_with_its_file"],
    ),
    (
        "Wine lists the keychain's entries at addresses that are not aligned",
        &[
            "a_key_is_updated_in_place",
            "removing_a_pool_removes_the_entries_of_all_its_hosts",
        ],
    ),
    (
        "the log of a database that is open can't be removed on Windows, as the test does",
        &[
            "damaged_store::after_a_damaged_database_keys_of_the_keychain_still_work",
            "webhook_consent::a_backup_restores_no_webhook",
        ],
    ),
    (
        "Windows takes the time zone from its settings, not from TZ",
        &["goldens::colors", "goldens::tables_and_documents"],
    ),
    (
        "the vendor's and the assistant's clients are programs of this system",
        &[
            "mcp::an_assistant_reads_what_the_console_prints",
            "mcp::texts_of_servers_are_short_plain_data_and_change_no_description",
            "mcp::while_it_is_off_the_assistant_is_told_so",
            "mcp::wrong_questions_are_answered_with_the_reason",
            "python_client_reads_what_is_served",
            "node_client_reads_what_is_served",
        ],
    ),
    (
        "without a PATH the library that Wine lacks is not found",
        &["export::missing_window_is_said"],
    ),
    (
        "Wine ends a connection that was reset without an error",
        &["disruptions::response_ends_at_the_position"],
    ),
];

/// Each of these tests, and why it is skipped.
pub(crate) fn skipped() -> impl Iterator<Item = (&'static str, &'static str)> {
    let tests = |(reason, tests): (&'static str, &'static [&'static str])| {
        tests.iter().map(move |test| (*test, reason))
    };
    UNSUPPORTED.into_iter().flat_map(tests)
}

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
