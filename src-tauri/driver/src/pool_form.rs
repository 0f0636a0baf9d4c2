//! The form that adds a user pool.

use desktop_driver::{App, Result};
use genauth_sim::{Sim, SimPool};

/// Fills in the form for a simulated pool, which is a private deployment to Authgauge.
pub async fn fill_pool_form(app: &App, sim: &Sim, pool: &SimPool) -> Result<()> {
    app.wait_for("add-pool-form").await?;
    app.click("service-private").await?;
    app.type_into("host", &sim.url()).await?;
    app.type_into("access-key-id", &pool.access_key_id).await?;
    app.type_secret("access-key-secret", &pool.access_key_secret)
        .await?;
    app.type_into("pool-name", &pool.name).await
}
