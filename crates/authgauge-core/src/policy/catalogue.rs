//! What each value of a policy is, in one place. Templates of each system and `docs/policy.md` are made from it.

/// A value of a policy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Its name in files.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) en: Words,
    pub(super) zh: Words,
    /// As JSON.
    pub(super) example: &'static str,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Toggle,
    Text,
    Number { min: u16, max: u16 },
    Texts,
    Numbers,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) description: &'static str,
}

const fn words(title: &'static str, description: &'static str) -> Words {
    Words { title, description }
}

pub(super) const ENTRIES: [Entry; 11] = [
    Entry {
        name: "AllowPrograms",
        kind: Kind::Toggle,
        en: words(
            "Allow programs that receive alerts",
            "Off: the programs named in the owner's hooks.toml are not started.",
        ),
        zh: words(
            "允许接收提醒的程序",
            "关闭后，用户 hooks.toml 中列出的程序不会被启动。",
        ),
        example: "false",
    },
    Entry {
        name: "WebhookHosts",
        kind: Kind::Texts,
        en: words(
            "Hosts of webhooks",
            "Alerts are sent to webhooks with these hosts only, such as hooks.acme.com or *.acme.com. An empty list allows none.",
        ),
        zh: words(
            "Webhook 的主机",
            "提醒只发送到这些主机的 Webhook，例如 hooks.acme.com 或 *.acme.com。空列表表示都不允许。",
        ),
        example: r#"["hooks.acme.com"]"#,
    },
    Entry {
        name: "PoolHosts",
        kind: Kind::Texts,
        en: words(
            "Hosts of user pools",
            "Access keys are sent to these hosts only, such as api.genauth.ai or *.acme.com.",
        ),
        zh: words(
            "用户池的服务地址",
            "访问密钥只发送到这些主机，例如 api.genauth.ai 或 *.acme.com。",
        ),
        example: r#"["api.genauth.ai", "*.acme.com"]"#,
    },
    Entry {
        name: "AllowAssistants",
        kind: Kind::Toggle,
        en: words(
            "Allow assistants to read figures",
            "Off: authgauge mcp answers nothing, whatever the settings say.",
        ),
        zh: words(
            "允许助手读取数据",
            "关闭后，无论设置如何，authgauge mcp 都不提供数据。",
        ),
        example: "false",
    },
    Entry {
        name: "AllowMetricsListener",
        kind: Kind::Toggle,
        en: words(
            "Allow serving metrics",
            "Off: authgauge metrics --listen ends with an error.",
        ),
        zh: words(
            "允许提供指标服务",
            "关闭后，authgauge metrics --listen 会报错退出。",
        ),
        example: "false",
    },
    Entry {
        name: "CaFile",
        kind: Kind::Text,
        en: words(
            "Certificates that are trusted in addition",
            "The path of a PEM file. Servers of private deployments may have certificates of these authorities besides those that the system trusts.",
        ),
        zh: words(
            "额外信任的证书",
            "PEM 文件的路径。除系统信任的证书外，私有部署的服务器也可以使用这些机构签发的证书。",
        ),
        example: r#""/etc/ssl/acme-root.pem""#,
    },
    Entry {
        name: "Proxy",
        kind: Kind::Text,
        en: words(
            "Proxy",
            "system, none, or the proxy's address without a password, such as http://proxy.acme.com:3128.",
        ),
        zh: words(
            "代理",
            "system（系统代理）、none（不使用），或不含密码的代理地址，例如 http://proxy.acme.com:3128。",
        ),
        example: r#""http://proxy.acme.com:3128""#,
    },
    Entry {
        name: "RefreshMinutes",
        kind: Kind::Number { min: 5, max: 1440 },
        en: words(
            "Minutes between refreshes",
            "How often a pool's usage is read.",
        ),
        zh: words("刷新间隔（分钟）", "多久读取一次用户池的用量。"),
        example: "60",
    },
    Entry {
        name: "AlertPercents",
        kind: Kind::Numbers,
        en: words(
            "Usage at which an alert is raised, in percent",
            "Ascending, at most ten numbers from 1 to 100. Pools and benefits may have rules of their own.",
        ),
        zh: words(
            "触发提醒的用量（%）",
            "升序排列，最多十个 1 到 100 的数字。用户池和权益可以有各自的规则。",
        ),
        example: "[80, 90, 100]",
    },
    Entry {
        name: "StartAtLogin",
        kind: Kind::Toggle,
        en: words(
            "Start at login",
            "Whether Authgauge starts in the background when the owner logs in.",
        ),
        zh: words("登录时启动", "用户登录时是否在后台启动 Authgauge。"),
        example: "true",
    },
    Entry {
        name: "HideFigures",
        kind: Kind::Toggle,
        en: words(
            "Hide names, hosts and figures",
            "Whether names, hosts and figures are hidden in the window, the tray and notifications.",
        ),
        zh: words(
            "隐藏名称、服务地址和数字",
            "是否在窗口、托盘和通知中隐藏名称、服务地址和数字。",
        ),
        example: "true",
    },
];
