//! The thread that writes: a slow disk keeps nobody waiting.

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    time::{Duration, Instant},
};

use super::file::DailyFile;

/// Lines that may wait for the disk. What is said beyond them is lost, and counted.
const WAITING: usize = 4096;

/// How long the end waits for what was said last.
const PATIENCE: Duration = Duration::from_secs(1);

/// The same for whoever wants to read what was said.
const LONG: Duration = Duration::from_secs(60);

/// How long it looks away while others still wait for the disk.
const PAUSE: Duration = Duration::from_millis(5);

/// The speakers' end.
pub(super) struct WritingThread {
    tasks: SyncSender<Task>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    lost: AtomicU64,
    trouble: Mutex<Option<io::ErrorKind>>,
}

enum Task {
    Write(Vec<u8>),
    Settle(SyncSender<()>),
    Close(SyncSender<()>),
}

impl WritingThread {
    pub(super) fn start(file: DailyFile) -> Self {
        let (tasks, waiting) = sync_channel(WAITING);
        let shared = Arc::<Shared>::default();
        let told = Arc::clone(&shared);
        // Where no thread can be had there is no log, and nobody to tell it to.
        let _ = std::thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || work(file, &waiting, &told));
        Self { tasks, shared }
    }

    pub(super) fn trouble(&self) -> Option<io::ErrorKind> {
        *self.shared.trouble()
    }

    pub(super) fn settle(&self) {
        self.wait_for(Task::Settle, LONG);
    }

    pub(super) fn close(&self) {
        self.wait_for(Task::Close, PATIENCE);
    }

    fn wait_for(&self, task: impl FnOnce(SyncSender<()>) -> Task, patience: Duration) {
        let (done, is_done) = sync_channel(1);
        let mut task = task(done);
        let end = Instant::now() + patience;
        while let Err(TrySendError::Full(refused)) = self.tasks.try_send(task) {
            if Instant::now() >= end {
                return;
            }
            std::thread::sleep(PAUSE);
            task = refused;
        }
        let left = end.saturating_duration_since(Instant::now());
        let _ = is_done.recv_timeout(left);
    }
}

impl Shared {
    fn trouble(&self) -> std::sync::MutexGuard<'_, Option<io::ErrorKind>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn work(mut file: DailyFile, tasks: &Receiver<Task>, shared: &Shared) {
    for task in tasks {
        match task {
            Task::Write(line) => write(&mut file, &line, shared),
            Task::Settle(done) => drop(done.send(())),
            Task::Close(done) => {
                drop(file);
                let _ = done.send(());
                return;
            }
        }
    }
}

fn write(file: &mut DailyFile, line: &[u8], shared: &Shared) {
    let lost = shared.lost.swap(0, Ordering::Relaxed);
    let written = match lost {
        0 => Ok(()),
        lost => file.write(format!("-- {lost} lines were lost --\n").as_bytes()),
    };
    let written = written.and_then(|()| file.write(line));
    *shared.trouble() = written.err().map(|error| error.kind());
}

/// Takes lines, each in one piece, as the format gives them.
impl io::Write for &WritingThread {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.tasks.try_send(Task::Write(line.to_vec())).is_err() {
            self.shared.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
