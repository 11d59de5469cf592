//! The first start: a link that whoever started the program follows to become the administrator,
//! and the accounts of a demonstration.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, RawForm, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use waymark_accounts::{AccountError, Known, LinkKind};
use waymark_app::{AppError, NewPerson, Order, Stamp};
use waymark_codes::authorities;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{Opening, Role, RoleOf};
use waymark_plan::{Authority, PersonId};

use super::{Wrong, answer, device, link, password_wrong, vouched};
use crate::fault::Fault;
use crate::forms::Posted;
use crate::forms::posted;
use crate::random::hex;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// Why the first accounts cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum FirstError {
    /// The ledger is not for demonstration.
    #[error(
        "the ledger is not for demonstration, so it gets no accounts whose password everybody knows; start without them, and follow the link that is then shown"
    )]
    NotADemonstration,
    /// Nobody could be given a link.
    #[error(
        "no administrator of the ledger is among the people any more; give somebody the role with the command line"
    )]
    NoAdministrator,
    /// The ledger failed or refused.
    #[error(transparent)]
    App(#[from] AppError),
    /// The accounts failed or refused.
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// The address that whoever started the program follows first, once and within a day; none where
/// anybody has an account. Where the ledger is not opened yet, a person is made for the link whose
/// name its form then asks for; else it is for an administrator of the ledger.
///
/// # Errors
///
/// The store fails, or the ledger has no administrator left.
pub async fn first_link(site: &Site) -> Result<Option<String>, FirstError> {
    if site.accounts.any().await? {
        return Ok(None);
    }
    let view = site.book.catch_up().await?;
    let now = site.clock.now();
    let is_there = |person: &PersonId| view.people.name(person).is_some();
    let (person, page) = if view.state.opening.is_some() {
        let mut administrators = view
            .state
            .roles
            .iter()
            .filter(|(person, roles)| roles.contains(&Role::Administrator) && is_there(person));
        let (person, _) = administrators.next().ok_or(FirstError::NoAdministrator)?;
        (person.clone(), "link")
    } else {
        let mut people = view.people.iter().map(|(person, _)| person);
        let person = match people.find(|person| is_there(person)) {
            Some(person) => person.clone(),
            None => {
                let person = NewPerson {
                    name: "Administrator".to_owned(),
                    post: "Administrator".to_owned(),
                    email: None,
                    phone: None,
                };
                site.book.add_person(None, &person, now).await?
            }
        };
        (person, "first")
    };
    let token = site
        .accounts
        .new_link(&person, LinkKind::FirstAdministrator, now)
        .await?;
    let address = &site.settings.public_address;
    Ok(Some(format!("{address}/{page}/{token}")))
}

/// An account of a demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The person's name.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// Gives one person of every role of a ledger for demonstration an account with this password: of
/// those with a role, the one with the fewest others. Who has an account already gets the password
/// too.
///
/// # Errors
///
/// The ledger is not for demonstration, the password will not do, or the store fails.
pub async fn demo_accounts(site: &Site, password: &str) -> Result<Vec<DemoAccount>, FirstError> {
    let view = site.book.catch_up().await?;
    if !view.is_demonstration() {
        return Err(FirstError::NotADemonstration);
    }
    let now = site.clock.now();
    let mut made: Vec<(PersonId, DemoAccount)> = Vec::new();
    for role in Role::ALL {
        if made
            .iter()
            .any(|(_, account)| account.roles.contains(&role))
        {
            continue;
        }
        let with_role = view.state.roles.iter().filter_map(|(person, roles)| {
            let known = view.people.get(person)?;
            let (name, email) = (known.name.clone()?, known.email.clone()?);
            let roles: Vec<Role> = roles.iter().copied().collect();
            let account = DemoAccount { name, email, roles };
            account
                .roles
                .contains(&role)
                .then(|| (person.clone(), account))
        });
        // Of the leads who have hardly another role, whoever has most to do shows most.
        let work = |person: &PersonId| {
            let plan = view.plan.as_ref();
            let all = plan.map(|plan| plan.recommendations.as_slice());
            let led = |one: &&waymark_plan::Recommendation| {
                let lead = view.state.recommendations.get(&one.id);
                role == Role::Lead
                    && lead.and_then(|known| known.record.lead.person.as_ref()) == Some(person)
            };
            all.unwrap_or_default().iter().filter(led).count()
        };
        let first = |(person, account): &(PersonId, DemoAccount)| {
            (account.roles.len(), Reverse(work(person)))
        };
        if let Some(found) = with_role.min_by_key(first) {
            made.push(found);
        }
    }
    for (person, account) in &made {
        let token = site
            .accounts
            .new_link(person, LinkKind::Invitation, now)
            .await?;
        let known = Known {
            name: Some(&account.name),
            email: Some(&account.email),
        };
        site.accounts
            .set_password_by_link(&token, password, &known, now)
            .await?;
    }
    Ok(made.into_iter().map(|(_, account)| account).collect())
}

#[derive(Template)]
#[template(path = "account/first.html")]
struct FirstPage {
    shell: Shell,
    action: String,
    councils: Vec<Council>,
    given: Given,
    wrong: Wrong,
}

/// A council to choose.
struct Council {
    code: String,
    name: &'static str,
    chosen: bool,
}

/// What the form was given.
#[derive(Clone, Default)]
struct Given {
    council: String,
    full_name: String,
    name: String,
    post: String,
    email: String,
    analyst: bool,
    demonstration: bool,
}

impl Given {
    /// What stands in the form before anybody answers.
    fn usual() -> Self {
        Self {
            analyst: true,
            ..Self::default()
        }
    }

    fn of(posted: &Posted) -> Self {
        let text = |name: &str| answer(posted, name).trim().to_owned();
        Self {
            council: text("council"),
            full_name: text("full-name"),
            name: text("name"),
            post: text("post"),
            email: text("email"),
            analyst: !text("analyst").is_empty(),
            demonstration: !text("demonstration").is_empty(),
        }
    }

    /// The person and the ledger that were asked for, or what is wrong.
    fn read(&self, password: &str) -> Result<(NewPerson, Opening), Wrong> {
        let mut wrong = Wrong::default();
        let council = waymark_codes::Authority::find(&self.council);
        if council.is_none() {
            wrong.add("council", "Select the council");
        }
        for (id, value, words) in [
            ("name", &self.name, "Enter your name"),
            ("post", &self.post, "Enter your post"),
        ] {
            if value.is_empty() {
                wrong.add(id, words);
            }
        }
        if !waymark_plan::is_mail_address(&self.email) {
            wrong.add(
                "email",
                "Enter your e-mail address, such as name@council.example",
            );
        }
        let known = Known {
            name: Some(&self.name),
            email: Some(&self.email),
        };
        wrong
            .0
            .extend(password_wrong("password", password, &known).0);
        let Some(council) = council.filter(|_| wrong.is_empty()) else {
            return Err(wrong);
        };
        let full_name = match self.full_name.as_str() {
            "" => council.name,
            full_name => full_name,
        };
        let person = NewPerson {
            name: self.name.clone(),
            post: self.post.clone(),
            email: Some(self.email.clone()),
            phone: None,
        };
        let opening = Opening {
            authority: Authority {
                name: full_name.to_owned(),
                code: council.code,
            },
            demonstration: self.demonstration,
        };
        Ok((person, opening))
    }
}

/// The councils that there are on a day, by name.
fn councils(today: Date, chosen: &str) -> Vec<Council> {
    let mut all: Vec<Council> = authorities()
        .iter()
        .filter(|authority| authority.exists_on(today))
        .map(|authority| {
            let code = authority.code.to_string();
            Council {
                chosen: code == chosen,
                code,
                name: authority.name,
            }
        })
        .collect();
    all.sort_by_key(|council| council.name);
    all
}

async fn page(
    site: &Site,
    visitor: &mut Visitor,
    token: &str,
    given: Given,
    wrong: Wrong,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = FirstPage {
        action: format!("/first/{token}"),
        councils: councils(site.clock.today(), &given.council),
        given,
        wrong,
        shell: Shell::with_notice(site, visitor).await?,
    };
    Ok((status, html(&page)).into_response())
}

/// Whom the link is for, where it holds.
async fn administrator(
    site: &Site,
    visitor: &Visitor,
    token: &str,
) -> Result<Option<PersonId>, Fault> {
    let found = site.accounts.link(token, visitor.now).await?;
    Ok(found
        .filter(|(_, kind)| *kind == LinkKind::FirstAdministrator)
        .map(|(person, _)| person))
}

/// Asks for the council and the first administrator.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    if administrator(&site, &visitor, &token).await?.is_none() {
        return link::gone(&mut visitor).await;
    }
    if visitor.view.state.opening.is_some() {
        return Ok(Redirect::to(&format!("/link/{token}")).into_response());
    }
    page(
        &site,
        &mut visitor,
        &token,
        Given::usual(),
        Wrong::default(),
    )
    .await
}

/// Opens the ledger, and lets the administrator in.
///
/// Where it ends in the middle, the ledger is open and nobody has an account: the next start gives
/// a link for its administrator.
pub async fn begin(
    State(site): State<Site>,
    mut visitor: Visitor,
    headers: HeaderMap,
    Path(token): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let Some(by) = administrator(&site, &visitor, &token).await? else {
        return link::gone(&mut visitor).await;
    };
    if visitor.view.state.opening.is_some() {
        return Ok(Redirect::to(&format!("/link/{token}")).into_response());
    }
    let posted = posted(&body)?;
    let (given, password) = (Given::of(&posted), answer(&posted, "password"));
    let (person, opening) = match given.read(password) {
        Ok(read) => read,
        Err(wrong) => return page(&site, &mut visitor, &token, given, wrong).await,
    };
    let council = opening.authority.name.clone();
    let changed = site
        .book
        .with(async |ledger| ledger.change_person(None, &by, &person).await);
    changed.await?;
    let orders = orders(&site, &visitor, &by, opening, given.analyst)?;
    let (_, view) = site.book.give(&orders).await?;
    visitor.view = view;
    let known = Known {
        name: Some(&given.name),
        email: Some(&given.email),
    };
    let set = site
        .accounts
        .set_password_by_link(&token, password, &known, visitor.now)
        .await;
    match set {
        Ok(person) => {
            let from = device::source(&visitor, &headers);
            let entered = vouched(&site, &mut visitor, &person, &from).await?;
            visitor
                .say(Notice::done(format!(
                    "The plan of {council} is begun, and you are its administrator. Next: add people and give them roles, under Admin."
                )))
                .await?;
            Ok(entered)
        }
        Err(AccountError::LinkGone) => link::gone(&mut visitor).await,
        Err(error) => Err(error.into()),
    }
}

/// The commands that begin a ledger: whoever opens it is its administrator.
fn orders(
    site: &Site,
    visitor: &Visitor,
    by: &PersonId,
    opening: Opening,
    is_analyst: bool,
) -> Result<Vec<Order>, Fault> {
    let mut commands = vec![Command::OpenLedger(opening)];
    let roles: BTreeSet<Role> = is_analyst.then_some(Role::Analyst).into_iter().collect();
    commands.extend(roles.into_iter().map(|role| {
        Command::GrantRole(RoleOf {
            person: by.clone(),
            role,
        })
    }));
    commands
        .into_iter()
        .map(|command| {
            Ok(Order {
                command,
                stamp: Stamp {
                    by: by.clone(),
                    today: site.clock.today(),
                    now: visitor.now,
                    id: hex(16).parse().map_err(Fault::failed)?,
                },
                seen: None,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn given() -> Given {
        Given {
            council: "855".to_owned(),
            name: "Gwen Ash".to_owned(),
            post: "Head of Performance".to_owned(),
            email: "gwen.ash@council.example".to_owned(),
            ..Given::usual()
        }
    }

    const PASSWORD: &str = "otter lamp river seven";

    #[test]
    fn what_is_asked_for_is_read() {
        let (person, opening) = given().read(PASSWORD).unwrap();
        assert_eq!(person.name, "Gwen Ash");
        assert_eq!(opening.authority.name, "Leicestershire");
        assert!(!opening.demonstration);
        let named = Given {
            full_name: "Leicestershire County Council".to_owned(),
            ..given()
        };
        let (_, opening) = named.read(PASSWORD).unwrap();
        assert_eq!(opening.authority.name, "Leicestershire County Council");
    }

    #[test]
    fn what_is_missing_is_said_at_its_place() {
        for (given, password, about) in [
            (
                Given {
                    council: String::new(),
                    ..given()
                },
                PASSWORD,
                "council",
            ),
            (
                Given {
                    name: String::new(),
                    ..given()
                },
                PASSWORD,
                "name",
            ),
            (
                Given {
                    post: String::new(),
                    ..given()
                },
                PASSWORD,
                "post",
            ),
            (
                Given {
                    email: "gwen".to_owned(),
                    ..given()
                },
                PASSWORD,
                "email",
            ),
            (given(), "", "password"),
            (given(), "too short", "password"),
            (given(), "gwen.ash otter lamp", "password"),
        ] {
            let wrong = given.read(password).unwrap_err();
            assert_eq!(wrong.0.len(), 1, "{:?}", wrong.0);
            assert!(!wrong.of(about).is_empty(), "{about}: {:?}", wrong.0);
        }
    }

    #[test]
    fn councils_are_those_of_the_day_by_name() {
        let all = councils(date(2026, 9, 1), "855");
        let names: Vec<&str> = all.iter().map(|council| council.name).collect();
        assert!(names.is_sorted());
        assert!(names.contains(&"Cumberland") && !names.contains(&"Cumbria"));
        let chosen: Vec<&str> = all
            .iter()
            .filter(|council| council.chosen)
            .map(|council| council.name)
            .collect();
        assert_eq!(chosen, ["Leicestershire"]);
    }
}
