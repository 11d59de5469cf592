//! The figures of one measure in a month of one's own choice, as the data has them, and the rows
//! behind them.
//!
//! Nothing is withheld here: the figures are for officers, the rows for those who may see cases.
//! What others see comes from [`super::Day`], where it is decided once.

use std::sync::Arc;

use jiff::civil::Date;
use waymark_codes::{LaCode, Month};
use waymark_figures::{EvidenceBook, MeasureId, MeasureMeta, Refusal, Selector};
use waymark_measures::{CaseTable, EvidenceRequest, gather};
use waymark_publication::{PublicationError, beside, set_doubts};

use super::Desk;
use crate::book::View;
use crate::fault::Fault;

/// How many months a series has, the one asked for included.
const SERIES: u16 = 24;
/// How many months before a figure's the one lies that it is compared with.
const A_YEAR: u16 = 12;
/// How many months back one may choose from, as far as the data reaches.
const CHOICE: u16 = 120;

/// What the figures of a measure follow from.
#[derive(Clone, PartialEq)]
pub(super) struct MeasureKey {
    snapshot: String,
    benchmarks: Option<String>,
    authority: Option<LaCode>,
    measure: MeasureId,
    month: Option<Month>,
    ended: Month,
}

/// The figures of one measure, small numbers too: for officers.
#[derive(Debug)]
pub struct MeasureSheet {
    /// The snapshot that they come from.
    pub snapshot: String,
    /// The month that they are about.
    pub month: Month,
    /// The months that the data can answer, the latest first.
    pub months: Vec<Month>,
    /// The measure as a whole, with its groups; the only entry.
    pub evidence: EvidenceBook,
}

/// The last month that had ended by the end of a day.
pub fn ended_by(today: Date) -> Month {
    let this = Month::of(today);
    if this.last_day() == today {
        this
    } else {
        this.minus(1)
    }
}

impl Desk {
    /// The figures of a measure in a month, or in the one that most measures can answer; none where
    /// nothing was imported that a measure can use. The month must have ended.
    pub async fn measure(
        &self,
        view: &View,
        measure: &MeasureId,
        today: Date,
        month: Option<Month>,
    ) -> Result<Option<Arc<MeasureSheet>>, Fault> {
        let Some(snapshot) = self.latest()? else {
            return Ok(None);
        };
        let benchmarks = self.benchmarks().await?;
        let opening = view.state.opening.as_ref();
        let key = MeasureKey {
            snapshot,
            benchmarks: benchmarks.id().map(str::to_owned),
            authority: opening.map(|opening| opening.authority.code),
            measure: measure.clone(),
            month,
            ended: ended_by(today),
        };
        let published = |meta: &MeasureMeta, month: Month| {
            key.authority
                .map(|authority| beside(&benchmarks, authority, meta, month))
                .unwrap_or_default()
        };
        let made = self
            .measures
            .get(&key, async || self.compute(&key, &published).await)
            .await;
        match made {
            Ok(sheet) => Ok(Some(sheet)),
            Err(PublicationError::NoData) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn compute(
        &self,
        key: &MeasureKey,
        published: &(dyn Fn(&MeasureMeta, Month) -> Vec<waymark_figures::BenchmarkValue> + Sync),
    ) -> Result<MeasureSheet, PublicationError> {
        let mut opened = self.open(&key.snapshot).await?;
        let source = opened.source();
        let month = match key.month {
            Some(month) => month,
            None => source.latest_month(Some(key.ended))?,
        };
        let definition = source.catalogue.find(key.measure.as_str())?;
        let months = (0..CHOICE)
            .map(|back| key.ended.minus(back))
            .filter(|month| source.engine.can_answer(definition, *month))
            .collect();
        let request = EvidenceRequest {
            selectors: vec![Selector {
                measure: key.measure.clone(),
                breakdown: None,
            }],
            month,
            compare: Some(month.minus(A_YEAR)),
            series: SERIES,
        };
        let mut evidence =
            gather(&mut source.engine, &source.catalogue, &request, published).await?;
        set_doubts(source, &mut evidence, month).await?;
        Ok(MeasureSheet {
            snapshot: key.snapshot.clone(),
            month,
            months,
            evidence,
        })
    }

    /// The rows behind a measure's figure of a month. They are about children: whoever asks for
    /// them notes the look.
    pub async fn cases(
        &self,
        snapshot: &str,
        measure: &MeasureId,
        month: Month,
    ) -> Result<Result<CaseTable, Refusal>, Fault> {
        let mut opened = self.open(snapshot).await?;
        let source = opened.source();
        let definition = source
            .catalogue
            .find(measure.as_str())
            .map_err(|_| Fault::NotFound)?;
        let cases = source.engine.cases(definition, month).await;
        match cases.map_err(Fault::failed)? {
            Ok(cases) => Ok(Ok(cases.table().map_err(Fault::failed)?)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_has_ended_on_its_last_day() {
        for (today, month) in [
            (date(2017, 11, 13), "2017-10"),
            (date(2017, 11, 30), "2017-11"),
            (date(2018, 1, 1), "2017-12"),
            (date(2016, 2, 28), "2016-01"),
        ] {
            assert_eq!(ended_by(today).to_string(), month, "{today}");
        }
    }
}
