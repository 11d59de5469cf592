//! Texts held to the evidence.

use waymark_narrative::text::Text;

use crate::given::Council;

#[tokio::test]
async fn a_reference_without_words_is_told_with_its_place_and_what_was_meant() {
    let council = Council::new().await;
    let written = "# Progress\n\nRe-referrals were {{re-referals@2017-09}}.\n";
    let ground = council.ground("latest", Some(written)).await;
    let found = ground.check(&Text::markdown(written));
    let [fault] = found.faults.as_slice() else {
        panic!("{:?}", found.faults);
    };
    assert_eq!(fault.written, "{{re-referals@2017-09}}");
    assert_eq!(fault.place.line, Some(3));
    assert_eq!(
        fault.suggestion.as_deref(),
        Some("{{re-referrals@2017-09}}")
    );
    let told = fault.to_string();
    assert!(
        told.starts_with("line 3: {{re-referals@2017-09}}:"),
        "{told}"
    );
}

/// 18 of 48 is 37.5%. The first number has its reference already, the second is offered one.
#[tokio::test]
async fn references_are_offered_where_numbers_were_written() {
    let council = Council::new().await;
    let written = "Re-referrals were {{re-referrals@2017-09}}, so the rate of re-referrals in the year to September 2017 was 37.5%.\n";
    let text = Text::markdown(written);
    let ground = council.ground("latest", Some(written)).await;
    let found = ground.check(&text);
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    let live = found.with_references(&text).unwrap();
    assert_eq!(
        live,
        "Re-referrals were {{re-referrals@2017-09}}, so the rate of re-referrals in the year to September 2017 was {{re-referrals@2017-09}}.\n"
    );
}

#[tokio::test]
async fn what_is_not_so_is_contradicted() {
    let council = Council::new().await;
    let written = "The rate of re-referrals was 12.0% in the year to September 2017.\n";
    let ground = council.ground("latest", Some(written)).await;
    let found = ground.check(&Text::markdown(written));
    let record = found.record(
        written,
        &ground.snapshot,
        &waymark_publication::TemplateText::built_in(),
    );
    assert_eq!(record.contradicted.len(), 1, "{:?}", found.checked.claims);
    assert_eq!(record.contradicted[0].quote, "12.0%");
    assert_eq!(record.snapshot, ground.snapshot);
    assert_eq!(record.narrative_sha256.len(), 64);
}
