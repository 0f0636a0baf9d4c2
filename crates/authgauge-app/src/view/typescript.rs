//! The window's TypeScript types, made from the view models.

use ts_rs::{Config, TS};

use super::*;
use crate::alert::{AlertKind, AlertSubject};
use crate::error::{ErrorCode, Failure};
use crate::level::Level;
use crate::pool::{PoolDraft, PoolId, Service, SignInWay};
use crate::reading::Source;
use crate::settings::{HookChoice, LanguageChoice, Settings, ThemeChoice};

const COMMITTED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/src/backend/generated.ts"
);

/// Set `UPDATE_TYPES=1` to write the file anew.
#[test]
fn committed_typescript_types_are_those_of_the_view_models() {
    let generated = typescript();
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(COMMITTED, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(
        committed == generated,
        "drifted: UPDATE_TYPES=1 cargo test -p authgauge-app typescript"
    );
}

fn typescript() -> String {
    let config = Config::default();
    let mut text = String::from(
        "// Made from crates/authgauge-app by `UPDATE_TYPES=1 cargo test -p authgauge-app typescript`.\n",
    );
    macro_rules! declare {
        ($($type:ty),* $(,)?) => {$(
            text.push_str(&format!("\nexport {}\n", <$type>::decl(&config)));
        )*};
    }
    declare![
        ErrorCode,
        Failure,
        Level,
        Source,
        PoolId,
        Service,
        SignInWay,
        PoolDraft,
        Settings,
        LanguageChoice,
        ThemeChoice,
        HookChoice,
        Overview,
        PoolSummary,
        KeychainView,
        StoreTrouble,
        About,
        AlertView,
        AlertSubject,
        AlertKind,
        WatchRules,
        BenefitRules,
        PoolView,
        KeyPlace,
        PlanView,
        ReadingView,
        KeyReport,
        BenefitCard,
        Trend,
        TrendPoint,
        OutlookView,
        Figure,
        AllowanceView,
        Notice,
        MauView,
        MauChart,
        PlotArea,
        ChartBar,
        ChartRequest,
        MauRange,
        ExportFormat,
        ChartTheme,
        WordsLanguage,
        HistoryRequest,
        HistoryDays,
        HistoryView,
        HistoryChart,
        HistoryPoint,
        HistoryDay,
        HistoryChange,
        ChangedWhat,
        Place,
        Screen,
        OpenAt,
        TrayState,
    ];
    text
}
