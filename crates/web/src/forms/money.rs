//! Forms about money and posts, consultations, and what other bodies decide.

use serde_json::{Value, json};
use waymark_figures::round_half_up;
use waymark_plan::ledger::Subject;
use waymark_plan::ledger::state::BidState;
use waymark_plan::{BidId, ConsultationId, DecisionId, FinancialYear};

use super::field::{Choice, Field, Kind, at, day, field, line, put, text};
use super::naming::{name, slug, taken, text_at, year_at};
use super::offer::{OTHER, chosen_or_other, correcting, or_none};
use super::{Ask, Draft};

/// Where all of this stands.
const PAGE: &str = "/plan";

pub(super) fn bid(ask: &Ask<'_>) -> Option<Draft> {
    let bids = &ask.state().bids;
    if !ask.about.contains_key("bid") {
        return Some(
            Draft::new("Record a bid", Subject::Plan, json!({}))
                .back(PAGE)
                .fields(of_bid(ask, None))
                .fields([taken(bids.keys())])
                .assemble(|command| {
                    let year = text_at(command, "year").split('/').next();
                    let id = format!("bid-{}", year.unwrap_or_default());
                    name(command, &id);
                    Ok(())
                }),
        );
    }
    let (id, stands) = find(ask)?;
    let draft = Draft::new(
        "Correct a bid",
        Subject::Bid(id.clone()),
        json!({ "id": id }),
    )
    .back(PAGE)
    .fields(of_bid(ask, Some(stands.record.year)));
    Some(correcting(draft, &stands.record))
}

fn find<'a>(ask: &'a Ask<'_>) -> Option<(BidId, &'a BidState)> {
    let id: BidId = ask.named("bid")?;
    let found = ask.state().bids.get(&id)?;
    Some((id, found))
}

/// How many financial years before and after this one a bid can be for.
const YEARS: std::ops::RangeInclusive<i16> = -2..=5;

fn of_bid(ask: &Ask<'_>, stands: Option<FinancialYear>) -> [Field; 4] {
    let near = YEARS.filter_map(|more| financial_year(ask.today.year() + more));
    let mut years: Vec<FinancialYear> = near.chain(stands).collect();
    years.sort();
    years.dedup();
    let years = years
        .into_iter()
        .map(|year| Choice::new(year.to_string(), year.to_string()))
        .collect();
    [
        line("title", "What it is called").hint("Such as Growth bid"),
        field("amount", "Amount in whole pounds", Kind::Whole).hint("Such as 2,500,000"),
        field("year", "Financial year that it is for", Kind::Select(years))
            .value(json!(financial_year(ask.today.year()))),
        text("paid_for", "What it pays for").hint("In whole sentences"),
    ]
}

/// The financial year that begins in a year.
fn financial_year(first: i16) -> Option<FinancialYear> {
    format!("{first}/{:02}", (first + 1) % 100).parse().ok()
}

fn about_bid(title: &str, id: &BidId, bid: &BidState) -> Draft {
    Draft::new(title, Subject::Bid(id.clone()), json!({ "bid": id }))
        .lead(format!("{}, {}.", bid.record.title, bid.record.year))
        .back(PAGE)
}

pub(super) fn decide(ask: &Ask<'_>) -> Option<Draft> {
    let (id, bid) = find(ask)?;
    Some(about_bid("Record a decision on a bid", &id, bid).fields([
        line("decision", "What was decided").hint("Such as Supported, for approval by the Cabinet"),
        line("by", "Body that decided").hint("Such as Cabinet"),
        day("on", "Day of the decision").value(json!(ask.today)),
    ]))
}

pub(super) fn posts(ask: &Ask<'_>) -> Option<Draft> {
    let (id, bid) = find(ask)?;
    let counted: Vec<Choice> = bid
        .posts
        .keys()
        .map(|title| Choice::new(title, title))
        .collect();
    let draft = about_bid("Count posts", &id, bid)
        .lead("In full-time equivalents, such as 7.5. What is permanent, agency and vacant adds up to what there is.")
        .fields([day("on", "Day of the count").value(json!(ask.today))]);
    let is_first = counted.is_empty();
    let draft = if is_first {
        draft
            .fields([line("posts.title", "Title of the posts")
                .hint("Such as Social workers, assessment")])
            .assemble(rest_is_vacant)
    } else {
        draft
            .fields([
                field(
                    "posts.title",
                    "Posts",
                    Kind::Select(or_none("Others, named below", counted)),
                )
                .optional(),
                line(OTHER, "Title of other posts")
                    .optional()
                    .hint("For posts that are counted for the first time"),
            ])
            .assemble(|command| {
                chosen_or_other(command, "posts.title")?;
                rest_is_vacant(command)
            })
    };
    let count = |path: &str, label: &str| field(path, label, Kind::Number);
    Some(
        draft.fields([
            count("posts.created", "Posts that there are"),
            count("posts.permanent", "Filled on a permanent basis").value(json!(0)),
            count("posts.agency", "Filled by agency workers").value(json!(0)),
            count("posts.vacant", "Vacant")
                .optional()
                .hint("What is left of the posts, where this is empty"),
        ]),
    )
}

/// What is neither permanent nor agency is vacant, where nobody says how much that is.
fn rest_is_vacant(command: &mut Value) -> Result<(), (String, String)> {
    let number = |path: &str| at(command, path).and_then(Value::as_f64);
    if number("posts.vacant").is_none() {
        let filled = ["posts.permanent", "posts.agency"].map(|path| number(path).unwrap_or(0.0));
        let created = number("posts.created").unwrap_or(0.0);
        // Rounded, as parts of posts such as 0.1 are not exact.
        let left = round_half_up(created - filled.iter().sum::<f64>(), 4);
        if left < 0.0 {
            let words = "More posts would be filled than there are".to_owned();
            return Err(("posts.created".to_owned(), words));
        }
        put(command, "posts.vacant", json!(left));
    }
    Ok(())
}

pub(super) fn consultation(ask: &Ask<'_>) -> Option<Draft> {
    let all = &ask.state().consultations;
    if !ask.about.contains_key("consultation") {
        return Some(
            Draft::new("Record a consultation", Subject::Plan, json!({}))
                .back(PAGE)
                .fields(of_consultation())
                .fields([taken(all.keys())])
                .assemble(|command| {
                    let with = slug(text_at(command, "consultation.with"), "consultation");
                    let id = format!("{with}-{}", year_at(command, "consultation.on"));
                    name(command, &id);
                    Ok(())
                }),
        );
    }
    let id: ConsultationId = ask.named("consultation")?;
    let stands = all.get(&id)?;
    let draft = Draft::new(
        "Correct a consultation",
        Subject::Consultation(id.clone()),
        json!({ "id": id }),
    )
    .back(PAGE)
    .fields(of_consultation());
    Some(correcting(draft, &json!({ "consultation": stands })))
}

fn of_consultation() -> [Field; 6] {
    [
        line("consultation.with", "Who was asked").hint("Such as Partner agencies; no names"),
        day("consultation.on", "Day, or the first of several"),
        day("consultation.until", "Last day, where there were several").optional(),
        line("consultation.how", "How they were asked")
            .hint("As a phrase, such as a workshop at the board’s meeting"),
        text("consultation.said", "What they said").hint("In whole sentences"),
        text("consultation.changed", "What changed because of it")
            .optional()
            .hint("In whole sentences. It can be added later."),
    ]
}

pub(super) fn answer(ask: &Ask<'_>) -> Option<Draft> {
    let id: ConsultationId = ask.named("consultation")?;
    let stands = ask.state().consultations.get(&id)?;
    Some(
        Draft::new(
            "Say what changed",
            Subject::Consultation(id.clone()),
            json!({ "consultation": id }),
        )
        .lead(format!("{}: {}", stands.with, stands.said))
        .back(PAGE)
        .fields([text("changed", "What changed because of it")
            .hint("In whole sentences")
            .value(json!(stands.changed))]),
    )
}

pub(super) fn body_decision(ask: &Ask<'_>) -> Option<Draft> {
    let all = &ask.state().body_decisions;
    if !ask.about.contains_key("decision") {
        return Some(
            Draft::new("Record what another body decided", Subject::Plan, json!({}))
                .back(PAGE)
                .fields(of_body())
                .fields([taken(all.keys())])
                .assemble(|command| {
                    let body = slug(text_at(command, "decision.body"), "decision");
                    let id = format!("{body}-{}", text_at(command, "decision.on"));
                    name(command, &id);
                    Ok(())
                }),
        );
    }
    let id: DecisionId = ask.named("decision")?;
    let stands = all.get(&id)?;
    let draft = Draft::new(
        "Correct what another body decided",
        Subject::BodyDecision(id.clone()),
        json!({ "id": id }),
    )
    .back(PAGE)
    .fields(of_body());
    Some(correcting(draft, &json!({ "decision": stands })))
}

fn of_body() -> [Field; 3] {
    [
        line("decision.body", "Body").hint("Such as Cabinet"),
        day("decision.on", "Day of the decision"),
        line("decision.decided", "What it decided")
            .hint("As a phrase that can follow the body’s name, such as approved the plan"),
    ]
}
