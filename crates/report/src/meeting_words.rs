//! What the minutes and the agenda of a meeting share: how each calls people, recommendations,
//! ratings and figures, and the cells that they stand in.
//!
//! Nothing here knows a section of either.

pub(crate) use crate::sections::{rating_tag, text as cell};
use waymark_figures::{MeasureMeta, Selector, Shape};
use waymark_plan::ledger::parts::{Lead, NotedFigure};
use waymark_plan::ledger::state::RecommendationState;
use waymark_plan::ledger::{Directory, State};
use waymark_plan::{PersonId, RecommendationId};

use crate::document::{Block, Column, Inline, Table};
use crate::sections::amount;
use crate::sentence::words;

/// How many letters of a recommendation's words are shown at most.
const SHORT: usize = 80;

/// The authority whose ledger it is; empty where the ledger is not opened.
pub(crate) fn authority(state: &State) -> String {
    state
        .opening
        .as_ref()
        .map(|opening| opening.authority.name.clone())
        .unwrap_or_default()
}

/// A table without columns of numbers, whose rows begin with what they are about. Each column is
/// its header and its share of the width.
pub(crate) fn table(
    caption: impl Into<String>,
    columns: &[(&str, u16)],
    rows: Vec<Vec<Vec<Inline>>>,
) -> Block {
    Block::Table(Table {
        caption: caption.into(),
        columns: columns
            .iter()
            .map(|(header, width)| Column {
                header: (*header).to_owned(),
                width: *width,
                numeric: false,
            })
            .collect(),
        rows,
        row_headers: true,
    })
}

/// Words that end with a full stop where they have no other end.
pub(crate) fn stopped(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words.ends_with(['.', '!', '?', '\u{2026}']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

/// Words with a capital as their first letter.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A person with their post; without it where the person was erased.
pub(crate) fn person(people: &Directory, id: &PersonId) -> String {
    let called = people.called(id);
    let known = people.get(id).filter(|person| person.name.is_some());
    match known.and_then(|person| person.post.as_deref()) {
        Some(post) => format!("{called}, {post}"),
        None => called,
    }
}

/// Who sees to something: the person, where one is named, and the post.
pub(crate) fn lead(people: &Directory, lead: &Lead) -> String {
    match &lead.person {
        Some(id) => format!("{}, {}", people.called(id), lead.post),
        None => lead.post.clone(),
    }
}

/// A recommendation in a cell: `3 Complete assessments within the time that the child needs`.
pub(crate) fn recommendation(state: &State, id: &RecommendationId) -> String {
    match state.recommendations.get(id) {
        Some(found) => format!("{} {}", number(state, found), short(&found.record.text)),
        None => id.to_string(),
    }
}

/// A recommendation within a sentence: `recommendation 3, “Complete assessments…”,`.
pub(crate) fn recommendation_in_sentence(state: &State, id: &RecommendationId) -> String {
    match state.recommendations.get(id) {
        Some(found) => format!(
            "recommendation {}, \u{201c}{}\u{201d},",
            number(state, found),
            short(&found.record.text)
        ),
        None => format!("recommendation {id}"),
    }
}

/// The inspectorate's number, with the id where recommendations of two inspections share it.
fn number(state: &State, recommendation: &RecommendationState) -> String {
    let record = &recommendation.record;
    let sharing = state
        .recommendations
        .values()
        .filter(|other| other.record.number == record.number)
        .count();
    if sharing > 1 {
        format!("{} ({})", record.number, record.id)
    } else {
        record.number.to_string()
    }
}

/// The words without a full stop, cut at a word's end where they are long.
fn short(words: &str) -> String {
    let words = words.trim().trim_end_matches('.');
    if words.chars().count() <= SHORT {
        return words.to_owned();
    }
    let mut kept = String::new();
    let mut letters = 0;
    for word in words.split_whitespace() {
        letters += word.chars().count() + usize::from(letters > 0);
        if letters > SHORT {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    format!("{}\u{2026}", kept.trim_end_matches([',', ';', ':', '.']))
}

/// What is known of the measures whose figures are told. A measure that is not among them is
/// called by its id, and is taken to be about children.
#[derive(Clone, Copy)]
pub(crate) struct Measures<'a>(pub(crate) &'a [MeasureMeta]);

impl<'a> Measures<'a> {
    fn of(self, selector: &Selector) -> Option<&'a MeasureMeta> {
        self.0.iter().find(|meta| meta.id == selector.measure)
    }

    /// The measure's title, with the group where one is meant.
    pub(crate) fn title(self, selector: &Selector) -> String {
        let title = match self.of(selector) {
            Some(meta) => meta.title.as_str(),
            None => selector.measure.as_str(),
        };
        match &selector.breakdown {
            Some(group) => format!("{title} ({})", words::group(group)),
            None => title.to_owned(),
        }
    }

    /// A value with its unit.
    pub(crate) fn value(self, selector: &Selector, value: Option<f64>) -> String {
        match (value, self.of(selector)) {
            (None, _) => "no value".to_owned(),
            (Some(value), Some(meta)) => words::value(meta, value),
            (Some(value), None) => amount(value),
        }
    }

    /// The cases behind a value: `292 of 390`, `390 assessments`.
    pub(crate) fn cases(self, figure: &NotedFigure) -> String {
        let (numerator, denominator) = (amount(figure.numerator), amount(figure.denominator));
        let Some(meta) = self.of(&figure.measure) else {
            return format!("{numerator} / {denominator}");
        };
        match meta.shape {
            Shape::Percentage => format!("{numerator} of {denominator}"),
            Shape::Count if figure.denominator > figure.numerator => {
                format!("{numerator} of {denominator}")
            }
            Shape::Count => words::units(meta.unit, figure.numerator as u64),
            Shape::Mean => words::units(meta.unit, figure.denominator as u64),
            Shape::Rate => format!("{numerator} per {denominator}"),
        }
    }

    /// Whether a small number of its cases could point to a child.
    pub(crate) fn is_about_children(self, selector: &Selector) -> bool {
        self.of(selector)
            .is_none_or(|meta| meta.unit.is_about_children())
    }

    /// Whether a figure is about children and 1 to 5 of them are counted, are not counted, or
    /// stand behind it.
    pub(crate) fn holds_small_number(self, figure: &NotedFigure) -> bool {
        if !self.is_about_children(&figure.measure) {
            return false;
        }
        let is_small = |cases: f64| cases > 0.0 && cases < 6.0;
        let (numerator, denominator) = (figure.numerator, figure.denominator);
        match self.of(&figure.measure).map(|meta| meta.shape) {
            // The numerator of a mean is a sum of values.
            Some(Shape::Mean) => is_small(denominator),
            Some(Shape::Rate) => is_small(numerator) || is_small(denominator),
            Some(Shape::Count | Shape::Percentage) | None => {
                is_small(numerator) || is_small(denominator) || is_small(denominator - numerator)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_at_the_end_of_a_word() {
        // Eight words of nine letters and the seven spaces between them are 79 letters.
        let eight = ["ninechars"; 8].join(" ");
        assert_eq!(short(&format!("{eight}.")), eight);
        assert_eq!(
            short(&format!("{eight}, ninechars")),
            format!("{eight}\u{2026}")
        );
    }

    #[test]
    fn words_end_once() {
        for (words, expected) in [
            ("It is done", "It is done."),
            ("It is done. ", "It is done."),
            ("Is it?", "Is it?"),
            ("", ""),
        ] {
            assert_eq!(stopped(words), expected);
        }
    }

    #[test]
    fn amounts_have_a_digit_after_the_point_only_where_it_counts() {
        assert_eq!(amount(12_345.0), "12,345");
        assert_eq!(amount(187.45), "187.5");
    }
}
