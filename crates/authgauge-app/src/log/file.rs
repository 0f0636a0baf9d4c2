//! The day's log file: private, limited in size, a new one each day.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use super::days;
use authgauge_core::clock::Clock;
use authgauge_store::folder::prepare_subfolder;

/// How much is kept of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogLimits {
    /// Bytes per day.
    pub bytes: u64,
    /// Days, today included.
    pub days: usize,
}

impl Default for LogLimits {
    fn default() -> Self {
        Self {
            bytes: 5 * 1024 * 1024,
            days: 7,
        }
    }
}

/// The last line of a day whose file is full.
const FULL: &[u8] = b"-- full: nothing more is written on this day (UTC) --\n";

/// Writes lines into the day's file.
pub(super) struct DailyFile {
    data_dir: PathBuf,
    clock: Clock,
    limits: LogLimits,
    open: Option<Open>,
}

struct Open {
    day: NaiveDate,
    path: PathBuf,
    file: File,
    size: u64,
    full: bool,
}

impl DailyFile {
    pub(super) fn new(data_dir: &Path, clock: Clock, limits: LogLimits) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            clock,
            limits,
            open: None,
        }
    }

    /// Writes a line into today's file. After a failure the next line opens it again.
    pub(super) fn write(&mut self, line: &[u8]) -> io::Result<()> {
        let today = (self.clock)().date_naive();
        let mut open = match self.open.take() {
            Some(open) if open.day == today && is_same_file(&open.path, &open.file) => open,
            _ => self.begin(today)?,
        };
        open.write(line, self.limits.bytes)?;
        self.open = Some(open);
        Ok(())
    }

    fn begin(&self, day: NaiveDate) -> io::Result<Open> {
        let folder = prepare_subfolder(&self.data_dir, super::FOLDER)?;
        let path = folder.join(days::name_of(day));
        let file = open_private(&path)?;
        let size = file.metadata()?.len();
        // Old files that can't be removed do not prevent logging.
        let _ = days::forget_old(&folder, day, self.limits.days);
        let mut open = Open {
            day,
            path,
            file,
            size,
            full: false,
        };
        open.resume()?;
        Ok(open)
    }
}

impl Open {
    /// Continues after an earlier start: ends its last line, and notices that the file is full.
    fn resume(&mut self) -> io::Result<()> {
        let end = u64::try_from(FULL.len()).unwrap_or_default();
        let mut last = Vec::new();
        self.file
            .seek(SeekFrom::Start(self.size.saturating_sub(end)))?;
        (&self.file).take(end).read_to_end(&mut last)?;
        self.full = last == FULL;
        match last.last() {
            None | Some(b'\n') => Ok(()),
            Some(_) => self.append(b"\n"),
        }
    }

    fn write(&mut self, line: &[u8], most: u64) -> io::Result<()> {
        if self.full {
            return Ok(());
        }
        let room = most.saturating_sub(self.size);
        if room >= length(line) + length(FULL) {
            return self.append(line);
        }
        self.full = true;
        self.append(FULL)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.size += length(bytes);
        Ok(())
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// Opens a file that only its owner may read and write; links are not followed. Another user's file is refused,
/// since its mode can't be changed.
fn open_private(path: &Path) -> io::Result<File> {
    let refused = || io::Error::from(io::ErrorKind::PermissionDenied);
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => return Err(refused()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true).read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    if !is_same_file(path, &file) {
        return Err(refused());
    }
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

/// Whether the path still names this file, and is not a link.
#[cfg(unix)]
fn is_same_file(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(named), Ok(open)) = (fs::symlink_metadata(path), file.metadata()) else {
        return false;
    };
    (named.dev(), named.ino()) == (open.dev(), open.ino())
}

/// Open files can't be removed here, and making links needs a privilege.
#[cfg(not(unix))]
fn is_same_file(_path: &Path, _file: &File) -> bool {
    true
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;

    use super::*;

    #[test]
    fn logging_resumes_after_a_full_disk() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("logs");
        let clock = Arc::new(|| DateTime::UNIX_EPOCH);
        let mut log = DailyFile::new(dir.path(), clock, LogLimits::default());
        let path = PathBuf::from("/dev/full");
        let file = OpenOptions::new().append(true).open(&path).unwrap();
        log.open = Some(Open {
            day: DateTime::UNIX_EPOCH.date_naive(),
            path,
            file,
            size: 0,
            full: false,
        });
        let refused = log.write(b"lost\n").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::StorageFull);
        log.write(b"kept\n").unwrap();
        let text = fs::read_to_string(folder.join("authgauge-1970-01-01.log"));
        assert_eq!(text.unwrap(), "kept\n");
    }
}
