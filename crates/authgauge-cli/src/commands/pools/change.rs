use std::io::{self, IsTerminal as _, Write as _};

use authgauge_app::KeyReport;

use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;

/// Gives a pool another name.
pub(super) fn rename(session: &Session, pool: &str, name: &str) -> Result<Exit, Problem> {
    let id = session.pool(pool)?.pool.id;
    session.application.rename_pool(&id, name)?;
    Ok(Exit::Done)
}

/// Removes a pool and its key, after a question.
pub(super) fn remove(
    session: &mut Session,
    pool: &str,
    yes: bool,
    leave_key: bool,
) -> Result<Exit, Problem> {
    let pool = session.pool(pool)?.pool;
    if !yes && !confirmed(&pool.name)? {
        return Err(Problem::usage("nothing was removed"));
    }
    session.wait(async move |application| application.remove_pool(&pool.id, leave_key).await)?;
    Ok(Exit::Done)
}

/// Signs in with a pool's key.
pub(super) fn test(session: &mut Session, pool: &str, output: Output) -> Result<Exit, Problem> {
    let pool = session.pool(pool)?;
    session.use_given_key(&pool, true)?;
    let id = pool.pool.id;
    let report = session.wait(async move |application| application.test_pool(&id).await)?;
    let KeyReport {
        benefits, trials, ..
    } = report;
    Ok(output.print_line(&format!("ok: {benefits} benefits, {trials} on trial")))
}

fn confirmed(name: &str) -> Result<bool, Problem> {
    if !io::stdin().is_terminal() {
        return Err(Problem::usage("removing without a question needs --yes"));
    }
    let asked = write!(
        io::stderr(),
        "Remove {name}, its history and its key? [y/N] "
    );
    let mut answer = String::new();
    let answered = asked.and_then(|()| io::stdin().read_line(&mut answer));
    Ok(answered.is_ok() && answer.trim().eq_ignore_ascii_case("y"))
}
