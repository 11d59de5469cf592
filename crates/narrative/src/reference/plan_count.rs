//! What a reference can count in the plan: a small list, all of it here.

use jiff::civil::Date;
use waymark_figures::show_count;
use waymark_plan::{
    DeliveryFacts, Plan, Rating, RatingSummary, Recommendation, delivery_facts, summary_of_ratings,
};

use crate::sentence::words;

/// A count of the plan.
///
/// Ratings are those that people recorded. Actions and milestones stand as on the day of the text;
/// cancelled ones are in no count but their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanCount {
    /// Strategic aims.
    Aims,
    /// Recommendations.
    Recommendations,
    /// How many recommendations have each rating, as one list that adds up to all.
    Ratings,
    /// Recommendations, rated or not: what the ratings add up to.
    RatingsTotal,
    /// Recommendations with this rating.
    Rated(Rating),
    /// Recommendations that nobody has rated.
    NotRated,
    /// Actions.
    Actions,
    /// Actions that are complete.
    ActionsComplete,
    /// Actions that are not complete.
    ActionsOpen,
    /// Actions that are not complete, and whose day that stands now is past.
    ActionsOverdue,
    /// Actions that were re-dated at least once.
    ActionsRedated,
    /// Actions that were cancelled.
    ActionsCancelled,
    /// Milestones.
    Milestones,
    /// Milestones that were reached.
    MilestonesComplete,
    /// Milestones that were not reached.
    MilestonesOpen,
    /// Milestones that were not reached, and whose day that stands now is past.
    MilestonesOverdue,
    /// Milestones that were re-dated at least once.
    MilestonesRedated,
}

impl PlanCount {
    /// Every count, with its word and its part. The first of each word is what the word gives
    /// without a part.
    pub const ALL: [(PlanCount, &'static str, &'static str); 20] = [
        (PlanCount::Aims, "aims", "total"),
        (PlanCount::Recommendations, "recommendations", "total"),
        (PlanCount::Ratings, "ratings", "each"),
        (PlanCount::RatingsTotal, "ratings", "total"),
        (PlanCount::Rated(Rating::Blue), "ratings", "blue"),
        (PlanCount::Rated(Rating::Green), "ratings", "green"),
        (PlanCount::Rated(Rating::Amber), "ratings", "amber"),
        (PlanCount::Rated(Rating::Red), "ratings", "red"),
        (PlanCount::NotRated, "ratings", "not-rated"),
        (PlanCount::Actions, "actions", "total"),
        (PlanCount::ActionsComplete, "actions", "complete"),
        (PlanCount::ActionsOpen, "actions", "open"),
        (PlanCount::ActionsOverdue, "actions", "overdue"),
        (PlanCount::ActionsRedated, "actions", "re-dated"),
        (PlanCount::ActionsCancelled, "actions", "cancelled"),
        (PlanCount::Milestones, "milestones", "total"),
        (PlanCount::MilestonesComplete, "milestones", "complete"),
        (PlanCount::MilestonesOpen, "milestones", "open"),
        (PlanCount::MilestonesOverdue, "milestones", "overdue"),
        (PlanCount::MilestonesRedated, "milestones", "re-dated"),
    ];

    /// The words that name something to count, each once.
    pub fn subjects() -> Vec<&'static str> {
        let mut subjects: Vec<&str> = Self::ALL.iter().map(|(_, subject, _)| *subject).collect();
        subjects.dedup();
        subjects
    }

    /// The parts of one of these words; empty for any other.
    pub fn parts(subject: &str) -> Vec<&'static str> {
        Self::ALL
            .iter()
            .filter(|(_, word, _)| *word == subject)
            .map(|(_, _, part)| *part)
            .collect()
    }

    pub(super) fn read(subject: &str, part: Option<&str>) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, word, name)| *word == subject && part.is_none_or(|part| part == *name))
            .map(|(count, _, _)| *count)
    }

    /// Its word, and its part where the word alone means another count.
    pub(super) fn written(self) -> (&'static str, Option<&'static str>) {
        let (_, subject, part) = Self::ALL
            .into_iter()
            .find(|(count, _, _)| *count == self)
            .expect("every count is in the list");
        let by_itself = Self::read(subject, None) == Some(self);
        (subject, (!by_itself).then_some(part))
    }

    /// The count in words: a number, or the list of ratings. Never empty.
    pub(super) fn words(self, plan: &Plan, as_at: Date) -> String {
        let ratings = summary_of_ratings(plan);
        let actions =
            |number: fn(&DeliveryFacts) -> usize| sum(plan, as_at, without_milestones, number);
        let milestones =
            |number: fn(&DeliveryFacts) -> usize| sum(plan, as_at, without_actions, number);
        let number = match self {
            PlanCount::Ratings => return each(plan, &ratings),
            PlanCount::Aims => plan.aims.len(),
            PlanCount::Recommendations | PlanCount::RatingsTotal => ratings.total(),
            PlanCount::Rated(rating) => ratings.count(Some(rating)),
            PlanCount::NotRated => ratings.count(None),
            PlanCount::Actions => actions(|facts| facts.actions),
            PlanCount::ActionsComplete => actions(|facts| facts.actions_done),
            PlanCount::ActionsOpen => actions(|facts| facts.actions - facts.actions_done),
            PlanCount::ActionsOverdue => actions(|facts| facts.overdue),
            PlanCount::ActionsRedated => actions(|facts| facts.redated),
            PlanCount::ActionsCancelled => actions(|facts| facts.actions_cancelled),
            PlanCount::Milestones => milestones(|facts| facts.milestones),
            PlanCount::MilestonesComplete => milestones(|facts| facts.milestones_done),
            PlanCount::MilestonesOpen => {
                milestones(|facts| facts.milestones - facts.milestones_done)
            }
            PlanCount::MilestonesOverdue => milestones(|facts| facts.overdue),
            PlanCount::MilestonesRedated => milestones(|facts| facts.redated),
        };
        show_count(number as f64)
    }
}

/// The plan's own facts count actions and milestones together, so that one kind is asked about on
/// its own.
fn sum(
    plan: &Plan,
    as_at: Date,
    only: fn(&Recommendation) -> Recommendation,
    number: fn(&DeliveryFacts) -> usize,
) -> usize {
    plan.recommendations
        .iter()
        .map(|recommendation| number(&delivery_facts(&only(recommendation), as_at)))
        .sum()
}

fn without_milestones(recommendation: &Recommendation) -> Recommendation {
    Recommendation {
        milestones: Vec::new(),
        ..recommendation.clone()
    }
}

fn without_actions(recommendation: &Recommendation) -> Recommendation {
    Recommendation {
        actions: Vec::new(),
        ..recommendation.clone()
    }
}

/// `5 green, 10 amber and 2 red`: every colour of the scheme, so that the list adds up to all.
fn each(plan: &Plan, ratings: &RatingSummary) -> String {
    let mut named = vec![
        (ratings.green, "green"),
        (ratings.amber, "amber"),
        (ratings.red, "red"),
    ];
    if plan.scheme.blue.is_some() || ratings.blue > 0 {
        named.insert(0, (ratings.blue, "blue"));
    }
    if ratings.unrated > 0 {
        named.push((ratings.unrated, "not rated yet"));
    }
    let parts: Vec<String> = named
        .into_iter()
        .map(|(count, word)| format!("{} {word}", show_count(count as f64)))
        .collect();
    words::list(&parts)
}
