//! The calendar file of a person (RFC 5545): a day for each thing that is due. Pure: the same
//! arguments give the same bytes.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use icalendar::{Alarm, Calendar, Component, Event, EventLike};
use jiff::Timestamp;
use jiff::civil::Date;
use waymark_plan::PersonId;
use waymark_plan::ledger::{Directory, Due, DueKind};

use crate::letter::one_line;

/// A week before the day, at nine in the morning: a day begins at midnight, where nobody looks.
const A_WEEK_BEFORE: &str = "-P6DT15H";

/// The calendar file of one person: an event over the whole day for each day due and each meeting.
/// None where they have none, as a calendar may not be empty; a stale report has no day.
///
/// An event's id is made from the thing's id and `authority`, which tells one authority's plan
/// from another's, so that a file read later moves what was agreed anew. `stamp` is the time that
/// the file is made; a later one counts for more.
pub fn calendar(
    due: &[Due],
    person: &PersonId,
    people: &Directory,
    authority: &str,
    stamp: Timestamp,
) -> Option<String> {
    let mut dated: BTreeMap<&str, &Due> = BTreeMap::new();
    for item in due {
        if item.kind != DueKind::Stale && item.person.as_ref() == Some(person) {
            dated.entry(&item.id).or_insert(item);
        }
    }
    if dated.is_empty() {
        return None;
    }
    let name = format!("Improvement plan: {}", one_line(&people.called(person)));
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Waymark//Reminders//EN"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("X-WR-CALNAME", name.as_str()));
    for item in dated.values() {
        calendar.push(event(item, authority, stamp));
    }
    Some(calendar.to_string())
}

fn event(due: &Due, authority: &str, stamp: Timestamp) -> Event {
    let at = utc(stamp);
    let title = one_line(&due.title);
    let (summary, category) = match due.kind {
        DueKind::Meeting => (title, "Improvement meeting"),
        DueKind::Overdue | DueKind::Stale | DueKind::Soon => {
            (format!("Due: {} {title}", due.id), "Improvement plan")
        }
    };
    let mut event = Event::with_uid(&format!("{}@{authority}", due.id));
    event
        .summary(&summary)
        .starts(naive(due.day))
        .timestamp(at)
        .last_modified(at)
        .sequence(sequence(stamp))
        // A day due does not make its day a busy one.
        .add_property("TRANSP", "TRANSPARENT")
        .categories([category]);
    // Nobody wants an alarm for a day that is over.
    if due.kind != DueKind::Overdue {
        let mut alarm = Alarm::display(&summary, Duration::days(-7));
        // Where these are not given, the library takes the clock's time and a random id; and it
        // writes durations in seconds, which not every calendar takes.
        alarm
            .uid(&format!("{}-alarm@{authority}", due.id))
            .timestamp(at)
            .add_property("TRIGGER", A_WEEK_BEFORE);
        event.alarm(alarm);
    }
    event
}

/// Grows with time: minutes, as seconds would soon be too many for the calendars that count in 31
/// bits.
fn sequence(stamp: Timestamp) -> u32 {
    u32::try_from(stamp.as_second() / 60).unwrap_or_default()
}

fn utc(stamp: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp(stamp.as_second(), 0).expect("every time of jiff is one of chrono")
}

fn naive(day: Date) -> NaiveDate {
    NaiveDate::from_ymd_opt(
        i32::from(day.year()),
        u32::from(day.month().unsigned_abs()),
        u32::from(day.day().unsigned_abs()),
    )
    .expect("every day of jiff is one of chrono")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use waymark_plan::ledger::Person;

    use super::*;

    fn people() -> Directory {
        let person = Person {
            name: Some("Gwen Ash, MBE".to_owned()),
            ..Person::default()
        };
        Directory::new([("P1".parse().unwrap(), person)])
    }

    fn due(kind: DueKind, id: &str, title: &str, day: Date) -> Due {
        Due {
            key: format!("{id}/{day}"),
            kind,
            id: id.to_owned(),
            title: title.to_owned(),
            day,
            person: Some("P1".parse().unwrap()),
            post: "Head of Service".to_owned(),
        }
    }

    fn made(due: &[Due], stamp: &str) -> Option<String> {
        calendar(
            due,
            &"P1".parse().unwrap(),
            &people(),
            "999.waymark",
            stamp.parse().unwrap(),
        )
    }

    #[test]
    fn a_day_due_is_an_event_with_an_alarm() {
        let item = due(
            DueKind::Soon,
            "R1.2",
            "Train all\nmanagers; then test",
            date(2017, 9, 14),
        );
        // 4 September 2017, 08:30 UTC, is 1,504,513,800 seconds or 25,075,230 minutes after the
        // beginning of 1970.
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Waymark//Reminders//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:Improvement plan: Gwen Ash\\, MBE",
            "BEGIN:VEVENT",
            "DTSTAMP:20170904T083000Z",
            "DTSTART;VALUE=DATE:20170914",
            "LAST-MODIFIED:20170904T083000Z",
            "SEQUENCE:25075230",
            "SUMMARY:Due: R1.2 Train all managers\\; then test",
            "TRANSP:TRANSPARENT",
            "UID:R1.2@999.waymark",
            "CATEGORIES:Improvement plan",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Due: R1.2 Train all managers\\; then test",
            "DTSTAMP:20170904T083000Z",
            "TRIGGER:-P6DT15H",
            "UID:R1.2-alarm@999.waymark",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        .join("\r\n");
        assert_eq!(made(&[item], "2017-09-04T08:30:00Z"), Some(expected));
    }

    #[test]
    fn the_same_arguments_give_the_same_bytes() {
        let items = [
            due(DueKind::Meeting, "M2017-09", "Meeting", date(2017, 9, 20)),
            due(DueKind::Soon, "R1.2", "Train", date(2017, 9, 14)),
        ];
        let one = made(&items, "2017-09-04T08:30:00Z");
        assert!(one.is_some());
        assert_eq!(one, made(&items, "2017-09-04T08:30:00Z"));
    }

    #[test]
    fn a_day_agreed_anew_moves_the_event() {
        let was = made(
            &[due(DueKind::Soon, "R1.2", "Train", date(2017, 9, 14))],
            "2017-09-04T08:30:00Z",
        )
        .unwrap();
        let is = made(
            &[due(DueKind::Soon, "R1.2", "Train", date(2017, 9, 18))],
            "2017-09-05T08:30:00Z",
        )
        .unwrap();
        let line = |text: &str, begin: &str| -> String {
            text.lines()
                .find(|line| line.starts_with(begin))
                .unwrap()
                .to_owned()
        };
        assert_eq!(line(&was, "UID:"), line(&is, "UID:"));
        assert_eq!(line(&was, "DTSTART"), "DTSTART;VALUE=DATE:20170914");
        assert_eq!(line(&is, "DTSTART"), "DTSTART;VALUE=DATE:20170918");
        // A day has 1,440 minutes.
        assert_eq!(line(&was, "SEQUENCE"), "SEQUENCE:25075230");
        assert_eq!(line(&is, "SEQUENCE"), "SEQUENCE:25076670");
    }

    #[test]
    fn one_event_for_each_thing_and_none_for_a_stale_report() {
        let items = [
            due(DueKind::Overdue, "R1.2", "Train", date(2017, 9, 1)),
            due(DueKind::Stale, "R1.2", "Train", date(2017, 7, 1)),
            due(DueKind::Stale, "R1.3", "Recruit", date(2017, 7, 1)),
            due(DueKind::Meeting, "M2017-09", "Meeting", date(2017, 9, 20)),
        ];
        let made_of = |items: &[Due]| made(items, "2017-09-04T08:30:00Z");
        let text = made_of(&items).unwrap();
        let starts: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("DTSTART"))
            .collect();
        assert_eq!(
            starts,
            ["DTSTART;VALUE=DATE:20170920", "DTSTART;VALUE=DATE:20170901"]
        );
        // The alarm is the meeting's; what is overdue has none.
        assert_eq!(text.matches("BEGIN:VALARM").count(), 1);
        assert_eq!(made_of(&items[1..3]), None);
        assert_eq!(made_of(&[]), None);
    }

    #[test]
    fn what_is_due_to_others_is_left_out() {
        let mut item = due(DueKind::Soon, "R1.2", "Train", date(2017, 9, 14));
        item.person = Some("P2".parse().unwrap());
        assert_eq!(
            made(std::slice::from_ref(&item), "2017-09-04T08:30:00Z"),
            None
        );
        item.person = None;
        assert_eq!(made(&[item], "2017-09-04T08:30:00Z"), None);
    }
}
