//! Every built-in definition gives the answers that were worked on paper in
//! `definitions/measures/cases`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type};
use jiff::civil::Date;
use serde::Deserialize;
use waymark_codes::Month;
use waymark_figures::{Outcome, Shape, round_half_up};
use waymark_measures::{Definition, Engine, built_in};
use waymark_returns::{Options, SourceFile, read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkedCase {
    covers: String,
    #[serde(rename = "working")]
    _working: String,
    expect: Vec<Expected>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    month: Month,
    numerator: f64,
    denominator: f64,
    cohort: u64,
    value: f64,
    counted: Option<Vec<String>>,
    values: Option<BTreeMap<String, f64>>,
    #[serde(default)]
    left_out: BTreeMap<String, u64>,
    #[serde(default)]
    groups: BTreeMap<String, BTreeMap<String, (f64, f64)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    month: Month,
}

fn cases_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../definitions/measures/cases")
}

fn load(definition: &Definition) -> (WorkedCase, Engine) {
    let folder = cases_folder().join(definition.meta.id.as_str());
    let text = std::fs::read_to_string(folder.join("case.toml"))
        .unwrap_or_else(|_| panic!("{} has no worked case", definition.meta.id));
    let case: WorkedCase = toml::from_str(&text).unwrap();
    let (from, to) = case.covers.split_once("..").unwrap();
    let covers = (from.parse::<Date>().unwrap(), to.parse::<Date>().unwrap());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push(SourceFile::new(name, std::fs::read(&path).unwrap()));
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let import = read(
        &files,
        &Options {
            covers: Some(covers),
        },
        &|_| {},
    );
    for account in &import.files {
        assert_eq!(
            account.rows_set_aside, 0,
            "{}: {:?}",
            account.name, import.findings
        );
    }
    (case, Engine::over_import("worked-case", &import).unwrap())
}

#[tokio::test]
async fn every_definition_gives_the_answers_worked_by_hand() {
    let catalogue = built_in().unwrap();
    let mut failures = Vec::new();
    for definition in catalogue.all() {
        let (case, mut engine) = load(definition);
        for expected in &case.expect {
            let place = format!("{} {}", definition.meta.id, expected.month);
            match answer(definition, &mut engine, expected).await {
                Ok(found) if found.is_empty() => {}
                Ok(found) => failures.push(format!("{place}: {}", found.join("; "))),
                Err(error) => failures.push(format!("{place}: {error}")),
            }
        }
        for refused in &case.refused {
            let outcome = &engine.figures(definition, &[refused.month]).await.unwrap()[0];
            if let Outcome::Figure(_) = outcome {
                failures.push(format!(
                    "{} {}: not refused",
                    definition.meta.id, refused.month
                ));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Every way in which the engine's answer differs from the paper's.
async fn answer(
    definition: &Definition,
    engine: &mut Engine,
    expected: &Expected,
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let outcome = engine
        .figures(definition, &[expected.month])
        .await?
        .remove(0);
    let figure = match outcome {
        Outcome::Figure(figure) => figure,
        Outcome::Refused(refusal) => return Ok(vec![format!("refused: {}", refusal.reason)]),
    };
    let mut differences = Vec::new();
    let mut same = |what: &str, found: String, wanted: String| {
        if found != wanted {
            differences.push(format!("{what} is {found}, by hand {wanted}"));
        }
    };
    let number = |value: f64| format!("{value:.6}");
    same(
        "numerator",
        number(figure.numerator),
        number(expected.numerator),
    );
    same(
        "denominator",
        number(figure.denominator),
        number(expected.denominator),
    );
    same(
        "cohort",
        figure.coverage.cohort.to_string(),
        expected.cohort.to_string(),
    );
    let decimals = if definition.meta.shape == Shape::Count {
        0
    } else {
        definition.meta.decimals
    };
    let shown = figure.value.map(|value| round_half_up(value, decimals));
    same(
        "value",
        format!("{shown:?}"),
        format!("{:?}", Some(expected.value)),
    );
    let left_out: BTreeMap<String, u64> = figure
        .left_out
        .iter()
        .map(|entry| (entry.reason.clone(), entry.cases))
        .collect();
    same(
        "left out",
        format!("{left_out:?}"),
        format!("{:?}", expected.left_out),
    );

    let rows = case_rows(definition, engine, expected.month).await?;
    if let Some(wanted) = &expected.counted {
        let mut counted: Vec<String> = rows
            .iter()
            .filter(|row| row.counted == Some(true))
            .map(|row| row.id.clone())
            .collect();
        counted.sort();
        let mut wanted = wanted.clone();
        wanted.sort();
        same("counted", format!("{counted:?}"), format!("{wanted:?}"));
    }
    if let Some(wanted) = &expected.values {
        let values: BTreeMap<String, f64> = rows
            .iter()
            .filter_map(|row| Some((row.id.clone(), row.value?)))
            .collect();
        same("values", format!("{values:?}"), format!("{wanted:?}"));
    }
    for (dimension, groups) in &expected.groups {
        let figures = engine
            .groups(definition, &[expected.month], dimension)
            .await?
            .remove(0)
            .unwrap();
        let found: BTreeMap<String, (f64, f64)> = figures
            .into_iter()
            .map(|figure| {
                (
                    figure.breakdown.unwrap().group,
                    (figure.numerator, figure.denominator),
                )
            })
            .collect();
        same(dimension, format!("{found:.6?}"), format!("{groups:.6?}"));
    }
    Ok(differences)
}

struct Row {
    id: String,
    counted: Option<bool>,
    value: Option<f64>,
}

/// The cases that are not left out, by person, or by the part of the case id before a theme where
/// no person stands behind them.
async fn case_rows(
    definition: &Definition,
    engine: &mut Engine,
    month: Month,
) -> Result<Vec<Row>, Box<dyn std::error::Error>> {
    let cases = engine
        .cases(definition, month)
        .await?
        .map_err(|refusal| refusal.reason)?;
    let mut rows = Vec::new();
    for batch in &cases.batches {
        let text = |name: &str| {
            batch
                .column_by_name(name)
                .map(|c| cast(c, &DataType::Utf8).unwrap())
        };
        let (case_ids, people, left_out) = (
            text("case_id").unwrap(),
            text("person_id").unwrap(),
            text("left_out"),
        );
        let counted = batch.column_by_name("counted");
        let values = batch
            .column_by_name("value")
            .map(|c| cast(c, &DataType::Float64).unwrap());
        for row in 0..batch.num_rows() {
            if left_out.as_ref().is_some_and(|column| column.is_valid(row)) {
                continue;
            }
            let id = if people.is_valid(row) {
                people.as_string::<i32>().value(row)
            } else {
                case_ids
                    .as_string::<i32>()
                    .value(row)
                    .split(" / ")
                    .next()
                    .unwrap()
            };
            rows.push(Row {
                id: id.to_owned(),
                // A count without the column counts every case.
                counted: match counted {
                    None => Some(true),
                    Some(column) => column.is_valid(row).then(|| column.as_boolean().value(row)),
                },
                value: values
                    .as_ref()
                    .filter(|column| column.is_valid(row))
                    .map(|column| column.as_primitive::<Float64Type>().value(row)),
            });
        }
    }
    Ok(rows)
}

#[test]
fn every_worked_case_belongs_to_a_definition() {
    let catalogue = built_in().unwrap();
    for entry in std::fs::read_dir(cases_folder()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            catalogue.find(&name).is_ok(),
            "{name} has a case but no definition"
        );
    }
    assert_eq!(catalogue.all().count(), 12);
}
