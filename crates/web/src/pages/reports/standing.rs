//! Where a report stands: the steps to publication, what is needed next, and whose it is. The rules
//! are the ledger's; here they are put into words.

use std::collections::BTreeMap;

use jiff::civil::Date;
use waymark_narrative::sentence::words;
use waymark_plan::ReportId;
use waymark_plan::ledger::parts::CommentKind;
use waymark_plan::ledger::state::{ReportStage, ReportState, Step};
use waymark_plan::ledger::{Reminding, Subject, Task, due_for};

use crate::book::View;

/// How many names stand after a task; the rest is counted.
const NAMES: usize = 4;

/// A step to publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StepHtml {
    /// What it is called.
    pub words: &'static str,
    /// Whether it was taken, is at hand, or is to come.
    pub state: StepState,
    /// The day that it was taken; empty where it was not.
    pub when: String,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepState {
    /// It was taken.
    Done,
    /// It is at hand.
    Now,
    /// It is to come.
    ToCome,
}

impl StepState {
    /// The class of the step.
    pub fn class(self) -> &'static str {
        match self {
            StepState::Done => "wm-steps__done",
            StepState::Now => "wm-steps__now",
            StepState::ToCome => "wm-steps__to-come",
        }
    }

    /// What is said to who cannot see the colour.
    pub fn in_words(self) -> &'static str {
        match self {
            StepState::Done => "done",
            StepState::Now => "at hand",
            StepState::ToCome => "to come",
        }
    }
}

/// The steps, in their order.
const STEPS: [&str; 5] = [
    "Draft",
    "Review",
    "Legal and finance",
    "Approval",
    "Publication",
];

/// How many of the steps are behind a report; none for one that was given up.
fn behind(report: &ReportState) -> Option<usize> {
    match report.stage {
        ReportStage::Draft => Some(0),
        ReportStage::InReview => Some(1),
        ReportStage::WithLegalAndFinance if !report.ready_for_approval() => Some(2),
        ReportStage::WithLegalAndFinance => Some(3),
        ReportStage::Approved => Some(4),
        ReportStage::Published => Some(5),
        ReportStage::Withdrawn => None,
    }
}

/// The steps of a report to publication. One that was given up has none.
pub(super) fn steps(report: &ReportState) -> Vec<StepHtml> {
    let Some(behind) = behind(report) else {
        return Vec::new();
    };
    let days = [
        report.submitted.as_ref().map(|act| act.on),
        report.reviews.last().map(|review| review.act.on),
        report.comments_of_round().last().map(|one| one.act.on),
        report.approval.as_ref().map(|one| one.act.on),
        report.publication.as_ref().map(|one| one.act.on),
    ];
    (0..)
        .zip(STEPS)
        .zip(days)
        .map(|((at, name), day)| {
            let state = match behind {
                behind if at < behind => StepState::Done,
                behind if at == behind => StepState::Now,
                _ => StepState::ToCome,
            };
            StepHtml {
                words: name,
                when: day
                    .filter(|_| state == StepState::Done)
                    .map(words::day)
                    .unwrap_or_default(),
                state,
            }
        })
        .collect()
}

/// A stage as a tag: its words and its class.
pub(super) fn tag(stage: ReportStage) -> (&'static str, &'static str) {
    match stage {
        ReportStage::Draft => ("Draft", "govuk-tag--grey"),
        ReportStage::InReview => ("In review", "govuk-tag--blue"),
        ReportStage::WithLegalAndFinance => ("With legal and finance", "govuk-tag--blue"),
        ReportStage::Approved => ("Approved", "govuk-tag--turquoise"),
        ReportStage::Published => ("Published", "govuk-tag--green"),
        ReportStage::Withdrawn => ("Given up", "govuk-tag--grey"),
    }
}

/// What reports wait for, and whose it is: by what it is about, then by the task.
pub(super) struct Awaited(BTreeMap<(Subject, Task), Vec<String>>);

impl Awaited {
    /// What every report waits for on a day.
    pub fn of(view: &View, today: Date) -> Self {
        let mut all: BTreeMap<(Subject, Task), Vec<String>> = BTreeMap::new();
        for person in view.state.roles.keys() {
            for owed in due_for(&view.state, person, today, Reminding::default()) {
                if matches!(owed.about, Subject::Report(_) | Subject::Restatement(_)) {
                    let who = all.entry((owed.about, owed.task)).or_default();
                    who.push(view.people.called(person));
                }
            }
        }
        Self(all)
    }

    /// What a report waits for, each in a sentence.
    pub fn by(&self, report: &ReportState) -> Vec<String> {
        let id = &report.record.id;
        self.0
            .iter()
            .filter(|((about, _), _)| is_of(about, id, report))
            .map(|((about, task), who)| sentence(about, *task, who))
            .collect()
    }
}

fn is_of(about: &Subject, id: &ReportId, report: &ReportState) -> bool {
    match about {
        Subject::Report(of) => of == id,
        Subject::Restatement(of) => report.restatements.contains_key(of),
        _ => false,
    }
}

fn sentence(about: &Subject, task: Task, who: &[String]) -> String {
    let what = match task {
        Task::Narrative => "The narrative is to be written".to_owned(),
        Task::HandingIn => "It is to be handed in for review".to_owned(),
        Task::Review => "It is to be reviewed".to_owned(),
        Task::Comment(CommentKind::Legal) => "Legal services are to comment".to_owned(),
        Task::Comment(CommentKind::Finance) => "Finance is to comment".to_owned(),
        Task::Comment(CommentKind::Officer) => "An officer is to comment".to_owned(),
        Task::Approval => "It is to be approved".to_owned(),
        Task::Publication => "It is to be published".to_owned(),
        Task::Restatement => match about {
            Subject::Restatement(id) => {
                format!("Restatement {id} is to be answered: correct the report, or let it stand")
            }
            _ => "A restatement is to be answered".to_owned(),
        },
        Task::Action | Task::Milestone | Task::Arising | Task::Decision | Task::Grading => {
            "Something is to be done".to_owned()
        }
    };
    format!("{what} ({}).", names(who))
}

/// `Ann Ash, Bob Birch or Cay Clay`.
fn names(who: &[String]) -> String {
    let (shown, rest) = who.split_at(who.len().min(NAMES));
    match (shown, rest.len()) {
        ([], _) => "nobody has the role yet".to_owned(),
        ([one], 0) => one.clone(),
        ([first @ .., last], 0) => format!("{} or {last}", first.join(", ")),
        (shown, more) => format!("{} or {more} more", shown.join(", ")),
    }
}

/// What a report lacks that nobody has the role for, so that it does not wait unseen.
pub(super) fn lacks_a_role(report: &ReportState, waits: &[String]) -> Option<&'static str> {
    match report.stage {
        ReportStage::Published | ReportStage::Withdrawn => None,
        _ if waits.is_empty() => {
            Some("Nobody may take the next step as things are. An administrator gives roles.")
        }
        _ => None,
    }
}

/// What was said when a draft was returned, as long as it was not written anew since.
pub(super) fn returned(report: &ReportState) -> Option<&str> {
    let last = report.log.iter().rev().find_map(|step| match &step.what {
        Step::Written | Step::Submitted { .. } => Some(None),
        Step::Reviewed { note, .. } => Some(note.as_deref()),
        _ => None,
    });
    last.flatten()
        .filter(|_| report.stage == ReportStage::Draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_people_say_them() {
        let all = |count: usize| -> Vec<String> {
            let names = ["Ash", "Birch", "Clay", "Dean", "Elm", "Fern"];
            names[..count]
                .iter()
                .map(|name| (*name).to_owned())
                .collect()
        };
        for (count, said) in [
            (0, "nobody has the role yet"),
            (1, "Ash"),
            (2, "Ash or Birch"),
            (3, "Ash, Birch or Clay"),
            (4, "Ash, Birch, Clay or Dean"),
            (6, "Ash, Birch, Clay, Dean or 2 more"),
        ] {
            assert_eq!(names(&all(count)), said);
        }
    }

    /// Stages in the order of the way, each with how the five steps stand: done, now, to come.
    #[test]
    fn each_stage_has_its_steps_behind_it() {
        for (stage, expected) in [
            (ReportStage::Draft, "n----"),
            (ReportStage::InReview, "dn---"),
            (ReportStage::WithLegalAndFinance, "ddn--"),
            (ReportStage::Approved, "ddddn"),
            (ReportStage::Published, "ddddd"),
            (ReportStage::Withdrawn, ""),
        ] {
            let shown: String = steps(&at(stage))
                .iter()
                .map(|step| match step.state {
                    StepState::Done => 'd',
                    StepState::Now => 'n',
                    StepState::ToCome => '-',
                })
                .collect();
            assert_eq!(shown, expected, "{stage:?}");
        }
    }

    fn at(stage: ReportStage) -> ReportState {
        use jiff::civil::date;
        ReportState {
            record: waymark_plan::ledger::parts::ReportDraft {
                id: "scrutiny-2017-11".parse().unwrap(),
                title: "Progress".to_owned(),
                meeting_on: date(2017, 11, 13),
                as_at: date(2017, 11, 13),
                month: None,
                correction: None,
            },
            stage,
            narrative: None,
            written: None,
            submitted: None,
            round: 0,
            comments: Vec::new(),
            reviews: Vec::new(),
            approval: None,
            publication: None,
            withdrawn: None,
            restatements: Default::default(),
            log: Vec::new(),
        }
    }
}
