//! Tables while they are read.

use super::body::line_break;
use super::xml::Element;
use crate::text::Content;

/// The most columns of a cell.
const WIDEST_CELL: u32 = 63;

/// The tables of a part. What is in a table in a cell is of that cell.
#[derive(Default)]
pub(super) struct Tables {
    /// How many are open.
    pub depth: usize,
    rows: Vec<Vec<Content>>,
    row: Vec<Content>,
    cell: Content,
    /// The columns that the cell takes.
    width: u32,
    /// Whether the properties of a row are open.
    pub in_row_properties: bool,
    /// Whether a tracked change deletes the row.
    pub row_deleted: bool,
}

impl Tables {
    /// A table, a row, its properties or a cell begins, or the width of a cell is told.
    pub fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        if name == "tbl" {
            self.depth += 1;
        }
        if self.depth != 1 {
            return;
        }
        match name {
            "tbl" => self.rows.clear(),
            "tr" => {
                self.row.clear();
                self.row_deleted = false;
            }
            "trPr" => self.in_row_properties = true,
            "tc" => {
                self.cell = Content::default();
                self.width = 1;
            }
            _ => self.width = element.number().unwrap_or(1).clamp(1, WIDEST_CELL),
        }
    }

    /// Adds a paragraph to the cell.
    pub fn add(&mut self, content: Content) {
        if self.depth == 0 || content.is_blank() {
            return;
        }
        if !self.cell.runs.is_empty() {
            self.cell.push(line_break());
        }
        self.cell.append(content);
    }

    /// A cell ends.
    pub fn end_cell(&mut self) {
        if self.depth == 1 {
            self.row.push(std::mem::take(&mut self.cell));
            // The cells below and above stay in their columns.
            for _ in 1..self.width {
                self.row.push(Content::default());
            }
        }
    }

    /// A row ends.
    pub fn end_row(&mut self) {
        if self.depth == 1 {
            let row = std::mem::take(&mut self.row);
            if !self.row_deleted {
                self.rows.push(row);
            }
        }
    }

    /// A table ends: its rows, where it is no table in a cell.
    pub fn end_table(&mut self) -> Option<Vec<Vec<Content>>> {
        self.depth = self.depth.saturating_sub(1);
        let rows = (self.depth == 0).then(|| std::mem::take(&mut self.rows))?;
        (!rows.is_empty()).then_some(rows)
    }
}
