//! The programs that receive alerts. Only `hooks.toml` in the owner's configuration folder names them, so that no
//! page, database or backup can have one run.

mod file;
mod parse;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use authgauge_core::identity::IDENTIFIER;

pub(crate) use parse::is_program;

/// The file's name.
const FILE: &str = "hooks.toml";

/// A program that receives each alert on its standard input. Arguments may contain a password, so Debug omits them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct HookProgram {
    /// Its absolute path.
    pub path: String,
    /// Passed as they are.
    #[serde(default)]
    pub arguments: Vec<String>,
}

/// What `hooks.toml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HookPrograms {
    /// The file's path; empty where there is no configuration folder, and in the demo.
    pub file: String,
    /// None run while the file is refused.
    pub programs: Vec<HookProgram>,
    /// Why the file is refused.
    pub refused: Option<HooksFileProblem>,
}

/// Why `hooks.toml` is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HooksFileProblem {
    /// It can't be read.
    Unreadable,
    /// A link, a folder or a device.
    NotAFile,
    /// Another user's.
    Foreign,
    /// Others may read or write it.
    NotPrivate,
    /// Its folder, or one above, is another user's, or others may write to it.
    FolderNotPrivate,
    /// In the data folder, which may come from elsewhere.
    InDataFolder,
    /// Longer than 64 kB.
    TooLong,
    /// Not of the documented form.
    NotUnderstood {
        /// The line, from 1.
        line: u32,
        /// The parser's words, in English.
        message: String,
    },
    /// More than 16 programs.
    TooMany,
    /// The path isn't absolute, or a text is too long.
    Program {
        /// Which one, from 1.
        number: u32,
    },
}

/// Reads the file: at the start, before each use, and when the window asks.
pub(crate) struct HooksFile {
    path: Option<PathBuf>,
    data_dir: PathBuf,
    last: Mutex<HookPrograms>,
}

impl HooksFile {
    /// With the file of a configuration folder; without one there are no programs.
    pub(crate) fn open(folder: Option<PathBuf>, data_dir: &Path) -> Self {
        let file = Self {
            path: folder.map(|folder| folder.join(FILE)),
            data_dir: data_dir.to_owned(),
            last: Mutex::default(),
        };
        file.read();
        file
    }

    /// Blocks. Reads the file again.
    pub(crate) fn read(&self) -> HookPrograms {
        let Some(path) = &self.path else {
            return HookPrograms::default();
        };
        let text = file::read(path, &self.data_dir);
        let programs =
            text.and_then(|text| text.map_or(Ok(Vec::new()), |text| parse::parse(&text)));
        let (programs, refused) = match programs {
            Ok(programs) => (programs, None),
            Err(problem) => (Vec::new(), Some(problem)),
        };
        let now = HookPrograms {
            file: path.display().to_string(),
            programs,
            refused,
        };
        let mut last = self.lock();
        if *last != now {
            log(&now);
            last.clone_from(&now);
        }
        now
    }

    /// What it said when it was last read.
    pub(crate) fn last(&self) -> HookPrograms {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, HookPrograms> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HooksFileProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NotAFile => "not_a_file",
            Self::Foreign => "foreign",
            Self::NotPrivate => "not_private",
            Self::FolderNotPrivate => "folder_not_private",
            Self::InDataFolder => "in_data_folder",
            Self::TooLong => "too_long",
            Self::NotUnderstood { .. } => "not_understood",
            Self::TooMany => "too_many",
            Self::Program { .. } => "program",
        }
    }
}

impl fmt::Debug for HookProgram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookProgram").finish_non_exhaustive()
    }
}

/// The configuration folder: on macOS and Windows another one than that of the data.
pub(crate) fn config_folder() -> Option<PathBuf> {
    let folder = match cfg!(windows) {
        true => dirs::config_local_dir(),
        false => dirs::preference_dir(),
    };
    folder.map(|folder| folder.join(IDENTIFIER))
}

fn log(programs: &HookPrograms) {
    match &programs.refused {
        None => tracing::info!(programs = programs.programs.len(), "hooks.toml was read"),
        Some(problem) => tracing::warn!(reason = problem.code(), "hooks.toml is refused"),
    }
}
