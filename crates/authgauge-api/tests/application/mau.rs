use super::*;

#[tokio::test]
async fn recent_months_are_drawn_without_a_request() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    fixture.sim.clear_requests();
    for (count, bars) in [(6, 6), (12, 12), (24, 24)] {
        let view = fixture
            .app
            .mau_view(chart_of(&id, MauRange::Months { count }))
            .await;
        let chart = view.unwrap().chart.unwrap();
        assert_eq!(chart.bars.len(), bars);
        assert!(chart.bars.last().unwrap().running);
    }
    assert!(fixture.sim.requests().is_empty());
}

#[tokio::test]
async fn exports_match_the_shown_chart() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let request = || chart_of(&id, MauRange::Months { count: 6 });
    let shown = fixture
        .app
        .mau_view(request())
        .await
        .unwrap()
        .chart
        .unwrap();

    let svg = fixture
        .app
        .export_mau(request(), ExportFormat::Svg)
        .await
        .unwrap();
    assert_eq!(String::from_utf8(svg).unwrap(), shown.svg);
    let png = fixture
        .app
        .export_mau(request(), ExportFormat::Png)
        .await
        .unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let csv = fixture
        .app
        .export_mau(request(), ExportFormat::Csv)
        .await
        .unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let days: Vec<_> = csv
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    let bars: Vec<_> = shown
        .bars
        .iter()
        .map(|bar| bar.first_day.to_string())
        .collect();
    assert_eq!(days, bars);
}

#[tokio::test]
async fn an_older_range_is_requested_once() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    fixture.sim.clear_requests();
    let range = MauRange::Days {
        from: "2020-01-01".parse().unwrap(),
        to: "2020-12-31".parse().unwrap(),
    };
    for _ in 0..2 {
        fixture.app.mau_view(chart_of(&id, range)).await.unwrap();
    }
    assert_eq!(fixture.calls_of("get-mau-period-usage-history"), 1);
}

#[tokio::test]
async fn an_older_range_that_ends_later_than_the_previous_one_is_complete() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let today = Utc::now().date_naive();
    let ago = |months| {
        today
            .checked_sub_months(chrono::Months::new(months))
            .unwrap()
    };
    let bars = async |from, to| {
        let range = MauRange::Days { from, to };
        let view = fixture.app.mau_view(chart_of(&id, range)).await.unwrap();
        view.chart.unwrap().bars.len()
    };
    assert!(bars(ago(30), ago(28)).await >= 2);
    assert!(bars(ago(29), today).await >= 29);
}

#[tokio::test]
async fn invalid_and_too_long_ranges_are_refused() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let result = async |from: &str, to: &str| {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        let chart = chart_of(&id, MauRange::Days { from, to });
        let view = fixture.app.mau_view(chart).await;
        view.map(drop).map_err(|refused| refused.code)
    };
    let refused = Err(ErrorCode::DateRangeInvalid);
    assert_eq!(result("2021-01-02", "2021-01-01").await, refused);
    assert_eq!(result("2011-01-01", "2021-01-01").await, Ok(()));
    assert_eq!(result("2011-01-01", "2021-01-02").await, refused);
    assert_eq!(result("-262143-01-01", "+262142-12-31").await, refused);
}

#[tokio::test]
async fn a_failed_history_changes_the_mau_revision() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let before = fixture.app.pool_view(&id).unwrap().mau_revision;
    fixture.sim.set_fault(Some(Fault::ServerError(500)));
    fixture.app.refreshed(&id).await;
    assert_ne!(fixture.app.pool_view(&id).unwrap().mau_revision, before);
}
