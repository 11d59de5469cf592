//! The report as it would be now, in its three forms.

use std::path::Path;

use anyhow::{Context, anyhow};
use jiff::civil::Date;
use waymark_app::Ledger;
use waymark_codes::Month;
use waymark_figures::EvidenceBook;
use waymark_narrative::text::Text;
use waymark_plan::{Plan, ReportId};
use waymark_publication::{
    Edition, Ground, PublicationError, Setting, Source, TemplateText, Wanted, earlier, forms,
    plan_at, report, steps,
};
use waymark_report::document::Document;
use waymark_report::{Built, Step};

use super::arguments::BuildArguments;
use crate::cli::SourceArguments;
use crate::plan::session::{Call, existing};
use crate::{DONE, data, output, plan};

/// Writes the report of a day, or of the ledger as far as it has come.
pub async fn build(call: &Call<'_>, given: &BuildArguments) -> anyhow::Result<u8> {
    call.has_no_dry_run("report build")?;
    let template = template(given.template.as_deref())?;
    let (name, made) = match (&given.report, given.as_at) {
        (Some(id), _) => {
            let ledger = existing(&call.location()?).await?;
            let mut source = data::open(call.home, &given.source).await?;
            let state = ledger.state();
            let record = &report(state, id)?.record;
            let (_, plan) = plan_at(&ledger, record.as_at).await?;
            let written = report(state, id)?.narrative.as_deref().map(Text::markdown);
            let steps = steps(report(state, id)?, ledger.people());
            // What is built here is not what was, or will be, published.
            let stage = format!("Draft, {}", report(state, id)?.stage.in_words());
            let asked = Asked {
                plan: &plan,
                narrative: written.as_ref(),
                as_at: record.as_at,
                month: record.month,
                meeting_on: Some(record.meeting_on),
                stage: Some(&stage),
                steps: &steps,
            };
            let earlier = earlier(call.home, state)?;
            let made = make(call, &mut source, &template, &asked, &earlier).await?;
            (format!("{id}-draft"), made)
        }
        (None, Some(as_at)) => {
            let mut source = data::open(call.home, &given.source).await?;
            let plan = plan_of(call, &source, given.plan.as_deref(), as_at).await?;
            let written = given.narrative.as_deref().map(read_text).transpose()?;
            let asked = Asked {
                plan: &plan,
                narrative: written.as_ref(),
                as_at,
                month: given.month,
                meeting_on: None,
                stage: None,
                steps: &[],
            };
            let earlier = published_before(call).await?;
            let made = make(call, &mut source, &template, &asked, &earlier).await?;
            (format!("report-{as_at}"), made)
        }
        (None, None) => return Err(anyhow!("say with --as-at which day the report is of")),
    };
    for file in write(&made.built.document, &given.out, &name)? {
        output::line(&format!("wrote {}", given.out.join(file).display()));
    }
    Ok(DONE)
}

/// A report as it is built now, for comparing it with one that was published.
pub async fn edition(
    call: &Call<'_>,
    ledger: &Ledger,
    source: &SourceArguments,
    own_template: Option<&Path>,
    as_at: Date,
) -> anyhow::Result<Edition> {
    let template = template(own_template)?;
    let mut source = data::open(call.home, source).await?;
    let (_, plan) = plan_at(ledger, as_at).await?;
    let asked = Asked {
        plan: &plan,
        narrative: None,
        as_at,
        month: None,
        meeting_on: None,
        stage: None,
        steps: &[],
    };
    let earlier = earlier(call.home, ledger.state())?;
    let made = make(call, &mut source, &template, &asked, &earlier).await?;
    Ok(Edition::built("now", &made.ground, &made.built, None))
}

/// What the ground is asked for, of the report's own.
struct Asked<'a> {
    plan: &'a Plan,
    narrative: Option<&'a Text>,
    as_at: Date,
    month: Option<Month>,
    meeting_on: Option<Date>,
    stage: Option<&'a str>,
    steps: &'a [Step],
}

/// A report, and what it rests on.
struct Made {
    ground: Ground,
    built: Built,
}

async fn make(
    call: &Call<'_>,
    source: &mut Source,
    template: &TemplateText,
    asked: &Asked<'_>,
    earlier: &[EvidenceBook],
) -> anyhow::Result<Made> {
    let wanted = Wanted {
        plan: asked.plan,
        template: Some(&template.template),
        narrative: asked.narrative,
        as_at: asked.as_at,
        month: asked.month,
    };
    let ground = Ground::of(call.home, source, &wanted, earlier).await?;
    // What is wrong with a reference is told with its place and what was meant.
    if let Some(text) = asked.narrative {
        let faults = ground.check(text).faults;
        if !faults.is_empty() {
            return Err(PublicationError::References(faults).into());
        }
    }
    let set = Setting {
        meeting_on: asked.meeting_on,
        stage: asked.stage,
        steps: asked.steps,
    };
    let built = ground.build(&template.template, asked.narrative, &set)?;
    Ok(Made { ground, built })
}

/// The plan of a file, else that of the ledger at the end of a day.
pub async fn plan_of(
    call: &Call<'_>,
    source: &Source,
    file: Option<&Path>,
    as_at: Date,
) -> anyhow::Result<Plan> {
    let Some(file) = file else {
        return plan::of_ledger(call.home, call.said.ledger.as_deref(), as_at).await;
    };
    let measures: Vec<_> = source
        .catalogue
        .all()
        .map(|definition| definition.meta.clone())
        .collect();
    Ok(plan::read(file, &measures)?.0)
}

/// The evidence of every report that was published, where there is a ledger that knows of any.
pub async fn published_before(call: &Call<'_>) -> anyhow::Result<Vec<EvidenceBook>> {
    // A plan's file needs no ledger: one that cannot be opened has published nothing from here.
    match Ledger::open_existing(&call.location()?).await {
        Ok(Some(ledger)) => Ok(earlier(call.home, ledger.state())?),
        _ => Ok(Vec::new()),
    }
}

/// The narrative of a report of the ledger.
pub fn narrative_of<'a>(ledger: &'a Ledger, id: &ReportId) -> anyhow::Result<&'a str> {
    let report = report(ledger.state(), id)?;
    Ok(report
        .narrative
        .as_deref()
        .ok_or_else(|| PublicationError::NoNarrative(id.clone()))?)
}

/// Reads a text that somebody wrote.
pub fn read_text(path: &Path) -> anyhow::Result<Text> {
    let bytes = std::fs::read(path)
        .with_context(|| format!("the text {} cannot be read", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Text::read(&name, &bytes).with_context(|| path.display().to_string())
}

/// The template of a file, else the built-in one.
pub fn template(path: Option<&Path>) -> anyhow::Result<TemplateText> {
    match path {
        Some(path) => read_template(path),
        None => Ok(TemplateText::built_in()),
    }
}

/// Reads a council's own template; what is wrong with it is shown with its place.
pub fn read_template(path: &Path) -> anyhow::Result<TemplateText> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the template {} cannot be read", path.display()))?;
    TemplateText::read(text.clone()).map_err(|diagnostics| {
        for diagnostic in &diagnostics {
            plan::show(path, &text, diagnostic);
        }
        anyhow!(
            "the template {} is not sound; no report was made",
            path.display()
        )
    })
}

/// Writes a document as DOCX, PDF and HTML, and gives the files' names.
pub fn write(document: &Document, folder: &Path, name: &str) -> anyhow::Result<Vec<String>> {
    let files = forms(document, name)?;
    for file in &files {
        output::write_file(&folder.join(&file.name), &file.bytes)?;
    }
    Ok(files.into_iter().map(|file| file.name).collect())
}
