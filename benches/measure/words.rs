//! Text that reads like tickets, the same in every run.

use std::fmt::Write as _;

const DEEDS: [&str; 12] = [
    "Fix", "Add", "Remove", "Explain", "Speed up", "Test", "Rename", "Cache", "Retry", "Log",
    "Validate", "Split",
];

const THINGS: [&str; 24] = [
    "login form",
    "invoice export",
    "password reset",
    "search page",
    "CSV import",
    "webhook queue",
    "session cookie",
    "price table",
    "checkout",
    "address book",
    "audit log",
    "rate limiter",
    "image upload",
    "mail template",
    "feature flag",
    "nightly backup",
    "shopping cart",
    "tax rule",
    "API token",
    "dark theme",
    "language switch",
    "health check",
    "job scheduler",
    "access list",
];

const PLACES: [&str; 12] = [
    "on slow networks",
    "for guests",
    "in Safari",
    "after an upgrade",
    "with two accounts",
    "on mobile",
    "in the staging cluster",
    "for large orders",
    "at midnight",
    "behind a proxy",
    "with Unicode names",
    "under load",
];

const REMARKS: [&str; 12] = [
    "The first attempt answers within a second, the second one never does.",
    "It started with the release of last week; before that nobody saw it.",
    "A look at the trace shows that the same row is read three times.",
    "Customers with more than one address meet it every day.",
    "The documentation promises otherwise, see the chapter about limits.",
    "We agreed to keep the old behaviour until the end of the quarter.",
    "A test that fails without the change belongs to it.",
    "Nobody knows why the value is 30; it is older than the repository.",
    "The fix is small, but all callers have to pass the new argument.",
    "It can wait, as there is a way around: reload the page twice.",
    "Support has had eleven calls about this, most of them from Łódź and Zürich.",
    "What the log says: `timeout after 5000 ms (attempt 2 of 3)`.",
];

/// The longest text that still ends in a whole sentence has about so many bytes.
const DESCRIPTION_BYTES: usize = 1_450;

/// Numbers that look random and are the same in every run (splitmix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that `seed` decides about.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number of 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    /// One of several things.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        let end = u64::try_from(from.len()).expect("lists are short");
        let place = usize::try_from(self.below(end)).expect("it is below a usize");
        from[place]
    }
}

/// A title of some words.
pub fn title(dice: &mut Dice) -> String {
    format!(
        "{} the {} {}",
        dice.pick(&DEEDS),
        dice.pick(&THINGS),
        dice.pick(&PLACES)
    )
}

/// A description of several paragraphs and a list.
pub fn description(dice: &mut Dice) -> String {
    let mut text = String::new();
    while text.len() < DESCRIPTION_BYTES {
        let paragraph = [
            dice.pick(&REMARKS),
            dice.pick(&REMARKS),
            dice.pick(&REMARKS),
        ];
        let _ = writeln!(text, "{}\n", paragraph.join("\n"));
        let _ = writeln!(text, "- {}\n- {}\n", title(dice), title(dice));
    }
    text.trim_end().to_owned()
}

/// A comment of a few sentences.
pub fn comment(dice: &mut Dice) -> String {
    format!("{}\n{}", dice.pick(&REMARKS), dice.pick(&REMARKS))
}
