//! What is wrong with a file is told with its place, and all of it in one run.

use rstest::rstest;
use waymark_figures::{MeasureId, MeasureMeta, Polarity, Shape};
use waymark_plan::{Known, Plan, Severity};

use super::given::{day, meta};

/// A small sound plan.
const SOUND: &str = r#"format = 1

[authority]
name = "Loamshire County Council"
code = "999"

[plan]
title = "Firm Footing"
first_year = 2017
last_year = 2020
version = "1"

[inspection]
framework = "SIF"
started = 2016-11-07
ended = 2016-12-01
judgement = "Requires improvement"

[scheme]
version = "1"
red = "r"
amber = "a"
green = "g"

[committee]
name = "Scrutiny"

[directors]
director = "Director"
assistant_director = "Assistant Director"

[report]
monitoring = "Monthly."
circulation = "None"
equality = "For all."

[[report.appendices]]
label = "A"
title = "Progress"

[[aims]]
id = "learning"
title = "Learning"

[[recommendations]]
id = "R1"
number = 1
text = "Do better."
aims = ["learning"]
lead = "Head of Service"

[[recommendations.actions]]
id = "R1.1"
title = "Do it"
lead = { post = "Manager", name = "Ann Other" }
start = 2017-02-01
first_due = 2017-06-30
status = "complete"
completed_on = 2017-06-12

[[recommendations.milestones]]
title = "Reached"
first_due = 2017-06-30
done_on = 2017-06-30

[[recommendations.measures]]
selector = "re-referrals"
baseline = { value = 25.8, period = "2016-09" }
target = { value = 20, by = "2018-09" }
comparators = ["england"]

[recommendations.rating]
rating = "green"
judged_by = "Head of Service"
on = 2017-10-30
rationale = "It is done."

[[funding]]
title = "Growth bid"
amount = 2500000
year = "2018/19"
decision = "Approved"
decided_by = "Cabinet"
on = 2017-09-11
paid_for = "Posts."

[[funding.posts]]
title = "Social workers"
created = 8
permanent = 5
agency = 2
vacant = 1

[[consultations]]
with = "Partners"
on = 2017-03-15
how = "a workshop"
said = "Yes."

[[contacts]]
name = "Ann Other"
post = "Director"
email = "ann.other@loamshire.example"
"#;

fn measures() -> Vec<MeasureMeta> {
    vec![
        meta("re-referrals", Shape::Percentage, Polarity::Low),
        meta("assessments-in-45-days", Shape::Percentage, Polarity::High),
    ]
}

/// Replaces a part of the sound plan, and gives what is then said: severity, the words at the
/// place, and the message with its help.
fn said_about(changes: &[(&str, &str)]) -> Vec<(Severity, String, String)> {
    let mut text = SOUND.to_owned();
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "`{from}` is there once");
        text = text.replace(from, to);
    }
    let metas = measures();
    let reading = Plan::read(&text, Known::Measures(&metas));
    let mut found = reading.diagnostics.clone();
    found.extend(reading.on_day(&text, day("2017-11-13")));
    assert_eq!(reading.plan.is_none(), reading.has_errors());
    found
        .into_iter()
        .map(|found| {
            let words = match found.help {
                Some(help) => format!("{} ({help})", found.message),
                None => found.message,
            };
            (found.severity, text[found.span].to_owned(), words)
        })
        .collect()
}

#[test]
fn a_sound_plan_has_neither_error_nor_warning() {
    assert_eq!(said_about(&[]), []);
    let ids = [MeasureId::parse("re-referrals").unwrap()];
    assert!(Plan::parse(SOUND, Some(&ids)).is_ok());
    assert!(Plan::parse(SOUND, None).is_ok());
}

#[rstest]
// Keys.
#[case(
    "first_due = 2017-06-30\nstatus",
    "frist_due = 2017-06-30\nstatus",
    "frist_due",
    "there is no key `frist_due` here (did you mean `first_due`?)"
)]
#[case(
    "name = \"Scrutiny\"",
    "name = \"Scrutiny\"\nroom = \"7\"",
    "room",
    "there is no key `room` here (the keys here are `name`, `chair`)"
)]
#[case(
    "[[consultations]]",
    "[[consultation]]",
    "consultation",
    "there is no key `consultation` here (did you mean `consultations`?)"
)]
#[case("green = \"g\"\n", "", "[scheme]", "this table has no `green`")]
#[case(
    "rationale = \"It is done.\"",
    "rationale = \" \"",
    "\" \"",
    "`rationale` is empty (write something, or leave the key out where it may be absent)"
)]
#[case(
    "rationale = \"It is done.\"\n",
    "",
    "[recommendations.rating]",
    "this table has no `rationale`"
)]
#[case(
    "format = 1",
    "format = 2",
    "2",
    "format 2 is not known (this version of Waymark reads format 1)"
)]
// Kinds of value.
#[case(
    "first_due = 2017-06-30\nstatus",
    "first_due = \"30/06/2017\"\nstatus",
    "\"30/06/2017\"",
    "`first_due` must be a day, written as year-month-day without quotation marks (write 2017-06-30)"
)]
#[case(
    "first_due = 2017-06-30\nstatus",
    "first_due = 2017-06-30T10:00:00\nstatus",
    "2017-06-30T10:00:00",
    "`first_due` must be a day, written as year-month-day without quotation marks (such as 2017-09-30)"
)]
#[case(
    "amount = 2500000",
    "amount = \"2,500,000\"",
    "\"2,500,000\"",
    "`amount` must be a whole number, not negative and not out of range (write it in digits, without commas or quotation marks)"
)]
#[case(
    "amount = 2500000",
    "amount = -1",
    "-1",
    "`amount` must be a whole number, not negative and not out of range (write it in digits, without commas or quotation marks)"
)]
#[case(
    "value = 20,",
    "value = \"20%\",",
    "\"20%\"",
    "`value` must be a number (write it in digits, such as 18.5, without a percent sign or quotation marks)"
)]
#[case(
    "value = 20,",
    "value = nan,",
    "nan",
    "`value` must be a number (write it in digits, such as 18.5, without a percent sign or quotation marks)"
)]
#[case(
    "lead = \"Head of Service\"",
    "lead = 7",
    "7",
    "`lead` must be one table, but a whole number stands here"
)]
#[case(
    "aims = [\"learning\"]",
    "aims = \"learning\"",
    "\"learning\"",
    "`aims` must be a list of texts, but text stands here"
)]
#[case(
    "year = \"2018/19\"",
    "year = \"2018/20\"",
    "\"2018/20\"",
    "`2018/20` is not a financial year: write both years, such as `2018/19`"
)]
#[case(
    "code = \"999\"",
    "code = \"9999\"",
    "\"9999\"",
    "`9999` is not a local authority's code: write three figures, such as `855`"
)]
// Words.
#[case(
    "rating = \"green\"",
    "rating = \"Green\"",
    "\"Green\"",
    "`Green` is not one of the words for `rating` (did you mean `green`?)"
)]
#[case(
    "rating = \"green\"",
    "rating = \"purple\"",
    "\"purple\"",
    "`purple` is not one of the words for `rating` (write `red`, `amber`, `green` or `blue`)"
)]
#[case(
    "rating = \"green\"",
    "rating = \"blue\"",
    "\"blue\"",
    "the scheme of this plan has no blue (say what blue means in `[scheme]`, or record green)"
)]
#[case(
    "framework = \"SIF\"",
    "framework = \"ILAC\"",
    "\"ILAC\"",
    "the framework `ILAC` is not known (did you mean `ILACS`?)"
)]
#[case(
    "circulation = \"None\"",
    "circulation = []",
    "[]",
    "`circulation` names nobody (write \"None\", or the members in a list)"
)]
// References.
#[case(
    "aims = [\"learning\"]",
    "aims = [\"lerning\"]",
    "\"lerning\"",
    "there is no aim `lerning` (did you mean `learning`?)"
)]
#[case(
    "selector = \"re-referrals\"",
    "selector = \"re-referals\"",
    "\"re-referals\"",
    "there is no measure `re-referals` (did you mean `re-referrals`?)"
)]
#[case(
    "selector = \"re-referrals\"",
    "selector = \"weather\"",
    "\"weather\"",
    "there is no measure `weather` (`waymark measures` lists them all)"
)]
// Days.
#[case(
    "completed_on = 2017-06-12",
    "completed_on = 2017-01-12",
    "2017-01-12",
    "it was completed on 2017-01-12, before it starts on 2017-02-01"
)]
#[case(
    "first_due = 2017-06-30\nstatus",
    "first_due = 2017-01-30\nstatus",
    "2017-01-30",
    "it would be due on 2017-01-30, before it starts on 2017-02-01"
)]
#[case(
    "completed_on = 2017-06-12\n",
    "",
    "\"complete\"",
    "the status `complete` needs `completed_on`"
)]
#[case(
    "status = \"complete\"",
    "status = \"in-progress\"",
    "2017-06-12",
    "`completed_on` goes with the status `complete` only (set `status = \"complete\"`, or leave `completed_on` out)"
)]
#[case(
    "last_year = 2020",
    "last_year = 2012",
    "2012",
    "the plan would run from 2017 to 2012: the last year is before the first (exchange the two, or correct the slip)"
)]
#[case(
    "ended = 2016-12-01",
    "ended = 2016-10-01",
    "2016-10-01",
    "the inspection would end on 2016-10-01, before it began on 2016-11-07"
)]
#[case(
    "by = \"2018-09\"",
    "by = \"2016-09\"",
    "\"2016-09\"",
    "the target is for 2016-09, which is not after the baseline's 2016-09"
)]
#[case(
    "version = \"1\"\n\n[inspection]",
    "version = \"1\"\napproved_by = \"Cabinet\"\n\n[inspection]",
    "[plan]",
    "`approved_by` and `approved_on` go together (give both, or neither while the plan is a draft)"
)]
// Sums, shares, addresses.
#[case(
    "vacant = 1",
    "vacant = 2",
    "8",
    "8 posts were created, but permanent, agency and vacant together are 9 (the three must add up to `created`)"
)]
#[case(
    "value = 20,",
    "value = 120,",
    "120",
    "120 cannot be: a percentage lies between 0 and 100"
)]
#[case(
    "ann.other@",
    "ann.other at ",
    "\"ann.other at loamshire.example\"",
    "this is not an e-mail address (such as name@council.example)"
)]
fn errors_are_told_at_their_place(
    #[case] from: &str,
    #[case] to: &str,
    #[case] place: &str,
    #[case] message: &str,
) {
    let found = said_about(&[(from, to)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let (severity, words, said) = &found[0];
    assert_eq!(*severity, Severity::Error);
    // The place of a table may go on after its heading.
    assert_eq!(words.lines().next().unwrap(), place);
    assert_eq!(said, message);
}

#[rstest]
#[case(
    "value = 20,",
    "value = 30,",
    "30",
    "the target 30 is worse than the baseline 25.8: lower is better for this measure"
)]
#[case(
    "value = 20,",
    "value = 25.8,",
    "25.8",
    "the target is the same as the baseline, 25.8 (right where the aim is to hold it; else correct one of the two)"
)]
#[case(
    "judgement = \"Requires improvement\"\n",
    "",
    "[inspection]",
    "the inspection has no overall judgement (give `judgement` in the framework's words)"
)]
#[case(
    "title = \"Learning\"\n",
    "title = \"Learning\"\n[[aims]]\nid = \"other\"\ntitle = \"Other\"\n",
    "[[aims]]",
    "no recommendation serves the aim `other`"
)]
#[case(
    "done_on = 2017-06-30",
    "done_on = 2017-12-01",
    "2017-12-01",
    "it was reached on 2017-12-01, which is after 2017-11-13 (what lies ahead does not count yet; correct the day if it is a slip)"
)]
#[case(
    "first_due = 2017-06-30\ndone_on",
    "first_due = 2021-06-30\ndone_on",
    "2021-06-30",
    "it is due on 2021-06-30, after the plan ends in 2020"
)]
#[case(
    "status = \"complete\"",
    "agreed = [{ due = 2017-05-31, reason = \"r\", agreed_by = \"b\", on = 2017-03-01 }]\nstatus = \"complete\"",
    "2017-05-31",
    "the agreed day 2017-05-31 is before the day first agreed, 2017-06-30 (it may have been brought forward; correct it if it is a slip)"
)]
fn warnings_do_not_stop_a_plan(
    #[case] from: &str,
    #[case] to: &str,
    #[case] place: &str,
    #[case] message: &str,
) {
    let found = said_about(&[(from, to)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let (severity, words, said) = &found[0];
    assert_eq!(*severity, Severity::Warning);
    assert_eq!(words.lines().next().unwrap(), place);
    assert_eq!(said, message);
}

#[test]
fn a_recommendation_without_action_is_a_warning() {
    let from = SOUND.find("[[recommendations.actions]]").unwrap();
    let to = SOUND.find("[[recommendations.milestones]]").unwrap();
    let found = said_about(&[(&SOUND[from..to], "")]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, Severity::Warning);
    assert_eq!(
        found[0].2,
        "recommendation R1 has no action (add one under [[recommendations.actions]])"
    );
}

#[test]
fn an_id_stands_once() {
    let from = SOUND.find("[[recommendations]]").unwrap();
    let to = SOUND.find("[[funding]]").unwrap();
    let text = SOUND.replace("[[funding]]", &format!("{}[[funding]]", &SOUND[from..to]));
    let said: Vec<String> = Plan::read(&text, Known::Anything)
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "line 79, column 6: error: recommendation `R1` is there already, on line 46 (give each a name of its own)",
            "line 80, column 10: error: number `1` is there already, on line 47 (give each a name of its own)",
            "line 86, column 6: error: action `R1.1` is there already, on line 53 (give each a name of its own)",
        ]
    );
}

#[test]
fn everything_is_told_in_one_run_in_the_order_of_places() {
    let found = said_about(&[
        ("last_year = 2020", "last_year = 2012"),
        ("aims = [\"learning\"]", "aims = [\"lerning\"]"),
        (
            "first_due = 2017-06-30\nstatus",
            "frist_due = 2017-06-30\nstatus",
        ),
        ("selector = \"re-referrals\"", "selector = \"re-referals\""),
        ("on = 2017-10-30", "on = \"30.10.2017\""),
        ("vacant = 1", "vacant = 7"),
    ]);
    let places: Vec<&str> = found.iter().map(|(_, words, _)| words.as_str()).collect();
    assert_eq!(
        places,
        [
            "2012",
            "\"lerning\"",
            "frist_due",
            "\"re-referals\"",
            "\"30.10.2017\"",
            "8"
        ]
    );
}

#[rstest]
#[case("code = \"999\"", "code = \"999", 5)]
#[case("[scheme]", "[scheme", 19)]
#[case("red = \"r\"", "red \"r\"", 21)]
#[case("red = \"r\"", "red = \"r\"\nred = \"s\"", 22)]
#[case("first_year = 2017", "first_year = 20x17", 9)]
fn what_is_not_toml_is_told_at_its_line(#[case] from: &str, #[case] to: &str, #[case] line: usize) {
    let text = SOUND.replacen(from, to, 1);
    let found = Plan::parse(&text, None).unwrap_err();
    assert_eq!(found[0].line, line, "{}", found[0]);
    assert_eq!(
        found[0].help.as_deref(),
        Some("the text is not sound TOML here")
    );
}

#[test]
fn an_empty_file_lacks_every_section() {
    let found = Plan::parse("", None).unwrap_err();
    let said: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    for section in ["authority", "plan", "inspection", "scheme", "report"] {
        assert!(
            said.contains(&format!("the plan has no `{section}`").as_str()),
            "{said:?}"
        );
    }
}

#[test]
fn the_examples_of_the_format_page_make_one_sound_plan() {
    let page = include_str!("../../../../docs/plan-format.md");
    let examples: Vec<&str> = page
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert!(examples.len() > 15);
    let text = examples.join("\n");
    let reading = Plan::read(&text, Known::Anything);
    assert_eq!(reading.diagnostics, []);
    // Whatever can be written is explained.
    let written = reading.plan.unwrap().to_toml();
    for line in written.lines() {
        let key = line.split(" = ").next().unwrap();
        assert!(page.contains(key), "`{key}` is not on the page");
    }
}

#[test]
fn the_rules_on_the_format_page_are_those_beside_the_code() {
    let page = include_str!("../../../../docs/plan-format.md");
    let code = [
        include_str!("../../src/delivery.rs"),
        include_str!("../../src/impact/mod.rs"),
    ];
    let rules: Vec<&str> = code
        .iter()
        .flat_map(|source| source.lines())
        .filter_map(|line| line.strip_prefix("//! "))
        .filter(|line| {
            ["| D", "| M", "| I"]
                .iter()
                .any(|row| line.starts_with(row))
        })
        .collect();
    assert_eq!(rules.len(), 9 + 8 + 4);
    for rule in rules {
        assert!(page.contains(rule), "{rule}");
    }
}
