//! What happened to one record.

use crate::domain::Fact;
use crate::domain::Key;
use crate::domain::Pair;
use crate::domain::Record;
use crate::domain::Title;
use crate::domain::Uid;
use crate::domain::facts::compare;

/// What happened to one record between two states of the project.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordChange {
    /// Its key, as it is or was last.
    pub key: Key,
    /// Its uid, as it is or was last.
    pub uid: Option<Uid>,
    /// Its title, as it is or was last.
    pub title: Title,
    /// What happened to it as a whole.
    pub kind: ChangeKind,
    /// The differences, in the order of the file, then those of its entries; of a deleted record there are none.
    pub facts: Vec<Fact>,
}

/// What happened to a record as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// It is gone.
    Deleted,
    /// It is there before and after.
    Changed,
    /// The same, under another key.
    Renumbered {
        /// The key it had.
        from: Key,
    },
}

impl RecordChange {
    /// Compares a record with itself; none where both states say the same, however their files look.
    pub fn between<R: Record>(pair: &Pair<R>) -> Option<RecordChange> {
        let (kind, facts) = match pair {
            Pair::Gone(_) => (ChangeKind::Deleted, Vec::new()),
            Pair::New(after) => (ChangeKind::Created, compare::facts_of_new(after)),
            Pair::Both { before, after } => {
                let from = before.record.key();
                let kind = if from == after.record.key() {
                    ChangeKind::Changed
                } else {
                    ChangeKind::Renumbered { from: from.clone() }
                };
                (kind, compare::facts(before, after))
            }
        };
        if kind == ChangeKind::Changed && facts.is_empty() {
            return None;
        }
        let record = &pair.latest().record;
        Some(RecordChange {
            key: record.key().clone(),
            uid: record.uid().cloned(),
            title: record.title().clone(),
            kind,
            facts,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::Criterion;
    use crate::domain::CriterionChange;
    use crate::domain::Entry;
    use crate::domain::FactChange;
    use crate::domain::Snapshot;
    use crate::domain::Stamp;
    use crate::domain::Text;
    use crate::domain::Ticket;
    use crate::domain::Transition;
    use crate::domain::pairs;

    const UIDS: [&str; 2] = ["01M7W70KG00000000000000000", "01M7W70KG00000000000000001"];

    fn ticket(key: &str, uid: Option<usize>) -> Ticket {
        let mut ticket = Ticket::new(key.parse().unwrap(), "Fix login".parse().unwrap());
        ticket.uid = uid.map(|place| UIDS[place].parse().unwrap());
        ticket
    }

    fn snapshot(record: Ticket) -> Snapshot<Ticket> {
        Snapshot {
            path: format!("tickets/00/{}.yaml", record.id),
            record,
            others: BTreeMap::new(),
            entries: Vec::new(),
        }
    }

    /// The facts of one ticket that `edit` changes.
    fn changed(edit: impl Fn(&mut Ticket)) -> Vec<(String, FactChange)> {
        let before = ticket("T-1", Some(0));
        let mut after = before.clone();
        edit(&mut after);
        let pair = pairs(vec![snapshot(before)], vec![snapshot(after)]).remove(0);
        let change = RecordChange::between(&pair);
        let facts = change.map(|change| change.facts).unwrap_or_default();
        facts
            .into_iter()
            .map(|fact| (fact.field, fact.change))
            .collect()
    }

    fn kinds(before: Vec<Ticket>, after: Vec<Ticket>) -> Vec<(String, ChangeKind)> {
        let snapshots = |tickets: Vec<Ticket>| tickets.into_iter().map(snapshot).collect();
        let pairs = pairs(snapshots(before), snapshots(after));
        let changes = pairs.iter().filter_map(RecordChange::between);
        changes
            .map(|change| (change.key.to_string(), change.kind))
            .collect()
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn equal_tickets_differ_in_no_fact() {
        assert_eq!(changed(|_| {}), []);
    }

    #[test]
    fn scalars_are_set_replaced_and_cleared() {
        let value = |from: Option<&str>, to: Option<&str>| FactChange::Value {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        };
        assert_eq!(
            changed(|ticket| {
                ticket.title = "Fix logout".parse().unwrap();
                ticket.assignee = Some("Bob".parse().unwrap());
                ticket.story_points = Some(5);
                ticket.uid = None;
            }),
            [
                ("uid".to_owned(), value(Some(UIDS[0]), None)),
                (
                    "title".to_owned(),
                    value(Some("Fix login"), Some("Fix logout"))
                ),
                ("assignee".to_owned(), value(None, Some("Bob"))),
                ("story_points".to_owned(), value(None, Some("5"))),
            ]
        );
    }

    #[test]
    fn sets_and_texts_tell_what_came_and_went() {
        let facts = changed(|ticket| {
            ticket.labels = vec!["auth".parse().unwrap()];
            ticket.description = Text::new("one\ntwo");
        });

        let change = FactChange::Set {
            added: texts(&["auth"]),
            removed: Vec::new(),
        };
        assert_eq!(facts[0], ("labels".to_owned(), change));
        assert_eq!(facts[1].1.line_count().unwrap().added, 2);
    }

    #[test]
    fn a_status_brings_its_transitions_also_when_it_came_back() {
        let step = |from: &str, to: &str| Transition {
            at: "2026-11-20T10:00:00Z".parse().unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            by: None,
            reason: None,
        };
        let there_and_back = vec![step("open", "closed"), step("closed", "open")];
        let moved = |from: &str, to: &str, steps: &[Transition]| {
            let change = FactChange::Moved {
                from: from.to_owned(),
                to: to.to_owned(),
                steps: steps.to_vec(),
            };
            vec![("status".to_owned(), change)]
        };

        let facts = changed(|ticket| ticket.transitions.clone_from(&there_and_back));
        assert_eq!(facts, moved("open", "open", &there_and_back));
        let facts = changed(|ticket| ticket.status = "closed".parse().unwrap());
        assert_eq!(facts, moved("open", "closed", &[]));
    }

    #[test]
    fn criteria_are_known_by_their_id_and_by_their_text_without_one() {
        let criterion = |id: &str, done, text: &str| Criterion {
            id: id.to_owned(),
            done,
            text: text.to_owned(),
        };
        let mut before = ticket("T-1", Some(0));
        before.acceptance_criteria = vec![
            criterion("aaaa", false, "Works"),
            criterion("bbbb", true, "Is tested"),
            criterion("", false, "By hand"),
            criterion("cccc", false, "Gone"),
        ];
        let mut after = before.clone();
        after.acceptance_criteria = vec![
            criterion("bbbb", false, "Is tested"),
            criterion("aaaa", true, "Works well"),
            criterion("", true, "By hand"),
            criterion("dddd", true, "New"),
        ];
        let pair = pairs(vec![snapshot(before)], vec![snapshot(after)]).remove(0);

        let facts = RecordChange::between(&pair).unwrap().facts.into_iter();
        let whats: Vec<_> = facts
            .map(|fact| match fact.change {
                FactChange::Criterion { text, what, .. } => Some((text, what)),
                _ => None,
            })
            .collect();
        let what = |text: &str, what| Some((text.to_owned(), what));
        let from = "Works".to_owned();
        assert_eq!(
            whats,
            [
                what("Is tested", CriterionChange::Unchecked),
                what("Works well", CriterionChange::Reworded { from }),
                what("Works well", CriterionChange::Checked),
                what("By hand", CriterionChange::Checked),
                what("New", CriterionChange::Added { done: true }),
                what("Gone", CriterionChange::Removed),
                None, // the order
            ]
        );
    }

    #[test]
    fn entries_and_fields_nobody_knows_are_facts_too() {
        let entry = |id: &str, text: &str| Entry {
            text: Text::new(text),
            ..Entry::new(id.to_owned(), Entry::COMMENT, bob())
        };
        let mut before = snapshot(ticket("T-1", Some(0)));
        before.entries = vec![entry("aaaa", "One"), entry("bbbb", "Two")];
        before.others.insert("severity".to_owned(), 3.into());
        let mut after = snapshot(ticket("T-1", Some(0)));
        after.entries = vec![entry("aaaa", "Uno"), entry("cccc", "Three")];
        after.others.insert("severity".to_owned(), 4.into());
        let pair = pairs(vec![before], vec![after]).remove(0);

        let facts = RecordChange::between(&pair).unwrap().facts.into_iter();
        let shown: Vec<String> = facts
            .map(|fact| match fact.change {
                FactChange::Entry { id, what, text, .. } => format!("{id} {what:?} {text}"),
                _ => fact.field,
            })
            .collect();
        assert_eq!(
            shown,
            [
                "severity",
                "aaaa Edited Uno",
                "cccc Added Three",
                "bbbb Removed Two"
            ]
        );
    }

    fn bob() -> Stamp {
        Stamp {
            at: "2026-11-20T10:00:00Z".parse().unwrap(),
            by: Some("Bob".parse().unwrap()),
        }
    }

    #[test]
    fn every_field_of_an_entry_is_compared() {
        let was = Entry::new("aaaa".to_owned(), Entry::JOURNAL, bob());
        let mut is = was.clone();
        is.completion = "80".parse().ok();
        is.risks = texts(&["rain"]);
        is.edited_at = Some(is.at);
        let touched = Entry {
            edited_at: Some(was.at),
            ..Entry::new("bbbb".to_owned(), Entry::JOURNAL, bob())
        };
        let untouched = Entry::new("bbbb".to_owned(), Entry::JOURNAL, bob());
        let mut before = snapshot(ticket("T-1", Some(0)));
        before.entries = vec![was, untouched];
        let mut after = snapshot(ticket("T-1", Some(0)));
        after.entries = vec![is, touched];
        let pair = pairs(vec![before], vec![after]).remove(0);

        let facts = RecordChange::between(&pair).unwrap().facts;
        let [fact] = facts.as_slice() else {
            panic!("{facts:?}");
        };
        let FactChange::Entry { fields, was, .. } = &fact.change else {
            panic!("{fact:?}");
        };
        assert_eq!(*was, None);
        let completion = FactChange::Value {
            from: None,
            to: Some("80".to_owned()),
        };
        let risks = FactChange::Set {
            added: texts(&["rain"]),
            removed: Vec::new(),
        };
        assert_eq!(
            *fields,
            [
                Fact::new("completion", completion),
                Fact::new("risks", risks)
            ]
        );
    }

    #[test]
    fn the_uid_knows_a_record_under_another_key() {
        let moved = kinds(vec![ticket("T-1", Some(0))], vec![ticket("T-9", Some(0))]);
        let from = "T-1".parse().unwrap();
        assert_eq!(moved, [("T-9".to_owned(), ChangeKind::Renumbered { from })]);
    }

    #[test]
    fn two_uids_under_one_key_are_two_records() {
        assert_eq!(
            kinds(vec![ticket("T-1", Some(0))], vec![ticket("T-1", Some(1))]),
            [
                ("T-1".to_owned(), ChangeKind::Deleted),
                ("T-1".to_owned(), ChangeKind::Created),
            ]
        );
    }

    #[test]
    fn the_key_knows_a_record_without_uid_and_a_copy_is_new() {
        let given = kinds(vec![ticket("T-1", None)], vec![ticket("T-1", Some(0))]);
        assert_eq!(given, [("T-1".to_owned(), ChangeKind::Changed)]);

        let both = vec![ticket("T-2", Some(0)), ticket("T-1", Some(0))];
        let copied = kinds(vec![ticket("T-1", Some(0))], both);
        assert_eq!(copied, [("T-2".to_owned(), ChangeKind::Created)]);
    }

    #[test]
    fn the_old_key_among_the_aliases_is_no_fact_of_its_own() {
        let before = ticket("T-1", Some(0));
        let mut after = ticket("T-9", Some(0));
        after.aliases = texts(&["T-1"]);
        let pair = pairs(vec![snapshot(before)], vec![snapshot(after)]).remove(0);

        assert_eq!(RecordChange::between(&pair).unwrap().facts, []);
    }
}
