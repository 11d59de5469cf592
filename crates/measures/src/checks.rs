//! Runs the rules of a return over its prepared tables.
//!
//! Each rule is planned and run by itself, some at a time, so that one that fails takes no other
//! with it. What a rule could not judge follows from its plan: the columns that it reads, and the
//! cells in them that could not be read.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::Int64Type;
use datafusion::common::DataFusionError;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::datasource::MemTable;
use datafusion::execution::context::{SessionConfig, SessionContext};
use datafusion::functions_aggregate::expr_fn::count;
use datafusion::logical_expr::LogicalPlan;
use datafusion::logical_expr::{Expr, lit};
use datafusion::physical_plan::collect;
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use waymark_checks::{
    Checked, LAST, Lack, Outcome, Place, Prepared, Problem, Ran, Rule, Rules, SETTINGS_TABLE,
    Shared, UNREAD, Unreadable, name_of, table_names,
};

/// What the name of a column ends with that a rule returns.
const ROW: &str = "_row";

/// Why a return can't be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The engine failed before any rule was run, which is our defect.
    #[error("the checks could not be begun: {0}")]
    Engine(#[from] DataFusionError),
}

/// What every rule is run with.
struct Run {
    context: SessionContext,
    prepared: Arc<Prepared>,
    /// The tables that rules share, with the columns of the return that each of their rows rests on.
    shared: Vec<(Shared, Vec<Scan>)>,
    /// The same tables, with the shared ones as views: their plans say which columns of the return a
    /// rule reads through them. Made where a rule may read what could not be read.
    lineage: OnceCell<SessionContext>,
}

/// Checks a return with the rules of its year; with `only`, those of these codes alone.
///
/// # Errors
///
/// The engine cannot begin. A rule that fails is an outcome, and no error.
pub async fn check(
    prepared: Arc<Prepared>,
    rules: &Rules,
    only: Option<&BTreeSet<String>>,
) -> Result<Checked, CheckError> {
    let wanted: Arc<Vec<Rule>> = Arc::new(
        rules
            .of_year(prepared.year.rules())
            .filter(|rule| only.is_none_or(|only| only.contains(&rule.code)))
            .cloned()
            .collect(),
    );
    let run = Arc::new(Run::begin(prepared.clone(), rules.shared(), &wanted).await?);
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    let at_a_time = std::thread::available_parallelism().map_or(2, usize::from);
    for _ in 0..at_a_time.min(wanted.len().max(1)) {
        let (run, wanted, next) = (run.clone(), wanted.clone(), next.clone());
        workers.spawn(async move {
            let mut outcomes = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(rule) = wanted.get(at) else {
                    return outcomes;
                };
                outcomes.push((at, run.outcome(rule).await));
            }
        });
    }
    let mut outcomes: Vec<Option<Outcome>> = wanted.iter().map(|_| None).collect();
    while let Some(done) = workers.join_next().await {
        for (at, outcome) in done.unwrap_or_default() {
            outcomes[at] = Some(outcome);
        }
    }
    let rules = Arc::unwrap_or_clone(wanted)
        .into_iter()
        .zip(outcomes)
        .map(|(rule, outcome)| Ran {
            rule,
            outcome: outcome.unwrap_or_else(|| Outcome::Failed("it broke off".to_owned())),
        })
        .collect();
    Ok(Checked { prepared, rules })
}

/// How many rows there are.
fn count_all() -> Expr {
    count(lit(1))
}

/// A context for many small queries: each runs on one thread, several beside each other.
fn context() -> SessionContext {
    let config = SessionConfig::new()
        .with_target_partitions(1)
        .with_batch_size(16 * 1024)
        .with_information_schema(false);
    SessionContext::new_with_config(config)
}

impl Run {
    async fn begin(
        prepared: Arc<Prepared>,
        shared: &[Shared],
        wanted: &[Rule],
    ) -> Result<Self, CheckError> {
        let mut run = Self {
            context: Self::over(&prepared)?,
            lineage: OnceCell::new(),
            shared: Vec::new(),
            prepared,
        };
        for one in shared {
            if !wanted.iter().any(|rule| rule.sql.contains(&one.name)) {
                continue;
            }
            let sql = run.bound(&one.sql);
            let frame = run.context.sql(&sql).await?;
            let rows = frame.clone().aggregate(vec![], vec![count_all()])?;
            let rests_on = scans(&rows.into_optimized_plan()?)?;
            let planned = Arc::new(frame.schema().as_arrow().clone());
            let batches = frame.collect().await?;
            // What may be null is known better once it was run.
            let schema = batches.first().map_or(planned, RecordBatch::schema);
            let table = MemTable::try_new(schema, vec![batches])?;
            run.context.register_table(&one.name, Arc::new(table))?;
            run.shared.push((one.clone(), rests_on));
        }
        Ok(run)
    }

    /// A context over the tables of the return and its codes.
    fn over(prepared: &Prepared) -> Result<SessionContext, DataFusionError> {
        let context = context();
        for table in table_names() {
            if let Some(batch) = prepared.batch(table) {
                context.register_batch(table, batch)?;
            }
        }
        context.register_batch("codes", prepared.codes())?;
        Ok(context)
    }

    /// The context in which shared tables are views.
    async fn lineage(&self) -> Result<&SessionContext, DataFusionError> {
        self.lineage
            .get_or_try_init(|| async {
                let lineage = Self::over(&self.prepared)?;
                for (one, _) in &self.shared {
                    let view = lineage.sql(&self.bound(&one.sql)).await?.into_view();
                    lineage.register_table(&one.name, view)?;
                }
                Ok(lineage)
            })
            .await
    }

    /// The SQL with what it asks for by name.
    fn bound(&self, sql: &str) -> String {
        let year = &self.prepared.year;
        let authority = match self.prepared.authority {
            Some(code) => format!("'{code}'"),
            None => "CAST(NULL AS VARCHAR)".to_owned(),
        };
        sql.replace("$starts", &format!("DATE '{}'", year.starts))
            .replace("$ends", &format!("DATE '{}'", year.ends))
            .replace("$year", &year.rules().to_string())
            .replace("$authority", &authority)
    }

    async fn outcome(&self, rule: &Rule) -> Outcome {
        match self.run(rule).await {
            Ok(outcome) => outcome,
            // What the engine says while it runs could hold a child's data.
            Err(Failure::Running) => Outcome::Failed("it failed while it ran".to_owned()),
            Err(Failure::Planning(error)) => {
                let error = error.strip_backtrace();
                Outcome::Failed(error.lines().next().unwrap_or_default().to_owned())
            }
        }
    }

    async fn run(&self, rule: &Rule) -> Result<Outcome, Failure> {
        let sql = self.bound(&rule.sql);
        let state = self.context.state();
        let plan = state.create_logical_plan(&sql).await?;
        let scanned = scans(&plan)?;
        let shared = |table: &str| self.shared.iter().any(|(one, _)| one.name == table);
        let through_shared = scanned.iter().any(|scan| shared(&scan.table));
        let plan = state.optimize(&plan)?;
        // The tables are those of the plan as it was written: the optimizer leaves some out.
        let reads = if through_shared && self.may_read_a_gap(rule) {
            let state = self.lineage().await?.state();
            let plan = state.create_logical_plan(&sql).await?;
            let tables = scans(&plan)?;
            (tables, scans(&state.optimize(&plan)?)?)
        } else {
            (scanned, scans(&plan)?)
        };
        let lacks = self.lacks(rule, &reads.0, &reads.1);
        if !lacks.is_empty() {
            return Ok(Outcome::NotRun(lacks));
        }
        let physical = state
            .query_planner()
            .create_physical_plan(&plan, &state)
            .await?;
        let batches = collect(physical, self.context.task_ctx())
            .await
            .map_err(|_| Failure::Running)?;
        let mut problems = problems(&batches)?;
        let local = reads
            .0
            .iter()
            .filter(|scan| is_of_rows(&scan.table))
            .count()
            == 1
            && !through_shared;
        problems.retain(|problem| self.is_of_somebody(rule, problem));
        let unreadable = self.judge(&reads.1, local, &mut problems);
        Ok(Outcome::Ran {
            problems,
            unreadable,
        })
    }

    /// Whether a rule may read, through the shared tables, a column that is not there or has cells
    /// that could not be read: one that their rows rest on, or one that the rule names.
    fn may_read_a_gap(&self, rule: &Rule) -> bool {
        let mut scans = self.shared.iter().flat_map(|(_, scans)| scans);
        scans.any(|scan| match self.prepared.tables.get(&scan.table) {
            None => true,
            Some(table) => {
                let gaps = table.unread.keys().chain(&table.lacks);
                gaps.into_iter()
                    .any(|column| scan.columns.contains(column) || rule.sql.contains(column))
            }
        })
    }

    /// What a rule would need and there is not.
    fn lacks(&self, rule: &Rule, tables: &[Scan], columns: &[Scan]) -> Vec<Lack> {
        let prepared = &self.prepared;
        let mut lacks = BTreeSet::new();
        if rule.sql.contains("$authority") && prepared.authority.is_none() {
            lacks.insert(Lack::Authority);
        }
        for scan in tables {
            let Some(name) = name_of(&scan.table) else {
                continue;
            };
            if prepared.tables.contains_key(name) || rule.can_do_without(name) {
                continue;
            }
            lacks.insert(if name == SETTINGS_TABLE {
                Lack::Settings
            } else if !name.ends_with(LAST) {
                Lack::Table(name)
            } else if prepared.year.last.is_none() {
                Lack::LastYear
            } else {
                Lack::TableOfLastYear(name)
            });
        }
        for scan in columns {
            let (Some(name), Some(table)) =
                (name_of(&scan.table), prepared.tables.get(&scan.table))
            else {
                continue;
            };
            for column in &scan.columns {
                if !table.lacks.contains(column) || rule.can_do_without(&format!("{name}.{column}"))
                {
                    continue;
                }
                lacks.insert(match column.as_str() {
                    "pl_la" | "pl_distance" | "pl_location" if !prepared.has_postcodes => {
                        Lack::Postcodes
                    }
                    "pl_location" => Lack::Authority,
                    _ => Lack::Column(name, column.clone()),
                });
            }
        }
        lacks.into_iter().collect()
    }

    /// Whether the rows of a problem have an identifier, or the rule looks for one. What else is
    /// blank in a row without is blank for want of it.
    fn is_of_somebody(&self, rule: &Rule, problem: &Problem) -> bool {
        problem.rows.iter().all(|place| {
            let table = self.prepared.tables.get(place.table);
            table.is_none_or(|table| place.row < table.named)
                || rule
                    .cells
                    .iter()
                    .any(|cell| cell.table == place.table && cell.column == "child")
        })
    }

    /// Takes out the problems of rows that the rule could not judge, marks those that another cell
    /// of the child leaves in doubt, and says which cells these are.
    fn judge(&self, columns: &[Scan], local: bool, problems: &mut Vec<Problem>) -> Vec<Unreadable> {
        let mut cells: BTreeMap<(&'static str, &str), &BTreeSet<u32>> = BTreeMap::new();
        for scan in columns {
            let (Some(name), Some(table)) =
                (name_of(&scan.table), self.prepared.tables.get(&scan.table))
            else {
                continue;
            };
            for column in &scan.columns {
                // A rule that reads what could not be read judges it itself.
                let judges = columns.iter().any(|other| {
                    other.table == scan.table
                        && other.columns.contains(&format!("{column}{UNREAD}"))
                });
                if let Some(rows) = table.unread.get(column)
                    && !judges
                {
                    cells.insert((name, column), rows);
                }
            }
        }
        if cells.is_empty() {
            return Vec::new();
        }
        let rows: HashSet<Place> = cells
            .iter()
            .flat_map(|((table, _), rows)| rows.iter().map(|row| Place { table, row: *row }))
            .collect();
        problems.retain(|problem| !problem.rows.iter().any(|place| rows.contains(place)));
        if !local {
            let children: HashSet<&str> = rows
                .iter()
                .filter_map(|place| self.prepared.child(place.table, place.row))
                .collect();
            for problem in problems {
                problem.unsure = problem.rows.iter().any(|place| {
                    self.prepared
                        .child(place.table, place.row)
                        .is_some_and(|child| children.contains(child))
                });
            }
        }
        cells
            .into_iter()
            .map(|((table, column), rows)| Unreadable {
                table,
                column: column.to_owned(),
                rows: rows.len(),
            })
            .collect()
    }
}

enum Failure {
    Planning(DataFusionError),
    Running,
}

impl From<DataFusionError> for Failure {
    fn from(error: DataFusionError) -> Self {
        Self::Planning(error)
    }
}

/// A table that a plan reads, and which of its columns.
#[derive(Debug)]
struct Scan {
    table: String,
    columns: BTreeSet<String>,
}

/// Whether a table holds the rows of a return.
fn is_of_rows(table: &str) -> bool {
    table != SETTINGS_TABLE && name_of(table).is_some()
}

/// What a plan reads, that of its subqueries included.
fn scans(plan: &LogicalPlan) -> Result<Vec<Scan>, DataFusionError> {
    let mut found = Vec::new();
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            let mut columns: BTreeSet<String> = scan
                .projected_schema
                .fields()
                .iter()
                .map(|field| field.name().clone())
                .collect();
            for filter in &scan.filters {
                columns.extend(
                    filter
                        .column_refs()
                        .iter()
                        .map(|column| column.name.clone()),
                );
            }
            found.push(Scan {
                table: scan.table_name.table().to_owned(),
                columns,
            });
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(found)
}

/// The problems that a rule's rows name, each once, in the order of their rows.
fn problems(batches: &[RecordBatch]) -> Result<Vec<Problem>, Failure> {
    let mut found = Vec::new();
    for batch in batches {
        let schema = batch.schema();
        let columns = schema
            .fields()
            .iter()
            .zip(batch.columns())
            .map(|(field, values)| {
                let table = field.name().strip_suffix(ROW).and_then(name_of);
                let table = table.ok_or_else(|| {
                    let message = format!("it returns a column `{}`", field.name());
                    Failure::Planning(DataFusionError::Plan(message))
                })?;
                Ok((table, values.as_primitive_opt::<Int64Type>()))
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        for row in 0..batch.num_rows() {
            let rows: Vec<Place> = columns
                .iter()
                .filter_map(|(table, values)| {
                    let values = values.filter(|values| values.is_valid(row))?;
                    let row = u32::try_from(values.value(row)).ok()?;
                    Some(Place { table, row })
                })
                .collect();
            if !rows.is_empty() {
                found.push(Problem {
                    rows,
                    unsure: false,
                });
            }
        }
    }
    found.sort_by(|a, b| a.rows.cmp(&b.rows));
    found.dedup();
    Ok(found)
}
