//! `waymark check`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use waymark_checks::{
    Acceptance, Accepted, Before, Lack, Outcome, Prepared, Rule, Rules, Severity, Summary, Wanted,
    built_in, html, json_of, rules_note, title_of,
};
use waymark_publication::{Findings, find, find_in, findings_sheets};
use waymark_returns::{Options, SourceFile, Submitted};

use crate::cli::{CheckAction, CheckArguments, CheckFormat, Format};
use crate::data::{self, Home, read_files};
use crate::output::{self, Column, Sheet, Value};
use crate::{DONE, LOOK, clock};

/// So many children are listed on the screen.
const CHILDREN_SHOWN: usize = 20;

/// Checks a return, or says and records what belongs to it.
pub fn run(home: &Home, arguments: &CheckArguments) -> anyhow::Result<u8> {
    match &arguments.action {
        Some(CheckAction::Rules { year }) => list(*year),
        Some(CheckAction::Explain { rule }) => explain(rule),
        Some(CheckAction::Accept {
            finding,
            reason,
            by,
        }) => say(home, finding, reason, by, false),
        Some(CheckAction::Withdraw {
            finding,
            reason,
            by,
        }) => say(home, finding, reason, by, true),
        Some(CheckAction::Accepted) => accepted(home),
        None => check(home, arguments),
    }
}

fn check(home: &Home, arguments: &CheckArguments) -> anyhow::Result<u8> {
    if arguments.format == CheckFormat::Xlsx && arguments.out.is_none() {
        bail!("a workbook needs a file to go to: add --out findings.xlsx");
    }
    let rules = rules(arguments.rules.as_deref())?;
    let only = only(&rules, &arguments.rule)?;
    let found = data::block_on(found(home, arguments, &rules, only.as_ref()))?;
    let shown = narrowed(found, arguments);
    give_out(&shown, arguments)?;
    let mut failed = false;
    for ran in &shown.checked.rules {
        if let Outcome::Failed(why) = &ran.outcome {
            failed = true;
            output::say(&format!(
                "rule {} failed: {why}; where it is none of your own, please report it",
                ran.rule.code
            ));
        }
    }
    let look = shown
        .findings
        .iter()
        .any(|one| one.severity == Severity::Error && one.accepted.is_none());
    Ok(if look || failed { LOOK } else { DONE })
}

/// The built-in rules and those of a folder, which add to them or take their place.
fn rules(folder: Option<&Path>) -> anyhow::Result<Rules> {
    let mut rules = built_in()?;
    let Some(folder) = folder else {
        return Ok(rules);
    };
    let unreadable = || format!("the folder of rules {} cannot be read", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("sql"))
        {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            files.push((name.into_owned(), text));
        }
    }
    rules.add(files)?;
    Ok(rules)
}

/// The codes of the rules that were asked for.
fn only(rules: &Rules, asked: &[String]) -> anyhow::Result<Option<BTreeSet<String>>> {
    if asked.is_empty() {
        return Ok(None);
    }
    let codes = asked
        .iter()
        .map(|code| match rules.find(code) {
            Some(rule) => Ok(rule.code.clone()),
            None => bail!("there is no rule `{code}`; `waymark check rules` lists them"),
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(Some(codes))
}

/// The findings of the files that were given, or of the latest snapshot.
async fn found(
    home: &Home,
    arguments: &CheckArguments,
    rules: &Rules,
    only: Option<&BTreeSet<String>>,
) -> anyhow::Result<Findings> {
    let wanted = Wanted {
        label: arguments.of.as_deref(),
        authority: arguments.authority.as_deref(),
    };
    if arguments.paths.is_empty() && arguments.before.is_empty() {
        let snapshot = home.snapshot(&arguments.snapshot)?;
        return Ok(find_in(&home.path, &snapshot, &wanted, rules, only).await?);
    }
    let said = Accepted::of(waymark_snapshot::accepted(&home.path)?);
    let submitted = match arguments.paths.as_slice() {
        [] => home.snapshot(&arguments.snapshot)?.submitted()?,
        paths => submitted(&read_files(paths)?, arguments),
    };
    let prepared = Prepared::of(&submitted, &wanted)?;
    drop(submitted);
    let label = prepared.year.label.clone();
    let now = find(prepared, rules, only, &said).await?;
    if arguments.before.is_empty() {
        return Ok(now);
    }
    if let Some(before) = of_json(&arguments.before)? {
        return Ok(now.since(&before));
    }
    let earlier = self::submitted(&read_files(&arguments.before)?, arguments);
    let wanted = Wanted {
        label: Some(&label),
        ..wanted
    };
    let prepared = Prepared::of(&earlier, &wanted).context("what was given as --before")?;
    let before = find(prepared, rules, only, &said).await?;
    Ok(now.since(&Before::of(&before.findings)))
}

fn submitted(files: &[SourceFile], arguments: &CheckArguments) -> Submitted {
    let bar = output::progress(files.iter().map(|file| file.bytes.len() as u64).sum());
    let options = Options {
        covers: arguments.covers,
    };
    let import = waymark_returns::read(files, &options, &|progress| {
        bar.set_position(progress.bytes_done);
        bar.set_message(progress.doing.to_owned());
    });
    bar.finish_and_clear();
    for file in &import.files {
        if file.tables.is_empty() {
            output::say(&format!("{}: {}; it was not checked", file.name, file.kind));
        }
    }
    Submitted::of(&import)
}

/// The findings of an earlier check, where what was given is one as JSON.
fn of_json(paths: &[PathBuf]) -> anyhow::Result<Option<Before>> {
    let [path] = paths else {
        return Ok(None);
    };
    if !path.is_file()
        || path
            .extension()
            .is_none_or(|ending| !ending.eq_ignore_ascii_case("json"))
    {
        return Ok(None);
    }
    let bytes =
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let before = serde_json::from_slice(&bytes)
        .ok()
        .and_then(|json| Before::of_json(&json));
    match before {
        Some(before) => Ok(Some(before)),
        None => bail!(
            "{} is no earlier check: give what `waymark check --format json` wrote, or the files of the earlier return",
            path.display()
        ),
    }
}

/// The findings of one child or team, where only those were asked for.
fn narrowed(mut found: Findings, arguments: &CheckArguments) -> Findings {
    let is = |asked: &Option<String>, of: Option<&str>| {
        asked.as_deref().is_none_or(|asked| Some(asked) == of)
    };
    found.findings.retain(|one| {
        is(&arguments.child, one.child.as_deref()) && is(&arguments.team, one.team.as_deref())
    });
    if let Some(cleared) = &mut found.cleared {
        cleared.retain(|one| {
            is(&arguments.child, one.child.as_deref()) && is(&arguments.team, one.team.as_deref())
        });
    }
    found
}

fn give_out(found: &Findings, arguments: &CheckArguments) -> anyhow::Result<()> {
    let out = arguments.out.as_deref();
    let cleared = found.cleared.as_deref();
    let whole = |bytes: Vec<u8>| match out {
        Some(path) => {
            output::write_file(path, &bytes)?;
            output::say(&format!("wrote {}", path.display()));
            anyhow::Ok(())
        }
        None => Ok(output::print(&bytes)?),
    };
    match arguments.format {
        CheckFormat::Table => on_screen(found, arguments.all),
        CheckFormat::Csv => {
            let sheets = findings_sheets(&found.findings, cleared, false);
            output::give_out(&sheets, Format::Csv, out)
        }
        CheckFormat::Xlsx => {
            let sheets = findings_sheets(&found.findings, cleared, true);
            output::give_out(&sheets, Format::Xlsx, out)
        }
        CheckFormat::Json => {
            let mut text = json_of(&found.checked, &found.findings, cleared).to_string();
            text.push('\n');
            whole(text.into_bytes())
        }
        CheckFormat::Html => whole(html(&found.checked, &found.findings, cleared).into_bytes()),
    }
}

fn on_screen(found: &Findings, all: bool) -> anyhow::Result<()> {
    let checked = &found.checked;
    let year = &checked.prepared.year;
    let last = match &year.last {
        Some(last) => format!("beside {last}"),
        None => "without last year’s return".to_owned(),
    };
    output::line(&format!(
        "SSDA903 {}, {last}: {} rules run",
        year.label,
        checked.ran()
    ));
    if let Some(note) = rules_note(checked) {
        output::line(&note);
    }
    let summary = Summary::of(&found.findings);
    let accepted = found
        .findings
        .iter()
        .filter(|one| one.accepted.is_some())
        .count();
    let children = summary
        .children
        .iter()
        .filter(|one| one.child.is_some())
        .count();
    let mut account = format!(
        "{} findings about {children} children",
        found.findings.len()
    );
    if accepted > 0 {
        account.push_str(&format!(", {accepted} of them accepted"));
    }
    if let Some(cleared) = &found.cleared {
        let new: usize = summary.rules.iter().filter_map(|one| one.new).sum();
        account.push_str(&format!(
            "; {new} new, {} still there, {} cleared",
            found.findings.len() - new,
            cleared.len()
        ));
    }
    output::line(&account);
    output::give_out(
        &[by_rule(&summary, found.cleared.is_some())],
        Format::Table,
        None,
    )?;
    if !summary.children.is_empty() {
        output::give_out(&[by_child(&summary, all)], Format::Table, None)?;
    }
    gaps(found);
    Ok(())
}

fn by_rule(summary: &Summary, compared: bool) -> Sheet {
    let count = |count: usize| Value::count(count as u64);
    let mut columns = vec![
        ("rule", "rule"),
        ("what is wrong", "title"),
        ("", "severity"),
        ("findings", "findings"),
        ("children", "children"),
    ];
    if compared {
        columns.push(("new", "new"));
    }
    let rows = summary.rules.iter().map(|one| {
        let mut row = vec![
            Value::text(&one.rule),
            Value::text(&one.title),
            Value::text(one.severity.to_string()),
            count(one.findings),
            count(one.children),
        ];
        if compared {
            row.push(one.new.map_or(Value::Empty, count));
        }
        row
    });
    Sheet {
        title: "By rule, the worst first".to_owned(),
        rows: rows.collect(),
        columns: Column::all(&columns),
    }
}

fn by_child(summary: &Summary, all: bool) -> Sheet {
    let shown = if all { usize::MAX } else { CHILDREN_SHOWN };
    let rows = summary.children.iter().take(shown).map(|one| {
        vec![
            Value::text(one.child.as_deref().unwrap_or("(no identifier)")),
            Value::text(one.team.as_deref().unwrap_or_default()),
            Value::count(one.errors as u64),
            Value::count(one.queries as u64),
            Value::text(one.rules.join(", ")),
        ]
    });
    let more = summary.children.len().saturating_sub(shown);
    let title = match more {
        0 => "By child, the worst first".to_owned(),
        more => format!("By child, the worst first; {more} more with --all"),
    };
    Sheet {
        title,
        rows: rows.collect(),
        columns: Column::all(&[
            ("child", "child"),
            ("team", "team"),
            ("errors", "errors"),
            ("queries", "queries"),
            ("rules", "rules"),
        ]),
    }
}

/// What could not be judged, and which rules did not run.
fn gaps(found: &Findings) {
    let checked = &found.checked;
    let prepared = &checked.prepared;
    for (cells, codes) in checked.not_judged() {
        let rows = prepared
            .tables
            .get(cells.table)
            .and_then(|table| table.unread.get(&cells.column))
            .into_iter()
            .flatten();
        let named: Vec<String> = rows
            .take(3)
            .map(|row| {
                let (file, line) = prepared.origin(cells.table, *row);
                format!("{file}, row {line}")
            })
            .collect();
        let more = cells.rows.saturating_sub(named.len());
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        output::line(&format!(
            "{}, {}: {} could not be read ({}{more}), so these rules could not judge their rows: {}",
            title_of(cells.table),
            cells.column.to_ascii_uppercase(),
            if cells.rows == 1 {
                "1 cell".to_owned()
            } else {
                format!("{} cells", cells.rows)
            },
            named.join("; "),
            codes.join(", ")
        ));
    }
    if !prepared.set_aside.is_empty() {
        let (file, row, reason) = &prepared.set_aside[0];
        let name = prepared.files.get(*file).map_or("", String::as_str);
        let row = row.map_or(String::new(), |row| format!(", row {row}"));
        output::line(&format!(
            "{} rows could not be read at all, the first {name}{row}: {reason}",
            prepared.set_aside.len()
        ));
    }
    for (lacks, codes) in checked.not_run() {
        let council = if lacks.contains(&Lack::Authority) {
            " (give --authority)"
        } else {
            ""
        };
        let lacks: Vec<String> = lacks.iter().map(ToString::to_string).collect();
        output::line(&format!(
            "not run for want of {}{council}: {}",
            lacks.join(" and "),
            codes.join(", ")
        ));
    }
}

fn list(year: Option<i16>) -> anyhow::Result<u8> {
    let rules = built_in()?;
    let of_year: Vec<&Rule> = rules
        .all()
        .filter(|rule| year.is_none_or(|year| rule.holds_in(year)))
        .collect();
    let years = |rule: &Rule| match (rule.from, rule.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {}", name(from)),
        (None, Some(to)) => format!("to {}", name(to)),
        (Some(from), Some(to)) => format!("{} to {}", name(from), name(to)),
    };
    let rows = of_year
        .iter()
        .map(|rule| {
            vec![
                Value::text(&rule.code),
                Value::text(rule.severity.to_string()),
                Value::text(&rule.title),
                Value::text(years(rule)),
            ]
        })
        .collect();
    let sheet = Sheet {
        title: String::new(),
        columns: Column::all(&[
            ("rule", "rule"),
            ("", "severity"),
            ("what it finds", "title"),
            ("years", "years"),
        ]),
        rows,
    };
    output::give_out(&[sheet], Format::Table, None)?;
    output::line(&format!("{} rules", of_year.len()));
    Ok(DONE)
}

fn name(ends: i16) -> String {
    waymark_codes::CollectionYear::ending(ends).to_string()
}

fn explain(code: &str) -> anyhow::Result<u8> {
    let rules = built_in()?;
    let Some(rule) = rules.find(code) else {
        bail!("there is no rule `{code}`; `waymark check rules` lists them");
    };
    output::line(&format!(
        "{} ({}): {}",
        rule.code, rule.severity, rule.title
    ));
    if let Some(advice) = &rule.advice {
        output::line(advice);
    }
    let cells: Vec<String> = rule
        .cells
        .iter()
        .map(|cell| {
            format!(
                "{} of “{}”",
                cell.column.to_ascii_uppercase(),
                title_of(&cell.table)
            )
        })
        .collect();
    output::line(&format!("It marks {}.", cells.join(", ")));
    if let Some(from) = rule.from {
        output::line(&format!("It holds from {} on.", name(from)));
    }
    if let Some(to) = rule.to {
        output::line(&format!("It held to {}.", name(to)));
    }
    for changed in &rule.changed {
        output::line(&format!(
            "Changed in {}: {}.",
            name(changed.year),
            changed.what
        ));
    }
    output::line(&format!("Source: {}", rule.source));
    if let Some(unconfirmed) = &rule.unconfirmed {
        output::line(&format!("Not confirmed: {unconfirmed}"));
    }
    output::line(&format!("\n{}", rule.sql.trim()));
    Ok(DONE)
}

/// Records that a finding is known and accepted, or that this is taken back.
fn say(home: &Home, finding: &str, reason: &str, by: &str, withdrawn: bool) -> anyhow::Result<u8> {
    let finding = finding.trim().to_ascii_lowercase();
    if finding.len() != 16 || !finding.bytes().all(|letter| letter.is_ascii_hexdigit()) {
        bail!(
            "`{finding}` is no finding: give the 16 letters and figures that the list has for it"
        );
    }
    if reason.trim().is_empty() || by.trim().is_empty() {
        bail!("say why (--reason) and who says so (--by)");
    }
    let all = waymark_snapshot::accepted(&home.path)?;
    let stands = Accepted::of(all);
    if withdrawn && stands.of_finding(&finding).is_none() {
        bail!("the finding {finding} is not accepted, so there is nothing to withdraw");
    }
    let said = Acceptance {
        finding: finding.clone(),
        rule: None,
        reason: reason.trim().to_owned(),
        by: by.trim().to_owned(),
        on: clock::today(),
        withdrawn,
    };
    waymark_snapshot::accept(&home.path, &said)?;
    output::line(&match withdrawn {
        false => format!("{finding} is accepted: {reason} ({by})"),
        true => format!("{finding} is accepted no more: {reason} ({by})"),
    });
    Ok(DONE)
}

fn accepted(home: &Home) -> anyhow::Result<u8> {
    let rows = waymark_snapshot::accepted(&home.path)?
        .into_iter()
        .map(|one| {
            vec![
                Value::text(one.finding),
                Value::text(if one.withdrawn {
                    "withdrawn"
                } else {
                    "accepted"
                }),
                Value::text(one.on.to_string()),
                Value::text(one.by),
                Value::text(one.reason),
            ]
        })
        .collect();
    let sheet = Sheet {
        title: String::new(),
        columns: Column::all(&[
            ("finding", "finding"),
            ("what was said", "said"),
            ("on", "on"),
            ("by", "by"),
            ("why", "reason"),
        ]),
        rows,
    };
    output::give_out(&[sheet], Format::Table, None)?;
    Ok(DONE)
}
