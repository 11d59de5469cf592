//! Beginning a ledger; people and their roles.

use serde_json::json;
use waymark_app::{AppError, Ledger, NewPerson};
use waymark_plan::ledger::parts::{Opening, Role, RoleOf};
use waymark_plan::ledger::{Command, State, decide};
use waymark_plan::{Authority, PersonId};

use super::{give, kept, kept_text};
use crate::exit::Trouble;
use crate::plan::arguments::{OpenArguments, PersonAction, RoleAction};
use crate::plan::session::{Call, Session};
use crate::plan::{looking, print_json};
use crate::{DONE, clock, output};

/// Begins a ledger. Whoever does so is added to the people, unless they are known already.
pub async fn open(call: &Call<'_>, given: &OpenArguments) -> anyhow::Result<u8> {
    let opening = Command::OpenLedger(Opening {
        authority: Authority {
            name: given.authority.clone(),
            code: given.code,
        },
        demonstration: given.demonstration,
    });
    // What is refused is refused before anybody is added, or a file made.
    let nobody: PersonId = "nobody".parse()?;
    let at = call.location()?;
    let found = Ledger::open_existing(&at).await?;
    let state = found.map_or_else(State::default, |ledger| ledger.state().clone());
    let today = call.said.today.unwrap_or_else(clock::today);
    decide(&opening, &state, &nobody, today).map_err(AppError::from)?;
    if call.said.dry_run {
        output::line(&format!(
            "The ledger of {} would be opened at {at}.",
            given.authority
        ));
        return Ok(DONE);
    }
    if given.name.is_none() && call.said.acting_as.is_none() {
        return Err(unnamed().into());
    }
    let mut session = call.to_begin(given.demonstration).await?;
    let by = match (&given.name, &given.post, &session.by) {
        (Some(name), Some(post), _) => {
            let person = NewPerson {
                name: name.clone(),
                post: post.clone(),
                email: given.email.clone(),
                phone: given.phone.clone(),
            };
            session
                .ledger
                .add_person(None, &person, clock::now())
                .await?
        }
        (_, _, Some(by)) => by.clone(),
        (_, _, None) => return Err(unnamed().into()),
    };
    let mut commands = vec![opening];
    let mut roles = given.roles.clone();
    roles.sort();
    roles.dedup();
    // Opening makes an administrator already.
    roles.retain(|role| *role != Role::Administrator);
    commands.extend(roles.into_iter().map(|role| {
        Command::GrantRole(RoleOf {
            person: by.clone(),
            role,
        })
    }));
    session.by = Some(by.clone());
    let code = give(&mut session, commands).await?;
    output::say(&format!(
        "you are {by}: give commands with --as {by}, or set WAYMARK_PERSON to it"
    ));
    Ok(code)
}

fn unnamed() -> Trouble {
    Trouble::arguments("say who you are with --name and --post")
}

/// Keeps the people.
pub async fn person(call: &Call<'_>, action: &PersonAction) -> anyhow::Result<u8> {
    match action {
        PersonAction::List => looking::people(call).await,
        PersonAction::Add {
            name,
            post,
            email,
            phone,
        } => {
            let person = NewPerson {
                name: name.clone(),
                post: post.clone(),
                email: email.clone(),
                phone: phone.clone(),
            };
            add(call, &person).await
        }
        PersonAction::Change {
            person,
            name,
            post,
            email,
            phone,
        } => {
            if [name, post, email, phone]
                .iter()
                .all(|given| given.is_none())
            {
                return Err(Trouble::arguments(
                    "say what is to change: --name, --post, --email or --phone",
                )
                .into());
            }
            let mut session = call.to_record().await?;
            let by = keeper(&session)?;
            let id = session.find(person)?;
            let everybody = session.ledger.everybody().await?;
            let stands = everybody.into_iter().find(|known| known.id == id);
            let stands = stands.as_ref();
            let changed = NewPerson {
                name: kept(
                    name.clone(),
                    stands.and_then(|known| known.name.clone()),
                    "--name",
                )?,
                post: kept(
                    post.clone(),
                    stands.and_then(|known| known.post.clone()),
                    "--post",
                )?,
                email: kept_text(
                    email.as_ref(),
                    stands.and_then(|known| known.email.as_ref()),
                ),
                phone: kept_text(
                    phone.as_ref(),
                    stands.and_then(|known| known.phone.as_ref()),
                ),
            };
            if session.dry_run {
                return dry(&format!("{id} would be changed."));
            }
            session
                .ledger
                .change_person(by.as_ref(), &id, &changed)
                .await?;
            told(&session, &id, "was changed")
        }
        PersonAction::Erase { person } => {
            let mut session = call.to_record().await?;
            let by = session.person()?.clone();
            let id = session.find(person)?;
            if session.dry_run {
                return dry(&format!("{id} would be erased."));
            }
            let today = session.today;
            session.ledger.erase_person(&by, &id, today).await?;
            told(
                &session,
                &id,
                "was erased; backups that were made before still hold the name",
            )
        }
    }
}

async fn add(call: &Call<'_>, person: &NewPerson) -> anyhow::Result<u8> {
    if person.name.trim().is_empty() || person.post.trim().is_empty() {
        return Err(Trouble::arguments("a person has a name and a post").into());
    }
    if call.said.dry_run {
        return dry(&format!(
            "{}, {}, would be added.",
            person.name, person.post
        ));
    }
    let mut session = call.to_begin(false).await?;
    let by = keeper(&session)?;
    let id = session
        .ledger
        .add_person(by.as_ref(), person, clock::now())
        .await?;
    told(&session, &id, "was added")
}

/// Who keeps the people: before the ledger is opened, it may be anybody.
fn keeper(session: &Session) -> anyhow::Result<Option<PersonId>> {
    if session.ledger.state().opening.is_none() {
        return Ok(session.by.clone());
    }
    Ok(Some(session.person()?.clone()))
}

fn dry(what: &str) -> anyhow::Result<u8> {
    output::line(what);
    output::say("this was a dry run; nothing was written");
    Ok(DONE)
}

fn told(session: &Session, id: &PersonId, what: &str) -> anyhow::Result<u8> {
    if session.json {
        print_json(&json!({ "person": id }))?;
    } else {
        output::line(&format!("{id} {what}."));
    }
    Ok(DONE)
}

/// Gives and takes roles.
pub async fn role(call: &Call<'_>, action: &RoleAction) -> anyhow::Result<u8> {
    match action {
        RoleAction::List => looking::roles(call).await,
        RoleAction::Grant { person, role } => {
            call.record(|session| {
                Ok(Command::GrantRole(RoleOf {
                    person: session.find(person)?,
                    role: *role,
                }))
            })
            .await
        }
        RoleAction::Withdraw { person, role } => {
            call.record(|session| {
                Ok(Command::WithdrawRole(RoleOf {
                    person: session.find(person)?,
                    role: *role,
                }))
            })
            .await
        }
    }
}
