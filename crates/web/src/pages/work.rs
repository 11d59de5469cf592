//! What the visitor owes and by when, the meetings that they are asked to, and how what they lead
//! stands: the page that an officer begins the day with.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::parts::CommentKind;
use waymark_plan::ledger::state::ActionState;
use waymark_plan::ledger::{
    CommandKind as K, Due, DueKind, Owed, Pressing, Reminding, Subject, Task, due, due_for,
};
use waymark_plan::{ActionId, PersonId, Progress, RecommendationId};

use super::rating::{RatingTag, from_today};
use crate::desk::Day;
use crate::fault::Fault;
use crate::give::{GiveLink, link};
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// How many days ahead meetings are listed: the next of a monthly meeting, and the one after it.
const MEETINGS_AHEAD: i32 = 62;
/// Where the forms of this page lead back to.
const BACK: &str = "/work";

#[derive(Template)]
#[template(path = "work.html")]
struct WorkPage {
    shell: Shell,
    groups: Vec<Group>,
    meetings: Vec<Coming>,
    recommendations: Vec<Led>,
    actions: Vec<LedAction>,
    done: Vec<LedAction>,
}

/// What is equally pressing.
struct Group {
    id: &'static str,
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    what: &'static str,
    title: String,
    href: String,
    when: String,
    is_late: bool,
    /// Since when nothing was heard, or since when it waits.
    since: Option<String>,
    /// The id of what it is about, to tell the links of one line from those of another.
    about: String,
    links: Vec<GiveLink>,
}

struct Coming {
    href: String,
    title: String,
    when: String,
}

struct Led {
    id: RecommendationId,
    number: u16,
    text: String,
    rating: RatingTag,
    delivery: RatingTag,
    impact: RatingTag,
    open: usize,
    late: usize,
}

struct LedAction {
    href: String,
    id: ActionId,
    title: String,
    due: String,
    standing: String,
    is_late: bool,
}

/// Shows it.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let person = visitor.person()?.clone();
    let view = visitor.view.clone();
    let day = site.desk.day(&view, visitor.today, None).await?;
    let owed = due_for(&view.state, &person, visitor.today, Reminding::default());
    let (actions, done) = led_actions(&visitor, &person);
    let page = WorkPage {
        groups: groups(&visitor, &owed),
        meetings: meetings(&visitor, &person),
        recommendations: led(&visitor, &person, day.as_deref()),
        actions,
        done,
        shell,
    };
    Ok(html(&page))
}

/// What is owed, the most pressing first; what is equally pressing stands together.
fn groups(visitor: &Visitor, owed: &[Owed]) -> Vec<Group> {
    [
        Pressing::Overdue,
        Pressing::Stale,
        Pressing::Soon,
        Pressing::Waiting,
        Pressing::Later,
    ]
    .into_iter()
    .map(|pressing| {
        let (id, heading) = named(pressing);
        Group {
            id,
            heading,
            lines: owed
                .iter()
                .filter(|one| one.pressing == pressing)
                .map(|one| line(visitor, one))
                .collect(),
        }
    })
    .filter(|group| !group.lines.is_empty())
    .collect()
}

/// The name of a group in the address, and its heading.
fn named(pressing: Pressing) -> (&'static str, String) {
    let reminding = Reminding::default();
    match pressing {
        Pressing::Overdue => ("late", "Late".to_owned()),
        Pressing::Stale => (
            "stale",
            format!("Nothing heard for more than {} days", reminding.stale_after),
        ),
        Pressing::Soon => ("soon", format!("Due within {} days", reminding.ahead)),
        Pressing::Waiting => ("waiting", "Waiting for you".to_owned()),
        Pressing::Later => ("later", "Later".to_owned()),
    }
}

fn line(visitor: &Visitor, owed: &Owed) -> Line {
    let since = owed.since.map(|since| {
        let words = format!(
            "{} ({})",
            words::day(since),
            from_today(since, visitor.today)
        );
        match owed.task {
            Task::Action => format!("No news since {words}"),
            _ => format!("Since {words}"),
        }
    });
    Line {
        what: task_in_words(owed.task),
        title: owed.title.clone(),
        href: page_of(visitor, &owed.about),
        when: due_in_words(owed, visitor.today),
        is_late: owed.due.is_some_and(|due| due < visitor.today),
        since,
        about: owed.about.to_string(),
        links: settling(visitor, owed),
    }
}

/// What kind of thing is owed. Reports are due when their committee meets.
fn task_in_words(task: Task) -> &'static str {
    match task {
        Task::Action => "Action",
        Task::Milestone => "Milestone",
        Task::Arising => "Action of a meeting",
        Task::Decision => "Decision to carry out",
        Task::Grading => "Audits to grade",
        Task::Narrative => "Report to write",
        Task::HandingIn => "Report to hand in",
        Task::Review => "Report to review",
        Task::Comment(CommentKind::Legal) => "Legal comment on a report",
        Task::Comment(CommentKind::Finance) => "Finance comment on a report",
        Task::Comment(CommentKind::Officer) => "Comment on a report",
        Task::Approval => "Report to approve",
        Task::Publication => "Report to publish",
        Task::Restatement => "Published figures that changed",
    }
}

fn due_in_words(owed: &Owed, today: Date) -> String {
    let Some(due) = owed.due else {
        return String::new();
    };
    let day = words::day(due);
    let is_report = matches!(owed.about, Subject::Report(_));
    let late = (today - due).get_days();
    match (late, is_report) {
        (1.., true) => format!("The committee was on {day}"),
        (_, true) => format!("For the committee of {day}, {}", from_today(due, today)),
        (1.., false) => format!("Due {day}, {} late", days(late)),
        (_, false) => format!("Due {day}, {}", from_today(due, today)),
    }
}

fn days(days: i32) -> String {
    words::counted(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// The page of what is owed.
fn page_of(visitor: &Visitor, about: &Subject) -> String {
    let state = &visitor.view.state;
    match about {
        Subject::Item(id) => match state.items.get(id) {
            Some((of, _)) => format!("/recommendations/{of}#{id}"),
            None => "/overview".to_owned(),
        },
        Subject::Minute(id) => super::meetings::minute_page(visitor, id),
        Subject::Round(id) => format!("/audits/{id}"),
        Subject::Report(id) => format!("/reports/{id}"),
        Subject::Restatement(id) => match state.restatements.get(id) {
            Some(of) => format!("/reports/{of}"),
            None => "/reports".to_owned(),
        },
        _ => "/overview".to_owned(),
    }
}

/// Where what is owed is settled: the form of its command, or the page that it has instead.
fn settling(visitor: &Visitor, owed: &Owed) -> Vec<GiveLink> {
    let form = |kind: K, text: &'static str, name: &str, id: &str| {
        link(visitor, kind, text, &[(name, id), ("back", BACK)])
    };
    let page = |href: String, text: &'static str| Some(GiveLink { href, text });
    let settles = owed.task.command();
    let links = match (&owed.about, owed.task) {
        (Subject::Item(id), Task::Action) => vec![
            form(settles, "Record as done", "item", id.as_str()),
            form(K::NoteProgress, "Report progress", "item", id.as_str()),
        ],
        (Subject::Item(id), _) => vec![form(settles, "Record as reached", "item", id.as_str())],
        (Subject::Minute(id), Task::Decision) => {
            let text = "Record what came of it";
            vec![form(settles, text, "minute", id.as_str())]
        }
        (Subject::Minute(id), _) => vec![form(settles, "Record as done", "minute", id.as_str())],
        (Subject::Round(id), _) => vec![page(format!("/audits/{id}/grade"), "Grade a case")],
        (Subject::Report(id), task) => {
            let id = id.as_str();
            vec![match task {
                Task::Narrative => page(format!("/reports/{id}/edit"), "Write it"),
                Task::Approval => page(format!("/reports/{id}/approve"), "Approve it"),
                Task::Publication => page(format!("/reports/{id}/publish"), "Publish it"),
                Task::HandingIn => form(settles, "Hand it in", "report", id),
                Task::Review => form(settles, "Review it", "report", id),
                _ => form(settles, "Comment", "report", id),
            }]
        }
        (Subject::Restatement(id), _) => {
            let text = "Say what is done about it";
            vec![form(settles, text, "restatement", id.as_str())]
        }
        _ => Vec::new(),
    };
    links.into_iter().flatten().collect()
}

/// The meetings that the visitor chairs or is asked to, by day.
fn meetings(visitor: &Visitor, person: &PersonId) -> Vec<Coming> {
    let ahead = Reminding {
        ahead: MEETINGS_AHEAD,
        ..Reminding::default()
    };
    let is_theirs = |one: &Due| one.kind == DueKind::Meeting && one.person.as_ref() == Some(person);
    due(&visitor.view.state, visitor.today, ahead)
        .into_iter()
        .filter(is_theirs)
        .map(|one| Coming {
            href: format!("/meetings/{}", one.id),
            when: format!(
                "{}, {}",
                words::day(one.day),
                from_today(one.day, visitor.today)
            ),
            title: one.title,
        })
        .collect()
}

/// The recommendations that the visitor leads, by number.
fn led(visitor: &Visitor, person: &PersonId, day: Option<&Day>) -> Vec<Led> {
    let today = visitor.today;
    visitor
        .view
        .state
        .in_plan()
        .into_iter()
        .filter(|(_, one)| one.record.lead.person.as_ref() == Some(person))
        .map(|(id, one)| {
            let proposal = day.and_then(|day| day.proposal(id));
            let actions = one.actions.values();
            let actions = actions
                .filter(|action| goes_on(&action.progress))
                .map(|action| action.schedule.latest_due());
            let milestones = one.milestones.values();
            let milestones = milestones
                .filter(|one| one.done_on.is_none() && one.cancelled.is_none())
                .map(|one| one.schedule.latest_due());
            let open: Vec<Date> = actions.chain(milestones).collect();
            Led {
                id: id.clone(),
                number: one.record.number,
                text: one.record.text.clone(),
                rating: RatingTag::of(one.ratings.last().map(|judged| judged.rating)),
                delivery: RatingTag::proposed(proposal.and_then(|part| part.delivery.rating)),
                impact: RatingTag::proposed(proposal.and_then(|part| part.impact.rating)),
                late: open.iter().filter(|due| **due < today).count(),
                open: open.len(),
            }
        })
        .collect()
}

fn goes_on(progress: &Progress) -> bool {
    matches!(progress, Progress::NotStarted | Progress::InProgress)
}

/// The actions that name the visitor as lead: those that go on, by day, and those that have ended,
/// the latest day first.
fn led_actions(visitor: &Visitor, person: &PersonId) -> (Vec<LedAction>, Vec<LedAction>) {
    let mut all: Vec<(&RecommendationId, &ActionId, &ActionState)> = Vec::new();
    for (of, recommendation) in visitor.view.state.in_plan() {
        for (id, action) in &recommendation.actions {
            if action.lead.person.as_ref() == Some(person) {
                all.push((of, id, action));
            }
        }
    }
    all.sort_by_key(|(_, id, action)| (action.schedule.latest_due(), (*id).clone()));
    let (on, mut ended): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(_, _, action)| goes_on(&action.progress));
    ended.reverse();
    let shown = |all: Vec<(&RecommendationId, &ActionId, &ActionState)>| {
        all.into_iter()
            .map(|(of, id, action)| {
                let due = action.schedule.latest_due();
                LedAction {
                    href: format!("/recommendations/{of}#{id}"),
                    id: id.clone(),
                    title: action.title.clone(),
                    due: words::day(due),
                    standing: standing(&action.progress, due, visitor.today),
                    is_late: goes_on(&action.progress) && due < visitor.today,
                }
            })
            .collect()
    };
    (shown(on), shown(ended))
}

/// How an action stands, in a few words.
fn standing(progress: &Progress, due: Date, today: Date) -> String {
    let late = (today - due).get_days();
    match progress {
        Progress::Complete { completed_on, .. } => format!("Done on {}", words::day(*completed_on)),
        Progress::Cancelled { .. } => "Given up".to_owned(),
        Progress::NotStarted | Progress::InProgress if late > 0 => format!("{} late", days(late)),
        Progress::InProgress => "In progress".to_owned(),
        Progress::NotStarted => "Not started".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    const TODAY: Date = date(2017, 11, 14);

    fn owed(about: Subject, due: Option<Date>) -> Owed {
        Owed {
            pressing: Pressing::Waiting,
            task: Task::Review,
            about,
            title: String::new(),
            due,
            since: None,
        }
    }

    #[rstest]
    #[case("item", None, "")]
    #[case("item", Some(date(2017, 11, 13)), "Due 13 November 2017, 1 day late")]
    #[case("item", Some(date(2017, 11, 14)), "Due 14 November 2017, today")]
    #[case("item", Some(date(2017, 11, 24)), "Due 24 November 2017, in 10 days")]
    #[case(
        "report",
        Some(date(2017, 11, 24)),
        "For the committee of 24 November 2017, in 10 days"
    )]
    #[case(
        "report",
        Some(date(2017, 11, 1)),
        "The committee was on 1 November 2017"
    )]
    fn the_day_is_said(#[case] what: &str, #[case] due: Option<Date>, #[case] expected: &str) {
        let about = match what {
            "report" => Subject::Report("committee-2017-11".parse().unwrap()),
            _ => Subject::Item("R1.2".parse().unwrap()),
        };
        assert_eq!(due_in_words(&owed(about, due), TODAY), expected);
    }

    #[test]
    fn an_action_stands_somewhere() {
        let done = Progress::Complete {
            completed_on: date(2017, 10, 2),
            evidence: None,
        };
        for (progress, due, expected) in [
            (done, date(2017, 9, 1), "Done on 2 October 2017"),
            (Progress::InProgress, date(2017, 11, 11), "3 days late"),
            (Progress::InProgress, date(2017, 11, 14), "In progress"),
            (Progress::NotStarted, date(2017, 12, 1), "Not started"),
        ] {
            assert_eq!(standing(&progress, due, TODAY), expected);
        }
    }
}
