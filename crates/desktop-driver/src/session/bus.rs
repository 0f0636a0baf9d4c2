//! The private D-Bus session.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::environment::RUNTIME_FOLDER;
use super::{Variables, command};
use crate::error::{Context, Error, Result};
use crate::process_group::ProcessGroup;

/// Starts a bus without service activation, so that a stopped keyring stays stopped, and returns its address.
pub(super) fn start(home: &Path, env: &Variables) -> Result<(ProcessGroup, String)> {
    let config = home.join("bus.conf");
    fs::write(&config, configuration(&home.join(RUNTIME_FOLDER)))
        .context("writing the bus configuration")?;
    let mut command = command("dbus-daemon", env);
    command
        .arg(format!("--config-file={}", config.display()))
        .args(["--nofork", "--nopidfile", "--print-address=1"])
        .stdout(Stdio::piped());
    let mut bus = ProcessGroup::start("dbus-daemon", &mut command)?;
    let address = bus.read_line()?;
    if address.is_empty() {
        return Err(Error::Unexpected(
            "dbus-daemon printed no address".to_owned(),
        ));
    }
    Ok((bus, address))
}

fn configuration(socket_folder: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        socket_folder.display()
    )
}
