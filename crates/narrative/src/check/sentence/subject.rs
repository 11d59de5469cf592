//! What a sentence's number is about: the measure that is named nearest and has such numbers, or
//! the one that the sentence before named.

use waymark_figures::{MeasureMeta, Selector, Shape, Unit as CaseUnit};

use super::super::about::Named;
use super::super::quantity::{Noun, Quantity, Unit};
use super::{Before, Fit, Sentence, Subject};
use crate::facts::{FactBook, Whose};

impl Sentence<'_> {
    /// The nearest measure that has numbers of this kind; else one of the sentence before.
    pub(super) fn subject(
        &self,
        quantity: &Quantity,
        all: &[Quantity],
        book: &FactBook,
        before: &Before,
    ) -> Option<(Subject, Fit)> {
        let mut fitting: Vec<(usize, usize, &Named, Fit)> = Vec::new();
        for named in &self.named {
            let meta = &book.measures[named.measure].meta;
            // `84 returned home`: right behind the number stands what it counts.
            let follows =
                named.at.start >= quantity.at.end && named.at.start - quantity.at.end <= 1;
            let bare = quantity.unit == Unit::Plain
                && quantity.noun.is_none()
                && quantity.decimals == 0
                && meta.shape == Shape::Percentage;
            let counted = (follows && bare).then_some(Fit::Cases);
            let Some(fit) = fit(meta, quantity).or(counted) else {
                continue;
            };
            // `two children moved away and three had …`: what stands behind the next number is
            // that number's.
            if quantity.noun.is_some() && named.at.start >= quantity.at.end {
                let gap = quantity.at.end..named.at.start;
                let others_number = all.iter().any(|other| {
                    gap.contains(&other.at.start)
                        && other.unit == quantity.unit
                        && !self.in_brackets(other.at.start)
                });
                let of_which = gap
                    .clone()
                    .any(|at| matches!(self.word(at), "which" | "whom" | "them" | "these"));
                if others_number && !of_which {
                    continue;
                }
            }
            let distance = if named.at.end <= quantity.at.start {
                quantity.at.start - named.at.end
            } else {
                // What stands behind a number names it less often than what stands before it,
                // but for the words right behind it.
                let gap = named.at.start.saturating_sub(quantity.at.end);
                if gap <= 6 { gap } else { gap + 8 }
            };
            let crosses = self.crosses(named, quantity);
            let worse_fit = usize::from(fit != Fit::Value && !follows) * 3;
            fitting.push((distance + crosses + worse_fit, named.at.start, named, fit));
        }
        fitting.sort_by_key(|(distance, at, named, _)| {
            (*distance, std::cmp::Reverse(named.words), *at)
        });
        let others: usize = fitting
            .iter()
            .map(|(_, _, named, _)| named.measure)
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        if let Some((_, _, nearest, nearest_fit)) = fitting.first() {
            let (named, fit) = self
                .narrower(nearest, *nearest_fit, quantity, &fitting, book)
                .unwrap_or((nearest, *nearest_fit));
            // A percentage beside a measure that only counts is that of the one measure that gives
            // shares of the same cases.
            if fit == Fit::Share
                && book.measures[named.measure].meta.shape == Shape::Count
                && let Some(sibling) = sibling(book, named.measure)
            {
                return Some((sibling, Fit::Value));
            }
            let subject = Subject {
                measure: named.measure,
                selector: named.selector.clone(),
                sure: others == 1,
                here: true,
            };
            return Some((subject, fit));
        }
        if !self.may_inherit(quantity) {
            return None;
        }
        before.named.iter().rev().find_map(|named| {
            // `78% of health checks`: what the number counts is not what the sentence before was
            // about.
            let unit = book.measures[named.measure].meta.unit;
            if quantity.noun.is_some() && !counts(unit, quantity.noun.as_ref()) {
                return None;
            }
            // A share of the cases of a mean is only meant where the mean stands beside it.
            let fit = fit(&book.measures[named.measure].meta, quantity)
                .filter(|fit| *fit != Fit::Share)?;
            let subject = Subject {
                measure: named.measure,
                selector: named.selector.clone(),
                sure: false,
                // `it was 18%` speaks of what the sentence before named.
                here: self.tokens.iter().any(|token| {
                    matches!(
                        token.word(),
                        "it" | "this" | "they" | "which" | "rate" | "ours"
                    )
                }),
            };
            Some((subject, fit))
        })
    }

    /// Whether a sentence that names no measure for a number speaks of the one before: it says so
    /// (`it`, `this rate`), compares with somebody, or begins with the number or a time.
    pub(super) fn may_inherit(&self, quantity: &Quantity) -> bool {
        if quantity.unit == Unit::Plain && quantity.noun.is_none() && quantity.decimals == 0 {
            // A bare whole number could count anything.
            return self
                .somebody
                .iter()
                .any(|one| one.whose != Whose::Authority)
                || self.refers();
        }
        self.refers()
            || self
                .somebody
                .iter()
                .any(|one| one.whose != Whose::Authority)
            || quantity.at.start <= 2
            || self.whens.first().is_some_and(|when| when.at.start <= 1)
            || quantity.noun.is_some()
    }

    pub(super) fn refers(&self) -> bool {
        self.tokens.iter().any(|token| {
            matches!(
                token.word(),
                "it" | "this"
                    | "that"
                    | "these"
                    | "they"
                    | "which"
                    | "rate"
                    | "figure"
                    | "proportion"
                    | "percentage"
                    | "performance"
                    | "average"
                    | "score"
                    | "share"
                    | "ours"
                    | "our"
            )
        })
    }

    /// The other measures of the sentence that have numbers of this kind.
    pub(super) fn other_subjects(
        &self,
        quantity: &Quantity,
        chosen: Option<&(Subject, Fit)>,
        book: &FactBook,
    ) -> Vec<(Subject, Fit)> {
        let mut others: Vec<(Subject, Fit)> = Vec::new();
        for named in &self.named {
            let is_chosen = chosen.is_some_and(|(subject, _)| subject.measure == named.measure);
            let is_there = others
                .iter()
                .any(|(subject, _)| subject.measure == named.measure);
            let Some(fit) = fit(&book.measures[named.measure].meta, quantity) else {
                continue;
            };
            if !is_chosen && !is_there {
                let subject = Subject {
                    measure: named.measure,
                    selector: named.selector.clone(),
                    sure: false,
                    here: true,
                };
                others.push((subject, fit));
            }
        }
        others
    }

    /// `292 assessments within timescale`: of a count and the share of those in time, the cases of
    /// the share are meant where its words stand with the number.
    pub(super) fn narrower<'n>(
        &self,
        nearest: &Named,
        fit: Fit,
        quantity: &Quantity,
        fitting: &[(usize, usize, &'n Named, Fit)],
        book: &FactBook,
    ) -> Option<(&'n Named, Fit)> {
        const AHEAD: usize = 7;
        let meta = &book.measures[nearest.measure].meta;
        let counts = meta.shape == Shape::Count
            && (fit == Fit::Value || matches!(quantity.unit, Unit::Of(_)))
            && quantity.unit != Unit::Percent;
        if !counts {
            return None;
        }
        fitting.iter().find_map(|(_, _, named, fit)| {
            let other = &book.measures[named.measure].meta;
            let behind = named.at.start >= quantity.at.end
                && named.at.start - quantity.at.end <= AHEAD
                && !(quantity.at.end..named.at.start)
                    .any(|at| self.tokens[at].number().is_some() && !self.in_brackets(at));
            let between = named.at.end <= quantity.at.start
                && (named.at.start >= nearest.at.end
                    || quantity.at.start - named.at.end <= AHEAD
                        && nearest.at.start >= quantity.at.end
                        && !(named.at.end..quantity.at.start)
                            .any(|at| self.tokens[at].number().is_some()));
            // `was 191 (90% in 45 days)`: what stands in brackets is not about what does not.
            let behind =
                behind && self.in_brackets(named.at.start) == self.in_brackets(quantity.at.start);
            (other.shape == Shape::Percentage
                && other.unit == meta.unit
                && *fit == Fit::Cases
                && (behind || between))
                .then_some((*named, *fit))
        })
    }

    /// A semicolon between them parts what they say; another number in between a little.
    pub(super) fn crosses(&self, named: &Named, quantity: &Quantity) -> usize {
        let (start, end) = if named.at.end <= quantity.at.start {
            (named.at.end, quantity.at.start)
        } else {
            (quantity.at.end.min(named.at.start), named.at.start)
        };
        self.tokens[start..end]
            .iter()
            .map(|token| if token.is(';') { 40 } else { 0 })
            .sum()
    }
}

/// The only measure that gives shares of the cases that another counts.
fn sibling(book: &FactBook, counting: usize) -> Option<Subject> {
    let unit = book.measures[counting].meta.unit;
    let mut shares = book
        .measures
        .iter()
        .enumerate()
        .filter(|(_, known)| known.meta.shape == Shape::Percentage && known.meta.unit == unit);
    let (measure, known) = shares.next()?;
    shares.next().is_none().then(|| Subject {
        measure,
        selector: Selector {
            measure: known.meta.id.clone(),
            breakdown: None,
        },
        sure: false,
        here: true,
    })
}

/// How a number can be about a measure; none where it cannot.
pub(super) fn fit(meta: &MeasureMeta, quantity: &Quantity) -> Option<Fit> {
    let counts = counts(meta.unit, quantity.noun.as_ref());
    let is_days = meta.value_unit.as_deref() == Some("days");
    match (meta.shape, quantity.unit) {
        // `92% of return interviews`: what the number is a share of is something else.
        (Shape::Percentage, Unit::Percent) if matches!(quantity.noun, Some(Noun::Other(_))) => None,
        (Shape::Percentage, Unit::Percent) => Some(Fit::Value),
        (Shape::Percentage, Unit::Of(_)) if quantity.noun.is_none() || counts => Some(Fit::Cases),
        (Shape::Percentage, Unit::Plain) if counts => Some(Fit::Cases),
        (Shape::Count | Shape::Mean | Shape::Rate, Unit::Percent) => Some(Fit::Share),
        (Shape::Count, Unit::Plain) if quantity.noun.is_none() || counts => Some(Fit::Value),
        (Shape::Count, Unit::Of(_)) if quantity.noun.is_none() || counts => Some(Fit::Cases),
        (Shape::Mean, Unit::Days) if is_days => Some(Fit::Value),
        (Shape::Mean, Unit::Plain)
            if !is_days
                && matches!(quantity.noun, None | Some(Noun::Scores))
                && quantity.value < 200.0 =>
        {
            Some(Fit::Value)
        }
        // `517 days, less than their 549`: the unit is said once.
        (Shape::Mean, Unit::Plain)
            if is_days && quantity.noun.is_none() && quantity.value >= 30.0 =>
        {
            Some(Fit::Value)
        }
        // `16.0 points` is read as points, and an average score is in points.
        (Shape::Mean, Unit::Points) if meta.value_unit.as_deref() == Some("points") => {
            Some(Fit::Value)
        }
        (Shape::Mean, Unit::Plain | Unit::Of(_)) if counts => Some(Fit::Cases),
        (Shape::Rate, Unit::Plain) if matches!(quantity.noun, None | Some(Noun::Cases)) => {
            Some(Fit::Value)
        }
        _ => None,
    }
}

/// Whether a noun counts a measure's cases.
pub(in crate::check) fn counts(unit: CaseUnit, noun: Option<&Noun>) -> bool {
    let Some(noun) = noun else {
        return false;
    };
    match unit {
        CaseUnit::Child => matches!(noun, Noun::Children | Noun::Cases | Noun::Orders),
        CaseUnit::Referral => matches!(noun, Noun::Referrals | Noun::Cases),
        CaseUnit::Assessment => matches!(noun, Noun::Assessments | Noun::Cases),
        CaseUnit::Audit => matches!(noun, Noun::Audits | Noun::Cases),
        CaseUnit::Practitioner => matches!(noun, Noun::Practitioners),
    }
}
