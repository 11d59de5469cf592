//! Which mark is one, and what it goes on with.

use super::{OpenList, Shape};
use crate::text::marks::{Delimiter, Mark, Value};
use crate::text::{Marks, TextBlock};

/// The highest number before a paragraph; a year is none.
const HIGHEST: u32 = 999;
/// How many items may be missing between two of one list.
const GAP: u32 = 3;

impl Shape {
    /// Whether a mark among the words is one. “c. 45%” begins no list, nor does a line that wraps
    /// before a dash.
    pub(super) fn believes(&self, mark: &Mark, after: &str, begins: bool) -> bool {
        match &mark.value {
            Value::Bullet(sign @ ('–' | '—')) => {
                begins
                    || self.is_introduced()
                    || self
                        .open
                        .last()
                        .is_some_and(|list| list.sign == Some(*sign))
            }
            Value::Bullet(_) => true,
            Value::Letters { roman, alpha } => {
                let first = *roman == Some(1) || *alpha == Some(1);
                let certain = begins && mark.delimiter != Delimiter::Dot;
                certain || first || self.next_letter(*roman, *alpha, mark.delimiter).is_some()
            }
            Value::Numbers(numbers) => match numbers[..] {
                [number] => {
                    let next_paragraph = self.number.len() == 1
                        && mark.delimiter == Delimiter::Dot
                        && number == self.number[0] + 1;
                    let next_item = self.next_number(number, mark.delimiter, usize::MAX);
                    begins || number == 1 || next_paragraph || next_item.is_some()
                }
                // “2.5 million” is no paragraph's number.
                _ => begins && self.may_follow(numbers) && !after.starts_with(char::is_lowercase),
            },
        }
    }

    /// Whether a number stands before a paragraph of the text, not before an item of a list.
    pub(super) fn is_paragraph(&self, number: u32, delimiter: Delimiter, depth: usize) -> bool {
        let outermost = self.open.iter().all(|list| list.depth >= depth)
            && self.number_depth.is_none_or(|known| depth <= known);
        if delimiter != Delimiter::Dot
            || number > HIGHEST
            || !outermost
            || self.next_number(number, delimiter, depth).is_some()
        {
            return false;
        }
        let introduced = self.is_introduced();
        match self.number.first() {
            None => number != 1 || !introduced,
            Some(last) => number > *last || (number == 1 && self.heading_since && !introduced),
        }
    }

    /// Whether numbers such as `4.2` may come after those before.
    fn may_follow(&self, numbers: &[u32]) -> bool {
        let before = &self.number[..];
        let Some((last, parents)) = numbers.split_last() else {
            return false;
        };
        let one_more = before
            .get(parents.len())
            .is_some_and(|known| known + 1 == *last)
            && before.starts_with(parents);
        numbers > before && (*last == 1 || one_more)
    }

    /// The open list that a number goes on with, and that is no deeper than said.
    pub(super) fn next_number(
        &self,
        number: u32,
        delimiter: Delimiter,
        depth: usize,
    ) -> Option<usize> {
        self.open.iter().rposition(|list| {
            list.marks == Marks::Number
                && list.delimiter == delimiter
                && list.depth <= depth
                && list.last + 1 == number
        })
    }

    /// The open list that a letter goes on with, and what it counts there.
    pub(super) fn next_letter(
        &self,
        roman: Option<u32>,
        alpha: Option<u32>,
        delimiter: Delimiter,
    ) -> Option<(usize, u32)> {
        let reading = |list: &OpenList| match list.marks {
            Marks::LowerRoman => roman,
            Marks::LowerAlpha => alpha,
            Marks::Bullet | Marks::Number => None,
        };
        let find = |gap: u32| {
            self.open.iter().enumerate().rev().find_map(|(at, list)| {
                let number = reading(list)?;
                let range = list.last + 1..=list.last + 1 + gap;
                (list.delimiter == delimiter && range.contains(&number)).then_some((at, number))
            })
        };
        let begins = roman == Some(1) || alpha == Some(1);
        find(0).or_else(|| if begins { None } else { find(GAP) })
    }

    /// Whether the last paragraph ends with a colon.
    pub(super) fn is_introduced(&self) -> bool {
        let last = match self.open.last() {
            Some(list) => list.items.last().and_then(|item| item.blocks.last()),
            None => self.blocks.last(),
        };
        last.and_then(TextBlock::paragraph)
            .is_some_and(|content| content.last_letter() == Some(':'))
    }
}
