//! Figures that are published only as a scorecard, copied by hand into a small CSV.
//!
//! A figure of LAIT may be copied too, for a council that has not imported LAIT; beside imported
//! base data it only fills gaps.
//!
//! ```csv
//! measure,comparator,authority,year_ending,value,n,source,note
//! scorecard/A1,authority,Leicestershire,2016-03,517,,"DfE, Adoption scorecards 2013 to 2016",three-year average
//! scorecard/A1,neighbours-mean,Leicestershire,2016-03,549,10,"DfE, Adoption scorecards 2013 to 2016",
//! scorecard/A1,england,,2016-03,558,,"DfE, Adoption scorecards 2013 to 2016",
//! ```

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use waymark_codes::{Authority, LaCode, Month};

use crate::SUM;
use crate::account::Tally;
use crate::area::Area;
use crate::benchmarks::Neighbours;
use crate::error::BenchmarkError;
use crate::lait_name;
use crate::table::{Column, Row, Table};
use crate::year::YearType;

/// The columns of a scorecard.
pub(crate) const COLUMNS: [&str; 8] = [
    "measure",
    "comparator",
    "authority",
    "year_ending",
    "value",
    "n",
    "source",
    "note",
];

/// A CSV with these columns is a scorecard; the others are asked for when it is read.
pub(crate) const RECOGNISED_BY: &[&str] = &["measure", "comparator", "year_ending", "value"];

/// A column that a scorecard may have besides: the year of the list of neighbours.
const MODEL_YEAR: &str = "model_year";

/// Whom a figure of a scorecard is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Subject {
    /// The authority, region or England.
    Area(Area),
    /// The statistical neighbours of an authority, as the publication averages them.
    NeighboursMean(LaCode),
    /// The same, as a median.
    NeighboursMedian(LaCode),
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ScorecardRow {
    pub measure: String,
    pub subject: Subject,
    /// The year as it was written.
    pub label: String,
    pub year_ending: Month,
    pub value: f64,
    /// How many neighbours, or cases, the figure is from.
    pub n: Option<u32>,
    pub model_year: Option<i16>,
    pub source: String,
    pub note: String,
    /// SHA-256 of the file that it came from.
    pub input: String,
}

impl ScorecardRow {
    /// What tells one figure from another.
    pub fn key(&self) -> (String, Subject, Month) {
        (self.measure.clone(), self.subject, self.year_ending)
    }

    /// The year of the list of neighbours of an average: as the file says, or else that of LAIT for
    /// figures of LAIT, and the list of the time, named by the year of the figure, for others.
    pub fn model_year(&self) -> i16 {
        let unstated = if lait_name(&self.measure).is_some() {
            Neighbours::default().model_year
        } else {
            self.year_ending.year()
        };
        self.model_year.unwrap_or(unstated)
    }
}

/// Reads a scorecard into the rows of those read before it in the same import.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    sha256: &str,
    rows: &mut Vec<ScorecardRow>,
    tally: &mut Tally,
) -> Result<(), BenchmarkError> {
    let table = Table::read(file, bytes)?;
    let mut columns = Vec::with_capacity(COLUMNS.len());
    for name in COLUMNS {
        columns.push(table.column(name)?);
    }
    let model_year = table.optional_column(MODEL_YEAR)?;
    let mut keys: HashSet<_> = rows.iter().map(ScorecardRow::key).collect();
    for row in table.rows(tally) {
        match parse(&row, &columns, model_year) {
            Ok(mut parsed) => {
                parsed.input = sha256.to_owned();
                if keys.insert(parsed.key()) {
                    tally.rows_kept += 1;
                    rows.push(parsed);
                } else {
                    let key = "measure, comparator, authority and year";
                    tally.repeated(row.number, "measure", key);
                }
            }
            Err((column, expected)) => {
                let index = COLUMNS.iter().position(|name| *name == column);
                let place = index.map_or(model_year, |index| columns[index]);
                tally.leave_out(row.number, column, row.cell(place), expected);
            }
        }
    }
    Ok(())
}

/// The figure of a row, or the column that is wrong and what was expected there.
fn parse(
    row: &Row<'_>,
    columns: &[Column],
    model_year: Column,
) -> Result<ScorecardRow, (&'static str, &'static str)> {
    let [measure, comparator, authority, year, value, n, source, note] =
        [0, 1, 2, 3, 4, 5, 6, 7].map(|index: usize| row.cell(columns[index]));
    if !is_name(measure) {
        let expected =
            "a name such as scorecard/A1, without blanks, that does not begin with lait/";
        return Err((COLUMNS[0], expected));
    }
    let subject = match comparator {
        "authority" => Subject::Area(Area::Authority(code_of(authority)?)),
        "neighbours-mean" => Subject::NeighboursMean(code_of(authority)?),
        "neighbours-median" => Subject::NeighboursMedian(code_of(authority)?),
        "region" => match Area::named(authority) {
            Some(area @ (Area::Region(_) | Area::London)) => Subject::Area(area),
            _ => return Err((COLUMNS[2], "a region such as East Midlands")),
        },
        "england" if matches!(authority, "" | "England" | "england") => {
            Subject::Area(Area::England)
        }
        "england" => return Err((COLUMNS[2], "nothing, or England")),
        _ => {
            let expected = "authority, neighbours-mean, neighbours-median, region or england";
            return Err((COLUMNS[1], expected));
        }
    };
    let year_ending = year_ending(year).ok_or((
        COLUMNS[3],
        "a year (to March) such as 2017, or its last month such as 2017-09",
    ))?;
    let number = value
        .parse::<f64>()
        .ok()
        .filter(|value| value.is_finite())
        .ok_or((COLUMNS[4], "a number, without commas and units"))?;
    let n = match n {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| (COLUMNS[5], "a whole number, or nothing"))?,
        ),
    };
    let model_year = match row.cell(model_year) {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| (MODEL_YEAR, "a year such as 2025, or nothing"))?,
        ),
    };
    if source.is_empty() {
        return Err((COLUMNS[6], "the publication that the figure is from"));
    }
    Ok(ScorecardRow {
        measure: measure.to_owned(),
        subject,
        label: year.to_owned(),
        year_ending,
        value: number,
        n,
        model_year,
        source: source.to_owned(),
        note: note.to_owned(),
        input: String::new(),
    })
}

fn code_of(text: &str) -> Result<LaCode, (&'static str, &'static str)> {
    // A code that is none of England's belongs to a made-up authority, as demonstrations have.
    Authority::find(text)
        .map(|authority| authority.code)
        .or_else(|| text.parse().ok())
        .ok_or((
            COLUMNS[2],
            "an authority's name or its code of three figures",
        ))
}

/// A bare year is the year to 31 March, as children's services publish.
fn year_ending(text: &str) -> Option<Month> {
    if let Ok(month) = text.parse() {
        return Some(month);
    }
    let year = text.parse().ok().filter(|year| (1990..2100).contains(year));
    (text.len() == 4)
        .then_some(year?)
        .map(|year| YearType::Financial.ends_with(year))
}

/// A name, or the names of a sum that a publication gives as one figure.
fn is_name(text: &str) -> bool {
    text.split(SUM).all(|name| {
        name.split_once('/').is_some_and(|(prefix, rest)| {
            !prefix.is_empty() && !rest.is_empty() && !name.contains(char::is_whitespace)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::Kind;
    use rstest::rstest;

    const HEADER: &str = "measure,comparator,authority,year_ending,value,n,source,note\n";

    fn read_text(rows: &str) -> (Vec<ScorecardRow>, crate::FileAccount) {
        let mut tally = Tally::default();
        let text = format!("{HEADER}{rows}");
        let mut figures = Vec::new();
        read("s.csv", text.as_bytes(), "sha", &mut figures, &mut tally).unwrap();
        (figures, tally.account("s.csv", Kind::Scorecard, "sha"))
    }

    #[test]
    fn figures_are_read_by_name_or_code() {
        let (rows, account) = read_text(
            "scorecard/A1,authority,Leicestershire,2016-03,517,,Scorecard,three years\n\
             scorecard/A1,neighbours-mean,855,2016,549,10,Scorecard,\n\
             scorecard/A1,region,East Midlands,2016,560,,Scorecard,\n\
             scorecard/A1,england,,2016,558,,Scorecard,\n",
        );
        assert_eq!((account.rows_read, account.rows_kept), (4, 4));
        let leicestershire = "855".parse().unwrap();
        assert_eq!(
            rows[0].subject,
            Subject::Area(Area::Authority(leicestershire))
        );
        assert_eq!(rows[1].subject, Subject::NeighboursMean(leicestershire));
        assert_eq!((rows[1].value, rows[1].n), (549.0, Some(10)));
        let march: Month = "2016-03".parse().unwrap();
        assert!(rows.iter().all(|row| row.year_ending == march));
    }

    #[rstest]
    #[case("A1,england,,2016,1,,S,", "measure")]
    #[case("scorecard/A1 + ,england,,2016,1,,S,", "measure")]
    #[case("scorecard/A 1,england,,2016,1,,S,", "measure")]
    #[case("scorecard/A1,neighbours,855,2016,1,,S,", "comparator")]
    #[case("scorecard/A1,authority,Atlantis,2016,1,,S,", "authority")]
    #[case("scorecard/A1,region,Leicestershire,2016,1,,S,", "authority")]
    #[case("scorecard/A1,england,Wales,2016,1,,S,", "authority")]
    #[case("scorecard/A1,england,,2016/17,1,,S,", "year_ending")]
    #[case("scorecard/A1,england,,2016-13,1,,S,", "year_ending")]
    #[case("scorecard/A1,england,,2016,517 days,,S,", "value")]
    #[case("scorecard/A1,england,,2016,inf,,S,", "value")]
    #[case("scorecard/A1,england,,2016,1,ten,S,", "n")]
    #[case("scorecard/A1,england,,2016,1,,,", "source")]
    #[case("scorecard/A1,england,,2016,1,,S", "")]
    fn a_bad_cell_names_its_column(#[case] row: &str, #[case] column: &str) {
        let (rows, account) = read_text(row);
        assert!(rows.is_empty());
        assert_eq!(account.left_out.len(), 1);
        assert_eq!(account.left_out[0].column, column);
        assert_eq!(account.left_out[0].first_row, 2);
    }

    #[test]
    fn the_first_of_two_equal_figures_stands() {
        let (rows, account) = read_text(
            "scorecard/A1,england,,2016,558,,S,\n\
             scorecard/A1,england,England,2016-03,600,,S,\n",
        );
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].value, 558.0);
        assert_eq!(account.left_out[0].rows, 1);
    }
}
