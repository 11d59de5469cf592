//! The returns as XML: the same content as the CSVs, one element for each child.

use super::ReturnPeriod;
use super::rows::{self, ChildRows};
use crate::care::outcomes::{Outcomes, Sdq};
use crate::days::{Day, birthday, push_uk};
use crate::output::{Output, Sink};
use crate::people::{push_number, push_postcode};

/// One return while it is written.
pub(crate) struct XmlReturn {
    output: Output,
}

impl XmlReturn {
    pub(crate) fn new(period: &ReturnPeriod) -> Self {
        let mut output = Output::new(format!("ssda903-xml/{}.xml", period.label));
        output
            .text
            .push_str("<?xml version='1.0' encoding='us-ascii'?>\n<EXPSSDA903>");
        Self { output }
    }

    pub(crate) fn add(&mut self, child: &ChildRows<'_>, sink: &mut Sink<'_>) {
        let text = &mut self.output.text;
        text.push_str("<CHILD><HEADER>");
        push_header(text, child);
        text.push_str("</HEADER>");
        for episode in &child.episodes {
            text.push_str("<EPISODE>");
            date(text, "DECOM", Some(episode.start));
            element(text, "RNE", episode.new_episode);
            element(text, "LS", episode.legal);
            element(text, "CIN", episode.need);
            element(text, "PL", episode.placement.place);
            with(text, "PL_POST", |text| {
                push_postcode(text, episode.placement.postcode);
            });
            with(text, "HOME_POST", |text| push_postcode(text, episode.home));
            if episode.placement.urn == 0 {
                element(text, "URN", "");
            } else {
                with(text, "URN", |text| {
                    push_number(text, episode.placement.urn);
                });
            }
            element(text, "PLACE_PROVIDER", episode.placement.provider);
            date(text, "DEC", episode.end);
            element(text, "REC", episode.ended);
            element(text, "REASON_PLACE_CHANGE", episode.why_moved);
            text.push_str("</EPISODE>");
        }
        text.push_str("</CHILD>");
        self.output.flush_if_full(sink);
    }

    pub(crate) fn finish(mut self, sink: &mut Sink<'_>) {
        self.output.text.push_str("</EXPSSDA903>\n");
        self.output.flush(sink);
    }
}

/// Writes an element; an empty one closes itself.
fn element(text: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        text.push('<');
        text.push_str(name);
        text.push_str(" />");
    } else {
        with(text, name, |text| text.push_str(value));
    }
}

fn with(text: &mut String, name: &str, inner: impl FnOnce(&mut String)) {
    text.push('<');
    text.push_str(name);
    text.push('>');
    inner(text);
    text.push_str("</");
    text.push_str(name);
    text.push('>');
}

fn date(text: &mut String, name: &str, day: Option<Day>) {
    match day {
        Some(day) => with(text, name, |text| push_uk(text, day)),
        None => element(text, name, ""),
    }
}

fn push_header(text: &mut String, child: &ChildRows<'_>) {
    let person = &child.history.child.person;
    with(text, "CHILDID", |text| push_number(text, person.id));
    with(text, "UPN", |text| rows::push_pupil_number(text, child));
    element(text, "SEX", person.sex.code());
    date(text, "DOB", Some(person.born));
    element(text, "ETHNIC", person.ethnicity);
    if person.asylum && !child.episodes.is_empty() {
        element(text, "UASC", "1");
        date(text, "DUC", Some(birthday(person.born, 18)));
    } else {
        element(text, "UASC", "");
    }
    if let Some(leaver) = child.leaver {
        element(text, "IN_TOUCH", leaver.in_touch);
        element(text, "ACTIV", leaver.activity);
        element(text, "ACCOM", leaver.accommodation);
    }
    if let Some(adoption) = &child.adopted {
        date(text, "DATE_INT", Some(adoption.decided));
        date(text, "DATE_MATCH", Some(adoption.matched));
        let [by_carer, number, sex, status] = rows::adopters(child.history, adoption);
        element(text, "FOSTER_CARE", by_carer);
        element(text, "NB_ADOPTR", number);
        element(text, "SEX_ADOPTR", sex);
        element(text, "LS_ADOPTR", status);
    }
    for time in &child.missing {
        with(text, "AMISSING", |text| {
            element(text, "MISSING", time.kind);
            date(text, "MIS_START", Some(time.start));
            date(
                text,
                "MIS_END",
                (time.end <= child.period_last).then_some(time.end),
            );
        });
    }
    for &(held, code) in child.reviews {
        with(text, "AREVIEW", |text| {
            date(text, "REVIEW", Some(held));
            element(text, "REVIEW_CODE", code);
        });
    }
    let mother = rows::mother(child).map_or("", rows::yes_no);
    element(text, "MOTHER", mother);
    date(text, "MC_DOB", child.own_child_born);
    if let Some(before) = child.before {
        with(text, "PERMANENCE", |text| {
            element(text, "PREV_PERM", before.option);
            if !before.authority.is_empty() {
                element(text, "LA_PERM", before.authority);
            }
            if before.on.is_some() {
                date(text, "DATE_PERM", before.on);
            }
        });
    }
    if let Some(outcomes) = child.outcomes {
        push_outcomes(text, outcomes);
    }
    if let Some((decided, given_up)) = child.for_adoption {
        with(text, "AD_PLACED", |text| {
            date(text, "DATE_PLACED", Some(decided));
            if let Some((day, why)) = given_up {
                date(text, "DATE_PLACED_CEASED", Some(day));
                element(text, "REASON_PLACED_CEASED", why);
            }
        });
    }
}

fn push_outcomes(text: &mut String, outcomes: &Outcomes) {
    const NAMES: [&str; 8] = [
        "CONVICTED",
        "HEALTH_CHECK",
        "IMMUNISATIONS",
        "TEETH_CHECK",
        "HEALTH_ASSESSMENT",
        "SUBSTANCE_MISUSE",
        "INTERVENTION_RECEIVED",
        "INTERVENTION_OFFERED",
    ];
    with(text, "OC2", |text| {
        match outcomes.sdq {
            Sdq::Score(score) => with(text, "SDQ_SCORE", |text| {
                push_number(text, score.unsigned_abs());
            }),
            Sdq::Reason(reason) => element(text, "SDQ_REASON", reason),
            Sdq::NotAsked => {}
        }
        for (name, answer) in NAMES.iter().zip(rows::answers(outcomes)) {
            if let Some(yes) = answer {
                element(text, name, rows::yes_no(yes));
            }
        }
    });
}
