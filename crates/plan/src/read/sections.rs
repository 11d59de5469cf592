//! The sections of the file around the recommendations.

use super::fields::Fields;
use super::notes::Notes;
use super::recommendation::recommendation;
use super::voices::{consultation, contact, decision, funding, paper};
use super::{FORMAT, Known};
use crate::checks;
use crate::diagnostic::{Severity, nearest};
use crate::ids::AimId;
use crate::model::{
    Aim, Appendix, Approval, Authority, Circulation, Committee, Directors, Framework, Inspection,
    Judgement, Plan, PlanYears, ReportWords, Scheme,
};

/// What `[plan]` holds.
struct About {
    title: String,
    years: PlanYears,
    version: String,
    approved: Option<Approval>,
}

/// Reads the whole file; none where something is missing or wrong, which is noted.
pub(super) fn plan(
    mut all: Fields<'_, '_>,
    known: Known<'_>,
    notes: &mut Notes<'_>,
) -> Option<Plan> {
    if let Some(format) = all.whole::<u32>(notes, "format")
        && format != FORMAT
    {
        let span = notes.places.of("format");
        notes.error(
            span,
            format!("format {format} is not known"),
            Some(format!("this version of Waymark reads format {FORMAT}")),
        );
    }
    let authority = all
        .table(notes, "authority")
        .and_then(|f| authority(f, notes));
    let about = all.table(notes, "plan").and_then(|f| about(f, notes));
    let inspection = all
        .table(notes, "inspection")
        .and_then(|f| inspection(f, notes));
    let scheme = all.table(notes, "scheme").and_then(|f| scheme(f, notes));
    let committee = all
        .table(notes, "committee")
        .and_then(|f| committee(f, notes));
    let directors = all
        .table(notes, "directors")
        .and_then(|f| directors(f, notes));
    let report = all.table(notes, "report").and_then(|f| report(f, notes));

    let aims = each(&mut all, "aims", notes, aim);
    let has_blue = scheme.as_ref().is_none_or(|scheme| scheme.blue.is_some());
    let recommendations = each(&mut all, "recommendations", notes, |f, notes| {
        recommendation(f, known, has_blue, notes)
    });
    let funding = each(&mut all, "funding", notes, funding);
    let consultations = each(&mut all, "consultations", notes, consultation);
    let previous_decisions = each(&mut all, "previous_decisions", notes, decision);
    let background_papers = each(&mut all, "background_papers", notes, paper);
    let contacts = each(&mut all, "contacts", notes, contact);
    all.finish(notes);

    let about = about?;
    let plan = Plan {
        authority: authority?,
        title: about.title,
        years: about.years,
        version: about.version,
        approved: about.approved,
        inspection: inspection?,
        scheme: scheme?,
        committee: committee?,
        directors: directors?,
        report: report?,
        aims,
        recommendations,
        funding,
        consultations,
        previous_decisions,
        background_papers,
        contacts,
    };
    if notes
        .diagnostics
        .iter()
        .all(|found| found.severity != Severity::Error)
    {
        notes.add(checks::whole(&plan));
    }
    Some(plan)
}

/// Reads every table of a list; those that cannot be read are left out, and noted.
pub(super) fn each<'a, 'i, T>(
    all: &mut Fields<'a, 'i>,
    key: &'static str,
    notes: &mut Notes<'_>,
    mut read: impl FnMut(Fields<'a, 'i>, &mut Notes<'_>) -> Option<T>,
) -> Vec<T> {
    all.tables(notes, key)
        .into_iter()
        .filter_map(|fields| read(fields, notes))
        .collect()
}

fn authority(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Authority> {
    let (name, code) = (f.text(notes, "name"), f.parsed(notes, "code"));
    f.finish(notes);
    Some(Authority {
        name: name?,
        code: code?,
    })
}

fn about(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<About> {
    let path = f.path.clone();
    let title = f.text(notes, "title");
    let first = f.whole(notes, "first_year");
    let last = f.whole(notes, "last_year");
    let version = f.text(notes, "version");
    let by = f.text_if_any(notes, "approved_by");
    let on = f.day_if_any(notes, "approved_on");
    if f.has("approved_by") != f.has("approved_on") {
        notes.error(
            f.span.clone(),
            "`approved_by` and `approved_on` go together",
            Some("give both, or neither while the plan is a draft".to_owned()),
        );
    }
    f.finish(notes);
    let years = PlanYears {
        first: first?,
        last: last?,
    };
    notes.add(checks::years(years, &path));
    Some(About {
        title: title?,
        years,
        version: version?,
        approved: by.zip(on).map(|(by, on)| Approval { by, on }),
    })
}

/// `SIF`, `ILACS`, `focused visit`, or the name of another. A name near one of the three is
/// taken for a slip.
fn framework(f: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Framework> {
    let text = f.text(notes, "framework")?;
    Some(match text.as_str() {
        "SIF" => Framework::Sif,
        "ILACS" => Framework::Ilacs,
        "focused visit" => Framework::FocusedVisit,
        other => {
            if let Some(near) = nearest(other, ["SIF", "ILACS", "focused visit"]) {
                let span = notes.places.of(&f.path_of("framework"));
                notes.error(
                    span,
                    format!("the framework `{other}` is not known"),
                    Some(format!("did you mean `{near}`?")),
                );
            }
            Framework::Other(text)
        }
    })
}

fn inspection(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Inspection> {
    let path = f.path.clone();
    let framework = framework(&mut f, notes);
    let title = f.text_if_any(notes, "title");
    let started = f.day(notes, "started");
    let ended = f.day(notes, "ended");
    let published = f.day_if_any(notes, "published");
    let judgement = f.text_if_any(notes, "judgement");
    let report_link = f.text_if_any(notes, "report_link");
    let judgements = each(&mut f, "judgements", notes, |mut f, notes| {
        let (area, judgement) = (f.text(notes, "area"), f.text(notes, "judgement"));
        f.finish(notes);
        Some(Judgement {
            area: area?,
            judgement: judgement?,
        })
    });
    f.finish(notes);
    let read = Inspection {
        framework: framework?,
        title,
        started: started?,
        ended: ended?,
        published,
        judgement,
        judgements,
        report_link,
    };
    notes.add(checks::inspection(&read, &path));
    Some(read)
}

fn scheme(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Scheme> {
    let version = f.text(notes, "version");
    let red = f.text(notes, "red");
    let amber = f.text(notes, "amber");
    let green = f.text(notes, "green");
    let blue = f.text_if_any(notes, "blue");
    f.finish(notes);
    Some(Scheme {
        version: version?,
        red: red?,
        amber: amber?,
        green: green?,
        blue,
    })
}

fn committee(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Committee> {
    let (name, chair) = (f.text(notes, "name"), f.text_if_any(notes, "chair"));
    f.finish(notes);
    Some(Committee { name: name?, chair })
}

fn directors(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Directors> {
    let director = f.text(notes, "director");
    let assistant_director = f.text(notes, "assistant_director");
    f.finish(notes);
    Some(Directors {
        director: director?,
        assistant_director: assistant_director?,
    })
}

fn report(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<ReportWords> {
    let path = f.path.clone();
    let monitoring = f.text(notes, "monitoring");
    let circulation = circulation(&mut f, notes);
    let equality = f.text(notes, "equality");
    let risk = f.text_if_any(notes, "risk");
    let appendices = each(&mut f, "appendices", notes, |mut f, notes| {
        let (label, title) = (f.text(notes, "label"), f.text(notes, "title"));
        if let Some(label) = &label {
            notes.unique("appendix", label, &f.path_of("label"));
        }
        f.finish(notes);
        Some(Appendix {
            label: label?,
            title: title?,
        })
    });
    f.finish(notes);
    let read = ReportWords {
        monitoring: monitoring?,
        circulation: circulation?,
        equality: equality?,
        risk,
        appendices,
    };
    notes.add(checks::report(&read, &path));
    Some(read)
}

/// `"None"`, or the list of members.
fn circulation(f: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Circulation> {
    let key = "circulation";
    let is_text = f.is_text(key);
    if is_text {
        return f
            .word(notes, key, &[("None", ())])
            .map(|()| Circulation::None);
    }
    if !f.has(key) {
        f.text(notes, key);
        return None;
    }
    let members = f.texts(notes, key);
    if members.is_empty() {
        let span = notes.places.of(&f.path_of(key));
        notes.error(
            span,
            "`circulation` names nobody",
            Some("write \"None\", or the members in a list".to_owned()),
        );
        return None;
    }
    Some(Circulation::Members(members))
}

fn aim(mut f: Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Aim> {
    let id = f.parsed::<AimId>(notes, "id");
    let title = f.text(notes, "title");
    if let Some(id) = &id {
        notes.unique("aim", id.as_str(), &f.path_of("id"));
    }
    f.finish(notes);
    Some(Aim {
        id: id?,
        title: title?,
    })
}
