//! One value as one piece of text: plain where every reader takes it for the same string, else in double quotes.

use serde_yaml::Number;
use serde_yaml::value::Tag;
use std::fmt::Write as _;

/// Where a scalar stands; inside `[…]` and `{…}` more characters have a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Behind a key or a dash.
    Block,
    /// Inside a flow collection.
    Flow,
}

/// Words that a reader of YAML 1.1 or 1.2 takes for a boolean, a null or a number, in lower case.
const RESERVED: [&str; 11] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf",
];

/// Returns `text` as a YAML string on one line.
pub(crate) fn string(text: &str, place: Place) -> String {
    if is_plain(text, place) {
        text.to_owned()
    } else {
        quote(text)
    }
}

/// Whether `text` without quotes is read as the same string by every reader of YAML 1.1 and 1.2.
pub(crate) fn is_plain(text: &str, place: Place) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let may_begin = if first.is_ascii() {
        first.is_ascii_alphanumeric() || first == '/'
    } else {
        !first.is_whitespace()
    };
    let has_mark = text.ends_with([' ', ':']) || text.contains(": ") || text.contains(" #");
    let is_flow_sign = |c| place == Place::Flow && matches!(c, ',' | '?' | '[' | ']' | '{' | '}');
    may_begin
        && !has_mark
        && text
            .chars()
            .all(|c| c != '\t' && is_printable(c) && !is_flow_sign(c))
        && !is_reserved(text)
        && !(first.is_ascii_digit() && may_be_number(text))
}

fn is_reserved(text: &str) -> bool {
    RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether some reader may take `text`, which begins with a digit, for a number, a date or a time.
///
/// Generous: every text of only the characters that such forms are made of counts, so that no reader's own idea of a
/// number matters. Texts with other letters, such as most ULIDs, stay plain.
fn may_be_number(text: &str) -> bool {
    let has_radix = text.len() > 1 && text.starts_with('0') && {
        let radix = text.as_bytes()[1].to_ascii_lowercase();
        matches!(radix, b'x' | b'o' | b'b')
            && text
                .bytes()
                .skip(2)
                .all(|b| b.is_ascii_hexdigit() || b"_.+-pP".contains(&b))
    };
    let is_decimal = |b: u8| b.is_ascii_digit() || b"_.,:+-eEtTzZ ".contains(&b);
    has_radix || text.bytes().all(is_decimal)
}

/// Whether a character may stand in a YAML file as it is, within a line.
pub(crate) fn is_printable(c: char) -> bool {
    match c {
        '\t' | ' '..='~' => true,
        '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => false,
        c => c >= '\u{a0}',
    }
}

/// Whether `text` is a date, or a date and a time, in the form of RFC 3339.
pub(crate) fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some((date, rest)) = bytes.split_at_checked(10) else {
        return false;
    };
    let is_date = date.iter().enumerate().all(|(index, byte)| match index {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_clock = match rest {
        [] => true,
        [b'T', first, .., last] => {
            first.is_ascii_digit()
                && (last.is_ascii_digit() || *last == b'Z')
                && rest
                    .iter()
                    .skip(1)
                    .all(|b| b.is_ascii_digit() || b":.+-Z".contains(b))
        }
        _ => false,
    };
    is_date && is_clock
}

/// Returns `text` in double quotes, with the escapes of JSON and everything else as it is.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => {
                let code = u32::from(c);
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{code:04x}");
            }
        }
    }
    out.push('"');
    out
}

/// Returns a number so that YAML 1.1 and 1.2 read the same one.
pub(crate) fn number(number: &Number) -> String {
    if !number.is_f64() {
        return number.to_string();
    }
    let value = number.as_f64().unwrap_or(f64::NAN);
    if !value.is_finite() {
        return number.to_string();
    }
    let text = format!("{value:?}");
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return text;
    };
    // YAML 1.1 wants a point and a sign.
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// Returns a tag with its exclamation mark.
pub(crate) fn tag(tag: &Tag) -> String {
    let name = tag.to_string();
    let mut out = String::from("!");
    for byte in name.trim_start_matches('!').bytes() {
        if byte.is_ascii_alphanumeric() || b"-_./:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Place;
    use super::is_time;
    use super::number;
    use super::string;
    use serde_yaml::Number;
    use serde_yaml::Value;

    #[test]
    fn strings_that_every_reader_agrees_on_are_plain() {
        let words = "open in-progress https://x/y#z /usr/bin a:b x#y k3f9 3f9k 01JD3Z8Q6W0V4K8T2X5N7M9PRC naïve 日本語 עברית 🎉 \
             it's 1st v1.0 none what? a_b x} 0xyz";
        let others = [
            "Fix login bug",
            "Alice Doe <alice@example.com>",
            "say \"x\"",
            "a - b",
            "a & b",
            "3 days",
            "no way",
            "x, y",
            "a\u{a0}b",
        ];
        for text in words.split_whitespace().chain(others) {
            assert_eq!(string(text, Place::Block), text);
        }
    }

    #[test]
    fn strings_that_some_reader_would_misread_are_quoted() {
        let words = "no Yes y n N on off OFF true False null Null NULL NaN inf ~ 1e5 12e34567 12:30 0x1F 0o17 017 007 0b1 \
             1_000 . .5 1. 1.0 +1 -1 .inf .NaN -.inf - -- --- ... = << !x &x *x %x @x `x 'x #x x: :x -x ?x [x {x ]x }x ,x \
             |x >x 2026-01-01 2001-12-14t21:59:43.10-05:00 2026-11-20T10:11:12Z 10 1,000 1.5e+3 190:20:30 @alice 0x 0x1p-2 \
             685_230.15 0 _x +x $x";
        let others = [
            "",
            " ",
            "x #y",
            "x: y",
            "- x",
            "? x",
            "trailing ",
            " leading",
            "1 2",
            "2001-12-14 21:59:43.10 -5",
            "\u{a0}x",
            "\u{3000}x",
        ];
        for text in words.split_whitespace().chain(others) {
            assert_eq!(string(text, Place::Block), format!("\"{text}\""));
        }
    }

    #[test]
    fn quotes_escape_what_is_invisible_and_nothing_else() {
        for (text, expected) in [
            ("\"x", r#""\"x""#),
            ("-\\", r#""-\\""#),
            ("a\nb", r#""a\nb""#),
            ("a\tb", r#""a\tb""#),
            ("a\r", r#""a\r""#),
            ("a\u{85}b", r#""a\u0085b""#),
            ("a\u{2028}b\u{2029}", r#""a\u2028b\u2029""#),
            ("\u{feff}a", r#""\ufeffa""#),
            ("\0\u{7}\u{7f}\u{9f}", r#""\u0000\u0007\u007f\u009f""#),
            ("\u{fffe}é🎉", r#""\ufffeé🎉""#),
        ] {
            assert_eq!(string(text, Place::Block), expected);
            let value: Value =
                serde_yaml::from_str(&format!("a: {expected}")).expect("quoted text is YAML");
            assert_eq!(value["a"].as_str(), Some(text));
        }
    }

    #[test]
    fn signs_of_flow_collections_are_quoted_inside_them() {
        for text in ["a, b", "a?", "a:?", "a]", "a[0]", "{x}", "x}"] {
            assert_eq!(string(text, Place::Flow), format!("\"{text}\""));
        }
        assert_eq!(string("http://x/y", Place::Flow), "http://x/y");
    }

    #[test]
    fn times_are_dates_and_timestamps() {
        for text in [
            "2026-12-01",
            "2026-11-20T10:11:12Z",
            "2026-11-20T10:11:12.5+01:00",
        ] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "",
            "2026",
            "2026-12-01T",
            "2026-12-01T1",
            "2026-12-01 10:11",
            "2026-12-01T10:",
            "tomorrow",
            "2026-1-1",
            "日本語日本語",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }

    #[test]
    fn floats_keep_their_type_and_are_read_by_yaml_1_1() {
        for (value, expected) in [
            (1.5, "1.5"),
            (2.0, "2.0"),
            (-0.0, "-0.0"),
            (1e20, "1.0e+20"),
            (2.5e-9, "2.5e-9"),
            (f64::INFINITY, ".inf"),
            (f64::NEG_INFINITY, "-.inf"),
            (f64::NAN, ".nan"),
        ] {
            assert_eq!(number(&Number::from(value)), expected);
        }
        assert_eq!(number(&Number::from(-7)), "-7");
        assert_eq!(number(&Number::from(u64::MAX)), u64::MAX.to_string());
    }
}
