//! Forms about what the plan consists of: inspections, frame, scheme of ratings, aims, versions.

use serde_json::{Value, json};
use waymark_plan::ledger::Subject;
use waymark_plan::ledger::parts::Frame;
use waymark_plan::{AimId, Framework, Inspection, InspectionId, PersonId};

use super::field::{Choice, Field, Kind, day, field, line, put, take, text};
use super::naming::{name, slug, taken, text_at, year_at};
use super::offer::{self, OTHER, correcting, filled_in};
use super::{Ask, Cell, Column, Draft};

/// Where all of this stands.
const PAGE: &str = "/plan";

pub(super) fn inspection(ask: &Ask<'_>) -> Option<Draft> {
    let all = &ask.state().inspections;
    if !ask.about.contains_key("inspection") {
        return Some(
            Draft::new("Record an inspection", Subject::Plan, json!({}))
                .back(PAGE)
                .fields(of_inspection(None))
                .fields([taken(all.keys())])
                .assemble(|command| {
                    // Before the framework's name takes the word's place.
                    let framework = match text_at(command, "inspection.framework") {
                        OTHER => "inspection".to_owned(),
                        known => known.to_owned(),
                    };
                    let year = year_at(command, "inspection.ended");
                    framework_named(command)?;
                    name(command, &format!("{framework}-{year}"));
                    Ok(())
                }),
        );
    }
    let id: InspectionId = ask.named("inspection")?;
    let stands = all.get(&id)?;
    let draft = Draft::new(
        "Correct an inspection",
        Subject::Inspection(id.clone()),
        json!({ "id": id }),
    )
    .back(PAGE);
    let mut record = json!({ "inspection": stands });
    if matches!(stands.framework, Framework::Other(_)) {
        // Its name stands in a question of its own.
        put(&mut record, "inspection.framework", json!(OTHER));
    }
    let draft = correcting(draft.fields(of_inspection(Some(stands))), &record);
    Some(draft.assemble(framework_named))
}

fn of_inspection(stands: Option<&Inspection>) -> [Field; 9] {
    let frameworks = vec![
        Choice::new("ilacs", "ILACS").hint("Inspection of children’s services, from 2018"),
        Choice::new("focused-visit", "Focused visit"),
        Choice::new("sif", "SIF").hint("Single inspection framework, 2013 to 2017"),
        Choice::new(OTHER, "Another, named below"),
    ];
    let other = match stands.map(|stands| &stands.framework) {
        Some(Framework::Other(name)) => Some(name),
        _ => None,
    };
    let columns = vec![
        Column::new("area", "part", Cell::Text),
        Column::new("judgement", "judgement", Cell::Text),
    ];
    [
        field(
            "inspection.framework",
            "Framework",
            Kind::Radios(frameworks),
        ),
        line(OTHER, "Name of another framework")
            .optional()
            .value(json!(other)),
        line("inspection.title", "Title")
            .optional()
            .hint("Where the framework’s name is not enough"),
        day("inspection.started", "First day on site"),
        day("inspection.ended", "Last day on site"),
        day("inspection.published", "Day that the report came out").optional(),
        line("inspection.judgement", "Overall judgement")
            .optional()
            .hint(
                "In the framework’s words, such as Requires improvement; a focused visit has none",
            ),
        field(
            "inspection.judgements",
            "Judgements of the parts",
            Kind::Rows { columns, rows: 6 },
        )
        .optional()
        .hint("One a line: part | judgement, such as Adoption performance | Good"),
        line("inspection.report_link", "Where the report can be read")
            .optional()
            .hint("A web address that begins with https://"),
    ]
}

/// Another framework goes by its name.
fn framework_named(command: &mut Value) -> Result<(), (String, String)> {
    let other = take(command, OTHER);
    let is_other = text_at(command, "inspection.framework") == OTHER;
    let wrong = |words: &str| Err((OTHER.to_owned(), words.to_owned()));
    match (is_other, other.is_null()) {
        (false, true) => Ok(()),
        (true, false) => {
            put(command, "inspection.framework", json!({ OTHER: other }));
            Ok(())
        }
        (true, true) => wrong("Enter the name of the framework"),
        (false, false) => wrong("Choose “Another” above, or leave the name empty"),
    }
}

pub(super) fn frame(ask: &Ask<'_>) -> Option<Draft> {
    let inspections = offer::inspections(ask);
    let last = inspections.first()?.value.clone();
    let stands = ask.state().frame.as_ref();
    let mut draft = Draft::new("Set the plan’s frame", Subject::Plan, json!({}))
        .lead("The plan’s title, and what the committee’s report says around it.")
        .back(PAGE)
        .fields([
            field(
                "inspection",
                "Inspection that the plan answers",
                Kind::Select(inspections),
            )
            .value(last),
            line("title", "Title of the plan").hint("Without the years"),
            field("years.first", "First year", Kind::Whole).most(9999),
            field("years.last", "Last year", Kind::Whole).most(9999),
        ])
        .fields(of_committee(ask, stands))
        .fields(of_report(ask, stands));
    if let Some(stands) = stands {
        draft = filled_in(draft, stands);
    }
    Some(draft)
}

fn of_committee(ask: &Ask<'_>, stands: Option<&Frame>) -> [Field; 4] {
    let chair = stands.and_then(|stands| stands.committee_chair.as_ref());
    let chairs = offer::person(ask, ask.everybody(), chair);
    [
        line("committee", "Committee that the report goes to"),
        field(
            "committee_chair",
            "Who chairs the committee",
            Kind::Select(offer::or_none("Nobody is named", chairs)),
        )
        .optional(),
        line("directors.director", "Title of the director")
            .hint("Such as Director of Children and Family Services"),
        line(
            "directors.assistant_director",
            "Title of the assistant director",
        ),
    ]
}

fn of_report(ask: &Ask<'_>, stands: Option<&Frame>) -> [Field; 7] {
    let people = |chosen: Option<&Vec<PersonId>>| {
        let chosen = chosen.map(Vec::as_slice).unwrap_or_default();
        Kind::Ticks(offer::people(ask, ask.everybody(), chosen))
    };
    let appendices = vec![
        Column::new("label", "letter", Cell::Text),
        Column::new("title", "title", Cell::Text),
    ];
    let papers = vec![
        Column::new("title", "title", Cell::Text),
        Column::new("link", "web address", Cell::TextIfAny),
    ];
    let rows = |columns| Kind::Rows { columns, rows: 4 };
    [
        text("monitoring", "How progress is watched between meetings").hint("In whole sentences"),
        field(
            "circulation",
            "Who is told under the local issues alert procedure",
            people(stands.map(|stands| &stands.circulation)),
        )
        .optional(),
        text("equality", "Equality and human rights implications").hint("In whole sentences"),
        text("risk", "Risk assessment")
            .optional()
            .hint("In whole sentences"),
        field("appendices", "Appendices", rows(appendices))
            .optional()
            .hint("One a line: letter | title, such as A | Progress against each recommendation"),
        field("background_papers", "Background papers", rows(papers))
            .optional()
            .hint("One a line: title | web address. The address may be left out."),
        field(
            "contacts",
            "Officers whom a reader may ask",
            people(stands.map(|stands| &stands.contacts)),
        )
        .optional(),
    ]
}

pub(super) fn scheme(ask: &Ask<'_>) -> Option<Draft> {
    let stands = ask.state().scheme();
    let meaning = |path: &str, colour: &str| {
        text(path, &format!("What {colour} means"))
            .hint(format!("As a phrase that can follow “{colour}:”"))
    };
    let next = stands.and_then(|stands| stands.version.parse::<u32>().ok());
    let mut draft = Draft::new("Adopt a scheme of ratings", Subject::Scheme, json!({}))
        .lead("It is in force from now on. Ratings that were given before keep the words of their day.")
        .back(PAGE)
        .fields([
            meaning("scheme.red", "red"),
            meaning("scheme.amber", "amber"),
            meaning("scheme.green", "green"),
            meaning("scheme.blue", "blue")
                .optional()
                .hint("Complete, and seen to work. Where this is empty, there is no blue."),
        ])
        .submit("Adopt it");
    if let Some(stands) = stands {
        draft = filled_in(draft, &json!({ "scheme": stands }))
            .fields([text("reason", "Why the words change")]);
    }
    let next = next.map_or_else(
        || stands.is_none().then(|| "1".to_owned()),
        |last| Some((last + 1).to_string()),
    );
    draft.fields.insert(
        0,
        line("scheme.version", "Version of the words").value(json!(next)),
    );
    Some(draft)
}

/// The aim that the address names, with its title.
fn known_aim<'a>(ask: &'a Ask<'_>) -> Option<(AimId, &'a String)> {
    let id: AimId = ask.named("aim")?;
    let title = ask.state().aims.get(&id)?;
    Some((id, title))
}

pub(super) fn aim(ask: &Ask<'_>) -> Option<Draft> {
    let title = line("title", "Title");
    if !ask.about.contains_key("aim") {
        return Some(
            Draft::new("Add an aim", Subject::Plan, json!({}))
                .back(PAGE)
                .fields([title, taken(ask.state().aims.keys())])
                .assemble(|command| {
                    let id = slug(text_at(command, "title"), "aim");
                    name(command, &id);
                    Ok(())
                }),
        );
    }
    let (id, stands) = known_aim(ask)?;
    let draft = Draft::new(
        "Correct an aim",
        Subject::Aim(id.clone()),
        json!({ "id": id }),
    )
    .back(PAGE)
    .fields([title]);
    Some(correcting(draft, &json!({ "title": stands })))
}

pub(super) fn remove_aim(ask: &Ask<'_>) -> Option<Draft> {
    let (id, title) = known_aim(ask)?;
    Some(
        Draft::new(
            "Take an aim away",
            Subject::Aim(id.clone()),
            json!({ "id": id }),
        )
        .lead(title.clone())
        .lead("No recommendation may serve it any more.")
        .back(PAGE)
        .fields([text("reason", "Why")])
        .submit("Take it away")
        .warns(),
    )
}

pub(super) fn approve(ask: &Ask<'_>) -> Option<Draft> {
    let last = ask.state().versions.last().map(|last| &last.approval);
    let mut version = line("version", "Version").hint("As the council counts it, such as 1.2");
    if let Some(last) = last {
        version.hint = Some(format!("The last one is {}", last.version));
    }
    Some(
        Draft::new("Record an approval of the plan", Subject::Plan, json!({}))
            .lead("The plan as it stands now is kept as this version, and can be shown and compared later.")
            .back(PAGE)
            .fields([
                version,
                line("by", "Body that approved").hint("Such as Cabinet"),
                day("on", "Day of its decision").value(json!(ask.today)),
                text("summary", "What is new in it")
                    .optional()
                    .hint("In whole sentences"),
            ]),
    )
}
