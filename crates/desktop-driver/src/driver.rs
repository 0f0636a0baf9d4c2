//! One WebKitWebDriver for one launch of an app.

use std::{
    fs::File,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use crate::{
    PATIENCE, Result, Session, children::Companion, error::Doing, error::Error, wait::until,
};

/// A WebKitWebDriver that listens, and a port nobody else of this machine's sessions has.
pub(crate) struct Driver {
    program: Companion,
    port: u16,
    log: PathBuf,
}

impl Driver {
    /// Starts the driver in `session`; the app it launches writes its log beside the home.
    pub(crate) async fn start(session: &Session) -> Result<Self> {
        let mut last = None;
        // Between choosing a free port and listening on it, another session may take it.
        for _ in 0..3 {
            match Self::try_start(session).await {
                Ok(driver) => return Ok(driver),
                Err(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| Error::Unexpected("WebKitWebDriver did not start".to_owned())))
    }

    async fn try_start(session: &Session) -> Result<Self> {
        let port = free_port()?;
        let log = session.home().join(format!("app-{port}.log"));
        let file = File::create(&log).doing("making the app's log")?;
        let copy = file.try_clone().doing("making the app's log")?;
        let mut command = session.command("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1");
        command.stdout(Stdio::from(file)).stderr(Stdio::from(copy));
        let mut program = Companion::start("WebKitWebDriver", &mut command)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listens = async || {
            if !program.lives() {
                return Ok(Some(false));
            }
            Ok(TcpStream::connect(address).is_ok().then_some(true))
        };
        match until("WebKitWebDriver", listens).await? {
            true => Ok(Self { program, port, log }),
            false => Err(Error::Unexpected(
                "WebKitWebDriver ended at once".to_owned(),
            )),
        }
    }

    /// Launches `binary` with `args` as the browser of a new WebDriver session.
    pub(crate) async fn launch(&self, binary: &Path, args: &[String]) -> Result<WebDriver> {
        let mut wishes = Capabilities::new();
        wishes.set(
            "webkitgtk:browserOptions",
            json!({ "binary": binary, "args": args }),
        )?;
        let driver = WebDriver::builder(format!("http://127.0.0.1:{}", self.port), wishes)
            .request_timeout(PATIENCE)
            .await?;
        Ok(driver)
    }

    /// The process whose child the launched app is.
    pub(crate) fn id(&self) -> u32 {
        self.program.id()
    }

    /// What the driver and the app have written so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

fn free_port() -> Result<u16> {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).doing("looking for a free port")?;
    Ok(socket.local_addr().doing("looking for a free port")?.port())
}
