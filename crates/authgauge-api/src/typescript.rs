//! Generates the page's TypeScript types from the view models.

use ts_rs::{Config, TS};

use authgauge_app::keychain::KeyPlace;
use authgauge_app::{
    About, ChartRequest, DaysAhead, ExportFormat, HistoryDays, HistoryRequest, HookPreview,
    HookProgram, HookPrograms, HooksFileProblem, KeyReport, MauRange, NoForecast, PolicyProblem,
    PolicyReason, PolicySummary, PoolDraft, ProxyReport, ProxySource, ShareFormat, ShareRequest,
    WebhookState, WithoutForecast,
};
use authgauge_chart::{AheadPoint, ChartTheme, HistoryChart, HistoryPoint, PlotArea};
use authgauge_core::alert::{
    AlertAmount, AlertKind, AlertSubject, AmountOf, InboxState, RuleScope,
};
use authgauge_core::error::{ErrorCode, Failure, FailureParams};
use authgauge_core::forecast::Method;
use authgauge_core::hook_choice::{HookChoice, WebhookFormat};
use authgauge_core::language::WordsLanguage;
use authgauge_core::level::Level;
use authgauge_core::outlook::{ForecastBasis, Outlook};
use authgauge_core::pool::{PoolId, Service, SignInWay};
use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::proxy_choice::ProxyChoice;
use authgauge_core::reading::Source;
use authgauge_core::settings::{LanguageChoice, PoolOrder, Settings, ThemeChoice};
use authgauge_core::tone::Tone;
use authgauge_core::tray_focus::TrayFocus;
use authgauge_core::trend::{Trend, TrendCrossing, TrendPoint};
use authgauge_core::unlisted_benefits::UnlistedBenefits;
use authgauge_store::StoreTrouble;

use super::*;

const COMMITTED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/src/backend/generated.ts"
);

/// `UPDATE_TYPES=1` rewrites the file.
#[test]
fn committed_typescript_types_are_those_of_the_view_models() {
    let generated = typescript();
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(COMMITTED, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(
        committed == generated,
        "drifted: UPDATE_TYPES=1 cargo test -p authgauge-api typescript"
    );
}

fn typescript() -> String {
    let config = Config::default();
    let mut text = String::from(
        "// Made from crates/authgauge-api by `UPDATE_TYPES=1 cargo test -p authgauge-api typescript`.\n",
    );
    macro_rules! declare {
        ($($type:ty),* $(,)?) => {$(
            text.push_str(&format!("\nexport {}\n", <$type>::decl(&config)));
        )*};
    }
    declare![
        ErrorCode,
        Failure,
        FailureParams,
        Level,
        Tone,
        PoolCondition,
        Source,
        PoolId,
        Service,
        SignInWay,
        PoolDraft,
        Settings,
        LanguageChoice,
        ThemeChoice,
        PoolOrder,
        HookChoice,
        ProxyChoice,
        TrayFocus,
        UnlistedBenefits,
        ProxyReport,
        ProxySource,
        WebhookFormat,
        HookPreview,
        WebhookState,
        HookPrograms,
        HookProgram,
        HooksFileProblem,
        Overview,
        PoolSummary,
        KeychainView,
        UndeliveredView,
        StoreTrouble,
        About,
        AlertView,
        InboxRowView,
        InboxState,
        AlertSubject,
        AlertKind,
        RuleScope,
        AlertRulesView,
        BenefitRulesView,
        AlertAmount,
        AmountOf,
        FindablePool,
        FindableBenefit,
        WithoutForecast,
        NoForecast,
        PortfolioView,
        PortfolioCountsView,
        RunwayRowView,
        RunwayMatterView,
        RunsOutView,
        RunwayMarksView,
        HeatColumnView,
        HeatRowView,
        HeatCellView,
        PlanEndView,
        TroubleView,
        TroubleFix,
        ShareRequest,
        ShareFormat,
        DaysAhead,
        PolicySummary,
        PolicyProblem,
        PolicyReason,
        PoolView,
        KeyPlace,
        PlanView,
        ReadingView,
        KeyReport,
        BenefitCard,
        BeforeReset,
        Trend,
        TrendPoint,
        TrendCrossing,
        Outlook,
        ForecastBasis,
        Method,
        Figure,
        AllowanceView,
        Notice,
        MauView,
        MauChartView,
        PlotArea,
        ChartBarView,
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
        AheadPoint,
        HistoryDayView,
        HistoryChangeView,
        ChangedWhat,
        FirstView,
        Place,
        Screen,
        OpenAt,
        TrayState,
    ];
    text
}
