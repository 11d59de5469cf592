//! What anybody sees without an account: the published reports, the plan and the figures as they
//! were published. No rating, action or figure of the plan as
//! it is now is read here, and no session is begun.

pub mod data;
pub mod words;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_narrative::sentence::words as said;
use waymark_plan::{Plan, Rating, ReportId, RestatementId};
use waymark_publication::{CitedNumbers, NamedFile, published};
use waymark_report::Cited;

use super::rating::RatingTag;
use crate::aside::aside;
use crate::fault::Fault;
use crate::handed_out::{Form, Shown, document};
use crate::shelf::Published;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::upload::size;
use crate::visitor::Visitor;

/// How long a browser, or a proxy, may keep a public page.
const KEPT: &str = "public, max-age=60";

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage {
    shell: Shell,
    latest: Option<ReportHtml>,
    counts: Vec<(RatingTag, usize)>,
    plan: String,
}

#[derive(Template)]
#[template(path = "public/reports.html")]
struct ReportsPage {
    shell: Shell,
    reports: Vec<ReportHtml>,
}

#[derive(Template)]
#[template(path = "public/report.html")]
struct ReportPage {
    shell: Shell,
    report: ReportHtml,
    counts: Vec<(RatingTag, usize)>,
    figures: usize,
    corrections: Vec<CorrectionHtml>,
}

#[derive(Template)]
#[template(path = "public/plan.html")]
struct PlanPage {
    shell: Shell,
    report: Option<ReportHtml>,
    title: String,
    recommendations: Vec<RecommendationHtml>,
}

#[derive(Template)]
#[template(path = "public/figures.html")]
struct FiguresPage {
    shell: Shell,
    report: Option<ReportHtml>,
    figures: Vec<FigureHtml>,
}

/// A published report in a line.
struct ReportHtml {
    id: String,
    title: String,
    meeting: String,
    as_at: String,
    month: String,
    files: Vec<(String, &'static str, String)>,
}

struct CorrectionHtml {
    id: String,
    on: String,
    why: String,
}

struct RecommendationHtml {
    number: u16,
    text: String,
    lead: String,
    tag: RatingTag,
    judged: String,
    items: Vec<ItemHtml>,
}

struct ItemHtml {
    title: String,
    first: String,
    due: String,
    moved: bool,
    state: String,
}

struct FigureHtml {
    mark: String,
    title: String,
    said: String,
    month: String,
    numbers: String,
    interval: String,
    definition: String,
}

fn kept(page: &impl Template) -> Response {
    let mut response = html(page);
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static(KEPT),
    );
    response
}

/// A page of somebody who has signed in has their name in it, and is kept nowhere.
fn shown(visitor: &Visitor, page: &impl Template) -> Response {
    match visitor.kept {
        Some(_) => html(page),
        None => kept(page),
    }
}

/// The first page of anybody; of those who have signed in, the overview.
pub async fn home(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    if visitor.who.is_some() {
        return Ok(Redirect::to("/overview").into_response());
    }
    let latest = site.shelf.latest(&site, &visitor.view).await?;
    Ok(shown(
        &visitor,
        &HomePage {
            shell: Shell::of(&site, &visitor),
            counts: latest
                .as_ref()
                .map(|one| counts(&one.plan))
                .unwrap_or_default(),
            plan: latest
                .as_ref()
                .map(|one| one.plan.title.clone())
                .unwrap_or_default(),
            latest: latest.as_ref().map(|one| report_html(one)),
        },
    ))
}

fn report_html(one: &Published) -> ReportHtml {
    let manifest = &one.archive.manifest;
    ReportHtml {
        id: one.id.to_string(),
        title: manifest.title.clone(),
        meeting: said::day(manifest.meeting_on),
        as_at: said::day(manifest.as_at),
        month: manifest.question.month.in_words(),
        files: one
            .archive
            .documents()
            .iter()
            .map(|file| {
                let size = size(file.bytes.len() as u64);
                (file.name.clone(), form_of(&file.name), size)
            })
            .collect(),
    }
}

fn form_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("docx") => "Word",
        Some("pdf") => "PDF",
        _ => "Web page",
    }
}

fn counts(plan: &Plan) -> Vec<(RatingTag, usize)> {
    [
        Some(Rating::Blue),
        Some(Rating::Green),
        Some(Rating::Amber),
        Some(Rating::Red),
        None,
    ]
    .into_iter()
    .map(|rating| {
        let all = plan.recommendations.iter();
        let count = all
            .filter(|one| one.rating.as_ref().map(|record| record.rating) == rating)
            .count();
        (RatingTag::of(rating), count)
    })
    .filter(|(_, count)| *count > 0)
    .collect()
}

/// Every published report, the last first.
pub async fn reports(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let mut all = Vec::new();
    for id in published(&visitor.view.state).iter().rev() {
        all.push(report_html(
            &*site.shelf.report(&site, &visitor.view, id).await?,
        ));
    }
    Ok(shown(
        &visitor,
        &ReportsPage {
            shell: Shell::of(&site, &visitor),
            reports: all,
        },
    ))
}

/// A published report.
pub async fn report(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id: ReportId = id.parse().map_err(|_| Fault::NotFound)?;
    let one = site.shelf.report(&site, &visitor.view, &id).await?;
    let stands = visitor.view.state.report(&id).ok_or(Fault::NotFound)?;
    let corrections = stands
        .restatements
        .iter()
        .filter(|(_, restatement)| restatement.answer.is_some())
        .map(|(id, restatement)| CorrectionHtml {
            id: id.to_string(),
            on: said::day(restatement.act.on),
            why: restatement.record.because.clone().unwrap_or_default(),
        })
        .collect();
    Ok(shown(
        &visitor,
        &ReportPage {
            shell: Shell::of(&site, &visitor),
            counts: counts(&one.plan),
            figures: one.cited.len(),
            report: report_html(&one),
            corrections,
        },
    ))
}

/// A file of a published report, as it was published.
pub async fn file(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let id: ReportId = id.parse().map_err(|_| Fault::NotFound)?;
    let one = site.shelf.report(&site, &visitor.view, &id).await?;
    let form = Form::of_name(&name)?;
    let mut documents = one.archive.documents().into_iter();
    let found = documents.find(|file| file.name == name);
    Ok(given(found.ok_or(Fault::NotFound)?, form))
}

/// The note of a correction.
pub async fn correction(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, restatement, form)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let report: ReportId = id.parse().map_err(|_| Fault::NotFound)?;
    let id: RestatementId = restatement.parse().map_err(|_| Fault::NotFound)?;
    let view = visitor.view.clone();
    let (of, stands) = view.state.restatement(&id).ok_or(Fault::NotFound)?;
    if of.record.id != report || stands.answer.is_none() {
        return Err(Fault::NotFound);
    }
    let form = Form::read(&form)?;
    let home = site.settings.home.clone();
    let made = aside(move || {
        let note = waymark_publication::correction(&home, &view.state, &id)?;
        form.write(&note, &format!("correction-{id}"))
    });
    Ok(given(made.await??, form))
}

/// A document that anybody may keep.
fn given(file: NamedFile, form: Form) -> Response {
    let shown = match form {
        Form::Docx => Shown::Kept,
        Form::Pdf | Form::Html => Shown::Inline,
    };
    let mut response = document(file, form, shown);
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static(KEPT),
    );
    response
}

/// The plan and its ratings as they were published last.
pub async fn plan(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site, &visitor.view).await?;
    let (title, recommendations) = latest.as_ref().map_or_else(
        || (String::new(), Vec::new()),
        |one| {
            let all = one.plan.recommendations.iter();
            (one.plan.title.clone(), all.map(recommendation).collect())
        },
    );
    Ok(shown(
        &visitor,
        &PlanPage {
            shell: Shell::of(&site, &visitor),
            report: latest.as_ref().map(|one| report_html(one)),
            title,
            recommendations,
        },
    ))
}

fn recommendation(one: &waymark_plan::Recommendation) -> RecommendationHtml {
    let actions = one.actions.iter().map(|action| ItemHtml {
        title: action.title.clone(),
        first: said::day(action.schedule.first_due),
        due: said::day(action.schedule.latest_due()),
        moved: !action.schedule.agreed.is_empty(),
        state: action.progress.in_words().to_owned(),
    });
    let milestones = one.milestones.iter().map(|milestone| ItemHtml {
        title: milestone.title.clone(),
        first: said::day(milestone.schedule.first_due),
        due: said::day(milestone.schedule.latest_due()),
        moved: !milestone.schedule.agreed.is_empty(),
        state: match (&milestone.done_on, &milestone.cancelled) {
            (Some(on), _) => format!("reached on {}", said::day(*on)),
            (None, Some(_)) => "cancelled".to_owned(),
            (None, None) => "not reached yet".to_owned(),
        },
    });
    RecommendationHtml {
        number: one.number,
        text: one.text.clone(),
        lead: one.lead.post.clone(),
        tag: RatingTag::of(one.rating.as_ref().map(|record| record.rating)),
        judged: one
            .rating
            .as_ref()
            .map(|record| {
                format!(
                    "{}, {}. {}",
                    record.judged_by,
                    said::day(record.on),
                    record.rationale
                )
            })
            .unwrap_or_default(),
        items: actions.chain(milestones).collect(),
    }
}

/// The figures of the report that was published last.
pub async fn figures(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let latest = site.shelf.latest(&site, &visitor.view).await?;
    Ok(shown(
        &visitor,
        &FiguresPage {
            shell: Shell::of(&site, &visitor),
            figures: latest
                .as_ref()
                .map(|one| figures_html(one))
                .unwrap_or_default(),
            report: latest.as_ref().map(|one| report_html(one)),
        },
    ))
}

fn figures_html(one: &Published) -> Vec<FigureHtml> {
    let all = one.cited.iter();
    all.filter_map(|cited| Some(figure(cited, &one.numbers(cited)?)))
        .collect()
}

fn figure(cited: &Cited, numbers: &CitedNumbers) -> FigureHtml {
    let of = waymark_figures::show_count(numbers.denominator);
    FigureHtml {
        mark: cited.mark.clone(),
        title: cited.title.clone(),
        said: cited.said.clone(),
        month: cited.month.in_words(),
        numbers: match numbers.numerator {
            Some(counted) => format!("{} of {of}", waymark_figures::show_count(counted)),
            None => format!("from {of}"),
        },
        interval: numbers
            .interval
            .map(|interval| format!("{} to {}", interval.low, interval.high))
            .unwrap_or_default(),
        definition: format!("version {}", cited.definition.version),
    }
}
