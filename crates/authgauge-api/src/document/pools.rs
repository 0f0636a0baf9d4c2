use serde::Serialize;

use authgauge_app::PoolSnapshot;
use authgauge_core::pool::SignInWay;

use super::{DocumentKind, Entry, PoolName};

/// A pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolEntry {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// The sign-in way that the owner chose.
    pub sign_in: SignInWay,
}

impl Entry for PoolEntry {
    const KIND: DocumentKind = DocumentKind::Pools;
}

impl From<&PoolSnapshot> for PoolEntry {
    fn from(snapshot: &PoolSnapshot) -> Self {
        Self {
            pool: snapshot.into(),
            sign_in: snapshot.pool.sign_in,
        }
    }
}
