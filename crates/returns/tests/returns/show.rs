//! Tables as text, for comparing them with what was worked out by hand.

use arrow::util::display::{ArrayFormatter, FormatOptions};
use waymark_returns::{Import, Options, SourceFile, read};

/// Imports files of these names and contents.
pub fn import(files: &[(&str, &str)]) -> Import {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text))
        .collect();
    import_files(&files)
}

/// Imports files, and checks that every row is accounted for.
pub fn import_files(files: &[SourceFile]) -> Import {
    let import = read(files, &Options::default(), &|_| ());
    accounted(&import);
    import
}

/// Checks that every row read is kept or set aside, and is there.
pub fn accounted(import: &Import) {
    for file in &import.files {
        assert_eq!(
            file.rows_read,
            file.rows_kept + file.rows_set_aside,
            "{}",
            file.name
        );
    }
    let aside: u64 = import.files.iter().map(|file| file.rows_set_aside).sum();
    assert_eq!(
        import
            .tables
            .get("rows_set_aside")
            .map_or(0, |table| table.rows() as u64),
        aside
    );
}

/// The rows of a table, the named columns of each joined by ` | `.
pub fn rows(import: &Import, table: &str, columns: &[&str]) -> Vec<String> {
    let Some(table) = import.tables.get(table) else {
        return Vec::new();
    };
    let options = FormatOptions::default().with_null("-");
    let mut rows = Vec::new();
    for batch in &table.batches {
        let formatters: Vec<ArrayFormatter<'_>> = columns
            .iter()
            .map(|name| {
                ArrayFormatter::try_new(batch.column_by_name(name).unwrap(), &options).unwrap()
            })
            .collect();
        for row in 0..batch.num_rows() {
            let cells: Vec<String> = formatters
                .iter()
                .map(|one| one.value(row).to_string())
                .collect();
            rows.push(cells.join(" | "));
        }
    }
    rows
}

/// The findings as lines, each begun by its code.
pub fn findings(import: &Import) -> Vec<String> {
    import
        .findings
        .iter()
        .map(|one| format!("{}: {one}", one.code.id()))
        .collect()
}

/// Checks that one of the findings is this.
pub fn finds(import: &Import, expected: &str) {
    let found = findings(import);
    assert!(
        found.iter().any(|line| line.contains(expected)),
        "{expected}\n{found:#?}"
    );
}
