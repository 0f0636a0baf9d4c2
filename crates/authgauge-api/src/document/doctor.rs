use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{DocumentError, DocumentKind, VERSION};

/// What a maintainer asks for: without names, hosts, paths and keys.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DoctorReport {
    /// The version of this format: 1.
    pub authgauge: u8,
    /// What the document holds.
    pub kind: DocumentKind,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Lines for people to read.
    pub report: Vec<String>,
    /// Why the data could not be read.
    pub errors: Vec<DocumentError>,
}

impl DoctorReport {
    /// Of a text.
    pub fn new(at: DateTime<Utc>, text: &str, errors: Vec<DocumentError>) -> Self {
        Self {
            authgauge: VERSION,
            kind: DocumentKind::Doctor,
            at,
            report: text.lines().map(str::to_owned).collect(),
            errors,
        }
    }
}
