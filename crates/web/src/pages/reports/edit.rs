//! `/reports/ID/edit`: the editor. The text stands beside what the evidence says of it, and the
//! references that can be written. What somebody has typed comes back whatever goes wrong.

use askama::Template;
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_app::AppError;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::parts::ReportText;
use waymark_plan::ledger::state::{ReportStage, ReportState};
use waymark_plan::ledger::{Command, CommandKind, Refusal};

use super::findings::{Findings, put_in};
use super::form::{Fields, Refused, Token, read, unix_lines};
use super::held::{Held, ground, held, or_words};
use super::live::{LiveHtml, live, parts};
use super::{Head, may, report_of};
use crate::book::View;
use crate::fault::Fault;
use crate::give::{GiveLink, link, order, told};
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/edit.html")]
struct EditPage {
    shell: Shell,
    head: Head,
    token: Token,
    narrative: String,
    /// Whether the text is another than the one that was saved last.
    is_unsaved: bool,
    saved: Option<String>,
    /// The text as it was saved by somebody else meanwhile.
    theirs: Option<String>,
    errors: Vec<(String, String)>,
    changes: Vec<String>,
    check: Result<Findings, String>,
    can_offer: bool,
    live: Vec<LiveHtml>,
    parts: Vec<(&'static str, &'static str)>,
    correct: Option<GiveLink>,
}

/// What the script puts beside the text.
#[derive(Template)]
#[template(path = "reports/fragment.html")]
struct Fragment {
    check: Result<Findings, String>,
    can_offer: bool,
}

/// What somebody wrote for a report that is no draft any more.
#[derive(Template)]
#[template(path = "reports/kept.html")]
struct KeptPage {
    shell: Shell,
    head: Head,
    stage: &'static str,
    narrative: String,
}

/// The report that a visitor may write.
fn writable<'a>(view: &'a View, visitor: &Visitor, id: &str) -> Result<&'a ReportState, Fault> {
    let report = report_of(view, id)?;
    let may_write = may(visitor, CommandKind::WriteReport, &report.record.id);
    if may_write && report.stage == ReportStage::Draft {
        Ok(report)
    } else {
        Err(Fault::NotFound)
    }
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let view = visitor.view.clone();
    let report = writable(&view, &visitor, &id)?;
    let narrative = report.narrative.clone().unwrap_or_default();
    let shown = Shown {
        token: Token::new(view.head.seq),
        narrative,
        refused: Refused::default(),
    };
    let page = page(&site, &mut visitor, &view, report, shown).await?;
    Ok(html(&page))
}

/// Saves the text, checks it, or puts a reference into it, whatever button was pressed.
pub async fn save(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let view = visitor.view.clone();
    let fields = read(&body)?;
    let report = match writable(&view, &visitor, &id) {
        Ok(report) => report,
        Err(fault) => return handed_back(&site, &visitor, &view, &id, &fields).ok_or(fault),
    };
    let mut shown = Shown {
        token: Token::of(&fields)?,
        narrative: unix_lines(fields.get("narrative").map_or("", String::as_str)),
        refused: Refused::default(),
    };
    match fields.get("do").map(String::as_str) {
        Some("check") => {}
        Some(offer) if offer.starts_with("offer-") => {
            match taken(&site, &view, report, &shown.narrative, offer).await? {
                Some(changed) => shown.narrative = changed,
                None => {
                    shown.refused = Refused::because(
                        "The text has changed since that reference was offered. Look at the offers again.",
                    );
                }
            }
        }
        _ => match write(&site, &mut visitor, report, &shown).await? {
            Saved::As(notice) => {
                visitor.say(notice).await?;
                let to = format!("/reports/{}/edit", report.record.id);
                return Ok(Redirect::to(&to).into_response());
            }
            Saved::Refused(refused) => shown.refused = refused,
        },
    }
    let status = if shown.refused.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    // Who is told what changed has seen it, and may save over it knowingly.
    let latest = site.book.view();
    let page = if shown.refused.changes.is_empty() {
        page(&site, &mut visitor, &view, report, shown).await?
    } else {
        shown.token = Token::new(latest.head.seq);
        page(
            &site,
            &mut visitor,
            &latest,
            report_of(&latest, &id)?,
            shown,
        )
        .await?
    };
    Ok((status, html(&page)).into_response())
}

/// A text that comes for a report which is no draft any more must not be lost with a page that says
/// no more than that there is nothing.
fn handed_back(
    site: &Site,
    visitor: &Visitor,
    view: &View,
    id: &str,
    fields: &Fields,
) -> Option<Response> {
    let report = report_of(view, id).ok()?;
    let text = fields.get("narrative")?;
    if !may(visitor, CommandKind::WriteReport, &report.record.id) {
        return None;
    }
    let page = KeptPage {
        shell: Shell::of(site, visitor),
        head: Head::of(report),
        stage: report.stage.in_words(),
        narrative: unix_lines(text),
    };
    Some((StatusCode::CONFLICT, html(&page)).into_response())
}

/// What came of saving.
enum Saved {
    /// It was saved; this is said on the next page.
    As(Notice),
    /// It was not.
    Refused(Refused),
}

async fn write(
    site: &Site,
    visitor: &mut Visitor,
    report: &ReportState,
    shown: &Shown,
) -> Result<Saved, Fault> {
    let command = Command::WriteReport(ReportText {
        report: report.record.id.clone(),
        narrative: shown.narrative.clone(),
    });
    let order = order(
        visitor,
        command,
        &shown.token.giving,
        Some(shown.token.seen),
    )?;
    match site.book.give(&[order]).await {
        Ok((given, view)) => Ok(Saved::As(Notice::done(told(&view, &given)))),
        Err(AppError::Refused(Refusal::NothingChanges { .. })) => Ok(Saved::As(Notice::note(
            "The text is as it was saved before, so nothing was recorded.",
        ))),
        Err(error) => Ok(Saved::Refused(Refused::of(error)?)),
    }
}

/// A text with an offer taken, or with all of them; none where there is no such offer any more.
async fn taken(
    site: &Site,
    view: &View,
    report: &ReportState,
    narrative: &str,
    offer: &str,
) -> Result<Option<String>, Fault> {
    let held = held(site, view, report, narrative).await?;
    if offer == "offer-all" {
        return Ok(held.found.with_references(&held.text));
    }
    let source = held.text.source.as_deref().unwrap_or(narrative);
    Ok(put_in(source, &held.found.offers(), offer))
}

/// What the editor shows, beside what the report is.
struct Shown {
    token: Token,
    narrative: String,
    refused: Refused,
}

async fn page(
    site: &Site,
    visitor: &mut Visitor,
    view: &View,
    report: &ReportState,
    shown: Shown,
) -> Result<EditPage, Fault> {
    let (check, live) = beside(site, view, report, &shown.narrative).await?;
    let saved = report.narrative.as_deref().unwrap_or_default();
    let record = &report.record;
    let about = [("report", record.id.as_str())];
    Ok(EditPage {
        shell: Shell::with_notice(site, visitor).await?,
        head: Head::of(report),
        is_unsaved: shown.narrative != saved,
        theirs: (!shown.refused.changes.is_empty() && shown.narrative != saved)
            .then(|| saved.to_owned()),
        saved: report.written.as_ref().map(|act| {
            let who = view.people.called(&act.by);
            format!("{who}, {}", words::day(act.on))
        }),
        errors: shown.refused.errors,
        changes: shown.refused.changes,
        check,
        can_offer: true,
        live,
        parts: parts(),
        correct: link(
            visitor,
            CommandKind::OpenReport,
            "Correct title, days or month",
            &about,
        ),
        token: shown.token,
        narrative: shown.narrative,
    })
}

/// What stands beside the text: what the evidence says of it, and what can be written.
async fn beside(
    site: &Site,
    view: &View,
    report: &ReportState,
    narrative: &str,
) -> Result<(Result<Findings, String>, Vec<LiveHtml>), Fault> {
    if narrative.trim().is_empty() {
        let found = or_words(ground(site, view, report, None).await)?;
        return Ok(match found {
            Ok(ground) => (Err("Nothing is written yet.".to_owned()), live(&ground)),
            Err(words) => (Err(words), Vec::new()),
        });
    }
    let found = or_words(held(site, view, report, narrative).await)?;
    Ok(match found {
        Ok(held) => (Ok(held.findings()), live(&held.ground)),
        Err(words) => (Err(words), Vec::new()),
    })
}

/// Holds a text to the evidence, for the script that shows it while somebody types. Nothing is
/// saved.
pub async fn check(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let view = &visitor.view;
    let report = report_of(view, &id)?;
    let fields = read(&body)?;
    let narrative = unix_lines(fields.get("narrative").map_or("", String::as_str));
    let check = if narrative.trim().is_empty() {
        Err("Nothing is written yet.".to_owned())
    } else {
        let found = held(&site, view, report, &narrative).await;
        or_words(found)?.map(|held: Held| held.findings())
    };
    Ok(html(&Fragment {
        check,
        can_offer: report.stage == ReportStage::Draft
            && may(&visitor, CommandKind::WriteReport, &report.record.id),
    }))
}
