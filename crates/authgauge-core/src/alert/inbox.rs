//! The inbox: the alerts of the log, one row for each matter.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{Alert, RuleScope};
use crate::tone::Tone;

/// Where a row of the inbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum InboxState {
    /// It holds, and is neither snoozed nor muted.
    Open,
    /// It is not delivered again before some time.
    Snoozed,
    /// It is recorded and not delivered.
    Muted,
    /// It no longer holds, or the owner is done with it.
    Resolved,
}

/// An alert with what is known of it now.
#[derive(Debug, Clone, Copy)]
pub struct InboxEntry<'a> {
    /// As recorded.
    pub alert: &'a Alert,
    /// Its colour.
    pub tone: Tone,
    /// Alerts of its scope, or of the whole pool, are muted.
    pub muted: bool,
}

/// A row of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRow {
    /// Where it stands.
    pub state: InboxState,
    /// The colour of its worst alert.
    pub tone: Tone,
    /// IDs: the alert that stands for the matter, then its earlier ones. In a summary, one alert for each matter.
    pub alerts: Vec<u32>,
    /// It sums up what already was so when the pool was read for the first time.
    pub summary: bool,
    /// The owner has not seen it.
    pub unseen: bool,
}

/// The rows of a log, whose newest alert comes first: the open ones first, and of these the worst.
pub fn inbox(newest_first: &[InboxEntry<'_>]) -> Vec<InboxRow> {
    let mut matters: Vec<Matter<'_>> = by_matter(newest_first);
    matters.sort_by_key(Matter::order);
    let (at_first, others) = partition_by_first_reading(matters);
    let mut rows: Vec<_> = others
        .iter()
        .map(|matter| (matter.order(), matter.row()))
        .collect();
    rows.extend(at_first.iter().filter_map(|matters| summary(matters)));
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The alerts about one part of a pool, newest first.
struct Matter<'a> {
    scope: RuleScope,
    alerts: Vec<InboxEntry<'a>>,
}

/// State, severity and urgency, the worst first; then the newest.
type Order = (InboxState, Reverse<u8>, Reverse<u16>, Reverse<u32>);

fn by_matter<'a>(newest_first: &[InboxEntry<'a>]) -> Vec<Matter<'a>> {
    let mut matters: Vec<Matter<'a>> = Vec::new();
    for entry in newest_first {
        let scope = entry.alert.scope();
        let known = matters
            .iter_mut()
            .find(|matter| matter.scope == scope && matter.is_of(entry.alert));
        match known {
            Some(matter) => matter.alerts.push(*entry),
            None => matters.push(Matter {
                scope,
                alerts: vec![*entry],
            }),
        }
    }
    matters
}

/// The open matters that held at the first reading of their pool, by pool, where there are several; and all others.
fn partition_by_first_reading(matters: Vec<Matter<'_>>) -> (Vec<Vec<Matter<'_>>>, Vec<Matter<'_>>) {
    let mut groups: Vec<Vec<Matter<'_>>> = Vec::new();
    let mut others = Vec::new();
    for matter in matters {
        let Some(lead) = matter
            .lead()
            .filter(|_| matter.is_open_since_first_reading())
        else {
            others.push(matter);
            continue;
        };
        let same_reading = |group: &&mut Vec<Matter<'_>>| {
            let first = group.first().and_then(Matter::lead);
            first.is_some_and(|it| it.alert.pool == lead.alert.pool && it.alert.at == lead.alert.at)
        };
        match groups.iter_mut().find(same_reading) {
            Some(group) => group.push(matter),
            None => groups.push(vec![matter]),
        }
    }
    let (several, single): (Vec<_>, Vec<_>) = groups.into_iter().partition(|it| it.len() > 1);
    others.extend(single.into_iter().flatten());
    (several, others)
}

/// `matters` are worst first.
fn summary(matters: &[Matter<'_>]) -> Option<(Order, InboxRow)> {
    let worst = matters.first()?;
    let leads = matters.iter().filter_map(Matter::lead);
    let row = InboxRow {
        state: InboxState::Open,
        tone: worst.tone(),
        unseen: leads.clone().any(|lead| !lead.alert.seen),
        alerts: leads.map(|lead| lead.alert.id).collect(),
        summary: true,
    };
    Some((worst.order(), row))
}

impl<'a> Matter<'a> {
    fn is_of(&self, alert: &Alert) -> bool {
        self.alerts
            .iter()
            .any(|entry| entry.alert.pool == alert.pool)
    }

    /// The newest that still holds; the newest where none does.
    fn lead(&self) -> Option<&InboxEntry<'a>> {
        let holds = self.alerts.iter().find(|entry| !entry.alert.over);
        holds.or(self.alerts.first())
    }

    fn state(&self) -> InboxState {
        let held = || self.alerts.iter().filter(|entry| !entry.alert.over);
        match held().next() {
            None => InboxState::Resolved,
            Some(entry) if entry.muted => InboxState::Muted,
            _ if held().all(|entry| entry.alert.snoozed_until.is_some()) => InboxState::Snoozed,
            _ => InboxState::Open,
        }
    }

    fn is_open_since_first_reading(&self) -> bool {
        let is_first = self.lead().is_some_and(|lead| lead.alert.first);
        is_first && self.state() == InboxState::Open
    }

    fn tone(&self) -> Tone {
        self.lead().map_or(Tone::Neutral, |lead| lead.tone)
    }

    /// What is resolved has no severity: the newest comes first.
    fn order(&self) -> Order {
        let state = self.state();
        let lead = self.lead();
        let id = lead.map_or(0, |lead| lead.alert.id);
        let urgency = lead.map_or(0, |lead| lead.alert.kind.urgency());
        match state {
            InboxState::Resolved => (state, Reverse(0), Reverse(0), Reverse(id)),
            _ => (
                state,
                Reverse(severity(self.tone())),
                Reverse(urgency),
                Reverse(id),
            ),
        }
    }

    fn row(&self) -> InboxRow {
        let lead = self.lead().map(|lead| lead.alert.id);
        let ids = self.alerts.iter().map(|entry| entry.alert.id);
        let earlier = ids.filter(|id| Some(*id) != lead);
        InboxRow {
            state: self.state(),
            tone: self.tone(),
            unseen: self.alerts.iter().any(|entry| !entry.alert.seen),
            alerts: lead.into_iter().chain(earlier).collect(),
            summary: false,
        }
    }
}

fn severity(tone: Tone) -> u8 {
    match tone {
        Tone::Critical => 2,
        Tone::Near | Tone::Trial => 1,
        Tone::Neutral => 0,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::alert::{AlertKind, AlertStep, AlertSubject, Rule};
    use crate::pool::PoolId;

    /// An alert of the pool `acme` about a benefit.
    fn alert(id: u32, code: &str, percent: u8) -> Alert {
        Alert {
            id,
            pool: PoolId("acme".to_owned()),
            subject: AlertSubject::Benefit {
                code: code.to_owned(),
                name: code.to_owned(),
            },
            rule: Rule::Threshold,
            step: AlertStep(percent),
            period: String::new(),
            kind: AlertKind::Threshold {
                percent,
                used: String::new(),
                total: String::new(),
            },
            at: DateTime::UNIX_EPOCH + TimeDelta::hours(id.into()),
            seen: true,
            over: false,
            snoozed_until: None,
            first: false,
            done: false,
        }
    }

    fn over(id: u32, code: &str, percent: u8) -> Alert {
        Alert {
            over: true,
            ..alert(id, code, percent)
        }
    }

    fn at_first_reading(id: u32, code: &str, percent: u8) -> Alert {
        Alert {
            first: true,
            at: DateTime::UNIX_EPOCH,
            ..alert(id, code, percent)
        }
    }

    fn tone(alert: &Alert) -> Tone {
        match alert.kind {
            _ if alert.over => Tone::Neutral,
            AlertKind::Threshold { percent: 90.., .. } => Tone::Critical,
            _ => Tone::Near,
        }
    }

    fn rows(alerts: &[Alert]) -> Vec<InboxRow> {
        let entry = |alert| InboxEntry {
            alert,
            tone: tone(alert),
            muted: false,
        };
        inbox(&alerts.iter().map(entry).collect::<Vec<_>>())
    }

    fn states(alerts: &[Alert]) -> Vec<(InboxState, Vec<u32>)> {
        let rows = rows(alerts).into_iter();
        rows.map(|row| (row.state, row.alerts)).collect()
    }

    #[test]
    fn one_row_for_each_matter_with_the_earlier_alerts_folded() {
        let alerts = [
            alert(4, "Sms", 90),
            over(3, "Sms", 80),
            alert(2, "Email", 80),
        ];
        let expected = vec![(InboxState::Open, vec![4, 3]), (InboxState::Open, vec![2])];
        assert_eq!(states(&alerts), expected);
    }

    #[test]
    fn benefits_of_one_code_in_two_pools_are_two_matters() {
        let elsewhere = Alert {
            pool: PoolId("other".to_owned()),
            ..alert(1, "Sms", 80)
        };
        assert_eq!(rows(&[alert(2, "Sms", 80), elsewhere]).len(), 2);
    }

    #[test]
    fn the_worst_comes_first_and_of_equals_the_newest() {
        let alerts = [
            alert(4, "New", 80),
            alert(3, "Full", 100),
            alert(2, "Critical", 90),
            alert(1, "Old", 80),
        ];
        let order: Vec<_> = rows(&alerts).iter().map(|row| row.alerts[0]).collect();
        assert_eq!(order, [3, 2, 4, 1]);
    }

    #[test]
    fn a_matter_is_resolved_once_nothing_of_it_holds() {
        let alerts = [
            over(3, "Sms", 90),
            over(2, "Sms", 80),
            alert(1, "Email", 80),
        ];
        let expected = vec![
            (InboxState::Open, vec![1]),
            (InboxState::Resolved, vec![3, 2]),
        ];
        assert_eq!(states(&alerts), expected);
    }

    #[test]
    fn an_older_alert_that_holds_stands_before_a_newer_one_that_is_over() {
        let alerts = [over(2, "Sms", 100), alert(1, "Sms", 80)];
        assert_eq!(states(&alerts), vec![(InboxState::Open, vec![1, 2])]);
    }

    #[test]
    fn a_matter_is_snoozed_if_all_of_it_is_and_muted_whatever_else() {
        let snoozed = |id| Alert {
            snoozed_until: Some(DateTime::UNIX_EPOCH),
            ..alert(id, "Sms", 80)
        };
        assert_eq!(states(&[snoozed(2), snoozed(1)])[0].0, InboxState::Snoozed);
        assert_eq!(
            states(&[alert(2, "Sms", 90), snoozed(1)])[0].0,
            InboxState::Open
        );
        let muted = snoozed(1);
        let entry = InboxEntry {
            alert: &muted,
            tone: Tone::Near,
            muted: true,
        };
        assert_eq!(inbox(&[entry])[0].state, InboxState::Muted);
    }

    #[test]
    fn what_held_at_the_first_reading_is_one_row() {
        let alerts = [
            alert(5, "Later", 80),
            at_first_reading(4, "Sms", 80),
            at_first_reading(3, "Admins", 100),
            at_first_reading(2, "Email", 80),
        ];
        let rows = rows(&alerts);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].summary, &rows[0].alerts), (true, &vec![3, 4, 2]));
        assert_eq!(rows[0].tone, Tone::Critical);
        assert_eq!(rows[1].alerts, [5]);
    }

    #[test]
    fn a_matter_leaves_the_summary_when_it_changes() {
        let worse = [
            alert(4, "Sms", 90),
            over(3, "Sms", 80),
            at_first_reading(2, "Admins", 100),
            at_first_reading(1, "Email", 80),
        ];
        let leads: Vec<_> = rows(&worse).iter().map(|row| row.alerts.clone()).collect();
        assert_eq!(leads, [vec![2, 1], vec![4, 3]]);
        let single = [alert(2, "Sms", 90), at_first_reading(1, "Email", 80)];
        assert!(rows(&single).iter().all(|row| !row.summary));
    }
}
