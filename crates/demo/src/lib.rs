//! Loamshire, a made-up council, on its whole way, by the same doors as anyone's files and commands:
//! files made, returns read into a snapshot, two years of decisions in a ledger, a report written,
//! held to the evidence, mended, approved, published.
//!
//! The command line's demo and the tests of what stands on a whole home begin here.

mod files;
mod history;
mod published;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use waymark_app::{AppError, GRADINGS_FILE, Ledger, Location, gradings};
use waymark_codes::Month;
use waymark_figures::MeasureMeta;
use waymark_intake::{Intake, IntakeError};
use waymark_plan::Plan;
use waymark_plan::ledger::parts::{EvidenceNote, ImpactSeen};
use waymark_plan::ledger::{Agenda, Command, NotAPlan, agenda, noted_figures};
use waymark_publication::{
    Archive, CheckedText, DaysEvidence, Ground, Home, PublicationError, Source, TemplateText,
    Wanted, evidence,
};
use waymark_report::Template;
use waymark_returns::{Options, SourceFile};
use waymark_synth::{Parts, Settings};

pub use files::write_files;
pub use published::REPORT;

/// The day of the fictional committee.
pub const AS_AT: Date = date(2017, 11, 13);
/// The last monthly meeting before it: its minutes are written, and the figures that it had before
/// it are noted.
pub const MEETING: (&str, Date) = ("M2017-10", date(2017, 10, 30));
/// The next one: its agenda is written.
pub const NEXT_MEETING: Date = date(2017, 11, 27);
/// The performance analyst, who notes the figures.
const ANALYST: &str = "P1";

/// Why the demo cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file or folder cannot be written.
    #[error("{} cannot be written: {why}", path.display())]
    Writing {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// A file or folder cannot be read.
    #[error("{} cannot be read: {why}", path.display())]
    Reading {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// What is written in the demo is not as it must be: a defect of ours.
    #[error("{0}; please report this")]
    Unsound(String),
    /// The ledger refused, or failed.
    #[error(transparent)]
    App(#[from] AppError),
    /// The ledger holds no whole plan.
    #[error(transparent)]
    NotAPlan(#[from] NotAPlan),
    /// The figures or the report cannot be made.
    #[error(transparent)]
    Publication(#[from] PublicationError),
    /// The snapshot cannot be written.
    #[error(transparent)]
    Snapshot(#[from] waymark_snapshot::SnapshotError),
    /// The files cannot be kept.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The benchmarks cannot be read.
    #[error(transparent)]
    Benchmarks(#[from] waymark_benchmarks::BenchmarkError),
    /// The list of people cannot be read.
    #[error("the list of people cannot be read: {0}")]
    People(#[from] csv::Error),
}

impl DemoError {
    fn writing(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |why| Self::Writing { path, why }
    }

    fn reading(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |why| Self::Reading { path, why }
    }
}

/// An id that the demo's own text has.
fn id<T: std::str::FromStr>(text: &str) -> Result<T, DemoError> {
    text.parse()
        .map_err(|_| DemoError::Unsound(format!("`{text}` is not an id")))
}

/// Loamshire as it stands when its report is published.
pub struct Loamshire {
    /// The folder of snapshots, benchmarks, reports and the ledger.
    pub home: Home,
    /// The files that it was made from.
    pub files: PathBuf,
    /// The ledger.
    pub ledger: Ledger,
    /// The snapshot with its engine.
    pub source: Source,
    /// What is known of every measure.
    pub metas: Vec<MeasureMeta>,
    /// The plan on the day of the committee, before the report's own steps.
    pub plan: Plan,
    /// The template of its report.
    pub template: TemplateText,
    /// What the report rests on.
    pub ground: Ground,
    /// The month of its figures.
    pub month: Month,
    /// The next meeting's agenda, for those who meet: it has numbers however small.
    pub agenda: Agenda,
    /// What the check said of the officers' first text.
    pub first_check: CheckedText,
    /// The published report.
    pub archive: Archive,
}

/// Makes Loamshire in an empty folder: its files in `loamshire`, its home in `waymark-data`. What is
/// going on is told as it happens.
pub async fn make(
    out: &Path,
    seed: u64,
    now: Timestamp,
    tell: &mut dyn FnMut(&str),
) -> Result<Loamshire, DemoError> {
    let files = out.join("loamshire");
    let settings = Settings {
        seed,
        parts: Parts {
            ssda903_xml: false,
            ..Parts::ALL
        },
        ..Settings::default()
    };
    let count = write_files(&settings, &files)?;
    tell(&format!(
        "made {count} files of Loamshire, a made-up council: {}",
        files.display()
    ));
    // Of June's audits the committee hears, as the month that management oversight was looked at.
    let text = Template::BUILT_IN.replacen("month = \"latest\"", "month = \"2017-06\"", 1);
    let path = files.join("template.toml");
    std::fs::write(&path, &text).map_err(DemoError::writing(&path))?;
    let template = TemplateText::read(text)
        .map_err(|_| DemoError::Unsound("the template is not sound".to_owned()))?;

    let home = Home::new(out.join("waymark-data"));
    let history = history::lines(&files)?;
    let (before, after) = history.split_at(history.partition_point(|line| line.today < MEETING.1));
    let at = Location::Sqlite(home.path.join("ledger.db"));
    let first = before.first().map_or(AS_AT, |line| line.today);
    let mut ledger = history::begin(&at, &files, first).await?;
    history::give(&mut ledger, before).await?;

    import(&home, &files, &ledger, now, tell)?;
    let mut source = Source::open(&home, "latest", None).await?;
    let metas: Vec<MeasureMeta> = source
        .catalogue
        .all()
        .map(|definition| definition.meta.clone())
        .collect();
    let seen = note_evidence(&home, &mut ledger, &mut source).await?;
    let judged = with_impact(&ledger, after, &seen)?;
    history::give(&mut ledger, &judged).await?;
    tell(&format!(
        "gave two years of decisions, {} events, to the ledger {}",
        ledger.state().seq,
        home.path.join("ledger.db").display()
    ));
    let plan = ledger.state().plan(ledger.people())?;
    let benchmarks = home.benchmarks()?;
    let narratives = published::Narratives::read(&files)?;
    let narrative = narratives.mended();
    let wanted = Wanted {
        plan: &plan,
        template: Some(&template.template),
        narrative: Some(&narrative),
        as_at: AS_AT,
        month: None,
    };
    let days = evidence(&mut source, &benchmarks, &wanted).await?;
    let month = days.month;
    let agenda = agenda(ledger.state(), NEXT_MEETING, Some(&days.evidence));
    let ground = Ground::on(days, &source, &benchmarks, &wanted, &[]);
    let (first_check, archive) =
        published::go(&home, &mut ledger, &template, &narratives, &ground, AS_AT).await?;
    tell(&format!(
        "published the report as {REPORT}, frozen in {}",
        home.reports().join(REPORT).display()
    ));
    Ok(Loamshire {
        home,
        files,
        ledger,
        source,
        metas,
        plan,
        template,
        ground,
        month,
        agenda,
        first_check,
        archive,
    })
}

/// Reads the returns, with the gradings that the ledger holds, and the published figures.
fn import(
    home: &Home,
    files: &Path,
    ledger: &Ledger,
    now: Timestamp,
    tell: &mut dyn FnMut(&str),
) -> Result<(), DemoError> {
    let mut sources = files::read_folders(files, &["ssda903", "cin", "workforce", "ssd"])?;
    let graded = gradings(ledger.state())
        .ok_or_else(|| DemoError::Unsound("the history has no audits".to_owned()))?;
    sources.push(SourceFile::new(GRADINGS_FILE.to_owned(), graded));
    let imported = waymark_returns::read(&sources, &Options::default(), &|_| {});
    let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let written = waymark_snapshot::write(&home.path, &sources, &imported, Some(now.to_string()))?;
    let read: u64 = imported.files.iter().map(|file| file.rows_read).sum();
    let kept: u64 = imported.files.iter().map(|file| file.rows_kept).sum();
    tell(&format!(
        "imported {read} rows, kept {kept}, as snapshot {}",
        written.id
    ));
    // Whoever hands in one return of the next month finds the others still there.
    Intake::new(home.clone()).keep_files(&sources)?;
    waymark_benchmarks::import(&home.path, &[files.join("benchmarks")])?;
    Ok(())
}

/// Notes the figures that the meeting had before it.
async fn note_evidence(
    home: &Home,
    ledger: &mut Ledger,
    source: &mut Source,
) -> Result<DaysEvidence, DemoError> {
    let plan = ledger.state().plan(ledger.people())?;
    let benchmarks = home.benchmarks()?;
    let wanted = Wanted {
        plan: &plan,
        template: None,
        narrative: None,
        as_at: MEETING.1,
        month: None,
    };
    let book = evidence(source, &benchmarks, &wanted).await?;
    let note = history::Line {
        today: MEETING.1,
        by: id(ANALYST)?,
        give: Command::NoteEvidence(EvidenceNote {
            meeting: Some(id(MEETING.0)?),
            snapshot: source.snapshot.id().to_owned(),
            month: book.month,
            figures: noted_figures(&book.evidence),
        }),
    };
    history::give_as(ledger, std::slice::from_ref(&note), "evidence").await?;
    Ok(book)
}

/// The commands of the history, each judgement with the impact that the figures of the day propose.
fn with_impact(
    ledger: &Ledger,
    lines: &[history::Line],
    seen: &DaysEvidence,
) -> Result<Vec<history::Line>, DemoError> {
    let plan = ledger.state().plan(ledger.people())?;
    let snapshot = ledger
        .state()
        .evidence
        .last()
        .map(|seen| seen.note.snapshot.clone())
        .unwrap_or_default();
    let mut given = lines.to_vec();
    for line in &mut given {
        let Command::Rate(judgement) = &mut line.give else {
            continue;
        };
        let mut all = plan.recommendations.iter();
        let Some(judged) = all.find(|one| one.id == judgement.recommendation) else {
            continue;
        };
        judgement.impact = Some(ImpactSeen {
            snapshot: snapshot.clone(),
            month: seen.month,
            part: waymark_plan::impact(judged, &seen.evidence, judgement.on).into(),
        });
    }
    Ok(given)
}
