//! Numbers about which no two readers of YAML disagree.

/// Whether `text` is a whole number without a sign, a leading zero or anything else to tell apart.
pub(crate) fn is_whole(text: &str) -> bool {
    let is_padded = text.len() > 1 && text.starts_with('0');
    !text.is_empty() && !is_padded && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `text` is a number in decimal digits: `5`, `0.25`, `1.0e+20`.
pub(crate) fn is_decimal(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "+0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or_default();
    is_whole(whole) && is_digits(fraction) && is_digits(exponent)
}

/// Whether some reader may take `text` for a number, though it is none of the plain ones above.
///
/// Text without quotes never begins with a sign or a point here.
pub(crate) fn is_doubtful(text: &str) -> bool {
    let has_radix = ["0x", "0o", "0b"]
        .iter()
        .any(|radix| text.starts_with(radix));
    let begins = text
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_digit());
    begins && (has_radix || text.parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::is_decimal;
    use super::is_doubtful;
    use super::is_whole;

    #[test]
    fn only_plain_numbers_are_numbers() {
        for text in ["0", "7", "10", "18446744073709551616"] {
            assert!(is_whole(text) && is_decimal(text), "{text}");
        }
        for text in ["0.5", "10.25", "1.0e+20", "2.5e-9", "1e+5"] {
            assert!(!is_whole(text) && is_decimal(text), "{text}");
        }
        for text in [
            "03", "00", "1.", "1e5", "03.5", "0x1F", "0o7", "0b1", "1e999",
        ] {
            assert!(!is_decimal(text) && is_doubtful(text), "{text}");
        }
    }

    #[test]
    fn dates_keys_and_words_are_not_doubtful() {
        for text in [
            "2026-12-01",
            "2026-11-20T10:11:12Z",
            "01JD3Z",
            "inf",
            "e5",
            "x",
            "1_000",
        ] {
            assert!(!is_doubtful(text) && !is_decimal(text), "{text}");
        }
    }
}
