//! Ofsted's list of settings: children's homes and other social care providers, a workbook that
//! Ofsted sends to councils. Its sheets and columns have other names nearly every year.

use std::collections::HashMap;

use calamine::{Data, Range, Reader};

use crate::builder::TableBuilder;
use crate::columns::Matched;
use crate::finding::{FindingCode, Place};
use crate::reading::Reading;
use crate::schema::{ColumnSpec, TableSpec};
use crate::source::SourceFile;
use crate::text::column_key;
use crate::xlsx;

/// One row a setting of a sheet; a setting can stand in several sheets, with some of its columns
/// in each.
pub static SETTINGS: TableSpec = TableSpec {
    name: "ofsted_settings",
    columns: &[
        ColumnSpec::text("URN").required(),
        ColumnSpec::text("POSTCODE"),
        // Codes of the return, several parted by commas.
        ColumnSpec::text("PLACEMENT_CODES"),
        ColumnSpec::text("PROVIDER_CODES"),
        ColumnSpec::date("CLOSED"),
        // The authority's name.
        ColumnSpec::text("LOCAL_AUTHORITY"),
    ],
};

const URN: usize = 0;
const POSTCODE: usize = 1;
const PLACEMENT: usize = 2;
const PROVIDER: usize = 3;
const CLOSED: usize = 4;
const AUTHORITY: usize = 5;
/// How far down a sheet the header row may be.
const HEADER_WITHIN: usize = 20;
/// How many rows tell which of two columns of codes is which.
const LOOKED_AT: usize = 500;

/// How well a column's name fits a column of the table. The columns of codes are told by what is
/// in them instead: "provider code" has been the name of either.
/// An owner's or provider's own address is not the setting's.
fn fit(column: usize, key: &str) -> u32 {
    let has = |word: &str| key.contains(word);
    let if_so = |fits: bool, score: u32| if fits { score } else { 0 };
    match column {
        URN if key == "URN" => 3,
        URN => if_so(has("URN") && has("SETTING"), 2),
        POSTCODE if has("POSTCODE") => 1 + if_so(has("SETTING"), 2) + if_so(!has("PROVIDER"), 1),
        CLOSED if has("DATE") || has("CLOSED") => if_so(has("CLOSED") || has("CLOSURE"), 2).max(
            if_so(has("DEREGIST") || has("CEASED") || has("RESIGNED"), 3),
        ),
        AUTHORITY if has("LOCALAUTHORITY") || key == "LA" => 1 + if_so(!has("PROVIDER"), 2),
        _ => 0,
    }
}

fn is_code_column(key: &str) -> bool {
    key.contains("CODE")
        && (key.contains("PLACEMENT") || key.contains("PROVIDER"))
        && !key.contains("POSTCODE")
}

/// The header row of a sheet of settings: which row of the range, and what is where. So many of
/// the columns that are looked for must be there, the URN among them.
fn header_row(range: &Range<Data>, least: usize) -> Option<(usize, Matched)> {
    range
        .rows()
        .take(HEADER_WITHIN)
        .enumerate()
        .find_map(|(at, cells)| {
            let keys: Vec<String> = cells
                .iter()
                .map(|cell| column_key(&xlsx::cell_text(cell)))
                .collect();
            let mut matched = super::match_by(SETTINGS.columns.len(), &keys, fit);
            matched.places[URN]?;
            let codes = keys
                .iter()
                .enumerate()
                .filter(|(_, key)| is_code_column(key));
            for (column, _) in codes {
                let is_provider = holds_provider_codes(range, at, column);
                let place = &mut matched.places[if is_provider { PROVIDER } else { PLACEMENT }];
                *place = place.or(Some(column));
            }
            (matched.found() >= least).then_some((at, matched))
        })
}

/// Whether most of a column's codes are those of providers: `PR0` to `PR5`.
fn holds_provider_codes(range: &Range<Data>, header: usize, column: usize) -> bool {
    let mut of_providers = 0_usize;
    let mut others = 0_usize;
    for cells in range.rows().skip(header + 1).take(LOOKED_AT) {
        let Some(cell) = cells.get(column) else {
            continue;
        };
        let text = xlsx::cell_text(cell);
        match text.trim() {
            "" => {}
            text if text.to_ascii_uppercase().starts_with("PR") => of_providers += 1,
            _ => others += 1,
        }
    }
    of_providers > others
}

/// Whether a workbook has a sheet of settings.
pub(crate) fn is_list(range: &Range<Data>) -> bool {
    header_row(range, 3).is_some()
}

/// Reads every sheet of settings.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let Ok(mut workbook) = xlsx::open(&file.bytes) else {
        return;
    };
    let mut sheets = Vec::new();
    for name in workbook.sheet_names().to_vec() {
        if let Ok(range) = workbook.worksheet_range(&name)
            && let Some((header, matched)) = header_row(&range, 2)
        {
            let supported = name.to_ascii_lowercase().contains("supported");
            sheets.push(Sheet {
                range,
                header,
                matched,
                supported,
            });
        }
    }
    // A sheet of addresses beside one of settings only says more of the same settings.
    let (of_addresses, of_settings): (Vec<_>, Vec<_>) =
        sheets.into_iter().partition(Sheet::has_only_addresses);
    let (of_addresses, of_settings) = match of_settings.is_empty() {
        true => (Vec::new(), of_addresses),
        false => (of_addresses, of_settings),
    };
    let postcodes: HashMap<String, String> =
        of_addresses.iter().flat_map(Sheet::postcodes).collect();
    let mut builder = TableBuilder::new(&SETTINGS, index);
    for (at, sheet) in of_settings.iter().enumerate() {
        if at == 0 {
            say_what_is_missing(&sheet.matched, !postcodes.is_empty(), index, reading);
        }
        sheet.read(&postcodes, &mut builder, index, reading);
    }
    reading.keep(builder, index, None);
}

fn say_what_is_missing(matched: &Matched, addresses: bool, file: i32, reading: &mut Reading<'_>) {
    for (at, column) in SETTINGS.columns.iter().enumerate() {
        if matched.places[at].is_none() && !(addresses && at == POSTCODE) {
            let place = Place::file(file).table(SETTINGS.name).column(column.name);
            let findings = &mut reading.notes.findings;
            findings.add(FindingCode::UnknownColumn, place, None, || {
                "no column of the list looks like this one, so checks find it blank".into()
            });
        }
    }
}

/// A sheet of the list.
struct Sheet {
    range: Range<Data>,
    header: usize,
    matched: Matched,
    /// Whether it is that of supported accommodation.
    supported: bool,
}

impl Sheet {
    fn has_only_addresses(&self) -> bool {
        [PLACEMENT, PROVIDER, CLOSED]
            .iter()
            .all(|column| self.matched.places[*column].is_none())
    }

    fn text(&self, cells: &[Data], column: usize) -> Option<String> {
        let at = self.matched.places[column]?;
        let text = xlsx::cell_text(cells.get(at)?);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The postcode of each setting.
    fn postcodes(&self) -> Vec<(String, String)> {
        xlsx::rows_of(&self.range)
            .skip(self.header + 1)
            .filter_map(|(_, cells)| {
                let postcode = plain_postcode(&self.text(cells, POSTCODE)?);
                Some((self.text(cells, URN)?, postcode))
            })
            .collect()
    }

    fn read(
        &self,
        postcodes: &HashMap<String, String>,
        builder: &mut TableBuilder,
        file: i32,
        reading: &mut Reading<'_>,
    ) {
        for (row, cells) in xlsx::rows_of(&self.range).skip(self.header + 1) {
            let Some(urn) = self.text(cells, URN) else {
                let place = Place::row(file, row).table(SETTINGS.name);
                reading.set_row_aside(place, "no URN", "");
                continue;
            };
            let text = |column: usize| self.text(cells, column);
            let postcode = text(POSTCODE).map(|code| plain_postcode(&code));
            let no_placements = self.matched.places[PLACEMENT].is_none();
            let texts = [
                postcode.or_else(|| postcodes.get(&urn).cloned()),
                match text(PLACEMENT) {
                    // Supported accommodation is one kind of placement, and its list has no
                    // column for it.
                    None if self.supported && no_placements => Some("K3".to_owned()),
                    codes => codes.map(|codes| with_commas(&codes)),
                },
                text(PROVIDER).map(|codes| with_commas(&codes)),
                text(CLOSED),
                text(AUTHORITY),
            ];
            let cell = |column: usize| match column {
                URN => Some(urn.as_str()),
                column => texts[column - 1].as_deref(),
            };
            builder.push_row_with(row, cell, &mut reading.notes);
        }
    }
}

/// A postcode as it is compared: capitals, no spaces.
fn plain_postcode(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect()
}

fn with_commas(text: &str) -> String {
    text.split(['/', ',', ';'])
        .map(str::trim)
        .filter(|code| !code.is_empty())
        .collect::<Vec<_>>()
        .join(",")
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::{FileKind, Import, Options, recognise};

    /// A workbook of sheets, each with a header row and rows below it.
    fn list(sheets: &[(&str, &[&[&str]])]) -> SourceFile {
        let mut workbook = Workbook::new();
        for (name, rows) in sheets {
            let sheet = workbook.add_worksheet().set_name(*name).unwrap();
            for (row, cells) in rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    sheet.write(row as u32, column as u16, *cell).unwrap();
                }
            }
        }
        SourceFile::new("ofsted.xlsx", workbook.save_to_buffer().unwrap())
    }

    fn rows(import: &Import) -> Vec<String> {
        use arrow::array::{Array, AsArray};
        let table = &import.tables[SETTINGS.name];
        let batch = &table.batches[0];
        (0..batch.num_rows())
            .map(|row| {
                let text = |column: usize| {
                    let cells = batch.column(column).as_string::<i32>();
                    if cells.is_null(row) {
                        "-"
                    } else {
                        cells.value(row)
                    }
                    .to_owned()
                };
                let closed = batch.column(4).is_valid(row);
                format!(
                    "{} {} {} {} {closed} {}",
                    text(0),
                    text(1),
                    text(2),
                    text(3),
                    text(5)
                )
            })
            .collect()
    }

    fn read(file: &SourceFile) -> Import {
        assert_eq!(recognise(file), FileKind::OfstedSettings);
        crate::read(std::slice::from_ref(file), &Options::default(), &|_| ())
    }

    #[test]
    fn the_combined_list_of_two_sheets_is_read() {
        let file = list(&[
            (
                "Social care",
                &[
                    &["Made for the council"],
                    &[
                        "URN",
                        "Local authority",
                        "Placement code",
                        "Placement provider code",
                        "Deregistration date",
                        "Setting address postcode",
                    ],
                    &["SC1", "Rutland", "K2", "PR4/PR5", "2024-05-01", "lx1 1aa"],
                ],
            ),
            (
                "Supported accommodation",
                &[
                    &[
                        "URN",
                        "Provider local authority",
                        "Closed date",
                        "Setting address postcode",
                    ],
                    &["2700001", "Leicester", "", "LX2 2BB"],
                ],
            ),
        ]);
        assert_eq!(
            rows(&read(&file)),
            [
                "SC1 LX11AA K2 PR4,PR5 true Rutland",
                "2700001 LX22BB K3 - false Leicester"
            ]
        );
    }

    #[test]
    fn a_sheet_of_addresses_says_more_of_the_same_settings() {
        let file = list(&[
            (
                "Settings and Inspection Info",
                &[
                    &[
                        "URN",
                        "Local Authority",
                        "Provider Code",
                        "Provider Placement Code",
                        "Closed Date",
                    ],
                    &["SC1", "Rutland", "K2", "PR4", ""],
                ],
            ),
            (
                "Address Details",
                &[
                    &["URN", "Setting Name", "Setting Postcode"],
                    &["SC1", "A home", "LX1 1AA"],
                ],
            ),
        ]);
        assert!(recognise(&file) == FileKind::OfstedSettings);
        assert_eq!(rows(&read(&file)), ["SC1 LX11AA K2 PR4 false Rutland"]);
    }

    #[test]
    fn columns_of_codes_are_told_by_their_codes() {
        let file = list(&[(
            "Provider information",
            &[
                &[
                    "URN",
                    "Local Authority",
                    "Provider Code",
                    "Provider Placement Code",
                    "Closed Date",
                    "Setting Postcode",
                ],
                &["SC1", "Rutland", "K2", "PR4", "", "LX1 1AA"],
                &["SC2", "Rutland", "R3", "PR1", "", "LX1 1AB"],
            ],
        )]);
        assert_eq!(
            rows(&read(&file)),
            [
                "SC1 LX11AA K2 PR4 false Rutland",
                "SC2 LX11AB R3 PR1 false Rutland"
            ]
        );
    }
}
