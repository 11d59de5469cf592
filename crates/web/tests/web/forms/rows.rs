//! What people answer, and which command it is. All of it was written by hand, from what the form
//! asks and what the command says.

#[path = "rows/around.rs"]
mod around;
#[path = "rows/plan.rs"]
mod plan;
#[path = "rows/refused.rs"]
mod refused;
#[path = "rows/work.rs"]
mod work;

use serde_json::Value;

pub use refused::{without_form, wrong};

/// A form that somebody fills in.
pub struct Row {
    /// The kind of command.
    pub kind: &'static str,
    /// Who fills it in.
    pub by: &'static str,
    /// What its address says.
    pub about: &'static [(&'static str, &'static str)],
    /// What they answer; several of one name are several ticks. The rest stays as it is shown.
    pub answers: &'static [(&'static str, &'static str)],
    /// The command that it is.
    pub gives: Value,
    /// Where it leads afterwards.
    pub back: &'static str,
}

/// What stands in an address, or what is answered.
type Pairs = &'static [(&'static str, &'static str)];

fn row(
    kind: &'static str,
    by: &'static str,
    about: Pairs,
    answers: Pairs,
    gives: Value,
    back: &'static str,
) -> Row {
    Row {
        kind,
        by,
        about,
        answers,
        gives,
        back,
    }
}

/// Every form, and those that correct apart from those that record anew.
pub fn rows() -> Vec<Row> {
    [
        plan::items(),
        plan::ratings(),
        plan::roles_and_frame(),
        plan::recommendations(),
        work::audits(),
        work::meetings(),
        work::minutes(),
        around::money(),
        around::reports(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
