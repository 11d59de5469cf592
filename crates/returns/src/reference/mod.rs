//! What is looked up beside a return: Ofsted's list of settings, and a table of postcodes.
//!
//! Neither is a return: they cover no time and hold nobody. Their columns change their names
//! from year to year, so they are told by patterns.

pub(crate) mod postcodes;
pub(crate) mod settings;

pub use postcodes::POSTCODES;
pub use settings::SETTINGS;

use crate::columns::Matched;

/// Which column of a header row is which of a table: for each column of the table the place
/// whose name fits it best, by what `score` says of the name (0 does not fit).
fn match_by(columns: usize, keys: &[String], score: impl Fn(usize, &str) -> u32) -> Matched {
    let mut places: Vec<Option<usize>> = vec![None; columns];
    for (column, place) in places.iter_mut().enumerate() {
        let best = keys
            .iter()
            .enumerate()
            .map(|(at, key)| (score(column, key), std::cmp::Reverse(at)))
            .max()
            .filter(|(score, _)| *score > 0);
        *place = best.map(|(_, std::cmp::Reverse(at))| at);
    }
    Matched {
        places,
        // Such lists have dozens of columns that nobody needs here.
        unknown: Vec::new(),
        repeated: Vec::new(),
    }
}
