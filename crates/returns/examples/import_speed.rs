//! How fast a folder of CSVs is imported, against plain `arrow-csv` over the same bytes.
//!
//! `cargo run --release -p waymark-returns --example import_speed -- FOLDER`

use std::cell::Cell;
use std::hint::black_box;
use std::io::{self, Cursor, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use waymark_returns::{Options, SourceFile, read};

const ROUNDS: u32 = 5;

fn main() -> io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1) else {
        return writeln!(io::stderr(), "usage: import_speed FOLDER");
    };
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    let plain = fastest(|| {
        for file in &files {
            black_box(arrow_csv_rows(&file.bytes));
        }
    });
    let mut reading = Duration::MAX;
    let whole = fastest(|| {
        let start = Instant::now();
        let read_by = Cell::new(Duration::ZERO);
        black_box(read(&files, &Options::default(), &|progress| {
            if progress.bytes_done < progress.bytes_total {
                read_by.set(Duration::ZERO);
            } else if read_by.get().is_zero() {
                read_by.set(start.elapsed());
            }
        }));
        reading = reading.min(read_by.get());
    });
    let rows: usize = files.iter().map(|file| arrow_csv_rows(&file.bytes)).sum();
    let mut out = io::stdout();
    writeln!(
        out,
        "{} files, {rows} rows, {:.1} MB",
        files.len(),
        bytes as f64 / 1e6
    )?;
    writeln!(out, "arrow-csv, every column as text: {plain:?}")?;
    writeln!(out, "import, with checks and SSD:     {whole:?}")?;
    writeln!(out, "  of it reading, with checks:    {reading:?}")?;
    let ratio = |time: Duration| time.as_secs_f64() / plain.as_secs_f64();
    writeln!(
        out,
        "times arrow-csv: reading {:.2}, whole import {:.2}",
        ratio(reading),
        ratio(whole)
    )
}

fn collect(folder: &Path, files: &mut Vec<SourceFile>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("csv"))
        {
            files.push(SourceFile::new(
                path.to_string_lossy(),
                std::fs::read(&path)?,
            ));
        }
    }
    Ok(())
}

fn fastest(mut work: impl FnMut()) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Reads a CSV as `arrow-csv` does, every column as text; 0 where it cannot.
fn arrow_csv_rows(bytes: &[u8]) -> usize {
    let format = arrow_csv::reader::Format::default().with_header(true);
    let Ok((schema, _)) = format.infer_schema(Cursor::new(bytes), Some(1_000)) else {
        return 0;
    };
    let text: arrow::datatypes::Fields = schema
        .fields()
        .iter()
        .map(|field| {
            arrow::datatypes::Field::new(field.name(), arrow::datatypes::DataType::Utf8, true)
        })
        .collect();
    let schema = Arc::new(arrow::datatypes::Schema::new(text));
    let Ok(reader) = arrow_csv::ReaderBuilder::new(schema)
        .with_header(true)
        .build(Cursor::new(bytes))
    else {
        return 0;
    };
    reader.flatten().map(|batch| batch.num_rows()).sum()
}
