//! The ledger, roles, inspections, frame, scheme, aims, recommendations, versions.

use super::changes::{self, Changes, corrected, paper, years};
use super::names::Names;
use super::phrases::{capital, count, day, list, or_none, quoted, stopped};
use crate::ledger::parts::{
    AimRecord, AimRemoval, Frame, InspectionRecord, Opening, RecommendationRecord,
    RecommendationWithdrawal, RoleOf, SchemeAdoption, VersionApproval,
};

pub(super) fn opened(part: &Opening) -> String {
    let for_what = if part.demonstration {
        ", for demonstration or training"
    } else {
        ""
    };
    format!(
        "The ledger of {} ({}) was opened{for_what}.",
        part.authority.name, part.authority.code
    )
}

pub(super) fn role_granted(names: Names<'_>, part: &RoleOf) -> String {
    format!(
        "{} was given the role of {}.",
        capital(&names.person(&part.person)),
        part.role.holder()
    )
}

pub(super) fn role_withdrawn(names: Names<'_>, part: &RoleOf) -> String {
    format!(
        "The role of {} was taken from {}.",
        part.role.holder(),
        names.person(&part.person)
    )
}

pub(super) fn inspection(names: Names<'_>, part: &InspectionRecord) -> String {
    let found = &part.inspection;
    if let Some(was) = names.before.inspections.get(&part.id) {
        return corrected(
            &format!("inspection {}", part.id),
            &changes::inspection(was, found),
            part.correction.as_deref(),
        );
    }
    let mut said = vec![changes::framework(&found.framework).to_owned()];
    said.extend(found.title.as_deref().map(quoted));
    said.push(format!(
        "on site from {} to {}",
        day(found.started),
        day(found.ended)
    ));
    said.extend(
        found
            .published
            .map(|published| format!("with the report out on {}", day(published))),
    );
    said.extend(
        found
            .judgement
            .as_deref()
            .map(|judgement| format!("judged {}", quoted(judgement))),
    );
    if !found.judgements.is_empty() {
        said.push(format!(
            "with {}",
            count(
                found.judgements.len(),
                "judgement of a part",
                "judgements of parts"
            )
        ));
    }
    format!("Inspection {} was recorded: {}.", part.id, said.join(", "))
}

pub(super) fn frame(names: Names<'_>, part: &Frame) -> String {
    let Some(was) = &names.before.frame else {
        return format!(
            "The plan {}, {}, was set up in answer to inspection {}; its report goes to {}.",
            quoted(&part.title),
            years(part.years),
            part.inspection,
            part.committee
        );
    };
    let chair = |frame: &Frame| or_none(frame.committee_chair.as_ref().map(|id| names.person(id)));
    let appendices = |frame: &Frame| -> Vec<String> {
        frame
            .appendices
            .iter()
            .map(|appendix| format!("{} {}", appendix.label, quoted(&appendix.title)))
            .collect()
    };
    let papers =
        |frame: &Frame| -> Vec<String> { frame.background_papers.iter().map(paper).collect() };
    let mut found = Changes::default();
    found.value("inspection", &was.inspection, &part.inspection);
    found.text("title", &was.title, &part.title);
    found.value("years", years(was.years), years(part.years));
    found.value("committee", &was.committee, &part.committee);
    found.value("the committee's chair", chair(was), chair(part));
    found.value(
        "director's title",
        &was.directors.director,
        &part.directors.director,
    );
    found.value(
        "assistant director's title",
        &was.directors.assistant_director,
        &part.directors.assistant_director,
    );
    found.text("how progress is watched", &was.monitoring, &part.monitoring);
    found.list(
        "circulation",
        &names.everyone(&was.circulation),
        &names.everyone(&part.circulation),
    );
    found.text("equality implications", &was.equality, &part.equality);
    found.text_if_any("risk assessment", was.risk.as_deref(), part.risk.as_deref());
    found.list("appendices", &appendices(was), &appendices(part));
    found.list("background papers", &papers(was), &papers(part));
    found.list(
        "contacts",
        &names.everyone(&was.contacts),
        &names.everyone(&part.contacts),
    );
    format!(
        "The plan's title and what its report says around it were changed: {}.",
        found.in_words()
    )
}

pub(super) fn scheme(names: Names<'_>, part: &SchemeAdoption) -> String {
    let scheme = &part.scheme;
    let mut said = match names.before.scheme() {
        None => {
            let words = [
                ("red", Some(&scheme.red)),
                ("amber", Some(&scheme.amber)),
                ("green", Some(&scheme.green)),
                ("blue", scheme.blue.as_ref()),
            ];
            let words: Vec<String> = words
                .into_iter()
                .filter_map(|(rating, means)| Some(format!("{rating} means {}", quoted(means?))))
                .collect();
            vec![format!(
                "Scheme {} of ratings was adopted: {}.",
                scheme.version,
                list(&words)
            )]
        }
        Some(was) => vec![format!(
            "Scheme {} of ratings took the place of scheme {}: {}.",
            scheme.version,
            was.version,
            changes::scheme(was, scheme).in_words()
        )],
    };
    said.extend(
        part.reason
            .as_deref()
            .map(|reason| format!("Reason: {}", stopped(reason))),
    );
    said.join(" ")
}

pub(super) fn aim(names: Names<'_>, part: &AimRecord) -> String {
    let Some(was) = names.before.aims.get(&part.id) else {
        return format!("Aim {} {} was added.", part.id, quoted(&part.title));
    };
    let mut found = Changes::default();
    found.text("title", was, &part.title);
    corrected(
        &format!("aim {}", part.id),
        &found,
        part.correction.as_deref(),
    )
}

pub(super) fn aim_removed(names: Names<'_>, part: &AimRemoval) -> String {
    let title = match names.before.aims.get(&part.id) {
        Some(title) => format!(" {}", quoted(title)),
        None => String::new(),
    };
    format!(
        "Aim {}{title} was taken away: {}",
        part.id,
        stopped(&part.reason)
    )
}

pub(super) fn recommendation(names: Names<'_>, part: &RecommendationRecord) -> String {
    let Some(was) = names.before.recommendations.get(&part.id) else {
        let aims = match part.aims.len() {
            1 => "aim",
            _ => "aims",
        };
        let themes = match part.audit_themes.as_slice() {
            [] => String::new(),
            themes => format!("; audit themes {}", list(themes)),
        };
        return format!(
            "{} {} was added as number {} of inspection {}, under the {aims} {}, led by {}{themes}.",
            part.id,
            quoted(&part.text),
            part.number,
            part.inspection,
            list(&names.aims(&part.aims)),
            names.lead(&part.lead)
        );
    };
    let was = &was.record;
    let mut found = Changes::default();
    found.value("inspection", &was.inspection, &part.inspection);
    found.value("number", was.number, part.number);
    found.text("the inspectorate's words", &was.text, &part.text);
    found.list("aims", &names.aims(&was.aims), &names.aims(&part.aims));
    found.value("lead", names.lead(&was.lead), names.lead(&part.lead));
    found.list("audit themes", &was.audit_themes, &part.audit_themes);
    corrected(
        &format!("recommendation {}", part.id),
        &found,
        part.correction.as_deref(),
    )
}

pub(super) fn recommendation_withdrawn(
    names: Names<'_>,
    part: &RecommendationWithdrawal,
) -> String {
    format!(
        "{} was taken out of the plan: {}",
        names.recommendation(&part.recommendation),
        stopped(&part.reason)
    )
}

pub(super) fn version(part: &VersionApproval) -> String {
    let mut said = vec![format!(
        "Version {} of the plan was approved by {} on {}.",
        part.version,
        part.by,
        day(part.on)
    )];
    said.extend(part.summary.as_deref().map(stopped));
    said.join(" ")
}
