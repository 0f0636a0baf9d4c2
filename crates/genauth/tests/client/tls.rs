//! Trust in server certificates.

use genauth::{
    Auth, CaFileProblem, CertificateProblem, Client, ClientOptions, ConnectProblem, Error,
    ErrorKind,
};
use genauth_sim::{Sim, SimOptions, TlsIdentity};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};

use crate::common::{key, options};

/// A server whose certificate for one name is issued by a private CA.
async fn private_server(name: &str) -> (Sim, String) {
    let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    private_server_with(params).await
}

pub(crate) async fn private_server_with(params: CertificateParams) -> (Sim, String) {
    let mut ca = CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(ca, KeyPair::generate().unwrap()).unwrap();
    let own_key = KeyPair::generate().unwrap();
    let identity = TlsIdentity {
        cert_pem: params.signed_by(&own_key, &issuer).unwrap().pem(),
        key_pem: own_key.serialize_pem(),
    };
    let options = SimOptions {
        tls: Some(identity),
        ..SimOptions::default()
    };
    (Sim::start(options).await.unwrap(), issuer.pem())
}

fn client(sim: &Sim, ca_pem: Option<String>) -> Result<Client, Error> {
    let pool = &sim.pools()[0];
    Client::new(ClientOptions {
        key: key(&pool.access_key_id, &pool.access_key_secret),
        ca_pem: ca_pem.map(String::into_bytes),
        ..options(&sim.url(), Auth::Token)
    })
}

#[tokio::test]
async fn private_ca_is_trusted_only_with_its_file() {
    let (sim, ca) = private_server("127.0.0.1").await;
    assert!(
        !client(&sim, Some(ca.clone()))
            .unwrap()
            .usage()
            .await
            .unwrap()
            .is_empty()
    );
    let bundle = format!(
        "another CA first\n{}{ca}",
        private_server("other.internal").await.1
    );
    assert!(client(&sim, Some(bundle)).unwrap().usage().await.is_ok());
    let error = client(&sim, None).unwrap().usage().await.unwrap_err();
    assert_eq!(error.kind, CertificateProblem::UnknownIssuer.into());
    assert!(
        sim.requests()
            .iter()
            .all(|request| request.access_key_id.is_some())
    );
}

#[tokio::test]
async fn certificate_of_another_ca_or_host_is_not_trusted() {
    let (sim, _) = private_server("127.0.0.1").await;
    let (other, other_ca) = private_server("other.internal").await;
    for (sim, ca, problem) in [
        (sim, other_ca.clone(), CertificateProblem::UnknownIssuer),
        (other, other_ca, CertificateProblem::OtherName),
    ] {
        let error = client(&sim, Some(ca)).unwrap().usage().await.unwrap_err();
        assert_eq!(error.kind, problem.into());
        assert_eq!(sim.requests().len(), 0, "no request was sent");
    }
}

#[tokio::test]
async fn expired_certificate_is_not_trusted() {
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    params.not_after = date_time_ymd(2022, 10, 9);
    let (sim, ca) = private_server_with(params).await;
    let error = client(&sim, Some(ca)).unwrap().usage().await.unwrap_err();
    assert_eq!(error.kind, CertificateProblem::Expired.into());
}

#[tokio::test]
async fn server_without_tls_is_unreachable_not_untrusted() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let https = sim.url().replace("http:", "https:");
    let error = Client::new(options(&https, Auth::Token))
        .unwrap()
        .usage()
        .await
        .unwrap_err();
    assert_eq!(error.kind, ConnectProblem::NotTls.into());
}

#[test]
fn ca_file_without_certificate_is_invalid() {
    let key_only = KeyPair::generate().unwrap().serialize_pem();
    let no_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let no_base64 = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
    for (pem, problem) in [
        ("", CaFileProblem::Empty),
        ("hello", CaFileProblem::NoCertificate),
        (key_only.as_str(), CaFileProblem::PrivateKey),
        (no_certificate, CaFileProblem::Damaged),
        (no_base64, CaFileProblem::Damaged),
    ] {
        let ca_pem = Some(pem.as_bytes().to_vec());
        let options = ClientOptions {
            ca_pem,
            ..options("https://127.0.0.1:1", Auth::Token)
        };
        assert_eq!(
            Client::new(options).unwrap_err().kind,
            ErrorKind::from(problem),
            "{pem}"
        );
    }
}
