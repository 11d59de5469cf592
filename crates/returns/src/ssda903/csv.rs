//! SSDA903 as a folder of CSVs, each recognised by its columns.

use crate::columns::{self, CsvTable, is_close, match_header};
use crate::csv_text::CsvText;
use crate::import::ReturnKind;
use crate::reading::Reading;
use crate::schema::TableSpec;
use crate::source::SourceFile;
use crate::text::column_key;

use super::tables::TABLES;

/// Columns that several tables have, so that they tell none.
const SHARED: [&str; 3] = ["CHILD", "DOB", "SEX"];

/// The table whose columns a header row fits best; `None` where it fits none.
///
/// A column that is nearly one of a table counts half, so that a misspelt column does
/// not hide what the file is.
pub(crate) fn table_for(header: &[String]) -> Option<&'static TableSpec> {
    let mut best: Option<(usize, std::cmp::Reverse<usize>, &'static TableSpec)> = None;
    for spec in TABLES {
        let matched = match_header(spec, header);
        let told_by = |index: usize| !SHARED.contains(&spec.columns[index].name);
        let exact = (0..spec.columns.len())
            .filter(|index| matched.places[*index].is_some() && told_by(*index))
            .count();
        let near = (0..spec.columns.len())
            .filter(|index| matched.places[*index].is_none() && told_by(*index))
            .filter(|index| {
                let name = spec.columns[*index].name;
                matched
                    .unknown
                    .iter()
                    .any(|at| is_close(name, &header[*at]))
            })
            .count();
        let has_child = matched.places[0].is_some()
            || matched
                .unknown
                .iter()
                .any(|at| is_close(spec.columns[0].name, &header[*at]));
        let score = 2 * exact + near;
        // Without a column for the child, only a header that is plainly the table's.
        let enough = if has_child { score >= 1 } else { exact >= 3 };
        if !enough {
            continue;
        }
        let strangers = std::cmp::Reverse(matched.unknown.len());
        if best.is_none_or(|(most, fewest, _)| (score, strangers) > (most, fewest)) {
            best = Some((score, strangers, spec));
        }
    }
    // A table of SSD has names with a prefix of its own, which never fit here; what has
    // but one column in common among many is another kind of file.
    best.filter(|(score, std::cmp::Reverse(strangers), _)| score * 2 > *strangers)
        .map(|(.., spec)| spec)
        .filter(|_| header.iter().any(|name| !column_key(name).is_empty()))
}

/// Reads one table of a return.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let text = columns::decode(file, index, &mut reading.notes.findings);
    let csv = CsvText::new(&text);
    let header = csv.header();
    let Some(spec) = table_for(&header) else {
        return columns::no_table(index, &mut reading.notes.findings);
    };
    let matched = match_header(spec, &header);
    columns::report(spec, &header, &matched, index, &mut reading.notes.findings);
    let key = reading.return_of(ReturnKind::Ssda903, &file.folder);
    let how = CsvTable {
        spec,
        id: 0,
        header: &header,
        keeps_text: true,
    };
    columns::read_table(&csv, &how, &matched, index, Some(key), reading);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_is_told_by_its_columns() {
        for (header, expected) in [
            ("CHILD,SEX,DOB,DUC", Some("ssda903_uasc")),
            (
                "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
                Some("ssda903_header"),
            ),
            (
                "child,Gender,dob,Ethnic,upn,mother,mc dob",
                Some("ssda903_header"),
            ),
            (
                "CHILD,DOB,MISSING,MIS_START,MIS_END",
                Some("ssda903_missing"),
            ),
            (
                "Child,DECOM,RNE,LS,CIN,PL,DEC,REC",
                Some("ssda903_episodes"),
            ),
            ("CHILD,DECON,RNE,LS,CIN,PLACE", Some("ssda903_episodes")),
            ("CHILD,DOB,SDQ_SCORE,CONVICTED", Some("ssda903_oc2")),
            ("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", Some("ssda903_oc3")),
            (
                "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
                Some("ssda903_placed_adoption"),
            ),
            (
                "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE",
                Some("ssda903_ad1"),
            ),
            (
                "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
                Some("ssda903_previous_permanence"),
            ),
            ("CHILD,DOB,REVIEW,REVIEW_CODE", Some("ssda903_reviews")),
            (
                "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
                Some("ssda903_social_workers"),
            ),
            ("CHILD,DOB", None),
            ("pers_person_id,pers_sex,pers_dob", None),
            ("month,theme,grade", None),
            ("a,b,c", None),
            ("", None),
        ] {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            assert_eq!(
                table_for(&header).map(|spec| spec.name),
                expected,
                "{header:?}"
            );
        }
    }
}
