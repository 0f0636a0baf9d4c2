//! What Authgauge uses without its window, next to one whose window is open, and how fast the window comes
//! back. Both run at the same time on desktops of their own, so that a busy machine is busy for both.

use std::{path::Path, time::Duration, time::Instant};

use desktop_driver::{Companion, Error, Result, Session, Tray, processes, until};
use genauth_sim::Sim;

use crate::{
    bench::{Contender, dark, launch, painted, say, say_memory, steady, with_readings},
    figures::{median, row},
};

/// How often the window is opened again.
const TIMES: usize = 10;
/// Shown as chosen is what the settings say.
const KEPT: &str = "return document.querySelector('[data-testid=close-to-tray-keep]') \
    .closest('label').classList.contains('chosen')";
/// What the tray's menu calls it.
const OPEN: &str = "Open Authgauge";

/// A desktop with a tray, and a Authgauge on it that stays there when its window is closed.
struct Desk<'a> {
    program: Companion,
    tray: Tray,
    session: Session,
    what: Contender<'a>,
    _sim: Sim,
}

/// Prints memory, CPU over `idle`, and the time to open the window again; `launched` is how long a launch took.
pub(crate) async fn background(binary: &Path, idle: Duration, launched: Duration) -> Result<()> {
    let open = Desk::set_up(binary).await?;
    let hidden = Desk::set_up(binary).await?;
    hidden.close_window().await?;

    say("\nWithout its window, next to one with (memory as above)");
    let (with, without) = (steady(&open.program).await?, steady(&hidden.program).await?);
    say_memory("open", with, &open.program);
    say_memory("hidden", without, &hidden.program);
    say_ratio("ratio of memory", without as f64, with as f64);

    let before = [open.cpu(), hidden.cpu()];
    tokio::time::sleep(idle).await;
    let [with, without] = [open.cpu() - before[0], hidden.cpu() - before[1]];
    say(&format!(
        "\nCPU while nobody does anything, {} s",
        idle.as_secs()
    ));
    for (name, used) in [("open", with), ("hidden", without)] {
        say(&format!("  {name:<32} {:>9.2} s", used.as_secs_f64()));
    }
    say_ratio("ratio of CPU", without.as_secs_f64(), with.as_secs_f64());

    say("\nOpening the window again, to its cards (median, least to most)");
    let took = hidden.reopened().await?;
    say(&row("  from the tray", &took));
    let took = median(&took).as_secs_f64();
    say_ratio("ratio to a launch", took, launched.as_secs_f64());
    Ok(())
}

impl<'a> Desk<'a> {
    async fn set_up(binary: &'a Path) -> Result<Self> {
        let session = Session::start().await?;
        let tray = session.tray().await?;
        let (app, sim) = with_readings(&session, binary).await?;
        app.click("open-settings").await?;
        app.click("close-to-tray-keep").await?;
        until("the choice to be kept", async || {
            Ok(app.eval::<bool>(KEPT, &[]).await?.then_some(()))
        })
        .await?;
        app.terminate().await?;
        let what = Contender::authgauge(binary);
        let (_, program) = launch(&session, &what).await?;
        tray.wait_for(|item| !item.menu.is_empty()).await?;
        Ok(Self {
            program,
            tray,
            session,
            what,
            _sim: sim,
        })
    }

    /// Closes the window by its own button and waits until it is gone with its page.
    async fn close_window(&self) -> Result<()> {
        let windows = self.session.windows()?;
        for window in windows.of_process(self.program.id())? {
            windows.close(&window)?;
        }
        dark(&self.session, self.what.colour).await?;
        until("the page to be gone", async || {
            let family = processes::family(self.program.id()).into_iter();
            let mut names = family.map(processes::name);
            Ok((!names.any(|name| name.starts_with("WebKitWeb"))).then_some(()))
        })
        .await
    }

    async fn reopened(&self) -> Result<Vec<Duration>> {
        let mut took = Vec::new();
        for _ in 0..TIMES {
            let begun = Instant::now();
            self.tray.click(OPEN).await?;
            painted(&self.session, &self.what).await?;
            took.push(begun.elapsed());
            self.close_window().await?;
        }
        if processes::family(self.program.id()).is_empty() {
            return Err(Error::Unexpected("it ended with its window".to_owned()));
        }
        Ok(took)
    }

    fn cpu(&self) -> Duration {
        let family = processes::family(self.program.id()).into_iter();
        family.filter_map(processes::cpu).sum()
    }
}

fn say_ratio(name: &str, one: f64, other: f64) {
    let ratio = one / other.max(f64::EPSILON);
    say(&format!("  {name:<32} {ratio:>9.2}"));
}
