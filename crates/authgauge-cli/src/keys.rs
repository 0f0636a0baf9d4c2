//! Access keys on computers without a desktop, which have no keychain.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use authgauge_app::{KeyFileOrigin, KeyFileProblem, read_key_file};
use authgauge_core::error::ErrorCode;
use authgauge_core::pool::Pool;
use genauth::{AccessKey, AccessKeySecret};

use crate::problem::Problem;

/// The folder in which systemd puts a service's credentials.
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

const ID: &str = "AUTHGAUGE_ACCESS_KEY_ID";
const SECRET: &str = "AUTHGAUGE_ACCESS_KEY_SECRET";

/// Where access keys are looked for before the keychain.
pub(crate) struct KeySources {
    credentials: Option<PathBuf>,
    file: Option<PathBuf>,
}

impl KeySources {
    /// With the file that the user named.
    pub(crate) fn new(file: Option<PathBuf>) -> Self {
        Self {
            credentials: credentials_folder(env::var_os(CREDENTIALS)),
            file,
        }
    }

    /// The key given for a pool; None leaves it to the keychain. A file and the variables name no pool: they are used
    /// only if the command is about one, so that no key is sent to the host of another.
    ///
    /// # Errors
    /// A file or variables that give no key; a file for several pools.
    pub(crate) fn of_pool(
        &self,
        pool: &Pool,
        is_only_one: bool,
    ) -> Result<Option<AccessKey>, Problem> {
        if let Some(key) = self.credential(pool)? {
            return Ok(Some(key));
        }
        match (is_only_one, &self.file) {
            (true, _) => self.of_any(),
            (false, Some(_)) => Err(Problem::usage("--key-file needs one --pool")),
            (false, None) => Ok(None),
        }
    }

    /// The key of the file, else of the variables.
    ///
    /// # Errors
    /// A file or variables that give no key.
    pub(crate) fn of_any(&self) -> Result<Option<AccessKey>, Problem> {
        match &self.file {
            Some(file) => read(file, KeyFileOrigin::User).map(Some),
            None => of_variables(),
        }
    }

    /// A credential with the ID or the name of the pool.
    fn credential(&self, pool: &Pool) -> Result<Option<AccessKey>, Problem> {
        let Some(folder) = &self.credentials else {
            return Ok(None);
        };
        let names = [Some(&*pool.id.0), file_name(&pool.name)];
        for path in names.into_iter().flatten().map(|name| folder.join(name)) {
            match read_key_file(&path, KeyFileOrigin::ServiceManager) {
                Err(KeyFileProblem::Missing) => {}
                Err(problem) => return Err(refused(&path, problem)),
                Ok(key) => return Ok(Some(key)),
            }
        }
        Ok(None)
    }
}

/// The folder that the service manager names. Its path is absolute; an empty one would be the current folder, where
/// others may put files.
fn credentials_folder(variable: Option<OsString>) -> Option<PathBuf> {
    variable
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
}

/// A name that can't lead to another folder.
fn file_name(name: &str) -> Option<&str> {
    let is_plain = Path::new(name).file_name().is_some_and(|file| file == name);
    is_plain.then_some(name)
}

fn of_variables() -> Result<Option<AccessKey>, Problem> {
    // Start scripts unset a variable by an empty one.
    let variable = |name| env::var(name).ok().filter(|text| !text.is_empty());
    match (variable(ID), variable(SECRET)) {
        (None, None) => Ok(None),
        (Some(id), Some(secret)) => {
            let key = AccessKey::new(id, AccessKeySecret::new(secret));
            let malformed = |_| not_a_key("are no access key");
            key.map(Some).map_err(malformed)
        }
        _ => Err(not_a_key("go together")),
    }
}

fn not_a_key(why: &str) -> Problem {
    Problem::from(ErrorCode::KeyMalformed).saying(format!("{ID} and {SECRET} {why}"))
}

fn read(path: &Path, origin: KeyFileOrigin) -> Result<AccessKey, Problem> {
    read_key_file(path, origin).map_err(|problem| refused(path, problem))
}

fn refused(path: &Path, problem: KeyFileProblem) -> Problem {
    let code = match problem {
        KeyFileProblem::NotUnderstood => ErrorCode::KeyMalformed,
        _ => ErrorCode::KeyMissing,
    };
    Problem::from(code).saying(format!("{}: {problem}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_not_looked_for_in_the_current_folder() {
        let folder = |text: &str| credentials_folder(Some(text.into()));
        for relative in ["", ".", "credentials", "../other"] {
            assert_eq!(folder(relative), None, "{relative}");
        }
        let absolute = if cfg!(windows) { r"C:\run" } else { "/run" };
        assert_eq!(folder(absolute), Some(PathBuf::from(absolute)));
        assert_eq!(credentials_folder(None), None);
    }

    #[test]
    fn name_of_a_pool_leads_to_no_other_folder() {
        for name in ["Acme", "Acme 生产", ".hidden", "a..b"] {
            assert_eq!(file_name(name), Some(name));
        }
        for name in ["", ".", "..", "/etc/passwd", "../key", "a/b", "a/"] {
            assert_eq!(file_name(name), None, "{name}");
        }
    }
}
