//! The catalogue of measures, the page of one of them, and the rows behind its figures.
//!
//! - `list`: every measure with its latest figure; `one`: all that is known of one;
//! - `seen`: the figures as a visitor may see them; `tables`, `signals`: in tables and in words;
//! - `files`: the same as files; `cases`: rows about single children.
//!
//! Officers see figures however small, of any month. Everybody else sees one book of evidence that
//! was protected as a whole: of another month only what stands in its series, as months that were
//! protected one by one could give each other away.

mod cases;
mod files;
mod list;
mod one;
mod seen;
mod signals;
mod tables;

pub use cases::{cases, cases_csv, cases_xlsx};
pub use files::{all_csv, all_xlsx, figures_csv, figures_xlsx};
pub use list::list;
pub use one::show;
