//! Finding the rows of a workbook that came back, and holding them against what it held when it was
//! made. What a row asks for is in `answers`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use waymark_plan::ledger::Command;

use super::Filled;
use super::answers::{of_item, of_rating};
use super::columns::{
    Cell, Contents, Filling, HOW_TO, Table, day_in_words, header, label, names_check, squashed,
};
use super::received::{Found, Received};

/// The most problems that are told one by one.
const PROBLEMS_AT_MOST: usize = 200;
/// The longest text, in characters, that a problem repeats.
const SHOWN_AT_MOST: usize = 40;

/// Reads a workbook against what it held when it was made.
pub(super) fn read(received: &Received, contents: &Contents, today: Date) -> Filled {
    let mut problems = around(received, contents);
    let items = Sheet::of(received, &contents.items, &mut problems);
    let ratings = Sheet::of(received, &contents.ratings, &mut problems);
    let as_made = AsMade {
        seen: received.seen,
        names: names_check(items.names().chain(ratings.names())) == received.names,
    };
    let mut orders = items.orders(&contents.items, &as_made, &mut problems, |row, item| {
        of_item(row, item, today)
    });
    orders.extend(ratings.orders(
        &contents.ratings,
        &as_made,
        &mut problems,
        |row, recommendation| of_rating(row, recommendation, &contents.scale),
    ));
    if problems.len() > PROBLEMS_AT_MOST {
        let more = problems.len() - PROBLEMS_AT_MOST;
        problems.truncate(PROBLEMS_AT_MOST);
        problems.push(format!("and {more} more; put these right first"));
    }
    Filled {
        seen: received.seen,
        orders,
        problems,
    }
}

/// What was written on the first sheet, or on sheets of the lead's own, where nothing is read.
fn around(received: &Received, contents: &Contents) -> Vec<String> {
    let mut problems = Vec::new();
    for (row, cells) in received.sheet(HOW_TO).into_iter().flatten() {
        let made = usize::try_from(*row)
            .ok()
            .and_then(|row| contents.how_to.get(row));
        for (column, found) in cells {
            let as_made = match (made, *column) {
                (Some((cell, _)), 0) => found.is(cell),
                // The check of the names is of the names as they were.
                (Some((Cell::Text(before), _)), 1) if before == label::NAMES => true,
                (Some((_, cell)), 1) => found.is(cell),
                _ => false,
            };
            if !as_made {
                problems.push(format!(
                    "{HOW_TO}, row {}, column {}: nothing is read from here; put back what stood there, and write in the tinted cells of the other sheets",
                    shown_row(*row),
                    letters(*column)
                ));
            }
        }
    }
    let known = [HOW_TO, contents.items.sheet, contents.ratings.sheet];
    for (name, rows) in received.others(&known) {
        if !rows.is_empty() {
            problems.push(format!(
                "sheet `{}`: nothing is read from it; move what it says into the tinted cells of the other sheets, and delete it",
                cut(name)
            ));
        }
    }
    problems
}

/// What the reader knows of the making of the workbook.
struct AsMade {
    /// The event that it was made from.
    seen: u64,
    /// Whether the names of leads are those that were written, whatever they are today.
    names: bool,
}

/// A sheet whose columns were found.
struct Sheet<'a> {
    name: &'static str,
    /// The headers that are there.
    columns: BTreeSet<&'static str>,
    rows: Vec<Row<'a>>,
}

/// A row below the headers.
pub(super) struct Row<'a> {
    sheet: &'static str,
    /// As spreadsheets count, from 1.
    number: u64,
    /// What stands in it, by the column's header.
    pub(super) cells: BTreeMap<&'static str, &'a Found>,
}

impl<'a> Sheet<'a> {
    /// Finds the columns by their headers and the rows below. Columns may have been moved; one
    /// that is missing is a problem, and so is a cell that belongs to no column.
    fn of<T>(received: &'a Received, table: &Table<T>, problems: &mut Vec<String>) -> Self {
        let mut sheet = Self {
            name: table.sheet,
            columns: BTreeSet::new(),
            rows: Vec::new(),
        };
        let Some(rows) = received.sheet(table.sheet) else {
            problems.push(format!(
                "the sheet `{}` is missing; put it back, or fill in a new workbook",
                table.sheet
            ));
            return sheet;
        };
        let headers = rows
            .iter()
            .find(|(_, cells)| cells.values().any(|found| found.is_word(header::ID)));
        let Some((header_row, headers)) = headers else {
            problems.push(format!(
                "{}: no row has the column headers, beginning with `{}`; put them back, or fill in a new workbook",
                table.sheet,
                header::ID
            ));
            return sheet;
        };
        let mut places: BTreeMap<u32, &'static str> = BTreeMap::new();
        for column in &table.columns {
            let mut there = headers
                .iter()
                .filter(|(_, found)| found.is_word(column.header))
                .map(|(at, _)| *at);
            match (there.next(), there.next()) {
                (None, _) => problems.push(format!(
                    "{}, row {}: the column `{}` is missing; put its header back, or fill in a new workbook",
                    table.sheet,
                    shown_row(*header_row),
                    column.header
                )),
                (Some(first), None) => {
                    places.insert(first, column.header);
                    sheet.columns.insert(column.header);
                }
                (Some(first), Some(second)) => problems.push(format!(
                    "{}, row {}: the column `{}` is there twice, as {} and {}; delete one of them",
                    table.sheet,
                    shown_row(*header_row),
                    column.header,
                    letters(first),
                    letters(second)
                )),
            }
        }
        // By column: the first row in which something stands that belongs nowhere, and how often.
        let mut stray: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
        for (at, cells) in rows {
            let mut row = Row {
                sheet: table.sheet,
                number: shown_row(*at),
                cells: BTreeMap::new(),
            };
            for (column, found) in cells {
                match places.get(column) {
                    Some(known) if at > header_row => {
                        row.cells.insert(*known, found);
                    }
                    Some(_) if at == header_row => {}
                    _ => stray.entry(*column).or_insert((*at, 0)).1 += 1,
                }
            }
            if !row.cells.is_empty() {
                sheet.rows.push(row);
            }
        }
        for (column, (row, count)) in stray {
            problems.push(format!(
                "{}, row {}, column {}: nothing is read from here ({}); move it into a tinted cell, or delete it",
                table.sheet,
                shown_row(row),
                letters(column),
                if count == 1 {
                    "1 cell".to_owned()
                } else {
                    format!("{count} cells in this column")
                }
            ));
        }
        sheet
    }

    /// The names of leads, for their check.
    fn names(&self) -> impl Iterator<Item = (&'static str, &str, &str)> {
        let sheet = self.name;
        self.rows
            .iter()
            .map(move |row| (sheet, row.text(header::ID), row.text(header::LEAD_NAME)))
    }

    /// The commands of all rows in which something was filled in.
    fn orders<T>(
        &self,
        table: &Table<T>,
        as_made: &AsMade,
        problems: &mut Vec<String>,
        orders_of: impl Fn(&Row<'_>, &T) -> Result<Vec<Command>, Vec<String>>,
    ) -> Vec<Command> {
        let mut orders = Vec::new();
        if !self.columns.contains(header::ID) {
            // It is there twice, which is told already; no row can be told from another.
            return orders;
        }
        let lines: BTreeMap<&str, _> = table
            .lines
            .iter()
            .map(|line| (line.id.as_str(), line))
            .collect();
        let mut first_rows: BTreeMap<&str, u64> = BTreeMap::new();
        for row in &self.rows {
            let id = row.text(header::ID);
            let Some(line) = lines.get(id) else {
                problems.push(row.problem(header::ID, &unknown(id, as_made.seen)));
                continue;
            };
            if let Some(first) = first_rows.get(id) {
                problems.push(row.problem(
                    header::ID,
                    &format!("`{id}` stands in row {first} too; keep one of the two rows"),
                ));
                continue;
            }
            first_rows.insert(id, row.number);
            let mut wrong: Vec<String> = table
                .columns
                .iter()
                .zip(&line.cells)
                .filter(|(column, _)| self.columns.contains(column.header))
                .filter(|(column, _)| !(as_made.names && column.header == header::LEAD_NAME))
                .filter(|(column, cell)| !row.is_as_made(column.header, cell))
                .map(|(column, cell)| row.problem(column.header, &changed(cell)))
                .collect();
            let is_filled_in = table.columns.iter().any(|column| {
                column.filling != Filling::Ledger && row.cells.contains_key(column.header)
            });
            if is_filled_in {
                match orders_of(row, &line.about) {
                    Ok(asked) if wrong.is_empty() => orders.extend(asked),
                    Ok(_) => {}
                    Err(more) => wrong.extend(more),
                }
            }
            problems.append(&mut wrong);
        }
        orders
    }
}

impl Row<'_> {
    /// The text of a column; nothing where it holds something else.
    fn text(&self, column: &str) -> &str {
        match self.cells.get(column) {
            Some(Found::Text(text)) => text,
            _ => "",
        }
    }

    fn is_as_made(&self, column: &str, cell: &Cell) -> bool {
        match self.cells.get(column) {
            Some(found) => found.is(cell),
            None => *cell == Cell::Empty,
        }
    }

    /// A problem with a cell of this row.
    pub(super) fn problem(&self, column: &str, what: &str) -> String {
        format!(
            "{}, row {}, column `{column}`: {what}",
            self.sheet, self.number
        )
    }
}

fn unknown(id: &str, seen: u64) -> String {
    let remedy = "put back the one that stood there, or delete the row";
    if id.is_empty() {
        format!("no id; {remedy}")
    } else {
        format!(
            "the plan has no `{}` here as at event {seen}; {remedy}",
            cut(id)
        )
    }
}

/// A locked cell was changed.
fn changed(made: &Cell) -> String {
    let before = match made {
        Cell::Empty => "it was empty".to_owned(),
        Cell::Text(text) if text.chars().count() <= SHOWN_AT_MOST => {
            format!("it was `{}`", squashed(text))
        }
        Cell::Text(_) => "it was a longer text".to_owned(),
        Cell::Number(number) => format!("it was {number}"),
        Cell::Day(day) => format!("it was {}", day_in_words(*day)),
    };
    format!("changed; {before}. Put that back: only tinted cells are read")
}

/// A row as spreadsheets count, from 1.
fn shown_row(row: u32) -> u64 {
    u64::from(row) + 1
}

/// A column as spreadsheets name it: `A` to `Z`, then `AA`.
fn letters(column: u32) -> String {
    let mut left = u64::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).expect("less than 26");
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// At most 20 characters of what somebody typed.
fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(20).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn long_ids_are_cut() {
        assert_eq!(cut("R1.1"), "R1.1");
        assert_eq!(
            cut("a name that should not be here"),
            "a name that should n…"
        );
    }
}
