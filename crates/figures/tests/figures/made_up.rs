//! Made-up measures, figures and books, and what a report shows of them, as a line of text.

use std::collections::BTreeMap;

use waymark_figures::disclosure::{EarlierPublication, Protection, Rules, protect};
use waymark_figures::{
    Breakdown, Cell, Coverage, DefinitionId, Evidence, EvidenceBook, Figure, MeasureId,
    MeasureMeta, Outcome, Period, Polarity, Published, Shape, Unit, Window, publish_groups,
};

/// A measure about children.
pub fn measure(id: &str, shape: Shape) -> MeasureMeta {
    MeasureMeta {
        id: MeasureId::parse(id).unwrap(),
        title: id.to_owned(),
        subject: id.to_owned(),
        shape,
        polarity: Polarity::None,
        unit: Unit::Child,
        value_unit: None,
        decimals: 1,
        definition: String::new(),
        source: String::new(),
        benchmarks: Vec::new(),
        fingerprint: DefinitionId {
            version: 1,
            sha256: String::new(),
        },
    }
}

/// The rules that Waymark holds to whatever DfE's are.
pub fn rules() -> Rules {
    Rules {
        from_year: 2017,
        name: "made up".to_owned(),
        hides_up_to: 5,
        zero_is_shown: true,
        in_its_place: "x".to_owned(),
        rounding: String::new(),
        source: String::new(),
        not_confirmed: None,
    }
}

/// A month by itself.
pub fn month(month: &str) -> Period {
    Period::ending(month.parse().unwrap(), Window::Months(1))
}

/// `counted` of `of`, all of them known.
pub fn figure(meta: &MeasureMeta, period: Period, counted: u64, of: u64) -> Figure {
    let (numerator, denominator) = (counted as f64, of as f64);
    Figure {
        measure: meta.id.clone(),
        definition: meta.fingerprint.clone(),
        snapshot: "a-snapshot".to_owned(),
        period,
        breakdown: None,
        numerator,
        denominator,
        value: match meta.shape {
            Shape::Count => Some(numerator),
            _ if of == 0 => None,
            Shape::Percentage => Some(numerator / denominator * 100.0),
            Shape::Mean | Shape::Rate => Some(numerator / denominator),
        },
        interval: None,
        standard_deviation: None,
        coverage: Coverage {
            known: of,
            cohort: of,
        },
        left_out: Vec::new(),
        doubt: None,
        withheld: false,
    }
}

/// The same figure of one group.
pub fn of_group(figure: Figure, dimension: &str, group: &str) -> Figure {
    Figure {
        breakdown: Some(Breakdown {
            dimension: dimension.to_owned(),
            group: group.to_owned(),
        }),
        ..figure
    }
}

/// The evidence of a figure alone.
pub fn alone(meta: &MeasureMeta, current: Figure) -> Evidence {
    Evidence {
        measure: meta.clone(),
        breakdown: current.breakdown.clone(),
        current: Outcome::Figure(current),
        earlier: None,
        comparison: None,
        series: Vec::new(),
        benchmarks: Vec::new(),
        groups: Vec::new(),
    }
}

/// A table by one dimension: the name of each group, how many are counted, of how many.
pub type Rows<'a> = &'a [(&'a str, u64, u64)];

/// The evidence of a month with its groups; the first table adds up to the whole.
pub fn tables(meta: &MeasureMeta, of: &str, tables: &[(&str, Rows<'_>)]) -> Evidence {
    let period = month(of);
    let rows = tables[0].1;
    let whole = figure(
        meta,
        period,
        rows.iter().map(|row| row.1).sum(),
        rows.iter().map(|row| row.2).sum(),
    );
    let groups = tables.iter().flat_map(|(dimension, rows)| {
        rows.iter().map(move |(group, counted, of)| {
            of_group(figure(meta, period, *counted, *of), dimension, group)
        })
    });
    Evidence {
        groups: groups.collect(),
        ..alone(meta, whole)
    }
}

/// A book of one measure's evidence.
pub fn book(evidence: Evidence) -> EvidenceBook {
    EvidenceBook::new(vec![evidence])
}

/// Publishes reports one after the other, each protected beside those before it; gives what each
/// withholds.
pub fn publish(books: &mut [EvidenceBook]) -> Vec<Protection> {
    let mut earlier: Vec<EarlierPublication> = Vec::new();
    let mut protections = Vec::new();
    for book in books {
        protections.push(protect(book, &earlier, &rules()));
        earlier.push(EarlierPublication::of(book));
    }
    protections
}

/// The figures of a measure's groups, by dimension, as their consumers take them from the evidence.
pub fn groups(evidence: &Evidence) -> BTreeMap<&str, Vec<&Figure>> {
    let mut by_dimension: BTreeMap<&str, Vec<&Figure>> = BTreeMap::new();
    for figure in &evidence.groups {
        let breakdown = figure.breakdown.as_ref().unwrap();
        by_dimension
            .entry(breakdown.dimension.as_str())
            .or_default()
            .push(figure);
    }
    by_dimension
}

/// What a report shows of a measure's current figure and of its groups: `25/60; team: A 3/9, B ?/40,
/// C -`.
pub fn shown(evidence: &Evidence) -> String {
    let meta = &evidence.measure;
    let whole = evidence.current.figure().unwrap();
    let mut parts = vec![if whole.is_publishable(meta) {
        format!("{}/{}", whole.numerator, whole.denominator)
    } else {
        "-".to_owned()
    }];
    for (dimension, figures) in groups(evidence) {
        let Some(rows) = publish_groups(meta, &figures) else {
            parts.push(format!("{dimension}: nothing"));
            continue;
        };
        let rows: Vec<String> = figures
            .iter()
            .zip(rows)
            .map(|(figure, row)| {
                let group = &figure.breakdown.as_ref().unwrap().group;
                format!("{group} {}", cell(row))
            })
            .collect();
        parts.push(format!("{dimension}: {}", rows.join(", ")));
    }
    parts.join("; ")
}

fn cell(row: Published) -> String {
    match (row.counted, row.of) {
        (Cell::Shown(counted), Cell::Shown(of)) => format!("{counted}/{of}"),
        (Cell::Hidden, Cell::Shown(of)) => format!("?/{of}"),
        (_, Cell::Hidden) => "-".to_owned(),
    }
}
