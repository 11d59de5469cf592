//! The catalogue: every measure with its latest figure, the change on a year before, what its run
//! chart shows, and the recommendations that are judged by it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use waymark_figures::{Evidence, EvidenceBook, MeasureId, MeasureMeta, Verdict};
use waymark_narrative::sentence::{Asked, Shown, View as FigureView, words};
use waymark_plan::RecommendationId;
use waymark_plan::ledger::State as Ledger;

use super::seen::whole;
use super::{signals, tables};
use crate::fault::Fault;
use crate::pages::recommendation::AUDITS;
use crate::permission::Permission;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "measures/list.html")]
struct MeasuresPage {
    shell: Shell,
    month: Option<String>,
    rows: Vec<Row>,
    sees_all: bool,
}

struct Row {
    id: MeasureId,
    title: String,
    definition: String,
    value: String,
    cases: String,
    /// Whether others see that there is a figure, and no more.
    officers_only: bool,
    change: Option<Change>,
    signal: String,
    uses: Vec<Use>,
}

struct Change {
    words: String,
    verdict: &'static str,
    class: &'static str,
}

/// A recommendation that is judged by a measure.
pub struct Use {
    /// The recommendation.
    pub id: RecommendationId,
    /// Its number.
    pub number: u16,
}

/// Shows it.
pub async fn list(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let sees_all = Permission::Work.is_held_by(&visitor);
    let day = site.desk.day(&view, visitor.today, None).await?;
    let book = day.as_ref().map(|day| day.evidence_for(sees_all));
    let mut metas = site.desk.metas();
    metas.sort_by(|one, other| one.title.cmp(&other.title));
    let rows = metas
        .iter()
        .map(|meta| row(meta, book, sees_all, &view.state))
        .collect();
    Ok(html(&MeasuresPage {
        month: day.as_ref().map(|day| day.month.in_words()),
        rows,
        sees_all,
        shell,
    }))
}

/// The recommendations of the plan that are judged by a measure, or by a group of it.
pub fn uses(state: &Ledger, measure: &MeasureId) -> Vec<Use> {
    state
        .in_plan()
        .into_iter()
        .filter(|(_, one)| {
            let is_linked = one
                .measures
                .iter()
                .any(|linked| linked.selector.measure == *measure);
            is_linked || (measure.as_str() == AUDITS && !one.record.audit_themes.is_empty())
        })
        .map(|(id, one)| Use {
            id: id.clone(),
            number: one.record.number,
        })
        .collect()
}

fn row(meta: &MeasureMeta, book: Option<&EvidenceBook>, sees_all: bool, state: &Ledger) -> Row {
    let mut row = Row {
        id: meta.id.clone(),
        title: meta.title.clone(),
        definition: meta.definition.clone(),
        value: "Not known".to_owned(),
        cases: String::new(),
        officers_only: false,
        change: None,
        signal: String::new(),
        uses: uses(state, &meta.id),
    };
    let selector = whole(&meta.id);
    let Some((book, entry)) = book.and_then(|book| Some((book, book.find(&selector)?))) else {
        return row;
    };
    row.signal = signals::read(meta, &entry.series).latest;
    let Ok(seen) = FigureView::of(book, &selector, &Asked::default()) else {
        return row;
    };
    let hidden = matches!(seen.now, Shown::Hidden(_));
    if hidden && !sees_all {
        row.value = "Not shown: small numbers".to_owned();
        return row;
    }
    if let Some(figure) = entry.figure() {
        match figure.value {
            Some(value) => {
                row.value = words::value(meta, value);
                row.cases = words::cases(meta, figure);
                row.officers_only = hidden;
            }
            None => row.value = "No cases".to_owned(),
        }
    }
    row.change = change(entry, &seen, sees_all);
    row
}

/// The change on a year before: for others than officers only where both figures may be shown.
fn change(entry: &Evidence, seen: &FigureView<'_>, sees_all: bool) -> Option<Change> {
    let comparison = if sees_all {
        entry.comparison.as_ref()
    } else {
        seen.comparison.as_ref()
    };
    let found = comparison?;
    let (verdict, class) = tables::verdict(found.verdict);
    let words = match found.verdict {
        // How far it moved invites to read something into what may be chance.
        Verdict::NoClearChange => String::new(),
        _ => tables::change(&entry.measure, found),
    };
    Some(Change {
        words,
        verdict,
        class,
    })
}
