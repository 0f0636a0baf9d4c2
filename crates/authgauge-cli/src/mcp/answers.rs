use std::sync::{Arc, Mutex, PoisonError};

use authgauge_api::document::Document;
use authgauge_core::clock::Clock;
use authgauge_core::error::ErrorCode;
use serde_json::{Map, Value};

use super::arguments::Arguments;
use super::text_limit::{limit_texts, limited};
use super::tools::Tool;
use crate::args::Global;
use crate::problem::Problem;
use crate::session::Session;

const OFF: &str =
    "Authgauge does not answer assistants: switch it on in the window, under Settings, Assistants";

/// Answers questions from what is stored.
#[derive(Clone)]
pub(crate) struct Answers {
    global: Global,
    clock: Clock,
    /// The demo's pools are there only as long as it runs.
    demo: Option<Arc<Mutex<Session>>>,
}

impl Answers {
    /// # Errors
    /// `not_confirmed` while answers are off; `store_failed`.
    pub(crate) fn open(global: &Global, clock: Clock) -> Result<Self, Problem> {
        let session = Session::open(global, None, clock.clone())?;
        if !global.demo {
            allowed(&session)?;
        }
        let demo = global.demo.then(|| Arc::new(Mutex::new(session)));
        Ok(Self {
            global: global.clone(),
            clock,
            demo,
        })
    }

    /// The document that answers, else one that says why there is none, and the reason in words. Blocks.
    pub(super) fn answer(
        &self,
        tool: &Tool,
        given: Map<String, Value>,
    ) -> Result<Value, (Value, String)> {
        let answered = Arguments::read(given, tool.arguments)
            .and_then(|asked| self.read(|session| (tool.answer)(session, &asked)));
        answered.map(limit_texts).map_err(|problem| {
            let failed = Document::failed(tool.kind, (self.clock)(), problem.failure);
            let failed = serde_json::to_value(failed).unwrap_or_default();
            (limit_texts(failed), limited(&problem.text))
        })
    }

    /// What is stored is read for each question: the window may have stored more, or the owner switched this off.
    fn read<T>(
        &self,
        question: impl FnOnce(&mut Session) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        if let Some(demo) = &self.demo {
            return question(&mut demo.lock().unwrap_or_else(PoisonError::into_inner));
        }
        let mut session = Session::open(&self.global, None, self.clock.clone())?;
        allowed(&session)?;
        question(&mut session)
    }
}

fn allowed(session: &Session) -> Result<(), Problem> {
    match session.application.settings().assistants {
        true => Ok(()),
        false => Err(Problem::from(ErrorCode::NotConfirmed).saying(OFF)),
    }
}
