//! Published figures: what was imported, which measures have a published twin, how old that is, and
//! the import of newer ones.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use waymark_benchmarks::{Benchmarks, ImportReport};
use waymark_codes::Month;
use waymark_intake::NamedBytes;
use waymark_narrative::sentence::words;

use super::parts::{intake, number, said};
use crate::aside::apart;
use crate::fault::Fault;
use crate::permission::Permission;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::upload::{Upload, size};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "data/benchmarks.html")]
struct BenchmarksPage {
    shell: Shell,
    errors: Vec<(String, String)>,
    hands_in: bool,
    largest: String,
    parts: Vec<PartHtml>,
    twins: Vec<TwinHtml>,
    without: Vec<String>,
}

struct PartHtml {
    name: String,
    vintage: String,
    inputs: Vec<String>,
}

/// A measure with what is published of the same.
struct TwinHtml {
    id: String,
    title: String,
    published: String,
    newest: String,
    age: String,
}

/// Shows them.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    visitor.kept().await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    Ok(html(&page(&site, &visitor, shell, Vec::new()).await?))
}

/// Imports files: all of them, or none.
pub async fn import(
    State(site): State<Site>,
    mut visitor: Visitor,
    upload: Upload,
) -> Result<Response, Fault> {
    let files: Vec<NamedBytes> = Upload::read(upload.files)
        .await?
        .into_iter()
        .map(|(name, bytes)| NamedBytes { name, bytes })
        .collect();
    let proposals = intake(&site);
    match apart(move || proposals.published(files)).await? {
        Ok(report) => {
            visitor.say(Notice::done(told(&report))).await?;
            Ok(Redirect::to("/data/benchmarks").into_response())
        }
        Err(error) => {
            let errors = vec![("files".to_owned(), said(error)?)];
            let shell = Shell::of(&site, &visitor);
            let page = page(&site, &visitor, shell, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response())
        }
    }
}

/// What an import did, in sentences.
fn told(report: &ImportReport) -> String {
    let mut said: Vec<String> = report
        .files
        .iter()
        .map(|file| {
            let kept = number(file.rows_kept);
            let left = file.rows_read - file.rows_kept;
            let left = if left > 0 {
                format!(", {} left out", number(left))
            } else {
                String::new()
            };
            format!(
                "{}: {}, rows kept: {kept}{left}.",
                file.file,
                file.kind.in_words()
            )
        })
        .collect();
    for aside in &report.left_aside {
        said.push(format!(
            "{} was not read: {}.",
            aside.path.display(),
            aside.why
        ));
    }
    let changed: u64 = report
        .changes
        .iter()
        .map(|change| change.values_changed)
        .sum();
    if report.changes.iter().all(|change| change.is_none()) {
        said.push("Nothing is different from before.".to_owned());
    } else if changed > 0 {
        said.push(format!(
            "{} values are different from before.",
            number(changed)
        ));
    }
    said.join(" ")
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    errors: Vec<(String, String)>,
) -> Result<BenchmarksPage, Fault> {
    let benchmarks = site.desk.benchmarks().await?;
    let parts = benchmarks
        .parts()
        .into_iter()
        .map(|(name, part)| PartHtml {
            name,
            vintage: part.vintage.clone(),
            inputs: part
                .inputs
                .iter()
                .map(|input| {
                    let (kept, read) = (number(input.rows_kept), number(input.rows_read));
                    format!("{}, {kept} of {read} rows kept", input.name)
                })
                .collect(),
        })
        .collect();
    let metas = site.desk.metas();
    let without = metas
        .iter()
        .filter(|meta| meta.benchmarks.is_empty())
        .map(|meta| meta.title.clone())
        .collect();
    let today = visitor.today;
    let twins = apart(move || {
        metas
            .iter()
            .filter(|meta| !meta.benchmarks.is_empty())
            .map(|meta| {
                let (published, newest, age) = newest(&benchmarks, &meta.benchmarks, today);
                TwinHtml {
                    id: meta.id.to_string(),
                    title: meta.title.clone(),
                    published,
                    newest,
                    age,
                }
            })
            .collect()
    })
    .await?;
    Ok(BenchmarksPage {
        shell,
        errors,
        hands_in: Permission::Data.is_held_by(visitor),
        largest: size(site.settings.largest_upload as u64),
        parts,
        twins,
        without,
    })
}

/// What is published under these names: its words, its newest year and how long ago that ended.
fn newest(benchmarks: &Benchmarks, names: &[String], today: Date) -> (String, String, String) {
    let not_there = || {
        (
            names.join(" and "),
            "Not imported".to_owned(),
            String::new(),
        )
    };
    let Ok(published) = benchmarks.published(names) else {
        return not_there();
    };
    let Some((month, year)) = published.years().last() else {
        return not_there();
    };
    (
        published.measure().to_owned(),
        if year == month.to_string() {
            month.in_words()
        } else {
            format!("{year}, which ends with {}", month.in_words())
        },
        age(month, today),
    )
}

/// How long before today a published year ended, in words.
fn age(ended: Month, today: Date) -> String {
    let months = ended.months_until(Month::of(today));
    match usize::try_from(months) {
        Err(_) => "Ends after today".to_owned(),
        Ok(0) => "Ends this month".to_owned(),
        Ok(months) if months.is_multiple_of(12) => {
            format!("Ended {} ago", words::counted(months / 12, "year", "years"))
        }
        Ok(months) => format!("Ended {} ago", words::counted(months, "month", "months")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ages_are_told_in_words() {
        let today = date(2017, 11, 14);
        for (ended, expected) in [
            ("2017-11", "Ends this month"),
            ("2017-03", "Ended 8 months ago"),
            ("2015-11", "Ended 2 years ago"),
            ("2025-03", "Ends after today"),
        ] {
            let ended: Month = ended.parse().unwrap();
            assert_eq!(age(ended, today), expected);
        }
    }
}
