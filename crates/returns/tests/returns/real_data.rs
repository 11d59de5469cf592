//! The real-format return, where it is there: 2,675 made-up children, full of errors.

use waymark_returns::SourceFile;
use waymark_testkit::shared_data;

use crate::show::{import_files, rows};

#[test]
fn every_row_of_the_real_format_return_is_accounted_for() {
    let Some(data) = shared_data() else {
        println!("skipped: the shared data is not there");
        return;
    };
    let folder = data.join("returns").join("ssda903");
    // File, rows (lines of the file less the header), table.
    let expected = [
        ("ad1.csv", 29, "ssda903_ad1"),
        ("episodes.csv", 5_050, "ssda903_episodes"),
        ("header.csv", 2_675, "ssda903_header"),
        ("missing.csv", 43, "ssda903_missing"),
        ("oc2.csv", 2_675, "ssda903_oc2"),
        ("oc3.csv", 53, "ssda903_oc3"),
        ("placed_for_adoption.csv", 29, "ssda903_placed_adoption"),
        (
            "previous_permanence.csv",
            2_675,
            "ssda903_previous_permanence",
        ),
        ("reviews.csv", 12_582, "ssda903_reviews"),
        ("sw_episodes.csv", 1, "ssda903_social_workers"),
        ("uasc.csv", 132, "ssda903_uasc"),
    ];
    let files: Vec<SourceFile> = expected
        .iter()
        .map(|(name, ..)| {
            SourceFile::new(
                format!("ssda903/{name}"),
                std::fs::read(folder.join(name)).unwrap(),
            )
        })
        .collect();
    let import = import_files(&files);
    for ((name, count, table), file) in expected.iter().zip(&import.files) {
        assert_eq!((file.rows_read, file.rows_kept), (*count, *count), "{name}");
        assert_eq!(import.tables[*table].rows() as u64, *count, "{name}");
    }
    assert_eq!(import.tables["ssd_person"].rows(), 2_675);
    // The year to 31 March 2018, by its README; its random dates stray far beyond.
    assert_eq!(import.returns[0].label, "2017-18");
    assert_eq!(import.returns[0].coverage.to.to_string(), "2018-03-31");
    // An episode for each child, first day and reason.
    let mut keys = rows(&import, "ssda903_episodes", &["child", "decom", "rne"]);
    keys.retain(|key| !key.contains(" | - | "));
    keys.sort();
    keys.dedup();
    assert_eq!(import.tables["ssd_cla_episodes"].rows(), keys.len());
}
