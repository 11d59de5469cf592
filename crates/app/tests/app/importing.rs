//! Bringing a ledger to a plan that somebody wrote.

use jiff::civil::{Date, date};
use waymark_app::{AppError, Ledger, NewPerson};
use waymark_plan::{Known, Plan};

use super::given::{file, now, parsed, stamp};

const TODAY: Date = date(2017, 11, 13);

fn loamshire() -> Plan {
    let path = waymark_testkit::workspace().join("crates/synth/src/loamshire/plan.toml");
    let text = std::fs::read_to_string(path).unwrap();
    Plan::read(&text, Known::Anything).plan.unwrap()
}

async fn empty(at: &waymark_app::Location) -> Ledger {
    let mut ledger = Ledger::open(at).await.unwrap();
    let analyst = NewPerson {
        name: "Imogen Tallis".to_owned(),
        post: "Performance Analyst".to_owned(),
        email: None,
        phone: None,
    };
    ledger.add_person(None, &analyst, now(TODAY)).await.unwrap();
    ledger
}

/// The plan without the ids that the ledger gives to milestones.
fn as_written(mut plan: Plan) -> Plan {
    for recommendation in &mut plan.recommendations {
        for milestone in &mut recommendation.milestones {
            milestone.id = None;
        }
    }
    plan
}

#[tokio::test]
async fn a_whole_plan_goes_into_an_empty_ledger_and_comes_out_the_same() {
    let (_folder, at) = file();
    let mut ledger = empty(&at).await;
    let plan = loamshire();
    let rehearsal = ledger.rehearse_plan(&plan, "plan.toml", &parsed("P1"), TODAY, true);
    assert_eq!(rehearsal.cannot, Vec::<String>::new());
    assert_eq!(rehearsal.left_alone, Vec::<String>::new());
    assert!(rehearsal.changes.len() > 150);
    // A rehearsal writes nothing.
    assert_eq!(ledger.refresh().await.unwrap(), []);
    assert_eq!(ledger.head().seq, 0);
    assert_eq!(ledger.everybody().await.unwrap().len(), 1);

    let given = ledger
        .apply_plan(&plan, "plan.toml", &stamp("import", TODAY), true)
        .await
        .unwrap();
    assert_eq!(given.entries.len(), rehearsal.changes.len());
    let out = ledger.state().plan(ledger.people()).unwrap();
    assert_eq!(as_written(out.clone()), plan);

    // The file that comes out asks for nothing where it came from.
    let again = Plan::read(&out.to_toml(), Known::Anything).plan.unwrap();
    let nothing = ledger.rehearse_plan(&again, "plan.toml", &parsed("P1"), TODAY, true);
    assert_eq!(nothing.changes, Vec::<String>::new());
    assert_eq!(nothing.cannot, Vec::<String>::new());
    // Nor does the file that went in, which has no ids for milestones.
    let nothing = ledger.rehearse_plan(&plan, "plan.toml", &parsed("P1"), TODAY, true);
    assert_eq!(nothing.changes, Vec::<String>::new());
}

#[tokio::test]
async fn a_changed_plan_becomes_the_commands_of_its_changes() {
    let (_folder, at) = file();
    let mut ledger = empty(&at).await;
    let mut plan = loamshire();
    ledger
        .apply_plan(&plan, "plan.toml", &stamp("import", TODAY), true)
        .await
        .unwrap();
    // R2.2 was re-dated twice; a third date, a report and a new title.
    let action = &mut plan.recommendations[1].actions[1];
    assert_eq!(action.id.as_str(), "R2.2");
    action.schedule.agreed.push(waymark_plan::Redating {
        due: date(2018, 3, 30),
        reason: "Two posts are still vacant.".to_owned(),
        agreed_by: "Improvement meeting".to_owned(),
        on: date(2017, 11, 10),
    });
    action.updates.push(waymark_plan::Update {
        on: date(2017, 11, 10),
        by: "Head of Service, Strengthening Families".to_owned(),
        note: "Seven of eight are in post.".to_owned(),
    });
    action.title = "Set up a second assessment team".to_owned();
    let rehearsal = ledger.rehearse_plan(&plan, "changed.toml", &parsed("P1"), TODAY, true);
    assert_eq!(rehearsal.cannot, Vec::<String>::new());
    let kinds: Vec<&str> = rehearsal.commands.iter().map(|c| c.kind()).collect();
    assert_eq!(kinds, ["amend-action", "redate", "note-progress"]);
    let given = ledger
        .apply_plan(&plan, "changed.toml", &stamp("import-2", TODAY), true)
        .await
        .unwrap();
    assert_eq!(given.entries.len(), 3);
    let (_, stands) = ledger.state().action(&parsed("R2.2")).unwrap();
    assert_eq!(stands.schedule.first_due, date(2017, 9, 29));
    assert_eq!(stands.schedule.latest_due(), date(2018, 3, 30));
    assert_eq!(stands.schedule.agreed.len(), 3);
}

#[tokio::test]
async fn what_was_decided_is_not_rewritten_by_a_file() {
    let (_folder, at) = file();
    let mut ledger = empty(&at).await;
    let plan = loamshire();
    ledger
        .apply_plan(&plan, "plan.toml", &stamp("import", TODAY), true)
        .await
        .unwrap();
    let head = ledger.head();
    let mut other = plan.clone();
    // The first date moved, a re-dating taken out, a scheme reworded under its old version.
    other.recommendations[0].actions[0].schedule.first_due = date(2017, 7, 31);
    other.recommendations[1].actions[1]
        .schedule
        .agreed
        .remove(0);
    other.scheme.red = "fine, really".to_owned();
    let rehearsal = ledger.rehearse_plan(&other, "other.toml", &parsed("P1"), TODAY, true);
    let said = rehearsal.cannot.join("\n");
    for part in [
        "R1.1 was first due on 2017-06-30",
        "R2.2 was re-dated 2 times",
        "scheme 1",
    ] {
        assert!(said.contains(part), "{said}");
    }
    // What a file leaves out stays, and is told.
    let mut shorter = plan.clone();
    shorter.recommendations.remove(16);
    shorter.recommendations[0].actions.remove(2);
    let rehearsal = ledger.rehearse_plan(&shorter, "short.toml", &parsed("P1"), TODAY, true);
    assert_eq!(rehearsal.commands, []);
    let said = rehearsal.left_alone.join("\n");
    assert!(said.contains("R17") && said.contains("R1.3"), "{said}");
    assert_eq!(ledger.head(), head);
    // A copy of the file from before something was done does not undo it.
    let done = super::given::order(
        "done",
        waymark_plan::ledger::Command::Complete(waymark_plan::ledger::parts::Completion {
            item: parsed("R1.3"),
            on: TODAY,
            evidence: Some("The report".to_owned()),
        }),
    );
    let done = waymark_app::Order {
        stamp: stamp("done", TODAY),
        ..done
    };
    ledger.give(&done).await.unwrap();
    let stale = ledger.rehearse_plan(&plan, "old.toml", &parsed("P1"), TODAY, true);
    assert_eq!(stale.commands, []);
    assert!(
        stale.left_alone[0].contains("R1.3 is complete"),
        "{stale:?}"
    );
    // Another authority's plan does not go into this ledger.
    let mut foreign = plan;
    foreign.authority.code = parsed("855");
    foreign.authority.name = "Elsewhere".to_owned();
    let refused = ledger.rehearse_plan(&foreign, "f.toml", &parsed("P1"), TODAY, true);
    assert!(refused.cannot[0].contains("Elsewhere"), "{refused:?}");
}

#[tokio::test]
async fn an_import_by_somebody_who_may_not_writes_nothing() {
    let (_folder, at) = file();
    let mut ledger = empty(&at).await;
    let mut plan = loamshire();
    ledger
        .apply_plan(&plan, "plan.toml", &stamp("import", TODAY), true)
        .await
        .unwrap();
    let head = ledger.head();
    plan.aims[0].title = "Another".to_owned();
    // P3 leads something, and has no role.
    let refused = ledger
        .apply_plan(
            &plan,
            "plan.toml",
            &super::given::stamp_of("P3", "import-3", TODAY),
            true,
        )
        .await
        .unwrap_err();
    assert!(matches!(refused, AppError::CannotImport(_)), "{refused}");
    ledger.refresh().await.unwrap();
    assert_eq!(ledger.head(), head);
}

#[tokio::test]
async fn a_file_from_before_an_erasure_or_with_namesakes_loses_nobody() {
    let (_folder, at) = file();
    let mut ledger = empty(&at).await;
    ledger
        .apply_plan(&loamshire(), "plan.toml", &stamp("import", TODAY), true)
        .await
        .unwrap();
    let marian = waymark_app::find_person(ledger.people(), "Marian Whitlock").unwrap();
    ledger
        .erase_person(&parsed("P1"), &marian, TODAY)
        .await
        .unwrap();
    // The file does not name her any more, and yet she is who led.
    let out = ledger.state().plan(ledger.people()).unwrap();
    assert_eq!(out.recommendations[1].lead.name, None);
    let read = Plan::read(&out.to_toml(), Known::Anything).plan.unwrap();
    let nothing = ledger.rehearse_plan(&read, "out.toml", &parsed("P1"), TODAY, true);
    assert_eq!(nothing.changes, Vec::<String>::new());
    assert_eq!(nothing.new_people, []);
    assert_eq!(
        ledger.state().recommendations[1].record.lead.person,
        Some(marian)
    );

    // A second Priya Nandakumar changes nothing where the file says what stands, and stops an
    // import that would have to choose.
    let namesake = NewPerson {
        name: "Priya Nandakumar".to_owned(),
        post: "Auditor".to_owned(),
        email: None,
        phone: None,
    };
    ledger
        .add_person(Some(&parsed("P1")), &namesake, now(TODAY))
        .await
        .unwrap();
    let nothing = ledger.rehearse_plan(&read, "out.toml", &parsed("P1"), TODAY, true);
    assert_eq!((nothing.changes, nothing.cannot), (Vec::new(), Vec::new()));
    let mut other = read;
    other.recommendations[2].lead.name = Some("Priya Nandakumar".to_owned());
    other.recommendations[2].lead.post = "Another post".to_owned();
    let stopped = ledger.rehearse_plan(&other, "out.toml", &parsed("P1"), TODAY, true);
    assert!(
        stopped.cannot[0].contains("2 people are called Priya Nandakumar"),
        "{stopped:?}"
    );
}
