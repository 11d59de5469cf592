//! A published report made again from what was frozen with it.

use serde::Serialize;
use serde_json::Value;
use waymark_app::Ledger;
use waymark_figures::EvidenceBook;
use waymark_measures::Catalogue;
use waymark_narrative::text::Text;
use waymark_plan::ReportId;
use waymark_plan::ledger::parts::Frozen;
use waymark_plan::ledger::state::ReportState;

use crate::archive::Archive;
use crate::document::{Material, NamedFile, build, forms};
use crate::error::PublicationError;
use crate::freeze::PROGRAM;
use crate::ground::{books, report};
use crate::hash::sha256;
use crate::home::{Home, Source};
use crate::protection::protected;
use crate::steps::before_publication;

/// How many differences of the figures are told; the first ones say what kind they are.
const TOLD: usize = 20;
/// Sums of fractions may differ in their last digits between computers.
const CLOSE: f64 = 1e-9;

/// A report that was made again.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebuilt {
    /// The documents, as they were published, or not.
    pub documents: Vec<RebuiltDocument>,
    /// Where the figures differ from those that were published; the first twenty.
    pub evidence: Vec<String>,
    /// Whether the figures that it shows, with their marks and sentences, are those of then.
    pub cited_is_same: bool,
    /// The program that published it.
    pub published_by: String,
    /// This program.
    pub rebuilt_by: &'static str,
}

/// A document that was made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebuiltDocument {
    /// The document.
    pub file: NamedFile,
    /// Whether its bytes are those that the ledger has as published.
    pub is_same: bool,
}

impl Rebuilt {
    /// Whether everything came out as it was published.
    pub fn is_same(&self) -> bool {
        self.documents.iter().all(|one| one.is_same)
            && self.evidence.is_empty()
            && self.cited_is_same
    }

    /// Whether another version of the program published it: the likely cause where bytes differ.
    pub fn is_of_another_version(&self) -> bool {
        self.published_by != self.rebuilt_by
    }
}

/// Makes a published report again: the figures from its snapshot with the definitions of then, the
/// plan from the ledger as at its event, and the documents from both. Nothing is written.
///
/// It needs the home, with the snapshot and the archive of this report and of those before it, and
/// the ledger. It does not need the benchmarks, nor the names of today: the archive has them.
pub async fn rebuild(
    home: &Home,
    ledger: &Ledger,
    id: &ReportId,
) -> Result<Rebuilt, PublicationError> {
    let report = report(ledger.state(), id)?;
    let frozen = frozen(report)?;
    let archive = Archive::open(home, id)?;
    let evidence = recompute(home, &archive).await?;
    let manifest = &archive.manifest;
    let people = archive.people()?;
    let plan = ledger
        .at(frozen.plan_sequence)
        .await?
        .plan(&people)
        .map_err(|lacks| PublicationError::NotAPlan {
            lacks,
            as_at: manifest.as_at,
        })?;
    let template = archive.template()?;
    let narrative = Text::markdown(archive.narrative()?);
    let built = build(&Material {
        plan: &plan,
        template: &template,
        evidence: &evidence,
        as_at: manifest.as_at,
        meeting_on: Some(report.record.meeting_on),
        stage: None,
        snapshot: &frozen.snapshot,
        benchmarks_import: manifest.benchmarks_import.as_deref(),
        narrative: Some(&narrative),
        steps: &before_publication(report, &people),
    })?;
    let documents = forms(&built.document, id.as_str())?
        .into_iter()
        .map(|file| {
            let mut known = frozen.documents.iter();
            let was = known.find(|document| document.name == file.name);
            RebuiltDocument {
                is_same: was.is_some_and(|was| was.sha256 == sha256(&file.bytes)),
                file,
            }
        })
        .collect();
    Ok(Rebuilt {
        documents,
        evidence: differences(&archive.evidence()?, &evidence)?,
        cited_is_same: differences(&archive.cited()?, &built.cited)?.is_empty(),
        published_by: frozen.program.clone(),
        rebuilt_by: PROGRAM,
    })
}

/// What the ledger has of a publication.
pub(crate) fn frozen(report: &ReportState) -> Result<&Frozen, PublicationError> {
    match &report.publication {
        Some(publication) => Ok(&publication.publication.frozen),
        None => Err(PublicationError::NotPublished {
            report: report.record.id.clone(),
            stands: report.stage,
        }),
    }
}

/// The figures of a report, computed again from its snapshot with the definitions of then.
async fn recompute(home: &Home, archive: &Archive) -> Result<EvidenceBook, PublicationError> {
    let manifest = &archive.manifest;
    let snapshot = home.snapshot(&manifest.frozen.snapshot)?;
    let mut source = Source::over(snapshot, Catalogue::of(archive.definitions()?)).await?;
    let mut book = manifest
        .question
        .ask(&mut source, &archive.beside()?)
        .await?;
    // Which cases are in doubt follows from the rules and from what was accepted by then, which an
    // archive does not hold; what they were it does.
    for entry in archive.evidence()?.entries() {
        if let (None, Some(figure)) = (&entry.breakdown, entry.figure()) {
            book.set_doubt(&entry.measure.id, figure.doubt.as_deref().cloned());
        }
    }
    let earlier = books(home, &manifest.earlier)?;
    Ok(protected(book, &earlier, manifest.as_at))
}

/// Where two values differ: `entries.3.current.figure.value: 18.5, now 18.6`. Numbers that differ
/// only in what is lost when fractions are added in another order are the same.
fn differences<T: Serialize>(was: &T, now: &T) -> Result<Vec<String>, PublicationError> {
    let mut found = Vec::new();
    let (was, now) = (serde_json::to_value(was)?, serde_json::to_value(now)?);
    compare(&mut String::new(), &was, &now, &mut found);
    Ok(found)
}

fn compare(path: &mut String, was: &Value, now: &Value, found: &mut Vec<String>) {
    if found.len() >= TOLD {
        return;
    }
    match (was, now) {
        (Value::Object(was), Value::Object(now)) => {
            let added = now.keys().filter(|key| !was.contains_key(*key));
            for key in was.keys().chain(added) {
                let at = |value: Option<&Value>| value.cloned().unwrap_or_default();
                below(path, key, &at(was.get(key)), &at(now.get(key)), found);
            }
        }
        (Value::Array(was), Value::Array(now)) => {
            for at in 0..was.len().max(now.len()) {
                let one = |all: &[Value]| all.get(at).cloned().unwrap_or_default();
                below(path, &at.to_string(), &one(was), &one(now), found);
            }
        }
        (Value::Number(a), Value::Number(b)) if are_close(a.as_f64(), b.as_f64()) => {}
        (was, now) if was == now => {}
        (was, now) => found.push(format!("{path}: {was}, now {now}")),
    }
}

fn below(path: &mut String, key: &str, was: &Value, now: &Value, found: &mut Vec<String>) {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    path.push_str(key);
    compare(path, was, now, found);
    path.truncate(length);
}

fn are_close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= CLOSE * a.abs().max(b.abs()).max(1.0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(was: &Value, now: &Value) -> Vec<String> {
        let mut found = Vec::new();
        compare(&mut String::new(), was, now, &mut found);
        found
    }

    #[test]
    fn a_difference_is_told_with_its_place() {
        let was = json!({ "entries": [{ "value": 18.5, "n": 4 }] });
        let now = json!({ "entries": [{ "value": 18.6, "n": 4 }] });
        assert_eq!(found(&was, &now), ["entries.0.value: 18.5, now 18.6"]);
        assert_eq!(
            found(&json!({ "a": [1] }), &json!({ "a": [1, 2], "b": "x" })),
            ["a.1: null, now 2", "b: null, now \"x\""]
        );
    }

    #[test]
    fn what_adding_in_another_order_gives_is_no_difference() {
        assert!(found(&json!(0.1 + 0.2), &json!(0.3)).is_empty());
        assert!(found(&json!(45_000.000_000_01), &json!(45_000.0)).is_empty());
        assert_eq!(found(&json!(18.5), &json!(18.500_001)).len(), 1);
        let many = json!((0..50).collect::<Vec<_>>());
        let other = json!((1..51).collect::<Vec<_>>());
        assert_eq!(found(&many, &other).len(), TOLD);
    }
}
