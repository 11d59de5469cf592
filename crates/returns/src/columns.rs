//! Which column of a CSV is which of a table, and the reading of such a CSV.

use crate::builder::TableBuilder;
use crate::csv_text::{CsvText, Row};
use crate::finding::{FindingCode, Findings, Place};
use crate::reading::{Reading, ReturnKey};
use crate::schema::TableSpec;
use crate::source::SourceFile;
use crate::text::{self, Encoding, column_key, cut};

/// A header row matched against a table.
pub(crate) struct Matched {
    /// For each column of the layout, where it is in the file.
    pub places: Vec<Option<usize>>,
    /// Columns of the file that the layout does not have.
    pub unknown: Vec<usize>,
    /// Columns of the file that are there for the second time.
    pub repeated: Vec<usize>,
}

impl Matched {
    /// How many columns were found.
    pub fn found(&self) -> usize {
        self.places.iter().flatten().count()
    }
}

/// Matches a header row with a layout: names and aliases, whatever the case, spaces and
/// underscores.
pub(crate) fn match_header(spec: &TableSpec, header: &[String]) -> Matched {
    let keys: Vec<String> = header.iter().map(|name| column_key(name)).collect();
    let mut taken: Vec<Option<usize>> = vec![None; header.len()];
    let mut repeated = Vec::new();
    let places = spec
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let names = std::iter::once(&column.name).chain(column.aliases);
            let mut place = None;
            for name in names {
                let key = column_key(name);
                for (at, _) in keys.iter().enumerate().filter(|(_, found)| **found == key) {
                    if taken[at].is_some() {
                        continue;
                    }
                    taken[at] = Some(index);
                    if place.is_none() {
                        place = Some(at);
                    } else {
                        repeated.push(at);
                    }
                }
            }
            place
        })
        .collect();
    let unknown = (0..header.len())
        .filter(|at| taken[*at].is_none() && !keys[*at].is_empty())
        .collect();
    Matched {
        places,
        unknown,
        repeated,
    }
}

/// Whether two column names are a slip of the pen apart.
pub(crate) fn is_close(name: &str, other: &str) -> bool {
    let (name, other) = (column_key(name), column_key(other));
    let shorter = name.chars().count().min(other.chars().count());
    let allowed = match shorter {
        0..=2 => return false,
        3..=5 => 1,
        _ => 2,
    };
    distance_up_to(&name, &other, allowed)
}

/// Whether so few letters added, left out, swapped or changed make one of the other.
fn distance_up_to(name: &str, other: &str, allowed: usize) -> bool {
    let a: Vec<char> = name.chars().take(80).collect();
    let b: Vec<char> = other.chars().take(80).collect();
    if a.len().abs_diff(b.len()) > allowed {
        return false;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, letter) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, against) in b.iter().enumerate() {
            let change = last[column] + usize::from(letter != against);
            let mut best = change.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *letter == b[column - 1] && a[row - 1] == *against {
                best = best.min(before_last[column - 1] + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[b.len()] <= allowed
}

/// Says which columns are missing, unknown or there twice, with a suggestion where a
/// name was likely misspelt.
pub(crate) fn report(
    spec: &TableSpec,
    header: &[String],
    matched: &Matched,
    file: i32,
    findings: &mut Findings,
) {
    let place = Place::row(file, 1).table(spec.name);
    let missing: Vec<&str> = spec
        .columns
        .iter()
        .zip(&matched.places)
        .filter(|(column, place)| place.is_none() && column.asked_for)
        .map(|(column, _)| column.name)
        .collect();
    for name in &missing {
        let near = matched
            .unknown
            .iter()
            .find(|at| is_close(name, &header[**at]));
        findings.add(
            FindingCode::MissingColumn,
            place.column(name),
            None,
            || match near {
                Some(at) => format!(
                    "the column is missing; is `{}` meant? Rename it to {name} and import again",
                    cut(&header[*at], 20)
                ),
                None => "the column is missing; its values are blank in this file".into(),
            },
        );
    }
    for at in &matched.unknown {
        let name = cut(&header[*at], 40);
        let near = missing.iter().find(|column| is_close(column, &header[*at]));
        findings.add(
            FindingCode::UnknownColumn,
            place.column(&name),
            None,
            || match near {
                Some(column) => {
                    format!("not a column of this table; is {column} meant? It was not read")
                }
                None => "not a column of this table; it was not read".into(),
            },
        );
    }
    for at in &matched.repeated {
        let name = cut(&header[*at], 40);
        findings.add(
            FindingCode::RepeatedColumn,
            place.column(&name),
            None,
            || "the column is there twice; the first was read".into(),
        );
    }
}

/// Says how the file's text had to be read.
pub(crate) fn report_text(text: &str, encoding: Encoding, file: i32, findings: &mut Findings) {
    if encoding == Encoding::Windows1252Assumed {
        findings.add(
            FindingCode::EncodingAssumed,
            Place::file(file),
            None,
            || "not UTF-8; read as Windows-1252, as Excel saves CSV".into(),
        );
    }
    if text.contains('\0') {
        findings.add(FindingCode::DamagedFile, Place::file(file), None, || {
            "there are NUL characters in it, which no return has; the file may be damaged: \
             export it again"
                .into()
        });
    }
}

/// How a CSV of a table is read.
pub(crate) struct CsvTable<'a> {
    /// The table.
    pub spec: &'static TableSpec,
    /// The column without which a row cannot be used.
    pub id: usize,
    /// The header row.
    pub header: &'a [String],
    /// Whether the text of a row that cannot be used may be kept: not where the file
    /// has columns of names.
    pub keeps_text: bool,
}

/// Reads the rows of a CSV into its table.
pub(crate) fn read_table(
    csv: &CsvText<'_>,
    how: &CsvTable<'_>,
    matched: &Matched,
    file: i32,
    return_key: Option<ReturnKey>,
    reading: &mut Reading<'_>,
) {
    let spec = how.spec;
    let mut builder = TableBuilder::with_capacity(spec, file, csv.rows_about());
    for (index, place) in matched.places.iter().enumerate() {
        if place.is_none() {
            builder.lacks(index);
        }
    }
    let width = how.header.len();
    let id = matched.places[how.id];
    let id_name = spec.columns[how.id].name;
    let ticker = reading.ticker();
    csv.rows(width, ticker, |line, row| {
        let place = Place::row(file, line).table(spec.name);
        let aside = match row {
            Row::Cells(cells) => {
                if id
                    .and_then(|at| cells.get(at))
                    .is_some_and(|id| !id.trim().is_empty())
                {
                    let cell_of = |index: usize| matched.places[index].and_then(|at| cells.get(at));
                    builder.push_row_with(line, cell_of, &mut reading.notes);
                    return;
                }
                Aside {
                    code: FindingCode::MissingId,
                    column: Some(id_name),
                    expected: "blank; without it the row belongs to nobody and was set aside"
                        .into(),
                    reason: "no identifier",
                    text: cells.iter().collect::<Vec<_>>().join(","),
                }
            }
            row => match not_cells(row, width) {
                Some(aside) => aside,
                None => return,
            },
        };
        let place = Place {
            column: aside.column,
            ..place
        };
        let Aside { expected, .. } = aside;
        reading
            .notes
            .findings
            .add(aside.code, place, None, || expected);
        let text = if how.keeps_text {
            aside.text.as_str()
        } else {
            "(not kept: the file has columns of names)"
        };
        reading.set_row_aside(place, aside.reason, text);
    });
    reading.keep(builder, file, return_key);
}

/// A row that cannot be used.
pub(crate) struct Aside {
    pub code: FindingCode,
    pub column: Option<&'static str>,
    pub expected: String,
    pub reason: &'static str,
    pub text: String,
}

/// Why a row that is not one of cells is set aside; `None` for one of cells.
pub(crate) fn not_cells(row: Row<'_>, width: usize) -> Option<Aside> {
    let aside = |code, expected, reason, text: &str| {
        Some(Aside {
            code,
            column: None,
            expected,
            reason,
            text: text.to_owned(),
        })
    };
    match row {
        Row::Cells(_) => None,
        Row::Ragged {
            text, cut: true, ..
        } => aside(
            FindingCode::TruncatedFile,
            "the file ends in the middle of this row, which was set aside; export it again".into(),
            "the file ends in it",
            text,
        ),
        Row::Ragged { cells, text, .. } => aside(
            FindingCode::RaggedRow,
            format!("{cells} cells where the header has {width}; the row was set aside"),
            "not as many cells as the header",
            text,
        ),
        Row::OpenQuote { text } => aside(
            FindingCode::RaggedRow,
            "a quotation mark is opened and not closed; the row was set aside: double or remove it"
                .into(),
            "a quotation mark is not closed",
            text,
        ),
        Row::TooLong { text } => aside(
            FindingCode::LongText,
            "a cell is far longer than any return has; the row was set aside".into(),
            "a cell is too long",
            text,
        ),
        Row::Blank => aside(
            FindingCode::BlankRow,
            "every cell is blank; the row was set aside".into(),
            "blank",
            "",
        ),
    }
}

/// Says that a header row, read in full, is not that of any table.
pub(crate) fn no_table(index: i32, findings: &mut Findings) {
    findings.add(FindingCode::UnknownFile, Place::row(index, 1), None, || {
        "the column names could not be made out; write them in the first row, each in a cell".into()
    });
}

/// Decodes a CSV and says how.
pub(crate) fn decode<'f>(
    file: &'f SourceFile,
    index: i32,
    findings: &mut Findings,
) -> std::borrow::Cow<'f, str> {
    let (text, encoding) = text::decode(&file.bytes);
    report_text(&text, encoding, index, findings);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_close_and_another_column_is_not() {
        for (name, other, expected) in [
            ("DECOM", "DECON", true),
            ("DECOM", "decom ", true),
            ("REASON_PLACE_CHANGE", "REASONPLACECHAGNE", true),
            ("DOB", "LS", false),
            ("PL_POST", "HOME_POST", false),
            ("CHILD", "CHLID", true),
        ] {
            assert_eq!(is_close(name, other), expected, "{name} {other}");
        }
    }
}
