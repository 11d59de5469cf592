//! The gradings of practice audits as the log of audits that `returns` reads, so that measures
//! can query them: one row for each case and theme.

use waymark_plan::ledger::State;

/// What the log is called among the files of an import.
pub const GRADINGS_FILE: &str = "ledger/gradings.csv";

/// Every grading of every round as CSV, rounds in the order of their planning, cases in the order
/// of their references; none where nothing was graded. It holds no child's id: the references are
/// the audit's own.
pub fn gradings(state: &State) -> Option<Vec<u8>> {
    let mut out = String::from(
        "month,theme,reference,team,auditor_grade,moderated_grade,auditor,moderator\r\n",
    );
    let head = out.len();
    for round in state.rounds.values() {
        for ((reference, theme), grading) in &round.gradings {
            let (moderator, moderated) = match &grading.moderated {
                Some((moderator, grade, _)) => (moderator.as_str(), grade.in_words()),
                None => ("", ""),
            };
            let cells = [
                &round.record.month.to_string(),
                theme,
                reference,
                grading.team.as_deref().unwrap_or_default(),
                grading.grade.in_words(),
                moderated,
                grading.auditor.as_str(),
                moderator,
            ]
            .map(quoted);
            out.push_str(&cells.join(","));
            out.push_str("\r\n");
        }
    }
    (out.len() > head).then(|| out.into_bytes())
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
