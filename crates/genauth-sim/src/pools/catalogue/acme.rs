//! A company's two pools: production, close to its limits, and staging.

use super::super::Amount::{self, Limited, Mau, Unlimited};
use super::super::label::*;
use super::super::{MauCurve, Package, SimBrand, Step, Used};
use super::Draft;

/// Close to its limits, with three trial benefits and a plan about to end.
pub(super) fn production() -> Draft {
    Draft {
        name: "Acme Production",
        name_zh: None,
        slug: "acme-production",
        brand: SimBrand::GenAuth,
        global_key: true,
        rights: vec![
            ADMINS.right(Used::growing(12, 16), Limited(10)),
            // Raised together with the MAU by a plan change.
            SMS.trial(Used::Monthly(1_379), Amount::raised(1_200, -1, 1_500)),
            MAU.right(Used::Mau, Mau),
            CUSTOM_DOMAINS.trial(Used::growing(4, 6), Limited(5)),
            ENTERPRISE_CONNECTIONS.right(Used::growing(3, 4), Limited(10)),
            EMAIL.right(Used::Monthly(2_140), Amount::raised(8_000, -1, 12_000)),
            SELF_BUILT_APPS.right(Used::growing(7, 5), Unlimited),
            SOCIAL_CONNECTIONS.trial(Used::Constant(0), Limited(0)),
        ],
        mau: Some(MauCurve {
            at_start: 8_120,
            growth: 0.06,
            steps: vec![
                Step::new(-36, Some(-18), 1, 3_000),
                Step::new(-18, Some(-7), 1, 5_000),
                Step::new(-7, Some(-1), 1, 8_000),
                Step::new(-1, None, 1, 10_000),
            ],
            untidy: false,
        }),
        package: Package {
            scene: "B2C",
            edition: "Enterprise",
            edition_zh: "企业版",
            mau: 10_000,
            unit_price: "2999.00",
            ends_in_days: Some(6),
            iso_end: false,
            years: 3,
        },
        bare_objects: false,
        nothing_reported: false,
    }
}

/// No benefit above half of its limit.
pub(super) fn staging() -> Draft {
    Draft {
        name: "Acme Staging",
        name_zh: None,
        slug: "acme-staging",
        brand: SimBrand::GenAuth,
        global_key: false,
        rights: vec![
            ADMINS.right(Used::Constant(2), Limited(5)),
            SMS.right(Used::Monthly(37), Limited(500)),
            MAU.right(Used::Mau, Mau),
            CUSTOM_DOMAINS.right(Used::Constant(1), Limited(3)),
            ENTERPRISE_CONNECTIONS.right(Used::Constant(1), Limited(5)),
            EMAIL.right(Used::Monthly(214), Limited(2_000)),
            SELF_BUILT_APPS.right(Used::Constant(3), Unlimited),
        ],
        mau: Some(MauCurve {
            at_start: 410,
            growth: 0.02,
            steps: vec![Step::new(-36, None, 1, 1_000)],
            untidy: false,
        }),
        package: Package {
            scene: "B2C",
            edition: "Basic",
            edition_zh: "基础版",
            mau: 1_000,
            unit_price: "199.00",
            ends_in_days: Some(214),
            iso_end: false,
            years: 2,
        },
        bare_objects: false,
        nothing_reported: false,
    }
}
