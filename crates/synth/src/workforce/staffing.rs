//! Who holds which case, month by month.

use std::collections::BinaryHeap;

use super::tasks::Task;
use super::{CASELOAD_MONTHS, TEAMS, WITHOUT_CASES};
use crate::days::{Day, MonthIndex, first_of, last_of};
use crate::dice::Dice;
use crate::need::volumes;
use crate::people::scrambled;

/// A social worker.
#[derive(Clone, Debug)]
pub(crate) struct Worker {
    /// A made-up registration number: two letters, ten digits.
    pub(crate) number: String,
    pub(crate) team: &'static str,
    pub(crate) title: &'static str,
    pub(crate) equivalent: f64,
    pub(crate) agency: bool,
    pub(crate) joined: Day,
    pub(crate) left: Option<Day>,
}

impl Worker {
    pub(crate) fn works_on(&self, day: Day) -> bool {
        self.joined <= day && self.left.is_none_or(|left| left > day)
    }
}

/// A worker's work with a child.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Involvement {
    pub(crate) worker: usize,
    pub(crate) person: u32,
    pub(crate) start: Day,
    /// May lie after the last file.
    pub(crate) end: Day,
    pub(crate) why_changed: &'static str,
}

/// Everybody who works, and on what.
pub(crate) struct Staff {
    pub(crate) workers: Vec<Worker>,
    pub(crate) involvements: Vec<Involvement>,
}

impl Staff {
    /// How many children each worker works with at the end of a day.
    pub(crate) fn caseloads(&self, on: Day) -> Vec<u32> {
        let mut loads = vec![0; self.workers.len()];
        for involvement in &self.involvements {
            if involvement.start <= on && involvement.end > on {
                loads[involvement.worker] += 1;
            }
        }
        loads
    }
}

/// Staffs the teams for their tasks from one month to another.
pub(crate) fn draw(
    tasks: &[Vec<Task>],
    (first, last): (MonthIndex, MonthIndex),
    dice: &mut Dice,
) -> Staff {
    let mut staff = Staff {
        workers: Vec::new(),
        involvements: Vec::new(),
    };
    for (at, team) in TEAMS.iter().enumerate() {
        let curve: Vec<(MonthIndex, f64)> =
            CASELOAD_MONTHS.into_iter().zip(team.caseload).collect();
        let mut office = Office {
            team: team.name,
            staff: &mut staff,
            active: Vec::new(),
            ends: BinaryHeap::new(),
            dice,
        };
        office.hire(first_of(first), "Team manager");
        let mut waiting = tasks[at].iter().peekable();
        for month in first..=last {
            office.finish(first_of(month));
            // The first month takes over all the work that is there.
            while let Some(task) = waiting.next_if(|task| task.start < first_of(month)) {
                office.take(task, task.start.max(first_of(first)));
            }
            office.adjust(first_of(month), volumes::at(&curve, month), month > first);
            // Teams look at their caseloads twice a month.
            let middle = first_of(month) + 15;
            while let Some(task) = waiting.next_if(|task| task.start < middle) {
                office.finish(task.start);
                office.take(task, task.start);
            }
            office.finish(middle);
            office.adjust(middle, volumes::at(&curve, month), false);
            while let Some(task) = waiting.next_if(|task| task.start <= last_of(month)) {
                office.finish(task.start);
                office.take(task, task.start);
            }
        }
    }
    for (team, posts) in WITHOUT_CASES {
        for _ in 0..posts {
            let joined = first_of(first) + dice.between(0, 1_000);
            let worker = draw_worker(&staff, team, "Social worker", joined, dice);
            staff.workers.push(worker);
        }
    }
    staff
}

fn draw_worker(
    staff: &Staff,
    team: &'static str,
    title: &'static str,
    joined: Day,
    dice: &mut Dice,
) -> Worker {
    let nth = u32::try_from(staff.workers.len()).unwrap_or(0);
    Worker {
        number: format!("LO{:010}", scrambled(nth, 17) % 10_000_000_000),
        team,
        title,
        equivalent: if title == "Team manager" {
            1.0
        } else {
            dice.weighted(&[(1.0, 70), (0.8, 13), (0.6, 10), (0.5, 7)])
        },
        agency: title == "Social worker" && dice.chance(0.16),
        joined,
        left: None,
    }
}

/// A social worker who holds cases, while the team is staffed.
struct Active {
    worker: usize,
    equivalent: f64,
    /// Open involvements.
    open: Vec<usize>,
}

struct Office<'a> {
    team: &'static str,
    staff: &'a mut Staff,
    active: Vec<Active>,
    /// Open involvements by the day they end, the soonest first.
    ends: BinaryHeap<std::cmp::Reverse<(Day, usize)>>,
    dice: &'a mut Dice,
}

impl Office<'_> {
    fn hire(&mut self, on: Day, title: &'static str) -> usize {
        let worker = draw_worker(self.staff, self.team, title, on, self.dice);
        let equivalent = worker.equivalent;
        self.staff.workers.push(worker);
        let at = self.staff.workers.len() - 1;
        if title != "Team manager" {
            self.active.push(Active {
                worker: at,
                equivalent,
                open: Vec::new(),
            });
        }
        at
    }

    /// Ends what has ended by a day.
    fn finish(&mut self, by: Day) {
        while let Some(&std::cmp::Reverse((end, at))) = self.ends.peek() {
            if end > by {
                return;
            }
            self.ends.pop();
            let worker = self.staff.involvements[at].worker;
            if let Some(active) = self.active.iter_mut().find(|a| a.worker == worker) {
                active.open.retain(|&open| open != at);
            }
        }
    }

    /// Gives a task to the social worker with the smallest caseload.
    fn take(&mut self, task: &Task, from: Day) {
        if self.active.is_empty() {
            self.hire(from, "Social worker");
        }
        self.give(task.person, from, task.end, "");
    }

    fn give(&mut self, person: u32, from: Day, end: Day, why_changed: &'static str) {
        let lightest = (0..self.active.len()).min_by(|&one, &other| {
            let load = |at: usize| self.active[at].open.len() as f64 / self.active[at].equivalent;
            load(one).total_cmp(&load(other))
        });
        if let Some(to) = lightest {
            self.give_to(to, person, from, end, why_changed);
        }
    }

    fn give_to(&mut self, to: usize, person: u32, from: Day, end: Day, why_changed: &'static str) {
        let at = self.staff.involvements.len();
        self.staff.involvements.push(Involvement {
            worker: self.active[to].worker,
            person,
            start: from,
            end,
            why_changed,
        });
        self.active[to].open.push(at);
        self.ends.push(std::cmp::Reverse((end, at)));
    }

    /// Lets people go and come until the team has the caseload of the month.
    fn adjust(&mut self, on: Day, caseload: f64, turnover: bool) {
        if turnover {
            for at in (0..self.active.len()).rev() {
                if self.active.len() > 2 && self.dice.chance(0.012) {
                    self.leave(at, on);
                }
            }
        }
        loop {
            let open: usize = self.active.iter().map(|active| active.open.len()).sum();
            let wanted = open as f64 / caseload;
            let have: f64 = self.active.iter().map(|active| active.equivalent).sum();
            if have + (0.03 * wanted).min(0.4) < wanted {
                self.hire(on, "Social worker");
                self.share_out(on, caseload);
            } else if have - 0.9 > wanted && self.active.len() > 2 {
                let lightest = (0..self.active.len())
                    .min_by_key(|&at| self.active[at].open.len())
                    .unwrap_or(0);
                self.leave(lightest, on);
            } else {
                return;
            }
        }
    }

    /// The newest social worker takes cases over from those who have most.
    fn share_out(&mut self, on: Day, caseload: f64) {
        let Some(newest) = self.active.len().checked_sub(1) else {
            return;
        };
        let room = (0.85 * caseload * self.active[newest].equivalent) as usize;
        while self.active[newest].open.len() < room {
            let heaviest = (0..newest).max_by(|&one, &other| {
                let load =
                    |at: usize| self.active[at].open.len() as f64 / self.active[at].equivalent;
                load(one).total_cmp(&load(other))
            });
            let Some(at) = heaviest.and_then(|from| self.active[from].open.pop()) else {
                return;
            };
            let before = self.staff.involvements[at];
            if before.start >= on {
                // Taken only today: there was nobody else yet, so nothing is handed over.
                self.staff.involvements[at].worker = self.active[newest].worker;
                self.active[newest].open.push(at);
            } else {
                self.staff.involvements[at].end = on;
                self.give_to(newest, before.person, on, before.end, "Caseload");
            }
        }
    }

    fn leave(&mut self, at: usize, on: Day) {
        let gone = self.active.swap_remove(at);
        self.staff.workers[gone.worker].left = Some(on);
        for open in gone.open {
            let before = self.staff.involvements[open];
            self.staff.involvements[open].end = on;
            self.give(before.person, on, before.end, "Worker left");
        }
    }
}
