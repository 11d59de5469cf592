//! The archive of a published report: all that it was made from, and the documents as they went
//! out.
//!
//! ```text
//! <home>/reports/<report>/manifest.json     what is in it, and what the ledger was told
//!                         template.toml     the template
//!                         narrative.md      the narrative, with its references
//!                         definitions/*.sql the definitions that were run
//!                         evidence.json     every figure, hidden ones too: not for publication
//!                         benchmarks.json   the published values beside them
//!                         people.json       the names that stand in the report
//!                         cited.json        the figures that it shows, by their marks
//!                         documents/*       the report
//! ```
//!
//! An archive appears whole or not at all, and is never changed.

mod disk;
mod manifest;

pub use manifest::{FORMAT, FileEntry, Manifest};

pub(crate) use disk::Reports;

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use waymark_figures::EvidenceBook;
use waymark_measures::Definition;
use waymark_plan::ReportId;
use waymark_plan::ledger::Directory;
use waymark_plan::ledger::chain::Head;
use waymark_plan::ledger::parts::{Frozen, FrozenDocument, Publication, ReportDraft};
use waymark_report::{Cited, Template};

use self::disk::{bytes_of, read_manifest};
use crate::document::NamedFile;
use crate::error::PublicationError;
use crate::evidence::{Beside, Question};
use crate::hash::sha256;
use crate::home::Home;
use crate::people;

pub(crate) const TEMPLATE: &str = "template.toml";
pub(crate) const NARRATIVE: &str = "narrative.md";
pub(crate) const EVIDENCE: &str = "evidence.json";
pub(crate) const BENCHMARKS: &str = "benchmarks.json";
const PEOPLE: &str = "people.json";
pub(crate) const CITED: &str = "cited.json";
pub(crate) const DEFINITIONS: &str = "definitions/";
pub(crate) const DOCUMENTS: &str = "documents/";

/// The archive of a report, in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    /// What is in it.
    pub manifest: Manifest,
    /// Every file but the manifest, by its path in the folder, with `/` between the parts.
    files: BTreeMap<String, Vec<u8>>,
}

/// All that an archive is put together from, apart from what the ledger is told of it.
pub(crate) struct Contents<'a> {
    pub report: &'a ReportDraft,
    pub question: Question,
    pub benchmarks_import: Option<String>,
    pub earlier: Vec<ReportId>,
    pub template: &'a str,
    pub narrative: &'a str,
    pub definitions: Vec<&'a Definition>,
    pub evidence: &'a EvidenceBook,
    pub beside: &'a [Beside],
    pub people: Vec<people::Named>,
    pub cited: &'a [Cited],
    pub documents: Vec<NamedFile>,
}

/// Where the plan of a report stands in the ledger, and what made the report.
pub(crate) struct Origin {
    pub snapshot: String,
    pub plan: Head,
    pub disclosure_rules: String,
    pub program: &'static str,
}

impl Archive {
    /// Puts an archive together.
    pub(crate) fn of(contents: Contents<'_>, origin: Origin) -> Result<Self, PublicationError> {
        let mut files = BTreeMap::new();
        files.insert(TEMPLATE.to_owned(), contents.template.as_bytes().to_vec());
        files.insert(NARRATIVE.to_owned(), contents.narrative.as_bytes().to_vec());
        files.insert(EVIDENCE.to_owned(), json(contents.evidence)?);
        if !contents.beside.is_empty() {
            files.insert(BENCHMARKS.to_owned(), json(contents.beside)?);
        }
        files.insert(PEOPLE.to_owned(), json(&contents.people)?);
        files.insert(CITED.to_owned(), json(contents.cited)?);
        for definition in &contents.definitions {
            let path = format!("{DEFINITIONS}{}.sql", definition.meta.id);
            files.insert(path, definition.text.as_bytes().to_vec());
        }
        let documents = contents
            .documents
            .iter()
            .map(|file| FrozenDocument {
                name: file.name.clone(),
                sha256: sha256(&file.bytes),
                bytes: file.bytes.len() as u64,
            })
            .collect();
        for file in contents.documents {
            files.insert(format!("{DOCUMENTS}{}", file.name), file.bytes);
        }
        let hash_of = |path: &str| files.get(path).map(|bytes| sha256(bytes));
        let frozen = Frozen {
            snapshot: origin.snapshot,
            definitions: hash_of_definitions(contents.definitions.iter().copied()),
            benchmarks: hash_of(BENCHMARKS),
            plan_sequence: origin.plan.seq,
            plan_head: origin.plan.hash,
            template: hash_of(TEMPLATE).unwrap_or_default(),
            narrative: hash_of(NARRATIVE).unwrap_or_default(),
            evidence: hash_of(EVIDENCE).unwrap_or_default(),
            disclosure_rules: origin.disclosure_rules,
            program: origin.program.to_owned(),
            documents,
        };
        let manifest = Manifest {
            format: FORMAT,
            report: contents.report.id.clone(),
            title: contents.report.title.clone(),
            meeting_on: contents.report.meeting_on,
            as_at: contents.report.as_at,
            question: contents.question,
            benchmarks_import: contents.benchmarks_import,
            earlier: contents.earlier,
            frozen,
            files: files
                .iter()
                .map(|(path, bytes)| FileEntry {
                    path: path.clone(),
                    sha256: sha256(bytes),
                    bytes: bytes.len() as u64,
                })
                .collect(),
        };
        Ok(Self { manifest, files })
    }

    /// The archive of a published report as it stands in a home. Nothing of it is held against the
    /// ledger: that is [`verify`](crate::verify())'s.
    pub fn open(home: &Home, report: &ReportId) -> Result<Self, PublicationError> {
        let manifest = read_manifest(home, report)?;
        let mut files = BTreeMap::new();
        for entry in &manifest.files {
            files.insert(entry.path.clone(), bytes_of(home, report, &entry.path)?);
        }
        Ok(Self { manifest, files })
    }

    /// What the ledger is told.
    pub fn publication(&self) -> Publication {
        Publication {
            report: self.manifest.report.clone(),
            frozen: self.manifest.frozen.clone(),
        }
    }

    /// The documents, by name.
    pub fn documents(&self) -> Vec<NamedFile> {
        self.files
            .iter()
            .filter_map(|(path, bytes)| {
                Some(NamedFile {
                    name: path.strip_prefix(DOCUMENTS)?.to_owned(),
                    bytes: bytes.clone(),
                })
            })
            .collect()
    }

    /// The template.
    pub fn template(&self) -> Result<Template, PublicationError> {
        let text = self.text(TEMPLATE)?;
        Template::read(text).map_err(|wrong| {
            let first = wrong.first().map(ToString::to_string).unwrap_or_default();
            self.damaged(format!("{TEMPLATE} cannot be read: {first}"))
        })
    }

    /// The narrative.
    pub fn narrative(&self) -> Result<&str, PublicationError> {
        self.text(NARRATIVE)
    }

    /// The definitions that were run, by id.
    pub fn definitions(&self) -> Result<Vec<Definition>, PublicationError> {
        let mut definitions = Vec::new();
        for path in self.files.keys() {
            if let Some(name) = path.strip_prefix(DEFINITIONS) {
                definitions.push(Definition::parse(name, self.text(path)?)?);
            }
        }
        Ok(definitions)
    }

    /// Every figure of the report, those that it withholds too.
    pub fn evidence(&self) -> Result<EvidenceBook, PublicationError> {
        self.json(EVIDENCE)
    }

    /// The published values beside the figures.
    pub fn beside(&self) -> Result<Vec<Beside>, PublicationError> {
        if self.files.contains_key(BENCHMARKS) {
            self.json(BENCHMARKS)
        } else {
            Ok(Vec::new())
        }
    }

    /// The figures that the report shows, in the order of their marks.
    pub fn cited(&self) -> Result<Vec<Cited>, PublicationError> {
        self.json(CITED)
    }

    /// The people whom the report names.
    pub(crate) fn people(&self) -> Result<Directory, PublicationError> {
        Ok(people::directory(self.json(PEOPLE)?))
    }

    /// Every file but the manifest, by its path.
    pub(crate) fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    fn text(&self, path: &str) -> Result<&str, PublicationError> {
        let bytes = self
            .files
            .get(path)
            .ok_or_else(|| self.damaged(format!("{path} is missing")))?;
        std::str::from_utf8(bytes).map_err(|_| self.damaged(format!("{path} is no text")))
    }

    fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, PublicationError> {
        serde_json::from_str(self.text(path)?)
            .map_err(|error| self.damaged(format!("{path} cannot be understood: {error}")))
    }

    fn damaged(&self, what: String) -> PublicationError {
        PublicationError::DamagedArchive {
            report: self.manifest.report.clone(),
            what,
        }
    }
}

/// A value as the archive keeps it: JSON that ends with a line end.
fn json<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, PublicationError> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The hash of all definitions: that of their ids and hashes, a line each, in the order of the ids.
pub(crate) fn hash_of_definitions<'a>(
    definitions: impl IntoIterator<Item = &'a Definition>,
) -> String {
    let mut lines: Vec<String> = definitions
        .into_iter()
        .map(|one| format!("{} {}\n", one.meta.id, one.meta.fingerprint.sha256))
        .collect();
    lines.sort();
    sha256(lines.concat().as_bytes())
}
