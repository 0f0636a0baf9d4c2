//! Pools whose answers are unusual, each in a way the vendor's API allows.

use serde_json::{Value, json};

use super::super::Amount::{self, Limited, Mau};
use super::super::label::*;
use super::super::{MauCurve, Package, Right, SimBrand, Step, Used};
use super::Draft;
use crate::language::Both;

/// A new pool: no usage, no MAU period, a plan without end.
pub(super) fn empty() -> Draft {
    Draft {
        name: "New pool",
        name_zh: Some("新用户池"),
        slug: "empty",
        brand: SimBrand::GenAuth,
        global_key: true,
        rights: Vec::new(),
        mau: None,
        package: Package {
            scene: "B2C",
            edition: "Free",
            edition_zh: "免费版",
            mau: 1_000,
            unit_price: "0",
            ends_in_days: None,
            iso_end: false,
            years: 0,
        },
        bare_objects: false,
        nothing_reported: true,
    }
}

/// Overlapping periods of various lengths and totals, unknown codes, odd numbers.
pub(super) fn changing() -> Draft {
    Draft {
        name: "Acme Partners",
        name_zh: Some("合作伙伴"),
        slug: "acme-partners",
        brand: SimBrand::Authing,
        global_key: false,
        rights: odd_rights(),
        mau: Some(MauCurve {
            at_start: 1_920,
            growth: 0.03,
            steps: vec![
                Step::new(-30, Some(-12), 1, 1_000),
                Step::new(-12, Some(-6), 3, 3_000),
                Step::new(-6, Some(-3), 1, 1_500),
                Step::new(-6, None, 12, 20_000),
            ],
            untidy: true,
        }),
        package: Package {
            scene: "B2B",
            edition: "Premium",
            edition_zh: "高级版",
            mau: 20_000,
            unit_price: "7.9",
            ends_in_days: Some(41),
            iso_end: true,
            years: 1,
        },
        bare_objects: false,
        nothing_reported: false,
    }
}

fn odd_rights() -> Vec<Right> {
    let long = Both {
        en: "External identity provider connections with automatic provisioning, per tenant",
        zh: "外部身份提供商连接数量（含自动创建账号与组织机构同步功能，按每个租户分别独立计算用量）",
    };
    vec![
        MAU.right(Used::Mau, Mau),
        SMS.right(Used::Raw(json!(" 12.00 ")), Amount::Raw(json!("1,000"))),
        EMAIL.right(Used::Constant(3), Amount::Raw(json!("-1"))),
        ADMINS.right(Used::Constant(3), Amount::Raw(Value::Null)),
        WEBHOOKS.right(Used::Raw(json!("")), Limited(10)),
        ORGANIZATIONS.right(Used::Raw(json!(7.5)), Amount::Raw(json!(40))),
        SOCIAL_CONNECTIONS.trial(Used::Constant(2), Limited(0)),
        Right {
            instance: Some("i-1"),
            ..unknown(
                "X_UnknownRight",
                Some(Both {
                    en: "example",
                    zh: "示例",
                }),
                Some(true),
            )
        },
        unknown("X_Nameless", None, None),
        unknown("X_LongName", Some(long), Some(false)),
    ]
}

fn unknown(code: &'static str, label: Option<Both<'static>>, trial: Option<bool>) -> Right {
    Right {
        code,
        label,
        used: Used::Constant(7_421),
        total: Limited(8_000),
        trial,
        instance: None,
    }
}

/// Every collection is a bare object, as in the published samples.
pub(super) fn sample_shapes() -> Draft {
    Draft {
        name: "Sample shapes",
        name_zh: Some("示例数据"),
        slug: "sample-shapes",
        brand: SimBrand::GenAuth,
        global_key: false,
        rights: vec![SOCIAL_CONNECTIONS.trial(Used::Constant(0), Limited(0))],
        mau: Some(MauCurve {
            at_start: 640,
            growth: 0.01,
            steps: vec![Step::new(-5, None, 12, 1_000)],
            untidy: false,
        }),
        package: Package {
            scene: "B2C",
            edition: "Enterprise",
            edition_zh: "企业版",
            mau: 1_000,
            unit_price: "99.00",
            ends_in_days: Some(-3),
            iso_end: false,
            years: 1,
        },
        bare_objects: true,
        nothing_reported: false,
    }
}
