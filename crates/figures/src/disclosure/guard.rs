//! A report while it is being protected: what it and the earlier ones show, and what has been hidden
//! so far.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::EarlierPublication;
use super::hiding::{Hiding, hide_until_safe};
use super::knowledge::{self, Leak, Sheet};
use super::page::{Page, PageCell, Pages, Place, Seen, pages_of};
use super::protect::WithheldReason;
use super::windows;
use crate::evidence::EvidenceBook;
use crate::figure::{Breakdown, Outcome};
use crate::measure::MeasureMeta;
use crate::period::Period;

/// What is shown of one measure.
pub(super) struct Ward {
    pub(super) meta: MeasureMeta,
    /// What this report would show by each table's own rules.
    pages: Pages,
    /// What each earlier report shows, the oldest first.
    past: Vec<Pages>,
    /// The period of the current figure, and of the one that it is compared with.
    current: Option<Period>,
    compared: Option<Period>,
}

/// A report while it is being protected.
pub(super) struct Guard {
    /// The measures about children, in the order of the book.
    pub(super) wards: Vec<Ward>,
    /// What this report hides beside what each table hides by itself, and why.
    pub(super) hidden: BTreeMap<Place, WithheldReason>,
    /// What the earlier reports give away by themselves.
    pub(super) already_out: BTreeSet<Place>,
    limit: u64,
}

impl Ward {
    fn of(book: &EvidenceBook, meta: MeasureMeta, earlier: &[EarlierPublication]) -> Self {
        let entry = book
            .entries()
            .iter()
            .find(|entry| entry.measure.id == meta.id && entry.breakdown.is_none());
        Self {
            pages: pages_of(book, &meta.id),
            past: earlier
                .iter()
                .map(|publication| publication.pages(&meta.id))
                .collect(),
            current: entry.map(|entry| entry.current.period()),
            compared: entry.and_then(|entry| entry.earlier.as_ref().map(Outcome::period)),
            meta,
        }
    }

    /// What earlier reports show in a period, and this one.
    fn pages_of_period(&self, period: Period, earlier: bool) -> impl Iterator<Item = &Page> {
        self.past
            .iter()
            .filter(move |_| earlier)
            .chain([&self.pages])
            .filter_map(move |pages| pages.get(&period))
    }

    /// Whether two measures may be about the same children: some reports show the same n for the
    /// whole of both, and break both down in the same way.
    fn is_kin(&self, other: &Ward, period: Period, earlier: bool) -> bool {
        self.meta.unit == other.meta.unit
            && self.pages_of_period(period, earlier).any(|page| {
                other.pages_of_period(period, earlier).any(|another| {
                    page.whole.numbers.of == another.whole.numbers.of
                        && page
                            .tables
                            .keys()
                            .any(|name| another.tables.contains_key(name))
                })
            })
    }
}

impl Guard {
    pub(super) fn of(
        book: &EvidenceBook,
        measures: Vec<MeasureMeta>,
        earlier: &[EarlierPublication],
        limit: u64,
    ) -> Self {
        let mut guard = Self {
            wards: measures
                .into_iter()
                .map(|meta| Ward::of(book, meta, earlier))
                .collect(),
            hidden: BTreeMap::new(),
            already_out: BTreeSet::new(),
            limit,
        };
        guard.hide_what_is_small();
        guard
    }

    /// Whether a cell may not be shown by itself.
    pub(super) fn is_small(&self, cell: PageCell) -> bool {
        cell.numbers.is_small(self.limit)
    }

    /// What this report shows of a measure after all that was hidden.
    pub(super) fn shown(&self, measure: usize) -> Pages {
        let hidden = self.places_hidden();
        self.wards[measure]
            .pages
            .iter()
            .map(|(period, page)| (*period, page.without(measure, *period, &hidden)))
            .collect()
    }

    /// Stricter rules hide more than the tables do by themselves.
    fn hide_what_is_small(&mut self) {
        for (measure, ward) in self.wards.iter().enumerate() {
            for (period, page) in &ward.pages {
                for (breakdown, cell) in page.cells() {
                    let is_small = match cell.seen {
                        Seen::All => cell.numbers.is_small(self.limit),
                        Seen::Size => (1..=self.limit).contains(&cell.numbers.of),
                        Seen::Nothing => false,
                    };
                    if is_small {
                        let place = Place {
                            measure,
                            period: *period,
                            breakdown,
                        };
                        self.hidden.insert(place, WithheldReason::Small);
                    }
                }
            }
        }
    }

    /// Hides what lets a small number be worked out within the tables of one measure.
    pub(super) fn protect_tables(&mut self) {
        for measure in 0..self.wards.len() {
            for period in self.periods() {
                self.protect_period(&[measure], period, false, WithheldReason::Table);
            }
        }
    }

    /// Hides what lets a small number be worked out from several measures of the same children.
    pub(super) fn protect_kin(&mut self) {
        for period in self.periods() {
            for family in self.families(period, false) {
                if family.len() > 1 {
                    self.protect_period(&family, period, false, WithheldReason::OtherMeasure);
                }
            }
        }
    }

    /// Hides what lets a small number be worked out from this report and earlier ones.
    pub(super) fn protect_beside_earlier(&mut self) {
        for period in self.periods() {
            for family in self.families(period, true) {
                self.protect_period(&family, period, true, WithheldReason::EarlierReport);
            }
        }
    }

    /// Hides what lets a small number of some months be worked out from periods that overlap: those
    /// of this report, and with `earlier` those of earlier reports too.
    pub(super) fn protect_windows(&mut self, earlier: bool) {
        for measure in 0..self.wards.len() {
            let found = self.found_by_windows(measure, earlier);
            let reason = WithheldReason::OverlappingWindows;
            self.hidden
                .extend(found.into_iter().map(|place| (place, reason)));
        }
    }

    /// Every period that this report shows something of.
    fn periods(&self) -> BTreeSet<Period> {
        self.wards
            .iter()
            .flat_map(|ward| ward.pages.keys().copied())
            .collect()
    }

    /// The measures of a period, those that may be about the same children together.
    fn families(&self, period: Period, earlier: bool) -> Vec<Vec<usize>> {
        let mut families: Vec<Vec<usize>> = Vec::new();
        for (measure, ward) in self.wards.iter().enumerate() {
            let is_kin = |family: &Vec<usize>| {
                family
                    .iter()
                    .any(|other| ward.is_kin(&self.wards[*other], period, earlier))
            };
            let (kin, mut others): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
                families.into_iter().partition(is_kin);
            let mut family: Vec<usize> = kin.into_iter().flatten().collect();
            family.push(measure);
            family.sort_unstable();
            others.push(family);
            families = others;
        }
        families
    }

    fn protect_period(
        &mut self,
        family: &[usize],
        period: Period,
        earlier: bool,
        reason: WithheldReason,
    ) {
        let own: Vec<Sheet> = self.sheets(family, |ward| ward.pages.get(&period));
        let past: Vec<Sheet> = if earlier {
            let reports = 0..self.wards.first().map_or(0, |ward| ward.past.len());
            reports
                .flat_map(|at| self.sheets(family, |ward| ward.past[at].get(&period)))
                .collect()
        } else {
            Vec::new()
        };
        // A whole without groups gives away nothing but itself, and without an earlier report
        // everything was looked at before.
        let has_tables = |sheet: &Sheet| !sheet.page.tables.is_empty();
        let is_new = !earlier || !past.is_empty();
        if own.is_empty() || !is_new || !own.iter().chain(&past).any(has_tables) {
            return;
        }
        let leaks = |hidden: &BTreeSet<Place>| {
            let shown = own.iter().map(|sheet| Sheet {
                measure: sheet.measure,
                page: sheet.page.without(sheet.measure, period, hidden),
            });
            let sheets: Vec<Sheet> = past.iter().cloned().chain(shown).collect();
            knowledge::leaks(&sheets, self.limit)
        };
        let already = self.places_hidden();
        let places = places_of(period, &own);
        let Hiding { hidden, beyond } = hide_until_safe(&already, &places, leaks, Leak::rank);
        for leak in &beyond {
            self.already_out.extend(leak.places(period));
        }
        self.hidden
            .extend(hidden.into_iter().map(|place| (place, reason)));
    }

    fn sheets<'a>(
        &'a self,
        family: &[usize],
        page_of: impl Fn(&'a Ward) -> Option<&'a Page>,
    ) -> Vec<Sheet> {
        family
            .iter()
            .filter_map(|measure| {
                Some(Sheet {
                    measure: *measure,
                    page: page_of(&self.wards[*measure])?.clone(),
                })
            })
            .collect()
    }

    fn found_by_windows(&self, measure: usize, earlier: bool) -> BTreeSet<Place> {
        let ward = &self.wards[measure];
        let past: &[Pages] = if earlier { &ward.past } else { &[] };
        let groups: BTreeSet<Option<Breakdown>> = past
            .iter()
            .chain([&ward.pages])
            .flat_map(|pages| pages.values())
            .flat_map(Page::cells)
            .map(|(breakdown, _)| breakdown)
            .collect();
        let already = self.places_hidden();
        let mut found = BTreeSet::new();
        for breakdown in groups {
            let place = |period: Period| Place {
                measure,
                period,
                breakdown: breakdown.clone(),
            };
            let leaks = |hidden: &BTreeSet<Place>| {
                let is_hidden = |period: Period| hidden.contains(&place(period));
                let cells = windows::cells(breakdown.as_ref(), &ward.pages, past, is_hidden);
                windows::leaks(&cells, self.limit)
            };
            let places: Vec<Place> = ward
                .periods_that_show(breakdown.as_ref())
                .into_iter()
                .map(place)
                .collect();
            let Hiding { hidden, .. } = hide_until_safe(&already, &places, leaks, |_, _| 0);
            found.extend(
                hidden
                    .into_iter()
                    .flat_map(|place| ward.with_company(place)),
            );
        }
        found
    }

    fn places_hidden(&self) -> BTreeSet<Place> {
        self.hidden.keys().cloned().collect()
    }
}

impl Ward {
    /// A place and those of its period from which it could be worked out: a whole from its groups, a
    /// group from the others of its dimension.
    fn with_company(&self, place: Place) -> Vec<Place> {
        let dimension = place.breakdown.as_ref().map(|of| of.dimension.clone());
        let goes_with =
            |of: &Breakdown| dimension.as_ref().is_none_or(|name| of.dimension == *name);
        let mut company: Vec<Place> = self
            .pages
            .get(&place.period)
            .into_iter()
            .flat_map(Page::cells)
            .filter(|(of, cell)| cell.seen != Seen::Nothing && of.as_ref().is_some_and(goes_with))
            .map(|(breakdown, _)| Place {
                breakdown,
                ..place.clone()
            })
            .collect();
        company.push(place);
        company
    }

    /// Where a group, or the whole, is shown: the oldest periods first, then the one that the
    /// current one is compared with, and the current one at the end.
    fn periods_that_show(&self, breakdown: Option<&Breakdown>) -> Vec<Period> {
        let is_shown = |page: &Page| {
            let cell = page.cell(breakdown);
            cell.is_some_and(|cell| cell.seen != Seen::Nothing)
        };
        let mut periods: Vec<Period> = self
            .pages
            .iter()
            .filter(|(_, page)| is_shown(page))
            .map(|(period, _)| *period)
            .collect();
        periods.sort_by_key(|period| {
            let of = Some(*period);
            (of == self.current, of == self.compared, *period)
        });
        periods
    }
}

/// Where sheets show something: the smallest groups first, those without a case after the others,
/// and the wholes at the end.
fn places_of(period: Period, sheets: &[Sheet]) -> Vec<Place> {
    let mut cells: Vec<(Place, u64)> = Vec::new();
    for sheet in sheets {
        for (breakdown, cell) in sheet.page.cells() {
            if cell.seen != Seen::Nothing {
                let place = Place {
                    measure: sheet.measure,
                    period,
                    breakdown,
                };
                cells.push((place, cell.numbers.of));
            }
        }
    }
    cells.sort_by_key(|(place, of)| (place.breakdown.is_none(), *of == 0, *of, place.clone()));
    cells.into_iter().map(|(place, _)| place).collect()
}
