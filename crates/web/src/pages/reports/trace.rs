//! `/reports/ID/trace/MARK`: from a mark of a published report to what stands behind it: definition,
//! period, snapshot, numbers, and how many cases. Rows about children are on a page of their own,
//! for those who may see them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use waymark_figures::{Interval, MeasureMeta, Shape, show_count, show_number};
use waymark_narrative::sentence::words;
use waymark_publication::Trace;

use super::{Head, published_of};
use crate::aside::with_ledger;
use crate::fault::Fault;
use crate::permission::Permission;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/trace.html")]
struct TracePage {
    shell: Shell,
    head: Head,
    mark: String,
    title: String,
    said: String,
    month: String,
    numbers: String,
    interval: Option<String>,
    rows: String,
    is_group: bool,
    published: Vec<(String, String)>,
    measure: String,
    definition: String,
    version: u32,
    sha256: String,
    sql: String,
    snapshot: String,
    places: Vec<(String, String)>,
    /// The page of the rows, for who may see them.
    cases: Option<String>,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path((id, mark)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let report = published_of(&view, &id)?;
    let id = report.record.id.clone();
    let found = with_ledger(&site, async move |site, ledger| {
        waymark_publication::trace(&site.settings.home, ledger, &id, &mark).await
    });
    let found = found.await??;
    let may_see_cases = Permission::Cases.is_held_by(&visitor);
    Ok(html(&page(shell, Head::of(report), found, may_see_cases)))
}

fn page(shell: Shell, head: Head, found: Trace, may_see_cases: bool) -> TracePage {
    let Trace {
        cited,
        definition,
        cases,
    } = found;
    let meta = &definition.meta;
    let rows: usize = cases.batches.iter().map(|batch| batch.num_rows()).sum();
    TracePage {
        shell,
        head,
        numbers: numbers(meta, cited.numerator, cited.denominator),
        interval: cited.interval.map(|interval| in_words(meta, interval)),
        rows: show_count(rows as f64),
        is_group: cited.selector.breakdown.is_some(),
        published: cited
            .published
            .iter()
            .map(|one| {
                let whose = format!(
                    "{}, year to {}",
                    one.comparator.in_words(),
                    one.year_ending.in_words()
                );
                (whose, words::value(meta, one.value))
            })
            .collect(),
        definition: meta.definition.clone(),
        measure: cited.selector.to_string(),
        version: cited.definition.version,
        sha256: cited.definition.sha256.clone(),
        sql: definition.sql().to_owned(),
        snapshot: cited.snapshot.clone(),
        places: cited
            .places
            .iter()
            .cloned()
            .zip(cited.sentences.iter().cloned())
            .collect(),
        cases: may_see_cases.then(|| {
            format!(
                "/measures/{}/cases?month={}",
                cited.selector.measure, cited.month
            )
        }),
        month: cited.month.in_words(),
        mark: cited.mark,
        title: cited.title,
        said: cited.said,
    }
}

/// The numbers that a value is made of, in a sentence.
fn numbers(meta: &MeasureMeta, numerator: f64, denominator: f64) -> String {
    let (of, from) = (shown(numerator), shown(denominator));
    match meta.shape {
        Shape::Count => format!("{of} counted, of {from} with a known answer."),
        Shape::Percentage => format!("{of} of {from} with a known answer."),
        Shape::Mean => format!("Values that add up to {of}, from {from} with a known answer."),
        Shape::Rate => format!("Values that add up to {of}, per {from}."),
    }
}

fn in_words(meta: &MeasureMeta, interval: Interval) -> String {
    format!(
        "{} to {}",
        words::value(meta, interval.low),
        words::value(meta, interval.high)
    )
}

/// A number of cases, or a sum, with a digit after the point where it is no whole number.
fn shown(number: f64) -> String {
    show_number(number, u8::from(number.fract() != 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_shown_with_a_digit_only_where_it_has_one() {
        for (number, expected) in [(412.0, "412"), (2227.0, "2,227"), (6592.5, "6,592.5")] {
            assert_eq!(shown(number), expected);
        }
    }
}
