use authgauge_api::TrayPool;
use authgauge_app::words::OwnerCalendar;
use authgauge_core::level::Level;
use authgauge_core::pool_condition::PoolCondition;

use super::{HookWords, MenuWords, PageFailureWords};

const MAU: &str = "月活用户";

pub(super) const MENU: MenuWords = MenuWords {
    refresh: "全部刷新",
    open: "打开 Authgauge",
    quit: "退出",
    no_pools: "尚无用户池",
    all_pools: "全部用户池…",
};

pub(super) const HOOK: HookWords = HookWords {
    webhook: "要将每条提醒发送到此服务器吗？",
    shared: "它会收到用户池和权益的名称、发生了什么以及相关数据。绝不包含密钥。",
    yes: "是，发送",
    no: "否",
};

pub(super) const PAGE_FAILURE: PageFailureWords = PageFailureWords {
    message: "窗口内容一再出现故障。已保存的内容不受影响。",
    restart: "重新显示窗口",
    quit: "退出",
};

pub(super) const NO_WINDOW: &str = "无法打开窗口。已保存的内容不受影响。请释放内存，并确认已安装 WebKitGTK 或 WebView2，再重新启动。";

#[cfg(target_os = "linux")]
pub(super) const NO_DISPLAY: &str = "没有可用于打开窗口的显示器：DISPLAY 和 WAYLAND_DISPLAY 均未指定。在控制台中请使用 authgauge 程序。";

pub(super) fn start_failure(owner: Option<u32>) -> String {
    match owner {
        Some(pid) => {
            format!("另一个 Authgauge（进程 {pid}）正在使用数据文件夹。请先将其关闭，再重新启动。")
        }
        None => "无法打开数据文件夹。请关闭其他正在使用它的程序，再重新启动。".to_owned(),
    }
}

pub(super) fn pool(pool: &TrayPool, calendar: OwnerCalendar<'_>) -> String {
    let status = match &pool.condition {
        Some(PoolCondition::Benefit {
            name,
            level,
            percent,
            ..
        }) => used(name, *level, *percent),
        Some(PoolCondition::Mau { level, percent }) => used(MAU, *level, *percent),
        other => condition(other.as_ref(), calendar),
    };
    let is_explained = pool
        .condition
        .as_ref()
        .is_some_and(PoolCondition::is_of_key);
    let failing = match pool.failing && !is_explained {
        true => "（上次刷新失败）",
        false => "",
    };
    format!("{}：{status}{failing}", pool.name)
}

pub(super) fn condition(condition: Option<&PoolCondition>, calendar: OwnerCalendar<'_>) -> String {
    let text = match condition {
        None => "暂无数据",
        Some(PoolCondition::PlanEnded) => "套餐已到期",
        Some(PoolCondition::PlanEnds { at, .. }) => {
            return format!("套餐将于{}到期", in_days(calendar.days_until_moment(*at)));
        }
        Some(PoolCondition::KeyRejected) => "密钥被拒绝",
        Some(PoolCondition::KeyMissing) => "缺少密钥",
        Some(PoolCondition::NoAccess) => "密钥无权读取用量",
        Some(
            PoolCondition::Benefit { level, percent, .. } | PoolCondition::Mau { level, percent },
        ) => self::level(*level, *percent),
    };
    text.to_owned()
}

fn level(level: Level, percent: Option<u32>) -> &'static str {
    match level {
        Level::Ok => "用量正常",
        Level::Near => "接近上限",
        Level::Critical if percent == Some(100) => "已用尽",
        Level::Critical => "即将用尽",
        Level::Over => "超出上限",
        Level::NotIncluded => "当前套餐不包含",
        Level::Unlimited => "不限量",
        Level::NotReported => "未提供数据",
    }
}

fn used(name: &str, level: Level, percent: Option<u32>) -> String {
    let words = self::level(level, percent);
    match percent {
        Some(percent) if level == Level::Ok => format!("{name} {percent}%"),
        Some(percent) => format!("{name} {percent}%，{words}"),
        None => format!("{name}，{words}"),
    }
}

fn in_days(days: u32) -> String {
    match days {
        0 => "今天".to_owned(),
        1 => "明天".to_owned(),
        days => format!(" {days} 天后"),
    }
}
