//! The form of a rule's file: a header in TOML inside the SQL's first comment, then the SQL.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::tables;

/// A rule of the return, read and checked as far as its header and the form of the file go.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The department's number of it: `142`, `SW11aSTG2`.
    pub code: String,
    /// What is wrong where it finds something, without a full stop.
    pub title: String,
    /// What to look at.
    pub advice: Option<String>,
    /// The cells to mark.
    pub cells: Vec<CellName>,
    /// How grave it is.
    pub severity: Severity,
    /// First collection year, by its end, in which it holds.
    pub from: Option<i16>,
    /// Last.
    pub to: Option<i16>,
    /// Tables (`episodes_last`) and columns (`header.uasc`) without which it still runs.
    pub optional: Vec<String>,
    /// Where it is published.
    pub source: String,
    /// What of its meaning could not be confirmed.
    pub unconfirmed: Option<String>,
    /// Recorded cases that it departs from.
    pub differs: Vec<Differs>,
    /// What changed in which year.
    pub changed: Vec<Changed>,
    /// The SQL.
    pub sql: String,
    /// The file's name, for messages.
    pub file: String,
    /// The SQL's first line in the file, from 1.
    pub sql_line: usize,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The return is not accepted with it, but for an explanation.
    Error,
    /// It may be right; somebody has to look.
    Query,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Query => "query",
        })
    }
}

/// A column of a table: `episodes.dec`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellName {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.table, self.column)
    }
}

/// A recorded case that a rule departs from, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Differs {
    /// The case's id.
    pub case: String,
    /// Why.
    pub reason: String,
}

/// What changed in a rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// The first collection year, by its end, with the change.
    pub year: i16,
    /// What changed.
    pub what: String,
}

/// A table that is made once for all rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// Its name in SQL.
    pub name: String,
    /// What it is.
    pub title: String,
    /// What a row of it is.
    pub says: String,
    /// The SQL that makes it.
    pub sql: String,
}

/// Why a rule is refused, and where.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}, line {line}: {message}")]
pub struct RuleError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    rule: String,
    title: String,
    advice: Option<String>,
    cells: Vec<String>,
    severity: Severity,
    from: Option<i16>,
    to: Option<i16>,
    #[serde(default)]
    optional: Vec<String>,
    source: String,
    unconfirmed: Option<String>,
    #[serde(default)]
    differs: Vec<Differs>,
    #[serde(default)]
    changed: Vec<Changed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedHeader {
    title: String,
    says: String,
}

const OPENS: &str = "/*---\n";
const CLOSES: &str = "---*/";

/// The header's text, the SQL, and the SQL's first line.
fn parts<'t>(file: &str, text: &'t str) -> Result<(&'t str, &'t str, usize), RuleError> {
    let refuse = |line, message: &str| RuleError {
        file: file.to_owned(),
        line,
        message: message.to_owned(),
    };
    let rest = text
        .strip_prefix(OPENS)
        .ok_or_else(|| refuse(1, "a rule begins with its header, between /*--- and ---*/"))?;
    let (header, sql) = rest
        .split_once(CLOSES)
        .ok_or_else(|| refuse(1, "the header is not closed: end it with a line ---*/"))?;
    let line = 2 + header.matches('\n').count();
    if sql.trim().is_empty() {
        return Err(refuse(line, "there is no SQL after the header"));
    }
    Ok((header, sql, line))
}

fn read<T: serde::de::DeserializeOwned>(file: &str, header: &str) -> Result<T, RuleError> {
    toml::from_str(header).map_err(|error| {
        let before = error.span().map_or(0, |span| span.start.min(header.len()));
        RuleError {
            file: file.to_owned(),
            line: 2 + header[..before].matches('\n').count(),
            message: error.message().to_owned(),
        }
    })
}

impl Rule {
    /// Reads a rule's file. Its name must be the rule's code and `.sql`.
    ///
    /// # Errors
    ///
    /// What is wrong with the header, and in which line.
    pub fn parse(file: &str, text: &str) -> Result<Self, RuleError> {
        let text = text.replace("\r\n", "\n");
        let (header_text, sql, sql_line) = parts(file, &text)?;
        let header: Header = read(file, header_text)?;
        let refuse = |word: &str, message: String| {
            let at = header_text.find(word).unwrap_or(0);
            RuleError {
                file: file.to_owned(),
                line: 2 + header_text[..at].matches('\n').count(),
                message,
            }
        };
        if file.strip_suffix(".sql") != Some(header.rule.as_str()) {
            let message = format!("the file of rule `{0}` is called {0}.sql", header.rule);
            return Err(refuse("rule", message));
        }
        for (name, words) in [("title", &header.title), ("source", &header.source)] {
            if words.trim().is_empty() {
                return Err(refuse(name, format!("`{name}` is empty")));
            }
        }
        if header.cells.is_empty() {
            return Err(refuse("cells", "`cells` names no cell".to_owned()));
        }
        let cells = header
            .cells
            .iter()
            .map(|cell| {
                let known = cell
                    .split_once('.')
                    .filter(|(table, column)| tables::column_of(table, column).is_some());
                let (table, column) = known
                    .ok_or_else(|| refuse(cell, format!("`{cell}` is no column of the return")))?;
                Ok(CellName {
                    table: table.to_owned(),
                    column: column.to_owned(),
                })
            })
            .collect::<Result<_, RuleError>>()?;
        for one in &header.optional {
            let known = match one.split_once('.') {
                Some((table, column)) => tables::column_of(table, column).is_some(),
                None => tables::is_table(one),
            };
            if !known {
                let message = format!("`{one}` is neither a table nor a column of the return");
                return Err(refuse(one, message));
            }
        }
        if let (Some(from), Some(to)) = (header.from, header.to)
            && from > to
        {
            return Err(refuse("to =", "it ends before it begins".to_owned()));
        }
        Ok(Self {
            code: header.rule,
            title: header.title,
            advice: header.advice,
            cells,
            severity: header.severity,
            from: header.from,
            to: header.to,
            optional: header.optional,
            source: header.source,
            unconfirmed: header.unconfirmed,
            differs: header.differs,
            changed: header.changed,
            sql: sql.to_owned(),
            file: file.to_owned(),
            sql_line,
        })
    }

    /// Whether it holds in a collection year, by the year's end.
    pub fn holds_in(&self, year: i16) -> bool {
        self.from.is_none_or(|from| year >= from) && self.to.is_none_or(|to| year <= to)
    }

    /// Whether it runs without a table or a column.
    pub fn can_do_without(&self, name: &str) -> bool {
        self.optional.iter().any(|one| one == name)
    }
}

impl Shared {
    /// Reads the file of a shared table. Its name must be the table's and `.sql`.
    ///
    /// # Errors
    ///
    /// What is wrong with the header, and in which line.
    pub fn parse(file: &str, text: &str) -> Result<Self, RuleError> {
        let text = text.replace("\r\n", "\n");
        let (header, sql, _) = parts(file, &text)?;
        let header: SharedHeader = read(file, header)?;
        Ok(Self {
            name: file.strip_suffix(".sql").unwrap_or(file).to_owned(),
            title: header.title,
            says: header.says,
            sql: sql.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"/*---
rule = "148"
title = "An end without a reason"
cells = ["episodes.dec", "episodes.rec"]
severity = "error"
from = 2023
to = 2026
optional = ["header_last", "header.uasc"]
source = "DfE, a list"

[[changed]]
year = 2025
what = "a change"
---*/
SELECT 1
"#;

    #[test]
    fn a_whole_header_is_read() {
        let rule = Rule::parse("148.sql", GOOD).unwrap();
        assert_eq!(rule.cells[1].to_string(), "episodes.rec");
        assert_eq!((rule.sql.trim(), rule.sql_line), ("SELECT 1", 14));
        assert!(rule.holds_in(2023) && rule.holds_in(2026));
        assert!(!rule.holds_in(2022) && !rule.holds_in(2027));
        assert!(rule.can_do_without("header.uasc") && !rule.can_do_without("header"));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (from, to, line, words) in [
            ("/*---\n", "", 1, "begins with its header"),
            ("---*/", "", 1, "not closed"),
            ("\"148\"", "\"149\"", 2, "is called 149.sql"),
            ("An end without a reason", " ", 3, "is empty"),
            ("episodes.rec", "episodes.wreck", 4, "no column"),
            ("[\"episodes.dec\", \"episodes.rec\"]", "[]", 4, "no cell"),
            ("\"error\"", "\"grave\"", 5, "unknown variant"),
            ("to = 2026", "to = 2022", 7, "before it begins"),
            ("header_last", "heading_last", 8, "neither a table"),
            ("source =", "sauce =", 9, "unknown field"),
            ("SELECT 1\n", "", 14, "no SQL"),
        ] {
            let error = Rule::parse("148.sql", &GOOD.replacen(from, to, 1)).unwrap_err();
            assert!(error.message.contains(words), "{words}: {error}");
            assert_eq!(error.line, line, "{words}: {error}");
        }
    }
}
