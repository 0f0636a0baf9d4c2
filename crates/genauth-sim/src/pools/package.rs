//! A pool's plan, its rights and its orders.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use super::Pool;
use crate::calendar::{Moment, spaced};
use crate::language::Language;
use crate::wire;

/// A pool's plan.
#[derive(Debug)]
pub(crate) struct Package {
    /// `B2C`, `B2B`, `B2E`.
    pub(crate) scene: &'static str,
    /// `Free`, `Basic`, `Premium`, `Enterprise`.
    pub(crate) edition: &'static str,
    pub(crate) edition_zh: &'static str,
    pub(crate) mau: i64,
    pub(crate) unit_price: &'static str,
    /// Days from the start to the end; `None` if it has no end.
    pub(crate) ends_in_days: Option<i64>,
    /// Whether the end is sent in ISO 8601, in UTC.
    pub(crate) iso_end: bool,
    /// Years since the first order.
    pub(crate) years: i64,
}

impl Package {
    /// `V4_B2C_Enterprise:10000`.
    pub(crate) fn code(&self) -> String {
        format!("V4_{}_{}:{}", self.scene, self.edition, self.mau)
    }

    fn name(&self) -> String {
        format!("{} {}", self.scene, self.edition_zh)
    }

    fn name_en(&self) -> String {
        format!("{} {}", self.scene, self.edition)
    }

    /// Midnight in China at which the plan ends.
    fn end(&self, moment: Moment) -> Option<NaiveDateTime> {
        let last = moment.start.date() + TimeDelta::days(self.ends_in_days?);
        Some(last.and_time(NaiveTime::MIN))
    }

    fn end_text(&self, end: NaiveDateTime) -> String {
        if self.iso_end {
            (end - TimeDelta::hours(8))
                .format("%Y-%m-%dT%H:%M:%S.000Z")
                .to_string()
        } else {
            spaced(end)
        }
    }

    /// `get-current-package-info`.
    pub(crate) fn current(&self, moment: Moment) -> wire::CurrentPackage {
        let end = self.end(moment);
        let overdue = end.map_or(0, |end| (moment.now - end).num_days().max(0));
        wire::CurrentPackage {
            code: self.code(),
            end_time: end.map(|end| self.end_text(end)),
            overdue_days: overdue.to_string(),
            goods_package: wire::GoodsPackage {
                name: self.name(),
                name_en: self.name_en(),
                unit_price: self.unit_price,
                code: self.code(),
                group: self.edition,
                scene_code: self.scene,
                amount: self.mau.to_string(),
            },
        }
    }

    fn order(&self, pool: &Pool, moment: Moment, years_ago: i64) -> wire::Order {
        let end = self.end(moment).unwrap_or(moment.start);
        let made = end - TimeDelta::days(365 * (years_ago + 1)) + TimeDelta::hours(10);
        let first = years_ago + 1 == self.years;
        wire::Order {
            order_no: format!(
                "{}{}",
                made.format("%Y%m%d"),
                pool.source.of("order").at(years_ago)
            ),
            goods_name: self.name(),
            goods_name_en: self.name_en(),
            goods_unit_price: self.unit_price,
            quantity: "1",
            actual_amount: self.unit_price,
            status: "3",
            order_type: if first { "New" } else { "Renew" },
            create_time: spaced(made),
            source: "SelfHelp",
        }
    }
}

impl Pool {
    /// All orders of `get-orders`, newest first.
    pub(crate) fn orders(&self, moment: Moment) -> Vec<wire::Order> {
        (0..self.package.years)
            .map(|ago| self.package.order(self, moment, ago))
            .collect()
    }

    /// `get-all-rights-items`.
    pub(crate) fn rights_items(&self, moment: Moment, language: Language) -> Vec<wire::RightItem> {
        let metered = self.rights.iter().map(|right| wire::RightItem {
            rights_model_code: right.code.to_owned(),
            rights_model_name: right
                .label
                .map(|label| language.model_name(right.code, label)),
            data_type: "1",
            data_value: right.amount(self, moment, language),
        });
        metered.collect()
    }
}
