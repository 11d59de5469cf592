//! `/give/KIND`: the form of a command, and the giving of it.
//!
//! A form carries the name of its giving and the last event that the person had seen. So a form
//! that is sent twice is recorded once, and one that was filled in while somebody else changed the
//! same thing is not recorded over it.

use askama::Template;
use axum::extract::{Path, Query, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_app::{AppError, Given, Order, Stamp, StoreError};
use waymark_plan::Part;
use waymark_plan::ledger::parts::ImpactSeen;
use waymark_plan::ledger::{Command, CommandKind, Refusal, Subject, noted_figures};

use crate::book::View;
use crate::fault::Fault;
use crate::forms::{About, Ask, Draft, FieldHtml, Posted, command, draft, posted};
use crate::pages::rating::RatingTag;
use crate::random::hex;
use crate::saying::sentence;
use crate::shell::{Notice, Shell, html, local};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    shell: Shell,
    title: String,
    lead: Vec<String>,
    look_at: Vec<(String, &'static str)>,
    fields: Vec<FieldHtml>,
    /// What is wrong, each with the id of what it is about; empty where it is about no field.
    errors: Vec<(String, String)>,
    /// What has happened since the form was opened.
    changes: Vec<String>,
    action: String,
    giving: String,
    seen: u64,
    submit: &'static str,
    warns: bool,
    back: String,
}

/// What a form comes back with.
struct Answered {
    posted: Posted,
    giving: String,
    seen: u64,
}

/// Shows the form of a command.
pub async fn form(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(kind): Path<String>,
    Query(about): Query<About>,
) -> Result<Response, Fault> {
    let (kind, draft) = offered(&visitor, &kind, &about)?;
    let draft = with_proposal(&site, &visitor, kind, draft).await?;
    visitor.kept().await?;
    let page = page(
        &site,
        &visitor,
        kind,
        &about,
        &draft,
        None,
        Vec::new(),
        Vec::new(),
    );
    Ok(html(&page))
}

/// Gives the command that a form asks for.
pub async fn give(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(kind): Path<String>,
    Query(about): Query<About>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let (kind, draft) = offered(&visitor, &kind, &about)?;
    let draft = with_proposal(&site, &visitor, kind, draft).await?;
    let answered = Answered::read(&body)?;
    let refused = |errors, changes| {
        let page = page(
            &site,
            &visitor,
            kind,
            &about,
            &draft,
            Some(&answered),
            errors,
            changes,
        );
        Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response())
    };
    let value = match draft.read(kind, &answered.posted) {
        Ok(value) => value,
        Err(wrong) => return refused(wrong, Vec::new()),
    };
    let command = match command(value) {
        Ok(command) => completed(&site, &visitor.view, &visitor, command).await?,
        Err(words) => return refused(vec![(String::new(), words)], Vec::new()),
    };
    let order = order(&visitor, command, &answered.giving, Some(answered.seen))?;
    match site.book.give(&[order]).await {
        Ok((given, view)) => {
            let to = destination(&about, &draft);
            visitor.say(Notice::done(told(&view, &given))).await?;
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::MovedOn { changes, .. }) => refused(Vec::new(), changes),
        Err(AppError::Refused(refusal)) => {
            refused(vec![refused_at(&draft, &refusal)], Vec::new())
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

/// The form of a rating with what is proposed, in words that may be published.
async fn with_proposal(
    site: &Site,
    visitor: &Visitor,
    kind: CommandKind,
    draft: Draft,
) -> Result<Draft, Fault> {
    let Subject::Rating(id) = &draft.subject else {
        return Ok(draft);
    };
    if kind != CommandKind::Rate {
        return Ok(draft);
    }
    let day = site.desk.day(&visitor.view, visitor.today, None).await?;
    let Some(proposal) = day.as_ref().and_then(|day| day.proposal(id)).cloned() else {
        return Ok(draft);
    };
    let words = |what: &str, part: &Part| {
        let tag = RatingTag::proposed(part.rating);
        let reason = part.reasons.first().map(|one| one.sentence.as_str());
        format!(
            "{what} proposes {}: {}",
            tag.word.to_lowercase(),
            reason.unwrap_or_default()
        )
    };
    Ok(draft
        .lead(words("Delivery", &proposal.delivery))
        .lead(words("Impact", &proposal.impact)))
}

/// What a refusal says, and at which field of the form, where it is about one.
fn refused_at(draft: &Draft, refusal: &Refusal) -> (String, String) {
    let (field, words) = match refusal {
        Refusal::RationaleNeeded {
            rating, proposal, ..
        } => (
            "rationale",
            format!(
                "Enter why {} differs from what is proposed ({proposal})",
                rating.in_words()
            ),
        ),
        Refusal::Empty { field } => ("reason", format!("Enter {field}")),
        other => ("", sentence(&other.to_string())),
    };
    let is_there = draft.fields.iter().any(|one| one.path == field);
    let field = if is_there { field } else { "" };
    (field.to_owned(), words)
}

/// The form of a kind of command, where the visitor could give it; else there is nothing here.
fn offered(visitor: &Visitor, kind: &str, about: &About) -> Result<(CommandKind, Draft), Fault> {
    let kind: CommandKind = kind.parse().map_err(|_| Fault::NotFound)?;
    if kind == CommandKind::SubmitReport {
        return Err(Fault::NotFound);
    }
    could(visitor, kind, about)
}

/// The form of a kind of command, where the visitor could give it.
fn could(
    visitor: &Visitor,
    kind: CommandKind,
    about: &About,
) -> Result<(CommandKind, Draft), Fault> {
    let person = visitor.person()?;
    let ask = Ask {
        view: &visitor.view,
        person,
        today: visitor.today,
        about,
    };
    let draft = draft(kind, &ask).ok_or(Fault::NotFound)?;
    if visitor.view.state.may_give(person, kind, &draft.subject) {
        Ok((kind, draft))
    } else {
        Err(Fault::NotFound)
    }
}

/// A command with who gives it and when.
pub fn order(
    visitor: &Visitor,
    command: Command,
    giving: &str,
    seen: Option<u64>,
) -> Result<Order, Fault> {
    Ok(Order {
        command,
        stamp: Stamp {
            by: visitor.person()?.clone(),
            today: visitor.today,
            now: visitor.now,
            id: giving.parse().map_err(|_| Fault::Forged)?,
        },
        seen,
    })
}

/// What came of a command, in sentences.
pub fn told(view: &View, given: &Given) -> String {
    if given.before {
        return "This had been recorded before. It was not recorded again.".to_owned();
    }
    let Some(first) = given.entries.first() else {
        return "Nothing changes by this.".to_owned();
    };
    let words: Vec<&str> = view
        .told_after(first.seq - 1)
        .iter()
        .take(given.entries.len())
        .map(|told| told.words.as_str())
        .collect();
    words.join(" ")
}

/// Adds what a command says of the figures as they are now.
async fn completed(
    site: &Site,
    view: &View,
    visitor: &Visitor,
    mut command: Command,
) -> Result<Command, Fault> {
    match &mut command {
        Command::Rate(judgement) => {
            let Some(day) = site.desk.day(view, judgement.on, None).await? else {
                return Ok(command);
            };
            let judged = view.plan.iter().flat_map(|plan| &plan.recommendations);
            let judged = judged
                .into_iter()
                .find(|one| one.id == judgement.recommendation);
            judgement.impact = judged.map(|judged| ImpactSeen {
                snapshot: day.snapshot.clone(),
                month: day.month,
                part: waymark_plan::impact(judged, &day.evidence, judgement.on).into(),
            });
        }
        Command::NoteEvidence(note) => {
            let day = site.desk.day(view, visitor.today, None).await?;
            let day = day.ok_or_else(|| {
                Fault::Unfit(
                    "There are no figures to note yet: an analyst hands in the returns under Data."
                        .to_owned(),
                )
            })?;
            note.snapshot.clone_from(&day.snapshot);
            note.month = day.month;
            note.figures = noted_figures(&day.evidence);
        }
        _ => {}
    }
    Ok(command)
}

/// Where a form leads: where the link to it said, else to what it is about.
fn destination(about: &About, draft: &Draft) -> String {
    let wanted = about.get("back").and_then(|to| local(to));
    wanted.unwrap_or(&draft.back).to_owned()
}

#[allow(clippy::too_many_arguments)]
fn page(
    site: &Site,
    visitor: &Visitor,
    kind: CommandKind,
    about: &About,
    draft: &Draft,
    answered: Option<&Answered>,
    errors: Vec<(String, String)>,
    changes: Vec<String>,
) -> FormPage {
    let posted = answered.map(|answered| &answered.posted);
    let fields: Vec<FieldHtml> = draft
        .fields
        .iter()
        .map(|field| {
            let mut wrong = errors.iter().filter(|(path, _)| *path == field.path);
            FieldHtml::of(field, posted, wrong.next().map(|(_, words)| words.as_str()))
        })
        .collect();
    let errors = errors
        .into_iter()
        .map(|(path, words)| {
            let mut found = draft.fields.iter().zip(&fields);
            let found = found.find(|(field, _)| field.path == path);
            (
                found
                    .map(|(_, html)| html.first_input())
                    .unwrap_or_default(),
                words,
            )
        })
        .collect();
    // Who was told what changed has seen it; whatever else is wrong keeps its giving.
    let seen = match answered {
        Some(answered) if changes.is_empty() => answered.seen,
        Some(_) => site.book.view().head.seq,
        None => visitor.view.head.seq,
    };
    FormPage {
        shell: Shell::of(site, visitor),
        title: draft.title.clone(),
        lead: draft.lead.clone(),
        look_at: draft.look_at.clone(),
        fields,
        errors,
        changes,
        action: address(kind, about),
        giving: answered.map_or_else(|| hex(16), |answered| answered.giving.clone()),
        seen,
        submit: draft.submit,
        warns: draft.warns,
        back: destination(about, draft),
    }
}

/// The address of a form. A report is handed in on a page of its own, which holds its references to
/// the evidence first.
pub fn address(kind: CommandKind, about: &About) -> String {
    if let (CommandKind::SubmitReport, Some(report)) = (kind, about.get("report")) {
        return format!("/reports/{report}/submit");
    }
    let mut pairs: Vec<(&String, &String)> = about.iter().collect();
    pairs.sort();
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    if query.is_empty() {
        format!("/give/{kind}")
    } else {
        format!("/give/{kind}?{query}")
    }
}

/// A link to the form of a command, for who may give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiveLink {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub text: &'static str,
}

/// A link to a form, where the visitor could give its command.
pub fn link(
    visitor: &Visitor,
    kind: CommandKind,
    text: &'static str,
    about: &[(&str, &str)],
) -> Option<GiveLink> {
    let about: About = about
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    could(visitor, kind, &about).ok()?;
    Some(GiveLink {
        href: address(kind, &about),
        text,
    })
}

impl Answered {
    fn read(body: &[u8]) -> Result<Self, Fault> {
        let mut posted = posted(body)?;
        let mut first = |name: &str| {
            let all = posted.remove(name).unwrap_or_default();
            all.into_iter().next().unwrap_or_default()
        };
        let giving = first("giving");
        let seen = first("seen").parse().map_err(|_| Fault::Forged)?;
        Ok(Self {
            posted,
            giving,
            seen,
        })
    }
}
