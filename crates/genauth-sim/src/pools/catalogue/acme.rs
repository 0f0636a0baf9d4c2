//! One company's two pools: the one customers sign in to, close to its limits, and the one to try
//! things in.

use super::super::Amount::{Limited, Mau, Raised, Unlimited};
use super::super::label::*;
use super::super::{MauCurve, Package, SimBrand, Step, Used};
use super::Draft;

/// Close to its limits, on trial for three benefits, its plan about to end.
pub(super) fn production() -> Draft {
    Draft {
        name: "Acme Production",
        name_zh: None,
        slug: "acme-production",
        brand: SimBrand::GenAuth,
        global_key: true,
        rights: vec![
            ADMINS.right(
                Used::Growing {
                    at_start: 12,
                    a_year: 16,
                },
                Limited(10),
            ),
            // With the MAU: the pool's owner changed the plan.
            SMS.trial(
                Used::Monthly(1_379),
                Raised {
                    before: 1_200,
                    month: -2,
                    to: 1_500,
                },
            ),
            MAU.right(Used::Mau, Mau),
            CUSTOM_DOMAINS.trial(
                Used::Growing {
                    at_start: 4,
                    a_year: 6,
                },
                Limited(5),
            ),
            ENTERPRISE_CONNECTIONS.right(
                Used::Growing {
                    at_start: 3,
                    a_year: 4,
                },
                Limited(10),
            ),
            EMAIL.right(
                Used::Monthly(2_140),
                Raised {
                    before: 8_000,
                    month: -2,
                    to: 12_000,
                },
            ),
            SELF_BUILT_APPS.right(
                Used::Growing {
                    at_start: 7,
                    a_year: 5,
                },
                Unlimited,
            ),
            SOCIAL_CONNECTIONS.trial(Used::Still(0), Limited(0)),
        ],
        mau: Some(MauCurve {
            at_start: 8_120,
            growth: 0.06,
            steps: &[
                Step {
                    from: -36,
                    until: Some(-18),
                    months: 1,
                    total: 3_000,
                },
                Step {
                    from: -18,
                    until: Some(-7),
                    months: 1,
                    total: 5_000,
                },
                Step {
                    from: -7,
                    until: Some(-2),
                    months: 1,
                    total: 8_000,
                },
                Step {
                    from: -2,
                    until: None,
                    months: 1,
                    total: 10_000,
                },
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

/// Healthy: nothing above half.
pub(super) fn staging() -> Draft {
    Draft {
        name: "Acme Staging",
        name_zh: None,
        slug: "acme-staging",
        brand: SimBrand::GenAuth,
        global_key: false,
        rights: vec![
            ADMINS.right(Used::Still(2), Limited(5)),
            SMS.right(Used::Monthly(37), Limited(500)),
            MAU.right(Used::Mau, Mau),
            CUSTOM_DOMAINS.right(Used::Still(1), Limited(3)),
            ENTERPRISE_CONNECTIONS.right(Used::Still(1), Limited(5)),
            EMAIL.right(Used::Monthly(214), Limited(2_000)),
            SELF_BUILT_APPS.right(Used::Still(3), Unlimited),
        ],
        mau: Some(MauCurve {
            at_start: 410,
            growth: 0.02,
            steps: &[Step {
                from: -36,
                until: None,
                months: 1,
                total: 1_000,
            }],
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
