//! Cases of a figure whose data fails checks, and what the figure can be for that.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::common::DataFusionError;
use waymark_codes::Month;
use waymark_figures::{Doubt, Shape};

use crate::contract::{COUNTED, LEFT_OUT, PER, PERSON_ID, VALUE};
use crate::definition::Definition;
use crate::engine::{Cases, Engine, EngineError};

/// The people whose data fails a check, by the check's code.
pub type Failing = BTreeMap<String, BTreeSet<String>>;

/// The cases of a month's figure that are in doubt; `None` where none are, or there is no figure.
///
/// # Errors
///
/// The engine fails, or the definition is wrong.
pub async fn doubt(
    engine: &mut Engine,
    definition: &Definition,
    month: Month,
    failing: &Failing,
) -> Result<Option<Doubt>, EngineError> {
    let named: Vec<(&String, &BTreeSet<String>)> = failing
        .iter()
        .filter(|(code, people)| definition.checks.contains(code) && !people.is_empty())
        .collect();
    if named.is_empty() {
        return Ok(None);
    }
    let Ok(cases) = engine.cases(definition, month).await? else {
        return Ok(None);
    };
    let people: HashSet<&str> = named
        .iter()
        .flat_map(|(_, people)| people.iter().map(String::as_str))
        .collect();
    let found = Known::of(&cases, &people)?;
    let in_doubt: BTreeSet<&str> = found
        .iter()
        .filter(|case| case.in_doubt)
        .map(|case| case.person.as_str())
        .collect();
    if in_doubt.is_empty() {
        return Ok(None);
    }
    let checks = named
        .iter()
        .filter(|(_, people)| {
            people
                .iter()
                .any(|person| in_doubt.contains(person.as_str()))
        })
        .map(|(code, _)| (*code).clone())
        .collect();
    Ok(
        range(definition.meta.shape, &found).map(|(low, high)| Doubt {
            cases: found.iter().filter(|case| case.in_doubt).count() as u64,
            counted: found
                .iter()
                .filter(|case| case.in_doubt && case.counted)
                .count() as u64,
            of: found.len() as u64,
            low,
            high,
            checks,
        }),
    )
}

/// A case with a known answer.
#[derive(Debug)]
struct Known {
    person: String,
    in_doubt: bool,
    counted: bool,
    value: f64,
    per: f64,
}

impl Known {
    /// The cases that have an answer and are not left out.
    fn of(cases: &Cases, people: &HashSet<&str>) -> Result<Vec<Self>, DataFusionError> {
        let mut found = Vec::new();
        for batch in &cases.batches {
            let column = |name: &str| batch.column_by_name(name);
            let texts = |name: &str| {
                column(name)
                    .map(|one| cast(one, &DataType::Utf8))
                    .transpose()
            };
            let numbers = |name: &str| {
                column(name)
                    .map(|one| cast(one, &DataType::Float64))
                    .transpose()
            };
            let (person, left_out) = (texts(PERSON_ID)?, texts(LEFT_OUT)?);
            let (value, per) = (numbers(VALUE)?, numbers(PER)?);
            let counted = column(COUNTED).and_then(|one| one.as_boolean_opt());
            for row in 0..batch.num_rows() {
                let number = |of: &Option<datafusion::arrow::array::ArrayRef>| match of {
                    None => Some(0.0),
                    Some(of) => {
                        let of = of.as_primitive::<Float64Type>();
                        of.is_valid(row).then(|| of.value(row))
                    }
                };
                let is_left_out = left_out.as_ref().is_some_and(|one| one.is_valid(row));
                let is_counted = match counted {
                    None => Some(column(VALUE).is_none()),
                    Some(counted) => counted.is_valid(row).then(|| counted.value(row)),
                };
                let (Some(counted), Some(value), Some(per), false) =
                    (is_counted, number(&value), number(&per), is_left_out)
                else {
                    continue;
                };
                let person = person
                    .as_ref()
                    .map(|one| one.as_string::<i32>())
                    .filter(|one| one.is_valid(row))
                    .map_or("", |one| one.value(row));
                found.push(Self {
                    in_doubt: people.contains(person),
                    person: person.to_owned(),
                    counted,
                    value,
                    per,
                });
            }
        }
        Ok(found)
    }
}

/// The lowest and the highest value that a figure can take, where each case in doubt may be counted
/// or not, or have any value that another case has.
fn range(shape: Shape, cases: &[Known]) -> Option<(f64, f64)> {
    let count = |is: &dyn Fn(&Known) -> bool| cases.iter().filter(|case| is(case)).count() as f64;
    let sure = count(&|case| case.counted && !case.in_doubt);
    let doubtful = count(&|case| case.in_doubt);
    let all = cases.len() as f64;
    match shape {
        Shape::Count => Some((sure, sure + doubtful)),
        Shape::Percentage if all > 0.0 => {
            Some((sure / all * 100.0, (sure + doubtful) / all * 100.0))
        }
        Shape::Percentage => None,
        Shape::Mean | Shape::Rate => {
            let values = || cases.iter().map(|case| case.value);
            let lowest = values().fold(f64::INFINITY, f64::min);
            let highest = values().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = cases
                .iter()
                .filter(|case| !case.in_doubt)
                .map(|case| case.value)
                .sum();
            let per = match shape {
                Shape::Rate => cases.iter().map(|case| case.per).sum(),
                _ => all,
            };
            (per > 0.0).then(|| {
                (
                    (sum + doubtful * lowest) / per,
                    (sum + doubtful * highest) / per,
                )
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(in_doubt: bool, counted: bool, value: f64) -> Known {
        Known {
            person: String::new(),
            in_doubt,
            counted,
            value,
            per: 1.0,
        }
    }

    #[test]
    fn each_case_in_doubt_may_be_counted_or_not() {
        let cases = [
            case(false, true, 0.0),
            case(false, false, 0.0),
            case(true, true, 0.0),
            case(true, false, 0.0),
        ];
        assert_eq!(range(Shape::Percentage, &cases), Some((25.0, 75.0)));
        assert_eq!(range(Shape::Count, &cases), Some((1.0, 3.0)));
    }

    #[test]
    fn a_value_in_doubt_may_be_any_that_there_is() {
        let cases = [
            case(false, false, 10.0),
            case(false, false, 20.0),
            case(true, false, 12.0),
        ];
        // (30 + 10) / 3 and (30 + 20) / 3.
        let (low, high) = range(Shape::Mean, &cases).unwrap();
        assert!((low - 40.0 / 3.0).abs() < 1e-9 && (high - 50.0 / 3.0).abs() < 1e-9);
        assert_eq!(range(Shape::Mean, &[]), None);
    }
}
