//! What people do with the plan: load, decide, append.
//!
//! [`Ledger`] is the ledger as one program has it open: the state in memory, the store behind it.
//! It reads no clock and throws no dice; whoever calls it says when it is, who asks, and what the
//! giving of a command is called.
//!
//! - `ledger`: giving commands, and looking at the state as it is, or was;
//! - `people`: who the ids are;
//! - `import`: bringing the ledger to a plan or a workbook that somebody filled in;
//! - `workbook`: the workbook that leads fill in;
//! - `backup`: the whole ledger in one file, and back;
//! - `gradings`: the gradings of practice audits as a table that measures can query.

mod backup;
mod error;
mod gradings;
mod import;
mod ledger;
mod people;
mod workbook;

pub use backup::{Backup, BackupError};
pub use error::AppError;
pub use gradings::{GRADINGS_FILE, gradings};
pub use import::Rehearsal;
pub use ledger::{Given, Ledger, Order, Stamp, Verified};
pub use people::{NotFound, find_person};
pub use workbook::{Filled, WorkbookError, write as write_workbook};

pub use waymark_store::{Location, NewPerson, Person, Reminder, StoreError};
