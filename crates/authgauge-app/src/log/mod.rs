//! What happened, for whoever has to find out why: one file a day in the folder `logs`, by `tracing`.
//!
//! A file is for its owner alone, is never longer than 5 MiB, and goes after seven days. What is written into
//! it goes by type: numbers, and texts of a known name and shape; anything else is left out, so that no
//! secret can be logged by an oversight. Events are said with literal words and never with a server's.
//!
//! Writing is a thread's own matter: nobody waits for a disk, and a folder that cannot be written costs the
//! log and nothing else. Deliberately not in here: logs of the libraries, which may hold headers.

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
pub use file::Limits;
pub use panics::tell_of_panics;
pub(crate) use shape::Shape;

use file::DailyFile;
use line::{SafeFields, Time};
use thread::WritingThread;

/// The folder of the logs, in the data folder.
const FOLDER: &str = "logs";

/// The way to the log's thread. Clones share it.
#[derive(Clone)]
pub struct Log {
    folder: PathBuf,
    thread: Arc<WritingThread>,
    clock: Clock,
}

impl Log {
    /// The log of this data folder. Nothing is made before the first line.
    pub fn of(data_dir: &Path, clock: Clock) -> Self {
        Self::with_limits(data_dir, clock, Limits::default())
    }

    /// The same with other limits.
    pub fn with_limits(data_dir: &Path, clock: Clock, limits: Limits) -> Self {
        let folder = data_dir.join(FOLDER);
        let file = DailyFile::new(data_dir, folder.clone(), clock.clone(), limits);
        Self {
            folder,
            thread: Arc::new(WritingThread::start(file)),
            clock,
        }
    }

    /// Takes what is said from now on in the whole process, at the levels asked for: `debug`, or
    /// `authgauge=debug,genauth=trace`; `info` if nothing is. A process has one log: a later one is not heard.
    pub fn listen(&self, levels: Option<&str>) {
        let _ = tracing::subscriber::set_global_default(self.subscriber(levels));
    }

    /// What takes events and writes them into this log.
    pub fn subscriber(&self, levels: Option<&str>) -> impl Subscriber + Send + Sync + 'static {
        let lines = layer()
            .with_writer(Arc::clone(&self.thread))
            .with_ansi(false)
            .with_timer(Time(self.clock.clone()))
            .fmt_fields(SafeFields)
            .log_internal_errors(false);
        registry().with(levels::levels(levels)).with(lines)
    }

    /// Where the files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why the last line could not be written, if it could not.
    pub fn trouble(&self) -> Option<io::ErrorKind> {
        self.thread.trouble()
    }

    /// Waits until everything said so far is in the file, a minute at most: for whoever reads it then.
    pub fn settle(&self) {
        self.thread.settle();
    }

    /// Waits, for a second at most, until everything said so far is in the file, and lets go of it. Nothing is
    /// written after that.
    pub fn close(&self) {
        self.thread.close();
    }
}

/// A kind by the name that the window and the database have for it.
pub(crate) struct Named<T>(pub(crate) T);

impl<T: Serialize> Display for Named<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}
