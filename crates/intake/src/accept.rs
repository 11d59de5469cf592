//! A proposal is accepted or discarded.
//!
//! Accepting takes steps that can each be taken again: the handed-in files are kept, the snapshot
//! is moved into the home, it becomes the latest, that is noted, and what is left of the proposal
//! is removed. Cut short anywhere, accepting again takes the steps that are missing. The home's
//! readers see the earlier snapshot or the new one.
//!
//! Where a snapshot lies and how one becomes the latest is as `snapshot` documents it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use waymark_snapshot::Snapshot;

use crate::Intake;
use crate::disk;
use crate::error::IntakeError;
use crate::id::ProposalId;
use crate::proposal::{ABOUT, About, FILES, FINDINGS, HOME, damaged};

/// What the name of a folder begins with that is being removed.
pub(crate) const REMOVED: &str = ".removed-";
/// The note that a proposal was accepted.
const ACCEPTED: &str = "accepted.json";
/// Held while a proposal is accepted or discarded.
const ANSWERING: &str = ".answering";

/// What came of accepting a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The proposal.
    pub id: ProposalId,
    /// The snapshot that it made the latest.
    pub snapshot: String,
    /// The snapshot that was the latest before.
    pub replaces: Option<String>,
}

impl Intake {
    /// Takes a proposed snapshot into the home and makes it the latest. The files of the latest
    /// snapshot are kept from then on, and those that only an earlier one needed are deleted.
    ///
    /// Accepted again, a proposal gives the same answer and changes nothing.
    ///
    /// # Errors
    ///
    /// There is no such proposal or it is damaged; another snapshot has become the latest since
    /// it was made ([`Intake::propose_again`] helps); or the file system refuses.
    pub fn accept(&self, id: &ProposalId) -> Result<Accepted, IntakeError> {
        let _answering = self.lock_answering(id)?;
        let _proposing = self.lock_proposing()?;
        if let Some(accepted) = self.accepted(id)? {
            self.clear_accepted(id)?;
            return Ok(accepted);
        }
        let about = self.about(id)?;
        let files = self.files_of(id, &about)?;
        let snapshot = self.proposed_snapshot(id, &about)?;
        snapshot.verify()?;
        for (file, handed_in) in files.iter().zip(&about.handed_in) {
            self.keep(&handed_in.sha256, &file.bytes)?;
        }
        self.take_over(id, &about, &snapshot)?;
        let accepted = Accepted {
            id: id.clone(),
            snapshot: about.snapshot,
            replaces: about.replaces,
        };
        disk::write_json(&self.folder_of(id).join(ACCEPTED), &accepted)?;
        let inputs = &snapshot.manifest.inputs;
        let wanted: BTreeSet<&str> = inputs.iter().map(|input| input.sha256.as_str()).collect();
        self.keep_only(&wanted)?;
        self.clear_accepted(id)?;
        Ok(accepted)
    }

    /// Removes a proposal with its files; the home stays as it is.
    ///
    /// # Errors
    ///
    /// There is no such proposal, or the file system refuses.
    pub fn discard(&self, id: &ProposalId) -> Result<(), IntakeError> {
        let _answering = self.lock_answering(id)?;
        let _proposing = self.lock_proposing()?;
        let place = self.folder_of(id);
        if !place.exists() || self.accepted(id)?.is_some() {
            return Err(IntakeError::NoSuchProposal(id.clone()));
        }
        // Renamed first: removing takes a while, and a part of a proposal is none.
        let removed = self.folder().join(format!("{REMOVED}{id}"));
        disk::remove_folder(&removed)?;
        fs::rename(&place, &removed).map_err(IntakeError::io("remove", &place))?;
        disk::remove_folder(&removed)
    }

    /// The note that a proposal was accepted; none where it was not.
    pub(crate) fn accepted(&self, id: &ProposalId) -> Result<Option<Accepted>, IntakeError> {
        disk::read_json(&self.folder_of(id).join(ACCEPTED))?
            .transpose()
            .map_err(|error| damaged(id, format!("{ACCEPTED} cannot be understood: {error}")))
    }

    /// Removes what an accepted proposal has no use for any more.
    pub(crate) fn clear_accepted(&self, id: &ProposalId) -> Result<(), IntakeError> {
        let place = self.folder_of(id);
        disk::remove_folder(&place.join(FILES))?;
        disk::remove_folder(&place.join(HOME))?;
        disk::remove_file(&place.join(FINDINGS))?;
        disk::remove_file(&place.join(ABOUT))
    }

    /// Moves the snapshot to the others and makes it the latest.
    fn take_over(
        &self,
        id: &ProposalId,
        about: &About,
        snapshot: &Snapshot,
    ) -> Result<(), IntakeError> {
        let all = self.home.path.join("snapshots");
        disk::make_folder(&all)?;
        // The lock of those who import: nothing becomes the latest between the look and the deed.
        let _importing = disk::lock(&all.join(".lock"))?;
        let latest = waymark_snapshot::latest_id(&self.home.path)?;
        let is_latest = latest.as_ref() == Some(&about.snapshot);
        if !is_latest && latest != about.replaces {
            return Err(IntakeError::Overtaken {
                id: id.clone(),
                latest,
            });
        }
        let place = all.join(&about.snapshot);
        if snapshot.path() != place {
            self.move_in(&about.snapshot, snapshot.path(), &place)?;
        }
        if !is_latest {
            // The name's beginning is one that the next import sweeps, were this cut short.
            disk::write_by(&all.join("latest"), about.snapshot.as_bytes(), ".latest-")?;
        }
        Ok(())
    }

    /// Moves a snapshot to its place; one that is there and whole stays, one that is damaged goes.
    fn move_in(&self, snapshot: &str, from: &Path, place: &Path) -> Result<(), IntakeError> {
        if place.exists() {
            let there = waymark_snapshot::open(&self.home.path, snapshot);
            if there.is_ok_and(|there| there.verify().is_ok()) {
                return Ok(());
            }
            disk::remove_folder(place)?;
        }
        fs::rename(from, place).map_err(IntakeError::io("write", place))?;
        place.parent().into_iter().for_each(disk::sync);
        Ok(())
    }

    fn lock_answering(&self, id: &ProposalId) -> Result<fs::File, IntakeError> {
        let folder = self.folder();
        if !folder.exists() {
            return Err(IntakeError::NoSuchProposal(id.clone()));
        }
        disk::lock(&folder.join(ANSWERING))
    }
}
