//! Someone who has every published report and tries all numbers that the hidden cells could have.
//!
//! Written apart from what it attacks: it knows nothing of exchanges, elimination or moduli. It sees
//! what [`Figure::is_publishable`] and [`publish_groups`] let through, and is told beside that which
//! hidden cells have not changed from one report to the next, which a real reader could only guess.
//! Then it tries one number after the other for each hidden part, and looks whether a small number
//! could have been another one.

use std::collections::{BTreeMap, BTreeSet};

use waymark_figures::{Breakdown, Cell, EvidenceBook, Figure, Published, Shape, publish_groups};

use super::made_up::groups;

/// A hidden or shown part of a cell: measure, group, whether it is the counted part, true number.
/// What is the same in two reports is the same part.
type Part = (String, Option<Breakdown>, bool, u64);

/// The parts on both sides of an equation, and how much more the left side has.
struct Equation {
    left: Vec<usize>,
    right: Vec<usize>,
    more: u64,
}

/// A small number that must not be found out.
struct Secret {
    what: String,
    of: Vec<usize>,
    number: u64,
}

/// How many numbers are tried for one secret. In all trials far fewer were needed.
const TRIALS: usize = 1_000_000;

#[derive(Default)]
struct Reports {
    parts: BTreeMap<Part, usize>,
    numbers: Vec<u64>,
    is_known: Vec<bool>,
    equations: Vec<Equation>,
    /// Cells that have a child at least.
    inhabited: Vec<Vec<usize>>,
    /// The parts that are together the same number of children, by group and that number.
    sizes: BTreeMap<(Option<Breakdown>, u64), BTreeSet<Vec<usize>>>,
    secrets: BTreeMap<String, Secret>,
}

/// Every number of 1 to 5 children that follows from the reports: of a group, or of several groups
/// of one table together.
pub fn worked_out(books: &[EvidenceBook]) -> Vec<String> {
    let mut reports = Reports::default();
    for book in books {
        reports.read(book);
    }
    reports.set_equal();
    let order = reports.order();
    reports
        .secrets
        .values()
        .filter(|secret| {
            let mut trial = Trial {
                reports: &reports,
                order: &order,
                tried: reports.known_numbers(),
                left: TRIALS,
            };
            let finds_another = trial.finds_another(0, secret);
            assert!(
                finds_another || trial.left > 0,
                "too much to try: {}",
                secret.what
            );
            !finds_another
        })
        .map(|secret| secret.what.clone())
        .collect()
}

impl Reports {
    /// Reads a report; tables of which nothing is shown are not there for a reader.
    fn read(&mut self, book: &EvidenceBook) {
        for entry in book.entries() {
            let meta = &entry.measure;
            let whole = entry.current.figure().unwrap();
            let is_shown = whole.is_publishable(meta);
            let tables: Vec<(Vec<&Figure>, Vec<Published>)> = groups(entry)
                .into_values()
                .filter_map(|figures| {
                    let rows = publish_groups(meta, &figures)?;
                    Some((figures, rows))
                })
                .collect();
            if !is_shown && tables.is_empty() {
                continue;
            }
            let of_whole = self.cell(meta.shape, whole);
            if is_shown {
                self.show(&of_whole);
            }
            self.note_size(whole, &of_whole);
            for (figures, rows) in tables {
                let cells: Vec<Vec<usize>> = figures
                    .iter()
                    .map(|figure| self.cell(meta.shape, figure))
                    .collect();
                for (cell, row) in cells.iter().zip(&rows) {
                    match (row.counted, row.of) {
                        (Cell::Shown(_), Cell::Shown(_)) => self.show(cell),
                        (_, Cell::Shown(of)) => self.equations.push(Equation {
                            left: cell.clone(),
                            right: Vec::new(),
                            more: of,
                        }),
                        _ if self.sum(cell) > 0 => self.inhabited.push(cell.clone()),
                        _ => {}
                    }
                }
                for part in 0..of_whole.len() {
                    self.equations.push(Equation {
                        left: cells.iter().map(|cell| cell[part]).collect(),
                        right: vec![of_whole[part]],
                        more: 0,
                    });
                }
                for (figure, cell) in figures.iter().zip(&cells) {
                    self.note_size(figure, cell);
                }
                self.ask(meta.id.as_str(), &figures, &cells);
            }
        }
    }

    fn note_size(&mut self, figure: &Figure, cell: &[usize]) {
        self.sizes
            .entry((figure.breakdown.clone(), figure.n()))
            .or_default()
            .insert(cell.to_vec());
    }

    /// A group that has as many children as before, or in another measure, has the same ones: all
    /// measures of these tests are about the same children.
    fn set_equal(&mut self) {
        for same in std::mem::take(&mut self.sizes).into_values() {
            let same: Vec<Vec<usize>> = same.into_iter().collect();
            for pair in same.windows(2) {
                let without = |cell: &[usize], other: &[usize]| -> Vec<usize> {
                    let parts = cell.iter().filter(|at| !other.contains(at));
                    parts.copied().collect()
                };
                self.equations.push(Equation {
                    left: without(&pair[0], &pair[1]),
                    right: without(&pair[1], &pair[0]),
                    more: 0,
                });
            }
        }
    }

    /// The parts of a cell: those that are counted and, for a percentage, those that are not.
    fn cell(&mut self, shape: Shape, figure: &Figure) -> Vec<usize> {
        let counted = figure.numerator as u64;
        let mut parts = vec![(true, counted)];
        if shape == Shape::Percentage {
            parts.push((false, figure.n() - counted));
        }
        parts
            .into_iter()
            .map(|(is_counted, number)| {
                let part = (
                    figure.measure.to_string(),
                    figure.breakdown.clone(),
                    is_counted,
                    number,
                );
                let next = self.numbers.len();
                let at = *self.parts.entry(part).or_insert(next);
                if at == next {
                    self.numbers.push(number);
                    self.is_known.push(false);
                }
                at
            })
            .collect()
    }

    fn show(&mut self, cell: &[usize]) {
        for at in cell {
            self.is_known[*at] = true;
        }
    }

    fn sum(&self, cell: &[usize]) -> u64 {
        cell.iter().map(|at| self.numbers[*at]).sum()
    }

    /// Notes every small number of a table: of each part by itself and of both together, and of any
    /// groups taken together.
    fn ask(&mut self, measure: &str, figures: &[&Figure], cells: &[Vec<usize>]) {
        let parts = cells[0].len();
        for chosen in 1..1_usize << cells.len() {
            let groups: Vec<usize> = (0..cells.len())
                .filter(|group| (chosen >> group) & 1 == 1)
                .collect();
            let names: Vec<&str> = groups
                .iter()
                .map(|group| figures[*group].breakdown.as_ref().unwrap().group.as_str())
                .collect();
            let whole = (0..parts)
                .map(|part| vec![part])
                .chain([(0..parts).collect()]);
            for asked in whole {
                let of: Vec<usize> = groups
                    .iter()
                    .flat_map(|group| asked.iter().map(move |part| cells[*group][*part]))
                    .collect();
                let number = self.sum(&of);
                if (1..=5).contains(&number) {
                    let what = format!("{measure} {names:?} {asked:?}: {number}");
                    // The same groups may have changed from one report to the next.
                    let key = format!("{what} {of:?}");
                    self.secrets.insert(key, Secret { what, of, number });
                }
            }
        }
    }

    fn known_numbers(&self) -> Vec<Option<u64>> {
        self.numbers
            .iter()
            .zip(&self.is_known)
            .map(|(number, is_known)| is_known.then_some(*number))
            .collect()
    }

    /// The hidden parts, those of the shortest equations first, so that dead ends are met early.
    fn order(&self) -> Vec<usize> {
        let open = |equation: &&Equation| {
            let parts = equation.left.iter().chain(&equation.right);
            parts.filter(|at| !self.is_known[**at]).count()
        };
        let mut equations: Vec<&Equation> = self.equations.iter().collect();
        equations.sort_by_key(open);
        let in_equations = equations
            .into_iter()
            .flat_map(|equation| equation.left.iter().chain(&equation.right).copied());
        let mut order = Vec::new();
        for at in in_equations.chain(0..self.numbers.len()) {
            if !self.is_known[at] && !order.contains(&at) {
                order.push(at);
            }
        }
        order
    }
}

/// One search for numbers that fit everything shown and give a secret another value.
struct Trial<'a> {
    reports: &'a Reports,
    order: &'a [usize],
    tried: Vec<Option<u64>>,
    left: usize,
}

impl Trial<'_> {
    fn finds_another(&mut self, place: usize, secret: &Secret) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        let Some(at) = self.order.get(place).copied() else {
            return self.sum(&secret.of).0 != secret.number;
        };
        for number in 0..=self.most(at) {
            self.tried[at] = Some(number);
            if self.fits(at) && self.finds_another(place + 1, secret) {
                return true;
            }
        }
        self.tried[at] = None;
        false
    }

    /// The sum of what is tried of some parts, and how many are not tried yet.
    fn sum(&self, parts: &[usize]) -> (u64, usize) {
        let tried = parts.iter().filter_map(|at| self.tried[*at]);
        let open = parts.iter().filter(|at| self.tried[**at].is_none()).count();
        (tried.sum(), open)
    }

    /// The highest number that an equation leaves for a part; 40 where none says anything.
    fn most(&self, at: usize) -> u64 {
        let mut most = 40;
        for equation in &self.reports.equations {
            let (left, left_open) = self.sum(&equation.left);
            let (right, right_open) = self.sum(&equation.right);
            if equation.left.contains(&at) && right_open == 0 {
                most = most.min((right + equation.more).saturating_sub(left));
            }
            if equation.right.contains(&at) && left_open == 0 {
                most = most.min(left.saturating_sub(right + equation.more));
            }
        }
        most
    }

    fn fits(&self, at: usize) -> bool {
        let is_of_part =
            |equation: &&Equation| equation.left.contains(&at) || equation.right.contains(&at);
        let fits = |equation: &Equation| {
            let (left, left_open) = self.sum(&equation.left);
            let (right, right_open) = self.sum(&equation.right);
            let right = right + equation.more;
            match (left_open, right_open) {
                (0, 0) => left == right,
                (_, 0) => left <= right,
                (0, _) => right <= left,
                _ => true,
            }
        };
        let is_inhabited = |cell: &Vec<usize>| self.sum(cell) != (0, 0);
        let mut equations = self.reports.equations.iter().filter(is_of_part);
        equations.all(fits) && self.reports.inhabited.iter().all(is_inhabited)
    }
}
