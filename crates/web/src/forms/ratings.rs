//! Forms about the measures of recommendations, and their ratings.

use std::sync::LazyLock;

use serde_json::{Value, json};
use waymark_figures::Selector;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::Subject;
use waymark_plan::ledger::parts::{AgreedAt, MeasureLink, Role};
use waymark_plan::ledger::state::RecommendationState;
use waymark_plan::{ComparatorKind, LinkedMeasure, MeetingId, Rating, RecommendationId, Scheme};

use super::actions::page_of;
use super::field::{Choice, Field, Kind, day, field, hidden, line, text};
use super::naming::text_at;
use super::offer::{self, OTHER, both_or_none, chosen_or_other, correcting, in_plan, word};
use super::{Ask, Cell, Column, Draft, meetings};

/// The measures that Waymark brings, by their titles. Those of a council's own are named by their
/// ids.
static MEASURES: LazyLock<Vec<Choice>> = LazyLock::new(|| {
    let catalogue =
        waymark_measures::built_in().expect("the definitions that Waymark brings are sound");
    let mut all: Vec<Choice> = catalogue
        .all()
        .map(|one| Choice::new(one.meta.id.as_str(), &one.meta.title))
        .collect();
    all.sort_by(|one, other| one.text.cmp(&other.text));
    all
});

/// What a measure, or one group of it, is called.
fn title_of(selector: &Selector) -> String {
    let mut all = MEASURES.iter();
    let known = all.find(|choice| choice.value == selector.measure.as_str());
    let title = known.map_or(selector.measure.as_str(), |choice| choice.text.as_str());
    match &selector.breakdown {
        None => title.to_owned(),
        Some(group) => format!("{title}, {}: {}", group.dimension, group.group),
    }
}

fn about(title: &str, subject: Subject, of: &RecommendationId, known: Value) -> Draft {
    Draft::new(title, subject, known).back(page_of(of))
}

/// A recommendation as it stands above the questions.
fn named(of: &RecommendationId, stands: &RecommendationState) -> String {
    format!("{of}: {}", stands.record.text)
}

pub(super) fn set_measure(ask: &Ask<'_>) -> Option<Draft> {
    let (of, stands) = in_plan(ask)?;
    if !ask.about.contains_key("measure") {
        return Some(new_measure(ask, &of, stands));
    }
    let selector: Selector = ask.named("measure")?;
    let draft = about(
        "Set a measure",
        Subject::Measure(of.clone(), selector.clone()),
        &of,
        json!({ "recommendation": of, "measure": { "selector": selector } }),
    )
    .lead(named(&of, stands))
    .lead(title_of(&selector))
    .fields(of_measure())
    .assemble(pairs);
    let mut linked = stands.measures.iter();
    Some(match linked.find(|linked| linked.selector == selector) {
        None => draft,
        Some(linked) => {
            let record = MeasureLink {
                recommendation: of,
                measure: linked.clone(),
                correction: None,
            };
            let mut draft = correcting(draft, &record);
            draft.title = "Change what is set for a measure".to_owned();
            draft
        }
    })
}

fn new_measure(ask: &Ask<'_>, of: &RecommendationId, stands: &RecommendationState) -> Draft {
    let is_linked = |choice: &Choice| {
        let mut linked = stands.measures.iter();
        linked.any(|linked| linked.selector.to_string() == choice.value)
    };
    let mut offered: Vec<Choice> = MEASURES.clone();
    for (_, other) in ask.state().in_plan() {
        for LinkedMeasure { selector, .. } in &other.measures {
            let value = selector.to_string();
            if offered.iter().all(|choice| choice.value != value) {
                offered.push(Choice::new(value, title_of(selector)));
            }
        }
    }
    offered.retain(|choice| !is_linked(choice));
    about(
        "Set a measure",
        Subject::Recommendation(of.clone()),
        of,
        json!({ "recommendation": of }),
    )
    .lead(named(of, stands))
    .fields([
        field(
            "measure.selector",
            "Measure",
            Kind::Select(offer::or_none("Another, named below", offered)),
        )
        .optional(),
        line(OTHER, "Another measure, or one group of a measure")
            .optional()
            .hint("By its id, such as audits-good-or-better[theme=management oversight]"),
    ])
    .fields(of_measure())
    .assemble(|command| {
        chosen_or_other(command, "measure.selector")?;
        let selector = text_at(command, "measure.selector").parse::<Selector>();
        selector.map_err(|error| (OTHER.to_owned(), error.to_string()))?;
        pairs(command)
    })
}

fn of_measure() -> [Field; 8] {
    let comparators = [
        (
            ComparatorKind::StatisticalNeighbours,
            "Statistical neighbours",
        ),
        (ComparatorKind::Region, "The region"),
        (ComparatorKind::England, "England"),
    ]
    .map(|(kind, words)| Choice::new(word(kind), words));
    let columns = vec![
        Column::new("value", "value", Cell::Number),
        Column::new("by", "month", Cell::Month),
    ];
    let value = |path: &str, label: &str| field(path, label, Kind::Number).optional();
    let month = |path: &str, label: &str| {
        field(path, label, Kind::Month)
            .optional()
            .hint("The month that its period ends with")
    };
    [
        value("measure.baseline.value", "Baseline")
            .hint("Where it stood at the beginning, in the measure’s own unit; percent for a share"),
        month("measure.baseline.period", "Month of the baseline"),
        value("measure.target.value", "Target").hint("Where it should stand"),
        month("measure.target.by", "Month of the target"),
        field("measure.path", "Points on the way", Kind::Rows { columns, rows: 4 })
            .optional()
            .hint("One a line, oldest first: value | month, such as 24.5 | 3 2018. They lie between baseline and target."),
        value("measure.threshold.value", "Threshold")
            .hint("Where somebody outside the council sets one"),
        line("measure.threshold.set_by", "Who sets the threshold, and where")
            .optional()
            .hint("Such as DfE, adoption scorecards"),
        field(
            "measure.comparators",
            "Shown beside it",
            Kind::Ticks(comparators.to_vec()),
        )
        .optional(),
    ]
}

/// A value comes with its month, a threshold with who sets it.
fn pairs(command: &mut Value) -> Result<(), (String, String)> {
    let value = |words| ("value", words);
    both_or_none(
        command,
        "measure.baseline",
        [
            value("Enter the baseline, or leave its month empty"),
            ("period", "Enter the month of the baseline"),
        ],
    )?;
    both_or_none(
        command,
        "measure.target",
        [
            value("Enter the target, or leave its month empty"),
            ("by", "Enter the month of the target"),
        ],
    )?;
    both_or_none(
        command,
        "measure.threshold",
        [
            value("Enter the threshold, or leave empty who sets it"),
            ("set_by", "Enter who sets the threshold"),
        ],
    )
}

pub(super) fn remove_measure(ask: &Ask<'_>) -> Option<Draft> {
    let (of, stands) = in_plan(ask)?;
    let selector: Selector = ask.named("measure")?;
    let mut linked = stands.measures.iter();
    linked.find(|linked| linked.selector == selector)?;
    Some(
        about(
            "Judge by a measure no longer",
            Subject::Measure(of.clone(), selector.clone()),
            &of,
            json!({ "recommendation": of, "measure": selector }),
        )
        .lead(named(&of, stands))
        .lead(title_of(&selector))
        .fields([text("reason", "Why")])
        .submit("Take it off")
        .warns(),
    )
}

pub(super) fn rate(ask: &Ask<'_>) -> Option<Draft> {
    let (of, stands) = in_plan(ask)?;
    let scheme = ask.state().scheme()?;
    let mut draft = about(
        "Rate a recommendation",
        Subject::Rating(of.clone()),
        &of,
        // The giving adds the impact that is proposed on the day.
        json!({ "recommendation": of, "impact": null }),
    )
    .lead(named(&of, stands));
    if let Some(last) = stands.ratings.last() {
        draft = draft.lead(format!(
            "It stands at {}, judged by {} on {}.",
            last.rating.in_words(),
            last.judged_by,
            words::day(last.on)
        ));
    }
    let mut agreed_at = Value::Null;
    if ask.about.contains_key("meeting") {
        let id: MeetingId = ask.named("meeting")?;
        let meeting = ask.state().meetings.get(&id)?;
        // Only these agree in a meeting's name.
        let agrees = [Role::Director, Role::Chair];
        let words = if ask.state().has_any_role(ask.person, &agrees) {
            agreed_at = json!(AgreedAt::Meeting(id));
            format!("It is recorded as agreed at {}.", meeting.record.title)
        } else {
            "Whoever chairs agrees it afterwards.".to_owned()
        };
        draft = draft.lead(words);
    }
    Some(draft.fields([
        field("rating", "Rating", Kind::Radios(ratings(scheme))),
        text("rationale", "Why")
            .needed_at_times()
            .hint("In whole sentences. Needed where the rating differs from what is proposed, or nothing is. Nothing about a child."),
        line("judged_by", "Post that judges").value(ask.own_post()),
        day("on", "Day of the judgement").value(json!(ask.today)),
        hidden("agreed_at", agreed_at),
    ]))
}

/// The ratings of a scheme with its words, from best to worst.
fn ratings(scheme: &Scheme) -> Vec<Choice> {
    let blue = scheme.blue.as_ref();
    let all = [
        (Rating::Blue, "Blue", blue),
        (Rating::Green, "Green", Some(&scheme.green)),
        (Rating::Amber, "Amber", Some(&scheme.amber)),
        (Rating::Red, "Red", Some(&scheme.red)),
    ];
    all.into_iter()
        .filter_map(|(rating, name, words)| {
            Some(Choice::new(word(rating), name).hint(words?.clone()))
        })
        .collect()
}

pub(super) fn agree(ask: &Ask<'_>) -> Option<Draft> {
    let (of, stands) = in_plan(ask)?;
    let last = stands.ratings.last()?;
    let meeting: MeetingId = ask.named("meeting")?;
    let held = ask.state().meetings.get(&meeting)?;
    let mut draft = Draft::new(
        "Agree a rating",
        Subject::Rating(of.clone()),
        json!({ "meeting": meeting, "recommendation": of }),
    )
    .lead(named(&of, stands))
    .lead(format!(
        "{} was judged by {} on {}.",
        words_of(last.rating),
        last.judged_by,
        words::day(last.on)
    ));
    if let Some(rationale) = &last.rationale {
        draft = draft.lead(rationale.clone());
    }
    Some(
        draft
            .lead(format!("It is agreed at {}.", held.record.title))
            .back(meetings::page_of(&meeting))
            .submit("Agree it"),
    )
}

/// A rating as it begins a sentence.
fn words_of(rating: Rating) -> &'static str {
    crate::pages::rating::RatingTag::of(Some(rating)).word
}
