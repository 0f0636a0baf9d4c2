//! Answers assistants: tools of the Model Context Protocol that read what is stored, each the document that a command
//! prints with `--json`.

mod answers;
mod arguments;
mod refusal;
mod server;
mod text_limit;
mod tools;

use authgauge_core::error::ErrorCode;
use rmcp::ServiceExt as _;
use rmcp::service::ServerInitializeError;
use rmcp::transport::async_rw::AsyncRwTransport;
use rmcp::transport::stdio;

use crate::problem::Problem;

pub(crate) use answers::Answers;

use refusal::Refusal;
use server::Server;

/// More than any question needs; in bytes.
const MAX_QUESTION: usize = 1 << 16;

/// Answers questions from standard input on standard output, until its end.
///
/// # Errors
/// `open_failed` if the other side does not speak the protocol.
pub(crate) async fn serve(answers: Answers) -> Result<(), Problem> {
    let failed = |_| Problem::from(ErrorCode::OpenFailed);
    match Server::new(answers).serve(transport()).await {
        Ok(service) => service.waiting().await.map(drop).map_err(failed),
        // Nothing was asked.
        Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
        Err(error) => {
            Err(Problem::from(ErrorCode::OpenFailed).saying(format!("no assistant: {error}")))
        }
    }
}

/// Answers every question with why there is no answer, until the other side gives up.
pub(crate) async fn refuse(problem: &Problem) {
    let refusal = Refusal(problem.text.clone());
    // An error means that the first question was refused.
    if let Ok(service) = refusal.serve(transport()).await {
        let _ = service.waiting().await;
    }
}

fn transport() -> AsyncRwTransport<rmcp::RoleServer, tokio::io::Stdin, tokio::io::Stdout> {
    let (stdin, stdout) = stdio();
    AsyncRwTransport::new(stdin, stdout).with_max_line_length(MAX_QUESTION)
}
