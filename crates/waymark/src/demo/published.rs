//! The demo's report on its way: written, held to the evidence, mended, approved, published.

use std::path::Path;

use anyhow::Context;
use jiff::civil::{Date, date};
use waymark_app::Ledger;
use waymark_narrative::check::Verdict;
use waymark_narrative::text::Text;
use waymark_plan::ReportId;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    CommentKind, ReportApproval, ReportComment, ReportDraft, ReportReview, ReportSubmission,
    ReportText, ReviewOutcome,
};
use waymark_publication::{Archive, Ground, TemplateText, ToFreeze, freeze, publish};

use super::history::{self, Line};
use crate::data::Home;
use crate::output;
use crate::report::lines;

/// The report's name in the ledger.
pub const REPORT: &str = "committee-2017-11";
const ANALYST: &str = "P1";
const DIRECTOR: &str = "P2";
const CHAIR: &str = "P3";
const LEGAL: &str = "P33";
const FINANCE: &str = "P34";
const WRITTEN: Date = date(2017, 11, 8);
const MENDED: Date = date(2017, 11, 9);
const COMMENTED: Date = date(2017, 11, 10);

/// What officers wrote for it: at first, and after the check.
pub struct Narratives {
    first: String,
    mended: String,
}

impl Narratives {
    /// Reads Loamshire's two texts.
    pub fn read(files: &Path) -> anyhow::Result<Self> {
        let text = |name: &str| {
            let path = files.join(name);
            std::fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))
        };
        Ok(Self {
            first: text("narrative-first.md")?,
            mended: text("narrative.md")?,
        })
    }

    /// The text that goes to the committee.
    pub fn mended(&self) -> Text {
        Text::markdown(&self.mended)
    }
}

/// Takes the report from its draft to publication, and writes what the check said of the first
/// text beside the other files.
pub async fn go(
    home: &Home,
    ledger: &mut Ledger,
    template: &TemplateText,
    narratives: &Narratives,
    ground: &Ground,
    out: &Path,
    day: Date,
) -> anyhow::Result<Archive> {
    let report: ReportId = REPORT.parse()?;
    let line = |today: Date, by: &str, give: Command| -> anyhow::Result<Line> {
        Ok(Line {
            today,
            by: by.parse()?,
            give,
        })
    };
    let write = |narrative: &str| {
        Command::WriteReport(ReportText {
            report: report.clone(),
            narrative: narrative.to_owned(),
        })
    };
    let first = ground.check(&Text::markdown(&narratives.first));
    let found: Vec<String> = first.checked.claims.iter().flat_map(lines).collect();
    output::write_file(
        &out.join("narrative-check.txt"),
        (found.join("\n") + "\n").as_bytes(),
    )?;
    output::line(&format!(
        "held the officers\u{2019} first text to the evidence: {} claims, {} of them contradicted (narrative-check.txt)",
        first.checked.claims.len(),
        first.checked.count(Verdict::Contradicted)
    ));
    let comment = |of: CommentKind, text: &str| {
        Command::CommentOnReport(ReportComment {
            report: report.clone(),
            of,
            text: text.to_owned(),
            on_behalf_of: None,
        })
    };
    let mended = ground.check(&narratives.mended());
    let steps = [
        line(
            WRITTEN,
            ANALYST,
            Command::OpenReport(ReportDraft {
                id: report.clone(),
                title: "Progress report to the scrutiny committee, November 2017".to_owned(),
                meeting_on: day,
                as_at: day,
                month: None,
                correction: None,
            }),
        )?,
        line(WRITTEN, ANALYST, write(&narratives.first))?,
        line(MENDED, ANALYST, write(&narratives.mended))?,
        line(
            MENDED,
            ANALYST,
            Command::SubmitReport(ReportSubmission {
                report: report.clone(),
                note: Some("Mended after the check: timeliness and the SDQ score.".to_owned()),
            }),
        )?,
        line(
            MENDED,
            CHAIR,
            Command::ReviewReport(ReportReview {
                report: report.clone(),
                outcome: ReviewOutcome::Agreed,
                note: None,
            }),
        )?,
        line(
            COMMENTED,
            LEGAL,
            comment(
                CommentKind::Legal,
                "There are no legal implications beyond those in the report.",
            ),
        )?,
        line(
            COMMENTED,
            FINANCE,
            comment(
                CommentKind::Finance,
                "The growth bid is in the budget for 2018/19.",
            ),
        )?,
        line(
            day,
            DIRECTOR,
            Command::ApproveReport(ReportApproval {
                report: report.clone(),
                check: mended.record(&narratives.mended, &ground.snapshot, template),
                reasons: Vec::new(),
            }),
        )?,
    ];
    history::give_as(ledger, &steps, "report").await?;
    let wanted = ToFreeze {
        report: &report,
        template,
        definitions: None,
    };
    let archive = freeze(home, ledger, &wanted).await?;
    let stamp = history::stamp(&ANALYST.parse()?, day, "publication", 0)?;
    publish(home, ledger, &archive, stamp, None).await?;
    output::line(&format!(
        "published the report as {REPORT}, frozen in {}",
        home.reports().join(REPORT).display()
    ));
    Ok(archive)
}
