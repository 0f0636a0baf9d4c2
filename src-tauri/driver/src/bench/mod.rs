//! `bench`: how long Authgauge takes to show its cards, and how much memory and CPU time it uses, next to a blank
//! window.
#![cfg(target_os = "linux")]

mod hidden_window;
mod launch;
mod memory;
mod statistics;

use std::path::Path;
use std::time::Duration;

use authgauge_driver::start_session;
use desktop_driver::{Keyring, Result, Session};

use crate::output::print_line;
use launch::{Target, launch, open_with_pool, wait_until_blank};
use memory::{print_memory, wait_for_steady_memory};
use statistics::{median, ratio_row, time_row};

/// Prints launch times (each program `pairs` times, alternating), memory, and the figures of a hidden window.
pub(crate) async fn run(app: &Path, blank: &Path, pairs: usize, idle: Duration) -> Result<()> {
    let session = start_session(Keyring::Unlocked).await?;
    let (window, _sim) = open_with_pool(&session, app).await?;
    window.close().await?;
    let (app, blank) = (Target::authgauge(app), Target::blank(blank));
    wait_until_blank(&session, &app).await?;

    let (app_times, blank_times) = measure_launches(&session, &app, &blank, pairs).await?;
    let (app_median, blank_median) = (median(&app_times), median(&blank_times));
    print_line(&format!(
        "Launch, {pairs} times each, alternating (median, minimum to maximum)"
    ));
    print_line(&time_row("Authgauge, to its cards", &app_times));
    print_line(&time_row("blank Tauri window", &blank_times));
    print_line(&ratio_row(
        "ratio of the medians",
        app_median.as_secs_f64(),
        blank_median.as_secs_f64(),
    ));
    print_line("\nMemory of all processes (PSS: shared pages count in part)");
    for target in [&app, &blank] {
        let (_, program) = launch(&session, target).await?;
        let total = wait_for_steady_memory(&program).await?;
        print_memory(target.name, total, &program);
    }
    hidden_window::run(app.binary, idle, app_median).await
}

/// The launch times of both programs, without the first pair, which fills the system's caches.
async fn measure_launches(
    session: &Session,
    app: &Target<'_>,
    blank: &Target<'_>,
    pairs: usize,
) -> Result<(Vec<Duration>, Vec<Duration>)> {
    let (mut app_times, mut blank_times) = (Vec::new(), Vec::new());
    for pair in 0..=pairs {
        let (app_time, blank_time);
        if pair % 2 == 0 {
            app_time = launch(session, app).await?.0;
            blank_time = launch(session, blank).await?.0;
        } else {
            blank_time = launch(session, blank).await?.0;
            app_time = launch(session, app).await?.0;
        }
        if pair > 0 {
            app_times.push(app_time);
            blank_times.push(blank_time);
        }
    }
    Ok((app_times, blank_times))
}
