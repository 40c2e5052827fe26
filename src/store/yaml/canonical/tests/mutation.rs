//! Texts with a fault or two.

/// Numbers that follow from a seed (SplitMix64).
#[derive(Debug)]
pub(crate) struct Chance {
    state: u64,
}

/// What is put into a text: signs of YAML, values that readers disagree about, characters that end a line or do not.
const SNIPPETS: [&str; 89] = [
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\n ",
    "\n  ",
    "\t",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\0",
    "\u{7}",
    "\u{7f}",
    "\u{a0}",
    "🎉",
    "日本語",
    "-",
    "- ",
    "- - ",
    "\n- ",
    "\n  - ",
    "\n-\n",
    "?",
    "? ",
    ":",
    ": ",
    ":\n",
    "a: ",
    "\na: b\n",
    "\nstatus: x\n",
    "#",
    " #",
    "# x\n",
    "&a ",
    "*a",
    "!t ",
    "!!str ",
    "!!int ",
    "<<",
    "\n<<: *a\n",
    "---",
    "---\n",
    "\n---\n",
    "--- ",
    "...\n",
    "%YAML 1.1\n",
    "{}",
    "[]",
    "[a, b]",
    "{a: b}",
    "{",
    "}",
    "[",
    "]",
    ",",
    ", ",
    "'",
    "''",
    "\"",
    "\\",
    "\\u0041",
    "\\x41",
    "\\ud800",
    "\\\n",
    "|",
    "|-",
    "|+",
    "|2",
    "|1-",
    "|9",
    "| ",
    ">",
    ">-",
    "~",
    "null",
    "Null",
    "true",
    "03",
    "1_000",
    "0x1F",
    "1e5",
    ".inf",
    "-1",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
];

impl Chance {
    /// The numbers of a seed.
    pub(crate) fn new(seed: u64) -> Chance {
        Chance { state: seed }
    }

    fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 where that is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap();
        usize::try_from(self.number() % limit).unwrap()
    }

    fn snippet(&mut self) -> &'static str {
        SNIPPETS[self.below(SNIPPETS.len())]
    }

    /// A place in a text between two characters.
    fn place(&mut self, text: &str) -> usize {
        let place = self.below(text.len() + 1);
        (0..=place)
            .rev()
            .find(|place| text.is_char_boundary(*place))
            .unwrap()
    }
}

/// Returns `text` with one to three faults.
pub(crate) fn mutated(text: &str, chance: &mut Chance) -> String {
    let mut text = text.to_owned();
    for _ in 0..=chance.below(3) {
        text = match chance.below(3) {
            0 => spliced(&text, chance),
            1 => with_line(&text, chance),
            _ => with_lines_moved(&text, chance),
        };
    }
    text
}

/// Puts a snippet somewhere, takes something away, or both.
fn spliced(text: &str, chance: &mut Chance) -> String {
    let (a, b) = (chance.place(text), chance.place(text));
    let (from, mut to) = (a.min(b), a.max(b));
    if chance.below(8) > 0 {
        // Mostly just one character.
        let length = text[from..].chars().next().map_or(0, char::len_utf8);
        to = from + length * chance.below(2);
    }
    let snippet = match chance.below(3) {
        0 => "",
        _ => chance.snippet(),
    };
    format!("{}{snippet}{}", &text[..from], &text[to..])
}

/// Changes one line: its indentation, its quotes, its value, its end.
fn with_line(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let place = chance.below(lines.len());
    let line = &lines[place];
    let content = line.trim_start_matches(' ');
    let indent = line.len() - content.len();
    let margin = |width: usize| format!("{}{content}", " ".repeat(width));
    let (key, value) = line.split_once(": ").unwrap_or(("a", line));
    lines[place] = match chance.below(9) {
        0 => margin(indent + 1 + chance.below(4)),
        1 => margin(indent.saturating_sub(1 + chance.below(4))),
        2 => format!("{key}: \"{value}\""),
        3 => format!("{key}: '{value}'"),
        4 => line.replacen(['"', '\''], "", 1 + chance.below(2)),
        5 => format!("{key}: {}", chance.snippet()),
        6 => format!("{line}{}", chance.snippet()),
        7 => format!("{}{line}", chance.snippet()),
        _ => format!("{key}: {}{value}", chance.snippet()),
    };
    lines.join("\n")
}

/// Drops, doubles, swaps or joins lines.
fn with_lines_moved(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let (place, other) = (chance.below(lines.len()), chance.below(lines.len()));
    match chance.below(4) {
        0 => drop(lines.remove(place)),
        1 => lines.insert(other, lines[place]),
        2 => lines.swap(place, other),
        _ => {
            let line = lines.remove(place);
            let before = lines[..place].join("\n");
            return format!("{before}{line}\n{}", lines[place..].join("\n"));
        }
    }
    lines.join("\n")
}
