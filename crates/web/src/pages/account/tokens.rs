//! One's own tokens of the programming interface: made, shown once, revoked.

use askama::Template;
use axum::extract::{Path, RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde_json::{Value, json};
use waymark_accounts::{ApiToken, Scope};

use super::Wrong;
use super::own::{self, Again, day_of};
use crate::fault::Fault;
use crate::forms::field::{day, field, line};
use crate::forms::posted;
use crate::forms::{Choice, Field, Kind, Posted};
use crate::permission::Permission;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// The longest that a token holds, in days.
const LONGEST: i32 = 366;
/// The longest word for what a token is for.
const LONGEST_LABEL: usize = 80;

#[derive(Template)]
#[template(path = "account/token.html")]
struct TokenPage {
    shell: Shell,
    label: String,
    secret: String,
}

/// A token in the list.
pub(super) struct TokenRow {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub label: String,
    /// What it may read.
    pub scopes: String,
    /// Since when, until when, and when it was last used.
    pub days: [String; 3],
    /// Why it does not hold any more.
    pub ended: Option<&'static str>,
}

impl TokenRow {
    /// A token as it stands now.
    pub(super) fn of(token: &ApiToken, now: Timestamp) -> Self {
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.as_str()).collect();
        Self {
            id: token.id.clone(),
            label: token.label.clone(),
            scopes: scopes.join(", "),
            days: [
                day_of(token.made_at),
                // It ends as a day begins: the day before is its last.
                day_of(token.until - jiff::SignedDuration::from_secs(1)),
                token.last_used.map_or_else(|| "Never".to_owned(), day_of),
            ],
            ended: match token.revoked_at {
                Some(_) => Some("Revoked"),
                None if token.until <= now => Some("Expired"),
                None => None,
            },
        }
    }
}

fn scope_choices() -> Vec<Choice> {
    Scope::ALL
        .into_iter()
        .map(|scope| {
            let text = match scope {
                Scope::Figures => "Measures and their figures",
                Scope::Plan => "The plan, its ratings, meetings and reports",
            };
            Choice::new(scope.as_str(), text)
        })
        .collect()
}

/// The questions of the form for a token.
pub(super) fn fields(today: Date) -> Vec<Field> {
    let usual = today.saturating_add(Span::new().days(90));
    vec![
        line("label", "What is it for?")
            .hint("Such as the name of the program that will use it")
            .missing("Enter what the token is for"),
        field("scopes", "What may it read?", Kind::Ticks(scope_choices()))
            .missing("Select what the token may read"),
        day("until", "Its last day")
            .hint("Within a year")
            .value(json!(usual)),
    ]
}

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    label: String,
    scopes: Vec<Scope>,
    until: Timestamp,
}

fn read(posted: &Posted, today: Date) -> Result<Wanted, Wrong> {
    let mut wrong = Wrong::default();
    let mut answers: Vec<Value> = Vec::new();
    for field in fields(today) {
        match field.read(posted) {
            Ok(value) => answers.push(value),
            Err(words) => {
                wrong.add(&field.name(), words);
                answers.push(Value::Null);
            }
        }
    }
    let label = answers[0].as_str().unwrap_or_default().to_owned();
    if label.chars().count() > LONGEST_LABEL {
        wrong.add(
            "label",
            "What the token is for must be said in 80 characters or fewer",
        );
    }
    let last = answers[2].as_str().and_then(|day| day.parse::<Date>().ok());
    if let Some(last) = last {
        let days = (last - today).get_days();
        if days < 1 {
            wrong.add("until", "The last day must be after today");
        } else if days > LONGEST {
            wrong.add("until", "The last day must be within a year");
        }
    }
    let until = last
        .and_then(|last| last.tomorrow().ok())
        .and_then(|end| TimeZone::UTC.to_timestamp(end.at(0, 0, 0, 0)).ok());
    match until {
        Some(until) if wrong.is_empty() => Ok(Wanted {
            label,
            scopes: answers[1]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|scope| scope.as_str()?.parse().ok())
                .collect(),
            until,
        }),
        _ => Err(wrong),
    }
}

/// Makes a token, and shows its secret, once. Somebody who sees nothing of the plan has no use for
/// one.
pub async fn make(
    State(site): State<Site>,
    mut visitor: Visitor,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    if !Permission::Plan.is_held_by(&visitor) {
        return Err(Fault::NotFound);
    }
    let posted = posted(&body)?;
    let wanted = match read(&posted, site.clock.today()) {
        Ok(wanted) => wanted,
        Err(wrong) => {
            let again = Again {
                wrong,
                token: Some(posted),
            };
            return own::page(&site, &mut visitor, again).await;
        }
    };
    let person = visitor.person()?;
    let (_, secret) = site
        .accounts
        .new_token(
            person,
            &wanted.label,
            &wanted.scopes,
            wanted.until,
            visitor.now,
        )
        .await?;
    let page = TokenPage {
        shell: Shell::of(&site, &visitor),
        label: wanted.label,
        secret,
    };
    Ok(html(&page))
}

/// Revokes a token of one's own.
pub async fn revoke(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let person = visitor.person()?.clone();
    let revoked = site
        .accounts
        .revoke_token(&id, Some(&person), visitor.now)
        .await?;
    if !revoked {
        return Err(Fault::NotFound);
    }
    visitor
        .say(Notice::done(
            "The token is revoked. Programs that use it are refused.",
        ))
        .await?;
    Ok(Redirect::to("/account").into_response())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 9, 1);

    fn given(label: &str, scopes: &[&str], last: [&str; 3]) -> Posted {
        let mut posted = Posted::new();
        posted.insert("label".to_owned(), vec![label.to_owned()]);
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        posted.insert("scopes".to_owned(), scopes);
        for (part, value) in ["day", "month", "year"].into_iter().zip(last) {
            posted.insert(format!("until-{part}"), vec![value.to_owned()]);
        }
        posted
    }

    #[test]
    fn a_token_holds_to_the_end_of_its_last_day() {
        let wanted = read(
            &given("Dashboard", &["figures"], ["30", "9", "2026"]),
            TODAY,
        )
        .unwrap();
        let expected = Wanted {
            label: "Dashboard".to_owned(),
            scopes: vec![Scope::Figures],
            until: "2026-10-01T00:00:00Z".parse().unwrap(),
        };
        assert_eq!(wanted, expected);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place() {
        let long = "a".repeat(81);
        for (posted, about) in [
            (given("", &["figures"], ["30", "9", "2026"]), "label"),
            (given(&long, &["figures"], ["30", "9", "2026"]), "label"),
            (given("Dashboard", &[], ["30", "9", "2026"]), "scopes"),
            (
                given("Dashboard", &["cases"], ["30", "9", "2026"]),
                "scopes",
            ),
            (given("Dashboard", &["plan"], ["1", "9", "2026"]), "until"),
            (given("Dashboard", &["plan"], ["3", "9", "2027"]), "until"),
            (given("Dashboard", &["plan"], ["", "", ""]), "until"),
        ] {
            let wrong = read(&posted, TODAY).unwrap_err();
            assert_eq!(wrong.0.len(), 1, "{about}: {:?}", wrong.0);
            assert!(!wrong.of(about).is_empty(), "{about}: {:?}", wrong.0);
        }
    }
}
