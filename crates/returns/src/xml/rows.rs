//! Records become rows of a table, element by column.

use super::{Element, head, unknown_element};
use crate::builder::TableBuilder;
use crate::finding::{FindingCode, Place};
use crate::reading::{Notes, Reading, ReturnKey};
use crate::schema::TableSpec;

/// Turns records into rows of a table, element by column.
pub(crate) struct RowWriter {
    builder: TableBuilder,
    file: i32,
    /// Names in the XML where they differ from those of the table's columns.
    renamed: &'static [(&'static str, &'static str)],
    /// Elements that were told of: not in the layout, or there twice.
    told: Vec<String>,
}

impl RowWriter {
    /// Rows of a table from the file with this index.
    pub fn new(
        spec: &'static TableSpec,
        file: i32,
        renamed: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            builder: TableBuilder::new(spec, file),
            file,
            renamed,
            told: Vec::new(),
        }
    }

    /// Says which return year the file is of.
    pub fn of_year(&mut self, year: Option<i16>) {
        if let Some(year) = year {
            self.builder.of_year(year);
        }
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.builder.len()
    }

    /// Adds a row: first the given cells, then the elements of the groups, each to the column of
    /// its name. Elements that the table has no column for and that `elsewhere` does not name
    /// are told of once.
    pub fn push(
        &mut self,
        line: u64,
        given: &[(&str, Option<&str>)],
        groups: &[&Element<'_>],
        elsewhere: &[&str],
        notes: &mut Notes,
    ) {
        let spec = self.builder.spec();
        let mut cells: Vec<Option<&str>> = vec![None; spec.columns.len()];
        for (name, value) in given {
            if let Some(index) = spec.index_of(name) {
                cells[index] = *value;
            }
        }
        for element in groups.iter().flat_map(|group| &group.children) {
            if elsewhere.contains(&element.name) {
                continue;
            }
            let Some(index) = self.column_of(element.name) else {
                self.tell_unknown(element, notes);
                continue;
            };
            let text = element.text.trim();
            if text.is_empty() {
                continue;
            }
            match cells[index] {
                Some(earlier) if earlier != text => self.tell_repeated(element, notes),
                _ => cells[index] = Some(text),
            }
        }
        self.builder.push_row(line, &cells, notes);
    }

    /// Keeps the rows in the import, where there are any.
    pub fn keep(self, reading: &mut Reading<'_>, key: Option<ReturnKey>) {
        if self.builder.len() > 0 {
            reading.keep(self.builder, self.file, key);
        }
    }

    fn column_of(&self, element: &str) -> Option<usize> {
        let spec = self.builder.spec();
        let renamed = self
            .renamed
            .iter()
            .find(|(from, _)| from.eq_ignore_ascii_case(element))
            .map_or(element, |(_, to)| *to);
        spec.index_of(renamed)
    }

    /// Tells of an element that no table takes, once for each name.
    pub fn tell_unknown(&mut self, element: &Element<'_>, notes: &mut Notes) {
        if !self.told.iter().any(|told| told == element.name) && self.told.len() < 1_000 {
            self.told.push(element.name.to_owned());
            unknown_element(element.name, self.file, element.line, notes);
        }
    }

    fn tell_repeated(&self, element: &Element<'_>, notes: &mut Notes) {
        let place = Place::row(self.file, element.line)
            .table(self.builder.spec().name)
            .column(head(element.name, 60));
        notes
            .findings
            .add(FindingCode::RepeatedColumn, place, None, || {
                "a second, different value in the same record; the first was kept".into()
            });
        notes.set_value_aside(place, element.text.trim());
    }
}
