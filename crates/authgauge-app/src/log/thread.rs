//! The thread that writes, so that nothing waits for a slow disk.

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

/// Lines that may wait for the disk. More are dropped and counted.
const QUEUE: usize = 4096;

/// How long `close` waits.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// How long `settle` waits.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(60);

/// The pause between tries while the queue is full.
const RETRY_PAUSE: Duration = Duration::from_millis(5);

/// The side of those who log.
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
        let (tasks, waiting) = sync_channel(QUEUE);
        let shared = Arc::<Shared>::default();
        let worker_shared = Arc::clone(&shared);
        // Without a thread there is no log.
        let _ = std::thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || work(file, &waiting, &worker_shared));
        Self { tasks, shared }
    }

    pub(super) fn trouble(&self) -> Option<io::ErrorKind> {
        *self.shared.trouble()
    }

    pub(super) fn settle(&self) {
        self.wait_for(Task::Settle, SETTLE_TIMEOUT);
    }

    pub(super) fn close(&self) {
        self.wait_for(Task::Close, CLOSE_TIMEOUT);
    }

    fn wait_for(&self, task: impl FnOnce(SyncSender<()>) -> Task, limit: Duration) {
        let (done, is_done) = sync_channel(1);
        let mut task = task(done);
        let end = Instant::now() + limit;
        while let Err(TrySendError::Full(refused)) = self.tasks.try_send(task) {
            if Instant::now() >= end {
                return;
            }
            std::thread::sleep(RETRY_PAUSE);
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

/// Receives lines, each in one call.
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
