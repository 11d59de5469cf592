//! Authorities of another size.

use std::collections::{BTreeMap, HashSet};

use waymark_synth::{Settings, make, make_into};

use crate::loamshire::read_csv;

#[test]
fn one_return_of_about_as_many_children_as_asked_for() {
    let made = make(&Settings::at_scale(5_000));
    let paths: Vec<&str> = made.iter().map(|file| file.path.as_str()).collect();
    assert!(paths.contains(&"cin/cin-2017.xml"));
    assert!(paths.iter().all(|path| !path.contains("2015")));
    let episodes = made
        .iter()
        .find(|file| file.path == "ssda903/2016-17/episodes.csv")
        .unwrap();
    let rows = read_csv(std::str::from_utf8(&episodes.bytes).unwrap());
    let children: HashSet<&String> = rows.iter().map(|row| &row["CHILD"]).collect();
    assert!(
        (4_600..=5_400).contains(&children.len()),
        "{}",
        children.len()
    );
    let each = rows.len() as f64 / children.len() as f64;
    assert!((2.0..2.6).contains(&each), "{each:.2} episodes a child");
}

#[test]
fn pieces_make_up_the_same_files() {
    let settings = Settings::at_scale(800);
    let mut pieces: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    make_into(&settings, &mut |path, piece| {
        pieces
            .entry(path.to_owned())
            .or_default()
            .extend_from_slice(piece);
    });
    for file in make(&settings) {
        assert!(pieces[&file.path] == file.bytes, "{}", file.path);
    }
}

#[test]
fn a_small_authority_can_be_made() {
    let made = make(&Settings {
        children_in_care: 30,
        referrals_a_year: 120,
        planted: true,
        ..Settings::default()
    });
    assert!(made.iter().all(|file| !file.bytes.is_empty()));
}
