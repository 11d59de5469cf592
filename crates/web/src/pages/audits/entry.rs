//! Grading a case: a form with every theme of the round, and a command for each theme that is
//! graded. The commands stand or fall together.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};
use waymark_app::{AppError, StoreError};
use waymark_plan::RoundId;
use waymark_plan::ledger::parts::{Grade, Grading, Role};
use waymark_plan::ledger::state::{GradingState, RoundState};
use waymark_plan::ledger::{Command, Refusal, State as PlanState, decide};

use super::cases_in_words;
use super::round::may_grade;
use crate::fault::Fault;
use crate::forms::field::{field, hidden, line};
use crate::forms::{About, Choice, Field, FieldHtml, Kind, Posted};
use crate::give;
use crate::random::hex;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// Every grade, the best first.
const GRADES: [Grade; 4] = [
    Grade::Outstanding,
    Grade::Good,
    Grade::RequiresImprovement,
    Grade::Inadequate,
];
/// What stands for no grade.
const NOT_GRADED: &str = "not-graded";

#[derive(Template)]
#[template(path = "audits/grade.html")]
struct GradePage {
    shell: Shell,
    id: RoundId,
    month: String,
    cases: String,
    action: String,
    fields: Vec<FieldHtml>,
    /// What is wrong, each with the id of what it is about; empty where it is about no field.
    errors: Vec<(String, String)>,
    /// What has happened since the form was opened.
    changes: Vec<String>,
    giving: String,
    seen: u64,
}

/// The questions of a case, and the themes that the grades among them are of.
struct Sheet {
    fields: Vec<Field>,
    /// Each with the path of its field.
    themes: Vec<(String, String)>,
    action: String,
}

/// What is wrong, by the path of the field that it is about; an empty path is about no field.
type Wrong = Vec<(String, String)>;

/// Shows the form. `?reference=` asks for the themes that a case lacks.
pub async fn form(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Query(about): Query<About>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let (id, round) = offered(&visitor, &view.state, &id)?;
    let sheet = Sheet::of(&visitor, &id, round, &about)?;
    let fields: Vec<FieldHtml> = sheet
        .fields
        .iter()
        .map(|field| FieldHtml::of(field, None, None))
        .collect();
    Ok(html(&GradePage {
        month: round.record.month.in_words(),
        cases: cases_in_words(round),
        action: sheet.action,
        fields,
        errors: Vec::new(),
        changes: Vec::new(),
        giving: hex(16),
        seen: view.head.seq,
        id,
        shell,
    }))
}

/// Records the grades of a case.
pub async fn record(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Query(about): Query<About>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let view = visitor.view.clone();
    let (id, round) = offered(&visitor, &view.state, &id)?;
    let sheet = Sheet::of(&visitor, &id, round, &about)?;
    let posted = posted(&body)?;
    let first = |name: &str| posted.get(name).and_then(|all| all.first());
    let giving = first("giving").ok_or(Fault::Forged)?.clone();
    let seen: u64 = first("seen")
        .and_then(|seen| seen.parse().ok())
        .ok_or(Fault::Forged)?;
    let refused = |wrong: Wrong, changes: Vec<String>| {
        let page = sheet.again(&site, &visitor, (&id, round), &posted, wrong, changes);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response())
    };
    let commands = match sheet.read(&id, &posted) {
        Ok(commands) => commands,
        Err(wrong) => return refused(wrong, Vec::new()),
    };
    // Each is decided by itself first, so that every refusal stands at its own question. A form
    // that is sent twice is refused here as well, which the giving would know better.
    let wrong = refusals(&visitor, &commands)?;
    let was_given_before = round_has_all(round, &commands);
    if !wrong.is_empty() && !was_given_before {
        return refused(wrong, Vec::new());
    }
    let orders = (1..)
        .zip(commands)
        .map(|(at, (_, grading))| {
            let command = Command::RecordGrading(grading);
            give::order(&visitor, command, &format!("{giving}-{at}"), Some(seen))
        })
        .collect::<Result<Vec<_>, _>>()?;
    match site.book.give(&orders).await {
        Ok((given, view)) => {
            let to = match first("then").map(String::as_str) {
                Some("next") => format!("/audits/{id}/grade"),
                _ => format!("/audits/{id}"),
            };
            let told = give::told(&view, &given);
            visitor.say(Notice::done(told)).await?;
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::MovedOn { changes, .. }) => refused(Vec::new(), changes),
        Err(AppError::Refused(refusal)) => {
            refused(vec![(String::new(), refusal.to_string())], Vec::new())
        }
        Err(AppError::Store(StoreError::Unsure)) => refused(
            vec![(
                String::new(),
                "The database did not say whether this was recorded. Send it again: it is not recorded twice."
                    .to_owned(),
            )],
            Vec::new(),
        ),
        Err(error) => Err(error.into()),
    }
}

/// A round that the visitor may grade in; else there is nothing here.
fn offered<'a>(
    visitor: &Visitor,
    state: &'a PlanState,
    id: &str,
) -> Result<(RoundId, &'a RoundState), Fault> {
    let id: RoundId = id.parse().map_err(|_| Fault::NotFound)?;
    let round = state.rounds.get(&id).ok_or(Fault::NotFound)?;
    if may_grade(visitor, &id, round) {
        Ok((id, round))
    } else {
        Err(Fault::NotFound)
    }
}

impl Sheet {
    fn of(
        visitor: &Visitor,
        id: &RoundId,
        round: &RoundState,
        about: &About,
    ) -> Result<Self, Fault> {
        let asked = about.get("reference");
        let known: Vec<(&String, &GradingState)> = round
            .gradings
            .iter()
            .filter(|((reference, _), _)| Some(reference) == asked)
            .map(|((_, theme), grading)| (theme, grading))
            .collect();
        // A case that is named has grades in this round; a new one is named in the form.
        if asked.is_some() && known.is_empty() {
            return Err(Fault::NotFound);
        }
        let case = known.first().map(|(_, grading)| *grading);
        let team = case.and_then(|grading| grading.team.clone());
        let mut fields = vec![
            line("reference", "Reference of the case")
                .hint("The audit’s own, such as QA-0421. Never a child’s number.")
                .value(asked.map_or(Value::Null, |reference| json!(reference))),
            line("team", "Team whose case it is")
                .optional()
                .value(json!(team)),
            auditor(visitor, round, case)?,
        ];
        let mut themes = Vec::new();
        let lacking = round.record.themes.iter();
        let lacking = lacking.filter(|theme| !known.iter().any(|(of, _)| of == theme));
        for (at, theme) in (1..).zip(lacking) {
            let path = format!("grade-{at}");
            let mut choices: Vec<Choice> = GRADES
                .iter()
                .map(|grade| {
                    Choice::new(json!(grade).as_str().unwrap_or_default(), grade.in_words())
                })
                .collect();
            choices.push(Choice::new(NOT_GRADED, "Not graded"));
            fields.push(field(&path, theme, Kind::Radios(choices)).value(json!(NOT_GRADED)));
            themes.push((path, theme.clone()));
        }
        let query = about.get("reference").map(|reference| {
            let pairs = [("reference", reference)];
            serde_urlencoded::to_string(pairs).unwrap_or_default()
        });
        Ok(Self {
            fields,
            themes,
            action: match query {
                Some(query) => format!("/audits/{id}/grade?{query}"),
                None => format!("/audits/{id}/grade"),
            },
        })
    }

    /// The gradings that the answers ask for, each with the path of its field.
    fn read(&self, round: &RoundId, posted: &Posted) -> Result<Vec<(String, Grading)>, Wrong> {
        let mut wrong = Wrong::new();
        let mut answers: HashMap<&str, Value> = HashMap::new();
        for field in &self.fields {
            match field.read(posted) {
                Ok(answer) => {
                    answers.insert(&field.path, answer);
                }
                Err(words) => wrong.push((field.path.clone(), words)),
            }
        }
        let mut gradings = Vec::new();
        for (path, theme) in &self.themes {
            let Some(grade) = answers
                .get(path.as_str())
                .filter(|grade| *grade != NOT_GRADED)
            else {
                continue;
            };
            let grading = json!({
                "round": round,
                "reference": answers.get("reference"),
                "theme": theme,
                "team": answers.get("team"),
                "auditor": answers.get("auditor"),
                "grade": grade,
                "correction": null,
            });
            match serde_json::from_value(grading) {
                Ok(grading) => gradings.push((path.clone(), grading)),
                // Another answer is missing, and is named already.
                Err(_) if !wrong.is_empty() => {}
                Err(error) => wrong.push((path.clone(), error.to_string())),
            }
        }
        if gradings.is_empty() && wrong.is_empty() {
            let at = self.themes.first().map(|(path, _)| path.clone());
            let words = "Grade the case in one theme or more".to_owned();
            wrong.push((at.unwrap_or_default(), words));
        }
        if wrong.is_empty() {
            Ok(gradings)
        } else {
            Err(wrong)
        }
    }

    /// The page with what came back, and what is wrong with it.
    fn again(
        &self,
        site: &Site,
        visitor: &Visitor,
        (id, round): (&RoundId, &RoundState),
        posted: &Posted,
        wrong: Wrong,
        changes: Vec<String>,
    ) -> GradePage {
        let fields: Vec<FieldHtml> = self
            .fields
            .iter()
            .map(|field| {
                let words = wrong.iter().find(|(path, _)| *path == field.path);
                FieldHtml::of(field, Some(posted), words.map(|(_, words)| words.as_str()))
            })
            .collect();
        let errors = wrong
            .into_iter()
            .map(|(path, words)| {
                let mut shown = self.fields.iter().zip(&fields);
                let shown = shown.find(|(field, _)| field.path == path);
                let target = shown.map(|(_, html)| html.first_input());
                (target.unwrap_or_default(), words)
            })
            .collect();
        let first = |name: &str| posted.get(name).and_then(|all| all.first());
        // Who was told what changed has seen it; whatever else is wrong keeps its giving.
        let seen = first("seen").and_then(|seen| seen.parse().ok());
        let seen = seen.filter(|_| changes.is_empty());
        GradePage {
            shell: Shell::of(site, visitor),
            id: id.clone(),
            month: round.record.month.in_words(),
            cases: cases_in_words(round),
            action: self.action.clone(),
            fields,
            errors,
            changes,
            giving: first("giving").cloned().unwrap_or_else(|| hex(16)),
            seen: seen.unwrap_or_else(|| site.book.view().head.seq),
        }
    }
}

/// Who audited: an analyst records anybody's grades, an auditor their own.
fn auditor(
    visitor: &Visitor,
    round: &RoundState,
    case: Option<&GradingState>,
) -> Result<Field, Fault> {
    let person = visitor.person()?;
    if !visitor.has(Role::Analyst) {
        return Ok(hidden("auditor", json!(person)));
    }
    let mut auditors: Vec<&waymark_plan::PersonId> = round.record.auditors.iter().collect();
    auditors.sort_by_key(|auditor| *auditor != person);
    let choices = auditors
        .iter()
        .map(|auditor| Choice::new(auditor.as_str(), visitor.view.people.called(auditor)));
    let mut all = vec![Choice::new("", "Choose an auditor")];
    all.extend(choices);
    let own = auditors.first().copied().filter(|first| *first == person);
    let stands = case.map(|grading| &grading.auditor).or(own);
    Ok(field("auditor", "Who audited", Kind::Select(all))
        .value(stands.map_or(Value::Null, |auditor| json!(auditor))))
}

/// Why the ledger would refuse each of these, at the field that it is about. What holds for all of
/// them is said once.
fn refusals(visitor: &Visitor, gradings: &[(String, Grading)]) -> Result<Wrong, Fault> {
    let person = visitor.person()?;
    let mut wrong = Wrong::new();
    for (path, grading) in gradings {
        let command = Command::RecordGrading(grading.clone());
        let Err(refusal) = decide(&command, &visitor.view.state, person, visitor.today) else {
            continue;
        };
        let found = (
            field_of(&refusal, path),
            refusal_in_words(&refusal, &grading.theme),
        );
        if !wrong.contains(&found) {
            wrong.push(found);
        }
    }
    Ok(wrong)
}

/// The field that a refusal is about.
fn field_of(refusal: &Refusal, theme: &str) -> String {
    match refusal {
        Refusal::NotAnAuditReference | Refusal::SampleFull { .. } => "reference",
        Refusal::NotAnAuditor { .. } => "auditor",
        Refusal::Empty { .. } => "team",
        Refusal::Exists { .. }
        | Refusal::NotATheme { .. }
        | Refusal::AlreadyModerated { .. }
        | Refusal::NotTheAuditor { .. } => theme,
        _ => "",
    }
    .to_owned()
}

fn refusal_in_words(refusal: &Refusal, theme: &str) -> String {
    match refusal {
        // The page of the round has the way there.
        Refusal::Exists { .. } => {
            format!("{theme}: this case has a grade already. Correct it on the page of the round.")
        }
        other => {
            let words = other.to_string();
            let mut letters = words.chars();
            match letters.next() {
                Some(first) => first.to_uppercase().chain(letters).collect(),
                None => words,
            }
        }
    }
}

/// Whether every one of these stands in the round just so: then the form was sent twice.
fn round_has_all(round: &RoundState, gradings: &[(String, Grading)]) -> bool {
    gradings.iter().all(|(_, grading)| {
        let key = (grading.reference.clone(), grading.theme.clone());
        round.gradings.get(&key).is_some_and(|stands| {
            stands.grade == grading.grade
                && stands.team == grading.team
                && stands.auditor == grading.auditor
        })
    })
}

fn posted(body: &[u8]) -> Result<Posted, Fault> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(body).map_err(|_| Fault::Forged)?;
    let mut posted = Posted::new();
    for (name, value) in pairs {
        posted.entry(name).or_default().push(value);
    }
    Ok(posted)
}
