//! LAIT's dictionary: what each measure is, which way is good, and what kind of year it has.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use waymark_figures::Polarity;

use crate::account::Tally;
use crate::error::BenchmarkError;
use crate::table::{Column, Table};
use crate::year::YearType;

/// A CSV with these columns is the dictionary.
pub(crate) const RECOGNISED_BY: &[&str] = &[
    "Topic",
    "Measure",
    "Measure_short",
    "Polarity",
    "Year_Type",
    "No_Quartile",
];

/// What the dictionary writes where it has nothing to say.
const NOTHING: &str = "NA";

/// What the dictionary says of one measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DictionaryEntry {
    /// The short description, which is the key of the base data.
    pub short: String,
    /// The topics that it is listed under; a few measures are under two.
    pub topics: Vec<String>,
    /// The measure in words.
    pub measure: String,
    /// The title of its chart, which says what it counts and in what unit.
    pub title: String,
    /// Which way is good.
    pub polarity: Polarity,
    /// Digits after the point where DfE says so; one is shown otherwise.
    pub decimals: Option<u8>,
    /// What kind of year it is published for.
    pub year_type: YearType,
    /// Whether it has quartiles.
    pub has_quartiles: bool,
    /// The published table that it is taken from.
    pub table_status: Option<String>,
    /// DfE's description.
    pub description: Option<String>,
    /// The day that the measure was last brought up to date.
    pub last_update: Option<Date>,
}

impl DictionaryEntry {
    /// Digits after the point when shown.
    pub fn shown_decimals(&self) -> u8 {
        self.decimals.unwrap_or(1)
    }
}

/// Reads a dictionary into entries by short description.
///
/// A measure that is listed under two topics becomes one entry with both: where its rows differ,
/// the number of decimals that is stated counts, and so does a `No_Quartile`. All else must be
/// the same, or the later row is left out.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    tally: &mut Tally,
) -> Result<BTreeMap<String, DictionaryEntry>, BenchmarkError> {
    let table = Table::read(file, bytes)?;
    let columns = Columns::of(&table)?;
    let mut entries: BTreeMap<String, DictionaryEntry> = BTreeMap::new();
    for row in table.rows(tally) {
        let cell = |column| row.cell(column);
        let short = cell(columns.short);
        if short.is_empty() {
            tally.leave_out(
                row.number,
                "Measure_short",
                short,
                "the key of the base data",
            );
            continue;
        }
        let Some(polarity) = polarity(cell(columns.polarity)) else {
            let expected = "High, Low, `-` or NA";
            tally.leave_out(row.number, "Polarity", cell(columns.polarity), expected);
            continue;
        };
        let Some(year_type) = YearType::parse(cell(columns.year_type)) else {
            let expected = "one of the six types of year, such as Financial Year";
            tally.leave_out(row.number, "Year_Type", cell(columns.year_type), expected);
            continue;
        };
        let decimals = match cell(columns.decimals) {
            NOTHING | "" => None,
            text => match text.parse::<u8>() {
                Ok(decimals) if decimals <= 6 => Some(decimals),
                _ => {
                    tally.leave_out(row.number, "dps", text, "a number of decimals, or NA");
                    continue;
                }
            },
        };
        let entry = DictionaryEntry {
            short: short.to_owned(),
            topics: vec![cell(columns.topic).to_owned()],
            measure: cell(columns.measure).to_owned(),
            title: stated(cell(columns.title)).unwrap_or_else(|| cell(columns.measure).to_owned()),
            polarity,
            decimals,
            year_type,
            has_quartiles: stated(cell(columns.no_quartile)).is_none(),
            table_status: stated(cell(columns.table_status)),
            description: stated(cell(columns.description)),
            last_update: spreadsheet_day(cell(columns.last_update)),
        };
        match entries.get_mut(short) {
            None => {
                tally.rows_kept += 1;
                entries.insert(short.to_owned(), entry);
            }
            Some(earlier) => {
                if join(earlier, &entry) {
                    tally.rows_kept += 1;
                } else {
                    let key = "Measure_short and topic, or another polarity or type of year";
                    tally.repeated(row.number, "Measure_short", key);
                }
            }
        }
    }
    Ok(entries)
}

struct Columns {
    topic: Column,
    measure: Column,
    short: Column,
    polarity: Column,
    decimals: Column,
    year_type: Column,
    no_quartile: Column,
    title: Column,
    table_status: Column,
    description: Column,
    last_update: Column,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, BenchmarkError> {
        Ok(Self {
            topic: table.column("Topic")?,
            measure: table.column("Measure")?,
            short: table.column("Measure_short")?,
            polarity: table.column("Polarity")?,
            decimals: table.column("dps")?,
            year_type: table.column("Year_Type")?,
            no_quartile: table.column("No_Quartile")?,
            title: table.optional_column("Chart_title")?,
            table_status: table.optional_column("Table_status")?,
            description: table.optional_column("Description")?,
            last_update: table.optional_column("Last Update")?,
        })
    }
}

/// Adds the topic of a measure that is listed again; false where the two rows contradict.
fn join(earlier: &mut DictionaryEntry, again: &DictionaryEntry) -> bool {
    let other_topic = again
        .topics
        .iter()
        .all(|topic| !earlier.topics.contains(topic));
    let agrees = earlier.polarity == again.polarity
        && earlier.year_type == again.year_type
        && (earlier.decimals == again.decimals
            || earlier.decimals.is_none()
            || again.decimals.is_none());
    if other_topic && agrees {
        earlier.topics.extend(again.topics.iter().cloned());
        earlier.decimals = earlier.decimals.or(again.decimals);
        earlier.has_quartiles &= again.has_quartiles;
    }
    other_topic && agrees
}

fn polarity(text: &str) -> Option<Polarity> {
    Some(match text {
        "High" => Polarity::High,
        "Low" => Polarity::Low,
        "-" | NOTHING | "" => Polarity::None,
        _ => return None,
    })
}

fn stated(text: &str) -> Option<String> {
    (!text.is_empty() && text != NOTHING).then(|| text.to_owned())
}

/// The day of a spreadsheet's serial number: days from 30 December 1899.
fn spreadsheet_day(text: &str) -> Option<Date> {
    let days: i64 = text.parse().ok()?;
    // 2000 to 2099; the dictionary also has remarks such as `New Data` here.
    (36_526..73_051)
        .contains(&days)
        .then(|| date(1899, 12, 30).checked_add(days.days()).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::Kind;

    const HEADER: &str =
        "Topic,Measure,Measure_short,Polarity,dps,Year_Type,No_Quartile,Last Update\n";

    fn read_text(rows: &str) -> (BTreeMap<String, DictionaryEntry>, crate::FileAccount) {
        let mut tally = Tally::default();
        let text = format!("{HEADER}{rows}");
        let entries = read("a.csv", text.as_bytes(), &mut tally).unwrap();
        (entries, tally.account("a.csv", Kind::LaitDictionary, ""))
    }

    #[test]
    fn a_measure_of_two_topics_is_one_entry() {
        let (entries, account) = read_text(
            "CLA,Absence of CLA,LAC_Unauth,Low,NA,Academic Year,NA,45962\n\
             Absence,Absence of LAC,LAC_Unauth,Low,2,Academic Year,N,New Data\n",
        );
        let entry = &entries["LAC_Unauth"];
        assert_eq!(entry.topics, ["CLA", "Absence"]);
        assert_eq!((entry.decimals, entry.has_quartiles), (Some(2), false));
        // 45962 days after 30 December 1899: 45658 is 1 January 2025, and 304 days on is 1 November.
        assert_eq!(entry.last_update, Some(date(2025, 11, 1)));
        assert_eq!((account.rows_read, account.rows_kept), (2, 2));
    }

    #[test]
    fn rows_that_cannot_be_used_are_counted() {
        let (entries, account) = read_text(
            "CLA,A,A,Sideways,NA,Financial Year,NA,0\n\
             CLA,B,B,Low,NA,Leap Year,NA,0\n\
             CLA,C,C,Low,many,Financial Year,NA,0\n\
             CLA,D,,Low,NA,Financial Year,NA,0\n\
             CLA,E,E,-,NA,Annual,NA\n\
             CLA,F,F,-,NA,Annual,NA,0\n\
             CLA,F again,F,-,NA,Annual,NA,0\n",
        );
        assert_eq!(entries.keys().collect::<Vec<_>>(), ["F"]);
        assert_eq!((account.rows_read, account.rows_kept), (7, 1));
        let said: Vec<String> = account.left_out.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "row 6 left out: 7 cells; expected 8",
                "row 2 left out: Polarity is `Sideways`; expected High, Low, `-` or NA",
                "row 3 left out: Year_Type is `Leap Year`; expected one of the six types of year, such as Financial Year",
                "row 4 left out: dps is `many`; expected a number of decimals, or NA",
                "row 5 left out: Measure_short is blank; expected the key of the base data",
                "row 8 left out: an earlier row has the same Measure_short and topic, or another polarity or type of year",
            ]
        );
    }
}
