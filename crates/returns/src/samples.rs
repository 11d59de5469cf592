//! The samples of the real formats: read where they lie, and left out where they are not there.
//!
//! They stay outside the project: beside it, in `shared/data`, or where `WAYMARK_SHARED_DATA`
//! says.

use std::path::PathBuf;

use crate::{FindingCode, Import, Options, SourceFile, read};

fn returns_folder() -> Option<PathBuf> {
    let data = waymark_testkit::shared_data()?;
    let returns = data.join("returns");
    returns.is_dir().then_some(returns)
}

fn import(names: &[&str]) -> Option<Import> {
    let folder = returns_folder()?;
    let files: Vec<SourceFile> = names
        .iter()
        .map(|name| SourceFile::new(*name, std::fs::read(folder.join(name)).unwrap()))
        .collect();
    let import = read(&files, &Options::default(), &|_| ());
    for file in &import.files {
        assert_eq!(
            file.rows_read,
            file.rows_kept + file.rows_set_aside,
            "{}",
            file.name
        );
    }
    Some(import)
}

fn rows(import: &Import, table: &str) -> usize {
    import.tables.get(table).map_or(0, crate::Table::rows)
}

fn check(import: &Import, expected: &[(&str, usize)]) {
    for (table, count) in expected {
        assert_eq!(rows(import, table), *count, "{table}");
    }
}

#[test]
fn the_ssda903_xml_is_accounted_for() {
    let Some(import) = import(&["ssda903/fake_903.xml"]) else {
        return;
    };
    // Counted in the file: elements of each name; care leavers and adopted children are those
    // whose headers hold the values.
    check(
        &import,
        &[
            ("ssda903_header", 253),
            ("ssda903_episodes", 459),
            ("ssda903_reviews", 1_206),
            ("ssda903_previous_permanence", 253),
            ("ssda903_oc2", 253),
            ("ssda903_missing", 6),
            ("ssda903_uasc", 12),
            ("ssda903_oc3", 6),
            ("ssda903_ad1", 3),
            ("ssda903_placed_adoption", 3),
        ],
    );
    assert_eq!(import.files[0].rows_read, 2_454);
    assert_eq!(import.files[0].rows_set_aside, 0);
}

#[test]
fn the_cin_census_is_accounted_for() {
    let Some(import) = import(&["cin/cin-2022.xml"]) else {
        return;
    };
    check(
        &import,
        &[
            ("cin_header", 1),
            ("cin_children", 1),
            ("cin_disabilities", 2),
            ("cin_details", 1),
            ("cin_assessments", 1),
            ("cin_assessment_factors", 2),
            ("cin_plan_dates", 1),
            ("cin_section47", 1),
            ("cin_cp_plans", 1),
            ("cin_cp_reviews", 1),
            ("ssd_cin_episodes", 1),
            ("ssd_cin_assessments", 1),
            // One of the enquiry, one that only the referral states.
            ("ssd_initial_cp_conference", 2),
        ],
    );
    assert_eq!(import.returns[0].label, "2021-22");
    assert!(import.findings.is_empty(), "{:?}", import.findings);
}

#[test]
fn the_workforce_census_is_accounted_for() {
    let Some(import) = import(&["workforce/social_work_workforce_2022.xml"]) else {
        return;
    };
    check(
        &import,
        &[
            ("workforce_header", 1),
            ("workforce_vacancies", 1),
            ("workforce_workers", 30),
            ("ssd_professionals", 30),
        ],
    );
    let coverage = import.returns[0].coverage;
    assert_eq!(coverage.from.to_string(), "2022-09-30");
    assert_eq!(coverage.to, coverage.from);
}

#[test]
fn the_annex_a_workbook_is_accounted_for() {
    let Some(import) = import(&["annex_a/Annex_A.xlsx"]) else {
        return;
    };
    check(
        &import,
        &[
            ("annex_a_list_1", 5),
            ("annex_a_list_2", 5),
            ("annex_a_list_3", 6),
            ("annex_a_list_4", 5),
            ("annex_a_list_5", 5),
            ("annex_a_list_6", 5),
            ("annex_a_list_7", 7),
            ("annex_a_list_8", 5),
            ("annex_a_list_9", 6),
            ("annex_a_list_10", 5),
            ("annex_a_list_11", 5),
            ("ssd_contacts", 5),
            ("ssd_cin_episodes", 6),
            ("ssd_cp_plans", 7),
            ("ssd_care_leavers", 6),
            ("ssd_permanence", 5),
        ],
    );
    let of = |code: FindingCode| import.findings.iter().filter(move |one| one.code == code);
    assert_eq!(
        of(FindingCode::MissingColumn).count(),
        0,
        "{:?}",
        import.findings
    );
    // A worker's name in lists 3 to 9; list 6 shows `#N/A` for the team in each row, and a need
    // that is no code; list 4 answers yes or no with other words.
    assert_eq!(of(FindingCode::NameLeftOut).count(), 7);
    let errors = of(FindingCode::MissingValue).filter(|one| one.found.as_deref() == Some("#N/A"));
    assert_eq!(errors.count(), 5);
    let unknown = |table: &'static str| {
        of(FindingCode::UnknownCode).filter(move |one| one.table.as_deref() == Some(table))
    };
    assert_eq!(unknown("annex_a_list_6").count(), 1);
    assert_eq!(unknown("annex_a_list_4").count(), 5);
    // No name of a worker anywhere.
    for table in import.tables.values() {
        for batch in &table.batches {
            let shown = format!("{batch:?}");
            assert!(!shown.contains("Dustin") && !shown.contains("Mathilde"));
        }
    }
}

#[test]
fn the_forms_of_the_sample_hold_different_children() {
    let csvs = [
        "ssda903/ad1.csv",
        "ssda903/episodes.csv",
        "ssda903/header.csv",
        "ssda903/missing.csv",
        "ssda903/oc2.csv",
        "ssda903/oc3.csv",
        "ssda903/placed_for_adoption.csv",
        "ssda903/previous_permanence.csv",
        "ssda903/reviews.csv",
        "ssda903/sw_episodes.csv",
        "ssda903/uasc.csv",
    ];
    let (Some(csv), Some(xml)) = (import(&csvs), import(&["ssda903/fake_903.xml"])) else {
        return;
    };
    // Lines of the files less their headers.
    let lines = [29, 5_050, 2_675, 43, 2_675, 53, 29, 2_675, 12_582, 1, 132];
    for (file, lines) in csv.files.iter().zip(lines) {
        assert_eq!(file.rows_read, lines, "{}", file.name);
    }
    let children = |import: &Import| -> std::collections::BTreeSet<String> {
        let batches = import.tables["ssda903_header"].batches.iter();
        batches
            .flat_map(|batch| {
                let ids = batch.column_by_name("child").unwrap();
                let ids = arrow::array::AsArray::as_string::<i32>(ids);
                ids.iter().flatten().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    };
    assert!(children(&csv).is_disjoint(&children(&xml)));
}
