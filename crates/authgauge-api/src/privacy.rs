//! Hides names of pools, hosts, paths and figures for a shared screen. Each view model hides its own when it is made
//! from a snapshot that says so; bars, levels, dates and the vendor's names of benefits stay.

use std::path::MAIN_SEPARATOR;

use authgauge_app::{About, AlertSnapshot, HookProgram, HookPrograms, PoolSnapshot, ResetNotice};
use authgauge_core::alert::{Alert, AlertKind};
use authgauge_core::error::Failure;
use authgauge_core::hook_choice::HookChoice;
use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::proxy_choice::ProxyChoice;
use authgauge_core::settings::Settings;
use authgauge_store::StoreTrouble;

/// Stands for a figure, a host or a path that is hidden.
pub const HIDDEN: &str = "•••";

/// The alert as a notification may tell it.
#[must_use]
pub fn for_notification(alert: AlertSnapshot) -> AlertSnapshot {
    let Some(alias) = alert.alias.clone() else {
        return alert;
    };
    AlertSnapshot {
        pool_name: alias,
        host: hidden(),
        alert: Alert {
            kind: alert_kind(alert.alert.kind),
            ..alert.alert
        },
        ..alert
    }
}

/// What started again, as a notification may tell it.
#[must_use]
pub fn for_reset_notification(notice: ResetNotice) -> ResetNotice {
    let Some(alias) = notice.alias.clone() else {
        return notice;
    };
    ResetNotice {
        pool_name: alias,
        used: hidden(),
        total: notice.total.map(|_| hidden()),
        ..notice
    }
}

/// Settings that the page sends, with what it was not told: what was hidden from it stays as it is.
#[must_use]
pub fn revealed(mut sent: Settings, current: &Settings) -> Settings {
    let hidden = settings(current.clone());
    if current.privacy && sent.hook == hidden.hook {
        sent.hook = current.hook.clone();
    }
    if current.privacy {
        sent.proxy = revealed_proxy(sent.proxy, current);
    }
    sent
}

/// As [`revealed`], of a proxy alone.
#[must_use]
pub fn revealed_proxy(sent: ProxyChoice, current: &Settings) -> ProxyChoice {
    match current.privacy && sent == proxy(current.proxy.clone()) {
        true => current.proxy.clone(),
        false => sent,
    }
}

/// The name and host to show of a pool.
pub(crate) fn name_and_host(snapshot: &PoolSnapshot) -> (String, String) {
    match &snapshot.alias {
        Some(alias) => (alias.clone(), hidden()),
        None => (
            snapshot.pool.name.clone(),
            snapshot.pool.host.name().to_owned(),
        ),
    }
}

pub(crate) fn hidden() -> String {
    HIDDEN.to_owned()
}

pub(crate) fn settings(settings: Settings) -> Settings {
    Settings {
        hook: hook(settings.hook),
        proxy: proxy(settings.proxy),
        ..settings
    }
}

fn hook(choice: HookChoice) -> HookChoice {
    match choice {
        HookChoice::Off => HookChoice::Off,
        HookChoice::Webhook { format, signed, .. } => HookChoice::Webhook {
            url: hidden(),
            format,
            signed,
        },
    }
}

fn proxy(choice: ProxyChoice) -> ProxyChoice {
    match choice {
        ProxyChoice::Manual { password, .. } => ProxyChoice::Manual {
            url: hidden(),
            password,
        },
        choice => choice,
    }
}

pub(crate) fn condition(condition: PoolCondition) -> PoolCondition {
    match condition {
        PoolCondition::Benefit {
            code, name, level, ..
        } => PoolCondition::Benefit {
            code,
            name,
            level,
            percent: None,
        },
        PoolCondition::Mau { level, .. } => PoolCondition::Mau {
            level,
            percent: None,
        },
        other => other,
    }
}

/// The threshold or number stays: it is the owner's, not a figure of the pool.
pub(crate) fn alert_kind(kind: AlertKind) -> AlertKind {
    match kind {
        AlertKind::Threshold { percent, .. } => AlertKind::Threshold {
            percent,
            used: hidden(),
            total: hidden(),
        },
        AlertKind::AmountLeft { amount, .. } => AlertKind::AmountLeft {
            amount,
            used: hidden(),
            total: hidden(),
        },
        AlertKind::AmountUsed { amount, .. } => AlertKind::AmountUsed {
            amount,
            used: hidden(),
        },
        other => other,
    }
}

/// What a server says may name anything.
pub(crate) fn failure(mut failure: Failure) -> Failure {
    let params = &mut failure.params;
    for text in [
        &mut params.message,
        &mut params.request_id,
        &mut params.path,
    ] {
        *text = text.take().map(|_| hidden());
    }
    failure
}

pub(crate) fn programs(programs: HookPrograms) -> HookPrograms {
    let program = |program: HookProgram| HookProgram {
        path: hidden(),
        arguments: program.arguments.iter().map(|_| hidden()).collect(),
    };
    HookPrograms {
        file: path(&programs.file),
        programs: programs.programs.into_iter().map(program).collect(),
        ..programs
    }
}

pub(crate) fn about(about: About) -> About {
    About {
        data_dir: path(&about.data_dir),
        ..about
    }
}

pub(crate) fn trouble(trouble: StoreTrouble) -> StoreTrouble {
    match trouble {
        StoreTrouble::SetAside { path: at, restored } => StoreTrouble::SetAside {
            path: path(&at),
            restored,
        },
        other => other,
    }
}

/// A path without its folders: the owner still knows which file is meant.
#[must_use]
pub fn path(path: &str) -> String {
    match path.rsplit_once(MAIN_SEPARATOR) {
        Some((_, last)) => format!("{HIDDEN}{MAIN_SEPARATOR}{last}"),
        None => path.to_owned(),
    }
}
