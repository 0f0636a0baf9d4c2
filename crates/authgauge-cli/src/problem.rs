//! Why a command did not do what it should.

use authgauge_core::error::{ErrorCode, Failure};

use crate::exit::Exit;

/// What is said, the exit code, and what a document says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) exit: Exit,
    pub(crate) text: String,
    pub(crate) failure: Failure,
}

impl Problem {
    /// Wrong usage.
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        Self::from(ErrorCode::ArgumentsInvalid).saying(text)
    }

    /// Another process has the data folder open.
    pub(crate) fn is_of_another_owner(&self) -> bool {
        self.failure.params.pid.is_some()
    }

    /// Says more than the code and the reason.
    #[must_use]
    pub(crate) fn saying(self, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self {
            exit: Exit::of(&failure),
            text: explain(&failure),
            failure,
        }
    }
}

impl From<ErrorCode> for Problem {
    fn from(code: ErrorCode) -> Self {
        Failure::from(code).into()
    }
}

/// The code, the reason, and the process that has the data open.
pub(crate) fn explain(failure: &Failure) -> String {
    let code = failure.code;
    let what = failure.reason().or(failure.params.field.as_deref());
    match (what, failure.params.pid) {
        (Some(reason), Some(pid)) => {
            format!("{code} ({reason}): Authgauge has this data folder open, as process {pid}")
        }
        (Some(reason), None) => format!("{code} ({reason})"),
        (None, _) => code.to_string(),
    }
}
