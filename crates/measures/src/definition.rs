//! The form of a definition file: a header in TOML inside the SQL's first comment, then the SQL.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use waymark_figures::{
    DefinitionId, MeasureId, MeasureMeta, Naming, Polarity, Shape, Threshold, Unit, Window,
};

/// A measure's definition, read and checked as far as its header and the form of the file go.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// What a reader must know of it.
    pub meta: MeasureMeta,
    /// How people speak of it.
    pub naming: Naming,
    /// The days that a figure is about.
    pub window: Window,
    /// Months of data needed before the window.
    pub look_back: u16,
    /// The tables whose data must reach over window and look-back.
    pub needs: Vec<String>,
    /// The checks of the return, by code, that would change the figure where its cases fail them.
    pub checks: Vec<String>,
    /// The choices that DfE's text leaves open, in the order of the file.
    pub parameters: Vec<Parameter>,
    /// The worked example in words.
    pub example: String,
    /// The file's name, for messages.
    pub file: String,
    /// The whole text.
    pub text: String,
    /// Where the SQL lies in the text.
    pub sql: Range<usize>,
}

/// A choice that the statutory text leaves open, and what this version of the measure chose.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name in the SQL is `$name`.
    pub name: String,
    /// What was chosen.
    pub value: Choice,
    /// What else could have been chosen.
    pub choices: Vec<Choice>,
    /// What it decides, in a sentence.
    pub meaning: String,
}

/// One value of a parameter.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Choice {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A word.
    Word(String),
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Choice::Flag(flag) => write!(f, "{}", if *flag { "yes" } else { "no" }),
            Choice::Number(number) => write!(f, "{number}"),
            Choice::Word(word) => f.write_str(word),
        }
    }
}

/// Why a definition is refused, and where.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}, line {line}: {message}{}", help.as_ref().map(|h| format!(" ({h})")).unwrap_or_default())]
pub struct DefinitionError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    id: toml::Spanned<String>,
    version: u32,
    title: String,
    subject: String,
    shape: Shape,
    polarity: Polarity,
    unit: Unit,
    value_unit: Option<String>,
    decimals: Option<u8>,
    window: toml::Spanned<String>,
    look_back: toml::Spanned<String>,
    needs: Vec<String>,
    definition: String,
    source: String,
    #[serde(default)]
    benchmarks: Vec<String>,
    #[serde(default)]
    checks: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    unlike: Vec<String>,
    ages: Option<(u8, u8)>,
    threshold: Option<Threshold>,
    #[serde(default)]
    parameters: toml::map::Map<String, toml::Value>,
    example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterHeader {
    value: Choice,
    choices: Vec<Choice>,
    meaning: String,
}

const OPENS: &str = "/*---";
const CLOSES: &str = "---*/";

impl Definition {
    /// Reads a definition file. `file` is its name for messages.
    pub fn parse(file: &str, text: &str) -> Result<Self, DefinitionError> {
        let text = text.replace("\r\n", "\n");
        let place = |offset: usize, message: String, help: Option<&str>| DefinitionError {
            file: file.to_owned(),
            line: line_of(&text, offset),
            message,
            help: help.map(str::to_owned),
        };
        let start = text
            .find(OPENS)
            .filter(|at| text[..*at].trim().is_empty())
            .ok_or_else(|| {
                place(
                    0,
                    format!("the file does not begin with its header `{OPENS}`"),
                    Some("every definition begins with /*--- , its header in TOML, and ---*/"),
                )
            })?
            + OPENS.len();
        let end = text[start..].find(CLOSES).ok_or_else(|| {
            place(
                start,
                format!("the header is not closed by `{CLOSES}`"),
                None,
            )
        })? + start;
        let header: Header = toml::from_str(&text[start..end]).map_err(|error| {
            let offset = error.span().map_or(start, |span| start + span.start);
            place(
                offset,
                format!("the header is not right: {}", error.message()),
                None,
            )
        })?;
        let at = |span: Range<usize>| start + span.start;

        let id = MeasureId::parse(header.id.get_ref())
            .map_err(|error| place(at(header.id.span()), error.to_string(), None))?;
        let window = parse_window(header.window.get_ref()).ok_or_else(|| {
            place(
                at(header.window.span()),
                format!("`{}` is not a window", header.window.get_ref()),
                Some("write `last day`, `1 month` or a number of months such as `12 months`"),
            )
        })?;
        let look_back = parse_look_back(header.look_back.get_ref()).ok_or_else(|| {
            place(
                at(header.look_back.span()),
                format!("`{}` is not a look-back", header.look_back.get_ref()),
                Some("write `none` or a number of months such as `12 months`"),
            )
        })?;
        let parameters = header
            .parameters
            .into_iter()
            .map(|(name, value)| {
                let offset = text[..end]
                    .find(&format!("parameters.{name}"))
                    .unwrap_or(start);
                let parameter: ParameterHeader = value.try_into().map_err(|error| {
                    place(
                        offset,
                        format!("parameter `{name}` is not right: {error}"),
                        None,
                    )
                })?;
                if !parameter.choices.contains(&parameter.value) {
                    return Err(place(
                        offset,
                        format!("parameter `{name}`: the value is not among its choices"),
                        None,
                    ));
                }
                Ok(Parameter {
                    name,
                    value: parameter.value,
                    choices: parameter.choices,
                    meaning: parameter.meaning,
                })
            })
            .collect::<Result<Vec<_>, DefinitionError>>()?;
        for (name, words) in [
            ("title", &header.title),
            ("subject", &header.subject),
            ("definition", &header.definition),
            ("source", &header.source),
            ("example", &header.example),
        ] {
            if words.trim().is_empty() {
                let offset = text[start..end].find(name).map_or(start, |at| start + at);
                return Err(place(offset, format!("`{name}` is empty"), None));
            }
        }
        let sql = end + CLOSES.len()..text.len();
        if text[sql.clone()].trim().is_empty() {
            return Err(place(
                end,
                "there is no SQL after the header".to_owned(),
                None,
            ));
        }
        let fingerprint = DefinitionId {
            version: header.version,
            sha256: Sha256::digest(text.as_bytes())
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        };
        Ok(Self {
            meta: MeasureMeta {
                id,
                title: header.title,
                subject: header.subject,
                shape: header.shape,
                polarity: header.polarity,
                unit: header.unit,
                value_unit: header.value_unit,
                decimals: header.decimals.unwrap_or(1),
                definition: header.definition,
                source: header.source,
                benchmarks: header.benchmarks,
                fingerprint,
            },
            naming: Naming {
                phrases: header.phrases,
                unlike: header.unlike,
                ages: header.ages,
                threshold: header.threshold,
            },
            window,
            look_back,
            needs: header.needs,
            checks: header.checks,
            parameters,
            example: header.example,
            file: file.to_owned(),
            sql,
            text,
        })
    }

    /// The SQL alone.
    pub fn sql(&self) -> &str {
        &self.text[self.sql.clone()]
    }

    /// An error at a place of the SQL, counted from the SQL's first character.
    pub(crate) fn error_in_sql(
        &self,
        offset: usize,
        message: String,
        help: Option<String>,
    ) -> DefinitionError {
        DefinitionError {
            file: self.file.clone(),
            line: line_of(&self.text, self.sql.start + offset),
            message,
            help,
        }
    }

    /// An error at the SQL's line, counted from 1 at the line that the header ends on.
    pub(crate) fn error_at_sql_line(
        &self,
        line: u64,
        message: String,
        help: Option<String>,
    ) -> DefinitionError {
        let before = line_of(&self.text, self.sql.start);
        DefinitionError {
            file: self.file.clone(),
            line: before + usize::try_from(line.saturating_sub(1)).unwrap_or(0),
            message,
            help,
        }
    }

    /// An error at a word of the header.
    pub(crate) fn error_in_header(
        &self,
        word: &str,
        message: String,
        help: Option<String>,
    ) -> DefinitionError {
        let offset = self.text[..self.sql.start].find(word).unwrap_or(0);
        DefinitionError {
            file: self.file.clone(),
            line: line_of(&self.text, offset),
            message,
            help,
        }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

fn parse_window(text: &str) -> Option<Window> {
    match text.trim() {
        "last day" => Some(Window::Day),
        months => parse_months(months).map(Window::Months),
    }
}

fn parse_look_back(text: &str) -> Option<u16> {
    match text.trim() {
        "none" => Some(0),
        months => parse_months(months),
    }
}

fn parse_months(text: &str) -> Option<u16> {
    let (number, word) = text.split_once(' ')?;
    let number: u16 = number.parse().ok()?;
    let word_fits = if number == 1 {
        word == "month"
    } else {
        word == "months"
    };
    (word_fits && (1..=240).contains(&number)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"/*---
id = "a-measure"
version = 1
title = "A measure"
subject = "The share"
shape = "percentage"
polarity = "low"
unit = "child"
window = "12 months"
look_back = "none"
needs = ["ssd_person"]
definition = "What it is."
source = "A guide"
example = "One of two is half."

[parameters.youngest]
value = 5
choices = [4, 5]
meaning = "The youngest age."
---*/
SELECT 1
"#;

    #[test]
    fn a_whole_header_is_read() {
        let definition = Definition::parse("a.sql", GOOD).unwrap();
        assert_eq!(definition.meta.id.as_str(), "a-measure");
        assert_eq!(definition.window, Window::Months(12));
        assert_eq!(definition.parameters[0].value, Choice::Number(5));
        assert_eq!(definition.sql().trim(), "SELECT 1");
    }

    #[test]
    fn line_ends_do_not_change_the_fingerprint() {
        let unix = Definition::parse("a.sql", GOOD).unwrap();
        let windows = Definition::parse("a.sql", &GOOD.replace('\n', "\r\n")).unwrap();
        assert_eq!(unix.meta.fingerprint, windows.meta.fingerprint);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (from, to, line, words) in [
            ("/*---\n", "", 1, "does not begin"),
            ("---*/", "", 1, "not closed"),
            ("12 months", "a year", 9, "not a window"),
            ("\"none\"", "\"1 months\"", 10, "not a look-back"),
            (
                "shape = \"percentage\"",
                "shape = \"ratio\"",
                6,
                "unknown variant",
            ),
            ("source =", "sauce =", 13, "unknown field"),
            ("a-measure", "A measure", 2, "not a measure id"),
            ("value = 5", "value = 7", 16, "not among its choices"),
            ("\"What it is.\"", "\"\"", 12, "is empty"),
            ("SELECT 1\n", "", 20, "no SQL"),
        ] {
            let error = Definition::parse("a.sql", &GOOD.replacen(from, to, 1)).unwrap_err();
            assert!(error.message.contains(words), "{words}: {error}");
            assert_eq!(error.line, line, "{words}: {error}");
        }
    }
}
