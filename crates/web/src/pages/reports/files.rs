//! What is downloaded of a report: the draft as far as it has come, the documents that were
//! published, the note that corrects them.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use waymark_narrative::text::Text;
use waymark_plan::RestatementId;
use waymark_plan::ledger::state::ReportStage;
use waymark_publication::{
    Archive, Ground, NamedFile, PublicationError, Setting, TemplateText, correction, steps,
};
use waymark_report::Step;
use waymark_report::document::Document;

use super::held::ground;
use super::{published_of, report_of};
use crate::aside::aside;
use crate::fault::Fault;
use crate::handed_out::{Form, Shown, document};
use crate::site::Site;
use crate::visitor::Visitor;

/// How a file is asked for.
#[derive(Debug, Deserialize)]
pub struct How {
    /// With any value, the file is shown in the browser.
    read: Option<String>,
}

fn answer(file: NamedFile, form: Form, how: &How) -> Response {
    let is_shown = how.read.is_some() && form == Form::Html;
    document(
        file,
        form,
        if is_shown { Shown::Inline } else { Shown::Kept },
    )
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
    Ok(answer(file, form, &how))
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
    Ok(answer(file.ok_or(Fault::NotFound)?, form, &how))
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
    Ok(answer(file.await??, form, &how))
}
