//! The letters: one to each person, with all that is due to them, in plain words. Pure. What is
//! due comes from the plan, so nothing here is about a child.

use std::collections::BTreeMap;

use jiff::civil::Date;
use waymark_plan::PersonId;
use waymark_plan::ledger::{Directory, Due, DueKind};

use crate::settings::Settings;

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Whom it goes to.
    pub to: PersonId,
    /// The subject, in one line.
    pub subject: String,
    /// Plain text; its lines end in a line feed alone.
    pub body: String,
    /// The keys of all that it tells, each once. They are claimed before it is sent.
    pub keys: Vec<String>,
}

/// The letters of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// The letters, by the person's id; at most one to a person.
    pub letters: Vec<Letter>,
    /// What is due and cannot be told to anybody, in the order in which it was given.
    pub unaddressed: Vec<Unaddressed>,
}

/// Something that is due and that no letter tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unaddressed {
    /// What is due.
    pub due: Due,
    /// Why no letter tells of it.
    pub why: Why,
}

/// Why there is nobody to write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The ledger names a post and no person.
    NoPerson,
    /// The person has no e-mail address.
    NoAddress,
    /// The person was erased.
    Erased,
}

impl Why {
    /// Why there is nobody to write to, and what to do.
    pub fn in_words(self) -> &'static str {
        match self {
            Why::NoPerson => "no person is named for it: name one as its lead",
            Why::NoAddress => "the person has no e-mail address: add it among the people",
            Why::Erased => "the person was erased: name another as its lead",
        }
    }
}

/// The kinds in the order in which a letter tells of them.
const WORST_FIRST: [DueKind; 4] = [
    DueKind::Overdue,
    DueKind::Stale,
    DueKind::Soon,
    DueKind::Meeting,
];

/// A letter to each person of all that is due to them, the worst first. Each thing is told once,
/// whatever is said of it.
pub fn letters(due: &[Due], people: &Directory, settings: &Settings, today: Date) -> Letters {
    let mut by_person: BTreeMap<&PersonId, Vec<&Due>> = BTreeMap::new();
    let mut unaddressed = Vec::new();
    for item in due {
        match addressee(item, people) {
            Ok(person) => by_person.entry(person).or_default().push(item),
            Err(why) => unaddressed.push(Unaddressed {
                due: item.clone(),
                why,
            }),
        }
    }
    let letters = by_person
        .into_iter()
        .map(|(person, mut items)| {
            items.sort_by(|a, b| (a.kind, a.day, &a.id).cmp(&(b.kind, b.day, &b.id)));
            letter(person, &items, people, settings, today)
        })
        .collect();
    Letters {
        letters,
        unaddressed,
    }
}

fn addressee<'a>(due: &'a Due, people: &Directory) -> Result<&'a PersonId, Why> {
    let id = due.person.as_ref().ok_or(Why::NoPerson)?;
    let known = people.get(id).ok_or(Why::NoAddress)?;
    let has_address = known
        .email
        .as_ref()
        .is_some_and(|address| !address.trim().is_empty());
    if has_address {
        Ok(id)
    } else if known.name.is_none() {
        Err(Why::Erased)
    } else {
        Err(Why::NoAddress)
    }
}

fn letter(
    person: &PersonId,
    items: &[&Due],
    people: &Directory,
    settings: &Settings,
    today: Date,
) -> Letter {
    let mut keys: Vec<String> = Vec::new();
    for item in items {
        if !keys.contains(&item.key) {
            keys.push(item.key.clone());
        }
    }
    let told = told(items, today);
    Letter {
        to: person.clone(),
        subject: subject(&told),
        body: body(&told, &people.called(person), settings, today),
        keys,
    }
}

/// One thing, and what is said of it.
struct Told<'a> {
    /// The worst that is due of it.
    worst: &'a Due,
    /// What is said, the worst first.
    phrases: Vec<String>,
}

/// `items` stand with the worst first.
fn told<'a>(items: &[&'a Due], today: Date) -> Vec<Told<'a>> {
    let mut found: Vec<Told<'a>> = Vec::new();
    for &item in items {
        let phrase = phrase(item, today);
        match found.iter_mut().find(|told| told.worst.id == item.id) {
            Some(told) if told.phrases.contains(&phrase) => {}
            Some(told) => told.phrases.push(phrase),
            None => found.push(Told {
                worst: item,
                phrases: vec![phrase],
            }),
        }
    }
    found
}

fn phrase(due: &Due, today: Date) -> String {
    let day = in_words(due.day);
    let away = away(due.day, today);
    match due.kind {
        DueKind::Overdue => format!("was due on {day}, {away}"),
        DueKind::Stale => format!("no report since {day}"),
        DueKind::Soon => format!("due on {day}, {away}"),
        DueKind::Meeting => format!("on {day}, {away}"),
    }
}

fn subject(told: &[Told<'_>]) -> String {
    let counts: Vec<String> = WORST_FIRST
        .into_iter()
        .filter_map(|kind| {
            let count = told.iter().filter(|told| told.worst.kind == kind).count();
            (count > 0).then(|| counted(kind, count))
        })
        .collect();
    format!("Improvement plan: {}", counts.join(", "))
}

fn counted(kind: DueKind, count: usize) -> String {
    match kind {
        DueKind::Overdue => format!("{count} overdue"),
        DueKind::Stale => format!("{count} without a report"),
        DueKind::Soon => format!("{count} due soon"),
        DueKind::Meeting if count == 1 => "1 meeting".to_owned(),
        DueKind::Meeting => format!("{count} meetings"),
    }
}

fn heading(kind: DueKind) -> &'static str {
    match kind {
        DueKind::Overdue => "Overdue",
        DueKind::Stale => "Not heard of for a while",
        DueKind::Soon => "Due soon",
        DueKind::Meeting => "Meetings",
    }
}

fn body(told: &[Told<'_>], name: &str, settings: &Settings, today: Date) -> String {
    let mut paragraphs = vec![
        format!("Dear {},", one_line(name)),
        format!(
            "This is due to you in the improvement plan, as at {}.",
            in_words(today)
        ),
    ];
    for kind in WORST_FIRST {
        let mut lines: Vec<String> = told
            .iter()
            .filter(|told| told.worst.kind == kind)
            .map(|told| entry(told, settings.link.as_deref()))
            .collect();
        if !lines.is_empty() {
            lines.insert(0, heading(kind).to_owned());
            paragraphs.push(lines.join("\n"));
        }
    }
    paragraphs.push(how_to_answer(told, settings));
    if let Some(name) = settings.from.as_ref().and_then(|from| from.name.as_ref()) {
        paragraphs.push(name.clone());
    }
    let mut body = paragraphs.join("\n\n");
    body.push('\n');
    body
}

fn entry(told: &Told<'_>, link: Option<&str>) -> String {
    let id = &told.worst.id;
    let title = one_line(&told.worst.title);
    let title = title.trim_end_matches('.');
    let mut entry = format!("- {id} {title}\n  {}", told.phrases.join("; "));
    if let Some(link) = link {
        entry.push_str(&format!("\n  {}/{id}", link.trim_end_matches('/')));
    }
    entry
}

fn how_to_answer(told: &[Told<'_>], settings: &Settings) -> String {
    let mut sentences = Vec::new();
    let work = told
        .iter()
        .find(|told| told.worst.kind != DueKind::Meeting)
        .map(|told| &told.worst.id);
    if let Some(id) = work {
        sentences.push(match settings.link {
            Some(_) => "To answer, follow the link and say how far it is.".to_owned(),
            None => {
                format!("To answer, reply with the reference, such as {id}, and say how far it is.")
            }
        });
        sentences.push("Once that is recorded, the reminders stop.".to_owned());
        sentences
            .push("If it is not yours, or the date no longer holds, please say so.".to_owned());
    }
    if told.iter().any(|told| told.worst.kind == DueKind::Meeting) {
        sentences.push("If you cannot come to a meeting, please send apologies.".to_owned());
    }
    sentences.join(" ")
}

fn in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn away(day: Date, today: Date) -> String {
    match (day - today).get_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", days.unsigned_abs()),
    }
}

/// The text without line breaks and other control characters, its words one space apart.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use waymark_plan::ledger::Person;

    use super::*;
    use crate::settings::Sender;

    /// A Monday.
    const TODAY: Date = date(2017, 9, 4);

    fn person(name: Option<&str>, email: Option<&str>) -> Person {
        Person {
            name: name.map(str::to_owned),
            email: email.map(str::to_owned),
            ..Person::default()
        }
    }

    fn people() -> Directory {
        Directory::new([
            (
                "P1".parse().unwrap(),
                person(Some("Gwen Ash"), Some("gwen.ash@loamshire.example")),
            ),
            (
                "P2".parse().unwrap(),
                person(Some("Owen Elm"), Some("owen.elm@loamshire.example")),
            ),
            ("P3".parse().unwrap(), person(Some("Una Oak"), Some(" "))),
            ("P4".parse().unwrap(), person(None, None)),
        ])
    }

    fn due(kind: DueKind, id: &str, title: &str, day: Date, person: Option<&str>) -> Due {
        Due {
            key: format!("{id}/{kind:?}/{day}"),
            kind,
            id: id.to_owned(),
            title: title.to_owned(),
            day,
            person: person.map(|person| person.parse().unwrap()),
            post: "Head of Service".to_owned(),
        }
    }

    fn written(due: &[Due], settings: &Settings) -> Letters {
        letters(due, &people(), settings, TODAY)
    }

    #[test]
    fn a_person_gets_one_letter_with_the_worst_first() {
        let due = [
            due(
                DueKind::Meeting,
                "M2017-09",
                "Improvement meeting",
                date(2017, 9, 5),
                Some("P1"),
            ),
            due(
                DueKind::Soon,
                "R2.1",
                "Write the\n guide.",
                date(2017, 9, 14),
                Some("P1"),
            ),
            due(
                DueKind::Stale,
                "R1.2",
                "Train all managers",
                date(2017, 7, 1),
                Some("P1"),
            ),
            due(
                DueKind::Stale,
                "R3.1",
                "Recruit",
                date(2017, 7, 20),
                Some("P1"),
            ),
            due(
                DueKind::Overdue,
                "R1.2",
                "Train all managers",
                date(2017, 9, 1),
                Some("P1"),
            ),
        ];
        let found = written(&due, &Settings::default());
        assert!(found.unaddressed.is_empty());
        let [letter] = &found.letters[..] else {
            panic!("one letter, not {}", found.letters.len());
        };
        assert_eq!(letter.to.as_str(), "P1");
        assert_eq!(
            letter.subject,
            "Improvement plan: 1 overdue, 1 without a report, 1 due soon, 1 meeting"
        );
        // From 1 to 4 September are 3 days; from 4 to 14 September 10.
        let expected = "\
Dear Gwen Ash,

This is due to you in the improvement plan, as at 4 September 2017.

Overdue
- R1.2 Train all managers
  was due on 1 September 2017, 3 days ago; no report since 1 July 2017

Not heard of for a while
- R3.1 Recruit
  no report since 20 July 2017

Due soon
- R2.1 Write the guide
  due on 14 September 2017, in 10 days

Meetings
- M2017-09 Improvement meeting
  on 5 September 2017, tomorrow

To answer, reply with the reference, such as R1.2, and say how far it is. Once that is recorded, \
the reminders stop. If it is not yours, or the date no longer holds, please say so. If you cannot \
come to a meeting, please send apologies.
";
        assert_eq!(letter.body, expected);
        assert_eq!(
            letter.keys,
            [
                "R1.2/Overdue/2017-09-01",
                "R1.2/Stale/2017-07-01",
                "R3.1/Stale/2017-07-20",
                "R2.1/Soon/2017-09-14",
                "M2017-09/Meeting/2017-09-05",
            ]
        );
    }

    #[test]
    fn a_letter_has_the_link_and_the_sender_where_they_are_set() {
        let settings = Settings {
            link: Some("https://plan.loamshire.example/items/".to_owned()),
            from: Some(Sender {
                name: Some("Improvement team".to_owned()),
                address: "improvement@loamshire.example".to_owned(),
            }),
            ..Settings::default()
        };
        let due = [due(DueKind::Soon, "R2.1", "Write", TODAY, Some("P2"))];
        let found = written(&due, &settings);
        let expected = "\
Dear Owen Elm,

This is due to you in the improvement plan, as at 4 September 2017.

Due soon
- R2.1 Write
  due on 4 September 2017, today
  https://plan.loamshire.example/items/R2.1

To answer, follow the link and say how far it is. Once that is recorded, the reminders stop. If it \
is not yours, or the date no longer holds, please say so.

Improvement team
";
        assert_eq!(found.letters[0].body, expected);
    }

    #[test]
    fn each_person_has_a_letter_and_a_key_stands_in_it_once() {
        let meeting = |person| {
            due(
                DueKind::Meeting,
                "M2017-09",
                "Improvement meeting",
                date(2017, 9, 6),
                Some(person),
            )
        };
        let found = written(
            &[meeting("P2"), meeting("P1"), meeting("P2")],
            &Settings::default(),
        );
        let to: Vec<&str> = found
            .letters
            .iter()
            .map(|letter| letter.to.as_str())
            .collect();
        assert_eq!(to, ["P1", "P2"]);
        for letter in &found.letters {
            assert_eq!(letter.keys, ["M2017-09/Meeting/2017-09-06"]);
            assert_eq!(letter.subject, "Improvement plan: 1 meeting");
        }
    }

    #[test]
    fn what_cannot_be_addressed_is_said_with_the_reason() {
        let cases = [
            (None, Why::NoPerson),
            (Some("P3"), Why::NoAddress),
            (Some("P4"), Why::Erased),
            (Some("P9"), Why::NoAddress),
        ];
        for (person, why) in cases {
            let item = due(DueKind::Overdue, "R1.1", "Train", date(2017, 9, 3), person);
            let found = written(std::slice::from_ref(&item), &Settings::default());
            assert!(found.letters.is_empty());
            assert_eq!(found.unaddressed, [Unaddressed { due: item, why }]);
        }
    }

    #[test]
    fn days_are_said_as_people_say_them() {
        for (day, expected) in [
            (date(2017, 8, 28), "7 days ago"),
            (date(2017, 9, 3), "yesterday"),
            (date(2017, 9, 4), "today"),
            (date(2017, 9, 5), "tomorrow"),
            (date(2017, 10, 4), "in 30 days"),
        ] {
            assert_eq!(away(day, TODAY), expected);
        }
    }
}
