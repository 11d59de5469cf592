//! Publishing: what is frozen, what stops it, and what is left where it does not come about.

use std::fs;

use waymark_app::AppError;
use waymark_plan::ledger::Refusal;
use waymark_plan::ledger::state::ReportStage;
use waymark_publication::{Archive, PROGRAM, PublicationError, verify};

use crate::given::{Council, NARRATIVE, REPORT, id};

#[tokio::test]
async fn what_is_frozen_is_what_the_ledger_is_told() {
    let mut council = Council::with_approved_report().await;
    let archive = council.publish("P1").await.unwrap();
    let report = council.ledger.state().report(&id()).unwrap();
    assert_eq!(report.stage, ReportStage::Published);
    let publication = report.publication.as_ref().unwrap();
    let frozen = &publication.publication.frozen;
    assert_eq!(*frozen, archive.manifest.frozen);
    assert_eq!(frozen.program, PROGRAM);
    assert_eq!(Some(frozen.narrative.clone()), report.narrative_sha256());
    assert_eq!(frozen.benchmarks, None);
    let names: Vec<&str> = frozen
        .documents
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "scrutiny-2017-11.docx",
            "scrutiny-2017-11.pdf",
            "scrutiny-2017-11.html"
        ]
    );
    assert_eq!(Archive::open(&council.home, &id()).unwrap(), archive);
    assert_eq!(archive.narrative().unwrap(), NARRATIVE);
    let people = fs::read_to_string(council.archived("people.json")).unwrap();
    // Who took a step is named, and the addresses of contacts alone are kept.
    assert!(people.contains("Ada Director") && people.contains("Imogen Tallis"));
    assert!(people.contains("gwen.hathersage@loamshire.example"));
    let html = fs::read_to_string(council.archived("documents/scrutiny-2017-11.html")).unwrap();
    for words in ["37.5%", "Ben Chair, Assistant Director", "Legal comment"] {
        assert!(html.contains(words), "{words}");
    }
}

#[tokio::test]
async fn only_an_approved_report_is_frozen() {
    let mut council = Council::new().await;
    council.write(NARRATIVE).await;
    let refused = council.freeze().await.unwrap_err();
    assert!(
        matches!(
            &refused,
            PublicationError::App(AppError::Refused(Refusal::ReportStage { .. }))
        ),
        "{refused}"
    );
}

#[tokio::test]
async fn what_the_ledger_refuses_leaves_no_archive() {
    let mut council = Council::with_approved_report().await;
    let legal = council.legal.clone();
    let refused = council.publish(legal.as_str()).await.unwrap_err();
    assert!(
        matches!(
            &refused,
            PublicationError::App(AppError::Refused(Refusal::NotAllowed { .. }))
        ),
        "{refused}"
    );
    assert!(!council.home.reports().join(REPORT).exists());
    council.publish("P1").await.unwrap();
    // The archive of what was published stays, whoever tries again.
    let again = council.publish("P1").await.unwrap_err();
    assert!(again.to_string().contains("is published"), "{again}");
    assert!(council.archived("manifest.json").exists());
}

#[tokio::test]
async fn an_archive_that_never_reached_the_ledger_is_replaced() {
    let mut council = Council::with_approved_report().await;
    let left = council.archived("documents/scrutiny-2017-11.pdf");
    fs::create_dir_all(left.parent().unwrap()).unwrap();
    fs::write(&left, "half a report").unwrap();
    fs::write(council.archived("left.txt"), "left").unwrap();
    council.publish("P1").await.unwrap();
    assert!(!council.archived("left.txt").exists());
    let verified = verify(&council.home, &council.ledger, &id()).await.unwrap();
    assert!(verified.holds(), "{:?}", verified.faults);
}
