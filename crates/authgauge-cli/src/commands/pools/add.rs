use std::io::{self, IsTerminal as _};

use authgauge_app::keychain::KeyPlace;
use authgauge_app::{KeyStorage, PoolDraft, read_key};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::SignInWay;
use genauth::{AccessKey, AccessKeySecret};

use crate::args::AddArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::{Problem, explain};
use crate::session::Session;

/// Adds a pool, after its key was tried.
pub(super) fn run(session: &mut Session, args: &AddArgs, output: Output) -> Result<Exit, Problem> {
    let key = match session.keys.of_any()? {
        Some(key) => key,
        None => ask_for_key(output)?,
    };
    let draft = PoolDraft {
        name: args.name.clone(),
        service: args.service.into(),
        host: args.host.clone(),
        sign_in: SignInWay::Automatic,
        ca_file: args.ca_file.clone(),
    };
    let storage = match args.no_keychain {
        true => KeyStorage::Session,
        false => KeyStorage::Keychain,
    };
    let pool = session.wait(async move |application| {
        let tested = application.test_key(draft.clone(), key.clone()).await;
        tested.map(drop)?;
        let id = application.add_pool(draft, key, storage).await?;
        application.refreshed(&id).await;
        application.pool_snapshot(&id)
    })?;
    if pool.key == KeyPlace::Session {
        output.say("the key is not stored: give it with each command that asks the server");
    }
    let failure = pool.usage_failure.as_ref();
    report(failure, output);
    match output.print_line(&pool.pool.id.0) {
        Exit::Done => Ok(failure.map_or(Exit::Done, Exit::of)),
        exit => Ok(exit),
    }
}

fn report(failure: Option<&Failure>, output: Output) {
    if let Some(failure) = failure {
        output.say(&format!("added, but not read: {}", explain(failure)));
    }
}

/// From a hidden prompt, or from standard input if that is no terminal.
fn ask_for_key(output: Output) -> Result<AccessKey, Problem> {
    if !io::stdin().is_terminal() {
        let read = read_key(io::stdin().lock());
        return read.map_err(|_| {
            Problem::from(ErrorCode::KeyMalformed).saying(
                "standard input must have the ID in its first line and the secret in its second",
            )
        });
    }
    let unreadable = |_| Problem::usage("no access key was typed");
    output.say("access key ID:");
    let mut id = String::new();
    io::stdin().read_line(&mut id).map_err(unreadable)?;
    let secret =
        rpassword::prompt_password("access key secret (not shown): ").map_err(unreadable)?;
    AccessKey::new(id, AccessKeySecret::new(secret)).map_err(|error| Failure::from(error).into())
}
