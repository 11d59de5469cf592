//! The numbers of a sentence that say something: percentages, counts, days, scores, money.
//!
//! Numbers that name things (paragraphs, sections, ages, windows, dates) are none.

mod names;
mod number;

pub(super) use number::begins_number;

use std::ops::Range;

use self::names::{is_duration, names_something};
use self::number::{fraction, number};
use super::tokens::Token;

use super::when::When;

/// A number that says something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    /// Its pieces: the number and its unit.
    pub at: Range<usize>,
    /// Its value; of so many of so many, how many.
    pub value: f64,
    /// Digits after the point.
    pub decimals: u8,
    /// What it counts in.
    pub unit: Unit,
    /// How loosely it is meant.
    pub room: Room,
    /// What is counted, where a word says so.
    pub noun: Option<Noun>,
    /// Whether it is set against the number before: `64 carers against 52`.
    pub compared: bool,
}

impl Quantity {
    /// A value with as many digits as the number was written with.
    pub fn shown(&self, value: f64) -> String {
        format!("{value:.*}", usize::from(self.decimals))
    }
}

/// What a number counts in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    /// In a hundred.
    Percent,
    /// Percentage points.
    Points,
    /// Days.
    Days,
    /// Pounds.
    Money,
    /// So many of so many.
    Of(f64),
    /// Things, or a score.
    Plain,
}

/// How loosely a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// As it is written.
    Exact,
    /// About.
    About,
    /// Nearly: a little below.
    Nearly,
    /// More than.
    Over,
    /// At least.
    AtLeast,
    /// Fewer than.
    Under,
    /// At most.
    AtMost,
    /// A fraction in words, such as a quarter.
    Fraction,
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    /// Children or young people.
    Children,
    /// Referrals.
    Referrals,
    /// Assessments.
    Assessments,
    /// Audits, or the cases that were audited.
    Audits,
    /// Cases.
    Cases,
    /// Practitioners.
    Practitioners,
    /// Guardianship or adoption orders.
    Orders,
    /// Recommendations.
    Recommendations,
    /// Actions.
    Actions,
    /// Scores.
    Scores,
    /// Placements.
    Placements,
    /// Anything else.
    Other(String),
}

/// The numbers of a sentence that say something.
pub(super) fn quantities(
    tokens: &[Token],
    whens: &[When],
    passed: &[Range<usize>],
) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let dated = whens
            .iter()
            .map(|when| &when.at)
            .chain(passed)
            .find(|span| span.contains(&at));
        if let Some(dated) = dated {
            at = dated.end;
            continue;
        }
        match quantity(tokens, at) {
            Some(quantity) => {
                at = quantity.at.end;
                found.push(quantity);
            }
            None => at = skip(tokens, at),
        }
    }
    share_nouns(tokens, &mut found);
    found
}

/// `64 carers against 52`, `the number of assessments rose from 172 to 292`: a bare number counts
/// what the one before it counts, or what the number is said to be of.
fn share_nouns(tokens: &[Token], found: &mut [Quantity]) {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    for at in 0..found.len() {
        let quantity = &found[at];
        if quantity.unit != Unit::Plain || quantity.noun.is_some() || quantity.decimals > 0 {
            continue;
        }
        let start = quantity.at.start;
        let joined = (start.saturating_sub(4)..start).any(|at| {
            matches!(
                word(at),
                "against" | "compared" | "than" | "from" | "to" | "and" | "which"
            )
        });
        let before = at
            .checked_sub(1)
            .map(|before| &found[before])
            .filter(|before| before.unit == Unit::Plain)
            .and_then(|before| before.noun.clone());
        let number_of = (0..start)
            .rev()
            .find(|at| word(*at) == "number" && word(at + 1) == "of")
            .and_then(|at| noun(tokens, at + 2));
        let before = before.filter(|_| joined);
        let set_against = (start.saturating_sub(4)..start)
            .any(|at| matches!(word(at), "against" | "compared" | "than" | "from" | "to"));
        found[at].compared = before.is_some() && set_against;
        found[at].noun = before.or(number_of);
    }
}

/// Past a number that says nothing, with what hangs on it.
fn skip(tokens: &[Token], at: usize) -> usize {
    if tokens[at].number().is_none() {
        return at + 1;
    }
    at + 1
        + tokens[at + 1..]
            .iter()
            .take_while(|next| !next.spaced && next.number().is_some())
            .count()
}

fn quantity(tokens: &[Token], at: usize) -> Option<Quantity> {
    if let Some(fraction) = fraction(tokens, at) {
        return Some(fraction);
    }
    let money = tokens[at].is('£');
    let number = number(tokens, at + usize::from(money))?;
    let begins = at;
    if names_something(tokens, begins, &number) {
        return None;
    }
    let mut end = number.end;
    let mut value = number.value;
    let mut decimals = number.decimals;
    let mut unit = if money { Unit::Money } else { Unit::Plain };
    let next = |at: usize| tokens.get(at).map_or("", Token::word);
    if tokens.get(end).is_some_and(|token| token.is('%'))
        || matches!(next(end), "percent" | "pct")
        || (next(end) == "per" && next(end + 1) == "cent")
        || (next(end) == "percentage" && !next(end + 1).starts_with("point"))
    {
        end += if next(end) == "per" { 2 } else { 1 };
        unit = Unit::Percent;
        // `11% points` are percentage points.
        if next(end).starts_with("point") {
            end += 1;
            unit = Unit::Points;
        }
    } else if next(end) == "percentage" && next(end + 1).starts_with("point") {
        end += 2;
        unit = Unit::Points;
    } else if matches!(next(end), "point" | "points" | "pp" | "ppts" | "ppt") {
        end += 1;
        unit = Unit::Points;
    } else if matches!(next(end), "day" | "days") {
        end += 1;
        unit = Unit::Days;
    } else if money {
        let scale = match next(end) {
            "m" | "million" => 1e6,
            "k" | "thousand" => 1e3,
            "bn" | "billion" => 1e9,
            _ => 1.0,
        };
        if scale > 1.0 {
            end += 1;
            value *= scale;
            decimals =
                u8::try_from((scale.log10() as i32 - i32::from(decimals)).max(0)).unwrap_or(0);
            // Money has no digits after the point: what is counted is how many noughts are sure.
            return Some(Quantity {
                at: begins..end,
                value,
                decimals,
                unit,
                room: room(tokens, begins),
                noun: None,
                compared: false,
            });
        }
    } else if is_duration(next(end)) {
        return None;
    } else if let Some((of, of_end)) = of(tokens, end, value) {
        end = of_end;
        unit = Unit::Of(of);
    }
    let noun = match unit {
        Unit::Days | Unit::Points | Unit::Money => None,
        // What a share is of stands behind `of`.
        Unit::Percent => {
            noun(tokens, end).filter(|noun| next(end) == "of" || !matches!(noun, Noun::Other(_)))
        }
        _ => noun(tokens, end),
    };
    // `two more than last year` is a difference; any other number in words counts something.
    let is_difference = matches!(next(end), "more" | "fewer" | "less");
    if unit == Unit::Plain && number.in_words && noun.is_none() && !is_difference {
        return None;
    }
    Some(Quantity {
        at: begins..end,
        value,
        decimals,
        unit,
        room: room(tokens, begins),
        noun,
        compared: false,
    })
}

/// ` of 487`, ` of the 17`, ` out of 30`: how many there are in all.
fn of(tokens: &[Token], at: usize, value: f64) -> Option<(f64, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let mut next = at;
    // `24 audits of 40`, `26 cases out of 30`: one word may stand between.
    if word(next) != "of" && word(next) != "out" && word(next + 1) == "out" {
        next += 1;
    }
    if word(next) == "out" {
        next += 1;
    }
    if word(next) != "of" {
        return None;
    }
    next += 1;
    while matches!(
        word(next),
        "the" | "all" | "our" | "these" | "those" | "a" | "every" | "total"
    ) {
        next += 1;
    }
    let number = number(tokens, next)?;
    let is_share = tokens
        .get(number.end)
        .is_some_and(|token| token.is('%') || token.word() == "per");
    (number.value >= value && number.decimals == 0 && !is_share)
        .then_some((number.value, number.end))
}

/// How loosely the words before a number mean it.
fn room(tokens: &[Token], at: usize) -> Room {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens[at].word());
    match (before(2), before(1)) {
        (_, "about" | "around" | "approximately" | "roughly" | "circa" | "c" | "some") => {
            Room::About
        }
        (_, "nearly" | "almost") => Room::Nearly,
        ("more" | "greater", "than") | (_, "over" | "exceeding") => Room::Over,
        ("at", "least") => Room::AtLeast,
        ("fewer" | "less", "than") | (_, "under") => Room::Under,
        ("up", "to") if !matches!(before(3), "is" | "are" | "went" | "now" | "rose" | "was") => {
            Room::AtMost
        }
        ("at", "most") => Room::AtMost,
        ("region", "of") => Room::About,
        _ => Room::Exact,
    }
}

/// What a number counts: the first noun among the next words.
pub(super) fn noun(tokens: &[Token], at: usize) -> Option<Noun> {
    let mut step = at;
    // `of the`, `of our`, and a few adjectives may stand between.
    for _ in 0..4 {
        let word = tokens.get(step)?.word();
        let known = match word {
            "babies" | "siblings" | "boys" | "girls" | "infants" | "child" | "children"
            | "people" | "person" | "leavers" | "leaver" | "pupils" => Some(Noun::Children),
            "referral" | "referrals" | "rereferrals" | "rereferral" => Some(Noun::Referrals),
            "assessment" | "assessments" => Some(Noun::Assessments),
            "audit" | "audits" | "files" => Some(Noun::Audits),
            "case" | "cases" => Some(Noun::Cases),
            "practitioners" | "workers" => Some(Noun::Practitioners),
            "order" | "orders" | "sgos" | "guardianships" | "adoptions" | "discharges" => {
                Some(Noun::Orders)
            }
            "recommendation" | "recommendations" => Some(Noun::Recommendations),
            "action" | "actions" => Some(Noun::Actions),
            "score" | "scores" => Some(Noun::Scores),
            "placement" | "placements" => Some(Noun::Placements),
            "" => return None,
            _ => None,
        };
        if known.is_some() {
            return known;
        }
        let passes = matches!(
            word,
            "of" | "the"
                | "our"
                | "all"
                | "young"
                | "looked"
                | "after"
                | "single"
                | "completed"
                | "care"
                | "social"
                | "audited"
                | "special"
                | "guardianship"
                | "ofsted"
                | "new"
                | "these"
                | "former"
                | "more"
                | "fewer"
                | "additional"
                | "extra"
                | "further"
                | "such"
                | "adoption"
                | "inspection"
                | "total"
                | "open"
                | "moderated"
                | "improvement"
                | "planned"
        );
        // `three learning events`: one word of its own may stand before the noun.
        let small = matches!(
            word,
            "in" | "on"
                | "at"
                | "by"
                | "to"
                | "from"
                | "for"
                | "with"
                | "and"
                | "or"
                | "is"
                | "are"
                | "was"
                | "were"
                | "has"
                | "have"
                | "had"
                | "per"
                | "each"
                | "which"
                | "that"
                | "than"
                | "as"
                | "but"
                | "a"
                | "an"
                | "within"
                | "against"
                | "compared"
                | "out"
                | "over"
        );
        let next = tokens.get(step + 1).map_or("", Token::word);
        // Behind `of` two may: `78% of initial health checks`.
        let of = tokens.get(at).is_some_and(|first| first.word() == "of");
        let near = step == at || (of && step <= at + 2);
        let follows = is_plural(next)
            || (of
                && tokens
                    .get(step + 2)
                    .is_some_and(|next| is_plural(next.word())));
        if !passes && !small && near && !is_plural(word) && follows {
            step += 1;
            continue;
        }
        if !passes {
            let is_plural = is_plural(word);
            let is_crowd = matches!(word, "staff" | "people" | "families");
            return (is_plural || is_crowd)
                .then(|| Noun::Other(word.to_owned()))
                .filter(|_| {
                    !matches!(
                        word,
                        "was"
                            | "has"
                            | "is"
                            | "points"
                            | "times"
                            | "days"
                            | "less"
                            | "previous"
                            | "ways"
                            | "areas"
                            | "aims"
                            | "this"
                            | "towards"
                    )
                });
        }
        step += 1;
    }
    None
}

/// Whether a word looks like more than one of something.
fn is_plural(word: &str) -> bool {
    word.ends_with('s') && word.len() > 3 && !word.ends_with("ss")
}
