//! From a reference of a published report to the cases behind it.

use waymark_app::Ledger;
use waymark_codes::Month;
use waymark_measures::{Cases, Definition};
use waymark_plan::ReportId;
use waymark_report::Cited;

use crate::archive::Archive;
use crate::error::PublicationError;
use crate::ground::report;
use crate::home::{Home, Source};
use crate::rebuild::frozen;

/// A figure of a published report, with the rows that it was counted from. They are about children.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The figure.
    pub cited: Cited,
    /// The definition that was run.
    pub definition: Definition,
    /// The rows that the definition returned for the figure's period, of every group.
    pub cases: Cases,
}

/// Traces a mark of a published report, such as `F3`, to its cases: the definition of then, run on
/// the snapshot of then.
pub async fn trace(
    home: &Home,
    ledger: &Ledger,
    id: &ReportId,
    mark: &str,
) -> Result<Trace, PublicationError> {
    frozen(report(ledger.state(), id)?)?;
    let archive = Archive::open(home, id)?;
    let all = archive.cited()?;
    let Some(cited) = all.iter().find(|one| one.mark.eq_ignore_ascii_case(mark)) else {
        let known = all.iter().map(|one| one.mark.as_str());
        return Err(PublicationError::no_such("reference", mark, known));
    };
    let definitions = archive.definitions()?;
    let of_measure = |one: &Definition| one.meta.id == cited.selector.measure;
    let Some(definition) = definitions.into_iter().find(of_measure) else {
        return Err(PublicationError::DamagedArchive {
            report: id.clone(),
            what: format!("the definition of `{}` is missing", cited.selector.measure),
        });
    };
    let snapshot = home.snapshot(&cited.snapshot)?;
    let mut source = Source::over(snapshot, Default::default()).await?;
    let month: Month = cited.month;
    match source.engine.cases(&definition, month).await? {
        Ok(cases) => Ok(Trace {
            cited: cited.clone(),
            definition,
            cases,
        }),
        Err(refusal) => Err(PublicationError::NoCases {
            mark: cited.mark.clone(),
            reason: refusal.reason,
        }),
    }
}
