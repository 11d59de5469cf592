//! The plan as a ledger: commands that people give, events that follow, and the state that all
//! events make together.
//!
//! [`decide`] gives the events of a command, or why it is refused; [`State::evolve`] takes an
//! event in. Both are pure. Events are written as [`chain::Record`]s, each sealed with the hash
//! of the one before. Nothing here knows where records are kept.

pub mod agenda;
pub mod chain;
mod closeness;
mod command;
mod compare;
mod decide;
mod due;
mod due_for;
mod event;
mod evolve;
pub mod exchange;
mod may;
pub mod parts;
mod people;
mod project;
mod refusal;
pub mod state;
mod subject;
mod words;

pub use agenda::{Agenda, agenda, noted_figures};
pub use closeness::closeness_in_words;
pub use command::{Command, CommandKind, NotACommandKind};
pub use compare::{Change, ChangeKind, compare};
pub use decide::decide;
pub use due::{Due, DueKind, Reminding, due};
pub use due_for::{Owed, Pressing, Task, due_for};
pub use event::{Entry, Event, NotAnEntry, Unreadable, Upcast};
pub use evolve::Misfit;
pub use may::{may, may_comment, may_kind};
pub use people::{Directory, Person};
pub use project::{AS_PROPOSED, NotAPlan};
pub use refusal::Refusal;
pub use state::State;
pub use subject::Subject;
pub use words::{in_words, who_when};
