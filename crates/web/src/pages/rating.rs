//! A rating as pages show it: a word, a shape, a colour; never a colour alone.

use jiff::civil::Date;
use waymark_codes::Month;
use waymark_plan::Rating;
use waymark_plan::ledger::state::RecommendationState;

/// A rating with its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatingTag {
    /// The word.
    pub word: &'static str,
    /// The name of its colour among the styles.
    pub class: &'static str,
    /// Its shape.
    pub symbol: &'static str,
    /// Its letter, where there is no room for the word.
    pub letter: &'static str,
}

impl RatingTag {
    /// A rating, or none.
    pub fn of(rating: Option<Rating>) -> Self {
        let (word, class, symbol, letter) = match rating {
            Some(Rating::Green) => ("Green", "green", "\u{25cf}", "G"),
            Some(Rating::Amber) => ("Amber", "amber", "\u{25b2}", "A"),
            Some(Rating::Red) => ("Red", "red", "\u{25a0}", "R"),
            Some(Rating::Blue) => ("Blue", "complete", "\u{2713}", "B"),
            None => ("Not rated", "none", "\u{25cb}", "\u{2013}"),
        };
        Self {
            word,
            class,
            symbol,
            letter,
        }
    }

    /// A proposal, where none is not a lack of judgement.
    pub fn proposed(rating: Option<Rating>) -> Self {
        match rating {
            None => Self {
                word: "Not known",
                ..Self::of(None)
            },
            some => Self::of(some),
        }
    }
}

/// The rating that stood at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthsRating {
    /// The month in words.
    pub month: String,
    /// The rating.
    pub tag: RatingTag,
}

/// The ratings of the last twelve months, oldest first: each as it stood when the month ended, the
/// last as it stands today.
pub fn strip(recommendation: &RecommendationState, today: Date) -> Vec<MonthsRating> {
    let this = Month::of(today);
    (0..12)
        .rev()
        .map(|back| {
            let month = this.minus(back);
            let until = month.last_day().min(today);
            let standing = recommendation
                .ratings
                .iter()
                .rfind(|judged| judged.on <= until);
            MonthsRating {
                month: month.in_words(),
                tag: RatingTag::of(standing.map(|judged| judged.rating)),
            }
        })
        .collect()
}

/// How many days lie between a day and today, in words: `3 days ago`, `in 2 days`, `today`.
pub fn from_today(day: Date, today: Date) -> String {
    let days = (today - day).get_days();
    let counted = |days: i32| {
        if days == 1 {
            "1 day".to_owned()
        } else {
            format!("{days} days")
        }
    };
    match days {
        0 => "today".to_owned(),
        days if days > 0 => format!("{} ago", counted(days)),
        days => format!("in {}", counted(-days)),
    }
}
