//! Runs definitions over the tables of a snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use datafusion::arrow::array::{BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::common::{DataFusionError, ScalarValue};
use datafusion::dataframe::DataFrame;
use datafusion::datasource::MemTable;
use datafusion::execution::context::{SQLOptions, SessionConfig, SessionContext};
use datafusion::prelude::ParquetReadOptions;
use jiff::civil::{Date, date};
use waymark_codes::{Month, WorkingDays};
use waymark_figures::{Figure, Outcome, Period, Refusal};
use waymark_returns::{AUDITS, Import, TableCoverage, ssd_tables};

use crate::aggregate::{Totals, summing_sql};
use crate::contract::{self, BREAKDOWN};
use crate::definition::{Choice, Definition, DefinitionError};

/// The name that a definition's rows have while they are added up.
const CASES: &str = "waymark_cases";

/// Runs definitions over the tables of one snapshot.
pub struct Engine {
    context: SessionContext,
    snapshot: String,
    present: BTreeSet<String>,
    coverage: BTreeMap<String, Vec<(Date, Date)>>,
}

/// Why a run can't go on.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The definition is wrong.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
    /// The definition has no such breakdown.
    #[error("{measure} has no breakdown by `{asked}`; it has {}", list(known))]
    NoBreakdown {
        /// The measure.
        measure: String,
        /// What was asked for.
        asked: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The engine failed, which is our defect or a damaged snapshot.
    #[error(
        "the figures could not be computed: {0}; check the snapshot with `waymark snapshots --verify`"
    )]
    Engine(#[from] DataFusionError),
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// The cases behind a figure: the rows that the definition returned for one period.
#[derive(Clone, Debug)]
pub struct Cases {
    /// The columns.
    pub schema: Arc<Schema>,
    /// The rows, by case id.
    pub batches: Vec<RecordBatch>,
}

impl Engine {
    /// An engine over the Parquet files of a snapshot: its id, what its tables cover, and where
    /// each table lies.
    pub async fn over_parquet(
        snapshot: &str,
        coverage: &[TableCoverage],
        tables: impl IntoIterator<Item = (String, PathBuf)>,
    ) -> Result<Self, EngineError> {
        let mut engine = Self::empty(snapshot, coverage)?;
        for (name, path) in tables {
            engine
                .context
                .register_parquet(
                    name.as_str(),
                    path.to_string_lossy(),
                    ParquetReadOptions::default(),
                )
                .await?;
            engine.present.insert(name);
        }
        engine.add_missing_tables()?;
        Ok(engine)
    }

    /// An engine over tables in memory, for worked examples.
    pub fn over_import(id: &str, import: &Import) -> Result<Self, EngineError> {
        let mut engine = Self::empty(id, &import.coverage)?;
        for (name, table) in &import.tables {
            let memory = MemTable::try_new(table.schema.clone(), vec![table.batches.clone()])?;
            engine.context.register_table(name, Arc::new(memory))?;
            engine.present.insert(name.clone());
        }
        engine.add_missing_tables()?;
        Ok(engine)
    }

    fn empty(snapshot: &str, coverage: &[TableCoverage]) -> Result<Self, EngineError> {
        // Errors then carry the place of the SQL that they are about.
        let config = SessionConfig::new().set_bool("datafusion.sql_parser.collect_spans", true);
        let context = SessionContext::new_with_config(config);
        context.register_batch("working_days", working_days()?)?;
        let mut spans: BTreeMap<String, Vec<(Date, Date)>> = BTreeMap::new();
        for entry in coverage {
            spans
                .entry(entry.table.clone())
                .or_default()
                .push((entry.from, entry.to));
        }
        for days in spans.values_mut() {
            *days = joined(days);
        }
        Ok(Self {
            context,
            snapshot: snapshot.to_owned(),
            present: BTreeSet::new(),
            coverage: spans,
        })
    }

    /// A table that the snapshot lacks is an empty one, so that a definition can name it.
    fn add_missing_tables(&mut self) -> Result<(), EngineError> {
        for table in ssd_tables().iter().chain([&AUDITS]) {
            if !self.present.contains(table.name) {
                let memory = MemTable::try_new(table.schema(), vec![vec![]])?;
                self.context.register_table(table.name, Arc::new(memory))?;
            }
        }
        Ok(())
    }

    /// Checks a definition against the contract, without running it.
    pub async fn check(&mut self, definition: &Definition) -> Result<(), EngineError> {
        contract::check_form(definition)?;
        self.set_periods(&[])?;
        self.plan(definition).await?;
        Ok(())
    }

    /// The breakdowns that a definition offers, without `by_`.
    pub async fn breakdowns(
        &mut self,
        definition: &Definition,
    ) -> Result<Vec<String>, EngineError> {
        self.set_periods(&[])?;
        let frame = self.plan(definition).await?;
        Ok(breakdowns_of(frame.schema().as_arrow()))
    }

    /// The figure of each month asked for, in the order given.
    pub async fn figures(
        &mut self,
        definition: &Definition,
        months: &[Month],
    ) -> Result<Vec<Outcome>, EngineError> {
        let planned: Vec<Result<Period, Refusal>> = months
            .iter()
            .map(|month| self.period(definition, *month))
            .collect();
        let covered: Vec<Period> = planned
            .iter()
            .filter_map(|p| p.as_ref().ok().copied())
            .collect();
        let totals = self.totals(definition, &covered, None).await?;
        Ok(planned
            .into_iter()
            .map(|planned| match planned {
                Ok(period) => {
                    Outcome::Figure(totals.whole(&definition.meta, period, &self.snapshot))
                }
                Err(refusal) => Outcome::Refused(refusal),
            })
            .collect())
    }

    /// The figures of a breakdown's groups, month by month; a month that is refused has none.
    pub async fn groups(
        &mut self,
        definition: &Definition,
        months: &[Month],
        dimension: &str,
    ) -> Result<Vec<Result<Vec<Figure>, Refusal>>, EngineError> {
        let known = self.breakdowns(definition).await?;
        if !known.iter().any(|name| name == dimension) {
            return Err(EngineError::NoBreakdown {
                measure: definition.meta.id.to_string(),
                asked: dimension.to_owned(),
                known,
            });
        }
        let planned: Vec<Result<Period, Refusal>> = months
            .iter()
            .map(|month| self.period(definition, *month))
            .collect();
        let covered: Vec<Period> = planned
            .iter()
            .filter_map(|p| p.as_ref().ok().copied())
            .collect();
        let totals = self.totals(definition, &covered, Some(dimension)).await?;
        Ok(planned
            .into_iter()
            .map(|planned| {
                planned.map(|period| {
                    totals.groups(&definition.meta, period, &self.snapshot, dimension)
                })
            })
            .collect())
    }

    /// The rows behind a month's figure, by case id; those left out come with their reason.
    pub async fn cases(
        &mut self,
        definition: &Definition,
        month: Month,
    ) -> Result<Result<Cases, Refusal>, EngineError> {
        let period = match self.period(definition, month) {
            Ok(period) => period,
            Err(refusal) => return Ok(Err(refusal)),
        };
        contract::check_form(definition)?;
        self.set_periods(&[period])?;
        let frame = self.plan(definition).await?;
        let frame = frame.sort_by(vec![datafusion::prelude::col(contract::CASE_ID)])?;
        let schema = Arc::new(frame.schema().as_arrow().clone());
        Ok(Ok(Cases {
            schema,
            batches: frame.collect().await?,
        }))
    }

    async fn totals(
        &mut self,
        definition: &Definition,
        periods: &[Period],
        by: Option<&str>,
    ) -> Result<Totals, EngineError> {
        contract::check_form(definition)?;
        if periods.is_empty() {
            return Ok(Totals::default());
        }
        self.set_periods(periods)?;
        let frame = self.plan(definition).await?;
        let schema = frame.schema().as_arrow().clone();
        self.context.deregister_table(CASES)?;
        self.context.register_table(CASES, frame.into_view())?;
        if periods.len() <= 2 {
            self.check_cases_are_single(definition).await?;
        }
        let sql = summing_sql(CASES, definition.meta.shape, &schema, by);
        let batches = self.context.sql(&sql).await?.collect().await?;
        Ok(Totals::read(&batches)?)
    }

    /// A case that a definition returns twice would count twice. The check costs as much as the
    /// sums, so it is made where one or two months are asked for.
    async fn check_cases_are_single(&self, definition: &Definition) -> Result<(), EngineError> {
        let sql = format!(
            "SELECT period, case_id FROM {CASES} GROUP BY 1, 2 HAVING COUNT(*) > 1 LIMIT 1"
        );
        let twice = self.context.sql(&sql).await?.count().await?;
        if twice > 0 {
            return Err(definition
                .error_in_sql(
                    0,
                    "the query returns a case more than once in a period".to_owned(),
                    Some("return one row for each case_id and period".to_owned()),
                )
                .into());
        }
        Ok(())
    }

    /// The plan of a definition's SQL with its parameters, its columns checked.
    async fn plan(&self, definition: &Definition) -> Result<DataFrame, EngineError> {
        let only_queries = SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false);
        let refuse = |error: DataFusionError| contract::refuse(definition, &error);
        let frame = self
            .context
            .sql_with_options(definition.sql(), only_queries)
            .await
            .map_err(refuse)?;
        let values: Vec<(String, ScalarValue)> = definition
            .parameters
            .iter()
            .map(|parameter| (parameter.name.clone(), scalar(&parameter.value)))
            .collect();
        let frame = if values.is_empty() {
            frame
        } else {
            frame.with_param_values(values).map_err(refuse)?
        };
        contract::check_columns(definition, frame.schema().as_arrow())?;
        Ok(frame)
    }

    /// The period of a month, or why the data can't answer it.
    fn period(&self, definition: &Definition, month: Month) -> Result<Period, Refusal> {
        let period = Period::ending(month, definition.window);
        let refuse = |reason: String| Refusal {
            measure: definition.meta.id.clone(),
            period,
            reason,
        };
        let from = Month::of(period.starts)
            .minus(definition.look_back)
            .first_day();
        let from = if definition.look_back == 0 {
            period.starts
        } else {
            from
        };
        for need in &definition.needs {
            if !self.present.contains(need) {
                return Err(refuse(format!(
                    "the data has no {need}; import the return, or the SSD table, that holds it"
                )));
            }
            let Some(spans) = self.coverage.get(need) else {
                continue;
            };
            if !spans
                .iter()
                .any(|(first, last)| *first <= from && period.ends <= *last)
            {
                let reach = spans
                    .iter()
                    .map(|(first, last)| format!("{} to {}", in_words(*first), in_words(*last)))
                    .collect::<Vec<_>>()
                    .join(" and ");
                return Err(refuse(format!(
                    "it needs {need} from {} to {}, and the data reaches from {reach}",
                    in_words(from),
                    in_words(period.ends),
                )));
            }
        }
        Ok(period)
    }

    /// Whether the data can answer a month.
    pub fn can_answer(&self, definition: &Definition, month: Month) -> bool {
        self.period(definition, month).is_ok()
    }

    /// The newest month that every table with a known reach covers to its end.
    pub fn latest_month(&self, needs: &[String]) -> Option<Month> {
        needs
            .iter()
            .filter_map(|need| self.coverage.get(need)?.last())
            .map(|(_, last)| {
                let month = Month::of(*last);
                if month.last_day() == *last {
                    month
                } else {
                    month.minus(1)
                }
            })
            .min()
    }

    fn set_periods(&mut self, periods: &[Period]) -> Result<(), EngineError> {
        let schema = Schema::new(vec![
            Field::new("period", DataType::Utf8, false),
            Field::new("starts", DataType::Date32, false),
            Field::new("ends", DataType::Date32, false),
        ]);
        let labels: StringArray = periods.iter().map(|p| Some(p.month.to_string())).collect();
        let starts: Date32Array = periods.iter().map(|p| Some(days(p.starts))).collect();
        let ends: Date32Array = periods.iter().map(|p| Some(days(p.ends))).collect();
        let batch = RecordBatch::try_new(
            Arc::new(schema),
            vec![Arc::new(labels), Arc::new(starts), Arc::new(ends)],
        )
        .map_err(DataFusionError::from)?;
        self.context.deregister_table("periods")?;
        self.context.register_batch("periods", batch)?;
        Ok(())
    }
}

/// The breakdowns among a query's columns.
fn breakdowns_of(schema: &Schema) -> Vec<String> {
    schema
        .fields()
        .iter()
        .filter_map(|field| field.name().strip_prefix(BREAKDOWN).map(str::to_owned))
        .collect()
}

fn scalar(choice: &Choice) -> ScalarValue {
    match choice {
        Choice::Flag(flag) => ScalarValue::from(*flag),
        Choice::Number(number) => ScalarValue::from(*number),
        Choice::Word(word) => ScalarValue::from(word.as_str()),
    }
}

/// Days since 1 January 1970, as Arrow counts.
fn days(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

fn in_words(day: Date) -> String {
    format!("{} {}", day.day(), Month::of(day).in_words())
}

/// Spans of days in order, those that touch or overlap made one.
fn joined(spans: &[(Date, Date)]) -> Vec<(Date, Date)> {
    let mut sorted = spans.to_vec();
    sorted.sort();
    let mut whole: Vec<(Date, Date)> = Vec::new();
    for (from, to) in sorted {
        match whole.last_mut() {
            Some(last) if days(from) <= days(last.1) + 1 => last.1 = last.1.max(to),
            _ => whole.push((from, to)),
        }
    }
    whole
}

/// The table `working_days(day, is_working_day, ordinal)` for England: the working days between
/// two days are the difference of their ordinals.
fn working_days() -> Result<RecordBatch, EngineError> {
    let (first, last) = WorkingDays::coverage();
    let calendar: Vec<_> = WorkingDays::new().ordinals(first, last).collect();
    let schema = Schema::new(vec![
        Field::new("day", DataType::Date32, false),
        Field::new("is_working_day", DataType::Boolean, false),
        Field::new("ordinal", DataType::Int64, false),
    ]);
    let day: Date32Array = calendar.iter().map(|entry| Some(days(entry.day))).collect();
    let is_working: BooleanArray = calendar
        .iter()
        .map(|entry| Some(entry.is_working_day))
        .collect();
    let ordinal: Int64Array = calendar.iter().map(|entry| Some(entry.ordinal)).collect();
    RecordBatch::try_new(
        Arc::new(schema),
        vec![Arc::new(day), Arc::new(is_working), Arc::new(ordinal)],
    )
    .map_err(|error| DataFusionError::from(error).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_are_one() {
        let spans = [
            (date(2016, 4, 1), date(2017, 3, 31)),
            (date(2015, 4, 1), date(2016, 3, 31)),
            (date(2017, 6, 1), date(2017, 9, 30)),
        ];
        assert_eq!(
            joined(&spans),
            vec![
                (date(2015, 4, 1), date(2017, 3, 31)),
                (date(2017, 6, 1), date(2017, 9, 30))
            ]
        );
    }
}
