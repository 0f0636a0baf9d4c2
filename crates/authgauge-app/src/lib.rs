#![doc = include_str!("../README.md")]

mod alerts;
mod application;
mod ca_file;
mod charts;
mod clients;
mod demo;
pub mod diagnostics;
mod digest;
mod event;
mod guard;
mod hook_programs;
mod key_file;
pub mod keychain;
mod keys;
pub mod log;
mod log_events;
mod network;
mod policy;
mod pools;
mod portfolio;
mod refresh_requests;
mod resets;
mod schedule;
mod scheduler;
mod scratch;
mod settings_service;
mod share;
mod signing_secret;
mod snapshot;
mod snapshots;
pub mod startup;
mod store_health;
#[cfg(feature = "testing")]
mod testing;
mod webhook_consent;
mod webhook_state;
pub mod words;

pub use alerts::{BenefitRules, HookPreview, PoolRules, condense};
pub use application::{Application, Parts};
pub use authgauge_chart::ChartTheme;
pub use authgauge_store::save_file;
pub use charts::{
    BenefitHistory, ChartRequest, ExportFormat, HistoryChange, HistoryDays, HistoryRequest,
    MauPeriods, MauPicture, MauRange, NoSuchDays, ReadingInfo,
};
pub use clients::KeyReport;
pub use demo::Demo;
pub use event::Event;
pub use guard::{Guard, GuardResult};
pub use hook_programs::{HookProgram, HookPrograms, HooksFileProblem};
pub use key_file::{KeyFileOrigin, KeyFileProblem, read_key, read_key_file};
pub use keys::KeyStorage;
pub use network::{DesktopProxy, DesktopProxySource, ProxyReport, ProxySource};
pub use policy::{Policies, PolicyProblem, PolicyReason, PolicySummary};
pub use pools::PoolDraft;
pub use portfolio::{
    Fix, HeatCell, HeatColumn, HeatRow, NoForecast, PlanEndFact, Portfolio, PortfolioCounts,
    ReadTrouble, RunsOut, RunwayMarks, RunwayMatter, RunwayRow, WithoutForecast,
};
pub use refresh_requests::{RefreshAnswer, RefreshRequest};
pub use resets::ResetNotice;
pub use scratch::ScratchFolders;
pub use share::{DaysAhead, ShareFormat, ShareRequest};
pub use snapshot::{
    About, AlertSnapshot, AlsoRaised, BenefitStatus, KeychainStatus, MauStatus, PoolSnapshot,
    SeriesFacts, Snapshot,
};
#[cfg(feature = "testing")]
pub use testing::Testing;
pub use webhook_state::WebhookState;
