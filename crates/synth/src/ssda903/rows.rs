//! What one year's return says of one child.

use super::ReturnPeriod;
use crate::care::history::{BeforeCare, History, Missing, SpellDetail};
use crate::care::leaving::Leaver;
use crate::care::outcomes::Outcomes;
use crate::care::placements::{Began, Placement};
use crate::care::{ADOPTED, Adoption, Kind};
use crate::days::{Day, age};
use crate::people::{Postcode, push_upn, scrambled};

/// A row of the episodes table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Episode<'a> {
    pub(crate) start: Day,
    pub(crate) new_episode: &'static str,
    pub(crate) legal: &'static str,
    pub(crate) need: &'static str,
    pub(crate) placement: &'a Placement,
    pub(crate) end: Option<Day>,
    pub(crate) ended: &'static str,
    pub(crate) why_moved: &'static str,
    pub(crate) home: Postcode,
}

/// All that a return says of a child.
pub(crate) struct ChildRows<'a> {
    pub(crate) history: &'a History,
    /// The last day that the return covers.
    pub(crate) period_last: Day,
    pub(crate) episodes: Vec<Episode<'a>>,
    pub(crate) reviews: &'a [(Day, &'static str)],
    pub(crate) missing: Vec<Missing>,
    pub(crate) outcomes: Option<&'a Outcomes>,
    pub(crate) leaver: Option<&'a Leaver>,
    pub(crate) adopted: Option<Adoption>,
    /// The decision for adoption, and when and why it was given up.
    pub(crate) for_adoption: Option<(Day, Option<(Day, &'static str)>)>,
    pub(crate) before: Option<BeforeCare>,
    pub(crate) own_child_born: Option<Day>,
}

/// What the return says of a child; none where the child is not in it.
pub(crate) fn of<'a>(history: &'a History, period: &ReturnPeriod) -> Option<ChildRows<'a>> {
    let mut episodes = Vec::new();
    for detail in &history.spells {
        if detail.spell.start <= period.last && detail.spell.end >= period.first {
            push_episodes(&mut episodes, history, detail, period);
        }
    }
    let leaver = history
        .leaving
        .iter()
        .find(|leaver| period.holds(leaver.birthday));
    if episodes.is_empty() && leaver.is_none() {
        return None;
    }
    let looked_after = !episodes.is_empty();
    let from = history
        .reviews
        .partition_point(|&(held, _)| held < period.first);
    let to = history
        .reviews
        .partition_point(|&(held, _)| held <= period.last);
    // Times missing are collected from 2014/15 on, earlier permanence from 2013/14.
    let missing = history
        .missing
        .iter()
        .filter(|missing| {
            period.year_ends >= 2015 && missing.start <= period.last && missing.end >= period.first
        })
        .copied()
        .collect();
    let began = history
        .spells
        .first()
        .map_or(0, |detail| detail.spell.start);
    let current_adoption = history
        .child
        .spells
        .iter()
        .filter(|spell| spell.start <= period.last && spell.end >= period.first)
        .find_map(|spell| Some((spell, spell.adoption?)));
    let for_adoption = current_adoption
        .filter(|(_, adoption)| adoption.decided <= period.last)
        .map(|(_, adoption)| (adoption.decided, None))
        .or_else(|| given_up(history, period));
    Some(ChildRows {
        history,
        period_last: period.last,
        episodes,
        reviews: &history.reviews[from..to],
        missing,
        outcomes: history
            .outcomes
            .iter()
            .find(|outcomes| outcomes.on == period.last),
        leaver,
        adopted: current_adoption
            .filter(|(spell, _)| ADOPTED.contains(&spell.reason) && period.holds(spell.end))
            .map(|(_, adoption)| adoption),
        for_adoption,
        before: (looked_after && period.year_ends >= 2014 && began >= crate::days::day(2013, 4, 1))
            .then_some(history.before),
        own_child_born: history.own_child_born.filter(|&born| born <= period.last),
    })
}

fn given_up(
    history: &History,
    period: &ReturnPeriod,
) -> Option<(Day, Option<(Day, &'static str)>)> {
    let (decided, ceased, why) = history.given_up?;
    if decided > period.last || ceased < period.first {
        return None;
    }
    Some((decided, (ceased <= period.last).then_some((ceased, why))))
}

/// Adds the episodes of a spell that were open on a day of the period: a new one begins with
/// each new legal status and each new placement.
fn push_episodes<'a>(
    episodes: &mut Vec<Episode<'a>>,
    history: &History,
    detail: &'a SpellDetail,
    period: &ReturnPeriod,
) {
    let (legal, placements) = (&detail.legal, &detail.placements);
    let (mut of_law, mut of_place) = (0, 0);
    let mut start = detail.spell.start;
    let mut new_episode = "S";
    loop {
        let next_law = legal.get(of_law + 1).map(|step| step.0);
        let next_place = placements.get(of_place + 1).map(|next| next.start);
        let next = match (next_law, next_place) {
            (Some(law), Some(place)) => Some(law.min(place)),
            (law, place) => law.or(place),
        };
        let end = next.unwrap_or(detail.spell.end);
        let known_end = (end <= period.last).then_some(end);
        let moves_on = known_end.is_some() && next.is_some() && next == next_place;
        if start <= period.last && end >= period.first {
            episodes.push(Episode {
                start,
                new_episode,
                legal: legal[of_law].1,
                need: detail.need,
                placement: &placements[of_place],
                end: known_end,
                ended: match (known_end, next) {
                    (None, _) => "",
                    (Some(_), Some(_)) => "X1",
                    (Some(_), None) => detail.spell.reason,
                },
                // Collected from 2015/16 on.
                why_moved: if moves_on && period.year_ends >= 2016 {
                    placements[of_place + 1].because
                } else {
                    ""
                },
                home: history.home,
            });
        }
        let Some(next) = next else {
            return;
        };
        if next > period.last {
            return;
        }
        let (law, place) = (next_law == Some(next), next_place == Some(next));
        of_law += usize::from(law);
        of_place += usize::from(place);
        let same_carer = placements[of_place].began == Began::SameCarer;
        new_episode = match (law, place, same_carer) {
            (true, true, true) => "U",
            (true, true, false) => "B",
            (false, true, true) => "T",
            (false, true, false) => "P",
            _ => "L",
        };
        start = next;
    }
}

/// Whether a girl counts as a mother, and whether the question is asked at all.
pub(crate) fn mother(rows: &ChildRows<'_>) -> Option<bool> {
    let girl = rows.history.child.person.sex == crate::people::Sex::Female;
    let in_care = rows
        .history
        .spells
        .iter()
        .any(|d| d.spell.kind == Kind::Care);
    (girl && in_care).then_some(rows.own_child_born.is_some())
}

/// Writes the unique pupil number, or why a child has none: UN1, too young for school.
pub(crate) fn push_pupil_number(out: &mut String, rows: &ChildRows<'_>) {
    let person = &rows.history.child.person;
    if age(person.born, rows.period_last) < 5 {
        out.push_str("UN1");
    } else {
        push_upn(out, person.id);
    }
}

/// The answers of the outcomes module after the questionnaire, in the layout's order.
pub(crate) fn answers(outcomes: &Outcomes) -> [Option<bool>; 8] {
    [
        outcomes.convicted,
        outcomes.health_check,
        Some(outcomes.immunised),
        Some(outcomes.teeth),
        Some(outcomes.health),
        outcomes.substances,
        outcomes.help_received,
        outcomes.help_offered,
    ]
}

/// The code of yes or no.
pub(crate) fn yes_no(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}

/// Whether the foster carer adopts, the number of adopters, their sex and legal status.
pub(crate) fn adopters(history: &History, adoption: &Adoption) -> [&'static str; 4] {
    let drawn = scrambled(history.child.person.id, 5) % 100;
    let [number, sex, status] = match drawn {
        0..=68 => ["2", "MF", "L11"],
        69..=78 => ["2", "MF", "L2"],
        79..=83 => ["2", "MM", "L12"],
        84..=87 => ["2", "FF", "L12"],
        88..=98 => ["1", "F1", "L0"],
        _ => ["1", "M1", "L0"],
    };
    [yes_no(adoption.by_foster_carer), number, sex, status]
}
