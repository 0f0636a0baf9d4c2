//! Delivers alerts to a webhook or a program of the owner's choice, as one JSON object.
//!
//! Off by default. No shell is involved, a call takes 10 s at most, only its success is read, and no access
//! key is in the message.

mod command;
mod note;
mod webhook;

use std::time::Duration;

pub(super) use note::Note;

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::HookChoice;

/// A call that takes longer is ended.
const LIMIT: Duration = Duration::from_secs(10);

/// Delivers a message.
///
/// # Errors
/// `hook_failed`, with the `reason`: `off`, `address`, `unreachable`, `timed_out`, `refused` (with the
/// `status` of the answer), `not_started`, `ended_badly` (with the `status` the program left).
pub(crate) async fn call(choice: &HookChoice, note: &Note) -> Result<(), Failure> {
    let body = serde_json::to_string(note).map_err(|_| failed("other"))?;
    match choice {
        HookChoice::Off => Err(failed("off")),
        HookChoice::Webhook { url, .. } => webhook::post(url, body, LIMIT).await,
        HookChoice::Command { program, arguments } => {
            command::run(program, arguments, body, LIMIT).await
        }
    }
}

fn failed(reason: &str) -> Failure {
    Failure::from(ErrorCode::HookFailed).with_reason(reason)
}
