//! CSV as councils send it: any of three delimiters, stray quotation marks, ragged rows.
//!
//! Rows come with the line that an editor shows. A quotation mark that is opened and
//! never closed would swallow the rest of the file: its line is read by itself, the mark
//! as a letter like any other, and given up only where that does not make a row.

use csv::{ReaderBuilder, StringRecord};

use crate::builder::LONGEST_CELL;

/// How many quotation marks that are never closed are followed up; beyond that, the file
/// is read without any quoting, so that a hostile file costs no more than its length.
const STRAY_QUOTES_AT_MOST: u32 = 50;

/// A file's text with what separates its cells.
pub(crate) struct CsvText<'a> {
    text: &'a str,
    delimiter: u8,
    /// Old Macintosh line ends: lines are counted by records.
    only_returns: bool,
}

/// A row of a file.
pub(crate) enum Row<'a> {
    /// As many cells as the header.
    Cells(&'a StringRecord),
    /// Not as many cells as the header.
    Ragged {
        /// How many it has.
        cells: usize,
        /// The row as it stands in the file.
        text: &'a str,
        /// Whether it is the last of a file that does not end with a line's end: then
        /// the file was cut.
        cut: bool,
    },
    /// A quotation mark that is opened and never closed, in a line that makes no row
    /// without it either.
    OpenQuote {
        /// The line as it stands in the file.
        text: &'a str,
    },
    /// A cell longer than [`LONGEST_CELL`], and not as many cells as the header.
    TooLong {
        /// The start of the row as it stands in the file.
        text: &'a str,
    },
    /// Nothing in any cell.
    Blank,
}

impl<'a> CsvText<'a> {
    pub fn new(text: &'a str) -> Self {
        let line = first_line(text.trim_start_matches(['\r', '\n']));
        Self {
            text,
            delimiter: delimiter_of(line),
            only_returns: text.contains('\r') && !text.contains('\n'),
        }
    }

    /// The cells of the header row, trimmed.
    pub fn header(&self) -> Vec<String> {
        let mut reader = self.reader(self.text, true);
        let mut record = StringRecord::new();
        match reader.read_record(&mut record) {
            Ok(true) => record.iter().map(|cell| cell.trim().to_owned()).collect(),
            _ => Vec::new(),
        }
    }

    /// About how many rows there are, by the length of the first ones.
    pub fn rows_about(&self) -> usize {
        const LOOKED_AT: usize = 16 * 1024;
        let start = &self.text.as_bytes()[..self.text.len().min(LOOKED_AT)];
        let lines = start
            .iter()
            .filter(|byte| matches!(byte, b'\n' | b'\r'))
            .count();
        (lines + 1) * self.text.len() / start.len().max(1)
    }

    /// Calls `each` with every row behind the header and the line it is in. `width` is
    /// the number of cells a row should have; `ticks` is told the bytes read, now and
    /// then. Returns how many rows there were.
    pub fn rows(&self, width: usize, ticks: &dyn Fn(u64), mut each: impl FnMut(u64, Row<'_>)) {
        let mut from = 0;
        let mut line_before = 0;
        let mut quoting = true;
        let mut stray = 0;
        let mut header_seen = false;
        let mut record = StringRecord::new();
        let mut records = 0_u64;
        'reader: loop {
            let rest = &self.text[from..];
            let mut reader = self.reader(rest, quoting);
            loop {
                let start = offset(reader.position().byte());
                if !matches!(reader.read_record(&mut record), Ok(true)) {
                    break 'reader;
                }
                let end = offset(reader.position().byte()).min(rest.len());
                // The position before a record is that of the blank lines in front of
                // it; the record knows its own.
                let (begin, line) = record
                    .position()
                    .map_or((start, 1), |at| (offset(at.byte()), at.line()));
                let (begin, line) = past_line_ends(rest, begin, line);
                records += 1;
                let line = if self.only_returns {
                    records
                } else {
                    line_before + line
                };
                if !header_seen {
                    header_seen = true;
                    continue;
                }
                if records.is_multiple_of(8_192) {
                    ticks((from + end) as u64);
                }
                let unclosed =
                    quoting && from + end >= self.text.len() && is_unclosed(&rest[begin..end]);
                let text = rest[begin..end].trim_end_matches(['\r', '\n']);
                // Only a quotation mark takes a line's end into a row.
                let lines_inside =
                    quoting && text.as_bytes().contains(&b'"') && text.contains(['\n', '\r']);
                let swallowed = lines_inside && self.is_rows(text, width);
                if record.len() == width
                    && record.as_slice().len() <= LONGEST_CELL
                    && !unclosed
                    && !swallowed
                {
                    let row = if record.iter().all(|cell| cell.trim().is_empty()) {
                        Row::Blank
                    } else {
                        Row::Cells(&record)
                    };
                    each(line, row);
                    continue;
                }
                let too_long = record.iter().any(|cell| cell.len() > LONGEST_CELL);
                if lines_inside && (record.len() != width || too_long || unclosed || swallowed) {
                    let first = first_line(text);
                    let mut reader = self.reader(first, false);
                    let fits = matches!(reader.read_record(&mut record), Ok(true))
                        && record.len() == width;
                    let row = if fits {
                        Row::Cells(&record)
                    } else {
                        Row::OpenQuote { text: first }
                    };
                    each(line, row);
                    stray += 1;
                    quoting = stray < STRAY_QUOTES_AT_MOST;
                    let mut next = begin + first.len();
                    next += line_end_length(&rest[next..]);
                    line_before = line;
                    from += next;
                    if from >= self.text.len() {
                        break 'reader;
                    }
                    continue 'reader;
                }
                // A stray quotation mark in the file's last line takes no line's end into the row.
                if quoting && record.len() != width && text.as_bytes().contains(&b'"') {
                    let mut reader = self.reader(text, false);
                    let mut unquoted = StringRecord::new();
                    if matches!(reader.read_record(&mut unquoted), Ok(true))
                        && unquoted.len() == width
                    {
                        each(line, Row::Cells(&unquoted));
                        continue;
                    }
                }
                if record.len() == width {
                    // A cell that is too long is told where it is typed, and the others stay.
                    each(line, Row::Cells(&record));
                } else if too_long {
                    each(
                        line,
                        Row::TooLong {
                            text: cut_at(text, LONGEST_CELL),
                        },
                    );
                } else if record.iter().all(|cell| cell.trim().is_empty()) {
                    each(line, Row::Blank);
                } else {
                    let cut = record.len() < width
                        && from + end >= self.text.len()
                        && !self.text.ends_with(['\n', '\r']);
                    let cells = record.len();
                    each(
                        line,
                        Row::Ragged {
                            cells,
                            text: cut_at(text, 4 * LONGEST_CELL),
                            cut,
                        },
                    );
                }
            }
        }
    }

    /// Whether each line of a text makes a row by itself, so that two stray quotation marks,
    /// and no cell of several lines, made one row of them.
    fn is_rows(&self, text: &str, width: usize) -> bool {
        text.split(['\n', '\r'])
            .filter(|line| !line.is_empty())
            .all(|line| {
                let cells = 1 + line.bytes().filter(|byte| *byte == self.delimiter).count();
                cells == width
            })
    }

    fn reader<'t>(&self, text: &'t str, quoting: bool) -> csv::Reader<&'t [u8]> {
        ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .quoting(quoting)
            .from_reader(text.as_bytes())
    }
}

/// The header of the CSV that begins with this text.
pub(crate) fn header_of(start: &str) -> Vec<String> {
    CsvText::new(start).header()
}

fn first_line(text: &str) -> &str {
    &text[..text.find(['\n', '\r']).unwrap_or(text.len())]
}

fn line_end_length(text: &str) -> usize {
    if text.starts_with("\r\n") {
        2
    } else {
        usize::from(text.starts_with(['\r', '\n']))
    }
}

/// Where a record begins, past blank lines in front of it.
fn past_line_ends(text: &str, mut begin: usize, mut line: u64) -> (usize, u64) {
    let bytes = text.as_bytes();
    while let Some(byte @ (b'\n' | b'\r')) = bytes.get(begin) {
        line += u64::from(*byte == b'\n');
        begin += 1;
    }
    (begin.min(bytes.len()), line)
}

/// Whether the last row of a file ends within a quotation: with several lines in it and
/// an odd number of quotation marks.
fn is_unclosed(text: &str) -> bool {
    let lines = text.trim_end_matches(['\r', '\n']).contains(['\n', '\r']);
    lines && text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// The delimiter that the header row uses: comma, unless it has more tabs or semicolons.
fn delimiter_of(line: &str) -> u8 {
    let count = |delimiter: u8| line.bytes().filter(|byte| *byte == delimiter).count();
    [b';', b'\t', b'|']
        .into_iter()
        .filter(|delimiter| count(*delimiter) > count(b','))
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

/// The beginning of a text, at most so many bytes long.
pub(crate) fn cut_at(text: &str, longest: usize) -> &str {
    let mut end = text.len().min(longest);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn offset(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let csv = CsvText::new(text);
        let width = csv.header().len();
        let mut rows = Vec::new();
        csv.rows(width, &|_| (), |line, row| {
            rows.push(match row {
                Row::Cells(cells) => {
                    format!("{line}: {}", cells.iter().collect::<Vec<_>>().join("|"))
                }
                Row::Ragged { cells, text, cut } => format!("{line}: ragged {cells} {text} {cut}"),
                Row::OpenQuote { text } => format!("{line}: open {text}"),
                Row::TooLong { .. } => format!("{line}: long"),
                Row::Blank => format!("{line}: blank"),
            });
        });
        rows
    }

    #[test]
    fn rows_come_with_the_line_an_editor_shows() {
        for (text, expected) in [
            ("a,b\n1,2\n\n3,4\n", vec!["2: 1|2", "4: 3|4"]),
            (
                "a,b\r\n1,2\r\n3\r\n5,6",
                vec!["2: 1|2", "3: ragged 1 3 false", "4: 5|6"],
            ),
            ("a,b\n1,2\n3", vec!["2: 1|2", "3: ragged 1 3 true"]),
            ("a;b\n1;2\n", vec!["2: 1|2"]),
            ("a\tb\n1,5\t2\n", vec!["2: 1,5|2"]),
            ("a,b\n\"1\n1\",2\n3,4\n", vec!["2: 1\n1|2", "4: 3|4"]),
            ("a,b\n,\n3,4\n", vec!["2: blank", "3: 3|4"]),
            ("a,b\r1,2\r3,4\r", vec!["2: 1|2", "3: 3|4"]),
            (
                "a,b\n1,\"2\n3,4\n5,6\n",
                vec!["2: 1|\"2", "3: 3|4", "4: 5|6"],
            ),
            (
                "a,b\n1,\"\n2,\"\n3,4\n",
                vec!["2: 1|\"", "3: 2|\"", "4: 3|4"],
            ),
            (
                "a,b\n1,\"x\n2,\"y\n3,4\n",
                vec!["2: 1|\"x", "3: 2|\"y", "4: 3|4"],
            ),
            ("a,b,c\n1,2,3\n4,\"5,6", vec!["2: 1|2|3", "3: 4|\"5|6"]),
            (
                "a,b\n\"1\n2,3\n4,5\n",
                vec!["2: open \"1", "3: 2|3", "4: 4|5"],
            ),
            ("a,b\n1,x\"y\n3,4", vec!["2: 1|x\"y", "3: 3|4"]),
            ("a,b", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn many_open_quotes_cost_no_more_than_their_length() {
        let text = format!("a,b\n{}", "a\",\"\"\"\n".repeat(20_000));
        assert_eq!(read(&text).len(), 20_000);
    }
}
