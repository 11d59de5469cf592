//! What a filled-in row asks for: commands, or problems that name its cells.

use jiff::civil::Date;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    Completion, GivingUp, Judgement, NewDate, Note, Reopening, Start,
};
use waymark_plan::ledger::state::ItemKind;
use waymark_plan::{Rating, RecommendationId};

use super::columns::{Item, StatusNow, header};
use super::read::Row;
use super::received::Found;

/// What is asked for of an action or milestone: it is begun or taken up again first, then
/// re-dated, reported on, and done or given up last.
pub(super) fn of_item(
    row: &Row<'_>,
    item: &Item,
    today: Date,
) -> Result<Vec<Command>, Vec<String>> {
    let mut answers = Answers::of(row);
    let due = answers.day(header::NEW_DAY);
    let why = answers.text(header::WHY);
    let agreed_by = answers.text(header::AGREED_BY);
    let status = answers.choice(header::STATUS_NOW, &StatusNow::ALL, StatusNow::in_words);
    let on = answers.day(header::ON);
    let evidence = answers.text(header::EVIDENCE);
    let report = answers.text(header::REPORT);
    let reported_by = answers.text(header::REPORTED_BY);
    is_whole(&mut answers, item, status);

    let mut orders = Vec::new();
    if let (Some(StatusNow::Started), Some(on)) = (status, on) {
        orders.push(Command::StartAction(Start {
            action: item.id.clone(),
            on,
        }));
    }
    if let (Some(StatusNow::TakenUpAgain), Some(reason)) = (status, &evidence) {
        orders.push(Command::Reopen(Reopening {
            item: item.id.clone(),
            reason: reason.clone(),
        }));
    }
    if let (Some(due), Some(reason), Some(agreed_by)) = (due, why, agreed_by) {
        orders.push(Command::Redate(NewDate {
            item: item.id.clone(),
            due,
            reason,
            agreed_by,
            on: today,
            meeting: None,
        }));
    }
    if let Some(note) = report {
        orders.push(Command::NoteProgress(Note {
            action: item.id.clone(),
            on: on.unwrap_or(today),
            by: reported_by.unwrap_or_else(|| item.post.clone()),
            note,
        }));
    }
    match (status, on, evidence) {
        (Some(StatusNow::Done), Some(on), evidence) => {
            orders.push(Command::Complete(Completion {
                item: item.id.clone(),
                on,
                evidence,
            }));
        }
        (Some(StatusNow::Cancelled), Some(on), Some(reason)) => {
            orders.push(Command::Cancel(GivingUp {
                item: item.id.clone(),
                on,
                reason,
            }));
        }
        _ => {}
    }
    answers.give(orders)
}

/// The judgement that is asked for.
pub(super) fn of_rating(
    row: &Row<'_>,
    recommendation: &RecommendationId,
    scale: &[Rating],
) -> Result<Vec<Command>, Vec<String>> {
    let mut answers = Answers::of(row);
    let rating = answers.choice(header::NEW_RATING, scale, Rating::in_words);
    let judged_by = answers.text(header::JUDGED_BY);
    let on = answers.day(header::ON);
    let why = answers.text(header::WHY);
    if answers.has(header::NEW_RATING) {
        answers.needs(header::JUDGED_BY, "name the post that judges");
        answers.needs(header::ON, "give the day of the judgement");
        answers.needs(header::WHY, "say why, in whole sentences");
    } else {
        answers.goes_with(
            header::NEW_RATING,
            &[header::JUDGED_BY, header::ON, header::WHY],
        );
    }
    let mut orders = Vec::new();
    if let (Some(rating), Some(judged_by), Some(on)) = (rating, judged_by, on) {
        orders.push(Command::Rate(Judgement {
            recommendation: recommendation.clone(),
            rating,
            judged_by,
            on,
            rationale: why,
            impact: None,
            agreed_at: None,
        }));
    }
    answers.give(orders)
}

/// Notes what is missing in a row of an action or milestone, and what would have no effect.
fn is_whole(answers: &mut Answers<'_>, item: &Item, status: Option<StatusNow>) {
    if answers.has(header::NEW_DAY) {
        answers.needs(header::WHY, "say why the day changes");
        answers.needs(header::AGREED_BY, "name the post or body that agreed");
    } else {
        answers.goes_with(header::NEW_DAY, &[header::WHY, header::AGREED_BY]);
    }
    match status {
        Some(StatusNow::Started) => {
            if item.kind == ItemKind::Milestone {
                answers.problem(
                    header::STATUS_NOW,
                    "a milestone is not started; choose done, cancelled or taken up again",
                );
            }
            answers.needs(header::ON, "give the day that it began");
            answers.has_no(
                header::EVIDENCE,
                "what is started needs no evidence and no reason; move it to `report`",
            );
        }
        Some(StatusNow::Done) => {
            answers.needs(header::ON, "give the day that it was done");
            answers.needs(header::EVIDENCE, "say what shows that it is done");
        }
        Some(StatusNow::Cancelled) => {
            answers.needs(header::ON, "give the day that it was given up");
            answers.needs(header::EVIDENCE, "say why it is cancelled");
        }
        Some(StatusNow::TakenUpAgain) => {
            answers.needs(header::EVIDENCE, "say why it is taken up again");
            if !answers.has(header::REPORT) {
                answers.has_no(header::ON, "what is taken up again has no day; clear it");
            }
        }
        None if answers.has(header::STATUS_NOW) => {}
        None => {
            answers.goes_with(header::STATUS_NOW, &[header::EVIDENCE]);
            if !answers.has(header::EVIDENCE) && !answers.has(header::REPORT) {
                answers.has_no(
                    header::ON,
                    "a day, but neither `status now` nor `report`; say what happened, or clear it",
                );
            }
        }
    }
    if item.kind == ItemKind::Milestone {
        answers.has_no(
            header::REPORT,
            "reports are about actions; move it to the row of one",
        );
    }
    answers.goes_with(header::REPORT, &[header::REPORTED_BY]);
}

/// What a lead filled in in a row, as it is read.
struct Answers<'r> {
    row: &'r Row<'r>,
    problems: Vec<String>,
}

impl<'r> Answers<'r> {
    fn of(row: &'r Row<'r>) -> Self {
        Self {
            row,
            problems: Vec::new(),
        }
    }

    /// Whether something stands there, readable or not.
    fn has(&self, column: &str) -> bool {
        self.row.cells.contains_key(column)
    }

    fn problem(&mut self, column: &str, what: &str) {
        let problem = self.row.problem(column, what);
        self.problems.push(problem);
    }

    fn text(&mut self, column: &str) -> Option<String> {
        match *self.row.cells.get(column)? {
            Found::Text(text) => Some(text.clone()),
            Found::Number(number) => Some(number.to_string()),
            Found::Day(_) => {
                self.problem(column, "a day; write it out as words");
                None
            }
            Found::Other(what) => {
                self.problem(column, &format!("{what}; write it as words"));
                None
            }
        }
    }

    /// A day of the years that a plan can run in.
    fn day(&mut self, column: &str) -> Option<Date> {
        let day = self
            .row
            .cells
            .get(column)?
            .day()
            .filter(|day| (1990..=2199).contains(&day.year()));
        if day.is_none() {
            self.problem(
                column,
                "not a day; write it as a date, or as 30/09/2017, 2017-09-30 or 30 September 2017",
            );
        }
        day
    }

    fn choice<T: Copy>(
        &mut self,
        column: &str,
        choices: &[T],
        in_words: fn(T) -> &'static str,
    ) -> Option<T> {
        let found = self.row.cells.get(column)?;
        let choice = choices
            .iter()
            .copied()
            .find(|choice| found.is_word(in_words(*choice)));
        if choice.is_none() {
            let words: Vec<&str> = choices.iter().map(|choice| in_words(*choice)).collect();
            let what = format!("not in the list; choose one of: {}", words.join(", "));
            self.problem(column, &what);
        }
        choice
    }

    /// A column that must be filled in.
    fn needs(&mut self, column: &str, what_to_do: &str) {
        if !self.has(column) {
            self.problem(column, &format!("empty; {what_to_do}"));
        }
    }

    /// A column that must be empty.
    fn has_no(&mut self, column: &str, why: &str) {
        if self.has(column) {
            self.problem(column, why);
        }
    }

    /// A column that must be filled in where one of these is.
    fn goes_with(&mut self, column: &str, others: &[&str]) {
        if self.has(column) {
            return;
        }
        if let Some(other) = others.iter().find(|other| self.has(other)) {
            let what = format!("empty, but `{other}` is filled in; fill in both, or neither");
            self.problem(column, &what);
        }
    }

    fn give(self, orders: Vec<Command>) -> Result<Vec<Command>, Vec<String>> {
        if self.problems.is_empty() {
            Ok(orders)
        } else {
            Err(self.problems)
        }
    }
}
