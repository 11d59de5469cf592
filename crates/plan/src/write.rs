//! Writes a plan as the TOML that [`Plan::read`](crate::Plan::read) reads.
//!
//! The same plan gives the same bytes, sections in the order of `docs/plan-format.md`. Comments
//! of a file that was read are not kept, as they are no part of the plan.

use std::fmt::{Display, Write};

use crate::model::{
    Action, Circulation, ComparatorKind, Framework, LinkedMeasure, Officer, Plan, Progress,
    Recommendation, Schedule,
};
use crate::read::FORMAT;

impl Plan {
    /// The plan as TOML.
    pub fn to_toml(&self) -> String {
        let mut page = Page::default();
        page.bare("format", FORMAT);
        around(&mut page, self);
        for aim in &self.aims {
            page.heading("[[aims]]");
            page.text("id", aim.id.as_str());
            page.text("title", &aim.title);
        }
        for each in &self.recommendations {
            recommendation(&mut page, each);
        }
        after(&mut page, self);
        page.out
    }
}

/// A text that grows line by line.
#[derive(Default)]
struct Page {
    out: String,
}

impl Page {
    fn heading(&mut self, heading: &str) {
        self.line(format_args!("\n{heading}"));
    }

    fn line(&mut self, line: impl Display) {
        // Writing into a String cannot fail.
        let _ = writeln!(self.out, "{line}");
    }

    fn bare(&mut self, key: &str, value: impl Display) {
        self.line(format_args!("{key} = {value}"));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.bare(key, quoted(text));
    }

    fn text_if_any(&mut self, key: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn bare_if_any(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.bare(key, value);
        }
    }

    fn list(&mut self, key: &str, texts: impl IntoIterator<Item = String>) {
        let all: Vec<String> = texts.into_iter().collect();
        if !all.is_empty() {
            self.bare(key, format_args!("[{}]", all.join(", ")));
        }
    }
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A number that reads back as the same one, with a decimal point.
fn number(value: f64) -> String {
    format!("{value:?}")
}

/// The sections before the aims.
fn around(page: &mut Page, plan: &Plan) {
    page.heading("[authority]");
    page.text("name", &plan.authority.name);
    page.text("code", &plan.authority.code.to_string());

    page.heading("[plan]");
    page.text("title", &plan.title);
    page.bare("first_year", plan.years.first);
    page.bare("last_year", plan.years.last);
    page.text("version", &plan.version);
    if let Some(approved) = &plan.approved {
        page.text("approved_by", &approved.by);
        page.bare("approved_on", approved.on);
    }

    let inspection = &plan.inspection;
    page.heading("[inspection]");
    page.text(
        "framework",
        match &inspection.framework {
            Framework::Sif => "SIF",
            Framework::Ilacs => "ILACS",
            Framework::FocusedVisit => "focused visit",
            Framework::Other(name) => name,
        },
    );
    page.text_if_any("title", inspection.title.as_ref());
    page.bare("started", inspection.started);
    page.bare("ended", inspection.ended);
    page.bare_if_any("published", inspection.published);
    page.text_if_any("judgement", inspection.judgement.as_ref());
    page.text_if_any("report_link", inspection.report_link.as_ref());
    for judgement in &inspection.judgements {
        page.heading("[[inspection.judgements]]");
        page.text("area", &judgement.area);
        page.text("judgement", &judgement.judgement);
    }

    page.heading("[scheme]");
    page.text("version", &plan.scheme.version);
    page.text("red", &plan.scheme.red);
    page.text("amber", &plan.scheme.amber);
    page.text("green", &plan.scheme.green);
    page.text_if_any("blue", plan.scheme.blue.as_ref());

    page.heading("[committee]");
    page.text("name", &plan.committee.name);
    page.text_if_any("chair", plan.committee.chair.as_ref());

    page.heading("[directors]");
    page.text("director", &plan.directors.director);
    page.text("assistant_director", &plan.directors.assistant_director);

    page.heading("[report]");
    page.text("monitoring", &plan.report.monitoring);
    match &plan.report.circulation {
        Circulation::None => page.text("circulation", "None"),
        Circulation::Members(members) => {
            page.list("circulation", members.iter().map(|member| quoted(member)));
        }
    }
    page.text("equality", &plan.report.equality);
    page.text_if_any("risk", plan.report.risk.as_ref());
    for appendix in &plan.report.appendices {
        page.heading("[[report.appendices]]");
        page.text("label", &appendix.label);
        page.text("title", &appendix.title);
    }
}

fn lead(page: &mut Page, officer: &Officer) {
    match &officer.name {
        None => page.text("lead", &officer.post),
        Some(name) => page.bare(
            "lead",
            format_args!(
                "{{ post = {}, name = {} }}",
                quoted(&officer.post),
                quoted(name)
            ),
        ),
    }
}

fn recommendation(page: &mut Page, recommendation: &Recommendation) {
    page.heading("[[recommendations]]");
    page.text("id", recommendation.id.as_str());
    page.bare("number", recommendation.number);
    page.text("text", &recommendation.text);
    page.list(
        "aims",
        recommendation.aims.iter().map(|aim| quoted(aim.as_str())),
    );
    lead(page, &recommendation.lead);
    page.list(
        "audit_themes",
        recommendation
            .audit_themes
            .iter()
            .map(|theme| quoted(theme)),
    );
    for each in &recommendation.actions {
        action(page, each);
    }
    for milestone in &recommendation.milestones {
        page.heading("[[recommendations.milestones]]");
        if let Some(id) = &milestone.id {
            page.text("id", id.as_str());
        }
        page.text("title", &milestone.title);
        page.bare("first_due", milestone.schedule.first_due);
        page.bare_if_any("done_on", milestone.done_on);
        if let Some(cancelled) = &milestone.cancelled {
            page.bare("cancelled_on", cancelled.on);
            page.text("cancelled_reason", &cancelled.reason);
        }
        redatings(page, "recommendations.milestones", &milestone.schedule);
    }
    for linked in &recommendation.measures {
        measure(page, linked);
    }
    if let Some(record) = &recommendation.rating {
        page.heading("[recommendations.rating]");
        page.text("rating", record.rating.in_words());
        page.text("judged_by", &record.judged_by);
        page.bare("on", record.on);
        page.text("rationale", &record.rationale);
        page.text_if_any("meeting", record.meeting.as_ref());
    }
}

fn action(page: &mut Page, action: &Action) {
    page.heading("[[recommendations.actions]]");
    page.text("id", action.id.as_str());
    page.text("title", &action.title);
    lead(page, &action.lead);
    page.text_if_any("team", action.team.as_ref());
    page.bare("start", action.start);
    page.bare("first_due", action.schedule.first_due);
    match &action.progress {
        Progress::NotStarted => page.text("status", "not-started"),
        Progress::InProgress => page.text("status", "in-progress"),
        Progress::Complete {
            completed_on,
            evidence,
        } => {
            page.text("status", "complete");
            page.bare("completed_on", completed_on);
            page.text_if_any("evidence", evidence.as_ref());
        }
        Progress::Cancelled {
            cancelled_on,
            reason,
        } => {
            page.text("status", "cancelled");
            page.bare_if_any("cancelled_on", *cancelled_on);
            page.text("cancelled_reason", reason);
        }
    }
    redatings(page, "recommendations.actions", &action.schedule);
    for update in &action.updates {
        page.heading("[[recommendations.actions.updates]]");
        page.bare("on", update.on);
        page.text("by", &update.by);
        page.text("note", &update.note);
    }
}

fn redatings(page: &mut Page, of: &str, schedule: &Schedule) {
    for redating in &schedule.agreed {
        page.heading(&format!("[[{of}.agreed]]"));
        page.bare("due", redating.due);
        page.text("reason", &redating.reason);
        page.text("agreed_by", &redating.agreed_by);
        page.bare("on", redating.on);
    }
}

fn measure(page: &mut Page, linked: &LinkedMeasure) {
    page.heading("[[recommendations.measures]]");
    page.text("selector", &linked.selector.to_string());
    if let Some(baseline) = &linked.baseline {
        page.bare(
            "baseline",
            format_args!(
                "{{ value = {}, period = \"{}\" }}",
                number(baseline.value),
                baseline.period
            ),
        );
    }
    if let Some(target) = &linked.target {
        page.bare(
            "target",
            format_args!(
                "{{ value = {}, by = \"{}\" }}",
                number(target.value),
                target.by
            ),
        );
    }
    page.list(
        "path",
        linked.path.iter().map(|point| {
            format!(
                "{{ value = {}, by = \"{}\" }}",
                number(point.value),
                point.by
            )
        }),
    );
    if let Some(threshold) = &linked.threshold {
        page.bare(
            "threshold",
            format_args!(
                "{{ value = {}, set_by = {} }}",
                number(threshold.value),
                quoted(&threshold.set_by)
            ),
        );
    }
    page.list(
        "comparators",
        linked.comparators.iter().map(|comparator| {
            quoted(match comparator {
                ComparatorKind::StatisticalNeighbours => "statistical-neighbours",
                ComparatorKind::Region => "region",
                ComparatorKind::England => "england",
            })
        }),
    );
}

/// The sections after the recommendations.
fn after(page: &mut Page, plan: &Plan) {
    for funding in &plan.funding {
        page.heading("[[funding]]");
        page.text("title", &funding.title);
        page.bare("amount", funding.amount);
        page.text("year", &funding.year.to_string());
        page.text("decision", &funding.decision);
        page.text("decided_by", &funding.decided_by);
        page.bare("on", funding.on);
        page.text("paid_for", &funding.paid_for);
        for posts in &funding.posts {
            page.heading("[[funding.posts]]");
            page.text("title", &posts.title);
            page.bare("created", number(posts.created));
            page.bare("permanent", number(posts.permanent));
            page.bare("agency", number(posts.agency));
            page.bare("vacant", number(posts.vacant));
        }
    }
    for consultation in &plan.consultations {
        page.heading("[[consultations]]");
        page.text("with", &consultation.with);
        page.bare("on", consultation.on);
        page.bare_if_any("until", consultation.until);
        page.text("how", &consultation.how);
        page.text("said", &consultation.said);
        page.text_if_any("changed", consultation.changed.as_ref());
    }
    for decision in &plan.previous_decisions {
        page.heading("[[previous_decisions]]");
        page.bare("on", decision.on);
        page.text("body", &decision.body);
        page.text("decided", &decision.decided);
    }
    for paper in &plan.background_papers {
        page.heading("[[background_papers]]");
        page.text("title", &paper.title);
        page.text_if_any("link", paper.link.as_ref());
    }
    for contact in &plan.contacts {
        page.heading("[[contacts]]");
        page.text("name", &contact.name);
        page.text("post", &contact.post);
        page.text("email", &contact.email);
        page.text_if_any("phone", contact.phone.as_ref());
    }
}
