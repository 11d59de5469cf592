//! The chain of hashes that makes a change to the log show: each record's hash covers the record
//! and the hash before it.
//!
//! A record is what the store keeps and what a backup holds: texts, whose every byte counts. What
//! they mean is [`Entry`](super::Entry)'s to say.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::PersonId;

/// What the hash of a first record begins from, so that no other program's chain is taken for one
/// of ours.
const ORIGIN: &str = "waymark ledger 1";

/// A SHA-256 hash, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

impl Hash {
    /// What stands before the first record.
    pub fn origin() -> Self {
        Self(Sha256::digest(ORIGIN).into())
    }

    /// The hash of a text alone, such as that of a report: its UTF-8 bytes, and nothing before them.
    pub fn of_text(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    /// The first twelve digits, for people to compare.
    pub fn short(&self) -> String {
        self.to_string()[..12].to_owned()
    }
}

/// Why a text is not a hash.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a hash has 64 hexadecimal digits")]
pub struct NotAHash;

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = NotAHash;
    /// Only lower case: one hash has one text, so a changed letter shows.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotAHash);
        }
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Ok(digit - b'0'),
            b'a'..=b'f' => Ok(digit - b'a' + 10),
            _ => Err(NotAHash),
        };
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = value(pair[0])? * 16 + value(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Hash {
    type Error = NotAHash;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

/// The name of one giving of a command: a command that is given again after an answer was lost
/// carries the same one, and is not written twice. 1 to 64 letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommandId(String);

/// Why a text does not name a command.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a command's id has 1 to 64 letters, digits and hyphens")]
pub struct NotACommandId;

impl CommandId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CommandId {
    type Err = NotACommandId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotACommandId)
        }
    }
}

impl TryFrom<String> for CommandId {
    type Error = NotACommandId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CommandId> for String {
    fn from(id: CommandId) -> Self {
        id.0
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An event as it is to be written, before it has its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// When it is written, to the microsecond.
    pub recorded_at: Timestamp,
    /// The day that it was decided on, where the people are.
    pub on: Date,
    /// Who gave the command.
    pub actor: PersonId,
    /// The giving of the command that it came from.
    pub command: CommandId,
    /// Which of that command's events it is, from 0.
    pub part: u16,
    /// The kind of event, such as `action-added`.
    pub kind: String,
    /// The form that the kind's body had when it was written, from 1.
    pub form: u16,
    /// The body: JSON without white space between its parts.
    pub body: String,
}

/// One event as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its place, from 1 without a gap.
    pub seq: u64,
    /// When it was written, as text in UTC: `2017-09-25T10:30:00.123456Z`.
    pub recorded_at: String,
    /// The day that it was decided on, as text: `2017-09-25`.
    pub on: String,
    /// The person who gave the command.
    pub actor: String,
    /// The giving of the command that it came from.
    pub command: String,
    /// Which of that command's events it is, from 0.
    pub part: u16,
    /// The kind of event.
    pub kind: String,
    /// The form of the body.
    pub form: u16,
    /// The body.
    pub body: String,
    /// The hash of this record and all before it.
    pub hash: Hash,
}

impl Record {
    /// Seals a draft as the record that follows `before`.
    pub fn seal(before: Head, draft: Draft) -> Self {
        let mut record = Self {
            seq: before.seq + 1,
            recorded_at: format!("{:.6}", draft.recorded_at),
            on: draft.on.to_string(),
            actor: draft.actor.to_string(),
            command: draft.command.to_string(),
            part: draft.part,
            kind: draft.kind,
            form: draft.form,
            body: draft.body,
            hash: before.hash,
        };
        record.hash = record.hash_after(before.hash);
        record
    }

    /// The hash that the record must have after another one's.
    ///
    /// Each part goes in with its length, so that no byte can move from one part to the next.
    pub fn hash_after(&self, before: Hash) -> Hash {
        let mut sha = Sha256::new();
        sha.update(before.0);
        let numbers = [self.seq, u64::from(self.part), u64::from(self.form)];
        for number in numbers {
            sha.update(number.to_be_bytes());
        }
        let texts = [
            &self.recorded_at,
            &self.on,
            &self.actor,
            &self.command,
            &self.kind,
            &self.body,
        ];
        for text in texts {
            sha.update((text.len() as u64).to_be_bytes());
            sha.update(text.as_bytes());
        }
        Hash(sha.finalize().into())
    }

    /// Where the chain stands with this record as its last.
    pub fn head(&self) -> Head {
        Head {
            seq: self.seq,
            hash: self.hash,
        }
    }
}

/// The end of a chain: how many records it has, and the hash of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The place of the last record; 0 where there is none.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

impl Head {
    /// The end of a chain without records.
    pub fn origin() -> Self {
        Self {
            seq: 0,
            hash: Hash::origin(),
        }
    }
}

/// Where a chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The record's own content and hash do not agree with the one before.
    #[error(
        "event {seq} ({kind}, recorded {recorded_at}) is not as it was written: its hash does not follow from its content and from event {}", seq - 1
    )]
    Changed {
        /// The place of the record.
        seq: u64,
        /// The kind that it says it is.
        kind: String,
        /// When it says it was recorded.
        recorded_at: String,
    },
    /// A record is missing, or stands in another's place.
    #[error("event {expected} is missing: event {found} follows event {}", expected - 1)]
    Gap {
        /// The place that should come next.
        expected: u64,
        /// The place that came.
        found: u64,
    },
    /// The log ends before, or after, the end that was noted.
    #[error("the log ends with event {found}, but event {noted} was noted as its last")]
    OtherEnd {
        /// The place noted.
        noted: u64,
        /// The place of the last record.
        found: u64,
    },
    /// The log has the noted length, but another content.
    #[error("event {seq} has another hash than the one that was noted for it")]
    OtherHash {
        /// The place noted.
        seq: u64,
    },
}

/// Follows a chain from a known end, and gives its new one.
pub fn follow<'a>(
    from: Head,
    records: impl IntoIterator<Item = &'a Record>,
) -> Result<Head, Broken> {
    let mut head = from;
    for record in records {
        if record.seq != head.seq + 1 {
            return Err(Broken::Gap {
                expected: head.seq + 1,
                found: record.seq,
            });
        }
        if record.hash_after(head.hash) != record.hash {
            return Err(Broken::Changed {
                seq: record.seq,
                kind: record.kind.clone(),
                recorded_at: record.recorded_at.clone(),
            });
        }
        head = record.head();
    }
    Ok(head)
}

/// Follows a chain from its beginning and holds it against the end that was noted.
pub fn verify<'a>(
    noted: Head,
    records: impl IntoIterator<Item = &'a Record>,
) -> Result<Head, Broken> {
    let head = follow(Head::origin(), records)?;
    if head.seq != noted.seq {
        return Err(Broken::OtherEnd {
            noted: noted.seq,
            found: head.seq,
        });
    }
    if head.hash != noted.hash {
        return Err(Broken::OtherHash { seq: head.seq });
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(part: u16, body: &str) -> Draft {
        Draft {
            recorded_at: "2017-09-25T10:30:00Z".parse().unwrap(),
            on: "2017-09-25".parse().unwrap(),
            actor: "P1".parse().unwrap(),
            command: "c-1".parse().unwrap(),
            part,
            kind: "aim-set".to_owned(),
            form: 1,
            body: body.to_owned(),
        }
    }

    fn chain() -> Vec<Record> {
        let mut head = Head::origin();
        let mut all = Vec::new();
        for (part, body) in [(0, "{\"a\":1}"), (1, "{}"), (2, "{\"b\":\"\u{a3}\"}")] {
            let record = Record::seal(head, draft(part, body));
            head = record.head();
            all.push(record);
        }
        all
    }

    #[test]
    fn a_hash_is_that_of_the_parts_with_their_lengths() {
        // Worked with Python's hashlib: sha256 of the origin's hash, 1, 0 and 1 as eight bytes
        // each, then each text after its length as eight bytes.
        let record = &chain()[0];
        assert_eq!(
            record.hash.to_string(),
            "8a0db35d7e79b2d92e64aff5d5a3845806b184c1d4c75cca7bb789f5d7df4e5c"
        );
        assert_eq!(record.recorded_at, "2017-09-25T10:30:00.000000Z");
    }

    #[test]
    fn a_chain_holds_as_it_was_sealed() {
        let all = chain();
        let end = all[2].head();
        assert_eq!(verify(end, &all), Ok(end));
        assert_eq!(verify(Head::origin(), &[]), Ok(Head::origin()));
    }

    #[test]
    fn every_byte_counts() {
        let whole = chain();
        let end = whole[2].head();
        for at in 0..whole.len() {
            let texts: [fn(&mut Record) -> &mut String; 6] = [
                |record| &mut record.recorded_at,
                |record| &mut record.on,
                |record| &mut record.actor,
                |record| &mut record.command,
                |record| &mut record.kind,
                |record| &mut record.body,
            ];
            for text in texts {
                let mut changed = whole.clone();
                text(&mut changed[at]).push('x');
                let named = verify(end, &changed).unwrap_err();
                assert!(
                    matches!(named, Broken::Changed { seq, .. } if seq == at as u64 + 1),
                    "{named:?}"
                );
            }
            let numbers: [fn(&mut Record); 2] = [|r| r.part += 1, |r| r.form += 1];
            for number in numbers {
                let mut changed = whole.clone();
                number(&mut changed[at]);
                assert!(matches!(
                    verify(end, &changed),
                    Err(Broken::Changed { seq, .. }) if seq == at as u64 + 1
                ));
            }
        }
    }

    #[test]
    fn a_missing_or_cut_record_is_named() {
        let whole = chain();
        let end = whole[2].head();
        let without_second = [whole[0].clone(), whole[2].clone()];
        assert_eq!(
            verify(end, &without_second),
            Err(Broken::Gap {
                expected: 2,
                found: 3
            })
        );
        assert_eq!(
            verify(end, &whole[..2]),
            Err(Broken::OtherEnd { noted: 3, found: 2 })
        );
        // A last record that somebody wrote anew, with a hash that fits.
        let mut other = whole[..2].to_vec();
        other.push(Record::seal(whole[1].head(), draft(2, "{\"b\":2}")));
        assert_eq!(verify(end, &other), Err(Broken::OtherHash { seq: 3 }));
    }

    #[test]
    fn a_byte_cannot_move_from_one_part_to_the_next() {
        let record = &chain()[0];
        let mut moved = record.clone();
        moved.kind = "aim-se".to_owned();
        moved.body = format!("t{}", record.body);
        assert_ne!(
            moved.hash_after(Hash::origin()),
            record.hash_after(Hash::origin())
        );
    }

    #[test]
    fn the_hash_of_a_text_is_that_of_its_bytes() {
        // Worked with Python's hashlib; the pound sign is two bytes.
        for (text, hash) in [
            (
                "",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                "\u{a3}2.5m\n",
                "46b0cb20fb072af8592ddafdae6b04b1b84574e06fa0aed84664d7c4cd7285c1",
            ),
        ] {
            assert_eq!(Hash::of_text(text).to_string(), hash);
        }
    }

    #[test]
    fn hashes_are_read_strictly() {
        let text = Hash::origin().to_string();
        assert_eq!(text.parse(), Ok(Hash::origin()));
        assert_eq!(text.to_uppercase().parse::<Hash>(), Err(NotAHash));
        assert_eq!(text[1..].parse::<Hash>(), Err(NotAHash));
        assert_eq!("\u{e9}".repeat(32).parse::<Hash>(), Err(NotAHash));
    }
}
