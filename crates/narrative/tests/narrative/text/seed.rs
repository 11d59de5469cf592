//! The real report that all of this is made for.

use waymark_narrative::text::{Passage, PassageKind, Place, Text};
use waymark_testkit::shared_data;

use super::{find, headings};

#[test]
fn the_seed_report_is_read() {
    let Some(data) = shared_data() else {
        return;
    };
    let bytes = std::fs::read(data.join("seed-report.md")).unwrap();
    let text = Text::read("seed-report.md", &bytes).unwrap();
    let passages = text.passages();

    let seven: Vec<&Passage> = passages
        .iter()
        .filter(|passage| {
            let place = passage.place.paragraph.as_deref().unwrap_or_default();
            place == "7" || place.starts_with("7 ")
        })
        .collect();
    let expected = [
        ("7", 49, "Highlights of progress are:"),
        ("7 i)", 51, "A review of all processes"),
        ("7 ii)", 52, "The level of Children in care"),
        ("7 iii)", 53, "87% of children's cases"),
        ("7 iv)", 54, "The number of completed single assessments"),
        ("7 v)", 55, "The rate of re-referrals"),
        (
            "7 vi)",
            56,
            "Published adoption scorecard measures on timeliness show:",
        ),
        ("7 vi)", 58, "An average of 517 days"),
        ("7 vi)", 59, "An average of 195 days"),
        ("7 vii)", 60, "The Strengths and Difficulties Questionnaire"),
        ("7 viii)", 61, "A refreshed Special Guardianship Order"),
        ("7 ix)", 62, "Care Leavers in suitable accommodation"),
        ("7 x)", 63, "Around 37% of discharges"),
        (
            "7 xi)",
            64,
            "Caseload sizes in many teams, e.g. First Response",
        ),
        ("7 xii)", 65, "The action plan attached as Appendix A"),
    ];
    assert_eq!(seven.len(), expected.len());
    let highlights = "Highlights of progress are:";
    let adoption = "Published adoption scorecard measures on timeliness show:";
    for (passage, (place, line, words)) in seven.iter().zip(expected) {
        let placed = Place {
            paragraph: Some(place.to_owned()),
            line: Some(line),
        };
        assert_eq!(passage.place, placed);
        assert!(passage.words.starts_with(words), "{}", passage.words);
        if place == "7" {
            assert_eq!(passage.kind, PassageKind::Heading);
            assert_eq!(headings(passage), ["Background"]);
            assert_eq!(passage.lead, None);
        } else {
            assert_eq!(passage.kind, PassageKind::Item);
            assert_eq!(headings(passage), ["Background", highlights]);
            let inner = words.starts_with("An average");
            let lead = if inner { adoption } else { highlights };
            assert_eq!(passage.lead.as_deref(), Some(lead));
        }
    }

    for (start, place, above) in [
        ("To inform the Children", Some("1"), "Purpose of report"),
        ("The Single Inspection", Some("3"), "Background"),
        ("Embedding Excellent Practice", Some("4 ii"), "Background"),
        ("The Action Plan and progress", Some("4"), "Background"),
        ("amber \u{2013} on track", Some("5"), "Background"),
        ("12 recommendations", Some("6"), "Background"),
        ("In developing the Continuous", Some("8"), "Consultations"),
        ("The Road to Excellence (Plan", None, "Background Papers"),
        (
            "None.",
            Some("10"),
            "Circulation under the Local Issues Alert Procedure",
        ),
        ("Sharon Cooke", None, "Officer(s) to Contact"),
    ] {
        let passage = find(&passages, start);
        assert_eq!(passage.place.paragraph.as_deref(), place, "{start}");
        assert_eq!(headings(passage).last(), Some(&above), "{start}");
    }
    assert_eq!(
        find(&passages, "Sharon Cooke").words,
        "Sharon Cooke, Assistant Director Children's Social Care Sharon.Cooke@leics.gov.uk 0116 \
         305 5479"
    );
    assert_eq!(
        find(&passages, "12 recommendations").lead.as_deref(),
        Some("The summary of ratings is:")
    );
    // Whatever is judged can be marked in the source.
    let source = text.source.as_deref().unwrap();
    for passage in &passages {
        let whole = passage.in_source(0..passage.words.len()).unwrap();
        let first = passage.words.split(' ').next().unwrap();
        assert!(source[whole].starts_with(first), "{}", passage.words);
    }
}
