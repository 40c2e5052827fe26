//! A part of somebody else's file that is ours, between two lines that say so.

/// The last line of every such part.
const END: &str = "# <<< tickets <<<";

/// A part of a file that belongs to this program and can be taken out again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkedPart {
    /// The first line, which tells how to take the part out.
    pub begin: &'static str,
}

impl MarkedPart {
    /// Returns the part with these lines in it.
    pub fn around(self, lines: &str) -> String {
        format!("{}\n{lines}{END}\n", self.begin)
    }

    /// Returns the part that stands in a text.
    pub fn of(self, text: &str) -> Option<String> {
        let (_, rest) = text.split_once(self.begin)?;
        let inside = rest.split_once(END).map_or(rest, |(inside, _)| inside);
        Some(format!("{}{inside}{END}\n", self.begin))
    }

    /// Returns the text without the part, all else as it was.
    pub fn without(self, text: &str) -> String {
        let mut is_ours = false;
        let mut kept = String::new();
        for line in text.split_inclusive('\n') {
            let word = line.trim_end();
            is_ours |= word == self.begin;
            if !is_ours {
                kept.push_str(line);
            }
            is_ours &= word != END;
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::MarkedPart;

    #[test]
    fn what_was_put_in_is_taken_out_and_the_rest_stays() {
        let part = MarkedPart {
            begin: "# >>> x >>>",
        };
        let around = part.around("a\nb\n");
        let text = format!("#!/bin/sh\n{around}\nmine\n");

        assert_eq!(part.of(&text), Some(around));
        assert_eq!(part.without(&text), "#!/bin/sh\n\nmine\n");
        assert_eq!(part.of("mine\n"), None);
        assert_eq!(part.without("mine"), "mine");
    }
}
