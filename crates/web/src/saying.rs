//! How messages of the other rooms are said on a page.

/// Words with a capital letter at their beginning.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A message as a sentence: it begins with a capital, and ends. One that begins with a file's name keeps
/// that as it is.
pub fn sentence(message: &str) -> String {
    let first = message.split_whitespace().next().unwrap_or_default();
    let begins_with_name = first.trim_end_matches('.').contains(['.', ':', '/', '_']);
    let mut text = if begins_with_name {
        message.to_owned()
    } else {
        capitalised(message)
    };
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

/// `once`, `twice`, `3 times`.
pub fn often(times: usize) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_become_sentences() {
        for (message, expected) in [
            ("no file was handed in", "No file was handed in."),
            ("a.csv: it is empty", "a.csv: it is empty."),
            (
                "ssd_professionals has no rows",
                "ssd_professionals has no rows.",
            ),
            ("empty.", "Empty."),
            ("That is all.", "That is all."),
            ("did you mean `x`?", "Did you mean `x`?"),
            ("{{x}} is open.", "{{x}} is open."),
            ("", "."),
        ] {
            assert_eq!(sentence(message), expected);
        }
    }
}
