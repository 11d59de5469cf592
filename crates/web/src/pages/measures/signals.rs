//! What the run chart of a measure shows beyond chance, in words.

use waymark_codes::Month;
use waymark_figures::{MeasureMeta, Outcome, Signal, run_chart};
use waymark_narrative::sentence::words;

/// A run chart in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunWords {
    /// The latest signal, in few words, or that there is none.
    pub latest: String,
    /// Every signal, the latest first, each a sentence.
    pub signals: Vec<String>,
    /// The limits in a sentence; none where there are none.
    pub limits: Option<String>,
    /// Why signals were not looked for, where they were not.
    pub without: Option<&'static str>,
}

const SHARED: &str = "Signals are not looked for: each month\u{2019}s figure shares months, and so cases, with the one before, and the rules hold for new cases only.";
const FEW: &str =
    "Signals are not looked for: fewer than twelve months have a value that may be drawn.";

/// Reads a series as its chart is drawn: without months whose numbers are small.
pub fn read(meta: &MeasureMeta, series: &[Outcome]) -> RunWords {
    let shares_months = series
        .windows(2)
        .any(|pair| pair[1].period().starts <= pair[0].period().ends);
    let chart = run_chart(meta, series, true);
    let (Some(limits), false) = (chart.limits, shares_months) else {
        return RunWords {
            latest: "Not looked for".to_owned(),
            signals: Vec::new(),
            limits: None,
            without: Some(if shares_months { SHARED } else { FEW }),
        };
    };
    let signals = chart.signals;
    RunWords {
        latest: signals
            .last()
            .map_or_else(|| "No signal".to_owned(), |signal| in_few_words(*signal)),
        signals: signals.iter().rev().map(|one| sentence(*one)).collect(),
        limits: Some(format!(
            "The average is {}, and the control limits are {} and {}.",
            words::value(meta, limits.centre),
            words::value(meta, limits.lower),
            words::value(meta, limits.upper)
        )),
        without: None,
    }
}

fn in_few_words(signal: Signal) -> String {
    let (what, month) = match signal {
        Signal::OutsideLimits(month) => ("Outside the limits", month),
        Signal::Shift(month) => ("Shift", month),
        Signal::Trend(month) => ("Trend", month),
        Signal::NearLimit(month) => ("Close to a limit", month),
    };
    format!("{what}, {}", month.in_words())
}

fn sentence(signal: Signal) -> String {
    let said = |month: Month, what: &str| format!("{}: {what}.", month.in_words());
    match signal {
        Signal::OutsideLimits(month) => said(month, "the value lies outside the control limits"),
        Signal::Shift(month) => said(
            month,
            "the seventh month in a row on one side of the average (a shift)",
        ),
        Signal::Trend(month) => said(
            month,
            "the sixth month in a row that goes the same way (a trend)",
        ),
        Signal::NearLimit(month) => said(
            month,
            "two of three months in a row lie close to the same limit",
        ),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::tables::sample::{figure, meta};
    use super::*;

    // Twelve months at 50 and then one at 90: the mean is 53.1 and the mean moving range 40/12, so
    // that the limits stand 8.9 from it and the last month lies outside. Eleven months are too few.
    #[rstest]
    #[case(1, &[50.0; 12], "No signal", 0)]
    #[case(1, &[50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 90.0],
        "Outside the limits, January 2018", 2)]
    #[case(1, &[50.0; 11], "Not looked for", 0)]
    #[case(12, &[50.0; 12], "Not looked for", 0)]
    fn a_series_is_read_as_its_chart_is_drawn(
        #[case] window: u16,
        #[case] values: &[f64],
        #[case] latest: &str,
        #[case] signals: usize,
    ) {
        let meta = meta();
        let first: Month = "2017-01".parse().unwrap();
        let series: Vec<Outcome> = (0u16..)
            .zip(values)
            .map(|(at, value)| {
                Outcome::Figure(figure(&meta, first.plus(at), window, *value, 100.0))
            })
            .collect();
        let read = read(&meta, &series);
        assert_eq!(read.latest, latest);
        assert_eq!(read.signals.len(), signals, "{:?}", read.signals);
        assert_eq!(read.limits.is_some(), read.without.is_none());
    }
}
