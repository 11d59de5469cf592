//! People: names and posts, roles, and the accounts that they sign in with.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_accounts::{Account, LinkKind};
use waymark_app::{AppError, NewPerson};
use waymark_narrative::sentence::words;
use waymark_plan::PersonId;
use waymark_plan::ledger::CommandKind as K;
use waymark_plan::ledger::Person;
use waymark_plan::ledger::parts::Role;

use crate::fault::Fault;
use crate::forms::field::{Field, line};
use crate::forms::{FieldHtml, Posted, posted};
use crate::give::{GiveLink, link};
use crate::permission::Permission;
use crate::post::Sent;
use crate::saying::capitalised;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "admin/people.html")]
struct PeoplePage {
    shell: Shell,
    people: Vec<Row>,
    keeps_accounts: bool,
}

struct Row {
    id: PersonId,
    name: String,
    post: String,
    email: String,
    roles: String,
    account: &'static str,
}

#[derive(Template)]
#[template(path = "admin/person.html")]
struct PersonPage {
    shell: Shell,
    id: PersonId,
    name: String,
    post: String,
    email: String,
    phone: String,
    roles: Vec<(String, Option<GiveLink>)>,
    grant: Option<GiveLink>,
    account: Option<AccountHtml>,
    keeps_accounts: bool,
    is_self: bool,
    /// A link that was just made and could not be sent: it is shown once.
    link: Option<String>,
}

struct AccountHtml {
    state: &'static str,
    disabled: bool,
    has_totp: bool,
    last: String,
    identities: usize,
    /// Where the provider's app roles and the roles here differ, in sentences.
    difference: Vec<String>,
}

#[derive(Template)]
#[template(path = "admin/person_form.html")]
struct PersonForm {
    shell: Shell,
    title: String,
    action: String,
    back: String,
    submit: &'static str,
    fields: Vec<FieldHtml>,
    errors: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin/erase.html")]
struct ErasePage {
    shell: Shell,
    id: PersonId,
    name: String,
}

/// Shows everybody.
pub async fn list(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let accounts: HashMap<PersonId, Account> = site
        .accounts
        .accounts()
        .await?
        .into_iter()
        .map(|account| (account.person.clone(), account))
        .collect();
    let view = &visitor.view;
    let mut people: Vec<Row> = view
        .people
        .iter()
        .filter_map(|(id, person)| {
            let name = person.name.clone()?;
            Some(Row {
                id: id.clone(),
                name,
                post: person.post.clone().unwrap_or_default(),
                email: person.email.clone().unwrap_or_default(),
                roles: roles_of(&visitor, id)
                    .iter()
                    .map(|role| role.in_words())
                    .collect::<Vec<_>>()
                    .join(", "),
                account: standing(accounts.get(id)),
            })
        })
        .collect();
    people.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(html(&PeoplePage {
        shell,
        people,
        keeps_accounts: Permission::Administration.is_held_by(&visitor),
    }))
}

fn roles_of(visitor: &Visitor, person: &PersonId) -> Vec<Role> {
    let roles = visitor.view.state.roles.get(person);
    roles.into_iter().flatten().copied().collect()
}

fn standing(account: Option<&Account>) -> &'static str {
    match account {
        None => "No account",
        Some(account) if account.disabled => "Turned off",
        Some(account) if !account.has_password && account.identities == 0 => {
            "Invited, no password set yet"
        }
        Some(account) if account.has_totp => "Active, with codes",
        Some(_) => "Active",
    }
}

fn known(visitor: &Visitor, id: &str) -> Result<(PersonId, Person), Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let person = visitor.view.people.get(&id).cloned();
    let person = person.filter(|person| person.name.is_some());
    Ok((id, person.ok_or(Fault::NotFound)?))
}

/// Shows a person.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    page(&site, &mut visitor, &id, None).await
}

async fn page(
    site: &Site,
    visitor: &mut Visitor,
    id: &str,
    link_made: Option<String>,
) -> Result<Response, Fault> {
    let (id, person) = known(visitor, id)?;
    let shell = Shell::with_notice(site, visitor).await?;
    let account = site.accounts.account(&id).await?;
    let keeps_accounts = Permission::Administration.is_held_by(visitor);
    let about = |role: Role| {
        link(
            visitor,
            K::WithdrawRole,
            "Take it away",
            &[("person", id.as_str()), ("role", role.as_str())],
        )
    };
    Ok(html(&PersonPage {
        shell,
        name: person.name.unwrap_or_default(),
        post: person.post.unwrap_or_default(),
        email: person.email.unwrap_or_default(),
        phone: person.phone.unwrap_or_default(),
        roles: roles_of(visitor, &id)
            .into_iter()
            .map(|role| (role.in_words().to_owned(), about(role)))
            .collect(),
        grant: link(
            visitor,
            K::GrantRole,
            "Give a role",
            &[("person", id.as_str())],
        ),
        account: account.as_ref().map(|account| AccountHtml {
            state: standing(Some(account)),
            disabled: account.disabled,
            has_totp: account.has_totp,
            last: account
                .last_sign_in
                .map_or_else(|| "never".to_owned(), super::access::time),
            identities: account.identities,
            difference: differences(site, visitor, &id),
        }),
        keeps_accounts,
        is_self: visitor.who.as_ref() == Some(&id),
        link: link_made,
        id,
    }))
}

/// Where somebody's app roles at the identity provider and their roles here differ.
fn differences(site: &Site, visitor: &Visitor, id: &PersonId) -> Vec<String> {
    let found = site.provider.as_ref();
    let found = found.and_then(|provider| provider.difference(id, &visitor.view.state));
    let Some(found) = found else {
        return Vec::new();
    };
    let there = found.there_only.iter().map(|role| {
        format!(
            "{}: at the identity provider, and not here",
            role.in_words()
        )
    });
    let here = found.here_only.iter().map(|role| {
        format!(
            "{}: here, and not at the identity provider",
            role.in_words()
        )
    });
    there.chain(here).collect()
}

fn fields(person: Option<&Person>) -> Vec<Field> {
    let of = |text: Option<&String>| text.cloned().map_or(serde_json::Value::Null, Into::into);
    vec![
        line("name", "Name").value(of(person.and_then(|one| one.name.as_ref()))),
        line("post", "Post")
            .hint("Or the body that the person speaks for")
            .value(of(person.and_then(|one| one.post.as_ref()))),
        line("email", "E-mail address")
            .optional()
            .hint("What the person signs in with, and where reminders go")
            .value(of(person.and_then(|one| one.email.as_ref()))),
        line("phone", "Telephone")
            .optional()
            .value(of(person.and_then(|one| one.phone.as_ref()))),
    ]
}

/// Shows the form for somebody new.
pub async fn new(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    visitor.kept().await?;
    Ok(html(&form(&site, &visitor, None, None, Vec::new())))
}

/// Adds somebody.
pub async fn add(
    State(site): State<Site>,
    mut visitor: Visitor,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let (posted, person) = match read(&body)? {
        Ok(read) => read,
        Err((posted, wrong)) => {
            return Ok(again(&form(&site, &visitor, None, Some(&posted), wrong)));
        }
    };
    let by = visitor.person()?.clone();
    if let Some(words) = is_taken(&visitor, None, &person) {
        return Ok(again(&form(
            &site,
            &visitor,
            None,
            Some(&posted),
            vec![words],
        )));
    }
    match site.book.add_person(Some(&by), &person, visitor.now).await {
        Ok(id) => {
            let done = format!("{} was added. Give a role, then an account.", person.name);
            visitor.say(Notice::done(done)).await?;
            Ok(Redirect::to(&format!("/admin/people/{id}")).into_response())
        }
        Err(AppError::UnsoundPerson(words)) => {
            let wrong = vec![("email".to_owned(), capitalised(words))];
            Ok(again(&form(&site, &visitor, None, Some(&posted), wrong)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows the form for what is known of somebody.
pub async fn edit(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let found = known(&visitor, &id)?;
    visitor.kept().await?;
    Ok(html(&form(&site, &visitor, Some(&found), None, Vec::new())))
}

/// Changes what is known of somebody.
pub async fn change(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let found = known(&visitor, &id)?;
    let (posted, person) = match read(&body)? {
        Ok(read) => read,
        Err((posted, wrong)) => {
            return Ok(again(&form(
                &site,
                &visitor,
                Some(&found),
                Some(&posted),
                wrong,
            )));
        }
    };
    if let Some(words) = is_taken(&visitor, Some(&found.0), &person) {
        return Ok(again(&form(
            &site,
            &visitor,
            Some(&found),
            Some(&posted),
            vec![words],
        )));
    }
    let by = visitor.person()?.clone();
    let done: Result<(), AppError> = site
        .book
        .with(async |ledger| ledger.change_person(Some(&by), &found.0, &person).await)
        .await;
    match done {
        Ok(()) => {
            visitor.say(Notice::done("Changed.")).await?;
            Ok(Redirect::to(&format!("/admin/people/{}", found.0)).into_response())
        }
        Err(error @ (AppError::UnsoundPerson(_) | AppError::AddressHeld)) => {
            let wrong = vec![("email".to_owned(), capitalised(&error.to_string()))];
            Ok(again(&form(
                &site,
                &visitor,
                Some(&found),
                Some(&posted),
                wrong,
            )))
        }
        Err(error) => Err(error.into()),
    }
}

type Read = Result<(Posted, NewPerson), (Posted, Vec<(String, String)>)>;

fn read(body: &[u8]) -> Result<Read, Fault> {
    let posted = posted(body)?;
    let mut wrong = Vec::new();
    let mut answers: HashMap<String, String> = HashMap::new();
    for field in fields(None) {
        match field.read(&posted) {
            Ok(answer) => {
                let text = answer.as_str().unwrap_or_default().to_owned();
                answers.insert(field.path.clone(), text);
            }
            Err(words) => wrong.push((field.path.clone(), words)),
        }
    }
    if !wrong.is_empty() {
        return Ok(Err((posted, wrong)));
    }
    let mut take = |name: &str| answers.remove(name).unwrap_or_default();
    let (name, post, email, phone) = (take("name"), take("post"), take("email"), take("phone"));
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    let person = NewPerson {
        name,
        post,
        email: given(email),
        phone: given(phone),
    };
    Ok(Ok((posted, person)))
}

/// An address is one person's: they sign in with it.
fn is_taken(
    visitor: &Visitor,
    own: Option<&PersonId>,
    person: &NewPerson,
) -> Option<(String, String)> {
    let wanted = person.email.as_ref()?.to_lowercase();
    let mut all = visitor.view.people.iter();
    let other = all.find(|(id, known)| {
        Some(*id) != own
            && known
                .email
                .as_ref()
                .is_some_and(|email| email.to_lowercase() == wanted)
    });
    other.map(|(id, _)| {
        (
            "email".to_owned(),
            format!("This address is that of {id} already; people sign in with it, so each has their own"),
        )
    })
}

fn form(
    site: &Site,
    visitor: &Visitor,
    of: Option<&(PersonId, Person)>,
    posted: Option<&Posted>,
    errors: Vec<(String, String)>,
) -> PersonForm {
    let asked = fields(of.map(|(_, person)| person));
    let (title, action, back, submit) = match of {
        Some((id, person)) => (
            format!("Change {}", person.name.clone().unwrap_or_default()),
            format!("/admin/people/{id}/change"),
            format!("/admin/people/{id}"),
            "Change",
        ),
        None => (
            "Add a person".to_owned(),
            "/admin/people/new".to_owned(),
            "/admin/people".to_owned(),
            "Add",
        ),
    };
    PersonForm {
        shell: Shell::of(site, visitor),
        title,
        action,
        back,
        submit,
        fields: asked
            .iter()
            .map(|field| {
                let mut wrong = errors.iter().filter(|(path, _)| *path == field.path);
                FieldHtml::of(field, posted, wrong.next().map(|(_, words)| words.as_str()))
            })
            .collect(),
        errors,
    }
}

fn again(page: &PersonForm) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response()
}

/// Makes a link with which somebody sets a password, and sends it, or shows it once.
pub async fn invite(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let (id, person) = known(&visitor, &id)?;
    let has_account = site
        .accounts
        .account(&id)
        .await?
        .is_some_and(|account| account.has_password);
    let kind = if has_account {
        LinkKind::Reset
    } else {
        LinkKind::Invitation
    };
    let token = site.accounts.new_link(&id, kind, visitor.now).await?;
    let address = format!("{}/link/{token}", site.settings.public_address);
    let sent = match &person.email {
        Some(email) => {
            let (subject, text) = letter(&visitor, &address, kind);
            site.post
                .send(email, &subject, &text, visitor.now)
                .await
                .ok()
        }
        None => None,
    };
    if sent == Some(Sent::Posted) {
        visitor
            .say(Notice::done("The link was sent by e-mail."))
            .await?;
        return Ok(Redirect::to(&format!("/admin/people/{id}")).into_response());
    }
    page(&site, &mut visitor, id.as_str(), Some(address)).await
}

fn letter(visitor: &Visitor, address: &str, kind: LinkKind) -> (String, String) {
    let council = visitor.view.council();
    let (subject, what, holds) = match kind {
        LinkKind::Reset => (
            "Set a new password for Waymark",
            "With this link you can set a new password",
            "an hour",
        ),
        LinkKind::Invitation | LinkKind::FirstAdministrator => (
            "Your account for Waymark",
            "With this link you set a password for your account",
            "a week",
        ),
    };
    let text = format!(
        "{what} for the improvement plan of {council}:\n\n{address}\n\nIt can be used once, within {holds}. If you did not expect it, do nothing, and tell whoever runs Waymark at your council.\n"
    );
    (subject.to_owned(), text)
}

/// Turns an account off or on, takes its codes away, or ends its sessions.
pub async fn account(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Form(posted): Form<HashMap<String, String>>,
) -> Result<Response, Fault> {
    let (id, _) = known(&visitor, &id)?;
    site.accounts.account(&id).await?.ok_or(Fault::NotFound)?;
    let now = visitor.now;
    let said = match posted.get("do").map(String::as_str) {
        Some("off") if visitor.who.as_ref() == Some(&id) => {
            return Err(Fault::Unfit(
                "You cannot turn off your own account; another administrator can.".to_owned(),
            ));
        }
        Some("off") => {
            site.accounts.disable(&id, now).await?;
            "The account is turned off, and its sessions have ended."
        }
        Some("on") => {
            site.accounts.enable(&id, now).await?;
            "The account is turned on."
        }
        Some("codes") => {
            site.accounts.remove_totp(&id, now).await?;
            "One-time codes are not asked for any more."
        }
        Some("identities") => {
            site.accounts.unlink_identities(&id, now).await?;
            "The identity of the provider is linked to the account no longer."
        }
        Some("sessions") => {
            site.accounts.sign_out_everywhere(&id, now).await?;
            "Every session has ended."
        }
        _ => return Err(Fault::NotFound),
    };
    visitor.say(Notice::done(said)).await?;
    Ok(Redirect::to(&format!("/admin/people/{id}")).into_response())
}

/// Asks whether somebody is to be erased.
pub async fn confirm_erasure(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let (id, person) = known(&visitor, &id)?;
    visitor.kept().await?;
    Ok(html(&ErasePage {
        shell: Shell::of(&site, &visitor),
        name: person.name.unwrap_or_default(),
        id,
    }))
}

/// Erases somebody.
pub async fn erase(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let (id, _) = known(&visitor, &id)?;
    let (by, today) = (visitor.person()?.clone(), visitor.today);
    let done: Result<(), AppError> = site
        .book
        .with(async |ledger| ledger.erase_person(&by, &id, today).await)
        .await;
    done?;
    let said = format!("{id} was erased on {}.", words::day(today));
    visitor.say(Notice::done(said)).await?;
    Ok(Redirect::to("/admin/people").into_response())
}
