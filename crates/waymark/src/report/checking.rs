//! Texts held to the evidence: their claims, each with what the figures say, and references offered
//! for their numbers.

use std::path::Path;

use anyhow::{Context, anyhow};
use serde_json::{Value, json};
use waymark_figures::EvidenceBook;
use waymark_measures::Catalogue;
use waymark_narrative::check::{Judged, Sureness, Verdict};
use waymark_narrative::facts::{self, FactBook, KnownMeasure};
use waymark_narrative::reference::Known;
use waymark_narrative::text::{Place, Text};
use waymark_plan::ReportId;
use waymark_publication::{
    CheckedText, Ground, Wanted, check as hold, earlier, named, place_in_words, plan_at, report,
};

use super::arguments::{OfferArguments, TextArguments};
use super::build::{narrative_of, plan_of, published_before, read_text, template};
use crate::cli::SourceArguments;
use crate::exit::Trouble;
use crate::plan::print_json;
use crate::plan::session::{Call, existing};
use crate::{DONE, LOOK, clock, data, output};

/// A text that was held to something.
pub struct Held {
    /// The text.
    pub text: Text,
    /// What was found.
    pub found: CheckedText,
    /// What it was held to, after “held to”.
    pub to: String,
    /// The snapshot, where it was held to one.
    pub snapshot: Option<String>,
}

/// Tells the claims of a text, each with its verdict.
pub async fn check(call: &Call<'_>, given: &TextArguments) -> anyhow::Result<u8> {
    let held = held(call, given).await?;
    if call.said.json {
        print_json(&as_json(&held))?;
    } else {
        tell(&held);
    }
    let is_sound =
        held.found.checked.contradicted().next().is_none() && held.found.faults.is_empty();
    Ok(if is_sound { DONE } else { LOOK })
}

/// Puts references in the place of numbers that the figures give.
pub async fn offer(call: &Call<'_>, given: &OfferArguments) -> anyhow::Result<u8> {
    call.has_no_dry_run("report offer")?;
    let held = held(call, &given.text).await?;
    let offers = held.found.offers();
    for offer in &offers {
        let place = before(&offer.place);
        output::say(&format!("{place}{} → {}", offer.words, offer.reference));
    }
    let written = held.found.with_references(&held.text);
    match (written, &given.write) {
        (None, _) => output::say(
            "a Word document is not written to; save it as Markdown, or put the references in by hand",
        ),
        (Some(_), Some(path)) if path.exists() => {
            return Err(Trouble::refused(
                "exists",
                format!("{} is there already; give another file", path.display()),
            )
            .into());
        }
        (Some(text), Some(path)) => {
            output::write_file(path, text.as_bytes())?;
            output::line(&format!("wrote {}", path.display()));
        }
        (Some(text), None) => output::print(text.as_bytes())?,
    }
    let said = match offers.len() {
        1 => "1 reference is offered".to_owned(),
        count => format!("{count} references are offered"),
    };
    output::say(&said);
    Ok(DONE)
}

/// Holds the narrative of a report of the ledger to a snapshot.
pub async fn of_report(
    call: &Call<'_>,
    id: &ReportId,
    file: Option<&Path>,
    own_template: Option<&Path>,
    source: &SourceArguments,
) -> anyhow::Result<Held> {
    let ledger = existing(&call.location()?).await?;
    let record = &report(ledger.state(), id)?.record;
    let text = match file {
        Some(file) => read_text(file)?,
        None => Text::markdown(narrative_of(&ledger, id)?),
    };
    let template = template(own_template)?;
    let mut source = data::open(call.home, source).await?;
    let (_, plan) = plan_at(&ledger, record.as_at).await?;
    let earlier = earlier(call.home, ledger.state())?;
    let wanted = Wanted {
        plan: &plan,
        template: Some(&template.template),
        narrative: Some(&text),
        as_at: record.as_at,
        month: record.month,
    };
    let ground = Ground::of(call.home, &mut source, &wanted, &earlier).await?;
    Ok(on(&ground, text))
}

fn on(ground: &Ground, text: Text) -> Held {
    Held {
        found: ground.check(&text),
        to: format!(
            "snapshot {}, figures up to {}, and the plan as at {}",
            ground.snapshot,
            ground.question.month.in_words(),
            ground.as_at
        ),
        snapshot: Some(ground.snapshot.clone()),
        text,
    }
}

async fn held(call: &Call<'_>, given: &TextArguments) -> anyhow::Result<Held> {
    let file = given.file.as_deref();
    if let Some(id) = &given.report {
        return of_report(call, id, file, given.template.as_deref(), &given.source).await;
    }
    let file = file.context("say which text: a file, or --report")?;
    let text = read_text(file)?;
    let catalogue = data::catalogue(given.source.definitions.as_deref())?;
    if let (Some(table), Some(authority)) = (&given.published, &given.authority) {
        let as_at = given.as_at.unwrap_or_else(clock::today);
        let written = read(table)?;
        let book = facts::published(&written, authority, as_at, None, known(&catalogue))
            .with_context(|| table.display().to_string())?;
        return Ok(alone(text, &book, format!("{} alone", table.display())));
    }
    if let Some(path) = &given.facts {
        let written = read(path)?;
        let measures = catalogue
            .all()
            .zip(known(&catalogue))
            .map(|(definition, known)| (known, definition.window))
            .collect();
        let book = facts::read(&written, measures).with_context(|| path.display().to_string())?;
        return Ok(alone(text, &book, format!("{} alone", path.display())));
    }
    let mut source = data::open(call.home, &given.source).await?;
    let as_at = match (given.as_at, &given.plan) {
        (Some(day), _) => day,
        (None, Some(_)) => clock::today(),
        (None, None) => call.to_look().await?.today,
    };
    let plan = plan_of(call, &source, given.plan.as_deref(), as_at).await?;
    let template = template(given.template.as_deref())?;
    let wanted = Wanted {
        plan: &plan,
        template: Some(&template.template),
        narrative: Some(&text),
        as_at,
        month: given.month,
    };
    let earlier = published_before(call).await?;
    let ground = Ground::of(call.home, &mut source, &wanted, &earlier).await?;
    Ok(on(&ground, text))
}

/// Holds a text to facts alone. Its references can speak of nothing then.
fn alone(text: Text, book: &FactBook, to: String) -> Held {
    let nothing = EvidenceBook::default();
    let known = Known {
        evidence: &nothing,
        plan: None,
        as_at: book.as_at,
    };
    Held {
        found: hold(&text, book, &known),
        to,
        snapshot: None,
        text,
    }
}

fn known(catalogue: &Catalogue) -> Vec<KnownMeasure> {
    named(catalogue)
        .into_iter()
        .map(|(meta, naming)| KnownMeasure { meta, naming })
        .collect()
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| anyhow!("{} cannot be read: {error}", path.display()))
}

fn tell(held: &Held) {
    for fault in &held.found.faults {
        output::line(&fault.to_string());
    }
    for claim in &held.found.checked.claims {
        for line in lines(claim) {
            output::line(&line);
        }
    }
    output::line(&format!("{}; held to {}", counts(held), held.to));
}

/// A claim for people: where, the verdict, the words, its name; then what the evidence says.
pub fn lines(claim: &Judged) -> [String; 2] {
    let place = before(&claim.place);
    let small = if claim.small {
        " It counts fewer than six children, and may not be published."
    } else {
        ""
    };
    let guess = match claim.sureness {
        Sureness::Guessed => " (What it is about is a guess.)",
        Sureness::Certain | Sureness::Likely => "",
    };
    [
        format!(
            "{place}{} \u{201c}{}\u{201d} (claim {})",
            claim.verdict.in_words().to_uppercase(),
            claim.quote,
            claim.id
        ),
        format!("    {}{small}{guess}", claim.says),
    ]
}

/// A place as it stands before what is there.
fn before(place: &Place) -> String {
    match place_in_words(place) {
        place if place.is_empty() => place,
        place => format!("{place}: "),
    }
}

/// `7 claims: 5 supported, 2 contradicted; 1 reference has no words`.
fn counts(held: &Held) -> String {
    let checked = &held.found.checked;
    let verdicts: Vec<String> = Verdict::ALL
        .into_iter()
        .rev()
        .filter(|verdict| checked.count(*verdict) > 0)
        .map(|verdict| format!("{} {verdict}", checked.count(verdict)))
        .collect();
    let claims = match checked.claims.len() {
        0 => "no claim was found".to_owned(),
        1 => format!("1 claim: {}", verdicts.join(", ")),
        count => format!("{count} claims: {}", verdicts.join(", ")),
    };
    match held.found.faults.len() {
        0 => claims,
        1 => format!("{claims}; 1 reference has no words"),
        count => format!("{claims}; {count} references have no words"),
    }
}

fn as_json(held: &Held) -> Value {
    let claims: Vec<Value> = held
        .found
        .checked
        .claims
        .iter()
        .map(claim_as_json)
        .collect();
    let faults: Vec<Value> = held
        .found
        .faults
        .iter()
        .map(|fault| {
            json!({
                "paragraph": fault.place.paragraph,
                "line": fault.place.line,
                "written": fault.written,
                "error": fault.error.to_string(),
                "suggestion": fault.suggestion,
            })
        })
        .collect();
    json!({
        "held_to": held.to,
        "snapshot": held.snapshot,
        "claims": claims,
        "references_without_words": faults,
    })
}

fn claim_as_json(claim: &Judged) -> Value {
    json!({
        "claim": claim.id,
        "kind": claim.kind,
        "paragraph": claim.place.paragraph,
        "line": claim.place.line,
        "quote": claim.quote,
        "sentence": claim.sentence,
        "verdict": claim.verdict,
        "says": claim.says,
        "about": claim.about.as_ref().map(ToString::to_string),
        "sureness": claim.sureness,
        "by": claim.by,
        "small": claim.small,
    })
}
