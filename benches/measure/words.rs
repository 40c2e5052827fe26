//! Text that is made up, the same at every run.

const WORDS: [&str; 40] = [
    "account", "after", "amount", "basket", "before", "button", "cache", "card", "checkout",
    "crash", "customer", "date", "delivery", "email", "error", "export", "filter", "form",
    "invoice", "layout", "list", "login", "mail", "menu", "mobile", "order", "page", "password",
    "payment", "price", "query", "receipt", "refund", "report", "search", "server", "session",
    "table", "timeout", "token",
];

/// A source of words (SplitMix64).
#[derive(Debug)]
pub(crate) struct Words {
    state: u64,
}

impl Words {
    /// The same words for the same seed.
    pub(crate) fn new(seed: u64) -> Words {
        Words { state: seed }
    }

    /// One of several.
    pub(crate) fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[usize::try_from(self.next() % choices.len() as u64).expect("it is small")]
    }

    /// Four to seven words.
    pub(crate) fn title(&mut self) -> String {
        let count = 4 + self.next() % 4;
        let words: Vec<&str> = (0..count).map(|_| self.pick(&WORDS)).collect();
        format!("Mend {}", words.join(" "))
    }

    /// Lines of some ten words, `length` characters in all.
    pub(crate) fn prose(&mut self, length: usize) -> String {
        let mut text = String::new();
        let mut line = 0;
        while text.len() < length {
            let word = self.pick(&WORDS);
            text.push_str(word);
            line += word.len() + 1;
            if line > 70 {
                text.push('\n');
                line = 0;
            } else {
                text.push(' ');
            }
        }
        text.trim_end().to_owned()
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
