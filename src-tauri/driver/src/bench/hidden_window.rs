//! Authgauge with its window closed to the tray: memory, CPU time next to one with its window open, and how fast the
//! window reopens.

use std::path::Path;
use std::time::Duration;

use desktop_driver::{ProcessGroup, Result, Session, Tray, processes, wait_until};
use genauth_sim::Sim;

use super::launch::{
    Target, launch, open_with_pools, start_session, wait_until_blank, wait_until_painted,
};
use super::memory::{self, wait_for_steady_memory};
use super::pairs::Pairs;
use super::report::Report;
use crate::output::print_line;

/// A program is at rest once it used at most `REST` of CPU time in `REST_SAMPLE`.
const REST: Duration = Duration::from_millis(30);
const REST_SAMPLE: Duration = Duration::from_secs(5);

/// The tray menu's entry that opens the window.
const OPEN_ENTRY: &str = "Open Authgauge";
/// The choice is shown as checked once it is stored.
const IS_KEPT_IN_TRAY: &str = "return document.querySelector('[data-testid=close-to-tray-keep]') \
    .closest('label').classList.contains('chosen')";

/// Prints memory, the time to reopen the window next to the launch of a blank one, and CPU time during `idle`.
pub(super) async fn run(
    report: &mut Report,
    binaries: (&Path, &Path),
    limit: Duration,
    idle: Duration,
) -> Result<()> {
    let hidden = TrayedApp::start(binaries.0).await?;
    hidden.close_window().await?;
    print_line("\nThe window is closed to the tray");
    let without = wait_for_steady_memory(&hidden.program).await?;
    report.add_with_goal("memory hidden", without, "MiB", 40.0);
    let processes = memory::processes(&hidden.program);
    memory::print_table(report, "Memory hidden", &processes);

    let blank = Target::blank(binaries.1, &hidden.session)?;
    let reopen = async |_| hidden.reopen().await;
    let launch_blank = async |_| Ok(launch(&hidden.session, &blank).await?.millis());
    let pairs = Pairs::measure(limit, reopen, launch_blank).await?;
    print_line("\nReopening the window from the tray, to its cards");
    report.add_pairs(&pairs, ("reopening", "launch of a blank window"), "ms", 0.8);

    let open = TrayedApp::start(binaries.0).await?;
    compare_cpu_times(report, &open, &hidden, idle).await
}

/// Both run at the same time in separate sessions, so that a busy machine slows both down.
async fn compare_cpu_times(
    report: &mut Report,
    open: &TrayedApp,
    hidden: &TrayedApp,
    idle: Duration,
) -> Result<()> {
    open.wait_until_at_rest().await?;
    hidden.wait_until_at_rest().await?;
    let before = [open.cpu_time(), hidden.cpu_time()];
    tokio::time::sleep(idle).await;
    let used = [open.cpu_time(), hidden.cpu_time()];
    print_line(&format!(
        "\nCPU time per minute without input, in {} s",
        idle.as_secs()
    ));
    let per_minute = |from: Duration, to: Duration| {
        to.saturating_sub(from).as_secs_f64() * 60.0 / idle.as_secs_f64().max(1.0)
    };
    for (name, [from, to], goal) in [
        ("CPU open", [before[0], used[0]], 0.05),
        ("CPU hidden", [before[1], used[1]], 0.01),
    ] {
        report.add_with_goal(name, per_minute(from, to), "s", goal);
    }
    Ok(())
}

/// Authgauge with one pool, in a session with a tray; closing its window keeps it in the tray.
struct TrayedApp {
    program: ProcessGroup,
    tray: Tray,
    session: Session,
    target: Target,
    _sim: Sim,
}

impl TrayedApp {
    async fn start(binary: &Path) -> Result<Self> {
        let session = start_session().await?;
        let tray = session.tray().await?;
        let (app, sim) = open_with_pools(&session, binary, 1).await?;
        app.click("open-settings").await?;
        app.click("close-to-tray-keep").await?;
        wait_until("the choice to be stored", async || {
            Ok(app.eval::<bool>(IS_KEPT_IN_TRAY, &[]).await?.then_some(()))
        })
        .await?;
        app.terminate().await?;
        let target = Target::authgauge(binary, &session);
        let program = launch(&session, &target).await?.program;
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

    /// Opens the window, closes it again, and returns the milliseconds until its cards were painted.
    async fn reopen(&self) -> Result<f64> {
        let started = std::time::Instant::now();
        self.tray.click(OPEN_ENTRY).await?;
        wait_until_painted(&self.session, &self.target).await?;
        let took = started.elapsed();
        self.close_window().await?;
        Ok(took.as_secs_f64() * 1000.0)
    }

    /// What a launch or a reopened window leaves to do belongs to it, not to the time at rest.
    async fn wait_until_at_rest(&self) -> Result<()> {
        wait_until("a program at rest", async || {
            let before = self.cpu_time();
            tokio::time::sleep(REST_SAMPLE).await;
            let used = self.cpu_time().saturating_sub(before);
            Ok((used <= REST).then_some(()))
        })
        .await
    }

    fn cpu_time(&self) -> Duration {
        let pids = processes::tree(self.program.id()).into_iter();
        pids.filter_map(processes::cpu_time).sum()
    }
}
