//! One WebKitWebDriver process for one launch of an app.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use crate::error::{Context, Error, Result};
use crate::process_group::ProcessGroup;
use crate::session::Session;
use crate::wait::{TIMEOUT, wait_until};

/// A listening WebKitWebDriver.
pub(crate) struct WebDriverServer {
    program: ProcessGroup,
    port: u16,
    output: PathBuf,
}

impl WebDriverServer {
    /// Starts a server in `session`. Its output and the app's go to a file in the session's home.
    pub(crate) async fn start(session: &Session) -> Result<Self> {
        // Another session may take the free port before this server listens on it.
        for _ in 0..2 {
            if let Ok(server) = Self::try_start(session).await {
                return Ok(server);
            }
        }
        Self::try_start(session).await
    }

    async fn try_start(session: &Session) -> Result<Self> {
        let port = free_port()?;
        let output = session.home().join(format!("app-{port}.log"));
        let stdout = File::create(&output).context("creating the app's log")?;
        let stderr = stdout.try_clone().context("creating the app's log")?;
        let mut command = session.command("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            .stdout(stdout)
            .stderr(stderr)
            // The app inherits these; they make a Tauri web view accept WebDriver.
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        let mut program = ProcessGroup::start("WebKitWebDriver", &mut command)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let is_listening = wait_until("WebKitWebDriver", async || {
            if !program.is_running() {
                return Ok(Some(false));
            }
            Ok(TcpStream::connect(address).is_ok().then_some(true))
        });
        if !is_listening.await? {
            return Err(Error::Unexpected("WebKitWebDriver exited".to_owned()));
        }
        Ok(Self {
            program,
            port,
            output,
        })
    }

    /// Launches `binary` with `args` as the browser of a new WebDriver session.
    pub(crate) async fn launch(&self, binary: &Path, args: &[&str]) -> Result<WebDriver> {
        let mut capabilities = Capabilities::new();
        capabilities.set(
            "webkitgtk:browserOptions",
            json!({ "binary": binary, "args": args }),
        )?;
        let url = format!("http://127.0.0.1:{}", self.port);
        Ok(WebDriver::builder(url, capabilities)
            .request_timeout(TIMEOUT)
            .await?)
    }

    /// The process ID of the server, which is the parent of the launched app.
    pub(crate) fn id(&self) -> u32 {
        self.program.id()
    }

    /// Everything the server and the app have written so far.
    pub(crate) fn output(&self) -> String {
        fs::read_to_string(&self.output).unwrap_or_default()
    }
}

fn free_port() -> Result<u16> {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("finding a free port")?;
    Ok(socket.local_addr().context("finding a free port")?.port())
}
