//! Lists of statistical neighbours: ten authorities for each, nearest first, by model year.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use waymark_codes::LaCode;

use crate::account::Tally;
use crate::error::BenchmarkError;
use crate::table::Table;

/// A CSV with these columns is a list of neighbours.
pub(crate) const RECOGNISED_BY: &[&str] = &["model_year", "la_code", "rank", "neighbour_code"];

/// One statistical neighbour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// 1 is nearest.
    pub rank: u8,
    /// The neighbour.
    pub code: LaCode,
    /// How near, in the model's words, such as `Very close`; empty where the file does not say.
    pub closeness: String,
}

/// The neighbours of every authority, nearest first, in one model.
pub(crate) type NeighbourList = BTreeMap<LaCode, Vec<Neighbour>>;

/// Reads a file into lists by model year.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    tally: &mut Tally,
) -> Result<BTreeMap<i16, NeighbourList>, BenchmarkError> {
    let table = Table::read(file, bytes)?;
    let model_year = table.column("model_year")?;
    let la_code = table.column("la_code")?;
    let rank = table.column("rank")?;
    let neighbour_code = table.column("neighbour_code")?;
    let closeness = table.optional_column("closeness")?;
    let mut lists: BTreeMap<i16, NeighbourList> = BTreeMap::new();
    for row in table.rows(tally) {
        let year = row.cell(model_year);
        let Some(year) = year.parse().ok().filter(|year| (2000..2100).contains(year)) else {
            tally.leave_out(row.number, "model_year", year, "a year such as 2025");
            continue;
        };
        let Ok(authority) = row.cell(la_code).parse::<LaCode>() else {
            let expected = "an authority's code of three figures";
            tally.leave_out(row.number, "la_code", row.cell(la_code), expected);
            continue;
        };
        let place = row.cell(rank);
        let Some(place) = place.parse::<u8>().ok().filter(|place| *place > 0) else {
            tally.leave_out(row.number, "rank", place, "a whole number from 1");
            continue;
        };
        let Ok(code) = row.cell(neighbour_code).parse::<LaCode>() else {
            let expected = "an authority's code of three figures";
            tally.leave_out(
                row.number,
                "neighbour_code",
                row.cell(neighbour_code),
                expected,
            );
            continue;
        };
        let neighbours = lists.entry(year).or_default().entry(authority).or_default();
        if neighbours
            .iter()
            .any(|other| other.rank == place || other.code == code)
        {
            tally.repeated(
                row.number,
                "rank",
                "model_year and la_code with this rank or neighbour",
            );
            continue;
        }
        tally.rows_kept += 1;
        neighbours.push(Neighbour {
            rank: place,
            code,
            closeness: row.cell(closeness).to_owned(),
        });
    }
    for neighbours in lists.values_mut().flat_map(BTreeMap::values_mut) {
        neighbours.sort_by_key(|neighbour| neighbour.rank);
    }
    Ok(lists)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::Kind;

    #[test]
    fn neighbours_are_read_nearest_first_and_bad_rows_counted() {
        let text = "model_year,la_code,la_name,rank,neighbour_code,closeness\n\
                    2025,855,Leicestershire,2,803,Very close\n\
                    2025,855,Leicestershire,1,916,Very close\n\
                    2025,855,Leicestershire,2,937,Very close\n\
                    2025,942,Cumberland,1,,\n\
                    2025,85,Nowhere,1,916,Close\n\
                    20x5,855,Leicestershire,3,916,Close\n";
        let mut tally = Tally::default();
        let lists = read("n.csv", text.as_bytes(), &mut tally).unwrap();
        let codes: Vec<u16> = lists[&2025][&"855".parse().unwrap()]
            .iter()
            .map(|neighbour| neighbour.code.number())
            .collect();
        assert_eq!(codes, [916, 803]);
        let account = tally.account("n.csv", Kind::Neighbours, "");
        assert_eq!((account.rows_read, account.rows_kept), (6, 2));
        let columns: Vec<&str> = account
            .left_out
            .iter()
            .map(|left| left.column.as_str())
            .collect();
        assert_eq!(columns, ["rank", "neighbour_code", "la_code", "model_year"]);
        assert_eq!(
            account.left_out.iter().map(|left| left.rows).sum::<u64>(),
            4
        );
    }
}
