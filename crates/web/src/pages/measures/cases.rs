//! The rows behind a figure: about single children. Every look is noted before a row goes out, and
//! nothing of it is kept by a browser.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use waymark_accounts::Look;
use waymark_codes::Month;
use waymark_figures::{Breakdown, MeasureId, Refusal, show_count};
use waymark_measures::{CaseTable, Definition};
use waymark_narrative::sentence::words;
use waymark_publication::{Column, Sheet, Value};

use super::seen::{definition, has_ended, read_month};
use super::tables;
use crate::fault::Fault;
use crate::handed_out::not_kept;
use crate::permission::Permission;
use crate::saying::capitalised;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::spreadsheet::{SheetForm, download};
use crate::visitor::Visitor;

/// How many rows a page shows.
const ROWS: usize = 100;

#[derive(Template)]
#[template(path = "measures/cases.html")]
struct CasesPage {
    shell: Shell,
    id: MeasureId,
    title: String,
    month: String,
    address: String,
    /// Whether the pages above this one are there for the visitor.
    sees_measures: bool,
    choices: Vec<(String, String)>,
    filters: Vec<Filter>,
    /// Why there are none, where the data cannot answer the month.
    refused: Option<String>,
    header: Vec<(String, bool)>,
    /// The column that names the row.
    head: usize,
    rows: Vec<Vec<String>>,
    first: usize,
    last: usize,
    of: String,
    /// The address of a file without its ending, and what stands after it.
    query: String,
    previous: Option<String>,
    next: Option<String>,
}

/// The choice of a group.
struct Filter {
    name: String,
    label: String,
    groups: Vec<(String, bool)>,
}

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    month: Option<Month>,
    groups: Vec<Breakdown>,
    page: usize,
}

/// The rows of a month, those of the groups that are asked for.
struct Found {
    snapshot: String,
    month: Month,
    months: Vec<Month>,
    /// The groups that there are, before any was chosen.
    groups: Vec<(String, Vec<String>)>,
    /// The groups that are asked for and that there are.
    chosen: Vec<Breakdown>,
    table: Result<CaseTable, Refusal>,
}

impl Wanted {
    /// Reads the query of an address. A choice of all groups is none.
    fn read(query: &BTreeMap<String, String>) -> Result<Self, Fault> {
        let page = match query.get("page") {
            None => 1,
            Some(text) => text.parse().map_err(|_| Fault::NotFound)?,
        };
        if page == 0 {
            return Err(Fault::NotFound);
        }
        let groups = query.iter().filter_map(|(name, group)| {
            let dimension = name.strip_prefix("by_")?;
            (!group.is_empty()).then(|| Breakdown {
                dimension: dimension.to_owned(),
                group: group.clone(),
            })
        });
        Ok(Self {
            month: read_month(query.get("month").map(String::as_str))?,
            groups: groups.collect(),
            page,
        })
    }
}

/// Shows a page of them.
pub async fn cases(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Fault> {
    let definition = definition(&site, &id)?;
    let wanted = Wanted::read(&query)?;
    let found = Found::of(&site, &visitor, definition, &wanted).await?;
    let all = found.table.as_ref().map_or(0, |table| table.rows.len());
    let first = (wanted.page - 1).saturating_mul(ROWS);
    if first > 0 && first >= all {
        return Err(Fault::NotFound);
    }
    let last = all.min(first + ROWS);
    if let Ok(table) = &found.table {
        let part = (table.rows.len() > ROWS).then(|| format!("rows {} to {last}", first + 1));
        note(&site, &visitor, definition, &found, last - first, part).await?;
    }
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let to_page = |page: usize| {
        format!(
            "/measures/{}/cases?{}&page={page}",
            definition.meta.id,
            found.query()
        )
    };
    let page = CasesPage {
        id: definition.meta.id.clone(),
        title: definition.meta.title.clone(),
        month: found.month.in_words(),
        address: found.month.to_string(),
        sees_measures: Permission::Plan.is_held_by(&visitor),
        choices: found
            .months
            .iter()
            .map(|month| (month.to_string(), month.in_words()))
            .collect(),
        filters: found.filters(),
        refused: found.table.as_ref().err().map(|why| why.reason.clone()),
        query: found.query(),
        previous: (wanted.page > 1).then(|| to_page(wanted.page - 1)),
        next: (last < all).then(|| to_page(wanted.page + 1)),
        first: first + 1,
        last,
        of: show_count(all as f64),
        header: found.table.as_ref().map_or_else(
            |_| Vec::new(),
            |table| {
                let columns = table.columns.iter();
                columns
                    .map(|column| {
                        let words = capitalised(&tables::words_of(&column.name));
                        (words, column.is_number)
                    })
                    .collect()
            },
        ),
        head: found.table.as_ref().map_or(0, |table| {
            let mut columns = table.columns.iter();
            columns.position(|column| column.is_case_id()).unwrap_or(0)
        }),
        rows: found.table.map_or_else(
            |_| Vec::new(),
            |table| table.rows.into_iter().skip(first).take(ROWS).collect(),
        ),
        shell,
    };
    Ok(not_kept(html(&page)))
}

/// All of them as CSV.
pub async fn cases_csv(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Fault> {
    file(&site, &visitor, &id, &query, SheetForm::Csv).await
}

/// All of them as a workbook.
pub async fn cases_xlsx(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Fault> {
    file(&site, &visitor, &id, &query, SheetForm::Xlsx).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    query: &BTreeMap<String, String>,
    form: SheetForm,
) -> Result<Response, Fault> {
    let definition = definition(site, id)?;
    let found = Found::of(site, visitor, definition, &Wanted::read(query)?).await?;
    let rows = match &found.table {
        Ok(table) => table.rows.len(),
        Err(why) => {
            return Err(Fault::Unfit(format!(
                "There are no rows of {}: {}",
                found.month.in_words(),
                why.reason
            )));
        }
    };
    let kind = format!("as {}", form.ending().to_uppercase());
    note(site, visitor, definition, &found, rows, Some(kind)).await?;
    let name = format!("{}-cases-{}", definition.meta.id, found.month);
    let sheets = found.table.map(sheet).into_iter().collect();
    download(&name, form, sheets).await.map(not_kept)
}

/// The rows as a table for a file: numbers as numbers.
fn sheet(table: CaseTable) -> Sheet {
    let numbers: Vec<bool> = table.columns.iter().map(|one| one.is_number).collect();
    let value = |cell: String, is_number: bool| match cell.parse::<f64>() {
        Ok(number) if is_number && number.is_finite() => Value::Number(number, cell),
        _ => Value::text(cell),
    };
    Sheet {
        title: "Cases".to_owned(),
        columns: table
            .columns
            .into_iter()
            .map(|column| Column::called(column.name))
            .collect(),
        rows: table
            .rows
            .into_iter()
            .map(|row| {
                let cells = row.into_iter().zip(&numbers);
                cells.map(|(cell, number)| value(cell, *number)).collect()
            })
            .collect(),
    }
}

/// Notes that somebody looks at so many rows.
async fn note(
    site: &Site,
    visitor: &Visitor,
    definition: &Definition,
    found: &Found,
    rows: usize,
    part: Option<String>,
) -> Result<(), Fault> {
    let look = Look {
        number: 0,
        person: visitor.person()?.clone(),
        at: visitor.now,
        what: what(&definition.meta.id, found.month, &found.chosen, part),
        snapshot: found.snapshot.clone(),
        rows: rows as u64,
    };
    Ok(site.accounts.note_look(&look).await?)
}

/// What somebody looks at, in words. Groups are those that the data has: what was typed into an
/// address is not repeated.
fn what(measure: &MeasureId, month: Month, groups: &[Breakdown], part: Option<String>) -> String {
    let mut words = format!("cases of {measure}, {}", month.in_words());
    for group in groups {
        words.push_str(&format!(", {}", words::group(group)));
    }
    if let Some(part) = part {
        words.push_str(&format!(", {part}"));
    }
    words
}

impl Found {
    async fn of(
        site: &Site,
        visitor: &Visitor,
        definition: &Definition,
        wanted: &Wanted,
    ) -> Result<Self, Fault> {
        has_ended(wanted.month, visitor)?;
        let id = &definition.meta.id;
        let sheet = site
            .desk
            .measure(&visitor.view, id, visitor.today, wanted.month)
            .await?;
        let sheet = sheet.ok_or_else(|| {
            Fault::Unfit("There is no data yet. Hand in the returns first.".to_owned())
        })?;
        let table = site.desk.cases(&sheet.snapshot, id, sheet.month).await?;
        let groups = table.as_ref().map(CaseTable::groups).unwrap_or_default();
        let chosen: Vec<Breakdown> = wanted
            .groups
            .iter()
            .filter(|wanted| {
                groups.iter().any(|(dimension, known)| {
                    *dimension == wanted.dimension && known.contains(&wanted.group)
                })
            })
            .cloned()
            .collect();
        let is_known = chosen.len() == wanted.groups.len();
        let table = table.map(|mut table| {
            for group in &chosen {
                table.keep(group);
            }
            if !is_known {
                table.rows.clear();
            }
            table
        });
        Ok(Self {
            snapshot: sheet.snapshot.clone(),
            month: sheet.month,
            months: sheet.months.clone(),
            groups,
            chosen,
            table,
        })
    }

    /// The choice of each dimension that the rows differ in.
    fn filters(&self) -> Vec<Filter> {
        let to_choose = self.groups.iter().filter(|(_, groups)| groups.len() > 1);
        to_choose
            .map(|(dimension, groups)| Filter {
                name: format!("by_{dimension}"),
                label: capitalised(&tables::words_of(dimension)),
                groups: groups
                    .iter()
                    .map(|group| {
                        let is_chosen = self
                            .chosen
                            .iter()
                            .any(|one| one.dimension == *dimension && one.group == *group);
                        (group.clone(), is_chosen)
                    })
                    .collect(),
            })
            .collect()
    }

    /// The query of an address that asks for the same.
    fn query(&self) -> String {
        let mut pairs = vec![("month".to_owned(), self.month.to_string())];
        let groups = self.chosen.iter();
        pairs.extend(groups.map(|one| (format!("by_{}", one.dimension), one.group.clone())));
        serde_urlencoded::to_string(&pairs).expect("pairs of texts can be put into an address")
    }
}

#[cfg(test)]
mod tests {
    use waymark_measures::CaseColumn;

    use super::*;

    fn query(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn group(dimension: &str, group: &str) -> Breakdown {
        Breakdown {
            dimension: dimension.to_owned(),
            group: group.to_owned(),
        }
    }

    #[test]
    fn an_address_asks_for_month_groups_and_page() {
        for (pairs, read) in [
            (query(&[]), Some((None, vec![], 1))),
            (
                query(&[("month", "2017-03"), ("by_team", "North"), ("page", "3")]),
                Some((Some("2017-03"), vec![group("team", "North")], 3)),
            ),
            (
                query(&[("by_team", ""), ("anything", "else")]),
                Some((None, vec![], 1)),
            ),
            (query(&[("page", "0")]), None),
            (query(&[("page", "x")]), None),
            (query(&[("month", "x")]), None),
        ] {
            let wanted = read.map(|(month, groups, page)| Wanted {
                month: month.map(|month: &str| month.parse().unwrap()),
                groups,
                page,
            });
            assert_eq!(Wanted::read(&pairs).ok(), wanted, "{pairs:?}");
        }
    }

    #[test]
    fn a_look_says_at_what_and_of_which_groups() {
        let id = MeasureId::parse("re-referrals").unwrap();
        let month = "2017-03".parse().unwrap();
        for (groups, part, words) in [
            (vec![], None, "cases of re-referrals, March 2017"),
            (
                vec![group("team", "North")],
                Some("as CSV".to_owned()),
                "cases of re-referrals, March 2017, team: North, as CSV",
            ),
        ] {
            assert_eq!(what(&id, month, &groups, part), words);
        }
    }

    #[test]
    fn numbers_of_a_file_are_numbers_and_ids_are_not() {
        let column = |name: &str, is_number| CaseColumn {
            name: name.to_owned(),
            is_number,
        };
        let written = sheet(CaseTable {
            columns: vec![column("case_id", false), column("value", true)],
            rows: vec![
                vec!["007".to_owned(), "1.5".to_owned()],
                vec!["008".to_owned(), String::new()],
            ],
        });
        assert_eq!(
            written.rows,
            [
                vec![
                    Value::Text("007".to_owned()),
                    Value::Number(1.5, "1.5".to_owned())
                ],
                vec![Value::Text("008".to_owned()), Value::Empty],
            ]
        );
    }
}
