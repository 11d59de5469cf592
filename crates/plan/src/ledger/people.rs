//! Who the people are that the ledger calls by id. The names live outside the ledger, where they
//! can be erased; what is made from the ledger looks them up here.

use std::collections::BTreeMap;

use crate::ids::PersonId;

/// What stands in for the name of somebody who was erased, with the id in brackets behind it.
pub(super) const FORMER_OFFICER: &str = "a former officer";

/// What is known of a person; nothing of one who was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The post.
    pub post: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
}

/// The people by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    people: BTreeMap<PersonId, Person>,
}

impl Directory {
    /// A directory of these people.
    pub fn new(people: impl IntoIterator<Item = (PersonId, Person)>) -> Self {
        Self {
            people: people.into_iter().collect(),
        }
    }

    /// A person, erased or not.
    pub fn get(&self, id: &PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// Everybody, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&PersonId, &Person)> {
        self.people.iter()
    }

    /// The name, where it is known.
    pub fn name(&self, id: &PersonId) -> Option<&str> {
        self.get(id)?.name.as_deref()
    }

    /// The name, or what stands in for that of somebody who was erased or never known.
    pub fn called(&self, id: &PersonId) -> String {
        match self.name(id) {
            Some(name) => name.to_owned(),
            None => format!("{FORMER_OFFICER} ({id})"),
        }
    }
}
