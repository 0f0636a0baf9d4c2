//! An isolated desktop: display, bus, keyring and window manager in a temporary home.

mod bus;
mod display;
mod environment;
mod input_method;
mod keyring;
mod screen_reader;
mod wayland;

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::error::{Context, Result};
use crate::notifications::Notifications;
use crate::page_recorder::PageRecorder;
use crate::process_group::ProcessGroup;
use crate::screen::Screen;
use crate::tray::Tray;
use crate::windows::Windows;

type Variables = Vec<(String, String)>;

/// The keyring a session starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keyring {
    /// A real gnome-keyring, unlocked.
    #[default]
    Unlocked,
    /// None: the Secret Service has no owner on the bus.
    Absent,
}

/// A virtual desktop. Several can run in parallel; dropping one kills every program in it.
pub struct Session {
    // Dropped in this order: clients before the servers they are connected to.
    keyring: Option<ProcessGroup>,
    /// Started on demand.
    services: Vec<ProcessGroup>,
    _window_manager: ProcessGroup,
    _bus: ProcessGroup,
    _display: ProcessGroup,
    env: Variables,
    bus_address: String,
    display_name: String,
    pages: PageRecorder,
    home: TempDir,
}

impl Session {
    /// Starts a desktop with an unlocked keyring.
    pub async fn start() -> Result<Self> {
        Self::start_with(Keyring::Unlocked).await
    }

    /// Starts a desktop with the given keyring.
    pub async fn start_with(keyring: Keyring) -> Result<Self> {
        let home = tempfile::Builder::new()
            .prefix("desktop-")
            .tempdir()
            .context("creating a home folder")?;
        let mut env = environment::create(home.path())?;
        let (display, display_name) = display::start(home.path())?;
        env.push(("DISPLAY".to_owned(), display_name.clone()));
        let (bus, bus_address) = bus::start(home.path(), &env)?;
        env.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus_address.clone()));
        let mut openbox = command("openbox", &env);
        let window_manager = ProcessGroup::start("openbox", openbox.arg("--sm-disable"))?;
        let mut session = Self {
            keyring: None,
            services: Vec::new(),
            _window_manager: window_manager,
            _bus: bus,
            _display: display,
            env,
            bus_address,
            display_name,
            pages: PageRecorder::default(),
            home,
        };
        if keyring == Keyring::Unlocked {
            session.start_keyring().await?;
        }
        Ok(session)
    }

    /// The environment of every program in this session. Of the caller's environment, it holds only `PATH`.
    pub fn env(&self) -> &[(String, String)] {
        &self.env
    }

    /// Sets a variable for the programs that are started from now on.
    pub fn set_env(&mut self, name: &str, value: &str) {
        self.env.push((name.to_owned(), value.to_owned()));
    }

    /// A command that runs in this session, with standard input and output closed.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        command(program, &self.env)
    }

    /// Starts a program in this session without WebDriver.
    pub fn spawn(&self, binary: &Path, args: &[&str]) -> Result<ProcessGroup> {
        let mut command = self.command(binary);
        ProcessGroup::start(&binary.display().to_string(), command.args(args))
    }

    /// The session's home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The frame buffer of the session's display.
    pub fn screen(&self) -> Screen {
        Screen::new(display::frame_buffer(self.home()))
    }

    /// The windows on the session's display.
    pub fn windows(&self) -> Result<Windows> {
        Windows::connect(&self.display_name)
    }

    /// Starts a notification daemon. Without it, the session shows no notifications.
    pub async fn notifications(&self) -> Result<Notifications> {
        Notifications::start(&self.bus_address).await
    }

    /// Starts a tray host. Without it, the session has no tray.
    pub async fn tray(&self) -> Result<Tray> {
        Tray::start(&self.bus_address).await
    }

    pub(crate) fn pages(&self) -> &PageRecorder {
        &self.pages
    }
}

fn command(program: impl AsRef<Path>, env: &Variables) -> Command {
    let mut command = Command::new(program.as_ref());
    command
        .env_clear()
        .envs(env.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
