use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::process;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::atomic_file::{self, Access};
use super::folder::is_own_plain_file;
use super::plain_file::{self, Links};

const LOCK: &str = "authgauge.lock";

/// A separate file: on Windows a locked file cannot be read.
const PID: &str = "authgauge.pid";

/// In bytes.
const MAX_PID_LENGTH: u64 = 16;

/// The longest wait for an exiting owner.
const MAX_WAIT: Duration = Duration::from_secs(1);
const RETRY_DELAY: Duration = Duration::from_millis(10);

/// Marks this process as the owner of a data folder. The system releases it when the process ends.
pub(crate) struct OwnerLock {
    /// `None` where the file system has no locks. SQLite could not share the database there either.
    _file: Option<File>,
}

/// The reason why the lock was not acquired.
#[derive(Debug)]
pub(crate) enum NotLocked {
    /// Another process holds it: its ID, if recorded.
    Held(Option<u32>),
    /// The lock file belongs to another user, or is not a plain file.
    Foreign,
    /// It cannot be created.
    Io(io::ErrorKind),
}

impl OwnerLock {
    /// Acquires the lock of a folder.
    pub(crate) fn acquire(folder: &Path) -> Result<Self, NotLocked> {
        let file = open(&folder.join(LOCK))?;
        let begin = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(_)) => return Ok(Self { _file: None }),
                Err(TryLockError::WouldBlock) if begin.elapsed() < MAX_WAIT => sleep(RETRY_DELAY),
                Err(TryLockError::WouldBlock) => return Err(NotLocked::Held(pid(folder))),
            }
        }
        if write_pid(folder).is_err() {
            tracing::warn!("the owner's process ID could not be recorded");
        }
        Ok(Self { _file: Some(file) })
    }
}

/// Opens the file without following a link, and creates it if there is none.
fn open(path: &Path) -> Result<File, NotLocked> {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.clone().create_new(true).open(path) {
        Ok(file) => return Ok(file),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(not_created(error)),
    }
    match is_own_plain_file(path) {
        Ok(true) => super::make_private(path)
            .and_then(|()| options.open(path))
            .map_err(not_created),
        Ok(false) => Err(NotLocked::Foreign),
        Err(error) => Err(not_created(error)),
    }
}

fn not_created(error: io::Error) -> NotLocked {
    NotLocked::Io(error.kind())
}

fn write_pid(folder: &Path) -> io::Result<()> {
    let path = folder.join(PID);
    let part = super::with_suffix(&path, ".part");
    // A killed process may have left it.
    let _ = fs::remove_file(&part);
    let pid = process::id().to_string();
    atomic_file::write(&path, &part, pid.as_bytes(), Access::Private)
}

fn pid(folder: &Path) -> Option<u32> {
    let (file, _) = plain_file::open(&folder.join(PID), Links::Refused).ok()?;
    let text = plain_file::read_to_limit(file, MAX_PID_LENGTH).ok()?;
    std::str::from_utf8(&text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_owner_is_rejected_until_the_first_releases_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let first = OwnerLock::acquire(dir.path()).unwrap();
        let second = OwnerLock::acquire(dir.path());
        assert!(matches!(second, Err(NotLocked::Held(Some(pid))) if pid == process::id()));
        drop(first);
        assert!(OwnerLock::acquire(dir.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn pipe_in_place_of_the_process_id_is_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let _first = OwnerLock::acquire(dir.path()).unwrap();
        let pid = dir.path().join(PID);
        fs::remove_file(&pid).unwrap();
        let made = process::Command::new("mkfifo").arg(&pid).status();
        assert!(made.unwrap().success());
        let second = OwnerLock::acquire(dir.path());
        assert!(matches!(second, Err(NotLocked::Held(None))));
    }

    #[cfg(unix)]
    #[test]
    fn link_in_place_of_the_lock_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("target");
        fs::write(&target, "text").unwrap();
        for name in [LOCK, PID] {
            std::os::unix::fs::symlink(&target, dir.path().join(name)).unwrap();
        }
        assert!(matches!(
            OwnerLock::acquire(dir.path()),
            Err(NotLocked::Foreign)
        ));
        fs::remove_file(dir.path().join(LOCK)).unwrap();
        assert!(OwnerLock::acquire(dir.path()).is_ok());
        assert_eq!(fs::read_to_string(&target).unwrap(), "text");
        assert!(!dir.path().join(PID).is_symlink());
    }
}
