//! How long the app takes to show its cards, next to a window that shows nothing, and how much
//! memory both take.
//!
//! A launch is timed from the start of the process to the moment when the picture is on the
//! display: the display's own memory is looked at, so nothing runs in the app for it. The app has a
//! pool whose readings were kept by an earlier launch; its cards count as painted when a card's red
//! bar is there, the blank window when its page, which is nothing but a colour, is.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use desktop_driver::{App, Colour, Companion, Error, Result, Session, processes, until};
use genauth_sim::{Sim, SimOptions};

use crate::{
    background::background,
    figures::{median, row},
    form::add_pool,
    tour::Look,
};

/// What is launched, and by which pixels one knows that it is there.
pub(crate) struct Contender<'a> {
    name: &'static str,
    pub(crate) binary: &'a Path,
    pub(crate) colour: Colour,
    pixels: usize,
}

impl<'a> Contender<'a> {
    pub(crate) fn authgauge(binary: &'a Path) -> Self {
        Self {
            name: "Authgauge",
            binary,
            colour: RED_BAR,
            pixels: 300,
        }
    }
}

/// The bar of a card over its limit, in the light theme; nothing else in the window has it.
const RED_BAR: Colour = [0xdc, 0x46, 0x46];
/// The one colour of the blank window's page (`src-tauri/examples/blank.rs`).
const PAGE: Colour = [0x0a, 0x7d, 0x5a];
/// A look at the display every so often, so that looking costs little of what is measured.
const GLANCE: Duration = Duration::from_millis(4);
/// Memory counts when two sums this far apart are nearly the same.
const BREATH: Duration = Duration::from_millis(500);

/// Prints the table of launches and memory, each `pairs` times in turn, then how it goes without a window.
pub(crate) async fn bench(app: &Path, blank: &Path, pairs: usize, idle: Duration) -> Result<()> {
    let session = Session::start().await?;
    let _sim = keep_readings(&session, app).await?;
    let app = Contender::authgauge(app);
    let blank = Contender {
        name: "blank window",
        binary: blank,
        colour: PAGE,
        pixels: 200_000,
    };
    let (mut of_app, mut of_blank) = (Vec::new(), Vec::new());
    for turn in 0..=pairs {
        let (first, second) = if turn % 2 == 0 {
            (&app, &blank)
        } else {
            (&blank, &app)
        };
        let took = [time(&session, first).await?, time(&session, second).await?];
        // The first turn fills the system's caches for both.
        if let ([a, b], true) = (took, turn > 0) {
            let (a, b) = if turn % 2 == 0 { (a, b) } else { (b, a) };
            of_app.push(a);
            of_blank.push(b);
        }
    }
    say(&format!(
        "Launch, {pairs} times each, in turn (median, least to most)"
    ));
    say(&row("  Authgauge, to its cards", &of_app));
    say(&row("  blank Tauri window", &of_blank));
    let ratio = median(&of_app).as_secs_f64() / median(&of_blank).as_secs_f64().max(f64::EPSILON);
    say(&format!("  {:<32} {ratio:>9.2}", "ratio of the medians"));
    say("\nMemory of all processes, shared pages in part (PSS)");
    for contender in [&app, &blank] {
        memory(&session, contender).await?;
    }
    background(app.binary, idle, median(&of_app)).await
}

/// One launch through the window, which leaves a pool with its readings in the data folder.
async fn keep_readings(session: &Session, binary: &Path) -> Result<Sim> {
    let (app, sim) = with_readings(session, binary).await?;
    app.close().await?;
    dark(session, RED_BAR).await?;
    Ok(sim)
}

/// The window of an app that shows a pool's cards, in the look whose colours are known here.
pub(crate) async fn with_readings(session: &Session, binary: &Path) -> Result<(App, Sim)> {
    let failed = |source| Error::Io {
        what: "starting the simulator".to_owned(),
        source,
    };
    let sim = Sim::start(SimOptions::default()).await.map_err(failed)?;
    let app = App::launch(session, binary, &[]).await?;
    Look {
        theme: "light",
        language: "en",
    }
    .choose(&app)
    .await?;
    for pool in sim.pools().iter().take(1) {
        add_pool(&app, &sim, pool).await?;
    }
    app.wait_cards().await?;
    Ok((app, sim))
}

/// One launch, ended as soon as it is timed.
async fn time(session: &Session, what: &Contender<'_>) -> Result<Duration> {
    let (took, program) = launch(session, what).await?;
    drop(program);
    Ok(took)
}

/// Launches and answers how long the picture took; the program ends when the second is dropped.
pub(crate) async fn launch(
    session: &Session,
    what: &Contender<'_>,
) -> Result<(Duration, Companion)> {
    dark(session, what.colour).await?;
    let begun = Instant::now();
    let program = session.spawn(what.binary, &[])?;
    painted(session, what).await?;
    Ok((begun.elapsed(), program))
}

/// Waits until its picture is on the display.
pub(crate) async fn painted(session: &Session, what: &Contender<'_>) -> Result<()> {
    let (screen, begun) = (session.screen(), Instant::now());
    while screen.count(what.colour)? < what.pixels {
        if begun.elapsed() > desktop_driver::PATIENCE {
            let late = format!("{} painted nothing", what.name);
            return Err(Error::Unexpected(late));
        }
        tokio::time::sleep(GLANCE).await;
    }
    Ok(())
}

/// Waits until the display has nothing left of the launch before.
pub(crate) async fn dark(session: &Session, colour: Colour) -> Result<()> {
    let screen = session.screen();
    until("an empty display", async || {
        Ok((screen.count(colour)? < 100).then_some(()))
    })
    .await
}

async fn memory(session: &Session, what: &Contender<'_>) -> Result<()> {
    let (_, program) = launch(session, what).await?;
    let sum = steady(&program).await?;
    say_memory(what.name, sum, &program);
    Ok(())
}

/// The memory of a program's processes, in KiB, once two sums in a row are nearly the same.
pub(crate) async fn steady(program: &Companion) -> Result<u64> {
    let mut last = 0;
    until("memory to be steady", async || {
        tokio::time::sleep(BREATH).await;
        let now = parts(program).iter().map(|(_, kib)| kib).sum::<u64>();
        let is_steady = now.abs_diff(last) * 100 <= now;
        last = now;
        Ok(is_steady.then_some(now))
    })
    .await
}

pub(crate) fn say_memory(name: &str, sum: u64, program: &Companion) {
    say(&format!("  {name:<32} {:>9.1} MiB", mib(sum)));
    for (name, kib) in parts(program) {
        say(&format!("    {name:<30} {:>9.1} MiB", mib(kib)));
    }
}

fn parts(program: &Companion) -> Vec<(String, u64)> {
    let family = processes::family(program.id());
    family
        .into_iter()
        .filter_map(|pid| Some((processes::name(pid), processes::memory_kib(pid)?)))
        .collect()
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

#[expect(clippy::print_stdout, reason = "the table is this program's result")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
