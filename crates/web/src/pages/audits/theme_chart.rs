//! A theme over time as a small line chart: the share that stands as good or outstanding, from 0%
//! to 100%. The table beside it says the same with the numbers of cases.

use askama::Template;
use waymark_figures::show_number;

use super::tally::ThemeSeries;

const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 44.0;
/// Room for the last share beside its point.
const RIGHT: f64 = 44.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 118.0;

#[derive(Template)]
#[template(path = "audits/theme.svg", escape = "html")]
struct Picture {
    name: String,
    title: String,
    description: String,
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
    /// Each share that has a line of its own, with its height.
    grid: [(f64, &'static str); 3],
    points: Vec<(f64, f64)>,
    line: String,
    first: String,
    last: String,
    last_share: String,
    last_share_y: f64,
}

/// The picture; none where fewer than two months have gradings. `name` tells it from the other
/// pictures of the page.
pub fn draw(series: &ThemeSeries, name: &str) -> Option<String> {
    let (first, last) = (series.months.first()?, series.months.last()?);
    let length = first.month.months_until(last.month);
    if length < 1 {
        return None;
    }
    let right = WIDTH - RIGHT;
    let x = |months: i32| round(LEFT + (right - LEFT) * f64::from(months) / f64::from(length));
    let y = |share: f64| round(BOTTOM - (BOTTOM - TOP) * share / 100.0);
    let points: Vec<(f64, f64)> = series
        .months
        .iter()
        .map(|one| (x(first.month.months_until(one.month)), y(one.share())))
        .collect();
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let said = |one: &super::tally::ThemeMonth| {
        format!(
            "{}% in {} ({} of {})",
            show_number(one.share(), 0),
            one.month.in_words(),
            one.good,
            one.graded
        )
    };
    let picture = Picture {
        name: name.to_owned(),
        title: format!("{}: graded good or outstanding", series.theme),
        description: format!(
            "From {} to {}, over {} months with audits. The table below has every month.",
            said(first),
            said(last),
            series.months.len()
        ),
        width: WIDTH,
        height: HEIGHT,
        left: LEFT,
        right,
        bottom: BOTTOM,
        grid: [(y(0.0), "0%"), (y(50.0), "50%"), (y(100.0), "100%")],
        points,
        line: line.join(" "),
        first: first.month.in_words(),
        last: last.month.in_words(),
        last_share: format!("{}%", show_number(last.share(), 0)),
        last_share_y: y(last.share()) + 4.0,
    };
    picture.render().ok()
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::super::tally::{ThemeMonth, ThemeSeries};
    use super::*;

    fn series(months: &[(&str, usize, usize)]) -> ThemeSeries {
        ThemeSeries {
            theme: "Voice of the child".to_owned(),
            months: months
                .iter()
                .map(|(month, good, graded)| ThemeMonth {
                    month: month.parse().unwrap(),
                    graded: *graded,
                    good: *good,
                })
                .collect(),
        }
    }

    #[test]
    fn a_line_goes_from_month_to_month_by_their_distance() {
        // From 44 to 316 over four months: a month is 68 wide. Of the height, 104, half is at 66.
        let drawn = draw(
            &series(&[("2017-06", 5, 10), ("2017-07", 10, 10), ("2017-10", 0, 9)]),
            "theme-1",
        )
        .unwrap();
        assert!(drawn.contains("points=\"44,66 112,14 316,118\""), "{drawn}");
        assert!(drawn.contains("From 50% in June 2017 (5 of 10) to 0% in October 2017 (0 of 9)"));
        assert!(drawn.contains("id=\"theme-1-title\""));
        assert!(!drawn.contains("style="));
    }

    #[test]
    fn one_month_makes_no_line() {
        assert_eq!(draw(&series(&[("2017-06", 5, 10)]), "theme-1"), None);
        assert_eq!(draw(&series(&[]), "theme-1"), None);
    }
}
