//! The questions of a case: its reference, its team, who audited, a grade for each theme. Reads
//! what comes back as the ledger's gradings, and says at each question why one would be refused.

use std::collections::HashMap;

use serde_json::{Value, json};
use waymark_plan::RoundId;
use waymark_plan::ledger::parts::{Grade, Grading, Role};
use waymark_plan::ledger::state::{GradingState, RoundState};
use waymark_plan::ledger::{Command, Refusal, decide};

use crate::fault::Fault;
use crate::forms::field::{field, hidden, line};
use crate::forms::{About, Choice, Field, Kind, Posted};
use crate::visitor::Visitor;

/// Every grade, the best first.
const GRADES: [Grade; 4] = [
    Grade::Outstanding,
    Grade::Good,
    Grade::RequiresImprovement,
    Grade::Inadequate,
];
/// What stands for no grade.
const NOT_GRADED: &str = "not-graded";

/// The questions of a case, and the themes that the grades among them are of.
pub struct Sheet {
    /// The questions.
    pub fields: Vec<Field>,
    /// The themes that can be graded, each with the path of its question.
    pub themes: Vec<(String, String)>,
    /// Where the answers go.
    pub action: String,
}

/// What is wrong, by the path of the field that it is about; an empty path is about no field.
pub type Wrong = Vec<(String, String)>;

impl Sheet {
    /// The questions about these themes. Where the address names a case, it is one that has grades.
    pub fn of(
        visitor: &Visitor,
        id: &RoundId,
        round: &RoundState,
        about: &About,
        asked_of: Vec<String>,
    ) -> Result<Self, Fault> {
        let asked = about.get("reference");
        let case = asked.and_then(|reference| of_case(round, reference).next());
        let case = case.map(|(_, grading)| grading);
        // A new case is named in the form, and not in the address.
        if asked.is_some() && case.is_none() {
            return Err(Fault::NotFound);
        }
        let team = case.and_then(|grading| grading.team.clone());
        let mut fields = vec![
            line("reference", "Reference of the case")
                .hint("The audit’s own, such as QA-0421. Never a child’s number.")
                .value(asked.map_or(Value::Null, |reference| json!(reference))),
            line("team", "Team whose case it is")
                .optional()
                .value(json!(team)),
            auditor(visitor, round, case)?,
        ];
        let mut themes = Vec::new();
        for (at, theme) in (1..).zip(asked_of) {
            let path = format!("grade-{at}");
            let mut choices: Vec<Choice> = GRADES
                .iter()
                .map(|grade| {
                    Choice::new(json!(grade).as_str().unwrap_or_default(), grade.in_words())
                })
                .collect();
            choices.push(Choice::new(NOT_GRADED, "Not graded"));
            fields.push(field(&path, &theme, Kind::Radios(choices)).value(json!(NOT_GRADED)));
            themes.push((path, theme));
        }
        let query = about.get("reference").map(|reference| {
            let pairs = [("reference", reference)];
            serde_urlencoded::to_string(pairs).unwrap_or_default()
        });
        Ok(Self {
            fields,
            themes,
            action: match query {
                Some(query) => format!("/audits/{id}/grade?{query}"),
                None => format!("/audits/{id}/grade"),
            },
        })
    }

    /// The gradings that the answers ask for, each with the path of its field.
    pub fn read(&self, round: &RoundId, posted: &Posted) -> Result<Vec<(String, Grading)>, Wrong> {
        let mut wrong = Wrong::new();
        let mut answers: HashMap<&str, Value> = HashMap::new();
        for field in &self.fields {
            match field.read(posted) {
                Ok(answer) => {
                    answers.insert(&field.path, answer);
                }
                Err(words) => wrong.push((field.path.clone(), words)),
            }
        }
        let mut gradings = Vec::new();
        for (path, theme) in &self.themes {
            let Some(grade) = answers
                .get(path.as_str())
                .filter(|grade| *grade != NOT_GRADED)
            else {
                continue;
            };
            let grading = json!({
                "round": round,
                "reference": answers.get("reference"),
                "theme": theme,
                "team": answers.get("team"),
                "auditor": answers.get("auditor"),
                "grade": grade,
                "correction": null,
            });
            match serde_json::from_value(grading) {
                Ok(grading) => gradings.push((path.clone(), grading)),
                // Another answer is missing, and is named already.
                Err(_) if !wrong.is_empty() => {}
                Err(error) => wrong.push((path.clone(), error.to_string())),
            }
        }
        if gradings.is_empty() && wrong.is_empty() {
            let at = self.themes.first().map(|(path, _)| path.clone());
            let words = "Grade the case in one theme or more".to_owned();
            wrong.push((at.unwrap_or_default(), words));
        }
        if wrong.is_empty() {
            Ok(gradings)
        } else {
            Err(wrong)
        }
    }
}

/// The themes of a round that a case lacks; all, where the address names none.
pub fn lacking(round: &RoundState, about: &About) -> Vec<String> {
    let asked = about.get("reference");
    let is_graded = |theme: &String| {
        asked.is_some_and(|reference| of_case(round, reference).any(|(known, _)| known == theme))
    };
    let themes = round.record.themes.iter();
    themes.filter(|theme| !is_graded(theme)).cloned().collect()
}

fn of_case<'a>(
    round: &'a RoundState,
    reference: &'a str,
) -> impl Iterator<Item = (&'a String, &'a GradingState)> {
    round
        .gradings
        .iter()
        .filter(move |((of, _), _)| of == reference)
        .map(|((_, theme), grading)| (theme, grading))
}

/// Who audited: an analyst records anybody's grades, an auditor their own.
fn auditor(
    visitor: &Visitor,
    round: &RoundState,
    case: Option<&GradingState>,
) -> Result<Field, Fault> {
    let person = visitor.person()?;
    if !visitor.has(Role::Analyst) {
        return Ok(hidden("auditor", json!(person)));
    }
    let mut auditors: Vec<&waymark_plan::PersonId> = round.record.auditors.iter().collect();
    auditors.sort_by_key(|auditor| *auditor != person);
    let choices = auditors
        .iter()
        .map(|auditor| Choice::new(auditor.as_str(), visitor.view.people.called(auditor)));
    let mut all = vec![Choice::new("", "Choose an auditor")];
    all.extend(choices);
    let own = auditors.first().copied().filter(|first| *first == person);
    let stands = case.map(|grading| &grading.auditor).or(own);
    Ok(field("auditor", "Who audited", Kind::Select(all))
        .value(stands.map_or(Value::Null, |auditor| json!(auditor))))
}

/// Why the ledger would refuse each of these, at the field that it is about. What holds for all of
/// them is said once.
pub fn refusals(visitor: &Visitor, gradings: &[(String, Grading)]) -> Result<Wrong, Fault> {
    let person = visitor.person()?;
    let mut wrong = Wrong::new();
    for (path, grading) in gradings {
        let command = Command::RecordGrading(grading.clone());
        let Err(refusal) = decide(&command, &visitor.view.state, person, visitor.today) else {
            continue;
        };
        let found = (
            field_of(&refusal, path),
            refusal_in_words(&refusal, &grading.theme),
        );
        if !wrong.contains(&found) {
            wrong.push(found);
        }
    }
    Ok(wrong)
}

/// The field that a refusal is about.
fn field_of(refusal: &Refusal, theme: &str) -> String {
    match refusal {
        Refusal::NotAnAuditReference | Refusal::SampleFull { .. } => "reference",
        Refusal::NotAnAuditor { .. } => "auditor",
        Refusal::Empty { .. } => "team",
        Refusal::Exists { .. }
        | Refusal::NotATheme { .. }
        | Refusal::AlreadyModerated { .. }
        | Refusal::NotTheAuditor { .. } => theme,
        _ => "",
    }
    .to_owned()
}

fn refusal_in_words(refusal: &Refusal, theme: &str) -> String {
    match refusal {
        // The page of the round has the way there.
        Refusal::Exists { .. } => {
            format!("{theme}: this case has a grade already. Correct it on the page of the round.")
        }
        other => {
            let words = other.to_string();
            let mut letters = words.chars();
            match letters.next() {
                Some(first) => first.to_uppercase().chain(letters).collect(),
                None => words,
            }
        }
    }
}

/// Whether every one of these stands in the round just so: then the form was sent twice.
pub fn round_has_all(round: &RoundState, gradings: &[(String, Grading)]) -> bool {
    gradings.iter().all(|(_, grading)| {
        let key = (grading.reference.clone(), grading.theme.clone());
        round.gradings.get(&key).is_some_and(|stands| {
            stands.grade == grading.grade
                && stands.team == grading.team
                && stands.auditor == grading.auditor
        })
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn sheet() -> Sheet {
        let grade = |path: &str, theme: &str| {
            let choices = vec![
                Choice::new("good", "Good"),
                Choice::new(NOT_GRADED, "Not graded"),
            ];
            field(path, theme, Kind::Radios(choices))
        };
        Sheet {
            fields: vec![
                line("reference", "Reference of the case"),
                line("team", "Team").optional(),
                hidden("auditor", json!("P13")),
                grade("grade-1", "Supervision"),
                grade("grade-2", "Recording"),
            ],
            themes: vec![
                ("grade-1".to_owned(), "Supervision".to_owned()),
                ("grade-2".to_owned(), "Recording".to_owned()),
            ],
            action: String::new(),
        }
    }

    /// What is read: each graded theme with its path, or each wrong path.
    fn check(answers: &[(&str, &str)], expected: Result<Vec<(&str, &str)>, Vec<&str>>) {
        let mut posted = Posted::new();
        for (name, value) in [("auditor", "P13")].iter().chain(answers) {
            posted.insert((*name).to_owned(), vec![(*value).to_owned()]);
        }
        let round = "A2017-10".parse().unwrap();
        match (sheet().read(&round, &posted), expected) {
            (Ok(gradings), Ok(expected)) => {
                let found: Vec<(&str, &str)> = gradings
                    .iter()
                    .map(|(path, grading)| (path.as_str(), grading.theme.as_str()))
                    .collect();
                assert_eq!(found, expected);
            }
            (Err(wrong), Err(expected)) => {
                let found: Vec<&str> = wrong.iter().map(|(path, _)| path.as_str()).collect();
                assert_eq!(found, expected);
            }
            (found, _) => panic!("{answers:?} gave {found:?}"),
        }
    }

    #[rstest]
    #[case(&[("reference", "QA-1"), ("grade-1", "good"), ("grade-2", "good")], Ok(vec![("grade-1", "Supervision"), ("grade-2", "Recording")]))]
    #[case(&[("reference", "QA-1"), ("grade-1", "not-graded"), ("grade-2", "good")], Ok(vec![("grade-2", "Recording")]))]
    #[case(&[("reference", "QA-1"), ("grade-1", "not-graded"), ("grade-2", "not-graded")], Err(vec!["grade-1"]))]
    #[case(&[("grade-1", "good"), ("grade-2", "not-graded")], Err(vec!["reference"]))]
    #[case(&[("reference", "QA-1"), ("grade-1", "excellent"), ("grade-2", "good")], Err(vec!["grade-1"]))]
    fn a_sheet_is_read(
        #[case] answers: &[(&str, &str)],
        #[case] expected: Result<Vec<(&str, &str)>, Vec<&str>>,
    ) {
        check(answers, expected);
    }

    #[test]
    fn a_refusal_stands_at_its_question() {
        for (refusal, expected) in [
            (Refusal::NotAnAuditReference, "reference"),
            (
                Refusal::SampleFull {
                    round: "A2017-10".parse().unwrap(),
                    size: 8,
                },
                "reference",
            ),
            (
                Refusal::Exists {
                    what: "grading".to_owned(),
                    correctable: true,
                },
                "grade-2",
            ),
            (
                Refusal::RoundEnded {
                    round: "A2017-10".parse().unwrap(),
                },
                "",
            ),
        ] {
            assert_eq!(field_of(&refusal, "grade-2"), expected);
        }
    }
}
