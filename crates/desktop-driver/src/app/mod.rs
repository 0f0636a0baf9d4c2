//! One launch of a program and its window.

mod elements;
mod page;

use std::path::Path;

use rustix::process::{Pid, Signal, kill_process};
use thirtyfour::WebDriver;

use crate::error::{Context, Error, Result};
use crate::page_recorder::PageRecorder;
use crate::processes;
use crate::session::Session;
use crate::wait::wait_until;
use crate::webdriver::WebDriverServer;

/// A running program and its window. Dropping it kills the program.
pub struct App {
    // `None` only while closing.
    webdriver: Option<WebDriver>,
    server: WebDriverServer,
    pages: PageRecorder,
    pid: u32,
}

impl App {
    /// Launches `binary` with `args` in `session` and waits until its page is loaded.
    pub async fn launch(session: &Session, binary: &Path, args: &[&str]) -> Result<Self> {
        Self::launch_through(session, binary, binary, args).await
    }

    /// Launches `launcher`, a program that becomes `binary`.
    pub async fn launch_through(
        session: &Session,
        launcher: &Path,
        binary: &Path,
        args: &[&str],
    ) -> Result<Self> {
        let server = WebDriverServer::start(session).await?;
        let webdriver = server.launch(launcher, args).await.map_err(|error| {
            let (binary, output) = (binary.display(), server.output());
            Error::Unexpected(format!("{binary} did not open: {error}\n{output}"))
        })?;
        let pid = processes::find_running(server.id(), binary);
        let mut app = Self {
            webdriver: Some(webdriver),
            server,
            pages: session.pages().clone(),
            pid: 0,
        };
        app.pid = pid.ok_or_else(|| Error::Unexpected("the app has no process".to_owned()))?;
        wait_until("the page to load", async || {
            Ok(app.is_loaded().await?.then_some(()))
        })
        .await?;
        Ok(app)
    }

    /// The ID of the app's main process.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// True while the app's main process runs.
    pub fn is_running(&self) -> bool {
        processes::is_running(self.pid)
    }

    /// What the app has written to its standard output and error so far.
    pub fn output(&self) -> String {
        self.server.output()
    }

    /// True when the app has no page: its window is closed or its process has exited.
    pub async fn has_no_page(&self) -> bool {
        match self.webdriver() {
            Ok(webdriver) => webdriver
                .windows()
                .await
                .is_ok_and(|pages| pages.is_empty()),
            Err(_) => true,
        }
    }

    /// Waits until the app, still running, has no page.
    pub async fn wait_for_no_page(&self) -> Result<()> {
        wait_until("the page to close", async || {
            Ok((self.is_running() && self.has_no_page().await).then_some(()))
        })
        .await
    }

    /// Waits until the app has opened a new page, and drives that one from now on.
    pub async fn wait_for_new_page(&self) -> Result<()> {
        wait_until("a new page", async || {
            let webdriver = self.webdriver()?;
            let Some(page) = webdriver.windows().await?.pop() else {
                return Ok(None);
            };
            webdriver.switch_to_window(page).await?;
            Ok(self.is_loaded().await?.then_some(()))
        })
        .await
    }

    /// Waits for a page of the app with such an address, and drives that one from now on.
    pub async fn drive_page(&self, is_address: impl Fn(&str) -> bool) -> Result<()> {
        wait_until("a page with such an address", async || {
            let webdriver = self.webdriver()?;
            for page in webdriver.windows().await? {
                webdriver.switch_to_window(page).await?;
                let address: String = self.eval("return location.href", &[]).await?;
                if is_address(&address) && self.is_loaded().await? {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Closes the window through WebDriver, and waits until the app exits.
    pub async fn close(mut self) -> Result<()> {
        self.record_page().await?;
        if let Some(webdriver) = self.webdriver.take() {
            // Fails when the WebDriver session ends with its last window.
            let _ = webdriver.close_window().await;
            let _ = webdriver.leak();
        }
        self.wait_for_exit().await
    }

    /// Sends SIGTERM, as a desktop does at logout, and waits until the app exits.
    pub async fn terminate(self) -> Result<()> {
        if let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) {
            kill_process(pid, Signal::TERM).context("terminating the app")?;
        }
        self.wait_for_exit().await
    }

    /// Waits until the app exits.
    pub async fn wait_for_exit(&self) -> Result<()> {
        wait_until("the app to exit", async || {
            Ok((!self.is_running()).then_some(()))
        })
        .await
    }

    fn webdriver(&self) -> Result<&WebDriver> {
        self.webdriver
            .as_ref()
            .ok_or_else(|| Error::Unexpected("the app is closing".to_owned()))
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if let Some(webdriver) = self.webdriver.take() {
            // The process group is killed next; ending the WebDriver session first would block the runtime.
            let _ = webdriver.leak();
        }
    }
}
