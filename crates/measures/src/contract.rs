//! What a definition's SQL must be: one query, of built-in functions, whose columns are the
//! contract between it and the engine.

use std::collections::BTreeSet;

use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::common::DataFusionError;
use datafusion::sql::parser::{DFParser, Statement};
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser::ast::Statement as SqlStatement;
use waymark_figures::Shape;

use crate::definition::{Definition, DefinitionError};

/// Columns that mean something to the engine; every other column is shown with the cases.
pub(crate) const PERIOD: &str = "period";
pub(crate) const CASE_ID: &str = "case_id";
pub(crate) const PERSON_ID: &str = "person_id";
pub(crate) const COUNTED: &str = "counted";
pub(crate) const VALUE: &str = "value";
pub(crate) const PER: &str = "per";
pub(crate) const LEFT_OUT: &str = "left_out";
pub(crate) const BREAKDOWN: &str = "by_";

/// Checks the form of the SQL and returns the tables that it names.
pub(crate) fn check_form(definition: &Definition) -> Result<BTreeSet<String>, DefinitionError> {
    let statements =
        DFParser::parse_sql(definition.sql()).map_err(|error| refuse(definition, &error))?;
    let one = || definition.error_in_sql(0, "the SQL must be one query".to_owned(), None);
    let [statement] = &Vec::from(statements)[..] else {
        return Err(one());
    };
    let Statement::Statement(sql) = statement else {
        return Err(one());
    };
    let SqlStatement::Query(query) = sql.as_ref() else {
        return Err(one());
    };
    if query.with.as_ref().is_some_and(|with| with.recursive) {
        let upper = definition.sql().to_ascii_uppercase();
        return Err(definition.error_in_sql(
            upper.find("RECURSIVE").unwrap_or(0),
            "a definition may not use recursion".to_owned(),
            Some("a cluster could not run it; use a window function or a join".to_owned()),
        ));
    }
    let (tables, _) =
        resolve_table_references(statement, true).map_err(|error| refuse(definition, &error))?;
    let tables: BTreeSet<String> = tables
        .iter()
        .map(|table| table.table().to_owned())
        .collect();
    for need in &definition.needs {
        if !tables.contains(need) {
            return Err(definition.error_in_header(
                "needs",
                format!("`needs` names {need}, which the SQL does not use"),
                None,
            ));
        }
    }
    if !tables.contains("periods") {
        return Err(definition.error_in_sql(
            0,
            "the SQL does not use the table `periods`".to_owned(),
            Some(
                "join `periods` (period, starts, ends), so that one run answers every month"
                    .to_owned(),
            ),
        ));
    }
    Ok(tables)
}

/// Whether a column's type is one that the contract takes.
type Fits = fn(&DataType) -> bool;

/// Checks the columns that the SQL returns.
pub(crate) fn check_columns(
    definition: &Definition,
    schema: &Schema,
) -> Result<(), DefinitionError> {
    let shape = definition.meta.shape;
    let mut wanted: Vec<(&str, &str, Fits, bool)> = vec![
        (PERIOD, "text", is_text, true),
        (CASE_ID, "text", is_text, true),
        (PERSON_ID, "text", is_text_or_null, true),
        (LEFT_OUT, "text", is_text_or_null, false),
    ];
    match shape {
        Shape::Percentage => wanted.push((COUNTED, "true or false", is_flag, true)),
        Shape::Count => wanted.push((COUNTED, "true or false", is_flag, false)),
        Shape::Mean => wanted.push((VALUE, "a number", is_number, true)),
        Shape::Rate => {
            wanted.push((VALUE, "a number", is_number, true));
            wanted.push((PER, "a number", is_number, true));
        }
    }
    for (name, what, fits, must) in wanted {
        match schema.column_with_name(name) {
            None if must => {
                return Err(definition.error_in_sql(
                    last_select(definition.sql()),
                    format!("the query returns no column `{name}`"),
                    Some(format!("a {shape:?} returns `{name}`, {what}").to_lowercase()),
                ));
            }
            Some((_, field)) if !fits(field.data_type()) => {
                return Err(definition.error_in_sql(
                    alias_of(definition.sql(), name),
                    format!("column `{name}` is {}, not {what}", field.data_type()),
                    None,
                ));
            }
            _ => {}
        }
    }
    for field in schema.fields() {
        if field.name().starts_with(BREAKDOWN) && !is_text_or_null(field.data_type()) {
            return Err(definition.error_in_sql(
                alias_of(definition.sql(), field.name()),
                format!(
                    "breakdown `{}` is {}, not text",
                    field.name(),
                    field.data_type()
                ),
                None,
            ));
        }
    }
    Ok(())
}

/// Turns what DataFusion says of a definition's SQL into an error that names the line.
pub(crate) fn refuse(definition: &Definition, error: &DataFusionError) -> DefinitionError {
    let message = error.strip_backtrace();
    let message = message
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("SQL error: ")
        .trim_start_matches("Error during planning: ")
        .trim_start_matches("Schema error: ")
        .to_owned();
    if let Some(diagnostic) = error.diagnostic()
        && let Some(span) = diagnostic.span
    {
        let help = diagnostic.helps.first().map(|help| help.message.clone());
        return definition.error_at_sql_line(span.start.line, diagnostic.message.clone(), help);
    }
    if let Some(line) = number_after(&message, "Line: ") {
        return definition.error_at_sql_line(line, message, None);
    }
    // Without a place of its own the message still quotes the name that is wrong.
    let quoted = message
        .split(['\'', '`', '"'])
        .skip(1)
        .step_by(2)
        .filter_map(|name| {
            definition
                .sql()
                .find(name.rsplit('.').next().unwrap_or(name))
        })
        .next();
    definition.error_in_sql(quoted.unwrap_or(0), message.clone(), None)
}

fn number_after(message: &str, marker: &str) -> Option<u64> {
    let rest = &message[message.find(marker)? + marker.len()..];
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Where the query's own SELECT begins: the last that stands at the start of a line.
fn last_select(sql: &str) -> usize {
    sql.match_indices("SELECT")
        .filter(|(at, _)| sql[..*at].ends_with('\n') || *at == 0)
        .map(|(at, _)| at)
        .last()
        .unwrap_or(0)
}

fn alias_of(sql: &str, name: &str) -> usize {
    let from = last_select(sql);
    sql[from..]
        .find(&format!("AS {name}"))
        .or_else(|| sql[from..].find(name))
        .map_or(from, |at| from + at)
}

fn is_text(kind: &DataType) -> bool {
    matches!(
        kind,
        DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8
    )
}

fn is_text_or_null(kind: &DataType) -> bool {
    is_text(kind) || *kind == DataType::Null
}

fn is_flag(kind: &DataType) -> bool {
    *kind == DataType::Boolean
}

fn is_number(kind: &DataType) -> bool {
    kind.is_numeric()
}
