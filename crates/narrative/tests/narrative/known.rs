//! The built-in definitions' headers, read without the engine that runs them.

use serde::Deserialize;
use waymark_figures::{
    DefinitionId, MeasureId, MeasureMeta, Naming, Polarity, Shape, Threshold, Unit, Window,
};
use waymark_narrative::facts::KnownMeasure;

#[derive(Deserialize)]
struct Header {
    id: MeasureId,
    title: String,
    subject: String,
    shape: Shape,
    polarity: Polarity,
    unit: Unit,
    value_unit: Option<String>,
    decimals: Option<u8>,
    window: String,
    definition: String,
    source: String,
    #[serde(default)]
    benchmarks: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    unlike: Vec<String>,
    ages: Option<(u8, u8)>,
    threshold: Option<Threshold>,
}

/// Every built-in measure with its window, by id.
pub fn measures() -> Vec<(KnownMeasure, Window)> {
    let folder = waymark_testkit::workspace().join("definitions/measures");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let header = text.split("---*/").next().unwrap().trim_start();
            let header: Header = toml::from_str(header.strip_prefix("/*---").unwrap()).unwrap();
            known(header)
        })
        .collect()
}

fn known(header: Header) -> (KnownMeasure, Window) {
    let window = match header.window.split_once(' ').unwrap() {
        ("last", _) => Window::Day,
        (months, _) => Window::Months(months.parse().unwrap()),
    };
    let meta = MeasureMeta {
        id: header.id,
        title: header.title,
        subject: header.subject,
        shape: header.shape,
        polarity: header.polarity,
        unit: header.unit,
        value_unit: header.value_unit,
        decimals: header.decimals.unwrap_or(1),
        definition: header.definition,
        source: header.source,
        benchmarks: header.benchmarks,
        fingerprint: DefinitionId {
            version: 1,
            sha256: String::new(),
        },
    };
    let naming = Naming {
        phrases: header.phrases,
        unlike: header.unlike,
        ages: header.ages,
        threshold: header.threshold,
    };
    (KnownMeasure { meta, naming }, window)
}
