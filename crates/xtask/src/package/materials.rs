//! Bills of materials, which scanners of vulnerabilities read.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::programs::{binary, output};
use crate::tools::BILL_OF_MATERIALS;

/// The libraries that a built program lists inside, in the form of CycloneDX.
pub(crate) fn of_program(name: &str) -> Result<String> {
    let mut command: Command = BILL_OF_MATERIALS.command()?;
    let text = output(command.arg(binary(name, true)))?;
    let text = String::from_utf8(text).context("the bill of materials is no text")?;
    check(&text).with_context(|| format!("the bill of materials of {name}"))?;
    Ok(text)
}

/// A program that was built in another way lists nothing.
fn check(text: &str) -> Result<()> {
    let document: Value = serde_json::from_str(text)?;
    let is_cyclonedx = document.get("bomFormat").and_then(Value::as_str) == Some("CycloneDX");
    let components = document.get("components").and_then(Value::as_array);
    let has = |name: &str| {
        let is = |it: &Value| it.get("name").and_then(Value::as_str) == Some(name);
        components.is_some_and(|components| components.iter().any(is))
    };
    ensure!(is_cyclonedx, "is not of CycloneDX");
    ensure!(has("rustls"), "misses rustls");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_without_the_libraries_is_refused() {
        let bill = |components: &str| {
            check(&format!(
                r#"{{"bomFormat": "CycloneDX", "components": {components}}}"#
            ))
        };
        bill(r#"[{"name": "rustls", "version": "0.23.0"}]"#).unwrap();
        assert!(bill(r#"[{"name": "serde"}]"#).is_err());
        assert!(bill("[]").is_err());
        assert!(check(r#"{"spdxVersion": "SPDX-2.3"}"#).is_err());
        assert!(check("").is_err());
    }
}
