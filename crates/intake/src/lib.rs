//! Files that somebody hands in become a *proposed* snapshot, whose effect is seen before it is
//! accepted.
//!
//! These are use cases over a home folder. Nothing here prints, reads the clock or knows who sits
//! at the screen; how a file is read is `returns`' to say, and what a snapshot is `snapshot`'s.
//!
//! ```text
//! <home>/intake/<id>/about.json       who proposed what, when, beside which snapshot
//! <home>/intake/<id>/findings.json    what there is to say of the files
//! <home>/intake/<id>/files/<sha256>   the files as they were handed in
//! <home>/intake/<id>/home/            a home of its own, with the proposed snapshot
//! <home>/intake/<id>/accepted.json    once it was accepted, this alone is left
//! <home>/files/<sha256>               the files that the latest snapshot was made from
//! ```
//!
//! A proposal is written beside its place and renamed: one that was interrupted is listed by
//! nobody, and [`Intake::clear_leftovers`] sweeps it. The names that people give to files are
//! shown, and never become paths: on disk a file is called by its hash.
//!
//! **Why files are kept.** A council hands in one return at a time, and a snapshot is always made
//! from all files together: which source gives a table, and who is the same child, is decided over
//! all of them. So the files that the latest snapshot was made from stay in `<home>/files`, where
//! only their owner may read them (on Windows the folder's own rights hold), and the next proposal
//! takes from there what was not handed in anew ([`KeepOthers`]). What the latest snapshot no
//! longer rests on is deleted when a proposal is accepted. The command line keeps no files: after
//! an import with it, [`Intake::keep_files`] can be given what was imported, or a full set is
//! handed in.
//!
//! **What a new file replaces.** Of returns for a year (SSDA903, the censuses) and of Annex A, the
//! earlier file of the same return label; of an SSDA903 return as CSV only the same table, as the
//! tables come one by one. Of audit logs the one of the same label or the same name. Of a table of
//! the Standard Safeguarding Dataset the earlier extract of that table. [`Proposal::replaced`] names
//! each, and what cannot be told is refused ([`IntakeError::Unclear`]).
//!
//! - `propose`: from files to a proposal; `set`, `combine`: the new files, and those that stay.
//! - `proposal`: what is known of one; `accept`: in, or away.
//! - `effect`, `figures`: what a proposal would change.
//! - `kept`: the files that stay; `published`: benchmarks that are handed in.
//! - `names`, `disk`: names and files that are safe to write.

mod accept;
mod combine;
mod disk;
mod effect;
mod error;
mod figures;
mod id;
mod kept;
mod names;
mod proposal;
mod propose;
mod published;
mod set;

use std::path::PathBuf;

use waymark_publication::Home;

pub use accept::Accepted;
pub use combine::Replaced;
pub use effect::{CoverageEffect, Effect, FindingChange, FindingEffect, TableEffect};
pub use error::IntakeError;
pub use figures::{MeasureEffect, SameMonth, Standing};
pub use id::{NotAProposalId, ProposalId};
pub use proposal::{HandedIn, Proposal};
pub use propose::{HandIn, KeepOthers};
pub use published::NamedBytes;

/// The proposals of a home folder.
#[derive(Clone, Debug)]
pub struct Intake {
    home: Home,
}

impl Intake {
    /// The proposals of a home; folders are made when something is written.
    pub fn new(home: Home) -> Self {
        Self { home }
    }

    /// The folder that the proposals lie in.
    fn folder(&self) -> PathBuf {
        self.home.path.join("intake")
    }

    /// The folder of a proposal.
    fn folder_of(&self, id: &ProposalId) -> PathBuf {
        self.folder().join(id.as_str())
    }
}
