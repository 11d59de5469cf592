//! The lines of one paragraph while it is read: a line may turn out to be an item of a list.

use super::content::{Content, Run};

/// The lines of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<Line>);

/// One line, with the break that parts it from the one before.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The break; `None` for the first line.
    pub before: Option<Run>,
    /// The words.
    pub content: Content,
}

impl Lines {
    /// Adds words to the last line.
    pub fn push(&mut self, run: Run) {
        if self.0.is_empty() {
            self.0.push(Line::default());
        }
        if let Some(line) = self.0.last_mut() {
            line.content.push(run);
        }
    }

    /// Ends the line, even where it says nothing: what comes after a blank line is a paragraph of
    /// its own.
    pub fn end_line(&mut self, between: Run) {
        if self.0.is_empty() {
            self.0.push(Line::default());
        }
        self.0.push(Line {
            before: Some(between),
            content: Content::default(),
        });
    }

    /// Ends the line where it says anything.
    pub fn wrap(&mut self, between: Run) {
        if self.0.last().is_some_and(|line| !line.content.is_blank()) {
            self.end_line(between);
        }
    }

    /// Whether no line says anything.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|line| line.content.is_blank())
    }

    /// The lines as one.
    pub fn joined(self) -> Content {
        let mut whole = Content::default();
        for line in self.0.into_iter().filter(|line| !line.content.is_blank()) {
            if let Some(between) = line.before.filter(|_| !whole.runs.is_empty()) {
                whole.push(between);
            }
            whole.append(line.content);
        }
        whole
    }

    /// Puts the lines of an earlier paragraph before these: its last line and their first are one.
    pub fn after(self, earlier: Lines) -> Lines {
        let mut lines = earlier.0;
        let mut rest = self.0.into_iter();
        if let Some(first) = rest.next() {
            match lines.last_mut() {
                Some(last) => last.content.append(first.content),
                None => lines.push(first),
            }
        }
        lines.extend(rest);
        Lines(lines)
    }

    /// The lines, in order.
    pub fn into_lines(self) -> Vec<Line> {
        self.0
    }
}
