//! The made-up council's plan.

use waymark_figures::{EvidenceBook, MeasureId, Polarity, Shape};
use waymark_plan::{
    Known, Plan, Rating, RatingSummary, differences, propose_all, summary_of_ratings,
};

use super::given::{evidence, meta, today};

const TEXT: &str = include_str!("../../../synth/src/loamshire/plan.toml");

const MEASURES: [&str; 12] = [
    "cla-three-placements",
    "audits-good-or-better",
    "assessments-completed",
    "assessments-in-45-days",
    "re-referrals",
    "adoption-entry-to-placement",
    "adoption-order-to-match",
    "sdq-average",
    "sgo-discharges",
    "care-leavers-suitable-accommodation",
    "returns-home",
    "caseload-average",
];

fn loamshire() -> Plan {
    let ids: Vec<MeasureId> = MEASURES
        .iter()
        .map(|id| MeasureId::parse(id).expect("an id"))
        .collect();
    let reading = Plan::read(TEXT, Known::Ids(&ids));
    assert_eq!(reading.diagnostics, [], "errors or warnings");
    assert_eq!(reading.on_day(TEXT, today()), []);
    reading.plan.expect("a plan")
}

#[test]
fn it_is_sound_and_has_the_summary_of_the_report() {
    let plan = loamshire();
    assert_eq!(plan.aims.len(), 4);
    assert_eq!(plan.recommendations.len(), 17);
    assert_eq!(
        summary_of_ratings(&plan),
        RatingSummary {
            blue: 0,
            green: 5,
            amber: 12,
            red: 0,
            unrated: 0
        }
    );
    for recommendation in &plan.recommendations {
        assert!((1..=4).contains(&recommendation.actions.len()));
    }
    let linked: std::collections::BTreeSet<&str> = plan
        .recommendations
        .iter()
        .flat_map(|each| &each.measures)
        .map(|linked| linked.selector.measure.as_str())
        .collect();
    assert_eq!(linked.len(), 12, "every measure is linked somewhere");
    assert_eq!(Plan::parse(&plan.to_toml(), None).unwrap(), plan);
}

/// The planted figures that decide: re-referrals, assessments in time, placements.
fn planted() -> EvidenceBook {
    let percentage = |id, polarity, before: (f64, f64), now: (f64, f64)| {
        let meta = meta(id, Shape::Percentage, polarity);
        evidence(
            &meta,
            Some(("2016-09", before.0, before.1)),
            ("2017-09", now.0, now.1),
        )
    };
    EvidenceBook::new(vec![
        percentage(
            "assessments-in-45-days",
            Polarity::High,
            (172.0, 191.0),
            (292.0, 390.0),
        ),
        percentage(
            "cla-three-placements",
            Polarity::Low,
            (51.0, 487.0),
            (37.0, 487.0),
        ),
        percentage(
            "re-referrals",
            Polarity::Low,
            (1109.0, 4300.0),
            (925.0, 5000.0),
        ),
    ])
}

#[test]
fn the_figures_propose_what_they_show() {
    let plan = loamshire();
    let book = planted();
    let proposals = propose_all(&plan, &book, today());
    let impact = |id: &str| {
        let found = proposals
            .iter()
            .find(|proposal| proposal.recommendation.as_str() == id)
            .expect("a proposal");
        (found.delivery.rating, found.impact.rating)
    };
    assert_eq!(impact("R1"), (Some(Rating::Green), Some(Rating::Green)));
    assert_eq!(impact("R2"), (Some(Rating::Amber), Some(Rating::Red)));
    assert_eq!(impact("R6"), (Some(Rating::Green), Some(Rating::Amber)));
    assert_eq!(impact("R12"), (Some(Rating::Red), None));

    let found = differences(&plan, &book, today());
    let differing: Vec<String> = found
        .iter()
        .map(|found| found.recommendation.to_string())
        .collect();
    assert_eq!(differing, ["R2", "R6", "R12"]);
    assert!(found.iter().all(|found| found.is_more_favourable()));
}

#[test]
fn nobody_real_can_be_reached() {
    let plan = loamshire();
    for contact in &plan.contacts {
        assert!(contact.email.ends_with("@loamshire.example"));
        // Ofcom keeps 01632 960000 to 960999 for drama.
        assert!(contact.phone.as_deref().unwrap().starts_with("01632 960"));
    }
}
