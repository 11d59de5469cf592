//! From the rows of a query to a figure.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, Schema};
use datafusion::common::DataFusionError;
use waymark_figures::{
    Breakdown, Coverage, Figure, LeftOut, MeasureMeta, Period, Shape, mean_interval,
    poisson_interval, rate_interval, wilson_interval,
};

use crate::contract::{BREAKDOWN, COUNTED, LEFT_OUT, PER, VALUE};

/// What one group of rows adds up to.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sums {
    rows: u64,
    known: u64,
    numerator: f64,
    per: f64,
    standard_deviation: Option<f64>,
    left_out: BTreeMap<String, u64>,
}

/// The name that cases without a group are shown under.
pub const NOT_RECORDED: &str = "not recorded";

/// The sums of every period, and of every group where a breakdown is asked for.
#[derive(Default)]
pub(crate) struct Totals(BTreeMap<(String, Option<String>), Sums>);

/// The SQL that adds up the rows of the table `cases` by period, by group where one is asked for,
/// and by the reason for leaving them out.
pub(crate) fn summing_sql(cases: &str, shape: Shape, schema: &Schema, by: Option<&str>) -> String {
    let has = |name: &str| schema.column_with_name(name).is_some();
    let group = by.map_or("CAST(NULL AS VARCHAR)".to_owned(), |by| {
        format!("COALESCE(CAST({BREAKDOWN}{by} AS VARCHAR), '{NOT_RECORDED}')")
    });
    let left_out = if has(LEFT_OUT) {
        LEFT_OUT
    } else {
        "CAST(NULL AS VARCHAR)"
    };
    let (known, numerator, per, deviation) = match shape {
        Shape::Count if !has(COUNTED) => {
            ("COUNT(*)".into(), "COUNT(*)".into(), "0.0", "NULL".into())
        }
        Shape::Count | Shape::Percentage => (
            format!("COUNT({COUNTED})"),
            format!("SUM(CASE WHEN {COUNTED} THEN 1 ELSE 0 END)"),
            "0.0",
            "NULL".into(),
        ),
        Shape::Mean => (
            format!("COUNT({VALUE})"),
            format!("SUM({VALUE})"),
            "0.0",
            format!("STDDEV_SAMP({VALUE})"),
        ),
        // A value without what it is per is not known, and the other way round.
        Shape::Rate => (
            format!("COUNT({VALUE} + {PER})"),
            format!("SUM(CASE WHEN {PER} IS NOT NULL THEN {VALUE} END)"),
            "SUM(CASE WHEN value IS NOT NULL THEN per END)",
            "NULL".into(),
        ),
    };
    format!(
        "SELECT CAST(period AS VARCHAR) AS period, {group} AS grp, {left_out} AS reason, \
         COUNT(*) AS n, {known} AS known, CAST({numerator} AS DOUBLE) AS numerator, \
         CAST({per} AS DOUBLE) AS per, CAST({deviation} AS DOUBLE) AS deviation \
         FROM {cases} GROUP BY 1, 2, 3"
    )
}

impl Totals {
    /// Reads the result of [`summing_sql`].
    pub(crate) fn read(batches: &[RecordBatch]) -> Result<Self, DataFusionError> {
        let mut totals = Self::default();
        for batch in batches {
            let text = |column: usize| cast(batch.column(column), &DataType::Utf8);
            let whole = |column: usize| cast(batch.column(column), &DataType::Int64);
            let (periods, groups, reasons) = (text(0)?, text(1)?, text(2)?);
            let (periods, groups, reasons) = (
                periods.as_string::<i32>(),
                groups.as_string::<i32>(),
                reasons.as_string::<i32>(),
            );
            let (rows, known) = (whole(3)?, whole(4)?);
            let (rows, known) = (
                rows.as_primitive::<Int64Type>(),
                known.as_primitive::<Int64Type>(),
            );
            let number = |column: usize, row: usize| {
                let values = batch.column(column).as_primitive::<Float64Type>();
                values.is_valid(row).then(|| settled(values.value(row)))
            };
            for row in 0..batch.num_rows() {
                let group = groups.is_valid(row).then(|| groups.value(row).to_owned());
                let sums = totals
                    .0
                    .entry((periods.value(row).to_owned(), group))
                    .or_default();
                let count = rows.value(row) as u64;
                if reasons.is_valid(row) {
                    *sums
                        .left_out
                        .entry(reasons.value(row).to_owned())
                        .or_default() += count;
                } else {
                    sums.rows += count;
                    sums.known += known.value(row) as u64;
                    sums.numerator += number(5, row).unwrap_or(0.0);
                    sums.per += number(6, row).unwrap_or(0.0);
                    sums.standard_deviation = number(7, row);
                }
            }
        }
        Ok(totals)
    }

    /// The figure of a whole period; that of no cases where none were returned.
    pub(crate) fn whole(&self, meta: &MeasureMeta, period: Period, snapshot: &str) -> Figure {
        let none = Sums::default();
        let sums = self
            .0
            .get(&(period.month.to_string(), None))
            .unwrap_or(&none);
        figure(meta, period, snapshot, None, sums)
    }

    /// The figures of a period's groups, by name.
    pub(crate) fn groups(
        &self,
        meta: &MeasureMeta,
        period: Period,
        snapshot: &str,
        dimension: &str,
    ) -> Vec<Figure> {
        self.0
            .iter()
            .filter(|((month, _), _)| *month == period.month.to_string())
            .filter_map(|((_, group), sums)| {
                let breakdown = Breakdown {
                    dimension: dimension.to_owned(),
                    group: group.clone()?,
                };
                Some(figure(meta, period, snapshot, Some(breakdown), sums))
            })
            .collect()
    }
}

/// Sums of fractions depend in their last bits on the order in which the parts were added; to the
/// billionth they do not, and the same data gives the same bytes.
fn settled(sum: f64) -> f64 {
    (sum * 1e9).round() / 1e9
}

fn figure(
    meta: &MeasureMeta,
    period: Period,
    snapshot: &str,
    breakdown: Option<Breakdown>,
    sums: &Sums,
) -> Figure {
    let known = sums.known as f64;
    let (denominator, value, interval) = match meta.shape {
        Shape::Count => (
            known,
            Some(sums.numerator),
            Some(poisson_interval(sums.numerator)),
        ),
        Shape::Percentage => (
            known,
            (sums.known > 0).then(|| sums.numerator / known * 100.0),
            wilson_interval(sums.numerator, known),
        ),
        Shape::Mean => {
            let mean = (sums.known > 0).then(|| sums.numerator / known);
            let interval = mean
                .zip(sums.standard_deviation)
                .and_then(|(mean, deviation)| mean_interval(mean, deviation, known));
            (known, mean, interval)
        }
        Shape::Rate => (
            sums.per,
            (sums.per > 0.0).then(|| sums.numerator / sums.per),
            rate_interval(sums.numerator, sums.per),
        ),
    };
    Figure {
        measure: meta.id.clone(),
        definition: meta.fingerprint.clone(),
        snapshot: snapshot.to_owned(),
        period,
        breakdown,
        numerator: sums.numerator,
        denominator,
        value,
        interval,
        standard_deviation: sums.standard_deviation,
        coverage: Coverage {
            known: sums.known,
            cohort: sums.rows,
        },
        left_out: sums
            .left_out
            .iter()
            .map(|(reason, cases)| LeftOut {
                reason: reason.clone(),
                cases: *cases,
            })
            .collect(),
        doubt: None,
        withheld: false,
    }
}
