//! The published reports: what the public sees comes from here and from nowhere else.

use std::sync::Arc;

use waymark_figures::MeasureMeta;
use waymark_plan::{Plan, ReportId};
use waymark_publication::{Archive, CitedNumbers, PublicationError, cited_numbers, published};
use waymark_report::Cited;

use crate::book::View;
use crate::fault::Fault;
use crate::memo::Memo;
use crate::site::Site;

/// How many reports are kept at hand.
const AT_HAND: usize = 12;

/// A published report.
#[derive(Debug)]
pub struct Published {
    /// Its id.
    pub id: ReportId,
    /// What was frozen.
    pub archive: Archive,
    /// The figures that it shows, and no others.
    pub cited: Vec<Cited>,
    /// The measures as they were defined then.
    metas: Vec<MeasureMeta>,
    /// The plan as it was then.
    pub plan: Plan,
}

impl Published {
    /// The numbers of a figure that it shows, as far as they may be given; none where its measure is
    /// not among those that were kept.
    pub fn numbers(&self, cited: &Cited) -> Option<CitedNumbers> {
        let mut metas = self.metas.iter();
        let meta = metas.find(|meta| meta.id == cited.selector.measure)?;
        Some(cited_numbers(meta, cited))
    }
}

/// The published reports. What is published never changes, so what was read once is kept.
pub struct Shelf(Memo<ReportId, Published>);

impl Shelf {
    /// An empty one.
    pub fn new() -> Self {
        Self(Memo::new(AT_HAND))
    }

    /// A published report; nothing where there is none such.
    pub async fn report(
        &self,
        site: &Site,
        view: &View,
        id: &ReportId,
    ) -> Result<Arc<Published>, Fault> {
        let stands = view.state.report(id).ok_or(Fault::NotFound)?;
        let publication = stands.publication.as_ref().ok_or(Fault::NotFound)?;
        let seq = publication.publication.frozen.plan_sequence;
        self.0
            .get(id, async || {
                let archive = Archive::open(&site.settings.home, id)?;
                let state = site.book.at(seq).await?;
                let plan =
                    state
                        .plan(&view.people)
                        .map_err(|lacks| PublicationError::NotAPlan {
                            lacks,
                            as_at: archive.manifest.as_at,
                        })?;
                Ok(Published {
                    id: id.clone(),
                    cited: archive.cited()?,
                    metas: archive
                        .definitions()?
                        .into_iter()
                        .map(|definition| definition.meta)
                        .collect(),
                    archive,
                    plan,
                })
            })
            .await
            .map_err(|error: PublicationError| Fault::failed(error))
    }

    /// The report that was published last; none before the first.
    pub async fn latest(&self, site: &Site, view: &View) -> Result<Option<Arc<Published>>, Fault> {
        match published(&view.state).pop() {
            Some(id) => Ok(Some(self.report(site, view, &id).await?)),
            None => Ok(None),
        }
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Self::new()
    }
}
