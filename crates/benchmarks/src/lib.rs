//! Published benchmarks: LAIT, lists of statistical neighbours and scorecards become a store of
//! their own, and every lookup says what is compared with what, of which year.
//!
//! Published files are imported whole ([`import`]) into `<home>/benchmarks`, then opened
//! ([`Benchmarks::open`]) and asked by authority, measure and year. Averages, ranks and quartiles
//! are worked out here by the rules of DfE's tool, never read from a file. This room knows no
//! figure of a council's own and no engine; it reads and writes files, but no clock.
//!
//! ```
//! use waymark_benchmarks::{Benchmarks, Neighbours};
//!
//! let home = tempfile::tempdir()?;
//! let csv = home.path().join("adoption.csv");
//! std::fs::write(&csv, "\
//! measure,comparator,authority,year_ending,value,n,source,note
//! scorecard/A1,authority,Leicestershire,2016-03,517,,Adoption scorecards 2013 to 2016,
//! scorecard/A1,neighbours-mean,Leicestershire,2016-03,549,10,Adoption scorecards 2013 to 2016,
//! ")?;
//! waymark_benchmarks::import(home.path(), &[csv])?;
//!
//! let benchmarks = Benchmarks::open(home.path())?;
//! let leicestershire = "855".parse()?;
//! let names = ["scorecard/A1"];
//! // The newest year that had ended by September 2017 is the one to March 2016.
//! let year = benchmarks.latest_at(&names, "2017-09".parse()?)?.expect("a year");
//! let found = benchmarks.lookup(&names, leicestershire, year.year_ending, Neighbours::default())?;
//! assert_eq!(found.and_then(|found| found.neighbours).map(|mean| mean.value), Some(549.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod area;
mod benchmarks;
mod change;
mod dictionary;
mod error;
mod folder;
mod import;
mod lait;
mod lait_store;
mod lookup;
mod neighbours;
mod published;
mod recognise;
mod scorecard;
mod stats;
mod table;
mod walk;
mod year;

pub use account::{FileAccount, LeftOut, Reason};
pub use benchmarks::{Benchmarks, Neighbours, PublishedName, current};
pub use change::Change;
pub use dictionary::DictionaryEntry;
pub use error::BenchmarkError;
pub use folder::{Input, Part};
pub use import::{ImportReport, LeftAside, Progress, import, import_with};
pub use lookup::{Lookup, NearestYear};
pub use neighbours::Neighbour;
pub use published::Published;
pub use recognise::{Kind, recognise};
pub use stats::{mean, median, quantile, quartile, rank, standing, without_noise};
pub use year::{YearType, last_year_of_label};

/// What stands between the names of a sum.
pub(crate) const SUM: &str = " + ";

/// The short description that a name of LAIT stands for: `lait/ReReferral` is `ReReferral`.
pub(crate) fn lait_name(name: &str) -> Option<&str> {
    name.strip_prefix("lait/")
}
