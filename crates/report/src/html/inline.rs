//! Words within a paragraph as HTML.

use crate::document::{Inline, Tone};
use crate::setting::address;

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

/// A run of words.
pub(super) fn set(content: &[Inline]) -> String {
    content.iter().map(one).collect()
}

fn one(inline: &Inline) -> String {
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
    }
}
