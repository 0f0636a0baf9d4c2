use super::*;

#[tokio::test]
async fn twelve_months_are_drawn_from_what_each_refresh_brings() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.sim.clear_requests();
    for (count, bars) in [(6, 6), (12, 12), (24, 24)] {
        let view = house
            .authgauge
            .mau_view(chart_of(&id, MauRange::Months { count }))
            .await;
        let chart = view.unwrap().chart.unwrap();
        assert_eq!(chart.bars.len(), bars);
        assert!(chart.bars.last().unwrap().running);
    }
    assert!(house.sim.requests().is_empty());
}

#[tokio::test]
async fn what_is_exported_is_what_is_shown() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let request = || chart_of(&id, MauRange::Months { count: 6 });
    let shown = house
        .authgauge
        .mau_view(request())
        .await
        .unwrap()
        .chart
        .unwrap();

    let svg = house
        .authgauge
        .export_mau(request(), ExportFormat::Svg)
        .await
        .unwrap();
    assert_eq!(String::from_utf8(svg).unwrap(), shown.svg);
    let png = house
        .authgauge
        .export_mau(request(), ExportFormat::Png)
        .await
        .unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let csv = house
        .authgauge
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
async fn a_range_further_back_is_asked_for() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.sim.clear_requests();
    let range = MauRange::Days {
        from: "2020-01-01".parse().unwrap(),
        to: "2020-12-31".parse().unwrap(),
    };
    for _ in 0..2 {
        house
            .authgauge
            .mau_view(chart_of(&id, range))
            .await
            .unwrap();
    }
    assert_eq!(house.calls_of("get-mau-period-usage-history"), 1);
}

#[tokio::test]
async fn an_older_range_that_ends_later_than_the_one_before_is_whole() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let today = Utc::now().date_naive();
    let ago = |months| {
        today
            .checked_sub_months(chrono::Months::new(months))
            .unwrap()
    };
    let bars = async |from, to| {
        let range = MauRange::Days { from, to };
        let view = house
            .authgauge
            .mau_view(chart_of(&id, range))
            .await
            .unwrap();
        view.chart.unwrap().bars.len()
    };
    assert!(bars(ago(30), ago(28)).await >= 2);
    assert!(bars(ago(29), today).await >= 29);
}

#[tokio::test]
async fn a_range_that_ends_before_it_starts_or_never_is_refused() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let answer = async |from: &str, to: &str| {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        let chart = chart_of(&id, MauRange::Days { from, to });
        let view = house.authgauge.mau_view(chart).await;
        view.map(drop).map_err(|refused| refused.code)
    };
    let refused = Err(ErrorCode::DateRangeInvalid);
    assert_eq!(answer("2021-01-02", "2021-01-01").await, refused);
    assert_eq!(answer("2011-01-01", "2021-01-01").await, Ok(()));
    assert_eq!(answer("2011-01-01", "2021-01-02").await, refused);
    assert_eq!(answer("-262143-01-01", "+262142-12-31").await, refused);
}

#[tokio::test]
async fn a_history_that_fails_alone_is_told_to_be_asked_for_again() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let before = house.authgauge.pool_view(&id).unwrap().mau_revision;
    house.sim.set_fault(Some(Fault::ServerError(500)));
    house.authgauge.refreshed(&id).await;
    assert_ne!(house.authgauge.pool_view(&id).unwrap().mau_revision, before);
}
