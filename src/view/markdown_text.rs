//! Text within Markdown.

/// Text within a line that means itself: no markup, no HTML, and no `@name` or `#12` that would call people or link
/// other things.
pub fn markdown_escaped(text: &str) -> String {
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut escaped = String::new();
    let mut rest = line.peekable();
    while let Some(c) = rest.next() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '@' | '#' | '!' if rest.peek().is_some_and(|next| next.is_alphanumeric()) => {
                escaped.push(c);
                // What has a comment in it is no reference; a backslash would not stop it.
                escaped += "<!-- -->";
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_cannot_be_markup_html_or_calls() {
        for (text, expected) in [
            ("Fix login bug (2.0)", "Fix login bug (2.0)"),
            (
                "*bold* _it_ `code` ~~x~~",
                "\\*bold\\* \\_it\\_ \\`code\\` \\~\\~x\\~\\~",
            ),
            ("[a](http://b) ![c](d)", "\\[a\\](http://b) !\\[c\\](d)"),
            ("<script>&lt;", "&lt;script&gt;&amp;lt;"),
            ("a | b\\c $x$", "a \\| b\\\\c \\$x\\$"),
            (
                "@alice and #12, !7 @ #",
                "@<!-- -->alice and #<!-- -->12, !<!-- -->7 @ #",
            ),
            ("\u{1b}[31mred\nline", " \\[31mred line"),
        ] {
            assert_eq!(markdown_escaped(text), expected, "{text:?}");
        }
    }
}
