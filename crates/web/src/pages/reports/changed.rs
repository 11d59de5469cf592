//! Figures of a published report that are others now, as the report's page and the page that finds
//! them show them.

use waymark_figures::Selector;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::parts::FigureChange;

use crate::site::Site;

/// A figure that is another now.
pub(super) struct ChangeHtml {
    /// Its mark in the report.
    pub reference: String,
    /// What it is about, and of when.
    pub about: String,
    /// What the report says.
    pub said: String,
    /// What the figure is now.
    pub now: String,
    /// The sentences that lean on it.
    pub sentences: Vec<String>,
}

impl ChangeHtml {
    /// A changed figure's, with the measure's title.
    pub fn of(site: &Site, change: &FigureChange) -> Self {
        Self {
            reference: change.reference.clone(),
            about: format!(
                "{}, {}",
                title_of(site, &change.measure),
                change.month.in_words()
            ),
            said: change.said.clone(),
            now: change.now.clone(),
            sentences: change.sentences.clone(),
        }
    }
}

/// The title of a measure, with the group where it is one; its id where the definition is gone.
pub(super) fn title_of(site: &Site, selector: &Selector) -> String {
    let known = site.desk.catalogue().find(selector.measure.as_str());
    let title = known.map_or_else(
        |_| selector.measure.to_string(),
        |definition| definition.meta.title.clone(),
    );
    match &selector.breakdown {
        Some(group) => format!("{title} ({})", words::group(group)),
        None => title,
    }
}
