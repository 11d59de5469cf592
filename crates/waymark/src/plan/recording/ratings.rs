//! Measures on recommendations, and ratings.

use jiff::civil::Date;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    AgreedAt, Agreement, ImpactSeen, Judgement, MeasureLink, MeasureRemoval,
};
use waymark_plan::{Baseline, LinkedMeasure, RecommendationId, Target, Threshold, impact};

use super::{give, kept_list};
use crate::data::Home;
use crate::exit::Trouble;
use crate::plan::arguments::{
    AgreeRatingArguments, FiguresArguments, MeasureAction, MeasureArguments, RateArguments,
};
use crate::plan::figures;
use crate::plan::session::{Call, Session};

/// Says by which measures a recommendation is judged.
pub async fn measure(call: &Call<'_>, action: &MeasureAction) -> anyhow::Result<u8> {
    call.record(|session| match action {
        MeasureAction::Set(given) => set_measure(session, given),
        MeasureAction::Remove {
            recommendation,
            measure,
            reason,
        } => Ok(Command::RemoveMeasure(MeasureRemoval {
            recommendation: recommendation.clone(),
            measure: measure.clone(),
            reason: reason.clone(),
        })),
    })
    .await
}

fn set_measure(session: &Session, given: &MeasureArguments) -> anyhow::Result<Command> {
    let all = &session.ledger.state().recommendations;
    let stands = all.get(&given.recommendation).and_then(|recommendation| {
        let mut measures = recommendation.measures.iter();
        measures.find(|linked| linked.selector == given.measure)
    });
    let baseline = given
        .baseline
        .map(|(value, period)| Baseline { value, period });
    let path: Vec<Target> = given.path.iter().copied().map(target).collect();
    let threshold = match (given.threshold, &given.threshold_set_by) {
        (None, None) => stands.and_then(|stands| stands.threshold.clone()),
        (value, set_by) => {
            let known = stands.and_then(|stands| stands.threshold.as_ref());
            let value = value.or_else(|| known.map(|known| known.value));
            let set_by = set_by
                .clone()
                .or_else(|| known.map(|known| known.set_by.clone()));
            let (Some(value), Some(set_by)) = (value, set_by) else {
                return Err(Trouble::arguments(
                    "a threshold has a value and somebody who sets it: give --threshold and --threshold-set-by",
                )
                .into());
            };
            Some(Threshold { value, set_by })
        }
    };
    Ok(Command::SetMeasure(MeasureLink {
        recommendation: given.recommendation.clone(),
        measure: LinkedMeasure {
            selector: given.measure.clone(),
            baseline: baseline.or_else(|| stands.and_then(|stands| stands.baseline)),
            target: given
                .target
                .map(target)
                .or_else(|| stands.and_then(|stands| stands.target)),
            path: kept_list(&path, stands.map(|stands| &stands.path)),
            threshold,
            comparators: kept_list(&given.comparators, stands.map(|stands| &stands.comparators)),
        },
        correction: given.correction.clone(),
    }))
}

fn target((value, by): (f64, waymark_codes::Month)) -> Target {
    Target { value, by }
}

/// Rates a recommendation, with the impact that the latest import proposes.
pub async fn rate(call: &Call<'_>, given: &RateArguments) -> anyhow::Result<u8> {
    let mut session = call.to_record().await?;
    let on = given.on.unwrap_or(session.today);
    let seen = impact_seen(
        call.home,
        &session,
        &given.recommendation,
        &given.figures,
        on,
    )
    .await?;
    let meeting = given.meeting.clone().map(AgreedAt::Meeting);
    let agreed_at = meeting.or_else(|| given.agreed_at.clone().map(AgreedAt::Elsewhere));
    let command = Command::Rate(Judgement {
        recommendation: given.recommendation.clone(),
        rating: given.rating,
        judged_by: session.post(given.judged_by.as_ref(), "--judged-by")?,
        on,
        rationale: given.rationale.clone(),
        impact: seen,
        agreed_at,
    });
    give(&mut session, vec![command]).await
}

/// The impact part of the proposal of a day; none where there are no figures, or where the plan
/// does not have the recommendation, which the ledger then says.
pub async fn impact_seen(
    home: &Home,
    session: &Session,
    of: &RecommendationId,
    wanted: &FiguresArguments,
    on: Date,
) -> anyhow::Result<Option<ImpactSeen>> {
    let state = session.ledger.state();
    let Some((found, plan)) = figures::if_any(home, session, state, wanted, on).await? else {
        return Ok(None);
    };
    let Some(judged) = figures::recommendation(&plan, of.as_str()) else {
        return Ok(None);
    };
    Ok(Some(ImpactSeen {
        snapshot: found.snapshot,
        month: found.month,
        part: impact(judged, &found.evidence, on).into(),
    }))
}

/// Agrees a rating at a meeting.
pub async fn agree(call: &Call<'_>, given: &AgreeRatingArguments) -> anyhow::Result<u8> {
    call.record(|_| {
        Ok(Command::AgreeRating(Agreement {
            meeting: given.meeting.clone(),
            recommendation: given.recommendation.clone(),
        }))
    })
    .await
}
