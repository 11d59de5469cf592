//! Answers that do not go together, and what has no form.

use serde_json::Value;

use super::{Pairs, Row, row};

/// Answers that do not go together, with what is said and where.
pub fn wrong() -> Vec<(Row, Vec<(&'static str, &'static str)>)> {
    let of = |kind, by, about, answers| row(kind, by, about, answers, Value::Null, "");
    let measure: Pairs = &[("recommendation", "R2"), ("measure", "re-referrals")];
    vec![
        (
            of("set-measure", "P1", &[("recommendation", "R2")], &[]),
            vec![("other", "Choose one from the list, or write another")],
        ),
        (
            of(
                "set-measure",
                "P1",
                &[("recommendation", "R2")],
                &[
                    ("measure-selector", "re-referrals"),
                    ("other", "re-referrals"),
                ],
            ),
            vec![(
                "other",
                "Choose one from the list or write another, not both",
            )],
        ),
        (
            of(
                "set-measure",
                "P1",
                &[("recommendation", "R2")],
                &[("other", "Re referrals")],
            ),
            vec![(
                "other",
                "`Re referrals` names no figure: write a measure's id, such as `re-referrals`, or one group of it, such as `audits-good-or-better[theme=management oversight]`",
            )],
        ),
        (
            of(
                "set-measure",
                "P1",
                measure,
                &[("measure-target-value", "20")],
            ),
            vec![("measure.target.by", "Enter the month of the target")],
        ),
        (
            of(
                "set-measure",
                "P1",
                measure,
                &[
                    ("measure-baseline-period-month", "3"),
                    ("measure-baseline-period-year", "2017"),
                ],
            ),
            vec![(
                "measure.baseline.value",
                "Enter the baseline, or leave its month empty",
            )],
        ),
        (
            of(
                "set-measure",
                "P1",
                measure,
                &[("measure-threshold-value", "20")],
            ),
            vec![("measure.threshold.set_by", "Enter who sets the threshold")],
        ),
        (
            of(
                "set-measure",
                "P1",
                measure,
                &[("measure-path", "24 | 3 2017\r\n23")],
            ),
            vec![(
                "measure.path",
                "Points on the way, line 2: write value | month",
            )],
        ),
        (
            of(
                "count-posts",
                "P1",
                &[("bid", "bid-2017")],
                &[
                    ("posts-title", "Trainers"),
                    ("posts-created", "1"),
                    ("posts-permanent", "2"),
                ],
            ),
            vec![("posts.created", "More posts would be filled than there are")],
        ),
        (
            of(
                "review-report",
                "P3",
                &[("report", "scrutiny-2017-10")],
                &[("outcome", "returned")],
            ),
            vec![("note", "Enter why the report is returned")],
        ),
        (
            of(
                "record-inspection",
                "P1",
                &[("inspection", "sif-2016")],
                &[("inspection-framework", "other"), ("correction", "So.")],
            ),
            vec![("other", "Enter the name of the framework")],
        ),
        (
            of(
                "record-inspection",
                "P1",
                &[("inspection", "jtai-2015")],
                &[("inspection-framework", "ilacs"), ("correction", "So.")],
            ),
            vec![("other", "Choose “Another” above, or leave the name empty")],
        ),
        (
            of(
                "record-recommendation",
                "P1",
                &[],
                &[
                    ("id", "R 4"),
                    ("text", "Hear children."),
                    ("lead-post", "Head"),
                    ("number", "1000"),
                ],
            ),
            vec![
                (
                    "id",
                    "Short name must begin with a letter and have letters, digits, full stops and hyphens only",
                ),
                (
                    "number",
                    "Number in the inspectorate’s report must be 999 at most",
                ),
                ("aims", "Select aims that it serves"),
            ],
        ),
        (
            of("close-round", "P1", &[("round", "A2017-09")], &[]),
            vec![("note", "Enter why fewer cases were audited than planned")],
        ),
    ]
}

/// What is not there, is at another stage, or is over.
pub fn without_form() -> Vec<(&'static str, Pairs)> {
    vec![
        ("add-action", &[]),
        ("add-action", &[("recommendation", "R9")]),
        ("set-measure", &[]),
        ("set-measure", &[("recommendation", "R3")]),
        (
            "remove-measure",
            &[("recommendation", "R2"), ("measure", "re-referrals")],
        ),
        ("rate", &[("recommendation", "R3")]),
        ("rate", &[("recommendation", "R1"), ("meeting", "M2010-01")]),
        (
            "agree-rating",
            &[("recommendation", "R2"), ("meeting", "M2017-11")],
        ),
        ("agree-rating", &[("recommendation", "R1")]),
        ("grant-role", &[("person", "P99")]),
        ("withdraw-role", &[]),
        ("record-inspection", &[("inspection", "sif-1999")]),
        ("record-aim", &[("aim", "none")]),
        ("remove-aim", &[]),
        ("record-recommendation", &[("recommendation", "R9")]),
        ("withdraw-recommendation", &[("recommendation", "R3")]),
        ("plan-round", &[("round", "A2017-06")]),
        ("record-grading", &[("round", "A2017-06")]),
        (
            "moderate-grading",
            &[
                ("round", "A2017-09"),
                ("reference", "QA-0499"),
                ("theme", "planning"),
            ],
        ),
        ("record-finding", &[("round", "A2010-01")]),
        ("close-round", &[("round", "A2017-06")]),
        ("call-meeting", &[("meeting", "M2017-11")]),
        ("cancel-meeting", &[("meeting", "M2017-09")]),
        ("open-meeting", &[("meeting", "M2017-11")]),
        ("note-evidence", &[("meeting", "M2017-09")]),
        ("decide", &[("meeting", "M2017-09")]),
        ("conclude-decision", &[("minute", "M2017-09.D2")]),
        ("agree-arising", &[("minute", "M2017-09.D1")]),
        ("agree-arising", &[("meeting", "M2017-09")]),
        ("complete-arising", &[("minute", "M2017-09.A9")]),
        ("close-meeting", &[("meeting", "M2017-11-2")]),
        ("record-bid", &[("bid", "none")]),
        ("decide-bid", &[]),
        ("count-posts", &[]),
        ("record-consultation", &[("consultation", "none")]),
        ("answer-consultation", &[]),
        ("record-body-decision", &[("decision", "none")]),
        ("open-report", &[("report", "scrutiny-2017-10")]),
        ("submit-report", &[("report", "scrutiny-2017-10")]),
        ("review-report", &[("report", "scrutiny-2017-12")]),
        ("comment-on-report", &[("report", "scrutiny-2017-12")]),
        ("withdraw-report", &[("report", "scrutiny-2017-09")]),
        ("answer-restatement", &[("restatement", "none")]),
    ]
}
