//! What is written reads back as the same plan.

use proptest::prelude::*;
use waymark_plan::{Known, Plan};

use super::generated::plans;

proptest! {
    #[test]
    fn a_plan_written_reads_back_the_same(plan in plans()) {
        let text = plan.to_toml();
        let reading = Plan::read(&text, Known::Anything);
        prop_assert!(!reading.has_errors(), "{:?}\n{text}", reading.diagnostics);
        let read = reading.plan.unwrap();
        prop_assert_eq!(&read.to_toml(), &text);
        prop_assert_eq!(read, plan);
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,200}") {
        let _ = Plan::read(&text, Known::Anything);
    }

    #[test]
    fn a_plan_cut_or_scribbled_on_never_makes_reading_panic(
        plan in plans(),
        at in 0.0..1.0f64,
        scribble in "[\\[\\]{}=\"',#0-9a-z\\n\\u{a3}]{0,6}",
        cut in any::<bool>(),
    ) {
        let mut text = plan.to_toml();
        let at = text.floor_char_boundary((text.len() as f64 * at) as usize);
        if cut {
            text.truncate(at);
        }
        text.insert_str(at, &scribble);
        let reading = Plan::read(&text, Known::Anything);
        prop_assert_eq!(reading.plan.is_none(), reading.has_errors());
        for found in &reading.diagnostics {
            prop_assert!(text.get(found.span.clone()).is_some(), "{found:?}");
        }
    }
}
