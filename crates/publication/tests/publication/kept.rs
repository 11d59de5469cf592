//! Published reports afterwards: made again elsewhere, tampered with, restated, compared.

use std::fs;

use rstest::rstest;
use waymark_narrative::text::Text;
use waymark_plan::ledger::Command;
use waymark_publication::{
    Edition, FigureChanged, TemplateText, compared, correction, next_restatement, rebuild, restate,
    trace, verify,
};
use waymark_report::document::Block;

use crate::given::{Council, NARRATIVE, REPORT, id, import};

#[tokio::test]
async fn a_copy_of_home_and_ledger_makes_the_same_bytes() {
    let council = Council::with_published_report().await;
    let (home, ledger) = council.copy().await;
    let rebuilt = rebuild(&home, &ledger, &id()).await.unwrap();
    assert!(rebuilt.is_same(), "{:?}", rebuilt.evidence);
    assert_eq!(rebuilt.documents.len(), 3);
    for document in &rebuilt.documents {
        let path = council.archived(&format!("documents/{}", document.file.name));
        assert!(fs::read(path).unwrap() == document.file.bytes);
    }
    let verified = verify(&home, &ledger, &id()).await.unwrap();
    assert!(verified.holds(), "{:?}", verified.faults);
}

/// A name that is erased afterwards stays in the report that it was published in.
#[tokio::test]
async fn a_report_is_made_again_with_the_names_of_then() {
    let mut council = Council::with_published_report().await;
    let director = council.director.clone();
    let administrator = "P1".parse().unwrap();
    council
        .ledger
        .erase_person(&administrator, &director, crate::given::DAY)
        .await
        .unwrap();
    let rebuilt = rebuild(&council.home, &council.ledger, &id())
        .await
        .unwrap();
    assert!(rebuilt.is_same());
}

#[rstest]
#[case::template("template.toml")]
#[case::narrative("narrative.md")]
#[case::figures("evidence.json")]
#[case::people("people.json")]
#[case::cited("cited.json")]
#[case::definition("definitions/re-referrals.sql")]
#[case::document("documents/scrutiny-2017-11.docx")]
#[tokio::test]
async fn a_changed_file_is_named(#[case] path: &str) {
    let council = Council::with_published_report().await;
    let file = council.archived(path);
    let mut bytes = fs::read(&file).unwrap();
    bytes.push(b'\n');
    fs::write(&file, bytes).unwrap();
    let verified = verify(&council.home, &council.ledger, &id()).await.unwrap();
    let told: Vec<String> = verified.faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [format!("{path} of the archive is not as it was written")]
    );
}

#[tokio::test]
async fn a_manifest_that_was_changed_with_its_file_is_held_to_the_ledger() {
    let council = Council::with_published_report().await;
    let file = council.archived("manifest.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("Firm Footing", "Firmer Footing", 1)).unwrap();
    let verified = verify(&council.home, &council.ledger, &id()).await.unwrap();
    let told: Vec<String> = verified.faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["manifest.json is not what the ledger has as published"]
    );
}

#[tokio::test]
async fn a_damaged_snapshot_is_a_fault() {
    let council = Council::with_published_report().await;
    let snapshot = council.home.snapshot("latest").unwrap();
    let table = snapshot.table_path("ssd_cin_episodes").unwrap();
    let mut bytes = fs::read(&table).unwrap();
    let last = bytes.len() - 10;
    bytes[last] ^= 1;
    fs::write(&table, bytes).unwrap();
    let verified = verify(&council.home, &council.ledger, &id()).await.unwrap();
    let told: Vec<String> = verified.faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("ssd_cin_episodes"), "{told:?}");
}

/// Six children were no re-referrals after all: 18 of 48, 37.5%, become 12 of 42, 28.6%.
#[tokio::test]
async fn later_data_restates_a_figure_and_the_note_says_so() {
    let mut council = Council::with_published_report().await;
    let snapshot = import(&council.home, 12);
    let found = restate(&council.home, &council.ledger, &id(), "latest")
        .await
        .unwrap();
    assert_eq!(found.snapshot, snapshot);
    // Its groups by team may be others too.
    let change = found
        .changes
        .iter()
        .find(|change| change.measure.to_string() == "re-referrals")
        .unwrap();
    assert_eq!(
        (change.said.as_str(), change.now.as_str()),
        ("37.5%", "28.6%")
    );
    let states = |sentence: &String| sentence.contains("37.5%");
    assert!(change.sentences.iter().any(states), "{change:?}");

    let restatement = next_restatement(council.ledger.state(), &id()).unwrap();
    assert_eq!(restatement.as_str(), format!("{REPORT}-r1"));
    let because = Some("Six referrals had been entered twice.".to_owned());
    let raised = found.restatement(restatement.clone(), because).unwrap();
    council.give("P1", Command::RaiseRestatement(raised)).await;
    let note = correction(&council.home, council.ledger.state(), &restatement).unwrap();
    assert_eq!(note.title, "Correction: Progress against Firm Footing");
    let told = format!("{:?}", note.blocks);
    for words in ["37.5%", "28.6%", "Six referrals had been entered twice."] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(
        note.blocks
            .iter()
            .any(|block| matches!(block, Block::Table(_)))
    );

    // From its own snapshot nothing is restated.
    let frozen = council
        .ledger
        .state()
        .report(&id())
        .unwrap()
        .publication
        .clone();
    let own = frozen.unwrap().publication.frozen.snapshot;
    let nothing = restate(&council.home, &council.ledger, &id(), &own)
        .await
        .unwrap();
    assert!(nothing.changes.is_empty() && nothing.unknown.is_empty());
}

#[tokio::test]
async fn a_published_report_is_set_beside_one_that_is_built_now() {
    let council = Council::with_published_report().await;
    import(&council.home, 12);
    let earlier = Edition::published(&council.home, &council.ledger, &id())
        .await
        .unwrap();
    let ground = council.ground("latest", Some(NARRATIVE)).await;
    let text = Text::markdown(NARRATIVE);
    let template = TemplateText::built_in();
    let built = ground
        .build(
            &template.template,
            Some(&text),
            &waymark_publication::Setting::default(),
        )
        .unwrap();
    let later = Edition::built("now", &ground, &built, Some(NARRATIVE));
    let found = compared(&earlier, &later);
    let figure = found
        .figures
        .iter()
        .find(|figure| figure.selector.to_string() == "re-referrals")
        .unwrap();
    assert_eq!(figure.change, FigureChanged::Restated);
    assert_eq!(figure.later.as_ref().unwrap().said, "28.6%");
    assert_eq!(found.narrative_changed, Some(false));
    assert_eq!(found.ratings.len(), 17);
    assert!(found.ratings.iter().all(|rating| !rating.changed()));
}

#[tokio::test]
async fn a_reference_leads_to_its_cases() {
    let council = Council::with_published_report().await;
    let archive = waymark_publication::Archive::open(&council.home, &id()).unwrap();
    let cited = archive.cited().unwrap();
    let of_referrals = cited
        .iter()
        .find(|one| one.selector.to_string() == "re-referrals")
        .unwrap();
    let mark = of_referrals.mark.to_lowercase();
    let found = trace(&council.home, &council.ledger, &id(), &mark)
        .await
        .unwrap();
    let rows: usize = found
        .cases
        .batches
        .iter()
        .map(|batch| batch.num_rows())
        .sum();
    assert_eq!(rows, 48);
    let missing = trace(&council.home, &council.ledger, &id(), "F900")
        .await
        .unwrap_err();
    assert!(missing.to_string().contains("`F900`"), "{missing}");
}
