//! A field as a page shows it: what stands in it, and what was wrong with what came back.

use serde_json::Value;

use super::field::{Choice, Field, Kind, Posted, plain};
use super::rows;

/// A field for a template.
#[derive(Clone, Debug)]
pub struct FieldHtml {
    /// Its id and name.
    pub name: String,
    /// The question; it says where it need not be answered.
    pub label: String,
    /// What helps to answer it.
    pub hint: Option<String>,
    /// What was wrong with the answer.
    pub error: Option<String>,
    /// How it is asked for: the name of a kind that the template knows.
    pub kind: &'static str,
    /// What stands in it, where it is a text.
    pub value: String,
    /// Day, month and year, where it is a day or a month.
    pub parts: [String; 3],
    /// How many rows it has.
    pub rows: u8,
    /// What can be chosen.
    pub choices: Vec<ChoiceHtml>,
    /// The ids of what describes it.
    pub described_by: String,
}

/// An answer that can be chosen.
#[derive(Clone, Debug)]
pub struct ChoiceHtml {
    /// Its id.
    pub id: String,
    /// What is sent.
    pub value: String,
    /// What the person reads.
    pub text: String,
    /// What is said below it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl FieldHtml {
    /// A field as it is shown: with what came back, where the form comes back, else with what
    /// stands.
    pub fn of(field: &Field, posted: Option<&Posted>, error: Option<&str>) -> Self {
        let name = field.name();
        let given = |key: &str| -> Option<Vec<String>> {
            posted.map(|all| all.get(key).cloned().unwrap_or_default())
        };
        let chosen: Vec<String> = given(&name).unwrap_or_else(|| texts(&field.value));
        let value = match &field.kind {
            // Whatever it is, it comes back as it goes out.
            Kind::Hidden => match given(&name) {
                Some(all) => all.into_iter().next().unwrap_or_default(),
                None => match &field.value {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                },
            },
            Kind::Lines(_) if posted.is_none() => chosen.join("\n"),
            Kind::Rows { columns, .. } if posted.is_none() => rows::show(columns, &field.value),
            _ => chosen.first().cloned().unwrap_or_default(),
        };
        let parts = match posted {
            Some(_) => ["day", "month", "year"].map(|part| {
                let all = given(&format!("{name}-{part}")).unwrap_or_default();
                all.into_iter().next().unwrap_or_default()
            }),
            None => parts_of(&field.value),
        };
        let hint_id = field.hint.as_ref().map(|_| format!("{name}-hint"));
        let error_id = error.map(|_| format!("{name}-error"));
        let described: Vec<String> = hint_id.into_iter().chain(error_id).collect();
        let optional =
            !field.needed && !field.at_times && !matches!(field.kind, Kind::Tick | Kind::Hidden);
        let suffix = if optional { " (optional)" } else { "" };
        Self {
            label: format!("{}{suffix}", field.label),
            hint: field.hint.clone(),
            error: error.map(str::to_owned),
            kind: kind(&field.kind),
            rows: match field.kind {
                Kind::Text(rows) | Kind::Lines(rows) | Kind::Rows { rows, .. } => rows,
                _ => 1,
            },
            choices: choices(&field.kind, &name, &chosen),
            described_by: described.join(" "),
            value,
            parts,
            name,
        }
    }

    /// The id that an error's link leads to.
    pub fn first_input(&self) -> String {
        match (self.kind, self.choices.first()) {
            ("day", _) => format!("{}-day", self.name),
            ("month", _) => format!("{}-month", self.name),
            ("radios" | "ticks", Some(choice)) => choice.id.clone(),
            _ => self.name.clone(),
        }
    }
}

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Hidden => "hidden",
        Kind::Line | Kind::Id(_) => "line",
        Kind::Text(_) | Kind::Lines(_) | Kind::Rows { .. } => "text",
        Kind::Day => "day",
        Kind::Month => "month",
        Kind::Whole => "whole",
        Kind::Number => "number",
        Kind::Radios(_) => "radios",
        Kind::Select(_) => "select",
        Kind::Ticks(_) => "ticks",
        Kind::Tick => "tick",
    }
}

fn choices(kind: &Kind, name: &str, chosen: &[String]) -> Vec<ChoiceHtml> {
    let (Kind::Radios(choices) | Kind::Select(choices) | Kind::Ticks(choices)) = kind else {
        return Vec::new();
    };
    let shown = |(at, choice): (usize, &Choice)| ChoiceHtml {
        // The first has the name of the field, as the error's link leads there.
        id: if at == 0 {
            name.to_owned()
        } else {
            format!("{name}-{}", at + 1)
        },
        value: choice.value.clone(),
        text: choice.text.clone(),
        hint: choice.hint.clone(),
        chosen: chosen.contains(&choice.value),
    };
    choices.iter().enumerate().map(shown).collect()
}

/// A value's texts: of a list each, of a tick `yes`.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Bool(false) => Vec::new(),
        Value::Bool(true) => vec!["yes".to_owned()],
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Number(number) => vec![plain(number)],
        other => vec![other.to_string()],
    }
}

/// The parts of a day such as `2017-09-30`, or of a month such as `2017-09`.
fn parts_of(value: &Value) -> [String; 3] {
    let text = value.as_str().unwrap_or_default();
    let mut parts = text.split('-');
    let mut next = || {
        let part = parts.next().unwrap_or_default();
        part.trim_start_matches('0').to_owned()
    };
    let (year, month, day) = (next(), next(), next());
    [day, month, year]
}
