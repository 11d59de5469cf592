//! Forms about the roles of people.

use serde_json::{Value, json};
use waymark_plan::PersonId;
use waymark_plan::ledger::Subject;
use waymark_plan::ledger::parts::Role;

use super::field::{Choice, Field, Kind, field};
use super::{Ask, Draft};

/// A role, and what it lets people do.
fn role_line(role: Role) -> Choice {
    let does = match role {
        Role::Administrator => "Gives and takes roles, and keeps the accounts",
        Role::Director => "Keeps the plan, judges, reviews and approves reports",
        Role::Chair => {
            "Keeps the plan, chairs the meeting, judges, agrees ratings, reviews reports"
        }
        Role::Analyst => "Keeps the plan, hands in data, and records what others have decided",
        Role::Lead => "Reports on the recommendations and actions that they lead, and rates those",
        Role::Auditor => "Grades practice audits, and moderates the grades of others",
        Role::Legal => "Comments on reports for legal services",
        Role::Finance => "Comments on reports for finance",
        Role::Councillor => "Reads the plan and what may be published",
        Role::CaseReader => "Looks at rows about single children; each look is noted",
    };
    let mut word = role.in_words().to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Choice::new(role.as_str(), word).hint(does)
}

/// A form about the roles of the person that the address names.
fn about_person(ask: &Ask<'_>, title: &str) -> Option<(PersonId, Draft)> {
    let id: PersonId = ask.named("person")?;
    ask.people().get(&id)?;
    let draft = Draft::new(title, Subject::Person(id.clone()), json!({ "person": id }))
        .lead(ask.people().called(&id))
        .back(format!("/admin/people/{id}"));
    Some((id, draft))
}

fn roles(ask: &Ask<'_>, person: &PersonId, held: bool) -> Option<Field> {
    let roles: Vec<Choice> = Role::ALL
        .into_iter()
        .filter(|role| ask.state().has_role(person, *role) == held)
        .map(role_line)
        .collect();
    if roles.is_empty() {
        return None;
    }
    let asked = ask.about.get("role");
    let field = field("role", "Role", Kind::Radios(roles));
    Some(field.value(asked.map_or(Value::Null, |role| json!(role))))
}

pub(super) fn grant(ask: &Ask<'_>) -> Option<Draft> {
    let (id, draft) = about_person(ask, "Give a role")?;
    // Nobody is behind an id whose person was erased.
    ask.people().name(&id)?;
    Some(draft.fields([roles(ask, &id, false)?]).submit("Give it"))
}

pub(super) fn withdraw(ask: &Ask<'_>) -> Option<Draft> {
    let (id, draft) = about_person(ask, "Take a role away")?;
    Some(
        draft
            .fields([roles(ask, &id, true)?])
            .submit("Take it away")
            .warns(),
    )
}
