//! What may be published beside everything else that is published.
//!
//! A figure about fewer than six children is hidden by itself ([`crate::Figure::is_publishable`]),
//! and a table hides as much beside it as keeps it from being worked out
//! ([`crate::publish_groups`]). What neither can see is what several tables, measures, periods and
//! reports give away together. [`protect()`] decides over all of it once, before a report is written,
//! and marks the figures that must be withheld; whatever shows a figure asks that mark.
//!
//! | file | what |
//! | --- | --- |
//! | `numbers` | the numbers of children behind a figure |
//! | `page` | what one report shows of one measure in one period |
//! | `archive` | what published reports have shown, to be kept with them |
//! | `knowledge` | what a reader can work out of one measure in one period |
//! | `worlds`, `span` | the proof that a number cannot be worked out: another that looks the same |
//! | `windows` | what a reader can work out from periods that overlap |
//! | `hiding` | hides until nothing can be worked out, and then shows again what it can |
//! | `guard`, `protect` | the decision over a whole book |
//! | `rules` | the rules of publication, by year |
//!
//! What is safe within a period is proved and never assumed: a number counts as safe only where other
//! numbers were found that are not the true ones and look the same to a reader. `docs/publication.md` says in
//! plain words what a reader is taken to know, and what not.

mod archive;
mod guard;
mod hiding;
mod knowledge;
mod numbers;
mod page;
mod protect;
mod rules;
mod span;
mod windows;
mod worlds;

pub use archive::{EarlierPublication, HiddenCell, HiddenCells, PublishedCell, PublishedCells};
pub use numbers::CellNumbers;
pub use protect::{AlreadyOut, Protection, Withheld, WithheldReason, protect};
pub use rules::{RuleBook, Rules, RulesError};
