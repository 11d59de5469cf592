//! The returns as CSV: a folder for each collection year, a file for each table.

use super::ReturnPeriod;
use super::rows::{self, ChildRows};
use crate::care::history::History;
use crate::care::outcomes::Sdq;
use crate::days::{birthday, push_uk};
use crate::output::{Output, Sink};
use crate::people::{push_number, push_postcode};

/// Each table's file name and header, in the layout of 2016/17.
const TABLES: [(&str, &str); 10] = [
    ("header", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"),
    (
        "episodes",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    ),
    ("reviews", "CHILD,DOB,REVIEW,REVIEW_CODE"),
    ("uasc", "CHILD,SEX,DOB,DUC"),
    (
        "oc2",
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    ),
    ("oc3", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM"),
    (
        "ad1",
        "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    ),
    (
        "placed_for_adoption",
        "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    ),
    (
        "previous_permanence",
        "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    ),
    ("missing", "CHILD,DOB,MISSING,MIS_START,MIS_END"),
];

/// The tables of one return while they are written.
pub(crate) struct CsvReturn {
    tables: Vec<Output>,
}

impl CsvReturn {
    pub(crate) fn new(period: &ReturnPeriod) -> Self {
        let tables = TABLES
            .iter()
            .map(|(name, header)| {
                let mut table = Output::new(format!("ssda903/{}/{name}.csv", period.label));
                table.text.push_str(header);
                table.text.push('\n');
                table
            })
            .collect();
        Self { tables }
    }

    pub(crate) fn add(&mut self, child: &ChildRows<'_>, sink: &mut Sink<'_>) {
        let history = child.history;
        let [
            header,
            episodes,
            reviews,
            uasc,
            oc2,
            oc3,
            ad1,
            for_adoption,
            before,
            missing,
        ] = self.tables.as_mut_slice()
        else {
            return;
        };
        push_header(&mut header.text, child);
        push_episodes(&mut episodes.text, child);
        for &(held, code) in child.reviews {
            let text = &mut reviews.text;
            push_child(text, history);
            push_uk(text, held);
            text.push(',');
            text.push_str(code);
            text.push('\n');
        }
        if history.child.person.asylum && !child.episodes.is_empty() {
            let text = &mut uasc.text;
            push_number(text, history.child.person.id);
            text.push(',');
            text.push_str(history.child.person.sex.code());
            text.push(',');
            push_uk(text, history.child.person.born);
            text.push(',');
            push_uk(text, birthday(history.child.person.born, 18));
            text.push('\n');
        }
        push_outcomes(&mut oc2.text, child);
        if let Some(leaver) = child.leaver {
            let text = &mut oc3.text;
            push_child(text, history);
            for (cell, end) in [
                (leaver.in_touch, ','),
                (leaver.activity, ','),
                (leaver.accommodation, '\n'),
            ] {
                text.push_str(cell);
                text.push(end);
            }
        }
        push_adoption(&mut ad1.text, &mut for_adoption.text, child);
        push_before(&mut before.text, child);
        for time in &child.missing {
            let text = &mut missing.text;
            push_child(text, history);
            text.push_str(time.kind);
            text.push(',');
            push_uk(text, time.start);
            text.push(',');
            if child.period_last >= time.end {
                push_uk(text, time.end);
            }
            text.push('\n');
        }
        for table in &mut self.tables {
            table.flush_if_full(sink);
        }
    }

    pub(crate) fn finish(mut self, sink: &mut Sink<'_>) {
        for table in &mut self.tables {
            table.flush(sink);
        }
    }
}

fn push_child(text: &mut String, history: &History) {
    push_number(text, history.child.person.id);
    text.push(',');
    push_uk(text, history.child.person.born);
    text.push(',');
}

fn push_header(text: &mut String, child: &ChildRows<'_>) {
    let person = &child.history.child.person;
    push_number(text, person.id);
    text.push(',');
    text.push_str(person.sex.code());
    text.push(',');
    push_uk(text, person.born);
    text.push(',');
    text.push_str(person.ethnicity);
    text.push(',');
    rows::push_pupil_number(text, child);
    text.push(',');
    if let Some(mother) = rows::mother(child) {
        text.push(if mother { '1' } else { '0' });
    }
    text.push(',');
    if let Some(born) = child.own_child_born {
        push_uk(text, born);
    }
    text.push('\n');
}

fn push_episodes(text: &mut String, child: &ChildRows<'_>) {
    for episode in &child.episodes {
        push_number(text, child.history.child.person.id);
        text.push(',');
        push_uk(text, episode.start);
        for code in [
            episode.new_episode,
            episode.legal,
            episode.need,
            episode.placement.place,
            episode.placement.provider,
        ] {
            text.push(',');
            text.push_str(code);
        }
        text.push(',');
        if let Some(end) = episode.end {
            push_uk(text, end);
        }
        text.push(',');
        text.push_str(episode.ended);
        text.push(',');
        text.push_str(episode.why_moved);
        text.push(',');
        push_postcode(text, episode.home);
        text.push(',');
        push_postcode(text, episode.placement.postcode);
        text.push(',');
        if episode.placement.urn != 0 {
            push_number(text, episode.placement.urn);
        }
        text.push('\n');
    }
}

fn push_outcomes(text: &mut String, child: &ChildRows<'_>) {
    let Some(outcomes) = child.outcomes else {
        return;
    };
    push_child(text, child.history);
    match outcomes.sdq {
        Sdq::Score(score) => {
            push_number(text, score.unsigned_abs());
            text.push(',');
        }
        Sdq::Reason(reason) => {
            text.push(',');
            text.push_str(reason);
        }
        Sdq::NotAsked => text.push(','),
    }
    for answer in rows::answers(outcomes) {
        text.push(',');
        text.push_str(answer.map_or("", rows::yes_no));
    }
    text.push('\n');
}

fn push_adoption(ad1: &mut String, for_adoption: &mut String, child: &ChildRows<'_>) {
    if let Some(adoption) = &child.adopted {
        push_child(ad1, child.history);
        push_uk(ad1, adoption.decided);
        ad1.push(',');
        push_uk(ad1, adoption.matched);
        for cell in rows::adopters(child.history, adoption) {
            ad1.push(',');
            ad1.push_str(cell);
        }
        ad1.push('\n');
    }
    if let Some((decided, given_up)) = child.for_adoption {
        push_child(for_adoption, child.history);
        push_uk(for_adoption, decided);
        for_adoption.push(',');
        if let Some((day, _)) = given_up {
            push_uk(for_adoption, day);
        }
        for_adoption.push(',');
        for_adoption.push_str(given_up.map_or("", |(_, why)| why));
        for_adoption.push('\n');
    }
}

fn push_before(text: &mut String, child: &ChildRows<'_>) {
    if let Some(before) = child.before {
        push_child(text, child.history);
        text.push_str(before.option);
        text.push(',');
        text.push_str(before.authority);
        text.push(',');
        if let Some(day) = before.on {
            push_uk(text, day);
        }
        text.push('\n');
    }
}
