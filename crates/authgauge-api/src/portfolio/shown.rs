//! Every name, host and figure of the overview: what hides them hides them here.

use authgauge_app::HeatRow;
use authgauge_core::error::Failure;
use genauth::{Allowance, Quantity};

use crate::card::{AllowanceView, Figure};
use crate::privacy;

pub(super) fn host(row: &HeatRow) -> String {
    match row.hidden {
        true => privacy::hidden(),
        false => row.host.clone(),
    }
}

pub(super) fn used(used: &Quantity, is_hidden: bool) -> Figure {
    let used = Figure::from(used);
    if is_hidden { used.hidden() } else { used }
}

pub(super) fn total(total: &Allowance, is_hidden: bool) -> AllowanceView {
    let total = AllowanceView::from(total);
    if is_hidden { total.hidden() } else { total }
}

pub(super) fn percent(percent: Option<u32>, is_hidden: bool) -> Option<u32> {
    percent.filter(|_| !is_hidden)
}

pub(super) fn failure(failure: &Failure, is_hidden: bool) -> Failure {
    let failure = failure.clone();
    if is_hidden {
        privacy::failure(failure)
    } else {
        failure
    }
}
