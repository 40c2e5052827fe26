//! Where a line ends: what is asked most often, so that it is asked eight bytes at a time.

/// One in each byte of a word.
const ONES: u64 = 0x0101_0101_0101_0101;

/// Splits `text` at its first newline, which goes; none where there is none.
pub(crate) fn split_line(text: &str) -> Option<(&str, &str)> {
    let place = line_end(text.as_bytes())?;
    Some((&text[..place], &text[place + 1..]))
}

fn line_end(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        // A byte that is a newline becomes 0, and the lowest 0 is the first byte from which the 1 is borrowed.
        let word = u64::from_le_bytes(*word) ^ (ONES * u64::from(b'\n'));
        let found = word.wrapping_sub(ONES) & !word & (ONES << 7);
        if found != 0 {
            let place = found.trailing_zeros() / 8;
            return Some(index * 8 + usize::try_from(place).unwrap_or(0));
        }
    }
    let place = rest.iter().position(|byte| *byte == b'\n')?;
    Some(words.len() * 8 + place)
}

#[cfg(test)]
mod tests {
    use super::split_line;

    #[test]
    fn the_first_newline_is_found_wherever_it_is() {
        for length in 0..40 {
            for other in ["", "\n", "x\n\n", "\u{b}\t\u{8a}\n", "日本\n"] {
                let line = "é\u{b}ab\t"
                    .chars()
                    .cycle()
                    .take(length)
                    .collect::<String>();
                let text = format!("{line}\n{other}");
                assert_eq!(split_line(&text), Some((&*line, other)));
                assert_eq!(split_line(&line), None);
            }
        }
    }
}
