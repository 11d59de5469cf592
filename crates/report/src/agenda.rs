//! The agenda of a meeting as a document and as plain text. What stands on it is decided in the
//! plan's ledger; here it gets its words.
//!
//! Parts come in the order of [`Agenda`]'s fields, each under a numbered heading. What is empty
//! gets a few words in one sentence at the end.

use waymark_figures::{MeasureMeta, Verdict};
use waymark_plan::Part;
use waymark_plan::ledger::agenda::{
    Differing, ItemLine, Moved, OpenLine, Restated, RoundLine, StaleLine,
};
use waymark_plan::ledger::parts::{Lead, NotedFigure};
use waymark_plan::ledger::state::MeetingState;
use waymark_plan::ledger::{Agenda, Directory, State};

use crate::document::{Block, Document, Inline, Marks};
use crate::meeting_words::{
    Measures, authority, capital, cell, lead, person, rating_tag, recommendation,
    recommendation_in_sentence, stopped, table,
};
use crate::sentence::{Standing, words};
use crate::terminal;

/// The mark of an agenda that shows figures about children. It does not know how many children
/// stand behind each.
const FIGURES: &str =
    "For the meeting, not for publication: figures about children are shown however small";

/// The agenda as a document. The same input gives the same document.
pub fn document(
    agenda: &Agenda,
    state: &State,
    people: &Directory,
    measures: &[MeasureMeta],
) -> Document {
    View {
        agenda,
        state,
        people,
        measures: Measures(measures),
    }
    .document()
}

/// The agenda as plain text of at most 100 characters a line, with a line's end at the end.
pub fn text(
    agenda: &Agenda,
    state: &State,
    people: &Directory,
    measures: &[MeasureMeta],
) -> String {
    terminal::write(&document(agenda, state, people, measures))
}

/// An agenda with what its words are looked up in.
struct View<'a> {
    agenda: &'a Agenda,
    state: &'a State,
    people: &'a Directory,
    measures: Measures<'a>,
}

/// One part of the agenda.
struct Section {
    /// The heading, without its number.
    heading: String,
    /// How many it has, for the summary.
    counted: String,
    /// What is said where it has none, as a clause.
    nothing: String,
    /// What it has; empty where it has none.
    blocks: Vec<Block>,
}

impl View<'_> {
    fn document(&self) -> Document {
        let author = authority(self.state);
        let meeting = self.meeting();
        let title = match meeting {
            Some(meeting) => format!("Agenda: {}", meeting.record.title),
            None => "Agenda".to_owned(),
        };
        let mut subtitle = Vec::new();
        if !author.is_empty() {
            subtitle.push(author.clone());
        }
        subtitle.push(match meeting {
            Some(meeting) => format!(
                "Meeting on {}, chaired by {}",
                words::day(meeting.record.on),
                person(self.people, &meeting.record.chair)
            ),
            None => "No meeting is called".to_owned(),
        });
        subtitle.push(match self.agenda.since {
            Some(since) => format!("Last meeting: {}", words::day(since)),
            None => "No meeting has ended before".to_owned(),
        });
        if self.shows_children() {
            subtitle.push(FIGURES.to_owned());
        }
        let on = words::day(self.agenda.on);
        let made = format!(
            "Agenda as at {on}, from event {} of the ledger.",
            self.state.seq
        );
        Document {
            title,
            subtitle,
            footer: if author.is_empty() {
                made
            } else {
                format!("{} {made}", stopped(&author))
            },
            author,
            description: format!("What the plan puts before the meeting, as at {on}."),
            as_at: self.agenda.on,
            blocks: self.blocks(),
        }
    }

    fn meeting(&self) -> Option<&MeetingState> {
        self.state.meetings.get(self.agenda.meeting.as_ref()?)
    }

    fn blocks(&self) -> Vec<Block> {
        let (full, empty): (Vec<Section>, Vec<Section>) = self
            .sections()
            .into_iter()
            .partition(|section| !section.blocks.is_empty());
        let mut blocks = vec![Block::text(self.summary(&full))];
        for (number, section) in (1..).zip(full) {
            blocks.push(Block::heading(2, format!("{number}. {}", section.heading)));
            blocks.extend(section.blocks);
        }
        if !empty.is_empty() {
            let nothing: Vec<String> = empty.into_iter().map(|section| section.nothing).collect();
            blocks.push(Block::text(stopped(&capital(&nothing.join("; ")))));
        }
        blocks
    }

    fn summary(&self, full: &[Section]) -> String {
        let on = words::day(self.agenda.on);
        if full.is_empty() {
            return format!("As at {on}, the plan puts nothing before the meeting.");
        }
        let counted: Vec<String> = full.iter().map(|section| section.counted.clone()).collect();
        format!("As at {on}: {}.", words::list(&counted))
    }

    /// Every part, in the order of the agenda's fields.
    fn sections(&self) -> [Section; 9] {
        [
            self.overdue(),
            self.due_before_next(),
            self.moved(),
            self.differing(),
            self.stale(),
            self.rounds(),
            self.restated(),
            self.open_decisions(),
            self.open_actions(),
        ]
    }

    /// Whether any figure that is shown is about children.
    fn shows_children(&self) -> bool {
        let moved = self.agenda.moved.iter().filter_map(|moved| match moved {
            Moved::Figure { figure, .. } => Some(&figure.measure),
            Moved::Rating { .. } => None,
        });
        let restated = self
            .agenda
            .restated
            .iter()
            .map(|restated| &restated.was.measure);
        moved
            .chain(restated)
            .any(|measure| self.measures.is_about_children(measure))
    }

    fn lead(&self, of: &Lead) -> Vec<Inline> {
        cell(lead(self.people, of))
    }

    fn overdue(&self) -> Section {
        let rows = self.agenda.overdue.iter().map(|line| {
            let mut row = self.item(line);
            row.push(cell(days(line.days_overdue.unwrap_or(0))));
            row
        });
        Section {
            heading: "Overdue".to_owned(),
            counted: format!("{} overdue", self.agenda.overdue.len()),
            nothing: "nothing is overdue".to_owned(),
            blocks: table_of(
                "Actions and milestones that are not done though their day is past",
                &[
                    ("Action or milestone", 10),
                    ("Lead", 7),
                    ("Due", 7),
                    ("Overdue by", 3),
                ],
                rows,
            ),
        }
    }

    fn due_before_next(&self) -> Section {
        let due = format!("due before {}", words::day(self.agenda.until));
        Section {
            heading: capital(&due),
            counted: format!("{} {due}", self.agenda.due_before_next.len()),
            nothing: format!("nothing is {due}"),
            blocks: table_of(
                "Actions and milestones that are due before the next meeting",
                &[("Action or milestone", 10), ("Lead", 7), ("Due", 7)],
                self.agenda
                    .due_before_next
                    .iter()
                    .map(|line| self.item(line)),
            ),
        }
    }

    /// What it is, who leads, and when it is due.
    fn item(&self, line: &ItemLine) -> Vec<Vec<Inline>> {
        let due = words::day(line.due);
        let due = match line.redated {
            0 => due,
            redated => format!(
                "{due}; first agreed {}, re-dated {}",
                words::day(line.first_due),
                times(redated)
            ),
        };
        vec![
            cell(format!("{} {}", line.id, line.title)),
            self.lead(&line.lead),
            cell(due),
        ]
    }

    fn moved(&self) -> Section {
        Section {
            heading: "Newly better or worse".to_owned(),
            counted: format!("{} newly better or worse", self.agenda.moved.len()),
            nothing: "nothing is known to be newly better or worse".to_owned(),
            blocks: list_of(self.agenda.moved.iter().map(|moved| self.moved_line(moved))),
        }
    }

    fn moved_line(&self, moved: &Moved) -> Vec<Inline> {
        match moved {
            Moved::Figure {
                figure,
                before,
                now,
            } => {
                let before = match before {
                    Some(before) => format!("At the last meeting: {}.", before.in_words()),
                    None => "The last meeting had no verdict on it.".to_owned(),
                };
                vec![
                    Inline::standing(standing(*now)),
                    Inline::Text(format!(
                        ": {}, {} in {} ({}), against a year before. {before}",
                        self.measures.title(&figure.measure),
                        self.measures.value(&figure.measure, figure.value),
                        figure.month.in_words(),
                        self.measures.cases(figure)
                    )),
                ]
            }
            Moved::Rating {
                recommendation,
                before,
                now,
            } => {
                let direction = if moved.is_better() {
                    Standing::Better
                } else {
                    Standing::Worse
                };
                vec![
                    Inline::standing(direction),
                    Inline::Text(format!(
                        ": {} is now ",
                        recommendation_in_sentence(self.state, recommendation)
                    )),
                    rating_tag(Some(*now), ""),
                    Inline::Text("; at the last meeting it was ".to_owned()),
                    rating_tag(Some(*before), ""),
                    Inline::Text(".".to_owned()),
                ]
            }
        }
    }

    fn differing(&self) -> Section {
        let lines = &self.agenda.differing;
        Section {
            heading: "Ratings that differ from what is proposed".to_owned(),
            counted: words::counted(
                lines.len(),
                "rating that differs from what is proposed",
                "ratings that differ from what is proposed",
            ),
            nothing: "no rating differs from what is proposed".to_owned(),
            blocks: table_of(
                "Ratings beside what is proposed, with the first reason",
                &[
                    ("Recommendation", 8),
                    ("Rating", 3),
                    ("Proposed for delivery", 8),
                    ("Proposed for impact", 8),
                ],
                lines.iter().map(|line| self.differing_row(line)),
            ),
        }
    }

    fn differing_row(&self, line: &Differing) -> Vec<Vec<Inline>> {
        vec![
            cell(recommendation(self.state, &line.recommendation)),
            vec![rating_tag(line.rating, "Not rated")],
            proposed(&line.delivery),
            match &line.impact {
                Some(impact) => proposed(impact),
                None => cell("No figures at hand"),
            },
        ]
    }

    fn stale(&self) -> Section {
        let lines = &self.agenda.stale;
        let row = |line: &StaleLine| {
            vec![
                cell(format!("{} {}", line.id, line.title)),
                self.lead(&line.lead),
                cell(format!("{} ({})", words::day(line.since), days(line.days))),
            ]
        };
        Section {
            heading: "Actions without news".to_owned(),
            counted: words::counted(lines.len(), "action without news", "actions without news"),
            nothing: "no action is without news".to_owned(),
            blocks: table_of(
                "Actions of which nothing was heard for long",
                &[("Action", 10), ("Lead", 7), ("No news since", 7)],
                lines.iter().map(row),
            ),
        }
    }

    fn rounds(&self) -> Section {
        let lines = &self.agenda.rounds;
        Section {
            heading: "Audit rounds".to_owned(),
            counted: words::counted(lines.len(), "audit round", "audit rounds"),
            nothing: match self.agenda.since {
                Some(since) => format!("no audit round ended since {}", words::day(since)),
                None => "no audit round has ended".to_owned(),
            },
            blocks: lines.iter().flat_map(round).collect(),
        }
    }

    fn restated(&self) -> Section {
        let lines = &self.agenda.restated;
        Section {
            heading: "Restated figures".to_owned(),
            counted: words::counted(lines.len(), "restated figure", "restated figures"),
            nothing: "no restated figure is known".to_owned(),
            blocks: list_of(lines.iter().map(|line| cell(self.restated_line(line)))),
        }
    }

    fn restated_line(&self, line: &Restated) -> String {
        let shown = |figure: &NotedFigure| {
            format!(
                "{} ({})",
                self.measures.value(&figure.measure, figure.value),
                self.measures.cases(figure)
            )
        };
        let definition = if line.other_definition {
            " Its definition has changed too."
        } else {
            ""
        };
        format!(
            "{}, {}: {} when it was noted on {}, {} now.{definition}",
            self.measures.title(&line.was.measure),
            line.was.month.in_words(),
            shown(&line.was),
            words::day(line.noted_on),
            shown(&line.now)
        )
    }

    fn open_decisions(&self) -> Section {
        let lines = &self.agenda.open_decisions;
        let row = |line: &OpenLine| {
            vec![
                cell(format!("{} {}", line.id, stopped(&line.title))),
                cell(words::day(line.of)),
            ]
        };
        Section {
            heading: "Open decisions".to_owned(),
            counted: words::counted(lines.len(), "open decision", "open decisions"),
            nothing: "no decision is open".to_owned(),
            blocks: table_of(
                "Decisions that are still to be carried out",
                &[("Decision", 10), ("Taken on", 4)],
                lines.iter().map(row),
            ),
        }
    }

    fn open_actions(&self) -> Section {
        let lines = &self.agenda.open_actions;
        Section {
            heading: "Open actions of meetings".to_owned(),
            counted: words::counted(
                lines.len(),
                "open action of a meeting",
                "open actions of meetings",
            ),
            nothing: "no action of a meeting is open".to_owned(),
            blocks: table_of(
                "Actions that arose at meetings and are not done",
                &[("Action", 10), ("Owner", 7), ("Due", 7)],
                lines.iter().map(|line| self.open_action(line)),
            ),
        }
    }

    fn open_action(&self, line: &OpenLine) -> Vec<Vec<Inline>> {
        let due = line.due.map(|due| {
            let late = (self.agenda.on - due).get_days();
            match late {
                1.. => format!("{}, {} overdue", words::day(due), days(late)),
                _ => words::day(due),
            }
        });
        vec![
            cell(format!("{} {}", line.id, line.title)),
            line.owner
                .as_ref()
                .map(|owner| self.lead(owner))
                .unwrap_or_default(),
            due.map(cell).unwrap_or_default(),
        ]
    }
}

/// A table of these rows; nothing where there is none.
fn table_of(
    caption: &str,
    columns: &[(&str, u16)],
    rows: impl Iterator<Item = Vec<Vec<Inline>>>,
) -> Vec<Block> {
    let rows: Vec<Vec<Vec<Inline>>> = rows.collect();
    if rows.is_empty() {
        Vec::new()
    } else {
        vec![table(caption, columns, rows)]
    }
}

/// A list of these items; nothing where there is none.
fn list_of(items: impl Iterator<Item = Vec<Inline>>) -> Vec<Block> {
    let items: Vec<Vec<Inline>> = items.collect();
    if items.is_empty() {
        Vec::new()
    } else {
        vec![Block::List {
            marks: Marks::Bullet,
            items,
        }]
    }
}

/// What a part of a proposal proposes, and the reason that decided.
fn proposed(part: &Part) -> Vec<Inline> {
    let mut content = vec![rating_tag(part.rating, "No proposal")];
    if let Some(reason) = part.reasons.first() {
        content.push(Inline::Text(format!(" {}", reason.sentence)));
    }
    content
}

/// A round in a sentence, and its gradings by theme in a table.
fn round(line: &RoundLine) -> Vec<Block> {
    let (done, planned) = line.cases;
    let mut blocks = vec![Block::text(format!(
        "Round {} audited {}: {done} of {planned} planned cases, {}.",
        line.id,
        line.month.in_words(),
        words::counted(line.findings, "finding", "findings")
    ))];
    blocks.extend(table_of(
        &format!("Gradings of round {}", line.id),
        &[("Theme", 6), ("Good or outstanding", 4), ("Moderated", 4)],
        line.themes.iter().map(|theme| {
            vec![
                cell(&theme.theme),
                cell(format!("{} of {}", theme.good_or_better, theme.graded)),
                cell(format!("{} of {}", theme.moderated, theme.graded)),
            ]
        }),
    ));
    blocks
}

fn standing(verdict: Verdict) -> Standing {
    match verdict {
        Verdict::Better => Standing::Better,
        Verdict::Worse => Standing::Worse,
        Verdict::Higher => Standing::Higher,
        Verdict::Lower => Standing::Lower,
        Verdict::NoClearChange => Standing::NoClearChange,
    }
}

/// `once`, `twice`, `3 times`.
fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        number => format!("{number} times"),
    }
}

fn days(days: i32) -> String {
    words::counted(usize::try_from(days).unwrap_or(0), "day", "days")
}
