use super::Phrases;
use crate::portfolio::PortfolioCounts;

pub(super) const PHRASES: Phrases = Phrases {
    today: "今天",
    mau: "月活用户",
    plan_ends: "套餐到期",
    plan_ended: "套餐已到期",
    over: "已超出",
    full: "已用尽",
    columns: ["用户池", "权益", "用量", "用尽时间", "", "数据时间"],
    comma: "、",
    day: "%-m 月 %-d 日",
    moment: "%Y 年 %-m 月 %-d 日 %H:%M（UTC%:z）",
    headline,
    extent,
    until_reset,
    without,
    no_forecast,
    made,
    basis,
    unread,
    unlisted,
};

fn headline(counts: &PortfolioCounts) -> String {
    let ahead = match (counts.within_week, counts.within_month) {
        (0, 0) => None,
        (0, month) => Some((month, "30 天内")),
        (week, _) => Some((week, "本周")),
    };
    match (counts.over + counts.full, ahead) {
        (0, None) => others(counts),
        (0, Some((count, when))) => format!("{count} 项权益将在{}用尽", aired(when)),
        (_, None) => has_run_out(counts),
        (_, Some((count, when))) => format!("{}，{when}还有 {count} 项将用尽", has_run_out(counts)),
    }
}

fn has_run_out(counts: &PortfolioCounts) -> String {
    match counts.full {
        0 => format!("{} 项权益已超出上限", counts.over),
        full => format!("{} 项权益已无余量", counts.over + full),
    }
}

/// Where no benefit runs out.
fn others(counts: &PortfolioCounts) -> String {
    match counts {
        PortfolioCounts { known_pools: 0, .. } => "尚未读取任何用户池".to_owned(),
        PortfolioCounts { plans_ended, .. } if *plans_ended > 0 => {
            format!("{plans_ended} 个套餐已到期")
        }
        PortfolioCounts { plans_ending, .. } if *plans_ending > 0 => {
            format!("{plans_ending} 个套餐将在 30 天内到期")
        }
        PortfolioCounts {
            with_forecast: 0,
            without_forecast,
            ..
        } if *without_forecast > 0 => "没有权益超出上限，暂无预测".to_owned(),
        PortfolioCounts { unreadable, .. } if *unreadable > 0 => {
            format!("30 天内没有权益会用尽，但有 {unreadable} 个用户池无法读取")
        }
        _ => "30 天内没有权益会用尽".to_owned(),
    }
}

/// With a space before a number.
fn aired(when: &str) -> String {
    match when.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!(" {when}"),
        false => when.to_owned(),
    }
}

fn extent(pools: usize, benefits: usize) -> String {
    format!("{pools} 个用户池，{benefits} 项权益")
}

fn until_reset(days: u32) -> String {
    format!("距重置还有 {days} 天")
}

fn without(days: u32, reset: &str) -> String {
    format!("中断 {days} 天，{reset}重置")
}

fn no_forecast(days: u16, needed: u16) -> String {
    format!("暂无预测：需要 {needed} 天数据，现有 {days} 天")
}

fn made(now: &str, oldest: Option<&str>) -> String {
    let oldest = oldest.map(|oldest| format!("最早的数据取自 {oldest}。"));
    format!("由 Authgauge 于 {now}生成。{}", oldest.unwrap_or_default())
}

fn basis(least: u16, most: u16) -> String {
    let days = match least == most {
        true => format!("{most}"),
        false => format!("{least} 至 {most}"),
    };
    format!("预测依据 {days} 天的数据；实际时间有八成概率落在彩色区间内。")
}

fn unread(names: &str) -> String {
    format!("以下用户池无法读取，使用的是较早的数据：{names}。")
}

fn unlisted(count: usize) -> String {
    format!("{count} 项权益已隐藏，未列入。")
}
