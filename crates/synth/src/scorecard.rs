//! Published figures beside which Loamshire's are set.
//!
//! Loamshire is made up and has no statistical neighbours. So the values are real ones: those of
//! Leicestershire's neighbours, of the East Midlands and of England. Each row says so.

use crate::output::{Output, Sink};

const HEADER: &str = "measure,comparator,authority,year_ending,value,n,source,note\n";

const LAIT: &str = "DfE, Local Authority Interactive Tool";
const LEAVERS_2016: &str = "DfE, SFR41/2016 underlying data, children who ceased";
const LEAVERS_2017: &str = "DfE, SFR50/2017 underlying data, children who ceased";
const WORKFORCE: &str = "DfE, Children's social work workforce 2025, caseload of 30 September 2017";
const SCORECARD: &str =
    "Adoption scorecard as quoted to a county's scrutiny committee, November 2017";

/// One measure in the year that ends with a month: the neighbours' mean, from how many of the ten, their median, the
/// region and England.
struct Published {
    measure: &'static str,
    year: &'static str,
    mean: (&'static str, u8),
    median: &'static str,
    region: &'static str,
    england: &'static str,
    source: &'static str,
}

const fn published(
    measure: &'static str,
    year: &'static str,
    mean: (&'static str, u8),
    median: &'static str,
    region: &'static str,
    england: &'static str,
    source: &'static str,
) -> Published {
    Published {
        measure,
        year,
        mean,
        median,
        region,
        england,
        source,
    }
}

const ALL: [Published; 19] = [
    published(
        "lait/LACStable_2016on",
        "2016-03",
        ("12.2", 10),
        "12.0",
        "10.0",
        "10.0",
        LAIT,
    ),
    published(
        "lait/LACStable_2016on",
        "2017-03",
        ("12.4", 10),
        "13.0",
        "8.0",
        "10.0",
        LAIT,
    ),
    published(
        "lait/Continue_Assess_Comp",
        "2016-03",
        ("81.64", 10),
        "81.95",
        "86.9",
        "83.4",
        LAIT,
    ),
    published(
        "lait/Continue_Assess_Comp",
        "2017-03",
        ("83.93", 10),
        "86.5",
        "85.6",
        "82.9",
        LAIT,
    ),
    published(
        "lait/ReReferral",
        "2016-03",
        ("22.34", 10),
        "23.85",
        "24.4",
        "22.5",
        LAIT,
    ),
    published(
        "lait/ReReferral",
        "2017-03",
        ("24.23", 10),
        "24.15",
        "24.6",
        "21.9",
        LAIT,
    ),
    published(
        "lait/Emotional_LAC",
        "2016-03",
        ("14.83", 9),
        "14.5",
        "15.1",
        "14.0",
        LAIT,
    ),
    published(
        "lait/Emotional_LAC",
        "2017-03",
        ("14.78", 10),
        "14.6",
        "15.2",
        "14.1",
        LAIT,
    ),
    published(
        "lait/LAC_ceased_SGO",
        "2016-03",
        ("30.5", 10),
        "25.0",
        "330",
        "3860",
        LAIT,
    ),
    published(
        "lait/LAC_ceased_SGO",
        "2017-03",
        ("26.0", 10),
        "27.5",
        "300",
        "3690",
        LAIT,
    ),
    published(
        "lait/LAC_ceased_SGO%",
        "2016-03",
        ("12.76", 7),
        "",
        "13.98",
        "12.08",
        LEAVERS_2016,
    ),
    published(
        "lait/LAC_ceased_SGO%",
        "2017-03",
        ("12.03", 8),
        "",
        "13.66",
        "11.81",
        LEAVERS_2017,
    ),
    published(
        "lait/CareLeaverAcc",
        "2016-03",
        ("82.7", 10),
        "83.5",
        "85.0",
        "83.0",
        LAIT,
    ),
    published(
        "lait/CareLeaverAcc",
        "2017-03",
        ("86.1", 10),
        "86.0",
        "82.0",
        "84.0",
        LAIT,
    ),
    published(
        "lait/LAC_RetHome_CarePlan_%",
        "2016-03",
        ("27.29", 10),
        "",
        "19.92",
        "24.41",
        LEAVERS_2016,
    ),
    published(
        "lait/LAC_RetHome_CarePlan_%",
        "2017-03",
        ("24.89", 10),
        "",
        "22.47",
        "22.18",
        LEAVERS_2017,
    ),
    published(
        "lait/LAC_RetHome_Not_CarePlan_%",
        "2016-03",
        ("6.17", 8),
        "",
        "3.39",
        "5.49",
        LEAVERS_2016,
    ),
    published(
        "lait/LAC_RetHome_Not_CarePlan_%",
        "2017-03",
        ("7.63", 5),
        "",
        "3.08",
        "5.02",
        LEAVERS_2017,
    ),
    published(
        "lait/Work_Force_AvgNumCase_SW",
        "2017-09",
        ("18.15", 10),
        "18.35",
        "18.3",
        "17.7",
        WORKFORCE,
    ),
];

/// Writes the scorecard.
pub(crate) fn write(sink: &mut Sink<'_>) {
    let mut output = Output::new("benchmarks/scorecard.csv");
    output.text.push_str(HEADER);
    for (measure, value) in [("scorecard/A1", "549"), ("scorecard/A2", "210")] {
        let note =
            "three years to March 2017; a real county's neighbours, since Loamshire is made up";
        push(
            &mut output.text,
            [
                measure,
                "neighbours-mean",
                "999",
                "2017-03",
                value,
                "",
                SCORECARD,
                note,
            ],
        );
    }
    for row in &ALL {
        let year = row.year;
        let note = "Leicestershire's ten neighbours (list of 2025), since Loamshire is made up";
        let (mean, count) = (row.mean.0, row.mean.1.to_string());
        let cells = [
            row.measure,
            "neighbours-mean",
            "999",
            year,
            mean,
            &count,
            row.source,
            note,
        ];
        push(&mut output.text, cells);
        if !row.median.is_empty() {
            let cells = [
                row.measure,
                "neighbours-median",
                "999",
                year,
                row.median,
                &count,
                row.source,
                note,
            ];
            push(&mut output.text, cells);
        }
        let region = [
            row.measure,
            "region",
            "East Midlands",
            year,
            row.region,
            "",
            row.source,
            "the region that Loamshire is imagined in",
        ];
        push(&mut output.text, region);
        let england = [
            row.measure,
            "england",
            "",
            year,
            row.england,
            "",
            row.source,
            "",
        ];
        push(&mut output.text, england);
    }
    output.flush(sink);
}

fn push(text: &mut String, cells: [&str; 8]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains(',') {
            text.push('"');
            text.push_str(cell);
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}
