//! References: read and written, put into words, mended. The words are written by hand from the
//! definitions. How likely chance is, is worked out where the tests of significance live: clear
//! for re-referrals (z = 5.8) and for assessments (p = 0.00001), chance for placements
//! (p = 0.146) and for the average score (p = 0.24).

mod errors;
mod made_up;
mod texts;
mod words;

use waymark_figures::EvidenceBook;
use waymark_narrative::reference::{Known, Misreference, Reference, expand, resolve};
use waymark_plan::Plan;

use made_up::{TODAY, book, plan};

fn knowing<'a>(evidence: &'a EvidenceBook, plan: &'a Plan) -> Known<'a> {
    Known {
        evidence,
        plan: Some(plan),
        as_at: TODAY,
    }
}

/// Each reference beside its words.
#[track_caller]
fn check_in(evidence: &EvidenceBook, plan: &Plan, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let reference: Reference = text.parse().unwrap();
        match resolve(&reference, &knowing(evidence, plan)) {
            Ok(live) => assert_eq!(live.words, *expected, "{text}"),
            Err(error) => panic!("{text}: {error}"),
        }
    }
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    check_in(&book(), &plan(), cases);
}

#[track_caller]
fn wrong(evidence: &EvidenceBook, plan: &Plan, text: &str) -> Vec<Misreference> {
    match expand(text, &knowing(evidence, plan)) {
        Ok(expanded) => panic!("{text} became {expanded:?}"),
        Err(wrong) => wrong,
    }
}

/// Each reference beside its error and what is suggested in its place.
#[track_caller]
fn check_errors_in(evidence: &EvidenceBook, plan: &Plan, cases: &[(&str, &str, Option<&str>)]) {
    for (text, message, suggestion) in cases {
        let wrong = wrong(evidence, plan, text);
        let [only] = wrong.as_slice() else {
            panic!("{text}: {wrong:?}");
        };
        assert_eq!(only.error.to_string(), *message, "{text}");
        assert_eq!(only.suggestion.as_deref(), *suggestion, "{text}");
    }
}

#[track_caller]
fn check_errors(cases: &[(&str, &str, Option<&str>)]) {
    check_errors_in(&book(), &plan(), cases);
}
