//! The episodes of all returns, each once: what the latest return says of it.

use crate::finding::{FindingCode, Place};
use crate::import::Coverage;
use crate::reading::{RawTables, Reading};

use super::sources::{At, Order, TextColumn, View};
use super::tables::EPISODES;

/// An episode of care.
#[derive(Debug, Clone, Copy)]
pub(super) struct Episode<'b> {
    pub child: &'b str,
    /// First day (DECOM).
    pub starts: i32,
    /// Last day (DEC); `None` while it is open.
    pub ends: Option<i32>,
    /// Why it began: the letter of RNE, 0 where that is blank or no code.
    pub reason: u8,
    pub at: At,
}

/// The columns of an episode that are passed on as they stand.
pub(super) struct EpisodeColumns<'b> {
    pub rne: TextColumn<'b>,
    pub legal_status: TextColumn<'b>,
    pub need: TextColumn<'b>,
    pub place: TextColumn<'b>,
    pub provider: TextColumn<'b>,
    pub ceased: TextColumn<'b>,
    pub change: TextColumn<'b>,
    pub postcode: TextColumn<'b>,
    pub urn: TextColumn<'b>,
}

impl<'b> EpisodeColumns<'b> {
    fn of(view: &View<'b>) -> Self {
        Self {
            rne: view.text("rne"),
            legal_status: view.text("ls"),
            need: view.text("cin"),
            place: view.text("place"),
            provider: view.text("place_provider"),
            ceased: view.text("rec"),
            change: view.text("reason_place_change"),
            postcode: view.text("pl_post"),
            urn: view.text("urn"),
        }
    }
}

/// Reads the episodes, by child, then by day, with the one that starts a period of care
/// first among those of a day.
///
/// The key of an episode is child, first day and reason: an episode that was open in one
/// return and is closed in the next is one episode. One that a later return must list
/// and does not, though it lists the child, was corrected away and is left out.
pub(super) fn read<'b>(
    raw: &'b RawTables,
    order: &Order,
    reading: &mut Reading<'_>,
) -> (Vec<Episode<'b>>, EpisodeColumns<'b>) {
    let view = View::of(raw, EPISODES.name, order);
    let columns = EpisodeColumns::of(&view);
    let child = view.text("child");
    let decom = view.day("decom");
    let dec = view.day("dec");
    let mut rows: Vec<(Episode<'b>, u32)> = view
        .rows()
        .filter_map(|at| {
            let episode = Episode {
                child: child.get(at)?,
                starts: decom.get(at)?,
                ends: dec.get(at),
                reason: letter(columns.rne.get(at)),
                at,
            };
            Some((episode, view.rank(at)))
        })
        .collect();
    rows.sort_unstable_by(|(a, a_rank), (b, b_rank)| {
        let key = |one: &Episode<'b>| (one.starts, one.reason != b'S', one.reason);
        a.child
            .cmp(b.child)
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| (a_rank, a.at).cmp(&(b_rank, b.at)))
    });
    let spans: Vec<Option<Coverage>> = (0..order.len()).map(|rank| order.coverage(rank)).collect();
    let mut told = Told::default();
    let mut episodes: Vec<Episode<'b>> = Vec::with_capacity(rows.len());
    for of_child in rows.chunk_by(|(a, _), (b, _)| a.child == b.child) {
        let latest_rank = of_child
            .iter()
            .map(|(_, rank)| *rank)
            .max()
            .unwrap_or_default();
        let key = |one: &Episode<'b>| (one.starts, one.reason);
        for same in of_child.chunk_by(|(a, _), (b, _)| key(a) == key(b)) {
            let (episode, rank) = same[same.len() - 1];
            told.repeated += same
                .windows(2)
                .filter(|pair| pair[0].1 == pair[1].1)
                .count() as u64;
            let later = (rank + 1..order.len())
                .find(|later| spans[*later as usize].is_some_and(|span| must_list(&episode, span)));
            let Some(later) = later else {
                episodes.push(episode);
                continue;
            };
            if rank < latest_rank && of_child.iter().any(|(_, rank)| *rank == later) {
                told.corrected += 1;
            } else {
                told.left_open += u64::from(episode.ends.is_none());
                episodes.push(episode);
            }
        }
    }
    told.tell(reading);
    (episodes, columns)
}

/// Whether a return that covers these days must list the episode: it was open on one of
/// them.
fn must_list(episode: &Episode<'_>, span: Coverage) -> bool {
    episode.starts <= crate::date::to_days(span.to)
        && episode
            .ends
            .is_none_or(|ends| ends >= crate::date::to_days(span.from))
}

fn letter(code: Option<&str>) -> u8 {
    match code.map(str::as_bytes) {
        Some([letter]) => letter.to_ascii_uppercase(),
        _ => 0,
    }
}

/// What was done about episodes that contradict each other.
#[derive(Default)]
struct Told {
    repeated: u64,
    corrected: u64,
    left_open: u64,
}

impl Told {
    fn tell(&self, reading: &mut Reading<'_>) {
        let place = Place::default().table("ssd_cla_episodes");
        let findings = &mut reading.notes.findings;
        if self.repeated > 0 {
            findings.add(FindingCode::RepeatedRow, place, None, || {
                format!(
                    "{} episodes have the child, first day (DECOM) and reason (RNE) of another in the same \
                     return; the last of them was used",
                    self.repeated
                )
            });
        }
        if self.corrected > 0 {
            findings.add(FindingCode::RepeatedRow, place, None, || {
                format!(
                    "{} episodes of an earlier return are not in a later one that lists the child and must \
                     list them; they were taken for corrected and left out",
                    self.corrected
                )
            });
        }
        if self.left_open > 0 {
            findings.add(FindingCode::RepeatedRow, place, None, || {
                format!(
                    "{} episodes are open at the end of one return and their children are not in the next; \
                     they count as open until a return closes them",
                    self.left_open
                )
            });
        }
    }
}
