//! What a proposal would change, worked by hand.

use jiff::civil::date;
use waymark_figures::{Outcome, Selector};
use waymark_intake::{Effect, FindingChange, KeepOthers, MeasureEffect, Proposal, Standing};
use waymark_plan::{Known, Plan};
use waymark_returns::{FindingCode, SourceFile};
use waymark_synth::{Parts, Settings, make};

use crate::given::{COVERS, Council, audits, referrals};

/// Loamshire's plan, with the re-referrals of both teams among what should move.
fn plan() -> Plan {
    let settings = Settings {
        children_in_care: 1,
        planted: false,
        parts: Parts {
            ssda903_csv: false,
            ssda903_xml: false,
            cin: false,
            workforce: false,
            audits: false,
            benchmarks: false,
            plan: true,
        },
        ..Settings::default()
    };
    let files = make(&settings);
    let file = files.iter().find(|file| file.path == "plan.toml").unwrap();
    let text = std::str::from_utf8(&file.bytes).unwrap();
    let mut plan = Plan::read(text, Known::Anything).plan.unwrap();
    let linked = plan
        .recommendations
        .iter()
        .flat_map(|one| &one.measures)
        .next()
        .unwrap()
        .clone();
    for team in ["North", "South"] {
        let mut linked = linked.clone();
        linked.selector = format!("re-referrals[team={team}]").parse().unwrap();
        plan.recommendations[0].measures.push(linked);
    }
    plan
}

async fn effect(council: &Council, proposal: &Proposal, plan: Option<&Plan>) -> Effect {
    council
        .intake
        .effect(&proposal.id, None, plan)
        .await
        .unwrap()
}

fn of<'e>(effect: &'e Effect, selector: &str) -> &'e MeasureEffect {
    let selector: Selector = selector.parse().unwrap();
    let found = effect.measures.iter().find(|one| one.selector == selector);
    found.unwrap()
}

/// Numerator and denominator before and now, of the same month.
fn numbers(effect: &MeasureEffect) -> [f64; 4] {
    let same = effect.same_month.as_ref().unwrap();
    [
        same.before.numerator,
        same.before.denominator,
        same.now.numerator,
        same.now.denominator,
    ]
}

#[tokio::test]
async fn a_corrected_row_changes_what_was_counted_with_it() {
    let council = Council::new();
    // Four referrals in November 2016 and two in May 2017, both within a year of the child's
    // first: 2 of 6, a third. Without the second referral of child 1, of the South team: 1 of 5.
    let first = council.with_referrals(1, referrals(&[0, 1]));
    let made = council
        .propose(2, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
        .unwrap();
    let plan = plan();
    let effect = effect(&council, &made, Some(&plan)).await;
    assert_eq!(effect.snapshot, made.snapshot);
    assert_eq!(effect.beside, Some(first));

    let september = "2017-09".parse().unwrap();
    let whole = of(&effect, "re-referrals");
    assert_eq!(numbers(whole), [2.0, 6.0, 1.0, 5.0]);
    let same = whole.same_month.as_ref().unwrap();
    assert!(same.corrected);
    assert_eq!(same.month, september);
    assert_eq!(same.now.value, Some(20.0));
    assert_eq!(whole.standing, Standing::StaysKnown);
    assert_eq!(whole.corrected, [september]);
    assert!(whole.new_months.is_empty() && whole.lost_months.is_empty());
    let known = |outcome: &Option<Outcome>| outcome.as_ref().unwrap().figure().unwrap().n();
    assert_eq!((known(&whole.before), known(&whole.now)), (6, 5));

    // Child 0 of the North team came twice, child 2 once, and nothing of that is corrected.
    let north = of(&effect, "re-referrals[team=North]");
    assert_eq!(numbers(north), [1.0, 3.0, 1.0, 3.0]);
    assert!(north.is_none());
    let south = of(&effect, "re-referrals[team=South]");
    assert_eq!(numbers(south), [1.0, 3.0, 0.0, 2.0]);
    assert_eq!(south.corrected, [september]);

    // Nothing else can be answered from referrals alone, before or now.
    let refused = effect
        .measures
        .iter()
        .filter(|one| one.selector.measure != whole.selector.measure);
    for one in refused {
        assert_eq!(one.standing, Standing::StaysRefused, "{}", one.selector);
        assert!(
            matches!(one.now, Some(Outcome::Refused(_))),
            "{}",
            one.selector
        );
    }
    let rows = effect
        .tables
        .iter()
        .find(|one| one.table == "ssd_cin_episodes");
    let rows = rows.unwrap();
    assert_eq!((rows.before, rows.now), (Some(6), Some(5)));
}

#[tokio::test]
async fn a_first_proposal_makes_figures_known() {
    let council = Council::new();
    let made = council
        .propose(1, vec![referrals(&[0])], COVERS, KeepOthers::Yes)
        .unwrap();
    let effect = effect(&council, &made, None).await;
    assert_eq!(effect.beside, None);
    let whole = of(&effect, "re-referrals");
    assert_eq!(whole.standing, Standing::BecomesKnown);
    assert_eq!(whole.new_months, ["2017-09".parse().unwrap()]);
    assert_eq!((&whole.before, &whole.same_month), (&None, &None));
    assert!(effect.tables.iter().all(|one| one.before.is_none()));
    assert!(effect.coverage.iter().all(|one| one.before.is_none()));
}

#[tokio::test]
async fn a_longer_reach_gives_new_months_and_no_correction() {
    let council = Council::new();
    council.with_referrals(1, referrals(&[0]));
    let longer = Some((date(2015, 10, 1), date(2017, 10, 31)));
    let made = council
        .propose(2, vec![referrals(&[0])], longer, KeepOthers::Yes)
        .unwrap();
    let effect = effect(&council, &made, None).await;
    let whole = of(&effect, "re-referrals");
    assert_eq!(whole.new_months, ["2017-10".parse().unwrap()]);
    assert!(whole.corrected.is_empty() && whole.lost_months.is_empty());
    assert!(!whole.same_month.as_ref().unwrap().corrected);
    assert_eq!(
        whole.now.as_ref().unwrap().period().month,
        "2017-10".parse().unwrap()
    );
    let covered = effect
        .coverage
        .iter()
        .find(|one| one.table == "ssd_cin_episodes");
    let covered = covered.unwrap();
    let last = |one: &Option<waymark_returns::TableCoverage>| one.as_ref().unwrap().to;
    assert_eq!(last(&covered.before), date(2017, 9, 30));
    assert_eq!(last(&covered.now), date(2017, 10, 31));
}

#[tokio::test]
async fn a_set_without_the_return_loses_its_figures() {
    let council = Council::new();
    council.with_referrals(1, referrals(&[0]));
    let made = council
        .propose(2, vec![audits("2017-09")], None, KeepOthers::No)
        .unwrap();
    let effect = effect(&council, &made, None).await;
    let whole = of(&effect, "re-referrals");
    assert_eq!(whole.standing, Standing::BecomesRefused);
    assert_eq!(whole.lost_months, ["2017-09".parse().unwrap()]);
    let Some(Outcome::Refused(refusal)) = &whole.now else {
        panic!("{:?}", whole.now);
    };
    assert!(
        refusal.reason.contains("ssd_cin_episodes"),
        "{}",
        refusal.reason
    );
    let rows = effect
        .tables
        .iter()
        .find(|one| one.table == "ssd_cin_episodes");
    assert_eq!(rows.unwrap().now, None);
}

#[tokio::test]
async fn findings_come_go_and_stay() {
    let council = Council::new();
    let with = |name: &str, rows: &[&str]| {
        let mut csv = String::from_utf8(referrals(&[]).bytes).unwrap();
        for row in rows {
            csv.push_str(row);
            csv.push('\n');
        }
        SourceFile::new(name, csv)
    };
    let bad_date = "a8,p8,next May,2017-06-10,North";
    let other_bad_date = "a9,p9,last May,2017-06-10,North";
    for (before, now, expected) in [
        (&[][..], &[bad_date][..], FindingChange::New),
        (
            &[bad_date],
            &[bad_date, other_bad_date],
            FindingChange::More,
        ),
        (
            &[bad_date, other_bad_date],
            &[bad_date],
            FindingChange::Fewer,
        ),
        (&[bad_date], &[other_bad_date], FindingChange::Same),
        (&[bad_date], &[], FindingChange::Gone),
    ] {
        let council_of_case = Council::new();
        council_of_case.with_referrals(1, with("march.csv", before));
        // Under another name: what it replaces counts for it.
        let made = council_of_case
            .propose(2, vec![with("april.csv", now)], COVERS, KeepOthers::Yes)
            .unwrap();
        let effect = effect(&council_of_case, &made, None).await;
        let dates: Vec<_> = effect
            .findings
            .iter()
            .filter(|one| one.code == FindingCode::BadDate)
            .collect();
        assert_eq!(dates.len(), 1, "{expected:?}: {dates:?}");
        assert_eq!(dates[0].file, "april.csv");
        assert_eq!(dates[0].change(), expected);
    }
    // What is asked for can be asked from another thread.
    fn is_send<T: Send>(future: T) -> T {
        future
    }
    let id = waymark_intake::ProposalId::of(1);
    let none = is_send(council.intake.effect(&id, None, None)).await;
    assert!(none.is_err());
}
