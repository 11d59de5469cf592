//! Who the ids are. Names and addresses are kept beside the ledger and never in it; erasing a
//! person takes them away there and leaves every event as it is.

use jiff::Timestamp;
use jiff::civil::Date;
use waymark_plan::PersonId;
use waymark_plan::ledger::parts::Role;
use waymark_plan::ledger::{Directory, Person as Known, Refusal};
use waymark_store::{NewPerson, Person, Store};

use crate::{AppError, Ledger};

/// A text names no person, or several.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    /// Nobody.
    #[error(
        "nobody is called `{0}`; give an id such as P1, an e-mail address or a name that `waymark plan person list` gives"
    )]
    Nobody(String),
    /// Several.
    #[error("`{text}` may be {}; give the id", ids.iter().map(PersonId::as_str).collect::<Vec<_>>().join(" or "))]
    Several {
        /// What was given.
        text: String,
        /// Who it may be.
        ids: Vec<PersonId>,
    },
}

/// A person by id, by e-mail address, or by name or a part of it, upper and lower case alike.
pub fn find_person(directory: &Directory, text: &str) -> Result<PersonId, NotFound> {
    let text = text.trim();
    if let Some((id, _)) = directory
        .iter()
        .find(|(id, _)| id.as_str().eq_ignore_ascii_case(text))
    {
        return Ok(id.clone());
    }
    let wanted = text.to_lowercase();
    let by = |holds: &dyn Fn(&Known) -> bool| -> Vec<PersonId> {
        directory
            .iter()
            .filter(|(_, person)| holds(person))
            .map(|(id, _)| id.clone())
            .collect()
    };
    let is = |field: &Option<String>| {
        field
            .as_ref()
            .is_some_and(|field| field.to_lowercase() == wanted)
    };
    let mut found = by(&|person| is(&person.email) || is(&person.name));
    if found.is_empty() && !wanted.is_empty() {
        found = by(&|person| {
            person
                .name
                .as_ref()
                .is_some_and(|name| name.to_lowercase().contains(&wanted))
        });
    }
    match found.len() {
        0 => Err(NotFound::Nobody(text.to_owned())),
        1 => Ok(found.remove(0)),
        _ => Err(NotFound::Several {
            text: text.to_owned(),
            ids: found,
        }),
    }
}

/// Refuses a person without a name or post, and an address to which nothing can be sent.
fn is_sound(person: &NewPerson) -> Result<(), AppError> {
    let wrong = |what| Err(AppError::UnsoundPerson(what));
    if person.name.trim().is_empty() {
        return wrong("the name is empty");
    }
    if person.post.trim().is_empty() {
        return wrong("the post is empty");
    }
    match &person.email {
        Some(email) if !waymark_plan::is_mail_address(email) => {
            wrong("this is not an e-mail address; write one such as name@council.example")
        }
        _ => Ok(()),
    }
}

/// The directory of what a store knows.
pub(crate) async fn directory(store: &Store) -> Result<Directory, AppError> {
    let people = store.people().await?;
    Ok(Directory::new(people.into_iter().map(|person| {
        let known = Known {
            name: person.name,
            post: person.post,
            email: person.email,
            phone: person.phone,
        };
        (person.id, known)
    })))
}

impl Ledger {
    /// Everybody, erased people with their ids alone.
    pub async fn everybody(&self) -> Result<Vec<Person>, AppError> {
        Ok(self.store.people().await?)
    }

    /// Adds a person. An administrator or an analyst may; before the ledger is opened, anybody.
    pub async fn add_person(
        &mut self,
        by: Option<&PersonId>,
        person: &NewPerson,
        now: Timestamp,
    ) -> Result<PersonId, AppError> {
        self.keeps_people(by)?;
        is_sound(person)?;
        let id = self.store.add_person(person, now).await?;
        self.people = directory(&self.store).await?;
        Ok(id)
    }

    /// Replaces what is known of a person. An administrator or an analyst may; the address of somebody
    /// else who has a role only an administrator, as whoever could change it could get a link for a new
    /// password and sign in as them.
    pub async fn change_person(
        &mut self,
        by: Option<&PersonId>,
        id: &PersonId,
        person: &NewPerson,
    ) -> Result<(), AppError> {
        self.keeps_people(by)?;
        is_sound(person)?;
        if !self.may_move(by, id, person.email.as_deref()) {
            return Err(AppError::AddressHeld);
        }
        self.store.change_person(id, person).await?;
        self.people = directory(&self.store).await?;
        Ok(())
    }

    /// Erases a person: name, post and addresses go, the id and the ledger stay. An administrator
    /// may.
    pub async fn erase_person(
        &mut self,
        by: &PersonId,
        id: &PersonId,
        on: Date,
    ) -> Result<(), AppError> {
        if !self.state.has_role(by, Role::Administrator) {
            return Err(AppError::NotAllowed(by.clone(), "an administrator"));
        }
        let others = self.state.roles.iter().any(|(other, roles)| {
            other != id && roles.contains(&Role::Administrator) && self.people.name(other).is_some()
        });
        if self.state.has_role(id, Role::Administrator) && !others {
            return Err(Refusal::LastAdministrator { person: id.clone() }.into());
        }
        self.store.erase_person(id, on).await?;
        self.people = directory(&self.store).await?;
        Ok(())
    }

    /// Whether somebody may give a person this address.
    fn may_move(&self, by: Option<&PersonId>, id: &PersonId, wanted: Option<&str>) -> bool {
        let has_roles = self.state.roles.get(id).is_some_and(|all| !all.is_empty());
        let is_theirs_to_change =
            |by: &PersonId| by == id || self.state.has_role(by, Role::Administrator);
        let known = self.people.get(id).and_then(|known| known.email.as_deref());
        self.state.opening.is_none()
            || !has_roles
            || by.is_some_and(is_theirs_to_change)
            || known == wanted
    }

    fn keeps_people(&self, by: Option<&PersonId>) -> Result<(), AppError> {
        if self.state.opening.is_none() {
            return Ok(());
        }
        let nobody = || NotFound::Nobody("the person who asks".to_owned());
        let by = by.ok_or_else(nobody)?;
        let may = [Role::Administrator, Role::Analyst]
            .iter()
            .any(|role| self.state.has_role(by, *role));
        if may {
            Ok(())
        } else {
            Err(AppError::NotAllowed(
                by.clone(),
                "an administrator or an analyst",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let person = |name: &str, email: &str| Known {
            name: Some(name.to_owned()),
            email: Some(email.to_owned()),
            ..Known::default()
        };
        Directory::new([
            ("P1".parse().unwrap(), person("Gwen Ash", "gwen@a.example")),
            ("P2".parse().unwrap(), person("Owen Ash", "owen@a.example")),
            ("P3".parse().unwrap(), Known::default()),
        ])
    }

    #[test]
    fn people_are_found_by_id_address_and_name() {
        let directory = directory();
        for (text, id) in [
            ("P1", "P1"),
            ("p3", "P3"),
            ("OWEN@a.example", "P2"),
            ("gwen ash", "P1"),
            ("gwen", "P1"),
        ] {
            assert_eq!(
                find_person(&directory, text).unwrap().as_str(),
                id,
                "{text}"
            );
        }
    }

    #[test]
    fn nobody_and_several_are_told_apart() {
        let directory = directory();
        assert_eq!(
            find_person(&directory, "Ash"),
            Err(NotFound::Several {
                text: "Ash".to_owned(),
                ids: vec!["P1".parse().unwrap(), "P2".parse().unwrap()]
            })
        );
        for text in ["", "Nobody", "P9"] {
            assert!(matches!(
                find_person(&directory, text),
                Err(NotFound::Nobody(_))
            ));
        }
    }
}
