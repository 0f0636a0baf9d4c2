//! The arguments of the commands: the only input from the page.
//!
//! A command's type lists all its arguments. Anything else is rejected with an error code that repeats no input,
//! which may hold a secret.

mod decode;

use authgauge_api::Place;
use authgauge_app::{
    ChartRequest, ExportFormat, HistoryRequest, KeyStorage, PoolDraft, ShareRequest,
};
use authgauge_core::alert::{AlertAmount, RuleScope};
use authgauge_core::hook_choice::WebhookFormat;
use authgauge_core::pool::{PoolId, Service};
use authgauge_core::proxy_choice::ProxyChoice;
use authgauge_core::settings::Settings;
use serde::Deserialize;

use decode::{exact, required, storage};

pub(crate) use decode::Args;

/// No arguments.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoArgs {}

/// A pool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PoolArgs {
    pub(crate) pool: PoolId,
}

/// A chart to draw.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChartArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) request: ChartRequest,
}

/// A benefit's history to draw.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HistoryArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) request: HistoryRequest,
}

/// An access key; its secret is sealed for this process.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealedKey {
    pub(crate) id: String,
    pub(crate) sealed: String,
}

/// A pool and its key, to test both.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TestKeyArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) draft: PoolDraft,
    pub(crate) key: SealedKey,
}

/// A key to test that may replace a pool's own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewKeyArgs {
    pub(crate) pool: PoolId,
    pub(crate) key: SealedKey,
}

/// A service.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceArgs {
    pub(crate) service: Service,
}

/// A pool to add.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddPoolArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) draft: PoolDraft,
    pub(crate) key: SealedKey,
    #[serde(rename = "sessionOnly", deserialize_with = "storage")]
    pub(crate) storage: KeyStorage,
}

/// A new key for a pool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplaceKeyArgs {
    pub(crate) pool: PoolId,
    pub(crate) key: SealedKey,
    #[serde(rename = "sessionOnly", deserialize_with = "storage")]
    pub(crate) storage: KeyStorage,
}

/// A pool's new name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenameArgs {
    pub(crate) pool: PoolId,
    pub(crate) name: String,
}

/// A pool's new position.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveArgs {
    pub(crate) pool: PoolId,
    pub(crate) to: usize,
}

/// A pool to remove.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct RemoveArgs {
    pub(crate) pool: PoolId,
    pub(crate) leave_key: bool,
}

/// An alert.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertArgs {
    pub(crate) alert: u32,
}

/// An alert to snooze for some hours; 0 ends its snooze.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SnoozeArgs {
    pub(crate) alert: u32,
    pub(crate) hours: u16,
}

/// Mutes or unmutes the notifications of a scope.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MuteArgs {
    pub(crate) pool: PoolId,
    pub(crate) scope: RuleScope,
    pub(crate) muted: bool,
}

/// Alert thresholds in percent used, of which null inherits the pool's, or the settings'; and a benefit's number left or
/// used.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThresholdsArgs {
    pub(crate) pool: PoolId,
    #[serde(deserialize_with = "required")]
    pub(crate) benefit: Option<String>,
    #[serde(deserialize_with = "required")]
    pub(crate) thresholds: Option<Vec<u8>>,
    #[serde(deserialize_with = "required")]
    pub(crate) amount: Option<AlertAmount>,
}

/// All settings, and the secret that signs the webhook's calls if it is new; it is sealed for this process.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) settings: Settings,
    #[serde(rename = "hookSecret", default)]
    pub(crate) hook_secret: Option<String>,
}

/// A webhook's address as far as it is typed, and its format.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewArgs {
    pub(crate) url: String,
    pub(crate) format: WebhookFormat,
}

/// A proxy; its password is sealed for this process, and null keeps the one it has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetProxyArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) proxy: ProxyChoice,
    #[serde(deserialize_with = "required")]
    pub(crate) password: Option<String>,
}

/// The answer to the close question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseArgs {
    pub(crate) keep: bool,
    pub(crate) always: bool,
}

/// The page's place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) place: Place,
}

/// A chart to export, and the format.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) request: ChartRequest,
    pub(crate) format: ExportFormat,
}

/// A benefit's history to export, and the format.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportBenefitArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) request: HistoryRequest,
    pub(crate) format: ExportFormat,
}

/// How to share the overview.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShareArgs {
    #[serde(deserialize_with = "exact")]
    pub(crate) request: ShareRequest,
}

#[cfg(test)]
mod tests;
