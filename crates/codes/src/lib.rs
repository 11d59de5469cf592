//! Statutory code sets, authorities, England's working days and typed ids.
//!
//! Facts that every other room may lean on. Pure: no IO, no clock.

pub mod annex_a;
mod authorities;
mod authority;
mod bank_holidays;
pub mod cin;
mod code_set;
mod collection_year;
mod la_perm;
mod month;
pub mod ssda903;
pub mod workforce;
mod working_days;

pub use authority::{Authority, LaCode, NotAnLaCode, Region, authorities};
pub use code_set::{Code, CodeSet};
pub use collection_year::{CollectionYear, NotACollectionYear};
pub use month::{Month, NotAMonth, month_name};
pub use working_days::{CountedDay, WorkingDays, is_working_day, working_days_between};

/// Every code set, for catalogues and for the tests that hold them to their rules.
pub fn all_code_sets() -> impl Iterator<Item = &'static CodeSet> {
    [
        ssda903::CODE_SETS,
        cin::CODE_SETS,
        workforce::CODE_SETS,
        annex_a::CODE_SETS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
