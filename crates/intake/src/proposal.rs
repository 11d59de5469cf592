//! What is known of a proposal, and the proposals that there are.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_plan::PersonId;
use waymark_returns::{Finding, SourceFile};
use waymark_snapshot::{Manifest, Snapshot};

use crate::Intake;
use crate::combine::Replaced;
use crate::disk;
use crate::error::IntakeError;
use crate::id::ProposalId;
use crate::propose::KeepOthers;

/// The file that a proposal is told by.
pub(crate) const ABOUT: &str = "about.json";
/// The file of what there is to say of its files.
pub(crate) const FINDINGS: &str = "findings.json";
/// The folder of the files that were handed in.
pub(crate) const FILES: &str = "files";
/// The folder that is a home of its own.
pub(crate) const HOME: &str = "home";
/// Version of the form of [`About`].
pub(crate) const FORMAT: u32 = 1;

/// A snapshot that somebody proposes, and that does not count yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Who handed the files in.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The id of the proposed snapshot.
    pub snapshot: String,
    /// What the proposed snapshot was made from and what is in it, with the number of findings of
    /// each kind. The findings themselves are given by [`Intake::findings`].
    pub manifest: Manifest,
    /// The snapshot that was the latest when the proposal was made; none where there was none.
    pub replaces: Option<String>,
    /// The files that were handed in, in their order.
    pub handed_in: Vec<HandedIn>,
    /// The earlier files that they replace.
    pub replaced: Vec<Replaced>,
    /// The names of the files of the latest snapshot that stay.
    pub kept: Vec<String>,
    /// What was done about the other files of the latest snapshot.
    pub keep: KeepOthers,
    /// The first and last day that the files were declared to cover, both included.
    pub covers: Option<(Date, Date)>,
    /// Whether the home has a snapshot of just these files already.
    pub known_before: bool,
}

/// A file that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedIn {
    /// Its name, made safe; the name that it has in the manifest and in the findings.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// A proposal as it is written down.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct About {
    pub format: u32,
    pub by: PersonId,
    pub at: Timestamp,
    pub snapshot: String,
    pub replaces: Option<String>,
    pub handed_in: Vec<HandedIn>,
    pub replaced: Vec<Replaced>,
    pub kept: Vec<String>,
    pub keep: KeepOthers,
    /// What the caller declared, where the snapshot's declaration is not taken over.
    pub asked_covers: Option<(Date, Date)>,
    pub covers: Option<(Date, Date)>,
    pub known_before: bool,
}

impl Proposal {
    /// Whether the proposed snapshot is the one that was the latest already.
    pub fn changes_nothing(&self) -> bool {
        self.replaces.as_deref() == Some(self.snapshot.as_str())
    }
}

impl Intake {
    /// The proposals that wait for an answer, the earliest first.
    ///
    /// # Errors
    ///
    /// A folder cannot be read, or a proposal is damaged.
    pub fn proposals(&self) -> Result<Vec<Proposal>, IntakeError> {
        let mut proposals = Vec::new();
        for id in self.ids()? {
            match self.proposal(&id) {
                Ok(proposal) => proposals.push(proposal),
                // Accepted, or discarded since the folder was read.
                Err(IntakeError::NoSuchProposal(_)) => {}
                Err(error) => return Err(error),
            }
        }
        proposals.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        Ok(proposals)
    }

    /// A proposal that waits for an answer.
    ///
    /// # Errors
    ///
    /// There is none of this id, or it is damaged.
    pub fn proposal(&self, id: &ProposalId) -> Result<Proposal, IntakeError> {
        let about = self.about(id)?;
        let snapshot = self.proposed_snapshot(id, &about)?;
        Ok(Proposal {
            id: id.clone(),
            by: about.by,
            at: about.at,
            snapshot: about.snapshot,
            manifest: snapshot.manifest,
            replaces: about.replaces,
            handed_in: about.handed_in,
            replaced: about.replaced,
            kept: about.kept,
            keep: about.keep,
            covers: about.covers,
            known_before: about.known_before,
        })
    }

    /// What there is to say of a proposal's files: file by file, in each in the order of the
    /// rows. Nothing in it is about a child.
    ///
    /// # Errors
    ///
    /// There is no such proposal, or it is damaged.
    pub fn findings(&self, id: &ProposalId) -> Result<Vec<Finding>, IntakeError> {
        self.about(id)?;
        let path = self.folder_of(id).join(FINDINGS);
        match disk::read_json(&path)? {
            Some(Ok(findings)) => Ok(findings),
            _ => Err(damaged(id, format!("{FINDINGS} cannot be read"))),
        }
    }

    /// The ids of the folders that look like proposals.
    pub(crate) fn ids(&self) -> Result<Vec<ProposalId>, IntakeError> {
        let names = disk::entries(&self.folder())?;
        Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
    }

    pub(crate) fn about(&self, id: &ProposalId) -> Result<About, IntakeError> {
        let none = || IntakeError::NoSuchProposal(id.clone());
        if self.accepted(id)?.is_some() {
            return Err(none());
        }
        let about: About = disk::read_json(&self.folder_of(id).join(ABOUT))?
            .ok_or_else(none)?
            .map_err(|error| damaged(id, format!("{ABOUT} cannot be understood: {error}")))?;
        if about.format == FORMAT {
            Ok(about)
        } else {
            let what = format!(
                "another version of the program wrote it, form {}",
                about.format
            );
            Err(damaged(id, what))
        }
    }

    /// The proposed snapshot: in the proposal's own home, or where accepting it was cut short in
    /// the home.
    pub(crate) fn proposed_snapshot(
        &self,
        id: &ProposalId,
        about: &About,
    ) -> Result<Snapshot, IntakeError> {
        let own = waymark_snapshot::open(&self.home_of(id), &about.snapshot);
        own.or_else(|error| {
            waymark_snapshot::open(&self.home.path, &about.snapshot)
                .map_err(|_| damaged(id, error.to_string()))
        })
    }

    /// The files that were handed in with a proposal, by the names that they have in it.
    pub(crate) fn files_of(
        &self,
        id: &ProposalId,
        about: &About,
    ) -> Result<Vec<SourceFile>, IntakeError> {
        let folder = self.folder_of(id).join(FILES);
        about
            .handed_in
            .iter()
            .map(|one| match std::fs::read(folder.join(&one.sha256)) {
                Ok(bytes) if disk::sha256(&bytes) == one.sha256 => {
                    Ok(SourceFile::new(one.name.clone(), bytes))
                }
                _ => Err(damaged(id, format!("{} is not as it was", one.name))),
            })
            .collect()
    }

    /// The home of a proposal's own.
    pub(crate) fn home_of(&self, id: &ProposalId) -> PathBuf {
        self.folder_of(id).join(HOME)
    }
}

pub(crate) fn damaged(id: &ProposalId, what: String) -> IntakeError {
    IntakeError::DamagedProposal {
        id: id.clone(),
        what,
    }
}
