//! What is found for an authority, on made-up publications with answers worked by hand.

use tempfile::TempDir;
use waymark_benchmarks::{BenchmarkError, Benchmarks, Lookup, Neighbours, import};
use waymark_codes::{LaCode, Month};
use waymark_figures::{Comparator, NeighbourAverage, Quartile, Standing};

use crate::made_up;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn code(text: &str) -> LaCode {
    text.parse().unwrap()
}

fn value(of: &Option<waymark_figures::BenchmarkValue>) -> Option<f64> {
    of.as_ref().map(|of| of.value)
}

/// Planned and unplanned returns, a measure of London as a whole, one revised and one pooled year.
fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let files = home.path();
    made_up::lait_data(
        files,
        "data.bin",
        &[
            ("Planned", "2016", 855, "20"),
            ("Planned", "2017", 855, "18.399999999999999"),
            ("Planned", "2017", 803, "10"),
            ("Planned", "2017", 916, "16"),
            ("Planned", "2017", 937, "-"),
            ("Planned", "2017", 380, "18.4"),
            ("Planned", "2017", 970, "15"),
            ("Planned", "2017", 983, "14"),
            ("Planned", "2017", 982, "13"),
            ("Unplanned", "2017", 855, "4"),
            ("Unplanned", "2017", 803, "-"),
            ("Unplanned", "2017", 916, "6"),
            ("Unplanned", "2017", 970, "5"),
            ("London only", "2016/17", 202, "7"),
            ("London only", "2016/17", 986, "8"),
            ("Halves", "2014-16", 202, "7"),
            ("Halves", "2014-16", 986, "8"),
            ("Halves", "2014-16", 987, "9"),
            ("Revised", "2018 (prov)", 855, "1"),
            ("Revised", "2018 (Rev)", 855, "2"),
            ("Suppressed", "2016", 855, "-"),
            ("Suppressed", "2018", 855, "3"),
            ("Undescribed", "2018", 855, "3"),
        ],
    );
    made_up::dictionary(
        files,
        &[
            ("Planned", "Low", "Financial Year", "NA"),
            ("Unplanned", "-", "Financial Year", "NA"),
            ("London only", "High", "Academic Year", "N"),
            ("Halves", "High", "Calendar Year", "NA"),
            ("Revised", "High", "Annual (end of Sept)", "NA"),
            ("Suppressed", "High", "Annual", "NA"),
        ],
    );
    made_up::neighbours(files, &[(2025, 855, &[916, 803, 937]), (2025, 380, &[855])]);
    made_up::neighbours(files, &[(2021, 855, &[803, 380])]);
    made_up::scorecard(
        files,
        "scorecard.csv",
        "scorecard/A1,authority,Leicestershire,2016-03,517,,Adoption scorecards,\n\
         scorecard/A1,neighbours-median,855,2016-03,549,9,Adoption scorecards,\n\
         scorecard/A1,region,East Midlands,2016-03,560.5,,Adoption scorecards,\n\
         scorecard/A1,england,,2016-03,558,,Adoption scorecards,\n\
         scorecard/A1,authority,Leicestershire,2017,500,,Adoption scorecards,\n\
         scorecard/A1,authority,916,2017,540,,Adoption scorecards,\n\
         scorecard/A1,authority,803,2017,550,,Adoption scorecards,\n",
    );
    import(files, &[files.to_owned()]).unwrap();
    home
}

fn look(names: &[&str], authority: &str, year: &str) -> Lookup {
    let home = home();
    Benchmarks::open(home.path())
        .unwrap()
        .lookup(names, code(authority), month(year), Neighbours::default())
        .unwrap()
        .unwrap()
}

#[test]
fn one_year_says_it_all() {
    let found = look(&["lait/Planned"], "855", "2017-03");
    assert_eq!((found.year.as_str(), found.decimals), ("2017", 1));
    assert_eq!(value(&found.authority), Some(18.4));
    // The neighbours are 916 (16), 803 (10) and 937, which has no value: (16 + 10) / 2.
    let neighbours = found.neighbours.as_ref().unwrap();
    assert_eq!(neighbours.value, 13.0);
    assert_eq!(
        neighbours.comparator,
        Comparator::StatisticalNeighbours {
            model_year: 2025,
            average: NeighbourAverage::Mean,
            with_value: Some(2),
        }
    );
    assert_eq!(value(&found.region), Some(14.0));
    assert_eq!(value(&found.england), Some(15.0));
    // Of 10, 16, 18.4 and 18.4 two are better; the quartiles are 14.5, 17.2 and 18.4.
    let expected = Standing {
        rank: Some(3),
        of: 4,
        quartile: Some(Quartile::C),
    };
    assert_eq!(found.standing, Some(expected));
    assert_eq!(found.values().count(), 4);
    let england = found.england.unwrap();
    assert_eq!(
        england.source,
        "DfE, Local Authority Interactive Tool: The Planned (%), 2017"
    );
}

#[test]
fn either_average_over_either_list() {
    let home = home();
    let benchmarks = Benchmarks::open(home.path()).unwrap();
    assert_eq!(benchmarks.model_years(), [2021, 2025]);
    let cases = [
        (2025, NeighbourAverage::Median, 13.0),
        // 803 (10) and 380 (18.4).
        (2021, NeighbourAverage::Mean, 14.2),
    ];
    for (model_year, average, expected) in cases {
        let neighbours = Neighbours {
            model_year,
            average,
        };
        let found = benchmarks
            .lookup(&["lait/Planned"], code("855"), month("2017-03"), neighbours)
            .unwrap()
            .unwrap();
        assert_eq!(value(&found.neighbours), Some(expected), "{model_year}");
    }
    let unknown = Neighbours {
        model_year: 2014,
        ..Neighbours::default()
    };
    let error = benchmarks
        .lookup(&["lait/Planned"], code("855"), month("2017-03"), unknown)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the list of statistical neighbours of 2014 has not been imported; there is a list of 2021 and 2025"
    );
}

#[test]
fn a_sum_has_values_where_every_part_has() {
    let found = look(&["lait/Planned", "lait/Unplanned"], "855", "2017-03");
    assert_eq!(found.name, "lait/Planned + lait/Unplanned");
    assert_eq!(value(&found.authority), Some(22.4));
    // Of the neighbours only 916 has both: 16 + 6.
    let neighbours = found.neighbours.unwrap();
    assert_eq!(neighbours.value, 22.0);
    assert!(matches!(
        neighbours.comparator,
        Comparator::StatisticalNeighbours {
            with_value: Some(1),
            ..
        }
    ));
    assert_eq!(found.region, None);
    assert_eq!(value(&found.england), Some(20.0));
    // One part has no polarity, so the sum has none.
    let expected = Standing {
        rank: None,
        of: 2,
        quartile: None,
    };
    assert_eq!(found.standing, Some(expected));
}

#[test]
fn the_two_spellings_of_a_region_are_one() {
    let found = look(&["lait/Planned"], "380", "2017-03");
    let region = found.region.unwrap();
    assert_eq!(region.value, 13.0);
    let name = "Yorkshire and the Humber".to_owned();
    assert_eq!(region.comparator, Comparator::Region { name });
}

#[test]
fn london_stands_in_where_its_halves_are_not_published() {
    let of = |name: &str| Some(Comparator::Region { name: name.into() });
    let found = look(&["lait/London only"], "202", "2017-08");
    assert_eq!(value(&found.region), Some(8.0));
    assert_eq!(found.region.map(|region| region.comparator), of("London"));
    // The only value of all: first of one, and no quarter to lie in.
    assert_eq!(
        found
            .standing
            .map(|found| (found.rank, found.of, found.quartile)),
        Some((Some(1), 1, None))
    );
    let found = look(&["lait/Halves"], "202", "2016-12");
    assert_eq!(value(&found.region), Some(9.0));
    assert_eq!(
        found.region.map(|region| region.comparator),
        of("Inner London")
    );
}

#[test]
fn a_revised_year_takes_the_place_of_a_provisional_one() {
    let found = look(&["lait/Revised"], "855", "2018-09");
    assert_eq!(
        (found.year.as_str(), value(&found.authority)),
        ("2018 (Rev)", Some(2.0))
    );
}

#[test]
fn the_year_beside_a_figure_is_the_newest_that_had_ended() {
    let home = home();
    let benchmarks = Benchmarks::open(home.path()).unwrap();
    let cases = [
        ("lait/Planned", "2017-09", Some(("2017-03", true))),
        ("lait/Planned", "2017-03", Some(("2017-03", true))),
        ("lait/Planned", "2017-02", Some(("2016-03", true))),
        ("lait/Planned", "2015-12", Some(("2016-03", false))),
        // A year without any value is not published.
        ("lait/Suppressed", "2017-09", Some(("2018-03", false))),
        ("scorecard/A1", "2016-12", Some(("2016-03", true))),
    ];
    for (name, asked, expected) in cases {
        let found = benchmarks.latest_at(&[name], month(asked)).unwrap();
        let found = found.map(|year| (year.year_ending.to_string(), year.had_ended));
        let expected = expected.map(|(year, had_ended)| (year.to_owned(), had_ended));
        assert_eq!(found, expected, "{name} at {asked}");
    }
}

#[test]
fn a_scorecards_own_average_goes_before_a_computed_one() {
    let found = look(&["scorecard/A1"], "855", "2016-03");
    assert_eq!(value(&found.authority), Some(517.0));
    // Asked for the mean, the scorecard has a median, and says so.
    let neighbours = found.neighbours.as_ref().unwrap();
    assert_eq!(neighbours.value, 549.0);
    assert_eq!(
        neighbours.comparator,
        Comparator::StatisticalNeighbours {
            model_year: 2016,
            average: NeighbourAverage::Median,
            with_value: Some(9),
        }
    );
    assert_eq!(value(&found.region), Some(560.5));
    assert_eq!(value(&found.england), Some(558.0));
    assert_eq!(found.standing.and_then(|standing| standing.rank), None);
    let found = look(&["scorecard/A1"], "855", "2017-03");
    // 916 (540) and 803 (550).
    assert_eq!(value(&found.neighbours), Some(545.0));
}

/// A made-up authority, 999, with figures of LAIT that were copied by hand.
const COPIED: &str = "\
    lait/Planned,authority,999,2017,30,,LAIT,\n\
    lait/Planned,neighbours-mean,999,2017,24.89,10,LAIT,\n\
    lait/Planned,neighbours-mean,855,2017,99,10,LAIT,\n\
    lait/Planned,region,East Midlands,2017,22.47,,LAIT,\n\
    lait/Planned,england,,2017,22.18,,LAIT,\n\
    lait/Unplanned,neighbours-mean,999,2017,7.63,5,LAIT,\n\
    lait/Unplanned,region,East Midlands,2017,3.08,,LAIT,\n\
    lait/Unplanned,england,,2017,5.02,,LAIT,\n";
const SUM_COPIED: &str = "lait/Planned + lait/Unplanned,neighbours-mean,999,2017,33.36,5,LAIT,\n";

#[test]
fn figures_of_lait_can_be_copied_by_hand() {
    let home = tempfile::tempdir().unwrap();
    let look = |names: &[&str]| {
        Benchmarks::open(home.path())
            .unwrap()
            .lookup(names, code("999"), month("2017-03"), Neighbours::default())
            .unwrap()
            .unwrap()
    };
    let file = made_up::scorecard(home.path(), "copied.csv", COPIED);
    import(home.path(), &[file]).unwrap();
    let found = look(&["lait/Planned"]);
    assert_eq!(found.decimals, 2);
    let neighbours = found.neighbours.unwrap();
    assert_eq!(neighbours.value, 24.89);
    assert!(neighbours.comparator.in_words().contains("2025 list, 10"));
    // The only region that there is stands for that of an authority which lies in none.
    assert_eq!(value(&found.region), Some(22.47));
    let sum = look(&["lait/Planned", "lait/Unplanned"]);
    assert_eq!(
        (value(&sum.region), value(&sum.england)),
        (Some(25.55), Some(27.2))
    );
    // Averages over ten and over five neighbours are not added up.
    assert_eq!(sum.neighbours, None);
    let file = made_up::scorecard(home.path(), "sum.csv", SUM_COPIED);
    import(home.path(), &[file]).unwrap();
    let sum = look(&["lait/Planned", "lait/Unplanned"]);
    assert_eq!(value(&sum.neighbours), Some(33.36));
}

#[test]
fn figures_copied_by_hand_only_fill_gaps_of_base_data() {
    let home = home();
    let file = made_up::scorecard(home.path(), "copied.csv", COPIED);
    import(home.path(), &[file]).unwrap();
    let benchmarks = Benchmarks::open(home.path()).unwrap();
    let look = |authority: &str| {
        benchmarks
            .lookup(
                &["lait/Planned"],
                code(authority),
                month("2017-03"),
                Neighbours::default(),
            )
            .unwrap()
            .unwrap()
    };
    let found = look("855");
    assert_eq!(value(&found.neighbours), Some(13.0));
    assert_eq!(
        (value(&found.region), value(&found.england)),
        (Some(14.0), Some(15.0))
    );
    assert_eq!(found.standing.map(|standing| standing.of), Some(4));
    let found = look("999");
    assert_eq!(value(&found.authority), Some(30.0));
    assert_eq!(value(&found.neighbours), Some(24.89));
    assert_eq!((found.region, found.standing), (None, None));
}

#[test]
fn a_series_has_every_year() {
    let home = home();
    let benchmarks = Benchmarks::open(home.path()).unwrap();
    let series = benchmarks
        .series(&["lait/Planned"], code("855"), Neighbours::default())
        .unwrap();
    let found: Vec<_> = series
        .iter()
        .map(|year| (year.year_ending.to_string(), value(&year.authority)))
        .collect();
    let expected = [("2016-03", 20.0), ("2017-03", 18.4)];
    assert_eq!(
        found,
        expected.map(|(year, value)| (year.to_owned(), Some(value)))
    );
    let nothing = benchmarks.lookup(
        &["lait/Planned"],
        code("855"),
        month("2019-03"),
        Neighbours::default(),
    );
    assert_eq!(nothing.unwrap(), None);
}

#[test]
fn questions_that_have_no_answer_say_why() {
    let home = home();
    let benchmarks = Benchmarks::open(home.path()).unwrap();
    let said = |names: &[&str]| {
        let error = benchmarks.published(names).err().expect("no such measure");
        error.to_string()
    };
    assert_eq!(
        said(&["lait/planed"]),
        "no published measure is called `lait/planed`; did you mean `lait/Planned`, `lait/Unplanned`?"
    );
    assert_eq!(
        said(&["scorecard/Z9"]).split(';').next(),
        Some("no published measure is called `scorecard/Z9`")
    );
    assert!(said(&["lait/Undescribed"]).contains("not in the dictionary"));
    assert_eq!(said(&[]), "no published measure was named");
    let names: Vec<String> = benchmarks
        .names()
        .into_iter()
        .map(|name| name.name)
        .collect();
    let expected = [
        "lait/Halves",
        "lait/London only",
        "lait/Planned",
        "lait/Revised",
        "lait/Suppressed",
        "lait/Unplanned",
        "scorecard/A1",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_home_without_benchmarks_is_empty() {
    let home = tempfile::tempdir().unwrap();
    let benchmarks = Benchmarks::open(home.path()).unwrap();
    assert!(benchmarks.names().is_empty() && benchmarks.id().is_none());
    assert!(matches!(
        benchmarks.published(&["lait/Planned"]),
        Err(BenchmarkError::NotImported { .. })
    ));
    made_up::lait_data(home.path(), "a", &[("Planned", "2017", 855, "1")]);
    import(home.path(), &[home.path().join("a")]).unwrap();
    let error = Benchmarks::open(home.path())
        .unwrap()
        .published(&["lait/Planned"])
        .err();
    assert!(
        error
            .unwrap()
            .to_string()
            .contains("dictionary has not been imported")
    );
}
