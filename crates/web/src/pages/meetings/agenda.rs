//! The agenda as a page has it: each part a table or a list, and, while the meeting is open, the
//! forms that settle each item beside it. What stands on it is decided in the plan's ledger.

use waymark_figures::MeasureMeta;
use waymark_narrative::sentence::words;
use waymark_plan::ledger::agenda::{ItemLine, OpenLine, StaleLine};
use waymark_plan::ledger::parts::JudgementRecord;
use waymark_plan::ledger::state::RecommendationState;
use waymark_plan::ledger::{Agenda, CommandKind as K};
use waymark_plan::{ActionId, MeetingId, MinuteId, Part, RecommendationId};
use waymark_report::document::Block;

use crate::desk::Day;
use crate::give::{GiveLink, link};
use crate::pages::chart::{TableHtml, plain};
use crate::pages::rating::RatingTag;
use crate::pages::recommendation::lead;
use crate::saying::often;
use crate::visitor::Visitor;

/// A part of the agenda.
pub struct Section {
    /// Its name in the address.
    pub id: &'static str,
    /// Its heading.
    pub heading: String,
    /// The headers of its table's columns.
    pub columns: Vec<&'static str>,
    /// The rows of its table.
    pub rows: Vec<Row>,
    /// What it has instead of a table of its own.
    pub told: Vec<Told>,
}

/// A row: the first cell is its header.
pub struct Row {
    /// The id of what it is about.
    pub id: String,
    /// The cells, one for each column.
    pub cells: Vec<Cell>,
    /// The forms at hand; none unless the meeting is open.
    pub links: Vec<GiveLink>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// A rating before the words.
    pub tag: Option<RatingTag>,
    /// The words.
    pub words: String,
    /// Where the words lead.
    pub href: Option<String>,
    /// Whether they say that something is late.
    pub is_late: bool,
}

/// A part in the words of the agenda's document.
pub enum Told {
    /// A paragraph.
    Words(String),
    /// A list.
    List(Vec<String>),
    /// A table.
    Table(TableHtml),
}

impl Cell {
    fn words(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    fn link(words: impl Into<String>, href: String) -> Self {
        Self {
            href: Some(href),
            ..Self::words(words)
        }
    }

    fn late(words: impl Into<String>) -> Self {
        Self {
            is_late: true,
            ..Self::words(words)
        }
    }
}

/// What the agenda of a meeting is made from.
pub struct Asked<'a> {
    /// Who looks.
    pub visitor: &'a Visitor,
    /// The meeting.
    pub meeting: &'a MeetingId,
    /// Whether it is open, so that forms are at hand.
    pub is_open: bool,
    /// The agenda.
    pub agenda: &'a Agenda,
    /// The figures, where there are any.
    pub day: Option<&'a Day>,
    /// What the measures are called.
    pub measures: &'a [MeasureMeta],
}

/// The parts that have anything, in the order in which a meeting takes them.
pub fn sections(asked: &Asked<'_>) -> Vec<Section> {
    let agenda = asked.agenda;
    let mut all = vec![
        asked.ratings(),
        Section {
            id: "late",
            heading: "Late".to_owned(),
            columns: vec!["Action or milestone", "Lead", "Due", "Late by"],
            rows: agenda
                .overdue
                .iter()
                .map(|line| asked.item(line, "late"))
                .collect(),
            told: Vec::new(),
        },
        Section {
            id: "due",
            heading: format!("Due before {}", words::day(agenda.until)),
            columns: vec!["Action or milestone", "Lead", "Due"],
            rows: agenda
                .due_before_next
                .iter()
                .map(|line| asked.item(line, "due"))
                .collect(),
            told: Vec::new(),
        },
        asked.stale(),
    ];
    let none = Agenda {
        overdue: Vec::new(),
        due_before_next: Vec::new(),
        moved: Vec::new(),
        differing: Vec::new(),
        stale: Vec::new(),
        rounds: Vec::new(),
        restated: Vec::new(),
        open_decisions: Vec::new(),
        open_actions: Vec::new(),
        ..agenda.clone()
    };
    all.push(asked.in_the_documents_words(
        "moved",
        "Newly better or worse",
        &Agenda {
            moved: agenda.moved.clone(),
            ..none.clone()
        },
    ));
    all.push(asked.in_the_documents_words(
        "rounds",
        "Audit rounds",
        &Agenda {
            rounds: agenda.rounds.clone(),
            ..none.clone()
        },
    ));
    all.push(asked.in_the_documents_words(
        "restated",
        "Restated figures",
        &Agenda {
            restated: agenda.restated.clone(),
            ..none
        },
    ));
    all.push(asked.open_decisions());
    all.push(asked.open_actions());
    all.retain(|section| !section.rows.is_empty() || !section.told.is_empty());
    all
}

impl Asked<'_> {
    /// The forms at hand that lead back to a part of the page.
    fn forms(
        &self,
        kinds: &[(K, &'static str)],
        about: &[(&str, &str)],
        section: &str,
    ) -> Vec<GiveLink> {
        if !self.is_open {
            return Vec::new();
        }
        let back = format!("/meetings/{}#{section}", self.meeting);
        let mut about = about.to_vec();
        about.push(("meeting", self.meeting.as_str()));
        about.push(("back", back.as_str()));
        kinds
            .iter()
            .filter_map(|(kind, text)| link(self.visitor, *kind, text, &about))
            .collect()
    }

    /// Every recommendation whose rating is to be agreed: nobody has agreed the judgement that
    /// stands, there is none, or it differs from what is proposed.
    fn ratings(&self) -> Section {
        let state = &self.visitor.view.state;
        let rows = state
            .in_plan()
            .into_iter()
            .filter_map(|(id, one)| self.rating(id, one))
            .collect();
        Section {
            id: "ratings",
            heading: "Ratings to agree, or that differ from what is proposed".to_owned(),
            columns: vec![
                "Recommendation",
                "Rating",
                "Delivery proposes",
                "Impact proposes",
            ],
            rows,
            told: Vec::new(),
        }
    }

    fn rating(&self, id: &RecommendationId, one: &RecommendationState) -> Option<Row> {
        let differing = self.agenda.differing.iter();
        let differing = differing.clone().find(|line| line.recommendation == *id);
        let stands = one.ratings.last();
        let is_to_agree = stands.is_some_and(|judged| judged.agreed_at.is_none());
        if differing.is_none() && !is_to_agree {
            return None;
        }
        let proposal = self.day.and_then(|day| day.proposal(id));
        let delivery = differing.map(|line| &line.delivery);
        let delivery = delivery.or(proposal.map(|proposal| &proposal.delivery));
        let impact = differing.and_then(|line| line.impact.as_ref());
        let impact = impact.or(proposal.map(|proposal| &proposal.impact));
        let kinds: &[(K, &'static str)] = if is_to_agree {
            &[
                (K::AgreeRating, "Agree this rating"),
                (K::Rate, "Rate it otherwise"),
            ]
        } else {
            &[(K::Rate, "Rate it")]
        };
        Some(Row {
            id: id.to_string(),
            cells: vec![
                Cell::link(
                    format!("{}. {}", one.record.number, one.record.text),
                    format!("/recommendations/{id}"),
                ),
                judged(stands),
                proposed(delivery),
                proposed(impact),
            ],
            links: self.forms(kinds, &[("recommendation", id.as_str())], "ratings"),
        })
    }

    fn item(&self, line: &ItemLine, section: &str) -> Row {
        let due = words::day(line.due);
        let due = match line.redated {
            0 => due,
            times => format!(
                "{due}; first agreed for {}, moved {}",
                words::day(line.first_due),
                often(times)
            ),
        };
        let mut cells = vec![
            Cell::link(
                format!("{} {}", line.id, line.title),
                format!("/recommendations/{}#{}", line.recommendation, line.id),
            ),
            Cell::words(lead(self.visitor, &line.lead)),
            Cell::words(due),
        ];
        if let Some(late) = line.days_overdue {
            cells.push(Cell::late(days(late)));
        }
        Row {
            id: line.id.to_string(),
            cells,
            links: self.item_forms(&line.id, section),
        }
    }

    fn item_forms(&self, id: &ActionId, section: &str) -> Vec<GiveLink> {
        let kinds = [
            (K::Redate, "Agree a new day"),
            (K::Complete, "Record as done"),
            (K::NoteProgress, "Report progress"),
        ];
        self.forms(&kinds, &[("item", id.as_str())], section)
    }

    fn stale(&self) -> Section {
        let row = |line: &StaleLine| Row {
            id: line.id.to_string(),
            cells: vec![
                Cell::link(
                    format!("{} {}", line.id, line.title),
                    item_page(self.visitor, &line.id),
                ),
                Cell::words(lead(self.visitor, &line.lead)),
                Cell::words(format!("{} ({})", words::day(line.since), days(line.days))),
            ],
            links: self.item_forms(&line.id, "stale"),
        };
        Section {
            id: "stale",
            heading: "Nothing heard for long".to_owned(),
            columns: vec!["Action", "Lead", "No news since"],
            rows: self.agenda.stale.iter().map(row).collect(),
            told: Vec::new(),
        }
    }

    fn open_decisions(&self) -> Section {
        let row = |line: &OpenLine| Row {
            id: line.id.to_string(),
            cells: vec![
                Cell::link(
                    format!("{} {}", line.id, line.title),
                    minute_page(self.visitor, &line.id),
                ),
                Cell::words(words::day(line.of)),
            ],
            links: self.forms(
                &[(K::ConcludeDecision, "Record what came of it")],
                &[("minute", line.id.as_str())],
                "decisions",
            ),
        };
        Section {
            id: "decisions",
            heading: "Decisions still to be carried out".to_owned(),
            columns: vec!["Decision", "Taken on"],
            rows: self.agenda.open_decisions.iter().map(row).collect(),
            told: Vec::new(),
        }
    }

    fn open_actions(&self) -> Section {
        let row = |line: &OpenLine| {
            let owner = line.owner.as_ref();
            let due = line.due.map(|due| {
                let late = (self.agenda.on - due).get_days();
                if late > 0 {
                    Cell::late(format!("{}, {} late", words::day(due), days(late)))
                } else {
                    Cell::words(words::day(due))
                }
            });
            Row {
                id: line.id.to_string(),
                cells: vec![
                    Cell::link(
                        format!("{} {}", line.id, line.title),
                        minute_page(self.visitor, &line.id),
                    ),
                    Cell::words(
                        owner
                            .map(|owner| lead(self.visitor, owner))
                            .unwrap_or_default(),
                    ),
                    due.unwrap_or_default(),
                ],
                links: self.forms(
                    &[
                        (K::CompleteArising, "Record as done"),
                        (K::AgreeArising, "Change day or owner"),
                    ],
                    &[("minute", line.id.as_str())],
                    "actions",
                ),
            }
        };
        Section {
            id: "actions",
            heading: "Open actions of meetings".to_owned(),
            columns: vec!["Action", "Owner", "Due"],
            rows: self.agenda.open_actions.iter().map(row).collect(),
            told: Vec::new(),
        }
    }

    /// A part that has no forms, as the agenda's document says it: `only` has this part alone.
    fn in_the_documents_words(&self, id: &'static str, heading: &str, only: &Agenda) -> Section {
        let view = &self.visitor.view;
        let document =
            waymark_report::agenda::document(only, &view.state, &view.people, self.measures);
        let mut blocks = document.blocks.into_iter();
        // The first block counts what there is, the last names what there is none of.
        blocks.next();
        blocks.next_back();
        let told = blocks
            .filter_map(|block| match block {
                Block::Paragraph { content, .. } => Some(Told::Words(plain(&content))),
                Block::List { items, .. } => {
                    Some(Told::List(items.iter().map(|item| plain(item)).collect()))
                }
                Block::Table(table) => Some(Told::Table(TableHtml::of(&table))),
                _ => None,
            })
            .collect();
        Section {
            id,
            heading: heading.to_owned(),
            columns: Vec::new(),
            rows: Vec::new(),
            told,
        }
    }
}

/// The page of an action or milestone: its place under its recommendation.
fn item_page(visitor: &Visitor, id: &ActionId) -> String {
    match visitor.view.state.items.get(id) {
        Some((of, _)) => format!("/recommendations/{of}#{id}"),
        None => "/overview".to_owned(),
    }
}

/// The page of a decision or small action: its place under its meeting.
pub fn minute_page(visitor: &Visitor, id: &MinuteId) -> String {
    match visitor.view.state.minutes.get(id) {
        Some(of) => format!("/meetings/{of}#{id}"),
        None => "/meetings".to_owned(),
    }
}

fn judged(stands: Option<&JudgementRecord>) -> Cell {
    let Some(judged) = stands else {
        return Cell {
            tag: Some(RatingTag::of(None)),
            ..Cell::default()
        };
    };
    let agreed = if judged.agreed_at.is_some() {
        "agreed"
    } else {
        "not agreed yet"
    };
    let why = judged.rationale.as_ref();
    Cell {
        tag: Some(RatingTag::of(Some(judged.rating))),
        words: format!(
            "{}, {}, {agreed}.{}",
            judged.judged_by,
            words::day(judged.on),
            why.map(|why| format!(" {why}")).unwrap_or_default()
        ),
        ..Cell::default()
    }
}

/// What a part proposes, and the reason that decided.
fn proposed(part: Option<&Part>) -> Cell {
    let Some(part) = part else {
        return Cell::words("No figures at hand");
    };
    let reason = part.reasons.first();
    Cell {
        tag: Some(RatingTag::proposed(part.rating)),
        words: reason.map(|one| one.sentence.clone()).unwrap_or_default(),
        ..Cell::default()
    }
}

fn days(days: i32) -> String {
    words::counted(usize::try_from(days).unwrap_or(0), "day", "days")
}
