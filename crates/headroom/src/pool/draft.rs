use genauth::Host;
use serde::{Deserialize, Serialize};

use super::{Pool, PoolId, Service, SignInWay};
use crate::error::{ErrorCode, Failure};

/// The longest name of a pool, in characters.
const LONGEST_NAME: usize = 80;

/// A pool as it was typed, before it is known to make sense. It never holds the access key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PoolDraft {
    /// The owner's name for it.
    pub name: String,
    /// Who runs it.
    pub service: Service,
    /// For a private deployment: its host. The brands' clouds have theirs.
    pub host: Option<String>,
    /// For a private deployment: how to sign in.
    pub sign_in: SignInWay,
    /// For a private deployment: the path of an extra CA file.
    pub ca_file: Option<String>,
}

impl PoolDraft {
    /// The pool, with its CA file read.
    ///
    /// # Errors
    /// `name_missing`, `name_too_long`, `host_invalid`, `ca_file_unreadable`, `ca_file_invalid`.
    pub fn into_pool(self, id: PoolId) -> Result<Pool, Failure> {
        let name = checked_name(&self.name)?;
        let typed_host = self.host.unwrap_or_default();
        let host = Host::parse(self.service.cloud_host().unwrap_or(&typed_host))?;
        let private = self.service == Service::Private;
        let ca_pem = self
            .ca_file
            .filter(|_| private)
            .map(|path| read_ca(&path))
            .transpose()?;
        let sign_in = if private {
            self.sign_in
        } else {
            SignInWay::Automatic
        };
        Ok(Pool {
            id,
            name,
            service: self.service,
            host,
            sign_in,
            ca_pem,
        })
    }
}

/// The name without blanks around it.
///
/// # Errors
/// `name_missing`, `name_too_long` (over 80 characters).
pub(crate) fn checked_name(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(ErrorCode::NameMissing.into()),
        1..=LONGEST_NAME => Ok(name.to_owned()),
        _ => Err(ErrorCode::NameTooLong.into()),
    }
}

fn read_ca(path: &str) -> Result<String, Failure> {
    let unreadable = |_| Failure::from(ErrorCode::CaFileUnreadable);
    let bytes = std::fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|_| ErrorCode::CaFileInvalid.into())
}
