//! Ids that nobody has to think of: made from what is answered, such as `M2017-10` from the day of
//! a meeting. Ids that people choose are asked for in the forms themselves.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::field::{Field, at, hidden, put, take};

/// Where the ids that are taken go along with a form. They go out with it, so that a form that is
/// sent twice makes the same id twice, and is recorded once.
const TAKEN: &str = "taken";

/// How long the part of an id is that comes from a text.
const LONGEST: usize = 40;

/// What goes along with a form whose id [`name`] makes: the ids that are taken.
pub fn taken(ids: impl IntoIterator<Item = impl ToString>) -> Field {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    hidden(TAKEN, json!(ids))
}

/// Puts an id into its place: this one, or with a number behind it where it is taken.
pub fn name(command: &mut Value, wanted: &str) {
    let taken = take(command, TAKEN);
    let is_taken = |id: &str| {
        let mut all = taken.as_array().into_iter().flatten();
        all.any(|known| {
            let known = known.as_str().unwrap_or_default();
            known.eq_ignore_ascii_case(id)
        })
    };
    put(command, "id", json!(free(wanted, is_taken)));
}

/// An id, or with a number behind it where it is taken: `decision-2017`, `decision-2017-2`.
pub fn free(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(wanted) {
        return wanted.to_owned();
    }
    (2_u32..)
        .map(|number| format!("{wanted}-{number}"))
        .find(|id| !is_taken(id))
        .expect("numbers do not end")
}

/// The words of a text as part of an id, joined by hyphens; `otherwise` where it has no letters
/// that an id could have, or does not begin with one.
pub fn slug(text: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST).map(|c| c.to_ascii_lowercase()));
    }
    if slug.starts_with(|c: char| c.is_ascii_alphabetic()) {
        slug
    } else {
        otherwise.to_owned()
    }
}

/// A text that was answered; empty where there is none.
pub fn text_at<'v>(command: &'v Value, path: &str) -> &'v str {
    let found = at(command, path).and_then(Value::as_str);
    found.unwrap_or_default()
}

/// The year of a day that was answered; empty where there is none.
pub fn year_at(command: &Value, path: &str) -> String {
    let day: Result<Date, _> = text_at(command, path).parse();
    day.map(|day| day.year().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Cabinet", "cabinet")]
    #[case("Partner agencies (health, police)", "partner-agencies-health-police")]
    #[case(
        "Children and Families Overview and Scrutiny Committee",
        "children-and-families-overview-and"
    )]
    #[case("2017", "body")]
    #[case("\u{e9}\u{e8}", "body")]
    #[case("", "body")]
    fn texts_become_parts_of_ids(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(slug(text, "body"), expected);
    }

    #[rstest]
    #[case(json!([]), "M2017-10")]
    #[case(json!(["M2017-09"]), "M2017-10")]
    #[case(json!(["m2017-10"]), "M2017-10-2")]
    #[case(json!(["M2017-10", "M2017-10-2"]), "M2017-10-3")]
    #[case(Value::Null, "M2017-10")]
    fn an_id_that_is_taken_gets_a_number(#[case] taken: Value, #[case] expected: &str) {
        let mut command = json!({ "title": "A", "taken": taken });
        name(&mut command, "M2017-10");
        assert_eq!(command, json!({ "title": "A", "id": expected }));
    }
}
