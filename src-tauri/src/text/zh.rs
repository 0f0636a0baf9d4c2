use authgauge_api::{TrayBenefit, TrayPool};
use authgauge_core::level::Level;

use super::{HookWords, MenuWords};

pub(super) const MENU: MenuWords = MenuWords {
    refresh: "全部刷新",
    open: "打开 Authgauge",
    quit: "退出",
    no_pools: "尚无用户池",
};

pub(super) const HOOK: HookWords = HookWords {
    webhook: "要将每条提醒发送到此地址吗？",
    shared: "它会收到用户池和权益的名称、发生了什么以及相关数据。绝不包含密钥。",
    allow: "允许",
    cancel: "取消",
};

pub(super) fn start_failure(owner: Option<u32>) -> String {
    match owner {
        Some(pid) => {
            format!("另一个 Authgauge（进程 {pid}）正在使用数据文件夹。请先将其关闭，再重新启动。")
        }
        None => "无法打开数据文件夹。请关闭其他正在使用它的程序，再重新启动。".to_owned(),
    }
}

pub(super) fn pool(pool: &TrayPool) -> String {
    let status = pool
        .worst
        .as_ref()
        .map_or_else(|| "暂无数据".to_owned(), benefit);
    let failing = match pool.failing {
        true => "（上次刷新失败）",
        false => "",
    };
    format!("{}：{status}{failing}", pool.name)
}

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Ok => "用量正常",
        Level::Near => "接近上限",
        Level::Critical => "即将用尽",
        Level::Over => "超出上限",
        Level::NotIncluded => "当前套餐不包含",
        Level::Unlimited => "不限量",
        Level::NotReported => "未提供数据",
    }
}

fn benefit(benefit: &TrayBenefit) -> String {
    let (name, level) = (&benefit.name, level(benefit.level));
    match benefit.percent {
        Some(percent) if benefit.level == Level::Ok => format!("{name} {percent}%"),
        Some(percent) => format!("{name} {percent}%，{level}"),
        None => format!("{name}，{level}"),
    }
}
