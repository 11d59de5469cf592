//! The report as a document, and as the files that go out.

use jiff::civil::Date;
use waymark_figures::EvidenceBook;
use waymark_narrative::text::Text;
use waymark_plan::{Diagnostic, Plan, propose_all};
use waymark_report::document::Document;
use waymark_report::{Built, ReportInput, Step, Template, docx, html, pdf};

use crate::error::PublicationError;

/// A template with the text that it was read from: a published report keeps the text.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateText {
    /// The text.
    pub text: String,
    /// What it says.
    pub template: Template,
}

impl TemplateText {
    /// The template that the program carries.
    pub fn built_in() -> Self {
        Self {
            text: Template::BUILT_IN.to_owned(),
            template: Template::built_in(),
        }
    }

    /// Reads a template, or tells everything that is wrong with it.
    pub fn read(text: String) -> Result<Self, Vec<Diagnostic>> {
        let template = Template::read(&text)?;
        Ok(Self { text, template })
    }
}

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The template.
    pub template: &'a Template,
    /// The figures, as they may be published.
    pub evidence: &'a EvidenceBook,
    /// The day that it speaks of.
    pub as_at: Date,
    /// The committee's day, where it is known.
    pub meeting_on: Option<Date>,
    /// What stands below the title of a report that is not published yet.
    pub stage: Option<&'a str>,
    /// The snapshot that the figures come from.
    pub snapshot: &'a str,
    /// The import that the published values come from.
    pub benchmarks_import: Option<&'a str>,
    /// What officers wrote.
    pub narrative: Option<&'a Text>,
    /// How it came about.
    pub steps: &'a [Step],
}

/// The report. The same material gives the same report.
pub fn build(material: &Material<'_>) -> Result<Built, PublicationError> {
    let proposals = propose_all(material.plan, material.evidence, material.as_at);
    let imports: Vec<String> = material
        .benchmarks_import
        .map(str::to_owned)
        .into_iter()
        .collect();
    Ok(waymark_report::build(&ReportInput {
        plan: material.plan,
        evidence: material.evidence,
        proposals: &proposals,
        template: material.template,
        as_at: material.as_at,
        meeting_on: material.meeting_on,
        stage: material.stage,
        snapshot: material.snapshot,
        benchmark_imports: &imports,
        narrative: material.narrative,
        steps: material.steps,
    })?)
}

/// A file that goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A document as DOCX, PDF and HTML, each called `name` with its ending.
pub fn forms(document: &Document, name: &str) -> Result<Vec<NamedFile>, PublicationError> {
    let file = |ending: &str, bytes: Vec<u8>| NamedFile {
        name: format!("{name}.{ending}"),
        bytes,
    };
    Ok(vec![
        file("docx", docx::write(document)?),
        file("pdf", pdf::write(document)?),
        file("html", html::write(document).into_bytes()),
    ])
}
