//! Letters on their way: a real conversation with a mail server on this machine, which the test
//! plays.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use jiff::Timestamp;
use jiff::civil::date;
use waymark_plan::ledger::{Directory, Due, DueKind, Person};
use waymark_reminders::{Letter, Matter, Post, PostError, Settings, calendar, letters};

const GWEN: &str = "gwen.ash@loamshire.example";

/// How the server behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// It takes the letter.
    Takes,
    /// It answers this to the address.
    AnswersToTheAddress(u16),
    /// It answers this once it has the letter.
    AnswersToTheLetter(u16),
    /// It answers this to the greeting.
    AnswersToTheGreeting(u16),
    /// It ends the connection before it says anything.
    ClosesAtOnce,
    /// It ends the connection where the letter should begin.
    ClosesBeforeTheLetter,
    /// It ends the connection once it has the letter, without a word.
    ClosesAfterTheLetter,
}

/// What the server was told.
#[derive(Default)]
struct Conversation {
    commands: Vec<String>,
    /// The letter as it came, with the ends of lines as messages have them.
    letter: String,
}

/// A server for one conversation, and its port.
fn server(manner: Manner) -> (u16, JoinHandle<Conversation>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        converse(stream, manner)
    });
    (port, server)
}

fn converse(stream: TcpStream, manner: Manner) -> Conversation {
    let mut told = Conversation::default();
    if manner == Manner::ClosesAtOnce {
        return told;
    }
    let mut answers = stream.try_clone().unwrap();
    // The other side may have gone.
    let mut answer = |text: &str| drop(answers.write_all(format!("{text}\r\n").as_bytes()));
    let mut lines = BufReader::new(stream).lines();
    answer("220 mail.loamshire.example ready");
    while let Some(Ok(line)) = lines.next() {
        let verb = line.split([' ', ':']).next().unwrap().to_uppercase();
        told.commands.push(line);
        match (verb.as_str(), manner) {
            ("EHLO", Manner::AnswersToTheGreeting(code)) => answer(&format!("{code} not here")),
            ("EHLO", _) => answer("250-mail.loamshire.example\r\n250 8BITMIME"),
            ("RCPT", Manner::AnswersToTheAddress(code)) => {
                answer(&format!("{code} <{GWEN}> not taken"));
            }
            ("MAIL" | "RCPT", _) => answer("250 good"),
            ("DATA", Manner::ClosesBeforeTheLetter) => return told,
            ("DATA", _) => {
                answer("354 begin");
                while let Some(Ok(line)) = lines.next() {
                    if line == "." {
                        break;
                    }
                    // A full stop at the beginning of a line was doubled on the way.
                    told.letter
                        .push_str(line.strip_prefix('.').unwrap_or(&line));
                    told.letter.push_str("\r\n");
                }
                match manner {
                    Manner::ClosesAfterTheLetter => return told,
                    Manner::AnswersToTheLetter(code) => answer(&format!("{code} not taken")),
                    _ => answer("250 taken"),
                }
            }
            ("QUIT", _) => {
                answer("221 goodbye");
                break;
            }
            _ => answer("500 not understood"),
        }
    }
    told
}

fn post(port: u16) -> Post {
    let settings = Settings::read(&format!(
        "reply_to = 'team@loamshire.example'\n\
         [smtp]\nhost = '127.0.0.1'\nport = {port}\nsecurity = 'none'\n\
         [from]\nname = 'Improvement team'\naddress = 'improvement@loamshire.example'\n"
    ))
    .unwrap();
    Post::new(&settings, None).unwrap()
}

fn now() -> Timestamp {
    "2017-09-04T08:30:00Z".parse().unwrap()
}

/// A letter of one thing, and its calendar. The pound sign needs an encoding, and the title is
/// longer than a line of a message.
fn written() -> (Letter, String) {
    let due = [Due {
        key: "R1.2/soon/2017-09-14".to_owned(),
        kind: DueKind::Soon,
        id: "R1.2".to_owned(),
        title: format!(
            "Spend the £2.5m on posts, {}",
            "and say on which, ".repeat(6)
        ),
        day: date(2017, 9, 14),
        person: Some("P1".parse().unwrap()),
        post: "Head of Service".to_owned(),
    }];
    let people = Directory::new([(
        "P1".parse().unwrap(),
        Person {
            name: Some("Gwen Ash".to_owned()),
            email: Some(GWEN.to_owned()),
            ..Person::default()
        },
    )]);
    let made = letters(&due, &people, &Settings::default(), date(2017, 9, 4));
    let letter = made.letters.into_iter().next().unwrap();
    let calendar = calendar(&due, &letter.to, &people, "999.waymark", now()).unwrap();
    (letter, calendar)
}

/// The headers, each in one line, and what stands below them.
fn split(message: &str) -> (Vec<String>, &str) {
    let (headers, body) = message.split_once("\r\n\r\n").unwrap();
    let headers = headers
        .replace("\r\n ", " ")
        .split("\r\n")
        .map(str::to_owned)
        .collect();
    (headers, body)
}

fn header<'a>(headers: &'a [String], name: &str) -> &'a str {
    headers
        .iter()
        .find_map(|header| header.strip_prefix(&format!("{name}: ")))
        .unwrap_or_else(|| panic!("no {name} in {headers:?}"))
}

/// The content of a part, by its headers.
fn decoded(headers: &[String], body: &str) -> String {
    match header(headers, "Content-Transfer-Encoding") {
        "7bit" => body.to_owned(),
        "quoted-printable" => {
            let joined = body.replace("=\r\n", "");
            let mut bytes = Vec::new();
            let mut rest = joined.bytes();
            while let Some(byte) = rest.next() {
                if byte == b'=' {
                    let digits = [rest.next().unwrap(), rest.next().unwrap()];
                    let digits = std::str::from_utf8(&digits).unwrap();
                    bytes.push(u8::from_str_radix(digits, 16).unwrap());
                } else {
                    bytes.push(byte);
                }
            }
            String::from_utf8(bytes).unwrap()
        }
        other => panic!("encoded as {other}"),
    }
}

fn sent(manner: Manner) -> (Result<(), PostError>, Conversation) {
    let (port, server) = server(manner);
    let (letter, calendar) = written();
    let result = post(port).send(&letter, GWEN, Some(&calendar), now());
    (result, server.join().unwrap())
}

#[test]
fn a_letter_arrives_with_its_calendar() {
    let (result, told) = sent(Manner::Takes);
    assert_eq!(result, Ok(()));
    assert!(told.commands[0].starts_with("EHLO "));
    assert_eq!(
        told.commands[1..],
        [
            "MAIL FROM:<improvement@loamshire.example>".to_owned(),
            format!("RCPT TO:<{GWEN}>"),
            "DATA".to_owned(),
            "QUIT".to_owned(),
        ]
    );

    let (letter, calendar) = written();
    let (headers, body) = split(&told.letter);
    let from = header(&headers, "From");
    assert!(from.contains("Improvement team"), "{from}");
    assert!(from.ends_with("<improvement@loamshire.example>"), "{from}");
    assert_eq!(header(&headers, "To"), GWEN);
    assert_eq!(header(&headers, "Reply-To"), "team@loamshire.example");
    assert_eq!(header(&headers, "Subject"), letter.subject);
    assert_eq!(header(&headers, "Date"), "Mon, 04 Sep 2017 08:30:00 +0000");
    assert_eq!(header(&headers, "Auto-Submitted"), "auto-generated");
    assert!(header(&headers, "Message-ID").ends_with("@loamshire.example>"));

    let kind = header(&headers, "Content-Type");
    assert!(kind.starts_with("multipart/mixed"), "{kind}");
    let (_, boundary) = kind.split_once("boundary=\"").unwrap();
    let boundary = boundary.trim_end_matches('"');
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let [_, text, file, end] = parts[..] else {
        panic!("two parts and an end, not {}", parts.len());
    };
    assert!(end.starts_with("--"));

    let (headers, content) = split(text.trim_start());
    assert_eq!(
        header(&headers, "Content-Type"),
        "text/plain; charset=utf-8"
    );
    let content = decoded(&headers, content).replace("\r\n", "\n");
    assert_eq!(content.trim_end(), letter.body.trim_end());

    let (headers, content) = split(file.trim_start());
    assert_eq!(
        header(&headers, "Content-Type"),
        "text/calendar; charset=utf-8"
    );
    let disposition = header(&headers, "Content-Disposition");
    assert!(disposition.starts_with("attachment"), "{disposition}");
    assert!(
        disposition.contains("improvement-plan.ics"),
        "{disposition}"
    );
    assert_eq!(decoded(&headers, content).trim_end(), calendar.trim_end());
}

#[test]
fn a_plain_letter_arrives_as_it_was_written() {
    let (port, server) = server(Manner::Takes);
    let text = format!(
        "Dear Gwen Ash,\n\nhttps://waymark.loamshire.example/link/{}\n",
        "0123456789abcdef".repeat(4)
    );
    let result = post(port).send_plain(GWEN, "Your way into Waymark", &text, now());
    let told = server.join().unwrap();
    assert_eq!(result, Ok(()));
    let (headers, body) = split(&told.letter);
    assert_eq!(header(&headers, "To"), GWEN);
    assert_eq!(header(&headers, "Subject"), "Your way into Waymark");
    assert_eq!(header(&headers, "Auto-Submitted"), "auto-generated");
    assert_eq!(
        header(&headers, "Content-Type"),
        "text/plain; charset=utf-8"
    );
    let content = decoded(&headers, body).replace("\r\n", "\n");
    assert_eq!(content.trim_end(), text.trim_end());
}

#[test]
fn a_letter_that_is_sent_again_has_the_same_id() {
    let id = || {
        let (result, told) = sent(Manner::Takes);
        assert_eq!(result, Ok(()));
        let (headers, _) = split(&told.letter);
        header(&headers, "Message-ID").to_owned()
    };
    assert_eq!(id(), id());
}

#[test]
fn what_goes_wrong_is_sorted_by_what_to_do() {
    let refused = |matter| PostError::Refused { matter, code: 550 };
    let cases = [
        (Manner::AnswersToTheAddress(550), refused(Matter::Address)),
        (Manner::AnswersToTheLetter(550), refused(Matter::Letter)),
        (
            Manner::AnswersToTheAddress(451),
            PostError::Later { code: 451 },
        ),
        (
            Manner::AnswersToTheLetter(451),
            PostError::Later { code: 451 },
        ),
        (
            Manner::AnswersToTheGreeting(421),
            PostError::Later { code: 421 },
        ),
        (Manner::ClosesAfterTheLetter, PostError::Unsure),
    ];
    for (manner, expected) in cases {
        let (result, _) = sent(manner);
        assert_eq!(result, Err(expected));
    }
    for manner in [
        Manner::ClosesAtOnce,
        Manner::ClosesBeforeTheLetter,
        Manner::AnswersToTheGreeting(554),
    ] {
        let (result, told) = sent(manner);
        assert!(
            matches!(result, Err(PostError::Unreachable { .. })),
            "{result:?}"
        );
        assert_eq!(told.letter, "");
    }
}

#[test]
fn only_a_letter_that_was_begun_may_have_gone() {
    for (manner, sent_nothing) in [
        (Manner::AnswersToTheAddress(550), true),
        (Manner::ClosesAtOnce, true),
        (Manner::ClosesBeforeTheLetter, true),
        (Manner::ClosesAfterTheLetter, false),
    ] {
        let (result, _) = sent(manner);
        assert_eq!(result.unwrap_err().sent_nothing(), sent_nothing);
    }
}

#[test]
fn no_error_repeats_the_address() {
    for manner in [
        Manner::AnswersToTheAddress(550),
        Manner::AnswersToTheAddress(451),
        Manner::ClosesAfterTheLetter,
    ] {
        let (result, _) = sent(manner);
        let error = result.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("gwen"), "{error}");
    }
}

#[test]
fn where_no_server_listens_it_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let (letter, _) = written();
    let result = post(port).send(&letter, GWEN, None, now());
    assert!(matches!(result, Err(PostError::Unreachable { .. })));
}
