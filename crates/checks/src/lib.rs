//! Checks of the SSDA903 return: rules as data, the tables that they look at, what they find, and
//! what becomes of that from month to month.
//!
//! A rule is one SQL file that returns one row a problem, as a measure's definition returns one
//! row a case. Here is everything of it but the running, which is the engine's in `measures`: this
//! room is pure and knows no engine.

mod accepted;
mod catalogue;
mod checked;
mod listed;
mod page;
mod prepared;
mod reference;
mod rule;
mod since;
mod summary;
mod tables;
mod year;

pub use accepted::{Acceptance, Accepted};
pub use catalogue::{CatalogueError, Rules, built_in};
pub use checked::{Checked, Lack, Outcome, Place, Problem, Ran, Unreadable, name_of, table_names};
pub use listed::{Listed, ListedPlace, listed};
pub use page::{html, json_of, rules_note};
pub use prepared::{NotPrepared, Prepared, PreparedTable, UNREAD, Wanted};
pub use rule::{CellName, Changed, Differs, Rule, RuleError, Severity, Shared};
pub use since::{Before, Cleared, Standing, compare};
pub use summary::{ByChild, ByRule, Summary};
pub use tables::{LAST, SETTINGS_TABLE, TableName, is_table, title_of};
pub use year::{FIRST_YEAR, LAST_YEAR, Year};
