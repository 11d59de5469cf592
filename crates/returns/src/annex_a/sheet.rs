//! The cells of a sheet, read one by one.
//!
//! A sheet is never made into a full grid: one cell in the last row and column that Excel has
//! would make that grid exhaust the machine.

use std::io::{Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Xlsx};

/// A row of a sheet.
#[derive(Debug, Clone)]
pub(crate) struct SheetRow {
    /// The number that Excel shows.
    pub number: u64,
    /// Its cells with their columns from 0, in order; empty cells are not there.
    pub cells: Vec<(u32, Data)>,
    /// Columns of cells that hold a formula whose result was not saved.
    pub unsaved: Vec<u32>,
}

impl SheetRow {
    /// The cell of a column.
    pub fn cell(&self, column: u32) -> Option<&Data> {
        let at = self
            .cells
            .binary_search_by_key(&column, |(at, _)| *at)
            .ok()?;
        Some(&self.cells[at].1)
    }
}

/// The rows of a sheet that hold anything, and whether all of the sheet could be read.
pub(crate) fn rows_of<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str) -> (Vec<SheetRow>, bool) {
    let mut rows: Vec<SheetRow> = Vec::new();
    // The library's arithmetic overflows on positions that no sheet has, such as a row of twelve
    // figures. Only a damaged or hostile file holds one, and it must do no more harm than any
    // other damage; the rows before it are whole.
    let complete = catch_unwind(AssertUnwindSafe(|| fill(workbook, name, &mut rows)));
    for row in &mut rows {
        // Files have their cells in order; a file that does not is put in order.
        row.cells.sort_by_key(|(column, _)| *column);
    }
    (rows, complete.unwrap_or(false))
}

/// Adds the rows of a sheet; whether all of it could be read.
fn fill<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str, rows: &mut Vec<SheetRow>) -> bool {
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else {
        return false;
    };
    loop {
        let cell = match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => return true,
            Err(_) => return false,
        };
        let (row, column) = cell.pos;
        let value = Data::from(cell.value);
        let blank = match &value {
            Data::Empty => true,
            Data::String(text) => text.trim().is_empty(),
            _ => false,
        };
        // A formula that gives an empty text is a blank cell; one without a result at all was
        // never calculated.
        let unsaved = cell.formula.is_some() && matches!(value, Data::Empty);
        if blank && !unsaved {
            continue;
        }
        let number = u64::from(row) + 1;
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(SheetRow {
                number,
                cells: Vec::new(),
                unsaved: Vec::new(),
            });
        }
        if let Some(row) = rows.last_mut() {
            if unsaved {
                row.unsaved.push(column);
            } else {
                row.cells.push((column, value));
            }
        }
    }
}
