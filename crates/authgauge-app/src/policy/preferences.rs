//! The managed preferences that a configuration profile writes.

use std::path::{Path, PathBuf};

use authgauge_core::identity::IDENTIFIER;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{Policies, PolicyReason, not_understood};

/// Where macOS puts them: for the machine, and in a folder for each user.
const FOLDER: &str = "/Library/Managed Preferences";

pub(super) fn read(now: DateTime<Utc>) -> Policies {
    let mut policies = Policies::default();
    let user = std::env::var("USER").unwrap_or_default();
    let folders = [PathBuf::from(FOLDER), Path::new(FOLDER).join(user)];
    for folder in folders {
        let file = folder.join(format!("{IDENTIFIER}.plist"));
        if file.is_file() {
            policies.add(file.display().to_string(), values(&file), now);
        }
    }
    policies
}

fn values(path: &Path) -> Result<Map<String, Value>, PolicyReason> {
    let values: plist::Value = plist::from_file(path).map_err(|_| PolicyReason::Unreadable)?;
    let values = serde_json::to_value(values).map_err(|error| not_understood(&error))?;
    serde_json::from_value(values).map_err(|error| not_understood(&error))
}
