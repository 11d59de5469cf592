//! What a highlight's lead may not say: numbers, and words that judge.
//!
//! Only the sentences made from figures may say how many, and whether it is better or worse.

/// Beginnings of words that judge or compare.
const JUDGING: [&str; 23] = [
    "improv",
    "better",
    "best",
    "worse",
    "worst",
    "rise",
    "rose",
    "rising",
    "fall",
    "fell",
    "increas",
    "decreas",
    "reduc",
    "higher",
    "lower",
    "sustain",
    "exceed",
    "outperform",
    "strong",
    "drop",
    "grew",
    "declin",
    "outstanding",
];

/// Words that are numbers.
const NUMBERS: [&str; 22] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "dozen", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "half", "double",
    "doubled", "percent",
];

/// What is wrong with a lead, as the rest of a sentence; none where nothing is.
pub(super) fn fault(lead: &str) -> Option<String> {
    if let Some(digit) = lead
        .chars()
        .find(|letter| letter.is_numeric() || *letter == '%')
    {
        return Some(format!(
            "has `{digit}`: a lead has no numbers, as no figure stands behind it"
        ));
    }
    let lower = lead.to_lowercase();
    let words = || {
        lower
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| !word.is_empty())
    };
    if let Some(word) = words().find(|word| NUMBERS.contains(word)) {
        return Some(format!(
            "has `{word}`: a lead has no numbers, as no figure stands behind it"
        ));
    }
    words()
        .find(|word| JUDGING.iter().any(|beginning| word.starts_with(beginning)))
        .map(|word| {
            format!(
                "has `{word}`: a lead does not judge, only the sentence made from the figure does"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn a_lead_neither_counts_nor_judges() {
        for good in [
            "A new process for special guardianship is in place.",
            "On timeliness of assessments:",
            "First Response reviewed its procedures.",
            "Overall often written",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "In 2017, procedures were reviewed.",
            "Two procedures were reviewed.",
            "Timeliness has improved.",
            "An INCREASE in volume.",
            "½ of teams",
            "high per cent: 3",
            "Performance was sustained.",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
