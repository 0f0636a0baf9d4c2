//! What else hears of an alert: a server or a program of the owner's choice, handed one JSON object.
//!
//! Off unless the owner sets it. No shell takes part, nothing waits longer than ten seconds, what comes back is
//! thrown away but for whether it worked, and no access key is ever in it.

mod command;
mod note;
mod webhook;

use std::time::Duration;

pub use note::Note;

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::HookChoice;

/// What takes longer is ended.
const LIMIT: Duration = Duration::from_secs(10);

/// Hands a note over.
///
/// # Errors
/// `hook_failed`, with the `reason`: `off`, `address`, `unreachable`, `timed_out`, `refused` (with the
/// `status` of the answer), `not_started`, `ended_badly` (with the `status` the program left).
pub(crate) async fn call(choice: &HookChoice, note: &Note) -> Result<(), Failure> {
    let body = serde_json::to_string(note).map_err(|_| failed("other"))?;
    match choice {
        HookChoice::Off => Err(failed("off")),
        HookChoice::Webhook { url } => webhook::post(url, body, LIMIT).await,
        HookChoice::Command { program, arguments } => {
            command::run(program, arguments, body, LIMIT).await
        }
    }
}

fn failed(reason: &str) -> Failure {
    Failure::from(ErrorCode::HookFailed).with("reason", reason)
}
