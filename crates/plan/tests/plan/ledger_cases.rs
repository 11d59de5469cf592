//! What follows from each command, and when it is refused. The cases are the files of the folder
//! `ledger_cases`; here is how they are read and held.
//!
//! A case begins with a scene of `bases.toml` and the commands of `given`, and then gives the
//! command of `when`. A command has who gives it (`by`), the day that is today, and as `give` its
//! JSON; a field that is none is left out. `then` has one of these:
//!
//! - `events`: the kinds that follow, each with its whole `body`. Where `body` is left out, it is
//!   the whole of what was given. `state` may say what holds afterwards; [`Check`] lists that.
//! - `refused`: the refusal's code, as `says` a text that its message has, and as `hides` one that
//!   it must not have. Where the definitions leave open which refusal it is, `refused` is a list of
//!   those that it may be.
//!
//! `roles.toml` says which role may give which command, `owed.toml` what a person owes.

#[path = "ledger_cases/check.rs"]
mod check;
#[path = "ledger_cases/due_for.rs"]
mod due_for;
#[path = "ledger_cases/may_give.rs"]
mod may_give;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::slice;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use waymark_plan::PersonId;
use waymark_plan::ledger::parts::Role;
use waymark_plan::ledger::{Command, Entry, Event, Refusal, State, decide};

use check::{Check, same};

/// A command with who gives it and when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    by: PersonId,
    today: Date,
    give: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenes {
    base: Vec<Scene>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scene {
    name: String,
    builds_on: Option<String>,
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    base: String,
    #[serde(default)]
    given: Vec<Step>,
    when: Step,
    then: Then,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Then {
    #[serde(default)]
    events: Vec<Expected>,
    #[serde(default)]
    state: Vec<Check>,
    refused: Option<Codes>,
    says: Option<String>,
    hides: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: String,
    body: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Codes {
    One(String),
    OneOf(Vec<String>),
}

impl Codes {
    fn all(&self) -> &[String] {
        match self {
            Codes::One(code) => slice::from_ref(code),
            Codes::OneOf(codes) => codes,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleTable {
    command: Vec<Reach>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reach {
    kind: String,
    example: String,
    may: Vec<Role>,
    only_theirs: Option<OnlyTheirs>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OnlyTheirs {
    role: Role,
    whose: PersonId,
    otherwise: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/plan/ledger_cases")
}

fn read<T: DeserializeOwned>(file: &str) -> T {
    let text = fs::read_to_string(folder().join(file))
        .unwrap_or_else(|error| panic!("{file} cannot be read: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{file} is not as it should be: {error}"))
}

/// Every case with the name of its file, in the order of the files' names.
fn cases() -> Vec<(String, Case)> {
    let mut files: Vec<String> = fs::read_dir(folder())
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("the folder can be read").file_name())
        .map(|name| name.into_string().expect("file names are UTF-8"))
        .filter(|name| name.ends_with(".toml"))
        .filter(|name| !["bases.toml", "owed.toml", "roles.toml"].contains(&name.as_str()))
        .collect();
    files.sort();
    files
        .into_iter()
        .flat_map(|file| {
            let area: Area = read(&file);
            area.case.into_iter().map(move |case| (file.clone(), case))
        })
        .collect()
}

fn scenes() -> BTreeMap<String, Scene> {
    let read: Scenes = read("bases.toml");
    read.base
        .into_iter()
        .map(|scene| (scene.name.clone(), scene))
        .collect()
}

fn command(step: &Step) -> Result<Command, String> {
    Command::deserialize(&step.give)
        .map_err(|error| format!("{} is no command: {error}", step.give))
}

fn record(state: &mut State, step: &Step, events: Vec<Event>) -> Result<(), String> {
    for event in events {
        let entry = Entry {
            seq: state.seq + 1,
            recorded_at: Timestamp::UNIX_EPOCH,
            on: step.today,
            actor: step.by.clone(),
            event,
        };
        state.evolve(&entry).map_err(|misfit| misfit.to_string())?;
    }
    Ok(())
}

/// Gives a command that must be accepted.
fn give(state: &mut State, step: &Step) -> Result<(), String> {
    let command = command(step)?;
    let events = decide(&command, state, &step.by, step.today).map_err(|refusal| {
        format!(
            "`{}` by {} on {} sets the scene, but is refused as {}: {refusal}",
            command.kind(),
            step.by,
            step.today,
            refusal.code()
        )
    })?;
    record(state, step, events)
}

fn scene(scenes: &BTreeMap<String, Scene>, name: &str) -> Result<State, String> {
    let scene_of = scenes
        .get(name)
        .ok_or_else(|| format!("there is no scene `{name}`"))?;
    let mut state = match &scene_of.builds_on {
        Some(below) => scene(scenes, below)?,
        None => State::default(),
    };
    for step in &scene_of.steps {
        give(&mut state, step).map_err(|why| format!("in the scene `{name}`, {why}"))?;
    }
    Ok(state)
}

/// The state that the case's own command meets.
fn before(scenes: &BTreeMap<String, Scene>, case: &Case) -> Result<State, String> {
    let mut state = scene(scenes, &case.base)?;
    for step in &case.given {
        give(&mut state, step)?;
    }
    Ok(state)
}

fn hold(scenes: &BTreeMap<String, Scene>, case: &Case) -> Result<(), String> {
    let mut state = before(scenes, case)?;
    let step = &case.when;
    let answer = decide(&command(step)?, &state, &step.by, step.today);
    match (&case.then.refused, answer) {
        (Some(codes), Err(refusal)) => refused_as(codes, &case.then, &refusal),
        (Some(codes), Ok(events)) => Err(format!(
            "it should be refused as {}, but it gives {:?}",
            codes.all().join(" or "),
            events.iter().map(Event::kind).collect::<Vec<_>>()
        )),
        (None, Err(refusal)) => Err(format!(
            "it should be accepted, but is refused as {}: {refusal}",
            refusal.code()
        )),
        (None, Ok(events)) => {
            same_events(&case.then.events, step, &events)?;
            record(&mut state, step, events)?;
            case.then
                .state
                .iter()
                .try_for_each(|check| check.holds(&state))
        }
    }
}

fn refused_as(codes: &Codes, then: &Then, refusal: &Refusal) -> Result<(), String> {
    if !codes.all().iter().any(|code| code == refusal.code()) {
        return Err(format!(
            "it should be refused as {}, but is refused as {}: {refusal}",
            codes.all().join(" or "),
            refusal.code()
        ));
    }
    let message = refusal.to_string();
    match (&then.says, &then.hides) {
        (Some(text), _) if !message.contains(text) => Err(format!(
            "the refusal should say {text:?}, but says {message:?}"
        )),
        (_, Some(text)) if message.contains(text) => Err(format!(
            "the refusal should not say {text:?}, but says {message:?}"
        )),
        _ => Ok(()),
    }
}

fn same_events(expected: &[Expected], step: &Step, found: &[Event]) -> Result<(), String> {
    if expected.is_empty() {
        return Err("the case expects neither events nor a refusal".to_owned());
    }
    let kinds: Vec<&str> = found.iter().map(Event::kind).collect();
    let expected_kinds: Vec<&str> = expected.iter().map(|event| event.kind.as_str()).collect();
    same("the events", kinds, expected_kinds)?;
    for (expected, found) in expected.iter().zip(found) {
        let kind = found.kind();
        let body: Value = serde_json::from_str(&found.body())
            .map_err(|error| format!("the body of {kind} is not JSON: {error}"))?;
        let expected = match &expected.body {
            Some(body) => plain(body),
            None => plain(&as_given(step)),
        };
        same(&format!("the body of {kind}"), plain(&body), expected)?;
        let read = Event::read(kind, found.form(), &found.body());
        same(&format!("{kind}, read back"), read.as_ref(), Ok(found))?;
    }
    Ok(())
}

/// The part of the command.
fn as_given(step: &Step) -> Value {
    let mut given = step.give.clone();
    if let Some(fields) = given.as_object_mut() {
        fields.remove("command");
    }
    given
}

/// A value as it is compared: a field that is null counts as left out, and 8 is 8.0.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect(),
        Value::Array(values) => values.iter().map(plain).collect(),
        Value::Number(number) => number.as_f64().map_or_else(|| value.clone(), Value::from),
        other => other.clone(),
    }
}

/// Fails with every failure, so that one run shows them all.
fn none_of(failures: &[String], of: usize) {
    assert!(
        failures.is_empty(),
        "{} of {of} do not hold:\n\n{}\n",
        failures.len(),
        failures.join("\n\n")
    );
}

#[test]
fn every_case_holds() {
    let scenes = scenes();
    let cases = cases();
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|(file, case)| {
            let why = hold(&scenes, case).err()?;
            Some(format!("{file}: {}\n  {why}", case.name))
        })
        .collect();
    none_of(&failures, cases.len());
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for (file, case) in cases() {
        assert!(names.insert(case.name.clone()), "{file}: {}", case.name);
    }
}

#[test]
fn every_command_is_accepted_in_a_case() {
    let accepted: BTreeSet<String> = cases()
        .iter()
        .filter(|(_, case)| case.then.refused.is_none())
        .filter_map(|(_, case)| Some(case.when.give.get("command")?.as_str()?.to_owned()))
        .collect();
    let all: BTreeSet<String> = Command::KINDS.iter().map(ToString::to_string).collect();
    assert_eq!(accepted, all);
}

#[test]
fn every_refusal_has_a_case() {
    let refused: BTreeSet<String> = cases()
        .into_iter()
        .filter_map(|(_, case)| match case.then.refused? {
            Codes::One(code) => Some(code),
            Codes::OneOf(_) => None,
        })
        .collect();
    let all: BTreeSet<String> = Refusal::CODES.iter().map(ToString::to_string).collect();
    assert_eq!(refused, all);
}

/// As what the command is refused to a person who has this role alone; none where it is accepted.
fn refused_to(
    case: &Case,
    state: &State,
    person: &PersonId,
    role: Role,
) -> Result<Option<String>, String> {
    let mut state = state.clone();
    state.roles.insert(person.clone(), BTreeSet::from([role]));
    let answer = decide(&command(&case.when)?, &state, person, case.when.today);
    Ok(answer.err().map(|refusal| refusal.code().to_owned()))
}

#[test]
fn a_role_reaches_as_far_as_the_table_says() {
    let scenes = scenes();
    let cases = cases();
    let table: RoleTable = read("roles.toml");
    let kinds: Vec<&str> = table.command.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(kinds, Command::KINDS);

    let newcomer: PersonId = "P50".parse().expect("an id");
    let mut failures = Vec::new();
    for row in &table.command {
        let example = cases
            .iter()
            .map(|(_, case)| case)
            .find(|case| case.name == row.example)
            .unwrap_or_else(|| panic!("there is no case `{}`", row.example));
        assert_eq!(
            example.when.give["command"], row.kind,
            "the case `{}`",
            row.example
        );
        let state = match before(&scenes, example) {
            Ok(state) => state,
            Err(why) => {
                failures.push(format!("{}: {why}", row.kind));
                continue;
            }
        };
        let mut expect = |person: &PersonId, role: Role, expected: Option<&str>| {
            let found = refused_to(example, &state, person, role);
            if found != Ok(expected.map(str::to_owned)) {
                failures.push(format!(
                    "{} by {person}, {}, should be {expected:?}, but is {found:?}",
                    row.kind,
                    role.as_str()
                ));
            }
        };
        for role in Role::ALL {
            let expected = match &row.only_theirs {
                _ if !row.may.contains(&role) => Some("not-allowed"),
                Some(theirs) if theirs.role == role => Some(theirs.otherwise.as_str()),
                _ => None,
            };
            expect(&newcomer, role, expected);
        }
        if let Some(theirs) = &row.only_theirs {
            expect(&theirs.whose, theirs.role, None);
        }
    }
    none_of(&failures, Command::KINDS.len() * Role::ALL.len());
}
