//! `/reports/compare`: two reports side by side, figure by figure and rating by rating; or a
//! published one beside what would be built now.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use waymark_narrative::sentence::words;
use waymark_plan::ReportId;
use waymark_plan::ledger::state::ReportStage;
use waymark_publication::{
    Compared, ComparedFigure, Edition, FigureChanged, PublicationError, Setting, ShownFigure,
    compared,
};

use super::held::{or_words, short};
use crate::aside::{aside, with_ledger};
use crate::fault::Fault;
use crate::pages::rating::RatingTag;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// What stands for a report that would be built now.
const NOW: &str = "now";

/// Which reports an address names.
#[derive(Debug, Deserialize)]
pub struct Pair {
    #[serde(default)]
    one: String,
    #[serde(default)]
    other: String,
}

#[derive(Template)]
#[template(path = "reports/compare.html")]
struct ComparePage {
    shell: Shell,
    ones: Vec<ChoiceHtml>,
    others: Vec<ChoiceHtml>,
    found: Option<Result<FoundHtml, String>>,
}

/// A report to choose.
struct ChoiceHtml {
    id: String,
    text: String,
    chosen: bool,
}

/// What the comparison found.
struct FoundHtml {
    earlier: EditionHtml,
    later: EditionHtml,
    figures: Vec<FigureRow>,
    same_figures: usize,
    ratings: Vec<RatingRow>,
    same_ratings: usize,
    narrative: Option<&'static str>,
}

struct EditionHtml {
    name: String,
    as_at: String,
    snapshot: String,
}

struct FigureRow {
    title: String,
    earlier: String,
    later: String,
    change: String,
}

struct RatingRow {
    number: u16,
    id: String,
    earlier: RatedHtml,
    later: RatedHtml,
}

struct RatedHtml {
    tag: RatingTag,
    words: &'static str,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Query(pair): Query<Pair>,
) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let found = match chosen(&visitor, &pair)? {
        None => None,
        Some((one, other)) => {
            let found = side_by_side(&site, &visitor, one, other).await;
            Some(or_words(found)?)
        }
    };
    Ok(html(&ComparePage {
        shell,
        ones: choices(&visitor, &pair.one, false),
        others: choices(&visitor, &pair.other, true),
        found,
    }))
}

/// The reports that an address names, the later of the two none where it is to be built now; none
/// where it names no pair.
fn chosen(visitor: &Visitor, pair: &Pair) -> Result<Option<(ReportId, Option<ReportId>)>, Fault> {
    let published = |id: &str| -> Result<ReportId, Fault> {
        let report = super::published_of(&visitor.view, id)?;
        Ok(report.record.id.clone())
    };
    if pair.one.is_empty() || pair.other.is_empty() {
        // A link names the first alone; the reader chooses the other.
        return Ok(None);
    }
    let one = published(&pair.one)?;
    let other = match pair.other.as_str() {
        NOW => None,
        id => Some(published(id)?),
    };
    Ok(Some((one, other)))
}

/// The published reports, and what would be built now.
fn choices(visitor: &Visitor, chosen: &str, with_now: bool) -> Vec<ChoiceHtml> {
    let published = visitor
        .view
        .state
        .reports()
        .into_iter()
        .rev()
        .filter(|(_, report)| report.stage == ReportStage::Published)
        .map(|(id, report)| ChoiceHtml {
            id: id.to_string(),
            text: format!(
                "{}, {}",
                report.record.title,
                words::day(report.record.meeting_on)
            ),
            chosen: id.as_str() == chosen,
        });
    let now = with_now.then(|| ChoiceHtml {
        id: NOW.to_owned(),
        text: "As it would be today".to_owned(),
        chosen: chosen == NOW,
    });
    now.into_iter().chain(published).collect()
}

async fn side_by_side(
    site: &Site,
    visitor: &Visitor,
    one: ReportId,
    other: Option<ReportId>,
) -> Result<FoundHtml, Fault> {
    let now = match &other {
        Some(_) => None,
        None => Some(today(site, visitor).await?),
    };
    let found = with_ledger(site, async move |site, ledger| {
        let home = &site.settings.home;
        let earlier = Edition::published(home, ledger, &one).await?;
        let later = match (other, now) {
            (Some(other), _) => Edition::published(home, ledger, &other).await?,
            (None, Some(now)) => now,
            (None, None) => return Err(PublicationError::NoData),
        };
        // Whichever was chosen first, the older one stands on the left.
        Ok(if earlier.as_at <= later.as_at {
            (earlier, later)
        } else {
            (later, earlier)
        })
    });
    let (earlier, later) = found.await??;
    Ok(FoundHtml::of(&earlier, &later))
}

/// The report as it would be built today, without a narrative.
async fn today(site: &Site, visitor: &Visitor) -> Result<Edition, Fault> {
    let (view, day) = (&visitor.view, visitor.today);
    let plan = site.book.plan_at(view, day).await?;
    let template = site.settings.template.clone();
    let ground = site
        .desk
        .report_ground(view, &plan, &template, None, (day, None))
        .await?;
    let edition = aside(move || -> Result<Edition, PublicationError> {
        let built = ground.build(&template.template, None, &Setting::default())?;
        Ok(Edition::built("today", &ground, &built, None))
    });
    Ok(edition.await??)
}

impl FoundHtml {
    fn of(earlier: &Edition, later: &Edition) -> Self {
        let found: Compared = compared(earlier, later);
        let is_same = |figure: &&ComparedFigure| figure.change == FigureChanged::Same;
        let edition = |edition: &Edition| EditionHtml {
            name: edition.name.clone(),
            as_at: words::day(edition.as_at),
            snapshot: short(&edition.snapshot).to_owned(),
        };
        Self {
            earlier: edition(earlier),
            later: edition(later),
            same_figures: found.figures.iter().filter(is_same).count(),
            figures: found
                .figures
                .iter()
                .filter(|figure| !is_same(figure))
                .map(|figure| FigureRow {
                    title: figure.title.clone(),
                    earlier: shown(figure.earlier.as_ref()),
                    later: shown(figure.later.as_ref()),
                    change: what_became(figure),
                })
                .collect(),
            same_ratings: found.ratings.iter().filter(|one| !one.changed()).count(),
            ratings: found
                .ratings
                .iter()
                .filter(|one| one.changed())
                .map(|one| RatingRow {
                    number: one.number,
                    id: one.recommendation.to_string(),
                    earlier: rated(one.earlier),
                    later: rated(one.later),
                })
                .collect(),
            narrative: found.narrative_changed.map(|changed| {
                if changed {
                    "The narrative is another."
                } else {
                    "The narrative is the same."
                }
            }),
        }
    }
}

fn rated(rated: waymark_publication::Rated) -> RatedHtml {
    let rating = match rated {
        waymark_publication::Rated::As(rating) => Some(rating),
        _ => None,
    };
    RatedHtml {
        tag: RatingTag::of(rating),
        words: rated.in_words(),
    }
}

fn shown(figure: Option<&ShownFigure>) -> String {
    figure.map_or_else(
        || "\u{2013}".to_owned(),
        |figure| format!("{} ({})", figure.said, figure.month.in_words()),
    )
}

/// What became of a figure, in words.
fn what_became(figure: &ComparedFigure) -> String {
    let version = |shown: &Option<ShownFigure>| shown.as_ref().map_or(0, |shown| shown.version);
    match figure.change {
        FigureChanged::Came => "New".to_owned(),
        FigureChanged::Went => "No longer shown".to_owned(),
        FigureChanged::Same => "The same".to_owned(),
        FigureChanged::Restated => "Restated: later data changed it".to_owned(),
        FigureChanged::Redefined => format!(
            "Not compared: its definition went from version {} to {}",
            version(&figure.earlier),
            version(&figure.later)
        ),
        FigureChanged::Moved { p, verdict, .. } => match p {
            Some(p) => format!("{} ({})", verdict.in_words(), words::probability(p)),
            None => verdict.in_words().to_owned(),
        },
        FigureChanged::NotCompared => "Not compared".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use waymark_figures::Verdict;

    use super::*;

    fn figure(change: FigureChanged) -> ComparedFigure {
        let edition = |version| ShownFigure {
            mark: "F1".to_owned(),
            month: "2017-09".parse().unwrap(),
            said: "18.5%".to_owned(),
            version,
        };
        ComparedFigure {
            selector: "re-referrals".parse().unwrap(),
            title: "Re-referrals".to_owned(),
            earlier: Some(edition(1)),
            later: Some(edition(2)),
            change,
        }
    }

    #[test]
    fn what_became_of_a_figure_is_said_with_its_probability() {
        for (change, expected) in [
            (FigureChanged::Came, "New"),
            (FigureChanged::Went, "No longer shown"),
            (
                FigureChanged::Redefined,
                "Not compared: its definition went from version 1 to 2",
            ),
            (
                FigureChanged::Moved {
                    difference: -7.3,
                    p: Some(0.0004),
                    verdict: Verdict::Better,
                },
                "better (p < 0.001)",
            ),
            (
                FigureChanged::Moved {
                    difference: 1.0,
                    p: None,
                    verdict: Verdict::NoClearChange,
                },
                "no clear change",
            ),
        ] {
            assert_eq!(what_became(&figure(change)), expected);
        }
        assert_eq!(shown(None), "\u{2013}");
        let one = figure(FigureChanged::Same);
        assert_eq!(shown(one.earlier.as_ref()), "18.5% (September 2017)");
    }
}
