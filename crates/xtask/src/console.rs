//! What these commands print.

/// Prints a line of progress or an error on standard error.
#[expect(clippy::print_stderr, reason = "progress belongs on standard error")]
pub(crate) fn status(line: &str) {
    eprintln!("{line}");
}

/// Prints a line of a command's result on standard output.
#[expect(clippy::print_stdout, reason = "results belong on standard output")]
pub(crate) fn print(line: &str) {
    println!("{line}");
}
