//! Where the figures of a comparison come from.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;

use authgauge_api::{PoolView, PortfolioView};
use authgauge_app::startup::{self, DataDir};
use authgauge_app::{About, Application, Demo, Portfolio, Snapshot};
use authgauge_core::settings::Settings;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::super::fixture::{Fixture, now};
use super::super::mcp::say_all;
use super::printed::Table;

/// A data folder or the demo, as the console sees it and as the window does.
pub(super) struct Case {
    pub(super) name: &'static str,
    fixture: Fixture,
    is_demo: bool,
    documents: HashMap<&'static str, Value>,
}

/// Whose documents are compared.
const COMMANDS: [&str; 5] = ["usage", "mau", "plan", "forecast", "overview"];

/// Of assistants, for the same documents.
const TOOLS: [&str; 5] = [
    "get_usage",
    "get_mau",
    "get_plan",
    "get_forecast",
    "get_overview",
];

impl Case {
    /// What an owner left.
    pub(super) fn stored() -> Self {
        Self::of("stored", Fixture::with_assistants())
    }

    /// The responses that the client's tests have.
    pub(super) fn bodies() -> Self {
        let fixture = Fixture::of_bodies();
        fixture.allow_assistants(true);
        Self::of("bodies", fixture)
    }

    /// What the window read of the simulator in two weeks.
    #[cfg(unix)]
    pub(super) fn simulated(fixture: Fixture) -> Self {
        Self::of("simulated", fixture)
    }

    fn of(name: &'static str, fixture: Fixture) -> Self {
        let case = Self {
            name,
            fixture,
            is_demo: false,
            documents: HashMap::new(),
        };
        let documents = COMMANDS.map(|command| (command, case.print_document(command)));
        Self {
            documents: documents.into(),
            ..case
        }
    }

    /// Each command makes a demo of its own, which takes seconds: an assistant asks one for all documents.
    pub(super) fn demo() -> Self {
        let fixture = Fixture::new();
        let answers = say_all(&fixture.command(&["mcp", "--demo"]), TOOLS);
        Self {
            name: "demo",
            fixture,
            is_demo: true,
            documents: COMMANDS
                .into_iter()
                .zip(answers.into_iter().map(unnamed))
                .collect(),
        }
    }

    pub(super) fn document(&self, command: &str) -> &Value {
        &self.documents[command]
    }

    /// Those whose tables are compared.
    pub(super) fn commands(&self) -> &'static [&'static str] {
        match self.is_demo {
            true => &["usage", "overview"],
            false => &COMMANDS,
        }
    }

    /// What a command prints, far from China, where days are other ones.
    fn print(&self, args: &[&str]) -> String {
        let demo = self.is_demo.then_some("--demo");
        let mut command = self.fixture.command(args);
        command.args(demo).env("TZ", "America/Los_Angeles");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub(super) fn print_document(&self, command: &str) -> Value {
        let text = self.print(&[command, "--json"]);
        unnamed(serde_json::from_str(&text).unwrap())
    }

    pub(super) fn table(&self, command: &str, lang: &str) -> Table {
        Table::parse(&self.print(&[command, "--lang", lang]))
    }

    pub(super) fn metrics(&self) -> String {
        self.print(&["metrics"])
    }

    pub(super) fn csv(&self) -> String {
        self.print(&["export", "csv", "--output", "all.csv"]);
        fs::read_to_string(self.fixture.path().join("all.csv")).unwrap()
    }

    /// What an assistant gets, and what the console prints.
    pub(super) fn answers(&self) -> Vec<(Value, Value)> {
        if self.is_demo {
            return vec![(self.document("usage").clone(), self.print_document("usage"))];
        }
        let answers = say_all(&self.fixture.command(&["mcp"]), TOOLS);
        let documents = COMMANDS.map(|command| self.document(command).clone());
        answers.into_iter().map(unnamed).zip(documents).collect()
    }

    /// The view models of the window: the pools in the sidebar, each pool's screen, and the overview.
    pub(super) fn window(&self) -> Window {
        match self.is_demo {
            true => demo_window(),
            false => Window::of(&self.guest()),
        }
    }

    fn guest(&self) -> Application {
        let data_dir = DataDir::persistent(Some(&self.fixture.path().join("data")));
        let application = startup::open_as_guest(&data_dir, "1", Arc::new(now)).unwrap();
        load_histories(&application);
        application
    }
}

pub(super) struct Window {
    pub(super) pools: Vec<Value>,
    pub(super) summaries: Value,
    pub(super) portfolio: Value,
}

impl Window {
    fn of(application: &Application) -> Self {
        let snapshot = application.snapshot();
        let pools = snapshot.pools.iter().map(PoolView::from);
        let portfolio = PortfolioView::from(&Portfolio::of(&snapshot, now()));
        let overview = authgauge_api::Overview::from(&snapshot);
        let ids = ids_of(&snapshot);
        let named = |value: Value| with_plain_ids(value, &ids);
        Self {
            pools: pools
                .map(|pool| named(serde_json::to_value(pool).unwrap()))
                .collect(),
            summaries: named(serde_json::to_value(overview.pools).unwrap()),
            portfolio: named(serde_json::to_value(portfolio).unwrap()),
        }
    }
}

fn demo_window() -> Window {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let settings = Settings::default();
        let demo = Demo::with_settings(
            About::default(),
            settings,
            Arc::new(now),
            Arc::new(|| false),
        );
        let demo = demo.await.unwrap();
        for pool in demo.application().snapshot().pools {
            demo.application().refreshed(&pool.pool.id).await;
        }
        load_histories(demo.application());
        Window::of(demo.application())
    })
}

fn load_histories(application: &Application) {
    let pools = application.snapshot().pools.into_iter();
    let ids: Vec<_> = pools.map(|pool| pool.pool.id).collect();
    application.load_histories(&ids).unwrap();
}

/// The IDs of pools, in their order. Each demo makes its own.
fn ids_of(snapshot: &Snapshot) -> Vec<String> {
    let pools = snapshot.pools.iter();
    pools.map(|pool| pool.pool.id.0.clone()).collect()
}

/// A document with the places of its pools as their IDs.
fn unnamed(document: Value) -> Value {
    let pools = document["pools"].as_array().unwrap().iter();
    let ids: Vec<String> = pools
        .map(|pool| pool["id"].as_str().unwrap().to_owned())
        .collect();
    with_plain_ids(document, &ids)
}

fn with_plain_ids(value: Value, ids: &[String]) -> Value {
    match value {
        Value::String(text) => match ids.iter().position(|id| *id == text) {
            Some(place) => json!(format!("pool-{}", place + 1)),
            None => Value::String(text),
        },
        Value::Array(values) => values
            .into_iter()
            .map(|value| with_plain_ids(value, ids))
            .collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, with_plain_ids(value, ids)))
            .collect(),
        other => other,
    }
}
