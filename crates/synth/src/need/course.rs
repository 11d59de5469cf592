//! What happens in a case between its referral and its closing.

use super::{Assessment, Case, Protection};
use crate::days::{Day, NEVER, end_of_collection_year};
use crate::dice::Dice;

const SOURCES: [(&str, u32); 20] = [
    ("6", 275),
    ("2A", 165),
    ("2B", 22),
    ("1A", 75),
    ("1B", 22),
    ("1C", 8),
    ("1D", 12),
    ("3A", 22),
    ("3B", 34),
    ("3C", 18),
    ("3D", 38),
    ("3E", 24),
    ("3F", 14),
    ("4", 18),
    ("5A", 42),
    ("5B", 55),
    ("5C", 32),
    ("7", 48),
    ("8", 50),
    ("9", 26),
];

const NEEDS: [(&str, u32); 9] = [
    ("N1", 56),
    ("N2", 7),
    ("N3", 4),
    ("N4", 10),
    ("N5", 14),
    ("N6", 3),
    ("N7", 1),
    ("N8", 2),
    ("N0", 3),
];

fn opened(referred: Day, dice: &mut Dice) -> Case {
    Case {
        person: 0,
        looked_after: None,
        referred,
        closed: NEVER,
        why_closed: "RC7",
        no_action: false,
        assessment: None,
        source: dice.weighted(&SOURCES),
        need: dice.weighted(&NEEDS),
        exploited: false,
        plan_from: None,
        protection: None,
        stream: 0,
    }
}

/// A referral that led to no further action; it is closed within days.
pub(crate) fn without_action(referred: Day, dice: &mut Dice) -> Case {
    let closed = referred + dice.weighted(&[(0, 40), (1, 35), (2, 15), (4, 10)]);
    Case {
        no_action: true,
        // Only the census of the referral's own year has it, and so has to know its closing.
        closed: closed.min(end_of_collection_year(referred)),
        ..opened(referred, dice)
    }
}

/// A referral that was assessed: closed then, or followed by a plan of either kind.
pub(crate) fn assessed(referred: Day, assessment: Assessment, dice: &mut Dice) -> Case {
    let mut case = Case {
        assessment: Some(assessment),
        ..opened(referred, dice)
    };
    let authorised = assessment.authorised;
    match dice.unit() {
        ..0.50 => {
            case.closed = authorised + dice.between(0, 14);
            case.why_closed = "RC8";
        }
        0.50..0.89 => {
            case.plan_from = Some(authorised + dice.between(2, 18));
            case.closed = authorised + dice.skewed(170.0, 0.55, 40, 900);
            case.why_closed = dice.weighted(&[("RC7", 93), ("RC5", 5), ("RC3", 2)]);
        }
        _ => {
            let enquiry = referred + dice.between(1, 24).min(authorised - referred);
            let conference = enquiry + dice.between(9, 24);
            let end = conference + dice.skewed(240.0, 0.5, 75, 900);
            case.protection = Some(Protection {
                enquiry,
                conference,
                end,
                category: dice.weighted(&[
                    ("NEG", 46),
                    ("EMO", 36),
                    ("PHY", 9),
                    ("SAB", 4),
                    ("MUL", 5),
                ]),
                earlier_plans: dice.weighted(&[(0, 80), (1, 16), (2, 4)]),
            });
            case.closed = end.max(authorised) + dice.between(14, 130);
        }
    }
    case
}

/// Makes the case the one that led to care: open as long as the child is looked after.
pub(crate) fn leads_to_care(case: &mut Case, entry: Day, end: Day, reason: &str, dice: &mut Dice) {
    if let Some(protection) = &mut case.protection {
        protection.end = entry + dice.between(5, 35);
        if protection.conference + 20 > entry {
            case.protection = None;
        }
    }
    case.plan_from = case
        .plan_from
        .filter(|&from| from + 10 < entry && case.protection.is_none());
    let assessed = case
        .assessment
        .map_or(case.referred, |assessment| assessment.authorised);
    case.closed = (end + dice.between(3, 60)).max(assessed + 2);
    case.why_closed = match reason {
        "E11" | "E12" => "RC1",
        "E43" | "E44" => "RC4",
        "E41" => "RC3",
        "E3" => "RC5",
        "E2" => "RC2",
        "E7" => "RC6",
        _ => "RC7",
    };
}

/// A case that was open before the first census: of a child who was in care by then.
pub(crate) fn from_before(referred: Day, dice: &mut Dice) -> Case {
    opened(referred, dice)
}

/// The factors that the assessment found.
pub(crate) fn factors(case: &Case, dice: &mut Dice) -> Vec<&'static str> {
    const FACTORS: [(&str, u32); 22] = [
        ("3B", 30),
        ("4B", 22),
        ("17A", 15),
        ("16A", 13),
        ("2B", 12),
        ("1B", 11),
        ("3A", 9),
        ("18A", 8),
        ("4A", 7),
        ("14A", 6),
        ("5A", 5),
        ("6A", 5),
        ("19A", 4),
        ("5B", 3),
        ("6B", 3),
        ("7A", 3),
        ("10A", 3),
        ("15A", 3),
        ("2A", 3),
        ("1A", 2),
        ("13A", 1),
        ("20", 8),
    ];
    if case.why_closed == "RC8" && dice.chance(0.15) {
        return vec!["21"];
    }
    let mut found = Vec::new();
    if case.exploited {
        found.push("11A");
    }
    for _ in 0..dice.weighted(&[(1, 34), (2, 34), (3, 22), (4, 10)]) {
        let factor = dice.weighted(&FACTORS);
        if !found.contains(&factor) {
            found.push(factor);
        }
    }
    found
}
