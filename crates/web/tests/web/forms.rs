//! Every form of a command: filled in as a person would, it gives the command that was meant, and
//! the ledger takes it.
//!
//! The rows are in `forms/rows.rs`, the plan that they are about in `forms/scene.rs`. A row is
//! filled in as a browser does it: what the form shows comes back, but for what the person answers.

#[path = "forms/rows.rs"]
mod rows;
#[path = "forms/scene.rs"]
mod scene;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use waymark_plan::PersonId;
use waymark_plan::ledger::{Command, CommandKind, decide};
use waymark_web::book::View;
use waymark_web::forms::{About, Ask, Draft, FieldHtml, Posted, command, draft};

use rows::{Row, rows};
use scene::{TODAY, scene};

/// What has a page of its own instead of a form.
const PAGES: &[CommandKind] = &[
    CommandKind::OpenLedger,
    CommandKind::WriteReport,
    CommandKind::ApproveReport,
    CommandKind::PublishReport,
    CommandKind::RaiseRestatement,
];

fn person(id: &str) -> PersonId {
    id.parse().unwrap()
}

fn about(pairs: &[(&str, &str)]) -> About {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(own).collect()
}

fn form(view: &View, kind: CommandKind, by: &str, about: &About) -> Option<Draft> {
    let ask = Ask {
        view,
        person: &person(by),
        today: TODAY,
        about,
    };
    draft(kind, &ask)
}

/// What a browser sends back of a form in which nothing was touched.
fn untouched(draft: &Draft) -> Posted {
    let mut posted = Posted::new();
    let mut put = |name: String, value: &str| {
        posted.entry(name).or_default().push(value.to_owned());
    };
    for field in &draft.fields {
        let html = FieldHtml::of(field, None, None);
        let chosen = || html.choices.iter().filter(|choice| choice.chosen);
        match html.kind {
            "day" | "month" => {
                for (part, value) in ["day", "month", "year"].iter().zip(&html.parts) {
                    put(format!("{}-{part}", html.name), value);
                }
            }
            "radios" | "ticks" => {
                for choice in chosen() {
                    put(html.name.clone(), &choice.value);
                }
            }
            "select" => {
                // Where none is chosen, browsers send the first.
                if let Some(choice) = chosen().next().or(html.choices.first()) {
                    put(html.name.clone(), &choice.value);
                }
            }
            "tick" => {
                if !html.value.is_empty() {
                    put(html.name.clone(), "yes");
                }
            }
            _ => put(html.name.clone(), &html.value),
        }
    }
    posted
}

/// What a browser sends of a form with these answers; several of one name are several ticks.
fn filled_in(draft: &Draft, answers: &[(&str, &str)]) -> Posted {
    let mut posted = untouched(draft);
    let names: BTreeSet<&str> = answers.iter().map(|(name, _)| *name).collect();
    let known: BTreeSet<String> = draft
        .fields
        .iter()
        .flat_map(|field| {
            let name = field.name();
            let parts = ["day", "month", "year"].map(|part| format!("{name}-{part}"));
            parts.into_iter().chain([name])
        })
        .collect();
    for name in names {
        assert!(known.contains(name), "the form asks for no `{name}`");
        posted.remove(name);
    }
    for (name, value) in answers {
        let all = posted.entry((*name).to_owned()).or_default();
        all.push((*value).to_owned());
    }
    posted
}

/// What the giving adds to a command, as far as the ledger looks at it.
fn completed(mut given: Command) -> Command {
    if let Command::NoteEvidence(note) = &mut given {
        note.snapshot = "made-up".to_owned();
        let figure = json!({
            "measure": "re-referrals", "month": "2017-09", "definition": "1",
            "value": 24.0, "numerator": 24.0, "denominator": 100.0, "verdict": null,
        });
        note.figures.push(serde_json::from_value(figure).unwrap());
    }
    given
}

fn check(view: &View, row: &Row) -> Result<(), String> {
    let kind: CommandKind = row.kind.parse().map_err(|error| format!("{error}"))?;
    let draft = form(view, kind, row.by, &about(row.about)).ok_or("there is no form")?;
    if !view.state.may_give(&person(row.by), kind, &draft.subject) {
        return Err(format!("{} may not give it", row.by));
    }
    if draft.back != row.back {
        return Err(format!("it leads to {}", draft.back));
    }
    let read = draft.read(kind, &filled_in(&draft, row.answers));
    let given = command(read.map_err(|wrong| format!("{wrong:?}"))?)?;
    let mut meant = row.gives.clone();
    meant["command"] = json!(row.kind);
    let meant: Command = serde_json::from_value(meant).map_err(|error| format!("{error}"))?;
    if given != meant {
        return Err(format!("it gives {given:#?}\nand not {meant:#?}"));
    }
    let taken = decide(&completed(given), &view.state, &person(row.by), TODAY);
    taken
        .map(|_| ())
        .map_err(|refusal| format!("it is refused: {refusal}"))
}

#[tokio::test]
async fn every_form_gives_the_command_that_was_meant() {
    let (book, _folder) = scene().await;
    let view = book.view();
    let wrong: Vec<String> = rows()
        .iter()
        .filter_map(|row| {
            let words = check(&view, row).err()?;
            Some(format!("{} about {:?}: {words}", row.kind, row.about))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_kind_has_a_row_or_a_page_of_its_own() {
    let rows: BTreeSet<&str> = rows().iter().map(|row| row.kind).collect();
    let pages: BTreeSet<&str> = PAGES.iter().map(|kind| kind.as_str()).collect();
    for kind in CommandKind::ALL {
        assert!(
            rows.contains(kind.as_str()) != pages.contains(kind.as_str()),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn what_has_a_page_of_its_own_has_no_form() {
    let (book, _folder) = scene().await;
    let view = book.view();
    for kind in PAGES {
        assert!(form(&view, *kind, "P1", &About::new()).is_none(), "{kind}");
    }
}

/// What is wrong with the answers of a row, by the fields' places.
#[tokio::test]
async fn what_does_not_go_together_is_said_at_its_question() {
    let (book, _folder) = scene().await;
    let view = book.view();
    for (row, wrong) in rows::wrong() {
        let kind: CommandKind = row.kind.parse().unwrap();
        let draft = form(&view, kind, row.by, &about(row.about)).unwrap();
        let read = draft.read(kind, &filled_in(&draft, row.answers));
        let wrong: Vec<(String, String)> = wrong
            .iter()
            .map(|(path, words)| ((*path).to_owned(), (*words).to_owned()))
            .collect();
        assert_eq!(read, Err(wrong), "{}", row.kind);
    }
}

#[tokio::test]
async fn there_is_no_form_about_what_is_not_there_or_over() {
    let (book, _folder) = scene().await;
    let view = book.view();
    for (kind, pairs) in rows::without_form() {
        let kind: CommandKind = kind.parse().unwrap();
        let found = form(&view, kind, "P1", &about(pairs));
        assert!(found.is_none(), "{kind} about {pairs:?}");
    }
}

/// An answer that is asked for twice, or a question that cannot be answered, is a slip in a form.
#[tokio::test]
async fn questions_have_a_place_of_their_own_and_something_to_choose() {
    let (book, _folder) = scene().await;
    let view = book.view();
    for row in rows() {
        let kind: CommandKind = row.kind.parse().unwrap();
        let draft = form(&view, kind, row.by, &about(row.about)).unwrap();
        let mut names = BTreeSet::new();
        for field in &draft.fields {
            let html = FieldHtml::of(field, None, None);
            assert!(names.insert(html.name.clone()), "{kind}: {}", html.name);
            if html.kind == "hidden" {
                continue;
            }
            assert!(!field.label.is_empty(), "{kind}: {}", html.name);
            let chooses = matches!(html.kind, "radios" | "select" | "ticks");
            assert!(
                !chooses || !html.choices.is_empty(),
                "{kind}: {}",
                html.name
            );
        }
    }
}

/// Nothing that anybody sends stops the program, and nothing that must be known goes unasked.
#[tokio::test]
async fn an_empty_answer_is_an_error_and_not_a_command() {
    let (book, _folder) = scene().await;
    let view = book.view();
    for row in rows() {
        let kind: CommandKind = row.kind.parse().unwrap();
        let draft = form(&view, kind, row.by, &about(row.about)).unwrap();
        let read = draft.read(kind, &Posted::new());
        if draft
            .fields
            .iter()
            .any(|field| field.needed && !field.label.is_empty())
        {
            let wrong = read.expect_err(row.kind);
            assert!(wrong.iter().all(|(_, words)| !words.is_empty()), "{kind}");
        }
    }
}

/// A form that is sent twice makes the same command twice, so that it is recorded once.
#[tokio::test]
async fn a_form_that_is_sent_again_names_the_same_thing() {
    let (book, _folder) = scene().await;
    let before = book.view();
    let kind = CommandKind::RecordAim;
    let draft = form(&before, kind, "P1", &About::new()).unwrap();
    let posted = filled_in(&draft, &[("title", "Helping early")]);
    let read = |draft: &Draft| command(draft.read(kind, &posted).unwrap()).unwrap();
    let first = read(&draft);
    scene::give(&book, 10_000, "P1", serde_json::to_value(&first).unwrap()).await;
    let again = form(&book.view(), kind, "P1", &About::new()).unwrap();
    assert_eq!(read(&again), first);
    // A form that was opened afterwards makes another.
    let posted = filled_in(&again, &[("title", "Helping early")]);
    let next: Value = again.read(kind, &posted).unwrap();
    assert_eq!(next["id"], "helping-early-2");
}
