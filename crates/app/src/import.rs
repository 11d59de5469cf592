//! Bringing the ledger to a plan, or to a workbook, that somebody filled in: first a rehearsal
//! that shows what would change, then the same as commands.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use waymark_plan::ledger::chain::CommandId;
use waymark_plan::ledger::exchange::{Named, named, steps};
use waymark_plan::ledger::parts::{Opening, Role, RoleOf};
use waymark_plan::ledger::{Command, Directory, Entry, Person as Known, decide, in_words};
use waymark_plan::{PersonId, Plan};
use waymark_store::NewPerson;

use crate::AppError;
use crate::ledger::{Given, Ledger, Order, Stamp};

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rehearsal {
    /// The commands, in order.
    pub commands: Vec<Command>,
    /// People who would be added first.
    pub new_people: Vec<Named>,
    /// What would happen, a sentence an event.
    pub changes: Vec<String>,
    /// What stands in the way: nothing is written while there is any.
    pub cannot: Vec<String>,
    /// What the ledger has and the file leaves out: it stays as it is.
    pub left_alone: Vec<String>,
}

impl Rehearsal {
    /// Whether it may be applied.
    pub fn is_sound(&self) -> bool {
        self.cannot.is_empty()
    }
}

impl Ledger {
    /// What it would take to bring the ledger to a plan. `from` is where the plan comes from, such
    /// as the file's name; corrections give it as their reason.
    pub fn rehearse_plan(
        &self,
        plan: &Plan,
        from: &str,
        by: &PersonId,
        today: Date,
        demonstration: bool,
    ) -> Rehearsal {
        let (people, new_people) = self.with_named(plan);
        let steps = steps(&self.state, plan, &people, &reason(from), today);
        let commands = opened_by(steps.commands, by, demonstration);
        let mut rehearsal = self.rehearse(commands, &people, by, today);
        rehearsal.new_people = new_people;
        rehearsal.cannot.splice(0..0, steps.cannot);
        rehearsal.left_alone = steps.left_alone;
        rehearsal
    }

    /// Brings the ledger to a plan: adds the people whom it names, then gives the commands, all
    /// or none.
    pub async fn apply_plan(
        &mut self,
        plan: &Plan,
        from: &str,
        stamp: &Stamp,
        demonstration: bool,
    ) -> Result<Given, AppError> {
        self.refresh().await?;
        // First as a rehearsal, so that nobody is added for an import that is then refused.
        let rehearsal = self.rehearse_plan(plan, from, &stamp.by, stamp.today, demonstration);
        if !rehearsal.is_sound() {
            return Err(AppError::CannotImport(rehearsal.cannot));
        }
        for person in rehearsal.new_people {
            let person = NewPerson {
                post: person.post.unwrap_or_else(|| "not given".to_owned()),
                name: person.name,
                email: person.email,
                phone: person.phone,
            };
            self.add_person(Some(&stamp.by), &person, stamp.now).await?;
        }
        let steps = steps(&self.state, plan, &self.people, &reason(from), stamp.today);
        let commands = opened_by(steps.commands, &stamp.by, demonstration);
        self.give_all(&orders(commands, stamp)).await
    }

    /// What commands would do, one after the other. The ledger stays as it is.
    pub fn rehearse(
        &self,
        commands: Vec<Command>,
        people: &Directory,
        by: &PersonId,
        today: Date,
    ) -> Rehearsal {
        let mut rehearsal = Rehearsal::default();
        let mut state = self.state.clone();
        for command in &commands {
            let events = match decide(command, &state, by, today) {
                Ok(events) => events,
                Err(refusal) => {
                    let about = command.subject();
                    rehearsal.cannot.push(format!("{about}: {refusal}"));
                    continue;
                }
            };
            for event in events {
                rehearsal.changes.push(in_words(&event, &state, people));
                let entry = Entry {
                    seq: state.seq + 1,
                    recorded_at: Timestamp::UNIX_EPOCH,
                    on: today,
                    actor: by.clone(),
                    event,
                };
                if let Err(misfit) = state.evolve(&entry) {
                    rehearsal.cannot.push(misfit.to_string());
                }
            }
        }
        rehearsal.commands = commands;
        rehearsal
    }

    /// The directory with everybody whom a plan names, and those who are new to it, under ids of
    /// their own for the rehearsal.
    fn with_named(&self, plan: &Plan) -> (Directory, Vec<Named>) {
        let known: Vec<&str> = self
            .people
            .iter()
            .filter_map(|(_, person)| person.name.as_deref())
            .collect();
        let new: Vec<Named> = named(plan)
            .into_iter()
            .filter(|person| !known.contains(&person.name.as_str()))
            .collect();
        let mut all: BTreeMap<PersonId, Known> = self
            .people
            .iter()
            .map(|(id, person)| (id.clone(), person.clone()))
            .collect();
        for (number, person) in (1..).zip(&new) {
            let id = format!("new-{number}")
                .parse()
                .expect("letters, a hyphen and a number");
            let known = Known {
                name: Some(person.name.clone()),
                post: person.post.clone(),
                email: person.email.clone(),
                phone: person.phone.clone(),
            };
            all.insert(id, known);
        }
        (Directory::new(all), new)
    }
}

fn reason(from: &str) -> String {
    format!("Imported from {from}")
}

/// Where the ledger is opened along the way, whoever does so keeps the plan from then on.
fn opened_by(commands: Vec<Command>, by: &PersonId, demonstration: bool) -> Vec<Command> {
    commands
        .into_iter()
        .flat_map(|command| match command {
            Command::OpenLedger(opening) => vec![
                Command::OpenLedger(Opening {
                    demonstration,
                    ..opening
                }),
                Command::GrantRole(RoleOf {
                    person: by.clone(),
                    role: Role::Analyst,
                }),
            ],
            other => vec![other],
        })
        .collect()
}

/// Commands that are given together, each as a giving of its own.
pub(crate) fn orders(commands: Vec<Command>, stamp: &Stamp) -> Vec<Order> {
    commands
        .into_iter()
        .zip(0u32..)
        .map(|(command, number)| Order {
            command,
            stamp: Stamp {
                id: numbered(&stamp.id, number),
                ..stamp.clone()
            },
            seen: None,
        })
        .collect()
}

fn numbered(id: &CommandId, number: u32) -> CommandId {
    // Ids are made of ASCII, so every byte is a character.
    let stem = &id.as_str()[..id.as_str().len().min(48)];
    format!("{stem}-{number}")
        .parse()
        .expect("at most 48 characters of an id, a hyphen and a number")
}
