//! The small run chart of a measure: one SVG that every writer uses.
//!
//! It is drawn from the published series, so it cannot show a figure that a sentence hides.
//! Nothing in it is told by colour alone: each line and each marked point has words beside it.

mod layout;
mod svg;

use waymark_codes::Month;
use waymark_figures::{MeasureMeta, Outcome, RunChart, Signal, run_chart};

use crate::document::{Chart, Column, Inline, Table};
use crate::sentence::words;

/// The id prefix of a chart's title and description, for writers that put several charts into
/// one page and must keep ids apart.
pub const ID_PREFIX: &str = "waymark-chart-";

/// Width on paper, in millimetres.
const WIDTH_MM: f64 = 120.0;
/// Height on paper, in millimetres.
const HEIGHT_MM: f64 = 48.0;

/// What a chart is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct RunChartOf<'a> {
    /// The measure.
    pub meta: &'a MeasureMeta,
    /// The title, with the group where it is about one.
    pub title: &'a str,
    /// Month by month, oldest first.
    pub series: &'a [Outcome],
    /// The month that is marked as the one reported on.
    pub now: Month,
    /// The month that is marked as the one compared with.
    pub compared: Option<Month>,
    /// The value that is aimed at.
    pub target: Option<f64>,
}

/// What is drawn, worked out before any coordinate.
struct Picture<'a> {
    of: RunChartOf<'a>,
    chart: RunChart,
    /// Months without a point because they may not be published.
    hidden: usize,
    /// Months without a point because there is no figure.
    unknown: usize,
    /// Whether neighbouring points share months, and so cases.
    overlapping: bool,
    /// The mean of the points.
    average: f64,
}

/// Draws a run chart. None where fewer than two points may be shown.
pub fn draw(of: RunChartOf<'_>) -> Option<Chart> {
    let chart = run_chart(of.meta, of.series, true);
    let values: Vec<f64> = chart.points.iter().filter_map(|point| point.1).collect();
    if values.len() < 2 {
        return None;
    }
    let hidden = of
        .series
        .iter()
        .filter_map(Outcome::figure)
        .filter(|figure| !figure.is_publishable(of.meta))
        .count();
    let overlapping = of
        .series
        .windows(2)
        .any(|pair| pair[1].period().starts <= pair[0].period().ends);
    let picture = Picture {
        of,
        hidden,
        unknown: chart.points.len() - values.len() - hidden,
        overlapping,
        average: values.iter().sum::<f64>() / values.len() as f64,
        chart,
    };
    let description = picture.description();
    Some(Chart {
        svg: svg::render(&picture, &description),
        values: Some(picture.table()),
        description,
        width_mm: WIDTH_MM,
        height_mm: HEIGHT_MM,
    })
}

impl Picture<'_> {
    fn at(&self, month: Month) -> Option<f64> {
        let point = self.chart.points.iter().find(|point| point.0 == month)?;
        point.1
    }

    fn value(&self, value: f64) -> String {
        words::value(self.of.meta, value)
    }

    /// A value without its unit, which stands once above the axis.
    fn number(&self, value: f64) -> String {
        let shown = self.value(value);
        shown.split(' ').next().unwrap_or_default().to_owned()
    }

    /// Control limits take each point to be new cases, so points that share cases get none.
    fn limits(&self) -> Option<waymark_figures::ControlLimits> {
        self.chart.limits.filter(|_| !self.overlapping)
    }

    fn description(&self) -> String {
        let shown = self.chart.points.iter().filter(|point| point.1.is_some());
        let mut sentences = vec![format!(
            "Run chart of {} by month, {} to {}: {} values, average {}.",
            self.of.title,
            self.first_month().in_words(),
            self.last_month().in_words(),
            shown.count(),
            self.value(self.average),
        )];
        if let Some(now) = self.at(self.of.now) {
            sentences.push(format!("{}: {}.", self.of.now.in_words(), self.value(now)));
        }
        if let Some((month, value)) = self.compared() {
            sentences.push(format!("{}: {}.", month.in_words(), self.value(value)));
        }
        if let Some(target) = self.of.target {
            sentences.push(format!("Target {}.", self.value(target)));
        }
        match self.limits() {
            Some(limits) => {
                sentences.push(format!(
                    "Control limits {} to {}.",
                    self.value(limits.lower),
                    self.value(limits.upper)
                ));
                sentences.push(self.signals());
            }
            None if self.overlapping => sentences.push(
                "Without control limits, as each point shares months with the one before."
                    .to_owned(),
            ),
            None => {}
        }
        let note = self.note();
        if !note.is_empty() {
            sentences.push(format!("{note}."));
        }
        sentences.join(" ")
    }

    fn signals(&self) -> String {
        let mut outside = Vec::new();
        let (mut shifts, mut trends, mut near) = (Vec::new(), Vec::new(), Vec::new());
        for signal in &self.chart.signals {
            match signal {
                Signal::OutsideLimits(month) => outside.push(month.in_words()),
                Signal::Shift(month) => shifts.push(month.in_words()),
                Signal::Trend(month) => trends.push(month.in_words()),
                Signal::NearLimit(month) => near.push(month.in_words()),
            }
        }
        let mut sentences = Vec::new();
        match outside.len() {
            0 => {}
            1..=3 => sentences.push(format!("Outside the limits: {}.", words::list(&outside))),
            many => sentences.push(format!("{many} months lie outside the limits.")),
        }
        if !shifts.is_empty() {
            sentences.push(format!(
                "Seven months in a row on one side of the average by {}.",
                words::list(&shifts)
            ));
        }
        if !trends.is_empty() {
            sentences.push(format!(
                "Six months in a row in one direction by {}.",
                words::list(&trends)
            ));
        }
        if !near.is_empty() {
            sentences.push(format!(
                "Two of three months close to a limit by {}.",
                words::list(&near)
            ));
        }
        if sentences.is_empty() {
            sentences
                .push("No month outside them, and none of the runs that make a signal.".to_owned());
        }
        sentences.join(" ")
    }

    fn compared(&self) -> Option<(Month, f64)> {
        let month = self.of.compared?;
        Some((month, self.at(month)?))
    }

    /// What the gaps are; empty where there are none.
    fn note(&self) -> String {
        let mut parts = Vec::new();
        if self.unknown > 0 {
            parts.push(format!(
                "{} not known",
                words::counted(self.unknown, "month", "months")
            ));
        }
        if self.hidden > 0 {
            let months = words::counted(self.hidden, "month", "months");
            parts.push(format!("{months} not shown (small numbers)"));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("Gaps: {}", parts.join(", "))
        }
    }

    fn first_month(&self) -> Month {
        self.chart
            .points
            .first()
            .map_or(self.of.now, |point| point.0)
    }

    fn last_month(&self) -> Month {
        self.chart
            .points
            .last()
            .map_or(self.of.now, |point| point.0)
    }

    fn table(&self) -> Table {
        let text = |words: String| vec![Inline::Text(words)];
        let rows = self
            .of
            .series
            .iter()
            .zip(&self.chart.points)
            .map(|(outcome, (month, value))| {
                let shown = match (value, outcome.figure()) {
                    (Some(value), _) => self.value(*value),
                    (None, Some(figure)) if !figure.is_publishable(self.of.meta) => {
                        "not shown".to_owned()
                    }
                    (None, _) => "not known".to_owned(),
                };
                vec![text(month.in_words()), text(shown)]
            })
            .collect();
        Table {
            caption: format!("Values of the chart: {}", self.of.title),
            columns: vec![
                Column {
                    header: "Month".to_owned(),
                    width: 2,
                    numeric: false,
                },
                Column {
                    header: "Value".to_owned(),
                    width: 1,
                    numeric: true,
                },
            ],
            rows,
            row_headers: true,
        }
    }
}
