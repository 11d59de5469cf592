//! `/reports`: which are on their way and who is awaited, which were published, and what of those
//! newer data changes.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use waymark_narrative::sentence::words;
use waymark_plan::ReportId;
use waymark_plan::ledger::CommandKind;
use waymark_plan::ledger::state::{ReportStage, ReportState};

use super::standing::{Awaited, lacks_a_role, tag};
use crate::fault::Fault;
use crate::give::{GiveLink, link};
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/list.html")]
struct ListPage {
    shell: Shell,
    begin: Option<GiveLink>,
    under_way: Vec<Row>,
    published: Vec<Row>,
    given_up: Vec<Row>,
    restatements: Vec<RestatementRow>,
}

struct Row {
    id: ReportId,
    title: String,
    meeting: String,
    as_at: String,
    stage: (&'static str, &'static str),
    waits: Vec<String>,
    on: String,
    restated: usize,
}

struct RestatementRow {
    id: String,
    report: ReportId,
    title: String,
    figures: String,
    raised: String,
}

/// Shows it.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let awaited = Awaited::of(&view, visitor.today);
    let mut page = ListPage {
        begin: link(&visitor, CommandKind::OpenReport, "Begin a report", &[]),
        under_way: Vec::new(),
        published: Vec::new(),
        given_up: Vec::new(),
        restatements: Vec::new(),
        shell,
    };
    // The newest meeting first.
    for (id, report) in view.state.reports().into_iter().rev() {
        let row = row(id, report, &awaited);
        match report.stage {
            ReportStage::Published => page.published.push(row),
            ReportStage::Withdrawn => page.given_up.push(row),
            _ => page.under_way.push(row),
        }
        let open = report.restatements.iter().filter(|(_, one)| one.is_open());
        page.restatements
            .extend(open.map(|(restatement, one)| RestatementRow {
                id: restatement.to_string(),
                report: id.clone(),
                title: report.record.title.clone(),
                figures: words::counted(one.record.changes.len(), "figure", "figures"),
                raised: words::day(one.act.on),
            }));
    }
    Ok(html(&page))
}

fn row(id: &ReportId, report: &ReportState, awaited: &Awaited) -> Row {
    let mut waits = awaited.by(report);
    if let Some(words) = lacks_a_role(report, &waits) {
        waits.push(words.to_owned());
    }
    let published = report.publication.as_ref();
    Row {
        id: id.clone(),
        title: report.record.title.clone(),
        meeting: words::day(report.record.meeting_on),
        as_at: words::day(report.record.as_at),
        stage: tag(report.stage),
        waits,
        on: published
            .map(|published| words::day(published.act.on))
            .unwrap_or_default(),
        restated: report
            .restatements
            .values()
            .filter(|one| one.is_open())
            .count(),
    }
}
