//! The places within a document that its references lead to, for the writers that can make links.

use std::collections::BTreeSet;

use crate::document::{Block, Document, Inline};

/// The ids of a document's anchors.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeSet<String>);

impl Places {
    /// The places of a document. The values that a chart folds away hold none: paper leaves them
    /// out.
    pub(crate) fn of(document: &Document) -> Self {
        let mut places = Self::default();
        places.gather(&document.blocks);
        places
    }

    /// Whether the document has the place.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.0.contains(id)
    }

    /// The ids, in their own order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    fn gather(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { content, .. } => self.add(content),
                Block::List { items, .. } => items.iter().for_each(|item| self.add(item)),
                Block::Table(table) => table.rows.iter().flatten().for_each(|cell| self.add(cell)),
                Block::Facts(facts) => facts.iter().for_each(|(_, content)| self.add(content)),
                Block::KeepTogether(blocks) => self.gather(blocks),
                Block::Heading { .. } | Block::Chart(_) | Block::PageBreak => {}
            }
        }
    }

    fn add(&mut self, content: &[Inline]) {
        for inline in content {
            if let Inline::Anchor { id, .. } = inline {
                self.0.insert(id.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Table;
    use crate::pdf::sample::{column, empty};

    #[test]
    fn an_anchor_is_found_in_every_block_that_has_words() {
        let anchor = |id: &str| {
            vec![Inline::Anchor {
                id: id.to_owned(),
                text: "here".to_owned(),
            }]
        };
        let document = Document {
            blocks: vec![
                Block::Paragraph {
                    numbered: true,
                    content: anchor("paragraph"),
                },
                Block::KeepTogether(vec![
                    Block::Facts(vec![("Term".to_owned(), anchor("fact"))]),
                    Block::Table(Table {
                        caption: String::new(),
                        columns: vec![column("Ref.", 1, false)],
                        rows: vec![vec![anchor("cell")]],
                        row_headers: true,
                    }),
                ]),
            ],
            ..empty()
        };
        let places = Places::of(&document);
        let ids: Vec<&str> = places.ids().collect();
        assert_eq!(ids, ["cell", "fact", "paragraph"]);
        assert!(places.has("cell") && !places.has("elsewhere"));
    }
}
