//! The four grades of practice, by Ofsted's words.

use waymark_codes::{Code, CodeSet};

const fn grade(code: &'static str) -> Code {
    Code {
        code,
        label: code,
        from_year: None,
        to_year: None,
    }
}

/// The grades, best first.
pub(crate) static GRADES: CodeSet = CodeSet {
    name: "grade",
    source: "Ofsted, framework for inspecting local authority children's services (ILACS)",
    codes: &[
        grade("Outstanding"),
        grade("Good"),
        grade("Requires improvement"),
        grade("Inadequate"),
    ],
};

/// The grade that a log means: whatever the case, also `RI` and `Requires improvement to
/// be good`, also with a number in front (`2 - Good`). `None` where it is no grade.
pub(crate) fn canonical(written: &str) -> Option<&'static str> {
    let words: String = written
        .chars()
        .map(|letter| {
            if letter.is_alphabetic() {
                letter.to_ascii_lowercase()
            } else {
                ' '
            }
        })
        .collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match words.as_str() {
        "outstanding" | "o" => "Outstanding",
        "good" | "g" => "Good",
        "requires improvement" | "requires improvement to be good" | "ri" | "r i" | "ritbg" => {
            "Requires improvement"
        }
        "inadequate" | "i" => "Inadequate",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_as_auditors_write_them() {
        for (written, expected) in [
            ("good", Some("Good")),
            (" OUTSTANDING ", Some("Outstanding")),
            ("RI", Some("Requires improvement")),
            (
                "Requires Improvement to be Good",
                Some("Requires improvement"),
            ),
            ("Requires-improvement", Some("Requires improvement")),
            ("3 - Requires improvement", Some("Requires improvement")),
            ("Inadequate", Some("Inadequate")),
            ("Adequate", None),
            ("not graded", None),
            ("", None),
        ] {
            assert_eq!(canonical(written), expected, "{written}");
            assert!(expected.is_none_or(|grade| GRADES.contains(grade)));
        }
    }
}
