//! Plans of every kind, for property tests.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use waymark_plan::{
    Action, Aim, Appendix, Approval, Authority, BackgroundPaper, Baseline, Cancellation,
    Circulation, Committee, ComparatorKind, Consultation, Contact, Directors, Framework, Funding,
    Inspection, Judgement, LinkedMeasure, Milestone, Officer, Plan, PlanYears, Posts,
    PreviousDecision, Progress, Rating, Recommendation, RecordedRating, Redating, ReportWords,
    Schedule, Scheme, Target, Threshold, Update,
};

/// Text with everything that is awkward in TOML.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z][a-zA-Z ,.]{0,20}",
        "[^\\s]([\"'\\\\#=\\[\\]{}\\n\\t\\r\\u{1}\\u{7f}\\u{a3}\\u{2019}\\u{1f600}]|.){0,12}",
    ]
}

fn days() -> impl Strategy<Value = Date> {
    (0..2000i64).prop_map(|n| date(2016, 1, 1) + n.days())
}

/// A day this many days after another.
fn after(day: Date, days: u16) -> Date {
    day + i64::from(days).days()
}

fn officers() -> impl Strategy<Value = Officer> {
    (words(), prop::option::of(words())).prop_map(|(post, name)| Officer { post, name })
}

fn schedules(start: Date) -> impl Strategy<Value = Schedule> {
    (
        0..400u16,
        prop::collection::vec((0..600u16, words(), words(), days()), 0..3),
    )
        .prop_map(move |(first, agreed)| Schedule {
            first_due: after(start, first),
            agreed: agreed
                .into_iter()
                .map(|(due, reason, agreed_by, on)| Redating {
                    due: after(start, due),
                    reason,
                    agreed_by,
                    on,
                })
                .collect(),
        })
}

fn progresses(start: Date) -> impl Strategy<Value = Progress> {
    prop_oneof![
        Just(Progress::NotStarted),
        Just(Progress::InProgress),
        (0..600u16, prop::option::of(words())).prop_map(move |(days, evidence)| {
            Progress::Complete {
                completed_on: after(start, days),
                evidence,
            }
        }),
        (prop::option::of(days()), words()).prop_map(|(cancelled_on, reason)| {
            Progress::Cancelled {
                cancelled_on,
                reason,
            }
        }),
    ]
}

fn actions() -> impl Strategy<Value = Action> {
    days().prop_flat_map(|start| {
        (
            (words(), officers(), prop::option::of(words())),
            schedules(start),
            progresses(start),
            prop::collection::vec((days(), words(), words()), 0..3),
        )
            .prop_map(
                move |((title, lead, team), schedule, progress, updates)| Action {
                    id: "A".parse().expect("an id"),
                    title,
                    lead,
                    team,
                    start,
                    schedule,
                    progress,
                    updates: updates
                        .into_iter()
                        .map(|(on, by, note)| Update { on, by, note })
                        .collect(),
                },
            )
    })
}

fn milestones() -> impl Strategy<Value = Milestone> {
    (days(), words(), prop::option::of(days()), any::<bool>()).prop_flat_map(
        |(start, title, done_on, is_given_up)| {
            schedules(start).prop_map(move |schedule| Milestone {
                id: None,
                title: title.clone(),
                schedule,
                done_on,
                cancelled: (is_given_up && done_on.is_none()).then(|| Cancellation {
                    on: start,
                    reason: title.clone(),
                }),
            })
        },
    )
}

/// The measures of a recommendation, each with another id.
fn measures() -> impl Strategy<Value = Vec<LinkedMeasure>> {
    let one = (
        prop::option::of(0.0..1e6f64),
        prop::option::of(0.0..1e6f64),
        prop::sample::subsequence(
            vec![
                ComparatorKind::StatisticalNeighbours,
                ComparatorKind::Region,
                ComparatorKind::England,
            ],
            0..=3,
        ),
        any::<bool>(),
    );
    prop::collection::vec(one, 0..3).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(index, (baseline, target, comparators, grouped))| {
                let group = if grouped {
                    "[theme=some \"theme\"]"
                } else {
                    ""
                };
                LinkedMeasure {
                    selector: format!("measure-{index}{group}")
                        .parse()
                        .expect("a selector"),
                    baseline: baseline.map(|value| Baseline {
                        value,
                        period: "2016-09".parse().expect("a month"),
                    }),
                    path: match (baseline, target) {
                        (Some(from), Some(to)) => vec![Target {
                            value: (from + to) / 2.0,
                            by: "2017-09".parse().expect("a month"),
                        }],
                        _ => Vec::new(),
                    },
                    threshold: grouped.then(|| Threshold {
                        value: 12.5,
                        set_by: "DfE, \"scorecards\"".into(),
                    }),
                    target: target.map(|value| Target {
                        value,
                        by: "2018-03".parse().expect("a month"),
                    }),
                    comparators,
                }
            })
            .collect()
    })
}

fn ratings() -> impl Strategy<Value = RecordedRating> {
    (
        prop::sample::select(vec![
            Rating::Red,
            Rating::Amber,
            Rating::Green,
            Rating::Blue,
        ]),
        words(),
        days(),
        words(),
        prop::option::of(words()),
    )
        .prop_map(
            |(rating, judged_by, on, rationale, meeting)| RecordedRating {
                rating,
                judged_by,
                on,
                rationale,
                meeting,
            },
        )
}

fn recommendations() -> impl Strategy<Value = Recommendation> {
    (
        (words(), officers(), prop::collection::vec(words(), 0..2)),
        prop::collection::vec(actions(), 0..3),
        prop::collection::vec(milestones(), 0..3),
        measures(),
        prop::option::of(ratings()),
    )
        .prop_map(
            |((text, lead, audit_themes), actions, milestones, measures, rating)| Recommendation {
                id: "R".parse().expect("an id"),
                number: 1,
                text,
                aims: vec!["aim-0".parse().expect("an id")],
                lead,
                actions,
                milestones,
                measures,
                audit_themes,
                rating,
            },
        )
}

fn funding() -> impl Strategy<Value = Funding> {
    (
        (words(), 1..10_000_000u64, words(), words(), days(), words()),
        prop::collection::vec((words(), 0..20u8, 0..20u8, 0..20u8), 0..3),
    )
        .prop_map(
            |((title, amount, decision, decided_by, on, paid_for), posts)| Funding {
                title,
                amount,
                year: "2018/19".parse().expect("a year"),
                decision,
                decided_by,
                on,
                paid_for,
                posts: posts
                    .into_iter()
                    .map(|(title, permanent, agency, vacant)| {
                        let [permanent, agency, vacant] =
                            [permanent, agency, vacant].map(|n| f64::from(n) / 2.0);
                        Posts {
                            title,
                            created: permanent + agency + vacant,
                            permanent,
                            agency,
                            vacant,
                        }
                    })
                    .collect(),
            },
        )
}

fn inspections() -> impl Strategy<Value = Inspection> {
    (
        prop::sample::select(vec![
            Framework::Sif,
            Framework::Ilacs,
            Framework::FocusedVisit,
            Framework::Other("joint targeted area inspection".into()),
        ]),
        prop::option::of(words()),
        (days(), 0..30u16, prop::option::of(0..90u16)),
        prop::option::of(words()),
        prop::collection::vec((words(), words()), 0..3),
    )
        .prop_map(
            |(framework, title, (started, length, wait), judgement, judgements)| {
                let ended = after(started, length);
                Inspection {
                    framework,
                    title,
                    started,
                    ended,
                    published: wait.map(|days| after(ended, days)),
                    judgement,
                    judgements: judgements
                        .into_iter()
                        .map(|(area, judgement)| Judgement { area, judgement })
                        .collect(),
                    report_link: Some("https://www.loamshire.example/report".into()),
                }
            },
        )
}

fn reports() -> impl Strategy<Value = ReportWords> {
    (
        words(),
        prop::collection::vec(words(), 0..3),
        words(),
        prop::option::of(words()),
        prop::option::of(words()),
    )
        .prop_map(
            |(monitoring, members, equality, risk, appendix)| ReportWords {
                monitoring,
                circulation: match members.is_empty() {
                    true => Circulation::None,
                    false => Circulation::Members(members),
                },
                equality,
                risk,
                appendices: appendix
                    .into_iter()
                    .map(|title| Appendix {
                        label: "A".into(),
                        title,
                    })
                    .collect(),
            },
        )
}

/// What stands around the recommendations and the money.
fn around() -> impl Strategy<Value = Plan> {
    let about = (words(), words(), prop::option::of((words(), days())));
    let people = (words(), prop::option::of(words()), words(), words());
    let scheme = (words(), words(), words());
    (about, people, scheme, inspections(), reports()).prop_map(
        |(
            (title, version, approved),
            (name, chair, director, assistant),
            scheme,
            inspection,
            report,
        )| {
            Plan {
                authority: Authority {
                    name: "Loamshire County Council".into(),
                    code: "999".parse().expect("a code"),
                },
                title,
                years: PlanYears {
                    first: 2017,
                    last: 2020,
                },
                version,
                approved: approved.map(|(by, on)| Approval { by, on }),
                inspection,
                scheme: Scheme {
                    version: "1".into(),
                    red: scheme.0,
                    amber: scheme.1,
                    green: scheme.2,
                    blue: Some("complete".into()),
                },
                committee: Committee { name, chair },
                directors: Directors {
                    director,
                    assistant_director: assistant,
                },
                report,
                aims: Vec::new(),
                recommendations: Vec::new(),
                funding: Vec::new(),
                consultations: Vec::new(),
                previous_decisions: Vec::new(),
                background_papers: Vec::new(),
                contacts: Vec::new(),
            }
        },
    )
}

fn consultations() -> impl Strategy<Value = Consultation> {
    (
        words(),
        days(),
        prop::option::of(0..30u16),
        words(),
        words(),
        prop::option::of(words()),
    )
        .prop_map(|(with, on, length, how, said, changed)| Consultation {
            with,
            on,
            until: length.map(|days| after(on, days)),
            how,
            said,
            changed,
        })
}

/// Plans that have no errors; they may have warnings.
pub fn plans() -> impl Strategy<Value = Plan> {
    let lists = (
        prop::collection::vec(words(), 1..3),
        prop::collection::vec(recommendations(), 1..4),
        prop::collection::vec(funding(), 0..2),
        prop::collection::vec(consultations(), 0..2),
        prop::collection::vec((days(), words(), words()), 0..2),
        prop::collection::vec(words(), 0..2),
        prop::collection::vec((words(), words(), prop::option::of(words())), 0..2),
    );
    (around(), lists).prop_map(
        |(
            around,
            (aims, mut recommendations, funding, consultations, decisions, papers, people),
        )| {
            number(&mut recommendations);
            Plan {
                aims: aims
                    .into_iter()
                    .enumerate()
                    .map(|(index, title)| Aim {
                        id: format!("aim-{index}").parse().expect("an id"),
                        title,
                    })
                    .collect(),
                recommendations,
                funding,
                consultations,
                previous_decisions: decisions
                    .into_iter()
                    .map(|(on, body, decided)| PreviousDecision { on, body, decided })
                    .collect(),
                background_papers: papers
                    .into_iter()
                    .map(|title| BackgroundPaper { title, link: None })
                    .collect(),
                contacts: people
                    .into_iter()
                    .map(|(name, post, phone)| Contact {
                        name,
                        post,
                        email: "officer@loamshire.example".into(),
                        phone,
                    })
                    .collect(),
                ..around
            }
        },
    )
}

/// Gives every recommendation and action an id of its own.
fn number(recommendations: &mut [Recommendation]) {
    for (index, recommendation) in recommendations.iter_mut().enumerate() {
        let at = index + 1;
        recommendation.number = at as u16;
        recommendation.id = format!("R{at}").parse().expect("an id");
        for (index, action) in recommendation.actions.iter_mut().enumerate() {
            action.id = format!("R{at}.{}", index + 1).parse().expect("an id");
        }
    }
}

/// One plan, always the same.
pub fn a_plan() -> Plan {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    plans()
        .new_tree(&mut TestRunner::deterministic())
        .expect("a plan")
        .current()
}
