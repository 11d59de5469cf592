//! Small plans side by side.

use super::*;
use crate::read::Known;

const PLAN: &str = r#"format = 1

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
version = "S1"
red = "late"
amber = "at risk"
green = "on time"

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
lead = "Manager"
start = 2017-02-01
first_due = 2017-06-30
status = "in-progress"

[[recommendations.actions.updates]]
on = 2017-03-01
by = "Manager"
note = "Begun."

[[recommendations.milestones]]
title = "Reached"
first_due = 2017-06-30

[[recommendations.measures]]
selector = "re-referrals"
baseline = { value = 25.8, period = "2016-09" }
target = { value = 20, by = "2018-09" }
comparators = ["england"]

[recommendations.rating]
rating = "amber"
judged_by = "Head of Service"
on = 2017-06-30
rationale = "It is late."

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

[[previous_decisions]]
on = 2017-04-18
body = "Cabinet"
decided = "noted the plan"

[[contacts]]
name = "Ann Other"
post = "Contact officer"
email = "ann.other@loamshire.example"
"#;

/// What stands in the longer of two plans only.
const MORE: &str = r#"
[[aims]]
id = "voice"
title = "Voice"

[[recommendations]]
id = "R2"
number = 2
text = "Listen."
aims = ["voice"]
lead = "Head of Voice"

[[recommendations.milestones]]
title = "Heard"
first_due = 2017-12-31

[[previous_decisions]]
on = 2017-04-18
body = "Cabinet"
decided = "asked for a report"
"#;

fn plan(text: &str) -> Plan {
    let reading = Plan::read(text, Known::Anything);
    match reading.plan {
        Some(plan) => plan,
        None => panic!("{:?}", reading.diagnostics),
    }
}

/// The plan with one part of its text replaced.
fn plan_with(from: &str, to: &str) -> Plan {
    assert_eq!(PLAN.matches(from).count(), 1, "`{from}` is there once");
    plan(&PLAN.replace(from, to))
}

fn told(changes: &[Change]) -> Vec<(ChangeKind, String, &str)> {
    changes
        .iter()
        .map(|change| {
            (
                change.kind,
                change.about.to_string(),
                change.sentence.as_str(),
            )
        })
        .collect()
}

#[test]
fn plans_that_say_the_same_give_nothing() {
    assert_eq!(compare(&plan(PLAN), &plan(PLAN)), Vec::<Change>::new());
    // A milestone that is given its id is the milestone that it was.
    let named = plan_with("title = \"Reached\"", "id = \"R1.M1\"\ntitle = \"Reached\"");
    assert_eq!(compare(&plan(PLAN), &named), Vec::<Change>::new());
}

/// Each replaces one part of the text: from, to, what it is about, and the only sentence.
const CHANGED: &[(&str, &str, &str, &str)] = &[
    (
        "title = \"Firm Footing\"",
        "title = \"Firm Ground\"",
        "the plan",
        "The plan was changed: title from “Firm Footing” to “Firm Ground”.",
    ),
    (
        "last_year = 2020",
        "last_year = 2021",
        "the plan",
        "The plan was changed: years from 2017–2020 to 2017–2021.",
    ),
    (
        "version = \"1\"",
        "version = \"2\"\napproved_by = \"Cabinet\"\napproved_on = 2017-09-11",
        "the plan",
        "The plan was changed: version from 1 to 2; approval from none to Cabinet on 11 September 2017.",
    ),
    (
        "code = \"999\"",
        "code = \"855\"",
        "the ledger",
        "The authority was changed: code from 999 to 855.",
    ),
    (
        "ended = 2016-12-01",
        "ended = 2016-12-02",
        "the plan",
        "The inspection was changed: last day on site from 1 December 2016 to 2 December 2016.",
    ),
    (
        "amber = \"at risk\"",
        "amber = \"a little late\"",
        "the scheme of ratings",
        "The scheme of ratings was changed: what amber means from “at risk” to “a little late”.",
    ),
    (
        "name = \"Scrutiny\"",
        "name = \"Scrutiny Board\"",
        "the plan",
        "The committee was changed: name from Scrutiny to Scrutiny Board.",
    ),
    (
        "director = \"Director\"\n",
        "director = \"Chief Officer\"\n",
        "the plan",
        "What the directors are called was changed: director from Director to Chief Officer.",
    ),
    (
        "circulation = \"None\"",
        "circulation = [\"Mrs A\"]",
        "the plan",
        "What the report says around the plan was changed: circulation (Mrs A added).",
    ),
    (
        "title = \"Learning\"",
        "title = \"Learning together\"",
        "aim learning",
        "Aim learning was changed: title from “Learning” to “Learning together”.",
    ),
    (
        "text = \"Do better.\"",
        "text = \"Do much better.\"",
        "recommendation R1",
        "Recommendation R1 was changed: the inspectorate's words from “Do better.” to “Do much better.”.",
    ),
    (
        "lead = \"Head of Service\"",
        "lead = { post = \"Head of Service\", name = \"Ann Other\" }\naudit_themes = [\"voice\"]",
        "recommendation R1",
        "Recommendation R1 was changed: lead from Head of Service to Head of Service (Ann Other); audit themes (voice added).",
    ),
    (
        "lead = \"Manager\"\nstart = 2017-02-01",
        "lead = \"Manager\"\nteam = \"Duty\"\nstart = 2017-02-02",
        "R1.1",
        "R1.1 “Do it” was changed: team from none to Duty; start from 1 February 2017 to 2 February 2017.",
    ),
    // July and August have 31 days each.
    (
        "status = \"in-progress\"",
        "status = \"in-progress\"\nagreed = [{ due = 2017-08-31, reason = \"Two left\", agreed_by = \"the meeting\", on = 2017-06-26 }]",
        "R1.1",
        "R1.1 “Do it” is due on 31 August 2017, 62 days after 30 June 2017 (first agreed 30 June 2017; re-dated once since): Two left. Agreed by the meeting on 26 June 2017.",
    ),
    (
        "status = \"in-progress\"",
        "status = \"complete\"\ncompleted_on = 2017-07-10",
        "R1.1",
        "R1.1 “Do it” was completed on 10 July 2017, 10 days after the day first agreed (30 June 2017).",
    ),
    (
        "status = \"in-progress\"",
        "status = \"cancelled\"\ncancelled_on = 2017-05-02\ncancelled_reason = \"Not needed\"",
        "R1.1",
        "R1.1 “Do it” was cancelled on 2 May 2017: Not needed.",
    ),
    (
        "status = \"in-progress\"",
        "status = \"not-started\"",
        "R1.1",
        "R1.1 “Do it” is not started; it was in progress before.",
    ),
    (
        "note = \"Begun.\"",
        "note = \"Begun.\"\n\n[[recommendations.actions.updates]]\non = 2017-04-01\nby = \"Manager\"\nnote = \"Half.\"",
        "R1.1",
        "R1.1 “Do it” has 1 new update, the last of 1 April 2017.",
    ),
    (
        "title = \"Reached\"\nfirst_due = 2017-06-30",
        "title = \"Reached\"\nfirst_due = 2017-06-30\ndone_on = 2017-06-30",
        "recommendation R1",
        "The milestone “Reached” was reached on 30 June 2017, by the day first agreed (30 June 2017).",
    ),
    (
        "title = \"Reached\"\nfirst_due = 2017-06-30",
        "id = \"R1.M1\"\ntitle = \"Reached\"\nfirst_due = 2017-06-30\ncancelled_on = 2017-05-02\ncancelled_reason = \"Counted elsewhere\"",
        "R1.M1",
        "Milestone R1.M1 “Reached” was cancelled on 2 May 2017: Counted elsewhere.",
    ),
    (
        "target = { value = 20, by = \"2018-09\" }",
        "target = { value = 21, by = \"2018-09\" }",
        "measure re-referrals of R1",
        "The measure re-referrals on R1 was changed: target from 20 by September 2018 to 21 by September 2018.",
    ),
    (
        "comparators = [\"england\"]",
        "comparators = [\"england\", \"region\"]\nthreshold = { value = 24, set_by = \"DfE\" }",
        "measure re-referrals of R1",
        "The measure re-referrals on R1 was changed: threshold from none to 24 (DfE); comparators (the region added).",
    ),
    (
        "rating = \"amber\"",
        "rating = \"green\"",
        "the rating of R1",
        "R1 “Do better.” went from amber to green, as Head of Service judged on 30 June 2017.",
    ),
    (
        "rationale = \"It is late.\"",
        "rationale = \"It is a little late.\"",
        "the rating of R1",
        "The rating of R1 was changed: rationale from “It is late.” to “It is a little late.”.",
    ),
    (
        "amount = 2500000",
        "amount = 2400000",
        "the plan",
        "“Growth bid” for 2018/19 was changed: amount from £2,500,000 to £2,400,000.",
    ),
    (
        "permanent = 5\nagency = 2",
        "permanent = 6\nagency = 1",
        "the plan",
        "“Growth bid” for 2018/19 was changed: posts “Social workers” from 8 created, 5 permanent, 2 agency, 1 vacant to 8 created, 6 permanent, 1 agency, 1 vacant.",
    ),
    (
        "said = \"Yes.\"",
        "said = \"Yes, gladly.\"",
        "the plan",
        "The consultation of Partners on 15 March 2017 was changed: what they said from “Yes.” to “Yes, gladly.”.",
    ),
    (
        "decided = \"noted the plan\"",
        "decided = \"approved the plan\"",
        "the plan",
        "The decision of Cabinet on 18 April 2017 was changed: what it decided from “noted the plan” to “approved the plan”.",
    ),
    (
        "post = \"Contact officer\"",
        "post = \"Analyst\"",
        "the plan",
        "What the report refers to was changed: contacts (Ann Other, Analyst, ann.other@loamshire.example added, Ann Other, Contact officer, ann.other@loamshire.example left out).",
    ),
];

#[test]
fn each_change_is_told_once() {
    let earlier = plan(PLAN);
    for (from, to, about, sentence) in CHANGED {
        let changes = compare(&earlier, &plan_with(from, to));
        assert_eq!(
            told(&changes),
            [(ChangeKind::Changed, (*about).to_owned(), *sentence)],
            "`{from}` became `{to}`"
        );
    }
}

#[test]
fn what_is_new_or_gone_is_told_whole() {
    let (short, long) = (plan(PLAN), plan(&format!("{PLAN}{MORE}")));
    assert_eq!(
        told(&compare(&short, &long)),
        [
            (
                ChangeKind::Added,
                "aim voice".to_owned(),
                "Aim “Voice” was added."
            ),
            (
                ChangeKind::Added,
                "recommendation R2".to_owned(),
                "R2 “Listen.” was added, led by Head of Voice, with 0 actions, 1 milestone and 0 measures; it is not rated yet."
            ),
            (
                ChangeKind::Added,
                "the plan".to_owned(),
                "On 18 April 2017, Cabinet asked for a report."
            ),
        ]
    );
    assert_eq!(
        told(&compare(&long, &short)),
        [
            (
                ChangeKind::Removed,
                "aim voice".to_owned(),
                "Aim “Voice” was taken away."
            ),
            (
                ChangeKind::Removed,
                "recommendation R2".to_owned(),
                "R2 “Listen.” is no longer in the plan."
            ),
            (
                ChangeKind::Removed,
                "the plan".to_owned(),
                "The decision of Cabinet on 18 April 2017 is no longer there: asked for a report."
            ),
        ]
    );
}

#[test]
fn an_action_with_another_id_is_another_action() {
    let changes = compare(&plan(PLAN), &plan_with("id = \"R1.1\"", "id = \"R1.2\""));
    assert_eq!(
        told(&changes),
        [
            (
                ChangeKind::Added,
                "R1.2".to_owned(),
                "R1.2 “Do it” was added to R1: led by Manager, from 1 February 2017, first due on 30 June 2017; it is in progress."
            ),
            (
                ChangeKind::Removed,
                "R1.1".to_owned(),
                "R1.1 “Do it” is no longer under R1."
            ),
        ]
    );
}

#[test]
fn what_stayed_as_it_was_is_not_taken_for_anothers_past() {
    let (earlier, later) = ([(1, 'a')], [(1, 'b'), (1, 'a')]);
    let pairs = pair(&earlier, &later, |was, is| was.0 == is.0);
    assert_eq!(
        pairs.there,
        [(None, &(1, 'b')), (Some(&(1, 'a')), &(1, 'a'))]
    );
    assert!(pairs.gone.is_empty());
}
