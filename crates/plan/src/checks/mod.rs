//! What a plan must keep to beyond the form of its file: days in their order, sums that add up,
//! targets that point the right way.
//!
//! Each check takes one part of a plan with its path, and gives the problems of that part, so
//! that one broken part does not hide what is wrong with the next.

mod measures;
mod schedule;

use jiff::civil::Date;

pub(crate) use measures::measure;
pub(crate) use schedule::{action, schedule};

use crate::diagnostic::{Problem, Severity};
use crate::model::{
    Consultation, Contact, Framework, Funding, Inspection, Plan, PlanYears, Posts, Progress,
    Recommendation, ReportWords,
};

fn problem(severity: Severity, path: String, message: String, help: Option<&str>) -> Problem {
    Problem {
        severity,
        path,
        message,
        help: help.map(str::to_owned),
    }
}

fn error(path: String, message: impl Into<String>, help: Option<&str>) -> Problem {
    problem(Severity::Error, path, message.into(), help)
}

fn warning(path: String, message: impl Into<String>, help: Option<&str>) -> Problem {
    problem(Severity::Warning, path, message.into(), help)
}

pub(crate) fn years(years: PlanYears, path: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    for (key, year) in [("first_year", years.first), ("last_year", years.last)] {
        if !(1990..=2199).contains(&year) {
            found.push(error(
                format!("{path}.{key}"),
                format!("{year} is not a year that a plan can run in"),
                Some("write all four digits"),
            ));
        }
    }
    if found.is_empty() && years.last < years.first {
        found.push(error(
            format!("{path}.last_year"),
            format!(
                "the plan would run from {} to {}: the last year is before the first",
                years.first, years.last
            ),
            Some("exchange the two, or correct the slip"),
        ));
    }
    found
}

pub(crate) fn inspection(inspection: &Inspection, path: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    if inspection.ended < inspection.started {
        found.push(error(
            format!("{path}.ended"),
            format!(
                "the inspection would end on {}, before it began on {}",
                inspection.ended, inspection.started
            ),
            None,
        ));
    }
    if let Some(published) = inspection.published
        && published < inspection.ended
    {
        found.push(error(
            format!("{path}.published"),
            format!(
                "the report would come out on {published}, before the inspection ended on {}",
                inspection.ended
            ),
            None,
        ));
    }
    let judges = matches!(inspection.framework, Framework::Sif | Framework::Ilacs);
    if judges && inspection.judgement.is_none() {
        found.push(warning(
            path.to_owned(),
            "the inspection has no overall judgement",
            Some("give `judgement` in the framework's words"),
        ));
    }
    found.extend(link(
        inspection.report_link.as_deref(),
        &format!("{path}.report_link"),
    ));
    found
}

pub(crate) fn link(link: Option<&str>, path: &str) -> Option<Problem> {
    let link = link?;
    let is_address = (link.starts_with("https://") || link.starts_with("http://"))
        && !link.contains(char::is_whitespace);
    (!is_address).then(|| {
        error(
            path.to_owned(),
            "this is not a web address",
            Some("begin with https:// and leave no blanks in it"),
        )
    })
}

pub(crate) fn report(report: &ReportWords, path: &str) -> Option<Problem> {
    report.appendices.is_empty().then(|| {
        warning(
            path.to_owned(),
            "the report lists no appendix",
            Some("the progress against each recommendation is usually Appendix A"),
        )
    })
}

pub(crate) fn recommendation(read: &Recommendation, has_actions: bool, path: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    let id = &read.id;
    if read.number == 0 {
        found.push(error(
            format!("{path}.number"),
            "recommendations are numbered from 1",
            None,
        ));
    }
    if read.aims.is_empty() {
        found.push(error(
            format!("{path}.aims"),
            format!("recommendation {id} serves no aim"),
            Some("name one aim or more"),
        ));
    }
    for (index, aim) in read.aims.iter().enumerate() {
        if read.aims[..index].contains(aim) {
            found.push(error(
                format!("{path}.aims.{index}"),
                format!("aim `{aim}` is named twice"),
                None,
            ));
        }
    }
    if !has_actions {
        found.push(warning(
            path.to_owned(),
            format!("recommendation {id} has no action"),
            Some("add one under [[recommendations.actions]]"),
        ));
    }
    for (index, linked) in read.measures.iter().enumerate() {
        if read.measures[..index]
            .iter()
            .any(|other| other.selector == linked.selector)
        {
            found.push(error(
                format!("{path}.measures.{index}.selector"),
                format!("`{}` is linked twice", linked.selector),
                None,
            ));
        }
    }
    found
}

pub(crate) fn posts(posts: &Posts, path: &str) -> Vec<Problem> {
    let parts = [posts.permanent, posts.agency, posts.vacant];
    let mut found = Vec::new();
    for (key, count) in [
        ("created", posts.created),
        ("permanent", posts.permanent),
        ("agency", posts.agency),
        ("vacant", posts.vacant),
    ] {
        if !count.is_finite() || count < 0.0 {
            found.push(error(
                format!("{path}.{key}"),
                "a number of posts is 0 or more",
                None,
            ));
        }
    }
    let sum: f64 = parts.iter().sum();
    // Parts of a post are given to two digits at most.
    if found.is_empty() && (sum - posts.created).abs() > 0.005 {
        found.push(error(
            format!("{path}.created"),
            format!(
                "{} posts were created, but permanent, agency and vacant together are {sum}",
                posts.created
            ),
            Some("the three must add up to `created`"),
        ));
    }
    found
}

pub(crate) fn funding(funding: &Funding, path: &str) -> Option<Problem> {
    (funding.amount == 0).then(|| {
        error(
            format!("{path}.amount"),
            "the amount is nothing",
            Some("write it in whole pounds, such as 2500000"),
        )
    })
}

pub(crate) fn consultation(read: &Consultation, path: &str) -> Option<Problem> {
    let until = read.until?;
    (until < read.on).then(|| {
        error(
            format!("{path}.until"),
            format!(
                "the consultation would end on {until}, before it began on {}",
                read.on
            ),
            None,
        )
    })
}

/// Whether a text can be an e-mail address.
pub fn is_mail_address(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

pub(crate) fn contact(contact: &Contact, path: &str) -> Option<Problem> {
    (!is_mail_address(&contact.email)).then(|| {
        error(
            format!("{path}.email"),
            "this is not an e-mail address",
            Some("such as name@council.example"),
        )
    })
}

/// What only the whole plan shows. For a plan without errors.
pub(crate) fn whole(plan: &Plan) -> Vec<Problem> {
    let mut found = Vec::new();
    for (key, is_empty) in [
        ("aims", plan.aims.is_empty()),
        ("recommendations", plan.recommendations.is_empty()),
    ] {
        if is_empty {
            found.push(error(
                key.to_owned(),
                format!("the plan has no {key}"),
                Some("add them under a heading in double square brackets"),
            ));
        }
    }
    for (index, aim) in plan.aims.iter().enumerate() {
        let served = plan
            .recommendations
            .iter()
            .any(|recommendation| recommendation.aims.contains(&aim.id));
        if !served {
            found.push(warning(
                format!("aims.{index}"),
                format!("no recommendation serves the aim `{}`", aim.id),
                None,
            ));
        }
    }
    for (index, pair) in plan.previous_decisions.windows(2).enumerate() {
        if pair[1].on < pair[0].on {
            found.push(warning(
                format!("previous_decisions.{}.on", index + 1),
                "this decision is older than the one before it",
                Some("write them oldest first"),
            ));
        }
    }
    found.extend(schedule::beyond_the_plan(plan));
    found
}

/// What is said to have happened after a day.
pub(crate) fn on_day(plan: &Plan, today: Date) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut past = |path: String, day: Date, what: &str| {
        if day > today {
            found.push(warning(
                path,
                format!("{what} on {day}, which is after {today}"),
                Some("what lies ahead does not count yet; correct the day if it is a slip"),
            ));
        }
    };
    for (index, recommendation) in plan.recommendations.iter().enumerate() {
        let path = format!("recommendations.{index}");
        for (index, action) in recommendation.actions.iter().enumerate() {
            let path = format!("{path}.actions.{index}");
            match &action.progress {
                Progress::Complete { completed_on, .. } => {
                    past(
                        format!("{path}.completed_on"),
                        *completed_on,
                        "it was completed",
                    );
                }
                Progress::Cancelled {
                    cancelled_on: Some(day),
                    ..
                } => past(format!("{path}.cancelled_on"), *day, "it was cancelled"),
                _ => {}
            }
            for (index, redating) in action.schedule.agreed.iter().enumerate() {
                past(
                    format!("{path}.agreed.{index}.on"),
                    redating.on,
                    "a new day was agreed",
                );
            }
            for (index, update) in action.updates.iter().enumerate() {
                past(
                    format!("{path}.updates.{index}.on"),
                    update.on,
                    "it was reported",
                );
            }
        }
        for (index, milestone) in recommendation.milestones.iter().enumerate() {
            let path = format!("{path}.milestones.{index}");
            if let Some(day) = milestone.done_on {
                past(format!("{path}.done_on"), day, "it was reached");
            }
            for (index, redating) in milestone.schedule.agreed.iter().enumerate() {
                past(
                    format!("{path}.agreed.{index}.on"),
                    redating.on,
                    "a new day was agreed",
                );
            }
        }
        if let Some(rating) = &recommendation.rating {
            past(
                format!("{path}.rating.on"),
                rating.on,
                "the rating was recorded",
            );
        }
    }
    found
}
