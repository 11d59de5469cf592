//! The people whom a report names, as they were called when it was published.
//!
//! The ledger's own directory changes: somebody marries, somebody is erased. A published report
//! keeps the names that stand in it, and no others, so that it can be made again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use waymark_plan::PersonId;
use waymark_plan::ledger::state::{ReportState, State, Step};
use waymark_plan::ledger::{Directory, Person};

/// Somebody whom a report names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    id: PersonId,
    name: Option<String>,
    post: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

/// Whom the plan and the steps of a report name, by id. Addresses are kept of the contacts alone,
/// as nobody else's are printed.
pub(crate) fn named(plan: &State, report: &ReportState, people: &Directory) -> Vec<Named> {
    let contacts: BTreeSet<&PersonId> = plan.frame.iter().flat_map(|one| &one.contacts).collect();
    ids(plan, report)
        .into_iter()
        .filter_map(|id| {
            let known = people.get(id)?;
            let of_contact = |text: &Option<String>| text.clone().filter(|_| contacts.contains(id));
            Some(Named {
                id: id.clone(),
                name: known.name.clone(),
                post: known.post.clone(),
                email: of_contact(&known.email),
                phone: of_contact(&known.phone),
            })
        })
        .collect()
}

fn ids<'a>(plan: &'a State, report: &'a ReportState) -> BTreeSet<&'a PersonId> {
    let mut ids: BTreeSet<&PersonId> = BTreeSet::new();
    if let Some(frame) = &plan.frame {
        ids.extend(&frame.committee_chair);
        ids.extend(&frame.circulation);
        ids.extend(&frame.contacts);
    }
    for recommendation in plan.recommendations.values() {
        ids.extend(&recommendation.record.lead.person);
        for action in recommendation.actions.values() {
            ids.extend(&action.lead.person);
        }
    }
    for step in &report.log {
        ids.insert(&step.act.by);
        if let Step::Commented { whose, .. } = &step.what {
            ids.insert(whose);
        }
    }
    ids
}

/// The directory that the report was made with.
pub(crate) fn directory(named: Vec<Named>) -> Directory {
    Directory::new(named.into_iter().map(|one| {
        let person = Person {
            name: one.name,
            post: one.post,
            email: one.email,
            phone: one.phone,
        };
        (one.id, person)
    }))
}

/// A person with their post; without it where the person was erased.
pub(crate) fn with_post(people: &Directory, id: &PersonId) -> String {
    let called = people.called(id);
    let known = people.get(id).filter(|person| person.name.is_some());
    match known.and_then(|person| person.post.as_deref()) {
        Some(post) => format!("{called}, {post}"),
        None => called,
    }
}
