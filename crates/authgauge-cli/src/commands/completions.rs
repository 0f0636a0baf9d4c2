use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Args;
use crate::exit::Exit;
use crate::output::Output;

/// Prints the completions of a shell.
pub(super) fn print(shell: Shell, output: Output) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "authgauge", &mut script);
    output.print_line(String::from_utf8_lossy(&script).trim_end())
}
