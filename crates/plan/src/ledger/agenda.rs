//! The agenda of the monthly meeting, which makes itself from the state, the figures and the day.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use waymark_codes::Month;
use waymark_figures::{EvidenceBook, Outcome, Selector, Verdict};

use super::due::{Reminding, stale_since};
use super::parts::{Lead, NotedFigure};
use super::project;
use super::state::State;
use crate::delivery::delivery;
use crate::ids::{ActionId, MeetingId, MinuteId, RecommendationId, RoundId};
use crate::impact::impact;
use crate::model::{Progress, Rating};
use crate::proposal::Part;

/// The agenda of a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agenda {
    /// The day.
    pub on: Date,
    /// The meeting that is called for the day, or the next after it.
    pub meeting: Option<MeetingId>,
    /// The day of the last meeting before it; none where this is the first.
    pub since: Option<Date>,
    /// The day of the meeting after it, as it is called; else a month after the day.
    pub until: Date,
    /// Actions and milestones that are past the day that stands, the longest first.
    pub overdue: Vec<ItemLine>,
    /// Actions and milestones that are due before the next meeting, by day.
    pub due_before_next: Vec<ItemLine>,
    /// Figures and ratings that are newly better or worse.
    pub moved: Vec<Moved>,
    /// Ratings that differ from what is proposed, or are not there though something is.
    pub differing: Vec<Differing>,
    /// Actions of which nothing was heard for long, the longest first.
    pub stale: Vec<StaleLine>,
    /// Audit rounds that ended since the last meeting.
    pub rounds: Vec<RoundLine>,
    /// Figures that were noted before and are others now.
    pub restated: Vec<Restated>,
    /// Decisions that are still to be carried out, oldest first.
    pub open_decisions: Vec<OpenLine>,
    /// Small actions that are not done, by day.
    pub open_actions: Vec<OpenLine>,
}

/// An action or milestone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemLine {
    /// Its recommendation.
    pub recommendation: RecommendationId,
    /// Its id.
    pub id: ActionId,
    /// What it is.
    pub title: String,
    /// Who leads.
    pub lead: Lead,
    /// The day first agreed.
    pub first_due: Date,
    /// The day that stands.
    pub due: Date,
    /// How often it was re-dated.
    pub redated: usize,
    /// Days past the day that stands; none where it is not past.
    pub days_overdue: Option<i32>,
}

/// What is newly better or worse.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moved {
    /// A measure's verdict against a year before.
    Figure {
        /// The figure as it is now, with its n.
        figure: NotedFigure,
        /// The verdict when the last meeting saw it; none where it did not.
        before: Option<Verdict>,
        /// The verdict now: better or worse.
        now: Verdict,
    },
    /// A recommendation's rating.
    Rating {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The rating at the last meeting.
        before: Rating,
        /// The rating now.
        now: Rating,
    },
}

impl Moved {
    /// Whether it moved the right way.
    pub fn is_better(&self) -> bool {
        match self {
            Moved::Figure { now, .. } => *now == Verdict::Better,
            Moved::Rating { before, now, .. } => now > before,
        }
    }
}

/// A rating beside what is proposed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Differing {
    /// The recommendation.
    pub recommendation: RecommendationId,
    /// The rating; none where nobody has judged.
    pub rating: Option<Rating>,
    /// What delivery alone proposes.
    pub delivery: Part,
    /// What impact alone proposes; none where no figures were at hand.
    pub impact: Option<Part>,
}

/// An action of which nothing was heard for long.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StaleLine {
    /// Its id.
    pub id: ActionId,
    /// What it is.
    pub title: String,
    /// Who leads.
    pub lead: Lead,
    /// Since when.
    pub since: Date,
    /// Days since then.
    pub days: i32,
}

/// An audit round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoundLine {
    /// The round.
    pub id: RoundId,
    /// The month that it audited.
    pub month: Month,
    /// Each theme with how many gradings it has, how many of them were good or outstanding, and
    /// how many were moderated.
    pub themes: Vec<ThemeLine>,
    /// How many cases were audited of how many that were planned.
    pub cases: (usize, u32),
    /// How many findings were recorded.
    pub findings: usize,
}

/// A theme of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeLine {
    /// The theme.
    pub theme: String,
    /// Gradings.
    pub graded: usize,
    /// Those of them that stand as good or outstanding.
    pub good_or_better: usize,
    /// Those of them that were moderated.
    pub moderated: usize,
}

/// A figure that was noted and is another now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Restated {
    /// The day that it was noted.
    pub noted_on: Date,
    /// The figure as it was noted.
    pub was: NotedFigure,
    /// The figure of the same measure and month now; the verdict is not compared again.
    pub now: NotedFigure,
    /// Whether its definition changed too.
    pub other_definition: bool,
}

/// A decision or small action that is open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenLine {
    /// Its id.
    pub id: MinuteId,
    /// What was decided, or is to be done.
    pub title: String,
    /// The day of the meeting that it came from.
    pub of: Date,
    /// Who sees to it, where it is an action.
    pub owner: Option<Lead>,
    /// By when, where it is an action.
    pub due: Option<Date>,
}

/// Makes the agenda of a day. Without evidence, what depends on figures is left empty.
pub fn agenda(state: &State, on: Date, evidence: Option<&EvidenceBook>) -> Agenda {
    // On the day itself, the meeting before it is the last one of an earlier day.
    let last = on.yesterday().ok().and_then(|day| state.last_meeting(day));
    let since = last.map(|meeting| meeting.record.on);
    // What was recorded before the last meeting ended, it could know, whatever day it is about.
    let known = last.and_then(|meeting| meeting.closed_at);
    let meeting = state
        .meetings
        .iter()
        .filter(|(_, meeting)| meeting.record.on >= on && meeting.opens())
        .min_by_key(|(_, meeting)| meeting.record.on);
    let day_of_meeting = meeting.map_or(on, |(_, meeting)| meeting.record.on);
    let until = state
        .next_meeting(day_of_meeting)
        .map(|meeting| meeting.record.on)
        .or_else(|| day_of_meeting.checked_add(1.month()).ok())
        .unwrap_or(day_of_meeting);
    let lines = items(state, on);
    let mut overdue: Vec<ItemLine> = lines
        .iter()
        .filter(|line| line.days_overdue.is_some())
        .cloned()
        .collect();
    overdue.sort_by_key(|line| (line.due, line.id.clone()));
    let mut due_before_next: Vec<ItemLine> = lines
        .into_iter()
        .filter(|line| line.days_overdue.is_none() && line.due < until)
        .collect();
    due_before_next.sort_by_key(|line| (line.due, line.id.clone()));
    let figures = evidence.map(noted_figures).unwrap_or_default();
    let mut moved = moved_figures(state, known, &figures);
    moved.extend(moved_ratings(state, known));
    Agenda {
        on,
        meeting: meeting.map(|(id, _)| id.clone()),
        since,
        until,
        overdue,
        due_before_next,
        moved,
        differing: differing(state, on, evidence),
        stale: stale(state, on),
        rounds: rounds(state, known),
        restated: evidence
            .map(|book| restated(state, book))
            .unwrap_or_default(),
        open_decisions: open_decisions(state),
        open_actions: open_actions(state),
    }
}

/// The current figures of a book, as a meeting notes them.
pub fn noted_figures(book: &EvidenceBook) -> Vec<NotedFigure> {
    book.entries()
        .iter()
        .filter_map(|entry| {
            let verdict = entry.comparison.as_ref().map(|found| found.verdict);
            noted(entry, &entry.current, verdict)
        })
        .collect()
}

/// A figure as it is noted; none where it was refused.
fn noted(
    entry: &waymark_figures::Evidence,
    outcome: &Outcome,
    verdict: Option<Verdict>,
) -> Option<NotedFigure> {
    let figure = outcome.figure()?;
    let definition = &figure.definition;
    Some(NotedFigure {
        measure: Selector {
            measure: entry.measure.id.clone(),
            breakdown: entry.breakdown.clone(),
        },
        month: figure.period.month,
        definition: format!("{} {}", definition.version, definition.sha256),
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        verdict,
    })
}

/// Every action and milestone that is neither done nor given up.
fn items(state: &State, on: Date) -> Vec<ItemLine> {
    let mut found = Vec::new();
    for (of, recommendation) in state.in_plan() {
        let actions = recommendation.actions.iter().filter_map(|(id, action)| {
            let goes_on = matches!(action.progress, Progress::NotStarted | Progress::InProgress);
            goes_on.then_some((id, &action.title, &action.lead, &action.schedule))
        });
        let milestones = recommendation
            .milestones
            .iter()
            .filter_map(|(id, milestone)| {
                let goes_on = milestone.done_on.is_none() && milestone.cancelled.is_none();
                let lead = &recommendation.record.lead;
                goes_on.then_some((id, &milestone.title, lead, &milestone.schedule))
            });
        for (id, title, lead, schedule) in actions.chain(milestones) {
            let due = schedule.latest_due();
            found.push(ItemLine {
                recommendation: of.clone(),
                id: id.clone(),
                title: title.clone(),
                lead: lead.clone(),
                first_due: schedule.first_due,
                due,
                redated: schedule.agreed.len(),
                days_overdue: (due < on).then(|| (on - due).get_days()),
            });
        }
    }
    found
}

/// Figures whose verdict became better or worse since the last meeting saw them.
fn moved_figures(state: &State, known: Option<u64>, figures: &[NotedFigure]) -> Vec<Moved> {
    let seen = state
        .evidence
        .iter()
        .rev()
        .find(|seen| known.is_some_and(|known| seen.seq <= known))
        .map(|seen| &seen.note);
    figures
        .iter()
        .filter_map(|figure| {
            let now = figure.verdict?;
            if now == Verdict::NoClearChange {
                return None;
            }
            let before = seen
                .and_then(|note| {
                    note.figures
                        .iter()
                        .find(|seen| seen.measure == figure.measure)
                })
                .and_then(|seen| seen.verdict);
            (before != Some(now)).then(|| Moved::Figure {
                figure: figure.clone(),
                before,
                now,
            })
        })
        .collect()
}

/// Recommendations whose rating is another than at the last meeting.
fn moved_ratings(state: &State, known: Option<u64>) -> Vec<Moved> {
    let Some(known) = known else {
        return Vec::new();
    };
    state
        .in_plan()
        .into_iter()
        .filter_map(|(id, recommendation)| {
            let now = recommendation.ratings.last()?;
            let of_then = recommendation
                .rated_at
                .iter()
                .take_while(|seq| **seq <= known)
                .count();
            let before = &recommendation.ratings[of_then.checked_sub(1)?];
            (now.rating != before.rating).then(|| Moved::Rating {
                recommendation: id.clone(),
                before: before.rating,
                now: now.rating,
            })
        })
        .collect()
}

/// Where the rating that stands is not what is proposed on the day.
fn differing(state: &State, on: Date, evidence: Option<&EvidenceBook>) -> Vec<Differing> {
    let Some(scheme) = state.scheme() else {
        return Vec::new();
    };
    state
        .in_plan()
        .into_iter()
        .filter_map(|(id, found)| {
            let recommendation = project::recommendation(id, found, state, None);
            let delivery = delivery(&recommendation, scheme, on);
            let impact = evidence.map(|book| impact(&recommendation, book, on));
            let rating = found.ratings.last().map(|rating| rating.rating);
            let proposed = [
                delivery.rating,
                impact.as_ref().and_then(|part| part.rating),
            ];
            let differs = proposed
                .into_iter()
                .flatten()
                .any(|proposed| Some(proposed) != rating);
            differs.then(|| Differing {
                recommendation: id.clone(),
                rating,
                delivery,
                impact,
            })
        })
        .collect()
}

fn stale(state: &State, on: Date) -> Vec<StaleLine> {
    let mut found: Vec<StaleLine> = state
        .in_plan()
        .into_iter()
        .flat_map(|(_, recommendation)| &recommendation.actions)
        .filter_map(|(id, action)| {
            let since = stale_since(action, on, Reminding::default())?;
            Some(StaleLine {
                id: id.clone(),
                title: action.title.clone(),
                lead: action.lead.clone(),
                since,
                days: (on - since).get_days(),
            })
        })
        .collect();
    found.sort_by_key(|line| (line.since, line.id.clone()));
    found
}

/// Rounds that ended after the last meeting; all that ended where there was none.
fn rounds(state: &State, known: Option<u64>) -> Vec<RoundLine> {
    state
        .rounds
        .iter()
        .filter(|(_, round)| {
            round
                .closed_at
                .is_some_and(|closed| known.is_none_or(|known| closed > known))
        })
        .map(|(id, round)| {
            let themes = round.record.themes.iter().map(|theme| {
                let of_theme = round
                    .gradings
                    .iter()
                    .filter(|((_, graded), _)| graded == theme)
                    .map(|(_, grading)| grading);
                let mut line = ThemeLine {
                    theme: theme.clone(),
                    graded: 0,
                    good_or_better: 0,
                    moderated: 0,
                };
                for grading in of_theme {
                    line.graded += 1;
                    line.good_or_better +=
                        usize::from(grading.stands() >= super::parts::Grade::Good);
                    line.moderated += usize::from(grading.moderated.is_some());
                }
                line
            });
            RoundLine {
                id: id.clone(),
                month: round.record.month,
                themes: themes.collect(),
                cases: (round.cases(), round.record.sample_size),
                findings: round.findings.len(),
            }
        })
        .collect()
}

/// Figures that were noted on an earlier day and are others now, each with its last noting.
fn restated(state: &State, book: &EvidenceBook) -> Vec<Restated> {
    let now: Vec<NotedFigure> = book
        .entries()
        .iter()
        .flat_map(|entry| {
            entry
                .series
                .iter()
                .chain(&entry.earlier)
                .chain([&entry.current])
                .filter_map(|outcome| noted(entry, outcome, None))
        })
        .collect();
    let mut found: Vec<Restated> = Vec::new();
    // Only the last noting of a figure counts: what was told to a later meeting is known.
    let mut met: Vec<(&Selector, Month)> = Vec::new();
    for seen in state.evidence.iter().rev() {
        for figure in &seen.note.figures {
            let is_known = met.contains(&(&figure.measure, figure.month));
            met.push((&figure.measure, figure.month));
            let current = now
                .iter()
                .find(|now| now.measure == figure.measure && now.month == figure.month);
            let Some(current) = current.filter(|_| !is_known) else {
                continue;
            };
            let is_same = current.value == figure.value
                && current.numerator == figure.numerator
                && current.denominator == figure.denominator;
            if !is_same {
                found.push(Restated {
                    noted_on: seen.on,
                    was: figure.clone(),
                    now: current.clone(),
                    other_definition: current.definition != figure.definition,
                });
            }
        }
    }
    found.sort_by(|a, b| (a.was.month, &a.was.measure).cmp(&(b.was.month, &b.was.measure)));
    found
}

fn open_decisions(state: &State) -> Vec<OpenLine> {
    let mut found: Vec<OpenLine> = state
        .meetings
        .values()
        .flat_map(|meeting| meeting.decisions.values().map(move |of| (meeting, of)))
        .filter(|(_, decision)| decision.is_open())
        .map(|(meeting, decision)| OpenLine {
            id: decision.record.id.clone(),
            title: decision.record.decision.clone(),
            of: meeting.record.on,
            owner: None,
            due: None,
        })
        .collect();
    found.sort_by_key(|line| (line.of, line.id.clone()));
    found
}

fn open_actions(state: &State) -> Vec<OpenLine> {
    let mut found: Vec<OpenLine> = state
        .meetings
        .values()
        .flat_map(|meeting| meeting.arising.values().map(move |of| (meeting, of)))
        .filter(|(_, arising)| arising.outcome.is_none())
        .map(|(meeting, arising)| OpenLine {
            id: arising.record.id.clone(),
            title: arising.record.title.clone(),
            of: meeting.record.on,
            owner: Some(arising.record.owner.clone()),
            due: Some(arising.record.due),
        })
        .collect();
    found.sort_by_key(|line| (line.due, line.id.clone()));
    found
}
