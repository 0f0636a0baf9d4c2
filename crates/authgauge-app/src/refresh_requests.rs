//! Lets another process of the same user ask the owner process to refresh pools: by files in a folder of the data
//! folder, which only its user can open. This works the same on every system, opens no port and carries no key.

use std::collections::HashMap;
use std::fs::{self, DirEntry};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_store::folder::{self, is_own, prepare_subfolder};
use authgauge_store::plain_file::{self, Links};
use authgauge_store::save_file;

/// In the data folder.
const FOLDER: &str = "refresh";

const REQUEST: &str = "request";
const ANSWER: &str = "answer";

/// How often the owner looks for requests. A look is one call of the system.
const OWNER_LOOKS: Duration = Duration::from_secs(2);

/// How often the asking process looks for the answer.
const ASKER_LOOKS: Duration = Duration::from_millis(50);

/// More than any request needs; in bytes.
const MAX_LENGTH: u64 = 1 << 16;

#[derive(Serialize, Deserialize)]
struct Request {
    pools: Vec<PoolId>,
}

/// Which refreshes failed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshAnswer {
    /// By pool.
    pub failures: HashMap<PoolId, Failure>,
}

/// A request that waits for its answer. It is withdrawn when this is dropped.
pub struct RefreshRequest {
    request: PathBuf,
}

impl RefreshRequest {
    /// Asks the owner of a data folder.
    ///
    /// # Errors
    /// `store_failed` where nothing can be written.
    pub fn send(data_dir: &Path, pools: Vec<PoolId>) -> Result<Self, Failure> {
        let failed = || Failure::from(ErrorCode::StoreFailed);
        let folder = prepare_subfolder(data_dir, FOLDER).map_err(|_| failed())?;
        let name = Uuid::new_v4().to_string();
        let request = folder.join(name).with_extension(REQUEST);
        let content = serde_json::to_vec(&Request { pools }).map_err(|_| failed())?;
        save_file(&request, &content).map_err(|_| failed())?;
        Ok(Self { request })
    }

    /// Waits for the answer. Blocks.
    ///
    /// # Errors
    /// `timed_out`.
    pub fn wait(&self, limit: Duration) -> Result<RefreshAnswer, Failure> {
        let began = Instant::now();
        while began.elapsed() < limit {
            if let Some(answer) = read(&self.request.with_extension(ANSWER)) {
                return Ok(answer);
            }
            sleep(ASKER_LOOKS);
        }
        Err(ErrorCode::TimedOut.into())
    }
}

impl Drop for RefreshRequest {
    fn drop(&mut self) {
        for path in [self.request.clone(), self.request.with_extension(ANSWER)] {
            // The owner removes what stays here.
            let _ = fs::remove_file(path);
        }
    }
}

/// The owner's side: where requests arrive.
#[derive(Default)]
pub(crate) struct RefreshInbox {
    folder: OnceLock<PathBuf>,
}

impl RefreshInbox {
    /// Sets the data folder to look in, and removes answers that no console read. A data folder may come from elsewhere:
    /// what others can write, and what a link leads to, is left alone.
    pub(crate) fn open(&self, data_dir: &Path) {
        let folder = data_dir.join(FOLDER);
        let is_usable = match fs::symlink_metadata(&folder) {
            Ok(found) => found.is_dir() && is_own(&found),
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        if !is_usable || folder::check(data_dir).is_err() {
            return;
        }
        let folder = self.folder.get_or_init(|| folder);
        for path in files(folder, ANSWER) {
            let _ = fs::remove_file(path);
        }
    }

    /// Waits for the next request. None without a data folder that can be used.
    pub(crate) async fn next(&self) -> Option<ReceivedRequest> {
        let folder = self.folder.get()?;
        loop {
            tokio::time::sleep(OWNER_LOOKS).await;
            if let Some(request) = files(folder, REQUEST).pop() {
                let pools = read(&request).map(|Request { pools }| pools);
                return Some(ReceivedRequest {
                    request,
                    pools: pools.unwrap_or_default(),
                });
            }
        }
    }
}

/// A request that the owner received.
pub(crate) struct ReceivedRequest {
    request: PathBuf,
    pub(crate) pools: Vec<PoolId>,
}

impl ReceivedRequest {
    /// Answers it, unless it was withdrawn meanwhile.
    pub(crate) fn reply(self, answer: &RefreshAnswer) {
        if self.request.exists()
            && let Ok(content) = serde_json::to_vec(answer)
        {
            let _ = save_file(&self.request.with_extension(ANSWER), &content);
            let _ = fs::remove_file(self.request);
        }
    }
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_plain = |entry: &DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
    let paths = entries.filter(is_plain).map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == extension))
        .collect()
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Option<T> {
    let (file, _) = plain_file::open(path, Links::Refused).ok()?;
    let content = plain_file::read_to_limit(file, MAX_LENGTH).ok()?;
    serde_json::from_slice(&content).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_request_is_answered_and_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let inbox = RefreshInbox::default();
        inbox.open(dir.path());
        let (data_dir, pool) = (dir.path().to_owned(), PoolId("p1".to_owned()));
        let asked = pool.clone();
        let asking = tokio::task::spawn_blocking(move || {
            let request = RefreshRequest::send(&data_dir, vec![asked]).unwrap();
            request.wait(Duration::from_secs(60)).unwrap()
        });
        let received = inbox.next().await.unwrap();
        assert_eq!(received.pools, std::slice::from_ref(&pool));
        received.reply(&RefreshAnswer {
            failures: HashMap::from([(pool.clone(), ErrorCode::Unreachable.into())]),
        });
        let answer = asking.await.unwrap();
        assert_eq!(answer.failures[&pool].code, ErrorCode::Unreachable);
        let left = fs::read_dir(dir.path().join(FOLDER)).unwrap();
        assert_eq!(left.count(), 0);
    }

    #[test]
    fn a_request_that_nobody_answers_is_withdrawn() {
        let dir = tempfile::tempdir().unwrap();
        let request = RefreshRequest::send(dir.path(), Vec::new()).unwrap();
        let failure = request.wait(Duration::from_millis(1)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::TimedOut);
        drop(request);
        assert_eq!(
            files(&dir.path().join(FOLDER), REQUEST),
            [""; 0].map(PathBuf::from)
        );
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_folder_of_others_or_behind_a_link_is_neither_read_nor_cleared() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        for mode in [0o700, 0o770] {
            let dir = tempfile::tempdir().unwrap();
            let (data_dir, theirs) = (dir.path().join("data"), dir.path().join("theirs"));
            fs::create_dir_all(&theirs).unwrap();
            fs::create_dir(&data_dir).unwrap();
            let folder = data_dir.join(FOLDER);
            match mode {
                0o700 => symlink(&theirs, &folder).unwrap(),
                _ => fs::create_dir(&folder).unwrap(),
            }
            fs::set_permissions(&data_dir, fs::Permissions::from_mode(mode)).unwrap();
            fs::write(folder.join("letter.answer"), "kept").unwrap();
            fs::write(folder.join("letter.request"), "{\"pools\":[]}").unwrap();
            let inbox = RefreshInbox::default();
            inbox.open(&data_dir);
            assert!(inbox.next().await.is_none(), "{mode:o}");
            let left = fs::read_dir(&folder).unwrap().count();
            assert_eq!(left, 2, "{mode:o}");
        }
    }

    #[tokio::test]
    async fn a_folder_in_place_of_a_request_does_not_hold_up_others() {
        let dir = tempfile::tempdir().unwrap();
        let request = RefreshRequest::send(dir.path(), vec![PoolId("p1".to_owned())]).unwrap();
        for name in ["0.request", "zz.request"] {
            fs::create_dir(dir.path().join(FOLDER).join(name)).unwrap();
        }
        let inbox = RefreshInbox::default();
        inbox.open(dir.path());
        let received = inbox.next().await.unwrap();
        assert_eq!(received.pools.len(), 1);
        drop(request);
    }

    #[test]
    fn nothing_is_read_through_a_link_or_from_a_long_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("long.answer");
        fs::write(&path, " ".repeat(1 << 17) + "{}").unwrap();
        assert!(read::<RefreshAnswer>(&path).is_none());
        fs::write(&path, "{\"failures\":{}}").unwrap();
        assert!(read::<RefreshAnswer>(&path).is_some());
        #[cfg(unix)]
        {
            let link = dir.path().join("link.answer");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            assert!(read::<RefreshAnswer>(&link).is_none());
        }
    }
}
