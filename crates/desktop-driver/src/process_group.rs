//! Child processes that are killed with everything they started.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::error::{Context, Result};

/// A program in its own process group. Dropping it kills the whole group, so that the processes
/// the program started (a web view starts three) end too.
#[derive(Debug)]
pub struct ProcessGroup {
    leader: Child,
    name: String,
}

impl ProcessGroup {
    /// Starts `command` in a new process group.
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        let leader = command
            .process_group(0)
            .spawn()
            .context(format!("starting {name}"))?;
        Ok(Self {
            leader,
            name: name.to_owned(),
        })
    }

    pub(crate) fn leader(&mut self) -> &mut Child {
        &mut self.leader
    }

    /// The process ID of the program that was started.
    pub fn id(&self) -> u32 {
        self.leader.id()
    }

    /// The first line of the program's piped standard output, without its line break.
    pub(crate) fn read_line(&mut self) -> Result<String> {
        let mut line = String::new();
        if let Some(output) = self.leader.stdout.take() {
            BufReader::new(output)
                .read_line(&mut line)
                .context(format!("reading the output of {}", self.name))?;
        }
        Ok(line.trim().to_owned())
    }

    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.leader.try_wait(), Ok(None))
    }

    /// Sends a signal to every process of the group.
    pub(crate) fn signal(&self, signal: Signal) -> Result<()> {
        let Some(group) = i32::try_from(self.id()).ok().and_then(Pid::from_raw) else {
            return Ok(());
        };
        kill_process_group(group, signal).context(format!("signalling {}", self.name))
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        // Fails when the group has ended already.
        let _ = self.signal(Signal::KILL);
        let _ = self.leader.wait();
    }
}
