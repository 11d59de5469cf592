//! What a meeting gives out: agenda and minutes as documents, an entry for a calendar, and the
//! number that tells an open page whether anything was recorded since.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};
use waymark_plan::MeetingId;
use waymark_plan::ledger::state::{MeetingStage, MeetingState};
use waymark_plan::ledger::{Due, DueKind};
use waymark_publication::NamedFile;
use waymark_report::document::Document;
use waymark_report::minutes::MinutesInput;

use super::meeting::{agenda_of, measures};
use crate::fault::Fault;
use crate::handed_out::{Form, Shown, attachment, document};
use crate::site::Site;
use crate::visitor::Visitor;

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Agenda(Form),
    Minutes(Form),
    Invitation,
}

impl Wanted {
    fn read(file: &str) -> Option<Self> {
        if file == "invite.ics" {
            return Some(Wanted::Invitation);
        }
        let (name, form) = file.split_once('.')?;
        let form = Form::read(form).ok()?;
        match name {
            "agenda" => Some(Wanted::Agenda(form)),
            "minutes" => Some(Wanted::Minutes(form)),
            _ => None,
        }
    }
}

/// The number of the last event: an open page looks whether it has grown.
pub async fn seq(visitor: Visitor, Path(id): Path<String>) -> Result<Json<Value>, Fault> {
    found(&visitor, &id)?;
    Ok(Json(json!({ "seq": visitor.view.head.seq })))
}

/// Gives out a file of a meeting.
pub async fn file(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let wanted = Wanted::read(&file).ok_or(Fault::NotFound)?;
    let (id, meeting) = found(&visitor, &id)?;
    match wanted {
        Wanted::Agenda(form) => {
            let day = site.desk.day(&visitor.view, visitor.today, None).await?;
            let agenda = agenda_of(&visitor, &id, meeting, day.as_deref());
            let agenda = agenda.ok_or(Fault::NotFound)?;
            let (view, measures) = (visitor.view.clone(), measures(&site));
            written(&format!("agenda-{id}"), form, move || {
                let document =
                    waymark_report::agenda::document(&agenda, &view.state, &view.people, &measures);
                Ok(document)
            })
            .await
        }
        Wanted::Minutes(form) => {
            if !matches!(meeting.stage, MeetingStage::Open | MeetingStage::Closed) {
                return Err(Fault::NotFound);
            }
            let (view, measures) = (visitor.view.clone(), measures(&site));
            written(&format!("minutes-{id}"), form, move || {
                waymark_report::minutes::document(&MinutesInput {
                    state: &view.state,
                    meeting: &id,
                    people: &view.people,
                    measures: &measures,
                    head: view.head,
                })
                .map_err(|_| Fault::NotFound)
            })
            .await
        }
        Wanted::Invitation => invitation(&visitor, &id, meeting),
    }
}

fn found<'a>(visitor: &'a Visitor, id: &str) -> Result<(MeetingId, &'a MeetingState), Fault> {
    let id: MeetingId = id.parse().map_err(|_| Fault::NotFound)?;
    let meeting = visitor.view.state.meetings.get(&id);
    Ok((id, meeting.ok_or(Fault::NotFound)?))
}

/// Makes a document and writes it, away from where requests are answered: pages take a moment to
/// set.
async fn written(
    name: &str,
    form: Form,
    make: impl FnOnce() -> Result<Document, Fault> + Send + 'static,
) -> Result<Response, Fault> {
    let name = name.to_owned();
    let write =
        move || -> Result<NamedFile, Fault> { form.write(&make()?, &name).map_err(Fault::failed) };
    let file = tokio::task::spawn_blocking(write)
        .await
        .map_err(Fault::failed)??;
    let shown = match form {
        Form::Html => Shown::Inline,
        Form::Docx | Form::Pdf => Shown::Kept,
    };
    Ok(document(file, form, shown))
}

/// An entry for the visitor's calendar; there is none of a meeting that has begun or was called
/// off.
fn invitation(
    visitor: &Visitor,
    id: &MeetingId,
    meeting: &MeetingState,
) -> Result<Response, Fault> {
    if meeting.stage != MeetingStage::Called {
        return Err(Fault::NotFound);
    }
    let person = visitor.person()?;
    let due = Due {
        key: format!("{id}/meeting/{}", meeting.record.on),
        kind: DueKind::Meeting,
        id: id.to_string(),
        title: meeting.record.title.clone(),
        day: meeting.record.on,
        person: Some(person.clone()),
        post: String::new(),
    };
    let view = &visitor.view;
    let authority = match &view.state.opening {
        Some(opening) => format!("{}.waymark", opening.authority.code),
        None => "waymark".to_owned(),
    };
    let text = waymark_reminders::calendar(&[due], person, &view.people, &authority, visitor.now)
        .ok_or(Fault::NotFound)?;
    Ok(attachment(
        &format!("{id}.ics"),
        "text/calendar; charset=utf-8",
        text.into_bytes(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_name_and_form() {
        for (file, expected) in [
            ("agenda.docx", Some(Wanted::Agenda(Form::Docx))),
            ("agenda.pdf", Some(Wanted::Agenda(Form::Pdf))),
            ("minutes.html", Some(Wanted::Minutes(Form::Html))),
            ("invite.ics", Some(Wanted::Invitation)),
            ("minutes.ics", None),
            ("minutes.exe", None),
            ("minutes", None),
            ("..", None),
            ("agenda.pdf.pdf", None),
        ] {
            assert_eq!(Wanted::read(file), expected, "{file}");
        }
    }
}
