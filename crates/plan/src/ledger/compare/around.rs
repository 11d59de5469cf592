//! What changed around the recommendations: whose plan it is, what the report says, money,
//! consultations, decisions.

use super::{Found, pair};
use crate::ledger::subject::Subject;
use crate::ledger::words::changes::{
    self, Changes, body_decision, consultation, held, inspection, paper, posts_in_words, years,
};
use crate::ledger::words::phrases::{day, or_none, pounds, quoted, stopped};
use crate::model::{Circulation, Consultation, Contact, Funding, Plan, PreviousDecision};

/// Everything of a plan that there is one of.
pub(super) fn frame(found: &mut Found, earlier: &Plan, later: &Plan) {
    authority(found, earlier, later);
    plan(found, earlier, later);
    found.amended(
        Subject::Plan,
        "The inspection",
        &inspection(&earlier.inspection, &later.inspection),
    );
    let mut scheme = changes::scheme(&earlier.scheme, &later.scheme);
    scheme.value("version", &earlier.scheme.version, &later.scheme.version);
    found.amended(Subject::Scheme, "The scheme of ratings", &scheme);
    committee(found, earlier, later);
    report_words(found, earlier, later);
}

fn authority(found: &mut Found, earlier: &Plan, later: &Plan) {
    let (was, is) = (&earlier.authority, &later.authority);
    let mut changes = Changes::default();
    changes.value("name", &was.name, &is.name);
    changes.value("code", was.code, is.code);
    found.amended(Subject::Ledger, "The authority", &changes);
}

fn plan(found: &mut Found, earlier: &Plan, later: &Plan) {
    let approval = |plan: &Plan| {
        let approved = plan.approved.as_ref();
        or_none(approved.map(|found| format!("{} on {}", found.by, day(found.on))))
    };
    let mut changes = Changes::default();
    changes.text("title", &earlier.title, &later.title);
    changes.value("years", years(earlier.years), years(later.years));
    changes.value("version", &earlier.version, &later.version);
    changes.value("approval", approval(earlier), approval(later));
    found.amended(Subject::Plan, "The plan", &changes);
}

fn committee(found: &mut Found, earlier: &Plan, later: &Plan) {
    let (was, is) = (&earlier.committee, &later.committee);
    let mut changes = Changes::default();
    changes.value("name", &was.name, &is.name);
    changes.value(
        "chair",
        or_none(was.chair.as_ref()),
        or_none(is.chair.as_ref()),
    );
    found.amended(Subject::Plan, "The committee", &changes);
    let (was, is) = (&earlier.directors, &later.directors);
    let mut changes = Changes::default();
    changes.value("director", &was.director, &is.director);
    changes.value(
        "assistant director",
        &was.assistant_director,
        &is.assistant_director,
    );
    found.amended(Subject::Plan, "What the directors are called", &changes);
}

fn report_words(found: &mut Found, earlier: &Plan, later: &Plan) {
    let members = |plan: &Plan| match &plan.report.circulation {
        Circulation::None => Vec::new(),
        Circulation::Members(members) => members.clone(),
    };
    let appendices = |plan: &Plan| -> Vec<String> {
        plan.report
            .appendices
            .iter()
            .map(|appendix| format!("{} {}", appendix.label, quoted(&appendix.title)))
            .collect()
    };
    let (was, is) = (&earlier.report, &later.report);
    let mut changes = Changes::default();
    changes.text("how progress is watched", &was.monitoring, &is.monitoring);
    changes.list("circulation", &members(earlier), &members(later));
    changes.text("equality implications", &was.equality, &is.equality);
    changes.text_if_any("risk assessment", was.risk.as_deref(), is.risk.as_deref());
    changes.list("appendices", &appendices(earlier), &appendices(later));
    found.amended(
        Subject::Plan,
        "What the report says around the plan",
        &changes,
    );
}

/// Money, each sum by its title and year.
pub(super) fn money(found: &mut Found, earlier: &[Funding], later: &[Funding]) {
    let what = |funding: &Funding| format!("{} for {}", quoted(&funding.title), funding.year);
    let is_same = |was: &Funding, is: &Funding| was.title == is.title && was.year == is.year;
    let pairs = pair(earlier, later, is_same);
    for (was, is) in pairs.there {
        match was {
            Some(was) => found.amended(Subject::Plan, &what(is), &funding(was, is)),
            None => found.added(
                Subject::Plan,
                format!(
                    "{}, {}, was added. On {}, {} decided: {}",
                    what(is),
                    pounds(is.amount),
                    day(is.on),
                    is.decided_by,
                    stopped(&is.decision)
                ),
            ),
        }
    }
    for was in pairs.gone {
        let sentence = format!("{} is no longer there.", what(was));
        found.removed(Subject::Plan, sentence);
    }
}

fn funding(was: &Funding, is: &Funding) -> Changes {
    let mut changes = Changes::default();
    changes.value("amount", pounds(was.amount), pounds(is.amount));
    changes.text("decision", &was.decision, &is.decision);
    changes.value("who decided", &was.decided_by, &is.decided_by);
    changes.value("day of the decision", day(was.on), day(is.on));
    changes.text("what it pays for", &was.paid_for, &is.paid_for);
    let posts = pair(&was.posts, &is.posts, |was, is| was.title == is.title);
    for (was, is) in posts.there {
        changes.value(
            &format!("posts {}", quoted(&is.title)),
            or_none(was.map(posts_in_words)),
            posts_in_words(is),
        );
    }
    for was in posts.gone {
        changes.value(
            &format!("posts {}", quoted(&was.title)),
            posts_in_words(was),
            "none",
        );
    }
    changes
}

/// Consultations, each by whom it asked and when it began.
pub(super) fn consultations(found: &mut Found, earlier: &[Consultation], later: &[Consultation]) {
    let what = |of: &Consultation| format!("The consultation of {} {}", of.with, held(of));
    let is_same = |was: &Consultation, is: &Consultation| was.with == is.with && was.on == is.on;
    let pairs = pair(earlier, later, is_same);
    for (was, is) in pairs.there {
        match was {
            Some(was) => found.amended(Subject::Plan, &what(is), &consultation(was, is)),
            None => found.added(
                Subject::Plan,
                format!("{}, through {}, was added.", what(is), is.how),
            ),
        }
    }
    for was in pairs.gone {
        let sentence = format!("{} is no longer there.", what(was));
        found.removed(Subject::Plan, sentence);
    }
}

/// What was decided before, each by body and day.
pub(super) fn decisions(
    found: &mut Found,
    earlier: &[PreviousDecision],
    later: &[PreviousDecision],
) {
    let is_same =
        |was: &PreviousDecision, is: &PreviousDecision| was.on == is.on && was.body == is.body;
    let pairs = pair(earlier, later, is_same);
    for (was, is) in pairs.there {
        match was {
            Some(was) => found.amended(
                Subject::Plan,
                &format!("The decision of {} on {}", is.body, day(is.on)),
                &body_decision(was, is),
            ),
            None => found.added(
                Subject::Plan,
                format!("On {}, {} {}", day(is.on), is.body, stopped(&is.decided)),
            ),
        }
    }
    for was in pairs.gone {
        found.removed(
            Subject::Plan,
            format!(
                "The decision of {} on {} is no longer there: {}",
                was.body,
                day(was.on),
                stopped(&was.decided)
            ),
        );
    }
}

/// Papers and contacts, told as lists.
pub(super) fn papers_and_contacts(found: &mut Found, earlier: &Plan, later: &Plan) {
    let papers =
        |plan: &Plan| -> Vec<String> { plan.background_papers.iter().map(paper).collect() };
    let contacts = |plan: &Plan| -> Vec<String> { plan.contacts.iter().map(contact).collect() };
    let mut changes = Changes::default();
    changes.list("background papers", &papers(earlier), &papers(later));
    changes.list("contacts", &contacts(earlier), &contacts(later));
    found.amended(Subject::Plan, "What the report refers to", &changes);
}

fn contact(contact: &Contact) -> String {
    let Contact {
        name,
        post,
        email,
        phone,
    } = contact;
    match phone {
        None => format!("{name}, {post}, {email}"),
        Some(phone) => format!("{name}, {post}, {email}, {phone}"),
    }
}
