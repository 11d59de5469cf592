//! What the tests begin with: a council with referrals, Loamshire's plan and a report.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use tempfile::TempDir;
use waymark_app::{Ledger, Location, NewPerson, Order, Stamp};
use waymark_narrative::text::Text;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::*;
use waymark_plan::{Known, PersonId, Plan, ReportId};
use waymark_publication::{
    Archive, Ground, Home, PublicationError, Source, TemplateText, ToFreeze, Wanted, earlier,
    freeze, plan_at, publish,
};
use waymark_returns::{Options, SourceFile};

/// The day of everything in these tests.
pub const DAY: Date = date(2017, 11, 13);
/// The report.
pub const REPORT: &str = "scrutiny-2017-11";
/// How many children are referred once; some of them are referred again.
const CHILDREN: u32 = 30;
/// What officers wrote. 18 of 48 referrals are re-referrals.
pub const NARRATIVE: &str = "# Progress\n\nRe-referrals were {{re-referrals@2017-09}} in the year to September 2017 ({{re-referrals@2017-09 | cases}}).\n\nPartners have been asked for their views.\n";

pub fn parsed<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

pub fn id() -> ReportId {
    parsed(REPORT)
}

fn now() -> Timestamp {
    parsed("2017-11-13T09:30:00Z")
}

/// A council with its people: the analyst is P1.
pub struct Council {
    folder: TempDir,
    pub home: Home,
    pub ledger: Ledger,
    pub director: PersonId,
    chair: PersonId,
    pub legal: PersonId,
    finance: PersonId,
    givings: u32,
}

impl Council {
    /// Referrals are imported, the plan is in the ledger, and everybody has their roles.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home"));
        import(&home, 18);
        let at = Location::Sqlite(home.path.join("ledger.db"));
        let mut ledger = Ledger::open(&at).await.unwrap();
        ledger
            .add_person(None, &person("Imogen Tallis", "Performance Analyst"), now())
            .await
            .unwrap();
        let plan = fs::read_to_string(
            waymark_testkit::workspace().join("crates/synth/src/loamshire/plan.toml"),
        )
        .unwrap();
        let plan = Plan::read(&plan, Known::Anything).plan.unwrap();
        let by = stamp("P1", "plan");
        ledger
            .apply_plan(&plan, "plan.toml", &by, true)
            .await
            .unwrap();
        let mut ids: Vec<PersonId> = Vec::new();
        for (name, post) in [
            ("Ada Director", "Director"),
            ("Ben Chair", "Assistant Director"),
            ("Cy Law", "Solicitor"),
            ("Di Money", "Finance Officer"),
        ] {
            let by = parsed("P1");
            let person = person(name, post);
            ids.push(ledger.add_person(Some(&by), &person, now()).await.unwrap());
        }
        let [director, chair, legal, finance] = ids.try_into().unwrap();
        let mut council = Self {
            folder,
            home,
            ledger,
            director,
            chair,
            legal,
            finance,
            givings: 0,
        };
        for (person, role) in [
            (council.director.clone(), Role::Director),
            (council.chair.clone(), Role::Chair),
            (council.legal.clone(), Role::Legal),
            (council.finance.clone(), Role::Finance),
        ] {
            let grant = Command::GrantRole(RoleOf { person, role });
            council.give("P1", grant).await;
        }
        council
    }

    /// The same, with a report that the director has approved.
    pub async fn with_approved_report() -> Self {
        let mut council = Self::new().await;
        council.write(NARRATIVE).await;
        council.approve().await;
        council
    }

    /// The same, with the report published.
    pub async fn with_published_report() -> Self {
        let mut council = Self::with_approved_report().await;
        council.publish("P1").await.unwrap();
        council
    }

    pub async fn give(&mut self, by: &str, command: Command) {
        self.givings += 1;
        let order = Order {
            command,
            stamp: stamp(by, &format!("step-{}", self.givings)),
            seen: None,
        };
        self.ledger.give(&order).await.unwrap();
    }

    /// Begins the report and writes its narrative.
    pub async fn write(&mut self, narrative: &str) {
        let draft = ReportDraft {
            id: id(),
            title: "Progress against Firm Footing".to_owned(),
            meeting_on: DAY,
            as_at: DAY,
            month: Some(parsed("2017-09")),
            correction: None,
        };
        self.give("P1", Command::OpenReport(draft)).await;
        let text = ReportText {
            report: id(),
            narrative: narrative.to_owned(),
        };
        self.give("P1", Command::WriteReport(text)).await;
    }

    /// Takes the report from its draft to approval.
    pub async fn approve(&mut self) {
        let submission = ReportSubmission {
            report: id(),
            note: None,
        };
        self.give("P1", Command::SubmitReport(submission)).await;
        let review = ReportReview {
            report: id(),
            outcome: ReviewOutcome::Agreed,
            note: None,
        };
        let chair = self.chair.clone();
        self.give(chair.as_str(), Command::ReviewReport(review))
            .await;
        for (of, who) in [
            (CommentKind::Legal, self.legal.clone()),
            (CommentKind::Finance, self.finance.clone()),
        ] {
            let comment = ReportComment {
                report: id(),
                of,
                text: "There are no implications.".to_owned(),
                on_behalf_of: None,
            };
            self.give(who.as_str(), Command::CommentOnReport(comment))
                .await;
        }
        let narrative = self.narrative();
        let ground = self.ground("latest", Some(&narrative)).await;
        let found = ground.check(&Text::markdown(&narrative));
        let approval = ReportApproval {
            report: id(),
            check: found.record(&narrative, &ground.snapshot, &TemplateText::built_in()),
            reasons: found
                .checked
                .contradicted()
                .map(|claim| ContradictionReason {
                    claim: claim.id.clone(),
                    reason: "The director answers for it.".to_owned(),
                })
                .collect(),
        };
        let director = self.director.clone();
        self.give(director.as_str(), Command::ApproveReport(approval))
            .await;
    }

    pub fn narrative(&self) -> String {
        let report = self.ledger.state().report(&id()).unwrap();
        report.narrative.clone().unwrap()
    }

    /// All that a text of the report's day rests on.
    pub async fn ground(&self, snapshot: &str, narrative: Option<&str>) -> Ground {
        let text = narrative.map(Text::markdown);
        let template = TemplateText::built_in();
        let mut source = Source::open(&self.home, snapshot, None).await.unwrap();
        let (_, plan) = plan_at(&self.ledger, DAY).await.unwrap();
        let wanted = Wanted {
            plan: &plan,
            template: Some(&template.template),
            narrative: text.as_ref(),
            as_at: DAY,
            month: Some(parsed("2017-09")),
        };
        let earlier = earlier(&self.home, self.ledger.state()).unwrap();
        Ground::of(&self.home, &mut source, &wanted, &earlier)
            .await
            .unwrap()
    }

    pub async fn freeze(&self) -> Result<Archive, PublicationError> {
        let template = TemplateText::built_in();
        let wanted = ToFreeze {
            report: &id(),
            template: &template,
            definitions: None,
        };
        freeze(&self.home, &self.ledger, &wanted).await
    }

    /// Freezes the report and publishes it in somebody's name.
    pub async fn publish(&mut self, by: &str) -> Result<Archive, PublicationError> {
        let archive = self.freeze().await?;
        let stamp = stamp(by, "publish");
        publish(&self.home, &mut self.ledger, &archive, stamp, None).await?;
        Ok(archive)
    }

    /// A file of the report's archive.
    pub fn archived(&self, path: &str) -> PathBuf {
        let mut file = self.home.reports().join(REPORT);
        file.extend(path.split('/'));
        file
    }

    /// Another home with a copy of snapshots, reports and ledger, and of nothing else.
    pub async fn copy(&self) -> (Home, Ledger) {
        let home = Home::new(self.folder.path().join("copy"));
        for name in ["snapshots", "reports"] {
            copy(&self.home.path.join(name), &home.path.join(name));
        }
        let entries = fs::read_dir(&self.home.path).unwrap();
        for entry in entries.map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if name.starts_with("ledger.db") {
                fs::copy(entry.path(), home.path.join(name)).unwrap();
            }
        }
        let at = Location::Sqlite(home.path.join("ledger.db"));
        let ledger = Ledger::open_existing(&at).await.unwrap().unwrap();
        (home, ledger)
    }
}

fn person(name: &str, post: &str) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        post: post.to_owned(),
        email: None,
        phone: None,
    }
}

fn stamp(by: &str, giving: &str) -> Stamp {
    Stamp {
        by: parsed(by),
        today: DAY,
        now: now(),
        id: parsed(giving),
    }
}

/// Imports referrals: each child once, and the first so many again half a year later.
pub fn import(home: &Home, again: u32) -> String {
    let mut csv = String::from(
        "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,cine_referral_team\n",
    );
    for child in 0..CHILDREN {
        let team = if child % 2 == 0 { "North" } else { "South" };
        writeln!(csv, "a{child},p{child},2016-11-10,2016-12-10,{team}").unwrap();
        if child < again {
            writeln!(csv, "b{child},p{child},2017-05-10,2017-06-10,{team}").unwrap();
        }
    }
    let files = [SourceFile::new(
        "referrals.csv".to_owned(),
        csv.into_bytes(),
    )];
    let options = Options {
        covers: Some((date(2015, 10, 1), date(2017, 9, 30))),
    };
    let import = waymark_returns::read(&files, &options, &|_| {});
    let written = waymark_snapshot::write(&home.path, &files, &import, None).unwrap();
    written.id
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), &place).unwrap();
        }
    }
}
