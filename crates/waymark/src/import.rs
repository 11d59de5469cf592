//! `waymark import` and `waymark snapshots`.

use std::collections::BTreeMap;

use anyhow::Context;
use jiff::Timestamp;
use waymark_app::{GRADINGS_FILE, gradings};
use waymark_returns::{Finding, FindingCode, Import, Options, Severity, SourceFile};
use waymark_snapshot::Written;

use crate::cli::{Format, ImportArguments, SnapshotsArguments};
use crate::data::{self, Home, read_files};
use crate::output::{self, Column, Sheet, Value};
use crate::plan;
use crate::{DONE, LOOK, clock};

/// Reads files into a snapshot and says what became of each row.
pub fn run(home: &Home, arguments: &ImportArguments) -> anyhow::Result<u8> {
    let mut files = match arguments.paths.as_slice() {
        [] => Vec::new(),
        paths => read_files(paths)?,
    };
    if arguments.gradings {
        files.push(gradings_of_ledger(home, arguments.ledger.as_deref())?);
    }
    let options = Options {
        covers: arguments.covers,
    };
    let (import, written) = import(home, &files, &options)?;
    accounts(&import)?;
    coverage(&import);
    findings(&import, arguments.all_findings);
    let again = if written.already_there {
        " (these files had been imported before)"
    } else {
        ""
    };
    output::line(&format!(
        "snapshot {}{again}: {}",
        written.id,
        written.path.display()
    ));
    let lost = import
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    Ok(if lost { LOOK } else { DONE })
}

/// The gradings that the plan's ledger holds, as the log of audits that returns are read with.
fn gradings_of_ledger(home: &Home, ledger: Option<&str>) -> anyhow::Result<SourceFile> {
    let bytes = data::block_on(async {
        let ledger = plan::ledger(home, ledger).await?;
        Ok(gradings(ledger.state()))
    })?;
    let bytes = bytes.context("the ledger has no gradings yet; import without --gradings")?;
    Ok(SourceFile::new(GRADINGS_FILE.to_owned(), bytes))
}

/// Reads files and writes the snapshot, with a bar where it takes over a second.
pub fn import(
    home: &Home,
    files: &[SourceFile],
    options: &Options,
) -> anyhow::Result<(Import, Written)> {
    let bar = output::progress(files.iter().map(|file| file.bytes.len() as u64).sum());
    let import = waymark_returns::read(files, options, &|progress| {
        bar.set_position(progress.bytes_done);
        bar.set_message(progress.doing.to_owned());
    });
    bar.set_message("writing the snapshot");
    let now = Timestamp::from_second(clock::now().as_second())?.to_string();
    let written = waymark_snapshot::write(&home.path, files, &import, Some(now))?;
    bar.finish_and_clear();
    Ok((import, written))
}

fn accounts(import: &Import) -> anyhow::Result<()> {
    let columns = [
        ("file", "file"),
        ("what it is", "kind"),
        ("return", "return"),
        ("rows read", "rows_read"),
        ("kept", "rows_kept"),
        ("set aside", "rows_set_aside"),
    ];
    let rows = import
        .files
        .iter()
        .map(|file| {
            vec![
                Value::text(&file.name),
                Value::text(file.kind.to_string()),
                Value::text(file.return_label.clone().unwrap_or_default()),
                Value::count(file.rows_read),
                Value::count(file.rows_kept),
                Value::count(file.rows_set_aside),
            ]
        })
        .collect();
    let sheet = Sheet {
        title: String::new(),
        columns: Column::all(&columns),
        rows,
    };
    output::give_out(&[sheet], Format::Table, None)
}

fn coverage(import: &Import) {
    for one in &import.returns {
        let how = match one.coverage.how {
            waymark_returns::How::Declared => "as you said",
            waymark_returns::How::Header => "as its header says",
            waymark_returns::How::Inferred => "worked out from its dates; correct it with --covers",
        };
        output::line(&format!(
            "{} {} covers {} to {} ({how})",
            one.kind, one.label, one.coverage.from, one.coverage.to
        ));
    }
}

/// Findings, worst first; of many alike only the first, unless all are asked for.
fn findings(import: &Import, all: bool) {
    let mut by_kind: BTreeMap<(Severity, FindingCode, String, Option<String>), Vec<&Finding>> =
        BTreeMap::new();
    for finding in &import.findings {
        let key = (
            finding.severity,
            finding.code,
            finding.file.clone(),
            finding.column.clone(),
        );
        by_kind.entry(key).or_default().push(finding);
    }
    for alike in by_kind.values() {
        let shown = if all { alike.len() } else { 1 };
        for finding in &alike[..shown] {
            output::line(&finding.to_string());
        }
        if shown < alike.len() {
            output::line(&format!(
                "    and {} more like it (--all-findings lists them)",
                alike.len() - shown
            ));
        }
    }
}

/// Lists the snapshots, or checks them.
pub fn snapshots(home: &Home, arguments: &SnapshotsArguments) -> anyhow::Result<u8> {
    let all = waymark_snapshot::list(&home.path)?;
    let cannot_open = waymark_snapshot::damaged(&home.path)?;
    for (id, error) in &cannot_open {
        output::line(&format!("{id}  DAMAGED: {error}"));
    }
    if all.is_empty() && cannot_open.is_empty() {
        output::say("there is no snapshot yet; make one with `waymark import`");
        return Ok(DONE);
    }
    let mut damaged = !cannot_open.is_empty();
    for snapshot in all {
        let manifest = &snapshot.manifest;
        let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
        let state = if !arguments.verify {
            String::new()
        } else if let Err(error) = snapshot.verify() {
            damaged = true;
            format!(", DAMAGED: {error}")
        } else {
            ", whole".to_owned()
        };
        output::line(&format!(
            "{}  {}  {} files, {} tables, {rows} rows{state}",
            snapshot.id(),
            manifest.imported_at.as_deref().unwrap_or("-"),
            manifest.inputs.len(),
            manifest.tables.len(),
        ));
    }
    Ok(if damaged { LOOK } else { DONE })
}
