//! Standing words with placeholders, and the values that placeholders stand for.

use std::collections::BTreeMap;

use minijinja::{Environment, UndefinedBehavior, Value};

/// Every placeholder that standing words may hold, with what it stands for.
pub const PLACEHOLDERS: [(&str, &str); 22] = [
    ("authority", "the authority's name"),
    ("committee", "the committee's name"),
    ("director", "the director's title"),
    ("assistant_director", "the assistant director's title"),
    (
        "as_at",
        "the day that the report speaks of, such as 13 November 2017",
    ),
    (
        "meeting_on",
        "the committee's day; that of the report where none is set",
    ),
    ("monitoring", "the plan's words on how progress is watched"),
    ("recommendations", "how many recommendations there are"),
    ("aims", "how many aims there are"),
    ("actions", "how many actions there are"),
    (
        "measures",
        "how many measures are linked to recommendations",
    ),
    ("plan.title", "the plan's title"),
    ("plan.years", "the plan's years, such as 2017 to 2020"),
    ("plan.version", "the plan's version"),
    (
        "inspection.name",
        "the inspection's title, or that of its framework",
    ),
    (
        "inspection.month",
        "the month, or months, of the inspection",
    ),
    ("inspection.started", "the first day of the inspection"),
    ("inspection.ended", "the last day of the inspection"),
    (
        "appendix.recommendations",
        "the appendix on the recommendations, such as Appendix A",
    ),
    (
        "appendix.figures",
        "the appendix on the figures, such as Appendix B",
    ),
    (
        "snapshot",
        "the id of the snapshot that the figures come from",
    ),
    ("figures_to", "the month that most figures end with"),
];

/// Standing words, checked: the syntax is right and every placeholder is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    text: String,
}

/// Why standing words cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StandingFault {
    /// The placeholders' syntax is wrong.
    Syntax {
        /// What the reader of placeholders says.
        message: String,
    },
    /// There is no such placeholder.
    Unknown {
        /// Its name.
        name: String,
    },
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
}

impl Standing {
    pub(super) fn check(text: &str) -> Result<Self, StandingFault> {
        let environment = environment();
        let template =
            environment
                .template_from_str(text)
                .map_err(|error| StandingFault::Syntax {
                    message: error
                        .detail()
                        .unwrap_or("the placeholder is not closed")
                        .to_owned(),
                })?;
        let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        names.sort();
        let known = |name: &String| PLACEHOLDERS.iter().any(|(known, _)| known == name);
        if let Some(name) = names.into_iter().find(|name| !known(name)) {
            return Err(StandingFault::Unknown { name });
        }
        Ok(Self {
            text: text.to_owned(),
        })
    }

    /// The words as they stand in the template.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// What the placeholders of a report stand for.
#[derive(Clone, Debug)]
pub struct Words {
    values: Value,
}

impl Words {
    /// Words from a value for each placeholder.
    pub(crate) fn new(values: &BTreeMap<&'static str, String>) -> Self {
        let mut top: BTreeMap<&str, Value> = BTreeMap::new();
        let mut nested: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        for (name, value) in values {
            match name.split_once('.') {
                None => {
                    top.insert(name, Value::from(value.as_str()));
                }
                Some((outer, inner)) => {
                    nested.entry(outer).or_default().insert(inner, value);
                }
            }
        }
        for (name, values) in &nested {
            top.insert(
                name,
                Value::from_pairs(values.iter().map(|(name, value)| (*name, *value))),
            );
        }
        Self {
            values: Value::from_pairs(top),
        }
    }

    /// Standing words with their placeholders filled in. Fails only where an expression does
    /// something to a value that cannot be done, such as dividing a name.
    pub fn fill(&self, standing: &Standing) -> Result<String, StandingError> {
        environment()
            .render_str(&standing.text, &self.values)
            .map_err(|error| StandingError {
                text: standing.text.clone(),
                message: error.to_string(),
            })
    }
}

/// Standing words whose placeholders could not be filled in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the template's words `{text}` cannot be filled in: {message}")]
pub struct StandingError {
    /// The words.
    pub text: String,
    /// Why not.
    pub message: String,
}
