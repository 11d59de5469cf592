//! How words of the command line become values.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use waymark_codes::Month;
use waymark_plan::ledger::chain::Head;
use waymark_plan::ledger::parts::{CommentKind, Grade, ReviewOutcome, Role};
use waymark_plan::{ComparatorKind, Framework, Judgement, Rating};

/// A day.
pub fn day(text: &str) -> Result<Date, String> {
    let day = text.parse::<Date>();
    day.map_err(|_| "write a day as year, month and day, such as 2017-09-30".to_owned())
}

/// One of a few words, each with its value.
fn one_of<T, const N: usize>(all: [(&'static str, T); N]) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.map(|(word, _)| word)).map(move |given: String| {
        all.iter()
            .find(|(word, _)| *word == given)
            .map(|(_, value)| *value)
            .expect("the parser lets no other word through")
    })
}

/// A role.
pub fn role() -> impl TypedValueParser<Value = Role> {
    one_of(Role::ALL.map(|role| (role.as_str(), role)))
}

/// A grade of practice.
pub fn grade() -> impl TypedValueParser<Value = Grade> {
    one_of([
        ("inadequate", Grade::Inadequate),
        ("requires-improvement", Grade::RequiresImprovement),
        ("good", Grade::Good),
        ("outstanding", Grade::Outstanding),
    ])
}

/// What comes of a review.
pub fn review() -> impl TypedValueParser<Value = ReviewOutcome> {
    one_of([
        ("agreed", ReviewOutcome::Agreed),
        ("returned", ReviewOutcome::Returned),
    ])
}

/// Whose view a comment on a report gives.
pub fn comment() -> impl TypedValueParser<Value = CommentKind> {
    let all = [
        CommentKind::Legal,
        CommentKind::Finance,
        CommentKind::Officer,
    ];
    one_of(all.map(|kind| (kind.in_words(), kind)))
}

/// A rating.
pub fn rating() -> impl TypedValueParser<Value = Rating> {
    let all = [Rating::Red, Rating::Amber, Rating::Green, Rating::Blue];
    one_of(all.map(|rating| (rating.in_words(), rating)))
}

/// Whom a measure is shown beside.
pub fn comparator() -> impl TypedValueParser<Value = ComparatorKind> {
    one_of([
        (
            "statistical-neighbours",
            ComparatorKind::StatisticalNeighbours,
        ),
        ("region", ComparatorKind::Region),
        ("england", ComparatorKind::England),
    ])
}

/// A framework of inspection: one of the three that are known, or any other by its name.
pub fn framework(text: &str) -> Result<Framework, String> {
    match text.trim().to_lowercase().as_str() {
        "" => Err("write sif, ilacs, focused-visit or the framework's name".to_owned()),
        "sif" => Ok(Framework::Sif),
        "ilacs" => Ok(Framework::Ilacs),
        "focused-visit" => Ok(Framework::FocusedVisit),
        _ => Ok(Framework::Other(text.trim().to_owned())),
    }
}

/// The judgement of a part of an inspection: `PART=JUDGEMENT`.
pub fn area(text: &str) -> Result<Judgement, String> {
    match text.rsplit_once('=') {
        Some((area, judgement)) if !area.trim().is_empty() && !judgement.trim().is_empty() => {
            Ok(Judgement {
                area: area.trim().to_owned(),
                judgement: judgement.trim().to_owned(),
            })
        }
        _ => Err("write the part and its judgement, such as `Adoption performance=Good`".into()),
    }
}

/// A value in a month: `VALUE@MONTH`.
pub fn value_at(text: &str) -> Result<(f64, Month), String> {
    let wanted = "write a value and the month that its period ends with, such as 25.8@2016-03";
    let (value, month) = text.split_once('@').ok_or(wanted)?;
    let value: f64 = value.trim().parse().map_err(|_| wanted)?;
    let month: Month = month.trim().parse().map_err(|_| wanted)?;
    if value.is_finite() {
        Ok((value, month))
    } else {
        Err(wanted.to_owned())
    }
}

/// The end of the log as it was noted: `SEQ:HASH`.
pub fn head(text: &str) -> Result<Head, String> {
    let wanted = "write the head as `waymark plan verify` prints it, such as 412:9f86d0…";
    let (seq, hash) = text.trim().split_once(':').ok_or(wanted)?;
    Ok(Head {
        seq: seq.parse().map_err(|_| wanted)?,
        hash: hash.parse().map_err(|_| wanted)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_with_their_month() {
        assert_eq!(
            value_at("25.8@2016-03").unwrap(),
            (25.8, "2016-03".parse().unwrap())
        );
        for bad in ["25.8", "@2016-03", "a@2016-03", "25@2016", "inf@2016-03"] {
            assert!(value_at(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_part_of_an_inspection_may_hold_an_equals_sign() {
        let read = area("Help = protection=Good").unwrap();
        assert_eq!(
            (read.area.as_str(), read.judgement.as_str()),
            ("Help = protection", "Good")
        );
        for bad in ["", "Good", "=Good", "Part="] {
            assert!(area(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn heads_are_a_place_and_a_hash() {
        let origin = Head::origin();
        let read = head(&format!("0:{}", origin.hash)).unwrap();
        assert_eq!(read, origin);
        for bad in ["", "12", "12:abc", "a:b"] {
            assert!(head(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn frameworks_go_by_their_names() {
        assert_eq!(framework("SIF").unwrap(), Framework::Sif);
        assert_eq!(
            framework("Joint area inspection").unwrap(),
            Framework::Other("Joint area inspection".to_owned())
        );
        assert!(framework(" ").is_err());
    }
}
