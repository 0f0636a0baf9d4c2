//! Authgauge with its window closed to the tray, next to one with its window open, and how fast the window reopens.
//! Both run at the same time in separate sessions, so that a busy machine slows both down.

use std::path::Path;
use std::time::{Duration, Instant};

use authgauge_driver::start_session;
use desktop_driver::{Keyring, ProcessGroup, Result, Session, Tray, processes, wait_until};
use genauth_sim::Sim;

use super::launch::{Target, launch, open_with_pool, wait_until_blank, wait_until_painted};
use super::memory::{print_memory, wait_for_steady_memory};
use super::statistics::{median, ratio_row, time_row};
use crate::output::print_line;

const REOPENINGS: usize = 10;
/// The tray menu's entry that opens the window.
const OPEN_ENTRY: &str = "Open Authgauge";
/// The choice is shown as checked once it is stored.
const IS_KEPT_IN_TRAY: &str = "return document.querySelector('[data-testid=close-to-tray-keep]') \
    .closest('label').classList.contains('chosen')";

/// Prints memory, CPU time during `idle`, and the time to reopen the window next to that of a launch.
pub(super) async fn run(binary: &Path, idle: Duration, launch_time: Duration) -> Result<()> {
    let open = TrayedApp::start(binary).await?;
    let hidden = TrayedApp::start(binary).await?;
    hidden.close_window().await?;
    print_memories(&open, &hidden).await?;
    print_cpu_times(&open, &hidden, idle).await;

    print_line("\nReopening the window, to its cards (median, minimum to maximum)");
    let times = hidden.measure_reopening().await?;
    print_line(&time_row("from the tray", &times));
    let (reopening, launch) = (median(&times).as_secs_f64(), launch_time.as_secs_f64());
    print_line(&ratio_row("ratio to a launch", reopening, launch));
    Ok(())
}

async fn print_memories(open: &TrayedApp<'_>, hidden: &TrayedApp<'_>) -> Result<()> {
    print_line("\nMemory with and without a window");
    let with_window = wait_for_steady_memory(&open.program).await?;
    let without = wait_for_steady_memory(&hidden.program).await?;
    print_memory("open", with_window, &open.program);
    print_memory("hidden", without, &hidden.program);
    print_line(&ratio_row(
        "ratio of memory",
        without as f64,
        with_window as f64,
    ));
    Ok(())
}

async fn print_cpu_times(open: &TrayedApp<'_>, hidden: &TrayedApp<'_>, idle: Duration) {
    let before = [open.cpu_time(), hidden.cpu_time()];
    tokio::time::sleep(idle).await;
    let with_window = (open.cpu_time() - before[0]).as_secs_f64();
    let without = (hidden.cpu_time() - before[1]).as_secs_f64();
    print_line(&format!("\nCPU time without input, {} s", idle.as_secs()));
    for (name, used) in [("open", with_window), ("hidden", without)] {
        print_line(&format!("  {name:<32} {used:>9.2} s"));
    }
    print_line(&ratio_row("ratio of CPU time", without, with_window));
}

/// Authgauge with one pool, in a session with a tray; closing its window keeps it in the tray.
struct TrayedApp<'a> {
    program: ProcessGroup,
    tray: Tray,
    session: Session,
    target: Target<'a>,
    _sim: Sim,
}

impl<'a> TrayedApp<'a> {
    async fn start(binary: &'a Path) -> Result<Self> {
        let session = start_session(Keyring::Unlocked).await?;
        let tray = session.tray().await?;
        let (app, sim) = open_with_pool(&session, binary).await?;
        app.click("open-settings").await?;
        app.click("close-to-tray-keep").await?;
        wait_until("the choice to be stored", async || {
            Ok(app.eval::<bool>(IS_KEPT_IN_TRAY, &[]).await?.then_some(()))
        })
        .await?;
        app.terminate().await?;
        let target = Target::authgauge(binary);
        let (_, program) = launch(&session, &target).await?;
        tray.wait_for(|item| !item.menu.is_empty()).await?;
        Ok(Self {
            program,
            tray,
            session,
            target,
            _sim: sim,
        })
    }

    /// Closes the window and waits until it and its web process are gone.
    async fn close_window(&self) -> Result<()> {
        let windows = self.session.windows()?;
        for window in windows.of_process(self.program.id())? {
            windows.close(&window)?;
        }
        wait_until_blank(&self.session, &self.target).await?;
        wait_until("the web process to exit", async || {
            let pids = processes::tree(self.program.id()).into_iter();
            let mut names = pids.map(processes::name);
            Ok((!names.any(|name| name.starts_with("WebKitWeb"))).then_some(()))
        })
        .await
    }

    async fn measure_reopening(&self) -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        for _ in 0..REOPENINGS {
            let started = Instant::now();
            self.tray.click(OPEN_ENTRY).await?;
            wait_until_painted(&self.session, &self.target).await?;
            times.push(started.elapsed());
            self.close_window().await?;
        }
        Ok(times)
    }

    fn cpu_time(&self) -> Duration {
        let pids = processes::tree(self.program.id()).into_iter();
        pids.filter_map(processes::cpu_time).sum()
    }
}
