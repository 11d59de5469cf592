//! `waymark demo`: the whole way on a fictional council, by the same doors as anyone's files and
//! commands.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, bail};
use waymark_app::write_workbook;
use waymark_codes::Month;
use waymark_demo::{AS_AT, Loamshire, MEETING, NEXT_MEETING, make};
use waymark_figures::Outcome;
use waymark_narrative::check::Verdict;
use waymark_plan::MeetingId;
use waymark_publication::{FIGURE_COLUMNS, group_name, outcome_cells};
use waymark_web::spreadsheet;

use crate::cli::DemoArguments;
use crate::data::{self, Home, Source};
use crate::measures::columns;
use crate::output::{self, Sheet, Value};
use crate::{DONE, clock, page, plan, report, serve};

/// The mark by which a folder is known as a demo's, so that no other is written over.
const MARK: &str = "waymark-demo.txt";

/// Makes Loamshire, and writes and serves what came of it.
pub fn run(arguments: &DemoArguments) -> anyhow::Result<u8> {
    let begun = Instant::now();
    let out = &arguments.out;
    make_room(out)?;
    let files = data::block_on(async {
        let mut made = make(out, arguments.seed, clock::now(), &mut |words| {
            output::line(words);
        })
        .await?;
        documents(&mut made, out).await?;
        Ok(made.files)
    })?;
    output::line(&format!(
        "done in {:.1} seconds; open {}",
        begun.elapsed().as_secs_f64(),
        out.join("index.html").display()
    ));
    if arguments.files_only {
        return Ok(DONE);
    }
    let home = Home::new(out.join("waymark-data"));
    data::block_on(show(&home, &files, arguments.listen))
}

/// Serves the demo, with an account for somebody in each role.
async fn show(home: &Home, files: &Path, listen: SocketAddr) -> anyhow::Result<u8> {
    let settings = waymark_web::Settings {
        template: report::read_template(&files.join("template.toml"))?,
        ..waymark_web::Settings::local(home.clone(), listen)
    };
    let site = serve::open(settings).await?;
    serve::serve(site, listen, serve::tell_demo_accounts).await
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

/// Writes the report, the figures, and the meeting's papers.
async fn documents(made: &mut Loamshire, out: &Path) -> anyhow::Result<()> {
    let found = &made.first_check.checked;
    let lines: Vec<String> = found.claims.iter().flat_map(report::lines).collect();
    output::write_file(
        &out.join("narrative-check.txt"),
        (lines.join("\n") + "\n").as_bytes(),
    )?;
    output::line(&format!(
        "held the officers\u{2019} first text to the evidence: {} claims, {} of them contradicted (narrative-check.txt)",
        found.claims.len(),
        found.count(Verdict::Contradicted)
    ));
    let mut names = vec!["narrative-check.txt".to_owned()];
    for file in made.archive.documents() {
        let ending = Path::new(&file.name).extension().unwrap_or_default();
        let name = format!("report.{}", ending.to_string_lossy());
        output::write_file(&out.join(&name), &file.bytes)?;
        names.push(name);
    }
    output::write_file(
        &out.join("figures.xlsx"),
        &figures_workbook(&mut made.source, made.month).await?,
    )?;
    names.push("figures.xlsx".to_owned());
    let (ledger, metas) = (&made.ledger, &made.metas);
    let state = ledger.state();
    let meeting: MeetingId = MEETING.0.parse()?;
    for (name, bytes) in [
        (
            "minutes.docx",
            plan::documents::minutes(ledger, &meeting, metas)?,
        ),
        (
            "agenda.docx",
            plan::documents::agenda(ledger, state, &made.agenda, metas)?,
        ),
        ("leads.xlsx", write_workbook(state, ledger.people(), AS_AT)?),
    ] {
        let bytes: Vec<u8> = bytes;
        output::write_file(&out.join(name), &bytes)?;
        names.push(name.to_owned());
    }
    output::line(&format!("wrote {}", names.join(", ")));
    let page = page::write(&page::Demo {
        plan: &made.plan,
        evidence: &made.ground.evidence,
        as_at: AS_AT,
        month: made.month,
        snapshot: made.source.snapshot.id(),
        folder: &out.display().to_string(),
        events: state.seq,
        next_meeting: NEXT_MEETING,
    })?;
    output::write_file(&out.join("index.html"), page.as_bytes())
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
                    let team = group_name(&figure);
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
    Ok(spreadsheet::workbook(&sheets)?)
}
