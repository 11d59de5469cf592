//! What the XML readers share: records out of a file, safely and with their lines.
//!
//! A return in XML is one long list of records (children, workers). Each is read into a small
//! tree, handed on and dropped, so that memory holds one record at a time. A document type is
//! refused, as entities can be made to grow without bound; depth and the length of a text are
//! limited; and a file that breaks off keeps the records before the break.

mod rows;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::SyntaxError;
use quick_xml::events::{BytesRef, Event};

use crate::builder::LONGEST_CELL;
use crate::finding::{FindingCode, Place};
use crate::reading::{Notes, Reading};
use crate::source::SourceFile;
use crate::text::{self, Encoding};

pub(crate) use rows::RowWriter;

/// The deepest that elements may lie in one another: twice what any return needs.
const DEEPEST: usize = 16;

/// An element with all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element<'i> {
    /// Its name, without a namespace's prefix.
    pub name: &'i str,
    /// The line that it starts on.
    pub line: u64,
    /// Its own text; not trimmed.
    pub text: Cow<'i, str>,
    /// The elements in it, in order.
    pub children: Vec<Element<'i>>,
}

impl<'i> Element<'i> {
    /// The first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements of this name in it.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The trimmed text of the first element of this name in it; `None` where that is blank or
    /// is not there.
    pub fn value(&self, name: &str) -> Option<&str> {
        let text = self.child(name)?.text.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// A record: its tree, and its text as it stood for when it must be set aside.
pub(crate) struct Record<'i> {
    /// The tree.
    pub element: Element<'i>,
    /// The text between its first and its last letter.
    pub source: &'i str,
}

/// Which elements of a file are records, and which only hold records.
pub(crate) struct Layout {
    /// Elements below the root that hold records.
    pub containers: &'static [&'static str],
    /// The records.
    pub records: &'static [&'static str],
    /// The table that a record which breaks off is told of.
    pub table: &'static str,
}

/// The text of an XML file: by its byte order mark, else by its declaration, else as UTF-8 or
/// Windows-1252. A guess is a finding.
pub(crate) fn decode<'f>(file: &'f SourceFile, index: i32, notes: &mut Notes) -> Cow<'f, str> {
    let text = decode_by_declaration(file, index, notes);
    if text.contains('\0') {
        let findings = &mut notes.findings;
        findings.add(FindingCode::DamagedFile, Place::file(index), None, || {
            "there are NUL characters in it, which XML never has; the file may be damaged: export \
             it again"
                .into()
        });
    }
    text
}

fn decode_by_declaration<'f>(file: &'f SourceFile, index: i32, notes: &mut Notes) -> Cow<'f, str> {
    if let Some(encoding) = declared_encoding(&file.bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&file.bytes);
        return text;
    }
    let (text, encoding) = text::decode(&file.bytes);
    if encoding == Encoding::Windows1252Assumed {
        notes.findings.add(
            FindingCode::EncodingAssumed,
            Place::file(index),
            None,
            || {
                "the file is not the UTF-8 that XML is without a declaration; read as Windows-1252"
                    .into()
            },
        );
    }
    text
}

/// The encoding that the declaration names, where it is one that must be decoded by its name.
fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = bytes.get(..200).unwrap_or(bytes);
    let start = start.strip_prefix(b"<?xml")?;
    let declaration = &start[..start.windows(2).position(|pair| pair == b"?>")?];
    let declaration = std::str::from_utf8(declaration).ok()?;
    let (_, after) = declaration.split_once("encoding")?;
    let quoted = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    let label = quoted[1..].split(quote).next()?;
    // ASCII is a part of UTF-8, and files that declare it are often UTF-8 in truth.
    if label.to_ascii_lowercase().contains("ascii") {
        return None;
    }
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let multibyte = encoding == encoding_rs::UTF_8
        || encoding == encoding_rs::UTF_16LE
        || encoding == encoding_rs::UTF_16BE
        || encoding == encoding_rs::REPLACEMENT;
    (!multibyte).then_some(encoding)
}

/// The records of a file, one after the other.
pub(crate) struct Records<'i> {
    text: &'i str,
    reader: Reader<&'i [u8]>,
    lines: Lines<'i>,
    file: i32,
    layout: &'static Layout,
    /// How many containers are open.
    open: usize,
    /// Elements that the layout does not have and that were told of.
    told: Vec<&'i str>,
    finished: bool,
}

/// Why reading stopped before the end.
enum Stop {
    BrokenOff,
    NotWellFormed,
    DocumentType,
    TooDeep,
}

impl<'i> Records<'i> {
    /// The records of a file's text.
    pub fn new(text: &'i str, file: i32, layout: &'static Layout) -> Self {
        Self {
            text,
            reader: Reader::from_str(text),
            lines: Lines {
                bytes: text.as_bytes(),
                counted_to: 0,
                line: 1,
            },
            file,
            layout,
            open: 0,
            told: Vec::new(),
            finished: false,
        }
    }

    /// The next record; `None` at the end of the file or where it cannot be read any further,
    /// which is a finding.
    pub fn next(&mut self, reading: &mut Reading<'_>) -> Option<Record<'i>> {
        while !self.finished {
            let start = self.position();
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let name = self.name_at(start, tag.name().as_ref().len());
                    if self.open == 0 || self.layout.containers.contains(&name) {
                        self.open += 1;
                        if self.open > DEEPEST {
                            self.stop(Stop::TooDeep, None, reading);
                        }
                    } else if let Some(record) = self.record(name, start, reading) {
                        reading.tick(u64::try_from(self.position()).unwrap_or(u64::MAX));
                        if self.layout.records.contains(&name) {
                            return Some(record);
                        }
                        self.tell_unknown(name, record.element.line, &mut reading.notes);
                    }
                }
                Ok(Event::Empty(tag)) => {
                    let name = self.name_at(start, tag.name().as_ref().len());
                    let line = self.lines.at(start);
                    if self.layout.records.contains(&name) {
                        let element = Element {
                            name,
                            line,
                            text: Cow::Borrowed(""),
                            children: Vec::new(),
                        };
                        let source = self.slice(start);
                        return Some(Record { element, source });
                    }
                    if self.open > 0 && !self.layout.containers.contains(&name) {
                        self.tell_unknown(name, line, &mut reading.notes);
                    }
                }
                Ok(Event::End(_)) => self.open = self.open.saturating_sub(1),
                Ok(Event::DocType(_)) => self.stop(Stop::DocumentType, None, reading),
                Ok(Event::Eof) if self.open > 0 => self.stop(Stop::BrokenOff, None, reading),
                Ok(Event::Eof) => self.finished = true,
                Ok(_) => {}
                Err(error) => self.stop(why(&error), None, reading),
            }
        }
        None
    }

    /// Reads a record to its end tag.
    fn record(
        &mut self,
        name: &'i str,
        start: usize,
        reading: &mut Reading<'_>,
    ) -> Option<Record<'i>> {
        let line = self.lines.at(start);
        let mut stack = vec![Element {
            name,
            line,
            text: Cow::Borrowed(""),
            children: Vec::new(),
        }];
        loop {
            let at = self.position();
            let stop = match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let name = self.name_at(at, tag.name().as_ref().len());
                    stack.push(Element {
                        name,
                        line: self.lines.at(at),
                        text: Cow::Borrowed(""),
                        children: Vec::new(),
                    });
                    if self.open + stack.len() <= DEEPEST {
                        continue;
                    }
                    Stop::TooDeep
                }
                Ok(Event::Empty(tag)) => {
                    let name = self.name_at(at, tag.name().as_ref().len());
                    let line = self.lines.at(at);
                    if let Some(parent) = stack.last_mut() {
                        parent.children.push(Element {
                            name,
                            line,
                            text: Cow::Borrowed(""),
                            children: Vec::new(),
                        });
                    }
                    continue;
                }
                Ok(Event::End(_)) => {
                    let element = stack.pop()?;
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => {
                            let source = self.slice(start);
                            return Some(Record { element, source });
                        }
                    }
                    continue;
                }
                Ok(Event::Text(text)) => {
                    append(&mut stack, text.into_inner());
                    continue;
                }
                Ok(Event::CData(text)) => {
                    append(&mut stack, text.into_inner());
                    continue;
                }
                Ok(Event::GeneralRef(reference)) => {
                    append(&mut stack, resolve(&reference));
                    continue;
                }
                Ok(Event::DocType(_)) => Stop::DocumentType,
                Ok(Event::Eof) => Stop::BrokenOff,
                Ok(_) => continue,
                Err(error) => why(&error),
            };
            self.stop(stop, Some((line, start)), reading);
            return None;
        }
    }

    /// Ends the reading with a finding, and sets the record aside in which it stopped.
    fn stop(&mut self, stop: Stop, record: Option<(u64, usize)>, reading: &mut Reading<'_>) {
        self.finished = true;
        let position = self.position();
        let line = self.lines.at(position);
        let (code, expected, reason) = match stop {
            Stop::BrokenOff => (
                FindingCode::TruncatedFile,
                "the file ends here, in the middle; the records before were read: export it again",
                "the file ends in the middle of it",
            ),
            Stop::NotWellFormed => (
                FindingCode::DamagedFile,
                "not well-formed XML from here on; the records before were read: export it again",
                "not well-formed XML",
            ),
            Stop::DocumentType => (
                FindingCode::UnsafeFile,
                "a document type (DOCTYPE), which no return has and which can be made to exhaust \
                 the machine; not read from here on: take it out, or export the file again",
                "a document type in it",
            ),
            Stop::TooDeep => (
                FindingCode::UnsafeFile,
                "elements lie deeper in one another than in any return; not read from here on",
                "elements too deep in one another",
            ),
        };
        reading
            .notes
            .findings
            .add(code, Place::row(self.file, line), None, || expected.into());
        if let Some((line, start)) = record {
            let place = Place::row(self.file, line).table(self.layout.table);
            let rest = head(&self.text[start..], LONGEST_CELL);
            reading.set_row_aside(place, reason, rest);
        }
    }

    fn tell_unknown(&mut self, name: &'i str, line: u64, notes: &mut Notes) {
        if !self.told.contains(&name) && self.told.len() < 1_000 {
            self.told.push(name);
            unknown_element(name, self.file, line, notes);
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len())
    }

    fn slice(&self, start: usize) -> &'i str {
        self.text.get(start..self.position()).unwrap_or_default()
    }

    /// The name of the tag that starts at a position, without its prefix.
    fn name_at(&self, start: usize, length: usize) -> &'i str {
        let name = self
            .text
            .get(start + 1..start + 1 + length)
            .unwrap_or_default();
        name.rsplit(':').next().unwrap_or(name)
    }
}

/// Counts lines up to positions that only ever grow.
struct Lines<'i> {
    bytes: &'i [u8],
    counted_to: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, position: usize) -> u64 {
        if let Some(between) = self.bytes.get(self.counted_to..position) {
            let newlines = between.iter().filter(|byte| **byte == b'\n').count();
            self.line += newlines as u64;
            self.counted_to = position;
        }
        self.line
    }
}

/// Adds text to the innermost element, up to a little over what any column takes: the builder
/// then finds it too long.
fn append<'i>(stack: &mut [Element<'i>], more: Cow<'i, str>) {
    let Some(element) = stack.last_mut() else {
        return;
    };
    if element.text.is_empty() {
        element.text = match more {
            Cow::Borrowed(more) => Cow::Borrowed(head(more, LONGEST_CELL + 4)),
            Cow::Owned(more) => Cow::Owned(head(&more, LONGEST_CELL + 4).to_owned()),
        };
    } else if element.text.len() <= LONGEST_CELL {
        element
            .text
            .to_mut()
            .push_str(head(&more, LONGEST_CELL + 4));
    }
}

/// At most so many bytes of a text, whole letters.
fn head(text: &str, longest: usize) -> &str {
    &text[..text.floor_char_boundary(longest)]
}

/// What a reference stands for: one of XML's own five entities or a letter by its number. There
/// is no other without a document type; such a one stays as it stands.
fn resolve(reference: &BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Cow::Owned(letter.to_string());
    }
    let content = reference.xml10_content();
    match quick_xml::escape::resolve_predefined_entity(&content) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(format!("&{content};")),
    }
}

fn why(error: &quick_xml::Error) -> Stop {
    match error {
        quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => Stop::NotWellFormed,
        quick_xml::Error::Syntax(_) => Stop::BrokenOff,
        _ => Stop::NotWellFormed,
    }
}

fn unknown_element(name: &str, file: i32, line: u64, notes: &mut Notes) {
    let place = Place::row(file, line).column(head(name, 60));
    notes
        .findings
        .add(FindingCode::UnknownColumn, place, None, || {
            "an element that the layout does not have; it and what is in it was left out".into()
        });
}
