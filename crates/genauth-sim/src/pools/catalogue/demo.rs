//! More pools for a demo: between them and the first three, every state of a pool and a benefit occurs.

use serde_json::Value;

use super::super::Amount::{self, Limited, Mau, Unlimited};
use super::super::label::*;
use super::super::{MauCurve, Package, Right, SimBrand, Step, Used};
use super::{Draft, oddities};

/// Those that follow the first three.
pub(super) fn others() -> Vec<Draft> {
    vec![
        northwind(),
        globex(),
        contoso(),
        initech(),
        umbrella(),
        overseas_shop(),
        hooli(),
        wayne(),
        Draft {
            name: "Aperture Lab",
            name_zh: None,
            slug: "aperture-lab",
            ..oddities::empty()
        },
    ]
}

/// Messages run out this week.
fn northwind() -> Draft {
    let rights = vec![
        ADMINS.right(Used::Constant(5), Limited(10)),
        SMS.right(Used::Monthly(1_452), Limited(1_500)),
        MAU.right(Used::Mau, Mau),
        EMAIL.right(Used::Monthly(4_920), Limited(12_000)),
        ENTERPRISE_CONNECTIONS.right(Used::Constant(2), Limited(10)),
        ORGANIZATIONS.right(Used::growing(11, 3), Limited(50)),
    ];
    let names = ("Northwind CN", "northwind-cn", SimBrand::Authing);
    draft(names, rights, mau(12_840, 0.02, 20_000), "B2C", Some(171))
}

/// The MAU is almost used up.
fn globex() -> Draft {
    let rights = vec![
        ADMINS.right(Used::Constant(6), Limited(10)),
        SMS.right(Used::Monthly(240), Limited(2_000)),
        MAU.right(Used::Mau, Mau),
        EMAIL.right(Used::Monthly(7_610), Limited(20_000)),
        ENTERPRISE_CONNECTIONS.right(Used::Constant(7), Limited(10)),
        CUSTOM_DOMAINS.right(Used::Constant(2), Limited(5)),
    ];
    let names = ("Globex EU", "globex-eu", SimBrand::GenAuth);
    draft(names, rights, mau(18_204, 0.05, 20_000), "B2C", Some(263))
}

/// Mails need attention.
fn contoso() -> Draft {
    let rights = vec![
        ADMINS.right(Used::Constant(4), Limited(10)),
        SMS.right(Used::Monthly(880), Limited(2_000)),
        MAU.right(Used::Mau, Mau),
        EMAIL.right(Used::Monthly(51_600), Limited(60_000)),
        CUSTOM_DOMAINS.right(Used::Constant(6), Limited(10)),
        WEBHOOKS.right(Used::Constant(3), Limited(20)),
    ];
    let names = ("Contoso Retail", "contoso-retail", SimBrand::GenAuth);
    draft(names, rights, mau(29_050, 0.015, 50_000), "B2C", Some(128))
}

/// The demo calls it with a wrong key.
fn initech() -> Draft {
    let rights = vec![
        ADMINS.right(Used::Constant(3), Limited(5)),
        SMS.right(Used::Monthly(310), Limited(1_000)),
        MAU.right(Used::Mau, Mau),
        EMAIL.right(Used::Monthly(1_240), Limited(5_000)),
    ];
    let names = ("Initech Apps", "initech-apps", SimBrand::GenAuth);
    draft(names, rights, mau(2_310, 0.01, 5_000), "B2B", Some(302))
}

/// The demo can't reach it.
fn umbrella() -> Draft {
    let rights = vec![
        ADMINS.right(Used::Constant(5), Limited(10)),
        MAU.right(Used::Mau, Mau),
        EMAIL.right(Used::Monthly(540), Limited(2_000)),
        ORGANIZATIONS.right(Used::growing(33, 4), Limited(40)),
        SYNCED_USERS.right(Used::growing(3_870, 300), Limited(5_000)),
    ];
    let names = ("Umbrella HR", "umbrella-hr", SimBrand::GenAuth);
    draft(names, rights, mau(4_410, 0.01, 9_000), "B2E", Some(340))
}

/// Much without a limit.
fn overseas_shop() -> Draft {
    let rights = vec![
        ADMINS.right(Used::Constant(9), Limited(20)),
        SMS.right(Used::Monthly(8_410), Unlimited),
        MAU.right(Used::Mau, Mau),
        EMAIL.right(Used::Monthly(96_200), Unlimited),
        SELF_BUILT_APPS.right(Used::growing(14, 4), Unlimited),
        CUSTOM_DOMAINS.right(Used::Constant(3), Limited(10)),
    ];
    let names = ("海外商城", "overseas-shop", SimBrand::Authing);
    draft(names, rights, mau(72_300, 0.01, 100_000), "B2C", Some(402))
}

/// Figures that are not reported, and a benefit that the plan does not include.
fn hooli() -> Draft {
    let rights = vec![
        ADMINS.right(Used::Constant(3), Amount::Raw(Value::Null)),
        SMS.right(Used::Monthly(120), Limited(500)),
        MAU.right(Used::Mau, Mau),
        WEBHOOKS.right(Used::Raw("".into()), Limited(10)),
        SOCIAL_CONNECTIONS.right(Used::Constant(0), Limited(0)),
    ];
    let names = ("Hooli Docs", "hooli-docs", SimBrand::GenAuth);
    draft(names, rights, mau(6_620, 0.01, 10_000), "B2B", None)
}

/// The plan ends within the month.
fn wayne() -> Draft {
    let rights = vec![
        ADMINS.right(Used::Constant(2), Limited(10)),
        SMS.right(Used::Monthly(190), Limited(1_000)),
        MAU.right(Used::Mau, Mau),
        EMAIL.trial(Used::Monthly(460), Limited(2_000)),
    ];
    let names = ("Wayne Portal", "wayne-portal", SimBrand::GenAuth);
    draft(names, rights, mau(1_920, 0.01, 5_000), "B2C", Some(23))
}

fn mau(at_start: i64, growth: f64, total: i64) -> MauCurve {
    MauCurve {
        at_start,
        growth,
        steps: vec![Step::new(-30, None, 1, total)],
        untidy: false,
    }
}

fn draft(
    (name, slug, brand): (&'static str, &'static str, SimBrand),
    rights: Vec<Right>,
    mau: MauCurve,
    scene: &'static str,
    ends_in_days: Option<i64>,
) -> Draft {
    let total = mau.steps.last().map_or(0, |step| step.total);
    Draft {
        name,
        name_zh: None,
        slug,
        brand,
        global_key: false,
        rights,
        mau: Some(mau),
        package: Package {
            scene,
            edition: "Premium",
            edition_zh: "高级版",
            mau: total,
            unit_price: "999.00",
            ends_in_days,
            iso_end: false,
            years: 2,
        },
        bare_objects: false,
        nothing_reported: false,
    }
}
