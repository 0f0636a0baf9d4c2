//! Times a launch: from the start of the process until its pixels are on the display. Only the display's memory
//! is read, so the measurement does not disturb the program.

use std::path::Path;
use std::time::{Duration, Instant};

use authgauge_driver::wait_for_cards;
use desktop_driver::{App, Colour, Error, ProcessGroup, Result, Session, TIMEOUT, wait_until};
use genauth_sim::Sim;

use crate::navigation::{Appearance, add_pool};
use crate::simulator;

/// Short enough for the precision of a launch time, long enough to leave the CPU to the program.
const POLL_INTERVAL: Duration = Duration::from_millis(4);

/// A display with fewer pixels of a colour does not show the program.
const BLANK_BELOW: usize = 100;

/// A program, and the pixels that show that it is painted.
pub(super) struct Target<'a> {
    pub(super) name: &'static str,
    pub(super) binary: &'a Path,
    colour: Colour,
    pixels: usize,
}

impl<'a> Target<'a> {
    /// Painted when the red bar of a card over its limit is shown. Nothing else in the light theme has this colour.
    pub(super) fn authgauge(binary: &'a Path) -> Self {
        Self {
            name: "Authgauge",
            binary,
            colour: [0xdc, 0x46, 0x46],
            pixels: 300,
        }
    }

    /// The page of `src-tauri/examples/blank.rs` has one colour.
    pub(super) fn blank(binary: &'a Path) -> Self {
        Self {
            name: "blank window",
            binary,
            colour: [0x0a, 0x7d, 0x5a],
            pixels: 200_000,
        }
    }
}

/// Launches the target and returns how long painting took. Dropping the process group ends the program.
pub(super) async fn launch(
    session: &Session,
    target: &Target<'_>,
) -> Result<(Duration, ProcessGroup)> {
    wait_until_blank(session, target).await?;
    let started = Instant::now();
    let program = session.spawn(target.binary, &[])?;
    wait_until_painted(session, target).await?;
    Ok((started.elapsed(), program))
}

/// Waits until the target is on the display.
pub(super) async fn wait_until_painted(session: &Session, target: &Target<'_>) -> Result<()> {
    let (screen, started) = (session.screen(), Instant::now());
    while screen.count(target.colour)? < target.pixels {
        if started.elapsed() > TIMEOUT {
            let timeout = format!("{} painted nothing", target.name);
            return Err(Error::Unexpected(timeout));
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
    Ok(())
}

/// Waits until the target is no longer on the display.
pub(super) async fn wait_until_blank(session: &Session, target: &Target<'_>) -> Result<()> {
    let screen = session.screen();
    wait_until("a blank display", async || {
        Ok((screen.count(target.colour)? < BLANK_BELOW).then_some(()))
    })
    .await
}

/// Opens Authgauge in the light theme with one pool, whose readings the next launch shows.
pub(super) async fn open_with_pool(session: &Session, binary: &Path) -> Result<(App, Sim)> {
    let sim = simulator::start(0, genauth_sim::PoolSet::Odd).await?;
    let app = App::launch(session, binary, &[]).await?;
    Appearance::LIGHT_ENGLISH.choose(&app).await?;
    for pool in sim.pools().iter().take(1) {
        add_pool(&app, &sim, pool).await?;
    }
    wait_for_cards(&app).await?;
    Ok((app, sim))
}
