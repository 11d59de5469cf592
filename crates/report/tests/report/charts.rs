//! The run chart: what it shows, what it leaves out, and that its bytes stay the same.

use waymark_figures::{MeasureMeta, Outcome};
use waymark_report::chart::{RunChartOf, draw};
use waymark_report::document::{Chart, Inline};

use crate::made_up::*;

fn months(meta: &MeasureMeta, counts: &[f64], of: f64) -> Vec<Outcome> {
    let first: waymark_codes::Month = "2016-09".parse().unwrap();
    counts
        .iter()
        .enumerate()
        .map(|(index, count)| {
            let month = first.plus(index as u16).to_string();
            Outcome::Figure(figure(meta, period(&month, MONTH), *count, of))
        })
        .collect()
}

fn drawn(meta: &MeasureMeta, series: &[Outcome], target: Option<f64>) -> Option<Chart> {
    draw(RunChartOf {
        meta,
        title: "Assessments <in time>",
        series,
        now: series.last()?.period().month,
        compared: Some("2016-09".parse().unwrap()),
        target,
    })
}

/// 80 and 90 of 100 in turn, thirteen months: average 84.6, every range 10, so 84.6 +- 26.6:
/// 58.0 to 100 (never above).
fn thirteen() -> Vec<Outcome> {
    let counts: Vec<f64> = (0..13)
        .map(|i| if i % 2 == 0 { 80.0 } else { 90.0 })
        .collect();
    months(&in_time(), &counts, 100.0)
}

#[test]
fn a_chart_says_in_words_what_it_shows() {
    let chart = drawn(&in_time(), &thirteen(), Some(85.0)).unwrap();
    assert_eq!(
        chart.description,
        "Run chart of Assessments <in time> by month, September 2016 to September 2017: 13 values, average 84.6%. September 2017: 80.0%. September 2016: 80.0%. Target 85.0%. Control limits 58.0% to 100.0%. No month outside them, and none of the runs that make a signal."
    );
    assert!((chart.width_mm, chart.height_mm) == (120.0, 48.0));
    for words in [
        "now 80.0%",
        "Sep 2016: 80.0%",
        "average 84.6%",
        "upper limit 100.0%",
        "lower limit 58.0%",
        "target 85.0%",
    ] {
        assert!(chart.svg.contains(&format!(">{words}</text>")), "{words}");
    }
    assert!(
        chart
            .svg
            .contains("<title id=\"waymark-chart-title\">Assessments &#60;in time&#62;</title>"),
        "{}",
        chart.svg
    );
    assert!(chart.svg.contains("role=\"img\"") && !chart.svg.contains("<script"));
}

#[test]
fn small_numbers_leave_a_gap_and_the_gap_is_named() {
    let mut series = thirteen();
    // 97 of 100: 3 are not counted. It may not be shown, nor may its place be told by the line.
    let month = series[5].period();
    series[5] = Outcome::Figure(figure(&in_time(), month, 97.0, 100.0));
    series[8] = refused(&in_time(), series[8].period(), "No return.");
    let chart = drawn(&in_time(), &series, None).unwrap();
    assert!(!chart.svg.contains("97"), "{}", chart.svg);
    assert!(
        chart
            .svg
            .contains("Gaps: 1 month not known, 1 month not shown (small numbers)")
    );
    assert_eq!(chart.svg.matches("<polyline").count(), 3);
    let values = chart.values.unwrap();
    assert_eq!(
        values.rows[5][1],
        vec![Inline::Text("not shown".to_owned())]
    );
    assert_eq!(
        values.rows[8][1],
        vec![Inline::Text("not known".to_owned())]
    );
    assert_eq!(values.rows[12][1], vec![Inline::Text("80.0%".to_owned())]);
}

#[test]
fn points_that_share_months_have_no_control_limits() {
    let series: Vec<Outcome> = thirteen()
        .into_iter()
        .map(|outcome| {
            let month = outcome.period().month.to_string();
            let was = outcome.figure().unwrap();
            Outcome::Figure(figure(
                &in_time(),
                period(&month, YEAR),
                was.numerator,
                was.denominator,
            ))
        })
        .collect();
    let chart = drawn(&in_time(), &series, None).unwrap();
    assert!(!chart.svg.contains("limit "));
    assert!(
        chart
            .description
            .contains("Without control limits, as each point shares months with the one before.")
    );
}

#[test]
fn one_point_is_no_chart() {
    assert_eq!(drawn(&in_time(), &thirteen()[..1], None), None);
    assert!(drawn(&in_time(), &thirteen()[..2], None).is_some());
}

#[test]
fn the_same_series_gives_the_same_bytes() {
    assert_eq!(
        drawn(&in_time(), &thirteen(), None),
        drawn(&in_time(), &thirteen(), None)
    );
}
