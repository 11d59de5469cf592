//! The planted counts that are settled before any detail is drawn: who leaves care, and how.

use super::{Child, GUARDIANSHIP, HOME, SEPTEMBER_2016, SEPTEMBER_2017, Window, adoption, spells};
use crate::days::{Day, age};
use crate::dice::{Dice, Topic};
use crate::people::Ids;
use crate::settings::Settings;

/// Corrects the reasons for leaving until the planted counts hold: special guardianship 16 and
/// 45, returns home 36% and 37.0%, and the averages of the adoption scorecard.
pub(crate) fn plant(children: &mut Vec<Child>, settings: &Settings, ids: Ids) {
    let mut dice = Dice::new(settings.seed, Topic::Plant, 0);
    for (ending, guardians, home_per_mille) in
        [(SEPTEMBER_2016, 16, 360), (SEPTEMBER_2017, 45, 370)]
    {
        let window = Window::of_months(12, ending);
        plant_guardians(children, window, guardians, &mut dice);
        let wanted = loop {
            let left = leavers(children, window).len();
            match nearest_count(left, home_per_mille) {
                Some(count) => break count,
                // No whole number of this many children rounds to the share: one more child
                // comes and goes, and there is.
                None => {
                    let stream = Dice::new(settings.seed, Topic::Plant, 1 + children.len() as u64);
                    spells::add_short_stay(children, settings, ids, window, stream);
                }
            }
        };
        plant_home(children, window, wanted, &mut dice);
    }
    adoption::plant(children, &mut dice);
}

/// The count whose share rounds, half up, to this many tenths of a percent.
pub(crate) fn nearest_count(of: usize, per_mille: usize) -> Option<usize> {
    if of == 0 {
        return None;
    }
    let near = of * per_mille / 1_000;
    (near.saturating_sub(1)..=near + 1).find(|count| (count * 2_000 + of) / (2 * of) == per_mille)
}

/// Child and spell of each child's last leaving in a window.
fn leavers(children: &[Child], window: Window) -> Vec<(usize, usize)> {
    children
        .iter()
        .enumerate()
        .filter_map(|(at, child)| Some((at, child.last_left(window)?)))
        .collect()
}

fn plant_guardians(children: &mut [Child], window: Window, wanted: usize, dice: &mut Dice) {
    let mut left = leavers(children, window);
    dice.shuffle(&mut left);
    let is_guardian = |reason: &str| GUARDIANSHIP.contains(&reason);
    let mut count = left
        .iter()
        .filter(|&&(at, nth)| is_guardian(children[at].spells[nth].reason))
        .count();
    for (at, nth) in left {
        if count == wanted {
            break;
        }
        let born = children[at].person.born;
        let spell = &mut children[at].spells[nth];
        let long_enough = spell.start + 140 < spell.end && age(born, spell.end) <= 13;
        if count > wanted && is_guardian(spell.reason) {
            spell.reason = "E41";
            count -= 1;
        } else if count < wanted && long_enough && ["E41", "E13", "E4A"].contains(&spell.reason) {
            spell.reason = dice.pick(&GUARDIANSHIP);
            count += 1;
        }
    }
    // A child who left twice in the window is counted once; a guardian in the earlier leaving
    // would be seen by a count of leavings, so there is none.
    for child in children.iter_mut() {
        let last = child.last_left(window);
        for (nth, spell) in child.spells.iter_mut().enumerate() {
            let earlier = window.holds(spell.end) && last.is_some_and(|last| nth < last);
            if earlier && is_guardian(spell.reason) {
                spell.reason = "E4A";
            }
        }
    }
}

fn plant_home(children: &mut [Child], window: Window, wanted: usize, dice: &mut Dice) {
    let mut left = leavers(children, window);
    dice.shuffle(&mut left);
    let is_home = |reason: &str| HOME.contains(&reason);
    let mut count = left
        .iter()
        .filter(|&&(at, nth)| is_home(children[at].spells[nth].reason))
        .count();
    for (at, nth) in left {
        if count == wanted {
            break;
        }
        let comes_back = nth + 1 < children[at].spells.len();
        let born = children[at].person.born;
        let spell = &mut children[at].spells[nth];
        let young: Day = age(born, spell.end);
        if count > wanted && is_home(spell.reason) && !comes_back {
            spell.reason = if young >= 12 && dice.chance(0.5) {
                "E8"
            } else {
                dice.weighted(&[("E13", 7), ("E41", 3)])
            };
            count -= 1;
        } else if count < wanted
            && (["E13", "E41"].contains(&spell.reason) || (spell.reason == "E8" && young < 17))
        {
            spell.reason = dice.weighted(&[("E4A", 84), ("E4B", 16)]);
            count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_found_only_where_one_rounds_to_the_share() {
        // 91/246 = 36.99%; of 236, 87 gives 36.9 and 88 gives 37.3.
        for (of, per_mille, expected) in [
            (246, 370, Some(91)),
            (236, 370, None),
            (487, 105, Some(51)),
            (487, 76, Some(37)),
            (23, 870, Some(20)),
            (0, 500, None),
        ] {
            assert_eq!(nearest_count(of, per_mille), expected, "{of}");
        }
    }
}
