//! `bench`: how long Authgauge takes to show its cards, and how much memory and CPU time it uses, next to a blank
//! window.
#![cfg(target_os = "linux")]

mod hidden_window;
mod launch;
mod memory;
mod pairs;
mod report;
mod statistics;
mod waterfall;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use desktop_driver::{Result, Session};

use crate::output::print_line;
use launch::{Target, launch, open_with_pools, start_session, wait_until_blank};
use memory::wait_for_steady_memory;
use pairs::Pairs;
use report::Report;

/// What to measure, and for how long.
pub(crate) struct Options {
    pub(crate) app: PathBuf,
    pub(crate) blank: PathBuf,
    /// The longest time for each comparison.
    pub(crate) limit: Duration,
    /// How long both run without input.
    pub(crate) idle: Duration,
    /// The file for the figures.
    pub(crate) to: PathBuf,
}

/// Prints launch times, memory and the figures of a hidden window, and writes them.
pub(crate) async fn run(options: &Options) -> Result<()> {
    let mut report = Report::default();
    let Options {
        app,
        blank,
        limit,
        idle,
        ..
    } = options;
    let first = Compared::start(app, blank, 1).await?;
    first.launches(&mut report, *limit, 1.1).await?;
    drop(first);
    let several = Compared::start(app, blank, 3).await?;
    several.memory(&mut report, *limit).await?;
    drop(several);
    let many = Compared::start(app, blank, 30).await?;
    many.launches(&mut report, *limit, 1.2).await?;
    drop(many);
    hidden_window::run(&mut report, (app, blank), *limit, *idle).await?;
    report.write(&options.to)
}

/// Authgauge with pools and a blank window, in one session.
struct Compared {
    session: Session,
    app: Target,
    blank: Target,
    pools: usize,
    _sim: genauth_sim::Sim,
}

impl Compared {
    async fn start(app: &Path, blank: &Path, pools: usize) -> Result<Self> {
        let session = start_session().await?;
        let (window, sim) = open_with_pools(&session, app, pools).await?;
        window.close().await?;
        let app = Target::authgauge(app, &session);
        let blank = Target::blank(blank, &session)?;
        wait_until_blank(&session, &app).await?;
        Ok(Self {
            session,
            app,
            blank,
            pools,
            _sim: sim,
        })
    }

    /// Launches both in turn; prints the times and where they go.
    async fn launches(&self, report: &mut Report, limit: Duration, goal: f64) -> Result<()> {
        let marks = [const { RefCell::new(Vec::new()) }; 2];
        let timed = async |counts: bool, target: &Target, marks: &RefCell<Vec<_>>| {
            let launch = launch(&self.session, target).await?;
            let reached = launch.marks(target).await?;
            if counts {
                marks.borrow_mut().push(reached);
            }
            Ok(launch.millis())
        };
        let [ours, theirs] = &marks;
        let pairs = Pairs::measure(
            limit,
            async |counts| timed(counts, &self.app, ours).await,
            async |counts| timed(counts, &self.blank, theirs).await,
        )
        .await?;
        print_line(&format!(
            "\nLaunch with {} pools, in turn (medians)",
            self.pools
        ));
        let name = format!("launch with {} pools, to its cards", self.pools);
        report.add_pairs(&pairs, (&name, "launch of a blank window"), "ms", goal);
        waterfall::print(&ours.borrow(), &theirs.borrow());
        Ok(())
    }

    /// Opens both in turn; prints their memory (PSS: shared pages count in part) and what it is used for.
    async fn memory(&self, report: &mut Report, limit: Duration) -> Result<()> {
        let tables = [const { RefCell::new(Vec::new()) }; 2];
        let measured = async |target: &Target, table: &RefCell<Vec<_>>| {
            let launch = launch(&self.session, target).await?;
            let total = wait_for_steady_memory(&launch.program).await?;
            table.replace(memory::processes(&launch.program));
            Ok(total)
        };
        let [ours, theirs] = &tables;
        let pairs = Pairs::measure(
            limit,
            async |_| measured(&self.app, ours).await,
            async |_| measured(&self.blank, theirs).await,
        )
        .await?;
        print_line(&format!("\nMemory open with {} pools, in turn", self.pools));
        report.add_pairs(
            &pairs,
            ("memory open", "memory of a blank window"),
            "MiB",
            0.95,
        );
        memory::print_table(report, "Memory open", &ours.borrow());
        memory::print_table(report, "Memory of a blank window", &theirs.borrow());
        Ok(())
    }
}
