//! Forms: a command of the ledger as questions that a person answers.
//!
//! [`draft`] lists every kind of command in one place, so that a new one without a form does not
//! compile. A form is data: fields that name places in the command's JSON. What it cannot know, the
//! ledger refuses, in its own words.

mod actions;
mod audits;
pub mod field;
mod frame;
mod meetings;
mod money;
mod naming;
pub(crate) mod offer;
mod ratings;
mod recommendations;
mod reports;
mod roles;
mod rows;
mod show;

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::{Value, json};
use waymark_plan::PersonId;
use waymark_plan::ledger::{Command, CommandKind, Directory, State, Subject};

use crate::book::View;
pub use field::{Choice, Field, Ids, Kind, Posted, posted};
pub use rows::{Cell, Column};
pub use show::FieldHtml;

/// What an address says that a form is about, such as `recommendation=R1`.
pub type About = HashMap<String, String>;

/// What a form is made from.
pub struct Ask<'a> {
    /// The plan.
    pub view: &'a View,
    /// Who asks.
    pub person: &'a PersonId,
    /// Today.
    pub today: Date,
    /// What it is about.
    pub about: &'a About,
}

/// Shapes the answers into the command, where a question has no place of its own in it. The error
/// is what does not go together, at the place of a field.
pub type Assemble = fn(&mut Value) -> Result<(), (String, String)>;

/// A form before it is shown.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is done, as a heading: `Agree a new day`.
    pub title: String,
    /// What it is about, as the ledger has it.
    pub subject: Subject,
    /// What stands between the heading and the questions, a paragraph each.
    pub lead: Vec<String>,
    /// What to look at before one answers: addresses with their words.
    pub look_at: Vec<(String, &'static str)>,
    /// The questions.
    pub fields: Vec<Field>,
    /// What of the command is known already.
    pub known: Value,
    /// What shapes the answers into the command, where that takes more than to put them in place.
    pub assemble: Option<Assemble>,
    /// The word on the button.
    pub submit: &'static str,
    /// Where to go afterwards.
    pub back: String,
    /// Whether it ends something for good, so that the button says so.
    pub warns: bool,
}

impl Draft {
    /// A form about something.
    pub fn new(title: impl Into<String>, subject: Subject, known: Value) -> Self {
        Self {
            title: title.into(),
            subject,
            lead: Vec::new(),
            look_at: Vec::new(),
            fields: Vec::new(),
            known,
            assemble: None,
            submit: "Record",
            back: "/overview".to_owned(),
            warns: false,
        }
    }

    /// With a paragraph before the questions.
    pub fn lead(mut self, words: impl Into<String>) -> Self {
        self.lead.push(words.into());
        self
    }

    /// With something to look at before one answers.
    pub fn look_at(mut self, href: String, words: &'static str) -> Self {
        self.look_at.push((href, words));
        self
    }

    /// With questions.
    pub fn fields(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        self.fields.extend(fields);
        self
    }

    /// What shapes the answers into the command.
    pub fn assemble(mut self, shape: Assemble) -> Self {
        self.assemble = Some(shape);
        self
    }

    /// Where to go afterwards.
    pub fn back(mut self, to: impl Into<String>) -> Self {
        self.back = to.into();
        self
    }

    /// The word on the button.
    pub fn submit(mut self, word: &'static str) -> Self {
        self.submit = word;
        self
    }

    /// It ends something for good.
    pub fn warns(mut self) -> Self {
        self.warns = true;
        self
    }

    /// What the answers ask for, or what is wrong with them, by the place of each field.
    pub fn read(&self, kind: CommandKind, posted: &Posted) -> Result<Value, Vec<(String, String)>> {
        let mut command = self.known.clone();
        let mut wrong = Vec::new();
        for field in &self.fields {
            match field.read(posted) {
                Ok(answer) => field::put(&mut command, &field.path, answer),
                Err(words) => wrong.push((field.path.clone(), words)),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        if let Some(assemble) = self.assemble {
            assemble(&mut command).map_err(|wrong| vec![wrong])?;
        }
        field::put(&mut command, "command", json!(kind.as_str()));
        Ok(command)
    }
}

/// A command of the JSON that a form makes.
///
/// # Errors
///
/// A part that is named by hand is not well formed, such as an id; the words say which.
pub fn command(value: Value) -> Result<Command, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

/// The form of a kind of command; none where what it is about is not there, or where it has a page
/// of its own instead.
pub fn draft(kind: CommandKind, ask: &Ask<'_>) -> Option<Draft> {
    use CommandKind as K;
    match kind {
        K::AddAction => actions::add(ask),
        K::AmendAction => actions::amend(ask),
        K::StartAction => actions::start(ask),
        K::NoteProgress => actions::note(ask),
        K::AddMilestone => actions::add_milestone(ask),
        K::AmendMilestone => actions::amend_milestone(ask),
        K::Redate => actions::redate(ask),
        K::Complete => actions::complete(ask),
        K::Cancel => actions::cancel(ask),
        K::Reopen => actions::reopen(ask),
        K::SetMeasure => ratings::set_measure(ask),
        K::RemoveMeasure => ratings::remove_measure(ask),
        K::Rate => ratings::rate(ask),
        K::AgreeRating => ratings::agree(ask),
        K::GrantRole => roles::grant(ask),
        K::WithdrawRole => roles::withdraw(ask),
        K::RecordInspection => frame::inspection(ask),
        K::SetFrame => frame::frame(ask),
        K::AdoptScheme => frame::scheme(ask),
        K::RecordAim => frame::aim(ask),
        K::RemoveAim => frame::remove_aim(ask),
        K::RecordRecommendation => recommendations::record(ask),
        K::WithdrawRecommendation => recommendations::withdraw(ask),
        K::ApproveVersion => frame::approve(ask),
        K::PlanRound => audits::plan(ask),
        K::RecordGrading => audits::grade(ask),
        K::ModerateGrading => audits::moderate(ask),
        K::RecordFinding => audits::finding(ask),
        K::CloseRound => audits::close(ask),
        K::CallMeeting => meetings::call(ask),
        K::CancelMeeting => meetings::cancel(ask),
        K::OpenMeeting => meetings::open(ask),
        K::NoteEvidence => meetings::evidence(ask),
        K::Decide => meetings::decision(ask),
        K::ConcludeDecision => meetings::conclude(ask),
        K::AgreeArising => meetings::arising(ask),
        K::CompleteArising => meetings::complete_arising(ask),
        K::CloseMeeting => meetings::close(ask),
        K::RecordBid => money::bid(ask),
        K::DecideBid => money::decide(ask),
        K::CountPosts => money::posts(ask),
        K::RecordConsultation => money::consultation(ask),
        K::AnswerConsultation => money::answer(ask),
        K::RecordBodyDecision => money::body_decision(ask),
        K::OpenReport => reports::open(ask),
        K::SubmitReport => reports::submit(ask),
        K::ReviewReport => reports::review(ask),
        K::CommentOnReport => reports::comment(ask),
        K::WithdrawReport => reports::withdraw(ask),
        K::AnswerRestatement => reports::answer(ask),
        // These have pages of their own: the first start, the editor, and what needs the check, the
        // archive or newer data.
        K::OpenLedger
        | K::WriteReport
        | K::ApproveReport
        | K::PublishReport
        | K::RaiseRestatement => None,
    }
}

impl Ask<'_> {
    /// The state.
    pub fn state(&self) -> &State {
        &self.view.state
    }

    /// The people.
    pub fn people(&self) -> &Directory {
        &self.view.people
    }

    /// What the address says under a name, as an id or whatever else it is.
    pub fn named<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.about.get(name)?.parse().ok()
    }

    /// The post of who asks, for what is reported in a post's name.
    pub fn own_post(&self) -> Value {
        let post = self.people().get(self.person);
        let post = post.and_then(|person| person.post.clone());
        post.map_or(Value::Null, Value::String)
    }

    /// Everybody who is known, to choose from: by name, with their posts.
    pub fn everybody(&self) -> Vec<Choice> {
        let mut all: Vec<Choice> = self
            .people()
            .iter()
            .filter_map(|(id, person)| {
                let name = person.name.as_ref()?;
                let post = person.post.as_deref().unwrap_or_default();
                Some(Choice::new(id.as_str(), format!("{name}, {post}")))
            })
            .collect();
        all.sort_by(|one, other| one.text.cmp(&other.text));
        all
    }

    /// Who has one of these roles, to choose from; everybody where nobody has.
    pub fn who_are(&self, roles: &[waymark_plan::ledger::parts::Role]) -> Vec<Choice> {
        let mut all = self.everybody();
        let has = |choice: &Choice| {
            let id: Result<PersonId, _> = choice.value.parse();
            id.is_ok_and(|id| roles.iter().any(|role| self.state().has_role(&id, *role)))
        };
        if all.iter().any(has) {
            all.retain(has);
        }
        all
    }
}

/// The first id of a row such as `R1.3` that nothing has yet.
pub fn free_id(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    (1_u32..)
        .map(|number| format!("{stem}{number}"))
        .find(|id| !taken(id))
        .expect("numbers do not end")
}
