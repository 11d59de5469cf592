//! What a definition says, for the screen.

use std::fmt::Write;

use waymark_figures::{Polarity, Shape, Window};
use waymark_measures::Definition;

/// A definition in words: what it counts, whence, with which choices, how, and an example.
pub fn explain(definition: &Definition) -> String {
    let meta = &definition.meta;
    let mut text = String::new();
    let mut paragraph = |title: &str, words: &str| {
        let words = words.trim().replace('\n', " ");
        let wrapped = textwrap(&words, 96);
        // Writing to a String does not fail.
        let _ = writeln!(text, "{title}\n{wrapped}\n");
    };
    paragraph(
        &meta.title.to_uppercase(),
        &format!(
            "{} (version {}, {}, {})",
            meta.id,
            meta.fingerprint.version,
            match meta.shape {
                Shape::Count => "a count",
                Shape::Percentage => "a percentage",
                Shape::Mean => "a mean",
                Shape::Rate => "a rate",
            },
            match meta.polarity {
                Polarity::Low => "lower is better",
                Polarity::High => "higher is better",
                Polarity::None => "neither way is better in itself",
            }
        ),
    );
    paragraph("Definition", &meta.definition);
    paragraph("Source", &meta.source);
    let window = match definition.window {
        Window::Day => "the last day of the month".to_owned(),
        Window::Months(1) => "the month".to_owned(),
        Window::Months(months) => format!("the {months} months that end with the month"),
    };
    let back = match definition.look_back {
        0 => String::new(),
        1 => ", and 1 month of data before".to_owned(),
        months => format!(", and {months} months of data before"),
    };
    paragraph(
        "Period",
        &format!("{window}{back}; needs {}", definition.needs.join(", ")),
    );
    if !definition.checks.is_empty() {
        let checks = format!(
            "{} (waymark check explain CODE)",
            definition.checks.join(", ")
        );
        paragraph("Checks of the return that would change it", &checks);
    }
    if !meta.benchmarks.is_empty() {
        paragraph("Published twin", &meta.benchmarks.join(" + "));
    }
    for parameter in &definition.parameters {
        let others: Vec<String> = parameter
            .choices
            .iter()
            .filter(|choice| **choice != parameter.value)
            .map(ToString::to_string)
            .collect();
        paragraph(
            &format!("Choice: {}", parameter.name.replace('_', " ")),
            &format!(
                "{} Chosen: {}. It could also be: {}.",
                parameter.meaning,
                parameter.value,
                others.join(", ")
            ),
        );
    }
    paragraph("Worked example", &definition.example);
    let _ = writeln!(
        text,
        "SQL ({}, SHA-256 {})\n{}",
        definition.file,
        &meta.fingerprint.sha256[..12],
        definition.sql().trim()
    );
    text
}

/// Breaks words into lines of at most `width` characters.
fn textwrap(words: &str, width: usize) -> String {
    let mut lines = vec![String::from(" ")];
    for word in words.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.chars().count() + word.chars().count() + 1 > width && line.trim() != "" {
            lines.push(format!("  {word}"));
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n")
}
