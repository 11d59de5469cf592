//! The delivery part of a proposal: are actions and milestones done by the days first agreed?
//!
//! An *item* is an action or a milestone; cancelled ones are left out. An item is due by the
//! end of its day, so it is overdue from the day after. What was re-dated, completed or cancelled
//! after the day of the proposal has not happened yet. The first row that fits decides.
//!
//! | row | what holds | proposal |
//! | --- | --- | --- |
//! | D1 | there is no item | none |
//! | D2 | every item is done | blue where the scheme has it, else green |
//! | D3 | an item is overdue by more than 28 days against the day that stands now | red |
//! | D4 | two or more items are overdue against the day that stands now, and they are more than a third of those that were due by it | red |
//! | D5 | an item is overdue by 28 days or fewer against the day that stands now | amber |
//! | D6 | an undone item has a later agreed day than the day first agreed | amber |
//! | D7 | an item was done after the day first agreed | amber |
//! | D8 | nothing is done, and no day first agreed is past | none |
//! | D9 | otherwise: all that was due by the day first agreed was done by then | green |

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Progress, Rating, Recommendation, Redating, Schedule, Scheme};
use crate::proposal::{Part, Reason, ReasonKind};

/// Days overdue that are still amber where they stand alone.
const DAYS_OF_GRACE: i32 = 28;

/// How the actions and milestones of a recommendation stand on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DeliveryFacts {
    /// Actions, the cancelled left out.
    pub actions: usize,
    /// Actions that were done.
    pub actions_done: usize,
    /// Actions that were cancelled.
    pub actions_cancelled: usize,
    /// Milestones.
    pub milestones: usize,
    /// Milestones that were reached.
    pub milestones_done: usize,
    /// Items whose day first agreed is past, or that are done.
    pub due: usize,
    /// Those of them that were done by the day first agreed.
    pub done_in_time: usize,
    /// Items undone whose day first agreed is past.
    pub late_against_first: usize,
    /// Items undone whose day that stands now is past.
    pub overdue: usize,
    /// Items that were re-dated at least once.
    pub redated: usize,
    /// How often items were re-dated, all together.
    pub redatings: usize,
    /// Days from the day first agreed to completion, or to the day of the proposal where it is
    /// undone, over all items that are late; whole days.
    pub days_late: i32,
    /// The greatest number of days that an undone item is past the day that stands now.
    pub most_days_overdue: i32,
}

impl DeliveryFacts {
    /// Actions and milestones together.
    pub fn items(&self) -> usize {
        self.actions + self.milestones
    }

    /// Those of them that are done.
    pub fn done(&self) -> usize {
        self.actions_done + self.milestones_done
    }
}

/// An action or milestone as it stands on a day.
struct Item<'a> {
    title: &'a str,
    first_due: Date,
    /// The day that stands now.
    due: Date,
    redatings: usize,
    done_on: Option<Date>,
}

impl<'a> Item<'a> {
    fn new(title: &'a str, schedule: &Schedule, done_on: Option<Date>, today: Date) -> Self {
        let agreed: Vec<&Redating> = schedule
            .agreed
            .iter()
            .filter(|redating| redating.on <= today)
            .collect();
        Self {
            title,
            first_due: schedule.first_due,
            due: agreed.last().map_or(schedule.first_due, |last| last.due),
            redatings: agreed.len(),
            done_on: done_on.filter(|day| *day <= today),
        }
    }

    fn is_done(&self) -> bool {
        self.done_on.is_some()
    }

    /// Days past the day that stands now, where it is undone and past it.
    fn days_overdue(&self, today: Date) -> Option<i32> {
        (!self.is_done() && self.due < today).then(|| days(self.due, today))
    }

    /// Days past the day first agreed, done or not, where it is past it.
    fn days_late(&self, today: Date) -> Option<i32> {
        let until = self.done_on.unwrap_or(today);
        (self.first_due < until).then(|| days(self.first_due, until))
    }

    fn is_due_by_first(&self, today: Date) -> bool {
        self.is_done() || self.first_due < today
    }
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The items of a recommendation, and how many actions were cancelled.
fn items(recommendation: &Recommendation, today: Date) -> (Vec<Item<'_>>, usize) {
    let mut found = Vec::new();
    let mut cancelled = 0;
    for action in &recommendation.actions {
        let done_on = match &action.progress {
            Progress::Cancelled { cancelled_on, .. }
                if cancelled_on.is_none_or(|day| day <= today) =>
            {
                cancelled += 1;
                continue;
            }
            Progress::Complete { completed_on, .. } => Some(*completed_on),
            _ => None,
        };
        found.push(Item::new(&action.title, &action.schedule, done_on, today));
    }
    for milestone in &recommendation.milestones {
        if milestone
            .cancelled
            .as_ref()
            .is_some_and(|given_up| given_up.on <= today)
        {
            continue;
        }
        found.push(Item::new(
            &milestone.title,
            &milestone.schedule,
            milestone.done_on,
            today,
        ));
    }
    (found, cancelled)
}

/// How the actions and milestones of a recommendation stand on a day.
pub fn delivery_facts(recommendation: &Recommendation, today: Date) -> DeliveryFacts {
    let (items, actions_cancelled) = items(recommendation, today);
    let actions = recommendation.actions.len() - actions_cancelled;
    let done = |items: &[Item<'_>]| items.iter().filter(|item| item.is_done()).count();
    let overdue: Vec<i32> = items
        .iter()
        .filter_map(|item| item.days_overdue(today))
        .collect();
    let count = |holds: &dyn Fn(&Item<'_>) -> bool| items.iter().filter(|item| holds(item)).count();
    DeliveryFacts {
        actions,
        actions_done: done(&items[..actions]),
        actions_cancelled,
        milestones: items.len() - actions,
        milestones_done: done(&items[actions..]),
        due: count(&|item| item.is_due_by_first(today)),
        done_in_time: count(&|item| item.is_done() && item.days_late(today).is_none()),
        late_against_first: count(&|item| !item.is_done() && item.days_late(today).is_some()),
        overdue: overdue.len(),
        redated: count(&|item| item.redatings > 0),
        redatings: items.iter().map(|item| item.redatings).sum(),
        days_late: items.iter().filter_map(|item| item.days_late(today)).sum(),
        most_days_overdue: overdue.into_iter().max().unwrap_or(0),
    }
}

/// The delivery part of the proposal, by the table in this module's description.
pub fn delivery(recommendation: &Recommendation, scheme: &Scheme, today: Date) -> Part {
    let (items, _) = items(recommendation, today);
    if items.is_empty() {
        return part(None, vec![nothing_planned()]);
    }
    let late_done = done_late(&items, today);
    if items.iter().all(Item::is_done) {
        let best = match scheme.blue {
            Some(_) => Rating::Blue,
            None => Rating::Green,
        };
        let mut reasons = vec![all_done(items.len())];
        reasons.extend(late_done);
        return part(Some(best), reasons);
    }
    let overdue = overdue(&items, today);
    let later = later_agreed(&items, today);
    let in_time = done_in_time(&items, today);
    let was_due = items
        .iter()
        .filter(|item| item.is_done() || item.due < today)
        .count();
    let too_many = overdue.len() >= 2 && overdue.len() * 3 > was_due;
    let too_long = items
        .iter()
        .filter_map(|item| item.days_overdue(today))
        .any(|days| days > DAYS_OF_GRACE);
    let nothing_yet = in_time.is_none() && late_done.is_empty();

    let rating = if too_long || too_many {
        Some(Rating::Red)
    } else if !overdue.is_empty() || !later.is_empty() || !late_done.is_empty() {
        Some(Rating::Amber)
    } else if nothing_yet {
        None
    } else {
        Some(Rating::Green)
    };
    let mut reasons = Vec::new();
    if too_many {
        reasons.push(share_undone(overdue.len(), was_due));
    }
    reasons.extend(overdue);
    reasons.extend(later);
    reasons.extend(late_done);
    reasons.extend(in_time);
    if reasons.is_empty() {
        reasons.push(nothing_due_yet());
    }
    part(rating, reasons)
}

fn part(rating: Option<Rating>, reasons: Vec<Reason>) -> Part {
    Part { rating, reasons }
}

fn nothing_planned() -> Reason {
    Reason {
        finding: ReasonKind::NothingPlanned,
        sentence: "There is no action and no milestone to judge delivery by.".to_owned(),
    }
}

fn nothing_due_yet() -> Reason {
    Reason {
        finding: ReasonKind::NothingDueYet,
        sentence: "Nothing is due yet, and nothing is done yet.".to_owned(),
    }
}

fn all_done(items: usize) -> Reason {
    Reason {
        finding: ReasonKind::AllDone,
        sentence: match items {
            1 => "The only action or milestone is done.".to_owned(),
            n => format!("All {n} actions and milestones are done."),
        },
    }
}

fn share_undone(undone: usize, due: usize) -> Reason {
    Reason {
        finding: ReasonKind::ShareUndone { undone, due },
        sentence: format!(
            "{undone} of the {due} actions and milestones that should be done by now, later agreed days included, are undone."
        ),
    }
}

/// The overdue items, the longest overdue first.
fn overdue(items: &[Item<'_>], today: Date) -> Vec<Reason> {
    let mut found: Vec<(i32, &Item<'_>)> = items
        .iter()
        .filter_map(|item| Some((item.days_overdue(today)?, item)))
        .collect();
    found.sort_by_key(|(days, _)| std::cmp::Reverse(*days));
    found
        .into_iter()
        .map(|(days, item)| Reason {
            finding: ReasonKind::Overdue {
                title: item.title.to_owned(),
                days,
            },
            sentence: format!(
                "\u{201c}{}\u{201d} was due on {} and is overdue by {}.",
                item.title,
                day_in_words(item.due),
                in_days(days)
            ),
        })
        .collect()
}

/// The undone items that have a later day than the first, and are not overdue against it.
fn later_agreed(items: &[Item<'_>], today: Date) -> Vec<Reason> {
    items
        .iter()
        .filter(|item| !item.is_done() && item.due > item.first_due && item.due >= today)
        .map(|item| {
            let moved = days(item.first_due, item.due);
            Reason {
                finding: ReasonKind::LaterAgreed {
                    title: item.title.to_owned(),
                    days: moved,
                    redated: item.redatings,
                },
                sentence: format!(
                    "\u{201c}{}\u{201d} was first due on {}; {} is agreed now, {} later (re-dated {}).",
                    item.title,
                    day_in_words(item.first_due),
                    day_in_words(item.due),
                    in_days(moved),
                    times(item.redatings)
                ),
            }
        })
        .collect()
}

fn done_late(items: &[Item<'_>], today: Date) -> Vec<Reason> {
    items
        .iter()
        .filter_map(|item| {
            let done_on = item.done_on?;
            let days = item.days_late(today)?;
            Some(Reason {
                finding: ReasonKind::DoneLate {
                    title: item.title.to_owned(),
                    days,
                },
                sentence: format!(
                    "\u{201c}{}\u{201d} was done on {}, {} after the day first agreed.",
                    item.title,
                    day_in_words(done_on),
                    in_days(days)
                ),
            })
        })
        .collect()
}

/// How many of those due by the day first agreed were done by then; none where none was.
fn done_in_time(items: &[Item<'_>], today: Date) -> Option<Reason> {
    let due = items.iter().filter(|item| item.is_due_by_first(today));
    let (mut in_time, mut all) = (0, 0);
    for item in due {
        all += 1;
        if item.is_done() && item.days_late(today).is_none() {
            in_time += 1;
        }
    }
    (in_time > 0).then(|| Reason {
        finding: ReasonKind::DoneInTime {
            done: in_time,
            due: all,
        },
        sentence: match all {
            1 => "The only action or milestone whose first agreed day is past, or that is done, was done by that day.".to_owned(),
            all => format!(
                "Of {all} actions and milestones whose first agreed day is past, or that are done, {in_time} {} done by that day.",
                if in_time == 1 { "was" } else { "were" },
            ),
        },
    })
}

/// `13 November 2017`.
fn day_in_words(day: Date) -> String {
    format!(
        "{} {} {}",
        day.day(),
        waymark_codes::month_name(day.month()),
        day.year()
    )
}

fn in_days(days: i32) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}
