//! The app roles that the identity provider gives, beside the roles of the ledger.
//!
//! Administrators decide roles in the ledger, where each grant stands with who gave it; an app role
//! changes none of them. What somebody's app roles were when they last signed in is kept in memory
//! only, so that their page can show an administrator where the two differ.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;

use jiff::Timestamp;
use serde_json::Value;
use waymark_plan::PersonId;
use waymark_plan::ledger::State;
use waymark_plan::ledger::parts::Role;

use super::Provider;

/// Somebody's app roles when they last signed in since the program was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppRoles {
    /// As the provider names them.
    pub names: BTreeSet<String>,
    /// When.
    pub at: Timestamp,
}

/// Where the app roles and the ledger's roles of a person differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What an app role stands for and the ledger has not granted.
    pub there_only: Vec<Role>,
    /// What the ledger has granted and the app role for which is not given.
    pub here_only: Vec<Role>,
    /// When the person signed in.
    pub at: Timestamp,
}

/// The app roles that were noted.
#[derive(Default)]
pub(super) struct Noted(Mutex<BTreeMap<PersonId, AppRoles>>);

impl Noted {
    fn all(&self) -> std::sync::MutexGuard<'_, BTreeMap<PersonId, AppRoles>> {
        self.0.lock().unwrap_or_else(|held| held.into_inner())
    }
}

impl Provider {
    /// Notes the app roles of somebody who signed in.
    pub fn note_roles(&self, person: &PersonId, names: &BTreeSet<String>, now: Timestamp) {
        let names = names.clone();
        self.noted
            .all()
            .insert(person.clone(), AppRoles { names, at: now });
    }

    /// Somebody's app roles when they last signed in.
    pub fn app_roles(&self, person: &PersonId) -> Option<AppRoles> {
        self.noted.all().get(person).cloned()
    }

    /// Where somebody's app roles and the ledger's roles differ; none where they agree, where no
    /// app role stands for a role here, or where the person has not signed in through the provider
    /// since the program was started. Roles that no app role stands for are not compared.
    pub fn difference(&self, person: &PersonId, state: &State) -> Option<Difference> {
        let noted = self.app_roles(person)?;
        difference(&self.settings.roles, &noted, |role| {
            state.has_role(person, role)
        })
    }
}

fn difference(
    stand_for: &BTreeMap<String, Role>,
    noted: &AppRoles,
    has: impl Fn(Role) -> bool,
) -> Option<Difference> {
    let compared: BTreeSet<Role> = stand_for.values().copied().collect();
    let there: BTreeSet<Role> = noted
        .names
        .iter()
        .filter_map(|name| stand_for.get(name).copied())
        .collect();
    let found = Difference {
        there_only: there.iter().copied().filter(|role| !has(*role)).collect(),
        here_only: compared
            .difference(&there)
            .copied()
            .filter(|role| has(*role))
            .collect(),
        at: noted.at,
    };
    let differ = !found.there_only.is_empty() || !found.here_only.is_empty();
    differ.then_some(found)
}

/// The app roles of a claim: a list of texts, or one text. A claim that is not there by its whole
/// name is looked for inside others, by the parts of its name.
pub(super) fn of_claim(claims: &HashMap<String, Value>, name: &str) -> BTreeSet<String> {
    let found = claims.get(name).or_else(|| {
        let mut parts = name.split('.');
        let outer = claims.get(parts.next()?)?;
        parts.try_fold(outer, |value, part| value.get(part))
    });
    match found {
        Some(Value::String(one)) => BTreeSet::from([one.clone()]),
        Some(Value::Array(all)) => all
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(all: &[&str]) -> BTreeSet<String> {
        all.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_claim_is_a_list_or_a_text_and_may_lie_inside_another() {
        let claims: HashMap<String, Value> = serde_json::from_value(json!({
            "roles": ["Waymark.Analyst", 7, "Waymark.User"],
            "role": "Waymark.User",
            "realm_access": { "roles": ["analyst"] },
            "https://loamshire.example/roles": ["whole"],
            "number": 7,
        }))
        .unwrap();
        for (claim, expected) in [
            ("roles", names(&["Waymark.Analyst", "Waymark.User"])),
            ("role", names(&["Waymark.User"])),
            ("realm_access.roles", names(&["analyst"])),
            ("https://loamshire.example/roles", names(&["whole"])),
            ("realm_access.groups", names(&[])),
            ("number", names(&[])),
            ("missing", names(&[])),
        ] {
            assert_eq!(of_claim(&claims, claim), expected, "{claim}");
        }
    }

    #[test]
    fn roles_that_an_app_role_stands_for_are_compared() {
        let stand_for = BTreeMap::from([
            ("W.Analyst".to_owned(), Role::Analyst),
            ("W.Lead".to_owned(), Role::Lead),
        ]);
        let at = Timestamp::UNIX_EPOCH;
        for (app, ledger, there_only, here_only) in [
            (&["W.Analyst"][..], &[Role::Analyst][..], &[][..], &[][..]),
            (&["W.Analyst", "W.Other"], &[], &[Role::Analyst], &[]),
            (&[], &[Role::Lead], &[], &[Role::Lead]),
            // No app role stands for it.
            (&[], &[Role::Director], &[], &[]),
            (
                &["W.Lead"],
                &[Role::Analyst],
                &[Role::Lead],
                &[Role::Analyst],
            ),
        ] {
            let noted = AppRoles {
                names: names(app),
                at,
            };
            let found = difference(&stand_for, &noted, |role| ledger.contains(&role));
            let expected = Difference {
                there_only: there_only.to_vec(),
                here_only: here_only.to_vec(),
                at,
            };
            let agree = there_only.is_empty() && here_only.is_empty();
            assert_eq!(found, (!agree).then_some(expected), "{app:?} {ledger:?}");
        }
    }
}
