//! From the text of a template to the template, or to everything that is wrong with it.

use std::ops::Range;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use waymark_codes::Month;
use waymark_figures::Selector;
use waymark_plan::{ActionId, ComparatorKind, Diagnostic};

use super::fields::{Fields, Findings};
use super::{FORMAT, Highlight, HighlightOf, Section, SectionKind, Template, lead, nearest};
use crate::sentence::{Against, Asked, WhichMonth};

/// The kinds of section by the names that a template uses.
const KINDS: [&str; 18] = [
    "standing",
    "previous-decisions",
    "background",
    "rating-key",
    "ratings",
    "highlights",
    "narrative",
    "log",
    "consultations",
    "resources",
    "papers",
    "circulation",
    "officers",
    "appendices",
    "equality",
    "risk",
    "recommendations",
    "figures",
];

const COMPARATORS: [(&str, ComparatorKind); 3] = [
    (
        "statistical-neighbours",
        ComparatorKind::StatisticalNeighbours,
    ),
    ("region", ComparatorKind::Region),
    ("england", ComparatorKind::England),
];

pub(super) fn read(text: &str) -> Result<Template, Vec<Diagnostic>> {
    let findings = Findings::new(text);
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let place = error.span().unwrap_or(0..0);
            findings.fault(place, error.message().to_owned(), None);
            return Err(findings.into_found());
        }
    };
    let template = whole(&findings, root.get_ref());
    let found = findings.into_found();
    match template {
        Some(template) if found.is_empty() => Ok(template),
        _ => Err(found),
    }
}

fn whole(findings: &Findings<'_>, root: &DeTable<'_>) -> Option<Template> {
    let keys = ["format", "title", "subtitle", "description", "section"];
    let fields = Fields::of(findings, root, 0..0, "a template", &keys);
    match fields.get("format") {
        None => fields.missing("format", "1"),
        Some(value) => {
            let is_ours = match value.get_ref() {
                DeValue::Integer(number) => number.as_str().parse() == Ok(FORMAT),
                _ => false,
            };
            if !is_ours {
                findings.fault(
                    value.span(),
                    format!("this program reads templates of format {FORMAT}"),
                    None,
                );
            }
        }
    }
    let title = fields.standing("title", "\"Progress report: {{ plan.title }}\"");
    let description = fields.standing("description", "\"Progress on the improvement plan.\"");
    let subtitle = fields.standings("subtitle");
    let mut sections = Vec::new();
    match fields.list("section") {
        None if fields.get("section").is_none() => {
            findings.fault(
                0..0,
                "a template needs sections".to_owned(),
                Some("begin each with a line `[[section]]`".to_owned()),
            );
        }
        list => {
            for value in list.into_iter().flat_map(|list| list.iter()) {
                match value.get_ref().as_table() {
                    Some(table) => sections.extend(section(findings, table, value.span())),
                    None => fields.wrong(value, "section", "a list of tables"),
                }
            }
        }
    }
    check_order(findings, &sections);
    Some(Template {
        title: title?,
        subtitle,
        description: description?,
        sections: sections.into_iter().map(|(section, _)| section).collect(),
    })
}

/// A part needs a section to be part of, nothing but standing words comes twice, and an appendix
/// that standing words name is there.
fn check_order(findings: &Findings<'_>, sections: &[(Section, Range<usize>)]) {
    if let Some((first, place)) = sections.first()
        && first.level != 2
    {
        findings.fault(
            place.clone(),
            "the first section cannot be a part of another".to_owned(),
            None,
        );
    }
    for (index, (section, place)) in sections.iter().enumerate() {
        let twice = sections[..index].iter().any(|(earlier, _)| {
            std::mem::discriminant(&earlier.kind) == std::mem::discriminant(&section.kind)
        });
        if twice && section.kind != SectionKind::Standing {
            findings.fault(
                place.clone(),
                "there is already a section of this kind".to_owned(),
                None,
            );
        }
        let has =
            |wanted: fn(&SectionKind) -> bool| sections.iter().any(|(one, _)| wanted(&one.kind));
        let appendices = [
            (
                "appendix.recommendations",
                "recommendations",
                has(|kind| matches!(kind, SectionKind::Recommendations { .. })),
            ),
            (
                "appendix.figures",
                "figures",
                has(|kind| *kind == SectionKind::Figures),
            ),
        ];
        let standings = || {
            section
                .before
                .iter()
                .chain(&section.after)
                .chain([&section.heading])
        };
        for (name, kind, _) in appendices.iter().filter(|appendix| !appendix.2) {
            if standings().any(|standing| standing.as_str().contains(name)) {
                findings.fault(
                    place.clone(),
                    format!("the section names `{name}`, which the template does not have"),
                    Some(format!("add a section of the kind `{kind}`")),
                );
            }
        }
    }
}

fn section(
    findings: &Findings<'_>,
    table: &DeTable<'_>,
    span: Range<usize>,
) -> Option<(Section, Range<usize>)> {
    let own: &[&str] = match kind_name(table) {
        Some("highlights") => &["highlight"],
        Some("recommendations") => &["breakdowns"],
        _ => &[],
    };
    let keys = [&["kind", "heading", "part", "before", "after"], own].concat();
    let fields = Fields::of(findings, table, span.clone(), "a section", &keys);
    let heading = fields.standing("heading", "\"Purpose of report\"");
    let level = if fields.flag("part") { 3 } else { 2 };
    let before = fields.standings("before");
    let after = fields.standings("after");
    let kind = kind(&fields);
    let section = Section {
        kind: kind?,
        heading: heading?,
        level,
        before,
        after,
    };
    Some((section, span))
}

fn kind_name<'a>(table: &'a DeTable<'_>) -> Option<&'a str> {
    let (_, value) = table.iter().find(|(name, _)| name.get_ref() == "kind")?;
    value.get_ref().as_str()
}

fn kind(fields: &Fields<'_, '_>) -> Option<SectionKind> {
    let (name, span) = fields.needed("kind", "\"standing\"")?;
    Some(match name {
        "standing" => SectionKind::Standing,
        "previous-decisions" => SectionKind::PreviousDecisions,
        "background" => SectionKind::Background,
        "rating-key" => SectionKind::RatingKey,
        "ratings" => SectionKind::Ratings,
        "highlights" => SectionKind::Highlights(highlights(fields)),
        "narrative" => SectionKind::Narrative,
        "log" => SectionKind::Log,
        "consultations" => SectionKind::Consultations,
        "resources" => SectionKind::Resources,
        "papers" => SectionKind::Papers,
        "circulation" => SectionKind::Circulation,
        "officers" => SectionKind::Officers,
        "appendices" => SectionKind::Appendices,
        "equality" => SectionKind::Equality,
        "risk" => SectionKind::Risk,
        "recommendations" => SectionKind::Recommendations {
            breakdowns: fields
                .texts("breakdowns")
                .into_iter()
                .map(|(text, _)| text.to_owned())
                .collect(),
        },
        "figures" => SectionKind::Figures,
        other => {
            let help = match nearest(other, KINDS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", KINDS.join(", ")),
            };
            let message = format!("there is no kind of section `{other}`");
            fields.findings.fault(span, message, Some(help));
            return None;
        }
    })
}

fn highlights(fields: &Fields<'_, '_>) -> Vec<Highlight> {
    if fields.get("highlight").is_none() {
        fields.findings.fault(
            fields.span.clone(),
            "the highlights need at least one".to_owned(),
            Some("begin each with a line `[[section.highlight]]`".to_owned()),
        );
    }
    fields
        .list("highlight")
        .into_iter()
        .flat_map(|list| list.iter())
        .filter_map(|value| match value.get_ref().as_table() {
            Some(table) => highlight(fields.findings, table, value.span()),
            None => {
                fields.wrong(value, "highlight", "a list of tables");
                None
            }
        })
        .collect()
}

fn highlight(
    findings: &Findings<'_>,
    table: &DeTable<'_>,
    span: Range<usize>,
) -> Option<Highlight> {
    let keys = [
        "figure",
        "action",
        "delivery",
        "lead",
        "month",
        "compare",
        "benchmarks",
        "numbers",
    ];
    let fields = Fields::of(findings, table, span.clone(), "a highlight", &keys);
    let lead = match fields.text("lead") {
        Some((text, place)) => {
            if let Some(fault) = lead::fault(text) {
                findings.fault(
                    place,
                    format!("the lead {fault}"),
                    Some("name the `figure` and let its sentence say it".to_owned()),
                );
            }
            Some(text.to_owned())
        }
        None => None,
    };
    let named = ["figure", "action", "delivery"]
        .into_iter()
        .filter(|key| fields.get(key).is_some())
        .count();
    if named != 1 {
        findings.fault(
            span,
            "a highlight names one of `figure`, `action` and `delivery`".to_owned(),
            Some("write `figure = \"re-referrals\"`".to_owned()),
        );
        return None;
    }
    let about = if let Some(value) = fields.get("figure") {
        figure(&fields, value)?
    } else {
        for key in ["month", "compare", "benchmarks", "numbers"] {
            if let Some(value) = fields.get(key) {
                findings.fault(value.span(), format!("`{key}` needs a `figure`"), None);
            }
        }
        if fields.get("action").is_some() {
            let (text, place) = fields.text("action")?;
            let line = findings.line(place.start);
            let id = parsed::<ActionId>(findings, text, place)?;
            HighlightOf::Action { id, line }
        } else {
            if !fields.flag("delivery") {
                let place = fields.get("delivery").map_or(0..0, Spanned::span);
                findings.fault(
                    place,
                    "`delivery` is either true or left out".to_owned(),
                    None,
                );
            }
            HighlightOf::Delivery
        }
    };
    Some(Highlight { lead, about })
}

fn figure(fields: &Fields<'_, '_>, value: &Spanned<DeValue<'_>>) -> Option<HighlightOf> {
    let findings = fields.findings;
    let selector = fields
        .text("figure")
        .and_then(|(text, place)| parsed::<Selector>(findings, text, place));
    let month = match fields.text("month") {
        None => Some(WhichMonth::AsComputed),
        Some(("latest", _)) => Some(WhichMonth::Latest),
        Some((text, place)) => parsed(findings, text, place).map(WhichMonth::Month),
    };
    let against = match fields.text("compare") {
        None => Some(Against::AsComputed),
        Some((text, place)) => against(findings, text, place),
    };
    let mut beside = Vec::new();
    for (text, place) in fields.texts("benchmarks") {
        match COMPARATORS.iter().find(|(name, _)| *name == text) {
            Some((_, kind)) => beside.push(*kind),
            None => {
                let names = COMPARATORS.map(|(name, _)| name);
                let help = match nearest(text, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", names.join(", ")),
                };
                findings.fault(place, format!("there is no benchmark `{text}`"), Some(help));
            }
        }
    }
    Some(HighlightOf::Figure {
        selector: selector?,
        asked: Asked {
            month: month?,
            against: against?,
            beside,
            numbers: fields.flag("numbers"),
        },
        line: findings.line(value.span().start),
    })
}

/// `none`, `12 months earlier`, or a month.
fn against(findings: &Findings<'_>, text: &str, place: Range<usize>) -> Option<Against> {
    if text == "none" {
        return Some(Against::Nothing);
    }
    let months = text
        .strip_suffix(" months earlier")
        .or_else(|| text.strip_suffix(" month earlier"));
    if let Some(months) = months.and_then(|months| months.parse::<u16>().ok())
        && (1..=240).contains(&months)
    {
        return Some(Against::MonthsEarlier(months));
    }
    match text.parse::<Month>() {
        Ok(month) => Some(Against::Month(month)),
        Err(_) => {
            findings.fault(
                place,
                format!("`{text}` names no earlier figure"),
                Some("write `12 months earlier`, `none`, or a month such as `2016-09`".to_owned()),
            );
            None
        }
    }
}

fn parsed<T>(findings: &Findings<'_>, text: &str, place: Range<usize>) -> Option<T>
where
    T: FromStr,
    T::Err: std::fmt::Display,
{
    match text.parse() {
        Ok(value) => Some(value),
        Err(error) => {
            findings.fault(place, error.to_string(), None);
            None
        }
    }
}
