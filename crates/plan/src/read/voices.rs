//! The sections after the recommendations: money, consultations, decisions, papers, contacts.

use super::fields::Fields;
use super::notes::Notes;
use super::sections::each;
use crate::checks;
use crate::model::{BackgroundPaper, Consultation, Contact, Funding, Posts, PreviousDecision};

pub(super) fn funding(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Funding> {
    let path = f.path.clone();
    let title = f.text(notes, "title");
    let amount = f.whole(notes, "amount");
    let year = f.parsed(notes, "year");
    let decision = f.text(notes, "decision");
    let decided_by = f.text(notes, "decided_by");
    let on = f.day(notes, "on");
    let paid_for = f.text(notes, "paid_for");
    let posts = each(&mut f, "posts", notes, |mut f, notes| {
        let title = f.text(notes, "title");
        let created = f.number(notes, "created");
        let permanent = f.number(notes, "permanent");
        let agency = f.number(notes, "agency");
        let vacant = f.number(notes, "vacant");
        let path = f.path.clone();
        f.finish(notes);
        let read = Posts {
            title: title?,
            created: created?,
            permanent: permanent?,
            agency: agency?,
            vacant: vacant?,
        };
        notes.add(checks::posts(&read, &path));
        Some(read)
    });
    f.finish(notes);
    let read = Funding {
        title: title?,
        amount: amount?,
        year: year?,
        decision: decision?,
        decided_by: decided_by?,
        on: on?,
        paid_for: paid_for?,
        posts,
    };
    notes.add(checks::funding(&read, &path));
    Some(read)
}

pub(super) fn consultation(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Consultation> {
    let path = f.path.clone();
    let with = f.text(notes, "with");
    let on = f.day(notes, "on");
    let until = f.day_if_any(notes, "until");
    let how = f.text(notes, "how");
    let said = f.text(notes, "said");
    let changed = f.text_if_any(notes, "changed");
    f.finish(notes);
    let read = Consultation {
        with: with?,
        on: on?,
        until,
        how: how?,
        said: said?,
        changed,
    };
    notes.add(checks::consultation(&read, &path));
    Some(read)
}

pub(super) fn decision(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<PreviousDecision> {
    let on = f.day(notes, "on");
    let body = f.text(notes, "body");
    let decided = f.text(notes, "decided");
    f.finish(notes);
    Some(PreviousDecision {
        on: on?,
        body: body?,
        decided: decided?,
    })
}

pub(super) fn paper(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<BackgroundPaper> {
    let path = f.path.clone();
    let (title, link) = (f.text(notes, "title"), f.text_if_any(notes, "link"));
    f.finish(notes);
    notes.add(checks::link(link.as_deref(), &format!("{path}.link")));
    Some(BackgroundPaper {
        title: title?,
        link,
    })
}

pub(super) fn contact(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Contact> {
    let path = f.path.clone();
    let name = f.text(notes, "name");
    let post = f.text(notes, "post");
    let email = f.text(notes, "email");
    let phone = f.text_if_any(notes, "phone");
    f.finish(notes);
    let read = Contact {
        name: name?,
        post: post?,
        email: email?,
        phone,
    };
    notes.add(checks::contact(&read, &path));
    Some(read)
}
