//! Delivers alerts to the owner's webhook and programs, as one JSON object.
//!
//! There are none by default. No shell is involved, a call takes 10 s at most, only its success is read, and no access
//! key is in the message.

mod note;
mod program;
mod webhook;

use std::time::Duration;

pub(super) use note::Note;

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::{HookChoice, webhook_address};

use crate::hook_programs::HookProgram;
use crate::network::Network;

/// What is called on an alert.
#[derive(Debug, Clone)]
pub(crate) enum Receiver {
    Webhook(HookChoice),
    Program(HookProgram),
}

/// A call that takes longer is ended.
const LIMIT: Duration = Duration::from_secs(10);

/// Delivers a message.
///
/// # Errors
/// `hook_failed`, with the `reason`: `off`, `address`, `unreachable`, `timed_out`, `refused` (with the
/// `status` of the answer), `not_started`, `ended_badly` (with the `status` the program left).
pub(crate) async fn call(
    receiver: &Receiver,
    note: &Note,
    network: &Network,
) -> Result<(), Failure> {
    let body = serde_json::to_string(note).map_err(|_| failed("other"))?;
    match receiver {
        Receiver::Webhook(HookChoice::Off) => Err(failed("off")),
        Receiver::Webhook(HookChoice::Webhook { url, .. }) => {
            let url = webhook_address(url).ok_or_else(|| failed("address"))?;
            let http = network.http_builder(&url).await;
            webhook::post(http.map_err(|_| failed("unreachable"))?, url, body, LIMIT).await
        }
        Receiver::Program(program) => program::run(program, body, LIMIT).await,
    }
}

pub(super) fn failed(reason: &str) -> Failure {
    Failure::from(ErrorCode::HookFailed).with_reason(reason)
}
