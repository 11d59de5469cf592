//! `waymark demo`: the whole way on a fictional council, by the same doors as anyone's files and
//! commands.

mod history;
mod published;

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, bail};
use jiff::civil::{Date, date};
use waymark_app::{GRADINGS_FILE, Ledger, Location, gradings, write_workbook};
use waymark_codes::Month;
use waymark_figures::{MeasureMeta, Outcome};
use waymark_plan::MeetingId;
use waymark_plan::ledger::parts::{EvidenceNote, ImpactSeen};
use waymark_plan::ledger::{Command, agenda, noted_figures};
use waymark_publication::{DaysEvidence, Ground, Wanted, evidence};
use waymark_report::Template;
use waymark_returns::SourceFile;
use waymark_synth::{Parts, Settings};

use crate::cli::{DemoArguments, SourceArguments};
use crate::data::{self, Home, Source};
use crate::measures::{FIGURE_COLUMNS, columns, outcome_cells};
use crate::output::{self, Sheet, Value};
use crate::{DONE, import, page, plan, report, synth};

/// The day of the fictional committee.
const AS_AT: Date = date(2017, 11, 13);
/// The last monthly meeting before it: its minutes are written, and the figures that it had before
/// it are noted.
const MEETING: (&str, Date) = ("M2017-10", date(2017, 10, 30));
/// The next one: its agenda is written.
const NEXT_MEETING: Date = date(2017, 11, 27);
/// The performance analyst, who notes the figures.
const ANALYST: &str = "P1";
/// The mark by which a folder is known as a demo's, so that no other is written over.
const MARK: &str = "waymark-demo.txt";

/// Makes Loamshire, imports its files, computes and writes the report.
pub fn run(arguments: &DemoArguments) -> anyhow::Result<u8> {
    let begun = Instant::now();
    let out = &arguments.out;
    make_room(out)?;
    let files = out.join("loamshire");
    let settings = Settings {
        seed: arguments.seed,
        parts: Parts {
            ssda903_xml: false,
            ..Parts::ALL
        },
        ..Settings::default()
    };
    let count = synth::write(&settings, &files)?;
    output::line(&format!(
        "made {count} files of Loamshire, a made-up council: {}",
        files.display()
    ));
    // Of June's audits the committee hears, as the month that management oversight was looked at.
    let template_text = Template::BUILT_IN.replacen("month = \"latest\"", "month = \"2017-06\"", 1);
    output::write_file(&files.join("template.toml"), template_text.as_bytes())?;

    let home = Home::new(out.join("waymark-data"));
    let history = history::lines(&files)?;
    let (before, after) = history.split_at(history.partition_point(|line| line.today < MEETING.1));
    let at = Location::Sqlite(home.path.join("ledger.db"));
    let mut ledger = data::block_on(async {
        let first = before.first().context("the history is empty")?.today;
        let mut ledger = history::begin(&at, &files, first).await?;
        history::give(&mut ledger, before).await?;
        Ok(ledger)
    })?;

    let returns: Vec<_> = ["ssda903", "cin", "workforce", "ssd"]
        .iter()
        .map(|part| files.join(part))
        .collect();
    let mut sources = data::read_files(&returns)?;
    let graded = gradings(ledger.state()).context("the history has no audits")?;
    sources.push(SourceFile::new(GRADINGS_FILE.to_owned(), graded));
    let (imported, written) =
        import::import(&home, &sources, &waymark_returns::Options::default())?;
    let read: u64 = imported.files.iter().map(|file| file.rows_read).sum();
    let kept: u64 = imported.files.iter().map(|file| file.rows_kept).sum();
    output::line(&format!(
        "imported {read} rows, kept {kept}, as snapshot {}",
        written.id
    ));
    waymark_benchmarks::import(&home.path, &[files.join("benchmarks")])?;

    data::block_on(finish(&home, out, &files, &mut ledger, after))?;
    output::line(&format!(
        "done in {:.1} seconds; open {}",
        begun.elapsed().as_secs_f64(),
        out.join("index.html").display()
    ));
    Ok(DONE)
}

/// An empty folder for the demo: a former demo is cleared away, anything else is left alone.
fn make_room(out: &Path) -> anyhow::Result<()> {
    if out.exists() {
        let is_empty = std::fs::read_dir(out).is_ok_and(|mut all| all.next().is_none());
        if !is_empty && !out.join(MARK).exists() {
            bail!(
                "{} is there already and is not a demo's; give another folder with --out",
                out.display()
            );
        }
        std::fs::remove_dir_all(out).with_context(|| {
            format!(
                "the former demo in {} cannot be cleared; is one of its files open?",
                out.display()
            )
        })?;
    }
    let words = "A fictional council's files and report, made by `waymark demo`. The next demo writes this folder anew.\n";
    output::write_file(&out.join(MARK), words.as_bytes())
}

async fn finish(
    home: &Home,
    out: &Path,
    files: &Path,
    ledger: &mut Ledger,
    after: &[history::Line],
) -> anyhow::Result<()> {
    let mut source = data::open(home, &SourceArguments::default()).await?;
    let metas: Vec<MeasureMeta> = source
        .catalogue
        .all()
        .map(|definition| definition.meta.clone())
        .collect();
    let seen = note_evidence(home, ledger, &mut source).await?;
    history::give(ledger, &with_impact(ledger, after, &seen)?).await?;
    output::line(&format!(
        "gave two years of decisions, {} events, to the ledger {}",
        ledger.state().seq,
        home.path.join("ledger.db").display()
    ));
    let plan = ledger.state().plan(ledger.people())?;
    let template = report::read_template(&files.join("template.toml"))?;
    let benchmarks = home.benchmarks()?;
    let narratives = published::Narratives::read(files)?;
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
    // The agenda is for the meeting alone, and has numbers however small.
    let agenda = agenda(ledger.state(), NEXT_MEETING, Some(&days.evidence));
    let ground = Ground::on(days, &source, &benchmarks, &wanted, &[]);
    let archive = published::go(home, ledger, &template, &narratives, &ground, out, AS_AT).await?;
    let mut names = vec!["narrative-check.txt".to_owned()];
    for file in archive.documents() {
        let ending = Path::new(&file.name).extension().unwrap_or_default();
        let name = format!("report.{}", ending.to_string_lossy());
        output::write_file(&out.join(&name), &file.bytes)?;
        names.push(name);
    }
    let state = ledger.state();
    output::write_file(
        &out.join("figures.xlsx"),
        &figures_workbook(&mut source, month).await?,
    )?;
    names.push("figures.xlsx".to_owned());
    let meeting: MeetingId = MEETING.0.parse()?;
    for (name, bytes) in [
        (
            "minutes.docx",
            plan::documents::minutes(ledger, &meeting, &metas)?,
        ),
        (
            "agenda.docx",
            plan::documents::agenda(ledger, state, &agenda, &metas)?,
        ),
        ("leads.xlsx", write_workbook(state, ledger.people(), AS_AT)?),
    ] {
        let bytes: Vec<u8> = bytes;
        output::write_file(&out.join(name), &bytes)?;
        names.push(name.to_owned());
    }
    output::line(&format!("wrote {}", names.join(", ")));
    let page = page::write(&page::Demo {
        plan: &plan,
        evidence: &ground.evidence,
        as_at: AS_AT,
        month,
        snapshot: source.snapshot.id(),
        folder: &out.display().to_string(),
        events: state.seq,
        next_meeting: NEXT_MEETING,
    })?;
    output::write_file(&out.join("index.html"), page.as_bytes())
}

/// Notes the figures that the meeting had before it.
async fn note_evidence(
    home: &Home,
    ledger: &mut Ledger,
    source: &mut Source,
) -> anyhow::Result<DaysEvidence> {
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
        by: ANALYST.parse()?,
        give: Command::NoteEvidence(EvidenceNote {
            meeting: Some(MEETING.0.parse()?),
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
) -> anyhow::Result<Vec<history::Line>> {
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

/// The figures of the month and of the year before, their series, and their groups by team.
async fn figures_workbook(source: &mut Source, month: Month) -> anyhow::Result<Vec<u8>> {
    let definitions: Vec<_> = source.catalogue.all().cloned().collect();
    let series: Vec<Month> = (0..24).rev().map(|back| month.minus(back)).collect();
    let (mut now, mut all, mut teams, mut meanings) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for definition in &definitions {
        let meta = &definition.meta;
        for outcome in source.engine.figures(definition, &series).await? {
            let at = outcome.period().month;
            if at == month || at == month.minus(12) {
                now.push(outcome_cells(meta, &outcome));
            }
            all.push(outcome_cells(meta, &outcome));
        }
        if source
            .engine
            .breakdowns(definition)
            .await?
            .iter()
            .any(|name| name == "team")
        {
            for groups in source.engine.groups(definition, &[month], "team").await? {
                for figure in groups.unwrap_or_default() {
                    let team = figure
                        .breakdown
                        .as_ref()
                        .map(|b| b.group.clone())
                        .unwrap_or_default();
                    let mut row = outcome_cells(meta, &Outcome::Figure(figure));
                    row.insert(1, Value::text(team));
                    teams.push(row);
                }
            }
        }
        meanings.push(vec![
            Value::text(meta.id.as_str()),
            Value::text(&meta.title),
            Value::text(&meta.definition),
            Value::text(&meta.source),
            Value::count(u64::from(meta.fingerprint.version)),
        ]);
    }
    let mut team_head = FIGURE_COLUMNS.to_vec();
    team_head.insert(1, ("team", "team"));
    let sheet = |title: &str, head: &[(&'static str, &'static str)], rows| Sheet {
        title: title.to_owned(),
        columns: columns(head),
        rows,
    };
    let sheets = [
        sheet("Now and a year before", &FIGURE_COLUMNS, now),
        sheet("Month by month", &FIGURE_COLUMNS, all),
        sheet("By team", &team_head, teams),
        sheet(
            "Definitions",
            &[
                ("measure", "measure"),
                ("title", "title"),
                ("definition", "definition"),
                ("source", "source"),
                ("version", "version"),
            ],
            meanings,
        ),
    ];
    crate::workbook::of_sheets(&sheets)
}
