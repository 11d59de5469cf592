//! The parts that a reference to a figure can give.

use std::fmt;

/// A part of what a reference to a figure stands for.
///
/// A part is given as it is only where the reference has what it speaks of: some need an earlier
/// figure after `vs`, some a published value or a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The figure's value. A reference without `vs` gives it by itself.
    Value,
    /// A whole clause: the value with its cases and period, and how it stands against what comes
    /// after `vs`. A reference with `vs` gives it by itself.
    Sentence,
    /// The value of the earlier figure.
    Earlier,
    /// The published value, or the target.
    Theirs,
    /// The size of the difference, without its sign.
    Change,
    /// Which way it went, after *has* or *have*; where chance could give the difference, it says so.
    Direction,
    /// The same with the size, where the change is clear.
    DirectionBy,
    /// Which way it went, in the past tense; where chance could give the difference, it says so.
    Moved,
    /// The same with the size, where the change is clear.
    MovedBy,
    /// What the comparison found; against a published value with `than` or `from`, against a
    /// target whether the figure meets it.
    Verdict,
    /// How many cases stand behind the value, with their noun.
    N,
    /// The counted cases of a share or a number.
    Counted,
    /// All cases that they are counted from.
    Of,
    /// Both, as they stand in a bracket behind a value.
    Cases,
    /// The period, with its preposition.
    Period,
    /// The month that the period ends with.
    Month,
    /// The 95% interval.
    Interval,
    /// How likely chance alone is to give the difference from the earlier figure.
    P,
    /// For how many cases the answer is known.
    Coverage,
    /// Whose the published value is, and of when; or that it is the plan's target.
    Comparator,
    /// The month that the published year, or years, ended with; or that the target is for.
    Year,
    /// How old the published value is beside the figure.
    Age,
}

impl Part {
    /// Every part, in the order of the guide.
    pub const ALL: [Part; 22] = [
        Part::Value,
        Part::Sentence,
        Part::Earlier,
        Part::Theirs,
        Part::Change,
        Part::Direction,
        Part::DirectionBy,
        Part::Moved,
        Part::MovedBy,
        Part::Verdict,
        Part::N,
        Part::Counted,
        Part::Of,
        Part::Cases,
        Part::Period,
        Part::Month,
        Part::Interval,
        Part::P,
        Part::Coverage,
        Part::Comparator,
        Part::Year,
        Part::Age,
    ];

    /// Its name, as it is written after `|`.
    pub fn name(self) -> &'static str {
        self.entry().0
    }

    /// What it reads like.
    ///
    /// All examples are about one figure, the re-referrals of a year set beside those of the year
    /// before; those of the published value are about an average score set beside England's.
    pub fn example(self) -> &'static str {
        self.entry().1
    }

    fn entry(self) -> (&'static str, &'static str) {
        match self {
            Part::Value => ("value", "18.5%"),
            Part::Sentence => (
                "sentence",
                "18.5% (412 of 2,227) in the 12 months to September 2017, clearly better than 25.8% (560 of 2,171) a year before",
            ),
            Part::Earlier => ("earlier", "25.8%"),
            Part::Theirs => ("theirs", "14.1 points"),
            Part::Change => ("change", "7.3 percentage points"),
            Part::Direction => ("direction", "fallen"),
            Part::DirectionBy => ("direction-by", "fallen by 7.3 percentage points"),
            Part::Moved => ("moved", "fell"),
            Part::MovedBy => ("moved-by", "fell by 7.3 percentage points"),
            Part::Verdict => ("verdict", "better"),
            Part::N => ("n", "2,227 referrals"),
            Part::Counted => ("counted", "412"),
            Part::Of => ("of", "2,227"),
            Part::Cases => ("cases", "412 of 2,227"),
            Part::Period => ("period", "in the 12 months to September 2017"),
            Part::Month => ("month", "September 2017"),
            Part::Interval => ("interval", "16.9% to 20.2%"),
            Part::P => ("p", "p < 0.001"),
            Part::Coverage => ("coverage", "2,227 referrals, all that the measure is about"),
            Part::Comparator => ("comparator", "England, period to March 2017"),
            Part::Year => ("year", "March 2017"),
            Part::Age => ("age", "6 months older"),
        }
    }

    /// The part of a name; `difference` is another name of `change`.
    pub(super) fn read(name: &str) -> Option<Self> {
        if name == "difference" {
            return Some(Part::Change);
        }
        Part::ALL.into_iter().find(|part| part.name() == name)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
