//! Real formats through the whole program, where the shared data is there.

use crate::{printed, rows};

/// Every sample return imports, with each row accounted for.
#[test]
fn the_sample_returns_import_with_every_row_accounted_for() {
    let Some(data) = waymark_testkit::shared_data() else {
        println!("skipped: the shared data is not there");
        return;
    };
    for sample in ["ssda903", "cin", "annex_a", "workforce"] {
        let home = tempfile::tempdir().unwrap();
        let path = data.join("returns").join(sample);
        // The samples are full of errors, which the exit code says.
        let said = printed(home.path(), &["import", &path.to_string_lossy()], &[0, 3]);
        assert!(said.contains("snapshot "), "{said}");
        let snapshot = waymark_snapshot::open(home.path(), "latest").unwrap();
        for input in &snapshot.manifest.inputs {
            assert_eq!(
                input.rows_read,
                input.rows_kept + input.rows_set_aside,
                "{}",
                input.name
            );
        }
        let read: u64 = snapshot
            .manifest
            .inputs
            .iter()
            .map(|input| input.rows_read)
            .sum();
        assert!(read > 0, "{sample}: nothing was read");
        snapshot.verify().unwrap();
    }
}

/// Leicestershire's re-referrals as LAIT has them: 2016 and 2017 with neighbours and England, read
/// off `figures/leicestershire_published.csv`.
#[test]
fn published_benchmarks_are_shown_for_an_authority() {
    let Some(data) = waymark_testkit::shared_data() else {
        println!("skipped: the shared data is not there");
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let folder = data.join("benchmarks");
    let lait = folder.join("lait");
    let neighbours = folder.join("neighbours");
    printed(
        home.path(),
        &[
            "benchmarks",
            "import",
            &lait.to_string_lossy(),
            &neighbours.to_string_lossy(),
        ],
        &[0, 3],
    );
    let mut published =
        csv::Reader::from_path(data.join("figures/leicestershire_published.csv")).unwrap();
    let shown = rows(
        home.path(),
        &[
            "benchmarks",
            "show",
            "re-referrals",
            "--authority",
            "Leicestershire",
        ],
    );
    let mut compared = 0;
    for row in published.deserialize() {
        let row: std::collections::BTreeMap<String, String> = row.unwrap();
        if !row["seed_bullet"].starts_with("3 ") {
            continue;
        }
        let found = shown
            .iter()
            .find(|shown| shown["year"].contains(&row["year_ending"]))
            .unwrap();
        for (ours, theirs) in [
            ("authority", "leicestershire"),
            ("neighbours", "sn2025_mean"),
            ("england", "england"),
            ("region", "east_midlands"),
        ] {
            let (ours, theirs): (f64, f64) =
                (found[ours].parse().unwrap(), row[theirs].parse().unwrap());
            assert!(
                (waymark_figures::round_half_up(ours, 2) - theirs).abs() < 1e-9,
                "{row:?} {found:?}"
            );
        }
        compared += 1;
    }
    assert_eq!(compared, 10);
}
