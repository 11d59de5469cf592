//! Small made-up files in the real formats.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

/// A row of base data: measure, year, area, value.
pub type DataRow = (&'static str, &'static str, u16, &'static str);

/// The areas that the rows are about, as the base data spells them.
fn area(number: u16) -> (&'static str, &'static str) {
    match number {
        202 => ("Camden", "Inner London"),
        380 => ("Bradford", "Yorkshire and The Humber"),
        803 => ("South Gloucestershire", "South West"),
        855 => ("Leicestershire", "East Midlands"),
        916 => ("Gloucestershire", "South West"),
        937 => ("Warwickshire", "West Midlands"),
        970 => ("England", "NA"),
        982 => ("Yorkshire and the Humber", "NA"),
        983 => ("East Midlands", "NA"),
        986 => ("London", "NA"),
        987 => ("London (Inner)", "NA"),
        _ => ("Nowhere", "NA"),
    }
}

/// Writes base data in the layout of LAIT.
pub fn lait_data(folder: &Path, name: &str, rows: &[DataRow]) -> PathBuf {
    let path = folder.join(name);
    let text = |of: &dyn Fn(&DataRow) -> Option<&'static str>| -> ArrayRef {
        Arc::new(StringArray::from_iter(rows.iter().map(of)))
    };
    let numbers = rows.iter().map(|row| f64::from(row.2));
    let batch = RecordBatch::try_from_iter_with_nullable([
        ("Short Desc", text(&|row| Some(row.0)), true),
        ("Data item", text(&|_| None), true),
        ("Years", text(&|row| Some(row.1)), true),
        ("LA and Regions", text(&|row| Some(area(row.2).0)), true),
        ("Values", text(&|row| Some(row.3)), true),
        (
            "LA Number",
            Arc::new(Float64Array::from_iter_values(numbers)) as ArrayRef,
            true,
        ),
        ("Region", text(&|row| Some(area(row.2).1)), true),
    ])
    .unwrap();
    let file = File::create(&path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    path
}

/// Writes a dictionary: short description, polarity, type of year, `No_Quartile`.
pub fn dictionary(folder: &Path, entries: &[(&str, &str, &str, &str)]) -> PathBuf {
    let mut text = "Measure_code,Topic,Measure,Chart_title,Measure_short,Polarity,dps,Year_Type,\
                    No_Quartile,Last Update\n"
        .to_owned();
    for (short, polarity, year_type, no_quartile) in entries {
        text += &format!(
            "1,Topic,The {short},The {short} (%),{short},{polarity},NA,{year_type},{no_quartile},45962\n"
        );
    }
    csv(folder, "dictionary.csv", &text)
}

/// Writes a list of neighbours: model year, authority, neighbours from the nearest.
pub fn neighbours(folder: &Path, lists: &[(i16, u16, &[u16])]) -> PathBuf {
    let mut text =
        "model_year,la_code,la_name,region,legacy_block,rank,neighbour_code,neighbour_name,\
         closeness_raw,closeness\n"
            .to_owned();
    for (year, authority, codes) in lists {
        for (index, code) in codes.iter().enumerate() {
            let rank = index + 1;
            text += &format!("{year},{authority},,,N,{rank},{code},,Close,Close\n");
        }
    }
    csv(folder, &format!("neighbours{}.csv", lists[0].0), &text)
}

/// Writes a scorecard of rows below the header.
pub fn scorecard(folder: &Path, name: &str, rows: &str) -> PathBuf {
    let header = "measure,comparator,authority,year_ending,value,n,source,note\n";
    csv(folder, name, &format!("{header}{rows}"))
}

/// Writes a text.
pub fn csv(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}
