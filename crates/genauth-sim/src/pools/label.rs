//! Benefits that several pools share.

use super::{Amount, Right, Used};
use crate::language::Both;

macro_rules! labels {
    ($($name:ident = $code:literal, $en:literal, $zh:literal;)*) => {
        $(pub(crate) const $name: Known = Known { code: $code, label: Both { en: $en, zh: $zh } };)*
    };
}

/// Code and label of a benefit.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    code: &'static str,
    label: Both<'static>,
}

labels! {
    ADMINS = "Admins", "Admins", "管理员";
    SMS = "SMS", "SMS messages", "短信";
    MAU = "MAU", "Monthly active users", "月活用户";
    CUSTOM_DOMAINS = "CustomDomains", "Custom domains", "自定义域名";
    ENTERPRISE_CONNECTIONS = "EnterpriseConnections", "Enterprise connections", "企业身份源";
    EMAIL = "Email", "Email messages", "邮件";
    SELF_BUILT_APPS = "SelfBuiltApps", "Self-built apps", "自建应用";
    SOCIAL_CONNECTIONS = "SocialConnections", "Social connections", "社交账号链接";
    ORGANIZATIONS = "Organizations", "Organizations", "组织机构";
    WEBHOOKS = "Webhooks", "Webhooks", "Webhook";
    SYNCED_USERS = "SyncedUsers", "Directory-synced users", "同步用户";
    AUDIT_LOG_DAYS = "AuditLogDays", "Audit log retention (days)", "审计日志保留天数";
}

impl Known {
    pub(crate) fn right(self, used: Used, total: Amount) -> Right {
        Right {
            code: self.code,
            label: Some(self.label),
            used,
            total,
            trial: Some(false),
            instance: None,
        }
    }

    pub(crate) fn trial(self, used: Used, total: Amount) -> Right {
        Right {
            trial: Some(true),
            ..self.right(used, total)
        }
    }
}
