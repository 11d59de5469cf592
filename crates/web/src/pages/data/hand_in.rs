//! Files are handed in: they become a proposal, whose effect is seen before it counts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use waymark_intake::{HandIn, KeepOthers, ProposalId};
use waymark_returns::{Options, SourceFile};

use super::parts::{intake, said};
use crate::aside::apart;
use crate::fault::Fault;
use crate::random::hex;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::upload::{Upload, size};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "data/hand_in.html")]
struct HandInPage {
    shell: Shell,
    errors: Vec<(String, String)>,
    /// What is wrong with the files.
    wrong_files: Option<String>,
    /// Whether files came, which a browser does not fill in again.
    had_files: bool,
    from: String,
    to: String,
    keep: bool,
    has_latest: bool,
    largest: String,
}

/// Shows the form.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    visitor.kept().await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    Ok(html(&HandInPage {
        shell,
        errors: Vec::new(),
        wrong_files: None,
        had_files: false,
        from: String::new(),
        to: String::new(),
        keep: true,
        has_latest: site.desk.latest()?.is_some(),
        largest: size(site.settings.largest_upload as u64),
    }))
}

/// Reads what was handed in, and leads to what it would change.
pub async fn hand_in(
    State(site): State<Site>,
    visitor: Visitor,
    mut upload: Upload,
) -> Result<Response, Fault> {
    let files = std::mem::take(&mut upload.files);
    let mut errors: Vec<(String, String)> = Vec::new();
    let had_files = !files.is_empty();
    if !had_files {
        errors.push(("files".to_owned(), "Choose one or more files.".to_owned()));
    }
    let covers = match covered(upload.answer("covers-from"), upload.answer("covers-to")) {
        Ok(covers) => covers,
        Err((target, words)) => {
            errors.push((target.to_owned(), words));
            None
        }
    };
    let keep = !upload.answer("keep").is_empty();
    if errors.is_empty() {
        let handed_in = HandIn {
            files: Upload::read(files)
                .await?
                .into_iter()
                .map(|(name, bytes)| SourceFile::new(name, bytes))
                .collect(),
            options: Options { covers },
            keep: if keep {
                KeepOthers::Yes
            } else {
                KeepOthers::No
            },
            by: visitor.person()?.clone(),
            at: visitor.now,
        };
        let intake = intake(&site);
        let id = new_id()?;
        let made = apart(move || intake.propose(&id, handed_in, &|_| {})).await?;
        match made {
            Ok(proposal) => {
                let to = format!("/data/proposals/{}", proposal.id);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => errors.push(("files".to_owned(), said(error)?)),
        }
    }
    let page = HandInPage {
        shell: Shell::of(&site, &visitor),
        wrong_files: errors
            .iter()
            .find(|(about, _)| about == "files")
            .map(|(_, words)| words.clone()),
        had_files,
        errors,
        from: upload.answer("covers-from").to_owned(),
        to: upload.answer("covers-to").to_owned(),
        keep,
        has_latest: site.desk.latest()?.is_some(),
        largest: size(site.settings.largest_upload as u64),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response())
}

/// An id for a new proposal.
pub fn new_id() -> Result<ProposalId, Fault> {
    hex(8).parse().map_err(Fault::failed)
}

/// The days that files are declared to cover: both or neither. Else the field and what is wrong.
fn covered(from: &str, to: &str) -> Result<Option<(Date, Date)>, (&'static str, String)> {
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    let day = |target, text: &str| {
        text.parse::<Date>().map_err(|_| {
            let words = if text.is_empty() {
                "Give the first and the last day, or leave both empty.".to_owned()
            } else {
                "Give a day of the calendar, such as 2017-04-01.".to_owned()
            };
            (target, words)
        })
    };
    let (from, to) = (day("covers-from", from)?, day("covers-to", to)?);
    if from > to {
        let words = "The last day lies before the first one.".to_owned();
        return Err(("covers-to", words));
    }
    Ok(Some((from, to)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn both_days_are_given_or_neither() {
        let whole = Some((date(2017, 4, 1), date(2018, 3, 31)));
        for (from, to, expected) in [
            ("", "", Ok(None)),
            ("2017-04-01", "2018-03-31", Ok(whole)),
            ("2017-04-01", "", Err("covers-to")),
            ("", "2018-03-31", Err("covers-from")),
            ("2017-02-30", "2018-03-31", Err("covers-from")),
            ("2018-03-31", "2017-04-01", Err("covers-to")),
        ] {
            let found = covered(from, to).map_err(|(target, _)| target);
            assert_eq!(found, expected, "{from} {to}");
        }
    }
}
