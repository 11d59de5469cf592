//! Leicestershire in the real publications: every figure of the published table, and its ranks
//! and quartiles worked out apart.
//!
//! The publications are not part of the project. Where their folder is absent these tests have
//! nothing to read and pass, but for the checks before a change lands: there they fail.

use std::path::PathBuf;
use std::sync::LazyLock;

use tempfile::TempDir;
use waymark_benchmarks::{Benchmarks, ImportReport, Kind, Lookup, Neighbours, Reason, import};
use waymark_codes::{LaCode, Month};
use waymark_figures::{BenchmarkValue, Comparator, NeighbourAverage, Quartile, round_half_up};
use waymark_testkit::shared_data;

/// The real publications, imported once for all tests of this file.
static PUBLICATIONS: LazyLock<Option<Publications>> = LazyLock::new(|| {
    let data = shared_data()?;
    let home = tempfile::tempdir().unwrap();
    let report = import(home.path(), &[data.join("benchmarks")]).unwrap();
    Some(Publications { data, home, report })
});

struct Publications {
    data: PathBuf,
    home: TempDir,
    report: ImportReport,
}

impl Publications {
    fn open(&self) -> Benchmarks {
        Benchmarks::open(self.home.path()).unwrap()
    }
}

fn leicestershire() -> LaCode {
    "855".parse().unwrap()
}

const MEAN_2021: Neighbours = Neighbours {
    model_year: 2021,
    average: NeighbourAverage::Mean,
};
const MEDIAN_2025: Neighbours = Neighbours {
    model_year: 2025,
    average: NeighbourAverage::Median,
};

#[test]
fn every_row_of_the_publications_is_accounted_for() {
    let Some(publications) = &*PUBLICATIONS else {
        return;
    };
    let report = &publications.report;
    for account in &report.files {
        let left_out: u64 = account.left_out.iter().map(|left| left.rows).sum();
        assert_eq!(
            account.rows_read,
            account.rows_kept + left_out,
            "{}",
            account.file
        );
    }
    let of = |kind: Kind| {
        let accounts: Vec<_> = report
            .files
            .iter()
            .filter(|file| file.kind == kind)
            .collect();
        let rows: Vec<_> = accounts
            .iter()
            .map(|file| (file.rows_read, file.rows_kept))
            .collect();
        (accounts, rows)
    };
    // One measure has a year labelled `0`, in 170 rows without a value.
    let (lait, rows) = of(Kind::LaitData);
    assert_eq!(rows, [(641_070, 640_900)]);
    assert_eq!(lait[0].without_value, 93_883 - 170);
    assert_eq!(
        (lait[0].left_out[0].reason, lait[0].left_out[0].rows),
        (Reason::NotAsExpected, 170)
    );
    let (dictionary, rows) = of(Kind::LaitDictionary);
    assert_eq!(rows, [(448, 448)], "{:?}", dictionary[0].left_out);
    // Two authorities that were made after the list of 2021 have no neighbours in it.
    let (_, rows) = of(Kind::Neighbours);
    assert_eq!(rows, [(1580, 1560), (1580, 1580)]);
    assert_eq!(publications.open().names().len(), 434);
}

/// One row of the published table against a value that was found.
fn check(context: &str, published: &str, found: Option<&BenchmarkValue>) {
    let found = found.map(|found| found.value);
    let expected: Option<f64> = (!published.is_empty()).then(|| published.parse().unwrap());
    let decimals = published
        .split_once('.')
        .map_or(0, |(_, digits)| digits.len() as u8);
    let rounded = found.map(|found| round_half_up(found, decimals));
    assert_eq!(rounded, expected, "{context}: {found:?}");
}

fn with_value(found: &Lookup) -> Option<u8> {
    match found.neighbours.as_ref()?.comparator {
        Comparator::StatisticalNeighbours { with_value, .. } => with_value,
        _ => None,
    }
}

#[test]
fn leicestershires_published_figures_come_out() {
    let Some(publications) = &*PUBLICATIONS else {
        return;
    };
    let benchmarks = publications.open();
    let path = publications
        .data
        .join("figures/leicestershire_published.csv");
    let mut table = csv::Reader::from_path(path).unwrap();
    let header = table.headers().unwrap().clone();
    let mut compared = 0;
    for record in table.records() {
        let record = record.unwrap();
        let cell = |name: &str| {
            let index = header.iter().position(|column| column == name).unwrap();
            record.get(index).unwrap()
        };
        // The other rows are counts of DfE's own tables of 2016 and 2017, which LAIT is not.
        let Some((_, short)) = cell("source").split_once("Short Desc=") else {
            continue;
        };
        let names = [format!("lait/{short}")];
        let year: Month = format!("{}-03", cell("year_ending")).parse().unwrap();
        let context = format!("{short} {year}");
        let look = |neighbours| {
            let found = benchmarks.lookup(&names, leicestershire(), year, neighbours);
            found.unwrap().unwrap_or_else(|| panic!("{context}"))
        };
        let found = look(Neighbours::default());
        check(&context, cell("leicestershire"), found.authority.as_ref());
        check(&context, cell("sn2025_mean"), found.neighbours.as_ref());
        assert_eq!(
            with_value(&found),
            cell("sn2025_n").parse().ok(),
            "{context}"
        );
        check(&context, cell("east_midlands"), found.region.as_ref());
        check(&context, cell("england"), found.england.as_ref());
        let median = look(MEDIAN_2025);
        check(&context, cell("sn2025_median"), median.neighbours.as_ref());
        let mean_2021 = look(MEAN_2021);
        // The one tie of the table: 10, 0, 4, 2, 10, 2, 3 and 6 are 37, over 8 just 4.625, which
        // the table rounds to the even digit where Waymark rounds half up.
        let sn2021_mean = match (context.as_str(), cell("sn2021_mean")) {
            ("LAC_RetHome_Not_CarePlan_% 2025-03", "4.62") => "4.63",
            (_, published) => published,
        };
        check(&context, sn2021_mean, mean_2021.neighbours.as_ref());
        assert_eq!(
            with_value(&mean_2021),
            cell("sn2021_n").parse().ok(),
            "{context}"
        );
        compared += 1;
    }
    assert_eq!(compared, 82);
}

/// Measure, year, rank, of how many, quartile.
///
/// Each was counted apart from this program, over the rows of the base data whose region is not
/// `NA` and whose value is not `-`, in decimal arithmetic: the rank is one more than the number of
/// better values, and the quartiles of n ordered values are at the places 1 + (n - 1) / 4, 2 / 4
/// and 3 / 4. The remark has Leicestershire's value, the number of better ones, and the three
/// quartiles. Values that are a quartile belong to the band below it (in 2020, 93% of care leavers
/// is the upper end of B).
#[rustfmt::skip]
const STANDINGS: &[(&str, i16, u16, u16, Quartile)] = {
    use Quartile::{A, B, C, D};
    &[
        ("LACStable_2016on", 2016, 82, 150, C), // 11: 81 better; 8.25 | 10 | 12
        ("LACStable_2016on", 2017, 43, 148, B), // 9: 42 better; 8 | 10 | 12
        ("LACStable_2016on", 2018, 35, 150, A), // 9: 34 better; 9 | 11 | 12
        ("LACStable_2016on", 2019, 32, 149, A), // 9: 31 better; 9 | 11 | 12
        ("LACStable_2016on", 2020, 14, 150, A), // 8: 13 better; 9 | 11 | 12.75
        ("LACStable_2016on", 2021, 2, 147, A), // 5: 1 better; 7 | 9 | 11
        ("LACStable_2016on", 2022, 7, 150, A), // 6: 6 better; 8 | 10 | 11
        ("LACStable_2016on", 2023, 13, 148, A), // 7: 12 better; 9 | 11 | 13
        ("LACStable_2016on", 2024, 30, 149, A), // 9: 29 better; 9 | 11 | 12
        ("LACStable_2016on", 2025, 58, 151, B), // 10: 57 better; 8 | 10 | 12
        ("Continue_Assess_Comp", 2016, 12, 152, A), // 96.3: 11 better; 76.075 | 83.45 | 91.925
        ("Continue_Assess_Comp", 2017, 60, 152, B), // 86: 59 better; 75.125 | 83.7 | 90.375
        ("Continue_Assess_Comp", 2018, 81, 152, C), // 82.9: 80 better; 75.7 | 84.45 | 90.225
        ("Continue_Assess_Comp", 2019, 113, 151, C), // 76.4: 112 better; 76.35 | 84.2 | 91.15
        ("Continue_Assess_Comp", 2020, 68, 151, B), // 87: 67 better; 77.5 | 86.1 | 91.65
        ("Continue_Assess_Comp", 2021, 28, 150, A), // 95.3: 27 better; 84.225 | 89.25 | 94.2
        ("Continue_Assess_Comp", 2022, 30, 151, A), // 92.6: 29 better; 78.75 | 85.4 | 91.4
        ("Continue_Assess_Comp", 2023, 52, 152, B), // 86.6: 51 better; 75.875 | 82.25 | 89.725
        ("Continue_Assess_Comp", 2024, 36, 152, A), // 90.8: 35 better; 78.45 | 83.5 | 90.45
        ("Continue_Assess_Comp", 2025, 93, 152, C), // 83.5: 92 better; 78.55 | 85.35 | 91.4
        ("ReReferral", 2016, 62, 150, B), // 18.4: 61 better; 16.125 | 19.5 | 23.8
        ("ReReferral", 2017, 47, 152, B), // 17: 46 better; 15.975 | 19.95 | 23.8
        ("ReReferral", 2018, 147, 152, D), // 29.9: 146 better; 16.25 | 20.1 | 24.025
        ("ReReferral", 2019, 113, 151, C), // 24.6: 112 better; 16.85 | 21 | 24.6
        ("ReReferral", 2020, 72, 148, B), // 20.8: 71 better; 17.175 | 20.85 | 25
        ("ReReferral", 2021, 82, 149, C), // 21.2: 81 better; 18.4 | 20.8 | 24
        ("ReReferral", 2022, 75, 150, B), // 19.6: 74 better; 16.9 | 19.6 | 22.15
        ("ReReferral", 2023, 108, 149, C), // 23: 107 better; 17.6 | 20.9 | 23.3
        ("ReReferral", 2024, 113, 149, D), // 23.7: 112 better; 17.7 | 20.6 | 23.6
        ("ReReferral", 2025, 135, 153, D), // 25.5: 134 better; 16.9 | 20 | 23
        ("Emotional_LAC", 2016, 142, 149, D), // 16.6: 141 better; 13.4 | 14.1 | 15
        ("Emotional_LAC", 2017, 146, 151, D), // 16.9: 145 better; 13.25 | 14.2 | 15.25
        ("Emotional_LAC", 2018, 109, 151, C), // 15: 108 better; 13.4 | 14.4 | 15
        ("Emotional_LAC", 2019, 87, 150, C), // 14.4: 86 better; 13.225 | 14.2 | 15
        ("Emotional_LAC", 2020, 59, 149, B), // 13.9: 58 better; 13.2 | 14.1 | 14.9
        ("Emotional_LAC", 2021, 71, 149, B), // 13.8: 70 better; 13.1 | 13.8 | 14.7
        ("Emotional_LAC", 2022, 59, 151, B), // 13.6: 58 better; 12.9 | 13.9 | 14.9
        ("Emotional_LAC", 2023, 67, 150, B), // 14.2: 66 better; 13.5 | 14.3 | 15.2
        ("Emotional_LAC", 2024, 71, 152, B), // 14.7: 70 better; 13.9 | 14.7 | 15.6
        ("Emotional_LAC", 2025, 59, 151, B), // 14.7: 58 better; 14.25 | 15 | 15.85
        ("CareLeaverAcc", 2016, 53, 151, B), // 88: 52 better; 80 | 85 | 90.5
        ("CareLeaverAcc", 2017, 42, 150, B), // 90: 41 better; 81 | 87 | 91
        ("CareLeaverAcc", 2018, 49, 147, B), // 89: 48 better; 81 | 86 | 91
        ("CareLeaverAcc", 2019, 47, 149, B), // 90: 46 better; 82 | 88 | 91
        ("CareLeaverAcc", 2020, 30, 148, B), // 93: 29 better; 83 | 88 | 93
        ("CareLeaverAcc", 2021, 9, 147, A), // 96: 8 better; 86 | 89 | 93
        ("CareLeaverAcc", 2022, 10, 150, A), // 96: 9 better; 86 | 89 | 93
        ("CareLeaverAcc", 2023, 20, 150, A), // 94: 19 better; 86 | 90 | 93
        ("CareLeaverAcc", 2024, 28, 151, A), // 94: 27 better; 88 | 90 | 93
        ("CareLeaverAcc", 2025, 22, 149, A), // 94: 21 better; 87 | 91 | 93
        ("Work_Force_AvgNumCase_SW", 2016, 42, 136, B), // 14.6: 41 better; 14.3 | 16.45 | 20.05
        ("Work_Force_AvgNumCase_SW", 2017, 55, 151, B), // 16.6: 54 better; 16 | 17.5 | 19.7
        ("Work_Force_AvgNumCase_SW", 2018, 77, 151, C), // 17.4: 76 better; 15.65 | 17.3 | 19.35
        ("Work_Force_AvgNumCase_SW", 2019, 89, 151, C), // 17.4: 88 better; 15.35 | 16.8 | 18.4
        ("Work_Force_AvgNumCase_SW", 2020, 88, 151, C), // 16.8: 87 better; 14.55 | 16.3 | 17.75
        ("Work_Force_AvgNumCase_SW", 2021, 33, 152, A), // 14.4: 32 better; 14.7 | 16.2 | 17.725
        ("Work_Force_AvgNumCase_SW", 2022, 82, 152, C), // 16.7: 81 better; 15.075 | 16.45 | 18.225
        ("Work_Force_AvgNumCase_SW", 2023, 26, 153, A), // 13.8: 25 better; 14.4 | 15.9 | 17.3
        ("Work_Force_AvgNumCase_SW", 2024, 24, 152, A), // 13.1: 23 better; 13.8 | 15.3 | 16.9
        ("Work_Force_AvgNumCase_SW", 2025, 25, 151, A), // 13.5: 24 better; 14 | 15.2 | 16.75
    ]
};

/// Measures without polarity: measure, year, how many authorities have a value.
#[rustfmt::skip]
const WITHOUT_POLARITY: &[(&str, i16, u16)] = &[
    ("LAC_ceased_SGO", 2016, 140),
    ("LAC_ceased_SGO", 2017, 143),
    ("LAC_ceased_SGO", 2018, 136),
    ("LAC_ceased_SGO", 2019, 145),
    ("LAC_ceased_SGO", 2020, 142),
    ("LAC_ceased_SGO", 2021, 138),
    ("LAC_ceased_SGO", 2022, 139),
    ("LAC_ceased_SGO", 2023, 138),
    ("LAC_ceased_SGO", 2024, 138),
    ("LAC_ceased_SGO", 2025, 145),
    ("LAC_ceased_SGO%", 2020, 141),
    ("LAC_ceased_SGO%", 2021, 138),
    ("LAC_ceased_SGO%", 2022, 139),
    ("LAC_ceased_SGO%", 2023, 138),
    ("LAC_ceased_SGO%", 2024, 138),
    ("LAC_ceased_SGO%", 2025, 145),
    ("LAC_RetHome_CarePlan_%", 2018, 148),
    ("LAC_RetHome_CarePlan_%", 2019, 145),
    ("LAC_RetHome_CarePlan_%", 2020, 146),
    ("LAC_RetHome_CarePlan_%", 2021, 144),
    ("LAC_RetHome_CarePlan_%", 2022, 147),
    ("LAC_RetHome_CarePlan_%", 2023, 143),
    ("LAC_RetHome_CarePlan_%", 2024, 146),
    ("LAC_RetHome_CarePlan_%", 2025, 142),
    ("LAC_RetHome_Not_CarePlan_%", 2018, 96),
    ("LAC_RetHome_Not_CarePlan_%", 2019, 99),
    ("LAC_RetHome_Not_CarePlan_%", 2020, 86),
    ("LAC_RetHome_Not_CarePlan_%", 2022, 77),
    ("LAC_RetHome_Not_CarePlan_%", 2023, 85),
    ("LAC_RetHome_Not_CarePlan_%", 2025, 76),
];

fn standing_of(
    benchmarks: &Benchmarks,
    short: &str,
    year: i16,
) -> Option<waymark_figures::Standing> {
    // The workforce census counts on 30 September, all others have years to 31 March.
    let month = if short.starts_with("Work_Force") {
        9
    } else {
        3
    };
    let month: Month = format!("{year}-{month:02}").parse().unwrap();
    benchmarks
        .lookup(
            &[format!("lait/{short}")],
            leicestershire(),
            month,
            Neighbours::default(),
        )
        .unwrap()
        .unwrap_or_else(|| panic!("{short} {year}"))
        .standing
}

#[test]
fn leicestershires_ranks_and_quartiles_come_out() {
    let Some(publications) = &*PUBLICATIONS else {
        return;
    };
    let benchmarks = publications.open();
    for (short, year, rank, of, quartile) in STANDINGS {
        let found = standing_of(&benchmarks, short, *year).unwrap();
        let found = (found.rank, found.of, found.quartile);
        assert_eq!(found, (Some(*rank), *of, Some(*quartile)), "{short} {year}");
    }
    for (short, year, of) in WITHOUT_POLARITY {
        let found = standing_of(&benchmarks, short, *year).unwrap();
        let found = (found.rank, found.of, found.quartile);
        assert_eq!(found, (None, *of, None), "{short} {year}");
    }
    // Leicestershire's own value was suppressed, so it stands nowhere.
    assert_eq!(
        standing_of(&benchmarks, "LAC_RetHome_Not_CarePlan_%", 2021),
        None
    );
}

#[test]
fn planned_and_unplanned_returns_home_are_added_up() {
    let Some(publications) = &*PUBLICATIONS else {
        return;
    };
    let benchmarks = publications.open();
    let names = [
        "lait/LAC_RetHome_CarePlan_%",
        "lait/LAC_RetHome_Not_CarePlan_%",
    ];
    let series = benchmarks
        .series(&names, leicestershire(), Neighbours::default())
        .unwrap();
    let whole = |value: &Option<BenchmarkValue>| value.as_ref().map(|value| value.value);
    let found: Vec<_> = series
        .iter()
        .map(|year| {
            (
                year.year_ending.year(),
                whole(&year.authority),
                with_value(year),
                whole(&year.england),
            )
        })
        .collect();
    // Summed by hand for each neighbour with both parts; England is the sum of its two values.
    let expected = [
        (2018, Some(23.0), Some(8), Some(26.0)),
        (2019, Some(24.0), Some(6), Some(24.0)),
        (2020, Some(22.0), Some(6), Some(22.0)),
        (2021, None, Some(5), Some(20.0)),
        (2022, Some(28.0), Some(7), Some(22.0)),
        (2023, Some(25.0), Some(5), Some(21.0)),
        (2024, None, Some(5), Some(20.0)),
        (2025, Some(23.0), Some(7), Some(19.0)),
    ];
    // 8 + 23 + 28 + 31 + 34 + 35 + 38 + 40 = 237, over 8.
    assert_eq!(whole(&series[0].neighbours), Some(29.625));
    assert_eq!(found, expected);
    assert!(
        series
            .iter()
            .all(|year| year.standing.is_none_or(|standing| standing.rank.is_none()))
    );
}

#[test]
fn the_caseload_of_the_workforce_census_is_in_lait() {
    let Some(publications) = &*PUBLICATIONS else {
        return;
    };
    let benchmarks = publications.open();
    let names = ["lait/Work_Force_AvgNumCase_SW"];
    let nearest = benchmarks
        .latest_at(&names, "2017-09".parse().unwrap())
        .unwrap()
        .unwrap();
    assert_eq!(
        (nearest.year_ending.to_string().as_str(), nearest.had_ended),
        ("2017-09", true)
    );
    let found = benchmarks
        .lookup(
            &names,
            leicestershire(),
            nearest.year_ending,
            Neighbours::default(),
        )
        .unwrap()
        .unwrap();
    check("own", "16.6", found.authority.as_ref());
    // 16.2, 20.8, 18.3, 16.4, 22.8, 19.7, 13.3, 16.0, 18.4 and 19.6 add up to 181.5.
    check("neighbours", "18.15", found.neighbours.as_ref());
    check("region", "18.3", found.region.as_ref());
    check("England", "17.7", found.england.as_ref());
}
