//! `/reports/ID`: a report with its steps, what is needed next and by whom, what the check says of
//! its text, what was said of it, and its files.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use waymark_narrative::sentence::words;
use waymark_plan::ReportId;
use waymark_plan::ledger::CommandKind as K;
use waymark_plan::ledger::parts::{CheckRecord, RestatementOutcome};
use waymark_plan::ledger::state::{ReportStage, ReportState, RestatementState};
use waymark_publication::{Archive, steps as told};
use waymark_report::Cited;

use super::changed::ChangeHtml;
use super::findings::Findings;
use super::held::{held, or_words, short};
use super::standing::{Awaited, StepHtml, lacks_a_role, returned, steps, tag};
use super::{may, report_of};
use crate::aside::aside;
use crate::book::View;
use crate::fault::Fault;
use crate::give::{GiveLink, link};
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::upload::size;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/one.html")]
struct ReportPage {
    shell: Shell,
    id: ReportId,
    title: String,
    meeting: String,
    as_at: String,
    month: Option<String>,
    stage: (&'static str, &'static str),
    withdrawn: Option<String>,
    returned: Option<String>,
    steps: Vec<StepHtml>,
    waits: Vec<String>,
    links: Vec<GiveLink>,
    is_draft: bool,
    /// Whether a draft can be made: a reference without words would stop it.
    can_be_read: bool,
    is_published: bool,
    has_narrative: bool,
    /// What the check says of the text now; none where it is not on its way any more.
    check: Option<Result<Findings, String>>,
    approved_on: Option<CheckedHtml>,
    comments: Vec<CommentHtml>,
    log: Vec<StepTold>,
    frozen: Option<FrozenHtml>,
    cited: Result<Vec<CitedHtml>, String>,
    restatements: Vec<RestatementHtml>,
}

/// What the director saw of the check.
struct CheckedHtml {
    snapshot: String,
    counts: String,
    explained: Vec<ExplainedHtml>,
}

struct ExplainedHtml {
    quote: String,
    says: String,
    reason: String,
}

/// A comment on a report.
pub(super) struct CommentHtml {
    /// Whose view it gives.
    pub kind: &'static str,
    /// The day.
    pub on: String,
    /// Who made it.
    pub who: String,
    /// What it says.
    pub text: String,
    /// Whether it was made since the report was handed in last.
    pub is_of_round: bool,
}

struct StepTold {
    on: String,
    who: String,
    what: String,
}

struct FrozenHtml {
    snapshot: String,
    event: u64,
    program: String,
    documents: Vec<DocumentHtml>,
}

struct DocumentHtml {
    name: String,
    size: String,
    sha256: String,
    is_html: bool,
}

struct CitedHtml {
    mark: String,
    title: String,
    month: String,
    said: String,
}

struct RestatementHtml {
    id: String,
    is_open: bool,
    raised: String,
    snapshot: String,
    because: Option<String>,
    caption: String,
    changes: Vec<ChangeHtml>,
    answer: Option<String>,
    link: Option<GiveLink>,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let report = report_of(&view, &id)?;
    let record = &report.record;
    let mut waits = Awaited::of(&view, visitor.today).by(report);
    if let Some(words) = lacks_a_role(report, &waits) {
        waits.push(words.to_owned());
    }
    let is_on_its_way = !matches!(
        report.stage,
        ReportStage::Published | ReportStage::Withdrawn
    );
    let check = match &report.narrative {
        Some(narrative) if is_on_its_way => {
            let found = held(&site, &view, report, narrative).await;
            Some(or_words(found)?.map(|held| held.findings()))
        }
        _ => None,
    };
    let page = ReportPage {
        id: record.id.clone(),
        title: record.title.clone(),
        meeting: words::day(record.meeting_on),
        as_at: words::day(record.as_at),
        month: record.month.map(|month| month.in_words()),
        stage: tag(report.stage),
        withdrawn: report.withdrawn.clone(),
        returned: returned(report).map(str::to_owned),
        steps: steps(report),
        waits,
        links: links(&visitor, report),
        is_draft: is_on_its_way,
        can_be_read: check
            .as_ref()
            .is_none_or(|found| found.as_ref().is_ok_and(|found| found.faults.is_empty())),
        is_published: report.stage == ReportStage::Published,
        has_narrative: report.narrative.is_some(),
        check,
        approved_on: report.approval.as_ref().map(|one| CheckedHtml {
            snapshot: short(&one.approval.check.snapshot).to_owned(),
            counts: counts(&one.approval.check),
            explained: one
                .approval
                .explained()
                .into_iter()
                .map(|one| ExplainedHtml {
                    quote: one.quote,
                    says: one.says,
                    reason: one.reason,
                })
                .collect(),
        }),
        comments: comments(&view, report),
        log: told(report, &view.people)
            .into_iter()
            .map(|step| StepTold {
                on: words::day(step.on),
                who: step.who,
                what: step.what,
            })
            .collect(),
        frozen: report.publication.as_ref().map(frozen),
        cited: cited(&site, report).await?,
        restatements: report
            .restatements
            .values()
            .map(|one| restatement(&site, &visitor, one))
            .collect(),
        shell,
    };
    Ok(html(&page))
}

/// What a visitor may do with a report as it stands.
fn links(visitor: &Visitor, report: &ReportState) -> Vec<GiveLink> {
    let id = &report.record.id;
    let about = [("report", id.as_str())];
    let own = |kind: K, path: &str, text: &'static str| {
        may(visitor, kind, id).then(|| GiveLink {
            href: format!("/reports/{id}/{path}"),
            text,
        })
    };
    let form = |kind: K, text: &'static str| link(visitor, kind, text, &about);
    let is_own_work = visitor
        .who
        .as_ref()
        .is_some_and(|who| report.is_work_of(who));
    let review = form(K::ReviewReport, "Review it").filter(|_| !is_own_work);
    let found = match report.stage {
        ReportStage::Draft => vec![
            own(K::WriteReport, "edit", "Write the narrative"),
            own(K::SubmitReport, "submit", "Hand it in for review")
                .filter(|_| report.narrative.is_some()),
            form(K::OpenReport, "Correct title, days or month"),
            form(K::WithdrawReport, "Give it up"),
        ],
        ReportStage::InReview => vec![
            review,
            form(K::CommentOnReport, "Comment on it"),
            form(K::WithdrawReport, "Give it up"),
        ],
        ReportStage::WithLegalAndFinance => vec![
            own(K::ApproveReport, "approve", "Approve it").filter(|_| report.ready_for_approval()),
            form(K::CommentOnReport, "Comment on it"),
            form(K::ReviewReport, "Return it"),
            form(K::WithdrawReport, "Give it up"),
        ],
        ReportStage::Approved => vec![
            own(K::PublishReport, "publish", "Publish it"),
            form(K::WithdrawReport, "Give it up"),
        ],
        ReportStage::Published => vec![
            Some(GiveLink {
                href: format!("/reports/{id}/restate"),
                text: "Hold it to the latest data",
            }),
            Some(GiveLink {
                href: format!("/reports/{id}/verify"),
                text: "Prove that it is what was published",
            }),
            Some(GiveLink {
                href: format!("/reports/compare?one={id}"),
                text: "Compare it with another",
            }),
        ],
        ReportStage::Withdrawn => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// How many claims had which verdict when the report was approved.
pub(super) fn counts(check: &CheckRecord) -> String {
    let contradicted = u32::try_from(check.contradicted.len()).unwrap_or(u32::MAX);
    let all: Vec<String> = [
        (check.supported, "supported"),
        (check.not_clear, "not clear"),
        (check.incomplete, "incomplete"),
        (check.selective, "selective"),
        (check.unsupported, "unsupported"),
        (contradicted, "contradicted"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    if all.is_empty() {
        "no claims".to_owned()
    } else {
        words::list(&all)
    }
}

/// Every comment, the newest first.
pub(super) fn comments(view: &View, report: &ReportState) -> Vec<CommentHtml> {
    report
        .comments
        .iter()
        .rev()
        .map(|one| CommentHtml {
            kind: match one.comment.of {
                waymark_plan::ledger::parts::CommentKind::Legal => "Legal",
                waymark_plan::ledger::parts::CommentKind::Finance => "Finance",
                waymark_plan::ledger::parts::CommentKind::Officer => "Officer",
            },
            on: words::day(one.act.on),
            who: view.people.called(one.whose()),
            text: one.comment.text.clone(),
            is_of_round: one.round == report.round,
        })
        .collect()
}

fn frozen(publication: &waymark_plan::ledger::state::PublicationState) -> FrozenHtml {
    let frozen = &publication.publication.frozen;
    FrozenHtml {
        snapshot: frozen.snapshot.clone(),
        event: frozen.plan_sequence,
        program: frozen.program.clone(),
        documents: frozen
            .documents
            .iter()
            .map(|document| DocumentHtml {
                size: size(document.bytes),
                is_html: document.name.ends_with(".html"),
                name: document.name.clone(),
                sha256: document.sha256.clone(),
            })
            .collect(),
    }
}

/// The figures that a published report shows, or why its archive cannot be read here.
async fn cited(site: &Site, report: &ReportState) -> Result<Result<Vec<CitedHtml>, String>, Fault> {
    if report.stage != ReportStage::Published {
        return Ok(Ok(Vec::new()));
    }
    let (home, id) = (site.settings.home.clone(), report.record.id.clone());
    let found = aside(move || Archive::open(&home, &id)?.cited()).await?;
    Ok(found
        .map(|all| all.into_iter().map(cited_html).collect())
        .map_err(|error| error.to_string()))
}

fn cited_html(cited: Cited) -> CitedHtml {
    CitedHtml {
        mark: cited.mark,
        title: cited.title,
        month: cited.month.in_words(),
        said: cited.said,
    }
}

fn restatement(site: &Site, visitor: &Visitor, one: &RestatementState) -> RestatementHtml {
    let record = &one.record;
    let about = [("restatement", record.id.as_str())];
    RestatementHtml {
        is_open: one.is_open(),
        raised: words::day(one.act.on),
        snapshot: short(&record.snapshot).to_owned(),
        because: record.because.clone(),
        caption: format!("What restatement {} changes", record.id),
        changes: record
            .changes
            .iter()
            .map(|change| ChangeHtml::of(site, change))
            .collect(),
        answer: one.answer.as_ref().map(|(act, outcome)| {
            let (what, why) = match outcome {
                RestatementOutcome::Corrected { note } => ("The report was corrected", note),
                RestatementOutcome::Kept { reason } => ("The report stays as it is", reason),
            };
            format!("{what} ({}): {why}", words::day(act.on))
        }),
        link: link(visitor, K::AnswerRestatement, "Answer it", &about).filter(|_| one.is_open()),
        id: record.id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_verdicts_that_some_claim_has_are_counted() {
        let check = CheckRecord {
            narrative_sha256: String::new(),
            snapshot: String::new(),
            template: None,
            supported: 5,
            not_clear: 0,
            incomplete: 1,
            selective: 0,
            unsupported: 2,
            contradicted: Vec::new(),
        };
        assert_eq!(
            counts(&check),
            "5 supported, 1 incomplete and 2 unsupported"
        );
        let nothing = CheckRecord {
            supported: 0,
            incomplete: 0,
            unsupported: 0,
            ..check
        };
        assert_eq!(counts(&nothing), "no claims");
    }
}
