//! What goes to the screen and to files.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use comfy_table::LineStyle;
use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, TableStyle};
use indicatif::{ProgressBar, ProgressStyle};

pub use waymark_publication::{Column, Sheet, Value};
use waymark_web::spreadsheet;

use crate::cli::Format;

/// Gives a sheet out as asked: to a file, or to the screen.
pub fn give_out(sheets: &[Sheet], format: Format, out: Option<&Path>) -> anyhow::Result<()> {
    let bytes = match format {
        Format::Table => sheets
            .iter()
            .map(on_screen)
            .collect::<Vec<_>>()
            .join("\n")
            .into_bytes(),
        Format::Csv => {
            let [sheet] = sheets else {
                bail!("CSV holds one table; ask for one of them, or use --format json or xlsx");
            };
            as_csv(sheet)
        }
        Format::Json => {
            let all: Vec<serde_json::Value> = sheets.iter().map(as_json).collect();
            let value = match <[serde_json::Value; 1]>::try_from(all) {
                Ok([one]) => one,
                Err(all) => all.into(),
            };
            let mut text = serde_json::to_string_pretty(&value)?;
            text.push('\n');
            text.into_bytes()
        }
        Format::Xlsx => {
            if out.is_none() {
                bail!("a workbook needs a file to go to: add --out figures.xlsx");
            }
            spreadsheet::workbook(sheets)?
        }
    };
    match out {
        Some(path) => {
            write_file(path, &bytes)?;
            say(&format!("wrote {}", path.display()));
            Ok(())
        }
        None => Ok(print(&bytes)?),
    }
}

/// Writes a file whole: beside it first, then in its place.
pub fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    let failed = || {
        format!(
            "{} cannot be written; is it open in another program?",
            path.display()
        )
    };
    if is_database(path) {
        bail!(
            "{} is a database, perhaps a ledger, and is not written over; give another file",
            path.display()
        );
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.partial"));
    std::fs::write(&beside, bytes).with_context(failed)?;
    std::fs::rename(&beside, path).with_context(failed)?;
    Ok(())
}

/// Whether there is a database of SQLite at a path, or what stands beside one that is in use.
fn is_database(path: &Path) -> bool {
    let begins = |path: &Path| {
        let mut first = [0; 16];
        std::fs::File::open(path)
            .and_then(|mut file| std::io::Read::read_exact(&mut file, &mut first))
            .is_ok_and(|()| &first == b"SQLite format 3\0")
    };
    let text = path.to_string_lossy();
    let main = text
        .strip_suffix("-wal")
        .or_else(|| text.strip_suffix("-shm"));
    begins(path) || main.is_some_and(|main| begins(Path::new(main)))
}

/// Prints to the screen; a reader that has gone (such as `head`) is no failure.
pub fn print(bytes: &[u8]) -> std::io::Result<()> {
    match std::io::stdout().write_all(bytes) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Prints a line of the result.
pub fn line(text: &str) {
    // Where the screen is gone there is nobody to tell.
    let _ = print(format!("{text}\n").as_bytes());
}

/// Says something about the work, apart from the result.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Says why the command could not go on.
pub fn failure(error: &anyhow::Error) {
    say(&format!("error: {error:#}"));
}

/// A bar that shows itself only where somebody looks and the work takes over a second.
pub fn progress(total: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() || total == 0 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {percent:>3}% {elapsed} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(Some(total), indicatif::ProgressDrawTarget::hidden())
        .with_style(style);
    let shown = bar.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(1));
        if !shown.is_finished() {
            shown.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
    });
    bar
}

/// A line above, below and under the header: none between rows, as a narrow screen breaks rows into
/// several lines anyway.
const LINES: TableStyle = NOTHING
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

fn on_screen(sheet: &Sheet) -> String {
    let mut table = Table::new();
    // What goes to another program or a file is not broken into lines.
    if std::io::stdout().is_terminal()
        && let Some((terminal_size::Width(width), _)) = terminal_size::terminal_size()
    {
        table.set_width(width);
    }
    table
        .load_style(LINES)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(sheet.columns.iter().map(|column| column.name.as_ref()));
    for row in &sheet.rows {
        table.add_row(row.iter().map(|value| {
            let cell = Cell::new(value.shown());
            match value {
                Value::Number(..) => cell.set_alignment(CellAlignment::Right),
                _ => cell,
            }
        }));
    }
    let title = if sheet.title.is_empty() {
        String::new()
    } else {
        format!("{}\n", sheet.title)
    };
    format!("{title}{table}\n")
}

fn as_csv(sheet: &Sheet) -> Vec<u8> {
    let quote = |text: String| {
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text
        }
    };
    let mut lines = vec![
        sheet
            .columns
            .iter()
            .map(|c| c.key.to_string())
            .collect::<Vec<_>>()
            .join(","),
    ];
    for row in &sheet.rows {
        lines.push(
            row.iter()
                .map(|value| quote(value.plain()))
                .collect::<Vec<_>>()
                .join(","),
        );
    }
    lines.push(String::new());
    lines.join("\r\n").into_bytes()
}

fn as_json(sheet: &Sheet) -> serde_json::Value {
    let rows: Vec<serde_json::Value> = sheet
        .rows
        .iter()
        .map(|row| {
            let fields = sheet.columns.iter().zip(row);
            fields
                .map(|(column, value)| (column.key.to_string(), json(value)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        })
        .collect();
    rows.into()
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Empty => serde_json::Value::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Number(number, _) => serde_json::Number::from_f64(*number)
            .map_or(serde_json::Value::Null, serde_json::Value::Number),
    }
}
