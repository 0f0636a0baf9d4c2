//! What the page shows first, which comes with it.

use authgauge_api::{FirstView, Place, Screen};

use super::*;

impl App {
    fn first_view(&self, place: Option<Place>) -> FirstView {
        FirstView::new(&self.snapshot(), place, || self.portfolio())
    }
}

fn place(screen: Screen, pool: &str, benefit: Option<&str>) -> Place {
    Place {
        screen,
        pool: Some(PoolId(pool.to_owned())),
        benefit: benefit.map(str::to_owned),
    }
}

#[tokio::test]
async fn one_pool_is_shown_itself_and_several_as_all_at_one_look() {
    let fixture = Fixture::new().await;
    let none = fixture.app.first_view(None);
    assert_eq!(none.place.screen, Screen::Pool);
    assert_eq!((none.place.pool, none.pool.is_none()), (None, true));

    let first = fixture.add(&fixture.pool()).await;
    let one = fixture.app.first_view(None);
    assert_eq!(one.place, place(Screen::Pool, &first.0, None));
    assert_eq!(one.pool.unwrap().id, first);
    assert!(one.portfolio.is_none());

    let second = fixture.add(&fixture.sim.pools().remove(1)).await;
    let both = fixture.app.first_view(None);
    assert_eq!(both.place.screen, Screen::Overview);
    assert_eq!(both.portfolio.unwrap().pools.len(), 2);
    assert!(both.pool.is_none());

    let mut settings: Settings = fixture.app.settings().into();
    for (order, expected) in [("own", &first), ("worst_first", &worst(&fixture.app))] {
        settings.pool_order = serde_json::from_value(order.into()).unwrap();
        let change = |current: &mut Settings| *current = settings.clone();
        fixture.app.update_settings(change).unwrap();
        assert_eq!(
            fixture.app.first_view(None).place.pool.as_ref(),
            Some(expected)
        );
    }
    assert_ne!(first, second);
}

fn worst(app: &App) -> PoolId {
    app.overview().worst_first.remove(0)
}

#[tokio::test]
async fn a_place_is_found_again_and_one_that_is_gone_becomes_the_first_pool() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let email = place(Screen::Pool, &id.0, Some("Email"));
    let again = fixture.app.first_view(Some(email.clone()));
    assert_eq!((again.place, again.pool.unwrap().id), (email, id.clone()));

    let gone = place(Screen::Pool, "gone", Some("Email"));
    let first = fixture.app.first_view(Some(gone)).place;
    assert_eq!(first, place(Screen::Pool, &id.0, None));

    let settings = fixture
        .app
        .first_view(Some(place(Screen::Settings, &id.0, None)));
    assert_eq!(settings.place.screen, Screen::Settings);
    assert!(settings.pool.is_none() && settings.portfolio.is_none());
}

#[tokio::test]
async fn a_first_view_hides_what_is_private() {
    let fixture = Fixture::new().await;
    fixture.add(&fixture.pool()).await;
    let hide = |settings: &mut Settings| settings.privacy = true;
    fixture.app.update_settings(hide).unwrap();
    for screen in [Screen::Pool, Screen::Overview] {
        let view = fixture.app.first_view(Some(Place {
            screen,
            pool: None,
            benefit: None,
        }));
        let json = serde_json::to_string(&view).unwrap();
        assert!(
            !json.contains("Acme") && !json.contains("127.0.0.1"),
            "{json}"
        );
    }
}
