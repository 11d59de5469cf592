//! Grading a case: a form with every theme of the round, and a command for each theme that is
//! graded. The commands stand or fall together.

use askama::Template;
use axum::extract::{Path, Query, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_app::{AppError, StoreError};
use waymark_plan::RoundId;
use waymark_plan::ledger::state::RoundState;
use waymark_plan::ledger::{Command, State as PlanState};

use super::cases_in_words;
use super::round::may_grade;
use super::sheet::{Sheet, Wrong, lacking, refusals, round_has_all};
use crate::fault::Fault;
use crate::forms::{About, FieldHtml, Posted, posted};
use crate::give;
use crate::random::hex;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "audits/grade.html")]
struct GradePage {
    shell: Shell,
    id: RoundId,
    month: String,
    cases: String,
    action: String,
    /// The themes that are asked for, in the order of their questions.
    themes: Vec<String>,
    fields: Vec<FieldHtml>,
    /// What is wrong, each with the id of what it is about; empty where it is about no field.
    errors: Vec<(String, String)>,
    /// What has happened since the form was opened.
    changes: Vec<String>,
    giving: String,
    seen: u64,
}

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
    let themes = lacking(round, &about);
    if themes.is_empty() {
        return Err(Fault::NotFound);
    }
    let sheet = Sheet::of(&visitor, &id, round, &about, themes)?;
    let fields: Vec<FieldHtml> = sheet
        .fields
        .iter()
        .map(|field| FieldHtml::of(field, None, None))
        .collect();
    Ok(html(&GradePage {
        month: round.record.month.in_words(),
        cases: cases_in_words(round),
        themes: themes_of(&sheet),
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
    let posted = posted(&body)?;
    // The themes that the form asked for, whatever was graded or planned anew since: an answer
    // must not come to stand under another theme.
    let themes = posted.get("theme").cloned().unwrap_or_default();
    let sheet = Sheet::of(&visitor, &id, round, &about, themes)?;
    let first = |name: &str| posted.get(name).and_then(|all| all.first());
    let giving = first("giving").ok_or(Fault::Forged)?.clone();
    let seen: u64 = first("seen")
        .and_then(|seen| seen.parse().ok())
        .ok_or(Fault::Forged)?;
    let refused = |wrong: Wrong, changes: Vec<String>| {
        let page = again(
            &sheet,
            &site,
            &visitor,
            (&id, round),
            &posted,
            wrong,
            changes,
        );
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

/// The page with what came back, and what is wrong with it.
fn again(
    sheet: &Sheet,
    site: &Site,
    visitor: &Visitor,
    (id, round): (&RoundId, &RoundState),
    posted: &Posted,
    wrong: Wrong,
    changes: Vec<String>,
) -> GradePage {
    let fields: Vec<FieldHtml> = sheet
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
            let mut shown = sheet.fields.iter().zip(&fields);
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
        themes: themes_of(sheet),
        action: sheet.action.clone(),
        fields,
        errors,
        changes,
        giving: first("giving").cloned().unwrap_or_else(|| hex(16)),
        seen: seen.unwrap_or(visitor.view.head.seq),
    }
}

fn themes_of(sheet: &Sheet) -> Vec<String> {
    sheet
        .themes
        .iter()
        .map(|(_, theme)| theme.clone())
        .collect()
}
