//! What the evidence says of a claim.

mod change;
mod compared;
mod derived;
mod evidence;
mod from_text;
mod money;
mod target;
mod value;
mod whole;

pub(super) use whole::{Whole, ratings};

use waymark_figures::Unit as CaseUnit;

use super::Verdict;
use super::claims::{Claim, PassageClaims, What};
use super::quantity::{Noun, Unit};
use crate::facts::{Fact, FactBook, Whose};

/// A verdict with its reason.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, and what to do.
    pub says: String,
    /// The figures that it was held to.
    pub by: Vec<String>,
}

impl Finding {
    fn new(verdict: Verdict, says: impl Into<String>) -> Self {
        Self {
            verdict,
            says: says.into(),
            by: Vec::new(),
        }
    }

    fn by(mut self, source: &str) -> Self {
        if !source.is_empty() && !self.by.iter().any(|other| other == source) {
            self.by.push(source.to_owned());
        }
        self
    }

    fn by_fact(self, fact: Option<&Fact>) -> Self {
        match fact {
            Some(fact) => self.by(&fact.source),
            None => self,
        }
    }

    fn by_ends(self, ends: &change::Ends<'_>) -> Self {
        self.by(&ends.earlier.source).by(&ends.later.source)
    }
}

/// Judges a claim of a passage.
pub(super) fn judge(
    claim: &Claim,
    passage: &PassageClaims,
    whole: &Whole,
    book: &FactBook,
) -> Finding {
    let named = || {
        let named = passage.named.get(claim.sentence);
        named.map_or(&[][..], Vec::as_slice)
    };
    match &claim.what {
        What::Value(number) => value::value(claim, number, named(), book),
        What::Movement(movement) => change::change(claim, movement, book),
        What::Comparison(comparison) => compared::compared(claim, comparison, passage, book),
        What::Derived(derived) => derived::derived(claim, derived, passage, book),
        What::Target(target) => target::target(claim, target, book),
        What::Goal(linked) => target::goal(claim, linked, book),
        What::Impossible(why) => {
            Finding::new(Verdict::Contradicted, format!("This cannot be: {why}."))
        }
        What::Counted(linked) => whole::counted(linked, whole, book),
        What::Money(linked, around) => money::money(linked, around, book),
    }
}

/// Whether a claim counts 1 to 5 children.
pub(super) fn is_small(claim: &Claim, book: &FactBook) -> bool {
    let linked = match &claim.what {
        What::Value(number) => Some(&number.linked),
        What::Derived(derived) => derived.linked.as_ref(),
        _ => None,
    };
    let Some(linked) = linked.filter(|linked| linked.whose == Whose::Authority) else {
        return false;
    };
    let counts_children = match (&linked.quantity.noun, &claim.subject) {
        (Some(Noun::Children), _) => true,
        (Some(Noun::Other(_)), _) => false,
        (_, Some(subject)) => matches!(
            book.measures[subject.measure].meta.unit,
            CaseUnit::Child | CaseUnit::Referral | CaseUnit::Assessment
        ),
        _ => false,
    };
    let small = |count: f64| (1.0..=5.0).contains(&count);
    counts_children
        && match linked.quantity.unit {
            Unit::Plain => {
                linked.quantity.decimals == 0
                    && small(linked.quantity.value)
                    && (linked.quantity.noun.is_some()
                        || linked.subject.as_ref().is_some_and(|(subject, _)| {
                            book.measures[subject.measure].meta.shape
                                == waymark_figures::Shape::Count
                        }))
            }
            Unit::Of(n) => small(linked.quantity.value) || small(n - linked.quantity.value),
            _ => false,
        }
}
