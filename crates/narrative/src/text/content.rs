//! Words with their emphasis, their links and where they lie in the source.

use std::ops::Range;

/// The longest address of a link that is kept, in bytes: each run has a copy.
const LONGEST_ADDRESS: usize = 2000;

/// Words with emphasis and links: those of a paragraph, a heading, a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The stretches that are set alike, in order.
    pub runs: Vec<Run>,
}

/// A stretch of words that are set alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words. A line break that the writer set is `\n`.
    pub text: String,
    /// Whether they are set strong.
    pub strong: bool,
    /// The address that they lead to.
    pub link: Option<String>,
    /// The bytes of the text's source that they stand for. Where there are as many as `text` has,
    /// byte stands for byte; else the stretch as a whole stands for them, as `&amp;` does for `&`.
    pub source: Option<Range<usize>>,
}

impl Content {
    /// The words without emphasis and links.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Adds a run, as part of the last one where the two are set alike and lie side by side.
    pub(super) fn push(&mut self, run: Run) {
        if run.text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.goes_on_with(&run) => {
                last.text.push_str(&run.text);
                if let (Some(before), Some(after)) = (&mut last.source, &run.source) {
                    before.end = after.end;
                }
            }
            _ => self.runs.push(run),
        }
    }

    /// Adds all that another says.
    pub(super) fn append(&mut self, other: Content) {
        for run in other.runs {
            self.push(run);
        }
    }

    /// The beginning of the words: a little more than so many bytes, or all.
    pub(super) fn head(&self, bytes: usize) -> String {
        let mut head = String::new();
        for letter in self.runs.iter().flat_map(|run| run.text.chars()) {
            if head.len() >= bytes {
                break;
            }
            head.push(letter);
        }
        head
    }

    /// Takes so many bytes away at the front; they end where a letter ends.
    pub(super) fn cut_front(&mut self, bytes: usize) {
        let mut left = bytes;
        let whole = self
            .runs
            .iter()
            .take_while(|run| {
                let goes = run.text.len() <= left;
                if goes {
                    left -= run.text.len();
                }
                goes
            })
            .count();
        self.runs.drain(..whole);
        if left > 0
            && let Some(first) = self.runs.first_mut()
        {
            first.cut_front(left);
        }
    }

    /// Takes white space away at the front.
    pub(super) fn trim_start(&mut self) {
        let blank = self
            .runs
            .iter()
            .take_while(|run| run.text.trim_start().is_empty())
            .count();
        self.runs.drain(..blank);
        if let Some(first) = self.runs.first_mut() {
            let spaces = first.text.len() - first.text.trim_start().len();
            first.cut_front(spaces);
        }
    }

    /// The last letter that is not white space.
    pub(super) fn last_letter(&self) -> Option<char> {
        self.runs
            .iter()
            .rev()
            .find_map(|run| run.text.trim_end().chars().next_back())
    }

    /// Whether it ends as an item does that others follow: with `;` or `,`, or with “and” or “or”
    /// after one.
    pub(super) fn others_follow(&self) -> bool {
        let backwards: String = self
            .runs
            .iter()
            .rev()
            .flat_map(|run| run.text.chars().rev())
            .skip_while(|letter| letter.is_whitespace())
            .take(5)
            .collect();
        let before = backwards
            .strip_prefix("dna ")
            .or_else(|| backwards.strip_prefix("ro "))
            .unwrap_or(&backwards);
        before.starts_with([';', ','])
    }

    /// Whether all of it is strong; a colon may stand outside.
    pub(super) fn is_all_strong(&self) -> bool {
        let said = |run: &&Run| !run.text.trim().is_empty();
        self.runs.iter().filter(said).any(|run| run.strong)
            && self
                .runs
                .iter()
                .filter(said)
                .all(|run| run.strong || run.text.trim() == ":")
    }
}

impl Run {
    /// Whether its bytes are those of the source, one for one.
    pub(super) fn is_verbatim(&self) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.len() == self.text.len())
    }

    fn goes_on_with(&self, next: &Run) -> bool {
        let beside = match (&self.source, &next.source) {
            (None, None) => true,
            (Some(this), Some(that)) => {
                this.end == that.start && self.is_verbatim() && next.is_verbatim()
            }
            _ => false,
        };
        beside && self.strong == next.strong && self.link == next.link
    }

    fn cut_front(&mut self, bytes: usize) {
        let verbatim = self.is_verbatim();
        self.text.drain(..bytes);
        if verbatim && let Some(source) = &mut self.source {
            source.start += bytes;
        }
    }
}

/// The address of a link; `None` where there is none, or one that no browser would open.
pub(super) fn address(text: impl Into<String>) -> Option<String> {
    let text = text.into();
    (!text.trim().is_empty() && text.len() <= LONGEST_ADDRESS).then_some(text)
}
