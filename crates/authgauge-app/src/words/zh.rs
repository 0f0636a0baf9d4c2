use authgauge_core::alert::{AlertKind, AlertSubject};

use super::AlertText;
use super::figures::{OwnerCalendar, ReportedEnd, chinese_day as day, grouped};
use crate::resets::ResetNotice;

pub(super) fn title(about: &AlertSubject, kind: &AlertKind, calendar: OwnerCalendar<'_>) -> String {
    let subject = subject(about);
    match kind {
        AlertKind::Threshold { percent, .. } => reached(subject, *percent),
        AlertKind::AmountLeft { amount, .. } => format!("{subject}剩余不足 {}", grouped(amount)),
        AlertKind::AmountUsed { amount, .. } => format!("{subject}用量已达 {}", grouped(amount)),
        AlertKind::Forecast { within_days, .. } => format!("{subject}预计 {within_days} 天内用尽"),
        AlertKind::PlanEnds { on, ends_at, .. } => {
            let days = calendar.days_until((*on, *ends_at));
            format!("套餐将于{}到期", in_days(days))
        }
        AlertKind::PlanEnded { .. } => "套餐已到期".to_owned(),
        AlertKind::TrialAtRisk {
            on, ends_at, count, ..
        } => {
            let days = calendar.days_until((*on, *ends_at));
            format!("{count} 项权益处于体验期，套餐将于{}到期", in_days(days))
        }
        AlertKind::KeyRejected => "密钥被拒绝".to_owned(),
        AlertKind::FiguresOld { .. } => "超过一天没有新数据".to_owned(),
    }
}

pub(super) fn body(kind: &AlertKind, calendar: OwnerCalendar<'_>) -> String {
    match kind {
        AlertKind::Threshold { used, total, .. } | AlertKind::AmountLeft { used, total, .. } => {
            let (used, total) = (grouped(used), grouped(total));
            format!("已使用 {used} / {total}。请升级套餐或减少用量。")
        }
        AlertKind::AmountUsed { amount, used } => {
            let (amount, used) = (grouped(amount), grouped(used));
            format!("已使用 {used}。您设置了在 {amount} 时提醒。")
        }
        AlertKind::Forecast { first, likely, .. } if *likely == Some(*first) => {
            let on = day(*first);
            format!("按目前的速度，预计{on}前后用尽。请及时升级套餐或减少用量。")
        }
        AlertKind::Forecast { first, likely, .. } => {
            let likely = likely.map(|likely| format!("预计{}前后，", day(likely)));
            format!(
                "按目前的速度，{}最早于{}用尽。请及时升级套餐或减少用量。",
                likely.unwrap_or_default(),
                day(*first)
            )
        }
        AlertKind::PlanEnds { on, ends_at, .. } => {
            let on = end_day((*on, *ends_at), calendar);
            format!("套餐将于{on}到期。请及时续费，以保留权益。")
        }
        AlertKind::PlanEnded { on, ends_at } => {
            let on = end_day((*on, *ends_at), calendar);
            format!("套餐已于{on}到期。请续费以恢复权益。")
        }
        AlertKind::TrialAtRisk { on, ends_at, .. } => {
            let on = end_day((*on, *ends_at), calendar);
            format!("若{on}前仍未升级，全部权益将停用，终端用户将无法登录。")
        }
        AlertKind::KeyRejected => "在 Authgauge 中更换密钥之前，将无法取得新数据。".to_owned(),
        AlertKind::FiguresOld { taken_at } => {
            let last = taken_at.map(|at| format!("最近的数据来自{}。", day((calendar.day_of)(at))));
            last.unwrap_or_default() + "请检查网络和服务地址，然后刷新。"
        }
    }
}

pub(super) fn reset(notice: &ResetNotice) -> AlertText {
    let (subject, pool) = (subject(&notice.subject), &notice.pool_name);
    let used = grouped(&notice.used);
    let (title, body) = match (notice.others, &notice.total) {
        (0, Some(total)) => (
            format!("{subject}已重新开始计算"),
            format!("{pool}：已使用 {used} / {}。", grouped(total)),
        ),
        (0, None) => (
            format!("{subject}已重新开始计算"),
            format!("{pool}：已使用 {used}。"),
        ),
        (others, _) => (
            format!("{subject}等 {} 项已重新开始计算", others.saturating_add(1)),
            match notice.several_pools {
                true => "涉及多个用户池。".to_owned(),
                false => format!("用户池：{pool}。"),
            },
        ),
    };
    AlertText { title, body }
}

/// A day in the owner's calendar. China's is named where it is another one.
fn end_day(end: ReportedEnd, calendar: OwnerCalendar<'_>) -> String {
    let own = calendar.day(end);
    match own == end.0 {
        true => day(own),
        false => format!("{}，即北京时间{}", day(own), end.0.format("%-m月%-d日")),
    }
}

pub(super) fn headline(count: usize, pool: Option<&str>) -> String {
    match pool {
        Some(pool) => format!("{pool}：{count} 条提醒"),
        None => format!("{count} 条提醒"),
    }
}

fn subject(subject: &AlertSubject) -> &str {
    match subject {
        AlertSubject::Pool => "用户池",
        AlertSubject::Benefit { name, .. } => name,
        AlertSubject::Mau => "月活用户",
    }
}

fn reached(subject: &str, percent: u8) -> String {
    match percent {
        100.. => format!("{subject}已用尽"),
        percent => format!("{subject}用量已达 {percent}%"),
    }
}

fn in_days(days: u32) -> String {
    match days {
        0 => "今天".to_owned(),
        1 => "明天".to_owned(),
        days => format!(" {days} 天后"),
    }
}
