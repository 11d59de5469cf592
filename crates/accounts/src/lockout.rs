//! How many attempts are too many, and the lock-out that cannot be used to lock others out. Pure.
//!
//! Failed attempts are counted for each account and source. A source is a browser that somebody has
//! signed in with before, or else a network. Who tries passwords from elsewhere locks out only
//! themselves: the person's own browser, and a link by e-mail, still get in.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use waymark_store::AttemptRow;

/// So many failures of one account from one source within [`A_WHILE`], and it waits as long after
/// the last.
const FROM_A_SOURCE: usize = 5;
/// So many failures from one network within [`A_WHILE`], whatever the account, and it waits, but
/// for browsers that are known.
const FROM_A_NETWORK: usize = 50;
/// So many failures of one account within [`LONGER`] from browsers that are not known, and those
/// wait.
const FROM_STRANGERS: usize = 50;
const A_WHILE: SignedDuration = SignedDuration::from_mins(15);
const LONGER: SignedDuration = SignedDuration::from_hours(1);

/// Up to when attempts need not be kept: they count for nothing any more.
pub(crate) fn forget_until(now: Timestamp) -> Timestamp {
    now - LONGER
}

/// Until when an attempt must wait, where it must, after those that were made before it. They are
/// about the same name or from the same network, oldest first.
pub(crate) fn wait(earlier: &[AttemptRow], attempt: &AttemptRow) -> Option<Timestamp> {
    let times = |counts: &dyn Fn(&AttemptRow) -> bool| -> Vec<Timestamp> {
        earlier
            .iter()
            .filter(|row| counts(row))
            .map(|row| row.made_at)
            .collect()
    };
    let of_source = times(&|row| row.name == attempt.name && row.source == attempt.source);
    let own = last(&of_source, FROM_A_SOURCE)
        .and_then(|(first, last)| (last.duration_since(first) <= A_WHILE).then(|| last + A_WHILE));
    // Where a browser is known, what strangers do does not keep it out.
    let others = (!attempt.trusted).then(|| {
        let of_name = times(&|row| row.name == attempt.name && !row.trusted);
        let of_network = times(&|row| row.network == attempt.network && !row.trusted);
        [
            last(&of_name, FROM_STRANGERS).map(|(first, _)| first + LONGER),
            last(&of_network, FROM_A_NETWORK).map(|(first, _)| first + A_WHILE),
        ]
    });
    others
        .into_iter()
        .flatten()
        .chain([own])
        .flatten()
        .filter(|until| *until > attempt.made_at)
        .max()
}

/// The first and the last of the last so many.
fn last(times: &[Timestamp], many: usize) -> Option<(Timestamp, Timestamp)> {
    let from = times.len().checked_sub(many)?;
    Some((*times.get(from)?, *times.last()?))
}

/// The network that an address is counted as: an IPv6 client has as many addresses as it likes
/// within its /64.
pub(crate) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_counted_by_network() {
        for (address, counted) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network(address.parse().unwrap()), counted);
        }
    }

    fn minute(minutes: i64) -> Timestamp {
        let ten: Timestamp = "2017-03-01T10:00:00Z".parse().unwrap();
        ten + SignedDuration::from_mins(minutes)
    }

    /// An attempt about `name` from a network, or from a browser that is known and begins with `@`.
    fn attempt(name: &str, source: &str, at: i64) -> AttemptRow {
        AttemptRow {
            name: name.to_owned(),
            source: source.to_owned(),
            network: source.trim_start_matches('@').to_owned(),
            trusted: source.starts_with('@'),
            made_at: minute(at),
        }
    }

    /// So many failures, and an attempt a minute after another: until which minute it waits.
    fn check(failed: &[(usize, &str, &str, i64)], tried: (&str, &str, i64), until: Option<i64>) {
        let earlier: Vec<AttemptRow> = failed
            .iter()
            .flat_map(|&(many, name, source, at)| vec![attempt(name, source, at); many])
            .collect();
        let (name, source, at) = tried;
        let found = wait(&earlier, &attempt(name, source, at));
        assert_eq!(found, until.map(minute), "{failed:?}, then {tried:?}");
    }

    #[test]
    fn one_account_from_one_source() {
        // Four are not enough; the fifth is, for 15 minutes.
        check(&[(4, "a", "n", 0)], ("a", "n", 1), None);
        check(&[(5, "a", "n", 0)], ("a", "n", 14), Some(15));
        check(&[(5, "a", "n", 0)], ("a", "n", 15), None);
        // Spread over 16 minutes they are not within 15.
        check(&[(1, "a", "n", 0), (4, "a", "n", 16)], ("a", "n", 17), None);
        // The time runs from the last, although the first is past by then.
        check(
            &[(1, "a", "n", 0), (4, "a", "n", 14)],
            ("a", "n", 20),
            Some(29),
        );
        // Another account, and another source, do not wait.
        check(&[(5, "a", "n", 0)], ("b", "n", 1), None);
        check(&[(5, "a", "n", 0)], ("a", "m", 1), None);
        // A browser that is known waits by its own failures alone.
        check(&[(5, "a", "n", 0)], ("a", "@n", 1), None);
        check(&[(5, "a", "@n", 0)], ("a", "@n", 1), Some(15));
        check(&[(5, "a", "@n", 0)], ("a", "n", 1), None);
    }

    #[test]
    fn one_account_from_all_over() {
        let many: Vec<(usize, &str, &str, i64)> = vec![
            (4, "a", "1", 0),
            (4, "a", "2", 1),
            (4, "a", "3", 2),
            (4, "a", "4", 3),
            (4, "a", "5", 4),
            (4, "a", "6", 5),
            (4, "a", "7", 6),
            (4, "a", "8", 7),
            (4, "a", "9", 8),
            (4, "a", "10", 9),
            (4, "a", "11", 10),
            (4, "a", "12", 11),
        ];
        check(&many, ("a", "new", 12), None);
        // Of fifty, the first is an hour past at minute 60.
        let all = [many, vec![(2, "a", "13", 12)]].concat();
        check(&all, ("a", "new", 13), Some(60));
        check(&all, ("a", "@known", 13), None);
        check(&all, ("b", "new", 13), None);
        check(&all, ("a", "new", 60), None);
    }

    #[test]
    fn one_network_at_all_accounts() {
        let names: Vec<String> = (0..50).map(|number| format!("a{number}")).collect();
        let all: Vec<(usize, &str, &str, i64)> = names
            .iter()
            .map(|name| (1, name.as_str(), "n", 0))
            .collect();
        check(&all[1..], ("b", "n", 1), None);
        check(&all, ("b", "n", 1), Some(15));
        check(&all, ("b", "m", 1), None);
        check(&all, ("b", "@n", 1), None);
        check(&all, ("b", "n", 15), None);
    }
}
