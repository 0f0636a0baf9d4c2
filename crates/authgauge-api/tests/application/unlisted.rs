//! A benefit that the owner hid: out of lists and levels, still alerted and still in the console's documents.

use authgauge_api::document::{Age, PoolOverview, PoolUsage};
use authgauge_core::alert::AlertSubject;
use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::reading::MaxAge;
use authgauge_core::unlisted_benefits::UnlistedBenefits;

use super::*;

fn hide(app: &App, pool: &PoolId, code: &str) {
    let hidden = UnlistedBenefits::of(pool.clone(), vec![code.to_owned()]);
    app.update_settings(|settings| settings.unlisted = hidden)
        .unwrap();
}

/// The code of the benefit that is worst about the pool.
fn worst(app: &App, pool: &PoolId) -> Option<String> {
    let snapshot = app.pool_snapshot(pool).unwrap();
    match snapshot.condition()? {
        PoolCondition::Benefit { code, .. } => Some(code),
        _ => None,
    }
}

#[tokio::test]
async fn a_hidden_benefit_leaves_the_levels_and_its_card_says_so() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let code = worst(&fixture.app, &id).unwrap();
    hide(&fixture.app, &id, &code);

    let restarted = open(
        &fixture.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    for app in [&fixture.app, &restarted] {
        assert_ne!(worst(app, &id).unwrap(), code);
        let cards = app.pool_view(&id).unwrap().cards.unwrap();
        let hidden: Vec<_> = cards.iter().filter(|card| card.unlisted).collect();
        assert!(hidden.iter().all(|card| card.code == code) && !hidden.is_empty());
        assert_eq!(
            app.overview().pools[0].condition,
            app.tray_summary().condition
        );
    }

    fixture
        .app
        .update_settings(|settings| settings.unlisted = UnlistedBenefits::default())
        .unwrap();
    assert_eq!(worst(&fixture.app, &id).unwrap(), code);
}

#[tokio::test]
async fn alerts_about_a_hidden_benefit_still_come() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let served = fixture.sim.served_usage(&pool.access_key_id);
    let total = |total: &str| total.parse::<u32>().ok().filter(|total| *total >= 100);
    let found = served
        .iter()
        .find_map(|benefit| Some((benefit.code.as_str(), total(&benefit.total)?)));
    let (code, total) = found.unwrap();
    let use_up = |used: u32| fixture.sim.set_usage(&pool.access_key_id, code, used);
    use_up(total / 2);
    let id = fixture.add(&pool).await;
    hide(&fixture.app, &id, code);
    let mut events = fixture.app.events();

    use_up(total * 2);
    fixture.app.refreshed(&id).await;
    let mut delivered = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let Event::Alert(alert) = event {
            delivered.push(alert.alert.subject);
        }
    }
    let is_of_it = |subject: &AlertSubject| matches!(subject, AlertSubject::Benefit { code: of, .. } if of == code);
    assert!(delivered.iter().any(is_of_it), "{delivered:?}");
}

#[tokio::test]
async fn documents_have_everything_and_say_what_is_hidden() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let age = Age {
        now: Utc::now(),
        max: MaxAge::default(),
    };
    let overviews = || PoolOverview::all(&fixture.app.snapshot(), age);
    let before = overviews();
    let code = worst(&fixture.app, &id).unwrap();
    hide(&fixture.app, &id, &code);
    assert_eq!(overviews(), before);
    let usage = PoolUsage::of(&fixture.app.pool_snapshot(&id).unwrap(), age);
    let hidden = usage.benefits.unwrap();
    let hidden: Vec<_> = hidden.iter().filter(|entry| entry.hidden).collect();
    assert!(hidden.iter().all(|entry| entry.code == code) && !hidden.is_empty());
}

#[tokio::test]
async fn a_removed_pool_leaves_nothing_hidden() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    hide(&fixture.app, &id, "SMS");
    fixture.app.remove_pool(&id, false).await.unwrap();
    let settings = fixture.app.settings();
    assert_eq!(settings.unlisted, UnlistedBenefits::default());
}
