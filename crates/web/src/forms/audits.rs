//! Forms about the programme of practice audits.

use serde_json::{Value, json};
use waymark_codes::Month;
use waymark_plan::ledger::Subject;
use waymark_plan::ledger::parts::Role;
use waymark_plan::ledger::state::{GradingState, RoundState};
use waymark_plan::{FindingId, PersonId, RoundId};

use super::field::{Choice, Field, Kind, field, hidden, line, text};
use super::naming::{name, taken, text_at};
use super::offer::{self, changing, filled_in, grades, why_corrected, word};
use super::{Ask, Draft, free_id};

fn page_of(round: &RoundId) -> String {
    format!("/audits/{round}")
}

/// The round that the address names.
fn round<'a>(ask: &'a Ask<'_>) -> Option<(RoundId, &'a RoundState)> {
    let id: RoundId = ask.named("round")?;
    let found = ask.state().rounds.get(&id)?;
    Some((id, found))
}

/// The round that the address names, where it goes on.
fn open_round<'a>(ask: &'a Ask<'_>) -> Option<(RoundId, &'a RoundState)> {
    round(ask).filter(|(_, round)| round.closed.is_none())
}

/// The case and theme that the address names, with its grade.
fn graded<'a>(
    ask: &'a Ask<'_>,
    round: &'a RoundState,
) -> Option<(&'a String, &'a String, &'a GradingState)> {
    let (reference, theme) = (ask.about.get("reference")?, ask.about.get("theme")?);
    let key = (reference.clone(), theme.clone());
    Some((reference, theme, round.gradings.get(&key)?))
}

pub(super) fn plan(ask: &Ask<'_>) -> Option<Draft> {
    if !ask.about.contains_key("round") {
        return Some(new_round(ask));
    }
    let (id, round) = open_round(ask)?;
    let record = &round.record;
    let draft = Draft::new(
        "Change the plan of a round",
        Subject::Round(id.clone()),
        json!({ "id": id }),
    )
    .lead(format!("Round {id}, {}.", record.month.in_words()))
    .back(page_of(&id))
    .fields(of_round(ask, &record.auditors));
    Some(changing(draft, record))
}

/// A round that is like the last one until somebody says otherwise.
fn new_round(ask: &Ask<'_>) -> Draft {
    let rounds = &ask.state().rounds;
    let last = rounds
        .values()
        .map(|round| &round.record)
        .max_by_key(|record| record.month);
    let auditors = last.map(|last| last.auditors.clone()).unwrap_or_default();
    let month = Month::of(ask.today).minus(1);
    let mut draft = Draft::new("Plan a round of audits", Subject::Plan, json!({}))
        .back("/audits")
        .fields(of_round(ask, &auditors))
        .fields([taken(rounds.keys())])
        .assemble(|command| {
            let id = format!("A{}", text_at(command, "month"));
            name(command, &id);
            Ok(())
        });
    if let Some(last) = last {
        draft = filled_in(draft.lead("What the last round had is filled in."), last);
    }
    for field in draft
        .fields
        .iter_mut()
        .filter(|field| field.path == "month")
    {
        field.value = json!(month);
    }
    draft
}

fn of_round(ask: &Ask<'_>, auditors: &[PersonId]) -> [Field; 5] {
    let who = offer::people(ask, ask.who_are(&[Role::Auditor]), auditors);
    [
        field("month", "Month that it audits", Kind::Month),
        field("themes", "Themes", Kind::Lines(6)).hint("One a line, in order"),
        text(
            "sample_frame",
            "From which cases the sample is drawn, and how",
        )
        .hint("Nothing about a single child"),
        field("sample_size", "Cases to be audited", Kind::Whole).most(10_000),
        field("auditors", "Who audits", Kind::Ticks(who)),
    ]
}

pub(super) fn grade(ask: &Ask<'_>) -> Option<Draft> {
    let (id, round) = open_round(ask)?;
    let draft = Draft::new(
        "Record a grade",
        Subject::Round(id.clone()),
        json!({ "round": id }),
    )
    .lead(format!("Round {id}, {}.", round.record.month.in_words()))
    .back(page_of(&id));
    if let Some((reference, theme, stands)) = graded(ask, round) {
        let mut draft = draft.lead(format!(
            "{reference}, {theme}: {} by {}.",
            stands.grade.in_words().to_lowercase(),
            ask.people().called(&stands.auditor)
        ));
        draft.title = "Correct a grade".to_owned();
        draft.subject = Subject::Grading(id.clone(), reference.clone(), theme.clone());
        draft.known = json!({ "round": id, "reference": reference, "theme": theme });
        let questions = of_case(ask, round, &stands.auditor);
        let [team, auditor, grade] = questions;
        return Some(draft.fields([
            team.value(json!(stands.team)),
            auditor,
            grade.value(word(stands.grade)),
            why_corrected(),
        ]));
    }
    let themes = round.record.themes.iter();
    let themes = themes.map(|theme| Choice::new(theme, theme)).collect();
    let asked = |name: &str| ask.about.get(name).map_or(Value::Null, |said| json!(said));
    Some(
        draft
            .fields([
                line("reference", "The audit’s own reference of the case")
                    .hint("Such as QA-0421. Never a child’s id or number.")
                    .value(asked("reference")),
                field("theme", "Theme", Kind::Radios(themes)).value(asked("theme")),
            ])
            .fields(of_case(ask, round, ask.person)),
    )
}

/// Team, auditor and grade of a case; `auditor` is chosen at first, where they audit in the round.
fn of_case(ask: &Ask<'_>, round: &RoundState, auditor: &PersonId) -> [Field; 3] {
    let auditors = &round.record.auditors;
    let mut choices = offer::people(ask, Vec::new(), auditors);
    choices.sort_by_key(|choice| choice.value != ask.person.as_str());
    let chosen = auditors.contains(auditor).then(|| json!(auditor));
    [
        line("team", "Team whose case it is")
            .optional()
            .hint("The name of a team, never of a person"),
        field(
            "auditor",
            "Who audited",
            Kind::Select(offer::select_one(choices)),
        )
        .value(chosen.unwrap_or_default()),
        field("grade", "Grade", Kind::Radios(grades())),
    ]
}

pub(super) fn moderate(ask: &Ask<'_>) -> Option<Draft> {
    let (id, round) = open_round(ask)?;
    let (reference, theme, stands) = graded(ask, round)?;
    let mut draft = Draft::new(
        "Moderate a grade",
        Subject::Grading(id.clone(), reference.clone(), theme.clone()),
        json!({ "round": id, "reference": reference, "theme": theme }),
    )
    .lead(format!(
        "{reference}, {theme}: {} by {}.",
        stands.grade.in_words().to_lowercase(),
        ask.people().called(&stands.auditor)
    ))
    .back(page_of(&id));
    if let Some((by, grade, reason)) = &stands.moderated {
        draft = draft.lead(format!(
            "Moderated by {}: {}{}",
            ask.people().called(by),
            grade.in_words().to_lowercase(),
            reason
                .as_ref()
                .map_or_else(|| ".".to_owned(), |reason| format!(". {reason}"))
        ));
    }
    let draft = draft.fields([
        field(
            "grade",
            "Grade that stands from now on",
            Kind::Radios(grades()),
        )
        .value(word(stands.stands())),
        text("reason", "Why")
            .needed_at_times()
            .hint("Needed where it differs from the auditor’s grade. Nothing about a child."),
    ]);
    Some(match stands.moderated {
        Some(_) => draft.fields([why_corrected()]),
        None => draft,
    })
}

pub(super) fn finding(ask: &Ask<'_>) -> Option<Draft> {
    let (id, round) = round(ask)?;
    let free = free_id(&format!("{id}.F"), |free| {
        let free: Result<FindingId, _> = free.parse();
        free.is_ok_and(|free| ask.state().findings.contains_key(&free))
    });
    let themes = round.record.themes.iter();
    let themes = themes.map(|theme| Choice::new(theme, theme));
    Some(
        Draft::new(
            "Record a finding",
            Subject::Round(id.clone()),
            json!({ "round": id }),
        )
        .lead(format!("Round {id}, {}.", round.record.month.in_words()))
        .back(page_of(&id))
        .fields([
            hidden("id", free),
            text("finding", "What was found")
                .hint("In whole sentences. Nothing about a child, and no case’s reference."),
            field(
                "theme",
                "Theme that it is about",
                Kind::Select(offer::or_none("No single theme", themes)),
            )
            .optional()
            .value(
                ask.about
                    .get("theme")
                    .map_or(Value::Null, |theme| json!(theme)),
            ),
        ]),
    )
}

pub(super) fn close(ask: &Ask<'_>) -> Option<Draft> {
    let (id, round) = open_round(ask)?;
    let (cases, size) = (round.cases(), round.record.sample_size);
    let is_short = u32::try_from(cases).is_ok_and(|cases| cases < size);
    let mut note = text("note", "What is to be said of the round");
    if is_short {
        note.label = "Why fewer cases were audited than planned".to_owned();
    } else {
        note = note.optional();
    }
    Some(
        Draft::new(
            "Close a round",
            Subject::Round(id.clone()),
            json!({ "round": id }),
        )
        .lead(format!(
            "{} of {size} planned {} graded. Afterwards no grade can be recorded or moderated; what the round found still can.",
            cases,
            if size == 1 { "case is" } else { "cases are" }
        ))
        .back(page_of(&id))
        .fields([note.hint("Nothing about a child")])
        .submit("Close it")
        .warns(),
    )
}
