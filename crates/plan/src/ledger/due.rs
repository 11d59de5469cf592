//! What is due to whom: what reminders are made from.
//!
//! A reminder has a key, and is sent once under it. What goes on being late gets a new key every
//! [`Reminding::chase_every`] days, made of the day on which that time begins; when the lead reports, the keys stop until the report itself
//! has grown stale.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::parts::Lead;
use super::state::{ActionState, MeetingStage, RecommendationState, State};
use crate::ids::PersonId;
use crate::model::Progress;

/// When people are reminded. All in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminding {
    /// How long before a day something is called due soon.
    pub ahead: i32,
    /// How long after the last report an action's progress is stale.
    pub stale_after: i32,
    /// How often what is late is asked for again.
    pub chase_every: i32,
}

impl Default for Reminding {
    fn default() -> Self {
        Self {
            ahead: 14,
            stale_after: 35,
            chase_every: 7,
        }
    }
}

/// Why a person is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueKind {
    /// It is due and not done.
    Overdue,
    /// Nothing was reported for long.
    Stale,
    /// It is due soon.
    Soon,
    /// A meeting is near.
    Meeting,
}

/// One thing that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Under which it is sent once.
    pub key: String,
    /// Why.
    pub kind: DueKind,
    /// What: an id of the ledger.
    pub id: String,
    /// What, in words.
    pub title: String,
    /// The day that it is, or was, due; for a stale report the day since when nothing was heard.
    pub day: Date,
    /// To whom; none where the ledger names no person.
    pub person: Option<PersonId>,
    /// The post that it falls to.
    pub post: String,
}

/// Everything that is due on a day: overdue first, then stale, then what is near, each by day.
pub fn due(state: &State, today: Date, reminding: Reminding) -> Vec<Due> {
    let mut found = Vec::new();
    for (_, recommendation) in state.in_plan() {
        for (id, action) in &recommendation.actions {
            let lead = addressed(&action.lead, recommendation);
            let item = Item {
                id: id.as_str(),
                title: &action.title,
                due: action.schedule.latest_due(),
                lead,
            };
            match action.progress {
                Progress::Complete { .. } | Progress::Cancelled { .. } => continue,
                Progress::NotStarted | Progress::InProgress => {}
            }
            let heard = action.updates.iter().map(|update| update.on).max();
            found.extend(item.soon_or_overdue(today, reminding, heard));
            if let Some(since) = stale_since(action, today, reminding) {
                found.push(item.stale(since, today, reminding));
            }
        }
        for (id, milestone) in &recommendation.milestones {
            if milestone.done_on.is_some() || milestone.cancelled.is_some() {
                continue;
            }
            let item = Item {
                id: id.as_str(),
                title: &milestone.title,
                due: milestone.schedule.latest_due(),
                lead: recommendation.record.lead.clone(),
            };
            found.extend(item.soon_or_overdue(today, reminding, None));
        }
    }
    for meeting in state.meetings.values() {
        for (id, arising) in &meeting.arising {
            if arising.outcome.is_none() {
                let item = Item {
                    id: id.as_str(),
                    title: &arising.record.title,
                    due: arising.record.due,
                    lead: arising.record.owner.clone(),
                };
                found.extend(item.soon_or_overdue(today, reminding, None));
            }
        }
    }
    found.extend(meetings(state, today, reminding));
    found.sort_by(|a, b| (a.kind, a.day, &a.id, &a.person).cmp(&(b.kind, b.day, &b.id, &b.person)));
    found
}

/// Since when nothing was heard of an action that should have begun, where that is too long ago.
pub(super) fn stale_since(action: &ActionState, today: Date, reminding: Reminding) -> Option<Date> {
    let goes_on = match action.progress {
        Progress::InProgress => true,
        Progress::NotStarted => action.start <= today,
        Progress::Complete { .. } | Progress::Cancelled { .. } => false,
    };
    let heard = action.updates.iter().map(|update| update.on).max();
    let since = heard.unwrap_or_else(|| action.start.max(action.added_on));
    (goes_on && days(since, today) > reminding.stale_after).then_some(since)
}

/// Whom an action's reminders go to: its lead, or that of its recommendation where it has no
/// person of its own.
pub(super) fn addressed(lead: &Lead, recommendation: &RecommendationState) -> Lead {
    Lead {
        post: lead.post.clone(),
        person: lead
            .person
            .clone()
            .or_else(|| recommendation.record.lead.person.clone()),
    }
}

/// Something with a day.
struct Item<'a> {
    id: &'a str,
    title: &'a str,
    due: Date,
    lead: Lead,
}

impl Item<'_> {
    fn of(&self, kind: DueKind, day: Date, key: String) -> Due {
        Due {
            key,
            kind,
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            day,
            person: self.lead.person.clone(),
            post: self.lead.post.clone(),
        }
    }

    /// `heard` is the day of the last report.
    fn soon_or_overdue(
        &self,
        today: Date,
        reminding: Reminding,
        heard: Option<Date>,
    ) -> Option<Due> {
        let late = days(self.due, today);
        if late <= 0 {
            let key = format!("{}/soon/{}", self.id, self.due);
            return (-late <= reminding.ahead).then(|| self.of(DueKind::Soon, self.due, key));
        }
        let has_answered = heard
            .is_some_and(|heard| heard > self.due && days(heard, today) <= reminding.stale_after);
        if has_answered {
            return None;
        }
        let begins = began(self.due, late, reminding.chase_every);
        let key = format!("{}/overdue/{}/{begins}", self.id, self.due);
        Some(self.of(DueKind::Overdue, self.due, key))
    }

    fn stale(&self, since: Date, today: Date, reminding: Reminding) -> Due {
        let stale_from = since
            .checked_add(reminding.stale_after.days())
            .unwrap_or(since);
        let begins = began(stale_from, days(stale_from, today), reminding.chase_every);
        let key = format!("{}/stale/{since}/{begins}", self.id);
        self.of(DueKind::Stale, since, key)
    }
}

/// Meetings that are near, for the chair and each member.
fn meetings(state: &State, today: Date, reminding: Reminding) -> Vec<Due> {
    let mut found = Vec::new();
    let last = today
        .checked_add(reminding.ahead.days())
        .unwrap_or(Date::MAX);
    for (id, meeting) in &state.meetings {
        let day = meeting.record.on;
        if meeting.stage != MeetingStage::Called || day < today || day > last {
            continue;
        }
        for person in [&meeting.record.chair]
            .into_iter()
            .chain(&meeting.record.members)
        {
            found.push(Due {
                key: format!("{id}/meeting/{day}"),
                kind: DueKind::Meeting,
                id: id.to_string(),
                title: meeting.record.title.clone(),
                day,
                person: Some(person.clone()),
                post: String::new(),
            });
        }
    }
    found
}

/// The first day of the stretch of so many days that a day lies in, where it is `late` days, one or
/// more, after `from`.
fn began(from: Date, late: i32, every: i32) -> Date {
    let whole = (late - 1) / every.max(1);
    from.checked_add((1 + whole * every.max(1)).days())
        .unwrap_or(from)
}

/// How many days lie from one to the other; fewer than none where the other is before.
pub(super) fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
