//! What a person may do.

use crate::simulation::Chance;

pub(crate) const STATUSES: [&str; 6] = [
    "open",
    "in-progress",
    "in-review",
    "blocked",
    "closed",
    "cancelled",
];
pub(crate) const PRIORITIES: [&str; 4] = ["critical", "high", "medium", "low"];
pub(crate) const TYPES: [&str; 4] = ["task", "bug", "feature", "chore"];
pub(crate) const LABELS: [&str; 10] = [
    "api", "auth", "billing", "docs", "ios", "mobile", "perf", "search", "ui", "web",
];
pub(crate) const PEOPLE: [&str; 4] = ["alice", "bob", "carol", "dan"];

/// Titles of new tickets; two people choose the same one at times.
const TITLES: [&str; 3] = ["Look at the crash", "Look at the logs", "Write it down"];

/// What a person does with one ticket, or a new one. `ticket` counts among those that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    Create(String),
    Title(String),
    Type(&'static str),
    Status(&'static str),
    Priority(&'static str),
    Assignee(Option<&'static str>),
    AddLabel(&'static str),
    RemoveLabel,
    Due(String),
    Points(u32),
    Estimate(u32),
    Resolution(&'static str),
    AddLine(usize, String),
    ChangeLine(usize, String),
    RemoveLine(usize),
    AddCriterion(String),
    CheckCriterion(usize),
    RewordCriterion(usize, String),
    RemoveCriterion(usize),
    Comment(String),
    EditComment(usize, String),
    RemoveComment(usize),
    Start,
    Close(Option<String>),
    Reopen,
    Link(String),
    Depend(usize),
    Undepend,
    Parent(usize),
    Relate(usize),
    Duplicate(usize),
    Delete,
    Archive,
    Unarchive,
}

/// Among which deeds is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All that there are.
    Everything,
    /// Those that change one ticket and add nothing beside it.
    OneTicket,
}

impl Deed {
    /// A deed by chance. Two people who choose the same number still write different words.
    pub(crate) fn choose(scope: Scope, person: &str, chance: &mut Chance) -> Deed {
        let word = format!("{person} {}", chance.below(100_000));
        let place = chance.below(8);
        let other = chance.below(64);
        if scope == Scope::Everything {
            match chance.below(100) {
                0..14 if chance.percent(30) => {
                    return Deed::Create(chance.word(&TITLES).to_owned());
                }
                0..14 => return Deed::Create(format!("New work of {word}")),
                14..20 => return Deed::Comment(format!("Seen by {word}.\nAnd again.")),
                20..24 => {
                    return Deed::EditComment(place, format!("Better said by {word}.\nAnd again."));
                }
                24..26 => return Deed::RemoveComment(place),
                26..30 => return Deed::Depend(other),
                30..32 => return Deed::Undepend,
                32..34 => return Deed::Parent(other),
                34..36 => return Deed::Relate(other),
                36..37 => return Deed::Duplicate(other),
                37..41 => return Deed::Delete,
                41..44 => return Deed::Archive,
                44..46 => return Deed::Unarchive,
                _ => {}
            }
        }
        Deed::of_one_ticket(word, place, chance)
    }

    /// Statuses, labels and texts change more often than the rest.
    fn of_one_ticket(word: String, place: usize, chance: &mut Chance) -> Deed {
        match chance.below(100) {
            0..5 => Deed::Title(format!("Titled by {word}")),
            5..8 => Deed::Type(chance.word(&TYPES)),
            8..22 => Deed::Status(chance.word(&STATUSES)),
            22..28 => Deed::Priority(chance.word(&PRIORITIES)),
            28..34 => Deed::Assignee(Some(chance.word(&PEOPLE)).filter(|_| place > 0)),
            34..44 => Deed::AddLabel(chance.word(&LABELS)),
            44..48 => Deed::RemoveLabel,
            48..52 => Deed::Due(format!("2026-12-{:02}", chance.below(28) + 1)),
            52..55 => Deed::Points(u32::try_from(chance.below(9)).unwrap()),
            55..58 => Deed::Estimate(u32::try_from(chance.below(9)).unwrap()),
            58..59 => Deed::Resolution(chance.word(&["fixed", "wont-fix", "duplicate"])),
            59..65 => Deed::AddLine(place, format!("Added by {word}.")),
            65..70 => Deed::ChangeLine(place, format!("Changed by {word}.")),
            70..72 => Deed::RemoveLine(place),
            72..76 => Deed::AddCriterion(format!("Required by {word}")),
            76..80 => Deed::CheckCriterion(place),
            80..82 => Deed::RewordCriterion(place, format!("Reworded by {word}")),
            82..83 => Deed::RemoveCriterion(place),
            83..86 => Deed::Start,
            86..93 => Deed::Close(Some("fixed".to_owned()).filter(|_| chance.percent(40))),
            93..96 => Deed::Reopen,
            _ => Deed::Link(format!("docs/{}.md", word.replace(' ', "-"))),
        }
    }
}
