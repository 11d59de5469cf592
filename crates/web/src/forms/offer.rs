//! What several forms offer to choose from, and questions that several of them ask.

use serde::Serialize;
use serde_json::{Value, json};
use waymark_narrative::sentence::words;
use waymark_plan::ledger::parts::Grade;
use waymark_plan::ledger::state::RecommendationState;
use waymark_plan::{Framework, Inspection, PersonId, RecommendationId};

use super::field::{Choice, Field, at, put, take, text};
use super::{Ask, Draft};

/// Where an answer goes that is none of those on the list.
pub const OTHER: &str = "other";

/// The one word that JSON has for a value of an enum without fields.
pub fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => unreachable!("an enum without fields is one word, not {other:?}"),
    }
}

/// A list of which one must be chosen, with none chosen at first.
pub fn select_one(choices: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    or_none("Select one", choices)
}

/// A list with a first line for none of it.
pub fn or_none(none: &str, choices: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    let mut all = vec![Choice::new("", none)];
    all.extend(choices);
    all
}

/// People to tick: first those who stand in the record, in its order, then the others. Somebody
/// who was erased since stays in it.
pub fn people(ask: &Ask<'_>, offered: Vec<Choice>, stand: &[PersonId]) -> Vec<Choice> {
    let known = ask.everybody();
    let line = |id: &PersonId| {
        let known = known.iter().find(|choice| choice.value == id.as_str());
        let unknown = || Choice::new(id.as_str(), ask.people().called(id));
        known.cloned().unwrap_or_else(unknown)
    };
    let mut all: Vec<Choice> = stand.iter().map(line).collect();
    let more = offered
        .into_iter()
        .filter(|choice| stand.iter().all(|id| id.as_str() != choice.value));
    all.extend(more);
    all
}

/// A list of one person: those who are offered, and who stands in the record.
pub fn person(ask: &Ask<'_>, offered: Vec<Choice>, stands: Option<&PersonId>) -> Vec<Choice> {
    let mut all = offered;
    if let Some(id) = stands
        && all.iter().all(|choice| choice.value != id.as_str())
    {
        all.extend(people(ask, Vec::new(), std::slice::from_ref(id)));
    }
    all
}

/// The recommendations of the plan.
pub fn recommendations(ask: &Ask<'_>) -> Vec<Choice> {
    let line = |(id, found): (&RecommendationId, &RecommendationState)| {
        Choice::new(id.as_str(), format!("{id}: {}", found.record.text))
    };
    ask.state().in_plan().into_iter().map(line).collect()
}

/// The inspections, the last first.
pub fn inspections(ask: &Ask<'_>) -> Vec<Choice> {
    let all = ask.state().inspections.iter().rev();
    all.map(|(id, inspection)| Choice::new(id.as_str(), title_of(inspection)))
        .collect()
}

/// What an inspection is called, with the year that it ended in.
pub fn title_of(inspection: &Inspection) -> String {
    let name = match (&inspection.title, &inspection.framework) {
        (Some(title), _) => title.as_str(),
        (None, Framework::Sif) => "Single inspection",
        (None, Framework::Ilacs) => "Inspection of children’s services",
        (None, Framework::FocusedVisit) => "Focused visit",
        (None, Framework::Other(name)) => name.as_str(),
    };
    format!("{name} ({})", inspection.ended.year())
}

/// The grades of practice, from best to worst.
pub fn grades() -> Vec<Choice> {
    let all = [
        Grade::Outstanding,
        Grade::Good,
        Grade::RequiresImprovement,
        Grade::Inadequate,
    ];
    let line = |grade: Grade| Choice::new(word(grade), grade.in_words());
    all.into_iter().map(line).collect()
}

/// The recommendation that the address names, where it is in the plan.
pub fn in_plan<'a>(ask: &'a Ask<'_>) -> Option<(RecommendationId, &'a RecommendationState)> {
    let id: RecommendationId = ask.named("recommendation")?;
    let found = ask.state().recommendations.get(&id)?;
    found.withdrawn.is_none().then_some((id, found))
}

/// The question that makes a record the correction of another.
pub fn why_corrected() -> Field {
    text("correction", "Why it is corrected").hint("What was recorded first stays in the log")
}

/// A form whose questions begin with what stands in a record.
pub fn filled_in(mut draft: Draft, record: &impl Serialize) -> Draft {
    let record = serde_json::to_value(record).unwrap_or_default();
    draft.fields = draft
        .fields
        .into_iter()
        .map(|field| field.from_record(&record))
        .collect();
    draft
}

/// A form that corrects a record: every question begins with what stands, and why is asked last.
pub fn correcting(draft: Draft, record: &impl Serialize) -> Draft {
    filled_in(draft, record).fields([why_corrected()])
}

/// As [`correcting`], where nothing was wrong and something is to be otherwise from now on.
pub fn changing(draft: Draft, record: &impl Serialize) -> Draft {
    filled_in(draft, record).fields([text("correction", "Why it changes")])
}

/// Puts what was chosen from a list, or else what was written under [`OTHER`], into its place.
pub fn chosen_or_other(command: &mut Value, path: &str) -> Result<(), (String, String)> {
    let other = take(command, OTHER);
    let is_chosen = at(command, path).is_some_and(|chosen| !chosen.is_null());
    let wrong = |words: &str| Err((OTHER.to_owned(), words.to_owned()));
    match (is_chosen, other.is_null()) {
        (true, true) => Ok(()),
        (false, false) => {
            put(command, path, other);
            Ok(())
        }
        (true, false) => wrong("Choose one from the list or write another, not both"),
        (false, true) => wrong("Choose one from the list, or write another"),
    }
}

/// Makes one thing of two answers that need each other, such as a value and its month; none of
/// them is nothing. Each is its key and what is said where it is missing.
pub fn both_or_none(
    command: &mut Value,
    path: &str,
    parts: [(&str, &str); 2],
) -> Result<(), (String, String)> {
    let is_given = |key: &str| {
        let found = at(command, &format!("{path}.{key}"));
        found.is_some_and(|found| !found.is_null())
    };
    let [first, second] = parts;
    match (is_given(first.0), is_given(second.0)) {
        (true, true) => Ok(()),
        (false, false) => {
            put(command, path, Value::Null);
            Ok(())
        }
        (true, false) => Err((format!("{path}.{}", second.0), second.1.to_owned())),
        (false, true) => Err((format!("{path}.{}", first.0), first.1.to_owned())),
    }
}

/// Takes out of one list who stands in another.
pub fn without(command: &mut Value, list: &str, others: &str) {
    let others: Vec<Value> = match at(command, others) {
        Some(Value::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    let all = at(command, list).and_then(Value::as_array);
    let kept: Vec<Value> = all
        .into_iter()
        .flatten()
        .filter(|one| !others.contains(one))
        .cloned()
        .collect();
    put(command, list, json!(kept));
}

/// Themes in a sentence: `such as “A” and “B”`; none where there are none.
pub fn such_as<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<String> {
    let texts: Vec<String> = texts.into_iter().map(|text| format!("“{text}”")).collect();
    (!texts.is_empty()).then(|| words::list(&texts))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(json!({ "what": "a", "other": null }), Ok(json!({ "what": "a" })))]
    #[case(json!({ "what": null, "other": "b" }), Ok(json!({ "what": "b" })))]
    #[case(json!({ "what": "a", "other": "b" }), Err("Choose one from the list or write another, not both"))]
    #[case(json!({ "what": null, "other": null }), Err("Choose one from the list, or write another"))]
    fn one_of_a_list_or_another(#[case] mut given: Value, #[case] expected: Result<Value, &str>) {
        let read = chosen_or_other(&mut given, "what").map(|()| given);
        let expected = expected.map_err(|words| ("other".to_owned(), words.to_owned()));
        assert_eq!(read, expected);
    }

    #[rstest]
    #[case(json!({ "goal": { "value": 1.5, "by": "2017-03" } }), Ok(json!({ "goal": { "value": 1.5, "by": "2017-03" } })))]
    #[case(json!({ "goal": { "value": null, "by": null } }), Ok(json!({ "goal": null })))]
    #[case(json!({ "goal": { "value": null, "by": "2017-03" } }), Err(("goal.value", "Which value?")))]
    #[case(json!({ "goal": { "value": 1.5, "by": null } }), Err(("goal.by", "Which month?")))]
    fn two_answers_that_need_each_other(
        #[case] mut given: Value,
        #[case] expected: Result<Value, (&str, &str)>,
    ) {
        let parts = [("value", "Which value?"), ("by", "Which month?")];
        let read = both_or_none(&mut given, "goal", parts).map(|()| given);
        let expected = expected.map_err(|(path, words)| (path.to_owned(), words.to_owned()));
        assert_eq!(read, expected);
    }

    #[rstest]
    #[case(json!({ "present": ["P1", "P2"], "apologies": ["P2"] }), json!(["P1"]))]
    #[case(json!({ "present": ["P1", "P2"], "apologies": "P1" }), json!(["P2"]))]
    #[case(json!({ "present": ["P1"], "apologies": [] }), json!(["P1"]))]
    fn nobody_is_on_both_lists(#[case] mut given: Value, #[case] expected: Value) {
        without(&mut given, "present", "apologies");
        assert_eq!(given["present"], expected);
    }
}
