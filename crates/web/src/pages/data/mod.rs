//! What the figures come from: snapshots, files that are handed in, published benchmarks.
//!
//! - `list`: all of it at a glance; `hand_in`: files become a proposal;
//! - `proposal`: what one would change, and the answer to it; `effect`: that, as it is worked out;
//! - `checks`: what the checks of its return find, and the findings;
//! - `snapshot`: what one was made from; `benchmarks`: what is published elsewhere;
//! - `parts`: what these pages say alike, and faults of the rooms below in their words.

mod benchmarks;
mod checks;
mod effect;
mod hand_in;
mod list;
mod parts;
mod proposal;
mod snapshot;

pub use benchmarks::{import as import_benchmarks, show as benchmarks};
pub use checks::{
    accept as accept_finding, file as check_findings_file, findings as check_findings,
    findings_in_use, show as checks, show_in_use as checks_in_use,
};
pub use hand_in::{hand_in, show as hand_in_form};
pub use list::show;
pub use proposal::{accept, again, discard, findings_csv, show as proposal};
pub use snapshot::{findings_csv as snapshot_findings_csv, show as snapshot, verify};
