//! Delivers alerts to the owner's webhook and programs.
//!
//! There are none by default. No shell is involved, a call takes 10 s at most, of its answer only what says whether the message
//! arrived is read, and no access key is in the message.

mod answer;
mod call_error;
mod chat;
mod message;
mod note;
mod preview;
mod program;
mod receiver;
mod webhook;

use std::time::Duration;

pub(super) use call_error::{CallError, Retry};
pub(super) use message::Message;
pub(super) use note::Note;
pub use preview::HookPreview;
pub(crate) use receiver::Receiver;

use authgauge_core::hook_choice::{HookChoice, webhook_address};

use crate::network::Network;

/// A call that takes longer is ended.
const LIMIT: Duration = Duration::from_secs(10);

/// Delivers a message.
///
/// # Errors
/// `hook_failed`, with the `reason`: `off`, `address`, `timed_out`, `refused` (with the `status` of the answer),
/// `service_refused` (with the service's code and message), `not_confirmed`, `not_started`, `ended_badly` (with the
/// `status` the program left). Without a connection the codes of pools: `unreachable`, `tls_untrusted`,
/// `answer_not_understood`; the keychain's codes for the password of a proxy.
pub(super) async fn deliver(
    receiver: &Receiver,
    message: &Message<'_>,
    network: &Network,
) -> Result<(), CallError> {
    match receiver {
        Receiver::Webhook(HookChoice::Off) => Err(off()),
        Receiver::Webhook(HookChoice::Webhook { url, format, .. }) => {
            let invalid = || CallError::new("address", Retry::Never);
            let address = webhook_address(url).ok_or_else(invalid)?;
            let http = network.http_builder(&address).await;
            let http = http.map_err(CallError::of_connection)?;
            webhook::post(http, url, *format, message, LIMIT).await
        }
        Receiver::Program(program) => {
            let note = message.notes.first().map(serde_json::to_string);
            let Some(Ok(body)) = note else {
                return Err(CallError::new("other", Retry::Never));
            };
            let ended = program::run(program, body, LIMIT).await;
            // A program that fails may succeed later; it may also fail for this message only.
            ended.map_err(|failure| CallError {
                failure,
                retry: Retry::Message,
            })
        }
    }
}

/// The hook that is off.
pub(super) fn off() -> CallError {
    CallError::new("off", Retry::Never)
}

/// The secret that signs the calls is not in the keychain.
pub(super) fn secret_missing() -> CallError {
    CallError::new("secret_missing", Retry::Receiver(None))
}

/// The stored message can't be read.
pub(super) fn not_readable() -> CallError {
    CallError::new("other", Retry::Never)
}
