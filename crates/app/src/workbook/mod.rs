//! The workbook that leads fill in: what it holds, and the commands that a filled-in one asks for.
//!
//! Nothing that a lead typed is lost in silence: what cannot become a command is a problem that
//! names the cell, and so is everything that was written where nothing is read. Nothing is given
//! here; `import` rehearses the commands, and gives them.
//!
//! - `columns`: the sheets, the columns, and the cells that the ledger fills in;
//! - `write`: the workbook as a file;
//! - `received`: the cells of a file that came back;
//! - `read`: its rows, held against what the workbook held when it was made;
//! - `answers`: what a filled-in row asks for.

mod answers;
mod columns;
mod read;
mod received;
mod write;

use jiff::civil::Date;
use waymark_plan::ledger::Command;

use crate::{AppError, Ledger};
use columns::{Contents, label};
use received::Received;

pub use write::write;

/// What a filled-in workbook asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The last event of the ledger that the workbook was made from: what its readers had seen.
    pub seen: u64,
    /// The commands: what is said of actions and milestones in the order of the rows, then the
    /// ratings. A row with a problem gives none.
    pub orders: Vec<Command>,
    /// What cannot be read, each with sheet, row and column. While there is any, nothing should
    /// be given.
    pub problems: Vec<String>,
}

/// Why a workbook cannot be written, or cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// There is no plan to write or to read for.
    #[error("the ledger has not been opened; begin with `waymark plan open`")]
    NotOpened,
    /// The workbook could not be made.
    #[error("the workbook cannot be written: {0}")]
    NotWritten(String),
    /// It is far larger than any workbook of a plan.
    #[error(
        "the workbook is far larger than one of a plan; check that it is the one that was filled in"
    )]
    TooLarge,
    /// It is not safe to open, and why.
    #[error("{0}")]
    Unsafe(String),
    /// It cannot be opened.
    #[error("the workbook cannot be read; save it again as .xlsx, without a password")]
    NotAWorkbook,
    /// It lacks what every workbook of a plan has.
    #[error(
        "the workbook lacks `{missing}`, or it cannot be read; fill in one that `waymark plan export` made"
    )]
    NotOurs {
        /// What it lacks.
        missing: &'static str,
    },
    /// Another version of Waymark made it.
    #[error(
        "the workbook has form {form}, and this version of Waymark reads form {reads}; take a new one with `waymark plan export`, and fill that in"
    )]
    OtherForm {
        /// Its form.
        form: u64,
        /// The form that is read.
        reads: u64,
    },
    /// It is of another authority.
    #[error("the workbook is of another authority's plan; the ledger keeps that of {ledger}")]
    OtherAuthority {
        /// Whose plan the ledger keeps.
        ledger: String,
    },
    /// It was made from events that the ledger does not have.
    #[error(
        "the workbook was made from event {seen}, and the ledger ends with event {end}; it is another ledger's, or one that was restored since"
    )]
    Ahead {
        /// The event that it was made from.
        seen: u64,
        /// The last event of the ledger.
        end: u64,
    },
}

impl Ledger {
    /// Reads a workbook that leads have filled in. Days that it leaves out are `today`.
    ///
    /// Its locked cells are held against what a workbook of the same event and day has.
    pub async fn read_filled(&self, bytes: &[u8], today: Date) -> Result<Filled, AppError> {
        let opening = self.state.opening.as_ref();
        let authority = &opening.ok_or(WorkbookError::NotOpened)?.authority;
        let received = Received::open(bytes, authority)?;
        let then = self.at(received.seen).await?;
        if then.seq < received.seen {
            return Err(AppError::Workbook(WorkbookError::Ahead {
                seen: received.seen,
                end: then.seq,
            }));
        }
        // A workbook is made from an open ledger, so there are contents unless the event was
        // overwritten with a smaller number.
        let no_contents = WorkbookError::NotOurs {
            missing: label::MADE_FROM,
        };
        let contents = Contents::of(&then, &self.people, received.day).ok_or(no_contents)?;
        Ok(read::read(&received, &contents, today))
    }
}
