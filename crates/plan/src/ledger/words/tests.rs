//! One history that has every kind of event in it, with the sentence of each.

use std::collections::BTreeSet;

use super::*;
use crate::ledger::people::Person;

fn people() -> Directory {
    let named = |name: &str| Person {
        name: Some(name.to_owned()),
        ..Person::default()
    };
    Directory::new([
        ("P1".parse().unwrap(), named("Dominic Farrow")),
        ("P2".parse().unwrap(), named("Ann Other")),
    ])
}

fn entry(seq: u64, kind: &str, body: &str) -> Entry {
    Entry {
        seq,
        recorded_at: "2017-09-25T10:30:00Z".parse().unwrap(),
        on: "2017-09-25".parse().unwrap(),
        actor: "P1".parse().unwrap(),
        event: Event::read(kind, 1, body).unwrap_or_else(|why| panic!("{kind} {body}: {why}")),
    }
}

/// Kind, body, sentence; each is told from the state that those before it make.
const HISTORY: &[(&str, &str, &str)] = &[
    (
        "ledger-opened",
        r#"{"authority":{"name":"Loamshire County Council","code":"999"},"demonstration":true}"#,
        "The ledger of Loamshire County Council (999) was opened, for demonstration or training.",
    ),
    (
        "role-granted",
        r#"{"person":"P2","role":"lead"}"#,
        "Ann Other was given the role of lead.",
    ),
    (
        "role-granted",
        r#"{"person":"P9","role":"auditor"}"#,
        "A former officer (P9) was given the role of auditor.",
    ),
    (
        "role-withdrawn",
        r#"{"person":"P9","role":"auditor"}"#,
        "The role of auditor was taken from a former officer (P9).",
    ),
    (
        "role-granted",
        r#"{"person":"P2","role":"legal"}"#,
        "Ann Other was given the role of legal officer.",
    ),
    (
        "role-withdrawn",
        r#"{"person":"P2","role":"legal"}"#,
        "The role of legal officer was taken from Ann Other.",
    ),
    (
        "role-granted",
        r#"{"person":"P2","role":"case-reader"}"#,
        "Ann Other was given the role of case reader.",
    ),
    (
        "inspection-recorded",
        r#"{"id":"sif-2016","inspection":{"framework":"sif","started":"2016-11-07","ended":"2016-12-01","judgement":"Requires improvement","judgements":[{"area":"Leadership","judgement":"Good"}]}}"#,
        "Inspection sif-2016 was recorded: SIF, on site from 7 November 2016 to 1 December 2016, judged “Requires improvement”, with 1 judgement of a part.",
    ),
    (
        "inspection-recorded",
        r#"{"id":"sif-2016","inspection":{"framework":"sif","started":"2016-11-08","ended":"2016-12-01","published":"2017-01-20","judgement":"Requires improvement","judgements":[{"area":"Leadership","judgement":"Outstanding"}]},"correction":"The letter says so"}"#,
        "Inspection sif-2016 was corrected: first day on site from 7 November 2016 to 8 November 2016; day that the report came out from none to 20 January 2017; judgements of parts (Leadership: Outstanding added, Leadership: Good left out). Reason: The letter says so.",
    ),
    (
        "frame-set",
        r#"{"inspection":"sif-2016","title":"Firm Footing","years":{"first":2017,"last":2020},"committee":"Scrutiny Committee","directors":{"director":"Director","assistant_director":"Assistant Director"},"monitoring":"Monthly.","circulation":[],"equality":"For all.","appendices":[],"background_papers":[],"contacts":["P2"]}"#,
        "The plan “Firm Footing”, 2017–2020, was set up in answer to inspection sif-2016; its report goes to Scrutiny Committee.",
    ),
    (
        "frame-set",
        r#"{"inspection":"sif-2016","title":"Firm Footing","years":{"first":2017,"last":2021},"committee":"Scrutiny Committee","committee_chair":"P1","directors":{"director":"Director","assistant_director":"Assistant Director"},"monitoring":"Monthly.","circulation":[],"equality":"For all.","appendices":[],"background_papers":[],"contacts":[]}"#,
        "The plan's title and what its report says around it were changed: years from 2017–2020 to 2017–2021; the committee's chair from none to Dominic Farrow; contacts (Ann Other left out).",
    ),
    (
        "scheme-adopted",
        r#"{"scheme":{"version":"1","red":"late","amber":"at risk","green":"on time"}}"#,
        "Scheme 1 of ratings was adopted: red means “late”, amber means “at risk” and green means “on time”.",
    ),
    (
        "scheme-adopted",
        r#"{"scheme":{"version":"2","red":"late","amber":"at risk","green":"on time","blue":"complete"},"reason":"Members asked for it."}"#,
        "Scheme 2 of ratings took the place of scheme 1: what blue means from none to “complete”. Reason: Members asked for it.",
    ),
    (
        "aim-recorded",
        r#"{"id":"learning","title":"Learning"}"#,
        "Aim learning “Learning” was added.",
    ),
    (
        "aim-recorded",
        r#"{"id":"learning","title":"Learning together","correction":"A slip"}"#,
        "Aim learning was corrected: title from “Learning” to “Learning together”. Reason: A slip.",
    ),
    (
        "aim-recorded",
        r#"{"id":"voice","title":"Voice"}"#,
        "Aim voice “Voice” was added.",
    ),
    (
        "aim-removed",
        r#"{"id":"voice","reason":"Merged"}"#,
        "Aim voice “Voice” was taken away: Merged.",
    ),
    (
        "recommendation-recorded",
        r#"{"id":"R2","inspection":"sif-2016","number":2,"text":"Assess sooner.","aims":["learning","gone"],"lead":{"post":"Head of Service","person":"P2"},"audit_themes":["assessment"]}"#,
        "R2 “Assess sooner.” was added as number 2 of inspection sif-2016, under the aims “Learning together” and gone, led by Head of Service (Ann Other); audit themes assessment.",
    ),
    (
        "recommendation-recorded",
        r#"{"id":"R2","inspection":"sif-2016","number":3,"text":"Assess sooner.","aims":["learning"],"lead":{"post":"Head of Service","person":"P9"},"audit_themes":["assessment"],"correction":"Renumbered."}"#,
        "Recommendation R2 was corrected: number from 2 to 3; aims (gone left out); lead from Head of Service (Ann Other) to Head of Service (P9). Reason: Renumbered.",
    ),
    (
        "action-added",
        r#"{"id":"R2.2","recommendation":"R2","title":"Set up a second team","lead":{"post":"Service Manager"},"team":"Duty","start":"2017-05-01","first_due":"2017-09-29"}"#,
        "R2.2 “Set up a second team” was added to R2: led by Service Manager, done by Duty, from 1 May 2017, first due on 29 September 2017.",
    ),
    (
        "action-amended",
        r#"{"id":"R2.2","title":"Set up a second team","lead":{"post":"Service Manager","person":"P1"},"start":"2017-05-02","reason":"The team moved"}"#,
        "R2.2 “Set up a second team” was amended: lead from Service Manager to Service Manager (Dominic Farrow); team from Duty to none; start from 1 May 2017 to 2 May 2017. Reason: The team moved.",
    ),
    (
        "action-started",
        r#"{"action":"R2.2","on":"2017-05-02"}"#,
        "R2.2 “Set up a second team” was begun on 2 May 2017.",
    ),
    (
        "progress-noted",
        r#"{"action":"R2.2","on":"2017-06-30","by":"Service Manager","note":"Three of four\nare in post"}"#,
        "On 30 June 2017, Service Manager reported on R2.2 “Set up a second team”: Three of four are in post.",
    ),
    (
        "meeting-called",
        r#"{"id":"M2017-09","title":"September","on":"2017-09-25","chair":"P1","members":["P2","P9"]}"#,
        "The meeting “September” was called for 25 September 2017: chair Dominic Farrow; members Ann Other and a former officer (P9).",
    ),
    (
        "meeting-called",
        r#"{"id":"M2017-09","title":"September","on":"2017-09-26","chair":"P1","members":["P2"],"correction":"The room was taken"}"#,
        "The meeting “September” was corrected: day from 25 September 2017 to 26 September 2017; members (a former officer (P9) left out). Reason: The room was taken.",
    ),
    // From 29 September to 30 November: 1 day of September, 31 of October, 30 of November.
    (
        "item-redated",
        r#"{"item":"R2.2","due":"2017-11-30","reason":"Recruitment took longer","agreed_by":"the improvement meeting","on":"2017-08-28"}"#,
        "R2.2 “Set up a second team” is now due on 30 November 2017, 62 days after 29 September 2017, the day first agreed (re-dated once): Recruitment took longer. Agreed by the improvement meeting on 28 August 2017.",
    ),
    // 31 days of December and 31 of January.
    (
        "item-redated",
        r#"{"item":"R2.2","due":"2018-01-31","reason":"The team manager starts in January.","agreed_by":"the improvement meeting","on":"2017-09-25","meeting":"M2017-09"}"#,
        "R2.2 “Set up a second team” is now due on 31 January 2018, 62 days after 30 November 2017 (first agreed 29 September 2017; re-dated twice): The team manager starts in January. Agreed by the improvement meeting on 25 September 2017 (M2017-09).",
    ),
    (
        "item-completed",
        r#"{"item":"R2.2","on":"2017-10-09","evidence":"The rota"}"#,
        "R2.2 “Set up a second team” was completed on 9 October 2017, 10 days after the day first agreed (29 September 2017; re-dated to 31 January 2018). Evidence: The rota.",
    ),
    (
        "item-reopened",
        r#"{"item":"R2.2","reason":"Two left"}"#,
        "R2.2 “Set up a second team”, completed on 9 October 2017, was taken up again: Two left.",
    ),
    (
        "milestone-added",
        r#"{"id":"R2.M1","recommendation":"R2","title":"Team in post","first_due":"2017-12-31","origin":{"meeting":"M2017-09"}}"#,
        "Milestone R2.M1 “Team in post” was added to R2, first due on 31 December 2017. It came from the meeting “September”.",
    ),
    (
        "milestone-amended",
        r#"{"id":"R2.M1","title":"Whole team in post","reason":"Clearer"}"#,
        "Milestone R2.M1 “Team in post” was amended: title from “Team in post” to “Whole team in post”. Reason: Clearer.",
    ),
    (
        "item-completed",
        r#"{"item":"R2.M1","on":"2017-12-31"}"#,
        "Milestone R2.M1 “Whole team in post” was reached on 31 December 2017, by the day first agreed (31 December 2017).",
    ),
    (
        "item-reopened",
        r#"{"item":"R2.M1","reason":"Not so"}"#,
        "Milestone R2.M1 “Whole team in post”, reached on 31 December 2017, was taken up again: Not so.",
    ),
    (
        "item-cancelled",
        r#"{"item":"R2.M1","on":"2018-01-05","reason":"Counted elsewhere."}"#,
        "Milestone R2.M1 “Whole team in post” was cancelled on 5 January 2018: Counted elsewhere.",
    ),
    (
        "measure-set",
        r#"{"recommendation":"R2","measure":{"selector":"re-referrals","baseline":{"value":25.8,"period":"2016-09"},"target":{"value":20,"by":"2018-09"},"path":[{"value":22.5,"by":"2017-09"}],"comparators":["england","statistical-neighbours"]}}"#,
        "R2 “Assess sooner.” is judged by the measure re-referrals from now on: baseline 25.8 for September 2016; target 20 by September 2018; expected on the way 22.5 by September 2017; shown beside England and the statistical neighbours.",
    ),
    (
        "measure-set",
        r#"{"recommendation":"R2","measure":{"selector":"re-referrals","baseline":{"value":25.8,"period":"2016-09"},"target":{"value":22,"by":"2018-09"},"path":[{"value":22.5,"by":"2017-09"}],"threshold":{"value":24,"set_by":"DfE"},"comparators":["england"]},"correction":"As agreed"}"#,
        "The measure re-referrals on R2 was corrected: target from 20 by September 2018 to 22 by September 2018; threshold from none to 24 (DfE); comparators (the statistical neighbours left out). Reason: As agreed.",
    ),
    (
        "measure-removed",
        r#"{"recommendation":"R2","measure":"re-referrals","reason":"Replaced"}"#,
        "R2 “Assess sooner.” is judged by the measure re-referrals no longer: Replaced.",
    ),
    (
        "rating-recorded",
        r#"{"recommendation":"R2","rating":"amber","judged_by":"Assistant Director","on":"2017-09-20","scheme":"1","delivery":{"rating":"amber","reasons":[]}}"#,
        "R2 “Assess sooner.” was rated amber for the first time, as Assistant Director judged on 20 September 2017 under scheme 1. Delivery proposed amber, and no figures were at hand for impact: the rating is what was proposed.",
    ),
    (
        "rating-agreed",
        r#"{"meeting":"M2017-09","recommendation":"R2"}"#,
        "The meeting “September” agreed the rating of R2 “Assess sooner.”: amber, as Assistant Director judged on 20 September 2017.",
    ),
    (
        "rating-recorded",
        r#"{"recommendation":"R2","rating":"green","judged_by":"Assistant Director","on":"2017-10-30","rationale":"The days were agreed","scheme":"2","delivery":{"rating":"amber","reasons":[]},"impact":{"snapshot":"s1","month":"2017-09","part":{"rating":"green","reasons":[]}},"agreed_at":{"meeting":"M2017-09"}}"#,
        "R2 “Assess sooner.” went from amber to green, as Assistant Director judged on 30 October 2017 under scheme 2 (scheme 1 before). Delivery proposed amber, and impact, from the figures for September 2017, proposed green: the rating differs from what delivery proposed. Rationale: The days were agreed. Agreed at the meeting “September”.",
    ),
    (
        "rating-recorded",
        r#"{"recommendation":"R2","rating":"green","judged_by":"Director","on":"2017-10-31","rationale":"As before.","scheme":"2","delivery":{"reasons":[]},"impact":{"snapshot":"s1","month":"2017-09","part":{"reasons":[]}},"agreed_at":{"elsewhere":"the board"}}"#,
        "R2 “Assess sooner.” stayed green, as Director judged on 31 October 2017 under scheme 2. Delivery proposed nothing, and impact, from the figures for September 2017, proposed nothing: there was no proposal to follow. Rationale: As before. Agreed at the board.",
    ),
    (
        "round-planned",
        r#"{"id":"A2017-06","month":"2017-06","themes":["assessment","voice"],"sample_frame":"Cases open in May","sample_size":12,"auditors":["P2"]}"#,
        "Audit round A2017-06 was planned for June 2017: 12 cases on assessment and voice, audited by Ann Other. Sample: Cases open in May.",
    ),
    (
        "round-planned",
        r#"{"id":"A2017-06","month":"2017-06","themes":["assessment","voice"],"sample_frame":"Cases open in May","sample_size":2,"auditors":["P2","P1"],"correction":"Less time"}"#,
        "Audit round A2017-06 (June 2017) was corrected: sample size from 12 to 2; auditors (Dominic Farrow added). Reason: Less time.",
    ),
    (
        "grading-recorded",
        r#"{"round":"A2017-06","reference":"QA-0421","theme":"assessment","team":"Duty","auditor":"P2","grade":"good"}"#,
        "In audit round A2017-06 (June 2017), Ann Other graded QA-0421, a case of Duty, as Good for assessment.",
    ),
    (
        "grading-recorded",
        r#"{"round":"A2017-06","reference":"QA-0421","theme":"assessment","auditor":"P2","grade":"requires-improvement","correction":"A slip"}"#,
        "The grading of QA-0421 for assessment in audit round A2017-06 (June 2017) was corrected: grade from Good to Requires improvement; team from Duty to none. Reason: A slip.",
    ),
    (
        "grading-moderated",
        r#"{"round":"A2017-06","reference":"QA-0421","theme":"assessment","moderator":"P1","from":"requires-improvement","to":"good","reason":"The plan was on file"}"#,
        "In audit round A2017-06 (June 2017), Dominic Farrow moderated the grade of QA-0421 for assessment and changed it from Requires improvement to Good: The plan was on file.",
    ),
    (
        "finding-recorded",
        r#"{"id":"A2017-06.F1","round":"A2017-06","theme":"assessment","finding":"Plans are late."}"#,
        "Finding A2017-06.F1 of audit round A2017-06 (June 2017), on assessment: Plans are late.",
    ),
    (
        "action-added",
        r#"{"id":"R2.3","recommendation":"R2","title":"Train","lead":{"post":"Service Manager"},"start":"2017-07-01","first_due":"2017-08-01","origin":{"finding":"A2017-06.F1"}}"#,
        "R2.3 “Train” was added to R2: led by Service Manager, from 1 July 2017, first due on 1 August 2017. It came from finding A2017-06.F1 of audit round A2017-06 (June 2017).",
    ),
    (
        "round-closed",
        r#"{"round":"A2017-06","note":"One case was closed"}"#,
        "Audit round A2017-06 (June 2017) ended, with 1 of 2 cases audited and 1 finding. One case was closed.",
    ),
    (
        "evidence-noted",
        r#"{"meeting":"M2017-09","snapshot":"s1","month":"2017-08","figures":[{"measure":"re-referrals","month":"2017-08","definition":"1 x","value":20,"numerator":10,"denominator":50}]}"#,
        "1 figure for August 2017, from snapshot s1, was noted for the meeting “September”.",
    ),
    (
        "meeting-opened",
        r#"{"meeting":"M2017-09","present":["P1"],"apologies":["P2"]}"#,
        "The meeting “September” was opened: present Dominic Farrow; apologies from Ann Other.",
    ),
    (
        "decision-taken",
        r#"{"id":"M2017-09.D1","meeting":"M2017-09","decision":"Move the rota","recommendation":"R2","stays_open":true}"#,
        "The meeting “September” decided on R2 “Assess sooner.” (M2017-09.D1): Move the rota. It stays open until it is reported as carried out.",
    ),
    (
        "decision-concluded",
        r#"{"id":"M2017-09.D1","on":"2017-10-02","outcome":"Moved"}"#,
        "Decision M2017-09.D1 “Move the rota” was carried out on 2 October 2017: Moved.",
    ),
    (
        "arising-agreed",
        r#"{"id":"M2017-09.A1","meeting":"M2017-09","title":"Send the letter","owner":{"post":"Analyst"},"due":"2017-09-29"}"#,
        "The meeting “September” gave M2017-09.A1 “Send the letter” to Analyst, to be done by 29 September 2017.",
    ),
    (
        "arising-completed",
        r#"{"id":"M2017-09.A1","on":"2017-10-02"}"#,
        "M2017-09.A1 “Send the letter” was done on 2 October 2017, 3 days after 29 September 2017, the day that it was due.",
    ),
    (
        "meeting-closed",
        r#"{"meeting":"M2017-09","next":"2017-10-30"}"#,
        "The meeting “September” ended, with 1 decision, 1 action arising, 2 ratings agreed and 1 day agreed anew. The next meeting is on 30 October 2017.",
    ),
    (
        "meeting-called",
        r#"{"id":"M2017-10","title":"October","on":"2017-10-30","chair":"P1","members":[]}"#,
        "The meeting “October” was called for 30 October 2017: chair Dominic Farrow.",
    ),
    (
        "meeting-cancelled",
        r#"{"meeting":"M2017-10","reason":"Half-term"}"#,
        "The meeting “October” was called off: Half-term.",
    ),
    (
        "bid-recorded",
        r#"{"id":"growth-2018","title":"Growth bid","amount":2500000,"year":"2018/19","paid_for":"Posts."}"#,
        "The bid “Growth bid” for £2,500,000 in 2018/19 was recorded. It pays for: Posts.",
    ),
    (
        "bid-recorded",
        r#"{"id":"growth-2018","title":"Growth bid","amount":2400000,"year":"2018/19","paid_for":"Posts.","correction":"Rounded"}"#,
        "The bid “Growth bid”, 2018/19 was corrected: amount from £2,500,000 to £2,400,000. Reason: Rounded.",
    ),
    (
        "bid-decided",
        r#"{"bid":"growth-2018","decision":"Supported","by":"Scrutiny","on":"2017-09-04"}"#,
        "On 4 September 2017, Scrutiny decided on the bid “Growth bid”, 2018/19: Supported.",
    ),
    (
        "bid-decided",
        r#"{"bid":"growth-2018","decision":"Approved","by":"Cabinet","on":"2017-09-11"}"#,
        "On 11 September 2017, Cabinet decided on the bid “Growth bid”, 2018/19: Approved. Before that, Scrutiny on 4 September 2017: Supported.",
    ),
    (
        "posts-counted",
        r#"{"bid":"growth-2018","on":"2018-04-01","posts":{"title":"Social workers","created":8,"permanent":5,"agency":2,"vacant":1}}"#,
        "Posts “Social workers” of the bid “Growth bid”, 2018/19, on 1 April 2018: 8 created, 5 permanent, 2 agency, 1 vacant.",
    ),
    (
        "posts-counted",
        r#"{"bid":"growth-2018","on":"2018-05-01","posts":{"title":"Social workers","created":8,"permanent":5.5,"agency":2,"vacant":0.5}}"#,
        "Posts “Social workers” of the bid “Growth bid”, 2018/19, on 1 May 2018: 8 created, 5.5 permanent, 2 agency, 0.5 vacant (on 1 April 2018: 8 created, 5 permanent, 2 agency, 1 vacant).",
    ),
    (
        "consultation-recorded",
        r#"{"id":"partners-2017","consultation":{"with":"Partner agencies","on":"2017-03-15","how":"a workshop","said":"Yes."}}"#,
        "Partner agencies were asked on 15 March 2017 through a workshop. They said: Yes.",
    ),
    (
        "consultation-recorded",
        r#"{"id":"partners-2017","consultation":{"with":"Partner agencies","on":"2017-03-15","until":"2017-03-17","how":"a workshop","said":"Yes."},"correction":"It went on"}"#,
        "Consultation partners-2017 was corrected: last day from none to 17 March 2017. Reason: It went on.",
    ),
    (
        "consultation-answered",
        r#"{"consultation":"partners-2017","changed":"An aim was added"}"#,
        "What changed because of the consultation of Partner agencies, from 15 March 2017 to 17 March 2017: An aim was added.",
    ),
    (
        "body-decision-recorded",
        r#"{"id":"cabinet-2017-04-18","decision":{"on":"2017-04-18","body":"Cabinet","decided":"noted the plan"}}"#,
        "On 18 April 2017, Cabinet noted the plan.",
    ),
    (
        "body-decision-recorded",
        r#"{"id":"cabinet-2017-04-18","decision":{"on":"2017-04-18","body":"Cabinet","decided":"approved the plan"},"correction":"As minuted"}"#,
        "Decision cabinet-2017-04-18 was corrected: what it decided from “noted the plan” to “approved the plan”. Reason: As minuted.",
    ),
    (
        "version-approved",
        r#"{"version":"1","by":"Cabinet","on":"2017-09-11","summary":"The first"}"#,
        "Version 1 of the plan was approved by Cabinet on 11 September 2017. The first.",
    ),
    (
        "recommendation-withdrawn",
        r#"{"recommendation":"R2","reason":"Met"}"#,
        "R2 “Assess sooner.” was taken out of the plan: Met.",
    ),
    (
        "report-opened",
        r#"{"id":"scrutiny-2017-11","title":"Progress report","meeting_on":"2017-11-13","as_at":"2017-11-06","month":"2017-09"}"#,
        "Report scrutiny-2017-11 “Progress report” was begun for the committee's meeting on 13 November 2017: as at 6 November 2017, with figures up to September 2017.",
    ),
    (
        "report-opened",
        r#"{"id":"scrutiny-2017-11","title":"Progress report","meeting_on":"2017-11-13","as_at":"2017-11-07","correction":"The plan moved on"}"#,
        "Report scrutiny-2017-11 “Progress report” was corrected: its own day from 6 November 2017 to 7 November 2017; month of its figures from September 2017 to none. Reason: The plan moved on.",
    ),
    (
        "report-written",
        r#"{"report":"scrutiny-2017-11","narrative":"Assessments are late.\n\nThey improved.\n"}"#,
        "The narrative of report scrutiny-2017-11 “Progress report”, 5 words, was written.",
    ),
    (
        "report-submitted",
        r#"{"report":"scrutiny-2017-11"}"#,
        "Report scrutiny-2017-11 “Progress report” was handed in for review.",
    ),
    (
        "report-reviewed",
        r#"{"report":"scrutiny-2017-11","outcome":"returned","note":"Say since when"}"#,
        "Report scrutiny-2017-11 “Progress report” was returned and is a draft again: Say since when.",
    ),
    (
        "report-written",
        r#"{"report":"scrutiny-2017-11","narrative":"Late."}"#,
        "The narrative of report scrutiny-2017-11 “Progress report”, 1 word, was written anew (5 words before).",
    ),
    (
        "report-submitted",
        r#"{"report":"scrutiny-2017-11","note":"Shorter now"}"#,
        "Report scrutiny-2017-11 “Progress report” was handed in for review again. Shorter now.",
    ),
    (
        "report-commented",
        r#"{"report":"scrutiny-2017-11","of":"officer","text":"Too short"}"#,
        "Report scrutiny-2017-11 “Progress report” had an officer's comment: Too short.",
    ),
    (
        "report-reviewed",
        r#"{"report":"scrutiny-2017-11","outcome":"agreed"}"#,
        "Report scrutiny-2017-11 “Progress report” was agreed in review and went to legal and finance.",
    ),
    (
        "report-commented",
        r#"{"report":"scrutiny-2017-11","of":"legal","text":"No remarks","on_behalf_of":"P2"}"#,
        "Report scrutiny-2017-11 “Progress report” had a legal comment, that of Ann Other: No remarks.",
    ),
    (
        "report-commented",
        r#"{"report":"scrutiny-2017-11","of":"finance","text":"The money is there."}"#,
        "Report scrutiny-2017-11 “Progress report” had a finance comment: The money is there.",
    ),
    (
        "report-approved",
        r#"{"report":"scrutiny-2017-11","check":{"narrative_sha256":"x","snapshot":"s1","supported":4,"not_clear":1,"incomplete":0,"selective":0,"unsupported":0,"contradicted":[{"claim":"c1","quote":"18.5%","says":"it was 19.2%"}]},"reasons":[{"claim":"c1","reason":"As in the letter"}]}"#,
        "Report scrutiny-2017-11 “Progress report” was approved. The check of its narrative, against snapshot s1, found 6 claims: 4 supported, 1 not clear and 1 contradicted. “18.5%” stands, though the evidence says: it was 19.2%. Reason: As in the letter.",
    ),
    (
        "report-published",
        r#"{"report":"scrutiny-2017-11","frozen":{"snapshot":"s1","definitions":"x","plan_sequence":60,"plan_head":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","template":"x","narrative":"x","evidence":"x","disclosure_rules":"report","program":"waymark 0.3.0","documents":[{"name":"report.docx","sha256":"x","bytes":9},{"name":"report.pdf","sha256":"x","bytes":9}]}}"#,
        "Report scrutiny-2017-11 “Progress report” was published as report.docx and report.pdf, made from snapshot s1 and the plan as at event 60.",
    ),
    (
        "restatement-raised",
        r#"{"id":"scrutiny-2017-11-r1","report":"scrutiny-2017-11","snapshot":"s2","changes":[{"reference":"F3","measure":"re-referrals","month":"2017-09","said":"21.0%","now":"22.4%","sentences":["Re-referrals were 21.0%."]},{"reference":"F4","measure":"sdq-average","month":"2017-03","said":"13.1","now":"13.2","sentences":[]}],"because":"Late returns"}"#,
        "Restatement scrutiny-2017-11-r1 of report scrutiny-2017-11 “Progress report”: from snapshot s2, 2 figures are others now: F3 (re-referrals, September 2017) from 21.0% to 22.4%, in 1 sentence; F4 (sdq-average, March 2017) from 13.1 to 13.2. Reason: Late returns.",
    ),
    (
        "restatement-answered",
        r#"{"restatement":"scrutiny-2017-11-r1","outcome":{"corrected":{"note":"A note was added"}}}"#,
        "Restatement scrutiny-2017-11-r1 of report scrutiny-2017-11 “Progress report” was answered; the report was corrected: A note was added.",
    ),
    (
        "report-opened",
        r#"{"id":"cabinet-2017-12","title":"Cabinet report","meeting_on":"2017-12-04","as_at":"2017-12-04"}"#,
        "Report cabinet-2017-12 “Cabinet report” was begun for the committee's meeting on 4 December 2017: as at 4 December 2017.",
    ),
    (
        "report-withdrawn",
        r#"{"report":"cabinet-2017-12","reason":"The meeting was called off"}"#,
        "Report cabinet-2017-12 “Cabinet report” was given up: The meeting was called off.",
    ),
];

#[test]
fn every_event_is_told_from_the_state_before_it() {
    let people = people();
    let mut state = State::default();
    for (seq, (kind, body, sentence)) in (1..).zip(HISTORY) {
        let entry = entry(seq, kind, body);
        assert_eq!(in_words(&entry.event, &state, &people), *sentence);
        state.evolve(&entry).unwrap();
    }
}

#[test]
fn the_history_has_every_kind_of_event() {
    let told: BTreeSet<&str> = HISTORY.iter().map(|(kind, ..)| *kind).collect();
    let all: BTreeSet<&str> = Event::KINDS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(told, all);
}

/// Without the events before it, nothing is made up.
#[test]
fn what_is_not_known_is_called_by_its_id() {
    for (kind, body, sentence) in [
        (
            "item-redated",
            r#"{"item":"R2.2","due":"2018-01-31","reason":"Late","agreed_by":"the chair","on":"2017-09-25"}"#,
            "R2.2 is now due on 31 January 2018: Late. Agreed by the chair on 25 September 2017.",
        ),
        (
            "item-completed",
            r#"{"item":"R2.2","on":"2017-10-09"}"#,
            "R2.2 was completed on 9 October 2017.",
        ),
        (
            "rating-recorded",
            r#"{"recommendation":"R2","rating":"red","judged_by":"Director","on":"2017-09-20","rationale":"Late.","scheme":"1","delivery":{"rating":"green","reasons":[]},"impact":{"snapshot":"s","month":"2017-08","part":{"rating":"amber","reasons":[]}}}"#,
            "R2 was rated red, as Director judged on 20 September 2017 under scheme 1. Delivery proposed green, and impact, from the figures for August 2017, proposed amber: the rating differs from both. Rationale: Late.",
        ),
        (
            "rating-agreed",
            r#"{"meeting":"M1","recommendation":"R2"}"#,
            "Meeting M1 agreed the rating of R2.",
        ),
        (
            "decision-concluded",
            r#"{"id":"M1.D1","on":"2017-10-02","outcome":"Done"}"#,
            "Decision M1.D1 was carried out on 2 October 2017: Done.",
        ),
        (
            "bid-decided",
            r#"{"bid":"growth","decision":"Approved","by":"Cabinet","on":"2017-09-11"}"#,
            "On 11 September 2017, Cabinet decided on the bid growth: Approved.",
        ),
        (
            "report-submitted",
            r#"{"report":"cabinet-2017-12"}"#,
            "Report cabinet-2017-12 was handed in for review.",
        ),
        (
            "report-approved",
            r#"{"report":"cabinet-2017-12","check":{"narrative_sha256":"x","snapshot":"s1","supported":0,"not_clear":0,"incomplete":0,"selective":0,"unsupported":0,"contradicted":[]},"reasons":[]}"#,
            "Report cabinet-2017-12 was approved. The check of its narrative, against snapshot s1, found no claim.",
        ),
        (
            "restatement-raised",
            r#"{"id":"cabinet-2017-12-r1","report":"cabinet-2017-12","snapshot":"s2","changes":[{"reference":"F1","measure":"re-referrals","month":"2017-09","said":"21.0%","now":"22.4%","sentences":[]}]}"#,
            "Restatement cabinet-2017-12-r1 of report cabinet-2017-12: from snapshot s2, 1 figure is another now: F1 (re-referrals, September 2017) from 21.0% to 22.4%.",
        ),
        (
            "restatement-answered",
            r#"{"restatement":"cabinet-2017-12-r1","outcome":{"kept":{"reason":"No sentence leans on it"}}}"#,
            "Restatement cabinet-2017-12-r1 was answered; the report stays as it is: No sentence leans on it.",
        ),
    ] {
        let told = in_words(&entry(1, kind, body).event, &State::default(), &people());
        assert_eq!(told, sentence);
    }
}

#[test]
fn who_and_when_are_a_day_and_a_name() {
    let entry = entry(1, "aim-recorded", r#"{"id":"learning","title":"Learning"}"#);
    assert_eq!(
        who_when(&entry, &people()),
        "25 September 2017, Dominic Farrow"
    );
    assert_eq!(
        who_when(&entry, &Directory::default()),
        "25 September 2017, a former officer (P1)"
    );
}
