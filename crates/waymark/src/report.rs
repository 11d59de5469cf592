//! `waymark report`.

use std::path::Path;

use anyhow::{Context, bail};
use jiff::civil::Date;
use waymark_benchmarks::Benchmarks;
use waymark_codes::Month;
use waymark_figures::{EvidenceBook, MeasureMeta, Selector};
use waymark_measures::{EvidenceRequest, gather};
use waymark_plan::{Plan, propose_all};
use waymark_report::document::Document;
use waymark_report::{ReportInput, Template};

use crate::DONE;
use crate::cli::ReportArguments;
use crate::data::{self, Home, Source};
use crate::output;
use crate::plan;

/// How many months a run chart shows.
const SERIES: u16 = 24;

/// Writes the report of a day in its three forms.
pub fn run(home: &Home, arguments: &ReportArguments) -> anyhow::Result<u8> {
    data::block_on(async {
        let mut source = data::open(home, &arguments.source).await?;
        let metas: Vec<MeasureMeta> = source
            .catalogue
            .all()
            .map(|definition| definition.meta.clone())
            .collect();
        let plan = match &arguments.plan {
            Some(path) => plan::read(path, &metas)?.0,
            None => plan::of_ledger(home, arguments.ledger.as_deref(), arguments.as_at).await?,
        };
        let template = match &arguments.template {
            Some(path) => read_template(path)?,
            None => Template::built_in(),
        };
        let benchmarks = home.benchmarks()?;
        let book = evidence(
            &mut source,
            &plan,
            Some(&template),
            &benchmarks,
            arguments.as_at,
            arguments.month,
        )
        .await?;
        let document = document(
            &plan,
            &template,
            &book,
            &source,
            &benchmarks,
            arguments.as_at,
        )?;
        for name in write(
            &document,
            &arguments.out,
            &format!("report-{}", arguments.as_at),
        )? {
            output::line(&format!("wrote {}", arguments.out.join(name).display()));
        }
        Ok(DONE)
    })
}

/// Reads a council's own template; what is wrong with it is shown with its place.
pub fn read_template(path: &Path) -> anyhow::Result<Template> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the template {} cannot be read", path.display()))?;
    Template::read(&text).or_else(|diagnostics| {
        for diagnostic in &diagnostics {
            plan::show(path, &text, diagnostic);
        }
        bail!(
            "the template {} is not sound; no report was made",
            path.display()
        )
    })
}

/// The evidence of a day, and the month that it is about.
pub struct DaysEvidence {
    /// The evidence.
    pub evidence: EvidenceBook,
    /// The month.
    pub month: Month,
}

/// Computes every measure of the catalogue, and the groups that the plan or the template name.
///
/// The month is the one given, else the latest that most measures can answer and that had ended
/// by the day. Each figure is compared with that of twelve months before.
pub async fn evidence(
    source: &mut Source,
    plan: &Plan,
    template: Option<&Template>,
    benchmarks: &Benchmarks,
    as_at: Date,
    month: Option<Month>,
) -> anyhow::Result<DaysEvidence> {
    let this_month = Month::of(as_at);
    let ended = if this_month.last_day() == as_at {
        this_month
    } else {
        this_month.minus(1)
    };
    let month = match month {
        Some(month) if month > ended => bail!("{} had not ended on {as_at}", month.in_words()),
        Some(month) => month,
        None => source.latest_month(Some(ended))?,
    };
    let mut selectors: Vec<Selector> = source
        .catalogue
        .all()
        .map(|definition| Selector {
            measure: definition.meta.id.clone(),
            breakdown: None,
        })
        .collect();
    let of_plan = plan
        .recommendations
        .iter()
        .flat_map(|r| &r.measures)
        .map(|linked| &linked.selector);
    let of_template = template
        .into_iter()
        .flat_map(Template::figures)
        .map(|(selector, _)| selector);
    for selector in of_plan.chain(of_template) {
        if !selectors.contains(selector) {
            selectors.push(selector.clone());
        }
    }
    let request = EvidenceRequest {
        selectors,
        month,
        compare: Some(month.minus(12)),
        series: SERIES,
    };
    let authority = plan.authority.code;
    let beside =
        |meta: &MeasureMeta, month: Month| data::beside(benchmarks, authority, meta, month);
    let catalogue = source.catalogue.clone();
    let evidence = gather(&mut source.engine, &catalogue, &request, &beside).await?;
    Ok(DaysEvidence { evidence, month })
}

/// The document of a plan and its evidence.
pub fn document(
    plan: &Plan,
    template: &Template,
    book: &DaysEvidence,
    source: &Source,
    benchmarks: &Benchmarks,
    as_at: Date,
) -> anyhow::Result<Document> {
    let proposals = propose_all(plan, &book.evidence, as_at);
    let imports: Vec<String> = benchmarks.id().map(str::to_owned).into_iter().collect();
    let input = ReportInput {
        plan,
        evidence: &book.evidence,
        proposals: &proposals,
        template,
        as_at,
        snapshot: source.snapshot.id(),
        benchmark_imports: &imports,
    };
    Ok(waymark_report::build(&input)?.document)
}

/// Writes a document as DOCX, PDF and HTML, and gives the files' names.
pub fn write(document: &Document, folder: &Path, name: &str) -> anyhow::Result<Vec<String>> {
    let forms = [
        (
            format!("{name}.docx"),
            waymark_report::docx::write(document)?,
        ),
        (format!("{name}.pdf"), waymark_report::pdf::write(document)?),
        (
            format!("{name}.html"),
            waymark_report::html::write(document).into_bytes(),
        ),
    ];
    for (file, bytes) in &forms {
        output::write_file(&folder.join(file), bytes)?;
    }
    Ok(forms.into_iter().map(|(file, _)| file).collect())
}
