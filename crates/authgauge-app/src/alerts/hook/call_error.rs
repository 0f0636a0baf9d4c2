//! Why a call failed, and whether it is made again.

use std::time::Duration;

use authgauge_core::error::{ErrorCode, Failure};

/// A call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CallError {
    pub(crate) failure: Failure,
    pub(crate) retry: Retry,
}

/// Whether a failed call is made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    /// Another attempt would fail as well.
    Never,
    /// Later. Other messages may get through.
    Message,
    /// Later, and nothing else is sent to the receiver until then: after this wait, if it asked for one.
    Receiver(Option<Duration>),
}

impl CallError {
    /// The owner did not agree to the webhook, or the keychain can't say so now.
    pub(crate) fn of_consent(failure: Failure) -> Self {
        let retry = match failure.code {
            ErrorCode::HookFailed | ErrorCode::NotAllowed => Retry::Never,
            _ => Retry::Receiver(None),
        };
        Self { failure, retry }
    }

    /// There is no connection to the receiver.
    pub(super) fn of_connection(failure: Failure) -> Self {
        Self {
            failure,
            retry: Retry::Receiver(None),
        }
    }

    /// A failure of the hook with this reason.
    pub(super) fn new(reason: &str, retry: Retry) -> Self {
        Self {
            failure: failed(reason),
            retry,
        }
    }
}

/// `hook_failed` with a reason.
pub(super) fn failed(reason: &str) -> Failure {
    Failure::from(ErrorCode::HookFailed).with_reason(reason)
}
