//! Figures beside the checks of the returns that they come from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use waymark_checks::{Accepted, NotPrepared, Prepared, Wanted, built_in, listed};
use waymark_codes::Month;
use waymark_figures::{Doubt, EvidenceBook, MeasureId, Period};
use waymark_measures::{Definition, Failing, check, doubt};

use crate::checking::CheckingError;
use crate::error::PublicationError;
use crate::home::Source;

/// The children of each return whose data fails a check, worked out once.
#[derive(Debug, Default)]
pub struct Failures(BTreeMap<String, Failing>);

/// Says of each measure's figure of a month which of its cases fail the checks that its definition
/// names. What was accepted is right as it is, and puts nothing in doubt.
///
/// # Errors
///
/// The snapshot cannot be read, or the engine fails.
pub async fn set_doubts(
    source: &mut Source,
    book: &mut EvidenceBook,
    month: Month,
) -> Result<(), PublicationError> {
    let measures: Vec<MeasureId> = book
        .entries()
        .iter()
        .filter(|entry| entry.breakdown.is_none())
        .map(|entry| entry.measure.id.clone())
        .collect();
    for measure in measures {
        let found = doubt_of(source, &measure, month).await?;
        book.set_doubt(&measure, found);
    }
    Ok(())
}

/// The cases of a measure's figure of a month that fail the checks that its definition names;
/// `None` where none do, or it names none.
///
/// # Errors
///
/// The snapshot cannot be read, or the engine fails.
pub async fn doubt_of(
    source: &mut Source,
    measure: &MeasureId,
    month: Month,
) -> Result<Option<Doubt>, PublicationError> {
    let definition = source.catalogue.find(measure.as_str())?.clone();
    if definition.checks.is_empty() {
        return Ok(None);
    }
    let failing = failing(source, &definition, month).await?;
    Ok(doubt(&mut source.engine, &definition, month, &failing).await?)
}

/// The children who fail a definition's checks in the returns that its figure of a month comes
/// from.
async fn failing(
    source: &mut Source,
    definition: &Definition,
    month: Month,
) -> Result<Failing, PublicationError> {
    let period = Period::ending(month, definition.window);
    let labels: Vec<String> = source
        .snapshot
        .manifest
        .returns
        .iter()
        .filter(|one| one.kind == waymark_snapshot::SSDA903)
        .filter(|one| {
            overlaps(
                (one.coverage.from, one.coverage.to),
                (period.starts, period.ends),
            )
        })
        .map(|one| one.label.clone())
        .collect();
    let mut all = Failing::new();
    for label in labels {
        if !source.failures.0.contains_key(&label) {
            let found = of_return(source, &label).await?;
            source.failures.0.insert(label.clone(), found);
        }
        for (code, children) in &source.failures.0[&label] {
            let known = all.entry(code.clone()).or_default();
            known.extend(children.iter().cloned());
        }
    }
    Ok(all)
}

fn overlaps(one: (Date, Date), other: (Date, Date)) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

/// The children of a return whose data fails one of the checks that any definition names.
async fn of_return(source: &Source, label: &str) -> Result<Failing, PublicationError> {
    let named: BTreeSet<String> = source
        .catalogue
        .all()
        .flat_map(|definition| definition.checks.iter().cloned())
        .collect();
    let wanted = Wanted {
        label: Some(label),
        authority: None,
    };
    let submitted = source.snapshot.submitted_without_postcodes()?;
    let prepared = match Prepared::of(&submitted, &wanted) {
        Ok(prepared) => prepared,
        // A return over several years has no year’s rules to be held to.
        Err(NotPrepared::ManyYears { .. }) => return Ok(Failing::new()),
        Err(error) => return Err(CheckingError::from(error).into()),
    };
    let rules = built_in().map_err(CheckingError::from)?;
    let checked = check(Arc::new(prepared), &rules, Some(&named))
        .await
        .map_err(CheckingError::from)?;
    let accepted = match source.snapshot.path().ancestors().nth(2) {
        Some(home) => Accepted::of(accepted(home)?),
        None => Accepted::default(),
    };
    let mut failing = Failing::new();
    for one in listed(&checked, &accepted) {
        if let (Some(child), None) = (one.child, one.accepted) {
            failing.entry(one.rule).or_default().insert(child);
        }
    }
    Ok(failing)
}

fn accepted(home: &Path) -> Result<Vec<waymark_checks::Acceptance>, PublicationError> {
    Ok(waymark_snapshot::accepted(home)?)
}
