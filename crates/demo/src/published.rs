//! The demo's report on its way: written, held to the evidence, mended, approved, published.

use std::path::Path;

use jiff::civil::{Date, date};
use waymark_app::Ledger;
use waymark_narrative::text::Text;
use waymark_plan::ReportId;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    CommentKind, ReportApproval, ReportComment, ReportDraft, ReportReview, ReportSubmission,
    ReportText, ReviewOutcome,
};
use waymark_publication::{
    Archive, CheckedText, Ground, Home, TemplateText, ToFreeze, freeze, publish,
};

use crate::DemoError;
use crate::files::text;
use crate::history::{self, Line};

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
    pub fn read(files: &Path) -> Result<Self, DemoError> {
        Ok(Self {
            first: text(&files.join("narrative-first.md"))?,
            mended: text(&files.join("narrative.md"))?,
        })
    }

    /// The text that goes to the committee.
    pub fn mended(&self) -> Text {
        Text::markdown(&self.mended)
    }
}

/// Takes the report from its draft to publication. Gives what the check said of the first text, and
/// the archive.
pub async fn go(
    home: &Home,
    ledger: &mut Ledger,
    template: &TemplateText,
    narratives: &Narratives,
    ground: &Ground,
    day: Date,
) -> Result<(CheckedText, Archive), DemoError> {
    let report: ReportId = crate::id(REPORT)?;
    let line = |today: Date, by: &str, give: Command| -> Result<Line, DemoError> {
        Ok(Line {
            today,
            by: crate::id(by)?,
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
    let stamp = history::stamp(&crate::id(ANALYST)?, day, "publication", 0)?;
    publish(home, ledger, &archive, stamp, None).await?;
    Ok((first, archive))
}
