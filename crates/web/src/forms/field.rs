//! The fields of a form: what each asks, how it is shown, and how what comes back is read.
//!
//! A field names the place of its answer in the command's JSON, such as `lead.person`, so a form
//! is a list of fields and no code of its own reads it.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::{Value, json};
use waymark_codes::Month;

use crate::fault::Fault;

use super::rows::{self, Column};

/// What came back from a form: the answers of each name.
pub type Posted = HashMap<String, Vec<String>>;

/// Reads what came back from a form. What cannot be read was not sent by a form of ours.
pub fn posted(body: &[u8]) -> Result<Posted, Fault> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(body).map_err(|_| Fault::Forged)?;
    let mut posted = Posted::new();
    for (name, value) in pairs {
        posted.entry(name).or_default().push(value);
    }
    Ok(posted)
}

/// One answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What goes into the command.
    pub value: String,
    /// What the person reads.
    pub text: String,
    /// What is said below it.
    pub hint: Option<String>,
}

impl Choice {
    /// An answer.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            hint: None,
        }
    }

    /// With a hint below it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// How a field is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Not shown: it comes back as it went out.
    Hidden,
    /// One line of text.
    Line,
    /// Several lines of text, so many rows high.
    Text(u8),
    /// A day.
    Day,
    /// A month.
    Month,
    /// A whole number, 0 or more.
    Whole,
    /// A number.
    Number,
    /// One of several, all in sight.
    Radios(Vec<Choice>),
    /// One of many, in a list.
    Select(Vec<Choice>),
    /// Any of several.
    Ticks(Vec<Choice>),
    /// Yes where it is ticked.
    Tick,
    /// A list of texts, one a line.
    Lines(u8),
    /// A list of small records, one a line, with ` | ` between their parts.
    Rows {
        /// The parts, in order.
        columns: Vec<Column>,
        /// How many rows high.
        rows: u8,
    },
    /// A short name in addresses and in the log.
    Id(Ids),
}

/// Which letters an id has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// Letters, digits, full stops and hyphens.
    Any,
    /// Small letters, digits and hyphens: reports are files too.
    Report,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The place of its answer in the command, with dots; also its name in the form.
    pub path: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: Option<String>,
    /// How it is asked for.
    pub kind: Kind,
    /// Whether it must be answered.
    pub needed: bool,
    /// Whether it must be answered in some cases, which the ledger decides.
    pub at_times: bool,
    /// What stands in it before anybody answers, as the command has it.
    pub value: Value,
    /// A word in place of “Enter …” for what is missing.
    pub missing: Option<String>,
    /// The largest whole number that it takes.
    pub most: u32,
}

/// A field of some kind.
pub fn field(path: &str, label: &str, kind: Kind) -> Field {
    Field {
        path: path.to_owned(),
        label: label.to_owned(),
        hint: None,
        kind,
        needed: true,
        at_times: false,
        value: Value::Null,
        missing: None,
        most: u32::MAX,
    }
}

/// One line of text.
pub fn line(path: &str, label: &str) -> Field {
    field(path, label, Kind::Line)
}

/// Several lines of text.
pub fn text(path: &str, label: &str) -> Field {
    field(path, label, Kind::Text(5))
}

/// A day.
pub fn day(path: &str, label: &str) -> Field {
    field(path, label, Kind::Day)
}

/// What goes with the form and is not shown.
pub fn hidden(path: &str, value: impl Into<Value>) -> Field {
    field(path, "", Kind::Hidden).value(value)
}

impl Field {
    /// It may be left empty.
    pub fn optional(mut self) -> Self {
        self.needed = false;
        self
    }

    /// It must be answered in some cases, which its hint says: its label does not call it optional.
    pub fn needed_at_times(mut self) -> Self {
        self.needed = false;
        self.at_times = true;
        self
    }

    /// What helps to answer it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What stands in it at first.
    pub fn value(mut self, value: impl Into<Value>) -> Self {
        self.value = value.into();
        self
    }

    /// What stands in it at first, out of a record that is corrected: its own place there.
    pub fn from_record(mut self, record: &Value) -> Self {
        if let Some(found) = at(record, &self.path) {
            self.value = found.clone();
        }
        self
    }

    /// What is said where it is not answered.
    pub fn missing(mut self, words: impl Into<String>) -> Self {
        self.missing = Some(words.into());
        self
    }

    /// The largest whole number that it takes.
    pub fn most(mut self, most: u32) -> Self {
        self.most = most;
        self
    }

    /// The name in the form, also its id: dots become hyphens, since style sheets know dots.
    pub fn name(&self) -> String {
        self.path.replace('.', "-")
    }

    /// Reads what came back. `null` where nothing was answered that need not be.
    pub fn read(&self, posted: &Posted) -> Result<Value, String> {
        let name = self.name();
        let all = posted.get(&name).cloned().unwrap_or_default();
        let first = all.first().map(|text| normal(text)).unwrap_or_default();
        let none_given = || {
            self.missing.clone().unwrap_or_else(|| match self.kind {
                Kind::Radios(_) | Kind::Select(_) | Kind::Ticks(_) => {
                    format!("Select {}", lower(&self.label))
                }
                _ => format!("Enter {}", lower(&self.label)),
            })
        };
        let empty = |value: Value| {
            if self.needed {
                Err(none_given())
            } else {
                Ok(value)
            }
        };
        match &self.kind {
            Kind::Hidden => Ok(match &self.value {
                // What is no text went out as JSON.
                Value::String(_) if !first.is_empty() => Value::String(first),
                Value::Null if first.is_empty() => Value::Null,
                _ => serde_json::from_str(&first).unwrap_or(Value::String(first)),
            }),
            Kind::Line | Kind::Text(_) => match first.trim() {
                "" => empty(Value::Null),
                given => Ok(json!(given)),
            },
            Kind::Day => self.read_day(posted, &name, &empty),
            Kind::Month => self.read_month(posted, &name, &empty),
            Kind::Whole => match first.trim() {
                "" => empty(Value::Null),
                given => match given
                    .trim_start_matches('£')
                    .replace(',', "")
                    .parse::<u32>()
                {
                    Ok(number) if number <= self.most => Ok(json!(number)),
                    Ok(_) => Err(format!("{} must be {} at most", self.label, self.most)),
                    Err(_) => Err(format!("{} must be a whole number, such as 12", self.label)),
                },
            },
            Kind::Number => match first.trim() {
                "" => empty(Value::Null),
                given => match number(given) {
                    Some(number) => Ok(json!(number)),
                    None => Err(format!("{} must be a number, such as 7.5", self.label)),
                },
            },
            Kind::Radios(choices) | Kind::Select(choices) => match first.trim() {
                "" => empty(Value::Null),
                given if choices.iter().any(|choice| choice.value == given) => Ok(json!(given)),
                _ => Err(none_given()),
            },
            Kind::Ticks(choices) => {
                let known: Vec<&String> = all
                    .iter()
                    .filter(|given| choices.iter().any(|choice| choice.value == **given))
                    .collect();
                if known.is_empty() {
                    empty(json!([]))
                } else {
                    Ok(json!(known))
                }
            }
            Kind::Tick => Ok(json!(!first.is_empty())),
            Kind::Lines(_) => {
                let lines: Vec<&str> = first
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .collect();
                if lines.is_empty() {
                    empty(json!([]))
                } else {
                    Ok(json!(lines))
                }
            }
            Kind::Rows { columns, .. } => {
                let rows = rows::read(columns, &first);
                let rows = rows.map_err(|words| format!("{}, {words}", self.label))?;
                if rows.is_empty() {
                    empty(json!([]))
                } else {
                    Ok(json!(rows))
                }
            }
            Kind::Id(ids) => match first.trim() {
                "" => empty(Value::Null),
                given if ids.take(given) => Ok(json!(given)),
                _ => Err(format!("{} must {}", self.label, ids.rule())),
            },
        }
    }

    fn read_day(
        &self,
        posted: &Posted,
        name: &str,
        empty: &dyn Fn(Value) -> Result<Value, String>,
    ) -> Result<Value, String> {
        let part = |what: &str| part(posted, name, what);
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return empty(Value::Null);
        }
        let read = || {
            let month = month_number(&month)?;
            Date::new(year_number(&year)?, month, day.parse().ok()?).ok()
        };
        read()
            .map(|day| json!(day))
            .ok_or_else(|| format!("{} must be a real day, such as 27 3 2017", self.label))
    }

    fn read_month(
        &self,
        posted: &Posted,
        name: &str,
        empty: &dyn Fn(Value) -> Result<Value, String>,
    ) -> Result<Value, String> {
        let (month, year) = (part(posted, name, "month"), part(posted, name, "year"));
        if month.is_empty() && year.is_empty() {
            return empty(Value::Null);
        }
        let read = || {
            let first = Date::new(year_number(&year)?, month_number(&month)?, 1).ok()?;
            Some(Month::of(first))
        };
        read()
            .map(|month| json!(month))
            .ok_or_else(|| format!("{} must be a real month, such as 3 2017", self.label))
    }
}

/// A number as people write it: `22` and not `22.0`.
pub fn plain(number: &serde_json::Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => float.to_string(),
        _ => number.to_string(),
    }
}

impl Ids {
    fn take(self, text: &str) -> bool {
        match self {
            Ids::Any => text.parse::<waymark_plan::ActionId>().is_ok(),
            Ids::Report => text.parse::<waymark_plan::ReportId>().is_ok(),
        }
    }

    fn rule(self) -> &'static str {
        match self {
            Ids::Any => "begin with a letter and have letters, digits, full stops and hyphens only",
            Ids::Report => {
                "begin with a small letter and have small letters, digits and hyphens only"
            }
        }
    }
}

/// A number as people write it, with or without a percent sign.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim_end_matches('%').replace(',', "");
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

fn part(posted: &Posted, name: &str, what: &str) -> String {
    let found = posted.get(&format!("{name}-{what}"));
    let found = found.and_then(|all| all.first());
    found.map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// A month as people write it: its number, or its name or the beginning of it.
pub fn month_number(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse::<i8>() {
        return Some(number);
    }
    let wanted = text.to_lowercase();
    if wanted.len() < 3 {
        return None;
    }
    (1..=12).find(|month| {
        waymark_codes::month_name(*month)
            .to_lowercase()
            .starts_with(&wanted)
    })
}

/// A year in four digits.
pub fn year_number(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    (1900..2200).contains(&year).then_some(year)
}

/// Browsers send lines with the ends that Windows has.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A label inside a sentence: its first letter small, unless the word is in capitals.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// What stands at a place of a JSON value.
pub fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, key| value.get(key))
}

/// Takes an answer out again that only helps to make another.
pub fn take(value: &mut Value, key: &str) -> Value {
    let all = value.as_object_mut();
    all.and_then(|all| all.remove(key)).unwrap_or_default()
}

/// Puts something at a place of a JSON value; objects on the way are made.
pub fn put(value: &mut Value, path: &str, what: Value) {
    let mut place = value;
    for key in path.split('.') {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[key];
    }
    *place = what;
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn posted(pairs: &[(&str, &str)]) -> Posted {
        let mut all = Posted::new();
        for (name, value) in pairs {
            all.entry((*name).to_owned())
                .or_default()
                .push((*value).to_owned());
        }
        all
    }

    #[rstest]
    #[case(line("title", "Title"), &[("title", " A b ")], Ok(json!("A b")))]
    #[case(line("title", "Title"), &[("title", "  ")], Err("Enter title"))]
    #[case(line("title", "Title").optional(), &[], Ok(Value::Null))]
    #[case(line("lead.post", "Post"), &[("lead-post", "Head")], Ok(json!("Head")))]
    #[case(text("note", "Note"), &[("note", "a\r\nb")], Ok(json!("a\nb")))]
    #[case(day("on", "Day"), &[("on-day", "7"), ("on-month", "March"), ("on-year", "2017")], Ok(json!("2017-03-07")))]
    #[case(day("on", "Day"), &[("on-day", "31"), ("on-month", "2"), ("on-year", "2017")], Err("Day must be a real day, such as 27 3 2017"))]
    #[case(day("on", "Day"), &[("on-day", "1"), ("on-month", "2"), ("on-year", "17")], Err("Day must be a real day, such as 27 3 2017"))]
    #[case(day("on", "Day").optional(), &[("on-day", "")], Ok(Value::Null))]
    #[case(field("month", "Month", Kind::Month), &[("month-month", "9"), ("month-year", "2017")], Ok(json!("2017-09")))]
    #[case(field("size", "Size", Kind::Whole), &[("size", "1,200")], Ok(json!(1200)))]
    #[case(field("size", "Size", Kind::Whole), &[("size", "-1")], Err("Size must be a whole number, such as 12"))]
    #[case(field("share", "Share", Kind::Number), &[("share", "7.5%")], Ok(json!(7.5)))]
    #[case(field("share", "Share", Kind::Number), &[("share", "inf")], Err("Share must be a number, such as 7.5"))]
    #[case(field("open", "Open", Kind::Tick), &[("open", "yes")], Ok(json!(true)))]
    #[case(field("open", "Open", Kind::Tick), &[], Ok(json!(false)))]
    #[case(field("themes", "Themes", Kind::Lines(3)), &[("themes", "a\r\n\r\n b ")], Ok(json!(["a", "b"])))]
    #[case(field("who", "Who", Kind::Ticks(vec![Choice::new("P1", "Ann"), Choice::new("P2", "Bo")])), &[("who", "P1"), ("who", "P9"), ("who", "P2")], Ok(json!(["P1", "P2"])))]
    #[case(field("who", "Who", Kind::Select(vec![Choice::new("P1", "Ann")])), &[("who", "P9")], Err("Select who"))]
    #[case(field("amount", "Amount", Kind::Whole), &[("amount", "£2,500,000")], Ok(json!(2_500_000)))]
    #[case(field("number", "Number", Kind::Whole).most(999), &[("number", "999")], Ok(json!(999)))]
    #[case(field("number", "Number", Kind::Whole).most(999), &[("number", "1000")], Err("Number must be 999 at most"))]
    #[case(field("id", "Short name", Kind::Id(Ids::Any)), &[("id", " R1.2 ")], Ok(json!("R1.2")))]
    #[case(field("id", "Short name", Kind::Id(Ids::Any)), &[("id", "R 1")], Err("Short name must begin with a letter and have letters, digits, full stops and hyphens only"))]
    #[case(field("id", "Short name", Kind::Id(Ids::Report)), &[("id", "scrutiny-2017-11")], Ok(json!("scrutiny-2017-11")))]
    #[case(field("id", "Short name", Kind::Id(Ids::Report)), &[("id", "Scrutiny")], Err("Short name must begin with a small letter and have small letters, digits and hyphens only"))]
    fn fields_are_read(
        #[case] field: Field,
        #[case] pairs: &[(&str, &str)],
        #[case] expected: Result<Value, &str>,
    ) {
        let expected = expected.map_err(str::to_owned);
        assert_eq!(field.read(&posted(pairs)), expected);
    }

    #[test]
    fn answers_that_only_help_are_taken_out() {
        let mut command = json!({ "id": "R1", "other": "x" });
        assert_eq!(take(&mut command, "other"), json!("x"));
        assert_eq!(take(&mut command, "other"), Value::Null);
        assert_eq!(command, json!({ "id": "R1" }));
    }

    #[test]
    fn answers_are_put_into_their_places() {
        let mut command = json!({ "id": "R1.2" });
        put(&mut command, "lead.post", json!("Head"));
        put(&mut command, "lead.person", Value::Null);
        assert_eq!(
            command,
            json!({ "id": "R1.2", "lead": { "post": "Head", "person": null } })
        );
        assert_eq!(at(&command, "lead.post"), Some(&json!("Head")));
    }
}
