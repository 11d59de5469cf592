//! Reports on their way to a committee, and afterwards: checked against the evidence, approved,
//! published, frozen; made again, verified, restated, compared.
//!
//! These are use cases over a home folder and a ledger, for the command line and for whatever else
//! people work with. Nothing here prints, reads the clock or knows who sits at the screen: the day,
//! the person and the place are arguments.
//!
//! - `home`: snapshots, benchmarks and reports of a folder; [`Source`]: definitions over a snapshot.
//! - `evidence`: what is asked of the data for a day; `protection`: what of the answer is withheld.
//! - `ground`: all that a report rests on; `document`: the report made from it.
//! - `check`: a text held to it.
//! - `freeze`: publishing, with all that the report was made from; `archive`: where that is kept.
//! - `rebuild`, `verify`: made again from the archive, and the proof that it is the same.
//! - `restate`, `correction`: what later data changes, and the note that says so.
//! - `sheet`, `figures_table`: a table of values, and figures as its rows.
//! - `doubts`: figures beside the checks that their cases fail.
//! - `checking`: the checks of a return over a snapshot, or over files as they are; what became of
//!   findings since; findings as tables.
//! - `compare`, `trace`: two reports side by side; from a reference to its cases.

mod archive;
mod check;
mod checking;
mod compare;
mod correction;
mod document;
mod doubts;
mod error;
mod evidence;
mod figures_table;
mod freeze;
mod ground;
mod hash;
mod home;
mod people;
mod protection;
mod rebuild;
mod restate;
mod sheet;
mod steps;
mod trace;
mod verify;

pub use archive::{Archive, FORMAT, FileEntry, Manifest};
pub use check::{
    CheckedText, FaultyReference, OfferedReference, check, fact_book, named, place_in_words,
};
pub use checking::{CheckingError, Findings, find, find_in, findings_sheets};
pub use compare::{
    Compared, ComparedFigure, ComparedRating, Edition, FigureChanged, Rated, ShownFigure, compared,
};
pub use correction::correction;
pub use document::{Material, NamedFile, TemplateText, build, forms};
pub use doubts::{Failures, doubt_of, set_doubts};
pub use error::PublicationError;
pub use evidence::{Beside, DaysEvidence, Question, Wanted, evidence, named_by, published_beside};
pub use figures_table::{
    COMPARISON_COLUMNS, CitedNumbers, FIGURE_COLUMNS, cited_numbers, comparison_cells, group_name,
    outcome_cells, published_cells, published_comparison_cells, published_group_cells,
};
pub use freeze::{PROGRAM, ToFreeze, freeze, publish};
pub use ground::{Ground, Setting, earlier, plan_at, published, report};
pub use home::{Home, Source, beside, catalogue};
pub use protection::rules;
pub use rebuild::{Rebuilt, RebuiltDocument, rebuild};
pub use restate::{NotGiven, Restated, next_restatement, restate};
pub use sheet::{Column, Sheet, Value};
pub use steps::steps;
pub use trace::{Trace, trace};
pub use verify::{Fault, Verified, verify};
