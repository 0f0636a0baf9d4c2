//! How a document's figure is printed.

use serde_json::Value;

/// The words of tables.
pub(super) struct Words {
    pub(super) lang: &'static str,
    unlimited: &'static str,
    not_reported: &'static str,
    pub(super) trial: &'static str,
    used_up: &'static str,
    pub(super) not_read: &'static str,
    levels: [&'static str; 7],
}

pub(super) const LANGUAGES: [Words; 2] = [
    Words {
        lang: "en",
        unlimited: "unlimited",
        not_reported: "not reported",
        trial: "Trial",
        used_up: "used up",
        not_read: "not read yet",
        levels: [
            "ok",
            "near",
            "critical",
            "over",
            "not included",
            "unlimited",
            "not reported",
        ],
    },
    Words {
        lang: "zh",
        unlimited: "不限量",
        not_reported: "未提供",
        trial: "体验期",
        used_up: "已用尽",
        not_read: "尚未读取",
        levels: [
            "正常",
            "接近上限",
            "即将用尽",
            "已超出",
            "套餐不含",
            "不限量",
            "未提供",
        ],
    },
];

const LEVELS: [&str; 7] = [
    "ok",
    "near",
    "critical",
    "over",
    "not_included",
    "unlimited",
    "not_reported",
];

impl Words {
    pub(super) fn level(&self, level: &Value) -> &'static str {
        let place = LEVELS.iter().position(|name| level == name).unwrap();
        self.levels[place]
    }

    /// A quantity or limit, without the signs between thousands.
    pub(super) fn amount(&self, figure: &Value) -> String {
        match text(&figure["kind"]) {
            "value" => text(&figure["value"]).to_owned(),
            "unlimited" => self.unlimited.to_owned(),
            "not_reported" => self.not_reported.to_owned(),
            other => panic!("{other}"),
        }
    }

    pub(super) fn is_used_up(&self, cell: &str) -> bool {
        cell.ends_with(self.used_up)
    }
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

/// A percentage as tables have it; empty where there is none.
pub(super) fn percent(value: &Value) -> String {
    value
        .as_u64()
        .map_or_else(String::new, |it| format!("{it}%"))
}

/// What is left; negative if more is used than the limit.
pub(super) fn left(entry: &Value) -> String {
    match (entry["left"].as_str(), entry["over"].as_str()) {
        (Some(left), _) => left.to_owned(),
        (None, Some(over)) => format!("-{over}"),
        (None, None) => String::new(),
    }
}

/// The day that an outlook says.
pub(super) fn day_of(outlook: &Value) -> Option<&str> {
    outlook["likely"].as_str().or(outlook["first"].as_str())
}

/// The entries of all pools, each with its pool.
pub(super) fn entries<'a>(document: &'a Value, list: &str) -> Vec<(&'a Value, &'a Value)> {
    let mut entries = Vec::new();
    for pool in document["pools"].as_array().unwrap() {
        let of_pool = pool[list].as_array().into_iter().flatten();
        entries.extend(of_pool.map(|entry| (pool, entry)));
    }
    entries
}
