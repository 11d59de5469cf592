//! What rounds of audits add up to: each theme month by month, and how far moderators agree with
//! auditors. Pure counting; words and pictures are made elsewhere.

use std::collections::BTreeMap;

use waymark_codes::Month;
use waymark_figures::{Interval, show_number, wilson_interval};
use waymark_plan::PersonId;
use waymark_plan::ledger::parts::Grade;
use waymark_plan::ledger::state::{GradingState, RoundState};

/// A theme in the rounds of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemeMonth {
    /// The month that was audited.
    pub month: Month,
    /// How many gradings there are: one or more.
    pub graded: usize,
    /// How many of them stand as good or outstanding.
    pub good: usize,
}

impl ThemeMonth {
    /// The share that stands as good or outstanding, in percent.
    pub fn share(&self) -> f64 {
        100.0 * self.good as f64 / self.graded as f64
    }
}

/// A theme over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeSeries {
    /// The theme, as the rounds name it.
    pub theme: String,
    /// The months that have gradings, in order.
    pub months: Vec<ThemeMonth>,
}

/// The themes of all rounds by month, in the order in which rounds first had them; rounds of one
/// month are added up. A theme that nobody has graded yet is left out.
pub fn themes<'a>(rounds: impl Iterator<Item = &'a RoundState>) -> Vec<ThemeSeries> {
    let mut rounds: Vec<&RoundState> = rounds.collect();
    rounds.sort_by_key(|round| round.record.month);
    let mut all: Vec<ThemeSeries> = Vec::new();
    for round in rounds {
        for theme in &round.record.themes {
            let Some(one) = one_month(round, theme) else {
                continue;
            };
            match all.iter_mut().find(|series| series.theme == *theme) {
                Some(series) => match series.months.last_mut() {
                    Some(last) if last.month == one.month => {
                        last.graded += one.graded;
                        last.good += one.good;
                    }
                    _ => series.months.push(one),
                },
                None => all.push(ThemeSeries {
                    theme: theme.clone(),
                    months: vec![one],
                }),
            }
        }
    }
    all
}

/// A theme of a round; none where it has no grading.
pub fn one_month(round: &RoundState, theme: &str) -> Option<ThemeMonth> {
    let standing: Vec<Grade> = round
        .gradings
        .iter()
        .filter(|((_, of), _)| of == theme)
        .map(|(_, grading)| grading.stands())
        .collect();
    (!standing.is_empty()).then(|| ThemeMonth {
        month: round.record.month,
        graded: standing.len(),
        good: standing
            .iter()
            .filter(|grade| **grade >= Grade::Good)
            .count(),
    })
}

/// What moderators made of gradings. `moderated` is the sum of the other three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// How many gradings were moderated.
    pub moderated: usize,
    /// How many of them the moderator left as they were.
    pub left: usize,
    /// How many of them the moderator made better.
    pub raised: usize,
    /// How many of them the moderator made worse.
    pub lowered: usize,
}

impl Agreement {
    /// Counts a grading in, where it was moderated.
    pub fn count(&mut self, grading: &GradingState) {
        let Some((_, moderated, _)) = &grading.moderated else {
            return;
        };
        self.moderated += 1;
        match moderated.cmp(&grading.grade) {
            std::cmp::Ordering::Equal => self.left += 1,
            std::cmp::Ordering::Greater => self.raised += 1,
            std::cmp::Ordering::Less => self.lowered += 1,
        }
    }

    /// The 95% interval of the share that was left, in percent; none where nothing was moderated.
    pub fn interval(&self) -> Option<Interval> {
        wilson_interval(self.left as f64, self.moderated as f64)
    }

    /// The share that was left, with its interval, such as `75% (95% interval 51% to 90%)`.
    pub fn share_in_words(&self) -> String {
        let Some(interval) = self.interval() else {
            return "Not known yet".to_owned();
        };
        let share = 100.0 * self.left as f64 / self.moderated as f64;
        format!(
            "{}% (95% interval {}% to {}%)",
            show_number(share, 0),
            show_number(interval.low, 0),
            show_number(interval.high, 0)
        )
    }
}

/// The agreement over all rounds, and that of each auditor with those who moderated them.
pub fn agreement<'a>(
    rounds: impl Iterator<Item = &'a RoundState>,
) -> (Agreement, BTreeMap<PersonId, Agreement>) {
    let mut overall = Agreement::default();
    let mut of_each: BTreeMap<PersonId, Agreement> = BTreeMap::new();
    for grading in rounds.flat_map(|round| round.gradings.values()) {
        overall.count(grading);
        of_each
            .entry(grading.auditor.clone())
            .or_default()
            .count(grading);
    }
    (overall, of_each)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use waymark_plan::ledger::parts::RoundRecord;

    use super::*;

    /// A case's reference, its theme, the auditor's grade, and the moderator's.
    type Row = (&'static str, &'static str, Grade, Option<Grade>);

    const OUTSTANDING: Grade = Grade::Outstanding;
    const GOOD: Grade = Grade::Good;
    const TO_IMPROVE: Grade = Grade::RequiresImprovement;
    const INADEQUATE: Grade = Grade::Inadequate;

    /// A round of a month with these gradings, all by `P1`, moderated by `P2`.
    fn round(id: &str, month: &str, themes: &[&str], rows: &[Row]) -> RoundState {
        let person = |id: &str| -> PersonId { id.parse().unwrap() };
        let gradings = rows.iter().map(|(reference, theme, grade, moderated)| {
            let grading = GradingState {
                team: None,
                auditor: person("P1"),
                grade: *grade,
                moderated: moderated.map(|grade| (person("P2"), grade, None)),
            };
            (((*reference).to_owned(), (*theme).to_owned()), grading)
        });
        RoundState {
            record: RoundRecord {
                id: id.parse().unwrap(),
                month: month.parse().unwrap(),
                themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
                sample_frame: "Every tenth open case".to_owned(),
                sample_size: 12,
                auditors: vec![person("P1")],
                correction: None,
            },
            gradings: gradings.collect(),
            findings: Default::default(),
            closed: None,
            closed_at: None,
        }
    }

    /// A theme with its months: the month, the good ones, all.
    type Told = (String, Vec<(String, usize, usize)>);

    fn shown(series: &[ThemeSeries]) -> Vec<Told> {
        series
            .iter()
            .map(|series| {
                let months = series.months.iter();
                let months = months.map(|one| (one.month.to_string(), one.good, one.graded));
                (series.theme.clone(), months.collect())
            })
            .collect()
    }

    #[test]
    fn themes_are_counted_by_month_with_the_grade_that_stands() {
        let rounds = [
            round(
                "A2017-10",
                "2017-10",
                &["Supervision", "Voice"],
                &[
                    ("QA-1", "Supervision", GOOD, None),
                    // The moderator's grade stands: it is not good.
                    ("QA-2", "Supervision", GOOD, Some(TO_IMPROVE)),
                    ("QA-1", "Voice", OUTSTANDING, None),
                ],
            ),
            round(
                "A2017-09",
                "2017-09",
                &["Supervision", "Voice"],
                &[("QA-3", "Supervision", INADEQUATE, Some(GOOD))],
            ),
            // A second round of October is added to the first.
            round(
                "A2017-10b",
                "2017-10",
                &["Supervision"],
                &[("QA-4", "Supervision", OUTSTANDING, None)],
            ),
        ];
        let month = |month: &str, good, graded| (month.to_owned(), good, graded);
        assert_eq!(
            shown(&themes(rounds.iter())),
            [
                (
                    "Supervision".to_owned(),
                    vec![month("2017-09", 1, 1), month("2017-10", 2, 3)]
                ),
                ("Voice".to_owned(), vec![month("2017-10", 1, 1)]),
            ]
        );
    }

    #[test]
    fn moderated_gradings_are_left_raised_or_lowered() {
        let of = round(
            "A2017-10",
            "2017-10",
            &["Voice"],
            &[
                ("QA-1", "Voice", GOOD, Some(GOOD)),
                ("QA-2", "Voice", GOOD, Some(OUTSTANDING)),
                ("QA-3", "Voice", GOOD, Some(INADEQUATE)),
                ("QA-4", "Voice", TO_IMPROVE, Some(TO_IMPROVE)),
                // Not moderated, so it says nothing of agreement.
                ("QA-5", "Voice", GOOD, None),
            ],
        );
        let expected = Agreement {
            moderated: 4,
            left: 2,
            raised: 1,
            lowered: 1,
        };
        let (overall, of_each) = agreement([&of].into_iter());
        assert_eq!(overall, expected);
        assert_eq!(
            of_each.into_iter().collect::<Vec<_>>(),
            [("P1".parse().unwrap(), expected)]
        );
    }

    // The intervals are Newcombe's published ones (1998, table I, method 3): 81 of 263 gives 25.53
    // to 36.62, 15 of 148 gives 6.24 to 16.05, 0 of 20 gives 0 to 16.11.
    #[rstest]
    #[case(81, 263, "31% (95% interval 26% to 37%)")]
    #[case(15, 148, "10% (95% interval 6% to 16%)")]
    #[case(0, 20, "0% (95% interval 0% to 16%)")]
    #[case(0, 0, "Not known yet")]
    fn the_share_left_is_said_with_its_interval(
        #[case] left: usize,
        #[case] moderated: usize,
        #[case] expected: &str,
    ) {
        let agreement = Agreement {
            moderated,
            left,
            raised: moderated - left,
            lowered: 0,
        };
        assert_eq!(agreement.share_in_words(), expected);
    }
}
