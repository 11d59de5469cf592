//! How closely a recommendation is met, in words: the share of it that is done, the days late, and
//! how often it was re-dated. The counts are made in [`delivery_facts`](crate::delivery_facts).

use super::words::phrases::{count, in_days, times};
use crate::delivery::DeliveryFacts;

/// How closely a recommendation is met, sentence by sentence. What does not apply is left out;
/// a recommendation without actions and milestones says so.
pub fn closeness_in_words(facts: &DeliveryFacts) -> Vec<String> {
    let mut said = Vec::new();
    if facts.items() == 0 {
        said.push("There is no action and no milestone to meet.".to_owned());
    } else {
        said.extend(share(
            facts.milestones_done,
            facts.milestones,
            "milestone",
            "reached",
        ));
        said.extend(share(facts.actions_done, facts.actions, "action", "done"));
        said.extend(in_time(facts));
        said.push(overdue(facts));
        said.extend(days_late(facts));
        said.push(redated(facts));
    }
    if facts.actions_cancelled > 0 {
        let (cancelled, are) = match facts.actions_cancelled {
            1 => ("1 cancelled action".to_owned(), "is"),
            n => (format!("{n} cancelled actions"), "are"),
        };
        said.push(format!("{cancelled} {are} not counted."));
    }
    said
}

/// `3 of 4 milestones are reached.`
fn share(done: usize, all: usize, one: &str, verb: &str) -> Option<String> {
    Some(match (done, all) {
        (_, 0) => return None,
        (0, 1) => format!("The only {one} is not {verb}."),
        (_, 1) => format!("The only {one} is {verb}."),
        (0, all) => format!("None of {all} {one}s is {verb}."),
        (done, all) if done == all => format!("All {all} {one}s are {verb}."),
        (1, all) => format!("1 of {all} {one}s is {verb}."),
        (done, all) => format!("{done} of {all} {one}s are {verb}."),
    })
}

/// How many of those due by the day first agreed were done by then; none where nothing was due.
fn in_time(facts: &DeliveryFacts) -> Option<String> {
    let were = |n: usize| if n == 1 { "was" } else { "were" };
    Some(match (facts.done_in_time, facts.due) {
        (_, 0) => return None,
        (0, 1) => {
            "The only one whose first agreed day is past, or that is done, was not done by that day."
                .to_owned()
        }
        (_, 1) => {
            "The only one whose first agreed day is past, or that is done, was done by that day."
                .to_owned()
        }
        (0, due) => format!(
            "Of {due} whose first agreed day is past, or that are done, none was done by that day."
        ),
        (done, due) => format!(
            "Of {due} whose first agreed day is past, or that are done, {done} {} done by that day.",
            were(done)
        ),
    })
}

/// Overdue against the day that stands now.
fn overdue(facts: &DeliveryFacts) -> String {
    let most = in_days(facts.most_days_overdue);
    match facts.overdue {
        0 => "Nothing is overdue against the day that stands now.".to_owned(),
        1 => format!("1 is overdue against the day that stands now, by {most}."),
        n => format!("{n} are overdue against the day that stands now, the longest by {most}."),
    }
}

/// Days late against the days first agreed; none where nothing was due.
fn days_late(facts: &DeliveryFacts) -> Option<String> {
    (facts.due > 0).then(|| match facts.days_late {
        0 => "Nothing is late against the day first agreed.".to_owned(),
        days => format!("Days late against the days first agreed, all together: {days}."),
    })
}

fn redated(facts: &DeliveryFacts) -> String {
    match (facts.redatings, facts.redated) {
        (0, _) => "Nothing was re-dated.".to_owned(),
        (1, _) => "Re-dated once.".to_owned(),
        (redatings, items) => format!(
            "Re-dated {}, on {}.",
            times(redatings),
            count(items, "action or milestone", "actions and milestones")
        ),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::delivery::delivery_facts;
    use crate::model::{Action, Milestone, Officer, Progress, Recommendation, Redating, Schedule};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn officer() -> Officer {
        Officer {
            post: "Head of Service".to_owned(),
            name: None,
        }
    }

    fn schedule(first_due: &str, agreed: &[(&str, &str)]) -> Schedule {
        Schedule {
            first_due: day(first_due),
            agreed: agreed
                .iter()
                .map(|(on, due)| Redating {
                    due: day(due),
                    reason: "r".to_owned(),
                    agreed_by: "b".to_owned(),
                    on: day(on),
                })
                .collect(),
        }
    }

    fn action(id: &str, schedule: Schedule, progress: Progress) -> Action {
        Action {
            id: id.parse().unwrap(),
            title: "Do it".to_owned(),
            lead: officer(),
            team: None,
            start: day("2017-01-02"),
            schedule,
            progress,
            updates: Vec::new(),
        }
    }

    fn milestone(schedule: Schedule, done_on: Option<&str>) -> Milestone {
        Milestone {
            id: None,
            title: "Reach it".to_owned(),
            schedule,
            done_on: done_on.map(day),
            cancelled: None,
        }
    }

    fn done(on: &str) -> Progress {
        Progress::Complete {
            completed_on: day(on),
            evidence: None,
        }
    }

    fn said_of(actions: Vec<Action>, milestones: Vec<Milestone>) -> Vec<String> {
        let recommendation = Recommendation {
            id: "R1".parse().unwrap(),
            number: 1,
            text: "Do better.".to_owned(),
            aims: Vec::new(),
            lead: officer(),
            actions,
            milestones,
            measures: Vec::new(),
            audit_themes: Vec::new(),
            rating: None,
        };
        closeness_in_words(&delivery_facts(&recommendation, day("2017-11-13")))
    }

    /// On 13 November 2017. The first action was done in time, the second 10 days late. The first
    /// milestone is 44 days past its first day (31 days of October and 13 of November), and 13
    /// days past its second; the other milestone is not due.
    #[test]
    fn a_recommendation_that_slips() {
        let actions = vec![
            action("R1.1", schedule("2017-06-30", &[]), done("2017-06-12")),
            action("R1.2", schedule("2017-07-31", &[]), done("2017-08-10")),
            action(
                "R1.3",
                schedule("2017-07-31", &[]),
                Progress::Cancelled {
                    cancelled_on: Some(day("2017-03-01")),
                    reason: "r".to_owned(),
                },
            ),
        ];
        let milestones = vec![
            milestone(
                schedule(
                    "2017-09-30",
                    &[("2017-08-28", "2017-10-15"), ("2017-09-25", "2017-10-31")],
                ),
                None,
            ),
            milestone(schedule("2017-12-31", &[]), None),
        ];
        assert_eq!(
            said_of(actions, milestones),
            [
                "None of 2 milestones is reached.",
                "All 2 actions are done.",
                "Of 3 whose first agreed day is past, or that are done, 1 was done by that day.",
                "1 is overdue against the day that stands now, by 13 days.",
                "Days late against the days first agreed, all together: 54.",
                "Re-dated twice, on 1 action or milestone.",
                "1 cancelled action is not counted.",
            ]
        );
    }

    #[test]
    fn a_recommendation_that_keeps_its_days() {
        let milestones = vec![
            milestone(schedule("2017-09-30", &[]), Some("2017-09-30")),
            milestone(schedule("2017-10-31", &[]), Some("2017-10-02")),
            milestone(schedule("2018-03-31", &[]), None),
        ];
        assert_eq!(
            said_of(Vec::new(), milestones),
            [
                "2 of 3 milestones are reached.",
                "Of 2 whose first agreed day is past, or that are done, 2 were done by that day.",
                "Nothing is overdue against the day that stands now.",
                "Nothing is late against the day first agreed.",
                "Nothing was re-dated.",
            ]
        );
    }

    #[test]
    fn what_does_not_apply_is_left_out() {
        assert_eq!(
            said_of(Vec::new(), Vec::new()),
            ["There is no action and no milestone to meet."]
        );
        assert_eq!(
            said_of(
                vec![action(
                    "R1.1",
                    schedule("2017-12-31", &[]),
                    Progress::NotStarted
                )],
                Vec::new()
            ),
            [
                "The only action is not done.",
                "Nothing is overdue against the day that stands now.",
                "Nothing was re-dated.",
            ]
        );
    }

    #[test]
    fn many_overdue_are_told_with_the_longest() {
        let facts = DeliveryFacts {
            actions: 4,
            actions_done: 1,
            due: 4,
            late_against_first: 3,
            overdue: 3,
            days_late: 90,
            most_days_overdue: 41,
            redated: 2,
            redatings: 3,
            ..DeliveryFacts::default()
        };
        assert_eq!(
            closeness_in_words(&facts),
            [
                "1 of 4 actions is done.",
                "Of 4 whose first agreed day is past, or that are done, none was done by that day.",
                "3 are overdue against the day that stands now, the longest by 41 days.",
                "Days late against the days first agreed, all together: 90.",
                "Re-dated 3 times, on 2 actions and milestones.",
            ]
        );
    }
}
