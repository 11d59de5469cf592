//! From files that are handed in to a proposal: written whole, or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use waymark_plan::PersonId;
use waymark_returns::{Import, Options, Progress, SourceFile};

use crate::Intake;
use crate::combine::subject;
use crate::disk;
use crate::error::IntakeError;
use crate::id::ProposalId;
use crate::names;
use crate::proposal::{ABOUT, About, FILES, FINDINGS, FORMAT, HOME, HandedIn, Proposal};
use crate::set::Set;

/// What the name of a folder begins with while a proposal is written into it.
pub(crate) const INCOMPLETE: &str = ".incomplete-";
/// Held together by all who write or remove something, and alone by who sweeps.
const PROPOSING: &str = ".proposing";

/// What somebody hands in.
#[derive(Clone, Debug)]
pub struct HandIn {
    /// The files, with the names that they were sent under. Folders in a name matter: CSVs of
    /// SSDA903 in one folder are one return.
    pub files: Vec<SourceFile>,
    /// What the sender declares of the files.
    pub options: Options,
    /// What is done about the other files of the latest snapshot.
    pub keep: KeepOthers,
    /// Who hands them in.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// What is done about the files of the latest snapshot that were not handed in anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeepOthers {
    /// The proposed snapshot has the new files only.
    No,
    /// They stay, but for those that a new file replaces.
    #[default]
    Yes,
    /// The same, without the files of these names.
    AllBut(BTreeSet<String>),
}

impl Intake {
    /// Reads files and writes the snapshot that they make, together with those that stay, as a
    /// proposal. The home's own snapshots are not touched.
    ///
    /// # Errors
    ///
    /// There is a proposal of this id; no file was handed in, or none can be read; what should
    /// stay was not kept, or it cannot be told what a new file replaces; or the file system
    /// refuses.
    pub fn propose(
        &self,
        id: &ProposalId,
        handed_in: HandIn,
        progress: &dyn Fn(Progress<'_>),
    ) -> Result<Proposal, IntakeError> {
        let HandIn {
            files,
            options,
            keep,
            by,
            at,
        } = handed_in;
        if files.is_empty() {
            return Err(IntakeError::NoFiles);
        }
        disk::make_folder(&self.folder())?;
        let _proposing = self.lock_proposing()?;
        let place = self.folder_of(id);
        if place.exists() {
            return Err(IntakeError::Taken(id.clone()));
        }
        let replaces = waymark_snapshot::latest_id(&self.home.path)?;
        // A full set needs nothing of the latest snapshot, and may well be handed in because that
        // one is damaged.
        let latest = match (&replaces, &keep) {
            (Some(latest), KeepOthers::Yes | KeepOthers::AllBut(_)) => {
                Some(waymark_snapshot::open(&self.home.path, latest)?)
            }
            _ => None,
        };
        let mut set = self.set(with_safe_names(files), &options, &keep, latest.as_ref())?;
        set.files.sort_by(|a, b| a.name.cmp(&b.name));
        let covers = set.covers;
        let import = waymark_returns::read(&set.files, &Options { covers }, progress);
        something_was_read(&import, &set.new_names)?;
        let bytes = set.files.iter().map(|file| file.bytes.len() as u64).sum();
        progress(Progress {
            doing: "writing the snapshot",
            bytes_done: bytes,
            bytes_total: bytes,
        });

        // A folder of its own, should the same id be handed in twice at a time; it removes itself
        // where anything fails.
        let temporary = tempfile::Builder::new()
            .prefix(INCOMPLETE)
            .tempdir_in(self.folder())
            .map_err(IntakeError::io("make a folder in", &self.folder()))?;
        let beside = temporary.path();
        let imported_at = Timestamp::from_second(at.as_second()).unwrap_or(at);
        let written = waymark_snapshot::write(
            &beside.join(HOME),
            &set.files,
            &import,
            Some(imported_at.to_string()),
        )?;
        let known = waymark_snapshot::open(&self.home.path, &written.id);
        let about = About {
            format: FORMAT,
            by,
            at,
            replaces,
            handed_in: write_files(beside, &set)?,
            replaced: set.replaced,
            kept: set.kept,
            keep,
            asked_covers: options.covers,
            covers,
            known_before: known.is_ok(),
            snapshot: written.id,
        };
        disk::write_json(&beside.join(FINDINGS), &import.findings)?;
        disk::write_json(&beside.join(ABOUT), &about)?;
        if let Err(error) = fs::rename(beside, &place) {
            return Err(if place.exists() {
                IntakeError::Taken(id.clone())
            } else {
                IntakeError::io("write", &place)(error)
            });
        }
        // It has another name now: there is nothing left to remove.
        let _ = temporary.keep();
        disk::sync(&self.folder());
        self.proposal(id)
    }

    /// Proposes the files of a proposal again under another id, beside the snapshot that is the
    /// latest now, and discards the earlier one.
    ///
    /// # Errors
    ///
    /// As for [`Intake::propose`]; then the earlier proposal stays.
    pub fn propose_again(
        &self,
        id: &ProposalId,
        new: &ProposalId,
        at: Timestamp,
        progress: &dyn Fn(Progress<'_>),
    ) -> Result<Proposal, IntakeError> {
        let about = self.about(id)?;
        let handed_in = HandIn {
            files: self.files_of(id, &about)?,
            options: Options {
                covers: about.asked_covers,
            },
            keep: about.keep,
            by: about.by,
            at,
        };
        let proposal = self.propose(new, handed_in, progress)?;
        self.discard(id)?;
        Ok(proposal)
    }

    /// Sweeps away what was cut short: proposals half written, and those half removed. While
    /// somebody is at work on a proposal, nothing is swept.
    ///
    /// # Errors
    ///
    /// The file system refuses.
    pub fn clear_leftovers(&self) -> Result<(), IntakeError> {
        let folder = self.folder();
        if !folder.exists() {
            return Ok(());
        }
        let path = folder.join(PROPOSING);
        let lock = File::create(&path).map_err(IntakeError::io("write", &path))?;
        if lock.try_lock().is_err() {
            return Ok(());
        }
        for name in disk::entries(&folder)? {
            let path = folder.join(&name);
            if [
                INCOMPLETE,
                crate::accept::REMOVED,
                crate::published::PUBLISHED,
            ]
            .iter()
            .any(|start| name.starts_with(start))
            {
                disk::remove_folder(&path)?;
            } else if name.starts_with(disk::UNFINISHED) {
                disk::remove_file(&path)?;
            }
        }
        for id in self.ids()? {
            if self.accepted(&id)?.is_some() {
                self.clear_accepted(&id)?;
            }
        }
        let kept = self.kept_folder();
        for name in disk::entries(&kept)? {
            if name.starts_with(disk::UNFINISHED) {
                disk::remove_file(&kept.join(name))?;
            }
        }
        Ok(())
    }

    /// Keeps those who sweep out for as long as the value lives.
    pub(crate) fn lock_proposing(&self) -> Result<File, IntakeError> {
        disk::lock_shared(&self.folder().join(PROPOSING))
    }
}

fn with_safe_names(files: Vec<SourceFile>) -> Vec<SourceFile> {
    let mut taken = BTreeSet::new();
    files
        .into_iter()
        .map(|file| {
            let name = names::unused(names::safe(&file.name), &mut taken);
            SourceFile::new(name, file.bytes)
        })
        .collect()
}

/// That at least one of the new files is a return that could be opened.
fn something_was_read(import: &Import, new_names: &[String]) -> Result<(), IntakeError> {
    let is_new = |name: &String| new_names.contains(name);
    let readable = import
        .files
        .iter()
        .any(|file| is_new(&file.name) && subject(file.kind).is_some());
    if readable {
        return Ok(());
    }
    let findings = import.findings.iter().filter(|one| is_new(&one.file));
    Err(IntakeError::NothingRead {
        files: findings.map(ToString::to_string).collect(),
    })
}

/// Writes the files that were handed in, each under its hash.
fn write_files(beside: &Path, set: &Set) -> Result<Vec<HandedIn>, IntakeError> {
    let folder = beside.join(FILES);
    disk::make_folder(&folder)?;
    set.new_names
        .iter()
        .filter_map(|name| set.files.iter().find(|file| file.name == *name))
        .map(|file| {
            let sha256 = disk::sha256(&file.bytes);
            disk::write(&folder.join(&sha256), &file.bytes)?;
            Ok(HandedIn {
                name: file.name.clone(),
                sha256,
                bytes: file.bytes.len() as u64,
            })
        })
        .collect()
}
