use authgauge_api::document::{AlertEntry, Document, PoolAlerts};
use authgauge_app::words::{self as sentences, OwnerCalendar};
use authgauge_core::language::WordsLanguage;

use super::errors;
use crate::args::{AlertsCommand, Selection};
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, number, text};
use crate::text::{Words, words};

/// Changes how alerts are shown or delivered.
pub(super) fn change(session: &Session, change: &AlertsCommand) -> Result<Exit, Problem> {
    let application = &session.application;
    match change {
        AlertsCommand::List => {}
        AlertsCommand::Seen => application.mark_alerts_seen()?,
        AlertsCommand::Snooze { id, hours } => {
            let alerts = application.snapshot().alerts;
            if !alerts.iter().any(|alert| alert.alert.id == *id) {
                return Err(Problem::usage(format!("no alert has the number {id}")));
            }
            application.snooze_alert(*id, *hours)?;
        }
        AlertsCommand::Mute { pool, part, off } => {
            application.mute(&session.pool(pool)?.pool.id, part, !off)?;
        }
    }
    Ok(Exit::Done)
}

/// Lists the alerts.
pub(super) fn list(
    session: &Session,
    selection: &Selection,
    output: Output,
) -> Result<Exit, Problem> {
    let document = document(session, selection)?;
    let language = session.language;
    Ok(output.print(&document, |document| table(document, language)))
}

/// The document of the list.
pub(crate) fn document(
    session: &Session,
    selection: &Selection,
) -> Result<Document<PoolAlerts>, Problem> {
    let snapshot = session.snapshot(selection)?;
    let pools = snapshot.pools.iter();
    let pools = pools.map(|pool| PoolAlerts::of(pool, &snapshot.alerts));
    Ok(Document::new(session.age.now, pools.collect()).with_errors(errors(&snapshot)))
}

/// The newest first, of all pools.
fn table(document: &Document<PoolAlerts>, language: WordsLanguage) -> String {
    let words = words(language);
    let header = [words.id, words.when, words.pool, words.alert, words.state];
    let mut lines = Lines::new(&header);
    let calendar = OwnerCalendar::local(document.at);
    let pools = document.pools.iter();
    let mut alerts: Vec<_> = pools
        .flat_map(|pool| {
            pool.alerts
                .iter()
                .map(move |alert| (alert, &pool.pool.name))
        })
        .collect();
    alerts.sort_by_key(|(alert, _)| std::cmp::Reverse(alert.id));
    for (alert, pool) in alerts {
        let said = sentences::alert(pool, &alert.subject, &alert.alert, language, calendar);
        lines.add(vec![
            number(alert.id),
            text(&words.time_since(alert.at, document.at)),
            text(pool),
            text(&said.title),
            text(state(alert, document, words)),
        ]);
    }
    lines.or(words.no_alerts)
}

fn state(alert: &AlertEntry, document: &Document<PoolAlerts>, words: &Words) -> &'static str {
    let snoozed = alert.snoozed_until.is_some_and(|until| until > document.at);
    match () {
        () if alert.over => words.alert_over,
        () if alert.muted => words.alert_muted,
        () if snoozed => words.alert_snoozed,
        () if alert.seen => words.alert_seen,
        () => words.alert_new,
    }
}
