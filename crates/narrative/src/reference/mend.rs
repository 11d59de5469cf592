//! The reference that was probably meant where one has an error.

use waymark_figures::{MeasureId, Selector};
use waymark_plan::ComparatorKind;

use super::error::{Lack, NotAReference, ReferenceError};
use super::grammar::{Other, Pieces};
use super::meant::{group_meant, month_meant, month_nearest, other_meant, part_meant, word_meant};
use super::part::Part;
use super::plan_count::PlanCount;
use super::resolve::{Known, resolve};

/// A reference has four pieces, and each may have more than one thing wrong with it.
const MOST_FIXES: usize = 6;

/// The reference that was probably meant, with its braces. It is mended piece by piece until it
/// has words, so that what is suggested can always be used; none where it cannot be mended.
///
/// What is hidden or refused is not mended: another figure would be another statement.
pub(super) fn suggestion(inner: &str, known: &Known<'_>) -> Option<String> {
    let mut pieces = Pieces::of(inner);
    for _ in 0..MOST_FIXES {
        match pieces.read() {
            Err(error) => mend_text(&mut pieces, &error, known)?,
            Ok(reference) => match resolve(&reference, known) {
                Ok(_) => return Some(reference.to_string()),
                Err(error) => mend_sense(&mut pieces, &error)?,
            },
        }
    }
    None
}

fn mend_text(pieces: &mut Pieces, error: &NotAReference, known: &Known<'_>) -> Option<()> {
    match error {
        NotAReference::Subject { text } => mend_subject(pieces, text, known)?,
        NotAReference::Month { text } => {
            let latest = || word_meant(text, ["latest"]).map(str::to_owned);
            let month = month_meant(text).map(|month| month.to_string());
            pieces.month = Some(month.or_else(latest)?);
        }
        NotAReference::Other { text } => pieces.other = Some(other_meant(text)?.to_string()),
        NotAReference::Part { text } => pieces.part = Some(part_meant(text)?.to_string()),
        NotAReference::CountPart { subject, text } => {
            pieces.part = Some(word_meant(text, PlanCount::parts(subject))?.to_owned());
        }
        NotAReference::CountAlone { .. } => {
            pieces.month = None;
            pieces.other = None;
        }
        NotAReference::Empty | NotAReference::NotClosed => return None,
    }
    Some(())
}

/// A subject that is no selector: a month behind a space, a group after a colon, or an id in
/// another spelling.
fn mend_subject(pieces: &mut Pieces, text: &str, known: &Known<'_>) -> Option<()> {
    if pieces.month.is_none()
        && let Some((id, rest)) = text.split_once(char::is_whitespace)
        && MeasureId::parse(id).is_ok()
        && let Some(month) = month_meant(rest)
    {
        pieces.subject = id.to_owned();
        pieces.month = Some(month.to_string());
        return Some(());
    }
    let (id, group) = match text.find('[') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let mut group = group.to_owned();
    if !group.is_empty() && !group.contains('=') {
        group = group.replacen(':', "=", 1);
    }
    if !group.is_empty() && !group.ends_with(']') {
        group.push(']');
    }
    let mended = format!("{}{group}", subject_meant(id, known)?);
    // What comes out the same would be mended for ever.
    if mended == text {
        return None;
    }
    pieces.subject = mended;
    Some(())
}

/// The measure, or the word for a count of the plan, that was probably meant.
pub(super) fn subject_meant(id: &str, known: &Known<'_>) -> Option<String> {
    let measures = known
        .evidence
        .entries()
        .iter()
        .map(|entry| entry.measure.id.as_str());
    word_meant(id, measures.chain(PlanCount::subjects())).map(str::to_owned)
}

fn mend_sense(pieces: &mut Pieces, error: &ReferenceError) -> Option<()> {
    match error {
        ReferenceError::UnknownMeasure { nearest, .. } => {
            let group = match pieces.subject.find('[') {
                Some(at) => pieces.subject.split_off(at),
                None => String::new(),
            };
            pieces.subject = format!("{}{group}", nearest.as_ref()?);
        }
        ReferenceError::UnknownGroup { selector, groups } => {
            let meant = group_meant(selector.breakdown.as_ref()?, groups)?;
            let meant = Selector {
                measure: selector.measure.clone(),
                breakdown: Some(meant),
            };
            pieces.subject = meant.to_string();
        }
        ReferenceError::NoFigure {
            month: Some(month),
            earlier,
            there,
            ..
        } => {
            let nearest = Some(month_nearest(*month, there)?.to_string());
            if *earlier {
                pieces.other = nearest;
            } else {
                pieces.month = nearest;
            }
        }
        ReferenceError::NotEarlier { month, other } if other > month => {
            pieces.month = Some(other.to_string());
            pieces.other = Some(month.to_string());
        }
        ReferenceError::NotEarlier { .. } => pieces.other = Some(Other::YearBefore.to_string()),
        ReferenceError::CannotGive { part, lack } => mend_part(pieces, *part, *lack)?,
        _ => return None,
    }
    Some(())
}

/// Adds what a part needs, or takes the part that says the same of what there is.
fn mend_part(pieces: &mut Pieces, part: Part, lack: Lack) -> Option<()> {
    let is_alone = pieces.other.is_none();
    let beside = match lack {
        Lack::Other | Lack::Earlier if is_alone => Some(Other::YearBefore),
        Lack::Theirs | Lack::Published if is_alone => {
            Some(Other::Published(ComparatorKind::England))
        }
        _ => None,
    };
    if let Some(other) = beside {
        pieces.other = Some(other.to_string());
        return Some(());
    }
    let instead = match (lack, part) {
        (Lack::Earlier, Part::Earlier) => Part::Theirs,
        (Lack::Earlier, Part::P) => Part::Interval,
        (Lack::Earlier, _) => Part::Verdict,
        (Lack::Theirs, Part::Theirs) => Part::Earlier,
        (Lack::Counts, _) => Part::Cases,
        _ => return None,
    };
    pieces.part = Some(instead.to_string());
    Some(())
}
