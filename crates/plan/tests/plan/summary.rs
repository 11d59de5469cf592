//! Counting ratings, and where they differ from the proposal.

use proptest::prelude::*;
use waymark_figures::EvidenceBook;
use waymark_plan::{Rating, RecordedRating, differences, propose_all, summary_of_ratings};

use super::generated::plans;
use super::given::{action, day, recommendation, today};

fn recorded(rating: Rating) -> RecordedRating {
    RecordedRating {
        rating,
        judged_by: "Head of Service".into(),
        on: day("2017-10-30"),
        rationale: "Because.".into(),
        meeting: None,
    }
}

proptest! {
    #[test]
    fn counts_add_up_to_the_recommendations(plan in plans()) {
        let summary = summary_of_ratings(&plan);
        prop_assert_eq!(summary.total(), plan.recommendations.len());
        for rating in [Some(Rating::Red), Some(Rating::Amber), Some(Rating::Green), Some(Rating::Blue), None] {
            let counted = plan.recommendations.iter()
                .filter(|each| each.rating.as_ref().map(|record| record.rating) == rating)
                .count();
            prop_assert_eq!(summary.count(rating), counted);
        }
        // Whatever the plan, proposing never fails and always gives a reason.
        for proposal in propose_all(&plan, &EvidenceBook::default(), today()) {
            prop_assert!(!proposal.delivery.reasons.is_empty());
            prop_assert!(!proposal.impact.reasons.is_empty());
            prop_assert_eq!(proposal.impact.rating, None);
        }
    }
}

#[test]
fn a_difference_names_the_part_that_differs() {
    let overdue = || vec![action("2017-03-31", &[], None)];
    let mut plan = super::generated::a_plan();
    plan.recommendations = vec![
        recommendation(overdue(), vec![], vec![]),
        recommendation(overdue(), vec![], vec![]),
        recommendation(overdue(), vec![], vec![]),
    ];
    plan.recommendations[0].rating = Some(recorded(Rating::Amber));
    plan.recommendations[1].rating = Some(recorded(Rating::Red));
    let found = differences(&plan, &EvidenceBook::default(), today());
    assert_eq!(found.len(), 1, "the second agrees, the third is not rated");
    assert_eq!(found[0].recorded, Rating::Amber);
    assert_eq!(
        (found[0].delivery, found[0].impact),
        (Some(Rating::Red), None)
    );
    assert!(found[0].is_more_favourable());
}
