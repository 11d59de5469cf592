//! Words within a paragraph as HTML.

use crate::document::{Inline, Tone};
use crate::places::Places;
use crate::setting::{address, spoken};

/// A text that a browser shows as it is and takes for nothing else, in an element or in a quoted
/// attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A run of words, in a document with these places.
pub(super) fn set(content: &[Inline], places: &Places) -> String {
    content.iter().map(|inline| one(inline, places)).collect()
}

fn one(inline: &Inline, places: &Places) -> String {
    match inline {
        Inline::Text(text) => escape(text),
        Inline::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Inline::Link { text, href } => match address(href) {
            Some(href) => format!("<a href=\"{}\">{}</a>", escape(&href), escape(text)),
            None => escape(text),
        },
        Inline::Tag { text, tone } => {
            let class = match tone {
                Tone::Green => "green",
                Tone::Amber => "amber",
                Tone::Red => "red",
                Tone::Blue => "blue",
                Tone::Neutral => "neutral",
            };
            format!("<strong class=\"tag {class}\">{}</strong>", escape(text))
        }
        Inline::Reference { mark, to } => {
            let mark = if places.has(to) {
                link_to(to, mark)
            } else {
                escape(mark)
            };
            format!("<sup class=\"reference\">{mark}</sup>")
        }
        Inline::Anchor { id, text } => format!(
            "<span class=\"place\" id=\"{}\">{}</span>",
            escape(id),
            escape(text)
        ),
    }
}

/// A mark as a link. Who hears it alone, in a list of the page's links, hears what it leads to.
fn link_to(place: &str, mark: &str) -> String {
    let spoken = spoken(mark);
    // The words before the mark are for the ear alone.
    let (unseen, seen) = spoken.split_at(spoken.len() - mark.len());
    format!(
        "<a href=\"#{}\"><span class=\"unseen\">{}</span>{}</a>",
        escape(place),
        escape(unseen),
        escape(seen)
    )
}
