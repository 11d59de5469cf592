//! Reports on their way to a committee, and afterwards: what `waymark report` does at the command
//! line, as pages.
//!
//! - `list`, `one`: which there are; one with its steps and what is needed next (`standing`);
//! - `edit`: the editor, with the check's `findings` and the `live` references beside the text;
//! - `submit`, `approve`, `publish`: the steps that look at the check before they are taken;
//! - `restate`, `compare`, `trace`, `verify`: what was published, held to newer data, to another
//!   report, to its cases, and to its proof;
//! - `files`: what is downloaded;
//! - `changed`: what became of a figure, as two of them show it;
//! - `held`: a report's text held to the evidence;
//!   `form`: what the forms here bring along, and how they are refused.
//!
//! Every rule of the steps is the ledger's, and every proof the room `publication`'s. The forms of
//! commands that need neither are in [`crate::forms`].

pub mod approve;
mod changed;
pub mod compare;
pub mod edit;
pub mod files;
mod findings;
mod form;
mod held;
pub mod list;
mod live;
pub mod one;
pub mod publish;
pub mod restate;
mod standing;
pub mod submit;
pub mod trace;
pub mod verify;

use waymark_plan::ReportId;
use waymark_plan::ledger::state::{ReportStage, ReportState};
use waymark_plan::ledger::{CommandKind, Subject};

use crate::book::View;
use crate::fault::Fault;
use crate::visitor::Visitor;

/// The report that an address names, as it stands in a view.
fn report_of<'a>(view: &'a View, id: &str) -> Result<&'a ReportState, Fault> {
    let id: ReportId = id.parse().map_err(|_| Fault::NotFound)?;
    view.state.report(&id).ok_or(Fault::NotFound)
}

/// The published report that an address names.
fn published_of<'a>(view: &'a View, id: &str) -> Result<&'a ReportState, Fault> {
    let report = report_of(view, id)?;
    match report.stage {
        ReportStage::Published => Ok(report),
        _ => Err(Fault::NotFound),
    }
}

/// Whether a visitor could give a kind of command about a report, as far as roles go.
fn may(visitor: &Visitor, kind: CommandKind, id: &ReportId) -> bool {
    let about = Subject::Report(id.clone());
    visitor
        .who
        .as_ref()
        .is_some_and(|who| visitor.view.state.may_give(who, kind, &about))
}

/// What the pages of a report say of it at their top.
#[derive(Clone, Debug)]
struct Head {
    id: ReportId,
    title: String,
}

impl Head {
    fn of(report: &ReportState) -> Self {
        Self {
            id: report.record.id.clone(),
            title: report.record.title.clone(),
        }
    }
}
