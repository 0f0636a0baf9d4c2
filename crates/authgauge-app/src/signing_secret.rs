//! Signatures of webhook calls: Standard Webhooks for the plain format, the service's own for DingTalk and Feishu.

use std::fmt;

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use authgauge_core::hook_choice::WebhookFormat;

/// Precedes the base64 of a Standard Webhooks secret.
const SECRET_PREFIX: &str = "whsec_";

/// A secret that a receiver gave the owner to sign calls with. `Debug` omits it; it is wiped on drop.
#[derive(Clone)]
pub(crate) struct SigningSecret(Zeroizing<Vec<u8>>);

impl SigningSecret {
    /// The secret as the receiver shows it: `whsec_…` for the plain format (24 to 64 bytes in base64), visible ASCII
    /// for DingTalk and Feishu. None for anything else, and for services without signatures.
    pub(crate) fn parse(format: WebhookFormat, text: &str) -> Option<Self> {
        let text = text.trim();
        let bytes = match format {
            WebhookFormat::Plain => {
                let base64 = text.strip_prefix(SECRET_PREFIX).unwrap_or(text);
                let bytes = Zeroizing::new(STANDARD.decode(base64).ok()?);
                (24..=64).contains(&bytes.len()).then_some(bytes)
            }
            WebhookFormat::DingTalk | WebhookFormat::Feishu => {
                let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
                let fits = is_plain && (8..=256).contains(&text.len());
                fits.then(|| Zeroizing::new(text.as_bytes().to_vec()))
            }
            WebhookFormat::WeCom | WebhookFormat::Slack => None,
        };
        bytes.map(Self)
    }

    /// The value of `webhook-signature`: over ID, time in seconds and body.
    pub(crate) fn standard(&self, id: &str, at: DateTime<Utc>, body: &str) -> String {
        let message = format!("{id}.{}.{body}", at.timestamp());
        format!("v1,{}", hmac(&self.0, message.as_bytes()))
    }

    /// DingTalk's `sign`: over time in milliseconds and secret.
    pub(crate) fn dingtalk(&self, at: DateTime<Utc>) -> String {
        hmac(&self.0, &self.after(at.timestamp_millis()))
    }

    /// Feishu's `sign`: over nothing, with time in seconds and secret as the key.
    pub(crate) fn feishu(&self, at: DateTime<Utc>) -> String {
        hmac(&self.after(at.timestamp()), &[])
    }

    fn after(&self, timestamp: i64) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(format!("{timestamp}\n").into_bytes());
        bytes.extend_from_slice(&self.0);
        bytes
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret([redacted])")
    }
}

fn hmac(key: &[u8], message: &[u8]) -> String {
    STANDARD.encode(sign(&Key::new(HMAC_SHA256, key), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    /// The example of the Standard Webhooks specification's libraries.
    #[test]
    fn a_plain_call_is_signed_as_standard_webhooks_say() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let secret = SigningSecret::parse(WebhookFormat::Plain, secret).unwrap();
        let signature = secret.standard(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at(1_614_265_330),
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /// Made with the services' sample code in Python.
    #[test]
    fn dingtalk_and_feishu_get_their_own_signature() {
        let secret = "SEC0123456789abcdef";
        let signer = |format| SigningSecret::parse(format, secret).unwrap();
        assert_eq!(
            signer(WebhookFormat::DingTalk).dingtalk(at(1_599_360_473)),
            "aKqBjoyC+NYhkgqBYxW0ACXynJFx9Q2eLA+Q9FLxhBY="
        );
        assert_eq!(
            signer(WebhookFormat::Feishu).feishu(at(1_599_360_473)),
            "o4rYuzS+vyYu0ScPJVg0TrKMaVksgOXu1MYbxvtUINE="
        );
    }

    #[test]
    fn only_what_a_receiver_issues_is_a_secret() {
        let long = format!("whsec_{}", STANDARD.encode([7; 65]));
        let short = format!("whsec_{}", STANDARD.encode([7; 23]));
        for (format, text, is_secret) in [
            (
                WebhookFormat::Plain,
                " whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
                true,
            ),
            (
                WebhookFormat::Plain,
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                true,
            ),
            (WebhookFormat::Plain, "whsec_", false),
            (WebhookFormat::Plain, &short, false),
            (WebhookFormat::Plain, &long, false),
            (WebhookFormat::Plain, "whsec_not base64", false),
            (WebhookFormat::Plain, "", false),
            (WebhookFormat::DingTalk, "SEC0123456789abcdef", true),
            (WebhookFormat::DingTalk, "密钥密钥密钥", false),
            (WebhookFormat::Feishu, "a b c d e f g h", false),
            (WebhookFormat::Feishu, "", false),
            (WebhookFormat::WeCom, "SEC0123456789abcdef", false),
            (WebhookFormat::Slack, "SEC0123456789abcdef", false),
        ] {
            let secret = SigningSecret::parse(format, text);
            assert_eq!(secret.is_some(), is_secret, "{format:?} {text:?}");
            assert!(!format!("{secret:?}").contains("SEC0"));
        }
    }
}
