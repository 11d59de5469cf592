//! Episodes put together: periods of care, placements, times under one legal status.

use super::episodes::{Episode, EpisodeColumns};

/// A stretch of episodes: the index of the first and the index behind the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub first: usize,
    pub behind: usize,
    /// Index of the period of care.
    pub period: usize,
}

/// A period of care: from coming into care to leaving it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub first: usize,
    pub behind: usize,
    /// First day of care; `None` where the first known episode does not start it, since
    /// the child then came into care before the data begins.
    pub entered: Option<i32>,
    /// Index of its first placement, and the index behind its last.
    pub placements: (usize, usize),
}

/// All children's care.
pub(super) struct Care<'b> {
    pub episodes: Vec<Episode<'b>>,
    pub columns: EpisodeColumns<'b>,
    pub periods: Vec<Period>,
    pub placements: Vec<Stretch>,
    pub legal: Vec<Stretch>,
    /// The placement of each episode.
    pub placement_of: Vec<usize>,
    /// The period of each episode.
    pub period_of: Vec<usize>,
}

impl<'b> Care<'b> {
    /// Puts sorted episodes together.
    ///
    /// A period begins with a child's first known episode, with RNE `S`, and after a
    /// gap. A placement begins with a period, with any RNE but `L`, and where place,
    /// provider, URN or postcode change although the RNE says that they did not.
    pub fn of(episodes: Vec<Episode<'b>>, columns: EpisodeColumns<'b>) -> Self {
        let mut care = Self {
            placement_of: Vec::with_capacity(episodes.len()),
            period_of: Vec::with_capacity(episodes.len()),
            episodes: Vec::new(),
            columns,
            periods: Vec::new(),
            placements: Vec::new(),
            legal: Vec::new(),
        };
        // The day to which the child's care is known to go on; `None` while it is open.
        let mut known_to: Option<i32> = None;
        for (index, episode) in episodes.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &episodes[before]);
            let same_child = before.filter(|before| before.child == episode.child);
            let gap = known_to.is_some_and(|known_to| episode.starts > known_to);
            let new_period = same_child.is_none() || episode.reason == b'S' || gap;
            if new_period {
                let placement = care.placements.len();
                care.periods.push(Period {
                    first: index,
                    behind: index,
                    entered: (episode.reason == b'S').then_some(episode.starts),
                    placements: (placement, placement),
                });
            }
            let period = care.periods.len() - 1;
            let continued = same_child.filter(|_| !new_period);
            if continued.is_none_or(|before| care.moved(before, episode)) {
                care.placements.push(Stretch {
                    first: index,
                    behind: index,
                    period,
                });
            }
            let status = care.columns.legal_status.get(episode.at);
            if continued.is_none_or(|before| care.columns.legal_status.get(before.at) != status) {
                care.legal.push(Stretch {
                    first: index,
                    behind: index,
                    period,
                });
            }
            let placement = care.placements.len() - 1;
            care.placements[placement].behind = index + 1;
            care.periods[period].behind = index + 1;
            care.periods[period].placements.1 = placement + 1;
            if let Some(legal) = care.legal.last_mut() {
                legal.behind = index + 1;
            }
            care.placement_of.push(placement);
            care.period_of.push(period);
            let ends = episode.ends.map(|ends| ends.max(episode.starts));
            known_to = match (continued, ends) {
                (Some(_), Some(ends)) => Some(known_to.map_or(ends, |known_to| known_to.max(ends))),
                (_, ends) => ends,
            };
        }
        care.episodes = episodes;
        care
    }

    /// The first episode of a stretch.
    pub fn first(&self, stretch: Stretch) -> &Episode<'b> {
        &self.episodes[stretch.first]
    }

    /// The last episode of a stretch.
    pub fn last(&self, stretch: Stretch) -> &Episode<'b> {
        &self.episodes[stretch.behind - 1]
    }

    /// The placement's type (PLACE), as its first episode says.
    pub fn place(&self, placement: usize) -> &'b str {
        let first = self.first(self.placements[placement]);
        self.columns.place.get(first.at).unwrap_or_default()
    }

    /// The periods of a child, in order of time.
    pub fn periods_of(&self, child: &str) -> std::ops::Range<usize> {
        let child_of = |period: &Period| self.episodes[period.first].child;
        let from = self
            .periods
            .partition_point(|period| child_of(period) < child);
        let behind = self
            .periods
            .partition_point(|period| child_of(period) <= child);
        from..behind
    }

    /// The child's period of care that a day lies in, both ends included.
    pub fn period_on(&self, child: &str, day: i32) -> Option<usize> {
        self.periods_of(child).rev().find(|period| {
            let starts = self.episodes[self.periods[*period].first].starts;
            starts <= day && self.left(*period).is_none_or(|left| day <= left)
        })
    }

    /// The day on which a period of care ended; `None` while it goes on.
    pub fn left(&self, period: usize) -> Option<i32> {
        self.episodes[self.periods[period].behind - 1].ends
    }

    /// Whether an episode begins another placement than the one before it in a period.
    fn moved(&self, before: &Episode<'b>, episode: &Episode<'b>) -> bool {
        if matches!(episode.reason, b'S' | b'P' | b'B' | b'T' | b'U') {
            return true;
        }
        let columns = &self.columns;
        let both_and_differ = |column: &super::sources::TextColumn<'b>| {
            match (column.get(before.at), column.get(episode.at)) {
                (Some(before), Some(now)) => !before.eq_ignore_ascii_case(now),
                // A blank says nothing, so it does not say that the child moved.
                _ => false,
            }
        };
        both_and_differ(&columns.place)
            || both_and_differ(&columns.provider)
            || both_and_differ(&columns.urn)
            || both_and_differ(&columns.postcode)
    }
}
