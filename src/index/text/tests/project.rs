//! A project in memory with its index in a folder of its own.

use std::cell::Cell;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::index::text::Answer;
use crate::index::text::DocumentText;
use crate::index::text::Source;
use crate::index::text::TextIndex;
use crate::query::TextForm;
use crate::query::TextTerm;

/// Records, and an index of them.
pub(crate) struct Project {
    folder: TempDir,
    pub(crate) records: Vec<Record>,
    clock: u64,
    reads: Cell<usize>,
}

/// A record and when it was written.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) path: String,
    pub(crate) written: Option<u64>,
    pub(crate) text: Option<DocumentText>,
}

impl Project {
    pub(crate) fn new() -> Project {
        Project {
            folder: tempfile::tempdir().unwrap(),
            records: Vec::new(),
            clock: 0,
            reads: Cell::new(0),
        }
    }

    /// A project of `count` records, each with words of its own and some that others have too.
    pub(crate) fn of(count: usize) -> Project {
        let mut project = Project::new();
        for number in 0..count {
            project.write(number, &text(number));
        }
        project
    }

    /// Writes a record, new or not.
    pub(crate) fn write(&mut self, number: usize, text: &DocumentText) {
        self.clock += 1;
        let record = Record {
            path: format!("tickets/00/T-{number}.yaml"),
            written: Some(self.clock),
            text: Some(text.clone()),
        };
        match self
            .records
            .iter_mut()
            .find(|other| other.path == record.path)
        {
            Some(other) => *other = record,
            None => self.records.push(record),
        }
    }

    pub(crate) fn remove(&mut self, number: usize) {
        let path = format!("tickets/00/T-{number}.yaml");
        self.records.retain(|record| record.path != path);
    }

    /// The folder of the index.
    pub(crate) fn index(&self) -> PathBuf {
        self.folder.path().join("private/index/text")
    }

    /// The records as they are now.
    pub(crate) fn sources(&self) -> Vec<Source> {
        let source = |record: &Record| Source {
            path: record.path.clone(),
            fingerprint: record.written,
        };
        self.records.iter().map(source).collect()
    }

    fn read(&self, path: &str) -> Option<DocumentText> {
        self.reads.set(self.reads.get() + 1);
        let record = self.records.iter().find(|record| record.path == path);
        record?.text.clone()
    }

    /// The answer of the index, or of what stands in for it.
    pub(crate) fn answer(&self, terms: &[TextTerm]) -> Answer {
        let read = |path: &str| self.read(path);
        TextIndex::new(self.index()).answer(terms, &self.sources(), &read)
    }

    /// The answer, and how many records were read for it.
    pub(crate) fn counted(&self, terms: &[TextTerm]) -> (Answer, usize) {
        self.reads.set(0);
        (self.answer(terms), self.reads.get())
    }

    /// The answer, which must be that of a scan.
    pub(crate) fn agreed(&self, terms: &[TextTerm]) -> Answer {
        let answer = self.answer(terms);
        let read = |path: &str| self.read(path);
        let scanned = TextIndex::scan(terms, &self.sources(), &read);
        for (term, record) in terms.iter().flat_map(|term| {
            self.records
                .iter()
                .enumerate()
                .map(move |record| (term, record))
        }) {
            let (found, expected) = (answer.found(term, record.0), scanned.found(term, record.0));
            assert_eq!(found, expected, "{term:?} {:?} {:?}", record.1, answer.way);
        }
        assert_eq!(answer.suggestions.len(), scanned.suggestions.len());
        let (first, rest) = self.halves(terms);
        let joined = first.joined(rest);
        for (term, record) in terms.iter().flat_map(|term| {
            let all = 0..self.records.len();
            all.map(move |record| (term, record))
        }) {
            assert_eq!(joined.found(term, record), scanned.found(term, record));
        }
        answer
    }

    /// The answers of the first half of the records and of the rest, which together are that of all.
    fn halves(&self, terms: &[TextTerm]) -> (Answer, Answer) {
        let read = |path: &str| self.read(path);
        let sources = self.sources();
        let (first, rest) = sources.split_at(sources.len() / 2);
        let scan = |sources: &[Source]| TextIndex::scan(terms, sources, &read);
        (scan(first), scan(rest))
    }

    /// The records that have all of the words, by number.
    pub(crate) fn found(&self, text: &str) -> Vec<usize> {
        let terms = terms(text);
        let answer = self.agreed(&terms);
        let has_all = |source: &usize| terms.iter().all(|term| answer.has(term, *source));
        let all = (0..self.records.len()).filter(has_all);
        let number = |source: usize| {
            let path = self.records[source]
                .path
                .trim_start_matches("tickets/00/T-");
            path.trim_end_matches(".yaml").parse().unwrap()
        };
        let mut numbers: Vec<usize> = all.map(number).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Words, beginnings with a `*`, and phrases of words joined with `~`.
pub(crate) fn terms(text: &str) -> Vec<TextTerm> {
    let term = |word: &str| {
        let (form, text) = match word.strip_suffix('*') {
            Some(start) => (TextForm::Prefix, start.to_owned()),
            None if word.contains('~') => (TextForm::Phrase, word.replace('~', " ")),
            None => (TextForm::Word, word.to_owned()),
        };
        TextTerm {
            field: None,
            form,
            text,
        }
    };
    text.split(' ').map(term).collect()
}

/// The text of a record: `common` in all, `even` or `odd`, and `onlyN`.
pub(crate) fn text(number: usize) -> DocumentText {
    let parity = if number.is_multiple_of(2) {
        "even"
    } else {
        "odd"
    };
    DocumentText {
        keys: vec![format!("T-{number}")],
        title: format!("A common title of only{number}"),
        labels: vec![parity.to_owned()],
        description: "Some words.\n".repeat(number % 7),
        criteria: vec![format!("It is {parity}")],
        comments: vec!["seen".to_owned(), format!("seen again, {number} times")],
    }
}
