//! What is downloaded of a report: the draft as far as it has come, the documents that were
//! published, the note that corrects them.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use waymark_narrative::text::Text;
use waymark_plan::RestatementId;
use waymark_plan::ledger::state::ReportStage;
use waymark_publication::{
    Archive, Ground, NamedFile, PublicationError, Setting, TemplateText, correction, steps,
};
use waymark_report::document::Document;
use waymark_report::{Step, docx, html, pdf};

use super::aside::aside;
use super::held::ground;
use super::{published_of, report_of};
use crate::fault::Fault;
use crate::site::Site;
use crate::visitor::Visitor;

/// A form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Docx,
    Pdf,
    Html,
}

impl Form {
    fn read(ending: &str) -> Result<Self, Fault> {
        match ending {
            "docx" => Ok(Form::Docx),
            "pdf" => Ok(Form::Pdf),
            "html" => Ok(Form::Html),
            _ => Err(Fault::NotFound),
        }
    }

    fn of_name(name: &str) -> Result<Self, Fault> {
        let (_, ending) = name.rsplit_once('.').ok_or(Fault::NotFound)?;
        Self::read(ending)
    }

    fn ending(self) -> &'static str {
        match self {
            Form::Docx => "docx",
            Form::Pdf => "pdf",
            Form::Html => "html",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Form::Pdf => "application/pdf",
            Form::Html => "text/html; charset=utf-8",
        }
    }

    fn write(self, document: &Document, name: &str) -> Result<NamedFile, PublicationError> {
        let bytes = match self {
            Form::Docx => docx::write(document)?,
            Form::Pdf => pdf::write(document)?,
            Form::Html => html::write(document).into_bytes(),
        };
        Ok(NamedFile {
            name: format!("{name}.{}", self.ending()),
            bytes,
        })
    }
}

/// How a file is asked for.
#[derive(Debug, Deserialize)]
pub struct How {
    /// With any value, the file is shown in the browser.
    read: Option<String>,
}

/// What a page of a report may do in a browser: it brings its own style and pictures, and nothing
/// else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

fn answer(file: NamedFile, form: Form, how: &How) -> Result<Response, Fault> {
    let disposition = if how.read.is_some() && form == Form::Html {
        "inline"
    } else {
        "attachment"
    };
    let disposition = format!("{disposition}; filename=\"{}\"", safe(&file.name));
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(form.media_type()),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition).map_err(Fault::failed)?,
        ),
        (
            HeaderName::from_static("content-security-policy"),
            HeaderValue::from_static(POLICY),
        ),
    ];
    Ok((headers, file.bytes).into_response())
}

/// A name that no system and no header takes for anything but a name.
fn safe(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            letter if letter.is_ascii_alphanumeric() => letter,
            '-' | '_' | '.' => letter,
            _ => '-',
        })
        .collect()
}

/// A report that was not published, as far as it has come.
pub async fn draft(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, form)): Path<(String, String)>,
    Query(how): Query<How>,
) -> Result<Response, Fault> {
    let form = Form::read(&form)?;
    let view = &visitor.view;
    let report = report_of(view, &id)?;
    // What was published is in the archive, and nothing else is it.
    if report.stage == ReportStage::Published {
        return Err(Fault::NotFound);
    }
    let text = report.narrative.as_deref().map(Text::markdown);
    let draft = Draft {
        ground: ground(&site, view, report, text.as_ref()).await?,
        text,
        template: site.settings.template.clone(),
        meeting_on: report.record.meeting_on,
        // What is built here is not what was, or will be, published.
        stage: format!("Draft, {}", report.stage.in_words()),
        steps: steps(report, &view.people),
    };
    let name = format!("{}-draft", report.record.id);
    let file = aside(move || form.write(&draft.document()?, &name)).await??;
    answer(file, form, &how)
}

/// What a draft is made from.
struct Draft {
    ground: Arc<Ground>,
    text: Option<Text>,
    template: TemplateText,
    meeting_on: jiff::civil::Date,
    stage: String,
    steps: Vec<Step>,
}

impl Draft {
    fn document(&self) -> Result<Document, PublicationError> {
        // What is wrong with a reference is told with its place and what was meant.
        if let Some(text) = &self.text {
            let faults = self.ground.check(text).faults;
            if !faults.is_empty() {
                return Err(PublicationError::References(faults));
            }
        }
        let set = Setting {
            meeting_on: Some(self.meeting_on),
            stage: Some(&self.stage),
            steps: &self.steps,
        };
        let template = &self.template.template;
        let built = self.ground.build(template, self.text.as_ref(), &set)?;
        Ok(built.document)
    }
}

/// A document of a published report, with the bytes that were published.
pub async fn published(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    Query(how): Query<How>,
) -> Result<Response, Fault> {
    let form = Form::of_name(&name)?;
    let report = published_of(&visitor.view, &id)?;
    let (home, id) = (site.settings.home.clone(), report.record.id.clone());
    let archive = aside(move || Archive::open(&home, &id)).await??;
    let mut documents = archive.documents().into_iter();
    let file = documents.find(|file| file.name == name);
    answer(file.ok_or(Fault::NotFound)?, form, &how)
}

/// The correction note of a restatement.
pub async fn note(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, restatement, form)): Path<(String, String, String)>,
    Query(how): Query<How>,
) -> Result<Response, Fault> {
    let form = Form::read(&form)?;
    let report = published_of(&visitor.view, &id)?;
    let restatement: RestatementId = restatement.parse().map_err(|_| Fault::NotFound)?;
    if !report.restatements.contains_key(&restatement) {
        return Err(Fault::NotFound);
    }
    let (home, view) = (site.settings.home.clone(), visitor.view.clone());
    let file = aside(move || {
        let note = correction(&home, &view.state, &restatement)?;
        form.write(&note, &format!("correction-{restatement}"))
    });
    answer(file.await??, form, &how)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_name_that_is_no_more_than_a_name() {
        for (name, expected) in [
            ("scrutiny-2017-11-draft.pdf", "scrutiny-2017-11-draft.pdf"),
            ("a \"b\"\r\nx.html", "a--b---x.html"),
            ("../up.docx", "..-up.docx"),
        ] {
            assert_eq!(safe(name), expected);
        }
    }

    #[test]
    fn only_forms_that_there_are_can_be_asked_for() {
        for (name, form) in [
            ("a.docx", Some(Form::Docx)),
            ("a.b.pdf", Some(Form::Pdf)),
            ("a.html", Some(Form::Html)),
            ("a.json", None),
            ("manifest", None),
        ] {
            assert_eq!(Form::of_name(name).ok(), form, "{name}");
        }
    }
}
