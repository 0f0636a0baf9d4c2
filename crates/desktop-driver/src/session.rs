//! A desktop of one's own: display, bus, keyring and window manager in a temporary home.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::{
    KeyringItem, Notifications, Pages, Result, Screen, Tray, Windows, children::Companion,
    error::Doing, error::Error, keyring, wait::until,
};

/// Which keyring a session begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keyring {
    /// A real gnome-keyring, unlocked.
    #[default]
    Unlocked,
    /// None: nobody answers for the Secret Service.
    Absent,
}

/// A virtual desktop. Several may run side by side; dropping one ends all that runs in it.
pub struct Session {
    // Ended in this order: what draws first, what it talks to after.
    keyring: Option<Companion>,
    _windows: Companion,
    _bus: Companion,
    _display: Companion,
    env: Vec<(String, String)>,
    bus_address: String,
    display: String,
    pages: Pages,
    home: TempDir,
}

impl Session {
    /// Starts a desktop with an unlocked keyring.
    ///
    /// # Errors
    /// When one of its programs is not installed or does not come up.
    pub async fn start() -> Result<Self> {
        Self::start_with(Keyring::Unlocked).await
    }

    /// Starts a desktop with the keyring of one's choice.
    ///
    /// # Errors
    /// When one of its programs is not installed or does not come up.
    pub async fn start_with(keyring: Keyring) -> Result<Self> {
        let home = tempfile::Builder::new()
            .prefix("authgauge-")
            .tempdir()
            .doing("making a home")?;
        let mut env = home_env(home.path())?;
        let (display, number) = start_display(home.path())?;
        let screen = format!(":{number}");
        env.push(("DISPLAY".to_owned(), screen.clone()));
        let (bus, bus_address) = start_bus(home.path(), &env)?;
        env.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus_address.clone()));
        let windows = Companion::start("openbox", plain("openbox", &env).arg("--sm-disable"))?;
        let mut session = Self {
            keyring: None,
            _windows: windows,
            _bus: bus,
            _display: display,
            env,
            bus_address,
            display: screen,
            pages: Pages::default(),
            home,
        };
        if keyring == Keyring::Unlocked {
            session.start_keyring().await?;
        }
        Ok(session)
    }

    /// The variables that make a program run in this session. Nothing else of the caller's
    /// environment but `PATH` reaches it.
    #[must_use]
    pub fn env(&self) -> &[(String, String)] {
        &self.env
    }

    /// Sets a variable for every program that is started in this session from now on.
    pub fn set_env(&mut self, name: &str, value: &str) {
        self.env.push((name.to_owned(), value.to_owned()));
    }

    /// A program that will run in this session, silent unless the caller says otherwise.
    #[must_use]
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        plain(program, &self.env)
    }

    /// Where an app of this session keeps its data, unless it is told another place.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// The session's home folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The pages that the session's windows show from now on, if somebody asked to have them kept.
    #[must_use]
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// What the session's display shows.
    #[must_use]
    pub fn screen(&self) -> Screen {
        Screen::at(self.home.path().join("run").join("Xvfb_screen0"))
    }

    /// Starts a notification daemon in this session; nobody shows notifications without.
    ///
    /// # Errors
    /// When the bus refuses the name.
    pub async fn notifications(&self) -> Result<Notifications> {
        Notifications::start(&self.bus_address).await
    }

    /// Starts a tray in this session; there is none without.
    ///
    /// # Errors
    /// When the bus refuses the name.
    pub async fn tray(&self) -> Result<Tray> {
        Tray::start(&self.bus_address).await
    }

    /// The windows on the session's display.
    ///
    /// # Errors
    /// When the display cannot be reached.
    pub fn windows(&self) -> Result<Windows> {
        Windows::of(&self.display)
    }

    /// Starts a program in this session, by itself: no WebDriver looks over its shoulder.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn spawn(&self, binary: &Path, args: &[&str]) -> Result<Companion> {
        let mut command = self.command(binary);
        command
            .args(args)
            .env_remove("TAURI_AUTOMATION")
            .env_remove("TAURI_WEBVIEW_AUTOMATION");
        Companion::start(&binary.display().to_string(), &mut command)
    }

    /// Every entry of the session's unlocked keyring, with its secret.
    ///
    /// # Errors
    /// When nobody answers for the Secret Service.
    pub async fn keyring_items(&self) -> Result<Vec<KeyringItem>> {
        keyring::Caller::reach(&self.bus_address)
            .await?
            .items()
            .await
    }

    /// Locks the keyring, as a desktop does when it sleeps. Nobody is there to unlock it again.
    ///
    /// # Errors
    /// When nobody answers for the Secret Service.
    pub async fn lock_keyring(&self) -> Result<()> {
        keyring::Caller::reach(&self.bus_address)
            .await?
            .lock()
            .await
    }

    /// Ends the keyring: from now on nobody answers for the Secret Service.
    ///
    /// # Errors
    /// When the bus cannot be asked whether the name is free.
    pub async fn stop_keyring(&mut self) -> Result<()> {
        self.keyring = None;
        let caller = keyring::Caller::reach(&self.bus_address).await?;
        until("the keyring to be gone", async || {
            Ok((!caller.answers().await?).then_some(()))
        })
        .await
    }

    /// Makes the keyring accept calls and never answer them.
    ///
    /// # Errors
    /// When the keyring has ended already.
    pub fn silence_keyring(&self) -> Result<()> {
        self.signal_keyring(Signal::STOP)
    }

    /// Lets a silenced keyring answer again.
    ///
    /// # Errors
    /// When the keyring has ended already.
    pub fn wake_keyring(&self) -> Result<()> {
        self.signal_keyring(Signal::CONT)
    }

    /// Starts an unlocked keyring; one that was stopped comes back with what it held.
    ///
    /// # Errors
    /// When gnome-keyring is not installed or does not come up.
    pub async fn start_keyring(&mut self) -> Result<()> {
        let mut command = self.command("gnome-keyring-daemon");
        command
            .args(["--unlock", "--components=secrets", "--foreground"])
            .stdin(Stdio::piped());
        let mut daemon = Companion::start("gnome-keyring-daemon", &mut command)?;
        if let Some(mut password) = daemon.child().stdin.take() {
            password.write_all(b"open").doing("unlocking the keyring")?;
        }
        self.keyring = Some(daemon);
        let caller = keyring::Caller::reach(&self.bus_address).await?;
        until("the keyring", async || {
            Ok(caller.is_open().await?.then_some(()))
        })
        .await
    }

    fn signal_keyring(&self, signal: Signal) -> Result<()> {
        match &self.keyring {
            Some(daemon) => daemon.signal(signal),
            None => Err(Error::Unexpected(
                "there is no keyring in this session".to_owned(),
            )),
        }
    }
}

fn plain(program: impl AsRef<Path>, env: &[(String, String)]) -> Command {
    let mut command = Command::new(program.as_ref());
    command
        .env_clear()
        .envs(env.iter().map(|(name, value)| (name, value)));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn home_env(home: &Path) -> Result<Vec<(String, String)>> {
    let mut env = vec![
        ("PATH".to_owned(), std::env::var("PATH").unwrap_or_default()),
        ("HOME".to_owned(), home.display().to_string()),
        // English pictures must not depend on who takes them; C.UTF-8 exists everywhere.
        ("LANG".to_owned(), "C.UTF-8".to_owned()),
        ("LANGUAGE".to_owned(), "en_US:en".to_owned()),
        ("TZ".to_owned(), "UTC".to_owned()),
        ("GDK_BACKEND".to_owned(), "x11".to_owned()),
        ("NO_AT_BRIDGE".to_owned(), "1".to_owned()),
        ("GTK_USE_PORTAL".to_owned(), "0".to_owned()),
        ("GSETTINGS_BACKEND".to_owned(), "memory".to_owned()),
        // A virtual display has no graphics card. WEBKIT_DISABLE_DMABUF_RENDERER stays unset: with
        // it, WebKitGTK 2.50 answers the first request for a picture and no second one.
        ("LIBGL_ALWAYS_SOFTWARE".to_owned(), "1".to_owned()),
        ("TAURI_AUTOMATION".to_owned(), "true".to_owned()),
        ("TAURI_WEBVIEW_AUTOMATION".to_owned(), "true".to_owned()),
        (
            "AUTHGAUGE_DATA_DIR".to_owned(),
            home.join("data").display().to_string(),
        ),
    ];
    for (name, folder) in [
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_RUNTIME_DIR", "run"),
        // So that what is left of temporary files is seen, and goes with the home.
        ("TMPDIR", "tmp"),
    ] {
        let path = home.join(folder);
        fs::create_dir_all(&path).doing(format!("making {}", path.display()))?;
        env.push((name.to_owned(), path.display().to_string()));
    }
    private(&home.join("run"))?;
    Ok(env)
}

fn private(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::Permissions::from_mode(0o700);
    fs::set_permissions(folder, mode).doing(format!("closing {}", folder.display()))
}

/// Lets the display choose its own free number, so that sessions may begin at the same time.
fn start_display(home: &Path) -> Result<(Companion, u32)> {
    let mut command = Command::new("Xvfb");
    command.args([
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1600x1200x24",
        "-nolisten",
        "tcp",
    ]);
    command.arg("-fbdir").arg(home.join("run"));
    command
        .args(["-noreset", "-dpi", "96"])
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let mut display = Companion::start("Xvfb", command.stdout(Stdio::piped()))?;
    let line = first_line(&mut display)?;
    match line.trim().parse() {
        Ok(number) => Ok((display, number)),
        Err(_) => Err(Error::Unexpected(format!(
            "Xvfb named no display: {line:?}"
        ))),
    }
}

/// A bus without service files: nothing starts on it by itself, so a keyring that was stopped
/// stays away.
fn start_bus(home: &Path, env: &[(String, String)]) -> Result<(Companion, String)> {
    let config = home.join("bus.conf");
    let listen = home.join("run");
    fs::write(&config, bus_config(&listen)).doing("writing the bus's settings")?;
    let mut command = plain("dbus-daemon", env);
    command.arg(format!("--config-file={}", config.display()));
    command
        .args(["--nofork", "--nopidfile", "--print-address=1"])
        .stdout(Stdio::piped());
    let mut bus = Companion::start("dbus-daemon", &mut command)?;
    let address = first_line(&mut bus)?.trim().to_owned();
    if address.is_empty() {
        return Err(Error::Unexpected("dbus-daemon named no address".to_owned()));
    }
    Ok((bus, address))
}

fn bus_config(listen: &Path) -> String {
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
        listen.display()
    )
}

fn first_line(program: &mut Companion) -> Result<String> {
    let mut line = String::new();
    if let Some(output) = program.child().stdout.take() {
        BufReader::new(output)
            .read_line(&mut line)
            .doing("reading a program's first line")?;
    }
    Ok(line)
}
