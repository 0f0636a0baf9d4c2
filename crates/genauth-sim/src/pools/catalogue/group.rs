//! A large company's employees, on the Chinese service.

use super::super::Amount::{Limited, Mau, Unlimited};
use super::super::label::*;
use super::super::{MauCurve, Package, SimBrand, Step, Used};
use super::Draft;

/// Well over some of its limits.
pub(super) fn employees() -> Draft {
    Draft {
        name: "集团员工",
        name_zh: Some("集团员工"),
        slug: "group-employees",
        brand: SimBrand::Authing,
        global_key: false,
        rights: vec![
            ADMINS.right(Used::Constant(15), Limited(20)),
            SMS.right(Used::Monthly(13_120), Limited(10_000)),
            MAU.right(Used::Mau, Mau),
            CUSTOM_DOMAINS.right(Used::Constant(2), Limited(10)),
            ENTERPRISE_CONNECTIONS.right(Used::Constant(8), Limited(10)),
            EMAIL.right(Used::Monthly(21_480), Limited(60_000)),
            SELF_BUILT_APPS.right(Used::growing(64, 22), Unlimited),
            ORGANIZATIONS.right(Used::growing(41, 6), Limited(50)),
            SYNCED_USERS.right(
                Used::Filling {
                    at_start: 4_742,
                    a_day: 27,
                },
                Limited(5_000),
            ),
            WEBHOOKS.right(Used::Constant(0), Limited(20)),
            AUDIT_LOG_DAYS.right(Used::Constant(180), Limited(365)),
        ],
        mau: Some(MauCurve {
            at_start: 53_806,
            growth: 0.018,
            steps: vec![
                Step::new(-40, Some(-16), 1, 40_000),
                Step::new(-16, None, 1, 50_000),
            ],
            untidy: false,
        }),
        package: Package {
            scene: "B2E",
            edition: "Enterprise",
            edition_zh: "企业版",
            mau: 50_000,
            unit_price: "88000.00",
            ends_in_days: Some(97),
            iso_end: false,
            years: 4,
        },
        bare_objects: false,
        nothing_reported: false,
    }
}
