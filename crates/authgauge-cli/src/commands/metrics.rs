use std::fs;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use authgauge_api::document::{Document, PoolExport, PoolForecast};
use authgauge_app::{Policies, save_file};
use authgauge_core::calendar::vendor_day;
use authgauge_core::clock::Clock;
use zeroize::Zeroizing;

use super::errors;
use crate::args::{Global, MetricsArgs};
use crate::exit::Exit;
use crate::metrics::{Access, Figures, open_metrics, serve, text};
use crate::output::Output;
use crate::problem::Problem;
use crate::session::{Session, new_runtime};

/// Prints the metrics, writes them to a file, or serves them.
pub(super) fn run(
    args: &MetricsArgs,
    global: &Global,
    output: Output,
    clock: &Clock,
) -> Result<Exit, Problem> {
    if let Some(address) = args.listen {
        return listen(address, args, global, output, clock);
    }
    let figures = collect(args, global, clock)?;
    match &args.textfile {
        // node_exporter reads the text format 0.0.4.
        Some(file) => {
            save_file(file, text(&figures).as_bytes())?;
            Ok(Exit::Done)
        }
        None => Ok(output.print_line(open_metrics(&figures).trim_end())),
    }
}

fn collect(args: &MetricsArgs, global: &Global, clock: &Clock) -> Result<Figures, Problem> {
    let began = Instant::now();
    let selection = &args.selection;
    let session = Session::open(global, Some(selection), clock.clone())?;
    let snapshot = session.snapshot_with_forecasts(selection)?;
    let today = vendor_day(session.age.now);
    // A period may report its last day as its end, and still be the running one.
    let yesterday = today.pred_opt().unwrap_or(today);
    let (mut pools, mut forecasts) = (Vec::new(), Vec::new());
    for pool in &snapshot.pools {
        let mau = session
            .application
            .mau_periods(&pool.pool.id, yesterday..=today)?;
        pools.push(PoolExport::of(pool, &mau, &[], session.age));
        forecasts.push(PoolForecast::of(pool, &mau, session.age));
    }
    Ok(Figures {
        export: Document::new(session.age.now, pools).with_errors(errors(&snapshot)),
        forecasts,
        took: began.elapsed().as_secs_f64(),
    })
}

/// Serves stored readings: each scrape reads what the window, or a timer with --refresh, stored last.
fn listen(
    address: SocketAddr,
    args: &MetricsArgs,
    global: &Global,
    output: Output,
    clock: &Clock,
) -> Result<Exit, Problem> {
    if global.live || global.refresh || global.demo {
        return Err(Problem::usage(
            "--listen serves stored readings: renew them by the window, or by a timer with --refresh",
        ));
    }
    Policies::of_system(clock()).check_metrics_listener()?;
    let access = match &args.token_file {
        Some(file) => Access::Token(token(file)?),
        None if address.ip().is_loopback() => Access::ThisComputer,
        None => {
            return Err(Problem::usage(
                "an address that others can reach needs --token-file",
            ));
        }
    };
    let (args, global, clock) = (args.clone(), global.clone(), clock.clone());
    let collect = move || match collect(&args, &global, &clock) {
        Ok(figures) => Some(figures),
        Err(problem) => {
            output.say(&problem.text);
            None
        }
    };
    let started = |address| {
        // The program that started this one may wait for the port.
        let _ = writeln!(io::stdout(), "http://{address}/metrics");
    };
    new_runtime()?.block_on(serve(address, access, collect, started))?;
    Ok(Exit::Done)
}

/// The first line of a file. At least 16 characters, so that it can't be guessed.
fn token(file: &Path) -> Result<Zeroizing<String>, Problem> {
    let text = fs::read_to_string(file).map(Zeroizing::new);
    let text = text.map_err(|error| Problem::usage(format!("{}: {error}", file.display())))?;
    let token = text.lines().next().unwrap_or_default().trim();
    match token.len() >= 16 {
        true => Ok(Zeroizing::new(token.to_owned())),
        false => Err(Problem::usage("the token needs at least 16 characters")),
    }
}
