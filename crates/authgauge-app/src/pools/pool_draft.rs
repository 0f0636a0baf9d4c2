//! A pool as the owner typed it.

use chrono::{DateTime, Utc};
use genauth::Host;
use serde::{Deserialize, Serialize};

use authgauge_core::error::Failure;
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay, checked_name};

use crate::ca_file::read_ca;

/// A pool as typed, not yet validated, without its access key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PoolDraft {
    /// The owner's name for it.
    pub name: String,
    /// Who runs it.
    pub service: Service,
    /// For a private deployment: its host. The brands' clouds have a fixed one.
    pub host: Option<String>,
    /// For a private deployment: how to sign in.
    pub sign_in: SignInWay,
    /// For a private deployment: the path of an extra CA file.
    pub ca_file: Option<String>,
}

impl PoolDraft {
    /// Validates the pool and reads its CA file.
    ///
    /// # Errors
    /// `name_missing`, `name_too_long`, `host_invalid`, `ca_file_unreadable`, `ca_file_invalid`.
    pub fn into_pool(self, id: PoolId, now: DateTime<Utc>) -> Result<Pool, Failure> {
        let name = checked_name(&self.name)?;
        let typed_host = self.host.unwrap_or_default();
        let host = Host::parse(self.service.cloud_host().unwrap_or(&typed_host))?;
        let private = self.service == Service::Private;
        let ca_file = self
            .ca_file
            .filter(|path| private && !path.trim().is_empty());
        let ca_pem = ca_file.map(|path| read_ca(path.trim(), now)).transpose()?;
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use authgauge_core::error::ErrorCode;

    use super::*;

    #[test]
    fn a_brands_cloud_ignores_host_sign_in_and_ca() {
        let typed = PoolDraft {
            service: Service::Authing,
            ca_file: Some("/nowhere/ca.pem".to_owned()),
            ..private("https://example.org")
        };
        let pool = typed.into_pool(PoolId("1".to_owned()), Utc::now()).unwrap();
        assert_eq!(pool.host.as_str(), "https://api.authing.cn");
        assert_eq!((pool.sign_in, pool.ca_pem), (SignInWay::Automatic, None));
        assert_eq!(pool.name, "用户池", "without blanks around it");
    }

    #[test]
    fn invalid_fields_are_refused_by_code() {
        let code = |draft: PoolDraft| {
            draft
                .into_pool(PoolId::random(), Utc::now())
                .unwrap_err()
                .code
        };
        let named = |name: &str| PoolDraft {
            name: name.to_owned(),
            ..private("id.acme.internal")
        };
        assert_eq!(code(named(" \t")), ErrorCode::NameMissing);
        assert_eq!(code(named("\u{202e}\u{200b}")), ErrorCode::NameMissing);
        assert_eq!(code(named(&"长".repeat(81))), ErrorCode::NameTooLong);
        assert!(
            named(&"长".repeat(80))
                .into_pool(PoolId::random(), Utc::now())
                .is_ok()
        );
        assert_eq!(
            code(private("http://id.acme.internal")),
            ErrorCode::HostInvalid
        );
        assert_eq!(
            code(PoolDraft {
                host: None,
                ..private("")
            }),
            ErrorCode::HostInvalid
        );
    }

    #[test]
    fn only_certificates_are_read_from_a_ca_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("ca.pem");
        let (first, second) = (authority(), authority());
        let key = "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----";
        fs::write(&file, format!("issuer: ACME\r\n{first}\n{key}\n{second}")).unwrap();
        let pem = with_ca(&file).unwrap().ca_pem.unwrap();
        assert_eq!(pem.matches("BEGIN CERTIFICATE").count(), 2);
        assert!(!pem.contains("PRIVATE") && !pem.contains("ACME"), "{pem}");
        let blank = PoolDraft {
            ca_file: Some(" ".to_owned()),
            ..private("id.acme.internal")
        };
        assert_eq!(
            blank
                .into_pool(PoolId::random(), Utc::now())
                .unwrap()
                .ca_pem,
            None
        );
    }

    #[test]
    fn other_files_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let code = |path: &Path| with_ca(path).unwrap_err().code;
        assert_eq!(code(&dir.path().join("none")), ErrorCode::CaFileUnreadable);
        assert_eq!(code(dir.path()), ErrorCode::CaFileUnreadable);
        #[cfg(unix)]
        assert_eq!(code(Path::new("/dev/zero")), ErrorCode::CaFileUnreadable);
        let whole = authority();
        let (cut, _) = whole.split_at(whole.len() / 2);
        let too_large = whole.clone() + &"\n".repeat(1024 * 1024);
        for (content, reason) in [
            ("", "empty"),
            ("not a certificate", "no_certificate"),
            (cut, "damaged"),
            (&too_large, "too_large"),
        ] {
            let file = dir.path().join("ca.pem");
            fs::write(&file, content).unwrap();
            let refused = with_ca(&file).unwrap_err();
            assert_eq!(refused.code, ErrorCode::CaFileInvalid);
            assert_eq!(refused.reason(), Some(reason));
        }
    }

    fn private(host: &str) -> PoolDraft {
        PoolDraft {
            name: " 用户池 ".to_owned(),
            service: Service::Private,
            host: Some(host.to_owned()),
            sign_in: SignInWay::Signature,
            ca_file: None,
        }
    }

    fn with_ca(path: &Path) -> Result<Pool, Failure> {
        let ca_file = Some(path.display().to_string());
        PoolDraft {
            ca_file,
            ..private("id.acme.internal")
        }
        .into_pool(PoolId::random(), Utc::now())
    }

    fn authority() -> String {
        rcgen::generate_simple_self_signed(["id.acme.internal".to_owned()])
            .unwrap()
            .cert
            .pem()
    }
}
