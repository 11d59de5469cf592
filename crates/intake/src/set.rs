//! The files that a proposal is made of: those that were handed in, and those that stay.

use std::collections::BTreeSet;

use jiff::civil::Date;
use waymark_returns::{Options, SourceFile, TableCoverage};
use waymark_snapshot::{Manifest, Snapshot};

use crate::Intake;
use crate::combine::{self, Known, Replaced};
use crate::disk;
use crate::error::IntakeError;
use crate::propose::KeepOthers;

/// The files of a proposal.
pub(crate) struct Set {
    pub files: Vec<SourceFile>,
    /// The names of those that were handed in, in their order.
    pub new_names: Vec<String>,
    pub replaced: Vec<Replaced>,
    pub kept: Vec<String>,
    pub covers: Option<(Date, Date)>,
}

impl Set {
    fn of(files: Vec<SourceFile>, covers: Option<(Date, Date)>) -> Self {
        Self {
            new_names: files.iter().map(|file| file.name.clone()).collect(),
            files,
            replaced: Vec::new(),
            kept: Vec::new(),
            covers,
        }
    }
}

impl Intake {
    /// The files of the proposal, and what they are declared to cover.
    pub(crate) fn set(
        &self,
        files: Vec<SourceFile>,
        options: &Options,
        keep: &KeepOthers,
        latest: Option<&Snapshot>,
    ) -> Result<Set, IntakeError> {
        let none = BTreeSet::new();
        let left_out = match keep {
            KeepOthers::No => None,
            KeepOthers::Yes => Some(&none),
            KeepOthers::AllBut(names) => Some(names),
        };
        let (Some(left_out), Some(latest)) = (left_out, latest) else {
            return Ok(Set::of(files, options.covers));
        };
        // Nothing declared: what a file's own dates say tells which earlier one it follows.
        let natural = waymark_returns::read(&files, &Options::default(), &|_| ());
        let new: Vec<Known> = files
            .iter()
            .zip(&natural.files)
            .map(|(file, account)| Known {
                name: file.name.clone(),
                sha256: disk::sha256(&file.bytes),
                kind: account.kind,
                label: account.return_label.clone(),
                tables: account.tables.iter().map(|one| one.table.clone()).collect(),
            })
            .collect();
        let old = self.earlier(&latest.manifest, left_out)?;
        let combined = combine::combine(&old, &new)?;
        let mut set = Set::of(files, options.covers);
        for (file, name) in set.files.iter_mut().zip(&combined.new_names) {
            *file = SourceFile::new(name.clone(), std::mem::take(&mut file.bytes));
        }
        set.new_names = combined.new_names;
        set.replaced = combined.replaced;
        let mut missing = Vec::new();
        for place in combined.stay {
            let one = &old[place];
            match self.kept(&one.sha256)? {
                Some(bytes) => {
                    set.files.push(SourceFile::new(one.name.clone(), bytes));
                    set.kept.push(one.name.clone());
                }
                None => missing.push(one.name.clone()),
            }
        }
        if !missing.is_empty() {
            return Err(IntakeError::NotKept { missing });
        }
        if let (None, Some((from, to)), false) =
            (set.covers, latest.manifest.declared, set.kept.is_empty())
        {
            let reaches_beyond = |one: &TableCoverage| one.from < from || to < one.to;
            if natural.coverage.iter().any(reaches_beyond) {
                return Err(IntakeError::CoverageNeeded { from, to });
            }
            set.covers = Some((from, to));
        }
        Ok(set)
    }

    /// What is known of the files of a snapshot, without those of these names, and those that gave
    /// nothing: what could not be read, and what only said again what another file says. Once that
    /// one is replaced, its copy would bring back what was corrected.
    fn earlier(
        &self,
        manifest: &Manifest,
        left_out: &BTreeSet<String>,
    ) -> Result<Vec<Known>, IntakeError> {
        let mut earlier: Vec<Known> = manifest
            .inputs
            .iter()
            .filter(|input| combine::subject(input.kind).is_some() && !input.tables.is_empty())
            .filter(|input| !left_out.contains(&input.name))
            .map(|input| Known {
                name: input.name.clone(),
                sha256: input.sha256.clone(),
                kind: input.kind,
                label: input.return_label.clone(),
                tables: input.tables.iter().map(|one| one.table.clone()).collect(),
            })
            .collect();
        if manifest.declared.is_none() {
            return Ok(earlier);
        }
        // The labels follow from what was declared for all files together, so they are read again
        // without that. Of a file that was not kept the name alone can tell.
        let mut there = Vec::new();
        for one in &mut earlier {
            one.label = None;
            if let Some(bytes) = self.kept(&one.sha256)? {
                there.push(SourceFile::new(one.name.clone(), bytes));
            }
        }
        let natural = waymark_returns::read(&there, &Options::default(), &|_| ());
        for one in &mut earlier {
            let account = natural.files.iter().find(|file| file.name == one.name);
            one.label = account.and_then(|file| file.return_label.clone());
        }
        Ok(earlier)
    }
}
