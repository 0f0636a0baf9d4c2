//! Times a launch: from the start of the process until its pixels are on the display. Only the display's memory
//! is read, so the measurement does not disturb the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use authgauge_driver::{data_dir, wait_for_cards};
use desktop_driver::{
    App, Colour, Error, Keyring, ProcessGroup, Result, Screen, Session, TIMEOUT, wait_until,
};
use genauth_sim::Sim;

use super::waterfall::{self, Marks};
use crate::navigation::{Appearance, add_pool};
use crate::simulator;

/// Short enough for the precision of a launch time, long enough to leave the CPU to the program.
const POLL_INTERVAL: Duration = Duration::from_millis(4);

/// A display with fewer pixels of a colour does not show the program.
const BLANK_BELOW: usize = 100;

/// So many of the simulator's first pools are ordinary ones.
const ORDINARY_POOLS: usize = 3;

/// A program, and the pixels that show that it is painted.
pub(super) struct Target {
    name: &'static str,
    binary: PathBuf,
    args: Vec<String>,
    /// The folder of the file in which the program notes the steps of its launch.
    marks: PathBuf,
    colours: &'static [Colour],
    pixels: usize,
}

impl Target {
    /// Painted when the red bar of something over its limit is shown, dimmed if its figure is a stored one. Nothing else
    /// in the light theme has these colours.
    pub(super) fn authgauge(binary: &Path, session: &Session) -> Self {
        Self {
            name: "Authgauge",
            binary: binary.to_owned(),
            args: Vec::new(),
            marks: data_dir(session).join("logs"),
            colours: &[[0xdc, 0x46, 0x46], [0xe4, 0x92, 0x94]],
            pixels: 300,
        }
    }

    /// The page of `src-tauri/examples/blank.rs` has one colour.
    pub(super) fn blank(binary: &Path, session: &Session) -> Result<Self> {
        let marks = session.home().join("blank");
        fs::create_dir_all(&marks).map_err(|source| Error::Io {
            step: "making a folder for the blank window".to_owned(),
            source,
        })?;
        Ok(Self {
            name: "blank window",
            binary: binary.to_owned(),
            args: vec![marks.join("marks").display().to_string()],
            marks,
            colours: &[[0x0a, 0x7d, 0x5a]],
            pixels: 200_000,
        })
    }

    /// How many pixels of the display are the target's.
    fn count(&self, screen: &Screen) -> Result<usize> {
        let counts = self.colours.iter().map(|colour| screen.count(*colour));
        counts.sum()
    }
}

/// A program that was launched. Dropping it ends the program.
pub(super) struct Launch {
    pub(super) program: ProcessGroup,
    pub(super) took: Duration,
    started: SystemTime,
}

impl Launch {
    /// In milliseconds.
    pub(super) fn millis(&self) -> f64 {
        self.took.as_secs_f64() * 1000.0
    }

    /// What the program noted of its launch.
    pub(super) async fn marks(&self, target: &Target) -> Result<Marks> {
        waterfall::read(&target.marks, self.started, self.took).await
    }
}

/// Launches the target and waits until it is painted.
pub(super) async fn launch(session: &Session, target: &Target) -> Result<Launch> {
    wait_until_blank(session, target).await?;
    let args: Vec<&str> = target.args.iter().map(String::as_str).collect();
    let (start, started) = (Instant::now(), SystemTime::now());
    let program = session.spawn(&target.binary, &args)?;
    wait_until_painted(session, target).await?;
    Ok(Launch {
        program,
        took: start.elapsed(),
        started,
    })
}

/// Waits until the target is on the display.
pub(super) async fn wait_until_painted(session: &Session, target: &Target) -> Result<()> {
    let (screen, started) = (session.screen(), Instant::now());
    while target.count(&screen)? < target.pixels {
        if started.elapsed() > TIMEOUT {
            let timeout = format!("{} painted nothing", target.name);
            return Err(Error::Unexpected(timeout));
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
    Ok(())
}

/// Waits until the target is no longer on the display.
pub(super) async fn wait_until_blank(session: &Session, target: &Target) -> Result<()> {
    let screen = session.screen();
    wait_until("a blank display", async || {
        Ok((target.count(&screen)? < BLANK_BELOW).then_some(()))
    })
    .await
}

/// A session in which programs note the steps of their launch.
pub(super) async fn start_session() -> Result<Session> {
    let mut session = authgauge_driver::start_session(Keyring::Unlocked).await?;
    session.set_env("AUTHGAUGE_LOG", "authgauge_desktop::launch_marks=debug");
    Ok(session)
}

/// Opens Authgauge in the light theme with pools, whose readings the next launch shows.
pub(super) async fn open_with_pools(
    session: &Session,
    binary: &Path,
    pools: usize,
) -> Result<(App, Sim)> {
    let sim = simulator::start(0, genauth_sim::PoolSet::Odd).await?;
    let app = App::launch(session, binary, &[]).await?;
    Appearance::LIGHT_ENGLISH.choose(&app).await?;
    add_pools(&app, &sim, pools).await?;
    wait_for_cards(&app).await?;
    Ok((app, sim))
}

/// Adds pools, of which several are the same pool of the simulator.
async fn add_pools(app: &App, sim: &Sim, count: usize) -> Result<()> {
    let ordinary = sim.pools().into_iter().take(ORDINARY_POOLS);
    let ordinary: Vec<_> = ordinary.collect();
    for pool in ordinary.iter().cycle().take(count) {
        add_pool(app, sim, pool).await?;
    }
    Ok(())
}
