//! The claims of a passage: which number, word or date says something that evidence can speak to.

use std::ops::Range;

use waymark_codes::Month;
use waymark_figures::{Polarity, Shape};

use super::ClaimKind;
use super::quantity::{Noun, Unit};
use super::said::{Aim, Sense};
use super::sentence::{Before, Fit, Linked, Sentence, Subject};
use super::tokens::{Token, sentences, tokens};
use super::when::Point;
use crate::facts::{FactBook, Whose};
use crate::text::Passage;

/// A claim, before it is judged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    /// Its kind.
    pub kind: ClaimKind,
    /// Bytes of the passage's words.
    pub span: Range<usize>,
    /// The sentence that it stands in, from 0.
    pub sentence: usize,
    /// What it is about; none where nothing that is known is named.
    pub subject: Option<Subject>,
    /// What it says.
    pub what: What,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A number.
    Value {
        /// The number.
        linked: Linked,
        /// Whether sentence, passage or heading name a time at all.
        has_period: bool,
        /// Times that other sentences of the passage or the heading name.
        around: Vec<Point>,
    },
    /// Something changed.
    Movement {
        /// How.
        sense: Sense,
        /// Whether a `not` turns it round.
        negated: bool,
        /// Where it began.
        earlier: Side,
        /// Where it ended.
        later: Side,
        /// Whether only the heading says that it is progress.
        implied: bool,
    },
    /// A figure lies so beside somebody else's.
    Comparison {
        /// How.
        sense: Sense,
        /// Whether a `not` turns it round.
        negated: bool,
        /// Beside whose.
        beside: Vec<Whose>,
        /// The authority's figure.
        own: Side,
        /// The others' values that the sentence gives.
        theirs: Vec<Linked>,
    },
    /// A number made of others.
    Derived {
        /// The number; none for `doubled`.
        linked: Option<Linked>,
        /// How many times as much, for `doubled`.
        times: Option<f64>,
        /// Which way.
        sense: Option<Sense>,
        /// Beside whose; none for a change over time.
        beside: Option<Whose>,
        /// Where it began.
        earlier: Side,
        /// Where it ended.
        later: Side,
    },
    /// A target is met or missed.
    Target {
        /// What is said of it.
        says: Aim,
        /// Whether a national threshold is meant.
        threshold: bool,
        /// The target's value as the sentence gives it.
        goal: Option<Linked>,
        /// The authority's figure.
        own: Side,
    },
    /// A date, or a range of dates, that cannot be.
    Impossible(String),
    /// So many recommendations or actions.
    Counted(Linked),
    /// An amount of money, with the words around it up to other amounts, in lower case.
    Money(Linked, String),
}

/// One end of a change: when it was, and which number the text gives for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Side {
    /// When.
    pub when: Option<Point>,
    /// The number.
    pub stated: Option<Linked>,
}

/// What was found in a passage.
pub(super) struct PassageClaims {
    /// Its claims, in order.
    pub claims: Vec<Claim>,
    /// Every number of it, for what is derived from several.
    pub numbers: Vec<Linked>,
    /// Recommendations by rating: number, rating's word, bytes.
    pub ratings: Vec<(f64, String, Range<usize>)>,
    /// Whom each sentence names.
    pub named: Vec<Vec<Whose>>,
}

/// The claims of a passage.
pub(super) fn claims(passage: &Passage, book: &FactBook, today: Month) -> PassageClaims {
    let words = &passage.words;
    let all = tokens(words);
    let ranges = sentences(words, &all);
    let mut before = Before::default();
    let mut read = Vec::new();
    for range in &ranges {
        let sentence = Sentence::read(&all[range.clone()], book, today, &before);
        if !sentence.named.is_empty() {
            before.named.clone_from(&sentence.named);
        }
        read.push(sentence);
    }
    let around: Vec<Point> = read
        .iter()
        .flat_map(|sentence| &sentence.whens)
        .map(|when| when.point)
        .chain(heading_times(passage, today))
        .collect();
    let mut found = PassageClaims {
        claims: Vec::new(),
        numbers: Vec::new(),
        ratings: Vec::new(),
        named: read
            .iter()
            .map(|sentence| sentence.somebody.iter().map(|one| one.whose).collect())
            .collect(),
    };
    let mut lasting: Vec<super::about::Named> = Vec::new();
    for (index, sentence) in read.iter().enumerate() {
        let mut builder = Builder {
            sentence,
            index,
            book,
            around: &around,
            lasting: &lasting,
            earlier: &found.numbers,
            used_numbers: vec![false; sentence.numbers.len()],
            used_said: vec![false; sentence.said.len()],
            assumed: vec![None; sentence.numbers.len()],
            claims: Vec::new(),
            ratings: Vec::new(),
        };
        builder.run();
        let (claims, ratings) = (builder.claims, builder.ratings);
        found.claims.extend(claims);
        found.ratings.extend(ratings);
        found.numbers.extend(sentence.numbers.iter().cloned());
        if !sentence.named.is_empty() {
            lasting.clone_from(&sentence.named);
        }
    }
    if speaks_of_progress(passage) {
        implied(&mut found, book);
    }
    found
        .claims
        .sort_by_key(|claim| (claim.span.start, claim.kind));
    found
}

fn heading_times(passage: &Passage, today: Month) -> Vec<Point> {
    above(passage)
        .flat_map(|heading| super::when::whens(&tokens(heading), today).0)
        .map(|when| when.point)
        .collect()
}

/// The heading right above a passage, and the words that introduce its list.
fn above(passage: &Passage) -> impl Iterator<Item = &str> {
    let heading = passage.headings.last().map(String::as_str);
    heading.into_iter().chain(passage.lead.as_deref())
}

/// Whether the heading or the words before a list speak of progress.
fn speaks_of_progress(passage: &Passage) -> bool {
    above(passage).flat_map(tokens).any(|token| {
        let word = token.word();
        word.starts_with("progress")
            || word.starts_with("improve")
            || word.starts_with("success")
            || word.starts_with("achieve")
    })
}

/// Two values of a measure at two times below such a heading claim progress, where no word of
/// their own says how they moved.
fn implied(found: &mut PassageClaims, book: &FactBook) {
    let values: Vec<Claim> = found
        .claims
        .iter()
        .filter(|claim| {
            matches!(&claim.what, What::Value { linked, .. }
            if linked.whose == Whose::Authority && linked.when.is_some()
                && linked.subject.as_ref().is_some_and(|(_, fit)| *fit == Fit::Value || matches!(linked.quantity.unit, Unit::Of(_))))
        })
        .cloned()
        .collect();
    let mut seen: Vec<usize> = Vec::new();
    for claim in &values {
        let Some(subject) = &claim.subject else {
            continue;
        };
        if seen.contains(&subject.measure) {
            continue;
        }
        seen.push(subject.measure);
        let meta = &book.measures[subject.measure].meta;
        let same: Vec<&Claim> = values
            .iter()
            .filter(|other| {
                other
                    .subject
                    .as_ref()
                    .is_some_and(|s| s.selector == subject.selector)
            })
            .collect();
        let moved = found.claims.iter().any(|other| {
            let moves = match &other.what {
                What::Movement { .. } => true,
                What::Derived {
                    beside: None,
                    linked,
                    ..
                } => linked
                    .as_ref()
                    .and_then(|linked| linked.subject.as_ref())
                    .is_none_or(|(_, fit)| *fit != Fit::Cases),
                _ => false,
            };
            moves
                && other
                    .subject
                    .as_ref()
                    .is_some_and(|s| s.measure == subject.measure)
        });
        let ([a, b], false, true) = (same.as_slice(), moved, meta.polarity != Polarity::None)
        else {
            continue;
        };
        let (Some(first), Some(second)) = (linked_of(a), linked_of(b)) else {
            continue;
        };
        if first.when == second.when {
            continue;
        }
        let first = &with_cases(first, &found.numbers, subject, book);
        let second = &with_cases(second, &found.numbers, subject, book);
        let later_first = is_later(first.when, second.when, book);
        let (earlier, later, claim) = if later_first {
            (second, first, a)
        } else {
            (first, second, b)
        };
        let implied = Claim {
            kind: ClaimKind::Movement,
            span: claim.span.clone(),
            sentence: claim.sentence,
            subject: Some(subject.clone()),
            what: What::Movement {
                sense: Sense::Better,
                negated: false,
                earlier: Side::of(earlier),
                later: Side::of(later),
                implied: true,
            },
        };
        found.claims.push(implied);
    }
}

/// A share with the number of cases that the passage gives for the same time.
fn with_cases(linked: &Linked, numbers: &[Linked], subject: &Subject, book: &FactBook) -> Linked {
    let mut linked = linked.clone();
    let meta = &book.measures[subject.measure].meta;
    if linked.n.is_none() && meta.shape == Shape::Percentage {
        linked.n = numbers
            .iter()
            .find(|other| {
                other.when == linked.when
                    && other.quantity.unit == Unit::Plain
                    && other.whose == Whose::Authority
                    && other.subject.as_ref().is_some_and(|(about, fit)| {
                        let about = &book.measures[about.measure].meta;
                        *fit == Fit::Value && about.shape == Shape::Count && about.unit == meta.unit
                    })
            })
            .map(|other| other.quantity.value);
    }
    linked
}

fn linked_of(claim: &Claim) -> Option<&Linked> {
    match &claim.what {
        What::Value { linked, .. } => Some(linked),
        _ => None,
    }
}

/// Whether the first time is after the second.
fn is_later(first: Option<Point>, second: Option<Point>, book: &FactBook) -> bool {
    let rank = |point: Option<Point>| match point {
        Some(Point::Month(month)) => Some(month),
        Some(Point::Year(year)) => Month::of(jiff::civil::Date::constant(year, 12, 1)).into(),
        Some(Point::Inspection) => book.inspection,
        Some(Point::Now | Point::YearAfter) | None => Some(book.month()),
        Some(Point::YearBefore | Point::MonthOfYearBefore(_)) => None,
    };
    match (rank(first), rank(second)) {
        (Some(first), Some(second)) => first > second,
        (Some(_), None) => true,
        _ => false,
    }
}

impl Side {
    fn of(linked: &Linked) -> Self {
        Self {
            when: linked.when,
            stated: Some(linked.clone()),
        }
    }
}

struct Builder<'a> {
    sentence: &'a Sentence<'a>,
    index: usize,
    book: &'a FactBook,
    around: &'a [Point],
    lasting: &'a [super::about::Named],
    earlier: &'a [Linked],
    used_numbers: Vec<bool>,
    used_said: Vec<bool>,
    /// The time that a number of a change has where the sentence names none for it.
    assumed: Vec<Option<Point>>,
    claims: Vec<Claim>,
    ratings: Vec<(f64, String, Range<usize>)>,
}

impl Builder<'_> {
    fn run(&mut self) {
        for impossible in &self.sentence.impossible {
            self.push(
                ClaimKind::Date,
                &impossible.at.clone(),
                None,
                What::Impossible(impossible.why.clone()),
            );
        }
        self.ratings();
        self.derived();
        self.times();
        self.targets();
        self.said();
        self.values();
    }

    fn push(&mut self, kind: ClaimKind, at: &Range<usize>, subject: Option<Subject>, what: What) {
        let span = self.sentence.bytes(at);
        self.claims.push(Claim {
            kind,
            span,
            sentence: self.index,
            subject,
            what,
        });
    }

    fn word(&self, at: usize) -> &str {
        self.sentence.tokens.get(at).map_or("", Token::word)
    }

    /// `5 recommendations are rated Green`, `10 amber`, `Red: 2`.
    fn ratings(&mut self) {
        const AHEAD: usize = 6;
        let colour = |word: &str| matches!(word, "green" | "amber" | "red" | "blue");
        let any_colour = (0..self.sentence.tokens.len()).any(|at| colour(self.word(at)));
        if !any_colour {
            return;
        }
        let mut taken: Vec<usize> = Vec::new();
        for at in 0..self.sentence.numbers.len() {
            let linked = &self.sentence.numbers[at];
            let is_count = linked.quantity.unit == Unit::Plain
                && matches!(
                    linked.quantity.noun,
                    None | Some(Noun::Recommendations | Noun::Other(_))
                );
            if !is_count {
                continue;
            }
            let next = self
                .sentence
                .numbers
                .get(at + 1)
                .map_or(usize::MAX, |other| other.quantity.at.start);
            let end = linked.quantity.at.end;
            let found = (end..(end + AHEAD).min(self.sentence.tokens.len()).min(next))
                .find(|at| colour(self.word(*at)) && !taken.contains(at))
                .or_else(|| {
                    let start = linked.quantity.at.start;
                    (start.saturating_sub(2)..start)
                        .find(|at| colour(self.word(*at)) && !taken.contains(at))
                });
            if let Some(found) = found {
                taken.push(found);
                self.used_numbers[at] = true;
                let span = self.counted_span(at);
                self.ratings
                    .push((linked.quantity.value, self.word(found).to_owned(), span));
            }
        }
    }

    /// The number with its noun.
    fn counted_span(&self, number: usize) -> Range<usize> {
        let at = self.sentence.numbers[number].quantity.at.clone();
        let with_noun = matches!(
            self.word(at.end),
            "recommendations" | "recommendation" | "actions"
        );
        self.sentence
            .bytes(&(at.start..at.end + usize::from(with_noun)))
    }

    /// `120 more`, `an increase of 29`, `fell by 7.3 percentage points`, `11 percentage points
    /// above`, `a 29% reduction`.
    fn derived(&mut self) {
        for at in 0..self.sentence.numbers.len() {
            if self.used_numbers[at] {
                continue;
            }
            let linked = self.sentence.numbers[at].clone();
            let quantity = &linked.quantity;
            let Some((range, sense, said)) = self.difference(&quantity.at) else {
                // Points are always a difference, unless a score is counted in them.
                if quantity.unit == Unit::Points && linked.subject.is_none() {
                    self.push_derived(at, &linked, quantity.at.clone(), None);
                }
                continue;
            };
            for used in said {
                self.used_said[used] = true;
            }
            self.push_derived(at, &linked, range, sense);
        }
    }

    fn push_derived(
        &mut self,
        at: usize,
        linked: &Linked,
        range: Range<usize>,
        sense: Option<Sense>,
    ) {
        self.used_numbers[at] = true;
        let beside = self
            .sentence
            .somebody
            .iter()
            .find(|one| {
                one.at.start >= range.end
                    && one.whose != Whose::Authority
                    && one.at.start - range.end <= 8
            })
            .map(|one| one.whose);
        let subject = self.subject_of_difference(linked, &range);
        let (earlier, later) = self.sides(subject.as_ref(), &range, Some(at));
        self.assume(&earlier, &later);
        self.push(
            ClaimKind::Derived,
            &range,
            subject,
            What::Derived {
                linked: Some(linked.clone()),
                times: None,
                sense,
                beside,
                earlier,
                later,
            },
        );
    }

    /// A difference in percentage points is about a share, whatever a number of points could be.
    fn subject_of_difference(&self, linked: &Linked, range: &Range<usize>) -> Option<Subject> {
        let wants = |shape: Shape| match linked.quantity.unit {
            Unit::Points => {
                shape == Shape::Percentage || (shape == Shape::Mean && linked.subject.is_some())
            }
            Unit::Days => shape == Shape::Mean,
            _ => true,
        };
        if let Some((subject, _)) = &linked.subject
            && wants(self.book.measures[subject.measure].meta.shape)
        {
            return Some(subject.clone());
        }
        self.nearest(range, |measure| {
            wants(self.book.measures[measure].meta.shape)
        })
    }

    /// The measure that is named nearest to a stretch, in this sentence or the one before.
    fn nearest(&self, range: &Range<usize>, wanted: impl Fn(usize) -> bool) -> Option<Subject> {
        let here: Vec<&super::about::Named> = self
            .sentence
            .named
            .iter()
            .filter(|named| wanted(named.measure))
            .collect();
        let found = here.iter().min_by_key(|named| {
            if named.at.end <= range.start {
                range.start - named.at.end
            } else {
                named.at.start.saturating_sub(range.end) + 2
            }
        });
        let one = {
            let mut measures: Vec<usize> = here.iter().map(|named| named.measure).collect();
            measures.sort_unstable();
            measures.dedup();
            measures.len() == 1
        };
        if let Some(named) = found {
            return Some(Subject {
                measure: named.measure,
                selector: named.selector.clone(),
                sure: one,
            });
        }
        self.lasting
            .iter()
            .rev()
            .find(|named| wanted(named.measure))
            .map(|named| Subject {
                measure: named.measure,
                selector: named.selector.clone(),
                sure: false,
            })
    }

    /// Whether a number is a difference: its stretch with the word, which way, and the words used.
    fn difference(&self, at: &Range<usize>) -> Option<(Range<usize>, Option<Sense>, Vec<usize>)> {
        let said = &self.sentence.said;
        let before = |back: usize| at.start.checked_sub(back).map_or("", |at| self.word(at));
        // `an increase of 29`, `a reduction of nearly 20`.
        let mut back = 1;
        while matches!(
            before(back),
            "about"
                | "around"
                | "nearly"
                | "almost"
                | "over"
                | "some"
                | "approximately"
                | "just"
                | "than"
                | "more"
                | "roughly"
        ) {
            back += 1;
        }
        if before(back) == "of" || before(back) == "by" {
            let word_at = at.start - back;
            let found = said.iter().position(|one| {
                one.moves
                    && one.at.end <= word_at
                    && word_at - one.at.end <= usize::from(before(back) == "by") * 3
                    && (one.noun || before(back) == "by")
            });
            // The nearest one, where several words judge.
            let found = found.map(|_| {
                said.iter()
                    .rposition(|one| one.moves && one.at.end <= word_at)
                    .unwrap_or_default()
            });
            if let Some(found) = found {
                return Some((
                    said[found].at.start..at.end,
                    Some(said[found].sense),
                    vec![found],
                ));
            }
        }
        // `120 more`, `11 percentage points above`, `a 29% reduction`.
        let mut end = at.end;
        let mut steps = 0;
        while steps < 2
            && matches!(
                self.word(end),
                "children"
                    | "assessments"
                    | "referrals"
                    | "cases"
                    | "young"
                    | "people"
                    | "orders"
                    | "real"
                    | "fold"
                    | "clear"
                    | "significant"
            )
        {
            end += 1;
            steps += 1;
        }
        let sense = match self.word(end) {
            "more" | "additional" | "extra" | "higher" | "above" | "up" | "greater" | "longer" => {
                Sense::Up
            }
            "fewer" | "less" | "lower" | "below" | "down" | "shorter" | "under" => Sense::Down,
            "better" | "quicker" | "faster" | "ahead" => Sense::Better,
            "worse" | "slower" | "behind" => Sense::Worse,
            "increase" | "rise" | "growth" => Sense::Up,
            "reduction" | "fall" | "drop" | "decrease" | "decline" => Sense::Down,
            "improvement" => Sense::Better,
            "deterioration" => Sense::Worse,
            _ => return None,
        };
        let is_list =
            matches!(self.word(end), "under" | "up") && matches!(self.word(end + 1), "to" | "the");
        if is_list {
            return None;
        }
        let used = said
            .iter()
            .enumerate()
            .filter(|(_, one)| one.at.contains(&end))
            .map(|(index, _)| index)
            .collect();
        Some((at.start..end + 1, Some(sense), used))
    }

    /// `doubled`, `halved`, `twice as many`.
    fn times(&mut self) {
        for at in 0..self.sentence.tokens.len() {
            let (times, sense) = match self.word(at) {
                "doubled" => (2.0, Sense::Up),
                "doubling" if self.names_behind(at) => (2.0, Sense::Up),
                "twice" if self.word(at + 1) == "as" => (2.0, Sense::Up),
                "trebled" | "tripled" => (3.0, Sense::Up),
                "quadrupled" => (4.0, Sense::Up),
                "halved" => (0.5, Sense::Down),
                "halving" if self.names_behind(at) => (0.5, Sense::Down),
                _ => continue,
            };
            let range = at..at + 1;
            let subject = self.nearest(&range, |_| true);
            if subject.is_none() && self.sentence.numbers.is_empty() {
                continue;
            }
            let (earlier, later) = self.sides(subject.as_ref(), &range, None);
            self.push(
                ClaimKind::Derived,
                &range,
                subject,
                What::Derived {
                    linked: None,
                    times: Some(times),
                    sense: Some(sense),
                    beside: None,
                    earlier,
                    later,
                },
            );
        }
    }

    /// `a doubling of demand` is about demand: what stands right behind must be a measure.
    fn names_behind(&self, at: usize) -> bool {
        self.sentence
            .named
            .iter()
            .any(|named| (at + 1..=at + 4).contains(&named.at.start))
    }

    fn targets(&mut self) {
        for aimed in self.sentence.aimed.clone() {
            for (index, said) in self.sentence.said.iter().enumerate() {
                if aimed.at.contains(&said.at.start) {
                    self.used_said[index] = true;
                }
            }
            // `the target of 20%`, `the 20% target`: the target's own number.
            let goal = self.sentence.numbers.iter().position(|linked| {
                let at = &linked.quantity.at;
                let behind = at.start >= aimed.at.end
                    && at.start - aimed.at.end <= 4
                    && (self.sentence.in_brackets(at.start)
                        || (aimed.at.end..at.start).all(|at| {
                            matches!(self.word(at), "of" | "for" | "" | "at" | "is" | "which")
                        }));
                let within = aimed.at.contains(&at.start);
                behind || within
            });
            if let Some(goal) = goal {
                self.used_numbers[goal] = true;
            }
            let goal = goal.map(|at| self.sentence.numbers[at].clone());
            let own = self.own(&aimed.at, goal.as_ref());
            let subject = own
                .stated
                .as_ref()
                .and_then(|linked| linked.subject.clone())
                .map(|(subject, _)| subject)
                .or_else(|| self.nearest(&aimed.at, |_| true));
            if subject.is_none() && goal.is_none() && own.stated.is_none() {
                continue;
            }
            self.push(
                ClaimKind::Target,
                &aimed.at,
                subject,
                What::Target {
                    says: aimed.says,
                    threshold: aimed.threshold,
                    goal,
                    own,
                },
            );
        }
    }

    /// The authority's number that is nearest to a stretch, and the time meant.
    fn own(&self, at: &Range<usize>, besides: Option<&Linked>) -> Side {
        let nearest = self
            .sentence
            .numbers
            .iter()
            .enumerate()
            .filter(|(index, linked)| {
                linked.whose == Whose::Authority
                    && !linked.is_basis
                    && (!self.used_numbers[*index] || besides.is_none())
                    && besides != Some(linked)
                    && linked
                        .subject
                        .as_ref()
                        .is_some_and(|(_, fit)| *fit == Fit::Value)
            })
            .min_by_key(|(_, linked)| {
                let number = &linked.quantity.at;
                if number.end <= at.start {
                    at.start - number.end
                } else {
                    number.start.saturating_sub(at.end) + 3
                }
            });
        // Of several of one measure the latest is compared.
        let nearest = nearest.map(|(index, linked)| {
            let measure = linked.subject.as_ref().map(|(subject, _)| subject.measure);
            self.sentence
                .numbers
                .iter()
                .enumerate()
                .filter(|(_, other)| {
                    other.whose == Whose::Authority
                        && !other.is_basis
                        && besides != Some(*other)
                        && other.subject.as_ref().is_some_and(|(subject, fit)| {
                            Some(subject.measure) == measure && *fit == Fit::Value
                        })
                })
                .fold((index, linked), |(best_at, best), (at, other)| {
                    if is_later(other.when, best.when, self.book) {
                        (at, other)
                    } else {
                        (best_at, best)
                    }
                })
        });
        Side {
            when: match nearest {
                Some((_, linked)) => linked.when,
                None => self
                    .sentence
                    .whens
                    .iter()
                    .map(|when| when.point)
                    .find(|point| matches!(point, Point::Month(_) | Point::Year(_) | Point::Now)),
            },
            stated: nearest.map(|(_, linked)| linked.clone()),
        }
    }

    fn said(&mut self) {
        for index in 0..self.sentence.said.len() {
            if self.used_said[index] {
                continue;
            }
            let said = self.sentence.said[index].clone();
            let others = self.beside(&said.at, index);
            if said.compares && !others.is_empty() {
                self.comparison(&said, others);
            } else if said.moves && !self.is_alone(&said) {
                self.movement(&said);
            }
        }
    }

    /// `higher`, `better` without `than` say nothing about a change.
    fn is_alone(&self, said: &super::said::Said) -> bool {
        said.at.len() == 1
            && matches!(
                self.word(said.at.start),
                "higher" | "lower" | "fewer" | "better" | "worse"
            )
    }

    /// Whom a word sets the figure beside: those named behind it, before any other word that
    /// judges; joined by `and` where there are several.
    fn beside(&self, at: &Range<usize>, index: usize) -> Vec<Whose> {
        const AHEAD: usize = 9;
        let until = self
            .sentence
            .said
            .get(index + 1)
            .map_or(usize::MAX, |next| next.at.start);
        let lone = at.len() == 1
            && matches!(
                self.word(at.start),
                "higher" | "lower" | "fewer" | "better" | "worse"
            );
        let mut found: Vec<Whose> = Vec::new();
        let mut last = at.end;
        for one in &self.sentence.somebody {
            if one.at.start < at.end || one.at.start >= until || one.at.start - last > AHEAD {
                continue;
            }
            let gap = last..one.at.start;
            let stops = gap.clone().any(|at| self.sentence.tokens[at].is(';'));
            let compared = gap
                .clone()
                .any(|at| matches!(self.word(at), "than" | "compared" | "against" | "with"));
            let own_number = self.sentence.numbers.iter().any(|linked| {
                gap.contains(&linked.quantity.at.start)
                    && linked.whose == Whose::Authority
                    && !linked.is_basis
            });
            if stops || own_number || (lone && found.is_empty() && !compared) {
                break;
            }
            if one.whose != Whose::Authority && !found.contains(&one.whose) {
                found.push(one.whose);
            }
            last = one.at.end;
        }
        found
    }

    fn comparison(&mut self, said: &super::said::Said, beside: Vec<Whose>) {
        let own = self.own(&said.at, None);
        let subject = own
            .stated
            .as_ref()
            .and_then(|linked| linked.subject.clone())
            .map(|(subject, _)| subject)
            .or_else(|| self.nearest(&said.at, |_| true));
        let theirs: Vec<Linked> = self
            .sentence
            .numbers
            .iter()
            .filter(|linked| beside.contains(&linked.whose))
            .cloned()
            .collect();
        if subject.is_none() && own.stated.is_none() && theirs.is_empty() {
            return;
        }
        self.push(
            ClaimKind::Comparison,
            &said.at,
            subject,
            What::Comparison {
                sense: said.sense,
                negated: said.negated,
                beside,
                own,
                theirs,
            },
        );
    }

    fn movement(&mut self, said: &super::said::Said) {
        let subject = self.moving(said);
        let has_number = self
            .sentence
            .numbers
            .iter()
            .enumerate()
            .any(|(at, linked)| {
                !self.used_numbers[at]
                    && matches!(
                        linked.quantity.unit,
                        Unit::Percent | Unit::Days | Unit::Plain
                    )
                    && linked.subject.is_some()
            });
        let here = subject.as_ref().is_some_and(|subject| {
            self.sentence
                .named
                .iter()
                .any(|named| named.measure == subject.measure)
        });
        if subject.is_none()
            && !self
                .sentence
                .numbers
                .iter()
                .any(|linked| linked.quantity.unit == Unit::Percent)
        {
            return;
        }
        // A measure of the sentence before is meant only where this one has a number for it.
        if subject.is_some() && !here && !has_number {
            return;
        }
        let (earlier, later) = self.sides(subject.as_ref(), &said.at, None);
        self.assume(&earlier, &later);
        self.push(
            ClaimKind::Movement,
            &said.at,
            subject,
            What::Movement {
                sense: said.sense,
                negated: said.negated,
                earlier,
                later,
                implied: false,
            },
        );
    }

    /// `rose from 15.8 to 16.0`: the number that a change began with is that of the year before.
    fn assume(&mut self, earlier: &Side, later: &Side) {
        let (Some(first), Some(_)) = (&earlier.stated, &later.stated) else {
            return;
        };
        let at = self
            .sentence
            .numbers
            .iter()
            .position(|linked| linked == first);
        if let (Some(at), None) = (at, first.when) {
            self.assumed[at] = Some(Point::YearBefore);
        }
    }

    /// What a word of movement is about: the subject of the numbers right behind it, else the
    /// measure that is named nearest.
    fn moving(&self, said: &super::said::Said) -> Option<Subject> {
        let behind = self
            .sentence
            .numbers
            .iter()
            .enumerate()
            .find(|(at, linked)| {
                linked.quantity.at.start >= said.at.end
                    && linked.quantity.at.start - said.at.end <= 6
                    && !self.used_numbers[*at]
                    && linked.whose == Whose::Authority
            })
            .and_then(|(_, linked)| linked.subject.clone())
            .map(|(subject, _)| subject);
        behind.or_else(|| self.nearest(&said.at, |_| true))
    }

    /// The two ends of a change, as far as the words say.
    fn sides(
        &self,
        subject: Option<&Subject>,
        at: &Range<usize>,
        besides: Option<usize>,
    ) -> (Side, Side) {
        let about = |linked: &Linked| {
            linked.whose == Whose::Authority
                && !linked.is_basis
                && subject.is_none_or(|subject| {
                    linked
                        .subject
                        .as_ref()
                        .is_some_and(|(other, _)| other.measure == subject.measure)
                })
        };
        let here: Vec<(usize, &Linked)> = self
            .sentence
            .numbers
            .iter()
            .enumerate()
            .filter(|(index, linked)| {
                Some(*index) != besides && !self.used_numbers[*index] && about(linked)
            })
            .collect();
        let mut numbers: Vec<&Linked> = here.iter().map(|(_, linked)| *linked).collect();
        if numbers.is_empty() {
            // `this equates to 120 more`: the numbers stand in the sentences before.
            numbers = self.earlier.iter().filter(|linked| about(linked)).collect();
            if numbers.len() > 2 {
                numbers = numbers.split_off(numbers.len() - 2);
            }
            if numbers.is_empty()
                && let Some(subject) = subject
            {
                numbers = self.like(subject);
            }
        }
        // A share and its cases, of one time, are one figure.
        let mut once: Vec<&Linked> = Vec::new();
        for linked in numbers {
            let same = once
                .iter_mut()
                .find(|other| linked.when.is_some() && other.when == linked.when);
            match same {
                Some(other) if matches!(other.quantity.unit, Unit::Of(_)) => *other = linked,
                Some(_) => {}
                None => once.push(linked),
            }
        }
        match once.as_slice() {
            [first, second, ..] => {
                let lead = |linked: &Linked| {
                    let start = linked.quantity.at.start;
                    start.checked_sub(1).map_or("", |at| self.word(at))
                };
                // `fell to 24.1% from 26.1%`
                let reversed = lead(first) == "to" && lead(second) == "from";
                let swapped = reversed
                    || self.is_compared_back(second)
                    || is_later(first.when, second.when, self.book);
                let (earlier, later) = if swapped {
                    (second, first)
                } else {
                    (first, second)
                };
                (Side::of(earlier), Side::of(later))
            }
            [one] => {
                let start = one.quantity.at.start;
                let lead = start.checked_sub(1).map_or("", |at| self.word(at));
                let is_here = !here.is_empty();
                let is_back =
                    is_here && (matches!(lead, "from" | "than") || self.is_compared_back(one));
                let since = self.since(at);
                if is_back {
                    (
                        Side::of(one),
                        Side {
                            when: self.other_time(one.when),
                            stated: None,
                        },
                    )
                } else {
                    let earlier = since.or_else(|| self.other_time(one.when));
                    (
                        Side {
                            when: earlier,
                            stated: None,
                        },
                        Side::of(one),
                    )
                }
            }
            [] => {
                let since = self.since(at);
                let later = self
                    .sentence
                    .whens
                    .iter()
                    .map(|when| when.point)
                    .find(|point| Some(*point) != since);
                let back = later.filter(|point| {
                    matches!(
                        point,
                        Point::YearBefore | Point::Inspection | Point::MonthOfYearBefore(_)
                    )
                });
                match back {
                    Some(point) if since.is_none() => (
                        Side {
                            when: Some(point),
                            stated: None,
                        },
                        Side::default(),
                    ),
                    _ => (
                        Side {
                            when: since,
                            stated: None,
                        },
                        Side {
                            when: later,
                            stated: None,
                        },
                    ),
                }
            }
        }
    }

    /// Numbers of measures that count the same cases, for a difference of cases.
    fn like(&self, subject: &Subject) -> Vec<&Linked> {
        let unit = self.book.measures[subject.measure].meta.unit;
        let mut like: Vec<&Linked> =
            self.earlier
                .iter()
                .filter(|linked| {
                    linked.subject.as_ref().is_some_and(|(other, _)| {
                        self.book.measures[other.measure].meta.unit == unit
                    })
                })
                .collect();
        like.dedup_by_key(|linked| linked.when);
        like
    }

    /// `compared with 25.8% last year`: the number behind is the earlier one.
    fn is_compared_back(&self, linked: &Linked) -> bool {
        let start = linked.quantity.at.start;
        (start.saturating_sub(6)..start).any(|at| {
            matches!(
                self.word(at),
                "compared" | "against" | "than" | "versus" | "comparison"
            ) || (self.word(at) == "from"
                && matches!(
                    at.checked_sub(1).map_or("", |at| self.word(at)),
                    "up" | "down"
                ))
                || (self.word(at) == "on"
                    && matches!(
                        at.checked_sub(1).map_or("", |at| self.word(at)),
                        "up" | "down"
                    ))
        }) && !matches!(start.checked_sub(1).map_or("", |at| self.word(at)), "to")
    }

    /// The time that a change is said to begin with: `since the inspection`, `compared with last
    /// year`.
    fn since(&self, at: &Range<usize>) -> Option<Point> {
        self.sentence
            .whens
            .iter()
            .filter(|when| when.point != Point::Now)
            .filter(|when| {
                when.at.start >= at.start || self.word(when.at.start.saturating_sub(1)) == "since"
            })
            .find(|when| {
                let start = when.at.start;
                matches!(
                    when.point,
                    Point::YearBefore | Point::Inspection | Point::MonthOfYearBefore(_)
                ) || (start.saturating_sub(4)..start).any(|at| {
                    matches!(
                        self.word(at),
                        "since" | "from" | "than" | "compared" | "against" | "on"
                    )
                }) || self.word(start) == "since"
            })
            .map(|when| when.point)
    }

    fn other_time(&self, time: Option<Point>) -> Option<Point> {
        self.sentence
            .whens
            .iter()
            .map(|when| when.point)
            .filter(|point| *point != Point::Now)
            .find(|point| Some(*point) != time)
            .filter(|_| time.is_some())
            .or_else(|| {
                self.sentence
                    .whens
                    .iter()
                    .map(|when| when.point)
                    .find(|point| {
                        Some(*point) != time
                            && matches!(point, Point::YearBefore | Point::Inspection)
                    })
            })
    }

    fn around_money(&self, at: &Range<usize>) -> String {
        let tokens = self.sentence.tokens;
        let pound = |at: &usize| tokens[*at].is('£');
        let start = (0..at.start).rev().find(pound).unwrap_or(0);
        let end = (at.end..tokens.len()).find(pound).unwrap_or(tokens.len());
        let words =
            |range: Range<usize>| -> Vec<&str> { tokens[range].iter().map(Token::word).collect() };
        format!(
            "{} £ {}",
            words(start..at.start).join(" "),
            words(at.end..end).join(" ")
        )
    }

    fn values(&mut self) {
        for at in 0..self.sentence.numbers.len() {
            let mut linked = self.sentence.numbers[at].clone();
            if self.used_numbers[at] {
                continue;
            }
            linked.when = linked.when.or(self.assumed[at]);
            let range = linked.quantity.at.clone();
            match (&linked.quantity.noun, linked.quantity.unit) {
                (_, Unit::Money) => {
                    let around = self.around_money(&range);
                    self.push(ClaimKind::Value, &range, None, What::Money(linked, around));
                }
                (Some(Noun::Recommendations | Noun::Actions), _) => {
                    self.push(ClaimKind::Total, &range, None, What::Counted(linked));
                }
                (noun, unit) => {
                    let subject = linked.subject.clone().map(|(subject, _)| subject);
                    let bare = noun.is_none() && unit == Unit::Plain;
                    if subject.is_none() && bare {
                        continue;
                    }
                    let has_period = linked.when.is_some() || !self.around.is_empty();
                    let around = if linked.when.is_some() {
                        Vec::new()
                    } else {
                        self.around.to_vec()
                    };
                    self.push(
                        ClaimKind::Value,
                        &range,
                        subject,
                        What::Value {
                            linked,
                            has_period,
                            around,
                        },
                    );
                }
            }
        }
    }
}
