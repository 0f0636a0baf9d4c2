use std::path::Path;

use authgauge_api::document::{Document, PoolExport, csv};
use authgauge_app::{
    BenefitHistory, ChartRequest, ChartTheme, ExportFormat, HistoryDays, HistoryRequest, MauRange,
    PoolSnapshot, save_file,
};
use authgauge_core::calendar::vendor_day;
use authgauge_core::error::ErrorCode;
use authgauge_core::pool::PoolId;
use chrono::Months;

use super::errors;
use crate::args::{ExportArgs, FileFormat};
use crate::exit::Exit;
use crate::problem::Problem;
use crate::session::Session;

/// CSS pixels of a picture.
const SIZE: (u32, u32) = (1_000, 400);

/// How far back the MAU goes.
const MONTHS: u32 = 24;

/// Writes what is known to a file.
pub(super) fn run(session: &mut Session, args: &ExportArgs) -> Result<Exit, Problem> {
    let content = match args.format {
        FileFormat::Csv => csv(&everything(session, args)?).into_bytes(),
        FileFormat::Json => {
            let document = everything(session, args)?;
            serde_json::to_vec_pretty(&document).map_err(|_| ErrorCode::ExportFailed)?
        }
        FileFormat::Svg => picture(session, args, ExportFormat::Svg)?,
        FileFormat::Png => picture(session, args, ExportFormat::Png)?,
    };
    save(&args.output, &content)
}

fn save(path: &Path, content: &[u8]) -> Result<Exit, Problem> {
    save_file(path, content)?;
    Ok(Exit::Done)
}

fn everything(session: &mut Session, args: &ExportArgs) -> Result<Document<PoolExport>, Problem> {
    let snapshot = session.snapshot_with_forecasts(&args.selection)?;
    let today = vendor_day(session.age.now);
    let from = today
        .checked_sub_months(Months::new(MONTHS))
        .unwrap_or(today);
    let mut pools = Vec::new();
    for pool in &snapshot.pools {
        let id = &pool.pool.id;
        let mau = session.application.mau_periods(id, from..=today)?;
        let histories = histories(session, pool, args)?;
        pools.push(PoolExport::of(pool, &mau, &histories, session.age));
    }
    Ok(Document::new(session.age.now, pools).with_errors(errors(&snapshot)))
}

/// Of each benefit that is reported now; one of several with the same code.
fn histories(
    session: &mut Session,
    pool: &PoolSnapshot,
    args: &ExportArgs,
) -> Result<Vec<BenefitHistory>, Problem> {
    let mut codes: Vec<&str> = pool
        .benefits()
        .iter()
        .map(|status| &*status.benefit.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes.retain(|code| args.benefit.as_deref().is_none_or(|asked| asked == *code));
    let requests: Vec<_> = codes
        .into_iter()
        .map(|code| history_of(session, &pool.pool.id, code))
        .collect();
    session.wait(async move |application| {
        let mut histories = Vec::new();
        for request in requests {
            histories.push(application.benefit_history(request).await?);
        }
        Ok(histories)
    })
}

/// The history of a benefit, else the MAU, of one pool.
fn picture(
    session: &mut Session,
    args: &ExportArgs,
    format: ExportFormat,
) -> Result<Vec<u8>, Problem> {
    let snapshot = session.snapshot_with_forecasts(&args.selection)?;
    let [pool] = snapshot.pools.as_slice() else {
        return Err(Problem::usage(
            "a picture shows one pool: choose it by --pool",
        ));
    };
    let id = &pool.pool.id;
    match &args.benefit {
        Some(code) => {
            let request = history_of(session, id, code);
            session.wait(async move |application| application.export_history(request, format).await)
        }
        None => {
            let request = ChartRequest {
                pool: id.clone(),
                range: MauRange::Months { count: 12 },
                theme: ChartTheme::Light,
                language: session.language,
                width: SIZE.0,
                height: SIZE.1,
            };
            session.wait(async move |application| application.export_mau(request, format).await)
        }
    }
}

fn history_of(session: &Session, pool: &PoolId, code: &str) -> HistoryRequest {
    HistoryRequest {
        pool: pool.clone(),
        code: code.to_owned(),
        days: HistoryDays::YEAR,
        theme: ChartTheme::Light,
        language: session.language,
        width: SIZE.0,
        height: SIZE.1,
    }
}
