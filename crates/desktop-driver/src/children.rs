//! Programs that end with the value that started them.

use std::{
    os::unix::process::CommandExt,
    process::{Child, Command},
};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::{Result, error::Doing};

/// A program in a process group of its own; dropping it ends the whole group, so that what the
/// program started (a web view starts three more) goes with it.
#[derive(Debug)]
pub struct Companion {
    child: Child,
    name: String,
}

impl Companion {
    /// Starts `command` in a new process group.
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        let child = command
            .process_group(0)
            .spawn()
            .doing(format!("starting {name}"))?;
        Ok(Self {
            child,
            name: name.to_owned(),
        })
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// The program's process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// True until the program has ended.
    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Sends a signal to the program and all that it started.
    pub(crate) fn signal(&self, signal: Signal) -> Result<()> {
        let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) else {
            return Ok(());
        };
        kill_process_group(group, signal)
            .map_err(std::io::Error::from)
            .doing(format!("signalling {}", self.name))
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        // The group may have ended by itself; then there is nobody left to tell.
        let _ = self.signal(Signal::KILL);
        let _ = self.child.wait();
    }
}
