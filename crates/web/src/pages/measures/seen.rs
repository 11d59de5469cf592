//! The figures of a measure as a visitor may see them.

use std::sync::Arc;

use serde::Deserialize;
use waymark_codes::Month;
use waymark_figures::{Evidence, EvidenceBook, MeasureId, Outcome, Selector};
use waymark_measures::Definition;
use waymark_narrative::sentence::{Against, Asked, WhichMonth};

use crate::desk::{Day, MeasureSheet, ended_by};
use crate::fault::Fault;
use crate::permission::Permission;
use crate::site::Site;
use crate::visitor::Visitor;

/// How many months before a figure's the one lies that it is compared with.
const A_YEAR: u16 = 12;

/// The month that an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OfMonth {
    month: Option<String>,
}

impl OfMonth {
    /// The month; none where none was asked for.
    pub fn read(&self) -> Result<Option<Month>, Fault> {
        read_month(self.month.as_deref())
    }
}

/// A month of an address; none where it is absent or empty.
pub fn read_month(text: Option<&str>) -> Result<Option<Month>, Fault> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| Fault::NotFound),
    }
}

/// The definition that an address names.
pub fn definition<'a>(site: &'a Site, id: &str) -> Result<&'a Definition, Fault> {
    let found = site.desk.catalogue().find(id);
    found.map_err(|_| Fault::NotFound)
}

/// A measure as a whole.
pub fn whole(measure: &MeasureId) -> Selector {
    Selector {
        measure: measure.clone(),
        breakdown: None,
    }
}

/// Refuses a month that goes on: a figure of it would count what has come in so far.
pub fn has_ended(month: Option<Month>, visitor: &Visitor) -> Result<(), Fault> {
    match month {
        Some(month) if month > ended_by(visitor.today) => Err(Fault::Unfit(format!(
            "{} has not ended yet, so there are no figures of it. Choose an earlier month.",
            month.in_words()
        ))),
        _ => Ok(()),
    }
}

/// The figures of a measure as a visitor may see them.
pub struct Seen {
    /// Whether small numbers are among them.
    pub sees_all: bool,
    /// The month that is shown.
    pub month: Month,
    /// The months that may be chosen, the latest first; the one that is shown is among them.
    pub months: Vec<Month>,
    selector: Selector,
    figures: Figures,
}

enum Figures {
    OfMonth(Arc<MeasureSheet>),
    OfDay(Arc<Day>),
}

impl Seen {
    /// The figures of a measure; none where there are none at all.
    pub async fn of(
        site: &Site,
        visitor: &Visitor,
        measure: &MeasureId,
        asked: Option<Month>,
    ) -> Result<Option<Self>, Fault> {
        has_ended(asked, visitor)?;
        let selector = whole(measure);
        if Permission::Work.is_held_by(visitor) {
            let sheet = site
                .desk
                .measure(&visitor.view, measure, visitor.today, asked)
                .await?;
            return Ok(sheet.map(|sheet| Self {
                sees_all: true,
                month: sheet.month,
                months: with(sheet.months.clone(), sheet.month),
                selector,
                figures: Figures::OfMonth(sheet),
            }));
        }
        let day = site.desk.day(&visitor.view, visitor.today, None).await?;
        let Some(day) = day else { return Ok(None) };
        let Some(entry) = day.ground.evidence.find(&selector) else {
            return Ok(None);
        };
        let months = months_of(entry);
        let month = asked.unwrap_or(day.month);
        if !months.contains(&month) {
            return Err(Fault::Unfit(format!(
                "Figures of {} are not shown here. The months from {} to {} are.",
                month.in_words(),
                months.last().copied().unwrap_or(day.month).in_words(),
                day.month.in_words()
            )));
        }
        Ok(Some(Self {
            sees_all: false,
            month,
            months,
            selector,
            figures: Figures::OfDay(day),
        }))
    }

    /// The book that the measure stands in.
    pub fn book(&self) -> &EvidenceBook {
        match &self.figures {
            Figures::OfMonth(sheet) => &sheet.evidence,
            Figures::OfDay(day) => &day.ground.evidence,
        }
    }

    /// The snapshot that the figures come from.
    pub fn snapshot(&self) -> &str {
        match &self.figures {
            Figures::OfMonth(sheet) => &sheet.snapshot,
            Figures::OfDay(day) => &day.snapshot,
        }
    }

    /// What is known of the measure.
    pub fn entry(&self) -> Option<&Evidence> {
        self.book().find(&self.selector)
    }

    /// The figure of the month that is shown.
    pub fn outcome(&self) -> Option<&Outcome> {
        let entry = self.entry()?;
        [&entry.current]
            .into_iter()
            .chain(&entry.series)
            .find(|outcome| outcome.period().month == self.month)
    }

    /// The measure.
    pub fn selector(&self) -> &Selector {
        &self.selector
    }

    /// Whether the groups that are known are those of the month that is shown.
    pub fn has_groups(&self) -> bool {
        self.entry()
            .is_some_and(|entry| entry.current.period().month == self.month)
    }

    /// What sentences are asked: the month with the one a year before, as far as it is known.
    pub fn asked(&self) -> Asked {
        if self.has_groups() {
            return Asked::default();
        }
        let before = self.month.minus(A_YEAR);
        Asked {
            month: WhichMonth::Month(self.month),
            against: if self.months.contains(&before) {
                Against::Month(before)
            } else {
                Against::Nothing
            },
            ..Asked::default()
        }
    }
}

/// The months of an entry's series with the one of the entry itself, the latest first.
fn months_of(entry: &Evidence) -> Vec<Month> {
    let series = entry.series.iter().rev();
    let months = series.map(|outcome| outcome.period().month).collect();
    with(months, entry.current.period().month)
}

/// The months with one that is shown in any case, the latest first.
fn with(mut months: Vec<Month>, shown: Month) -> Vec<Month> {
    if !months.contains(&shown) {
        months.push(shown);
        months.sort_by(|one, other| other.cmp(one));
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_of_an_address_is_read_or_is_nothing() {
        for (text, read) in [
            (None, Some(None)),
            (Some(""), Some(None)),
            (Some("2017-03"), Some(Some("2017-03"))),
            (Some(" 2017-03 "), Some(Some("2017-03"))),
            (Some("2017-13"), None),
            (Some("March"), None),
        ] {
            let found = read_month(text)
                .ok()
                .map(|month| month.map(|m| m.to_string()));
            let read: Option<Option<String>> = read.map(|month| month.map(str::to_owned));
            assert_eq!(found, read, "{text:?}");
        }
    }

    #[test]
    fn the_month_that_is_shown_can_be_chosen() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        let known = vec![month("2017-09"), month("2017-07")];
        assert_eq!(with(known.clone(), month("2017-07")), known);
        assert_eq!(
            with(known, month("2017-08")),
            [month("2017-09"), month("2017-08"), month("2017-07")]
        );
    }
}
