//! The proof that a published report is what was published, and can be made again.

use std::fmt;

use waymark_app::Ledger;
use waymark_plan::ReportId;
use waymark_plan::ledger::parts::{Frozen, ReportDraft};

use crate::archive::{
    Archive, BENCHMARKS, CITED, DEFINITIONS, DOCUMENTS, EVIDENCE, NARRATIVE, TEMPLATE,
    hash_of_definitions,
};
use crate::error::PublicationError;
use crate::ground::{head_at, report};
use crate::hash::sha256;
use crate::home::Home;
use crate::rebuild::{Rebuilt, frozen, rebuild};

/// What the definitions are called together.
const ALL_DEFINITIONS: &str = "the folder of definitions";

/// What verifying a published report found.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// The report.
    pub report: ReportId,
    /// What is not as it should be; nothing where the proof holds.
    pub faults: Vec<Fault>,
    /// What was checked, in the order of checking.
    pub checked: Vec<&'static str>,
}

impl Verified {
    /// Whether the proof holds.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Something that is not as it was when the report was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The archive cannot be read.
    Archive {
        /// What is wrong, as a sentence.
        what: String,
    },
    /// A file of the archive is another than the one that was written.
    File {
        /// Its path in the archive.
        path: String,
    },
    /// The archive is whole in itself, and another than the ledger has.
    Ledger {
        /// What differs.
        what: String,
    },
    /// The plan's log is another.
    Plan {
        /// The event.
        sequence: u64,
        /// What is wrong, as a sentence.
        what: String,
    },
    /// The snapshot is missing or damaged.
    Snapshot {
        /// What is wrong, as a sentence.
        what: String,
    },
    /// The figures come out otherwise.
    Figures {
        /// Where, and from what to what.
        at: String,
    },
    /// A document comes out otherwise.
    Document {
        /// Its name.
        name: String,
        /// The program that published it, where that is another version than this.
        published_by: Option<String>,
    },
    /// The report cannot be made again.
    Rebuilding {
        /// Why, as a sentence.
        what: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Archive { what } => f.write_str(what),
            Fault::File { path } => write!(f, "{path} of the archive is not as it was written"),
            Fault::Ledger { what } => {
                write!(f, "{what} is not what the ledger has as published")
            }
            Fault::Plan { sequence, what } => {
                write!(f, "event {sequence}, which the plan was made from: {what}")
            }
            Fault::Snapshot { what } => f.write_str(what),
            Fault::Figures { at } => write!(f, "the figures come out otherwise: {at}"),
            Fault::Document { name, published_by } => {
                write!(f, "{name} comes out with other bytes than were published")?;
                match published_by {
                    Some(program) => write!(
                        f,
                        "; {program} published it, and another version may set it otherwise"
                    ),
                    None => Ok(()),
                }
            }
            Fault::Rebuilding { what } => write!(f, "the report cannot be made again: {what}"),
        }
    }
}

/// Holds a published report to the ledger: the archive's files against the hashes of its event, the
/// log against the end that the plan was made from, the snapshot against its own hashes; then makes
/// the report again and compares the bytes. Nothing is written.
///
/// # Errors
///
/// Where the report is not there or was not published. What is wrong with it is no error: it is
/// among the faults.
pub async fn verify(
    home: &Home,
    ledger: &Ledger,
    id: &ReportId,
) -> Result<Verified, PublicationError> {
    let report = report(ledger.state(), id)?;
    let frozen = frozen(report)?;
    let mut verified = Verified {
        report: id.clone(),
        faults: Vec::new(),
        checked: Vec::new(),
    };
    verified
        .checked
        .push("the archive's files, against the ledger");
    match Archive::open(home, id) {
        Ok(archive) => {
            let found = archive_faults(&archive, frozen, &report.record);
            verified.faults.extend(found);
        }
        Err(error) => verified.faults.push(Fault::Archive {
            what: error.to_string(),
        }),
    }
    verified.checked.push("the plan's log up to its event");
    match head_at(ledger, frozen.plan_sequence).await {
        Ok(head) if head.hash == frozen.plan_head => {}
        Ok(_) => verified.faults.push(Fault::Plan {
            sequence: frozen.plan_sequence,
            what: "it has another hash than the one that was published".to_owned(),
        }),
        Err(error) => verified.faults.push(Fault::Plan {
            sequence: frozen.plan_sequence,
            what: error.to_string(),
        }),
    }
    verified.checked.push("the snapshot");
    let snapshot = home
        .snapshot(&frozen.snapshot)
        .and_then(|snapshot| snapshot.verify().map_err(PublicationError::from));
    if let Err(error) = snapshot {
        verified.faults.push(Fault::Snapshot {
            what: error.to_string(),
        });
    }
    // From what is not as it was, nothing that is made proves anything.
    if verified.holds() {
        verified.checked.push("the documents, made again");
        match rebuild(home, ledger, id).await {
            Ok(rebuilt) => verified.faults.extend(rebuilt_faults(&rebuilt)),
            Err(error) => verified.faults.push(Fault::Rebuilding {
                what: error.to_string(),
            }),
        }
    }
    Ok(verified)
}

/// What of an archive is not as it was written, or not what the ledger has.
fn archive_faults(archive: &Archive, frozen: &Frozen, record: &ReportDraft) -> Vec<Fault> {
    let manifest = &archive.manifest;
    let hash_of = |path: &str| archive.files().get(path).map(|bytes| sha256(bytes));
    let mut faults: Vec<Fault> = manifest
        .files
        .iter()
        .filter(|entry| hash_of(&entry.path).as_deref() != Some(entry.sha256.as_str()))
        .map(|entry| Fault::File {
            path: entry.path.clone(),
        })
        .collect();
    let is_of_report = manifest.title == record.title
        && manifest.meeting_on == record.meeting_on
        && manifest.as_at == record.as_at;
    if manifest.frozen != *frozen || !is_of_report {
        faults.push(ledger("manifest.json"));
    }
    for (path, wanted) in [
        (TEMPLATE, Some(&frozen.template)),
        (NARRATIVE, Some(&frozen.narrative)),
        (EVIDENCE, Some(&frozen.evidence)),
        (BENCHMARKS, frozen.benchmarks.as_ref()),
    ] {
        if hash_of(path).as_ref() != wanted {
            faults.push(ledger(path));
        }
    }
    match archive.definitions() {
        Ok(definitions) if hash_of_definitions(&definitions) == frozen.definitions => {}
        Ok(_) => faults.push(ledger(ALL_DEFINITIONS)),
        Err(error) => faults.push(Fault::Archive {
            what: error.to_string(),
        }),
    }
    for document in &frozen.documents {
        let path = format!("{DOCUMENTS}{}", document.name);
        if hash_of(&path).as_deref() != Some(document.sha256.as_str()) {
            faults.push(ledger(&path));
        }
    }
    // A file that was changed after it was written is named once.
    let changed: Vec<String> = faults
        .iter()
        .filter_map(|fault| match fault {
            Fault::File { path } => Some(path.clone()),
            _ => None,
        })
        .collect();
    let a_definition = changed.iter().any(|path| path.starts_with(DEFINITIONS));
    faults.retain(|fault| match fault {
        Fault::Ledger { what } if what == ALL_DEFINITIONS => !a_definition,
        Fault::Ledger { what } => !changed.contains(what),
        _ => true,
    });
    faults
}

fn ledger(what: &str) -> Fault {
    Fault::Ledger {
        what: what.to_owned(),
    }
}

fn rebuilt_faults(rebuilt: &Rebuilt) -> Vec<Fault> {
    let published_by = rebuilt
        .is_of_another_version()
        .then(|| rebuilt.published_by.clone());
    let figures = rebuilt.evidence.iter();
    let figures = figures.map(|at| Fault::Figures { at: at.clone() });
    let cited = (!rebuilt.cited_is_same).then(|| Fault::Figures {
        at: format!("{CITED} has other figures, marks or sentences"),
    });
    let documents = rebuilt.documents.iter().filter(|one| !one.is_same);
    let documents = documents.map(|one| Fault::Document {
        name: one.file.name.clone(),
        published_by: published_by.clone(),
    });
    figures.chain(cited).chain(documents).collect()
}
