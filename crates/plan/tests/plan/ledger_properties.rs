//! What holds for every sequence of commands: commands are drawn from a small world, so that many
//! of them meet; those that are refused change nothing, and the rest is the history.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use waymark_plan::ledger::chain::{Draft, Head, Record, verify};
use waymark_plan::ledger::exchange::steps;
use waymark_plan::ledger::parts::*;
use waymark_plan::ledger::{Command, Directory, Entry, Person, State, decide};
use waymark_plan::{
    ActionId, Authority, Baseline, ComparatorKind, Consultation, Directors, Framework, Inspection,
    Known, LinkedMeasure, PersonId, Plan, PlanYears, Posts, PreviousDecision, Rating,
    RecommendationId, Scheme, Target, Threshold,
};

/// The first day of every history.
const FIRST: Date = date(2017, 1, 2);

fn parsed<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

/// P1 keeps the plan, P2 chairs, P3 leads, P4 and P5 audit.
fn person(number: u8) -> PersonId {
    parsed(&format!("P{}", number % 5 + 1))
}

fn people() -> Directory {
    Directory::new((0..5u8).map(|number| {
        let known = Person {
            name: Some(format!("Officer {}", number + 1)),
            post: Some(format!("Post {}", number + 1)),
            email: Some(format!("p{number}@council.example")),
            phone: None,
        };
        (person(number), known)
    }))
}

/// What every history begins with.
fn opening() -> Vec<Command> {
    let role = |number, role| {
        Command::GrantRole(RoleOf {
            person: person(number),
            role,
        })
    };
    vec![
        Command::OpenLedger(Opening {
            authority: Authority {
                name: "Loamshire County Council".into(),
                code: parsed("999"),
            },
            demonstration: true,
        }),
        role(0, Role::Analyst),
        role(1, Role::Chair),
        role(2, Role::Lead),
        role(3, Role::Auditor),
        role(4, Role::Auditor),
        Command::RecordInspection(InspectionRecord {
            id: parsed("sif-2016"),
            inspection: Inspection {
                framework: Framework::Sif,
                title: None,
                started: date(2016, 11, 7),
                ended: date(2016, 12, 1),
                published: None,
                judgement: Some("Requires improvement".into()),
                judgements: Vec::new(),
                report_link: None,
            },
            correction: None,
        }),
        Command::AdoptScheme(SchemeAdoption {
            scheme: Scheme {
                version: "1".into(),
                red: "far off".into(),
                amber: "later".into(),
                green: "good".into(),
                blue: Some("done".into()),
            },
            reason: None,
        }),
        Command::SetFrame(Frame {
            inspection: parsed("sif-2016"),
            title: "Firm Footing".into(),
            years: PlanYears {
                first: 2017,
                last: 2020,
            },
            committee: "Scrutiny".into(),
            committee_chair: Some(person(4)),
            directors: Directors {
                director: "Director".into(),
                assistant_director: "Assistant Director".into(),
            },
            monitoring: "Once a month.".into(),
            circulation: Vec::new(),
            equality: "For all.".into(),
            risk: None,
            appendices: Vec::new(),
            background_papers: Vec::new(),
            contacts: vec![person(1), person(0)],
        }),
        Command::RecordAim(AimRecord {
            id: parsed("aim-0"),
            title: "The first".into(),
            correction: None,
        }),
        first_recommendation(1),
        first_recommendation(2),
    ]
}

fn first_recommendation(number: u16) -> Command {
    Command::RecordRecommendation(RecommendationRecord {
        id: parsed(&format!("R{number}")),
        inspection: parsed("sif-2016"),
        number,
        text: "Do better.".into(),
        aims: vec![parsed("aim-0")],
        lead: Lead {
            post: "Head".into(),
            person: Some(person(2)),
        },
        audit_themes: Vec::new(),
        correction: None,
    })
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Do it well",
        "Say \"why\"",
        "A \\ and a line\nmore",
        "\u{a3}2.5m",
        " ",
    ])
    .prop_map(str::to_owned)
}

fn aim() -> impl Strategy<Value = waymark_plan::AimId> {
    (0..3u8).prop_map(|n| parsed(&format!("aim-{n}")))
}

fn recommendation() -> impl Strategy<Value = RecommendationId> {
    (1..4u8).prop_map(|n| parsed(&format!("R{n}")))
}

fn item() -> impl Strategy<Value = ActionId> {
    (1..3u8, 1..3u8, any::<bool>()).prop_map(|(of, n, is_milestone)| {
        let mark = if is_milestone { "M" } else { "" };
        parsed(&format!("R{of}.{mark}{n}"))
    })
}

fn day() -> impl Strategy<Value = Date> {
    (0..500i32).prop_map(|days| FIRST.checked_add(days.days()).unwrap())
}

fn lead() -> impl Strategy<Value = Lead> {
    (words(), prop::option::of(0..4u8)).prop_map(|(post, holder)| Lead {
        post,
        person: holder.map(person),
    })
}

fn reason() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.3, words())
}

/// Frame and recommendations.
fn frame_commands() -> BoxedStrategy<Command> {
    let recommendation_record = (
        (recommendation(), 1..5u16, words(), lead()),
        prop::collection::vec(aim(), 1..3),
        reason(),
    )
        .prop_map(|((id, number, text, lead), aims, correction)| {
            Command::RecordRecommendation(RecommendationRecord {
                id,
                inspection: parsed("sif-2016"),
                number,
                text,
                aims,
                lead,
                audit_themes: vec!["planning".into()],
                correction,
            })
        });
    let aims = (aim(), words(), reason()).prop_map(|(id, title, correction)| {
        Command::RecordAim(AimRecord {
            id,
            title,
            correction,
        })
    });
    let gone = (recommendation(), words()).prop_map(|(recommendation, reason)| {
        Command::WithdrawRecommendation(RecommendationWithdrawal {
            recommendation,
            reason,
        })
    });
    let removed =
        (aim(), words()).prop_map(|(id, reason)| Command::RemoveAim(AimRemoval { id, reason }));
    let approved = (1..6u8, words(), day()).prop_map(|(version, by, on)| {
        Command::ApproveVersion(VersionApproval {
            version: version.to_string(),
            by,
            on,
            summary: None,
        })
    });
    prop_oneof![
        6 => recommendation_record,
        4 => aims,
        1 => gone,
        1 => removed,
        1 => approved,
    ]
    .boxed()
}

/// Actions and milestones.
fn item_commands() -> BoxedStrategy<Command> {
    let action = ((item(), recommendation(), words(), lead()), day(), day()).prop_map(
        |((id, recommendation, title, lead), start, first_due)| {
            Command::AddAction(NewAction {
                id,
                recommendation,
                title,
                lead,
                team: None,
                start,
                first_due,
                origin: None,
            })
        },
    );
    let milestone = (item(), recommendation(), words(), day()).prop_map(
        |(id, recommendation, title, first_due)| {
            Command::AddMilestone(NewMilestone {
                id,
                recommendation,
                title,
                first_due,
                origin: None,
            })
        },
    );
    let redate =
        (item(), day(), words(), words(), day()).prop_map(|(item, due, reason, agreed_by, on)| {
            Command::Redate(NewDate {
                item,
                due,
                reason,
                agreed_by,
                on,
                meeting: None,
            })
        });
    let note = (item(), day(), words(), words()).prop_map(|(action, on, by, note)| {
        Command::NoteProgress(Note {
            action,
            on,
            by,
            note,
        })
    });
    let amend =
        (item(), words(), lead(), day(), words()).prop_map(|(id, title, lead, start, reason)| {
            Command::AmendAction(ActionAmendment {
                id,
                title,
                lead,
                team: Some("Team".into()),
                start,
                reason,
            })
        });
    let start = (item(), day()).prop_map(|(action, on)| Command::StartAction(Start { action, on }));
    let complete = (item(), day(), prop::option::of(words()))
        .prop_map(|(item, on, evidence)| Command::Complete(Completion { item, on, evidence }));
    let cancel = (item(), day(), words())
        .prop_map(|(item, on, reason)| Command::Cancel(GivingUp { item, on, reason }));
    let reopen =
        (item(), words()).prop_map(|(item, reason)| Command::Reopen(Reopening { item, reason }));
    prop_oneof![
        4 => action,
        3 => milestone,
        3 => redate,
        3 => note,
        1 => amend,
        2 => start,
        2 => complete,
        1 => cancel,
        1 => reopen,
    ]
    .boxed()
}

/// Measures, ratings, money, voices.
fn other_commands() -> BoxedStrategy<Command> {
    let measure = (
        recommendation(),
        0..2u8,
        0.0..100.0f64,
        any::<bool>(),
        reason(),
    )
        .prop_map(|(recommendation, n, value, has_way, correction)| {
            Command::SetMeasure(MeasureLink {
                recommendation,
                measure: LinkedMeasure {
                    selector: parsed(&format!("measure-{n}")),
                    baseline: Some(Baseline {
                        value,
                        period: parsed("2016-09"),
                    }),
                    target: Some(Target {
                        value: value / 2.0,
                        by: parsed("2018-09"),
                    }),
                    path: if has_way {
                        vec![Target {
                            value: value / 1.5,
                            by: parsed("2017-09"),
                        }]
                    } else {
                        Vec::new()
                    },
                    threshold: has_way.then(|| Threshold {
                        value: 1.5,
                        set_by: "DfE".into(),
                    }),
                    comparators: vec![ComparatorKind::England],
                },
                correction,
            })
        });
    let rate = (
        recommendation(),
        prop::sample::select(vec![
            Rating::Red,
            Rating::Amber,
            Rating::Green,
            Rating::Blue,
        ]),
        words(),
        day(),
        prop::option::weighted(0.8, words()),
        prop::option::of(words()),
    )
        .prop_map(
            |(recommendation, rating, judged_by, on, rationale, elsewhere)| {
                Command::Rate(Judgement {
                    recommendation,
                    rating,
                    judged_by,
                    on,
                    rationale,
                    impact: None,
                    agreed_at: elsewhere.map(AgreedAt::Elsewhere),
                })
            },
        );
    let bid = (1..3u8, words(), 0..9u64, words(), reason()).prop_map(
        |(n, title, amount, paid_for, correction)| {
            Command::RecordBid(BidRecord {
                id: parsed(&format!("bid-{n}")),
                // Two bids of one title and year could not be told apart in a file.
                title: format!("{n} {title}"),
                amount,
                year: parsed("2018/19"),
                paid_for,
                correction,
            })
        },
    );
    let decided = (1..3u8, words(), words(), day()).prop_map(|(n, decision, by, on)| {
        Command::DecideBid(BidDecision {
            bid: parsed(&format!("bid-{n}")),
            decision,
            by,
            on,
        })
    });
    let posts = (1..3u8, 0..5u8, 0..5u8, day()).prop_map(|(n, permanent, vacant, on)| {
        Command::CountPosts(PostsCount {
            bid: parsed(&format!("bid-{n}")),
            on,
            posts: Posts {
                title: "Social workers".into(),
                created: f64::from(permanent) + f64::from(vacant),
                permanent: f64::from(permanent),
                agency: 0.0,
                vacant: f64::from(vacant),
            },
        })
    });
    let consultation = (1..3u8, words(), day(), reason()).prop_map(|(n, said, on, correction)| {
        Command::RecordConsultation(ConsultationRecord {
            id: parsed(&format!("voices-{n}")),
            consultation: Consultation {
                with: format!("Partners {n}"),
                on,
                until: None,
                how: "a workshop".into(),
                said,
                changed: None,
            },
            correction,
        })
    });
    let body = (1..4u8, words(), day()).prop_map(|(n, decided, on)| {
        Command::RecordBodyDecision(BodyDecision {
            id: parsed(&format!("cabinet-{n}")),
            decision: PreviousDecision {
                on,
                body: format!("Cabinet {n}"),
                decided,
            },
            correction: None,
        })
    });
    prop_oneof![3 => measure, 4 => rate, 1 => bid, 1 => decided, 1 => posts, 1 => consultation, 1 => body]
        .boxed()
}

/// Meetings and audits.
fn meeting_commands() -> BoxedStrategy<Command> {
    let id = || (1..4u8).prop_map(|n| parsed::<waymark_plan::MeetingId>(&format!("M{n}")));
    let round = || (1..3u8).prop_map(|n| parsed::<waymark_plan::RoundId>(&format!("A{n}")));
    let call = (id(), day(), words()).prop_map(|(id, on, title)| {
        Command::CallMeeting(MeetingRecord {
            // Two meetings of one title could not be told apart in a file.
            title: format!("{id} {title}"),
            id,
            on,
            chair: person(1),
            members: vec![person(0), person(2)],
            correction: None,
        })
    });
    let open = id().prop_map(|meeting| {
        Command::OpenMeeting(MeetingOpening {
            meeting,
            present: vec![person(1)],
            apologies: vec![person(0)],
        })
    });
    let agree = (id(), recommendation()).prop_map(|(meeting, recommendation)| {
        Command::AgreeRating(Agreement {
            meeting,
            recommendation,
        })
    });
    let close = id().prop_map(|meeting| {
        Command::CloseMeeting(MeetingEnd {
            meeting,
            next: None,
        })
    });
    let decision =
        (id(), 1..4u8, words(), any::<bool>()).prop_map(|(meeting, n, decision, stays_open)| {
            Command::Decide(MeetingDecision {
                id: parsed(&format!("D{n}")),
                meeting,
                decision,
                recommendation: None,
                stays_open,
            })
        });
    let plan = round().prop_map(|id| {
        Command::PlanRound(RoundRecord {
            id,
            month: parsed("2017-02"),
            themes: vec!["planning".into(), "recording".into()],
            sample_frame: "Open cases".into(),
            sample_size: 3,
            auditors: vec![person(3), person(4)],
            correction: None,
        })
    });
    let grade = (round(), 1..5u8, any::<bool>(), 3..5u8).prop_map(|(round, n, good, who)| {
        Command::RecordGrading(Grading {
            round,
            reference: format!("QA-{n}"),
            theme: "planning".into(),
            team: None,
            auditor: person(who),
            grade: if good {
                Grade::Good
            } else {
                Grade::RequiresImprovement
            },
            correction: None,
        })
    });
    let moderate = (round(), 1..5u8, reason()).prop_map(|(round, n, reason)| {
        Command::ModerateGrading(Moderation {
            round,
            reference: format!("QA-{n}"),
            theme: "planning".into(),
            grade: Grade::Good,
            reason,
            correction: None,
        })
    });
    prop_oneof![2 => call, 2 => open, 1 => agree, 1 => close, 1 => decision, 1 => plan, 3 => grade, 1 => moderate]
        .boxed()
}

/// Reports, as far as the comments of officers.
fn report_commands() -> BoxedStrategy<Command> {
    let id = || (1..3u8).prop_map(|n| parsed::<waymark_plan::ReportId>(&format!("report-{n}")));
    let begun = (id(), words(), day(), reason()).prop_map(|(id, title, meeting_on, correction)| {
        Command::OpenReport(ReportDraft {
            id,
            title,
            meeting_on,
            as_at: FIRST,
            month: None,
            correction,
        })
    });
    let written = (id(), words())
        .prop_map(|(report, narrative)| Command::WriteReport(ReportText { report, narrative }));
    let handed_in = (id(), reason())
        .prop_map(|(report, note)| Command::SubmitReport(ReportSubmission { report, note }));
    let reviewed = (id(), any::<bool>(), reason()).prop_map(|(report, agrees, note)| {
        Command::ReviewReport(ReportReview {
            report,
            outcome: if agrees {
                ReviewOutcome::Agreed
            } else {
                ReviewOutcome::Returned
            },
            note,
        })
    });
    let commented = (id(), words()).prop_map(|(report, text)| {
        Command::CommentOnReport(ReportComment {
            report,
            of: CommentKind::Officer,
            text,
            on_behalf_of: None,
        })
    });
    let given_up = (id(), words())
        .prop_map(|(report, reason)| Command::WithdrawReport(ReportWithdrawal { report, reason }));
    prop_oneof![
        3 => begun,
        3 => written,
        3 => handed_in,
        3 => reviewed,
        3 => commented,
        1 => given_up,
    ]
    .boxed()
}

/// Days that pass before a command, who gives it, and the command.
fn commands() -> impl Strategy<Value = Vec<(u8, u8, Command)>> {
    let command = prop_oneof![
        2 => frame_commands(),
        4 => item_commands(),
        2 => other_commands(),
        2 => meeting_commands(),
        1 => report_commands(),
    ];
    // Whoever keeps the plan gives most of them, so that most are accepted.
    let who = prop_oneof![6 => Just(0u8), 2 => Just(1u8), 2 => 2..5u8];
    prop::collection::vec((0..12u8, who, command), 20..160)
}

struct History {
    entries: Vec<Entry>,
    records: Vec<Record>,
    state: State,
    /// The state at the end of each day on which something happened.
    days: Vec<(Date, State)>,
    refused: usize,
}

/// Gives every command in turn, as a program would.
fn history(drawn: Vec<(u8, u8, Command)>) -> History {
    let mut all: Vec<(u8, u8, Command)> = opening()
        .into_iter()
        .map(|command| (0, 0, command))
        .collect();
    all.extend(drawn);
    let mut made = History {
        entries: Vec::new(),
        records: Vec::new(),
        state: State::default(),
        days: Vec::new(),
        refused: 0,
    };
    let (mut today, mut head) = (FIRST, Head::origin());
    for (number, (days, who, command)) in all.into_iter().enumerate() {
        if days > 0 {
            made.days.push((today, made.state.clone()));
            today = today.checked_add(i32::from(days).days()).unwrap();
        }
        let actor = person(who);
        let before = made.state.clone();
        let Ok(events) = decide(&command, &made.state, &actor, today) else {
            assert_eq!(before, made.state);
            made.refused += 1;
            continue;
        };
        assert!(!events.is_empty(), "{command:?} has no event");
        for (part, event) in (0..).zip(events) {
            let draft = Draft {
                recorded_at: "2017-01-02T09:00:00Z".parse().unwrap(),
                on: today,
                actor: actor.clone(),
                command: parsed(&format!("c{number}")),
                part,
                kind: event.kind().to_owned(),
                form: event.form(),
                body: event.body(),
            };
            let record = Record::seal(head, draft);
            head = record.head();
            let entry = Entry::read(&record).unwrap();
            assert_eq!(entry.event, event, "what is written is read back");
            made.state.evolve(&entry).unwrap();
            made.entries.push(entry);
            made.records.push(record);
        }
    }
    made.days.push((today, made.state.clone()));
    made
}

/// The plan that a state is, where it is one.
fn plan_of(state: &State) -> Option<Plan> {
    state.plan(&people()).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Written as lines of JSON and read again, the log folds to the same state, and its chain
    /// holds.
    #[test]
    fn a_log_that_is_exported_and_imported_folds_the_same(drawn in commands()) {
        let made = history(drawn);
        let lines: Vec<String> = made
            .records
            .iter()
            .map(|record| serde_json::to_string(record).unwrap())
            .collect();
        let read: Vec<Record> = lines
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let end = made.records.last().unwrap().head();
        prop_assert_eq!(verify(end, &read), Ok(end));
        let entries: Vec<Entry> = read.iter().map(|record| Entry::read(record).unwrap()).collect();
        prop_assert_eq!(&State::fold(&entries).unwrap(), &made.state);
        prop_assert_eq!(&entries, &made.entries);
    }

    /// The state as at a day is what was seen at that day's end.
    #[test]
    fn the_state_as_at_a_day_is_what_was_seen(drawn in commands()) {
        let made = history(drawn);
        for (day, seen) in &made.days {
            let until = made.entries.iter().take_while(|entry| entry.on <= *day);
            prop_assert_eq!(&State::fold(until).unwrap(), seen);
        }
    }

    /// The plan as a file asks for nothing where it came from.
    #[test]
    fn a_plan_that_is_exported_changes_nothing_at_home(drawn in commands()) {
        let made = history(drawn);
        let Some(plan) = plan_of(&made.state) else { return Ok(()); };
        let today = made.state.last_on.unwrap();
        let back = steps(&made.state, &plan, &people(), "Imported", today);
        prop_assert_eq!(&back.commands, &Vec::<Command>::new());
        prop_assert_eq!(&back.cannot, &Vec::<String>::new());
    }

    /// The plan as a file, imported into an empty ledger, is the same plan.
    #[test]
    fn a_plan_that_is_exported_is_the_same_elsewhere(drawn in commands()) {
        let made = history(drawn);
        let Some(plan) = plan_of(&made.state) else { return Ok(()); };
        let reading = Plan::read(&plan.to_toml(), Known::Anything);
        let Some(read) = reading.plan else {
            // A file wants one recommendation and one aim at least, which a ledger can be without.
            let lacks = plan.aims.is_empty() || plan.recommendations.is_empty();
            prop_assert!(lacks, "{:?}", reading.diagnostics);
            return Ok(());
        };
        prop_assert_eq!(&read, &plan);
        let today = made.state.last_on.unwrap();
        let mut state = State::default();
        let there = steps(&state, &read, &people(), "Imported", today);
        prop_assert_eq!(&there.cannot, &Vec::<String>::new());
        let keeper = person(0);
        let mut commands = there.commands;
        commands.insert(1, Command::GrantRole(RoleOf { person: keeper.clone(), role: Role::Analyst }));
        for command in &commands {
            let events = decide(command, &state, &keeper, today);
            let events = match events {
                Ok(events) => events,
                Err(refusal) => {
                    return Err(TestCaseError::fail(format!("{command:?}: {refusal}")));
                }
            };
            for event in events {
                let entry = Entry {
                    seq: state.seq + 1,
                    recorded_at: "2017-01-02T09:00:00Z".parse().unwrap(),
                    on: today,
                    actor: keeper.clone(),
                    event,
                };
                state.evolve(&entry).unwrap();
            }
        }
        prop_assert_eq!(&plan_of(&state).unwrap(), &plan);
    }
}

/// The histories are worth the name: most kinds of event happen, and refusals too.
#[test]
fn histories_are_varied() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut kinds = std::collections::BTreeSet::new();
    let mut refused = 0;
    for _ in 0..60 {
        let drawn = commands().new_tree(&mut runner).unwrap().current();
        let made = history(drawn);
        kinds.extend(made.entries.iter().map(|entry| entry.event.kind()));
        refused += made.refused;
    }
    assert!(kinds.len() >= 30, "{kinds:?}");
    assert!(refused > 100);
}
