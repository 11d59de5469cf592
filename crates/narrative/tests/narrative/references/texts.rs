//! Whole texts: where references stand, what becomes of the rest; and what holds for any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use waymark_codes::Month;
use waymark_figures::{Breakdown, EvidenceBook, MeasureId, Selector};
use waymark_narrative::reference::{
    Cite, Found, Other, Part, PlanCount, Reference, expand, find, resolve,
};
use waymark_narrative::sentence::WhichMonth;
use waymark_plan::Plan;

use super::made_up::{book, plan};
use super::{knowing, wrong};

#[test]
fn the_other_words_stay_and_every_span_is_right() {
    let raw = "The council\u{2019}s rate has {{ re-referrals vs year-before | direction }} to {{re-referrals@2017-09}} \u{2013} and {{actions | complete}} of {{actions}} actions are done.\n\nEngland: {{sdq-average vs\nengland | theirs}}.";
    let (book, plan) = (book(), plan());
    let expanded = expand(raw, &knowing(&book, &plan)).unwrap();
    assert_eq!(
        expanded.words,
        "The council\u{2019}s rate has fallen to 18.5% \u{2013} and 1 of 4 actions are done.\n\nEngland: 14.1 points."
    );
    let cite = |month: &str| Cite {
        selector: "re-referrals".parse().unwrap(),
        month: month.parse().unwrap(),
    };
    let expected = [
        (
            "fallen",
            "{{ re-referrals vs year-before | direction }}",
            vec![cite("2017-09"), cite("2016-09")],
        ),
        ("18.5%", "{{re-referrals@2017-09}}", vec![cite("2017-09")]),
        ("1", "{{actions | complete}}", vec![]),
        ("4", "{{actions}}", vec![]),
        (
            "14.1 points",
            "{{sdq-average vs\nengland | theirs}}",
            vec![],
        ),
    ];
    assert_eq!(expanded.live.len(), expected.len());
    for (live, (words, source, cites)) in expanded.live.iter().zip(expected) {
        assert_eq!(&expanded.words[live.span.clone()], words);
        assert_eq!(&raw[live.source.clone()], source);
        assert_eq!(source.parse::<Reference>(), Ok(live.reference.clone()));
        assert_eq!(live.cites, cites, "{source}");
    }
    let earlier = resolve(
        &"re-referrals vs 2016-09 | earlier".parse().unwrap(),
        &knowing(&book, &plan),
    );
    assert_eq!(earlier.unwrap().cites, [cite("2016-09")]);
    let plain = "Nothing is live here: {one} brace, and 50% of all.";
    assert_eq!(expand(plain, &knowing(&book, &plan)).unwrap().words, plain);
}

#[test]
fn one_text_reads_naturally_whatever_the_figures_say() {
    let (book, plan) = (book(), plan());
    for (measure, expected) in [
        (
            "re-referrals",
            "The rate has fallen by 7.3 percentage points and is now 18.5% (n = 2,227 referrals).",
        ),
        (
            "assessments-in-45-days",
            "The rate has fallen by 15.2 percentage points and is now 74.9% (n = 390 assessments).",
        ),
        (
            "cla-three-placements",
            "The rate has not clearly changed and is now 7.6% (n = 487 children).",
        ),
    ] {
        let raw = format!(
            "The rate has {{{{{measure} vs year-before | direction-by}}}} and is now {{{{{measure}}}}} (n = {{{{{measure} | n}}}})."
        );
        let expanded = expand(&raw, &knowing(&book, &plan)).unwrap();
        assert_eq!(expanded.words, expected);
    }
}

#[test]
fn every_error_of_a_text_is_told_with_its_place() {
    let raw = "A {{re-referals}}, a {{re-referrals}}, a {{re-referrals | chnage}} and {{re-ref\n\nAnother.";
    let (book, plan) = (book(), plan());
    let places: Vec<&str> = wrong(&book, &plan, raw)
        .iter()
        .map(|wrong| &raw[wrong.span.clone()])
        .collect();
    assert_eq!(
        places,
        ["{{re-referals}}", "{{re-referrals | chnage}}", "{{re-ref"]
    );
    let found = |text: &str| find(text);
    let one = |start, end, inner: &str, closed| Found {
        span: start..end,
        inner: inner.to_owned(),
        closed,
    };
    assert_eq!(
        found("{{a}}{{ b }}"),
        [one(0, 5, "a", true), one(5, 12, " b ", true)]
    );
    // An opening that is not closed ends where the next one opens, or the paragraph ends.
    assert_eq!(
        found("{{a and {{b}}"),
        [one(0, 7, "a and", false), one(8, 13, "b", true)]
    );
    assert_eq!(found("{{a\n\nb}}"), [one(0, 3, "a", false)]);
    assert_eq!(found("{a} }} {{"), [one(7, 9, "", false)]);
    assert_eq!(found("{{{a}}"), [one(1, 6, "a", true)]);
}

fn months() -> impl Strategy<Value = Month> {
    (1990_i16..2040, 1_i8..=12)
        .prop_map(|(year, month)| format!("{year}-{month:02}").parse::<Month>().unwrap())
}

fn selectors() -> impl Strategy<Value = Selector> {
    let id = "[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4}){0,2}"
        .prop_filter("a word of the plan", |id| PlanCount::parts(id).is_empty());
    // A team's name may hold the grammar's own marks.
    let group = ("[a-z_]{1,6}", "[A-Z]([A-Za-z0-9 &@|=']{0,8}[a-z])?");
    (id, prop::option::of(group)).prop_map(|(id, group)| Selector {
        measure: MeasureId::parse(&id).unwrap(),
        breakdown: group.map(|(dimension, group)| Breakdown { dimension, group }),
    })
}

fn references() -> impl Strategy<Value = Reference> {
    let month = prop_oneof![
        Just(WhichMonth::AsComputed),
        Just(WhichMonth::Latest),
        months().prop_map(WhichMonth::Month),
    ];
    let other = prop_oneof![
        months().prop_map(Other::Month),
        prop::sample::select(Other::WORDS.map(|(_, other)| other).to_vec()),
    ];
    let part = prop::sample::select(Part::ALL.to_vec());
    (
        selectors(),
        month,
        prop::option::of(other),
        prop::option::of(part),
    )
        .prop_map(|(selector, month, other, part)| {
            let value = Reference::value(selector, month);
            let beside = other.map_or(value.clone(), |other| value.versus(other));
            part.map_or(beside.clone(), |part| beside.part(part))
        })
}

/// Made once, as the properties ask for them often.
static KNOWN: LazyLock<(EvidenceBook, Plan)> = LazyLock::new(|| (book(), plan()));

proptest! {
    #[test]
    fn a_reference_written_reads_back_the_same(reference in references()) {
        prop_assert_eq!(reference.to_string().parse::<Reference>(), Ok(reference));
    }

    #[test]
    fn no_text_makes_expanding_panic_and_every_suggestion_can_be_used(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "{{", "}}", "{", "}", "re-referrals", "re-referals", "sdq-average", "actions",
                "audits-good-or-better", "[theme=", "voice of the child", "]", "@", "2016-09",
                "2017-9", "latest", " vs ", "year-before", "england", "inspection", " | ", "change",
                "verdct", "complete", "\n", "\n\n", " ", "\u{2019}", "September 2016",
            ]),
            0..16,
        )
    ) {
        let text = pieces.concat();
        let known = knowing(&KNOWN.0, &KNOWN.1);
        for wrong in expand(&text, &known).err().unwrap_or_default() {
            prop_assert!(text.get(wrong.span.clone()).is_some(), "{wrong:?}");
            prop_assert!(!wrong.error.to_string().is_empty());
            if let Some(suggestion) = wrong.suggestion {
                prop_assert!(expand(&suggestion, &known).is_ok(), "{suggestion}");
            }
        }
    }
}
