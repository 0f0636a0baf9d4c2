//! The log: one file per day in the folder `logs`, written with `tracing`.
//!
//! A file is readable for its owner only, at most 5 MiB, and removed after seven days. Only numbers are written, and
//! texts whose field has a known shape; anything else is left out, so that no secret is logged by mistake.
//! Messages are literals, never a server's text.
//!
//! One thread writes, so that nothing waits for the disk; a folder that can't be written costs the log only.
//! Deliberately not in here: logs of libraries, which may contain headers.

mod days;
mod file;
mod levels;
mod line;
mod panics;
mod shape;
mod thread;

use std::{
    fmt::{self, Display},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Serialize;
use tracing::Subscriber;
use tracing_subscriber::{fmt::layer, layer::SubscriberExt as _, registry};

use authgauge_core::clock::Clock;
pub use file::LogLimits;
pub use panics::log_panics;
pub(crate) use shape::Shape;

use file::DailyFile;
use line::{SafeFields, Time};
use thread::WritingThread;

/// The folder of the logs, in the data folder.
const FOLDER: &str = "logs";

/// A handle to the log's thread. Clones share it.
#[derive(Clone)]
pub struct Log {
    folder: PathBuf,
    thread: Arc<WritingThread>,
    clock: Clock,
}

impl Log {
    /// The log of a data folder. The first line creates its file.
    pub fn new(data_dir: &Path, clock: Clock) -> Self {
        Self::with_limits(data_dir, clock, LogLimits::default())
    }

    /// The log of a data folder with other limits.
    pub fn with_limits(data_dir: &Path, clock: Clock, limits: LogLimits) -> Self {
        let file = DailyFile::new(data_dir, clock.clone(), limits);
        Self {
            folder: data_dir.join(FOLDER),
            thread: Arc::new(WritingThread::start(file)),
            clock,
        }
    }

    /// Logs this process's events from now on, at these levels: `debug`, or `authgauge=debug,genauth=trace`; `info`
    /// by default. A process has one log: later calls have no effect.
    pub fn listen(&self, levels: Option<&str>) {
        let _ = tracing::subscriber::set_global_default(self.subscriber(levels));
    }

    /// A subscriber that writes into this log.
    pub fn subscriber(&self, levels: Option<&str>) -> impl Subscriber + Send + Sync + 'static {
        let lines = layer()
            .with_writer(Arc::clone(&self.thread))
            .with_ansi(false)
            .with_timer(Time(self.clock.clone()))
            .fmt_fields(SafeFields)
            .log_internal_errors(false);
        registry().with(levels::levels(levels)).with(lines)
    }

    /// The folder of the files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why the last write failed, if it did.
    pub fn trouble(&self) -> Option<io::ErrorKind> {
        self.thread.trouble()
    }

    /// Waits until all lines so far are in the file, 60 s at most.
    pub fn settle(&self) {
        self.thread.settle();
    }

    /// Writes all lines so far, 1 s at most, and closes the file. Nothing is written after that.
    pub fn close(&self) {
        self.thread.close();
    }
}

/// A value by its serialised name.
pub(crate) struct Named<T>(pub(crate) T);

impl<T: Serialize> Display for Named<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}
